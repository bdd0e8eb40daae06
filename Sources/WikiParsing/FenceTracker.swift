// Fenced code blocks, followed line by line before the text is parsed.

/// Follows fenced code blocks that stand at the top level, line by line.
///
/// A fence inside a list item indented by up to three columns is followed too. Deeper fences are not: what was taken
/// for wiki syntax there is put back as it was written when the code is rendered.
struct FenceTracker {
    private var marker: UInt8 = 0
    private var length = 0

    var isInside: Bool { length > 0 }

    /// Reads one line, without its newline; answers whether the line belongs to a fenced block, fences included.
    mutating func read(_ bytes: SourceBytes, line: Range<Int>) -> Bool {
        var index = line.lowerBound
        while index < line.upperBound, bytes[index] == .space, index - line.lowerBound < 4 { index += 1 }
        let wasInside = isInside
        guard index < line.upperBound, index - line.lowerBound < 4 else { return wasInside }
        let byte = bytes[index]
        guard byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") else { return wasInside }
        var end = index
        while end < line.upperBound, bytes[end] == byte { end += 1 }
        let run = end - index
        if wasInside {
            if byte == marker, run >= length, bytes.trimmed(end..<line.upperBound).isEmpty { length = 0 }
            return true
        }
        guard run >= 3 else { return false }
        if byte == UInt8(ascii: "`"), bytes.firstOffset(of: byte, in: end..<line.upperBound) != nil { return false }
        marker = byte
        length = run
        return true
    }
}
