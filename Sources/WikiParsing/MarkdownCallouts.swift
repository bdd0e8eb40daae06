// Rendering of quotes, and of those that are callouts: their marks and their titles.
import CCMarkGFM
import WikiModel

/// What makes a quote a callout: `[!NOTE]`, or `[!note]-` for one that Obsidian folds.
struct CalloutMark {
    static let longestUTF8 = 40

    /// Lower-case letters of any script, and hyphens.
    var kind: String
    var lengthUTF8: Int

    init?(_ text: SourceBytes) {
        guard text.has("[!", at: 0) else { return nil }
        var index = 2
        while index < text.count, CalloutMark.mayHold(text[index]) { index += 1 }
        guard index > 2, index < CalloutMark.longestUTF8, text.has("]", at: index) else { return nil }
        kind = text.text(2..<index).lowercased()
        lengthUTF8 = text.has("-", at: index + 1) || text.has("+", at: index + 1) ? index + 2 : index + 1
    }

    /// Whether a byte may stand in the kind of a callout.
    static func mayHold(_ byte: UInt8) -> Bool { byte.isLetter || byte == UInt8(ascii: "-") || byte >= 0x80 }
}

/// The first line of a callout while it is written.
struct CalloutTitle {
    var paragraph: MarkdownNode
    /// Shown where the author gives no title; empty when there is none then.
    var standard: String
    /// Bytes of `[!NOTE]`, until they are left out.
    var markUTF8: Int
    /// Where its paragraph begins.
    var openStart: Int
    /// Where the title begins.
    var htmlStart = 0
    var pieceCount = 0
}

extension MarkdownRenderer {
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
        let standard = mark.kind == "margin" ? "" : input.wording.title(ofCallout: mark.kind)
        calloutTitle = CalloutTitle(paragraph: paragraph, standard: standard, markUTF8: mark.lengthUTF8, openStart: titleStart)
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
        guard cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH, let text = cmark_node_first_child(paragraph),
            cmark_node_get_type(text) == CMARK_NODE_TEXT
        else { return nil }
        return CalloutMark(MarkdownRenderer.literal(text))
    }

    /// Leaves out the mark of a callout, and spaces before its title.
    mutating func withoutCalloutMark(_ literal: SourceBytes) -> SourceBytes {
        guard let title = calloutTitle, title.markUTF8 > 0 else { return literal }
        calloutTitle?.markUTF8 = 0
        var start = title.markUTF8
        while start < literal.count, literal[start].isSpaceOrTab { start += 1 }
        return SourceBytes(rebasing: literal[start..<literal.count])
    }

    mutating func endCalloutTitle() {
        guard let title = calloutTitle else { return }
        calloutTitle = nil
        trimSpaces()
        let isEmpty = html.count == title.htmlStart && pieces.count == title.pieceCount
        if isEmpty, title.standard.isEmpty {
            html.removeSubrange(title.openStart...)
        } else {
            if isEmpty { HTMLEscaping.appendText(title.standard, to: &html) }
            html.append("</p>\n")
        }
        endTextBlock()
    }
}
