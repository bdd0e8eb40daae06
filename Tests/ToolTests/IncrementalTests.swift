// An incremental build gives what a build without a cache gives: after an edit of each key of front matter, each piece of
// syntax and each file of `site/`, one after the other in one base.
import Foundation
import Testing

@Suite struct IncrementalTests {
    private typealias Edit = (name: String, make: (TemporaryBase) throws -> Void)

    private static func replacing(_ path: String, _ old: String, _ new: String) -> Edit {
        (
            "\(path): \(old.debugDescription) → \(new.debugDescription)",
            { base in
                let text = try base.read(path)
                try #require(text.contains(old), "\(path) holds \(old)")
                try base.write(path, text.replacingOccurrences(of: old, with: new))
            }
        )
    }

    private static func moving(_ old: String, to new: String) -> Edit {
        (
            "\(old) is moved to \(new)",
            { base in
                try base.write(new, try base.read(old))
                try base.remove(old)
            }
        )
    }

    private static let settings = """
        title: A base
        base_url: https://example.org/base/
        navigation:
          - {label: About, entry: About}
          - {label: Concepts, page: concepts}
        home: {start_here: [alpha]}

        """

    private static func base() throws -> TemporaryBase {
        var files = TemporaryBase.sample
        files["content/concepts/gadget.md"] = TemporaryBase.concept("Gadget", body: "It [[part_of::Alpha]] and is near [[Beta]].")
            .replacingOccurrences(of: "category: structure", with: "category: gizmo")
        files["content/pages/guide.md"] = "---\ntitle: Guide\n---\n\n![[gadget]]\n"
        let base = try TemporaryBase(files)
        try base.write("site/site.yml", settings)
        return base
    }

    private static func set(_ path: String, _ line: String) -> Edit { replacing(path, "\n---\n\n", "\n\(line)\n---\n\n") }

    private static let concept = "content/concepts/beta.md"
    private static let paper = "content/papers/two2020.md"

    private static var frontMatter: [Edit] {
        [
            replacing(concept, "title: Beta", "title: Beta two\naliases: [Beta]"), replacing(concept, "summary: About Beta.", "summary: Otherwise."),
            replacing(concept, "aliases: [Beta]", "aliases: [Beta, Second letter]"), set(concept, "tags: [letters, others]"), set(concept, "status: stub"),
            replacing(concept, "category: structure", "category: process"), set(concept, "relations: {part_of: [{target: alpha, evidence: [one2019], note: Said so}]}"),
            replacing(concept, "note: Said so", "note: Said otherwise"), replacing(concept, "evidence: [one2019]", "evidence: [two2020]"),
            replacing(concept, "part_of:", "located_in:"), set(concept, "identifiers: {GO: \"GO:0140495\"}"), set(concept, "created: 2019-01-02"),
            set(concept, "updated: 2020-01-02"), set(concept, "reviewed: 2021-01-02"), set(concept, "reviewers: [Ann Reader]"),
            set(concept, "contributors: [Ann Writer, Ben Writer]"), set(concept, "redirect_from: [old-beta]"), replacing(concept, "status: stub", "status: deprecated\nreplaced_by: alpha"),
            set(concept, "unlisted: true"), replacing(concept, "unlisted: true\n", ""),
            replacing(paper, "title: The second paper", "title: Another paper"), replacing(paper, "summary: Shows it.", "summary: Shows more."),
            replacing(paper, "type: article-journal", "type: chapter"), replacing(paper, "family: Two, given: A", "family: Three, given: B"), set(paper, "author_status: partial"),
            replacing(paper, "issued: 2020", "issued: 2021-02"), replacing(paper, "container-title: Journal", "container-title: Archive"), set(paper, "volume: 1"), set(paper, "issue: 2"),
            set(paper, "page: 3-4"), set(paper, "number: e5"), set(paper, "publisher: A press"), replacing(paper, "DOI: 10.1000/two", "DOI: 10.1000/three"), set(paper, "PMID: \"1234\""),
            set(paper, "PMCID: PMC12"), set(paper, "URL: https://example.org/paper"), set(paper, "abstract: What it says."), set(paper, "keyword: [cells]"), set(paper, "category: review"),
            set(paper, "verified: address"), set(paper, "retraction: {kind: retracted, date: 2022-01-01}"), set(paper, "tags: [letters]"),
        ]
    }

    private static var prose: [Edit] {
        let alpha = "content/concepts/alpha.md", gadget = "content/concepts/gadget.md"
        return [
            // Only the type of a relation in prose, then its end, then a link more between the same entries.
            replacing(gadget, "[[part_of::Alpha]]", "[[located_in::Alpha]]"), replacing(gadget, "[[located_in::Alpha]]", "[[located_in::Gamma thing]]"),
            replacing(gadget, "near [[Beta]]", "near [[Beta]], [[Beta]] and [[Beta]]"), replacing(gadget, "near", "not far from"),
            replacing(alpha, "[[Missing thing]]", "[[Missing other]]"),
            replacing(alpha, "@disputes:two2020", "@supports:two2020"), replacing(alpha, "^alpha-first", "^alpha-once"), replacing(alpha, "![[gamma-thing#A heading]]", "![[beta]]"),
            replacing(alpha, "A picture", "Another picture"), replacing(alpha, "@one2019; @two2020, p. 3", "@one2019"), replacing(alpha, "> A note[^1].", "> A word[^1]."),
            replacing("content/concepts/gamma-thing.md", "## A heading", "## The heading"), replacing("content/media/picture.svg", "width=\"1\"", "width=\"9\""),
        ]
    }

