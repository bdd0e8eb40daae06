// The grammar of wikilinks: `[[relation::Target#Fragment|label]]`.
import WikiModel

/// The parts of a wikilink, as offsets into the source; `end` is the offset after `]]`.
struct WikilinkParts {
    var relation = 0..<0
    var target = 0..<0
    var fragment = 0..<0
    var label = 0..<0
    var end: Int

    /// Whether a byte may stand in the name of a relation.
    static func mayStandInRelation(_ byte: UInt8) -> Bool { byte.isLower || byte.isDigit || byte == UInt8(ascii: "_") }
}

extension WikiScanner {
    /// Reads a wikilink whose `[[` stands at `start`; `nil` when it is not one.
    ///
    /// A link stands on one line and holds no other link and no back-tick (code wins). In tables `\|` may stand for `|`.
    func wikilinkParts(at start: Int) -> WikilinkParts? {
        let inner = start + 2
        var index = inner
        var pipe: Int?
        while true {
            index = source.firstOffset(in: index..<source.count) { bytes in
                let isBracket = bytes.matches(UInt8(ascii: "[")) .| bytes.matches(UInt8(ascii: "]"))
                return isBracket .| bytes.matches(UInt8(ascii: "|")) .| bytes.matches(.newline) .| bytes.matches(UInt8(ascii: "`"))
            }
            guard index + 1 < source.count else { return nil }
            switch source[index] {
            case .newline, UInt8(ascii: "`"): return nil
            case UInt8(ascii: "["): if source[index + 1] == UInt8(ascii: "[") { return nil }
            case UInt8(ascii: "|"): if pipe == nil { pipe = index }
            case UInt8(ascii: "]"):
                if source[index + 1] == UInt8(ascii: "]") { return parts(inner: inner..<index, pipe: pipe) }
            default: break
            }
            index += 1
        }
    }

    private func parts(inner: Range<Int>, pipe: Int?) -> WikilinkParts {
        var parts = WikilinkParts(end: inner.upperBound + 2)
        var name = inner
        if let pipe {
            let isEscaped = pipe > inner.lowerBound && source[pipe - 1] == UInt8(ascii: "\\")
            name = inner.lowerBound..<(isEscaped ? pipe - 1 : pipe)
            parts.label = source.trimmed((pipe + 1)..<inner.upperBound)
        }
        if let colons = relationEnd(in: name) {
            parts.relation = source.trimmed(name.lowerBound..<colons)
            name = (colons + 2)..<name.upperBound
        }
        if let hash = source.firstOffset(of: UInt8(ascii: "#"), in: name) {
            parts.fragment = source.trimmed((hash + 1)..<name.upperBound)
            name = name.lowerBound..<hash
        }
        parts.target = source.trimmed(name)
        return parts
    }

    /// The offset of `::` after a word that can be a relation (lower-case letters, digits and `_`), or that the vocabulary has in another
    /// spelling: `part-of`.
    private func relationEnd(in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        var (isName, isWords) = (true, true)
        while index + 1 < range.upperBound {
            let byte = source[index]
            if byte == UInt8(ascii: ":") {
                guard source[index + 1] == byte, index > range.lowerBound else { return nil }
                if isName || isWords && vocabulary.isUnread(.relations) { return index }
                return vocabulary.spelling(ofRelation: source.text(range.lowerBound..<index)) != nil ? index : nil
            }
            if !WikilinkParts.mayStandInRelation(byte), byte != .space {
                isName = false
                if !byte.isUpper, byte != UInt8(ascii: "-") { isWords = false }
            }
            index += 1
        }
        return nil
    }
}
