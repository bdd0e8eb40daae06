// The words of scripts: what stands in `phrase("…")`, which a base may say in others.
import WikiModel

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
            output += script[start..<range.lowerBound]
            output += literal(words)
            start = range.upperBound
        }
        return output + script[start...]
    }

    private static func ranges(_ script: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while let found = script[index...].firstRange(of: call) {
            let end = script[found.upperBound...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") }
            index = end ?? script.count
            let isOwnName = found.lowerBound == 0 || !isName(script[found.lowerBound - 1])
            if let end, script[end] == UInt8(ascii: "\""), isOwnName { ranges.append(found.upperBound..<end) }
        }
        return ranges
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// Words within double quotes of JavaScript.
    private static func literal(_ words: String) -> [UInt8] {
        var output: [UInt8] = []
        for byte in words.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case ..<0x20: output.append(UInt8(ascii: " "))
            default: output.append(byte)
            }
        }
        return output
    }
}
