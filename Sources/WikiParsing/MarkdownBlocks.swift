// Rendering of blocks: headings, lists and blocks of code.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    // MARK: Headings

    mutating func enterHeading(_ node: MarkdownNode) {
        beginTextBlock()
        startLine()
        let level = cmark_node_get_heading_level(node)
        guard input.dialect == .wiki else {
            appendHeadingTag("<h", level)
            html.append(UInt8(ascii: ">"))
            return
        }
        let (section, start) = (flushedPieceCount(), html.count)
        appendHeadingTag("<h", max(2, level))
        headingStart = (section, openSlot(), start, !isOfDocument(node) || rawHTML.hasOpenTags)
        html.append(UInt8(ascii: ">"))
        if level == 1 {
            report(
                .headingLevel, SourceRange(start: location(node), end: location(node)),
                "first-level heading in the prose; the page's title is one already, so begin with \"##\"")
        }
        reportSkippedLevel(max(2, level), node)
        if level == 2 { reportHeadingByAccident(node) }
    }

    /// Reports a heading of the prose itself that is more than one level deeper than the one before it.
    private mutating func reportSkippedLevel(_ level: Int32, _ node: MarkdownNode) {
        guard isOfDocument(node) else { return }
        let before = Int32(headings.last?.level ?? 1)
        guard level > before + 1 else { return }
        let wanted = String(repeating: "#", count: Int(before) + 1)
        report(
            .headingLevel, SourceRange(start: location(node), end: location(node)),
            headings.isEmpty
                ? "the first heading has level \(level); begin with \"##\""
                : "a heading of level \(level) follows one of level \(before); write \"\(wanted)\"")
    }

    /// Whether a block stands in the prose itself, and not in a list or quote.
    func isOfDocument(_ node: MarkdownNode) -> Bool { cmark_node_parent(node).map { cmark_node_get_type($0) == CMARK_NODE_DOCUMENT } ?? false }

    /// `<h2` or `</h2`; levels are of one digit.
    private mutating func appendHeadingTag(_ start: StaticString, _ level: Int32) {
        html.append(start)
        html.append(UInt8(ascii: "0") + UInt8(level))
    }

    mutating func exitHeading(_ node: MarkdownNode) {
        let level = cmark_node_get_heading_level(node)
        if let (section, slot, start, isNested) = headingStart {
            headingStart = nil
            // A comment at the end leaves a blank before it.
            while text.count > blockTextStart, endsWithSpace { text.removeLast() }
            let words = text[blockTextStart..<text.count]
            reportWordsMissing(from: words, of: node)
            reportEmptySection(named: words, node)
            let slug = HeadingSlug.make(from: words)
            let id = uniqueID(slug.isEmpty ? Array("section".utf8) : slug)
            let foldedHash = words.withUnsafeBufferPointer { FoldedName.hash(of: $0) }
            let title = intern(words)
            fill(slot: slot, id: id)
            headings.append(
                Heading(
                    level: UInt8(max(2, level)), line: UInt32(sourceLine(node)), id: intern(id), title: title,
                    idHash: StableHash.of(slug), foldedHash: foldedHash, firstPiece: UInt32(section),
                    htmlStart: UInt32(start), isNested: isNested))
            appendHeadingTag("</h", max(2, level))
        } else {
            appendHeadingTag("</h", level)
        }
        html.append(">\n")
        endTextBlock()
    }

    // MARK: Lists

    mutating func enterList(_ node: MarkdownNode) {
        startLine()
        if cmark_node_get_list_type(node) == CMARK_BULLET_LIST {
            html.append("<ul>\n")
        } else {
            let start = cmark_node_get_list_start(node)
            html.append(contentsOf: (start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n").utf8)
        }
    }

    mutating func enterItem(_ node: MarkdownNode) {
        startLine()
        html.append("<li")
        if let list = cmark_node_parent(node), cmark_node_get_list_tight(list) != 0,
            let first = cmark_node_first_child(node), cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH, isSpecial(first)
        {
            openBlockSlot(node)
        }
        html.append(UInt8(ascii: ">"))
        if ExtensionNode(node) == .task {
            let isChecked = cmark_gfm_extensions_get_tasklist_item_checked(node)
            html.append(isChecked ? "<input checked=\"\" disabled=\"\" type=\"checkbox\"" : "<input disabled=\"\" type=\"checkbox\"")
            // A box without a name says nothing to a screen reader.
            if input.dialect == .wiki { appendAriaLabel(isChecked ? .done : .toDo) }
            html.append("> ")
        }
    }

    // MARK: Code

    mutating func enterCodeBlock(_ node: MarkdownNode) {
        startLine()
        keepVerbatim(node)
        if input.dialect == .wiki { reportCodeByAccident(node) }
        html.append("<pre>")
        let info = cmark_node_get_fence_info(node).map { MarkdownRenderer.printable(restored(MarkdownRenderer.bytes($0))) } ?? []
        let language = info.prefix { !$0.isWhitespace }
        if language.isEmpty {
            html.append("<code>")
        } else {
            html.append("<code class=\"language-")
            language.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
            html.append("\">")
        }
        let code = restored(MarkdownRenderer.literal(node))
        code.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
        appendPlain(code)
        text.append(.newline)
        blockTextStart = text.count
        html.append("</code></pre>\n")
    }
}
