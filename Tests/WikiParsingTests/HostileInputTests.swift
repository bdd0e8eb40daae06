// Input that is built to be slow: each family ends in a diagnostic or in a page, and soon.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Foundation
import Testing
import WikiModel

@testable import WikiParsing

/// A family of texts that grow.
struct HostileFamily: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var make: @Sendable (Int) -> String

    private static func many(_ text: String) -> @Sendable (Int) -> String {
        { size in String(repeating: text, count: max(1, size / text.utf8.count)) }
    }

    private static func lines(_ line: @escaping @Sendable (Int) -> String) -> @Sendable (Int) -> String {
        { size in
            var text = ""
            var number = 0
            while text.utf8.count < size {
                text += line(number) + "\n"
                number += 1
            }
            return text
        }
    }

    static let all: [HostileFamily] = [
        HostileFamily(testDescription: "wide table, short rows") { size in
            let columns = size / 8
            return String(repeating: "|a", count: columns) + "\n" + String(repeating: "|-", count: columns) + "\n"
                + String(repeating: "a\n", count: size / 4)
        },
        HostileFamily(testDescription: "many delimiter rows", make: lines { _ in "a|b\n|-|-|-" }),
        HostileFamily(testDescription: "deep quotes", make: many("> ")),
        HostileFamily(testDescription: "deep list in one line", make: many("- ")),
        HostileFamily(testDescription: "deep list by indentation", make: lines { String(repeating: "  ", count: min($0, 2000)) + "- a" }),
        HostileFamily(testDescription: "processing instructions", make: many("<?")),
        HostileFamily(testDescription: "declarations", make: many("<!A ")),
        HostileFamily(testDescription: "character data", make: many("<![CDATA[")),
        HostileFamily(testDescription: "comments of HTML", make: many("a <!-- ")), HostileFamily(testDescription: "blocks of comments", make: many("<!-- ")),
        HostileFamily(testDescription: "words between carets", make: many("a^")),
        HostileFamily(testDescription: "tags", make: many("<a ")),
        HostileFamily(testDescription: "brackets", make: many("[")),
        HostileFamily(testDescription: "pictures", make: many("![")),
        HostileFamily(testDescription: "pictures of links", make: many("![[]()")),
        HostileFamily(testDescription: "half links", make: many("[a](")),
        HostileFamily(testDescription: "half addresses", make: many("[a](<b")),
        HostileFamily(testDescription: "emphasis", make: many("*a_ ")),
        HostileFamily(testDescription: "strong", make: many("**x ")),
        HostileFamily(testDescription: "strikethrough", make: many("~~a ")),
        HostileFamily(testDescription: "one long run", make: many("*")),
        HostileFamily(testDescription: "back-ticks", make: lines { String(repeating: "`", count: $0 % 300) + "a" }),
        HostileFamily(testDescription: "address with a tail") { "http://a.b/" + String(repeating: ")", count: $0) },
        HostileFamily(testDescription: "addresses in a word", make: many("www._")),
        HostileFamily(testDescription: "mail in a word", make: many("a@")),
        HostileFamily(testDescription: "entities", make: many("&amp")),
        HostileFamily(testDescription: "definitions in one block", make: lines { "[a\($0)]: b" }),
        HostileFamily(testDescription: "one definition, many uses") { size in
            "[a]: /" + String(repeating: "x", count: min(size / 2, 60_000)) + "\n\n" + String(repeating: "[a] ", count: size / 8)
        },
        HostileFamily(testDescription: "footnotes", make: lines { "a[^\($0)]\n\n[^\($0)]: b" }),
        HostileFamily(testDescription: "one footnote, many uses") { "[^a]: b\n\n" + String(repeating: "[^a] ", count: $0 / 5) },
        HostileFamily(testDescription: "wikilinks never closed", make: many("[[a ")),
        HostileFamily(testDescription: "citations never closed", make: many("[@a ")),
        HostileFamily(testDescription: "narrative citations", make: many("@a ")),
        HostileFamily(testDescription: "citations before small letters", make: lines { _ in "@aa x. b @aa y. c @aa z. d" }),
        HostileFamily(testDescription: "formulas of LaTeX", make: lines { _ in String(repeating: "\\(x^2 ", count: 8000) }),
        HostileFamily(testDescription: "wide brackets", make: lines { _ in String(repeating: "［［a", count: 8000) }),
        HostileFamily(testDescription: "cells between tabs", make: lines { _ in "a\tb\tc" }),
        HostileFamily(testDescription: "marks of callouts", make: lines { _ in "[!note] a" }),
        HostileFamily(testDescription: "dashes of items", make: lines { _ in "– a" }),
        HostileFamily(testDescription: "exchanged brackets", make: lines { _ in String(repeating: "(a)[http://b ", count: 4000) }),
        HostileFamily(testDescription: "notes in the text", make: lines { _ in String(repeating: "a^[b ", count: 8000) }),
        HostileFamily(testDescription: "no-break spaces", make: lines { _ in String(repeating: "[@a\u{A0}\u{A0}", count: 4000) }),
        HostileFamily(testDescription: "block ids", make: lines { _ in "a ^b" }),
        HostileFamily(testDescription: "comments", make: many("%% a ")),
        HostileFamily(testDescription: "callouts", make: lines { _ in "> [!note]\n" }),
        HostileFamily(testDescription: "raw HTML", make: many("<b>x ")),
        HostileFamily(testDescription: "headings", make: lines { _ in "# a" }),
        HostileFamily(testDescription: "tabs", make: many("\t")),
        HostileFamily(testDescription: "empty lines", make: many("\n")),
        HostileFamily(testDescription: "one long line", make: many("a")),
    ]
}

