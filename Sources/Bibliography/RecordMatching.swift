// Finds which paper of the base a record is, and which records of several files are one work.
import WikiModel

/// The identifiers by which two records are one work.
public struct WorkIdentifiers: Sendable {
    /// Scheme and normalised value, such as `DOI 10.1038/cr.2014.135`, in the order DOI, PMID, PMCID.
    public let names: [String]
    /// What tells only of records without these: the arXiv number (an article has that of its preprint), the ISBN of a book
    /// (one of several) or of what a chapter stands in, the URL (shared by all that stands on a page).
    let weakNames: [String]

    public init(_ record: BibliographyRecord) {
        names = [(IdentifierScheme.doi, record.paper.doi), (.pmid, record.paper.pmid), (.pmcid, record.paper.pmcid)]
            .compactMap { scheme, value in
                guard !value.isEmpty, let normalised = scheme.check(value).normalised else { return nil }
                // Versions of one article in PubMed Central (`PMC123.2`) are one work.
                let plain = scheme == .pmcid ? String(normalised.prefix { $0 != "." }) : normalised
                return "\(scheme.name) \(plain)"
            }
        var weak: [String] = []
        for scheme in [IdentifierScheme.arxiv, .isbn] {
            let value = record.identifiers.first { IdentifierScheme(named: $0.scheme) == scheme }?.value ?? ""
            guard !value.isEmpty, let normalised = scheme.check(value).normalised else { continue }
            if scheme == .arxiv {
                weak.append("\(scheme.name) \(WorkIdentifiers.withoutVersion(normalised))")
            } else {
                weak.append((record.paper.type == "book" ? "ISBN " : WorkIdentifiers.partMark) + normalised)
            }
        }
        if !record.paper.url.isEmpty { weak.append(WorkIdentifiers.urlMark + record.paper.url) }
        weakNames = weak
    }

    /// `2101.00001` of `2101.00001v2`.
    private static func withoutVersion(_ number: String) -> String {
        guard let mark = number.lastIndex(of: "v"), number[mark...].dropFirst().isDigits else { return number }
        return String(number[..<mark])
    }

    fileprivate static let urlMark = "URL "

    /// Before the ISBN of a book that the work is a part of.
    fileprivate static let partMark = "ISBN of the book "

    /// Whether two records that share a weak name may be one work: what stands on one page is so when its titles are near, and parts of one book
    /// when title and first author are the same.
    fileprivate static func mayBeOne(_ first: ComparedRecord, _ second: ComparedRecord, by name: String) -> Bool {
        guard Contradiction(first, second) == nil else { return false }
        if name.hasPrefix(partMark) { return first.titleWords == second.titleWords && first.hasFirstAuthor(of: second) }
        return !(name.hasPrefix(urlMark) && first.titleWords.differ(from: second.titleWords))
    }
}

/// A record, and the file and place it was read from.
public struct SourcedRecord: Sendable {
    public var record: BibliographyRecord
    public var file: String
    public var place: SourceLocation

    public init(record: BibliographyRecord, file: String, place: SourceLocation) {
        self.record = record
        self.file = file
        self.place = place
    }

    /// `refs.bib:12:1`
    public var placeText: String { "\(file):\(place.line):\(place.columnUTF8)" }
}

/// Joins records that share an identifier: the first stands, later ones fill in what it lacks. Records that share one and
/// cannot be one work (`Contradiction`) stay apart.
///
/// - Returns: the works in the order of their first records, and the records that were joined to each.
public func joinedWorks(_ records: [SourcedRecord]) -> [(work: SourcedRecord, others: [SourcedRecord])] {
    var works: [(work: SourcedRecord, others: [SourcedRecord])] = []
    var compared: [ComparedRecord] = []
    var known: [String: [Int]] = [:]
    for sourced in records {
        let record = ComparedRecord(sourced.record)
        let names = record.identifiers.names
        let weak = record.identifiers.weakNames
        let named = names.lazy.flatMap { known[$0] ?? [] }.first { Contradiction(compared[$0], record) == nil }
        // An article has the arXiv number of its preprint, and is another work.
        let candidates = names.isEmpty ? weak : []
        let index = named ?? candidates.lazy.flatMap { name in (known[name] ?? []).map { (name, $0) } }.first { name, index in
            compared[index].identifiers.names.isEmpty && WorkIdentifiers.mayBeOne(compared[index], record, by: name)
        }?.1
        if let index {
            let taken = merge(mine: works[index].work.record, theirs: sourced.record, base: nil, preference: .entry)
            for field in taken {
                if case .taken(let value, _) = field.outcome { works[index].work.record[field.field] = value }
            }
            compared[index] = ComparedRecord(works[index].work.record)
            works[index].others.append(sourced)
            for name in names + weak where known[name] == nil { known[name] = [index] }
        } else {
            for name in names + weak { known[name, default: []].append(works.count) }
            works.append((sourced, []))
            compared.append(record)
        }
    }
    return works
}

