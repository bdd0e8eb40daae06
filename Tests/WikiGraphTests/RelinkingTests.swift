// Linking after edits of prose gives what linking everything gives.
import Testing
import WikiModel
import WikiParsing

@testable import WikiGraph

@Suite @MainActor struct RelinkingTests {
    /// Sentences that entries are made of: links of every kind that lead somewhere, nowhere, to two entries, and to parts.
    private static let sentences = [
        "See [[a]].", "See [[b#Middle]].", "See [[B title#Other heading]].", "Block [[c#^mark]].", "Gone [[nothing like it]].",
        "Two [[shared]].", "Cited [@one].", "Claimed [@supports:two; @disputes:one]. ^claim", "Unknown [@onne].", "![[d]]", "![[c#Middle]]",
        "A [[is_a::b]].", "A [[is_a::c]].", "With [[associated_with::d]].", "![alt](../media/p.svg)", "A file [f](b.md) and [g](gone.md).",
        "## Middle", "## Other heading", "- ## Middle", "A block. ^mark", "Plain words.", "Itself [[#Middle]].", "Old [[old]].", "`[[code]]`",
    ]

    private static let heads = [
        "a": "title: a\naliases: [shared]", "b": "title: B title\naliases: [shared]", "c": "title: c\ncategory: x",
        "d": "title: d\nrelations:\n  - {relation: is_a, target: a}", "old": "title: old\nstatus: deprecated\nreplaced_by: a",
    ]

    /// The summary is the first word of the body.
    private static func file(_ name: String, _ body: [String]) -> (path: String, text: String) {
        let summary = body.first?.prefix { $0.isLetter } ?? "S"
        return ("content/concepts/\(name).md", "---\n\(heads[name] ?? "title: \(name)")\nsummary: \(summary)\n---\n\n\(body.joined(separator: "\n\n"))\n")
    }

    private static func dump(_ base: LinkedBase) -> [String] {
        let graph = base.graph
        var lines = base.diagnostics.map(\.line)
        for id in graph.entryIDs {
            lines.append("\(graph.entries[Int(id)].path) \(graph.entries[Int(id)].metadata.summary) \(graph.backlinks[id]) \(graph.relationsFrom[id]) \(graph.relationsTo[id])")
            lines += graph.resolutions(of: id).map { "\($0)" }
        }
        lines += graph.relations.map { "\($0)" } + graph.claims.map { "\($0)" } + graph.wanted.map { "\($0)" }
        return lines + ["\(graph.orphans)", "\(graph.linkHash)"]
    }

    /// A chain of 300 random edits: after each, the base equals one that is linked from nothing.
    @Test func relinkingEqualsLinking() throws {
        var random = SplitMix(state: 7)
        var bodies = Dictionary(uniqueKeysWithValues: RelinkingTests.heads.keys.map { ($0, ["Begins."]) })
        let papers = ["one", "two"].map {
            ("content/papers/\($0).md", "---\ntitle: Paper \($0)\nsummary: S\ntype: article\nDOI: 10.1000/\($0)\n---\n")
        }
        let names = bodies.keys.sorted()
        func compiled() -> [EntryHead] {
            compileForLinking(names.map { RelinkingTests.file($0, bodies[$0] ?? []) } + papers.map { (path: $0.0, text: $0.1) })
        }
        let media = ["media/p.svg"]
        var base = LinkedBase(linking: compiled(), media: media, vocabulary: linkingVocabulary)
        var differing: Set<String> = []
        for edit in 0..<300 {
            let changed = (0..<(1 + random.below(2))).map { _ in random.below(names.count) }
            for number in changed {
                let count = random.below(6)
                bodies[names[number]] = (0..<count).map { _ in RelinkingTests.sentences[random.below(RelinkingTests.sentences.count)] }
            }
            let heads = compiled()
            let again = try #require(base.relinked(heads, changed: Set(changed).map { EntryID($0) }))
            let anew = LinkedBase(linking: heads, media: media, vocabulary: linkingVocabulary)
            #expect(RelinkingTests.dump(again) == RelinkingTests.dump(anew), "edit \(edit)")
            differing.insert(RelinkingTests.dump(anew).joined())
            base = again
        }
        #expect(differing.count > 200)
    }

    @Test func otherFrontMatterIsLinkedAnew() {
        let before = LinkedBase(linking: compileForLinking([RelinkingTests.file("a", ["Text."])]), vocabulary: linkingVocabulary)
        let renamed = compileForLinking([("content/concepts/a.md", "---\ntitle: Other\nsummary: S\n---\nText.\n")])
        #expect(before.relinked(renamed, changed: [0]) == nil)
        #expect(before.relinked(renamed + renamed, changed: [0]) == nil)
    }
}

/// Random numbers that are the same on every run (SplitMix64).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
