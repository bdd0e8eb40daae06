// Embeds: what runs in a circle, what is too much for a page, and that parts are told from their entries.
import Testing
import WikiModel

@testable import WikiGraph

@Suite @MainActor struct EmbedsTests {
    private func link(_ bodies: [(name: String, body: String)]) -> (graph: KnowledgeGraph, problems: [String]) {
        let heads = compileForLinking(bodies.map { ("content/concepts/\($0.name).md", "---\ntitle: \($0.name)\nsummary: S\n---\n\($0.body)\n") })
        let (graph, diagnostics) = WikiGraph.link(heads, vocabulary: linkingVocabulary)
        return (graph, diagnostics.filter { $0.severity == .error }.map { "\($0.file.dropFirst("content/concepts/".count)):\($0.range?.start.line ?? 0) \($0.code.rawValue)" })
    }

    private func shown(in name: String, _ graph: KnowledgeGraph) -> [String]? {
        graph.entry(named: name).map { graph.embeds.entries(in: $0).map { graph.entries[Int($0)].slug } }
    }

    /// Twelve embeds in each of eight entries are 12⁸ ways through the graph.
    @Test func manyWaysThroughTheGraphAreNotWalked() {
        let embeds = { (next: Int) in (0..<12).map { _ in "![[e\(next)]]\n" }.joined(separator: "\n") }
        let (graph, problems) = link((1...8).map { ("e\($0)", embeds($0 + 1)) } + [("e9", "End.")])
        #expect(problems == (1...5).map { "e\($0).md:5 embed-too-large" })
        #expect(shown(in: "e1", graph) == (2...9).map { "e\($0)" })
        #expect(graph.entry(named: "e1").map(graph.embeds.areShown) == false)
        #expect(graph.entry(named: "e6").map(graph.embeds.areShown) == true)
    }

    @Test func manyWaysThroughCirclesAreNotWalked() {
        let (graph, problems) = link((0..<9).map { number in
            ("e\(number)", (0..<9).filter { $0 != number }.map { "![[e\($0)]]\n" }.joined(separator: "\n"))
        })
        #expect(problems.count == 72 && problems.allSatisfy { $0.hasSuffix("embed-cycle") })
        #expect(graph.entryIDs.allSatisfy { !graph.embeds.areShown(in: $0) })
    }

    @Test func whatIsTooMuchIsReportedAtTheLargest() {
        let large = String(repeating: "words and words\n\n", count: 50_000)
        let (_, problems) = link([
            ("a", "![[small]]\n\n![[large]]\n\n![[small]]\n\n![[large]]\n\n![[large]]\n\n![[large]]"), ("large", large), ("small", "Text."),
        ])
        #expect(problems == ["a.md:7 embed-too-large"])
    }

    @Test func longerCirclesAreNamedWhole() {
        let heads = compileForLinking([("a", "b"), ("b", "c"), ("c", "a")].map { name, next in
            ("content/concepts/\(name).md", "---\ntitle: \(name)\nsummary: S\n---\n![[\(next)]]\n")
        })
        let (_, diagnostics) = WikiGraph.link(heads, vocabulary: linkingVocabulary)
        let circles = ["\"a\" → \"b\" → \"c\" → \"a\"", "\"b\" → \"c\" → \"a\" → \"b\"", "\"c\" → \"a\" → \"b\" → \"c\""]
        #expect(diagnostics.filter { $0.code == .embedCycle }.map(\.message) == circles.map { "embeds run in a circle: \($0)" })
    }

    /// One embed may stand in two parts that others embed: the entry and a section of it.
    @Test func anEmbedIsReportedOnce() {
        #expect(link([("a", "# One\n\n![[b]]"), ("b", "![[a]]\n\n![[a#One]]")]).problems == ["a.md:7 embed-cycle", "b.md:5 embed-cycle", "b.md:7 embed-cycle"])
        let deep = (1...9).map { ("e\($0)", "![[e\($0 + 1)]]") } + [("e10", "End."), ("f", "# One\n\n![[e1]]"), ("g", "![[f#One]]")]
        #expect(link(deep).problems == ["e1.md:5 embed-too-deep", "f.md:7 embed-too-deep", "g.md:5 embed-too-deep"])
    }

