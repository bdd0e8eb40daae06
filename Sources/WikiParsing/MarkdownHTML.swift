// Rendering of raw HTML, and reports of what of it is shown as text.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
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
        let start = html.count
        if !isStructure { html.append("<p>") }
        let textStart = html.count
        let open = rawHTML.openCount
        raw.withUnsafeBufferPointer { rawHTML.append($0, isBlock: isStructure, depth: depth, to: &html) }
        if !isStructure {
            while let last = html.last, last.isWhitespace { html.removeLast() }
            if html.count == textStart {
                html.removeSubrange(start...)
            } else {
                rawHTML.close(downTo: open, output: &html)
                html.append("</p>")
            }
        }
        let didEscape = rawHTML.takeDidEscape()
        if html.count > start, let end = raw.withUnsafeBufferPointer({ RawHTMLFilter.endOfComment($0, at: 0) }) {
            let words = String(decoding: raw[end...].drop(while: \.isWhitespace).prefix { $0 != .newline }.prefix(60), as: UTF8.self)
            report(
                .htmlEscaped, SourceRange(line: sourceLine(node), columnUTF8: max(1, Int(cmark_node_get_start_column(node)))),
                "\"\(words)\" is no Markdown, because its line begins with a comment; begin a new line after \"-->\"")
        } else if didEscape {
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

    mutating func enterInlineHTML(_ node: MarkdownNode) {
        let literal = MarkdownRenderer.literal(node)
        if input.dialect == .gfm {
            if imageDepth > 0 { imageText.append(contentsOf: literal) } else { html.append(contentsOf: literal) }
            return
        }
        let raw = restored(literal)
        raw.withUnsafeBufferPointer { bytes in
            if imageDepth > 0 {
                imageText.append(contentsOf: bytes)
            } else {
                rawHTML.append(bytes, isBlock: false, depth: depth, to: &html)
                if RawHTMLFilter.bareTag(bytes, at: 0)?.name == "br" { appendBreak() }
            }
        }
        if rawHTML.takeDidEscape() {
            appendPlain(raw.map { $0 == .newline ? .space : $0 })
            reportEscaped(String(decoding: raw.prefix(60), as: UTF8.self), node)
        }
    }

    // MARK: Problems

    /// Reports a tag within a line, and for `<i>word</i>` what to write in its place.
    private mutating func reportEscaped(_ tag: String, _ node: MarkdownNode) {
        let name = String(tag.dropFirst().dropLast())
        guard let mark = MarkdownRenderer.markdownOfTags[name].map({ String($0.prefix { $0 == "*" }) }), !mark.isEmpty,
            let words = cmark_node_next(node), cmark_node_get_type(words) == CMARK_NODE_TEXT,
            let end = cmark_node_next(words), cmark_node_get_type(end) == CMARK_NODE_HTML_INLINE
        else {
            reportEscaped(tag, place(of: tag, near: node))
            return
        }
        let inner = MarkdownRenderer.literal(words)
        let closing = String(decoding: MarkdownRenderer.literal(end), as: UTF8.self)
        let whole = tag + String(decoding: inner, as: UTF8.self) + closing
        // Stars join and split words by what stands around them, but never next to a letter inside.
        let isWord = inner.first?.isWord == true && inner.last?.isWord == true && !inner.contains(UInt8(ascii: "*"))
        let range = isWord && closing == "</" + tag.dropFirst() ? place(of: whole, near: node) : nil
        guard let range, range.start != range.end else {
            reportEscaped(tag, place(of: tag, near: node))
            return
        }
        let mended = mark + String(decoding: inner, as: UTF8.self) + mark
        escapedTags.append(name)
        report(
            .htmlEscaped, range, "raw HTML \"\(tag)\" is shown as text; write \(mended)",
            suggestion: Suggestion(replacement: mended, of: whole, .safe))
    }

    /// Reports raw HTML that is shown as text, with the Markdown for it; the end of what was reported is not reported again.
    private mutating func reportEscaped(_ tag: String, _ range: SourceRange) {
        let name = tag.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        if tag.hasPrefix("</"), let open = escapedTags.lastIndex(of: name) {
            escapedTags.remove(at: open)
            return
        }
        // Only few are open at once in what people write.
        if !tag.hasPrefix("</"), escapedTags.count < 64 { escapedTags.append(name) }
        let advice =
            if tag.hasPrefix("<!--") {
                "; end the comment with \"-->\""
            } else if name == "a", !tag.contains("href") {
                "; delete it: links find a heading by its words, and a paragraph by a block id, \"^name\" at its end"
            } else {
                MarkdownRenderer.markdownOfTags[name].map { "; write \($0)" } ?? ""
            }
        report(.htmlEscaped, range, "raw HTML \"\(tag)\" is shown as text" + advice)
    }

    /// What Markdown has for a tag.
    private static let markdownOfTags = [
        "i": "*…*", "em": "*…*", "b": "**…**", "strong": "**…**", "s": "~~…~~", "del": "~~…~~", "strike": "~~…~~",
        "code": "`…`", "tt": "`…`", "ref": "[@key] to cite a paper",
        "a": "[words](address)", "img": "![[file.png|what it shows]]", "h1": "## …", "h2": "## …", "h3": "### …", "h4": "#### …",
        "p": "a blank line", "hr": "---", "blockquote": "> …", "li": "- …", "ul": "- …", "ol": "1. …", "pre": "```",
    ]
}
