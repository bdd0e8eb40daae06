// The text of a template while it is read: a position in it, with line and column, and what stands around a place.

struct TemplateText {
    let bytes: [UInt8]
    /// All before it has been read.
    private(set) var position = 0
    private var line = 1
    private var lineStart = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    /// Reads on up to `end`; never back.
    mutating func advance(to end: Int) {
        for index in position..<max(position, end) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        position = max(position, end)
    }

    /// The place of an offset at or after the position, and where its line begins.
    func place(of offset: Int) -> (TemplatePlace, lineStart: Int) {
        var text = self
        text.advance(to: offset)
        return (TemplatePlace(line: Int32(text.line), columnUTF8: Int32(offset - text.lineStart + 1)), text.lineStart)
    }

    /// Where some bytes stand next.
    func find(_ wanted: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
        var index = start
        while index + wanted.count <= bytes.count {
            if bytes[index] == first, bytes[index..<(index + wanted.count)].elementsEqual(wanted) { return index }
            index += 1
        }
        return nil
    }

    func startsLine(_ offset: Int) -> Bool { offset == 0 || bytes[offset - 1] == 0x0A }

    func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    /// The offset after the rest of a line, if that is blank.
    func blankLineEnd(from start: Int) -> Int? {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        return isBlank(start..<end) ? min(end + 1, bytes.count) : nil
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// A range without blanks and control characters at its ends.
    func trimmed(_ range: Range<Int>) -> String {
        let text = bytes[range].drop { $0 <= 0x20 }
        return String(decoding: text.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
    }
}
