// The cards that show on hover and focus: what each says of its entry, in small files found by a hash of the link.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

/// Which file holds the card of which entry. A page knows the number of files, and so the file of every link: one hover
/// loads one of them, however large the base is.
struct PreviewShards: Sendable {
    /// Cards of one file, at most, on average.
    private static let mostCards = 32

    /// The entries of each file, in the order of the graph. A power of two of files, so that few edits change their
    /// number; none when previews are switched off.
    let entries: [[EntryID]]

    init(_ graph: KnowledgeGraph, _ addresses: SiteAddresses, isEnabled: Bool) {
        guard isEnabled else {
            entries = []
            return
        }
        var count = 1
        while count * PreviewShards.mostCards < graph.entries.count { count *= 2 }
        var entries = [[EntryID]](repeating: [], count: count)
        for id in graph.entryIDs { entries[PreviewShards.number(of: addresses.path(of: id), among: count)].append(id) }
        self.entries = entries
    }

    /// The file of an address, as `preview-cards.js` computes it: FNV-1a of 32 bits, folded.
    static func number(of path: [UInt8], among count: Int) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in path { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(hash ^ hash >> 16) & (count - 1)
    }

    static func path(_ number: Int) -> String { "cards/\(number).js" }
}

extension Site {
    func previewPages() -> [Page] {
        previews.entries.indices.map { Page(path: PreviewShards.path($0), content: .previewCards($0)) }
    }

    /// A classic script, the one kind of file that a page may read from a disk. A card is
    /// `[kind, title, source, words, mark]`; the title is HTML with `<i>`, `<sub>` and `<sup>`, the rest is text.
    func appendPreviewCards(_ number: Int, to output: inout ByteBuffer) {
        output.addPlain("migrapediaCards(\(number),{")
        for id in previews.entries[number] {
            output.add("\n")
            output.jsonPlain(addresses.path(of: id))
            output.add(":[")
            appendCard(graph.entries[Int(id)], to: &output)
            output.add("],")
        }
        if output.last == UInt8(ascii: ",") { output.removeLast() }
        output.add("\n});\n")
    }

    private func appendCard(_ entry: EntryHead, to output: inout ByteBuffer) {
        let metadata = entry.metadata
        let terms = graph.vocabulary.terms(of: entry.kind)
        output.jsonText([terms.label, terms.categoryLabel(metadata.category) ?? ""].filter { !$0.isEmpty }.joined(separator: " · "))
        var title = ByteBuffer()
        if metadata.paper == nil { title.addEscaped(titlePlainText(metadata.title)) } else { title.addTitle(metadata.title) }
        output.jsonText(title)
        output.jsonText(metadata.paper.map { PreviewCard.source(of: $0, wording) } ?? "")
        output.jsonText(PreviewCard.words(of: metadata, wording))
        if let retraction = metadata.paper?.retraction { output.jsonText(wording[PaperLabels.phrase(retraction.kind)]) }
    }
}

/// The texts of a card.
enum PreviewCard {
    private static let mostAuthors = 3

    /// `Liang Ma, Ying Li, Junya Peng and 12 more · Cell Research · 2015`
    static func source(of paper: PaperMetadata, _ wording: Wording) -> String {
        var authors = paper.authors.prefix(mostAuthors).map(\.naturalName).joined(separator: wording[.comma])
        let others = paper.authors.count - mostAuthors
        if paper.authorStatus == .partial, !authors.isEmpty { authors = wording.filled(.andOthers, authors) }
        else if others > 0 { authors = wording.filled(.andMoreAuthors, authors, String(others)) }
        return [authors, paper.containerTitle, paper.issued.map { String($0.year) } ?? ""].filter { !$0.isEmpty }
            .joined(separator: "\u{A0}· ")
    }

    /// The definition of a concept, what a paper found; what is known where nobody wrote either.
    static func words(of metadata: EntryMetadata, _ wording: Wording) -> String {
        if !metadata.summary.isEmpty { return metadata.summary }
        return metadata.status == .stub ? wording[.stubCard] : ""
    }
}
