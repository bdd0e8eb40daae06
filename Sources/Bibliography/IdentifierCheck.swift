// The front door to check an identifier, of a scheme of the tool or of the base.
import WikiModel

/// What became of the check of an identifier. Reasons are predicates, to be put after the quoted value: `is empty`.
public enum IdentifierCheck: Sendable, Hashable {
    /// The value is right; `normalised` is the form in which two values are compared.
    case valid(normalised: String)
    /// What is meant is certain, but it is not written as it should be.
    case fixable(normalised: String, reason: String)
    case invalid(reason: String)

    /// The form in which two values are compared; `nil` when the value is invalid.
    public var normalised: String? {
        switch self {
        case .valid(let normalised), .fixable(let normalised, _): normalised
        case .invalid: nil
        }
    }
}

extension IdentifierScheme {
    /// Longer values are no identifiers, and are not looked at.
    static let longestUTF8 = 2048

    /// Checks one value. Blanks around it, invisible characters in it and a note in parentheses after it are fixable.
    public func check(_ value: String) -> IdentifierCheck {
        if value.isEmpty { return .invalid(reason: "is empty") }
        if value.utf8.count > IdentifierScheme.longestUTF8 {
            return .invalid(reason: "is too long to be an identifier")
        }
        // Marks of ASCII alone, as nearly all are: nothing is invisible or blank, and no note follows.
        if value.withBytes({ $0.allSatisfy(\.isMark) }) { return checkClean(value) }
        let clean = IdentifierScheme.withoutInvisible(value).trimmed
        if clean.isEmpty { return .invalid(reason: "is empty") }
        let result = checkClean(clean)
        switch result {
        case .valid(let normalised) where !clean.utf8.elementsEqual(value.utf8):
            return .fixable(normalised: normalised, reason: "holds blanks or invisible characters")
        case .invalid:
            guard let bare = IdentifierScheme.withoutNote(clean), let normalised = checkClean(bare).normalised else {
                return result
            }
            return .fixable(normalised: normalised, reason: "is followed by a note")
        default:
            return result
        }
    }

    private func checkClean(_ value: String) -> IdentifierCheck {
        switch self {
        case .doi: checkDOI(value)
        case .pmid: checkPMID(value)
        case .pmcid: checkPMCID(value)
        case .arxiv: checkArXiv(value)
        case .isbn: checkISBN(value)
        case .issn: checkISSN(value)
        case .orcid: checkORCID(value)
        case .ror: checkROR(value)
        case _ where isOntology: checkOBO(value, of: self)
        case .mesh: checkMeSH(value)
        case .wikidata: checkWikidata(value)
        case .uniprot: checkUniProt(value)
        case .hgnc: checkHGNC(value)
        case .ncbiGene: checkNCBIGene(value)
        case .ensembl: checkEnsembl(value)
        case .zfin: checkZFIN(value)
        case .rrid: checkRRID(value)
        default: form.map { checkForm(value, $0) } ?? .invalid(reason: "cannot be checked")
        }
    }

    /// Zero-width characters, the soft hyphen and the byte order mark come with text pasted from PDFs and web pages.
    private static func withoutInvisible(_ value: String) -> String {
        if value.utf8.allSatisfy({ $0 < 0x80 }) { return value }
        let invisible: Set<UInt32> = [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars where !invisible.contains(scalar.value) { scalars.append(scalar) }
        return String(scalars)
    }

    /// `X` of `X (note)`.
    private static func withoutNote(_ value: String) -> String? {
        guard value.hasSuffix(")"), let blank = value.firstIndex(of: " ") else { return nil }
        let note = value[blank...].drop { $0 == " " }
        return note.first == "(" ? String(value[..<blank]) : nil
    }
}

extension KnownScheme {
    /// Checks one value.
    public func check(_ value: String) -> IdentifierCheck {
        switch self {
        case .ofTool(let scheme): scheme.check(value)
        case .ofBase(let type): checkForm(value.trimmed, IdentifierForm(type))
        }
    }

    /// The address of the record, for a link; `nil` when the value is invalid, or no one address is the record's.
    public func url(for value: String) -> String? {
        switch self {
        case .ofTool(let scheme): scheme.url(for: value)
        case .ofBase(let type): check(value).normalised.map { IdentifierForm(type).address(of: $0) }
        }
    }
}

/// Valid when nothing was changed, else fixable for `reason`.
func accepted(_ normalised: String, reason: String?) -> IdentifierCheck {
    if let reason { .fixable(normalised: normalised, reason: reason) } else { .valid(normalised: normalised) }
}
