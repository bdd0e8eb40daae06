// Finds wiki syntax in Markdown before cmark sees it, so that links and citations win over emphasis and tables.
import WikiModel

/// Scans the body of an entry once, from left to right, copying it and replacing wiki syntax by placeholders.
///
/// Code is not known here: only top-level fences are skipped. A token that turns out to stand in code is put back as it
/// was written when the tree is rendered.
struct WikiScanner {
    let source: SourceBytes
    let vocabulary: Vocabulary
    /// The title of the entry, for messages.
    let entryName: String
    var scan = WikiScan()

    var offset: Int
    private var copied: Int
    var line: Int
    var lineStart: Int
    private var fences = FenceTracker()
    /// Whether two dollars opened a formula that does not end: the next two were meant as its end.
    var isFormulaOpen = false

    /// - Parameters:
    ///   - source: the whole file.
    ///   - bodyStart: the offset of the first line after the front matter, which is line `line`.
    init(source: SourceBytes, bodyStart: Int, line: Int, entryName: String, vocabulary: Vocabulary) {
        self.source = source
        self.vocabulary = vocabulary
        self.entryName = entryName
        self.line = line
        offset = bodyStart
        copied = bodyStart
        lineStart = bodyStart
        scan.prepared.reserveCapacity(source.count - bodyStart + 64)
        scan.tokens.reserveCapacity(32)
        scan.citations.reserveCapacity(16)
    }

    /// The text for cmark and the tokens.
    static func scan(_ source: SourceBytes, bodyStart: Int, line: Int, entryName: String, vocabulary: Vocabulary) -> WikiScan {
        var scanner = WikiScanner(source: source, bodyStart: bodyStart, line: line, entryName: entryName, vocabulary: vocabulary)
        scanner.run()
        return scanner.scan
    }

    private mutating func run() {
        beginLine()
        while offset < source.count {
            switch source[offset] {
            case .newline:
                offset += 1
                line += 1
                lineStart = offset
                beginLine()
            case UInt8(ascii: "\\"):
                if let slip = bracketedFormulaSlip(at: offset) ?? formulaEnvironmentSlip(at: offset) { mark(slip) }
                // An escaped character begins nothing; an escaped newline is still a newline.
                offset += offset + 1 < source.count && source[offset + 1] != .newline ? 2 : 1
            case UInt8(ascii: "["): readBracket()
            case UInt8(ascii: "!"): readExclamationMark()
            case UInt8(ascii: "@"): readNarrativeCitation()
            case UInt8(ascii: "^"): readBlockID()
            case UInt8(ascii: "%"): readInlineComment()
            case UInt8(ascii: "("): readParenthesis()
            case UInt8(ascii: "$"): readFormula()
            case UInt8(ascii: "'"): readApostrophe()
            default: offset += 1
            }
            offset = source.firstOffset(in: min(offset, source.count)..<source.count, where: WikiScanner.isOpener)
        }
        copy(upTo: source.count)
    }

    /// Bytes that may begin wiki syntax, end a line, or escape the next byte.
    @inline(__always)
    private static func isOpener(_ bytes: ByteBlock) -> ByteMask {
        let ends = bytes.matches(.newline) .| bytes.matches(UInt8(ascii: "\\"))
        let links = bytes.matches(UInt8(ascii: "[")) .| bytes.matches(UInt8(ascii: "!")) .| bytes.matches(UInt8(ascii: "@"))
        let marks = bytes.matches(UInt8(ascii: "^")) .| bytes.matches(UInt8(ascii: "%")) .| bytes.matches(UInt8(ascii: "$"))
        return ends .| links .| marks .| bytes.matches(UInt8(ascii: "(")) .| bytes.matches(UInt8(ascii: "'"))
    }

