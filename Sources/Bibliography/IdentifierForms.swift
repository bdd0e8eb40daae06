// Identifiers that are known by a pattern and an address alone, and their check.
import WikiModel

/// The form of an identifier: what it looks like, and where its record stands.
struct IdentifierForm: Sendable {
    var name: String
    var pattern: IdentifierPattern?
    /// With `{id}` for the identifier.
    var address: String
    /// What is written before identifiers and is no part of them, beside the name of the scheme and the address.
    var prefixes: [String] = []
    /// Whether the name of the scheme and a colon are a part of the identifier, as in `MGI:98834`.
    var hasPrefix = false
    /// As in messages.
    var example = ""

    init(_ name: String, _ pattern: String, example: String, address: String, prefixes: [String] = [], hasPrefix: Bool = false) {
        self.name = name
        self.pattern = try? IdentifierPattern(pattern)
        self.example = example
        self.address = address
        self.prefixes = prefixes
        self.hasPrefix = hasPrefix
    }

    init(_ type: IdentifierType) {
        name = type.id
        pattern = type.pattern
        address = type.address
    }

    /// The address of a record.
    func address(of value: String) -> String {
        address.replacing("{id}", with: PercentEncoding.encoded(value, keeping: IdentifierForm.bytesOfIdentifiers))
    }

    private static let bytesOfIdentifiers = AddressBytes(lettersDigitsAnd: "-._~:")
}

extension IdentifierScheme {
    /// Patterns and addresses of databases, as the Bioregistry states them (bioregistry.io, 10.1038/s41597-022-01807-3), which has most from
    /// identifiers.org. Where its pattern takes any word, that of the database is stricter: systematic names of genes for SGD (Cherry et al.
    /// 1998, 10.1093/nar/26.1.73) and loci for TAIR (`araport` of the Bioregistry).
    var form: IdentifierForm? { IdentifierScheme.forms[self] }

