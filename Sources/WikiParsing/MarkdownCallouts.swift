// Rendering of quotes, and of those that are callouts: their marks and their titles.
import CCMarkGFM
import WikiModel

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

/// The first line of a callout while it is written.
struct CalloutTitle {
    var paragraph: MarkdownNode
    /// Shown where the author gives no title; empty when there is none then.
    var standard: String
    /// Bytes of `[!NOTE]` still to be left out.
    var markLeft: Int
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

    /// Leaves out the mark of a callout, and spaces before its title.
    mutating func withoutCalloutMark(_ literal: SourceBytes) -> SourceBytes {
        guard var title = calloutTitle else { return literal }
        let mark = min(title.markLeft, literal.count)
        title.markLeft -= mark
        calloutTitle = title
        var start = mark
        if title.markLeft == 0, html.count == title.htmlStart, pieces.count == title.pieceCount {
            while start < literal.count, literal[start].isSpaceOrTab { start += 1 }
        }
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
