// Pages of papers and what they say elsewhere: retractions, weak records, links to listings, files beside the page.
import Foundation
import Testing

@Suite struct PaperPageTests {
    private static let retracted = TemporaryBase.paper("The second paper", "10.1000/two", family: "Two", year: 2020)
        .replacingOccurrences(
            of: "issued: 2020",
            with: "issued: 2020\nretraction: {kind: retracted, notice: 10.1000/notice, date: 2021-03-01}\nverified: address")

    private func base(_ more: [String: String] = [:]) throws -> TemporaryBase {
        var files = TemporaryBase.sample
        files["content/papers/two2020.md"] = PaperPageTests.retracted
        let base = try TemporaryBase(files.merging(more) { $1 })
        try base.build("public", ["--force"])
        return base
    }

    /// Wherever a retracted paper is named it is marked: text, reference lists, listings, claims, backlinks.
    @Test func aRetractionMarksEveryMention() throws {
        let base = try base()
        let mark = "<strong class=\"retraction\">retracted</strong>"
        let paper = try base.read("public/papers/two2020.html")
        #expect(paper.contains("This paper has been retracted (2021-03-01). <a href=\"https://doi.org/10.1000/notice\">Read the notice</a>."))
        #expect(paper.contains("<title>[retracted] The second paper | Test base</title>"))
        #expect(paper.contains("\"creativeWorkStatus\":\"retracted\""))
        let alpha = try base.read("public/concepts/alpha.html")
        #expect(alpha.contains("Two et al. 2020</a> \(mark), p. 3)"))
        #expect(alpha.contains("<strong>[retracted]</strong>"))
        #expect(alpha.contains("1 paper supports; 1 retracted is not counted"))
        for page in ["papers.html", "authors.html", "journals.html", "claims.html", "index.html", "concepts/gamma-thing.html"] {
            let html = try base.read("public/" + page)
            let names = html.components(separatedBy: "papers/two2020.html\"").count - 1
            #expect(names == 0 || html.components(separatedBy: mark).count - 1 >= names, "\(page)")
        }
        #expect(try base.read("public/papers.html").contains(mark))
        #expect(try base.read("public/concepts/beta.html").contains(mark))
        // What was contested is so no longer when one side is gone.
        #expect(!(try base.read("public/claims.html").contains("Contested claims")))
        #expect(try base.read("public/maintenance.html").contains("Papers that were retracted or questioned (1)"))
    }

    /// Where names are text, as on the map, in the search and in what is shared: in words.
    @Test func plainNamesOfARetractedPaperSaySo() throws {
        let base = try base(["site/site.yml": "title: Test base\nbase_url: https://example.org/\n"])
        let marked = "Two et al. 2020 (retracted)"
        let figure = try base.read("public/concepts/alpha.html")
        #expect(figure.contains("text-decoration=\"line-through\""))
        #expect(figure.contains("<title>\(marked)</title>") && figure.contains(/>Two et al. 2020<tspan[^>]*>\(retracted\)<\/tspan>/))
        #expect(try base.read("public/graph/names.js").contains("\(marked): The second paper"))
        #expect(try base.read("public/graph/nodes.js").contains("\"\(marked)\""))
        #expect(try base.read("public/papers/two2020.html").contains("<meta property=\"og:title\" content=\"[retracted] The second paper\">"))
        #expect(try base.read("public/feed.xml").contains("<title>[retracted] The second paper</title>"))
        #expect(try base.files("public").contains { $0.hasPrefix("search/") && String(decoding: $1, as: UTF8.self).contains("\"\(marked)\"") })
    }

