// The reports about an entry's identifiers.
import Testing
import WikiModel

@testable import Bibliography

private func identifierDiagnostics(of head: EntryHead) -> [Diagnostic] { Bibliography.identifierDiagnostics(of: head, vocabulary: Vocabulary()) }

private func head(_ change: (inout EntryMetadata) -> Void) -> EntryHead {
    var head = EntryHead(path: "content/papers/x.md", kind: .paper, slug: "x")
    head.metadata.paper = PaperMetadata()
    change(&head.metadata)
    return head
}

@Test func rightIdentifiersAreSilent() {
    let entry = head {
        $0.paper?.doi = "10.1038/cr.2014.135"
        $0.paper?.pmid = "25342562"
        $0.paper?.pmcid = "PMC4260529"
        $0.paper?.authors = [
            PersonName(family: "Ma", given: "L", orcid: "0000-0002-1825-0097"), PersonName(family: "Yu"),
        ]
        $0.identifiers = [Identifier(scheme: "GO", value: "GO:0140494")]
    }
    #expect(identifierDiagnostics(of: entry).isEmpty)
}

@Test func wrongIdentifiersAreNamedAtTheirPlace() {
    let entry = head {
        $0.paper?.pmid = "PMC12121079"
        $0.paper?.pmcid = "40437622"
        $0.paper?.doi = "https://doi.org/10.1/x"
        $0.paper?.authors = [PersonName(family: "A"), PersonName(family: "B", orcid: "0000-0002-1825-0098")]
        $0.identifiers = [Identifier(scheme: "GOO", value: "1"), Identifier(scheme: "GO", value: "GO_0140494")]
        $0.fieldRanges = [
            FieldRange(.pmid, range: SourceRange(line: 9, columnUTF8: 8, lengthUTF8: 11)),
            FieldRange(.orcid, index: 1, range: SourceRange(line: 6, columnUTF8: 30, lengthUTF8: 19)),
            FieldRange(.identifier, index: 1, range: SourceRange(line: 12, columnUTF8: 7, lengthUTF8: 10)),
        ]
    }
    let lines = identifierDiagnostics(of: entry).map(\.line)
    #expect(
        lines == [
            "content/papers/x.md: error: DOI \"https://doi.org/10.1/x\" has the prefix \"10.1\"; a prefix is \"10.\" and 4 to 9 digits [identifier-invalid]",
            "content/papers/x.md:9:8: error: PMID \"PMC12121079\" is a PMCID, not a PMID [identifier-invalid]",
            "content/papers/x.md: error: PMCID \"40437622\" is a bare number, as a PMID is; a PMCID begins with PMC [identifier-invalid]",
            "content/papers/x.md:6:30: error: ORCID \"0000-0002-1825-0098\" has a wrong check digit: the other digits ask for 7 [identifier-invalid]",
            "content/papers/x.md: error: \"GOO\" is not a known scheme of identifiers; did you mean \"GO\"? [identifier-invalid]",
            "content/papers/x.md:12:7: warning: GO \"GO_0140494\" has no \":\" after its prefix; write GO:0140494 [identifier-invalid]",
        ])
}

@Test func schemesThatAreFarFromAllAreToldWhereTheyStand() {
    let entry = head { $0.identifiers = [Identifier(scheme: "Plasmids of ours", value: "S000002386")] }
    let message = identifierDiagnostics(of: entry).first?.message ?? ""
    #expect(
        message == "\"Plasmids of ours\" is not a known scheme of identifiers; `migrapedia explain identifier-invalid` lists them, and "
            + "`identifiers` in site/vocabulary.yml adds others")
}

