// From the bytes of a file to the bytes that are compiled: encoding, byte-order mark, line ends.
import WikiModel

/// The text of a file, made uniform: no byte-order mark, line feeds only, valid UTF-8 without control characters.
struct SourceText {
    var bytes: [UInt8]
    var findings: [WikiFinding] = []

    /// Whether the text may be compiled at all.
    var isUsable: Bool { findings.isEmpty }

    init(_ raw: [UInt8]) {
        bytes = raw
        if raw.count > InputLimits.entryUTF8 {
            report(.sourceTooLarge, line: 1, column: 1, "entry has \(raw.count) bytes; at most \(InputLimits.entryUTF8) are allowed")
            return
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if bytes.contains(0x0D) { normaliseLineEnds() }
        checkBytes()
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

    /// Finds the first byte that is not UTF-8, and control characters.
    private mutating func checkBytes() {
        // A text without bytes above 0x7E and below 0x20, but for tabs and line feeds, needs no closer look.
        let isPlain = bytes.withUnsafeBufferPointer { buffer in
            // Without a branch in the loop, so that it is done sixteen bytes at a time.
            var unusual: UInt8 = 0
            for byte in buffer {
                let isText: UInt8 = byte &- 0x20 < 0x5F ? 1 : 0
                let isBreak: UInt8 = byte == .newline || byte == .tab ? 1 : 0
                unusual |= 1 &- (isText | isBreak)
            }
            return unusual == 0
        }
        if isPlain { return }
        var line = 1
        var lineStart = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == .newline {
                line += 1
                lineStart = index + 1
            } else if byte < 0x20 && byte != .tab && byte != 0x0C || byte == 0x7F {
                report(
                    .sourceControlCharacter, line: line, column: index - lineStart + 1,
                    "control character U+\(SourceText.hexadecimal(byte))\(byte == 0 ? " (NUL)" : "") does not belong in text")
                if findings.count >= 5 { return }
            } else if byte >= 0x80 {
                let length = SourceText.sequenceLength(bytes, at: index)
                guard length > 0 else {
                    report(
                        .sourceNotUTF8, line: line, column: index - lineStart + 1,
                        "byte 0x\(SourceText.hexadecimal(byte).suffix(2)) is not UTF-8")
                    return
                }
                index += length - 1
            }
            index += 1
        }
    }

    /// The length of the well-formed sequence at `index`, or 0 (Unicode 15, table 3-7).
    static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
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

    /// Four digits.
    static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private mutating func report(_ code: DiagnosticCode, line: Int, column: Int, _ message: String) {
        findings.append(
            WikiFinding(code: code, range: SourceRange(line: line, columnUTF8: column), message: message, suggestion: nil))
    }
}
