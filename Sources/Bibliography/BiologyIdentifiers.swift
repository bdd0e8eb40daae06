// Checks of the identifiers of terms, genes, proteins and reagents.
import WikiModel

/// A term of an OBO ontology as a CURIE, `GO:0140494` (OBO Foundry, identifier policy). Seven digits, but for CHEBI,
/// NCBITaxon and FMA, which count up, DOID, whose old terms are short (`DOID:1612`), and FBbt and FBdv, which have eight (Bioregistry).
func checkOBO(_ value: String, of scheme: IdentifierScheme) -> IdentifierCheck {
    let prefix = scheme.name
    var text = value
    var reason: String?
    if let rest = text.dropping(anyOf: ["http://purl.obolibrary.org/obo/", "https://purl.obolibrary.org/obo/", "obo:"])
    {
        text = rest
        reason = "is written with its address"
    }
    let digits: String
    if let rest = text.dropping(anyOf: [prefix + ":"]) {
        digits = rest
        if !text.hasPrefix(prefix) { reason = reason ?? "does not write its prefix as \(prefix)" }
    } else if let rest = text.dropping(anyOf: [prefix + "_", prefix + " ", prefix + "-"]) {
        digits = rest.trimmed
        reason = reason ?? "has no \":\" after its prefix"
    } else if text.isDigits {
        digits = text
        // An FMA number is mostly written bare; for the others the prefix is part of the identifier.
        if scheme != .fma { reason = reason ?? "has no prefix" }
    } else if let other = text.firstIndex(where: { $0 == ":" || $0 == "_" }) {
        return .invalid(reason: "has the prefix \(text[..<other]), not \(prefix)")
    } else {
        return .invalid(reason: "is not \(prefix): and digits")
    }
    guard digits.isDigits else { return .invalid(reason: "is not \(prefix): and digits") }
    switch scheme {
    case .chebi, .ncbiTaxon, .fma:
        guard digits.utf8.count <= 9, digits.first != "0" else {
            return .invalid(reason: "is not \(prefix): and a number")
        }
    case .doid:
        guard digits.utf8.count <= 7 else { return .invalid(reason: "has more than 7 digits") }
    default:
        let count = scheme == .fbbt || scheme == .fbdv ? 8 : 7
        guard digits.utf8.count == count else {
            return .invalid(reason: "has \(digits.utf8.count) digits; \(prefix) has \(count)")
        }
    }
    return accepted(prefix + ":" + digits, reason: reason)
}

/// MeSH unique ID: `D` (descriptor), `Q` (qualifier) or `C` (supplementary concept), then 6 or 9 digits (NLM, MeSH
/// RDF).
func checkMeSH(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: [
        "https://meshb.nlm.nih.gov/record/ui?ui=", "http://id.nlm.nih.gov/mesh/", "https://id.nlm.nih.gov/mesh/",
        "MeSH:",
    ])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with its address or scheme"
    let normalised = text.raisedASCII
    guard let kind = normalised.first, "DCQ".contains(kind) else {
        return .invalid(
            reason: normalised.contains(".")
                ? "is a tree number; the unique ID begins with D" : "does not begin with D, C or Q")
    }
    let digits = normalised.dropFirst()
    guard digits.isDigits, digits.utf8.count == 6 || digits.utf8.count == 9 else {
        return .invalid(reason: "has not 6 or 9 digits after its letter")
    }
    if normalised != text { reason = reason ?? "is not in capitals" }
    return accepted(normalised, reason: reason)
}

/// Wikidata item: `Q` and a number (Wikidata, Help:Items).
func checkWikidata(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: [
        "https://www.wikidata.org/wiki/", "http://www.wikidata.org/wiki/", "http://www.wikidata.org/entity/",
        "https://www.wikidata.org/entity/", "wd:", "wikidata:",
    ])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with its address or scheme"
    let normalised = text.raisedASCII
    guard normalised.hasPrefix("Q"), normalised.dropFirst().isDigits, normalised.dropFirst().first != "0" else {
        return .invalid(reason: "is not Q and a number")
    }
    if normalised != text { reason = reason ?? "is not in capitals" }
    return accepted(normalised, reason: reason)
}

