// Where nodes and words stand in the source, for reports and for what depends on the lines of a block.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String, suggestion: Suggestion? = nil) {
        findings.append(WikiFinding(code: code, range: range, message: message, suggestion: suggestion))
    }

    // MARK: Lines

    func sourceLine(_ node: MarkdownNode) -> Int { input.bodyLine + Int(cmark_node_get_start_line(node)) - 1 }

    /// The last line of a node, or its first where cmark names none after it.
    func lastSourceLine(_ node: MarkdownNode) -> Int {
        max(sourceLine(node), input.bodyLine + Int(cmark_node_get_end_line(node)) - 1)
    }

    func location(_ node: MarkdownNode) -> SourceLocation {
        SourceLocation(line: sourceLine(node), columnUTF8: max(1, Int(cmark_node_get_start_column(node))))
    }

    /// Whether a block id or a citation with a stance stands on the node's lines.
    func isSpecial(_ node: MarkdownNode) -> Bool {
        guard !specialLines.isEmpty else { return false }
        let first = sourceLine(node)
        let place = specialLines.sortedIndex { $0 < first }
        return place < specialLines.count && specialLines[place] <= lastSourceLine(node)
    }

    /// The bytes of a line of the source, counted from 1, without its newline.
    mutating func sourceBytes(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= lineStarts.count else { return 0..<0 }
        let end = line < lineStarts.count ? lineStarts[line] - 1 : input.source.count
        return lineStarts[line - 1]..<max(lineStarts[line - 1], end)
    }

    /// Where bytes of the source stand, up to the end of their first line.
    mutating func sourceRange(of bytes: Range<Int>) -> SourceRange {
        let line = lineStarts.sortedIndex { $0 <= bytes.lowerBound }
        let end = min(bytes.upperBound, sourceBytes(ofLine: line).upperBound)
        return SourceRange(
            line: line, columnUTF8: bytes.lowerBound - lineStarts[line - 1] + 1, lengthUTF8: end - bytes.lowerBound)
    }

    static func lineStarts(of source: SourceBytes) -> [Int] {
        var starts = [0]
        source.forEachOffset(in: 0..<source.count) { $0.matches(.newline) } _: { starts.append($0 + 1) }
        return starts
    }

    // MARK: Words

    /// Where `words` stand in the block around `node`: the first place after that of the words asked for before, else the
    /// first at all, else the block's own place.
    mutating func place(of words: String, near node: MarkdownNode) -> SourceRange { place(of: words, near: node) { _, _ in true } }

    /// Where the address of a link or picture stands behind its words. They may be the same, `[a.md](a.md)`.
    mutating func place(ofAddress address: String, near node: MarkdownNode) -> SourceRange {
        place(of: address, near: node, where: MarkdownRenderer.isDestination)
    }

    /// Where a link without address stands, `]()` or `](<>)`.
    mutating func placeOfEmptyAddress(near node: MarkdownNode) -> SourceRange {
        place(of: "](", near: node) { source, offset in
            let rest = source[(offset + 2)...].drop { $0.isSpaceOrTab }
            return rest.first == UInt8(ascii: ")") || rest.starts(with: "<>".utf8)
        }
    }

    private static func isInline(_ node: MarkdownNode) -> Bool {
        Int32(cmark_node_get_type(node).rawValue) & CMARK_NODE_TYPE_MASK == CMARK_NODE_TYPE_INLINE
    }

    /// Whether what stands before a place of the source makes it an address: `](`, perhaps with blanks, a new line of a quote and `<`.
    private static func isDestination(_ source: SourceBytes, _ offset: Int) -> Bool {
        var start = offset
        if start > 0, source[start - 1] == UInt8(ascii: "<") { start -= 1 }
        while start > 0, source[start - 1].isSpaceOrTab || source[start - 1] == .newline || source[start - 1] == UInt8(ascii: ">") { start -= 1 }
        return source.has("](", at: start - 2)
    }

    /// - Parameter accepts: says of the offset of such words in the source whether they are those that are meant.
    private mutating func place(of words: String, near node: MarkdownNode, where accepts: (SourceBytes, Int) -> Bool) -> SourceRange {
        var numbered = node
        while let parent = cmark_node_parent(numbered), cmark_node_get_start_line(numbered) == 0 { numbered = parent }
        // A link may go on below its line, and where definitions begin a paragraph, cmark counts the lines behind them from its first.
        var block = numbered
        while let parent = cmark_node_parent(block), MarkdownRenderer.isInline(block) { block = parent }
        let first = sourceLine(numbered)
        let lines = first...max(first, lastSourceLine(block))
        let wanted = Array(words.utf8.prefix { $0 != .newline }.prefix(120))
        let found = lines.contains(placeCursor.line)
            ? find(wanted, from: placeCursor, to: lines.upperBound, accepts) ?? find(wanted, from: (lines.lowerBound, 0), to: placeCursor.line, accepts)
            : find(wanted, from: (lines.lowerBound, 0), to: lines.upperBound, accepts)
        guard let found else { return SourceRange(line: lines.lowerBound, columnUTF8: 1) }
        placeCursor = (found.line, found.column + wanted.count)
        return SourceRange(line: found.line, columnUTF8: found.column + 1, lengthUTF8: wanted.count)
    }

    /// The line and column (from 0) of `wanted` between a place and the end of a line.
    private mutating func find(
        _ wanted: [UInt8], from start: (line: Int, column: Int), to lastLine: Int, _ accepts: (SourceBytes, Int) -> Bool
    ) -> (line: Int, column: Int)? {
        guard !wanted.isEmpty, start.line <= lastLine else { return nil }
        var column = start.column
        for line in start.line...lastLine {
            let range = sourceBytes(ofLine: line)
            let bytes = SourceBytes(rebasing: input.source[range])
            // Looking for many words in one large block would take the square of its size.
            while placeBudget > 0 {
                let first = bytes.firstOffset(of: wanted[0], in: min(column, bytes.count)..<bytes.count) ?? bytes.count
                placeBudget -= first - column + 1
                if first == bytes.count { break }
                if bytes[first...].starts(with: wanted), accepts(input.source, range.lowerBound + first) { return (line, first) }
                column = first + 1
            }
            column = 0
        }
        return nil
    }

    mutating func isEscaped(_ location: SourceLocation) -> Bool {
        let line = SourceBytes(rebasing: input.source[sourceBytes(ofLine: location.line)])
        return line.has("\\", at: location.columnUTF8 - 2)
    }

    // MARK: Code and raw HTML

    /// Remembers the lines of code or raw HTML, in which nothing defines a footnote or is a table.
    mutating func keepVerbatim(_ node: MarkdownNode) {
        guard !input.scan.footnotes.isEmpty || !input.scan.tableLines.isEmpty else { return }
        verbatim.append(sourceLine(node)...lastSourceLine(node))
    }

    /// Whether a line lies in one of the sorted ranges.
    func isVerbatim(_ line: Int) -> Bool {
        let place = verbatim.sortedIndex { $0.upperBound < line }
        return place < verbatim.count && verbatim[place].contains(line)
    }
}
