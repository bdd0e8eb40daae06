// Pages in HTML become documents in XML: elements, anchors, links, characters, and what stops them.
import Testing

@testable import EPUB

@Suite struct XHTMLDocumentTests {
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>"

    private func document(_ html: String, address: String = "") throws -> XHTMLDocument {
        let contents = BookContents(
            pages: [
                ("concepts/a.html", Array(html.utf8)),
                ("papers/b2015.html", Array("<h1 id=\"1-step\">b</h1><p id=\"s:relations\">r</p>".utf8)),
            ],
            files: ["media/a b.svg", "media/c.avif", "assets/book.css"], siteAddress: address)
        return try XHTMLDocument(html: Array(html.utf8), path: "concepts/a.html", in: contents)
    }

    /// The document without what all begin with.
    private func body(_ html: String, address: String = "") throws -> String {
        let text = String(decoding: try document(html, address: address).bytes, as: UTF8.self)
        #expect(text.hasPrefix(XHTMLDocumentTests.head))
        return String(text.dropFirst(XHTMLDocumentTests.head.count))
    }

    @Test(arguments: [
        ("<!DOCTYPE html><!-- a > b --><p>x</p>", "<p>x</p>"),
        ("<p>a<br>b<br/>c<br /></p>", "<p>a<br/>b<br/>c<br/></p>"),
        ("<input disabled type='checkbox' checked>", "<input disabled=\"\" type=\"checkbox\" checked=\"\"/>"),
        ("<p title='a \"b\" < c'>1 < 2 & 3 > 2</p>", "<p title=\"a &quot;b&quot; &lt; c\">1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<p>&amp;&lt;&gt;&quot;&#39;&#x27;&nbsp;</p>", "<p>&amp;&lt;&gt;&quot;&#39;&#x27;&#160;</p>"),
        ("<p>AT&T; R&D</p>", nil),
        ("<p>R&D, a & b;</p>", "<p>R&amp;D, a &amp; b;</p>"),
        ("<p>\u{FFFF}é</p>", "<p>\u{FFFD}é</p>"),
        ("<p title=\"\u{C}\">a\u{C}b</p>", "<p title=\" \">a b</p>"),
        ("<script>if (a < b) { \"</p>\" }</script><style>p { }</style><p>x</p>", "<p>x</p>"),
        ("<p lang=\"zh\">x</p>", "<p lang=\"zh\" xml:lang=\"zh\">x</p>"),
        ("<p class=\"a\" class=\"b\" lang=\"zh\" xml:lang=\"de\">x</p>", "<p class=\"a\" lang=\"zh\" xml:lang=\"zh\">x</p>"),
        (
            "<html lang=en></html>",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\" xml:lang=\"en\"></html>"
        ),
    ])
    func htmlIsWrittenAsXML(_ html: String, _ expected: String?) throws {
        guard let expected else {
            #expect(throws: HTMLError.self) { try body(html) }
            return
        }
        #expect(try body(html) == expected)
    }