/// UniProt accession, 6 or 10 characters, with `-N` for an isoform (uniprot.org, help: accession numbers, whose pattern
/// this is).
func checkUniProt(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: [
        "https://www.uniprot.org/uniprotkb/", "https://www.uniprot.org/uniprot/", "http://www.uniprot.org/uniprot/",
        "http://purl.uniprot.org/uniprot/", "UniProtKB:", "UniProt:",
    ])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with its address or scheme"
    let normalised = text.raisedASCII
    let parts = normalised.split(separator: "-", omittingEmptySubsequences: false)
    guard let accession = parts.first, isUniProtAccession(Array(accession.utf8)) else {
        return .invalid(reason: "is not a UniProt accession, such as O14817")
    }
    guard parts.count == 1 || (parts.count == 2 && parts[1].isDigits && parts[1].first != "0") else {
        return .invalid(reason: "has no number of an isoform after its hyphen")
    }
    if normalised != text { reason = reason ?? "is not in capitals" }
    return accepted(normalised, reason: reason)
}

/// `[OPQ][0-9][A-Z0-9]{3}[0-9]` or `[A-NR-Z][0-9]([A-Z][A-Z0-9]{2}[0-9]){1,2}`.
private func isUniProtAccession(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 6 || bytes.count == 10, bytes.allSatisfy({ $0.isUpper || $0.isDigit }) else { return false }
    guard bytes[0].isUpper, bytes[1].isDigit, bytes[5].isDigit else { return false }
    if (UInt8(ascii: "O")...UInt8(ascii: "Q")).contains(bytes[0]) { return bytes.count == 6 }
    guard bytes[2].isUpper else { return false }
    return bytes.count == 6 || (bytes[6].isUpper && bytes[9].isDigit)
}

/// HGNC ID: `HGNC:` and a number (genenames.org, help: HGNC IDs).
func checkHGNC(_ value: String) -> IdentifierCheck {
    let digits = value.dropping(anyOf: ["HGNC:"]) ?? value
    guard digits.isDigits, digits.first != "0" else {
        return .invalid(reason: "is not HGNC: and a number (a symbol is not an identifier)")
    }
    if value.hasPrefix("HGNC:") { return .valid(normalised: value) }
    let reason = value.utf8.count == digits.utf8.count ? "has no prefix" : "does not write its prefix as HGNC"
    return .fixable(normalised: "HGNC:" + digits, reason: reason)
}

/// NCBI Gene ID: a number (NCBI Gene help).
func checkNCBIGene(_ value: String) -> IdentifierCheck {
    let rest = value.dropping(anyOf: [
        "https://www.ncbi.nlm.nih.gov/gene/", "NCBIGene:", "NCBI Gene:", "GeneID:", "Entrez:",
    ])
    let digits = (rest ?? value).trimmed
    guard digits.isDigits, digits.first != "0" else {
        return .invalid(reason: "is not a number (a symbol is not an identifier)")
    }
    return accepted(digits, reason: rest == nil ? nil : "is written with its address or scheme")
}

