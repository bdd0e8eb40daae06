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
    /// Containers open at each line, summed over the lines, and sixty more for each new one.
    public static let nestingWork = 20_000_000
    public static let tableColumns = 128
    public static let tableCells = 20_000
    /// Cells of all tables of an entry, those that cmark adds to short rows included.
    public static let cellsInEntry = 100_000
    /// Lines that can be a table's delimiter row or underline a heading.
    public static let tablesInEntry = 50_000
    /// Lines that can be a table's delimiter row times the bytes of their block, summed over the entry: each makes cmark
    /// read the paragraph before it again.
    public static let tableSearch = 8_000_000
    public static let delimiterRun = 256
    /// Openers (`[`, `<`) that wait for their closer within one block. A listing of code may hold more: there, what counts
    /// is openers times the bytes of the block, summed over the entry.
    public static let openers = 256
    /// Marks within one word, such as `@`, `)` or `://`, that make the search for bare addresses start again.
    public static let addressMarks = 256
    /// Delimiter runs (`*`, `_`, `~`) in one block.
    public static let delimitersInBlock = 20_000
    /// Delimiter runs that stand before a `]` in its block, summed over every `]`: cmark goes back over them each time.
    public static let bracketWork = 50_000_000
    /// Bytes that all uses of link definitions add up to.
    public static let referenceExpansionUTF8 = 1 << 20
    /// Wikilinks, citations and other wiki syntax of one entry.
    public static let referencesInEntry = 100_000
    /// Link definitions in one block times its bytes: each makes cmark move the rest of the block.
    public static let definitionWork = 500_000_000
}

/// Reads the body of an entry once and reports every limit that is passed, with the limit and the value found.
struct SourceGuard {
    private let source: SourceBytes
    private(set) var findings: [WikiFinding] = []

