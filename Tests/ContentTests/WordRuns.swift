// Texts cut into runs of eight words, as they are compared with texts of others.
import Foundation

/// Every run of eight words of a text, without marks, case and markup: eight words in a row, as in a source, would be copying.
enum WordRuns {
    static let length = 8

    /// `scripts/abstract-fingerprints` cuts in the same way; a test holds them together.
    static func of(_ text: String) -> [String] {
        let plain = text.replacingOccurrences(of: "\\[[^\\[\\]]*@[^\\]]*\\]", with: " ", options: .regularExpression)
            .replacingOccurrences(of: "\\[\\[([^\\]|]*\\|)?([^\\]]*)\\]\\]", with: "$2", options: .regularExpression)
            .replacingOccurrences(of: "</?[a-z]+>", with: "", options: .regularExpression)
        let folded = plain.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCompatibilityMapping
        let words = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard words.count >= length else { return [] }
        return (0...(words.count - length)).map { words[$0..<($0 + length)].joined(separator: " ") }
    }

    /// FNV-1a with 64 bits, of the UTF-8 bytes (http://www.isthe.com/chongo/tech/comp/fnv/).
    static func fingerprint(_ run: String) -> UInt64 {
        run.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
