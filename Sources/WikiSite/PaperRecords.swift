// The records of papers for reference managers: made once for all pages and files that show them.
import Bibliography
import WikiGraph
import WikiModel

/// What a build needs of a paper's record.
public struct RecordParts: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// BibTeX and RIS: for the paper's page, its files, and the files of all papers.
    static let bibliography = RecordParts(rawValue: 1)
    /// The span of COinS: for listings.
    static let coins = RecordParts(rawValue: 2)
    /// The line in reference lists: for the paper's page and those of the entries that cite it.
    static let reference = RecordParts(rawValue: 4)
}

/// The record of one paper as it stands in pages and files; empty where it is not wanted. A class, so that looking at one of its
/// forms counts one reference.
public final class PaperRecord: Sendable {
    let bibtex: [UInt8]
    let ris: [UInt8]
    let coins: [UInt8]
    let reference: [UInt8]

    init(bibtex: [UInt8], ris: [UInt8], coins: [UInt8], reference: [UInt8]) {
        (self.bibtex, self.ris, self.coins, self.reference) = (bibtex, ris, coins, reference)
    }
}

/// Records by entry. Those that were not made beforehand, or all where it is empty, are made when they are shown.
public typealias PaperRecords = [PaperRecord?]

extension Site {
    /// Marks the records that a page shows. A paper's BibTeX stands in three places, its COinS in a listing for each author,
    /// tag, year and journal.
    public func markRecords(of page: Page, in wanted: inout [RecordParts]) {
        switch page.content {
        case .entry(let id), .bookEntry(let id):
            wanted[Int(id)].formUnion([.bibliography, .reference])
            for resolution in graph.resolutions(of: id) where resolution.state == .found {
                if graph.kinds[Int(resolution.entry)] == .paper { wanted[Int(resolution.entry)].insert(.reference) }
            }
        case .bibliography(let id, _): wanted[Int(id)].insert(.bibliography)
        case .listing(let listing):
            for group in listing.groups { for entry in group.entries { wanted[Int(entry)].insert(.coins) } }
        case .export(.bibtex), .export(.ris): for entry in wanted.indices { wanted[entry].insert(.bibliography) }
        default: break
        }
    }

    /// The record of an entry, as far as it is wanted; `nil` when nothing is, or when it is not a paper.
    public func record(of id: EntryID, _ wanted: RecordParts) -> PaperRecord? {
        guard !wanted.isEmpty, graph.kinds[Int(id)] == .paper else { return nil }
        return PaperRecord(
            bibtex: wanted.contains(.bibliography) ? bibliography(of: id, format: .bibtex) : [],
            ris: wanted.contains(.bibliography) ? bibliography(of: id, format: .ris) : [],
            coins: wanted.contains(.coins) ? coins(of: id) : [], reference: wanted.contains(.reference) ? reference(of: id) : [])
    }

    /// The record of one paper in a format of bibliographies.
    func bibliography(of paper: EntryID, format: BibliographyFormat, _ records: PaperRecords = []) -> [UInt8] {
        if !records.isEmpty, let made = records[Int(paper)] {
            let bytes = format == .ris ? made.ris : made.bibtex
            if !bytes.isEmpty { return bytes }
        }
        let entry = graph.entries[Int(paper)]
        guard let record = BibliographyRecord(key: entry.slug, metadata: entry.metadata) else { return [] }
        return writeBibliography([record], format: format) ?? []
    }

    /// All papers in one file.
    func bibliography(format: BibliographyFormat, _ records: PaperRecords) -> [UInt8] {
        if format == .cslJSON {
            return writeBibliography(
                graph.entries.compactMap { BibliographyRecord(key: $0.slug, metadata: $0.metadata) }, format: format) ?? []
        }
        let papers = graph.entryIDs.lazy.filter { self.graph.kinds[Int($0)] == .paper }
        return joinBibliographies(papers.map { self.bibliography(of: $0, format: format, records) }, format: format)
    }

    /// The line of a paper in a reference list; empty for other entries.
    func reference(of id: EntryID, _ records: PaperRecords = []) -> [UInt8] {
        if !records.isEmpty, let made = records[Int(id)], !made.reference.isEmpty { return made.reference }
        return labels.makeReference(graph.entries[Int(id)].metadata, of: id)
    }

    /// The COinS of a paper; empty for other entries.
    func coins(of id: EntryID, _ records: PaperRecords) -> [UInt8] {
        if !records.isEmpty, let made = records[Int(id)], !made.coins.isEmpty { return made.coins }
        return coins(of: id)
    }
}
