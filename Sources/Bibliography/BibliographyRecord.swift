// One work as bibliography files hold it, in the form that all formats share.
import WikiModel

/// A record of a bibliography: what a paper's front matter takes from it.
public struct BibliographyRecord: Sendable, Hashable {
    /// The citation key.
    public var key: String
    /// May hold bare `<i>`, `<sub>` and `<sup>`.
    public var title: String
    public var paper: PaperMetadata
    /// ISBN, ISSN and arXiv, at most one of each: what the formats have a place for beside the fields of `paper`.
    public var identifiers: [Identifier]

    public init(key: String, title: String, paper: PaperMetadata, identifiers: [Identifier] = []) {
        self.key = key
        self.title = title
        self.paper = paper
        self.identifiers = identifiers
    }

    /// The record of a paper; `nil` when the front matter is not one of a paper.
    public init?(key: String, metadata: EntryMetadata) {
        guard let paper = metadata.paper else { return nil }
        self.init(key: key, title: metadata.title, paper: paper, identifiers: metadata.identifiers)
    }

    /// Front matter with what the record knows; summary, tags and category are for the author to write.
    public var metadata: EntryMetadata {
        var metadata = EntryMetadata()
        metadata.title = title
        metadata.identifiers = identifiers
        metadata.paper = paper
        return metadata
    }
}

/// Something in a bibliography file that could not be read as it stands.
public struct BibliographyProblem: Sendable, Hashable {
    /// 1-based.
    public var line: Int
    /// 1-based, in bytes.
    public var column: Int
    /// One line, most specific fact first, without a full stop.
    public var message: String
    /// Whether all that is wrong is that a record has no title.
    public var isMissingTitle: Bool

    public init(line: Int, column: Int, message: String, isMissingTitle: Bool = false) {
        self.line = line
        self.column = column
        self.message = message
        self.isMissingTitle = isMissingTitle
    }
}

/// What was read of a bibliography file: the records in their order, each normalised, and the problems met.
public struct BibliographyReading: Sendable, Hashable {
    public var records: [BibliographyRecord]
    /// Where each record begins in the file.
    public var places: [SourceLocation]
    public var problems: [BibliographyProblem]
    /// How many records were given up; each has a problem that says why.
    public var refusedCount = 0

    public init(
        records: [BibliographyRecord] = [], places: [SourceLocation] = [], problems: [BibliographyProblem] = []
    ) {
        self.records = records
        self.places = places
        self.problems = problems
    }

    /// Adds a record, or counts one that could not be made.
    mutating func add(_ record: BibliographyRecord?, at place: SourceLocation) {
        guard let record else {
            refusedCount += 1
            return
        }
        records.append(record.withoutCharacterReferences())
        places.append(place)
    }
}
