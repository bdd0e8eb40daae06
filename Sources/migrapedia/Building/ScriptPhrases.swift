// The words of scripts: what stands in `phrase("…")`, which a base may say in others.
import WikiModel

/// What scripts say for their phrases, and a hash of it, made once for all of them.
struct ScriptWording: Sendable, Equatable {
    let words: [String: String]
    let hash: UInt64

    /// `nil` for a base that says nothing in words of its own.
    init?(_ wording: Wording) {
        words = wording.ofFiles
        if words.isEmpty { return nil }
        var hash = StableHash()
        for (phrase, words) in words.sorted(by: { $0.key < $1.key }) {
            hash.combine(phrase)
            hash.combine(words)
        }
        self.hash = hash.value
    }
}

/// Finds and replaces phrases in the text of a script. A phrase is one literal between double quotes, without a backslash.
enum ScriptPhrases {
    private static let call = Array("phrase(\"".utf8)

    /// All phrases, in their order.
    static func list(_ script: [UInt8]) -> [String] { ranges(script).map { String(decoding: script[$0], as: UTF8.self) } }

    /// The script with what `wording` says for its phrases.
    static func saying(_ wording: [String: String], _ script: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(script.count)
        var start = 0
        for range in ranges(script) {
            let phrase = String(decoding: script[range], as: UTF8.self)
            guard let words = wording[phrase], Phrase.problem(in: words, for: phrase) == nil else { continue }
            // With the quotes around it: a string of JSON is one of JavaScript.
            output += script[start..<(range.lowerBound - 1)]
            output += JSONEscaping.quoted(words).utf8
            start = range.upperBound + 1
        }
        return output + script[start...]
    }

    private static func ranges(_ script: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while let found = script[index...].firstRange(of: call) {
            let end = script[found.upperBound...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") }
            index = end ?? script.count
            let before = found.lowerBound == 0 ? UInt8(ascii: " ") : script[found.lowerBound - 1]
            let isOwnName = !before.isAlphanumeric && !"_$.".utf8.contains(before)
            if let end, script[end] == UInt8(ascii: "\""), isOwnName { ranges.append(found.upperBound..<end) }
        }
        return ranges
    }
}
