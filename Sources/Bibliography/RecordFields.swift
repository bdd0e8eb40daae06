// The fields of a record one by one, and when two values of a field say the same.
import WikiModel

/// A field of a paper's record that an import may set.
public enum RecordField: String, CaseIterable, Sendable {
    case title, type, author, issued
    case containerTitle = "container-title"
    case volume, issue, page, number, publisher
    case doi = "DOI"
    case pmid = "PMID"
    case pmcid = "PMCID"
    case url = "URL"
    case abstract, keyword, retraction
    // Kept under `identifiers` in the front matter.
    case isbn = "ISBN"
    case issn = "ISSN"
    case arxiv = "arXiv"

    /// The name in the front matter.
    public var key: String { rawValue }

    /// The scheme of a field that stands under `identifiers`; `nil` for a field with a key of its own.
    public var scheme: IdentifierScheme? {
        switch self {
        case .isbn: .isbn
        case .issn: .issn
        case .arxiv: .arxiv
        default: nil
        }
    }
}

/// What a field holds.
public enum FieldValue: Hashable, Sendable {
    case text(String)
    case date(PartialDate)
    case people([PersonName], AuthorStatus)
    case list([String])
    case retraction(Retraction)

    /// The value in a few words, for a report.
    public var summary: String {
        switch self {
        case .text(let text): text
        case .date(let date): date.description
        case .people(let names, let status):
            names.map(\.nameWithInitials).joined(separator: ", ") + (status == .partial ? ", …" : "")
        case .list(let words): words.joined(separator: ", ")
        case .retraction(let retraction): retraction.fieldText
        }
    }
}

extension BibliographyRecord {
    /// What the record says of a field; `nil` when it says nothing.
    public subscript(_ field: RecordField) -> FieldValue? {
        get {
            switch field {
            case .author: paper.authors.isEmpty ? nil : .people(paper.authors, paper.authorStatus)
            case .issued: paper.issued.map(FieldValue.date)
            case .keyword: paper.keywords.isEmpty ? nil : .list(paper.keywords)
            case .retraction: paper.retraction.map(FieldValue.retraction)
            // What no reader knew the type of is a "document": that says nothing.
            case .type: paper.type.isEmpty || paper.type == "document" ? nil : .text(paper.type)
            default: text(of: field).flatMap { $0.isEmpty ? nil : .text($0) }
            }
        }
        set { set(field, newValue) }
    }

    private mutating func set(_ field: RecordField, _ value: FieldValue?) {
        switch (field, value) {
        case (.author, .people(let names, let status)): (paper.authors, paper.authorStatus) = (names, status)
        case (.author, _): (paper.authors, paper.authorStatus) = ([], .unknown)
        case (.issued, .date(let date)): paper.issued = date
        case (.issued, _): paper.issued = nil
        case (.keyword, .list(let words)): paper.keywords = words
        case (.keyword, _): paper.keywords = []
        case (.retraction, .retraction(let retraction)): paper.retraction = retraction
        case (.retraction, _): paper.retraction = nil
        case (_, .text(let text)): setText(field, text)
        default: setText(field, "")
        }
    }

    private func text(of field: RecordField) -> String? {
        if field == .title { return title }
        if let scheme = field.scheme { return identifiers.value(scheme) }
        return field.textPath.map { paper[keyPath: $0] }
    }

    private mutating func setText(_ field: RecordField, _ text: String) {
        if field == .title {
            title = text
        } else if let scheme = field.scheme {
            identifiers.removeAll { IdentifierScheme(named: $0.scheme) == scheme }
            if !text.isEmpty { identifiers.append(Identifier(scheme: scheme.name, value: text)) }
        } else if let path = field.textPath {
            paper[keyPath: path] = text
        }
    }
}

extension RecordField {
    fileprivate var textPath: WritableKeyPath<PaperMetadata, String>? {
        switch self {
        case .type: \.type
        case .containerTitle: \.containerTitle
        case .volume: \.volume
        case .issue: \.issue
        case .page: \.page
        case .number: \.number
        case .publisher: \.publisher
        case .doi: \.doi
        case .pmid: \.pmid
        case .pmcid: \.pmcid
        case .url: \.url
        case .abstract: \.abstract
        case .title, .author, .issued, .keyword, .retraction, .isbn, .issn, .arxiv: nil
        }
    }
}

/// How a new value of a field stands to the one that is there.
enum FieldComparison: Equatable {
    /// Both say the same, or the new one says less.
    case same
    /// The new one says the same and more; the value that holds all of it.
    case fuller(FieldValue)
    case different
}

extension RecordField {
    /// Compares two values of the field, both normalised.
    ///
    /// Titles, journals and publishers are compared without regard to case, punctuation and HTML tags; an abbreviated
    /// journal is the journal; a date to the day is the date to the year; initials are the forename.
    func compare(_ old: FieldValue, _ new: FieldValue) -> FieldComparison {
        if old == new { return .same }
        switch (old, new) {
        case (.text(let old), .text(let new)): return compareTexts(old, new)
        case (.date(let old), .date(let new)):
            if old.contains(new) { return .same }
            return new.contains(old) ? .fuller(.date(new)) : .different
        case (.people(let old, let oldStatus), .people(let new, let newStatus)):
            return comparePeople(old, oldStatus, new, newStatus)
        case (.list(let old), .list(let new)):
            let known = Set(old.map(FoldedName.fold))
            return new.allSatisfy { known.contains(FoldedName.fold($0)) } ? .same : .different
        case (.retraction(let old), .retraction(let new)):
            guard old.kind == new.kind else { return .different }
            let isNoticeSame = old.notice.isEmpty || new.notice.isEmpty || old.notice == new.notice
            let isDateSame = old.date == nil || new.date == nil || old.date == new.date
            guard isNoticeSame, isDateSame else { return .different }
            let joined = Retraction(
                kind: old.kind, notice: old.notice.isEmpty ? new.notice : old.notice, date: old.date ?? new.date)
            return joined == old ? .same : .fuller(.retraction(joined))
        default: return .different
        }
    }

