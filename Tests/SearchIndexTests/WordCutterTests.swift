// Words of the index: the cases that the reader in the browser runs as well.
import Foundation
import Testing
import WikiModel

@testable import SearchIndex

extension WordCutter {
    /// The words of prose: every form of every unit, without stopwords.
    static func proseWords(_ text: [UInt8]) -> [[UInt8]] {
        units(text).flatMap { $0.names + $0.parts }.filter { !stopwordBytes.contains($0) }
    }
}

@Suite struct WordCutterTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var group: String
        var text: String
        var name: String
        var body: [String]
        var query: String?
        var testDescription: String { "\(group): \(text)" }
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/search")

    static func cases() throws -> [Case] {
        try JSONDecoder().decode([Case].self, from: Data(contentsOf: folder.appendingPathComponent("tokens.json")))
    }

    @Test func casesAreCutAsTold() throws {
        let cases = try WordCutterTests.cases()
        #expect(cases.count >= 200)
        for item in cases {
            let words = WordCutter.proseWords(Array(item.text.utf8)).map { String(decoding: $0, as: UTF8.self) }
            #expect(words == item.body, "\(item.group): \(item.text)")
            let name = String(decoding: WordCutter.name(Array(item.text.utf8)), as: UTF8.self)
            #expect(name == item.name, "\(item.group): \(item.text)")
        }
    }

    /// Who pastes the address of a paper gets the paper: the index has what the reader makes of the address.
    @Test func addressesAreAskedForAsTheReaderDoes() throws {
        let asked = try WordCutterTests.cases().compactMap { item in item.query.map { (query: $0, text: item.text) } }.filter { $0.query.contains("://") }
        #expect(asked.count >= 6)
        for (query, text) in asked { #expect(SearchEntry.askedFor(byAddress: query) == text, "\(query)") }
        #expect(SearchEntry.askedFor(byAddress: "https://news.example.org/releases/748498") == "748498")
        #expect(SearchEntry.askedFor(byAddress: "https://example.org/display/publication43740") == "")
        #expect(SearchEntry.askedFor(byAddress: "https://example.org/record/4161") == "")
        #expect(SearchEntry.askedFor(byAddress: "") == "")
    }

    /// Foundation's own normal forms, for every character of the Unicode that the table was made from.
    @Test func foldingAgreesWithNormalForms() {
        var wrong: [String] = []
        let plain: [Character: String] = [
            "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t",
        ]
        for code in UInt32(0x80)...0x3FFFF where !(0x370...0x3FF).contains(code) {
            guard let scalar = Unicode.Scalar(code), CharacterClass.isWord(code) else { continue }
            guard let age = scalar.properties.age, age.major <= 14 else { continue }
            let kept = String(scalar).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
                !CharacterFolding.isDropped($0.value)
            }
            var expected = String(String.UnicodeScalarView(kept)).precomposedStringWithCanonicalMapping
            expected = expected.map { plain[$0] ?? String($0) }.joined()
            let folded = Folding.fold([code]).compactMap(Unicode.Scalar.init)
            let isGreek = expected.unicodeScalars.contains { (0x3B1...0x3C9).contains($0.value) }
            if !isGreek, Array(expected.unicodeScalars) != folded { wrong.append("U+" + String(code, radix: 16)) }
        }
        #expect(wrong == [])
    }

    @Test func orderIsThatOfUTF16() {
        let words = ["a", "ab", "z", "é", "迁", "\u{FB01}", "𠀀", "\u{E000}", "a\u{FB01}", "a𠀀"]
        for left in words {
            for right in words {
                let expected = left.utf16.lexicographicallyPrecedes(right.utf16)
                #expect(UTF16.isBefore(Array(left.utf8), Array(right.utf8)) == expected, "\(left) \(right)")
            }
        }
    }
}
