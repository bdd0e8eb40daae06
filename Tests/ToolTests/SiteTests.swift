// What a published site must hold: every link resolves on disk, nothing is asked from outside, every page is sound.
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif
import WikiModel

@Suite struct SiteTests {
    private static let attribute = try? NSRegularExpression(pattern: "\\b(href|src|id)=\"([^\"]*)\"")

    private struct Attribute {
        var name: String
        var value: String
    }

    private static func attributes(_ html: String) -> [Attribute] {
        let text = html as NSString
        let matches = attribute?.matches(in: html, range: NSRange(location: 0, length: text.length)) ?? []
        return matches.map { match in
            Attribute(
                name: text.substring(with: match.range(at: 1)),
                value: text.substring(with: match.range(at: 2)).replacingOccurrences(of: "&amp;", with: "&"))
        }
    }

    /// Pages by path, with their ids.
    private func pages(_ base: TemporaryBase) throws -> [String: (html: String, attributes: [Attribute], ids: [String])] {
        var pages: [String: (html: String, attributes: [Attribute], ids: [String])] = [:]
        for (path, data) in try base.files("public") where path.hasSuffix(".html") {
            let html = String(decoding: data, as: UTF8.self)
            let attributes = SiteTests.attributes(html)
            pages[path] = (html, attributes, attributes.filter { $0.name == "id" }.map(\.value))
        }
        return pages
    }

    @Test func everyLinkAndFragmentResolves() throws {
        let base = try TemporaryBase()
        try base.build()
        #expect(try pages(base).count > 12)
        #expect(try brokenLinks(base) == [])
    }

    /// A paper may state claims as concepts do, and bear on those of others; its contents name both.
    @Test func claimsOfPapersStandOnTheirPages() throws {
        let base = try TemporaryBase()
        let paper = try base.read("content/papers/two2020.md")
        let sections = ["One", "Two", "Three"].map { "## \($0)\n\nWords.\n\n" }.joined()
        try base.write("content/papers/two2020.md", paper + "\n" + sections + "What is stated here holds [@supports:one2019]. ^stated\n")
        try base.build()
        let page = try base.read("public/papers/two2020.html")
        #expect(page.contains("<h2 id=\"s:claims\">") && page.contains("href=\"#s:claims\"") && page.contains("#b:stated"), "\(page)")
        #expect(page.contains("<a href=\"#s:bearing\">Claims it bears on</a>"))
        #expect(try brokenLinks(base) == [])
    }

    /// Listings lack what only entries outside of them have, and a figure has no list of references to papers that no entry is.
    @Test func linksOfEntriesOutsideOfListingsResolve() throws {
        let base = try TemporaryBase()
        let hidden = TemporaryBase.concept("Hidden", "unlisted: true\ntags: [hidden-tag, letters]\n", body: "See [[Alpha]].")
        try base.write("content/concepts/hidden.md", hidden.replacingOccurrences(of: "category: structure", with: "category: lipid"))
        try base.write(
            "content/concepts/delta.md", TemporaryBase.concept("Delta", body: "[[Alpha]], [[Beta]], [[Gamma thing]] and [[Hidden]] [@nobody1999]."))
        try base.build("public", ["--force"])
        #expect(try base.read("public/concepts/delta.html").contains("<figure class=\"neighbourhood\""))
        let page = try base.read("public/concepts/hidden.html")
        #expect(page.contains("<li>hidden-tag</li>") && page.contains("../tags/letters.html") && page.contains("· Lipid</p>"), "\(page)")
        #expect(try brokenLinks(base) == [])
        // Another entry that has the same words brings their pages.
        let listed = [("category: structure", "category: lipid"), ("unlisted: true\n", ""), ("Hidden", "Delta")]
        try base.write("content/concepts/delta.md", listed.reduce(hidden) { $0.replacingOccurrences(of: $1.0, with: $1.1) })
        try base.build()
        #expect(try base.read("public/concepts/hidden.html").contains("../categories.html#lipid"))
        try base.build("clean", ["--no-cache"])
        #expect(try base.files("public") == base.files("clean"))
    }

