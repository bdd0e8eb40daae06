// Refuses input that would be slow or harmful to parse, before any parser sees it.
import WikiModel

/// The limits on one entry. Each is far above what an author writes and low enough that parsing stays quick: the
/// system's cmark-gfm (0.29.0.gfm.6) takes time in the square of the input on every family that is limited here.
public enum InputLimits {
    public static let entryUTF8 = 1 << 20
    public static let lineUTF8 = 64 << 10
    public static let frontMatterUTF8 = 64 << 10
    public static let frontMatterDepth = 32
    public static let blockDepth = 64
    public static let tableColumns = 128
    public static let tableCells = 20_000
    public static let delimiterRun = 256
    /// Openers (`[`, `<`) that wait for their closer within one block.
    public static let openers = 256
    /// Marks within one word, such as `@`, `)` or `://`, that make the search for bare addresses start again.
    public static let addressMarks = 256
    /// Delimiter runs (`*`, `_`, `~`) in one block.
    public static let delimitersInBlock = 20_000
    /// Delimiter runs that stand before a `]` in its block, summed over every `]`: cmark goes back over them each time.
    public static let bracketWork = 20_000_000
    /// Bytes that all uses of link definitions add up to.
    public static let referenceExpansionUTF8 = 1 << 20
}

/// Reads the body of an entry once and reports every limit that is passed, with the limit and the value found.
struct SourceGuard {
    private let source: SourceBytes
    private(set) var findings: [WikiFinding] = []

    private var line: Int
    private var nesting = BlockNesting()
    private var table = TableSize()
    private var block = BlockCounts()
    private var references = ReferenceExpansion()
    private var bracketWork = 0
    private let classes = SourceGuard.classTable
    private let marks = ByteSet("*_~`[]<>@):.")

    private init(source: SourceBytes, line: Int) {
        self.source = source
        self.line = line
    }

    /// Checks the lines from `bodyStart`, which is line `line`.
    static func check(_ source: SourceBytes, bodyStart: Int, line: Int) -> [WikiFinding] {
        var sourceGuard = SourceGuard(source: source, line: line)
        var offset = bodyStart
        while offset < source.count {
            let end = source.lineEnd(from: offset)
            sourceGuard.read(offset..<end)
            offset = end + 1
            sourceGuard.line += 1
        }
        sourceGuard.finish()
        return sourceGuard.findings
    }

    private mutating func read(_ range: Range<Int>) {
        if range.count > InputLimits.lineUTF8 {
            report(.lineTooLong, "line has \(range.count) bytes; at most \(InputLimits.lineUTF8) are allowed")
            return
        }
        var index = range.lowerBound
        while index < range.upperBound, source[index].isWhitespace { index += 1 }
        if index == range.upperBound {
            endBlock()
            return
        }
        if block.isEmpty { block.firstLine = line }
        block.bytes += range.count
        let depth = nesting.read(source, line: range)
        if depth > InputLimits.blockDepth {
            reportOnce(.nestingTooDeep, "quotes and lists are nested \(depth) deep; at most \(InputLimits.blockDepth) are allowed")
        }
        if let problem = table.read(source, line: range) { reportOnce(.tableTooLarge, problem) }
        scanMarks(range)
        references.read(source, line: range)
    }

    /// One pass over the bytes of a line: runs of one delimiter, openers, and marks within a word.
    private mutating func scanMarks(_ range: Range<Int>) {
        var marksInWord = 0
        var lastMark = range.lowerBound
        var run = 0
        // The `>` of quotes is no closer.
        var index = range.lowerBound
        while index < range.upperBound, source[index].isSpaceOrTab || source[index] == UInt8(ascii: ">") { index += 1 }
        while true {
            index = marks.firstOffset(in: source, index..<range.upperBound)
            if index == range.upperBound { return }
            let byte = source[index]
            let markClass = classes[Int(byte)]
            defer { index += 1 }
            switch markClass {
            case .delimiter:
                if index > range.lowerBound, byte == source[index - 1] {
                    run += 1
                    if run == InputLimits.delimiterRun + 1 {
                        reportOnce(
                            .delimiterRunTooLong,
                            "a run of \"\(Character(Unicode.Scalar(byte)))\" is longer than \(InputLimits.delimiterRun)",
                            columnUTF8: index - range.lowerBound + 1)
                    }
                } else {
                    run = 1
                    block.delimiters += 1
                }
            case .opener: block.open(source, at: index)
            case .closer:
                block.close(source, at: index)
                if byte == UInt8(ascii: "]") { bracketWork += block.delimiters }
                if bracketWork > InputLimits.bracketWork {
                    reportOnce(
                        .openersUnclosed,
                        "\"]\" follows \"*\", \"_\" or \"~\" in its block more than \(InputLimits.bracketWork) times",
                        columnUTF8: index - range.lowerBound + 1)
                }
            case .address:
                // A dot counts only as the end of "www.".
                if byte == UInt8(ascii: "."), !(index >= range.lowerBound + 3 && source.has("www", at: index - 3)) { continue }
                if source[lastMark..<index].contains(where: \.isWhitespace) { marksInWord = 0 }
                lastMark = index
                marksInWord += 1
                if marksInWord == InputLimits.addressMarks + 1 {
                    reportOnce(
                        .addressTailTooLong,
                        "a word holds more than \(InputLimits.addressMarks) marks of an address (\")\", \"@\", \":\" or \"www.\")",
                        columnUTF8: index - range.lowerBound + 1)
                }
            case .plain: break
            }
        }
    }