    /// What reference managers read of chapters and papers of conferences, and of what has no journal.
    @Test func whatIsNoArticleNamesItsBook() throws {
        func record(_ type: String, _ more: String) -> String {
            "---\ntitle: A part\nsummary: S\ntype: \(type)\nauthor: [{family: Ma, given: L}]\nissued: 2015\n\(more)---\n"
        }
        let base = try base([
            "content/papers/chapter.md": record("chapter", "container-title: The book\nPMID: \"25342562\"\nidentifiers: {ISBN: 978-0-306-40615-7, ISSN: 1234-5679}\n"),
            "content/papers/talk.md": record("paper-conference", "container-title: The meeting\nDOI: 10.1000/talk\n"),
            "content/papers/alone.md": record("report", "volume: \"3\"\npage: 5-6\nURL: \"ftp://example.org/a\"\n"),
        ])
        let chapter = try base.read("public/papers/chapter.html")
        for expected in [
            "<meta name=\"citation_inbook_title\" content=\"The book\">", "<meta name=\"citation_isbn\" content=\"978-0-306-40615-7\">",
            "<meta name=\"citation_issn\" content=\"1234-5679\">",
        ] { #expect(chapter.contains(expected), "\(expected)") }
        #expect(!chapter.contains("citation_journal_title"))
        #expect(try base.read("public/papers/talk.html").contains("<meta name=\"citation_conference_title\" content=\"The meeting\">"))
        let alone = try base.read("public/papers/alone.html")
        #expect(alone.contains("3: 5–6 (<a href=\"../papers.html#2015\">2015</a>)"))
        // An address that no page links to is shown.
        #expect(alone.contains("<dd>ftp://example.org/a</dd>") && !alone.contains("href=\"ftp:"))
        #expect(try base.read("public/papers.html").contains("rft_id=info%3Apmid%2F25342562"))
    }

    @Test func weakRecordsAreMarkedInLists() throws {
        let base = try base()
        #expect(try base.read("public/papers/two2020.html").contains("<strong>Weak record:</strong> the title was read"))
        for page in ["papers.html", "authors.html", "journals.html", "maintenance.html"] {
            #expect(try base.read("public/" + page).contains("<span class=\"weak\">DOI from the address only</span>"), "\(page)")
        }
        #expect(!(try base.read("public/papers/one2019.html").contains("Weak record")))
    }

    @Test func aPaperLinksToItsListingsAndFiles() throws {
        let base = try base()
        let paper = try base.read("public/papers/one2019.html")
        for expected in [
            "<a href=\"../authors.html#one-a\">A One</a>", "<a href=\"../authors.html#the-one-consortium\">The One Consortium</a>",
            "<a href=\"../journals.html#journal\">Journal</a>", "<a href=\"../papers.html#2019\">2019</a>",
            "<meta name=\"citation_author\" content=\"Oneson, Åsa\">", "<meta name=\"citation_doi\" content=\"10.1000/one\">",
            "<meta property=\"og:url\" content=\"https://example.org/base/papers/one2019.html\">", "<summary>APA</summary>",
        ] {
            #expect(paper.contains(expected), "\(expected)")
        }
        #expect(try base.read("public/papers/one2019.bib").hasPrefix("@article{one2019,"))
        #expect(try base.read("public/papers/one2019.ris").hasPrefix("TY  - JOUR\r\n"))
        let listing = try base.read("public/papers.html")
        #expect(listing.contains("<span class=\"Z3988\" aria-hidden=\"true\" title=\"ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal"))
    }

    @Test func aPaperWithoutAuthorsIsNamedByItsTitleOnce() throws {
        let text = "---\ntitle: Of migrasomes\nsummary: News.\ntype: article-journal\nauthor_status: unknown\nissued: 2019\ncontainer-title: Journal\nDOI: 10.1000/news\n---\n\nAbout [[alpha]] and [@one2019].\n"
        let base = try base(["content/papers/news2019.md": text])
        let listing = try base.read("public/papers.html")
        #expect(listing.contains(">Of migrasomes</a> <span class=\"detail\">2019, Journal</span>"))
        #expect(try base.read("public/concepts/alpha.html").contains(">Of migrasomes (2019)</a>"))
        #expect(try base.read("public/papers/news2019.html").contains("The authors of this paper were not seen"))
    }

    /// The letter that tells papers of one year apart belongs to this site, and not to what readers copy from it.
    @Test func aReferenceToCopyHasNoLetterOfThisSite() throws {
        let base = try base(["content/papers/one2019b.md": TemporaryBase.paper("Another paper", "10.1000/other", family: "One", year: 2019)])
        let paper = try base.read("public/papers/one2019.html")
        let copied = try #require(paper.firstMatch(of: /<h2 id="s:cite">[^<]*<\/h2>\n<p[^>]*>(.*)<\/p>/)).1
        #expect(copied.contains("(2019). The first paper"))
        #expect(try base.read("public/concepts/alpha.html").contains("(2019a). The first paper"))
    }

    /// Names in letters of any kind, and names that fold to one slug, each have an address of their own.
    @Test func namesOfAuthorsHaveAddresses() throws {
        func paper(_ number: Int, _ family: String) -> String {
            TemporaryBase.paper("Paper \(number)", "10.1000/p\(number)", family: family, year: 2001)
        }
        let base = try base([
            "content/papers/p1.md": paper(1, "Lü"), "content/papers/p2.md": paper(2, "Lu"), "content/papers/p3.md": paper(3, "陸"),
        ])
        let authors = try base.read("public/authors.html")
        for (file, name) in [("p1", "Lü"), ("p2", "Lu"), ("p3", "陸")] {
            let page = try base.read("public/papers/\(file).html")
            let link = try #require(page.firstMatch(of: /authors\.html#([^"]*)">A (\p{L}+)</))
            #expect(String(link.2) == name)
            #expect(authors.contains("<section id=\"\(link.1)\">\n<h2>\(name), A</h2>"), "\(name)")
        }
    }

    @Test func theForgeIsLinkedWhereTheSettingsNameIt() throws {
        let base = try TemporaryBase()
        try base.build()
        #expect(!(try base.read("public/concepts/alpha.html").contains("Edit this page")))
        try base.write("site/site.yml", "title: Test base\nrepository: {url: https://github.com/lab/base, branch: main}\n")
        try base.build()
        let alpha = try base.read("public/concepts/alpha.html")
        #expect(alpha.contains("<a href=\"https://github.com/lab/base/edit/main/content/concepts/alpha.md\">Edit this page</a>"))
        #expect(alpha.contains("<a class=\"red-link\" rel=\"nofollow\" title=\"No entry has this name yet: write it\" href=\"https://github.com/lab/base/new/main/content/concepts?filename=missing-thing.md&amp;value="))
        #expect(try base.read("public/wanted.html").contains("<a class=\"red-link\" rel=\"nofollow\" href=\"https://github.com/lab/base/new/main/"))
        try base.write("site/site.yml", "title: Test base\nrepository: {url: https://github.com/lab/base, folder: /docs/wiki/}\n")
        try base.build()
        #expect(try base.read("public/concepts/alpha.html").contains("lab/base/edit/main/docs/wiki/content/concepts/alpha.md\""))
        try base.write("site/site.yml", "title: Test base\nrepository: {url: https://github.com/lab/base, folder: ../wiki}\n")
        #expect(try base.run(["check"]).errors.contains("site/site.yml:2:56: error: \"folder\" of repository is the path from its root"))
    }

    @Test func frontMatterShowsWhoAndWhen() throws {
        let entry = TemporaryBase.concept(
            "Delta", "created: 2024-01-02\nupdated: 2025-02-03\nreviewed: 2020-01-01\nreviewers: [R. Viewer]\ncontributors: [A. Writer, B. Writer]\n")
        let base = try base(["content/concepts/delta.md": entry])
        let page = try base.read("public/concepts/delta.html")
        for expected in ["Written by <a href=\"../contributors/a-writer.html\">A. Writer</a>, <a href=\"../contributors/b-writer.html\">B. Writer</a>.", "Reviewed by R. Viewer on <time datetime=\"2020-01-01\">", "datetime=\"2025-02-03\""] {
            #expect(page.contains(expected), "\(expected)")
        }
        #expect(try base.read("public/maintenance.html").contains("Review due"))
    }
}