    /// With a figure of neighbours or without.
    @Test func entriesOfTheMapLeadToTheirPlacesOnIt() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/hidden.md", TemporaryBase.concept("Hidden", "unlisted: true\n", body: "See [[Alpha]]."))
        try base.build()
        for entry in ["concepts/alpha", "concepts/beta", "papers/one2019"] {
            let link = "<a href=\"../map.html?focus=\(entry)\">Find on the map</a>"
            #expect(try base.read("public/\(entry).html").contains(link), "\(entry)")
        }
        for page in ["concepts/hidden", "pages/about"] { #expect(try !base.read("public/\(page).html").contains("?focus="), "\(page)") }
    }

    @Test func unlistedEntriesStandInNoListAndNoCount() throws {
        let base = try TemporaryBase()
        let concepts = { try base.read("public/index.html").contains("3 concepts") }
        try base.write("content/concepts/hidden.md", TemporaryBase.concept("Hidden", "unlisted: true\n", body: "It is so [@disputes:one2019] after [[Beta]]. ^so"))
        try base.build()
        #expect(try concepts())
        for page in ["concepts", "categories", "maintenance", "search", "recent", "sitemap.xml", "papers"] {
            let path = "public/" + (page.contains(".") ? page : page + ".html")
            #expect(try !base.read(path).contains("concepts/hidden.html"), "\(path)")
        }
        // Alpha shares neighbors with it.
        #expect(try !base.read("public/concepts/alpha.html").contains("hidden.html"))
        #expect(try base.read("public/concepts/beta.html").contains("hidden.html") && base.read("public/claims.html").contains("hidden.html#b:so"))
        try base.write("content/concepts/hidden.md", TemporaryBase.concept("Hidden", body: "It is so [@disputes:one2019] after [[Beta]]. ^so"))
        try base.build()
        #expect(try !concepts() && base.read("public/maintenance.html").contains("concepts/hidden.html"))
        #expect(try base.read("public/concepts/alpha.html").contains("hidden.html"))
        try base.build("clean", ["--no-cache"])
        #expect(try base.files("public") == base.files("clean"))
    }

