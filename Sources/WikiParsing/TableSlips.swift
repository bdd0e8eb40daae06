// Tables that are none, and cells of tables that are not published.
import CCMarkGFM
import WikiModel

/// A line of the source that begins with a bar, or holds nothing but the bars, hyphens and colons below a table's head.
struct TableLine {
    /// From its first bar, hyphen or colon to its end.
    var range: Range<Int>
    var line: Int
    var columnUTF8: Int
}

extension WikiScanner {
    /// Keeps the place of a line that looks like one of a table. Its `|`, `-` or `:` stands at the start of `range`.
    mutating func keepTableLine(_ range: Range<Int>) {
        guard source[range.lowerBound] == UInt8(ascii: "|") || source.isBelowHead(range) else { return }
        scan.tableLines.append(TableLine(range: range, line: line, columnUTF8: range.lowerBound - lineStart + 1))
    }
}

extension MarkdownRenderer {
    /// Remembers a row that is shown, and reports its cells beyond the columns of the table, which cmark leaves out.
    mutating func lookAtRow(_ row: MarkdownNode) {
        let line = sourceLine(row)
        if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
            // Where a paragraph goes on as a table, cmark has the first row begin with the paragraph; the line of hyphens is no node.
            shownTableLines += line...max(line, lineBelowHead(after: line))
            return
        }
        shownTableLines.append(line)
        guard let table = cmark_node_parent(row) else { return }
        let columns = Int(cmark_gfm_extensions_get_table_columns(table))
        let range = preparedRange(ofLine: line)
        let lost: [UInt8]? = input.scan.prepared.withUnsafeBufferPointer { bytes in
            let row = SourceBytes(rebasing: bytes[range])
            // Most rows have no more bars than can be borders.
            let bars = row.count { $0 == UInt8(ascii: "|") } - (row.first == UInt8(ascii: "|") ? 1 : 0) - (row.last == UInt8(ascii: "|") ? 1 : 0)
            guard bars >= columns else { return nil }
            return row.tableCells.dropFirst(columns).first { !$0.isEmpty }.map { restored(SourceBytes(rebasing: row[$0])) }
        }
        guard let lost else { return }
        report(
            .tableMalformed, place(of: String(decoding: lost, as: UTF8.self), near: row),
            "the table has \(columns) \(columns == 1 ? "column" : "columns"), so that this cell is not published; add a column to its first two lines")
    }

    /// The bytes of a line in what cmark reads, without the margin of quotes.
    private mutating func preparedRange(ofLine line: Int) -> Range<Int> {
        let number = line - input.bodyLine
        guard preparedLineStarts.indices.contains(number) else { return 0..<0 }
        let end = number + 1 < preparedLineStarts.count ? preparedLineStarts[number + 1] - 1 : input.scan.prepared.count
        var start = preparedLineStarts[number]
        while start < end, input.scan.prepared[start].isSpaceOrTab || input.scan.prepared[start] == UInt8(ascii: ">") { start += 1 }
        return start..<end
    }

    /// The first line after another that can end the head of a table.
    private func lineBelowHead(after line: Int) -> Int {
        let lines = input.scan.tableLines
        let after = lines[lines.sortedIndex { $0.line <= line }...]
        return after.first { input.source.isBelowHead($0.range) }?.line ?? line + 1
    }

    /// Reports lines that look like a table and are shown as text.
    mutating func reportLostTables() {
        if input.scan.tableLines.isEmpty { return }
        // Footnotes come last, wherever they are written.
        let shown = shownTableLines.sorted()
        var next = 0
        var lost: [TableLine] = []
        for line in input.scan.tableLines {
            while next < shown.count, shown[next] < line.line { next += 1 }
            if next < shown.count && shown[next] == line.line || isVerbatim(line.line) { continue }
            if let last = lost.last, last.line + 1 != line.line {
                report(lines: lost)
                lost = []
            }
            lost.append(line)
        }
        report(lines: lost)
    }

    /// Reports lines that follow each other.
    private mutating func report(lines: [TableLine]) {
        guard let first = lines.first else { return }
        guard let marks = lines.firstIndex(where: { input.source.isBelowHead($0.range) }) else {
            // A single line may be anything, such as "|x| is large".
            guard lines.count > 1 else { return }
            let wanted = "|" + String(repeating: "---|", count: max(1, min(cellCount(first) ?? 2, 8)))
            report(.tableMalformed, place(of: first), "a table needs a line \"\(wanted)\" below its first; without it this is shown as text")
            return
        }
        let message =
            if marks > 0, let head = cellCount(lines[marks - 1]), let below = cellCount(lines[marks]), head != below {
                "the line above has \(head) \(head == 1 ? "cell" : "cells") and this one \(below); with as many it is a table, and now it is shown as text"
            } else {
                "the line right above names as many columns as this one has groups of hyphens; it does not, so this is shown as text"
            }
        report(.tableMalformed, place(of: lines[marks]), message)
    }

    private func place(of line: TableLine) -> SourceRange {
        SourceRange(line: line.line, columnUTF8: line.columnUTF8, lengthUTF8: input.source.trimmed(line.range).count)
    }

    /// How many cells a line has; `nil` where a link that may hold a bar makes that uncertain.
    private func cellCount(_ line: TableLine) -> Int? {
        let bytes = SourceBytes(rebasing: input.source[line.range])
        return bytes.indices.contains { bytes.has("[[", at: $0) } ? nil : bytes.tableCells.count
    }
}

extension SourceBytes {
    /// Whether a line is the one below a table's head: hyphens, colons and at least one bar.
    fileprivate func isBelowHead(_ range: Range<Int>) -> Bool {
        var (bars, hyphens) = (0, 0)
        for index in range {
            switch self[index] {
            case UInt8(ascii: "|"): bars += 1
            case UInt8(ascii: "-"): hyphens += 1
            case UInt8(ascii: ":"), .space, .tab: break
            default: return false
            }
        }
        return bars > 0 && hyphens > 0
    }

    /// The cells of a table's line, without the blanks around their words (GFM 0.29, section 4.10).
    fileprivate var tableCells: [Range<Int>] {
        let line = trimmed(0..<count)
        var cells: [Range<Int>] = []
        var start = has("|", at: line.lowerBound) ? line.lowerBound + 1 : line.lowerBound
        var index = start
        while index < line.upperBound {
            switch self[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "|"):
                cells.append(trimmed(start..<index))
                start = index + 1
            default: break
            }
            index += 1
        }
        if start < line.upperBound { cells.append(trimmed(start..<line.upperBound)) }
        return cells
    }
}
