// From a compiled body to the HTML of a page: copies what is finished and fills in what waited for the linker.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

/// The bodies of entries, by their numbers; those a page does not need may be absent.
public typealias EntryBodies = [EntryBody?]

/// Where on the site a body is being written.
struct BodyPlace {
    /// `../` for each folder the page lies below the root.
    var root: [UInt8]
    /// Whether citations lead to the reference list of this page, rather than to the papers' own pages.
    var citesListOnPage: Bool
    /// Whether anchors of the body are written; not where it is embedded in another page.
    var hasAnchors: Bool
    /// What is being embedded, outermost first.
    var embedding: [EmbeddedPart] = []
}

/// Writes bodies. Nothing in it changes; a class, as are addresses and labels, so that a use counts one reference and not those
/// of all tables.
final class BodyRenderer: Sendable {
    let graph: KnowledgeGraph
    let addresses: SiteAddresses
    let labels: PaperLabels
    let forge: ForgeAddresses?
    /// By the number of the file.
    let pictureSizes: [PictureSize?]
    var wording: Wording { graph.vocabulary.wording }

    init(
        graph: KnowledgeGraph, addresses: SiteAddresses, labels: PaperLabels, forge: ForgeAddresses?, pictureSizes: [PictureSize?]
    ) {
        (self.graph, self.addresses, self.labels, self.forge) = (graph, addresses, labels, forge)
        self.pictureSizes = pictureSizes
    }

    /// Appends pieces of an entry's body.
    func append(
        _ pieces: Range<Int>? = nil, of entry: EntryID, at place: BodyPlace, bodies: EntryBodies, to output: inout ByteBuffer
    ) {
        guard let body = bodies[Int(entry)] else { return }
        let base = body.html.startIndex
        let context = ReferenceContext(
            entry: entry, references: graph.entries[Int(entry)].references, strings: graph.entries[Int(entry)].strings,
            firstHeadingLine: graph.entries[Int(entry)].headings.first?.line, body: body, resolutions: graph.resolutions(of: entry))
        for piece in pieces.map({ body.pieces[$0] }) ?? body.pieces[...] {
            switch piece.kind {
            case .html: output.append(contentsOf: body.html[(base + Int(piece.start))..<(base + Int(piece.end))])
            case .anchor:
                guard place.hasAnchors else { continue }
                output.add(" id=\"")
                output.append(contentsOf: body.html[(base + Int(piece.start))..<(base + Int(piece.end))])
                output.append(UInt8(ascii: "\""))
            case .localLink:
                if !place.hasAnchors {
                    output.append(contentsOf: place.root)
                    addresses.appendPath(of: entry, to: &output)
                }
                output.append(UInt8(ascii: "#"))
                output.append(contentsOf: body.html[(base + Int(piece.start))..<(base + Int(piece.end))])
            case .reference:
                appendReferences(piece.range, context, place, bodies, to: &output)
            }
        }
    }

    /// What the references of one body share.
    struct ReferenceContext {
        var entry: EntryID
        // Not the whole head, of which a copy counts some forty references.
        var references: [Reference]
        var strings: [UInt8]
        var firstHeadingLine: UInt32?
        var body: EntryBody
        var resolutions: ArraySlice<Resolution>

        func resolution(_ index: Int) -> Resolution { resolutions[resolutions.startIndex + index] }
        func html(_ span: ByteSpan) -> ArraySlice<UInt8> {
            let base = body.html.startIndex
            return body.html[(base + Int(span.start))..<(base + Int(span.end))]
        }
        func string(_ span: ByteSpan) -> ArraySlice<UInt8> { strings[span.range] }
    }

    private func appendReferences(
        _ range: Range<Int>, _ context: ReferenceContext, _ place: BodyPlace, _ bodies: EntryBodies, to output: inout ByteBuffer
    ) {
        let reference = context.references[range.lowerBound]
        let resolution = context.resolution(range.lowerBound)
        switch reference.kind {
        case .citation: appendCitation(range, context, place, to: &output)
        case .wikilink: appendLink(reference, resolution, context, place, to: &output)
        case .relativeLink:
            output.add("<a")
            appendTarget(resolution, place, to: &output)
            output.append(UInt8(ascii: ">"))
        case .image: appendImage(reference, resolution, context, place, to: &output)
        case .embed: appendEmbed(reference, resolution, context, place, bodies, to: &output)
        }
    }

    // MARK: Links

    func appendLink(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, _ place: BodyPlace,
        to output: inout ByteBuffer
    ) {
        guard resolution.isLink else {
            appendRedLink(reference, resolution, context, to: &output)
            return
        }
        output.add("<a")
        appendTarget(resolution, place, to: &output)
        output.append(UInt8(ascii: ">"))
        appendLabel(reference, resolution, context, to: &output)
        output.add("</a>")
        labels.appendRetraction(resolution.entry, to: &output)
    }