    /// Skips whole lines that hold no inline text: fenced code and comments that begin a line.
    private mutating func beginLine() {
        while offset < source.count {
            let end = source.lineEnd(from: offset)
            if fences.read(source, line: offset..<end) {
                skipLine(endingAt: end)
            } else if source.has("%%", at: offset), let after = endOfBlockComment(end: end) {
                copy(upTo: offset)
                for index in offset..<after where source[index] == .newline {
                    scan.prepared.append(.newline)
                    line += 1
                    lineStart = index + 1
                }
                offset = after
                copied = after
                // What follows the comment on its last line is text.
                if after > lineStart { return }
            } else {
                lookAtLineStart(end: end)
                return
            }
        }
    }

    /// Notes the definition of a footnote, a line of a table, or a heading, callout or list item that is none.
    private mutating func lookAtLineStart(end: Int) {
        // Where the line begins within its quotes.
        var (start, inner) = (offset, offset)
        while start < end, source[start] == .space || source[start] == UInt8(ascii: ">") {
            start += 1
            if source[start - 1] != .space { inner = start }
        }
        if source.has("##", at: start) {
            guard start - inner < 4, let slip = headingSlip(at: start) else { return }
            offset = start
            mark(slip)
        } else if source.has("[^", at: start) {
            keepFootnote(at: start, lineEnd: end)
        } else if source.has("<<<<<<< ", at: offset) {
            let range = offset..<source.trimmed(offset..<end).upperBound
            mark(WikiSlip(code: .mergeUnfinished, range: range, message: WikiSlip.unfinishedMerge))
        } else if source.has("[!", at: start) {
            guard let slip = calloutSlip(at: start) else { return }
            offset = start
            mark(slip)
        } else if let slip = itemSlip(at: start) ?? divisionSlip(at: start) ?? wikiHeadingSlip(at: start) ?? admonitionSlip(at: start)
            ?? propertySlip(at: start) ?? definitionSlip(at: start)
        {
            offset = slip.range.lowerBound
            mark(slip)
        } else if source.has("|", at: start) || source.has("-", at: start) || source.has(":", at: start) {
            keepTableLine(start..<end)
        }
    }

    private mutating func skipLine(endingAt end: Int) {
        offset = end
        if offset < source.count {
            offset += 1
            line += 1
        }
        lineStart = offset
    }

    // MARK: Output

    /// Emits a token that may be broken over lines. The line breaks stay, so that line numbers stay true: the first line
    /// takes the whole token, and the rest of each further line shows nothing.
    mutating func emit(_ whole: WikiToken, brokenOverLinesTo end: Int) {
        var token = whole
        token.range = token.range.lowerBound..<lineEnd(in: token.range.lowerBound..<end)
        emit(token)
        while offset < end {
            offset += 1
            line += 1
            lineStart = offset
            while offset < end, source[offset].isSpaceOrTab || source[offset] == UInt8(ascii: ">") { offset += 1 }
            emit(makeToken(.rest, offset..<lineEnd(in: offset..<end)))
        }
    }

    /// The offset of the first newline in `range`, or its end.
    func lineEnd(in range: Range<Int>) -> Int { source.firstOffset(of: .newline, in: range) ?? range.upperBound }

    /// Whether a token ends where the scan stands.
    var isAfterToken: Bool { copied == offset && !scan.tokens.isEmpty }

    /// Puts a token without width before text that is wrong.
    mutating func mark(_ slip: WikiSlip) {
        var token = makeToken(.mark, offset..<offset)
        token.problems = Int32(scan.problems.count)..<Int32(scan.problems.count + 1)
        addProblem(slip)
        emit(token)
    }

    func makeToken(_ kind: WikiToken.Kind, _ range: Range<Int>) -> WikiToken {
        WikiToken(kind: kind, range: range, line: line, columnUTF8: range.lowerBound - lineStart + 1)
    }

    /// Copies what stands before the token and puts its placeholder in its place.
    mutating func emit(_ token: WikiToken) {
        copy(upTo: token.range.lowerBound)
        scan.append(token)
        offset = token.range.upperBound
        copied = offset
    }

    mutating func copy(upTo end: Int) {
        guard copied < end else { return }
        scan.prepared.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<end]))
        copied = end
    }
}
