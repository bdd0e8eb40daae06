// Tables that are none, and cells of tables that are not published.
import CCMarkGFM
import WikiModel

/// A line of the source that begins with a bar, or holds nothing but the bars, hyphens and colons below a table's head.
struct TableLine {
    var isDelimiter: Bool
    /// How many cells it has, where no link with a bar makes that uncertain.
    var cells: Int?
    var place: SourceRange
}

extension WikiScanner {
    /// Keeps the place of a line that looks like one of a table. Its `|`, `-` or `:` stands at the start of `range`.
    mutating func keepTableLine(_ range: Range<Int>) {
        let isDelimiter = range.allSatisfy { "|-: \t".utf8.contains(source[$0]) }
        guard source[range.lowerBound] == UInt8(ascii: "|") || isDelimiter else { return }
        let bytes = SourceBytes(rebasing: source[range])
        guard bytes.contains(UInt8(ascii: "|")) else { return }
        let place = SourceRange(line: line, columnUTF8: range.lowerBound - lineStart + 1, lengthUTF8: bytes.trimmed(0..<bytes.count).upperBound)
        let isCertain = !bytes.indices.contains { bytes.has("[[", at: $0) }
        scan.tableLines.append(
            TableLine(
                isDelimiter: isDelimiter && bytes.contains(UInt8(ascii: "-")), cells: isCertain ? bytes.tableCells.count : nil, place: place))
    }
}

extension MarkdownRenderer {
    /// Remembers a row that is shown, and reports its cells beyond the columns of the table, which cmark leaves out.
    mutating func lookAtRow(_ row: MarkdownNode) {
        let line = sourceLine(row)
        if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
            // Where a paragraph goes on as a table, cmark has the first row begin with the paragraph; the line of hyphens is no node.
            shownTableLines.formUnion(line...max(line, lineOfHyphens(below: line)))
            return
        }
        shownTableLines.insert(line)
        guard let table = cmark_node_parent(row) else { return }
        let columns = Int(cmark_gfm_extensions_get_table_columns(table))
        let prepared = preparedLine(line)
        prepared.withUnsafeBufferPointer { bytes in
            let cells = bytes.tableCells
            guard let lost = cells.dropFirst(columns).first(where: { !$0.isEmpty }) else { return }
            let words = restored(SourceBytes(rebasing: bytes[lost]))
            report(
                .tableMalformed, place(of: String(decoding: words, as: UTF8.self), near: row),
                "the table has \(columns) \(columns == 1 ? "column" : "columns"), so that this cell is not published; add a column to its first two lines")
        }
    }

    /// The first line below another that may end the head of a table.
    private func lineOfHyphens(below line: Int) -> Int {
        let lines = input.scan.tableLines
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].place.start.line <= line { low = middle + 1 } else { high = middle }
        }
        return lines[low...].first(where: \.isDelimiter)?.place.start.line ?? line + 1
    }

    /// A line of what cmark reads, from where the margin of quotes ends.
    private mutating func preparedLine(_ line: Int) -> [UInt8] {
        let number = line - input.bodyLine
        guard preparedLineStarts.indices.contains(number) else { return [] }
        let end = number + 1 < preparedLineStarts.count ? preparedLineStarts[number + 1] - 1 : input.scan.prepared.count
        let bytes = input.scan.prepared[preparedLineStarts[number]..<end]
        return Array(bytes.drop { $0.isSpaceOrTab || $0 == UInt8(ascii: ">") })
    }

    /// Reports lines that look like a table and are shown as text.
    mutating func reportLostTables() {
        let lost = input.scan.tableLines.filter { !shownTableLines.contains($0.place.start.line) && !isVerbatim($0.place.start.line) }
        var rest = lost[...]
        while let first = rest.first {
            var end = rest.startIndex + 1
            while end < rest.endIndex, rest[end].place.start.line == rest[end - 1].place.start.line + 1 { end += 1 }
            report(lines: rest[rest.startIndex..<end], first)
            rest = rest[end...]
        }
    }

    private mutating func report(lines: ArraySlice<TableLine>, _ first: TableLine) {
        guard let delimiter = lines.firstIndex(where: \.isDelimiter) else {
            // A single line may be anything, such as "|x| is large".
            guard lines.count > 1 else { return }
            let wanted = "|" + String(repeating: "---|", count: max(1, min(first.cells ?? 2, 8)))
            report(.tableMalformed, first.place, "a table needs a line \"\(wanted)\" below its first; without it this is shown as text")
            return
        }
        guard delimiter > lines.startIndex, let head = lines[delimiter - 1].cells, let marks = lines[delimiter].cells, head != marks else {
            report(
                .tableMalformed, lines[delimiter].place,
                "the line right above names as many columns as this one has groups of hyphens; it does not, so this is shown as text")
            return
        }
        report(
            .tableMalformed, lines[delimiter].place,
            "the line above has \(head) \(head == 1 ? "cell" : "cells") and this one \(marks); with as many it is a table, and now it is shown as text")
    }
}

extension SourceBytes {
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