/// Ensembl stable ID: `ENS`, letters of the species, `G`, `T` or `P`, 11 digits, a version after a dot if any
/// (ensembl.org, help: stable IDs). Genomes that were annotated elsewhere keep the ids of their databases, so that those of FlyBase,
/// WormBase and SGD stand there too, and of plants a locus such as `AT1G01030` or `Os01g0100100` (Bioregistry: `ensembl`, `ensembl.plant`).
func checkEnsembl(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: ["https://www.ensembl.org/id/", "ensembl:"])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with its address or scheme"
    if idsOfOtherDatabases?.matches(text) == true || isPlantLocus(text) { return accepted(text, reason: reason) }
    let normalised = text.raisedASCII
    let parts = normalised.split(separator: ".", omittingEmptySubsequences: false)
    let letters = parts.first.map { $0.utf8.prefix { $0.isUpper } } ?? Substring().utf8.prefix(0)
    let digits = parts.first?.dropFirst(letters.count) ?? ""
    guard normalised.hasPrefix("ENS"), letters.count >= 4, let kind = letters.last,
        [UInt8(ascii: "G"), UInt8(ascii: "T"), UInt8(ascii: "P")].contains(kind), digits.isDigits,
        digits.utf8.count == 11
    else {
        return .invalid(reason: "is not ENS, letters that end in G, T or P, and 11 digits, nor the id of a fly, worm, yeast or plant")
    }
    guard parts.count == 1 || (parts.count == 2 && parts[1].isDigits) else {
        return .invalid(reason: "has no number of a version after its dot")
    }
    if normalised != text { reason = reason ?? "is not in capitals" }
    return accepted(normalised, reason: reason)
}

private let idsOfOtherDatabases = try? IdentifierPattern(#"FB[a-z]{2}\d{7}|WBGene\d{8}|Y[A-P][LR]\d{3}[CW]|Y[A-P][LR]\d{3}[CW]-[A-Z]"#)

/// Loci of plants: the chromosome, `G`, and a number, as of Arabidopsis, rice, tomato and wheat; those of maize.
private let lociOfPlants = try? IdentifierPattern(#"[A-Z]\w*\d[Gg]\d{5,9}|AT[CM]G\d{5}|Zm\d{5}[a-z]+\d{6}"#)

func isPlantLocus(_ value: String) -> Bool {
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.dropFirst().allSatisfy(\.isDigits) && lociOfPlants?.matches(parts[0]) == true
}

/// ZFIN ID: `ZDB-`, the kind of record, the date and a number, `ZDB-GENE-040718-38` (zfin.org).
func checkZFIN(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: ["https://zfin.org/", "http://zfin.org/", "ZFIN:"])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with its address or scheme"
    let normalised = text.raisedASCII
    let parts = normalised.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0] == "ZDB",
        parts[1...(parts.count - 3)].allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isUpper) }),
        parts[parts.count - 2].utf8.count == 6, parts[parts.count - 2].isDigits, parts[parts.count - 1].isDigits
    else {
        return .invalid(reason: "is not ZDB-, the kind of record, six digits and a number")
    }
    if normalised != text { reason = reason ?? "is not in capitals" }
    return accepted(normalised, reason: reason)
}

/// RRID: `RRID:`, an authority, `_` or `:`, and its identifier (Bandrowski et al. 2016, 10.1002/cne.23913). The case of
/// an authority counts (`Addgene_`), but that of the three largest is known.
func checkRRID(_ value: String) -> IdentifierCheck {
    let rest = value.dropping(anyOf: ["https://scicrunch.org/resolver/RRID:", "https://identifiers.org/RRID:", "RRID:"])
    var text = (rest ?? value).trimmed
    var reason: String? = rest == nil ? "does not begin with RRID:" : nil
    guard let mark = text.firstIndex(where: { $0 == "_" || $0 == ":" }), text[..<mark].utf8.allSatisfy(\.isLetter),
        mark != text.startIndex
    else {
        return .invalid(reason: "has no authority, as in RRID:AB_90755")
    }
    let local = text[mark...].dropFirst()
    guard !local.isEmpty, local.utf8.allSatisfy({ $0.isAlphanumeric || "_:.-".utf8.contains($0) }) else {
        return .invalid(reason: "has no identifier after its authority")
    }
    let authority = text[..<mark]
    if ["AB", "CVCL", "SCR"].contains(authority.raisedASCII), authority.raisedASCII != authority {
        text = authority.raisedASCII + text[mark...]
        reason = reason ?? "does not write its authority as \(authority.raisedASCII)"
    }
    let normalised = "RRID:" + text
    if !normalised.utf8.elementsEqual(value.utf8) {
        reason = reason ?? "has blanks, an address or small letters in its prefix"
    }
    return accepted(normalised, reason: reason)
}
