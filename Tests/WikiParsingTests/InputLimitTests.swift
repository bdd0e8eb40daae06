// Each limit on the prose of an entry: what reaches it passes, and a little more is refused.
import Testing
import WikiModel

@testable import WikiParsing

/// A limit, and texts that reach it and pass it by what is given.
struct InputLimit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Of the message.
    var words: String
    var text: @Sendable (Int) -> String

    init(_ testDescription: String, _ words: String, _ text: @escaping @Sendable (Int) -> String) {
        self.testDescription = testDescription
        self.words = words
        self.text = text
    }

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Lines of so many bytes, without the line breaks.
    private static func filler(_ bytes: Int) -> String { many(many("a", 999) + "\n", bytes / 999) + many("a", bytes % 999) + "\n" }

    private static func table(columns: Int, rows: Int) -> String {
        many("a|", columns) + "\n" + many("-|", columns) + "\n" + many("a\n", rows - 1) + "\n"
    }

    static let all =
        [
            InputLimit("line", "at most 65536") { many("a", 65_536 + $0) },
            InputLimit("list by indentation", "at most 64") { more in (0..<(64 + more)).map { many("  ", $0) + "- a\n" }.joined() },
            // The second line closes the inner half of the first.
            InputLimit("lists in one line", "at most 64") { many("- ", 40) + "a\n" + many("  ", 20) + many("- ", 44 + $0) + "a" },
            InputLimit("lists by tabs", "at most 64") { many("-\t", 40) + "a\n" + many("    ", 20) + many("- ", 44 + $0) + "a" },
            // Two dashes are two lists, three are a rule.
            InputLimit("two dashes", "at most 64") { many("> ", 62 + $0) + "- -" },
            InputLimit("three dashes", "at most 64") { many("> ", 64 + $0) + "- - -" },
            InputLimit("quotes on many lines", "too many quotes and lists") { many(many("> ", 64) + "a\n", 5122) + many("\n", 58 + $0) },
            InputLimit("run", "longer than 256") { "a " + many("~", 256 + $0) },
            InputLimit("delimiters", "at most 20000") { many(many("*a ", 5000) + "\n", 4) + many("*", $0) },
            // Lines before the header are none of its rows.
            InputLimit("cells of a table", "more than 20000 cells") { many("a\n", 10) + table(columns: 100, rows: 200 + $0) },
            InputLimit("cells of tables", "more than 100000 cells") {
                many(table(columns: 100, rows: 200), 4) + many(table(columns: 50, rows: 200), 1) + table(columns: 50, rows: 200 + $0)
            },
            InputLimit("tables", "more than 50000 tables") { many("-|\n--\n", 25_000) + many("--\n", $0) },
            InputLimit("search for tables", "rows of dashes") { more in
                many("-|-\n", 100) + filler(39_700) + "\n" + many("-|-\n", 100) + filler(39_700 + more)
            },
            InputLimit("definitions", "5000 link definitions") { many("[a]: b\n", 5000) + filler(70_000 + $0) },
        ]
        + ["> ", "- ", "+ ", "* ", "1. ", "123456789) ", "[^a]: "].map { mark in
            InputLimit("depth of \(mark)", "at most 64") { many(mark, 64 + $0) + "a" }
        }
        + ["[", "<", "<? >", "<![CDATA[ ]] >", " > > <\n"].map { mark in InputLimit("open \(mark)", "at most 256") { many(mark, 256 + $0) } }
        + ["[", "<"].map { mark in
            InputLimit("\(mark) in code", "brackets are open") {
                "```\n" + many(mark, 2048) + "\n" + filler(65_536 - 2048 - 3) + "\n" + many(mark, 2048) + "\n" + filler(65_536 - 2048 + $0)
            }
        }
        + ["", "]"].map { before in InputLimit("[[] after \(before)", "at most 256") { before + many("[[]", 255 + $0) } }
        + ["|%|", "%|", "|%", "> |%|"].map { row in
            InputLimit("columns of \(row)", "at most 128") { more in
                let parts = row.split(separator: "%", omittingEmptySubsequences: false)
                return ["a", ":-"].map { parts[0] + Array(repeating: $0, count: 128 + more).joined(separator: "|") + parts[1] }.joined(separator: "\n")
            }
        }
        + [")", "@a", "www._", "a:"].map { mark in InputLimit("address with \(mark)", "more than 256") { many(mark, 256 + $0) } }
        + [("[a](", ""), ("[^a]", ""), ("[a]", "\n\n[b]: c")].map { link, after in
            InputLimit("delimiters before \(link)", "gone over") {
                many(many("*a ", 5000) + "\n", 4) + many(link + "\n", 2500 + $0) + after
            }
        }
        // Opening marks count, closing ones and blanks do not.
        + [("", 1024, ""), ("<", 1023, ">"), ("/x (", 1021, ")"), ("/x \"", 1021, "\"")].map { open, count, close in
            InputLimit("uses of \(open)", "more than 1048576 bytes") {
                "[a]: " + open + many("y", count) + close + "\n\n" + many("[a]\n", 1024 + $0)
            }
        }
}

