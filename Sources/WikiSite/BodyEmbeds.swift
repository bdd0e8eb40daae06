// Embeds: the body of an entry, a section or a block of it, shown in the body of another.
import Bytes
import WikiGraph
import WikiModel

extension BodyRenderer {
    func appendEmbed(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, _ place: BodyPlace,
        _ bodies: EntryBodies, to output: inout ByteBuffer
    ) {
        let part = EmbeddedPart(resolution)
        guard resolution.isLink, graph.isEmbeddable(resolution), canShow(context, place) else {
            output.add("<p>")
            appendLink(reference, resolution, context, place, to: &output)
            output.add("</p>\n")
            return
        }
        var inner = place
        inner.embedding.append(part)
        inner.hasAnchors = false
        inner.citesListOnPage = false
        output.add("<div class=\"embed\">\n")
        var embedded = ByteBuffer()
        append(embeddedPieces(resolution), of: resolution.entry, at: inner, bodies: bodies, to: &embedded)
        // The pieces of a paragraph, and of a tight list item, are without its own tag.
        let isInline = resolution.part == .block && !BodyRenderer.holdsBlocks([UInt8](embedded))
        if isInline { output.add("<p>") }
        output.append(contentsOf: embedded)
        if isInline { output.add("</p>\n") }
        let (before, after) = wording.around(.embeddedFrom)
        output.add("<p class=\"embed-source\">")
        output.addEscaped(before)
        output.add("<a")
        appendTarget(resolution, place, to: &output)
        output.append(UInt8(ascii: ">"))
        output.append(contentsOf: labels.bareTitle(resolution.entry))
        output.add("</a>")
        output.addEscaped(after)
        output.add("</p>\n</div>\n")
    }

    /// Whether an embed can be shown where `place` is: not too deep, and on a page that takes all its embeds, of which none run in a circle.
    private func canShow(_ context: ReferenceContext, _ place: BodyPlace) -> Bool {
        place.embedding.isEmpty ? graph.embeds.areShown(in: context.entry) : place.embedding.count < Embeds.deepest
    }

    /// Whether HTML holds an element that may not stand in a paragraph.
    private static func holdsBlocks(_ html: [UInt8]) -> Bool {
        let names = ["p", "ul", "ol", "dl", "pre", "div", "table", "figure", "blockquote", "section", "aside", "details", "hr"].map { Array($0.utf8) }
        return html.indices.contains { index in
            guard html[index] == UInt8(ascii: "<") else { return false }
            let name = html[(index + 1)...].prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: " ") }
            return names.contains { name.elementsEqual($0) }
        }
    }

    /// The pieces of the whole body, of a section, or of a block.
    private func embeddedPieces(_ resolution: Resolution) -> Range<Int>? {
        let target = graph.entries[Int(resolution.entry)]
        switch resolution.part {
        case .whole: return nil
        case .block:
            let block = target.blocks[Int(resolution.partIndex)]
            return Int(block.firstPiece)..<Int(block.endPiece)
        case .heading:
            let heading = target.headings[Int(resolution.partIndex)]
            let end = target.sectionEnd(of: Int(resolution.partIndex))?.firstPiece ?? target.textEnd.piece
            return Int(heading.firstPiece)..<Int(max(end, heading.firstPiece))
        }
    }
}
