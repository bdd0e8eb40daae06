// Reading source bytes: lines, columns and the small questions every scanner asks.
import WikiModel

/// The bytes of a source file while it is being compiled.
typealias SourceBytes = UnsafeBufferPointer<UInt8>

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")

    var isSpaceOrTab: Bool { self == .space || self == .tab }
    /// A straight quote, double or single.
    var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
}

extension UnsafeBufferPointer<UInt8> {
    /// The offset of the newline that ends the line of `offset`, or the end of the bytes.
    func lineEnd(from offset: Int) -> Int {
        firstOffset(in: offset..<Swift.max(offset, count)) { $0.matches(.newline) }
    }

    /// Whether `text`, which is not empty, stands at `offset`.
    @inline(__always)
    func has(_ text: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset < count, self[offset] == text.utf8Start[0] else { return false }
        // Most are of two bytes.
        guard text.utf8CodeUnitCount > 2 else {
            return text.utf8CodeUnitCount == 1 || (offset + 1 < count && self[offset + 1] == text.utf8Start[1])
        }
        return goesOn(with: text, at: offset)
    }

    private func goesOn(with text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard offset + length <= count else { return false }
        for index in 1..<length where self[offset + index] != text.utf8Start[index] { return false }
        return true
    }

    /// `range` without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isWhitespace { start += 1 }
        while end > start, self[end - 1].isWhitespace { end -= 1 }
        return start..<end
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: self[range]), as: UTF8.self)
    }

    /// The first place of `byte` in `range`.
    func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}