@Suite @MainActor struct HostileInputTests {
    private let compiler = EntryCompiler(vocabulary: Vocabulary())

    /// The entry, and how much of the processor it took, whatever else the machine does.
    private func compile(_ text: String) -> (entry: CompiledEntry, seconds: Double) {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        let entry = compiler.compile(EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(text.utf8))
        return (entry, now() - start)
    }

    /// No accepted entry may take longer. A debug build is about ten times slower than the tool;
    /// `swift test -c release -Xswiftc -enable-testing --filter HostileInputTests` holds the tool's own bound.
    private static let mostSeconds: Double = {
        #if DEBUG
            20
        #else
            2
        #endif
    }()

    @Test(arguments: HostileFamily.all)
    func largestEntriesEndSoon(_ family: HostileFamily) {
        for size in [16 << 10, 256 << 10, (1 << 20) - 200] {
            let (entry, seconds) = compile("---\ntitle: T\nsummary: S\n---\n" + family.make(size))
            #expect(seconds < HostileInputTests.mostSeconds, "\(family.testDescription) of \(size) bytes took \(seconds) s")
            #expect(entry.head.metadata.title == "T" || !entry.head.diagnostics.isEmpty)
        }
    }

    private nonisolated static let brackets = String(repeating: "[", count: 2000)

    @Test(arguments: [
        ("a: &a [x, x]\nb: &b [*a, *a]\n? *b\n: c\n", DiagnosticCode.yamlAnchor),
        (brackets, .frontMatterTooDeep),
        (String(repeating: "- ", count: 2000), .frontMatterTooDeep),
        // What only looks quoted hides nothing.
        ("title: it's\ntags: \(brackets)'", .frontMatterTooDeep), ("title: 'it\ntags: \(brackets)", .frontMatterTooDeep),
        ("title: " + String(repeating: "x", count: 70_000), .frontMatterTooLarge),
        ("title: T\ntitle: U\n", .keyDuplicate), ("title: !!python/object x\n", .yamlTag), ("<<: {a: b}\n", .yamlAnchor),
        ("title: [unclosed\n", .yamlInvalid),
    ])
    func frontMatterThatIsRefused(_ yaml: String, _ code: DiagnosticCode) {
        let (entry, seconds) = compile("---\n\(yaml)\n---\nText\n")
        #expect(entry.head.diagnostics.contains { $0.code == code }, "\(entry.head.diagnostics.map(\.line))")
        #expect(seconds < 5)
    }

