// Names of concepts in prose that are no links: which are found, and which are none.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel
import WikiParsing

@testable import WikiGraph

@Suite @MainActor struct UnlinkedMentionTests {
    /// What is found in the prose of an entry "Source": `words → slug of the concept`.
    private func mentions(_ prose: String) -> [String] {
        func concept(_ slug: String, _ title: String, _ more: String = "") -> (path: String, text: String) {
            ("content/concepts/\(slug).md", "---\ntitle: \(title)\nsummary: S\ncategory: structure\n\(more)---\n")
        }
        let others = [
            concept("retraction-fiber", "Retraction fiber", "aliases: [retraction fibre, RF, path]\n"), concept("fiber", "Fiber"),
            concept("tspan4", "TSPAN4 (tetraspanin-4)", "aliases: [TSPAN4, TSPAN-4]\n"), concept("cap", "CAP"),
            concept("tetraspanins", "Tetraspanins"), concept("beta-cell", "β cell"), concept("old", "Old name", "status: deprecated\n"),
            concept("hidden", "Hidden name", "unlisted: true\n"), concept("one", "Twice one", "aliases: [Shared name]\n"),
            concept("two", "Twice two", "aliases: [shared-name]\n"), concept("source", "Source"),
            // Every run of as many words as the longest name has would be looked up, and of each its bytes.
            concept("sixteen", UnlinkedMentionTests.name(16)), concept("seventeen", UnlinkedMentionTests.name(17)),
        ]
        let heads = compileForLinking(others)
        let compiler = EntryCompiler(vocabulary: linkingVocabulary)
        let source = EntrySource(path: "content/concepts/source.md", kind: .concept, slug: "source")
        let compiled = compiler.compile(source, bytes: Array("---\ntitle: Source\nsummary: S\n---\n\(prose)\n".utf8))
        let (graph, _) = WikiGraph.link(heads.filter { $0.slug != "source" } + [compiled.head], vocabulary: linkingVocabulary)
        let text = compiled.body.text
        return MentionFinder(graph).mentions(in: text, of: graph.entry(named: "source") ?? 0).map { mention in
            String(decoding: Array(text)[mention.words], as: UTF8.self) + " → " + graph.entries[Int(mention.target)].slug
        }
    }

    private nonisolated static func name(_ count: Int) -> String { (1...count).map { "w\($0)" }.joined(separator: " ") }

    @Test func namesOfMoreThanSixteenWordsAreNotSought() {
        #expect(mentions("So \(UnlinkedMentionTests.name(16)).") == ["\(UnlinkedMentionTests.name(16)) → sixteen"])
        #expect(mentions("So \(UnlinkedMentionTests.name(17)).") == ["\(UnlinkedMentionTests.name(16)) → sixteen"])
        #expect(mentions("So \(UnlinkedMentionTests.name(17).dropFirst(3)).") == [])
    }

    @Test(arguments: [
        ("A retraction fiber grows.", ["retraction fiber → retraction-fiber"]),
        ("Retraction-fibers grow.", ["Retraction-fibers → retraction-fiber"]),
        ("Two retraction fibres and *retraction* fibers.", ["retraction fibres → retraction-fiber"]),
        ("A retraction\nfiber.", ["retraction fiber → retraction-fiber"]),
        ("The fiber of a retraction.", ["fiber → fiber"]),
        ("TSPAN4, (TSPAN-4) and a tetraspanin.", ["TSPAN4 → tspan4", "tetraspanin → tetraspanins"]),
        ("A beta cell.", ["beta cell → beta-cell"]),
        ("The CAP, not the cap.", ["CAP → cap"]),
        ("| fiber |\n|---|\n| TSPAN4 |", ["fiber → fiber", "TSPAN4 → tspan4"]),
        // An alias of four letters counts as it is written.
        ("A path, not a Path.", ["path → retraction-fiber"]),
    ])
    func namesWithoutALinkAreFound(_ prose: String, _ found: [String]) { #expect(mentions(prose) == found) }

    @Test(arguments: [
        // Linked once is enough, under whatever name.
        "A [[retraction-fiber|thread]] is a retraction fiber.", "![[retraction-fiber]]\n\nA retraction fiber.",
        "A [[TSPAN4|fiber of TSPAN4]].", "## Retraction fiber", "A retraction-fiber-like thing, a non-fiber.",
        "An old name, a hidden name and a shared name.", "The source itself.", "A cap, a retraction, fiber2, microfibers.",
    ])
    func nothingElseIs(_ prose: String) { #expect(mentions(prose) == []) }
}
