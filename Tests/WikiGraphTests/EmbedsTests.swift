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
