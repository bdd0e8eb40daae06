// What the readers of RIS, CSL-JSON and MEDLINE make of real shapes and of broken files.
import Testing
import WikiModel

@testable import Bibliography

private func read(_ text: String, _ format: BibliographyFormat) -> BibliographyReading {
    readBibliography(Array(text.utf8), format: format)
}

// MARK: RIS

@Test func severalAuthorsOnOneLineOfRIS() {
    let reading = read("TY  - JOUR\nTI  - T\nAU  - Müller, A.; Roe, B.;\nAU  - Doe, C.\nDO  - 10.1000/a\nER  - \n", .ris)
    #expect(reading.records.first?.paper.authors.map(\.family) == ["Müller", "Roe", "Doe"])
}

@Test func risOfPublishers() {
    let reading = read(
        """
        TY  - JOUR
        A1  - Ma, L.
        AU  - Collaboration
        T1  - Title
        JO  - Abbrev. J.
        JF  - Full Journal
        Y1  - 2014///
        DA  - 2014/10/24
        SP  - 24
        EP  - 38
        M3  - 10.1038/cr.2014.135
        UR  - https://www.nature.com/articles/cr2014135
        KW  - one
        two
        SN  - 1748-7838 (Electronic)
        N1  - PMID: 25342562
        ER  -
        TY  - CHAP
        TI  - Chapter
        BT  - The Book
        PB  - Elsevier
        C7  - 5
        ER  - 
        TY  - GEN
        TI  - A preprint
        M3  - Preprint
        PY  - 2021
        DA  - 2022/01/01
        ER  -
        """, .ris)
    #expect(lines(reading.problems) == [])
    #expect(reading.records.map(\.key) == ["collaboration2014", "chapter", "preprint2021"])
    let first = reading.records.first
    #expect(first?.paper.containerTitle == "Full Journal")
    #expect(first?.paper.issued == PartialDate(year: 2014, month: 10, day: 24))
    #expect(first?.paper.page == "24-38")
    #expect(first?.paper.doi == "10.1038/cr.2014.135")
    #expect(first?.paper.keywords == ["one", "two"])
    #expect(first?.paper.pmid == "25342562")
    #expect(first?.paper.authors == [PersonName(literal: "Collaboration"), PersonName(family: "Ma", given: "L.")])
    #expect(first?.identifiers == [Identifier(scheme: "ISSN", value: "1748-7838")])
    let chapter = reading.records.dropFirst().first?.paper
    #expect(chapter?.containerTitle == "The Book" && chapter?.publisher == "Elsevier" && chapter?.number == "5")
    #expect(reading.records.last?.paper.type == "article")
    #expect(reading.records.last?.paper.issued == PartialDate(year: 2021))
}

@Test func brokenRIS() {
    let reading = read(
        """
        a line before all
        AU  - Early
        TY  - JOUR
        TI  - No end
        TY  - XXXX
        TI  - Unknown type
        PY  - in press
        ER  -
        ER  -
        TY  - JOUR
        ER  -
        TY - JOUR
        TI - one blank
        """, .ris)
    #expect(reading.records.map(\.title) == ["No end", "Unknown type", "one blank"])
    #expect(
        lines(reading.problems) == [
            "1:1 text outside a record", "2:1 AU before the first TY", "3:1 a record has no ER before the next TY",
            "5:1 type \"XXXX\" is none of RIS",
            "7:1 date \"in press\" has no year", "9:1 ER without a TY before it",
            "10:1 the record has no title (TI or T1)", "12:1 the last record has no ER",
        ])
}

