// What two graphs differ in: a relation that reads the same both ways is one edge, whoever states it.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel
import WikiParsing

@testable import WikiGraph

@Suite @MainActor struct GraphChangeTests {
    /// Concepts by name, each with its relations.
    private func graph(_ concepts: [(name: String, relations: String)]) -> KnowledgeGraph {
        let files = concepts.map { ("content/concepts/\($0.name).md", "---\ntitle: \($0.name)\nsummary: S\nrelations: {\($0.relations)}\n---\n") }
        return link(compileForLinking(files), vocabulary: linkingVocabulary).graph
    }

    /// The graph names the entry that comes first as the source of a relation that both state.
    @Test func aNameThatComesLaterTurnsNoSymmetricRelation() {
        let before = graph([("alpha", "associated_with: middle"), ("middle", "associated_with: alpha")])
        let after = graph([("omega", "associated_with: middle"), ("middle", "associated_with: omega")])
        let change = GraphChange(from: before, to: after, renames: ["content/concepts/alpha.md": "content/concepts/omega.md"])
        #expect(change.relations.isEmpty && change.isGraphUnchanged && change.entries.isEmpty)
        // Each is named by the other, whichever comes first.
        #expect(before.orphans == [] && after.orphans == [])
        #expect(graph([("alpha", "associated_with: beta"), ("beta", "")]).orphans.count == 1)
    }

    @Test func oneOfTwoStatementsOfASymmetricRelationIsEnough() {
        let both = graph([("alpha", "associated_with: beta"), ("beta", "associated_with: alpha")])
        let one = graph([("alpha", ""), ("beta", "associated_with: alpha")])
        #expect(GraphChange(from: both, to: one).relations.isEmpty)
        #expect(GraphChange(from: one, to: graph([("alpha", ""), ("beta", "")])).relations.lost.map(\.type) == ["associated_with"])
    }

    @Test func aRelationThatTurnsIsAnother() {
        let change = GraphChange(from: graph([("alpha", "is_a: beta"), ("beta", "")]), to: graph([("alpha", ""), ("beta", "is_a: alpha")]))
        #expect(change.relations.gained.map(\.source.title) == ["beta"] && change.relations.lost.map(\.source.title) == ["alpha"])
    }

    /// Concepts by name, each with its prose, and one paper.
    private func graph(prose concepts: [(name: String, prose: String)]) -> KnowledgeGraph {
        let files = concepts.map { ("content/concepts/\($0.name).md", "---\ntitle: \($0.name)\nsummary: S\n---\n\n\($0.prose)\n") }
        return link(compileForLinking(files + [("content/papers/p.md", "---\ntitle: P\nsummary: S\ntype: article\n---\n")]), vocabulary: linkingVocabulary).graph
    }

    @Test func eachLinkAndCitationIsNamedOnce() {
        let before = graph(prose: [("a", "Words."), ("b", "Words.")])
        let change = GraphChange(from: before, to: graph(prose: [("a", "[[b]] and [[b|it]] [@p] and again [@p]."), ("b", "Words.")]))
        #expect(change.links.gained.map { "\($0.source.title) \($0.type) \($0.target.title)" } == ["a  b"])
        #expect(change.citations.gained.map { "\($0.source.title) \($0.type) \($0.target.title)" } == ["a cites P"])
        #expect(change.changed.map(\.parts) == [["prose"]])
    }

    /// What `diff` calls no change is none: each of these changes one thing that it lists.
    @Test(arguments: [
        ("Words.", "Words. [[b]]"), ("Words. [[b]]", "Words."), ("Words.", "Words. [@p]"), ("X [@p]. ^c", "X [@supports:p]. ^c"),
        ("X [@supports:p]. ^c", "X [@p]. ^c"), ("X [@supports:p]. ^c", "X [@disputes:p]. ^c"), ("Words.", "Words. [[Gone]]"), ("[[Gone]]", "Words."),
    ])
    func aChangeOfOneThingChangesTheGraph(_ old: String, _ new: String) {
        let around = [("b", "[[a]] [[c]]"), ("c", "[[b]] [@p]")]
        let change = GraphChange(from: graph(prose: [("a", old)] + around), to: graph(prose: [("a", new)] + around))
        #expect(!change.isGraphUnchanged && !change.isEmpty)
        #expect(change.orphans.isEmpty && change.entries.isEmpty)
    }

