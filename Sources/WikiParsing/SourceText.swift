// From the bytes of a file to the bytes that are compiled: encoding, byte-order mark, line ends.
import WikiModel

/// The text of a file, made uniform: no byte-order mark, line feeds only, valid UTF-8 without characters that are forbidden in text. A
/// form feed, as in text from a PDF, becomes a space.
struct SourceText {
    var bytes: [UInt8]
    var findings: [WikiFinding] = []

    /// Whether the text may be compiled at all.
    var isUsable: Bool { findings.isEmpty }

    init(_ raw: [UInt8]) {
        bytes = raw
        if raw.count > InputLimits.entryUTF8 {
            let message = "entry has \(raw.count) bytes; at most \(InputLimits.entryUTF8) are allowed"
            findings = [WikiFinding(code: .sourceTooLarge, range: SourceRange(line: 1, columnUTF8: 1), message: message)]
            return
        }
        // Most texts need no more than this look.
        let plain = bytes.withUnsafeBufferPointer { SourceText.plainEnd(of: $0, from: 0) }
        if plain == bytes.count { return }
        if SourceText.isUTF16(raw) {
            findings = [
                WikiFinding(
                    code: .sourceNotUTF8, range: SourceRange(line: 1, columnUTF8: 1), message: "the file is UTF-16; save it as UTF-8")
            ]
            return
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if holds(0x0D) { normaliseLineEnds() }
        if holds(0x0C) { for index in bytes.indices where bytes[index] == 0x0C { bytes[index] = .space } }
        findings = bytes.withUnsafeBufferPointer(SourceText.check)
    }

    private func holds(_ byte: UInt8) -> Bool {
        bytes.withUnsafeBufferPointer { $0.firstOffset(in: 0..<$0.count) { $0.matches(byte) } } < bytes.count
    }

    /// Whether a file begins with the byte-order mark of UTF-16, or with two characters of ASCII in it.
    private static func isUTF16(_ raw: [UInt8]) -> Bool {
        if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) { return true }
        guard raw.count >= 4, (raw[0] == 0) != (raw[1] == 0) else { return false }
        return (raw[0] == 0) == (raw[2] == 0) && (raw[1] == 0) == (raw[3] == 0)
    }

    /// The first byte from `start` on that is neither printable ASCII nor a tab or line feed, or the end.
    private static func plainEnd(of bytes: SourceBytes, from start: Int) -> Int {
        bytes.firstOffset(in: start..<bytes.count) { block in
            let isBreak = block.matches(.newline) .| block.matches(.tab)
            return block.isBelow(0x20) .& .!isBreak .| .!block.isBelow(0x7F)
        }
    }

    /// CR LF and lone CR become LF. Columns are counted in what remains, which differs only after the end of a line.
    private mutating func normaliseLineEnds() {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x0D {
                output.append(.newline)
                if index + 1 < bytes.count, bytes[index + 1] == .newline { index += 1 }
            } else {
                output.append(bytes[index])
            }
            index += 1
        }
        bytes = output
    }

    /// Finds the first byte that is not UTF-8, and characters that no text may hold.
    private static func check(_ bytes: SourceBytes) -> [WikiFinding] {
        var findings: [WikiFinding] = []
        var index = plainEnd(of: bytes, from: 0)
        while index < bytes.count {
            let byte = bytes[index]
            let length = byte < 0x80 ? 1 : sequenceLength(bytes, at: index)
            guard length > 0 else {
                let message = "byte 0x\(byte.hexadecimal) is not UTF-8; save the file as UTF-8"
                return findings + [WikiFinding(code: .sourceNotUTF8, range: place(of: index, in: bytes), message: message)]
            }
            // All that begin with other bytes may stand.
            if byte < 0x80 || byte == 0xEF, let scalar = bytes.text(index..<(index + length)).unicodeScalars.first, scalar.isForbiddenInText {
                let message = "\(scalar.forbiddenName)\(byte == 0 ? " (NUL)" : "") does not belong in text"
                findings.append(WikiFinding(code: .sourceControlCharacter, range: place(of: index, in: bytes), message: message))
                if findings.count >= 5 { return findings }
            }
            index = byte < 0x80 ? plainEnd(of: bytes, from: index + 1) : index + length
        }
        return findings
    }

    private static func place(of offset: Int, in bytes: SourceBytes) -> SourceRange {
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: .newline).map { $0 + 1 } ?? 0
        return SourceRange(line: 1 + before.count { $0 == .newline }, columnUTF8: offset - lineStart + 1)
    }

    /// The length of the well-formed sequence at `index`, or 0 (Unicode 15, table 3-7).
    private static func sequenceLength(_ bytes: SourceBytes, at index: Int) -> Int {
        func isTail(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
            index + offset < bytes.count && bytes[index + offset] >= low && bytes[index + offset] <= high
        }
        switch bytes[index] {
        case 0xC2...0xDF: return isTail(1) ? 2 : 0
        case 0xE0: return isTail(1, 0xA0) && isTail(2) ? 3 : 0
        case 0xED: return isTail(1, 0x80, 0x9F) && isTail(2) ? 3 : 0
        case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : 0
        case 0xF0: return isTail(1, 0x90) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF4: return isTail(1, 0x80, 0x8F) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : 0
        default: return 0
        }
    }
}
