// Finds wiki syntax in Markdown before cmark sees it, so that links and citations win over emphasis and tables.
import WikiModel

/// Scans the body of an entry once, from left to right, copying it and replacing wiki syntax by placeholders.
///
/// Code is not known here: only top-level fences are skipped. A token that turns out to stand in code is put back as it
/// was written when the tree is rendered.
struct WikiScanner {
    let source: SourceBytes
    let vocabulary: Vocabulary
    var scan = WikiScan()

    private(set) var offset: Int
    private var copied: Int
    var line: Int
    var lineStart: Int
    private var fences = FenceTracker()

    /// - Parameters:
    ///   - source: the whole file.
    ///   - bodyStart: the offset of the first line after the front matter, which is line `line`.
    init(source: SourceBytes, bodyStart: Int, line: Int, vocabulary: Vocabulary) {
        self.source = source
        self.vocabulary = vocabulary
        self.line = line
        offset = bodyStart
        copied = bodyStart
        lineStart = bodyStart
        scan.prepared.reserveCapacity(source.count - bodyStart + 64)
        scan.tokens.reserveCapacity(32)
        scan.citations.reserveCapacity(16)
    }

    /// The text for cmark and the tokens.
    static func scan(_ source: SourceBytes, bodyStart: Int, line: Int, vocabulary: Vocabulary) -> WikiScan {
        var scanner = WikiScanner(source: source, bodyStart: bodyStart, line: line, vocabulary: vocabulary)
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
                // An escaped character begins nothing; an escaped newline is still a newline.
                offset += offset + 1 < source.count && source[offset + 1] != .newline ? 2 : 1
            case UInt8(ascii: "["): readBracket()
            case UInt8(ascii: "!"): readExclamationMark()
            case UInt8(ascii: "@"): readNarrativeCitation()
            case UInt8(ascii: "^"): readBlockID()
            case UInt8(ascii: "%"): readInlineComment()
            case UInt8(ascii: "("): readParenthesis()
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
        return ends .| links .| bytes.matches(UInt8(ascii: "^")) .| bytes.matches(UInt8(ascii: "%")) .| bytes.matches(UInt8(ascii: "("))
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

    /// Notes the definition of a footnote, a line of a table, or a heading or list item that is none.
    private mutating func lookAtLineStart(end: Int) {
        var start = offset
        while start < end, source[start] == .space || source[start] == UInt8(ascii: ">") { start += 1 }
        if source.has("##", at: start) {
            guard start - offset < 4, let slip = headingSlip(at: start) else { return }
            offset = start
            mark(slip)
        } else if source.has("[^", at: start) {
            keepFootnote(at: start, lineEnd: end)
        } else if source.has("|", at: start) || source.has("-", at: start) || source.has(":", at: start) {
            keepTableLine(start..<end)
        } else if let slip = itemSlip(at: start) {
            offset = start
            mark(slip)
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

    /// The offset after a comment that begins at the line start, and after its line when nothing follows; `nil` when it
    /// ends on its first line with text after it, and is a comment within that line.
    private mutating func endOfBlockComment(end: Int) -> Int? {
        var index = offset + 2
        while index + 1 < source.count {
            if source[index] == UInt8(ascii: "%"), source[index + 1] == UInt8(ascii: "%") {
                let lineEnd = source.lineEnd(from: index)
                if source.trimmed((index + 2)..<lineEnd).isEmpty { return min(lineEnd + 1, source.count) }
                return index < end ? nil : index + 2
            }
            index += 1
        }
        scan.diagnostics.append(
            WikiFinding(
                code: .commentUnclosed, range: SourceRange(line: line, columnUTF8: 1, lengthUTF8: 2),
                message: "\"%%\" opens a comment that is never closed", suggestion: nil))
        return nil
    }

    // MARK: Tokens

    private mutating func readBracket() {
        if source.has("[[", at: offset) {
            readWikilink(isEmbed: false)
            return
        }
        do throws(WikiSlip) {
            if let group = try citationGroup(at: offset) {
                emitCitation(group)
                return
            }
        } catch {
            mark(error)
            offset += 1
            return
        }
        if let slip = linkSlip(at: offset) { mark(slip) }
        if source.has("[^", at: offset), followsBareAddress() {
            copy(upTo: offset)
            copied = offset
            scan.prepared.append(.tab)
            scan.prepared.append(WikiScan.addressEnd)
        }
        offset += 1
    }

    private mutating func readExclamationMark() {
        if source.has("![[", at: offset) {
            readWikilink(isEmbed: true)
        } else {
            if source.has("![", at: offset), let slip = pictureSlip(at: offset) { mark(slip) }
            offset += 1
        }
    }

    private mutating func readWikilink(isEmbed: Bool) {
        guard let parts = wikilinkParts(at: isEmbed ? offset + 1 : offset) else {
            if let slip = wikilinkSlip(at: isEmbed ? offset + 1 : offset) { mark(slip) }
            offset += isEmbed ? 3 : 2
            return
        }
        let firstProblem = scan.problems.count
        var token = makeToken(isEmbed ? .embed : .wikilink, offset..<parts.end)
        token.target = parts.target
        token.fragment = parts.fragment
        token.label = parts.label
        token.relation = relationIndex(parts.relation, link: token)
        if parts.target.isEmpty, parts.fragment.isEmpty {
            scan.problems.append(
                WikiFinding(code: .linkEmpty, range: token.sourceRange, message: "link has no target", suggestion: nil))
        }
        token.problems = Int32(firstProblem)..<Int32(scan.problems.count)
        emit(token)
    }

    private mutating func relationIndex(_ range: Range<Int>, link: WikiToken) -> UInt8 {
        guard !range.isEmpty else { return Reference.unqualified }
        let name = source.text(range)
        if let index = vocabulary.relationIndex(name) { return UInt8(index) }
        let (clause, nearest) = didYouMean(name, among: vocabulary.relations.map(\.id))
        scan.problems.append(
            WikiFinding(
                code: .relationUnknown,
                range: SourceRange(
                    line: link.line, columnUTF8: range.lowerBound - lineStart + 1, lengthUTF8: range.count),
                message: "relation \"\(name)\" is not in the vocabulary\(clause)",
                suggestion: nearest.map(Suggestion.init(replacement:))))
        return Reference.unqualified
    }

    private mutating func readNarrativeCitation() {
        guard let group = narrativeCitation(at: offset, lineStart: lineStart) else {
            offset += 1
            return
        }
        emitCitation(group)
    }

    private mutating func emitCitation(_ group: CitationGroup) {
        var token = makeToken(.citation, group.range)
        let first = scan.citations.count
        let firstProblem = scan.problems.count
        var place = (line: line, lineStart: lineStart, offset: group.range.lowerBound)
        for item in group.items {
            while let newline = source.firstOffset(of: .newline, in: place.offset..<item.range.lowerBound) {
                place = (place.line + 1, newline + 1, newline + 1)
            }
            place.offset = item.range.lowerBound
            if let slip = secondKey(in: item) { addProblem(slip) }
            scan.citations.append(withStance(item, line: place.line, lineStart: place.lineStart))
        }
        token.problems = Int32(firstProblem)..<Int32(scan.problems.count)
        token.items = first..<scan.citations.count
        emit(token, brokenOverLinesTo: group.range.upperBound)
    }

    /// Emits a token that may be broken over lines. The line breaks stay, so that line numbers stay true: the first line
    /// takes the whole token, and the rest of each further line shows nothing.
    private mutating func emit(_ whole: WikiToken, brokenOverLinesTo end: Int) {
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

    /// `^name` after white space, at the end of a line.
    private mutating func readBlockID() {
        let start = offset
        if let slip = blockIDSlip(at: start) { mark(slip) }
        offset += 1
        guard start == lineStart || source[start - 1].isSpaceOrTab else { return }
        var end = start + 1
        while end < source.count, source[end].isLetter || source[end].isDigit || source[end] == UInt8(ascii: "-") { end += 1 }
        guard end > start + 1 else { return }
        var rest = end
        while rest < source.count, source[rest].isWhitespace, source[rest] != .newline { rest += 1 }
        guard rest == source.count || source[rest] == .newline else { return }
        offset = start
        var token = makeToken(.blockID, start..<end)
        token.target = (start + 1)..<end
        emit(token)
    }

    /// `%% … %%` within one paragraph.
    private mutating func readInlineComment() {
        guard source.has("%%", at: offset) else {
            offset += 1
            return
        }
        var index = offset + 2
        while index + 1 < source.count {
            if source[index] == .newline, endsParagraph(at: index + 1) { break }
            if source[index] == UInt8(ascii: "%"), source[index + 1] == UInt8(ascii: "%") {
                emit(makeToken(.comment, offset..<(index + 2)), brokenOverLinesTo: index + 2)
                return
            }
            index += 1
        }
        offset += 2
    }

    private mutating func readParenthesis() {
        let names = paperNames(at: offset)
        if !names.isEmpty {
            var token = makeToken(.mark, offset..<offset)
            token.paperNames = Int32(scan.paperNames.count)..<Int32(scan.paperNames.count + names.count)
            scan.paperNames += names
            emit(token)
        }
        offset += 1
    }

    /// Whether the line at `start` is blank or begins a code block.
    func endsParagraph(at start: Int) -> Bool {
        var index = start
        while index < source.count, source[index].isSpaceOrTab || source[index] == UInt8(ascii: ">") { index += 1 }
        return index == source.count || source[index] == .newline || source.has("```", at: index) || source.has("~~~", at: index)
    }

    // MARK: Output

    /// Whether a token ends where the scan stands.
    var isAfterToken: Bool { copied == offset && !scan.tokens.isEmpty }

    /// Puts a token without width before text that is wrong.
    private mutating func mark(_ slip: WikiSlip) {
        var token = makeToken(.mark, offset..<offset)
        token.problems = Int32(scan.problems.count)..<Int32(scan.problems.count + 1)
        addProblem(slip)
        emit(token)
    }

    private func makeToken(_ kind: WikiToken.Kind, _ range: Range<Int>) -> WikiToken {
        WikiToken(kind: kind, range: range, line: line, columnUTF8: range.lowerBound - lineStart + 1)
    }

    /// Copies what stands before the token and puts its placeholder in its place.
    private mutating func emit(_ token: WikiToken) {
        copy(upTo: token.range.lowerBound)
        scan.append(token)
        offset = token.range.upperBound
        copied = offset
    }

    private mutating func copy(upTo end: Int) {
        guard copied < end else { return }
        scan.prepared.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<end]))
        copied = end
    }
}