    /// Whether a value is but a part of another: some of the authors in their order, words of the title that follow each other.
    ///
    /// Programs shorten both, so that what looks newer says less.
    func saysLess(_ part: FieldValue, than whole: FieldValue) -> Bool {
        switch (self, part, whole) {
        case (.author, .people(let part, _), .people(let whole, _)): return isPart(part, of: whole)
        case (.title, .text(let part), .text(let whole)):
            let (part, whole) = (FoldedName.fold(titlePlainText(part)), FoldedName.fold(titlePlainText(whole)))
            return !part.isEmpty && ([0x20] + whole + [0x20]).contains([0x20] + part + [0x20])
        default: return false
        }
    }

    private func compareTexts(_ old: String, _ new: String) -> FieldComparison {
        switch self {
        case .title:
            return FoldedName.fold(titlePlainText(old)) == FoldedName.fold(titlePlainText(new)) ? .same : .different
        case .containerTitle:
            if FoldedName.fold(old) == FoldedName.fold(new) || isAbbreviation(new, of: old) { return .same }
            return isAbbreviation(old, of: new) ? .fuller(.text(new)) : .different
        case .publisher: return FoldedName.fold(old) == FoldedName.fold(new) ? .same : .different
        case .page:
            // A first page is what many lists give of a range.
            if old.hasPrefix(new + "-") { return .same }
            return new.hasPrefix(old + "-") ? .fuller(.text(new)) : .different
        // An address that differs is another way to the same paper.
        case .url: return .same
        default: return .different
        }
    }
}

/// Whether `short` abbreviates `long` as NLM and ISO 4 do: each word begins the next word of `long` that counts.
func isAbbreviation(_ short: String, of long: String) -> Bool {
    func words(_ text: String) -> [Substring] {
        String(decoding: FoldedName.fold(text), as: UTF8.self).split(separator: " ")
            .filter { !["the", "of", "and", "for", "in", "on", "a"].contains($0) }
    }
    let (shortWords, longWords) = (words(short), words(long))
    return !shortWords.isEmpty && shortWords.count == longWords.count
        && zip(shortWords, longWords).allSatisfy { $1.hasPrefix($0) }
}

extension PartialDate {
    /// Whether `other` is the same date, less precise.
    fileprivate func contains(_ other: PartialDate) -> Bool { other.refines(to: self) }

    private func refines(to fuller: PartialDate) -> Bool {
        year == fuller.year && (month == nil || month == fuller.month) && (day == nil || day == fuller.day)
    }
}

/// Lists are the same when the names are, one after another; a list that is known to lack names may be part of the new.
private func comparePeople(_ old: [PersonName], _ oldStatus: AuthorStatus, _ new: [PersonName], _ newStatus: AuthorStatus)
    -> FieldComparison
{
    if old.count == new.count {
        guard zip(old, new).allSatisfy({ $0.isSamePerson(as: $1) }) else { return .different }
        let joined = zip(old, new).map { $0.joined(with: $1) }
        let status = oldStatus == .complete || newStatus == .complete ? AuthorStatus.complete : oldStatus
        return joined == old && status == oldStatus ? .same : .fuller(.people(joined, status))
    }
    if old.count > new.count {
        return newStatus != .complete && isPart(new, of: old) ? .same : .different
    }
    guard oldStatus != .complete, isPart(old, of: new) else { return .different }
    return .fuller(.people(new, newStatus))
}

/// Whether the names of `part` stand in `whole` in the same order.
private func isPart(_ part: [PersonName], of whole: [PersonName]) -> Bool {
    var rest = whole[...]
    for name in part {
        guard let index = rest.firstIndex(where: { name.isSamePerson(as: $0) }) else { return false }
        rest = rest[index...].dropFirst()
    }
    return true
}

extension PersonName {
    /// Same family name (or group), forenames that do not contradict each other, and no other ORCID iD.
    fileprivate func isSamePerson(as other: PersonName) -> Bool {
        guard FoldedName.fold(citedName) == FoldedName.fold(other.citedName) else { return false }
        guard orcid.isEmpty || other.orcid.isEmpty || orcid == other.orcid else { return false }
        if given.isEmpty || other.given.isEmpty { return true }
        let mine = FoldedName.fold(PersonName.initials(of: givenAndSuffix.forenames))
        let theirs = FoldedName.fold(PersonName.initials(of: other.givenAndSuffix.forenames))
        guard mine.starts(with: theirs) || theirs.starts(with: mine) else { return false }
        // Two forenames written out must be one.
        guard hasForename, other.hasForename else { return true }
        let (first, second) = (FoldedName.fold(given), FoldedName.fold(other.given))
        return first.starts(with: second) || second.starts(with: first)
            || first.filter { $0 != 0x20 } == second.filter { $0 != 0x20 }
    }

    /// Whether a forename is written out, not only its initial.
    private var hasForename: Bool {
        given.split { $0 == " " || $0 == "." || $0 == "-" }.contains { $0.count > 1 && $0 != $0.uppercased()[...] }
    }

    /// The name with what only `other` knows of the same person.
    fileprivate func joined(with other: PersonName) -> PersonName {
        var name = self
        if !other.given.isEmpty, literal.isEmpty, given.isEmpty || (!hasForename && other.hasForename) {
            name.given = other.given
        }
        if orcid.isEmpty { name.orcid = other.orcid }
        return name
    }
}
