// Rendering of what cmark's extensions add: tables, and words struck out.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
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
            if input.dialect == .wiki { openTableRegion() }
            html.append("<table>")
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

    /// What a table that is too wide scrolls in. Screen readers list such regions by their labels, so that each has its own: the heading
    /// above it, and a number from the second on.
    private mutating func openTableRegion() {
        if tables.section != headings.count { tables = (headings.count, 0) }
        tables.count += 1
        html.append("<div class=\"table-scroll\" role=\"region\" aria-label=\"")
        HTMLEscaping.appendText(input.wording[.table], to: &html)
        if tables.count > 1 { html.append(contentsOf: " \(tables.count)".utf8) }
        if let heading = headings.last {
            html.append(": ")
            strings[heading.title.range].withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
        }
        html.append("\" tabindex=\"0\">")
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

    private func isInHeader(_ cell: MarkdownNode) -> Bool {
        cmark_node_parent(cell).map { cmark_gfm_extensions_get_table_row_is_header($0) != 0 } ?? false
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
