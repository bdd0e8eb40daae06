// What Markdown takes otherwise than it was meant: marks that stand as text, headings by accident, code without an end, lost callouts.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    // MARK: Marks

    /// Reports marks of a text that were meant as markup and are shown as they are written.
    mutating func noteShownMarks(_ literal: SourceBytes, _ node: MarkdownNode) {
        var index = 0
        var quotes = OpenQuotes()
        while index < literal.count {
            guard let mark = ShownMark(literal, at: index) else {
                if literal[index] == UInt8(ascii: "[") { keepBracketedName(literal, at: index, &quotes, node) }
                index += 1
                continue
            }
            index = mark.range.upperBound
            let written = literal.text(mark.range)
            // What stands before a link or a citation is there in the source as it is here.
            let plain = String(written.prefix { $0 > "\u{1F}" })
            let range = place(of: plain, near: node)
            if isEscaped(range.start) || (range.start == range.end && isEndEscaped(plain, node)) { continue }
            let isWhole = plain == written && range.start != range.end
            report(
                .markupShown, range, "\"\(restored(written))\" is shown as it is written; \(restored(mark.advice))",
                suggestion: isWhole ? mark.mend.map { Suggestion(replacement: $0, of: written, mark.confidence) } : nil)
        }
    }

    /// Whether a backslash stands before the last of marks, as in `\[1\]`, so that they are not in the source as they are shown.
    private mutating func isEndEscaped(_ marks: String, _ node: MarkdownNode) -> Bool {
        let range = place(of: marks.dropLast() + "\\" + marks.suffix(1), near: node)
        return range.start != range.end
    }

    private func restored(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes.withUnsafeBufferPointer { restored($0) }, as: UTF8.self)
    }

    /// Reports emphasis that begins or ends between two digits, `5*10` or `2**8`: its stars were meant as signs of a product or power.
    mutating func reportMultiplication(_ node: MarkdownNode) {
        func words(of node: MarkdownNode?) -> SourceBytes? {
            node.flatMap { cmark_node_get_type($0) == CMARK_NODE_TEXT ? MarkdownRenderer.literal($0) : nil }
        }
        let marks = cmark_node_get_type(node) == CMARK_NODE_STRONG ? "**" : "*"
        let sides = [
            (words(of: cmark_node_previous(node)), words(of: cmark_node_first_child(node))),
            (words(of: cmark_node_last_child(node)), words(of: cmark_node_next(node))),
        ]
        for (before, after) in sides {
            guard let left = before?.last, let right = after?.first, left.isDigit, right.isDigit else { continue }
            var range = place(of: String(decoding: [left], as: UTF8.self) + marks + String(decoding: [right], as: UTF8.self), near: node)
            if range.start != range.end { (range.start.columnUTF8, range.end.columnUTF8) = (range.start.columnUTF8 + 1, range.end.columnUTF8 - 1) }
            report(
                .markupShown, range,
                "\"\(marks)\" between digits makes \(marks == "*" ? "italics" : "bold words") and is not shown; "
                    + "write \"×\", or a backslash before each star")
            return
        }
    }

    // MARK: Headings

    /// Reports a line of hyphens that was surely meant as a rule: it makes a heading of the whole paragraph above it.
    mutating func reportHeadingByAccident(_ node: MarkdownNode) {
        guard let last = cmark_node_last_child(node) else { return }
        let start = location(node)
        let line = SourceBytes(rebasing: input.source[sourceBytes(ofLine: start.line)])
        if line.has("#", at: start.columnUTF8 - 1) { return }
        let isFrontMatter = MetadataReader.isKey(beginning: line)
        guard isFrontMatter || endsSentence(last) || hasSeveralLines(node) else { return }
        report(
            .headingMalformed, SourceRange(start: start, end: start),
            isFrontMatter
                ? "this looks like front matter, which an entry has once, at its top; move these lines there, or delete them"
                : "the hyphens right below make a heading of this text; put a blank line between them, or write \"##\" for a heading")
    }

    /// Reports a heading that misses words where contents and links say it: what a paper is called is not known before all entries are.
    mutating func reportWordsMissing(from words: ArraySlice<UInt8>, of node: MarkdownNode) {
        let names = references[blockFirstReference...].filter { $0.style.contains(.narrative) }
        for name in names {
            let key = String(decoding: strings[name.target.range], as: UTF8.self)
            report(
                .headingMalformed, name.range,
                "contents and links leave \"@\(key)\" out of this heading; write its authors in words, and cite it in the text below")
        }
        guard names.isEmpty, words.allSatisfy(\.isWhitespace) else { return }
        report(.headingMalformed, SourceRange(start: location(node), end: location(node)), "a heading without words; write some, or delete it")
    }

    /// Reports a heading with nothing below it, up to the next one of its level or a higher one.
    mutating func reportEmptySection(named words: ArraySlice<UInt8>, _ node: MarkdownNode) {
        guard !words.allSatisfy(\.isWhitespace), isOfDocument(node) else { return }
        if let next = cmark_node_next(node) {
            switch cmark_node_get_type(next) {
            case CMARK_NODE_HEADING where cmark_node_get_heading_level(next) <= cmark_node_get_heading_level(node): break
            // Footnotes stand at the end of the tree, wherever they are defined.
            case CMARK_NODE_FOOTNOTE_DEFINITION where sourceLine(next) < sourceLine(node): break
            default: return
            }
        }
        let start = location(node)
        // Hyphens below a paragraph make a heading of it by accident.
        guard SourceBytes(rebasing: input.source[sourceBytes(ofLine: start.line)]).has("#", at: start.columnUTF8 - 1) else { return }
        report(
            .sectionEmpty, SourceRange(start: start, end: start),
            "nothing stands below the heading \"\(String(decoding: words, as: UTF8.self))\"; write something there, or delete it")
    }

    private func endsSentence(_ last: MarkdownNode) -> Bool {
        guard cmark_node_get_type(last) == CMARK_NODE_TEXT, let byte = MarkdownRenderer.literal(last).last else { return false }
        return ".,;:".utf8.contains(byte)
    }

    private func hasSeveralLines(_ node: MarkdownNode) -> Bool {
        var child = cmark_node_first_child(node)
        while let next = child {
            if cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK { return true }
            child = cmark_node_next(next)
        }
        return false
    }

    // MARK: Tables

    /// Reports lines with as many tabs each, the cells of a spreadsheet that was pasted.
    mutating func reportTabbedLines(_ node: MarkdownNode) {
        let first = sourceLine(node)
        guard lastSourceLine(node) > first, input.source.firstOffset(of: .tab, in: sourceBytes(ofLine: first)) != nil else { return }
        func cells(_ number: Int) -> [Range<Int>] {
            let line = input.source.trimmed(sourceBytes(ofLine: number))
            var (cells, start): ([Range<Int>], Int) = ([], line.lowerBound)
            while let tab = input.source.firstOffset(of: .tab, in: start..<line.upperBound) {
                cells.append(input.source.trimmed(start..<tab))
                start = tab + 1
            }
            return cells + [input.source.trimmed(start..<line.upperBound)]
        }
        let head = cells(first)
        // "a)" and a tab before words are the number of an item.
        guard head.count > 1, !".)".utf8.contains(head[0].last.map { input.source[$0] } ?? 0), cells(first + 1).count == head.count else { return }
        let row = "| " + head.prefix(8).map { input.source.text($0) }.joined(separator: " | ") + (head.count > 8 ? " | …" : " |")
        let start = SourceLocation(line: first, columnUTF8: head[0].lowerBound - sourceBytes(ofLine: first).lowerBound + 1)
        report(
            .tableMalformed, SourceRange(start: start, end: start),
            "tabs between cells make no table; write \"\(row)\", and below it \"|\(String(repeating: "---|", count: min(head.count, 8)))\"")
    }

    // MARK: Code

    /// Reports code that goes on because nothing closes it, or begins because of blanks.
    mutating func reportCodeByAccident(_ node: MarkdownNode) {
        var (length, offset, mark): (Int32, Int32, CChar) = (0, 0, 0)
        guard cmark_node_get_fenced(node, &length, &offset, &mark) != 0 else { return reportIndentedProse(node) }
        let start = location(node)
        let fence = UInt8(bitPattern: mark)
        let last = lastSourceLine(node)
        let line = SourceBytes(rebasing: input.source[sourceBytes(ofLine: last)])
        let words = line.trimmed(0..<line.count)
        let run = words.reversed().prefix { line[$0] == fence }.count
        let isFence = run >= length && line[words.lowerBound..<(words.upperBound - run)].allSatisfy { $0.isSpaceOrTab || $0 == UInt8(ascii: ">") }
        if isFence, last > start.line { return }
        let marks = String(repeating: Character(UnicodeScalar(fence)), count: Int(length))
        report(
            .codeUnclosed, SourceRange(line: start.line, columnUTF8: start.columnUTF8, lengthUTF8: Int(length)),
            "the code that begins here is not closed, so that all below is code; end it with a line \"\(marks)\"")
    }

    /// Reports a paragraph with a citation or link whose first line is indented, as text processors have it: to Markdown it is code.
    private mutating func reportIndentedProse(_ node: MarkdownNode) {
        guard let parent = cmark_node_parent(node), cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT else { return }
        let code = MarkdownRenderer.literal(node)
        let words = code.trimmed(0..<code.count)
        guard let first = words.first, code[first].isLetter || code[first] >= 0x80 else { return }
        let isSentence = ".!?".utf8.contains(code[words.upperBound - 1])
        var index = first
        while let mark = code.firstOffset(of: WikiScan.open, in: index..<code.count) {
            index = mark + 1
            guard code[mark - 1].isSpaceOrTab, let token = token(in: code, at: mark), isProse(token, ofSentence: isSentence) else { continue }
            report(
                .markupShown, SourceRange(start: location(node), end: location(node)),
                "the blanks before this line make code of it, so that \"\(input.source.text(token.range))\" is shown as it is written; "
                    + "delete them, or put \"```\" above and below what is code")
            return
        }
    }

    /// Whether a token is of prose: code has lists of lists, `[[a, b]]`, and marks such as `@test`.
    private func isProse(_ token: WikiToken, ofSentence: Bool) -> Bool {
        switch token.kind {
        case .citation: input.source.has("[", at: token.range.lowerBound) && input.source.isLikeKey(input.scan.citations[token.items.lowerBound].key)
        case .wikilink: ofSentence
        default: false
        }
    }

    // MARK: Callouts

    /// Reports a quote that begins as a callout does and is none.
    mutating func reportLostCallout(_ node: MarkdownNode) {
        guard let paragraph = cmark_node_first_child(node), let first = cmark_node_first_child(paragraph),
            cmark_node_get_type(first) == CMARK_NODE_TEXT
        else { return }
        let words = MarkdownRenderer.literal(first)
        guard words.first == UInt8(ascii: "["),
            let close = words.firstOffset(of: UInt8(ascii: "]"), in: 1..<min(words.count, CalloutMark.longestUTF8))
        else { return }
        let inside = words.trimmed(1..<close)
        guard !inside.isEmpty, words[inside.lowerBound] == UInt8(ascii: "!") else { return }
        // The first word is the kind, and what follows was meant as the title.
        let rest = words.trimmed(inside.dropFirst())
        let kindEnd = rest.first { !CalloutMark.mayHold(words[$0]) } ?? rest.upperBound
        if kindEnd == rest.lowerBound { return }
        let written = words.text(0..<(close + 1))
        let range = place(of: written, near: first)
        if isEscaped(range.start) { return }
        let title = words.text(words.trimmed(kindEnd..<rest.upperBound)).drop { ":,- ".contains($0) }
        let meant = "[!\(words.text(rest.lowerBound..<kindEnd))]" + (title.isEmpty ? "" : " \(title)")
        report(
            .calloutMalformed, range, "\"\(written)\" begins no callout; write \"\(meant)\"",
            suggestion: Suggestion(replacement: meant, of: written))
    }
}
