// What every page says of a paper: its label in the text and its line in a reference list, made once.
import Bibliography
import WikiGraph
import WikiModel

/// Labels and formatted references of all papers, as finished HTML.
struct PaperLabels: Sendable {
    /// By entry; empty for entries that are not papers.
    private let names: [[UInt8]]
    private let years: [[UInt8]]
    private let references: [[UInt8]]
    private let retractions: [[UInt8]]
    /// Plain labels, `Ma et al. 2015`, for lists.
    private let plain: [String]

    init(_ graph: KnowledgeGraph) {
        var labels: [String: CitationLabel] = [:]
        for entry in graph.entries where entry.kind == .paper { labels[entry.slug] = shortLabel(of: entry) }
        labels = disambiguate(labels)
        var names = [[UInt8]](repeating: [], count: graph.entries.count)
        var (years, references, retractions) = (names, names, names)
        var plain = [String](repeating: "", count: graph.entries.count)
        for (number, entry) in graph.entries.enumerated() {
            guard let label = labels[entry.slug], entry.kind == .paper else { continue }
            names[number].addEscaped(label.names)
            years[number].addEscaped(label.year)
            plain[number] = "\(label.names) \(label.year)"
            references[number] = FormattedReference(entry.metadata, style: .authorYear, year: label.year).html()
            if let retraction = entry.metadata.paper?.retraction {
                retractions[number].add(" <strong class=\"retraction\">")
                retractions[number].addEscaped(PaperLabels.word(retraction.kind))
                retractions[number].add("</strong>")
            }
        }
        (self.names, self.years, self.references, self.retractions, self.plain) = (names, years, references, retractions, plain)
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

    func appendNames(_ paper: EntryID, to output: inout [UInt8]) { output.append(contentsOf: names[Int(paper)]) }
    func appendYear(_ paper: EntryID, to output: inout [UInt8]) { output.append(contentsOf: years[Int(paper)]) }

    /// `Ma et al. 2015`
    func appendShort(_ paper: EntryID, to output: inout [UInt8]) {
        output.append(contentsOf: names[Int(paper)])
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: years[Int(paper)])
    }

    func appendRetraction(_ paper: EntryID, to output: inout [UInt8]) { output.append(contentsOf: retractions[Int(paper)]) }

    /// Hash of what pages that cite the paper show of it.
    func face(_ paper: EntryID) -> UInt64 {
        var hash = StableHash()
        for part in [names[Int(paper)], years[Int(paper)], references[Int(paper)], retractions[Int(paper)]] { hash.combine(part) }
        return hash.value
    }
}
