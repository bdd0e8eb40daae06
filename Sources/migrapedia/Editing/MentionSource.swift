// Where words of an entry's plain text stand in its source.
import WikiModel

/// The source of an entry, in which words of its plain text are looked for.
struct MentionSource {
    private let bytes: [UInt8]
    /// After the front matter.
    private let bodyStart: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let end = bytes.dropFirst().firstRange(of: "\n---".utf8)?.upperBound ?? 0
        bodyStart = bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    /// Where words stand first outside of headings, links and code, up to the end of their first line; `nil` where they nowhere do, or
    /// hold markup.
    func range(of words: [UInt8]) -> SourceRange? {
        var line = bytes[..<bodyStart].count { $0 == UInt8(ascii: "\n") } + 1
        var start = bodyStart
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if bytes[start] != UInt8(ascii: "#"), let found = place(of: words, in: start..<end) {
                return SourceRange(line: line, columnUTF8: found.lowerBound - start + 1, lengthUTF8: min(found.upperBound, end) - found.lowerBound)
            }
            (start, line) = (end + 1, line + 1)
        }
        return nil
    }

    /// Words that begin in a line, as words of their own and in plain text.
    private func place(of words: [UInt8], in line: Range<Int>) -> Range<Int>? {
        var brackets = 0
        var ticks = 0
        for start in line {
            switch bytes[start] {
            case UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "`"): ticks += 1
            case words[0] where brackets == 0 && ticks % 2 == 0 && !isWord(start - 1):
                if let end = end(of: words, at: start), !isWord(end) { return start..<end }
            default: break
            }
        }
        return nil
    }

    /// The end of words that begin at `start`. A blank may be a line break with the mark of a quote.
    private func end(of words: [UInt8], at start: Int) -> Int? {
        var index = start
        for byte in words {
            if byte == UInt8(ascii: " "), index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
                while index < bytes.count, " \n>".utf8.contains(bytes[index]) { index += 1 }
            } else {
                guard index < bytes.count, bytes[index] == byte else { return nil }
                index += 1
            }
        }
        return index
    }

    private func isWord(_ index: Int) -> Bool {
        guard bytes.indices.contains(index) else { return false }
        let byte = bytes[index]
        return byte >= 0x80 || byte == UInt8(ascii: "-") || Unicode.Scalar(byte).properties.isAlphabetic || (0x30...0x39).contains(byte)
    }
}
