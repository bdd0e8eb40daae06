// The styles of references that readers copy: names, order and type faces.
import Testing
import WikiModel

@testable import Bibliography

private func html(_ metadata: EntryMetadata, _ style: ReferenceStyle) -> String {
    String(decoding: FormattedReference(metadata, style: style).html(), as: UTF8.self)
}

@Test func apaReference() {
    #expect(
        html(ma2015, .apa)
            == "Ma, L., Li, Y., &amp; Peng, J. (2015). Discovery of the migrasome, an organelle mediating release of cytoplasmic "
            + "contents during cell migration. <cite>Cell Research</cite>, <i>25</i>(1), 24–38. "
            + "<a href=\"https://doi.org/10.1038/cr.2014.135\">https://doi.org/10.1038/cr.2014.135</a>")
    let one = paper("T") {
        $0.authors = [PersonName(literal: "Migrasome Consortium")]
        $0.containerTitle = "Cells"
        $0.number = "509"
    }
    #expect(html(one, .apa) == "Migrasome Consortium (n.d.). T. <cite>Cells</cite>, Article 509.")
}

@Test func apaReferencesOfBooks() {
    let chapter = paper("A chapter") {
        $0.type = "chapter"
        $0.authors = [PersonName(family: "Ma", given: "Liang")]
        $0.issued = PartialDate(year: 2015)
        $0.containerTitle = "A book"
        $0.page = "24-38"
        $0.publisher = "A  house"
    }
    #expect(html(chapter, .apa) == "Ma, L. (2015). A chapter. In <cite>A book</cite> (pp. 24–38). A house.")
    var book = chapter
    book.paper?.type = "book"
    book.paper?.containerTitle = ""
    #expect(html(book, .apa) == "Ma, L. (2015). A chapter. A house.")
}

@Test func natureReference() {
    #expect(
        html(ma2015, .nature)
            == "Ma, L., Li, Y. &amp; Peng, J. Discovery of the migrasome, an organelle mediating release of cytoplasmic contents "
            + "during cell migration. <cite>Cell Research</cite> <b>25</b>, 24–38 (2015). "
            + "<a href=\"https://doi.org/10.1038/cr.2014.135\">https://doi.org/10.1038/cr.2014.135</a>")
    let many = paper("T") { $0.authors = (1...6).map { PersonName(family: "F\($0)", given: "A") } }
    #expect(html(many, .nature) == "F1, A. et al. T. (n.d.).")
}

/// APA prints 20 names; of more, the first 19 and the last.
@Test(arguments: [(20, "F19, A., & F20, A. ("), (21, "F18, A., F19, A., … F21, A. ("), (40, "F19, A., … F40, A. (")])
func apaCutsLongLists(count: Int, expected: String) {
    let metadata = paper("T") { $0.authors = (1...count).map { PersonName(family: "F\($0)", given: "A") } }
    #expect(FormattedReference(metadata, style: .apa).plainText.contains(expected))
}

@Test func listsThatAreNotWholeSaySo() {
    let metadata = paper("T") {
        $0.authors = [PersonName(family: "Kirfel")]
        $0.authorStatus = .partial
    }
    #expect(html(metadata, .apa).hasPrefix("Kirfel, et al. [author list incomplete] ("))
    #expect(html(metadata, .nature).hasPrefix("Kirfel et al. (author list incomplete). T."))
}

@Test func withoutAuthorsTheTitleLeads() {
    let metadata = paper("Migrasomes take center stage") {
        $0.issued = PartialDate(year: 2019)
        $0.containerTitle = "Nature Cell Biology"
    }
    #expect(html(metadata, .apa) == "Migrasomes take center stage (2019). <cite>Nature Cell Biology</cite>.")
    #expect(html(metadata, .nature) == "Migrasomes take center stage. <cite>Nature Cell Biology</cite> (2019).")
}

@Test(
    "Names of lists",
    arguments: [
        (PersonName(family: "Dupont", given: "Jean-Pierre R"), "Dupont, J.-P. R.", "Jean-Pierre R Dupont", "Dupont, Jean-Pierre R"),
        (PersonName(family: "Porter", given: "KR"), "Porter, K. R.", "KR Porter", "Porter, KR"),
        (PersonName(family: "King", given: "Martin Luther, Jr."), "King, M. L., Jr.", "Martin Luther King Jr.", "King, Martin Luther, Jr."),
        (PersonName(family: "Kirfel"), "Kirfel", "Kirfel", "Kirfel"),
        (PersonName(literal: "The Consortium"), "The Consortium", "The Consortium", "The Consortium"),
    ])
func names(name: PersonName, inverted: String, natural: String, sorted: String) {
    #expect(name.invertedName == inverted)
    #expect(name.naturalName == natural)
    #expect(name.sortedName == sorted)
}