/// What a record is to the base.
public enum PaperMatch: Sendable, Equatable {
    case new
    /// The paper with these identifiers.
    case known(index: Int, by: String)
    /// Title, year and first author are those of a paper, and no identifier says otherwise.
    case guessed(index: Int)
    /// A paper with the same title, year and first author has other identifiers.
    case namesake(index: Int)
    /// Identifiers of one record lead to two papers.
    case torn(first: Int, by: String, second: Int, and: String)
    /// A paper has the same identifier, and is another work all the same.
    case contradicted(index: Int, by: String, how: Contradiction)
}

/// The papers of a base, by identifier and by title, year and first author.
public struct PaperCatalogue: Sendable {
    private var byIdentifier: [String: Int] = [:]
    private var byWeakName: [String: [Int]] = [:]
    private var byWords: [String: Int] = [:]
    private var papers: [(compared: ComparedRecord, words: String?)] = []

    /// Papers are numbered in the order given.
    public init(_ papers: [BibliographyRecord]) {
        for paper in papers { add(paper) }
    }

    public mutating func add(_ paper: BibliographyRecord) {
        let compared = ComparedRecord(paper)
        for name in compared.identifiers.weakNames { byWeakName[name, default: []].append(papers.count) }
        for name in compared.identifiers.names where byIdentifier[name] == nil { byIdentifier[name] = papers.count }
        let words = PaperCatalogue.words(paper)
        if let words, byWords[words] == nil { byWords[words] = papers.count }
        papers.append((compared, words))
    }

    public func match(_ record: BibliographyRecord) -> PaperMatch {
        let compared = ComparedRecord(record)
        let names = compared.identifiers.names
        let found = names.compactMap { name in byIdentifier[name].map { (index: $0, name: name) } }
        if let first = found.first {
            guard let other = found.first(where: { $0.index != first.index }) else {
                if let how = Contradiction(papers[first.index].compared, compared) {
                    return .contradicted(index: first.index, by: first.name, how: how)
                }
                return .known(index: first.index, by: first.name)
            }
            return .torn(first: first.index, by: first.name, second: other.index, and: other.name)
        }
        for name in names.isEmpty ? compared.identifiers.weakNames : [] {
            let same = (byWeakName[name] ?? []).filter { WorkIdentifiers.mayBeOne(papers[$0].compared, compared, by: name) }
            // An article has the number of its preprint, but not its year.
            let words = PaperCatalogue.words(record)
            let index = same.first { papers[$0].compared.identifiers.names.isEmpty } ?? same.first { words != nil && papers[$0].words == words }
            if let index { return .known(index: index, by: name) }
        }
        guard let words = PaperCatalogue.words(record), let index = byWords[words] else { return .new }
        // Both have a DOI and the DOIs differ: a preprint and its article, or two parts of one series.
        let schemes = Set(names.map { $0.prefix { $0 != " " } })
        let others = papers[index].compared.identifiers.names.map { $0.prefix { $0 != " " } }
        return schemes.isDisjoint(with: others) ? .guessed(index: index) : .namesake(index: index)
    }

    /// Title, year and first author, folded; `nil` without title or year, and without author when the title could be that of many
    /// ("Editorial").
    private static func words(_ record: BibliographyRecord) -> String? {
        guard let year = record.paper.issued?.year, !record.title.isEmpty else { return nil }
        let author = record.paper.authors.first?.citedName ?? ""
        if author.isEmpty, record.title.split(separator: " ").count < 3 { return nil }
        let parts = [titlePlainText(record.title), author].map { String(decoding: FoldedName.fold($0), as: UTF8.self) }
        return "\(parts[0])|\(year)|\(parts[1])"
    }
}
