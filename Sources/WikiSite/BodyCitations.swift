// Citations in bodies: labels of papers as links, with what the author wrote around them.
import Bytes
import WikiGraph
import WikiModel

extension BodyRenderer {
    func appendCitation(
        _ range: Range<Int>, _ context: ReferenceContext, _ place: BodyPlace, to output: inout ByteBuffer
    ) {
        let first = context.references[range.lowerBound]
        if first.style.contains(.narrative) {
            appendNarrative(first, context.resolution(range.lowerBound), context, place, to: &output)
            return
        }
        output.add("<span class=\"citation\">(")
        for index in range {
            if index > range.lowerBound { output.addEscaped(wording[.semicolon]) }
            let reference = context.references[index]
            if !reference.prefix.isEmpty {
                output.addEscaped(context.string(reference.prefix))
                output.append(UInt8(ascii: " "))
            }
            appendCited(reference, context.resolution(index), context, place, to: &output) { paper, output in
                if reference.style.contains(.suppressAuthor) { labels.appendYear(paper, to: &output) }
                else { labels.appendShort(paper, to: &output) }
            }
            if !reference.suffix.isEmpty {
                output.add(", ")
                output.addEscaped(context.string(reference.suffix))
            }
            appendStance(reference, to: &output)
        }
        output.add(")</span>")
    }

    private func appendNarrative(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, _ place: BodyPlace,
        to output: inout ByteBuffer
    ) {
        appendCited(reference, resolution, context, place, to: &output) { paper, output in
            if reference.style.contains(.suppressAuthor) {
                labels.appendYear(paper, to: &output)
                return
            }
            labels.appendNames(paper, to: &output)
            output.add(" (")
            labels.appendYear(paper, to: &output)
            if !reference.suffix.isEmpty {
                output.add(", ")
                output.addEscaped(context.string(reference.suffix))
            }
            output.append(UInt8(ascii: ")"))
        }
        appendStance(reference, to: &output)
    }

    /// The link of one cited paper; its words by `words`.
    private func appendCited(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, _ place: BodyPlace,
        to output: inout ByteBuffer, words: (EntryID, inout ByteBuffer) -> Void
    ) {
        guard resolution.state == .found else {
            output.add("<span class=\"red-link\" title=\"")
            output.addEscaped(wording[.noPaper])
            output.add("\">@")
            output.addEscaped(context.string(reference.target))
            output.add("</span>")
            return
        }
        output.add("<a href=\"")
        if place.citesListOnPage {
            output.add("#ref:")
            output.addPlain(graph.entries[Int(resolution.entry)].slug)
        } else {
            output.append(contentsOf: place.root)
            addresses.appendPath(of: resolution.entry, to: &output)
        }
        output.add("\">")
        words(resolution.entry, &output)
        output.add("</a>")
        labels.appendRetraction(resolution.entry, to: &output)
    }

    private func appendStance(_ reference: Reference, to output: inout ByteBuffer) {
        guard reference.qualifier != Reference.unqualified else { return }
        let stance = graph.vocabulary.stances[Int(reference.qualifier)]
        output.add(" <span class=\"stance ")
        output.addPlain(stance.side.name)
        output.add("\">")
        output.addEscaped(stance.label)
        output.add("</span>")
    }
}
