// Rendering of paragraphs: plain ones, embeds that stand alone, figures, and line breaks, which may end the title of a callout.
import CCMarkGFM
import WikiModel

/// A paragraph that begins with a picture; what follows the picture's line is its caption.
struct Figure {
    var paragraph: MarkdownNode
    var isInCaption = false
    /// Where the caption begins in the plain text.
    var captionStart: Int?
}

extension MarkdownRenderer {
    /// Answers whether the walk goes on inside the paragraph.
    mutating func enterParagraph(_ node: MarkdownNode) -> Bool {
        beginTextBlock()
        let embeds = loneEmbeds(from: cmark_node_first_child(node))
        if input.dialect == .wiki { reportTabbedLines(node) }
        if calloutTitle?.paragraph == node {
            calloutTitle?.htmlStart = html.count
            calloutTitle?.pieceCount = pieces.count
        } else if !embeds.isEmpty {
            show(embeds)
            return false
        } else if isTight(node) {
            if slot?.node == cmark_node_parent(node) { beginSlotContent() }
        } else if input.dialect == .wiki, startsWithPicture(node) {
            enterFigure(node)
        } else {
            openParagraph(node)
        }
        return true
    }

    private mutating func show(_ embeds: [WikiToken]) {
        for embed in embeds {
            startLine()
            reportProblems(of: embed)
            appendReference(embed, kind: .embed)
        }
    }

    mutating func exitParagraph(_ node: MarkdownNode) {
        if writtenParagraph == node {
            writtenParagraph = nil
            endTextBlock()
        } else if calloutTitle?.paragraph == node {
            endCalloutTitle()
        } else if figure?.paragraph == node {
            exitFigure(node)
        } else {
            if slot?.node == node || slot?.node == cmark_node_parent(node) { closeBlockSlot() }
            endTextBlock()
            if !isTight(node) { html.append("</p>\n") }
        }
    }

    private mutating func openParagraph(_ node: MarkdownNode) {
        startLine()
        html.append("<p")
        openBlockSlot(node)
        html.append(UInt8(ascii: ">"))
        if slot?.node == node { beginSlotContent() }
    }

    /// A paragraph of a tight list has no tags of its own.
    private func isTight(_ node: MarkdownNode) -> Bool {
        guard let parent = cmark_node_parent(node), let list = cmark_node_parent(parent),
            cmark_node_get_type(list) == CMARK_NODE_LIST
        else { return false }
        return cmark_node_get_list_tight(list) != 0
    }

    // MARK: Figures

    /// The block of a figure is the whole of it, its tags included: a caption cannot stand without them.
    private mutating func enterFigure(_ node: MarkdownNode) {
        startLine()
        let first = flushedPieceCount()
        html.append("<figure")
        openBlockSlot(node)
        html.append(UInt8(ascii: ">"))
        if slot?.node == node { slot?.firstPiece = first }
        figure = Figure(paragraph: node)
    }

    private mutating func beginCaption() {
        endTextBlock()
        beginTextBlock()
        figure?.isInCaption = true
        figure?.captionStart = text.count
        html.append("<figcaption>")
    }

    private mutating func exitFigure(_ node: MarkdownNode) {
        if figure?.isInCaption == true {
            trimSpaces()
            html.append("</figcaption>")
        }
        html.append("</figure>")
        if slot?.node == node {
            // The picture's text is no part of what the caption claims.
            if let start = figure?.captionStart { slot?.textStart = start }
            closeBlockSlot()
        }
        html.append(.newline)
        figure = nil
        endTextBlock()
    }

    // MARK: Line breaks

    mutating func enterSoftBreak(_ node: MarkdownNode) {
        if writtenParagraph != nil || endsFirstLine(node) { return }
        if imageDepth > 0 { imageText.append(.space) } else { html.append(.newline) }
        appendBreak()
    }

    mutating func enterLineBreak(_ node: MarkdownNode) {
        if writtenParagraph != nil || endsFirstLine(node) { return }
        if imageDepth > 0 { imageText.append(.space) } else { html.append("<br />\n") }
        appendBreak()
    }

    /// Ends the picture of a figure, or the title of a callout; answers whether it did.
    private mutating func endsFirstLine(_ node: MarkdownNode) -> Bool {
        guard let paragraph = cmark_node_parent(node) else { return false }
        if figure?.paragraph == paragraph, figure?.isInCaption == false {
            beginCaption()
            return true
        }
        if calloutTitle?.paragraph == paragraph {
            rawHTML.close(at: depth, output: &html)
            endCalloutTitle()
            beginTextBlock()
            let embeds = loneEmbeds(from: cmark_node_next(node))
            if embeds.isEmpty {
                openParagraph(paragraph)
            } else {
                show(embeds)
                writtenParagraph = paragraph
            }
            return true
        }
        return false
    }

    mutating func appendBreak() {
        guard imageDepth == 0 else { return }
        owesSpace = false
        if !endsWithSpace { text.append(.space) }
    }
}