    /// A name that no entry has: a link to write the entry where the forge is known, else marked words.
    private func appendRedLink(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, to output: inout ByteBuffer
    ) {
        guard let forge, resolution.state == .missing else {
            output.add("<span class=\"red-link\" title=\"")
            output.addEscaped(wording[.noEntry])
            output.add("\">")
            appendLabel(reference, resolution, context, to: &output)
            output.add("</span>")
            return
        }
        output.add("<a class=\"red-link\" rel=\"nofollow\" title=\"")
        output.addEscaped(wording[.noEntryWriteIt])
        output.add("\" href=\"")
        output.addEscaped(forge.newConcept(titled: String(decoding: context.string(reference.target), as: UTF8.self)))
        output.add("\">")
        appendLabel(reference, resolution, context, to: &output)
        output.add("</a>")
    }

    /// ` href="…"` of a resolved link; a class for one that leads nowhere.
    func appendTarget(_ resolution: Resolution, _ place: BodyPlace, to output: inout ByteBuffer) {
        switch resolution.state {
        case .found, .fragmentMissing:
            output.add(" href=\"")
            output.append(contentsOf: place.root)
            addresses.appendPath(of: resolution.entry, to: &output)
            appendFragment(resolution, to: &output)
            output.append(UInt8(ascii: "\""))
        case .media:
            output.add(" href=\"")
            output.append(contentsOf: place.root)
            addresses.appendMediaPath(resolution.entry, to: &output)
            output.append(UInt8(ascii: "\""))
        case .missing, .ambiguous: output.add(" class=\"red-link\"")
        }
    }

    private func appendFragment(_ resolution: Resolution, to output: inout ByteBuffer) {
        guard resolution.part != .whole else { return }
        let anchor = graph.anchor(of: resolution)
        guard !anchor.isEmpty else { return }
        output.append(UInt8(ascii: "#"))
        output.addEscaped(anchor)
    }

    /// The author's label; else the heading or the words as written, or the title where a file name was written.
    private func appendLabel(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, to output: inout ByteBuffer
    ) {
        if !reference.label.isEmpty {
            output.append(contentsOf: context.html(reference.label))
            return
        }
        if reference.target.isEmpty {
            output.addEscaped(context.string(reference.fragment))
            return
        }
        if resolution.isLink, resolution.isByPath {
            let target = Int(resolution.entry)
            if graph.kinds[target] == .paper { labels.appendShort(resolution.entry, to: &output) }
            else { output.addEscaped(BodyRenderer.inSentence(titlePlainText(graph.entries[target].metadata.title))) }
        } else {
            output.addEscaped(context.string(reference.target))
        }
        if !reference.fragment.isEmpty, context.string(reference.fragment).first != UInt8(ascii: "^") {
            output.addEscaped(wording[.colon])
            output.addEscaped(context.string(reference.fragment))
        }
    }

    /// A title inside a sentence: "Retraction fiber" becomes "retraction fiber", while "TSPAN4" and "Ca²⁺ wave" stay.
    /// So do "Rab7" and "Na⁺ channel", whose first word has a sign or a digit.
    static func inSentence(_ title: String) -> String {
        let rest = title.utf8.dropFirst()
        guard let first = title.utf8.first, first.isUpper, let second = rest.first, second.isLower, !rest.contains(where: \.isUpper),
            title.unicodeScalars.prefix(while: { $0 != " " && $0 != "-" }).allSatisfy(\.properties.isAlphabetic)
        else { return title }
        return title.prefix(1).lowercased() + title.dropFirst()
    }

    // MARK: Pictures

    private func appendImage(
        _ reference: Reference, _ resolution: Resolution, _ context: ReferenceContext, _ place: BodyPlace,
        to output: inout ByteBuffer
    ) {
        guard resolution.state == .media else {
            output.add("<span class=\"red-link\" title=\"")
            output.addEscaped(wording[.noPicture])
            output.add("\">")
            if reference.label.isEmpty { output.addEscaped(context.string(reference.target)) } else { output.append(contentsOf: context.html(reference.label)) }
            output.add("</span>")
            return
        }
        output.add("<img src=\"")
        output.append(contentsOf: place.root)
        addresses.appendMediaPath(resolution.entry, to: &output)
        output.add("\" alt=\"")
        output.append(contentsOf: context.html(reference.label))
        output.add("\"")
        if let size = pictureSizes[Int(resolution.entry)] {
            output.add(" width=\"")
            output.add(size.width)
            output.add("\" height=\"")
            output.add(size.height)
            output.add("\"")
        }
        // Those before the first heading are likely to be in the first window, and would stand later than its text.
        let isBelow = context.firstHeadingLine.map { $0 < reference.line } ?? false
        output.add(isBelow ? " loading=\"lazy\">" : ">")
    }
}