    /// Words, names and relations of entries are changes where no link is.
    @Test func aChangeOfOneEntryIsNamed() {
        let old = graph(prose: [("a", "Words."), ("b", "[[a]]")])
        let edited = GraphChange(from: old, to: graph(prose: [("a", "More words."), ("b", "[[a]]")]))
        #expect(edited.isGraphUnchanged && !edited.isEmpty)
        let renamed = GraphChange(from: old, to: graph(prose: [("a", "Words."), ("c", "[[a]]")]), renames: ["content/concepts/b.md": "content/concepts/c.md"])
        #expect(renamed.isGraphUnchanged && !renamed.isEmpty && renamed.renamed.map(\.new.title) == ["c"])
        let turned = GraphChange(from: graph([("a", "is_a: b"), ("b", "is_a: a"), ("c", "is_a: a")]), to: graph([("a", "is_a: c"), ("b", "is_a: a"), ("c", "is_a: a")]))
        #expect(turned.changed.map(\.parts) == [["relations"]] && !turned.isGraphUnchanged)
        #expect(turned.relations.gained.map(\.target.title) == ["c"] && turned.relations.lost.map(\.target.title) == ["b"])
    }

    @Test(arguments: [
        ("relations: {is_a: [{target: b, evidence: [p]}]}\n", ["relations"]), ("relations: {is_a: [{target: b, note: in mice}]}\n", ["relations"]),
        ("relations: {is_a: [b]}\nunlisted: true\n", ["unlisted"]), ("relations: {is_a: [b]}\nreplaced_by: b\n", ["replacement"]),
        ("relations: {is_a: [b]}\nredirect_from: [old]\n", ["former names"]),
        ("relations: {is_a: [b]}\ncreated: 2026-01-31\ncontributors: [A]\n", ["dates", "people"]),
        // Another form of the same.
        ("relations:\n  is_a:\n  - {target: b}\n", ["text"]),
    ])
    func whatFrontMatterSaysOtherwiseIsNamed(_ changed: String, _ parts: [String]) {
        func graph(_ front: String) -> KnowledgeGraph {
            let sources = [("a", front), ("b", "")].map { ("content/concepts/\($0).md", "---\ntitle: \($0)\nsummary: S\n\($1)---\n") }
            return link(compileForLinking(sources), vocabulary: linkingVocabulary).graph
        }
        let change = GraphChange(from: graph("relations: {is_a: [b]}\n"), to: graph(changed))
        #expect(change.changed.flatMap(\.parts) == parts)
    }

    @Test func claimsThatComeAndGoAreNamed() {
        let (without, with) = (graph(prose: [("a", "X [@p]. ^c")]), graph(prose: [("a", "X [@supports:p]. ^c")]))
        #expect(GraphChange(from: without, to: with).claims.gained.map(\.id) == ["b:c"])
        #expect(GraphChange(from: with, to: without).claims.lost.map(\.id) == ["b:c"])
        #expect(GraphChange(from: with, to: with).isEmpty)
    }

    /// An entry that was deleted is no orphan that found a link.
    @Test func orphansThatAreLinkedNowAreLost() {
        let before = graph(prose: [("a", "Words."), ("b", "Words."), ("c", "[[a]]")])
        let change = GraphChange(from: before, to: graph(prose: [("a", "[[b]]"), ("d", "Words."), ("b", "[[a]]")]))
        #expect(change.orphans.gained.map(\.title) == ["d"] && change.orphans.lost.map(\.title) == ["b"])
        #expect(change.entries.lost.map(\.title) == ["c"])
    }

    @Test func renamesAreKnownByRedirectByTitleAndFromElsewhere() {
        func graph(_ files: [(slug: String, title: String, more: String)]) -> KnowledgeGraph {
            let sources = files.map { ("content/concepts/\($0.slug).md", "---\ntitle: \($0.title)\nsummary: S\n\($0.more)---\n") }
            return link(compileForLinking(sources), vocabulary: linkingVocabulary).graph
        }
        func path(_ slug: String) -> String { "content/concepts/\(slug).md" }
        let old = graph([
            ("a", "A", ""), ("b", "B", ""), ("c", "C", ""), ("d", "Twin", ""), ("e", "Twin", ""), ("f", "F", ""), ("g", "G", ""), ("h", "H", ""),
            ("i", "I", ""), ("j", "J", ""),
        ])
        let new = graph([
            ("a2", "New A", "redirect_from: [a]\n"), ("b2", "B", ""), ("c2", "New C", ""), ("d2", "Twin", ""), ("f", "New F", ""),
            ("f2", "F", ""), ("g2", "New G", ""), ("i", "I", "redirect_from: [h]\n"),
        ])
        // A file that stayed is itself, whatever its title became and whatever was merged into it; two of one title are not told
        // apart by it; and what git finds may be no entry.
        let known = [path("j"): "notes/j.md", path("c"): path("c2"), path("b"): path("g2"), path("f"): path("f2"), path("g"): path("a2")]
        #expect(entryRenames(from: old, to: new, known: known) == [path("a"): path("a2"), path("b"): path("b2"), path("c"): path("c2")])
    }
}