    private mutating func endBlock() {
        if block.mostOpen > InputLimits.openers {
            report(
                .openersUnclosed, "\(block.mostOpen) brackets are open at once; at most \(InputLimits.openers) are allowed",
                line: block.firstLine)
        }
        if block.delimiters > InputLimits.delimitersInBlock {
            report(
                .openersUnclosed,
                "one block holds \(block.delimiters) runs of \"*\", \"_\" or \"~\"; at most \(InputLimits.delimitersInBlock) are allowed",
                line: block.firstLine)
        }
        if let problem = references.endBlock(bytes: block.bytes) { report(.referencesTooLarge, problem, line: block.firstLine) }
        if let problem = table.endBlock(bytes: block.bytes) { report(.tableTooLarge, problem, line: block.firstLine) }
        block = BlockCounts()
    }

    private mutating func finish() {
        endBlock()
        if let problem = references.expansion(of: source) { report(.referencesTooLarge, problem, line: references.firstLine) }
    }

    private mutating func reportOnce(_ code: DiagnosticCode, _ message: String, columnUTF8: Int = 1) {
        guard !findings.contains(where: { $0.code == code }) else { return }
        report(code, message, columnUTF8: columnUTF8)
    }

    private mutating func report(_ code: DiagnosticCode, _ message: String, line: Int? = nil, columnUTF8: Int = 1) {
        guard findings.count < 20 else { return }
        findings.append(
            WikiFinding(code: code, range: SourceRange(line: line ?? self.line, columnUTF8: columnUTF8), message: message))
    }

    private enum MarkClass: UInt8 {
        case plain, delimiter, opener, closer, address
    }

    private static let classTable: [MarkClass] = {
        var table = [MarkClass](repeating: .plain, count: 256)
        for byte in "*_~`".utf8 { table[Int(byte)] = .delimiter }
        for byte in "[<".utf8 { table[Int(byte)] = .opener }
        for byte in "]>".utf8 { table[Int(byte)] = .closer }
        for byte in "@):.".utf8 { table[Int(byte)] = .address }
        return table
    }()
}

/// What was counted since the last blank line.
private struct BlockCounts {
    var firstLine = 0
    var bytes = 0
    private var openBrackets = 0
    /// `<`, which `>` closes; `<?`, which only `?>` closes; `<![CDATA[`, which only `]]>` closes.
    private var openAngles = 0
    private var openInstructions = 0
    private var openSections = 0
    private(set) var mostOpen = 0
    var delimiters = 0

    var isEmpty: Bool { bytes == 0 }

    mutating func open(_ source: SourceBytes, at index: Int) {
        if source[index] == UInt8(ascii: "[") {
            openBrackets += 1
        } else {
            openAngles += 1
            if source.has("<?", at: index) { openInstructions += 1 }
            if source.has("<![CDATA[", at: index) { openSections += 1 }
        }
        mostOpen = max(mostOpen, openBrackets, openAngles, openInstructions, openSections)
    }

    mutating func close(_ source: SourceBytes, at index: Int) {
        if source[index] == UInt8(ascii: "]") {
            openBrackets = max(0, openBrackets - 1)
            return
        }
        openAngles = 0
        if source.has("?", at: index - 1) { openInstructions = 0 }
        if source.has("]]", at: index - 2) { openSections = 0 }
    }
}

