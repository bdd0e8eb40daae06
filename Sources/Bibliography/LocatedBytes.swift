// The bytes of a bibliography file: the line and column of every place, and text read as UTF-8, else as Latin-1.
import WikiModel

/// Bytes of a file and its lines. Lines end in LF, CR LF or CR; a byte order mark is skipped.
struct LocatedBytes {
    let bytes: [UInt8]
    /// Where the text begins, after a byte order mark.
    let start: Int
    private let lineStarts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var starts = [start]
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A || (byte == 0x0D && (index == bytes.count || bytes[index] != 0x0A)) { starts.append(index) }
        }
        lineStarts = starts
    }

    var isUTF16: Bool { bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) }

    /// The lines without their ends.
    var lines: [Range<Int>] {
        lineStarts.indices.map { index in
            let start = lineStarts[index]
            var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
            while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
            return start..<end
        }
    }

    /// A problem at a byte.
    func problem(at offset: Int, _ message: String, isMissingTitle: Bool = false) -> BibliographyProblem {
        let place = location(of: offset)
        return BibliographyProblem(line: place.line, column: place.columnUTF8, message: message, isMissingTitle: isMissingTitle)
    }

    func location(of offset: Int) -> SourceLocation {
        let line = max(1, lineStarts.sortedIndex { $0 <= offset })
        return SourceLocation(line: line, columnUTF8: max(1, offset - lineStarts[line - 1] + 1))
    }

    func text(_ range: Range<Int>) -> String { decodedText(bytes[range]) }

    /// One problem for each line that is not UTF-8; after 20 lines, one that counts the rest.
    func encodingProblems() -> [BibliographyProblem] {
        if String(validating: bytes, as: UTF8.self) != nil { return [] }
        var problems: [BibliographyProblem] = []
        var unreported = 0
        var lastOffset = start
        for line in lines {
            guard let offset = firstInvalidOffset(in: line) else { continue }
            lastOffset = offset
            if problems.count == 20 {
                unreported += 1
            } else {
                let byte = bytes[offset]
                problems.append(
                    problem(
                        at: offset,
                        "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; read as \"\(latin1(byte))\""))
            }
        }
        if unreported > 0 {
            problems.append(problem(at: lastOffset, "\(unreported) more lines are not UTF-8; save the file as UTF-8"))
        }
        return problems
    }

    private func firstInvalidOffset(in line: Range<Int>) -> Int? {
        if String(validating: bytes[line], as: UTF8.self) != nil { return nil }
        var index = line.lowerBound
        while index < line.upperBound {
            guard let length = utf8Length(bytes[index..<line.upperBound]) else { return index }
            index += length
        }
        return nil
    }
}

/// Bytes as text: UTF-8, and each byte that is not part of it as Windows-1252, the superset of Latin-1 in common use.
func decodedText(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var rest = ArraySlice(bytes)
    var output: [UInt8] = []
    while let byte = rest.first {
        if let length = utf8Length(rest) {
            output += rest.prefix(length)
            rest.removeFirst(length)
        } else {
            output += String(latin1(byte)).utf8
            rest.removeFirst()
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// The length of the well-formed UTF-8 sequence at the start (Unicode Standard, table 3-7); `nil` when there is none.
func utf8Length(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first < 0x80 { return 1 }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let sequence = bytes.prefix(length)
    guard first >= 0xC2, first <= 0xF4, sequence.count == length, sequence.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return nil }
    let second = bytes[bytes.startIndex + 1]
    switch first {
    case 0xE0: return second >= 0xA0 ? length : nil
    case 0xED: return second < 0xA0 ? length : nil
    case 0xF0: return second >= 0x90 ? length : nil
    case 0xF4: return second < 0x90 ? length : nil
    default: return length
    }
}

/// A byte of Windows-1252 (WHATWG Encoding); its five free bytes are control characters of Latin-1, shown as U+FFFD.
private func latin1(_ byte: UInt8) -> Character {
    let high: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
        0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD,
        0x017E, 0x0178,
    ]
    let value = (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
    return Character(Unicode.Scalar(value) ?? "\u{FFFD}")
}