@Test(
    "A title that is missing is told from other problems",
    arguments: [
        (.bibtex, "@article{a, doi={10.1000/x}, year={none}}"), (.ris, "TY  - JOUR\nDO  - 10.1000/x\nPY  - none\nER  - \n"),
        (.cslJSON, #"[{"id": "a", "DOI": "10.1000/x", "type": "none has no title"}]"#), (.medline, "PMID- 1\nDP  - none\n"),
    ] as [(BibliographyFormat, String)])
func aMissingTitleIsTold(format: BibliographyFormat, text: String) {
    let problems = readBibliography(Array(text.utf8), format: format).problems
    #expect(problems.count == 2)
    #expect(problems.filter(\.isMissingTitle).map { $0.message.contains("has no title") } == [true])
}

// MARK: CSL-JSON

@Test func cslShapes() {
    let reading = read(
        #"""
        {"items": [
          {"id": 7, "type": "journal-article", "title": ["From Crossref"], "container-title": ["J"], "issued": {"date-parts": [[2019, 8]]}, "ISSN": ["0378-5955"]},
          {"id": "z", "type": "chapter", "title": "Z", "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, {"name": "WHO"}, {}],
           "issued": {"raw": "12 Aug 2019"}, "keyword": ["a", "b"], "page": 5},
          {"id": "y", "type": "book", "title": "\ud83e\uddec \u00e9 \ud800", "issued": {"literal": "n.d."}},
          {"id": "x", "type": "nonsense", "title": "X", "issued": "2019-08-12"}
        ]}
        """#, .cslJSON)
    #expect(lines(reading.problems) == ["5:80 the date of \"y\" has no year", "6:23 type \"nonsense\" is none of CSL"])
    #expect(reading.records.map(\.key) == ["7", "z", "y", "x"])
    #expect(reading.records.map(\.title) == ["From Crossref", "Z", "🧬 é \u{FFFD}", "X"])
    #expect(reading.records.map(\.paper.type) == ["article-journal", "chapter", "book", "document"])
    #expect(
        reading.records.map(\.paper.issued) == [
            PartialDate(year: 2019, month: 8), PartialDate(year: 2019, month: 8, day: 12), nil,
            PartialDate(year: 2019, month: 8, day: 12),
        ])
    #expect(
        reading.records[1].paper.authors == [
            PersonName(family: "van Beethoven", given: "Ludwig"), PersonName(literal: "WHO"),
        ])
    #expect(reading.records[1].paper.keywords == ["a", "b"])
    #expect(reading.records[1].paper.page == "5")
}

@Test func brokenItemsLeaveTheOthers() {
    let reading = read(
        """
        [
          {"id": "a", "title": "A"},
          {"id": "b", "title": "B",},
          {"id": "c", "title": "C
        never closed},
          {"id": "d", "title": "D", "author": [
            {"family": "X"}
            {"family": "Y"}
          ]},
          7,
          {"id": "e", "title": "E"}
        """, .cslJSON)
    #expect(reading.records.map(\.key) == ["a", "e"])
    #expect(
        lines(reading.problems) == [
            "3:28 a name in double quotes is missing", "4:26 a line break or control character inside a text",
            "8:5 \",\" or \"]\" is missing",
            "11:28 \",\" or \"]\" is missing after an item",
        ])
}

@Test(
    "JSON that is none",
    arguments: [
        "", "{", "[1", "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "nul", "tru", "['a']", "{\"a\" 1}", "{a: 1}", "\"\\x\"",
        "\"\\u12\"", "\"\u{1}\"", "[\"a]", "{\"a\":1,}", "[1,]", "NaN",
        String(repeating: "[", count: 100_000),
    ])
func invalidJSON(text: String) {
    var parser = JSONParser(bytes: Array(text.utf8), index: 0)
    #expect(throws: JSONFailure.self) { try parser.value() }
}

@Test func validJSON() throws {
    var parser = JSONParser(
        bytes: Array(#" {"a": [1, -0.5e+3, true, false, null, "x\n\/\"A"], "a": {}} "#.utf8), index: 0)
    let value = try parser.value()
    #expect(value["a"]?.kind == .object([]))
    guard case .object(let members) = value.kind else { return #expect(Bool(false)) }
    #expect(members.first?.value.array?.map(\.text) == ["1", "-0.5e+3", nil, nil, nil, "x\n/\"A"])
}

// MARK: MEDLINE

@Test func medlineRetractions() {
    let reading = read(
        """
        PMID- 1
        TI  - Retracted paper.
        DP  - 2015 Jan-Feb
        PT  - Journal Article
        PT  - Retracted Publication
        CIN - Nature. 2016;1:1

        PMID- 2
        TI  - Doubted paper?
        DP  - 2016 Spring
        ECI - Science. 2020 Jan 3;367(6473):15. PMID: 31896689
        EIN - Science. 2017 May 5;1(1):1. doi: 10.1126/x

        PMID- 3
        TI  - Corrected...
        EIN - Science. 2017 May 5;1(1):1. doi: 10.1126/science.aaa1234.

        PMID- 4
        TI  - Retraction: the retracted paper.
        PT  - Retraction of Publication
        ROF - Nature. 2015 Jan;1(1):1. PMID: 1

        PMID- 5
        TI  - Expression of concern.
        PT  - Expression of Concern
        """, .medline)
    #expect(
        reading.records.map(\.paper.retraction) == [
            Retraction(kind: .retracted),
            Retraction(
                kind: .expressionOfConcern, notice: "https://pubmed.ncbi.nlm.nih.gov/31896689/",
                date: PartialDate(year: 2020, month: 1, day: 3)),
            Retraction(
                kind: .corrected, notice: "10.1126/science.aaa1234", date: PartialDate(year: 2017, month: 5, day: 5)),
            nil, nil,
        ])
    #expect(
        reading.records.map(\.title) == [
            "Retracted paper", "Doubted paper?", "Corrected...", "Retraction: the retracted paper",
            "Expression of concern",
        ])
    #expect(
        reading.records.map(\.paper.issued) == [
            PartialDate(year: 2015, month: 1), PartialDate(year: 2016), nil, nil, nil,
        ])
    #expect(
        lines(reading.problems) == [
            "18:1 PMID \"4\" is the retraction of another paper, not a paper",
            "23:1 PMID \"5\" is an expression of concern of another paper, not a paper",
        ])
}

@Test func medlineOddities() {
    let reading = read(
        """
        TI  - Without a PMID.
        AU  - van der Berg JA
        AU  - King ML Jr
        AU  - et al.
        CN  - The Group
        JT  - The Journal of cell biology
        PG  - 1504-18
        IS  - 1540-8140 (Electronic)
        PT  - Preprint
        MH  - *Cell Movement/physiology
        MH  - Humans

        PMID- 2
        TI  - eLife paper.
        LID - e50231 [pii]
        LID - 10.7554/eLife.50231 [doi]
        AID - 10.7554/eLife.50231 [doi]
        JT  - eLife
        IS  - 2050-084X (Print)
        IS  - 1234-5678 (Electronic)
        a line without a tag
        """, .medline)
    let first = reading.records.first?.paper
    #expect(
        first?.authors == [
            PersonName(family: "van der Berg", given: "JA"), PersonName(family: "King", given: "ML, Jr."),
            PersonName(literal: "The Group"),
        ])
    #expect(first?.authorStatus == .partial)
    #expect(first?.containerTitle == "The Journal of Cell Biology")
    #expect(first?.page == "1504-1518")
    #expect(first?.type == "article")
    #expect(first?.keywords == ["Cell Movement", "Humans"])
    let second = reading.records.last
    #expect(second?.paper.number == "e50231")
    #expect(second?.paper.doi == "10.7554/elife.50231")
    #expect(second?.paper.containerTitle == "eLife")
    #expect(second?.identifiers == [Identifier(scheme: "ISSN", value: "2050-084X")])
    #expect(
        lines(reading.problems) == [
            "1:1 a record begins with TI, not with PMID", "21:1 line has no tag: \"a line without a tag\"",
        ])
}

@Test func recordsOfERIC() {
    let text = """

        OWN - ERIC
        TI  - Tests of Robustness
        AU  - Leipzig, Jeremy M.
        ISSN- EISSN-2375-5636
        ISSN - EISSN-2375-5636
        DP  - Apr 2021
        LID - http://eric.ed.gov/?id=ED620611

        OWN - ERIC
        TI  - Another
        """
    let reading = read(text, .medline)
    #expect(lines(reading.problems) == [])
    #expect(reading.records.map(\.key) == ["leipzig2021", "another"])
    #expect(reading.records.first?.paper.authors == [PersonName(family: "Leipzig", given: "Jeremy M.")])
    #expect(reading.records.first?.paper.url == "http://eric.ed.gov/?id=ED620611")
    #expect(reading.records.first?.paper.issued == PartialDate(year: 2021, month: 4))
    #expect(BibliographyFormat(guessedFrom: Array(text.utf8)) == .medline)
}

@Test(
    "Formats by name and by content",
    arguments: [
        ("bib", "@article{a,}", .bibtex), ("RIS", "TY - JOUR", .ris), ("json", "  [", .cslJSON),
        ("nbib", "PMID- 1", .medline),
        ("txt", "nothing", nil),
    ] as [(String, String, BibliographyFormat?)])
func formats(ending: String, text: String, expected: BibliographyFormat?) {
    #expect(BibliographyFormat(fileExtension: ending) == expected)
    #expect(BibliographyFormat(guessedFrom: Array(text.utf8)) == expected)
}

// MARK: Dates and pages

@Test(
    "Dates",
    arguments: [
        ("2019", "2019"), ("2019-08", "2019-08"), ("2019-08-12", "2019-08-12"), ("2019/08/12/", "2019-08-12"),
        ("2019///", "2019"), ("2015 Jan 2", "2015-01-02"), ("2015 Jan-Feb", "2015-01"),
        ("2014 Dec 30-2015 Jan 2", "2014-12-30"), ("12 August 2019", "2019-08-12"), ("August 12, 2019", "2019-08-12"),
        ("2016 Spring", "2016"), ("2019-08-12T00:00:00Z", "2019-08-12"),
        ("2019-08/2019-09", "2019-08"), ("12/08/2019", "2019"), ("c. 1990", "1990"), ("c1986", "1986"), ("[1986]", "1986"), ("1986c", nil), ("2019-02-30", "2019-02"),
        ("2019-13-01", "2019"), ("2020-02-29", "2020-02-29"), ("1900-02-29", "1900-02"),
        ("Sept 2019", "2019-09"), ("marching 2019", "2019"), ("in press", nil), ("", nil), ("19", nil), ("0000", nil),
        ("20190812", nil),
    ] as [(String, String?)])
func dates(text: String, expected: String?) {
    #expect(looseDate(text)?.description == expected)
}

@Test(
    "Pages",
    arguments: [
        ("24-38", "24-38"), ("24–38", "24-38"), ("24--38", "24-38"), ("24 - 38", "24-38"), ("237-40", "237-240"),
        ("1504-18", "1504-1518"), ("E8499-508", "E8499-E8508"), ("E8499-8508", "E8499-E8508"),
        ("E8499-E8508", "E8499-E8508"), ("2896-2910.e13", "2896-2910.e13"), ("e50231", "e50231"), ("24-3", "24-3"),
        ("1-3, 7-9", "1-3, 7-9"), ("A-1-A-5", "A-1-A-5"), ("", ""), ("-", "-"), ("100003", "100003"),
    ])
func pages(text: String, expected: String) {
    #expect(normalisedPages(text) == expected)
    #expect(normalisedPages(expected) == expected)
}

/// A type of any program is one that entries may have, and what is left out of a format comes back by the nearest.
@Test(
    "Types",
    arguments: [
        ("article", "article-journal"), ("inbook", "chapter"), ("conference", "paper-conference"), ("mastersthesis", "thesis"), ("techreport", "report"),
        ("online", "webpage"), ("misc", "document"), ("software", "software"), ("video", "motion_picture"), ("preprint", "article"), ("manual", "book"),
        ("web_page", "webpage"), ("book_section", "chapter"), ("working_paper", "document"), ("computer_program", "software"), ("letter", "personal_communication"),
        ("newspaper_article", "article-newspaper"), ("magazine_article", "article-magazine"), ("encyclopedia_article", "entry-encyclopedia"),
        ("conference_proceedings", "paper-conference"), ("legislation", "legislation"), ("image", "graphic"), ("audio", "song"), ("booklet", "pamphlet"),
    ])
func typesOfBibTeX(type: String, expected: String) {
    let reading = readBibliography(Array("@\(type){a, title = {T}, year = 2019}".utf8), format: .biblatex)
    #expect(reading.records.map(\.paper.type) == [expected])
    #expect(cslTypes.contains(expected))
}

@Test(
    "Types of RIS",
    arguments: [
        ("JOUR", "article-journal"), ("EJOUR", "article-journal"), ("CHAP", "chapter"), ("CONF", "paper-conference"), ("THES", "thesis"), ("RPRT", "report"),
        ("ELEC", "webpage"), ("DATA", "dataset"), ("COMP", "software"), ("UNPB", "manuscript"), ("PAT", "patent"), ("BOOK", "book"), ("EBOOK", "book"),
        ("VIDEO", "motion_picture"), ("PREPRINT", "article"), ("NEWS", "article-newspaper"), ("MGZN", "article-magazine"), ("PCOMM", "personal_communication"),
        ("SLIDE", "speech"), ("CASE", "legal_case"), ("STAT", "legislation"), ("BILL", "bill"), ("HEAR", "hearing"), ("ART", "graphic"), ("FIGURE", "figure"),
        ("SOUND", "song"), ("MUSIC", "musical_score"), ("CLSWK", "classic"), ("JFULL", "periodical"), ("GEN", "document"),
    ])
func typesOfRIS(type: String, expected: String) {
    let reading = readBibliography(Array("TY  - \(type)\nTI  - T\nPY  - 2019\nER  - \n".utf8), format: .ris)
    #expect(reading.records.map(\.paper.type) == [expected])
    #expect(cslTypes.contains(expected))
}

/// Half of a pair of UTF-16 is no letter, and takes none with it.
@Test func halvesOfSurrogatePairs() throws {
    var parser = JSONParser(bytes: Array(#"["\ud83d\u0041", "\ud83dA", "\ude00", "\ud83d\ude00"]"#.utf8), index: 0)
    #expect(try parser.value().array?.map(\.text) == ["\u{FFFD}A", "\u{FFFD}A", "\u{FFFD}", "😀"])
}
