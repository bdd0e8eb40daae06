// One work as four formats give it: one record. The work is the one that ORCID and Crossref use for tests.
import Testing
import WikiModel

@testable import Bibliography

private let bibtex = #"""
    % exported by hand
    @string{jop = "Journal of " # {Psychoceramics}}

    @Article{carberry2008,
      author    = {Carberry, Josiah S. and M{\"u}ller, J{\"o}rg and {The Cracked Pot Group} and King, Jr., Martin Luther},
      author+an:orcid = {1="0000-0002-1825-0097"},
      title     = {Toward a {Unified Theory} of {High-Energy} \textit{Metaphysics}: {H$_2$O}, $\alpha$-string},
      journal   = jop,
      year      = 2008,
      month     = aug # "~13",
      volume    = {5},
      number    = {11},
      pages     = {1--3},
      doi       = {10.5555/12345678},
      url       = {https://doi.org/10.5555/12345678},
      pmid      = {12345678},
      pmcid     = {PMC1234567},
      issn      = {0264-3561},
      keywords  = {cracked pots, string theory},
      abstract  = {The characteristic theme --- ``50\,\% of pots'' \& more.},
      retraction = {retracted; 10.5555/24242424x; 2011-03},
    }
    """#

private let ris = """
    TY  - JOUR
    ID  - carberry2008
    AU  - Carberry, Josiah S.
    AU  - Müller, Jörg
    AU  - The Cracked Pot Group
    AU  - King, Martin Luther, Jr.
    TI  - Toward a Unified Theory of High-Energy <i>Metaphysics</i>: H<sub>2</sub>O, α-string
    T2  - Journal of Psychoceramics
    PY  - 2008/08/13/
    VL  - 5
    IS  - 11
    SP  - 1
    EP  - 3
    DO  - https://doi.org/10.5555/12345678
    AN  - 12345678
    C2  - PMC1234567
    SN  - 0264-3561
    KW  - cracked pots
    KW  - string theory
    AB  - The characteristic theme — “50 % of pots”
      & more.
    N1  - ORCID 1: https://orcid.org/0000-0002-1825-0097
    N1  - Retraction: retracted; https://doi.org/10.5555/24242424X; 2011-03
    ER  -

    """

private let csl = """
    [{"id": "carberry2008", "type": "article-journal",
      "author": [{"family": "Carberry", "given": "Josiah S.", "ORCID": "http://orcid.org/0000-0002-1825-0097"},
                 {"family": "M\\u00fcller", "given": "J\\u00f6rg"}, {"literal": "The Cracked Pot Group"},
                 {"family": "King", "given": "Martin Luther", "suffix": "Jr."}],
      "title": "Toward a <span class=\\"nocase\\">Unified Theory</span> of High-Energy <i>Metaphysics</i>: H<sub>2</sub>O, α-string",
      "container-title": "Journal of Psychoceramics", "issued": {"date-parts": [["2008", 8, 13]]},
      "volume": 5, "issue": "11", "page": "1–3", "DOI": "10.5555/12345678", "URL": "http://dx.doi.org/10.5555/12345678",
      "ISSN": "0264-3561", "keyword": "cracked pots, string theory", "note": "PMID: 12345678\\nPMCID: PMC1234567",
      "abstract": "<jats:p>The characteristic theme — “50 % of pots” &amp; more.</jats:p>",
      "custom": {"retraction": {"kind": "retracted", "notice": "10.5555/24242424x", "date": "2011-03"}}}]
    """

private let medline = """

    PMID- 12345678
    OWN - NLM
    IS  - 1364-503X (Electronic)
    IS  - 0264-3561 (Linking)
    VI  - 5
    IP  - 11
    DP  - 2008 Aug 13
    TI  - Toward a Unified Theory of High-Energy <i>Metaphysics</i>: H<sub>2</sub>O, 
          α-string.
    PG  - 1-3
    LID - 10.5555/12345678 [doi]
    AB  - The characteristic theme — “50 % of pots” & 
          more.
    FAU - Carberry, Josiah S.
    AU  - Carberry JS
    AUID- ORCID: 0000-0002-1825-0097
    FAU - Müller, Jörg
    AU  - Müller J
    CN  - The Cracked Pot Group
    FAU - King, Martin Luther Jr
    AU  - King ML Jr
    LA  - eng
    PT  - Journal Article
    PT  - Retracted Publication
    JT  - Journal of psychoceramics
    RIN - J Psychoceram. 2011 Mar;8(3):1. doi: 10.5555/24242424X. PMID: 12345679
    CIN - J Psychoceram. 2009 Jan;6(1):1
    MH  - *Ceramics/history
    OT  - cracked pots
    OT  - *string theory
    PMC - PMC1234567
    SO  - J Psychoceram. 2008 Aug 13;5(11):1-3.

    """

private let expected: BibliographyRecord = {
    var paper = PaperMetadata()
    paper.type = "article-journal"
    paper.authors = [
        PersonName(family: "Carberry", given: "Josiah S.", orcid: "0000-0002-1825-0097"),
        PersonName(family: "Müller", given: "Jörg"),
        PersonName(literal: "The Cracked Pot Group"), PersonName(family: "King", given: "Martin Luther, Jr."),
    ]
    paper.issued = PartialDate(year: 2008, month: 8, day: 13)
    paper.containerTitle = "Journal of Psychoceramics"
    paper.volume = "5"
    paper.issue = "11"
    paper.page = "1-3"
    paper.doi = "10.5555/12345678"
    paper.pmid = "12345678"
    paper.pmcid = "PMC1234567"
    paper.keywords = ["cracked pots", "string theory"]
    paper.abstract = "The characteristic theme — “50 % of pots” & more."
    paper.retraction = Retraction(
        kind: .retracted, notice: "10.5555/24242424x", date: PartialDate(year: 2011, month: 3))
    return BibliographyRecord(
        key: "carberry2008",
        title: "Toward a Unified Theory of High-Energy <i>Metaphysics</i>: H<sub>2</sub>O, α-string", paper: paper,
        identifiers: [Identifier(scheme: "ISSN", value: "0264-3561")])
}()

@Test(arguments: [(BibliographyFormat.bibtex, bibtex), (.ris, ris), (.cslJSON, csl), (.medline, medline)])
func oneWorkIsOneRecord(format: BibliographyFormat, text: String) throws {
    let bytes = Array(text.utf8)
    let reading = readBibliography(bytes, format: format)
    #expect(reading.problems == [])
    let record = try #require(reading.records.first)
    #expect(reading.records.count == 1)
    #expect(record.title == expected.title)
    #expect(record.paper.authors == expected.paper.authors)
    #expect(record.paper.abstract == expected.paper.abstract)
    #expect(record == expected)
    #expect(BibliographyFormat(guessedFrom: bytes) == format)
}

@Test(
    "Line ends and byte order mark change nothing",
    arguments: [(BibliographyFormat.bibtex, bibtex), (.ris, ris), (.cslJSON, csl), (.medline, medline)])
func lineEnds(format: BibliographyFormat, text: String) {
    for end in ["\r\n", "\r"] {
        let bytes = [0xEF, 0xBB, 0xBF] + Array(text.replacing("\n", with: end).utf8)
        let reading = readBibliography(bytes, format: format)
        #expect(reading.records == [expected] && reading.problems == [])
    }
}

@Test(
    "A file cut at any byte gives no more than one record and does not trap",
    arguments: [(BibliographyFormat.bibtex, bibtex), (.ris, ris), (.cslJSON, csl), (.medline, medline)])
func cutFiles(format: BibliographyFormat, text: String) {
    let bytes = Array(text.utf8)
    for end in bytes.indices {
        #expect(readBibliography(Array(bytes[..<end]), format: format).records.count <= 1)
        #expect(readBibliography(Array(bytes[end...]), format: format).records.count <= 1)
    }
}
