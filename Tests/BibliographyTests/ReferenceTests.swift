// Labels and full references: goldens of both styles, and what must never pass into HTML.
import Testing
import WikiModel

@testable import Bibliography

extension FormattedReference {
    /// The reference as a reader sees it.
    var plainText: String { parts.map { $0.kind == .title || $0.kind == .work ? titlePlainText($0.text) : $0.text }.joined() }
}

func paper(_ title: String, _ change: (inout PaperMetadata) -> Void) -> EntryMetadata {
    var metadata = EntryMetadata()
    metadata.title = title
    var paper = PaperMetadata()
    paper.type = "article-journal"
    change(&paper)
    metadata.paper = paper
    return metadata
}

let ma2015 = paper(
    "Discovery of the migrasome, an organelle mediating release of cytoplasmic contents during cell migration"
) {
    $0.authors = [
        PersonName(family: "Ma", given: "Liang"), PersonName(family: "Li", given: "Ying"),
        PersonName(family: "Peng", given: "Junya"),
    ]
    $0.issued = PartialDate(year: 2015, month: 1, day: 2)
    $0.containerTitle = "Cell Research"
    $0.volume = "25"
    $0.issue = "1"
    $0.page = "24-38"
    $0.doi = "10.1038/cr.2014.135"
}

@Test(
    "Labels",
    arguments: [
        (["Ma"], .complete, 2015, "Ma, 2015"),
        (["Taylor", "Robbins"], .complete, 1963, "Taylor and Robbins, 1963"),
        (["Porter", "Claude", "Fullam"], .complete, 1945, "Porter et al., 1945"),
        (["Ye"], .partial, 2025, "Ye et al., 2025"),
        (["Ye", "Li"], .partial, 2025, "Ye et al., 2025"),
        (["Ye"], .complete, nil, "Ye, n.d."),
        ([], .unknown, 2019, "“Taking center stage: how the migrasome…”, 2019"),
        ([], .unknown, nil, "“Taking center stage: how the migrasome…”, n.d."),
    ] as [([String], AuthorStatus, Int?, String)])
func label(names: [String], status: AuthorStatus, year: Int?, expected: String) {
    let metadata = paper("Taking center stage: how the migrasome is made") {
        $0.authors = names.map { PersonName(family: $0, given: "A") }
        $0.authorStatus = status
        $0.issued = year.map { PartialDate(year: $0) }
    }
    #expect(shortLabel(of: metadata).text == expected)
}

@Test func labelsInTheWordsOfTheBase() {
    var wording = Wording()
    wording[.firstAuthor] = "{author}等"
    wording[.twoAuthors] = "{author}和{other}"
    wording[.noDate] = "无日期"
    func label(_ names: [String]) -> String {
        shortLabel(of: paper("T") { $0.authors = names.map { PersonName(family: $0, given: "A") } }, wording: wording).text
    }
    #expect([["马"], ["马", "俞"], ["马", "俞", "李"]].map(label) == ["马, 无日期", "马和俞, 无日期", "马等, 无日期"])
}

/// What is said in a reference is said in the words of the base; what stands between its parts belongs to the style.
@Test func referencesSayWordsOfTheBase() {
    var wording = Wording()
    wording[.noDate] = "o. J."
    wording[.partialAuthorsNotice] = "(Autorenliste unvollständig)"
    wording[.concernNotice] = "Ausdruck der Besorgnis"
    let metadata = paper("Titel") {
        $0.authors = [PersonName(family: "Ma", given: "Liang")]
        $0.authorStatus = .partial
        $0.retraction = Retraction(kind: .expressionOfConcern)
    }
    #expect(
        FormattedReference(metadata, style: .authorYear, wording: wording).plainText
            == "Ma L, et al. (Autorenliste unvollständig) (o. J.). Titel [Ausdruck der Besorgnis].")
    wording[.quoted] = "„{text}“"
    #expect(shortLabel(of: paper("Titel") { _ in }, wording: wording).text == "„Titel“, o. J.")
}

