// Rendering of blocks: headings, lists, quotes and callouts, code, raw HTML, tables.
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
        let section = flushedPieceCount()
        appendHeadingTag("<h", max(2, level))
        headingStart = (section, openSlot())
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
        guard let parent = cmark_node_parent(node), cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT else { return }
        let before = Int32(headings.last?.level ?? 1)
        guard level > before + 1 else { return }
        let wanted = String(repeating: "#", count: Int(before) + 1)
        report(
            .headingLevel, SourceRange(start: location(node), end: location(node)),
            headings.isEmpty
                ? "the first heading has level \(level); begin with \"##\""
                : "a heading of level \(level) follows one of level \(before); write \"\(wanted)\"")
    }

    /// `<h2` or `</h2`; levels are of one digit.
    private mutating func appendHeadingTag(_ start: StaticString, _ level: Int32) {
        html.append(start)
        html.append(UInt8(ascii: "0") + UInt8(level))
    }

    mutating func exitHeading(_ node: MarkdownNode) {
        let level = cmark_node_get_heading_level(node)
        if let (section, slot) = headingStart {
            headingStart = nil
            let words = text[blockTextStart..<text.count]
            let slug = HeadingSlug.make(from: words)
            let id = uniqueID(slug.isEmpty ? Array("section".utf8) : slug)
            let foldedHash = words.withUnsafeBufferPointer { FoldedName.hash(of: $0) }
            let title = intern(words)
            fill(slot: slot, id: id)
            headings.append(
                Heading(
                    level: UInt8(max(2, level)), line: UInt32(sourceLine(node)), id: intern(id), title: title,
                    idHash: StableHash.of(slug), foldedHash: foldedHash, firstPiece: UInt32(section)))
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
            if input.dialect == .wiki { html.append(isChecked ? " aria-label=\"done\"" : " aria-label=\"to do\"") }
            html.append("> ")
        }
    }

    // MARK: Quotes and callouts

    mutating func enterQuote(_ node: MarkdownNode) {
        startLine()
        guard input.dialect == .wiki, let paragraph = cmark_node_first_child(node), let mark = calloutMark(of: paragraph) else {
            html.append("<blockquote>\n")
            if input.dialect == .wiki { reportLostCallout(node) }
            return
        }
        callouts.append(node)
        html.append("<aside class=\"callout callout-")
        html.append(contentsOf: mark.kind.utf8)
        html.append("\" role=\"note\">\n")
        let titleStart = html.count
        html.append("<p class=\"callout-title\">")
        // What stands in the margin needs no heading to be told from the text.
        let standard = mark.kind == "margin" ? "" : mark.kind.prefix(1).uppercased() + mark.kind.dropFirst()
        calloutTitle = CalloutTitle(paragraph: paragraph, standard: standard, markLeft: mark.lengthUTF8, openStart: titleStart)
    }

    mutating func exitQuote(_ node: MarkdownNode) {
        startLine()
        if callouts.last == node {
            callouts.removeLast()
            html.append("</aside>\n")
        } else {
            html.append("</blockquote>\n")
        }
    }

    /// The mark that makes a quote a callout, at the start of its first paragraph.
    private func calloutMark(of paragraph: MarkdownNode) -> CalloutMark? {
        guard cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH else { return nil }
        // cmark may cut the mark into several nodes of text.
        var words: [UInt8] = []
        var child = cmark_node_first_child(paragraph)
        while let node = child, cmark_node_get_type(node) == CMARK_NODE_TEXT, words.count <= CalloutMark.longestUTF8 {
            words += MarkdownRenderer.literal(node).prefix(CalloutMark.longestUTF8)
            child = cmark_node_next(node)
        }
        return words.withUnsafeBufferPointer { CalloutMark($0) }
    }

    // MARK: Code and raw HTML

    mutating func enterCodeBlock(_ node: MarkdownNode) {
        startLine()
        keepVerbatim(node)
        if input.dialect == .wiki { reportUnclosedCode(node) }
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

    mutating func enterHTMLBlock(_ node: MarkdownNode) {
        startLine()
        keepVerbatim(node)
        let literal = MarkdownRenderer.literal(node)
        if input.dialect == .gfm {
            html.append(contentsOf: literal)
            startLine()
            return
        }
        let raw = restored(literal)
        let isStructure = raw.withUnsafeBufferPointer { MarkdownRenderer.beginsWithBlockTag($0) }
        // A block that is no more than allowed tags keeps them; any other is shown as the text it is.
        if !isStructure { html.append("<p>") }
        let open = rawHTML.openCount
        raw.withUnsafeBufferPointer { rawHTML.append($0, isBlock: isStructure, depth: depth, to: &html) }
        if !isStructure {
            while html.last == .newline { html.removeLast() }
            rawHTML.close(downTo: open, output: &html)
            html.append("</p>")
        }
        if rawHTML.takeDidEscape() {
            let line = String(decoding: raw.prefix { $0 != .newline }.prefix(60), as: UTF8.self)
            reportEscaped(line, SourceRange(line: sourceLine(node), columnUTF8: max(1, Int(cmark_node_get_start_column(node)))))
        }
        startLine()
    }

    private static func beginsWithBlockTag(_ html: SourceBytes) -> Bool {
        var index = 0
        while index < html.count, html[index].isWhitespace { index += 1 }
        guard index < html.count, html[index] == UInt8(ascii: "<"), let tag = RawHTMLFilter.bareTag(html, at: index) else {
            return false
        }
        return RawHTMLFilter.blockTags.contains(tag.name)
    }

    // MARK: Extensions

    /// Which node of an extension it is. The name of each type is looked at once.
    private mutating func extensionNode(_ node: MarkdownNode) -> ExtensionNode {
        let type = cmark_node_get_type(node)
        for known in extensionTypes where known.type == type { return known.node }
        let found = ExtensionNode(node)
        extensionTypes.append((type, found))
        return found
    }

    mutating func enterExtension(_ node: MarkdownNode) {
        switch extensionNode(node) {
        case .table:
            startLine()
            html.append(
                input.dialect == .wiki
                    ? "<div class=\"table-scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>" : "<table>")
            hasTableBody = false
        case .row:
            startLine()
            if input.dialect == .wiki { lookAtRow(node) }
            if cmark_gfm_extensions_get_table_row_is_header(node) != 0 {
                html.append("<thead>\n")
            } else if !hasTableBody {
                html.append("<tbody>\n")
                hasTableBody = true
            }
            html.append("<tr>")
        case .cell: enterCell(node)
        case .strikethrough: if imageDepth == 0 { html.append("<del>") }
        case .task, .other: break
        }
    }

    mutating func exitExtension(_ node: MarkdownNode) {
        switch extensionNode(node) {
        case .table:
            if hasTableBody {
                startLine()
                html.append("</tbody>\n")
            }
            startLine()
            html.append(input.dialect == .wiki ? "</table></div>\n" : "</table>\n")
        case .row:
            startLine()
            html.append("</tr>")
            if cmark_gfm_extensions_get_table_row_is_header(node) != 0 {
                startLine()
                html.append("</thead>")
                startLine()
            }
        case .cell:
            endTextBlock()
            html.append(isInHeader(node) ? "</th>" : "</td>")
        case .strikethrough: if imageDepth == 0 { html.append("</del>") }
        case .task, .other: break
        }
    }

    private func isInHeader(_ cell: MarkdownNode) -> Bool {
        cmark_node_parent(cell).map { cmark_gfm_extensions_get_table_row_is_header($0) != 0 } ?? false
    }

    private mutating func enterCell(_ node: MarkdownNode) {
        beginTextBlock()
        startLine()
        let isWiki = input.dialect == .wiki
        html.append(isInHeader(node) ? (isWiki ? "<th scope=\"col\"" : "<th") : "<td")
        switch columnAlignment(node) {
        case UInt8(ascii: "l"): html.append(isWiki ? " class=\"align-left\">" : " align=\"left\">")
        case UInt8(ascii: "c"): html.append(isWiki ? " class=\"align-center\">" : " align=\"center\">")
        case UInt8(ascii: "r"): html.append(isWiki ? " class=\"align-right\">" : " align=\"right\">")
        default: html.append(UInt8(ascii: ">"))
        }
    }

    /// `l`, `c`, `r` or 0, of the column the cell stands in.
    private func columnAlignment(_ cell: MarkdownNode) -> UInt8 {
        guard let row = cmark_node_parent(cell), let table = cmark_node_parent(row),
            let alignments = cmark_gfm_extensions_get_table_alignments(table)
        else { return 0 }
        var column = 0
        var previous = cmark_node_previous(cell)
        while let node = previous {
            column += 1
            previous = cmark_node_previous(node)
        }
        return column < Int(cmark_gfm_extensions_get_table_columns(table)) ? alignments[column] : 0
    }
}

