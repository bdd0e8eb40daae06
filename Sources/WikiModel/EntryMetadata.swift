// What the front matter of an entry says, typed.

/// How far an entry has come.
public enum EntryStatus: UInt8, Sendable, CaseIterable {
    case stub
    case draft
    case reviewed
    case deprecated

    public var name: String {
        switch self {
        case .stub: "stub"
        case .draft: "draft"
        case .reviewed: "reviewed"
        case .deprecated: "deprecated"
        }
    }
}

/// A date as precise as it is known: year, year and month, or year, month and day.
public struct PartialDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var year: Int
    public var month: Int?
    public var day: Int?

    public init(year: Int, month: Int? = nil, day: Int? = nil) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day of a moment in UTC. Days to civil date as in Howard Hinnant's "chrono-compatible date algorithms".
    public init(secondsSince1970 seconds: Int) {
        let days = Int((Double(seconds) / 86_400).rounded(.down)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    /// ISO 8601, as precise as the date: `2019`, `2019-08` or `2019-08-12`.
    public var description: String {
        var text = PartialDate.padded(year, to: 4)
        if let month { text += "-" + PartialDate.padded(month, to: 2) }
        if let day { text += "-" + PartialDate.padded(day, to: 2) }
        return text
    }

    public static func < (left: PartialDate, right: PartialDate) -> Bool {
        (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A person, or a group under one name, as CSL-JSON writes them.
public struct PersonName: Sendable, Hashable {
    public var family: String
    public var given: String
    /// The whole name, of a group or where the parts are not known; `family` and `given` are then empty.
    public var literal: String
    /// The ORCID iD without its address, `0000-0002-1825-0097`; empty when unknown.
    public var orcid: String

    /// What stands in lists of authors in place of those that are not named, in small letters.
    public static let wordsForOthers = ["et al", "et al.", "others", "and others"]

    public init(family: String = "", given: String = "", literal: String = "", orcid: String = "") {
        self.family = family
        self.given = given
        self.literal = literal
        self.orcid = orcid
    }

    /// The name under which the person is sorted and cited.
    public var citedName: String { literal.isEmpty ? family : literal }
}

/// How complete the author list of a paper is.
public enum AuthorStatus: UInt8, Sendable, CaseIterable {
    case complete
    /// Some authors are missing; the list must not be shown as whole.
    case partial
    /// No author was seen.
    case unknown

    public var name: String {
        switch self {
        case .complete: "complete"
        case .partial: "partial"
        case .unknown: "unknown"
        }
    }
}

/// What became of a paper after publication.
public struct Retraction: Sendable, Hashable {
    /// What happened to it.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case retracted
        case expressionOfConcern
        case corrected

        public var name: String {
            switch self {
            case .retracted: "retracted"
            case .expressionOfConcern: "expression-of-concern"
            case .corrected: "corrected"
            }
        }
    }

    public var kind: Kind
    /// DOI or address of the notice; empty when unknown.
    public var notice: String
    public var date: PartialDate?

    public init(kind: Kind, notice: String = "", date: PartialDate? = nil) {
        self.kind = kind
        self.notice = notice
        self.date = date
    }
}

/// The bibliographic record of a paper. Names follow CSL-JSON, so that nothing is lost in a mapping.
public struct PaperMetadata: Sendable, Hashable {
    /// A type of CSL, such as `article-journal`.
    public var type = ""
    public var authors: [PersonName] = []
    public var authorStatus = AuthorStatus.complete
    public var issued: PartialDate?
    /// The journal or book; this and what follows as printed, empty when unknown.
    public var containerTitle = ""
    public var volume = ""
    public var issue = ""
    public var page = ""
    public var number = ""
    public var publisher = ""
    /// As written, without `https://doi.org/`; compare in lower case.
    public var doi = ""
    public var pmid = ""
    /// With its `PMC`.
    public var pmcid = ""
    public var url = ""
    public var abstract = ""
    public var keywords: [String] = []
    public var retraction: Retraction?
    /// How the record was checked: `text`, `address` or `reference-list`; empty when not said.
    public var verified = ""

    public init() {}
}

extension EntryMetadata {
    /// Changes when the record of a paper does: all but its abstract and its keywords, which no reference shows; 0 without one.
    public var recordHash: UInt64 {
        guard var record = paper else { return 0 }
        record.abstract = ""
        record.keywords = []
        var writer = BinaryWriter()
        writer.write(title)
        for identifier in identifiers {
            writer.write(identifier.scheme)
            writer.write(identifier.value)
        }
        record.encode(to: &writer)
        return StableHash.of(writer.bytes)
    }
}

/// A relation as the front matter states it, not yet resolved.
public struct StatedRelation: Sendable, Hashable {
    /// The relation's id in the vocabulary.
    public var relation: String
    /// The target as written, without `[[ ]]`.
    public var target: String
    /// Citation keys, as written.
    public var evidence: [String]
    /// Where each of them stands; empty where the relation is not read from a file.
    public var evidenceRanges: [SourceRange] = []
    public var note: String
    public var range: SourceRange

    public init(relation: String, target: String, evidence: [String], note: String, range: SourceRange) {
        self.relation = relation
        self.target = target
        self.evidence = evidence
        self.note = note
        self.range = range
    }
}

/// An identifier of the entry in another database.
public struct Identifier: Sendable, Hashable {
    public var scheme: String
    public var value: String

    public init(scheme: String, value: String) {
        self.scheme = scheme
        self.value = value
    }

    /// Whether the value begins with its scheme, as `GO:0140494` does.
    public var namesScheme: Bool { value.hasPrefix(scheme + ":") }
}

/// The front matter of one entry.
public struct EntryMetadata: Sendable, Hashable {
    public var title = ""
    /// Plain text of at most `longestSummary` characters; empty when there is none.
    public var summary = ""
    /// In characters.
    public static let longestSummary = 300
    public var aliases: [String] = []
    public var tags: [String] = []
    public var status = EntryStatus.draft
    public var isUnlisted = false
    /// Its id in the vocabulary; empty when there is none.
    public var category = ""
    public var relations: [StatedRelation] = []
    public var identifiers: [Identifier] = []
    public var created: PartialDate?
    public var updated: PartialDate?
    public var reviewed: PartialDate?
    public var reviewers: [String] = []
    public var contributors: [String] = []
    /// Former slugs, each of the form of one.
    public var redirectFrom: [String] = []
    /// The name of another entry as written, without `[[ ]]`; empty when there is none.
    public var replacedBy = ""
    /// Present exactly when the entry is a paper.
    public var paper: PaperMetadata?

    /// Where the values that are checked against other entries, or by their scheme, stand in the source.
    public var fieldRanges: [FieldRange] = []

    public init() {}
}

/// A front-matter value whose place is kept for later checks.
public enum MetadataField: UInt8, Sendable, BitwiseCopyable {
    case title
    case alias
    case doi
    case pmid
    case pmcid
    case orcid
    case identifier
    case redirectFrom
    case replacedBy
    case category
    case url
    case identifierScheme
}

/// The place of one value; `index` counts within a list (aliases, authors, identifiers), else 0.
public struct FieldRange: Sendable, Hashable, BitwiseCopyable {
    public var field: MetadataField
    public var index: UInt16
    public var line: UInt32
    public var columnUTF8: UInt32
    public var lengthUTF8: UInt32

    public init(_ field: MetadataField, index: Int = 0, range: SourceRange) {
        self.field = field
        self.index = UInt16(truncatingIfNeeded: index)
        line = UInt32(truncatingIfNeeded: range.start.line)
        columnUTF8 = UInt32(truncatingIfNeeded: range.start.columnUTF8)
        lengthUTF8 = UInt32(truncatingIfNeeded: max(0, range.end.columnUTF8 - range.start.columnUTF8))
    }
}

extension EntryMetadata {
    /// Whether front matter says the same but for the summary, which nothing is named, linked or listed by.
    public func isSame(butForSummaryOf other: EntryMetadata) -> Bool {
        var like = other
        like.summary = summary
        return like == self
    }

    /// Where a value stands in the source; `nil` when the entry has no such value.
    public func range(of field: MetadataField, index: Int = 0) -> SourceRange? {
        guard let found = fieldRanges.first(where: { $0.field == field && Int($0.index) == index }) else { return nil }
        return SourceRange(line: Int(found.line), columnUTF8: Int(found.columnUTF8), lengthUTF8: Int(found.lengthUTF8))
    }
}
