// Small texts that several formats carry the same way: retractions, identifiers in notes, authors' ORCID iDs.
import WikiModel

extension Retraction {
    /// `retracted; 10.1038/x; 2020-01-02`: kind, notice and date; the latter two may be empty.
    var fieldText: String { "\(kind.name); \(notice); \(date?.description ?? "")" }

    /// Reads `fieldText`; the notice itself may hold `;`.
    init?(fieldText text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
        guard let kind = Retraction.Kind.allCases.first(where: { $0.name == parts[0] }) else { return nil }
        if parts.count < 3 {
            self.init(kind: kind, notice: parts.dropFirst().joined())
        } else {
            self.init(
                kind: kind, notice: parts[1..<(parts.count - 1)].joined(separator: "; "),
                date: looseDate(parts[parts.count - 1]))
        }
    }
}

extension PaperMetadata {
    /// Takes a PMID and PMCID from a free note, where Zotero and Mendeley keep them: `PMID: 25342562`, one a line.
    mutating func takeIdentifiers(fromNote note: String) {
        for line in note.split(whereSeparator: { $0.isNewline || $0 == ";" }) {
            if pmid.isEmpty, let value = line.trimmed.dropping(anyOf: ["PMID:", "PMID "]),
                let found = IdentifierScheme.pmid.check(value).normalised
            {
                pmid = found
            }
            if pmcid.isEmpty, let value = line.trimmed.dropping(anyOf: ["PMCID:", "PMCID "]),
                let found = IdentifierScheme.pmcid.check(value).normalised
            {
                pmcid = found
            }
        }
    }
}

/// ISSN or ISBN, whichever the value is; `nil` when it is neither. The first of several in one field counts, and an ISBN by its length
/// where none is right.
func serialNumber(_ text: String) -> Identifier? {
    let parts = text.split(whereSeparator: { ",;(".contains($0) })
    for part in parts {
        for scheme in [IdentifierScheme.issn, .isbn] {
            if let found = scheme.check(String(part)).normalised {
                return Identifier(scheme: scheme.name, value: found)
            }
        }
    }
    // With a wrong check digit: kept as it stands, so that it can be told what is wrong.
    let mistaken = parts.first { [10, 13].contains($0.utf8.count(where: { $0.isDigit || $0 | 0x20 == UInt8(ascii: "x") })) }
    return mistaken.map { Identifier(scheme: IdentifierScheme.isbn.name, value: $0.trimmed) }
}

extension [Identifier] {
    func value(_ scheme: IdentifierScheme) -> String { first { $0.scheme == scheme.name }?.value ?? "" }
}

/// The index of an author who is counted from 1 in a text; `nil` when there is none of that number.
func authorIndex(_ number: some StringProtocol, count: Int) -> Int? {
    guard number.isDigits, let number = Int(number), number >= 1, number <= count else { return nil }
    return number - 1
}

/// An address or identifier with braces and backslashes percent-encoded: none may stand in an address (RFC 3986), and
/// BibTeX and BibLaTeX read such fields as they stand, so that a brace would end them.
func withoutBraces(_ text: String) -> String {
    if text.withBytes({ !$0.contains { "{}\\".utf8.contains($0) } }) { return text }
    var output = ""
    for character in text {
        switch character {
        case "{": output += "%7B"
        case "}": output += "%7D"
        case "\\": output += "%5C"
        default: output.append(character)
        }
    }
    return output
}