    private static var settingsAndFiles: [Edit] {
        let site = "site/site.yml", vocabulary = "site/vocabulary.yml"
        return [
            // The menu names it by its title, which stays.
            moving("content/pages/about.md", to: "content/pages/about-us.md"), replacing("content/pages/about-us.md", "title: About", "title: About us"),
            replacing("content/pages/about-us.md", "title: About us", "title: About"), replacing(vocabulary, "organelle: Organelle", "organelle: Organelle\n      gizmo: Gizmo"),
            replacing(vocabulary, "gizmo: Gizmo", "gizmo: Gadget"), replacing(vocabulary, "label: is located in", "label: stands in"), replacing(site, "title: A base", "title: The base"),
            replacing(site, "start_here: [alpha]", "start_here: [beta, alpha]"), replacing(site, "https://example.org/base/", "https://example.org/other/"),
            replacing("site/assets/copy.js", "\n", "\n\n"), replacing("templates/404.mustache", "</h1>", "!</h1>"), moving("content/concepts/gadget.md", to: "content/concepts/gizmo.md"),
            ("places of the map are kept", { base in
                    _ = try base.run(["map"])
                    try #require(base.exists("site/map.tsv"))
                }),
            replacing("site/map.tsv", "concepts/gizmo\t", "concepts/gadget\t"), replacing("content/concepts/gizmo.md", "summary:", "redirect_from: [gadget]\nsummary:"),
        ]
    }

    @Test func everyEditGivesTheSiteOfACleanBuild() throws {
        let base = try IncrementalTests.base()
        try base.build("public", ["--force"])
        for edit in IncrementalTests.frontMatter + IncrementalTests.prose + IncrementalTests.settingsAndFiles {
            try edit.make(base)
            let run = try base.build("public", ["--force"])
            let (incremental, clean) = (try base.files("public"), try base.cleanSite(["--force"]))
            let differing = Set(incremental.keys).union(clean.keys).filter { incremental[$0] != clean[$0] }.sorted()
            #expect(differing == [], "\(edit.name)\n\(run.errors)")
        }
    }

    /// Other pages show the sentences around mentions: an edit of another sentence leaves them, and what is kept is not written again.
    @Test func anEditOfASentenceRendersThePagesThatShowIt() throws {
        let base = try TemporaryBase()
        try base.write("site/site.yml", IncrementalTests.settings + "search: {enabled: false}\n")
        try base.write("content/concepts/gadget.md", TemporaryBase.concept("Gadget", body: "It turns [[Beta]] round. It is old."))
        try base.build("public", ["--force"])
        for (old, new, count) in [("It is old", "It is new", "1 written"), ("round", "about", "4 written")] {
            try IncrementalTests.replacing("content/concepts/gadget.md", old, new).make(base)
            let run = try base.build("public", ["--force"])
            #expect(run.output.contains(count) || run.errors.contains(count), "\(old): \(run.output)\(run.errors)")
            #expect(try base.files("public") == base.cleanSite(["--force"]))
        }
    }

    /// Files of the content never take the place of the site's own.
    @Test(arguments: ["index.html", "concepts/alpha.html", "assets/entry.css", "papers/one2019.bib", "Feed.xml", "graph/nodes.js"])
    func aFileOnThePathOfAPageIsReported(_ path: String) throws {
        let base = try TemporaryBase()
        try base.build("clean")
        try FileManager.default.createDirectory(
            at: base.root.appendingPathComponent("content/" + path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try base.write("content/" + path, "HELLO")
        let run = try base.build("public")
        #expect(run.exitCode == 1 && run.errors.contains("content/\(path): error: would stand where the site has a file of its own"), "\(run.errors)")
        #expect(try base.files("public") == base.files("clean"))
    }

    /// The list of such places is whole.
    @Test func everyFileOfTheSiteStandsInAPlaceOfItsOwn() throws {
        let base = try TemporaryBase()
        try base.remove("content/media/picture.svg")
        try base.build("public", ["--force"])
        for path in try base.files("public").keys {
            try FileManager.default.createDirectory(
                at: base.root.appendingPathComponent("content/" + path).deletingLastPathComponent(), withIntermediateDirectories: true)
            try base.write("content/" + path, "HELLO")
        }
        let run = try base.run(["check"])
        let reported = run.errors.split(separator: "\n").filter { $0.contains("file of its own") }
        #expect(reported.count == (try base.files("public").count), "\(run.errors)")
    }
}
