// What the scan has to know of footnotes, which cmark reads: their definitions, and calls after a bare address.
import WikiModel

/// A line `[^label]: …`.
struct FootnoteLine {
    /// The label with its brackets.
    var label: Range<Int>
    var place: SourceRange
}

extension WikiScanner {
    /// Keeps the place of a definition whose `[^` stands at `start`, if it is one.
    mutating func keepFootnote(at start: Int, lineEnd end: Int) {
        var close = start + 2
        while close < end, !source[close].isWhitespace, source[close] != UInt8(ascii: "]") { close += 1 }
        guard close > start + 2, source.has("]:", at: close) else { return }
        let place = SourceRange(line: line, columnUTF8: start - lineStart + 1, lengthUTF8: close + 1 - start)
        scan.footnotes.append(FootnoteLine(label: start..<(close + 1), place: place))
    }

    /// Whether a web address without brackets of its own ends at `offset`. A bracket ends the search, so that all of them
    /// together read the source once.
    func followsBareAddress() -> Bool {
        var start = offset
        while start > lineStart, !source[start - 1].isSpaceOrTab, !"[]<".utf8.contains(source[start - 1]) { start -= 1 }
        if start > lineStart {
            let before = source[start - 1]
            // The destination of a link, or an address in `<>`.
            if before == UInt8(ascii: "<") || (before == UInt8(ascii: "]") && source[start] == UInt8(ascii: "(")) { return false }
            if source.has("]:", at: source.trimmed(lineStart..<start).upperBound - 2) { return false }
        }
        return (start..<offset).contains { index in
            source.has("://", at: index) || source.has("www.", at: index)
        }
    }
}