    /// A section within a list, a callout or an open element would end in the middle of it; and such a heading ends no section around it.
    @Test func sectionsWithinOthersAreLinks() {
        let source = "## First\n\none\n\n<details>\n<summary>More</summary>\n\n## Inside\n\ntwo\n\n</details>\n\n- ## Item\n\n> ## Quoted\n\n## Last\n\nthree"
        let heads = compileForLinking([("source", source), ("a", "![[source#First]]\n\n![[source#Inside]]\n\n![[source#Item]]\n\n![[source#Quoted]]\n\n![[source#Last]]")].map {
            ("content/concepts/\($0).md", "---\ntitle: \($0)\nsummary: S\n---\n\($1)\n")
        })
        let (graph, diagnostics) = WikiGraph.link(heads, vocabulary: linkingVocabulary)
        #expect(diagnostics.filter { $0.code == .embedInline }.map { $0.range?.start.line } == [7, 9, 11])
        #expect(graph.resolutions(of: 0).map(graph.isEmbeddable) == [true, false, false, false, true])
        let head = heads[0]
        #expect(head.headings.map(\.isNested) == [false, true, true, true, false])
        #expect(head.sectionEnd(of: 0)?.line == head.headings[4].line)
    }

    /// A section is as large as it is, and not as its entry.
    @Test func manySectionsOfOneLongEntryAreShown() {
        let long = (0..<50).map { "## Part \($0)\n\n" + String(repeating: "words ", count: 400) }.joined(separator: "\n\n")
        let embeds = (0..<50).map { "![[long#Part \($0)]]" }.joined(separator: "\n\n")
        #expect(link([("a", embeds), ("long", long)]).problems == [])
        // 2.5 MB of sections, and twice as much.
        let whole = (0..<3).map { _ in "![[huge#Part]]" }.joined(separator: "\n\n")
        #expect(link([("a", whole), ("huge", "## Part\n\n" + String(repeating: "words and words\n\n", count: 50_000))]).problems == [])
        #expect(link([("a", whole + "\n\n" + whole), ("huge", "## Part\n\n" + String(repeating: "words and words\n\n", count: 50_000))]).problems == ["a.md:5 embed-too-large"])
    }

    /// Footnotes come behind all of the text, and are of the entry alone.
    @Test func footnotesAreOfNoSection() {
        let (graph, problems) = link([("a", "![[b#Last]]"), ("b", "## First\n\nText.[^n]\n\n[^n]: See\n\n    ![[a]]\n\n## Last\n\nEnd.")])
        #expect(problems == [])
        #expect(shown(in: "a", graph) == ["b"])
        #expect(shown(in: "b", graph) == ["a", "b"])
    }

    /// Two entries may show a claim of each other.
    @Test func blocksOfEachOtherAreNoCircle() {
        let (graph, problems) = link([
            ("a", "Mine. ^mine\n\n![[b#^theirs]]"), ("b", "Theirs. ^theirs\n\n![[a#^mine]]"), ("c", "# One\n\nText.\n\n# Two\n\n![[c#One]]"),
        ])
        #expect(problems == [])
        #expect(shown(in: "a", graph) == ["b"])
        #expect(graph.entryIDs.allSatisfy { graph.embeds.areShown(in: $0) })
    }

    @Test func sectionsThatEmbedEachOtherAreACircle() {
        let (graph, problems) = link([
            ("a", "# One\n\n![[b#One]]\n\n# Two\n\nText."), ("b", "# One\n\n![[a#One]]"), ("c", "![[a#Two]]"), ("d", "![[a]]"), ("e", "![[e]]"),
        ])
        #expect(problems == ["a.md:7 embed-cycle", "b.md:7 embed-cycle", "e.md:5 embed-cycle"])
        let areShown = ["a", "b", "c", "d", "e"].map { name in graph.entry(named: name).map(graph.embeds.areShown) }
        #expect(areShown == [false, false, true, false, false])
    }
}
