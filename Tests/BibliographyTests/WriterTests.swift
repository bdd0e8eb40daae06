// What the writers write: one golden for each format, and the rules that other programs rely on.
import Testing
import WikiModel

@testable import Bibliography

private let record: BibliographyRecord = {
    var paper = PaperMetadata()
    paper.type = "article-journal"
    paper.authors = [
        PersonName(family: "Ma", given: "Liang", orcid: "0000-0002-1825-0097"),
        PersonName(family: "King", given: "M. L., Jr."), PersonName(literal: "Barnes and Noble, Inc."),
    ]
    paper.authorStatus = .partial
    paper.issued = PartialDate(year: 2019, month: 8, day: 12)
    paper.containerTitle = "Nature & Cell"
    paper.volume = "21"
    paper.issue = "8"
    paper.page = "991–1002"
    paper.number = "e1"
    paper.doi = "10.1038/S41556_019"
    paper.pmid = "31371827"
    paper.pmcid = "PMC1234567"
    paper.keywords = ["migrasome", "Ca2+, free"]
    paper.abstract = "50% of {cells}; \\ ~ ^"
    paper.retraction = Retraction(kind: .corrected, notice: "10.1038/x", date: PartialDate(year: 2020))
    paper.verified = "text"
    return BibliographyRecord(
        key: "ma2019", title: "Roles of TSPAN4 in <i>Danio rerio</i>: Ca<sup>2+</sup> and the cell", paper: paper,
        identifiers: [Identifier(scheme: "ISSN", value: "1465-7392")])
}()

private func text(_ records: [BibliographyRecord], _ format: BibliographyFormat) -> String {
    String(decoding: writeBibliography(records, format: format) ?? [], as: UTF8.self)
}

