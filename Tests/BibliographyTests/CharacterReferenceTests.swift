// Character references that exports leave in titles and names.
import Testing
import WikiModel

@testable import Bibliography

@Test(arguments: [
    ("A &amp; B", "A & B"), ("&lt;5 &micro;m &ge; &alpha;", "<5 µm ≥ α"), ("O&#39;Neil", "O'Neil"), ("O&#x2019;Neil", "O’Neil"),
    ("&amp;lt;5", "<5"), ("M&uuml;ller &Oslash;", "Müller Ø"), ("&ndash;&mdash;&hellip;", "–—…"), ("&sigmaf;&omega;&Omega;", "ςωΩ"),
    // None of these is a reference.
    ("A & B; C", "A & B; C"), ("R&D", "R&D"), ("&nothing;", "&nothing;"), ("&;", "&;"), ("&#;", "&#;"), ("&#0;", "&#0;"),
    ("&#xD800;", "&#xD800;"), ("&#xFFFF;", "&#xFFFF;"), ("&#x+41;", "&#x+41;"), ("&#99999999999;", "&#99999999999;"), ("a&", "a&"), ("", ""),
])
func characterReferencesAreRead(text: String, expected: String) {
    #expect(withoutCharacterReferences(text) == expected)
}

@Test(arguments: [
    (BibliographyFormat.cslJSON, #"[{"id": "k", "type": "book", "title": "A &amp; B &lt;i&gt;x&lt;/i&gt;", "author": [{"family": "O&#39;Neil"}], "DOI": "10.1002/(SICI)1&lt;2::A&gt;3.0.CO;2-2"}]"#),
    (BibliographyFormat.bibtex, ##"@book{k, title={A \&amp; B &lt;i&gt;x&lt;/i&gt;}, author={O&\#39;Neil}, doi={10.1002/(SICI)1&lt;2::A&gt;3.0.CO;2-2}}"##),
    (BibliographyFormat.ris, "TY  - BOOK\nID  - k\nTI  - A &amp; B &lt;i&gt;x&lt;/i&gt;\nAU  - O&#39;Neil\nDO  - 10.1002/(SICI)1&lt;2::A&gt;3.0.CO;2-2\nER  - \n"),
])
func readersReadCharacterReferences(format: BibliographyFormat, text: String) {
    let record = readBibliography(Array(text.utf8), format: format).records.first
    #expect(record?.title == "A & B <i>x</i>")
    #expect(record?.paper.authors.first?.citedName == "O'Neil")
    #expect(record?.paper.doi == "10.1002/(sici)1<2::a>3.0.co;2-2")
    #expect(record?.suggestedKey == "oneil")
}

@Test func anAnswerOfCrossrefsInterfaceIsRead() {
    let work = #"{"DOI": "10.1000/x", "type": "journal-article", "title": ["A title"], "container-title": ["Cell"], "author": [{"family": "Ma"}]}"#
    for text in [#"{"status": "ok", "message-type": "work", "message": \#(work)}"#, #"{"status": "ok", "message": {"total-results": 1, "items": [\#(work)]}}"#] {
        let reading = readBibliography(Array(text.utf8), format: .cslJSON)
        #expect(reading.problems.isEmpty)
        #expect(reading.records.map(\.title) == ["A title"])
        #expect(reading.records.map(\.paper.containerTitle) == ["Cell"])
    }
}