    @Test func anchorsHaveNamesOfXML() throws {
        #expect(
            try body("<h2 id=\"2-steps\" aria-labelledby=\"s:a -b\">x</h2><a href=\"#2-steps\">up</a><a href=\"#gone\">gone</a>")
                == "<h2 id=\"_2-steps\" aria-labelledby=\"s.a _-b\">x</h2><a href=\"#_2-steps\">up</a><a href=\"a.xhtml\">gone</a>")
        // Two anchors stay two.
        #expect(
            try body("<h2 id=\"2-steps\">x</h2><h2 id=\"_2-steps\">y</h2><a href=\"#_2-steps\">y</a>")
                == "<h2 id=\"_2-steps\">x</h2><h2 id=\"__2-steps\">y</h2><a href=\"#__2-steps\">y</a>")
    }

    @Test(arguments: [
        ("../papers/b2015.html", "../papers/b2015.xhtml"),
        ("../papers/b2015.html#1-step", "../papers/b2015.xhtml#_1-step"),
        ("../papers/b2015.html#s:relations", "../papers/b2015.xhtml#s.relations"),
        // An anchor that the page of the book has not.
        ("../papers/b2015.html#s:cite", "../papers/b2015.xhtml"),
        ("a.html", "a.xhtml"),
        ("https://doi.org/10.1000/1?a=1&amp;b=2", "https://doi.org/10.1000/1?a=1&amp;b=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ])
    func linksLeadToDocuments(_ address: String, _ expected: String) throws {
        #expect(try body("<a href=\"\(address)\">x</a>") == "<a href=\"\(expected)\">x</a>")
    }

    /// Reading systems show notes and references above the text, where links say what they are.
    @Test func linksToNotesAndReferencesSayWhatTheyAre() throws {
        let html = "<a href=\"#ref:ma2015\">M</a><a href=\"#fn:1\" id=\"fnref:1\">1</a><i id=\"fn:1\"></i><i id=\"ref:ma2015\"></i><a href=\"#fnref:1\">↑</a>"
        #expect(
            try body(html)
                == "<a href=\"#ref.ma2015\" epub:type=\"biblioref\" role=\"doc-biblioref\">M</a>"
                + "<a href=\"#fn.1\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"fnref.1\">1</a><i id=\"fn.1\"></i><i id=\"ref.ma2015\"></i>"
                + "<a href=\"#fnref.1\" epub:type=\"backlink\" role=\"doc-backlink\">↑</a>")
    }

    /// What the book has not is on the site, where that has an address.
    @Test func linksOutOfTheBookLeadToTheSite() throws {
        let html = "<a class=\"tag\" href=\"../tags/t.html#x\">t</a><a href=\"../media/c.avif\">c</a>"
        #expect(try body(html) == "<a class=\"tag\">t</a><a>c</a>")
        #expect(
            try body(html, address: "https://example.org/w/")
                == "<a class=\"tag\" href=\"https://example.org/w/tags/t.html#x\">t</a><a href=\"https://example.org/w/media/c.avif\">c</a>")
    }

    @Test func picturesAndStylesAreNoted() throws {
        let html = "<link rel=\"stylesheet\" href=\"../assets/book.css\"><img src=\"../media/a%20b.svg\" alt=\"a\" loading=\"lazy\">"
        let shown = try document(html)
        #expect(shown.files == ["assets/book.css", "media/a b.svg"])
        #expect(try body(html) == "<link rel=\"stylesheet\" href=\"../assets/book.css\"/><img src=\"../media/a-b.svg\" alt=\"a\"/>")
        // Pictures that not every reading system shows, or that are elsewhere.
        for source in ["../media/c.avif", "https://example.org/a.png", "../media/gone.png"] {
            #expect(try body("<img src=\"\(source)\" alt=\"a &lt; b\">") == "<span class=\"left-out\">a &lt; b</span>")
        }
    }

    @Test func formulasAndDrawingsAreNoted() throws {
        let formula = try document("<p><math><mi>x</mi></math></p>")
        #expect(formula.hasFormulas && !formula.hasDrawings)
        #expect(try body("<math><mi>x</mi></math>") == "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>")
        let drawing = try document("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>")
        #expect(drawing.hasDrawings && !drawing.hasFormulas)
    }

    @Test(arguments: [
        ("<div>\n<p>x</div>", 2, "<p> is not closed before </div>"),
        ("<p>x", 1, "<p> is not closed"),
        ("x</p>", 1, "</p> closes nothing"),
        ("\n<p>&eacute;</p>", 2, "a book knows no \"&eacute;\"; write the character itself"),
        ("<p class=\"a", 1, "the tag <p … is not finished"),
        ("<p /x>", 1, "the tag <p … is not finished"),
        ("<p \"a\">", 1, "the tag <p … is not finished"),
        ("</p", 1, "the tag </p … is not finished"),
        ("<p>\n<!-- x", 2, "a comment has no end"),
        ("<script>\nx", 1, "<script> has no end"),
    ])
    func whatStopsItIsSaid(_ html: String, _ line: Int, _ message: String) {
        #expect(throws: HTMLError(line: line, message: message)) { try body(html) }
    }

    @Test func packagesNameTheirFilesOnce() {
        let metadata = BookMetadata(
            identifier: "urn:x", title: "A & B", description: "", language: "en", authors: ["C", "D"], rights: "", date: "2026-01-31")
        let package = String(
            decoding: BookContainer.package(
                metadata,
                [
                    BookItem(path: "contents.xhtml", mediaType: BookItem.documentType, properties: ["nav"]),
                    BookItem(path: "media/a b.svg", mediaType: "image/svg+xml"),
                ]),
            as: UTF8.self)
        #expect(package.contains("<dc:title>A &amp; B</dc:title>") && package.contains("<dc:creator>D</dc:creator>"))
        #expect(!package.contains("dc:rights") && package.contains(">2026-01-31T00:00:00Z</meta>"))
        #expect(package.contains("<item id=\"i0\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>"))
        #expect(package.contains("<item id=\"i1\" href=\"media/a%20b.svg\" media-type=\"image/svg+xml\"/>"))
        #expect(package.contains("<spine>\n<itemref idref=\"i0\"/>\n</spine>"))
        #expect(!package.contains("name=\"cover\""))
    }

    /// Programs that know EPUB 2 alone find contents and cover by other names.
    @Test func packagesNameContentsAndCoverForOlderPrograms() {
        let metadata = BookMetadata(
            identifier: "urn:x", title: "A & B", description: "", language: "en", authors: [], rights: "", date: "2026-01-31")
        let items = [
            BookItem(path: "a.xhtml", mediaType: BookItem.documentType), BookItem(path: "c.png", mediaType: "image/png", properties: ["cover-image"]),
            BookItem.legacyContents,
        ]
        let package = String(decoding: BookContainer.package(metadata, items), as: UTF8.self)
        #expect(package.contains("<meta name=\"cover\" content=\"i1\"/>\n</metadata>") && package.contains("<spine toc=\"i2\">\n<itemref idref=\"i0\"/>"))
    }

    @Test func contentsForOlderProgramsHaveTwoSteps() {
        let metadata = BookMetadata(
            identifier: "urn:x", title: "A & B", description: "", language: "en", authors: [], rights: "", date: "2026-01-31")
        let parts = [
            BookPart(heading: "Structures", pages: [("A < B", "concepts/a.html"), ("Ü", "concepts/ü.html")]),
            BookPart(heading: "Papers", pages: [("Ma et al. 2015", "papers/ma2015.html")]),
        ]
        #expect(
            String(decoding: BookContainer.legacyContents(metadata, parts), as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="en">
                <head><meta name="dtb:uid" content="urn:x"/></head>
                <docTitle><text>A &amp; B</text></docTitle>
                <navMap>
                <navPoint id="part1" playOrder="1"><navLabel><text>Structures</text></navLabel><content src="concepts/a.xhtml"/>
                <navPoint id="page1" playOrder="1"><navLabel><text>A &lt; B</text></navLabel><content src="concepts/a.xhtml"/></navPoint>
                <navPoint id="page2" playOrder="2"><navLabel><text>Ü</text></navLabel><content src="concepts/%C3%BC.xhtml"/></navPoint>
                </navPoint>
                <navPoint id="part2" playOrder="3"><navLabel><text>Papers</text></navLabel><content src="papers/ma2015.xhtml"/>
                <navPoint id="page3" playOrder="3"><navLabel><text>Ma et al. 2015</text></navLabel><content src="papers/ma2015.xhtml"/></navPoint>
                </navPoint>
                </navMap>
                </ncx>

                """)
    }
}