    private static let forms: [IdentifierScheme: IdentifierForm] = {
        let forms = [
            IdentifierForm("FlyBase", #"FB[a-z]{2}\d{7}"#, example: "FBgn0284084", address: "https://flybase.org/reports/{id}", prefixes: ["FB:"]),
            IdentifierForm(
                "WormBase", #"WB[A-Z][a-z]+\d+|CE\d{5}"#, example: "WBGene00006763", address: "https://www.wormbase.org/get?name={id}", prefixes: ["WB:"]),
            IdentifierForm(
                "SGD", #"S\d{9}|Y[A-P][LR]\d{3}[CW]|Y[A-P][LR]\d{3}[CW]-[A-Z]"#, example: "S000002493",
                address: "https://www.yeastgenome.org/locus/{id}"),
            IdentifierForm("PomBase", #"SP[A-Z]+\w*\.?\w*\d\w*\.?\w*"#, example: "SPBC11B10.09", address: "https://www.pombase.org/gene/{id}"),
            IdentifierForm("TAIR", #"AT[1-5CM]G\d{5}"#, example: "AT1G01030", address: "https://www.arabidopsis.org/locus?name={id}", prefixes: ["AGI:"]),
            IdentifierForm(
                "MGI", #"MGI:\d+"#, example: "MGI:98834", address: "http://www.informatics.jax.org/accession/{id}", hasPrefix: true),
            IdentifierForm("RGD", #"\d{4,}"#, example: "7499841", address: "https://rgd.mcw.edu/rgdweb/report/gene/main.html?id={id}"),
            IdentifierForm("Xenbase", #"XB-\w+-\d+"#, example: "XB-GENE-922462", address: "https://www.xenbase.org/entry/{id}"),
            IdentifierForm("dictyBase", #"DDB_G\d+"#, example: "DDB_G0267522", address: "http://dictybase.org/gene/{id}"),
            IdentifierForm("PDB", #"[1-9][A-Za-z0-9]{3}"#, example: "2GC4", address: "https://www.wwpdb.org/pdb?id=pdb_0000{id}"),
            IdentifierForm("Pfam", #"PF\d{5}"#, example: "PF11779", address: "https://www.ebi.ac.uk/interpro/entry/pfam/{id}"),
            IdentifierForm("InterPro", #"IPR\d{6}"#, example: "IPR016380", address: "https://www.ebi.ac.uk/interpro/entry/InterPro/{id}"),
            IdentifierForm(
                "RefSeq", #"[ANWXYZ][CGMPRTW]_\d+|[ANWXYZ][CGMPRTW]_\d+\.\d+|NZ_[A-Z]{2,4}\d+|NZ_[A-Z]{2,4}\d+\.\d+"#, example: "NP_012345",
                address: "https://www.ncbi.nlm.nih.gov/search/all/?term={id}"),
            IdentifierForm(
                "Reactome", #"R-[A-Z]{3}-\d+|R-[A-Z]{3}-\d+\.\d+|R-[A-Z]{3}-\d+-\d+|R-[A-Z]{3}-\d+-\d+\.\d+"#, example: "R-HSA-201451",
                address: "https://reactome.org/content/detail/{id}"),
            IdentifierForm("dbSNP", #"rs\d+"#, example: "rs121909098", address: "https://www.ncbi.nlm.nih.gov/snp/{id}"),
            IdentifierForm("ClinVar", #"\d+"#, example: "12345", address: "https://www.ncbi.nlm.nih.gov/clinvar/variation/{id}"),
            IdentifierForm("OMIM", #"\d{6}"#, example: "603903", address: "https://omim.org/entry/{id}", prefixes: ["MIM:", "#", "*", "+", "%"]),
            IdentifierForm(
                "Orphanet", #"\d+"#, example: "85163", address: "http://www.orpha.net/consor/cgi-bin/OC_Exp.php?Lng=EN&Expert={id}",
                prefixes: ["ORPHA:", "Orphanet_"]),
            IdentifierForm("ChEMBL", #"CHEMBL\d+"#, example: "CHEMBL25", address: "https://www.ebi.ac.uk/chembl/id_lookup/{id}"),
            IdentifierForm(
                "Cellosaurus", #"CVCL_[A-Z0-9]{4}"#, example: "CVCL_0030", address: "https://www.cellosaurus.org/{id}", prefixes: ["RRID:"]),
        ]
        return forms.reduce(into: [:]) { table, form in
            if let scheme = IdentifierScheme(rawValue: form.name) { table[scheme] = form }
        }
    }()
}

/// The check of an identifier that has a pattern and an address alone.
func checkForm(_ value: String, _ form: IdentifierForm) -> IdentifierCheck {
    if value.isEmpty { return .invalid(reason: "is empty") }
    func isOne(_ text: String) -> Bool { form.pattern?.matches(text) ?? !text.contains(where: \.isWhitespace) }
    if isOne(value), !value.hasPrefix("http") { return .valid(normalised: value) }
    let start = form.address.prefix { $0 != "{" }
    let other = start.hasPrefix("https:") ? "http:" + start.dropFirst(6) : "https:" + start.dropFirst(5)
    let rest = value.dropping(anyOf: [String(start), other, form.name + ":"] + form.prefixes)
    let text = (rest ?? value).trimmed
    let reason = rest == nil ? nil : "is written with its address or scheme"
    // The name in its own letters, where it belongs to the identifier.
    let whole = form.hasPrefix && !text.hasPrefix(form.name) ? form.name + ":" + text : text
    for (candidate, change) in [(whole, form.hasPrefix ? "does not write its prefix as \(form.name):" : ""), (whole.raisedASCII, "is not in capitals")]
    where isOne(candidate) && !candidate.utf8.elementsEqual(value.utf8) {
        return .fixable(normalised: candidate, reason: candidate.utf8.elementsEqual(whole.utf8) ? reason ?? change : reason ?? "is not in capitals")
    }
    if !form.example.isEmpty { return .invalid(reason: "is not an identifier of \(form.name), such as \(form.example)") }
    return .invalid(reason: form.pattern.map { "does not have the form of \(form.name), \($0.text)" } ?? "holds a blank")
}
