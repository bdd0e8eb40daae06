// What every page says of a paper: its label in the text and its line in a reference list, made once.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

/// Labels and formatted references of all papers, as finished HTML.
final class PaperLabels: Sendable {
    /// By entry; empty for entries that are not papers.
    private let names: ByteTable
    private let years: ByteTable
    private let labels: [CitationLabel?]
    private let wording: Wording
    private let retractions: ByteTable
    /// The names of all entries in lists: titles, with their label before them for papers.
    /// Arrays of their own, as the references, since values of templates share them.
    private let titles: [[UInt8]]
    /// The titles alone, with the mark of a retraction.
    private let bareTitles: [[UInt8]]
    /// Plain labels: `Ma et al. 2015`.
    private let plain: [String]
    /// What marks papers that are in doubt where names are plain: `retracted`.
    private let doubts: [EntryID: String]
    /// What entries are called where there is little room: papers by their plain label, others by their title. Not escaped.
    private let shortNames: ByteTable
    /// How far the record of each paper was checked.
    private let verifications: [PaperVerification?]
    /// The place of each paper among all, by plain label.
    private let places: [Int32]

    init(_ graph: KnowledgeGraph) {
        let count = graph.entries.count
        wording = graph.vocabulary.wording
        let byKey = PaperLabels.byKey(graph)
        let labels = graph.entries.indices.map { graph.entries[$0].kind == .paper ? byKey[graph.entries[$0].slug] : nil }
        names = ByteTable(count: count) { number, output in if let label = labels[number] { output.addEscaped(label.names) } }
        years = ByteTable(count: count) { number, output in if let label = labels[number] { output.addEscaped(label.year) } }
        let retractions = ByteTable(count: count) { number, output in
            guard let retraction = graph.entries[number].metadata.paper?.retraction else { return }
            output.add(" <strong class=\"retraction\">")
            output.addEscaped(graph.vocabulary.wording[PaperLabels.phrase(retraction.kind)])
            output.add("</strong>")
        }
        let plain = labels.map { label in label.map { "\($0.names) \($0.year)" } ?? "" }
        let colon = wording[.colon]
        // One buffer for all.
        var buffer = ByteBuffer()
        let bareTitles = graph.entries.indices.map { number in
            buffer.removeAll()
            if labels[number] == nil { buffer.addEscaped(titlePlainText(graph.entries[number].metadata.title).isolated) }
            else { buffer.addTitle(graph.entries[number].metadata.title.isolated) }
            return [UInt8](buffer)
        }
        titles = graph.entries.indices.map { number in
            guard let label = labels[number] else { return bareTitles[number] }
            buffer.removeAll()
            // A paper without authors is labelled by its title, which would stand here twice.
            let hasAuthors = graph.entries[number].metadata.paper?.authors.isEmpty == false
            if hasAuthors { buffer.addEscaped(plain[number] + colon) }
            buffer.append(contentsOf: bareTitles[number])
            if !hasAuthors { buffer.addEscaped(" (\(label.year))") }
            retractions.append(number, to: &buffer)
            return [UInt8](buffer)
        }
        self.bareTitles = graph.entries.indices.map { number in
            retractions.isEmpty(number) ? bareTitles[number] : bareTitles[number] + retractions[number]
        }
        let doubts = PaperLabels.doubts(graph)
        shortNames = ByteTable(count: count) { number, output in
            output.addPlain(labels[number] == nil ? titlePlainText(graph.entries[number].metadata.title).isolated : plain[number])
            if let doubt = doubts[EntryID(number)] { output.addPlain(" (\(doubt))") }
        }
        self.doubts = doubts
        verifications = graph.entries.indices.map { PaperVerification(rawValue: graph.entries[$0].metadata.paper?.verified ?? "") }
        var places = [Int32](repeating: 0, count: count)
        // As in the list of authors: without capitals and accents, so that "de Vries" and "Åberg" stand among the others.
        let order = (0..<count).filter { labels[$0] != nil }.map { (key: FoldedName.fold(plain[$0]), number: $0) }.sorted {
            $0.key == $1.key ? (plain[$0.number], $0.number) < (plain[$1.number], $1.number) : $0.key.lexicographicallyPrecedes($1.key)
        }.map(\.number)
        for (place, number) in order.enumerated() { places[number] = Int32(place) }
        self.places = places
        (self.plain, self.retractions, self.labels) = (plain, retractions, labels)
    }

