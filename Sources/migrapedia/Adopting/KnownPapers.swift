// Which paper of the base, or of another note, a note is about: told as an import tells it.
import Bibliography
import WikiModel

/// The papers of the base, and those that notes become.
struct KnownPapers {
    private var catalogue: PaperCatalogue
    private var paths: [String]
    /// The notes that those behind the papers of the base are made of.
    private var origins: [String] = []
    private let existingCount: Int

    /// What a note's record is to these.
    enum Finding {
        case new
        /// No entry is made: of a paper that has one, whose path is given, or of identifiers that cannot all be right.
        case same(path: String?, reason: String)
        /// An entry is made, and a person should look at both.
        case near(String)
    }

    init(_ entries: [EntryHead]) {
        let papers = entries.filter { $0.kind == .paper }
        catalogue = PaperCatalogue(papers.map(BibliographyRecord.init))
        paths = papers.map(\.path)
        existingCount = papers.count
    }

    mutating func add(_ record: BibliographyRecord, path: String, from note: String) {
        catalogue.add(record)
        paths.append(path)
        origins.append(note)
    }

    func finding(_ record: BibliographyRecord) -> Finding {
        switch catalogue.match(record) {
        case .new: return .new
        case .known(let index, let name):
            let scheme = name.prefix { $0 != " " }
            // What stands on one page need not be one work; a note that is left out would be lost.
            if scheme == "URL" { return .near("\(said(index)) has the same URL and a similar title; if both are one paper, keep one of them") }
            return .same(path: paths[index], reason: "\(said(index)) is the paper with its \(scheme) already; take over by hand what it lacks")
        case .guessed(let index), .namesake(let index):
            return .near("\(said(index)) has the same title, year and first author; if both are one paper, keep one of them")
        case .torn(let first, let by, let second, let and):
            return .same(path: nil, reason: "\(by) is that of \(said(first)), and \(and) that of \(said(second)); one of them is wrong")
        case .contradicted(let index, let name, _):
            return .same(path: nil, reason: "\(name) is that of \(said(index)), which is another paper; one of them is wrong")
        }
    }

    private func said(_ index: Int) -> String {
        index < existingCount ? paths[index] : "\(paths[index]), made of \(origins[index - existingCount]),"
    }
}

extension BibliographyRecord {
    /// The record of a paper of the base.
    init(_ paper: EntryHead) {
        self.init(
            key: paper.slug, title: paper.metadata.title, paper: paper.metadata.paper ?? PaperMetadata(), identifiers: paper.metadata.identifiers)
    }
}