/// The year stands after the name, and names keep their order among others.
@Test func namesFromRightToLeftAreKeptApart() {
    let metadata = paper("كتاب (migrasome)?") {
        $0.authors = [PersonName(family: "الخوارزمي", given: "محمد"), PersonName(family: "כהן", given: "דוד")]
        $0.issued = PartialDate(year: 2020)
        $0.containerTitle = "Cell"
    }
    #expect(shortLabel(of: metadata).text == "\u{2068}الخوارزمي\u{2069} and \u{2068}כהן\u{2069}, 2020")
    #expect(
        FormattedReference(metadata, style: .authorYear).plainText
            == "\u{2068}الخوارزمي م\u{2069}, \u{2068}כהן ד\u{2069} (2020). \u{2068}كتاب (migrasome)?\u{2069} Cell.")
    #expect(["Ma", "Šťastný", "Ελλάς", "迁移体", ""].allSatisfy { $0.isolated == $0 })
}

/// Names in other scripts give no file name.
@Test(arguments: [("马", "Ma_2020a", "ma-2020a"), ("马", "2020", "anonymous2020"), ("Иванов", "", "anonymous2020"), ("Ångström", "k", "angstrom2020")])
func keysOfPapersByAuthorsWithoutLatinLetters(_ family: String, _ key: String, _ expected: String) {
    let metadata = paper("迁移体") {
        $0.authors = [PersonName(family: family, given: "A")]
        $0.issued = PartialDate(year: 2020)
    }
    let suggested = BibliographyRecord(key: key, metadata: metadata)?.suggestedKey
    #expect(suggested.flatMap { Slug.suggestion(for: $0) } == expected)
}

@Test func labelOfGroupsAndTitlesWithTags() {
    #expect(
        shortLabel(of: paper("T") { $0.authors = [PersonName(literal: "Migrasome Consortium")] }).names
            == "Migrasome Consortium")
    #expect(shortLabel(of: paper("<i>Tspan4</i> & H<sub>2</sub>O") { _ in }).names == "“Tspan4 & H2O”")
    #expect(shortLabel(of: paper("") { _ in }).names == "“untitled”")
    #expect(
        shortLabel(of: paper(String(repeating: "迁", count: 90)) { _ in }).names == "“"
            + String(repeating: "迁", count: 40) + "…”")
}

@Test func equalLabelsAreToldApartByKey() {
    let ma = CitationLabel(names: "Ma et al.", year: "2019")
    let labels = ["z2019": ma, "a2019": ma, "m2019": ma, "other": CitationLabel(names: "Yu", year: "2019")]
    let told = disambiguate(labels)
    #expect(told["a2019"]?.year == "2019a")
    #expect(told["m2019"]?.year == "2019b")
    #expect(told["z2019"]?.year == "2019c")
    #expect(told["other"]?.year == "2019")
    let undated = CitationLabel(names: "Ma", year: "n.d.")
    #expect(disambiguate(["a": undated, "b": undated])["b"]?.year == "n.d.-b")
    let many = Dictionary(uniqueKeysWithValues: (100...130).map { ("k\($0)", ma) })
    #expect(disambiguate(many)["k126"]?.year == "2019aa")
}

@Test(
    "Initials",
    arguments: [
        ("Liang", "L"), ("Yu-Chen", "YC"), ("Yu-chen", "YC"), ("Jean-Pierre", "JP"), ("KR", "KR"), ("K. R.", "KR"),
        ("K.R.", "KR"), ("John Ronald R", "JRR"),
        ("Ömer", "Ö"), ("Ludwig van", "L"), ("", ""), ("MARY", "M"), ("J.-P.", "JP"), ("Ann‐Marie", "AM"),
    ])
func initialsOf(given: String, expected: String) {
    #expect(PersonName.initials(of: given) == expected)
}

@Test func suffixFollowsInitials() {
    #expect(PersonName(family: "King", given: "Martin Luther, Jr.").nameWithInitials == "King ML Jr")
    #expect(PersonName(literal: "WHO").nameWithInitials == "WHO")
}

/// A reference in both styles, as HTML.
private func check(
    _ metadata: EntryMetadata, authorYear: String, numeric: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    for (style, expected) in [(ReferenceStyle.authorYear, authorYear), (.numeric, numeric)] {
        let reference = FormattedReference(metadata, style: style)
        #expect(String(decoding: reference.html(), as: UTF8.self) == expected, sourceLocation: sourceLocation)
    }
}

