// Joins what a file says of a paper with what the base says of it, field by field, with the last import as the base.
import WikiModel

/// What an import makes of one field.
public struct FieldMerge: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// The file's value is taken; what stood there, if anything.
        case taken(FieldValue, over: FieldValue?)
        /// The entry was changed by hand since the last import, and the file says what it said then.
        case keptHandEdit
        /// Entry and file say different things and the entry's stands; `nil` when a hand deleted it.
        case left(mine: FieldValue?, theirs: FieldValue, because: LeftReason)
    }

    /// Why a difference is left to people.
    public enum LeftReason: Sendable, Hashable {
        /// No import brought the field, so that nothing tells which value is the newer.
        case neverImported
        /// Entry and file both changed it since the last import.
        case bothChanged
        /// The file has a part of what an import brought: some of the authors, the beginning of the title.
        case saysLess
    }

    public var field: RecordField
    public var outcome: Outcome
}

/// Whose value stands where entry and file differ and neither can be told to be the newer.
public enum MergePreference: Sendable {
    case entry
    case file
}

/// Merges each field of a known paper three ways.
///
/// - Parameters:
///   - mine: the entry's record as it stands.
///   - theirs: the record of the file.
///   - base: what the last import of this paper said; `nil` when it was never imported.
/// - Returns: the fields in which something happens; those that say the same are left out.
///
/// A field that the file does not have says nothing. An empty field of the entry is filled, unless a hand emptied it
/// after an import. A value that says the same and more (a date to the day, a forename for an initial) is taken.
/// Otherwise: changed only in the file, the file's is taken; changed only by hand, the entry's stays; changed on both
/// sides, no base to tell, or authors or a title of which the file has a part, `preference` decides.
public func merge(
    mine: BibliographyRecord, theirs: BibliographyRecord, base: BibliographyRecord?, preference: MergePreference
) -> [FieldMerge] {
    let (mine, theirs, base) = (mine.normalised(), theirs.normalised(), base?.normalised())
    return RecordField.allCases.compactMap { field in
        guard let new = theirs[field] else { return nil }
        return mergeField(field, mine: mine[field], theirs: new, base: base.map { $0[field] }, preference).map {
            FieldMerge(field: field, outcome: $0)
        }
    }
}

/// `base` is `nil` without an earlier import, and holds `nil` when that import did not have the field.
private func mergeField(
    _ field: RecordField, mine: FieldValue?, theirs: FieldValue, base: FieldValue??, _ preference: MergePreference
) -> FieldMerge.Outcome? {
    guard let mine else {
        guard let imported = base, let imported else { return .taken(theirs, over: nil) }
        if field.compare(imported, theirs) == .same { return .keptHandEdit }
        return preference == .file ? .taken(theirs, over: nil) : .left(mine: nil, theirs: theirs, because: .bothChanged)
    }
    switch field.compare(mine, theirs) {
    case .same: return nil
    case .fuller(let joined): return .taken(joined, over: mine)
    case .different: break
    }
    var reason = FieldMerge.LeftReason.neverImported
    if let imported = base, let imported {
        if field.compare(imported, theirs) == .same { return .keptHandEdit }
        reason = imported == mine ? .saysLess : .bothChanged
        if imported == mine, !field.saysLess(theirs, than: mine) { return .taken(theirs, over: mine) }
    }
    // Lists of keywords differ from source to source; only what an import brought is kept up to date.
    if field == .keyword || field == .abstract, preference == .entry { return nil }
    if preference == .file { return .taken(theirs, over: mine) }
    return .left(mine: mine, theirs: theirs, because: reason)
}