/// The nodes of cmark's extensions. Their numbers are not public; their names are.
enum ExtensionNode {
    case table, row, cell, strikethrough, task, other

    init(_ node: MarkdownNode) {
        guard let text = cmark_node_get_type_string(node) else {
            self = .other
            return
        }
        let name = MarkdownRenderer.bytes(text)
        func isNamed(_ text: StaticString) -> Bool { name.count == text.utf8CodeUnitCount && name.has(text, at: 0) }
        self =
            isNamed("table_cell") ? .cell
            : isNamed("table_row") || isNamed("table_header") ? .row
            : isNamed("table") ? .table : isNamed("strikethrough") ? .strikethrough : isNamed("tasklist") ? .task : .other
    }
}

/// What makes a quote a callout: `[!NOTE]`, or `[!note]-` for one that Obsidian folds.
struct CalloutMark {
    static let longestUTF8 = 40

    /// Lower-case letters and hyphens.
    var kind: String
    var lengthUTF8: Int

    init?(_ text: SourceBytes) {
        guard text.has("[!", at: 0) else { return nil }
        var index = 2
        while index < text.count, text[index].isLetter || text[index] == UInt8(ascii: "-") { index += 1 }
        guard index > 2, index < CalloutMark.longestUTF8, text.has("]", at: index) else { return nil }
        kind = text.text(2..<index).lowercased()
        lengthUTF8 = text.has("-", at: index + 1) || text.has("+", at: index + 1) ? index + 2 : index + 1
    }
}