@Test func referenceOfAnArticle() {
    let link = "<a href=\"https://doi.org/10.1038/cr.2014.135\">"
    let title =
        "Discovery of the migrasome, an organelle mediating release of cytoplasmic contents during cell migration."
    check(
        ma2015,
        authorYear:
            "Ma L, Li Y, Peng J (2015). \(title) <cite>Cell Research</cite> 25(1):24–38. \(link)https://doi.org/10.1038/cr.2014.135</a>",
        numeric:
            "Ma L, Li Y, Peng J. \(title) <cite>Cell Research</cite>. 2015 Jan 2;25(1):24-38. \(link)doi:10.1038/cr.2014.135</a>"
    )
}

/// Of the identifiers the first of DOI, PMID, PMCID, arXiv and address leads to the paper.
@Test func aReferenceLeadsToThePaper() {
    var metadata = ma2015
    var shown: [String] = []
    let changes: [(inout EntryMetadata) -> Void] = [
        { _ in }, { $0.paper?.doi = "" }, { $0.paper?.pmid = "" }, { $0.paper?.pmcid = "" }, { $0.identifiers = [] }, { $0.paper?.url = "" },
    ]
    metadata.paper?.pmid = "25342562"
    metadata.paper?.pmcid = "PMC4260529"
    metadata.paper?.url = "https://example.org/ma"
    metadata.identifiers = [Identifier(scheme: "arXiv", value: "2101.00001")]
    for change in changes {
        change(&metadata)
        shown.append(FormattedReference(metadata, style: .numeric).parts.last { $0.kind == .identifier }.map { $0.text + " " + ($0.url ?? "") } ?? "none")
    }
    #expect(shown == [
        "doi:10.1038/cr.2014.135 https://doi.org/10.1038/cr.2014.135", "PMID: 25342562 https://pubmed.ncbi.nlm.nih.gov/25342562/",
        "PMCID: PMC4260529 https://pmc.ncbi.nlm.nih.gov/articles/PMC4260529/", "arXiv:2101.00001 https://arxiv.org/abs/2101.00001",
        "https://example.org/ma https://example.org/ma", "none",
    ])
}

@Test func anIssueWithoutAVolumeIsCalledOne() {
    var metadata = ma2015
    metadata.paper?.volume = ""
    #expect(FormattedReference(metadata, style: .authorYear).plainText.contains(" Cell Research no. 1:24–38. "))
    metadata.paper?.page = ""
    #expect(FormattedReference(metadata, style: .authorYear).plainText.contains(" Cell Research no. 1. "))
    #expect(FormattedReference(metadata, style: .numeric).plainText.contains(" Cell Research. 2015 Jan 2;no. 1. "))
}

@Test func plainReference() {
    #expect(
        FormattedReference(ma2015, style: .numeric).plainText
            == "Ma L, Li Y, Peng J. Discovery of the migrasome, an organelle mediating release of cytoplasmic contents during cell "
            + "migration. Cell Research. 2015 Jan 2;25(1):24-38. doi:10.1038/cr.2014.135")
    #expect(FormattedReference(ma2015, style: .authorYear, year: "2015b").plainText.contains("(2015b). Discovery"))
    #expect(FormattedReference(ma2015, style: .numeric, year: "2015b").plainText.contains("2015b Jan 2;"))
}

@Test func referenceWithAnIncompleteList() {
    check(
        paper("Migrasome: a novel insight?") {
            $0.authors = [PersonName(family: "Ye", given: "Yu")]
            $0.authorStatus = .partial
            $0.issued = PartialDate(year: 2025)
            $0.number = "509"
            $0.pmid = "40434508"
        },
        authorYear:
            "Ye Y, et al. (author list incomplete) (2025). Migrasome: a novel insight? <a href=\"https://pubmed.ncbi.nlm.nih.gov/40434508/\">PMID: 40434508</a>",
        numeric:
            "Ye Y, et al. (author list incomplete). Migrasome: a novel insight? 2025:509. <a href=\"https://pubmed.ncbi.nlm.nih.gov/40434508/\">PMID: 40434508</a>"
    )
}