/// How deep quotes and lists are nested, never less than cmark sees it.
///
/// The stack holds the columns where containers begin. Only a line that opens a container further left closes any:
/// a lazy line does not, and closing too late only counts too much.
private struct BlockNesting {
    private var columns: [Int] = []

    /// Reads one line; answers the depth at its end.
    mutating func read(_ source: SourceBytes, line: Range<Int>) -> Int {
        var index = line.lowerBound
        var column = 0
        var sawMarker = false
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
            index += width
            column += width
        }
        return columns.count
    }

    private func markerWidth(_ source: SourceBytes, at start: Int, end: Int) -> Int? {
        let byte = source[start]
        if byte == UInt8(ascii: ">") { return 1 }
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
private struct TableSize {
    private var columns = 0
    private var rows = 0
    private var delimiterRows = 0

    /// Reads one line; answers what is too large.
    mutating func read(_ source: SourceBytes, line: Range<Int>) -> String? {
        if let found = delimiterColumns(source, line) {
            delimiterRows += 1
            columns = max(columns, found)
            if found > InputLimits.tableColumns {
                return "table has \(found) columns; at most \(InputLimits.tableColumns) are allowed"
            }
        }
        guard columns > 0 else { return nil }
        rows += 1
        let cells = rows * columns
        return cells > InputLimits.tableCells
            ? "table has more than \(InputLimits.tableCells) cells (\(columns) columns)" : nil
    }

    /// Every line that can be a delimiter row makes cmark read the paragraph before it again.
    mutating func endBlock(bytes: Int) -> String? {
        defer { self = TableSize() }
        return delimiterRows > 1 && delimiterRows * bytes > 50_000_000
            ? "\(delimiterRows) rows of dashes stand in one block of \(bytes) bytes" : nil
    }

    private func delimiterColumns(_ source: SourceBytes, _ line: Range<Int>) -> Int? {
        var pipes = 0
        var dashes = 0
        for index in line {
            switch source[index] {
            case UInt8(ascii: "|"): pipes += 1
            case UInt8(ascii: "-"): dashes += 1
            case UInt8(ascii: ":"), UInt8(ascii: ">"), .space, .tab, 0x0D: break
            default: return nil
            }
        }
        return dashes > 0 && (pipes > 0 || dashes > 1) ? pipes + 1 : nil
    }
}

/// How much text the uses of link definitions add up to.
private struct ReferenceExpansion {
    private(set) var firstLine = 0
    /// Folded label → bytes of its definition.
    private var definitions: [[UInt8]: Int] = [:]
    private var definitionsInBlock = 0

    mutating func read(_ source: SourceBytes, line: Range<Int>) {
        var index = line.lowerBound
        while index < line.upperBound, source[index].isWhitespace || source[index] == UInt8(ascii: ">") { index += 1 }
        guard index < line.upperBound, source[index] == UInt8(ascii: "["),
            let close = source.firstOffset(of: UInt8(ascii: "]"), in: index..<line.upperBound),
            close + 1 < line.upperBound, source[close + 1] == UInt8(ascii: ":")
        else { return }
        definitionsInBlock += 1
        let label = FoldedName.fold(UnsafeBufferPointer(rebasing: source[(index + 1)..<close]))
        // The destination may stand on the next line, so the definition counts as at least 256 bytes more than its line.
        definitions[label] = max(definitions[label] ?? 0, line.count + 256)
    }

    /// Each definition in a block makes cmark move the rest of the block.
    mutating func endBlock(bytes: Int) -> String? {
        defer { definitionsInBlock = 0 }
        return definitionsInBlock * bytes > 500_000_000
            ? "\(definitionsInBlock) link definitions stand in one block of \(bytes) bytes; put blank lines between them" : nil
    }

    /// What the uses of all definitions add up to, if it is too much.
    func expansion(of source: SourceBytes) -> String? {
        guard !definitions.isEmpty else { return nil }
        var total = 0
        var open = -1
        for index in 0..<source.count {
            if source[index] == UInt8(ascii: "[") { open = index }
            guard source[index] == UInt8(ascii: "]"), open >= 0, index - open < 1000 else { continue }
            let label = FoldedName.fold(UnsafeBufferPointer(rebasing: source[(open + 1)..<index]))
            open = -1
            if let length = definitions[label], length > 256 + 64 { total += length - 256 }
            if total > InputLimits.referenceExpansionUTF8 {
                return "uses of link definitions grow to more than \(InputLimits.referenceExpansionUTF8) bytes"
            }
        }
        return nil
    }
}