/// Another spelling of a scheme is mended where it stands; a second one of a scheme, and the keys of a paper, are told.
@Test func schemesAreToldTheirSpelling() {
    func entry(_ kind: EntryKind, _ schemes: [String]) -> EntryHead {
        var head = EntryHead(path: "x.md", kind: kind, slug: "x")
        if kind == .paper { head.metadata.paper = PaperMetadata() }
        for (index, scheme) in schemes.enumerated() {
            head.metadata.identifiers.append(Identifier(scheme: scheme, value: scheme.lowercased() == "doi" ? "10.1000/x" : "P12345"))
            head.metadata.fieldRanges.append(FieldRange(.identifier, index: index, range: SourceRange(line: index + 5, columnUTF8: 12)))
            head.metadata.fieldRanges.append(FieldRange(.identifierScheme, index: index, range: SourceRange(line: index + 5, columnUTF8: 3)))
        }
        return head
    }
    let concept = identifierDiagnostics(of: entry(.concept, ["UniProt", "uniprot", "DOI", "Unirot"]))
    #expect(concept.map(\.line) == [
        "x.md:6:3: warning: the scheme \"uniprot\" is written UniProt [identifier-invalid]",
        "x.md:6:3: error: UniProt stands twice, the second time as \"uniprot\"; each scheme has one value [identifier-invalid]",
        "x.md:8:3: error: \"Unirot\" is not a known scheme of identifiers; did you mean \"UniProt\"? [identifier-invalid]",
    ])
    #expect(concept.map(\.suggestion) == [
        Suggestion(replacement: "UniProt", of: "uniprot", .safe), nil, Suggestion(replacement: "UniProt", of: "Unirot"),
    ])
    #expect(identifierDiagnostics(of: entry(.paper, ["doi"])).map(\.line) == [
        "x.md:5:3: warning: the DOI of a paper has a key of its own; write a line \"DOI: 10.1000/x\" without blanks before it, in the place of this one [identifier-invalid]"
    ])
}

@Test func mendableIdentifiersCarryTheirReplacement() {
    let entry = head { $0.paper?.doi = "https://doi.org/10.1038/CR.2014.135" }
    let found = identifierDiagnostics(of: entry)
    #expect(found.map(\.suggestion?.replacement) == ["10.1038/cr.2014.135"])
    #expect(found.map(\.severity) == [.warning])
}

@Test func aShortDOIIsAWarning() {
    #expect(identifierDiagnostics(of: head { $0.paper?.doi = "10/aabbe" }).map(\.severity) == [.warning])
}

@Test func aLongValueIsCutInTheMessage() {
    let entry = head { $0.paper?.pmid = String(repeating: "x", count: 5000) }
    #expect(identifierDiagnostics(of: entry).allSatisfy { $0.message.utf8.count < 200 })
}

@Test func addressesThatNothingCanOpenAreReported() {
    func lines(_ url: String) -> [String] { identifierDiagnostics(of: head { $0.paper?.url = url }).map(\.line) }
    for good in ["https://www.x.org/a", "http://x.org", "HTTPS://x.org/?q=1"] { #expect(lines(good).isEmpty, "\(good)") }
    for (written, mended) in [
        ("www.x.org/a", "https://www.x.org/a"), ("<https://x.org/a>", "https://x.org/a"), ("//x.org", "https://x.org"),
        ("doi.org/10.1000/x", "https://doi.org/10.1000/x"),
    ] {
        #expect(
            lines(written) == ["content/papers/x.md: warning: URL \"\(written)\" does not begin with https:// or http://; write \(mended) [identifier-invalid]"])
    }
    for bad in ["javascript:alert(1)", "10.1038/x", "file:///home/me/x.pdf", "see the journal", "ftp://x.org/a"] {
        #expect(
            lines(bad) == ["content/papers/x.md: error: URL \"\(bad)\" does not begin with https:// or http://, so nothing links to it [identifier-invalid]"])
    }
}

@Test func addressesThatNothingCanOpenAreNotExported() {
    func exported(_ url: String) -> String {
        BibliographyRecord(key: "x", title: "T", paper: PaperMetadata(url)).normalised().paper.url
    }
    #expect(exported("www.x.org/a") == "https://www.x.org/a")
    #expect(exported("<https://x.org>") == "https://x.org")
    #expect(exported("javascript:alert(1)") == "")
    #expect(exported("ftp://x.org/a") == "ftp://x.org/a")
}

extension PaperMetadata {
    fileprivate init(_ url: String) {
        self.init()
        self.url = url
    }
}