    /// Aliases of aliases take exponential time, wherever an indicator may begin: `&` and `*` stand for the sign and a name, `N` for
    /// the level.
    @Test(arguments: [
        "\"aN\":&[*,*,*,*,*,*,*,*,*,*],", "aN: &[*,*,*,*,*,*,*,*,*,*],", "? aN\n  :&[ *,*,\t*,[*],*,*,*,*,*,*],", "aN: &[? *,*:x,{*:x},*,*,*,*,*,*,*],",
        "aN: &{a:*,b: *,\"c\":*,'d':*,e:\n  *,f: *,g: *,h: *,i: *},", "[&[*,*,*,*,*,*,*,*,*,*]]: x,", "aN: !!seq &[*,*,*,*,*,*,*,*,*,*],",
        "aN: &[*\u{2028},*\u{85},\u{2029}*,\u{85}*,*,*,*,*,*,*],",
    ], ["a", "_", "-", "A9", "0"])
    func aliasesAreRefused(_ level: String, _ name: String) {
        var yaml = "a: &\(name)0 [x]\nidentifiers: {\n"
        for number in 1...9 {
            yaml += "  " + level.replacing("N", with: String(number)).replacing("&", with: "&\(name)\(number) ").replacing(
                "*", with: "*\(name)\(number - 1) ") + "\n"
        }
        let (entry, seconds) = compile("---\ntitle: T\nsummary: S\n\(yaml)}\n---\nText\n")
        #expect(entry.head.diagnostics.contains { $0.code == .yamlAnchor }, "\(entry.head.diagnostics.map(\.line))")
        #expect(seconds < 2)
    }

    /// Signs in texts are none of anchors and aliases.
    @Test(arguments: [
        "Research & *development*", "R&D and R*D", "\"&x and *y*\"", "'*x* and &y'", "\"*x* and\\t& x\"", "a *x*, then &x", "this & that * more", "\"p<&x, and *\"",
    ])
    func signsInTextsAreNone(_ value: String) {
        let diagnostics = compile("---\ntitle: T\nsummary: \(value)\n---\nText\n").entry.head.diagnostics
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.line))")
    }

    /// cmark copies the address and the title of a definition to each of its uses. `L` stands for 30,000 bytes.
    @Test(arguments: [
        "[a b]: /x \"L\"", "[A  B]: /x 'L'", "[a\nb]: /x (L)", "[a b]: /L", "[a b]:\n  </L>", "[a b]: </x> \"L\"", "> [a b]: /x\n> \"L\"", "> [a\n> b]: /x\n> 'L \\' L'",
        "[ẞ]: /x \"L\"\n\n[c]: /x \"not closed",
        // What stands behind a backslash ends nothing.
        "[a b]: <x\\>L>", "[a b]: <x\\\nL>", "> [a b]: <x\\\n> L>", "[\\]]: /L",
        // cmark does not see what stands in comments, links and formulas.
        "[a b]: <x%% > %%L>", "[a b]: /x \"%% \" %%L\"", "[a b]: /x[[c d]]L", "[a b]: /x$c d$L",
    ])
    func usesOfDefinitionsAreMeasured(_ definition: String) {
        func isRefused(_ uses: Int) -> Bool {
            let use = definition.hasPrefix("[ẞ]") ? "[ss] " : definition.hasPrefix("[\\]]") ? "[\\]] " : "[a b] "
            let text = definition.replacing("L", with: String(repeating: "y", count: 30_000)) + "\n\n" + String(repeating: use, count: uses)
            return compile("---\ntitle: T\nsummary: S\n---\n" + text).entry.head.diagnostics.contains {
                $0.code == .referencesTooLarge && $0.message.contains("1048576")
            }
        }
        #expect(isRefused(40))
        #expect(!isRefused(10))
    }

    /// Every limit names the limit and what was found.
    @Test(arguments: [
        (String(repeating: "> ", count: 70), DiagnosticCode.nestingTooDeep, "70"), (String(repeating: "*", count: 300), .delimiterRunTooLong, "256"),
        (String(repeating: "a", count: 70_000), .lineTooLong, "70000"), (String(repeating: "[", count: 300), .openersUnclosed, "300"),
        (String(repeating: "|a", count: 200) + "\n" + String(repeating: "|-", count: 200) + "\n", .tableTooLarge, "128"),
        ("http://a.b/" + String(repeating: ")", count: 400), .addressTailTooLong, "256"),
    ])
    func limitsAreNamed(_ body: String, _ code: DiagnosticCode, _ words: String) {
        let diagnostics = compile("---\ntitle: T\nsummary: S\n---\n" + body).entry.head.diagnostics
        #expect(diagnostics.contains { $0.code == code && $0.message.contains(words) }, "\(diagnostics.map(\.line))")
    }
}
