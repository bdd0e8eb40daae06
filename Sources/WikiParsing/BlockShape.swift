// The shape of Markdown's blocks, as far as limits on it need it: how deep they are nested, how large tables are.

/// How deep quotes and lists are nested, never less than cmark sees it.
///
/// The stack holds the columns where containers begin. Only a line that opens a container further left closes any:
/// a lazy line does not, and closing too late only counts too much.
struct BlockNesting {
    private var columns: [Int] = []
    /// What the nesting of the lines so far costs: cmark goes through all open containers at each line, and a new one
    /// takes about sixty times as long as passing one.
    private(set) var work = 0

    /// Blank lines close nothing.
    mutating func readBlankLine() { work += columns.count }

    /// Reads one line; answers the depth at its end.
    mutating func read(_ source: SourceBytes, line: Range<Int>) -> Int {
        var index = line.lowerBound
        var column = 0
        var sawMarker = false
        defer { work += columns.count }
        while index < line.upperBound {
            while index < line.upperBound, source[index].isSpaceOrTab {
                column += source[index] == .tab ? 4 - column % 4 : 1
                index += 1
            }
            guard index < line.upperBound, let width = markerWidth(source, at: index, end: line.upperBound) else { break }
            if isThematicBreak(source, index..<line.upperBound) { break }
            if !sawMarker {
                sawMarker = true
                while let last = columns.last, last >= column { columns.removeLast() }
            }
            columns.append(column)
            work += 60
            index += width
            column += width
        }
        return columns.count
    }

    /// The bytes of the mark of a quote, list item or footnote at `start`.
    private func markerWidth(_ source: SourceBytes, at start: Int, end: Int) -> Int? {
        let byte = source[start]
        if byte == UInt8(ascii: ">") { return 1 }
        if byte == UInt8(ascii: "[") { return footnoteWidth(source, at: start, end: end) }
        var index = start
        if byte.isDigit {
            while index < end, source[index].isDigit, index - start < 9 { index += 1 }
            guard index < end, source[index] == UInt8(ascii: ".") || source[index] == UInt8(ascii: ")") else { return nil }
        } else if byte != UInt8(ascii: "-"), byte != UInt8(ascii: "*"), byte != UInt8(ascii: "+") {
            return nil
        }
        index += 1
        return index == end || source[index].isSpaceOrTab ? index - start : nil
    }

    /// The bytes of `[^name]:`.
    private func footnoteWidth(_ source: SourceBytes, at start: Int, end: Int) -> Int? {
        guard source.has("[^", at: start), let close = source.firstOffset(of: UInt8(ascii: "]"), in: start..<end),
            source.has("]:", at: close)
        else { return nil }
        return close + 2 - start
    }

    private func isThematicBreak(_ source: SourceBytes, _ range: Range<Int>) -> Bool {
        let marker = source[range.lowerBound]
        guard marker == UInt8(ascii: "-") || marker == UInt8(ascii: "*") else { return false }
        var count = 0
        for index in range {
            if source[index] == marker { count += 1 } else if !source[index].isWhitespace { return false }
        }
        return count >= 3
    }
}

/// The size of tables: a line that can be a delimiter row, and the lines after it up to a blank one.
struct TableSize {
    private var columns = 0
    /// Rows, the header included and the delimiter row not.
    private var rows = 0
    private var delimiterRows = 0
    /// Cells of the tables before this one.
    private var cellsBefore = 0
    /// Delimiter rows of the entry: as many tables there may be.
    private var tables = 0
    /// Delimiter rows times the bytes of their block, summed over the blocks before this one.
    private var searched = 0

    /// Reads one line; answers what is too large.
    mutating func read(_ source: SourceBytes, line: Range<Int>) -> String? {
        if let found = delimiterColumns(source, line) {
            delimiterRows += 1
            columns = max(columns, found)
            tables += 1
            rows = max(rows, 1)
            if found > InputLimits.tableColumns {
                return "table has \(found) columns; at most \(InputLimits.tableColumns) are allowed"
            }
            return nil
        }
        guard columns > 0 else { return nil }
        rows += 1
        let cells = rows * columns
        if cells > InputLimits.tableCells {
            return "table has more than \(InputLimits.tableCells) cells (\(columns) columns); at most so many are allowed"
        }
        return cellsBefore + cells > InputLimits.cellsInEntry
            ? "tables of the entry have more than \(InputLimits.cellsInEntry) cells; at most so many are allowed" : nil
    }

    mutating func endBlock(bytes: Int) -> String? {
        // One column is a heading's underline, or no more than the lines themselves.
        cellsBefore += columns > 1 ? rows * columns : 0
        if tables > InputLimits.tablesInEntry {
            return "entry has more than \(InputLimits.tablesInEntry) tables; at most so many are allowed"
        }
        searched += delimiterRows * bytes
        let problem = searched > InputLimits.tableSearch
            ? "\(delimiterRows) rows of dashes stand in one block of \(bytes) bytes; put blank lines around each table" : nil
        (columns, rows, delimiterRows) = (0, 0, 0)
        return problem
    }

    private func delimiterColumns(_ source: SourceBytes, _ line: Range<Int>) -> Int? {
        var pipes = 0
        var dashes = 0
        var isTable = false
        var last: UInt8 = 0
        for index in line {
            let byte = source[index]
            switch byte {
            case UInt8(ascii: "|"):
                // A pipe before the first column separates nothing.
                if last != 0 { pipes += 1 }
                isTable = true
            case UInt8(ascii: "-"): dashes += 1
            case UInt8(ascii: ":"): isTable = true
            case UInt8(ascii: ">"), .space, .tab: continue
            default: return nil
            }
            last = byte
        }
        if last == UInt8(ascii: "|") { pipes -= 1 }
        return dashes > 0 && (isTable || dashes > 1) ? pipes + 1 : nil
    }
}