    @Test func withoutSearchNothingLeadsToIt() throws {
        let base = try TemporaryBase()
        try base.write("site/site.yml", "title: Test base\nsearch: {enabled: false}\nnavigation:\n  - {label: Find, page: search}\n")
        let run = try base.build("public", ["--force"])
        #expect(run.errors.contains("site/site.yml:4:25: error: the site has no page \"search\", because of \"search: {enabled: false}\""), "\(run.errors)")
        #expect(!base.exists("public/search.html") && !base.exists("public/search"))
        for (path, page) in try pages(base) { #expect(!page.html.contains("search.html") && !page.html.contains("assets/search.js"), "\(path)") }
        #expect(try brokenLinks(base) == [])
    }

    /// Addresses and fragments that lead nowhere, with the pages they stand on.
    private func brokenLinks(_ base: TemporaryBase) throws -> [String] {
        let pages = try pages(base)
        let files = Set(try base.files("public").keys)
        var broken: [String] = []
        for (path, page) in pages {
            for attribute in page.attributes where attribute.name != "id" {
                let address = attribute.value
                if address.hasPrefix("https://") || address.hasPrefix("http://") || address.hasPrefix("mailto:") { continue }
                if address.hasPrefix("/") || address.hasSuffix("/") { broken.append("\(path): \(address)") }
                let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                var folders = path.split(separator: "/").dropLast().map(String.init)
                for part in parts[0].prefix(while: { $0 != "?" }).split(separator: "/") {
                    if part == ".." { folders.removeLast() } else { folders.append(String(part)) }
                }
                let target = parts[0].isEmpty ? path : folders.joined(separator: "/")
                let fragment = parts.count > 1 ? parts[1].removingPercentEncoding ?? parts[1] : nil
                let isThere = files.contains(target) && (fragment.map { pages[target]?.ids.contains($0) ?? false } ?? true)
                if !isThere { broken.append("\(path): \(address)") }
            }
        }
        return broken
    }

    @Test func noRequestLeavesTheFolder() throws {
        let base = try TemporaryBase()
        try base.build()
        for (path, page) in try pages(base) {
            for attribute in page.attributes where attribute.name == "src" {
                #expect(!attribute.value.contains("://"), "\(path): \(attribute.value)")
            }
            for line in page.html.split(separator: "\n") where line.hasPrefix("<link rel=\"stylesheet\"") {
                #expect(!line.contains("://"), "\(path): \(line)")
            }
        }
    }

    @Test func everyPageHasOneHeadingLandmarksAndUniqueIDs() throws {
        let base = try TemporaryBase()
        try base.build()
        for (path, page) in try pages(base) {
            #expect(page.html.components(separatedBy: "<h1").count == 2, "\(path)")
            #expect(page.html.contains("<main"), "\(path)")
            #expect(page.html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"), "\(path)")
            #expect(Set(page.ids).count == page.ids.count, "\(path): \(page.ids)")
            #expect(page.html.contains("<title>"), "\(path)")
        }
    }

    /// A heading or a group of a listing never has the id of a part that is on every page.
    @Test func headingsLeaveTheIDsOfTheFrame() throws {
        let base = try TemporaryBase()
        try base.write(
            "content/concepts/frame.md",
            TemporaryBase.concept(
                "Frame", "category: main\n",
                body: "See [[#Main]], [there](#main) and [[#Search options]].\n\n## Main\n\n## Main\n\n## Preview card\n\n## Search options\n\n## Search options 1\n"
            ).replacingOccurrences(of: "category: structure\n", with: ""))
        try base.write("content/papers/main2020.md", TemporaryBase.paper("A third paper", "10.1000/three", family: "Main", year: 2020))
        try base.write(
            "site/vocabulary.yml", try base.read("site/vocabulary.yml").replacingOccurrences(of: "categories:\n", with: "categories:\n      main: Main\n"))
        try base.build("public", ["--force"])
        let pages = try pages(base)
        for (path, page) in pages {
            #expect(Set(page.ids).count == page.ids.count, "\(path): \(page.ids)")
            #expect(page.ids.filter { FrameIDs.all.contains($0) } == ["main"] || page.html.contains("http-equiv=\"refresh\""), "\(path)")
        }
        let ids = pages["concepts/frame.html"]?.ids ?? []
        #expect(ids.filter { !$0.contains(":") } == ["main", "main-1", "main-2", "preview-card-1", "search-options-9", "search-options-1-1"])
        let html = pages["concepts/frame.html"]?.html ?? ""
        for link in ["frame.html#main-1\">Main</a>", "frame.html#main-1\">there</a>", "frame.html#search-options-9\">Search options</a>"] {
            #expect(html.contains(link), "\(link)")
        }
    }

    /// The list of the frame's ids is that of the templates and scripts. The page of the map has no headings of an author.
    @Test func idsOfTheFrameAreKnown() throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var found: Set<String> = []
        for folder in ["templates", "templates/partials", "site/assets"] {
            for file in try FileManager.default.contentsOfDirectory(atPath: project.appendingPathComponent(folder).path)
            where (file.hasSuffix(".mustache") || file.hasSuffix(".js")) && !file.hasPrefix("map.") {
                let text = try String(contentsOf: project.appendingPathComponent(folder).appendingPathComponent(file), encoding: .utf8)
                let pattern = file.hasSuffix(".js") ? /\bid\s*[:=]\s*["'`]([^"'`$]+)["'`$]/ : /\bid="([^"{]+)"/
                for match in text.matches(of: pattern) where !match.1.contains(":") && match.1 != "map" { found.insert(String(match.1)) }
            }
        }
        #expect(found == ["main", "preview-card", "search-options"])
        #expect(found.isSubset(of: FrameIDs.all))
    }

    @Test func theGraphShowsOnThePages() throws {
        let base = try TemporaryBase()
        try base.build()
        let alpha = try base.read("public/concepts/alpha.html")
        #expect(alpha.contains("is part of"))
        #expect(alpha.contains("<span class=\"red-link\" title=\"No entry has this name yet\">Missing thing</span>"))
        #expect(alpha.contains("id=\"b:alpha-first\""))
        #expect(alpha.contains("<div class=\"embed\">"))
        #expect(alpha.contains("<figcaption>"))
        let beta = try base.read("public/concepts/beta.html")
        #expect(beta.contains("has part"))
        #expect(beta.contains("Alpha leads to <mark>the second</mark>"))
        let paper = try base.read("public/papers/two2020.html")
        #expect(paper.contains("Bears on these claims") && paper.contains("disputes"))
        let claims = try base.read("public/claims.html")
        #expect(claims.contains("Contested claims (1)"))
        #expect(try base.read("public/wanted.html").contains("Missing thing"))
        #expect(try base.read("public/concepts/old-gamma.html").contains("url=../concepts/gamma-thing.html"))
    }

    /// Reviews are marked where they are evidence, and a claim with no other support says so, on its own page and among all claims.
    @Test func whatOnlyReviewsSupportSaysSo() throws {
        let base = try TemporaryBase()
        let paper = "content/papers/two2020.md"
        try base.write(paper, try base.read(paper).replacing("issued: 2020", with: "issued: 2020\ncategory: review"))
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "So it is [@supports:two2020]. ^so\n\nAnd so [@supports:one2019; @supports:two2020]. ^and"))
        try base.build()
        let marked = "two2020.html\">Two et al. 2020</a> <span class=\"muted\">(Review)</span>"
        for page in ["public/concepts/beta.html", "public/claims.html"] {
            let text = try base.read(page)
            #expect(text.components(separatedBy: marked).count == 3 + (page.hasSuffix("claims.html") ? 1 : 0), "\(text)")
            #expect(text.components(separatedBy: "No paper with results of its own supports it.").count == 2)
        }
        #expect(try base.read("public/maintenance.html").contains("no paper with results of its own supports (1)"))
        #expect(try base.read("public/data/claims.tsv").contains("\ttwo2020\t10.1000/two\t\treview\n"))
    }

    /// A file to cite the base by takes an author; its day is that of the newest entry.
    @Test func theBaseCanBeCited() throws {
        let base = try TemporaryBase()
        let file = "public/data/CITATION.cff"
        try base.build()
        #expect(!base.exists(file))
        #expect(!(try base.read("public/data.html").contains("CITATION.cff")))
        try base.write(
            "site/site.yml",
            "title: 'A \"base\"'\ntagline: Of all.\nbase_url: https://example.org/base/\nauthors: [The lab, {family: Reader, given: Ann, orcid: 0000-0002-1825-0097}]\n"
                + "license: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}\n"
                + "repository: {url: https://github.com/lab/base}\nhistory: {enabled: false}\n")
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", "created: 2020-01-01\nupdated: 2021-05\n"))
        try base.build()
        #expect(
            try base.read(file) == """
                cff-version: 1.2.0
                message: "If you use this knowledge base, please cite it."
                type: dataset
                title: "A \\"base\\""
                abstract: "Of all."
                authors:
                  - name: "The lab"
                  - family-names: "Reader"
                    given-names: "Ann"
                    orcid: "https://orcid.org/0000-0002-1825-0097"
                date-released: "2021-05-01"
                url: "https://example.org/base/"
                repository-code: "https://github.com/lab/base"
                license-url: "https://creativecommons.org/licenses/by/4.0/"

                """)
        let page = try base.read("public/data.html")
        #expect(page.contains("<a href=\"data/CITATION.cff\""))
        for link in [
            "\"describedby\" type=\"application/yaml\" href=\"data/CITATION.cff\"", "\"item\" type=\"text/turtle\" href=\"data/graph.ttl\"",
            "\"author\" href=\"https://orcid.org/0000-0002-1825-0097\"", "\"license\" href=\"https://creativecommons.org/licenses/by/4.0/\"",
        ] {
            #expect(page.contains("<link rel=\(link)>"))
        }
        #expect(page.contains("{\"@type\":\"Organization\",\"name\":\"The lab\"},{\"@type\":\"Person\",\"@id\":\"https://orcid.org/0000-0002-1825-0097\""))
        #expect(try base.read("public/feed.xml").contains("<name>The lab, Ann Reader</name>"))
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", "created: 2020-01-01\nupdated: 2022-01-02\n"))
        try base.build()
        #expect(try base.read(file).contains("date-released: \"2022-01-02\"\n"))
    }

    @Test func identifiersOfTheAuthorsAreChecked() throws {
        let base = try TemporaryBase()
        try base.write("site/site.yml", "title: T\nauthors: [{family: Reader, orcid: 0000-0002-1825-0098}, {family: B, orcid: 0000000218250097}]\n")
        let run = try base.run(["check"])
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("site/site.yml:2:35: error: ORCID \"0000-0002-1825-0098\" "), "\(run.errors)")
        #expect(run.errors.contains("; write 0000-0002-1825-0097 [identifier-invalid]"), "\(run.errors)")
    }

    /// What an embed shows: a block as a paragraph, or as the blocks it is; a section up to the next of its level; an embed within it.
    @Test func embedsShowTheirPartAndNoMore() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/source.md", TemporaryBase.concept("Source", body: """
            Before.

            ## One

            First [[#Two]]. ^first

            ### Within

            - item ^item
            - outer ^outer
              - inner

            ## Two

            ![[beta]]
            """))
        try base.write("content/concepts/shower.md", TemporaryBase.concept("Shower", body: """
            ![[source#^first]]

            ![[source#^item]]

            ![[source#^outer]]

            ![[source#One]]

            ![[source#Two]]

            A [file](../media/picture.svg) to take.
            """))
        try base.build("public", ["--force"])
        let page = try base.read("public/concepts/shower.html")
        let embeds = page.components(separatedBy: "<div class=\"embed\">\n").dropFirst().map { $0.components(separatedBy: "<p class=\"embed-source\">")[0] }
        let (first, list) = ("<p>First <a href=\"../concepts/source.html#two\">Two</a>.</p>\n", "<ul>\n<li>item</li>\n<li>outer\n<ul>\n<li>inner</li>\n</ul>\n</li>\n</ul>\n")
        #expect(embeds.count == 6)
        #expect(embeds.prefix(5) == [
            first, "<p>item</p>\n", "<p>outer</p>\n", "<h2>One</h2>\n" + first + "<h3>Within</h3>\n" + list, "<h2>Two</h2>\n",
        ])
        #expect(embeds.last?.hasPrefix("<p>Beta is close to") == true)
        #expect(page.contains("A <a href=\"../media/picture.svg\">file</a> to take."))
    }

    /// Footnotes come behind the last section, wherever they are defined, and are no part of it.
    @Test func anEmbeddedLastSectionHasNoFootnotesOfOthers() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/noted.md", TemporaryBase.concept("Noted", body: "## First\n\nText.[^1]\n\n[^1]: A note of the first.\n\n## Last\n\nThe end."))
        try base.write("content/concepts/shower.md", TemporaryBase.concept("Shower", body: "![[noted#Last]]"))
        try base.build("public", ["--force"])
        let page = try base.read("public/concepts/shower.html")
        #expect(page.contains("<div class=\"embed\">\n<h2>Last</h2>\n<p>The end.</p>\n<p class=\"embed-source\">"), "\(page)")
        #expect(!page.contains("A note of the first") && !page.contains("class=\"footnotes\""))
        #expect(try base.read("public/concepts/noted.html").contains("A note of the first"))
    }

    /// What cannot be shown is a link: the ninth level, and embeds in a circle.
    @Test func embedsEnd() throws {
        let base = try TemporaryBase()
        func write(_ name: String, _ body: String) throws { try base.write("content/concepts/\(name).md", TemporaryBase.concept(name, body: body)) }
        for number in 0..<10 { try write("level\(number)", "Text of level \(number).\n\n![[level\(number + 1)]]") }
        try write("level10", "The end.")
        try write("one", "Text of one.\n\n![[two#Part]]\n\n![[beta]]")
        try write("two", "Text of two.\n\n## Part\n\nThe part.\n\n![[one]]")
        try base.build("public", ["--force"])
        let deep = try base.read("public/concepts/level0.html")
        #expect(deep.contains("<p>Text of level 8.</p>\n<p><a href=\"../concepts/level9.html\">level9</a></p>"), "\(deep)")
        #expect(!deep.contains("Text of level 9."))
        let circle = try base.read("public/concepts/one.html")
        #expect(circle.contains("<p><a href=\"../concepts/two.html#part\">two: Part</a></p>\n<p><a href=\"../concepts/beta.html\">beta</a></p>"), "\(circle)")
        #expect(!circle.contains("class=\"embed\""))
    }

    /// Pages of a built base, each with a sentence that it quotes.
    private func expectSentences(in base: TemporaryBase, _ sentences: [(page: String, sentence: String)]) throws {
        for (page, sentence) in sentences {
            let text = try base.read("public/\(page).html")
            #expect(text.contains("<q>\(sentence)</q>"), "\(text)")
        }
    }

    /// The sentence around a link stands on the page that it leads to, with narrative citations and without those in brackets.
    @Test func sentencesAroundLinksReadAsTheyAreWritten() throws {
        let base = try TemporaryBase()
        let body = "Before it. As @two2020 says, [[Alpha]] & more are near [@one2019], or so @one2019 says. After it."
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: body))
        try base.build()
        try expectSentences(in: base, [
            ("concepts/alpha", "As Two et al. 2020 says, <mark>Alpha</mark> &amp; more are near, or so One et al. 2019 says."),
            ("papers/one2019", "As Two et al. 2020 says, Alpha &amp; more are near (<mark>One et al. 2019</mark>), or so One et al. 2019 says."),
            ("papers/two2020", "As <mark>Two et al. 2020</mark> says, Alpha &amp; more are near, or so One et al. 2019 says."),
        ])
    }

    /// A name at the beginning of a sentence or at its end is a part of it, with the space between, and no small letter after it makes the
    /// sentence one with that before.
    @Test func namesAtTheEndsOfSentencesArePartsOfThem() throws {
        let base = try TemporaryBase()
        let body = """
            It is so. @two2020 began with [[Alpha]]. It ends with [[Beta]] and @one2019

            @one2019

            It was [[Gamma thing]] of @two2020 ^two

            [[Delta]]是这样。@two2020 发现了[[Epsilon]]。[@one2019] 也是这样。@one2019
            """
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: body))
        for name in ["Delta", "Epsilon"] { try base.write("content/concepts/\(name.lowercased()).md", TemporaryBase.concept(name)) }
        try base.build()
        try expectSentences(in: base, [
            ("concepts/alpha", "Two et al. 2020 began with <mark>Alpha</mark>."),
            ("papers/two2020", "<mark>Two et al. 2020</mark> began with Alpha."),
            ("papers/one2019", "It ends with Beta and <mark>One et al. 2019</mark>"),
            ("concepts/gamma-thing", "It was <mark>Gamma thing</mark> of Two et al. 2020"),
            ("papers/two2020", "It was Gamma thing of <mark>Two et al. 2020</mark>"),
            ("concepts/delta", "<mark>Delta</mark>是这样。"),
            ("papers/two2020", "<mark>Two et al. 2020</mark> 发现了Epsilon。"),
            ("concepts/epsilon", "Two et al. 2020 发现了<mark>Epsilon</mark>。"),
            ("papers/one2019", "Two et al. 2020 发现了Epsilon。 (<mark>One et al. 2019</mark>)"),
            ("papers/one2019", "也是这样。<mark>One et al. 2019</mark>"),
        ])
    }

    /// A category may be called as the group of those without one, or as a part of the page.
    @Test func categoriesHaveIDsOfTheirOwn() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write("site/vocabulary.yml", vocabulary.replacingOccurrences(of: "      organelle:", with: "      other: Odd\n      main: Main\n      main--2: Second\n      organelle:"))
        for (name, category) in [("one", "category: other\n"), ("two", ""), ("three", "category: main\n"), ("four", "category: main--2\n")] {
            try base.write("content/concepts/\(name).md", "---\ntitle: \(name)\nsummary: Words.\n\(category)---\n")
        }
        try base.build()
        let page = try base.read("public/categories.html")
        for id in ["other", "other--2", "main", "main--2", "main--2--2"] {
            #expect(page.components(separatedBy: " id=\"\(id)\"").count == 2, "\(id)")
        }
        #expect(try base.read("public/concepts/four.html").contains("categories.html#main--2--2\""))
    }

    @Test func theFeedNamesTheNewestEntries() throws {
        let base = try TemporaryBase([
            "content/concepts/old.md": TemporaryBase.concept("Old & plain", "created: 2024-01-02\nupdated: 2024-03-04\n"),
            "content/concepts/new.md": TemporaryBase.concept("New", "created: 2025-02-03\n"),
            "content/pages/about.md": "---\ntitle: About\ncreated: 2023-01-01\n---\n\nWords.\n",
        ])
        try base.build()
        let feed = try base.read("public/feed.xml")
        #expect(XMLParser(data: Data(feed.utf8)).parse())
        let entries = feed.components(separatedBy: "<entry>\n").dropFirst().map { $0.components(separatedBy: "</entry>")[0] }
        func entry(_ title: String, _ path: String, _ updated: String, _ published: String, _ summary: String) -> String {
            let address = "https://example.org/base/" + path
            return "<title>\(title)</title>\n<id>\(address)</id>\n<link href=\"\(address)\"/>\n<updated>\(updated)T00:00:00Z</updated>\n<published>\(published)T00:00:00Z</published>\n" + summary
        }
        #expect(Array(entries) == [
            entry("New", "concepts/new.html", "2025-02-03", "2025-02-03", "<summary>About New.</summary>\n"),
            entry("Old &amp; plain", "concepts/old.html", "2024-03-04", "2024-01-02", "<summary>About Old &amp; plain.</summary>\n"),
            entry("About", "pages/about.html", "2023-01-01", "2023-01-01", ""),
        ])
        #expect(feed.components(separatedBy: "<entry>")[0].contains("<updated>2025-02-03T00:00:00Z</updated>\n<author><name>Test base</name>\n</author>"))
    }

    @Test func aClaimStandsOnceOnTheirPage() throws {
        let base = try TemporaryBase()
        try base.build()
        let claims = try base.read("public/claims.html")
        #expect(claims.components(separatedBy: "href=\"concepts/alpha.html#b:alpha-first\"").count == 2)
        #expect(claims.contains("Contested claims (1)") && claims.contains("Other claims (1)"))
    }

    @Test func authorsOfTheBaseStandInItsData() throws {
        let base = try TemporaryBase()
        try base.write("site/site.yml", "title: T\nauthors: [A Consortium, Another]\n")
        try base.build()
        let creators = ["A Consortium", "Another"].map { "{\"@type\":\"Organization\",\"name\":\"\($0)\"}" }
        #expect(try base.read("public/data.html").contains("\"creator\":[" + creators.joined(separator: ",") + "]"))
    }

    /// What the site makes beside the page of a paper, and its own files, no file of the content takes the place of.
    @Test func placesOfTheSiteAreItsOwn() throws {
        let base = try TemporaryBase()
        for path in ["papers/one2019.bib", "concepts/x.html", "feed.xml", "papers/one2019.pdf", "media/feed.xml"] { try base.write("content/" + path, "x") }
        try base.build("public", ["--force"])
        let refused = try base.run(["check"]).errors.components(separatedBy: "\n").filter { $0.contains("[output-collision]") }.map { $0.prefix { $0 != ":" } }
        #expect(refused.sorted() == ["content/concepts/x.html", "content/feed.xml", "content/papers/one2019.bib"])
        #expect(try base.read("public/papers/one2019.bib").hasPrefix("@article{one2019"))
        #expect(try base.read("public/papers/one2019.pdf") == "x" && base.read("public/media/feed.xml") == "x")
    }

    /// Words of an author never become markup.
    @Test func hostileTextIsEscaped() throws {
        let base = try TemporaryBase()
        let evil = "\"><script>alert(1)</script>"
        try base.write(
            "content/concepts/evil.md",
            "---\ntitle: '\(evil)'\nsummary: '\(evil)'\naliases: ['\(evil)x']\ncategory: structure\n---\n\n## \(evil)\n\n[[Alpha|\(evil)]] <script>x</script> <img src=x onerror=y> [x](javascript:alert(1)) [@one2019, \(evil)]\n"
                + "\n![](a<script>b</script>.png) ![[a<img src=x>.png]] [[<img src=x>]] [[alpha#<script>]] [@<script>] [a](<img src=x>.md)\n\n![[<img src=x>]]\n")
        try base.build("public", ["--force"])
        for (path, page) in try pages(base) {
            #expect(!page.html.contains("<script>"), "\(path)")
            #expect(!page.html.contains("<img src=x"), "\(path)")
            #expect(!page.html.contains("href=\"javascript:"), "\(path)")
        }
    }
}