@Test func referenceWithoutAuthorsAndDate() {
    check(
        paper("Retractosomes") { $0.containerTitle = "Cell Research" },
        authorYear: "Retractosomes (n.d.). <cite>Cell Research</cite>.",
        numeric: "Retractosomes. <cite>Cell Research</cite>. [date unknown].")
}

@Test func referenceOfAChapterAndABook() {
    check(
        paper("Migrasomes") {
            $0.type = "chapter"
            $0.authors = [PersonName(family: "Huang", given: "D")]
            $0.issued = PartialDate(year: 2022)
            $0.containerTitle = "Membrane Trafficking"
            $0.page = "17-23"
            $0.publisher = "Elsevier"
        },
        authorYear: "Huang D (2022). Migrasomes. In: <cite>Membrane Trafficking</cite>, pp 17–23. Elsevier.",
        numeric: "Huang D. Migrasomes. In: <cite>Membrane Trafficking</cite>. Elsevier; 2022. p. 17-23.")
    check(
        paper("Cells") {
            $0.type = "book"
            $0.authors = [PersonName(family: "Alberts", given: "Bruce")]
            $0.issued = PartialDate(year: 2014)
            $0.publisher = "Garland"
            $0.url = "https://example.org/a?b=1&c=2"
        },
        authorYear:
            "Alberts B (2014). <cite>Cells</cite>. Garland. <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>",
        numeric:
            "Alberts B. <cite>Cells</cite>. Garland; 2014. <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>"
    )
}

@Test func manyAuthorsAreCut() {
    let metadata = paper("T") { $0.authors = (1...25).map { PersonName(family: "F\($0)", given: "A") } }
    #expect(
        FormattedReference(metadata, style: .numeric).plainText.hasPrefix(
            "F1 A, F2 A, F3 A, F4 A, F5 A, F6 A, et al. T."))
    #expect(FormattedReference(metadata, style: .authorYear).plainText.contains("F20 A, et al. (n.d.)"))
}

@Test func aRetractedPaperSaysSo() {
    let metadata = paper("T") { $0.retraction = Retraction(kind: .retracted, notice: "10.1038/s41586-020-0001-1") }
    let html = String(decoding: FormattedReference(metadata, style: .numeric).html(), as: UTF8.self)
    #expect(html.hasPrefix("T <a href=\"https://doi.org/10.1038/s41586-020-0001-1\"><strong>[retracted]</strong></a>."))
}

@Test func noMarkupOfTheMetadataPasses() {
    let hostile = "<script>alert(1)</script><i onclick=x>\"&'</i>"
    let metadata = paper(hostile) {
        $0.authors = [PersonName(family: hostile, given: hostile), PersonName(literal: hostile)]
        $0.containerTitle = hostile
        $0.volume = hostile
        $0.issue = hostile
        $0.page = hostile
        $0.publisher = hostile
        $0.url = "javascript:alert(1)"
        $0.retraction = Retraction(kind: .corrected, notice: "javascript:alert(1)")
    }
    for style in ReferenceStyle.allCases {
        let html = String(decoding: FormattedReference(metadata, style: style).html(), as: UTF8.self)
        #expect(!html.contains("<script") && !html.contains("<i ") && !html.contains("href"))
    }
    var attack = metadata
    attack.paper?.url = "https://x.org/\"onmouseover=\"alert(1)"
    let html = String(decoding: FormattedReference(attack, style: .numeric).html(), as: UTF8.self)
    #expect(html.contains("<a href=\"https://x.org/&quot;onmouseover=&quot;alert(1)\">"))
}

@Test(
    "Tags in titles",
    arguments: [
        ("<i>Danio</i> H<sub>2</sub>O Ca<sup>2+</sup>", "<i>Danio</i> H<sub>2</sub>O Ca<sup>2+</sup>"),
        ("<I>x</I>", "<i>x</i>"), ("<i>x", "&lt;i&gt;x"), ("x</i>", "x&lt;/i&gt;"),
        ("<i><sub>x</i></sub>", "&lt;i&gt;<sub>x&lt;/i&gt;</sub>"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"), ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<i class=x>y</i>", "&lt;i class=x&gt;y&lt;/i&gt;"), ("<", "&lt;"),
    ])
func titleTags(title: String, expected: String) {
    #expect(String(decoding: titleHTML(title), as: UTF8.self) == expected)
}