    private var line: Int
    private var nesting = BlockNesting()
    private var table = TableSize()
    private var block = BlockCounts()
    private var fences = FenceTracker()
    private var isInCode = false
    private var openerWork = 0
    private var linkWork = BracketWork()
    private var hasDefinitions = false
    private let classes = SourceGuard.classTable

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
        sourceGuard.endBlock()
        sourceGuard.checkLinkWork()
        return sourceGuard.findings
    }

    private mutating func read(_ range: Range<Int>) {
        if range.count > InputLimits.lineUTF8 {
            report(.lineTooLong, "line has \(range.count) bytes; at most \(InputLimits.lineUTF8) are allowed")
            return
        }
        var index = range.lowerBound
        while index < range.upperBound, source[index].isSpaceOrTab { index += 1 }
        if index == range.upperBound {
            nesting.readBlankLine()
            checkNestingWork()
            endBlock()
            return
        }
        // Whether cmark takes a line for code is not known for certain, so only the limit on openers is looser there.
        isInCode = fences.read(source, line: range)
        if block.isEmpty { block.firstLine = line }
        block.bytes += range.count
        let depth = nesting.read(source, line: range)
        if depth > InputLimits.blockDepth {
            reportOnce(.nestingTooDeep, "quotes and lists are nested \(depth) deep; at most \(InputLimits.blockDepth) are allowed")
        }
        checkNestingWork()
        if let problem = table.read(source, line: range) { reportOnce(.tableTooLarge, problem) }
        scanMarks(range)
    }

    private mutating func checkNestingWork() {
        guard nesting.work > InputLimits.nestingWork else { return }
        reportOnce(.nestingTooDeep, "the entry has too many quotes and lists in one another up to this line; make several entries of it")
    }

    /// One pass over the bytes of a line: runs of one delimiter, openers, and marks within a word.
    private mutating func scanMarks(_ range: Range<Int>) {
        // The `>` of quotes is no closer.
        var start = range.lowerBound
        while start < range.upperBound, source[start].isSpaceOrTab || source[start] == UInt8(ascii: ">") { start += 1 }
        var marks = LineMarks(line: range)
        source.forEachOffset(in: start..<range.upperBound, where: SourceGuard.isMark) { readMark(at: $0, &marks) }
    }

    /// The bytes that have a class.
    @inline(__always)
    private static func isMark(_ bytes: ByteBlock) -> ByteMask {
        let stars = bytes.matches(UInt8(ascii: "*")) .| bytes.matches(UInt8(ascii: "_"))
        let delimiters = stars .| bytes.matches(UInt8(ascii: "~")) .| bytes.matches(UInt8(ascii: "`"))
        let brackets = bytes.matches(UInt8(ascii: "[")) .| bytes.matches(UInt8(ascii: "]"))
        let angles = bytes.matches(UInt8(ascii: "<")) .| bytes.matches(UInt8(ascii: ">"))
        let addresses = bytes.matches(UInt8(ascii: "@")) .| bytes.matches(UInt8(ascii: ")")) .| bytes.matches(UInt8(ascii: ":"))
        return delimiters .| brackets .| angles .| addresses .| bytes.matches(UInt8(ascii: ".")) .| bytes.matches(UInt8(ascii: "&"))
    }

    private mutating func readMark(at index: Int, _ marks: inout LineMarks) {
        let byte = source[index]
        switch classes[Int(byte)] {
        case .delimiter: readDelimiter(at: index, &marks)
        case .opener: block.open(source, at: index, isInCode: isInCode)
        case .closer:
            block.close(source, at: index)
            if byte == UInt8(ascii: "]") { closeBracket(at: index) }
        case .address: readAddressMark(at: index, &marks)
        case .entity:
            guard let length = placeholderMark(at: index) else { return }
            reportOnce(
                .sourceControlCharacter, "\"\(source.text(index..<(index + length)))\" stands for a control character",
                columnUTF8: marks.columnUTF8(of: index))
        case .plain: break
        }
    }

    private mutating func readDelimiter(at index: Int, _ marks: inout LineMarks) {
        guard index > marks.line.lowerBound, source[index] == source[index - 1] else {
            marks.run = 1
            block.delimiters += 1
            return
        }
        marks.run += 1
        guard marks.run == InputLimits.delimiterRun + 1 else { return }
        reportOnce(
            .delimiterRunTooLong,
            "a run of \"\(Character(Unicode.Scalar(source[index])))\" is longer than \(InputLimits.delimiterRun)",
            columnUTF8: marks.columnUTF8(of: index))
    }

    private mutating func readAddressMark(at index: Int, _ marks: inout LineMarks) {
        // A dot counts only as the end of "www.".
        let isDot = source[index] == UInt8(ascii: ".")
        if isDot, !source.has("www", at: index - 3) { return }
        if source[marks.lastMark..<index].contains(where: \.isWhitespace) { marks.marksInWord = 0 }
        marks.lastMark = index
        marks.marksInWord += 1
        guard marks.marksInWord == InputLimits.addressMarks + 1 else { return }
        reportOnce(
            .addressTailTooLong,
            "a word holds more than \(InputLimits.addressMarks) marks of an address (\")\", \"@\", \":\" or \"www.\")",
            columnUTF8: marks.columnUTF8(of: index))
    }

    /// The length of a character reference (`&#1;`, `&#x02;`) to one of the two characters that mark placeholders.
    private func placeholderMark(at start: Int) -> Int? {
        guard source.has("&#", at: start) else { return nil }
        var index = start + 2
        if source.has("x", at: index) || source.has("X", at: index) { index += 1 }
        while source.has("0", at: index) { index += 1 }
        guard source.has("1;", at: index) || source.has("2;", at: index) else { return nil }
        return index + 2 - start
    }

    private mutating func closeBracket(at index: Int) {
        // A link ends with two brackets; the first of `\]]:` belongs to a label.
        let isDefinition = source.has("]:", at: index) && (!source.has("]]", at: index - 1) || source.has("\\", at: index - 2))
        if isDefinition {
            block.definitions += 1
            hasDefinitions = true
        }
        // Only a bracket that becomes a link makes cmark go back: that is plain for `](` and `[^`, and may be so for any
        // where links are defined.
        let isLink = source.has("](", at: index) || block.lastBracketIsNote
        linkWork.add(block.delimiters, line: line, isLink: isLink)
    }

    private mutating func endBlock() {
        openerWork += block.mostOpen * block.bytes
        if block.mostOpenInProse > InputLimits.openers || openerWork > InputLimits.openers * InputLimits.entryUTF8 {
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
        if block.definitions * block.bytes > InputLimits.definitionWork {
            report(
                .referencesTooLarge,
                "\(block.definitions) link definitions stand in one block of \(block.bytes) bytes; put blank lines between them",
                line: block.firstLine)
        }
        if let problem = table.endBlock(bytes: block.bytes) { report(.tableTooLarge, problem, line: block.firstLine) }
        block = BlockCounts()
    }

    /// What can only be judged once it is known whether any link is defined.
    private mutating func checkLinkWork() {
        guard let place = linkWork.excess(withDefinitions: hasDefinitions) else { return }
        report(
            .openersUnclosed,
            "links stand in blocks with so many \"*\", \"_\" or \"~\" before them that they would be gone over more than "
                + "\(InputLimits.bracketWork) times",
            line: place)
    }

    /// Checks what link definitions would grow to in the text that the scan prepared, whose first line is line `line`.
    static func checkDefinitions(_ prepared: [UInt8], line: Int) -> [WikiFinding] {
        guard let place = prepared.withUnsafeBufferPointer({ LinkDefinitions.excess(in: $0, firstLine: line) }) else { return [] }
        return [
            WikiFinding(
                code: .referencesTooLarge, range: SourceRange(line: place, columnUTF8: 1),
                message: "uses of link definitions grow to more than \(InputLimits.referenceExpansionUTF8) bytes")
        ]
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
        case plain, delimiter, opener, closer, address, entity
    }

    private static let classTable: [MarkClass] = {
        var table = [MarkClass](repeating: .plain, count: 256)
        for byte in "*_~`".utf8 { table[Int(byte)] = .delimiter }
        for byte in "[<".utf8 { table[Int(byte)] = .opener }
        for byte in "]>".utf8 { table[Int(byte)] = .closer }
        table[Int(UInt8(ascii: "&"))] = .entity
        for byte in "@):.".utf8 { table[Int(byte)] = .address }
        return table
    }()
}
