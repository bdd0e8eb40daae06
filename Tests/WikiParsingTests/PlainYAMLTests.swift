// The short way through front matter must read as Yams does, or leave the document to it.
import Foundation
import Testing
import WikiModel

@testable import WikiParsing

@Suite struct PlainYAMLTests {
    /// What the short way makes of a text, and what Yams makes of it.
    private func both(_ yaml: String) -> (plain: YAMLNode?, composed: YAMLDocument) {
        Array(yaml.utf8).withUnsafeBufferPointer { bytes in
            (
                PlainYAML.read(bytes, yaml: 0..<bytes.count, firstLine: 2),
                YAMLDocument(composing: bytes, yaml: 0..<bytes.count, firstLine: 2)
            )
        }
    }

    @Test func readsTheFrontMatterOfTheBaseAsYamsDoes() throws {
        var read = 0
        let content = Project.root.appendingPathComponent("content")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: content.path).filter { $0.hasSuffix(".md") }
        let sources = paths.map { Project.bytes("content/" + $0) }
        for source in sources {
            source.withUnsafeBufferPointer { bytes in
                guard let frontMatter = try? FrontMatter.locate(in: bytes) else { return }
                guard let plain = PlainYAML.read(bytes, yaml: frontMatter.yaml, firstLine: 2) else { return }
                read += 1
                #expect(plain == YAMLDocument(composing: bytes, yaml: frontMatter.yaml, firstLine: 2).root)
            }
        }
        // It is worth having only while it reads nearly all of them.
        #expect(read * 10 >= sources.count * 8, "\(read) of \(sources.count) entries")
    }

    @Test(arguments: [
        "title: a\n", "title: \"a: b, [c]\"\ntags: [a, 'b c', \"d\"]\n", "author:\n  - {family: Ma, given: Li L}\n  - family: Yu\n    given: Li\n",
        "relations:\n  part_of:\n    - target: x\n      evidence: [ma2015]\n  is_a: y\n", "aliases:\n- a\n- b\ntitle: É é\n", "a: b",
        "a_1: 'b'\nURL: https://example.org/x#y\n", "a: [b , \"c\" , 'd' ]\nb: { c: d , e: f }\n", "a:\n b:\n    - c\n", " a: b\n c: d\n",
    ])
    func readsWhatEntriesAreMadeOf(_ yaml: String) {
        let (plain, composed) = both(yaml)
        #expect(plain != nil)
        #expect(plain == composed.root)
    }

    @Test func leavesTheRestToYams() {
        let texts = [
            "", "a", "- a\n", "a: b\n c: d\n", "a: b\n  c\n", "a: |\n  b\n", "a: >-\n  b\n", "a: b # c\n", "a: 'it''s'\n", "a: \"\\n\"\n", "a:\n",
            "a: b: c\n", "a: [b, [c]]\n", "a: {b: [c]}\n", "a: [b,]\n", "a: [b\n", "a: &x b\n", "a: *x\n", "a: !!str b\n", "a: b\na: c\n",
            "a: {b: c, b: d}\n", "a: b\n\nc: d\n", "a: @b\n", "a: -b\n", "\"a\": b\n", "a: \"b\" c\n", "? a\n: b\n", "a:\tb\n", "a: b:\n",
            "a:\n  - b\n  c: d\n", "a:\n    b: c\n  d: e\n", "a: b\u{85}c\n", "a: b\u{2028}c\n", "a: ~\n", "<<: a\n",
            "a: b\n# c\n", "a:\n- b\n# c\n", "a: b\n- c\n", "a:\n  - b: c\n  d: e\n", "a:\n  - b:\n  - c\n", "a:\n  -b: c\n", "a:\n  b c\n",
            "a:\n- b\n\n- c\n", "a: ['b''c']\n", "a: [b: c]\n", "a: [b[c]]\n", "a: [b} c]\n", "a: [\"b\" cd]\n", "a: b\u{1F}c\n", "a: b\u{7F}c\n",
            "a: b\u{9F}c\n", "a: b\u{FEFF}c\n",
        ]
        for text in texts { #expect(both(text).plain == nil, "\(text)") }
    }

    /// What Yams reads has its place as well: a text in quotes up to the closing one, and any text up to the end of its first line.
    @Test(arguments: [
        ("a: 'it''s' # d\n", 7), ("a: ''''\n", 4), ("a: 'b\\' # d\n", 4), ("a: \"b\\\"c\" # d\n", 6), ("a: \"b\\\\\" # d\n", 5), ("a: \"b''c\" # d\n", 6),
        ("a: \"b\n  c\"\n", 2), ("a: 'b\n  c'\n", 2), ("a: b\n  c\n", 1), ("é: ü é # d\n", 5),
    ])
    func textsEndWhereTheyEnd(_ yaml: String, _ lengthUTF8: Int) throws {
        let root = try #require(both(yaml).composed.root)
        guard case .mapping(let pairs, _) = root.content else { return }
        let column = yaml.hasPrefix("é") ? 5 : 4
        #expect(pairs.map(\.value.range) == [SourceRange(line: 2, columnUTF8: column, lengthUTF8: lengthUTF8)])
    }

    @Test func charactersThatYAMLHasNotAreNamed() {
        #expect(both("a: b\u{7F}c\n").composed.findings.map(\.message) == ["YAML: control characters are not allowed"])
    }

    /// What passes a limit of front matter, or of YAML, is refused, so that the short way must not take it.
    @Test(arguments: [
        (0..<40).map { String(repeating: " ", count: $0) + "a:\n" }.joined() + String(repeating: " ", count: 40) + "b: c\n",
        (0..<40).map { String(repeating: "  ", count: $0) + "a:\n" + String(repeating: "  ", count: $0) + "- b: c\n" }.joined(),
        "a: b " + String(repeating: "[", count: 40), String(repeating: "a", count: 2000) + ": b", "a: " + String(repeating: "b", count: 70_000),
    ])
    func whatIsRefusedIsNotRead(_ yaml: String) {
        let (plain, composed) = both(yaml)
        #expect(composed.root == nil)
        #expect(plain == nil)
    }

    /// Documents put together from lines and marks that mean something to YAML, at random but the same in every run.
    @Test func generatedDocumentsReadAsYamsReadsThem() {
        let parts = [
            "a: b", "title: x y", "k:", "- a", "- k: v", "- {f: a, g: b c}", "[a, b]", "{a: b}", "\"q: r\"", "'s'", ": ", ":", "-", " ", "  ", "    ",
            "\n", "\n", "\n", "\n  ", "\n- ", "\n  - ", "é", "#", " #", ",", "]", "}", "?", "!", "%", "|", ">", "a", "1", "~", "null", "---", "...", "''",
        ]
        var state: UInt64 = 20_260_101
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var read = 0
        for _ in 0..<30_000 {
            let text = (0..<(1 + next(9))).map { _ in parts[next(parts.count)] }.joined() + "\n"
            let (plain, composed) = both(text)
            guard let plain else { continue }
            read += 1
            #expect(plain == composed.root, "\(text)")
        }
        #expect(read > 300, "\(read)")
    }
}
