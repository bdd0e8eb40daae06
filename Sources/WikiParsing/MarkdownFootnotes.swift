// Rendering of footnotes, and what is wrong with their calls and definitions.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    mutating func enterFootnote(_ node: MarkdownNode) {
        if !input.scan.footnotes.isEmpty { shownFootnotes.insert(sourceLine(node)) }
        if !isInFootnotes {
            // The notes come after all of the text, and stand in no tag that it left open.
            rawHTML.close(downTo: 0, output: &html)
            startLine()
            flush()
            textEnd = endOfAll
            html.append("<section class=\"footnotes\"")
            appendAriaLabel(.footnotes)
            html.append(">\n<ol>\n")
        }
        footnoteNumber += 1
        let number = Array("\(footnoteNumber)".utf8)
        html.append("<li")
        fill(slot: openSlot(), id: Array("fn:".utf8) + number)
        html.append(UInt8(ascii: ">"))
        // A footnote that only pictures or links refer to has no way back.
        guard footnoteUses[number] != nil else { return }
        // The way back stands first, so that it is there whatever the note ends with.
        html.append("<a class=\"footnote-back\" href=\"")
        localLink(Array("fnref:".utf8) + number)
        html.append("\"")
        appendAriaLabel(.backToText)
        html.append(">↑</a> ")
    }

    mutating func enterFootnoteReference(_ node: MarkdownNode) {
        let number = Array(MarkdownRenderer.literal(node))
        guard imageDepth == 0 else { return }
        // A link inside a link is none.
        guard linkDepth == 0 else {
            html.append("<sup class=\"footnote\">")
            html.append(contentsOf: number)
            html.append("</sup>")
            return
        }
        let uses = (footnoteUses[number] ?? 0) + 1
        footnoteUses[number] = uses
        html.append("<sup class=\"footnote\"><a")
        fill(slot: openSlot(), id: Array("fnref:".utf8) + number + (uses > 1 ? Array("-\(uses)".utf8) : []))
        html.append(" href=\"")
        localLink(Array("fn:".utf8) + number)
        html.append("\">")
        html.append(contentsOf: number)
        html.append("</a></sup>")
    }

    private mutating func localLink(_ id: [UInt8]) {
        flush()
        let span = aside { $0.append(contentsOf: id) }
        pieces.append(Piece(.localLink, span.range))
    }

    // MARK: Problems

    /// Reports each `[^name]` in a text: cmark turns a footnote without a definition back into one.
    mutating func noteUndefinedFootnotes(_ literal: SourceBytes, _ node: MarkdownNode) {
        var index = 0
        while let open = literal.firstOffset(of: UInt8(ascii: "["), in: index..<literal.count) {
            index = open + 1
            guard literal.has("[^", at: open) else { continue }
            var end = open + 2
            while end < literal.count, !literal[end].isWhitespace, literal[end] != UInt8(ascii: "]"), literal[end] != UInt8(ascii: "[") {
                end += 1
            }
            guard end > open + 2, literal.has("]", at: end) else { continue }
            let label = literal.text(open..<(end + 1))
            let range = place(of: label, near: node)
            // Escaped, it is no footnote.
            if isEscaped(range.start) { continue }
            let citation = ShownMark.key(literal, open + 1)
            report(
                .footnoteUndefined, range, "footnote \"\(label)\" has no definition in this entry" + (citation.map { "; \($0.advice)" } ?? ""),
                suggestion: citation?.mend.map { Suggestion(replacement: $0, of: label) })
        }
    }

    /// Reports definitions that cmark left out: a second one of a label, and those that nothing calls.
    mutating func reportLostFootnotes() {
        if input.scan.footnotes.isEmpty { return }
        let undefined = Set(findings.lazy.filter { $0.code == .footnoteUndefined }.map(\.range.start.line))
        var known: [String: Int] = [:]
        for footnote in input.scan.footnotes {
            let line = footnote.place.start.line
            if isVerbatim(line) { continue }
            let label = input.source.text(footnote.label)
            if let first = known[label.lowercased()] {
                report(
                    .footnoteDuplicate, footnote.place,
                    "footnote \"\(label)\" is defined on line \(first) already; this one is not published")
                continue
            }
            known[label.lowercased()] = line
            if !shownFootnotes.contains(line), !undefined.contains(line) {
                report(.footnoteUnused, footnote.place, "footnote \"\(label)\" is called nowhere, so it is not published")
            }
        }
    }
}