@Suite struct InputLimitTests {
    private func findings(_ text: String) -> [WikiFinding] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { SourceGuard.check($0, bodyStart: 0, line: 1) } + SourceGuard.checkDefinitions(bytes, line: 1)
    }

    @Test(arguments: InputLimit.all) func whatReachesALimitPasses(_ limit: InputLimit) {
        #expect(!findings(limit.text(0)).contains { $0.message.contains(limit.words) })
        #expect(findings(limit.text(1)).contains { $0.message.contains(limit.words) })
    }

    /// `N` stands for 300 times what is in the braces behind it.
    @Test(arguments: [
        "N{* }", "N{a* }", "N{[a] }", "N{[a]: }", "N{|}", "N{<a> }", "N{<?a?> }", "N{<![CDATA[a]]> }", "N{[\n \t\n}", "N{- a\n}", "N{1234567890. }a", "N{1.a }", "N{-a }", "N{- }", "N{[^a] }",
        "N{) }", "N{a.}", "N{&#3; }", "N{&#12; }", "N{&#x10; }", "N{&#20 }", "N{&1; }", "N{&a1; }",
    ])
    func whatIsWithinTheLimitsIsNoProblem(_ text: String) throws {
        let match = try #require(text.firstMatch(of: /N\{((?:.|\n)*)\}/))
        let found = findings(text.replacing(match.0, with: String(repeating: String(match.1), count: 300)))
        #expect(found.isEmpty, "\(found)")
    }

    /// Problems stand where a limit is passed, or where the block begins.
    @Test(arguments: [
        ("a\n*N{*}", 2, 257, DiagnosticCode.delimiterRunTooLong), ("a b:\n\nc N{)}", 3, 259, .addressTailTooLong), ("a\n\nb\nN{[}\n\nc", 3, 1, .openersUnclosed),
        ("a\nN{> }\n\nb", 2, 1, .nestingTooDeep), ("a\n\nN{|a}\nN{|-}\n", 4, 1, .tableTooLarge), ("a &#1; b", 1, 3, .sourceControlCharacter),
        ("a\n&#X002; b", 2, 1, .sourceControlCharacter), ("&#x2;", 1, 1, .sourceControlCharacter),
    ])
    func problemsStandWhereTheyAre(_ text: String, _ line: Int, _ column: Int, _ code: DiagnosticCode) {
        let text = text.replacing(/N\{([^}]*)\}/) { String(repeating: String($0.1), count: 300) }
        let found = findings(text)
        #expect(found.map(\.code) == [code])
        #expect(found.first?.range.start == SourceLocation(line: line, columnUTF8: column))
    }

    /// Without a definition brackets are no links, and cmark goes back over nothing.
    @Test func bracketsAloneAreNoLinks() {
        let text = String(repeating: String(repeating: "*a ", count: 5000) + "\n", count: 4) + String(repeating: "[a]\n", count: 2600)
        #expect(findings(text).isEmpty)
        for definition in ["[b]: c", "[\\]]: c"] {
            #expect(findings(text + "\n" + definition).map(\.range.start.line) == [2505])
        }
        #expect(findings(text + "\n[[b]]: c").isEmpty)
        #expect(findings(text.replacing("[a]", with: "[a](")).map(\.range.start.line) == [2505])
        #expect(findings(text + "[^a]\n" + String(repeating: "<b>\n", count: 2600)).isEmpty)
    }

    @Test func usesAreRefusedWhereTheyPassTheLimit() {
        let found = findings("[a]: " + String(repeating: "y", count: 1024) + "\n\n" + String(repeating: "[a]\n", count: 1100))
        #expect(found.map(\.range.start.line) == [2 + 1025])
    }

    @Test func twentyProblemsAreEnough() {
        #expect(findings(String(repeating: String(repeating: "[", count: 300) + "\n\n", count: 30)).count == 20)
    }

    /// The underline of a heading is no table.
    @Test func linesBelowARuleAreNoCells() {
        #expect(findings(String(repeating: "a\n--\n" + String(repeating: "a\n", count: 19_000) + "\n", count: 6)).isEmpty)
    }
}