@Test func bibtexGolden() {
    #expect(
        text([record], .bibtex) == #"""
            @article{ma2019,
              title = {Roles of {TSPAN4} in \textit{{Danio} rerio}: {Ca}\textsuperscript{2+} and the cell},
              author = {Ma, Liang and King, Jr., M. L. and {Barnes and Noble, Inc.} and others},
              author+an:orcid = {1="0000-0002-1825-0097"},
              journal = {Nature \& Cell},
              year = {2019},
              month = aug,
              day = {12},
              volume = {21},
              number = {8},
              eid = {e1},
              pages = {991--1002},
              issn = {1465-7392},
              doi = {10.1038/s41556_019},
              pmid = {31371827},
              pmcid = {PMC1234567},
              keywords = {migrasome, {Ca2+, free}},
              abstract = {50\% of \textbraceleft{}cells\textbraceright{}; \textbackslash{} \textasciitilde{} \textasciicircum{}},
              retraction = {corrected; 10.1038/x; 2020}
            }

            """#)
}

@Test func biblatexDiffersInNamesOfFields() {
    var thesis = BibliographyRecord(key: "t", title: "T", paper: PaperMetadata())
    thesis.paper.type = "thesis"
    thesis.paper.publisher = "University"
    thesis.paper.issued = PartialDate(year: 2019, month: 8)
    #expect(
        text([thesis], .biblatex)
            == "@thesis{t,\n  title = {T},\n  date = {2019-08},\n  institution = {University}\n}\n")
    #expect(
        text([thesis], .bibtex)
            == "@phdthesis{t,\n  title = {T},\n  year = {2019},\n  month = aug,\n  school = {University}\n}\n")
    #expect(text([record], .biblatex).contains("  journaltitle = {Nature \\& Cell},\n  date = {2019-08-12},\n"))
}

@Test func risGolden() {
    #expect(
        text([record], .ris)
            == [
                "TY  - JOUR", "ID  - ma2019",
                "TI  - Roles of TSPAN4 in <i>Danio rerio</i>: Ca<sup>2+</sup> and the cell", "AU  - Ma, Liang",
                "AU  - King, M. L., Jr.",
                "AU  - Barnes and Noble Inc.", "PY  - 2019", "DA  - 2019/08/12", "T2  - Nature & Cell", "VL  - 21",
                "IS  - 8", "SP  - 991", "EP  - 1002", "C7  - e1", "DO  - 10.1038/s41556_019",
                "AN  - 31371827", "DB  - PubMed", "C2  - PMC1234567", "AB  - 50% of {cells}; \\ ~ ^", "KW  - migrasome",
                "KW  - Ca2+, free", "SN  - 1465-7392",
                "N1  - ORCID 1: 0000-0002-1825-0097", "N1  - Author 3: Barnes and Noble, Inc.",
                "N1  - Author list incomplete", "N1  - Retraction: corrected; 10.1038/x; 2020",
                "ER  - ", "", "",
            ].joined(separator: "\r\n"))
}

@Test func cslGolden() {
    #expect(
        text([record], .cslJSON) == #"""
            [
              {
                "id": "ma2019",
                "type": "article-journal",
                "title": "Roles of TSPAN4 in <i>Danio rerio</i>: Ca<sup>2+</sup> and the cell",
                "author": [
                  {
                    "family": "Ma",
                    "given": "Liang",
                    "ORCID": "https://orcid.org/0000-0002-1825-0097"
                  },
                  {
                    "family": "King",
                    "given": "M. L.",
                    "suffix": "Jr."
                  },
                  {
                    "literal": "Barnes and Noble, Inc."
                  }
                ],
                "issued": {
                  "date-parts": [[2019, 8, 12]]
                },
                "container-title": "Nature & Cell",
                "volume": "21",
                "issue": "8",
                "page": "991-1002",
                "number": "e1",
                "DOI": "10.1038/s41556_019",
                "PMID": "31371827",
                "PMCID": "PMC1234567",
                "ISSN": "1465-7392",
                "abstract": "50% of {cells}; \\ ~ ^",
                "keyword": "migrasome, Ca2+, free",
                "custom": {
                  "author_status": "partial",
                  "keywords": [
                    "migrasome",
                    "Ca2+, free"
                  ],
                  "retraction": {
                    "kind": "corrected",
                    "notice": "10.1038/x",
                    "date": "2020"
                  },
                  "verified": "text"
                }
              }
            ]

            """#)
}

@Test(
    "Capitals that a style must not lower",
    arguments: [
        ("Discovery of the migrasome", "Discovery of the migrasome"), ("TSPAN4 and cells", "{TSPAN4} and cells"),
        ("mRNA in Mice", "{mRNA} in {Mice}"), ("The Role Of Migrasomes In Cells", "The Role Of Migrasomes In Cells"),
        ("The Role of TSPAN4 in Every Cell", "The Role of {TSPAN4} in Every Cell"),
        ("A pH-dependent step", "A {pH-dependent} step"), ("“Hansel” and “Gretel”", "“Hansel” and {“Gretel”}"),
    ])
func protectedCapitals(title: String, expected: String) {
    let written = text([BibliographyRecord(key: "k", title: title, paper: PaperMetadata())], .bibtex)
    #expect(written == "@misc{k,\n  title = {\(expected)}\n}\n")
}

@Test func braceCountsOfBibTeXAlwaysBalance() {
    let hostile = BibliographyRecord(key: "}{,k", title: "}}}{ \\{ \\} {", paper: ma2015.paper ?? PaperMetadata())
    let bytes = writeBibliography([hostile], format: .bibtex) ?? []
    #expect(bytes.count { $0 == UInt8(ascii: "{") } == bytes.count { $0 == UInt8(ascii: "}") })
    #expect(readBibliography(bytes, format: .bibtex).records == [hostile.normalised()])
}

@Test func entriesToRecordsAndBack() throws {
    let record = try #require(BibliographyRecord(key: "ma2015", metadata: ma2015))
    #expect(record.metadata.paper == ma2015.paper)
    #expect(record.metadata.title == ma2015.title)
    #expect(BibliographyRecord(key: "x", metadata: EntryMetadata()) == nil)
    #expect(writeBibliography([record], format: .medline) == nil)
}