    /// Labels by citation key, told apart where two papers would have the same.
    private static func byKey(_ graph: KnowledgeGraph) -> [String: CitationLabel] {
        var labels: [String: CitationLabel] = [:]
        for number in graph.entries.indices where graph.entries[number].kind == .paper {
            labels[graph.entries[number].slug] = shortLabel(of: graph.entries[number].metadata, wording: graph.vocabulary.wording)
        }
        return disambiguate(labels)
    }

    /// The line of an entry in a reference list; nothing for entries that are not papers.
    func makeReference(_ metadata: EntryMetadata, of id: EntryID) -> [UInt8] {
        guard let label = labels[Int(id)] else { return [] }
        return FormattedReference(metadata, style: .authorYear, year: label.year, wording: wording).html()
    }

    /// Whether the year of the label has a letter.
    func isToldApart(_ metadata: EntryMetadata, _ id: EntryID) -> Bool { labels[Int(id)] != shortLabel(of: metadata, wording: wording) }

    /// A correction is no doubt, and is told where there is more room.
    private static func doubts(_ graph: KnowledgeGraph) -> [EntryID: String] {
        var doubts: [EntryID: String] = [:]
        for id in graph.entryIDs {
            guard let kind = graph.entries[Int(id)].metadata.paper?.retraction?.kind, kind != .corrected else { continue }
            doubts[id] = graph.vocabulary.wording[phrase(kind)]
        }
        return doubts
    }

    /// What marks a paper wherever it is named.
    static func phrase(_ kind: Retraction.Kind) -> Phrase {
        switch kind {
        case .retracted: .retracted
        case .expressionOfConcern: .underConcern
        case .corrected: .corrected
        }
    }

    func plain(_ paper: EntryID) -> String { plain[Int(paper)] }
    /// `Ma et al. 2015`, and `Ma et al. 2015 (retracted)`.
    func marked(_ paper: EntryID) -> String { marked(plain(paper), as: paper) }
    /// Some name of a paper, with the mark.
    func marked(_ name: String, as paper: EntryID) -> String {
        guard let doubt = doubts[paper] else { return name }
        return name.isEmpty ? doubt : "\(name) (\(doubt))"
    }
    /// `retracted` or `under concern`; `nil` for a paper that stands.
    func doubt(_ paper: EntryID) -> String? { doubts[paper] }
    /// Where a paper stands in a list by plain labels.
    func order(_ paper: EntryID) -> Int32 { places[Int(paper)] }

    /// Lends the UTF-8 of an entry's short name.
    func withShortName<Result>(_ entry: EntryID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        shortNames.withBytes(Int(entry), body)
    }
    func shortName(_ entry: EntryID) -> String { withShortName(entry) { String(decoding: $0, as: UTF8.self) } }
    /// Appends an entry's short name, escaped.
    func appendShortName(_ entry: EntryID, to output: inout ByteBuffer) {
        withShortName(entry) { HTMLEscaping.appendText($0, to: &output) }
    }
    /// The words that mark a paper whose record is weak.
    func recordMark(_ entry: EntryID) -> Phrase? { verifications[Int(entry)]?.mark }

    func appendNames(_ paper: EntryID, to output: inout ByteBuffer) { names.append(Int(paper), to: &output) }
    func appendYear(_ paper: EntryID, to output: inout ByteBuffer) { years.append(Int(paper), to: &output) }

    /// `Ma et al. 2015`
    func appendShort(_ paper: EntryID, to output: inout ByteBuffer) {
        names.append(Int(paper), to: &output)
        output.append(UInt8(ascii: " "))
        years.append(Int(paper), to: &output)
    }

    /// The year of a paper as its label has it, `2019a`.
    func year(_ paper: EntryID) -> String { labels[Int(paper)]?.year ?? "" }
    func appendRetraction(_ paper: EntryID, to output: inout ByteBuffer) { retractions.append(Int(paper), to: &output) }
    func appendTitle(_ entry: EntryID, to output: inout ByteBuffer) { output.append(contentsOf: titles[Int(entry)]) }
    func title(_ entry: EntryID) -> [UInt8] { titles[Int(entry)] }
    func bareTitle(_ entry: EntryID) -> [UInt8] { bareTitles[Int(entry)] }

    /// Hash of a paper's label.
    func face(_ paper: EntryID) -> UInt64 {
        var hash = StableHash()
        for table in [names, years] { hash.combine(table[Int(paper)]) }
        return hash.value
    }
}

extension ByteBuffer {
    /// Appends the title of a paper, which may hold bare `<i>`, `<sub>` and `<sup>`.
    mutating func addTitle(_ title: String) {
        if title.utf8.contains(UInt8(ascii: "<")) { append(contentsOf: titleHTML(title)) } else { addEscaped(title) }
    }
}
