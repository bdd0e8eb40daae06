// What every page says of a paper: its label in the text and its line in a reference list, made once.
import Bibliography
import WikiGraph
import WikiModel

/// Labels and formatted references of all papers, as finished HTML.
final class PaperLabels: Sendable {
    /// By entry; empty for entries that are not papers.
    private let names: ByteTable
    private let years: ByteTable
    private let references: [[UInt8]]
    private let retractions: ByteTable
    /// The names of all entries in lists: titles, with their label before them for papers.
    /// Arrays of their own, as the references, since values of templates share them.
    private let titles: [[UInt8]]
    /// The titles alone, with the mark of a retraction.
    private let bareTitles: [[UInt8]]
    /// Plain labels, `Ma et al. 2015`, for sorting.
    private let plain: [String]

    /// - Parameter references: the formatted reference of each entry, as `reference(of:in:_:)` makes it.
    init(_ graph: KnowledgeGraph, _ labels: [String: CitationLabel], references formatted: [[UInt8]]) {
        let count = graph.entries.count
        var (names, years) = (ByteTable(minimumCapacity: count), ByteTable(minimumCapacity: count))
        var retractions = ByteTable(minimumCapacity: count)
        var (titles, bareTitles): ([[UInt8]], [[UInt8]]) = ([], [])
        titles.reserveCapacity(count)
        bareTitles.reserveCapacity(count)
        var plain = [String](repeating: "", count: count)
        for number in graph.entries.indices {
            let isPaper = graph.entries[number].kind == .paper
            let label = isPaper ? labels[graph.entries[number].slug] : nil
            names.add { if let label { $0.addEscaped(label.names) } }
            years.add { if let label { $0.addEscaped(label.year) } }
            retractions.add { output in
                guard isPaper, let retraction = graph.entries[number].metadata.paper?.retraction else { return }
                output.add(" <strong class=\"retraction\">")
                output.addEscaped(PaperLabels.word(retraction.kind))
                output.add("</strong>")
            }
            if let label { plain[number] = "\(label.names) \(label.year)" }
            var (title, bareTitle): ([UInt8], [UInt8]) = ([], [])
            if label == nil { bareTitle.addEscaped(graph.entries[number].metadata.title) }
            else { bareTitle.addTitle(graph.entries[number].metadata.title) }
            // A paper without authors is labelled by its title, which would stand here twice.
            let hasAuthors = graph.entries[number].metadata.paper?.authors.isEmpty == false
            if label != nil, hasAuthors { title.addEscaped(plain[number] + ": ") }
            title += bareTitle
            if let label, !hasAuthors { title.addEscaped(" (\(label.year))") }
            if label != nil { retractions.append(number, to: &title) }
            retractions.append(number, to: &bareTitle)
            titles.append(title)
            bareTitles.append(bareTitle)
        }
        self.bareTitles = bareTitles
        (self.names, self.years, self.references, self.retractions) = (names, years, formatted, retractions)
        (self.titles, self.plain) = (titles, plain)
    }

    /// Labels by citation key, told apart where two papers would have the same.
    static func labels(_ graph: KnowledgeGraph) -> [String: CitationLabel] {
        var labels: [String: CitationLabel] = [:]
        for number in graph.entries.indices where graph.entries[number].kind == .paper {
            labels[graph.entries[number].slug] = shortLabel(of: graph.entries[number])
        }
        return disambiguate(labels)
    }

    /// The line of an entry in a reference list; nothing for entries that are not papers.
    static func reference(of id: EntryID, in graph: KnowledgeGraph, _ labels: [String: CitationLabel]) -> [UInt8] {
        let number = Int(id)
        guard graph.entries[number].kind == .paper, let label = labels[graph.entries[number].slug] else { return [] }
        return FormattedReference(graph.entries[number].metadata, style: .authorYear, year: label.year).html()
    }

    /// The word that marks a paper wherever it is named.
    static func word(_ kind: Retraction.Kind) -> String {
        switch kind {
        case .retracted: "retracted"
        case .expressionOfConcern: "under concern"
        case .corrected: "corrected"
        }
    }

    func plain(_ paper: EntryID) -> String { plain[Int(paper)] }
    func reference(_ paper: EntryID) -> [UInt8] { references[Int(paper)] }

    func appendNames(_ paper: EntryID, to output: inout [UInt8]) { names.append(Int(paper), to: &output) }
    func appendYear(_ paper: EntryID, to output: inout [UInt8]) { years.append(Int(paper), to: &output) }

    /// `Ma et al. 2015`
    func appendShort(_ paper: EntryID, to output: inout [UInt8]) {
        names.append(Int(paper), to: &output)
        output.append(UInt8(ascii: " "))
        years.append(Int(paper), to: &output)
    }

    func appendRetraction(_ paper: EntryID, to output: inout [UInt8]) { retractions.append(Int(paper), to: &output) }
    func appendTitle(_ entry: EntryID, to output: inout [UInt8]) { output.append(contentsOf: titles[Int(entry)]) }
    func title(_ entry: EntryID) -> [UInt8] { titles[Int(entry)] }
    func bareTitle(_ entry: EntryID) -> [UInt8] { bareTitles[Int(entry)] }

    /// Hash of what pages that cite the paper show of it.
    func face(_ paper: EntryID) -> UInt64 {
        var hash = StableHash()
        for table in [names, years] { hash.combine(table[Int(paper)]) }
        hash.combine(references[Int(paper)])
        hash.combine(retractions[Int(paper)])
        return hash.value
    }
}

extension [UInt8] {
    /// Appends the title of a paper, which may hold bare `<i>`, `<sub>` and `<sup>`.
    mutating func addTitle(_ title: String) {
        if title.utf8.contains(UInt8(ascii: "<")) { append(contentsOf: titleHTML(title)) } else { addEscaped(title) }
    }
}
