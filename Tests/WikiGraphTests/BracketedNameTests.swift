// Names of entries in single brackets are told to be links, and nothing else in brackets is.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiGraph

@Suite @MainActor struct BracketedNameTests {
    /// What is reported of prose whose first line is line 1.
    private func problems(_ prose: String) -> [String] {
        let base = [
            ("content/concepts/migrasome.md", "---\ntitle: Migrasome\nsummary: S\naliases: [Migration-dependent body, ATP, Ca2+]\n---\nOf the [migrasome].\n"),
            ("content/concepts/zellrest.md", "---\ntitle: Zellrückstand\nsummary: S\n---\nWords.\n"),
        ]
        let concept = ("content/concepts/a.md", "---\ntitle: A\nsummary: S\n---\n\(prose)\n")
        let (_, diagnostics) = WikiGraph.link(compileForLinking(base + [concept]), vocabulary: linkingVocabulary)
        return diagnostics.filter { $0.code == .linkMalformed }.map { problem in
            let start = problem.range?.start ?? SourceLocation(line: 0, columnUTF8: 0)
            return "\(start.line - 4):\(start.columnUTF8) \(problem.message)" + (problem.suggestion.map { " → " + $0.replacement } ?? "")
        }
    }

    @Test(arguments: [
        ("The [Migrasome] is.", "1:5", "Migrasome"), ("The [migrasome] is.", "1:5", "migrasome"),
        ("([migration-dependent body])", "1:2", "migration-dependent body"), ("- [Migrasome], it is", "1:3", "Migrasome"),
        ("# A\n\nOf *[Migrasome]*.", "3:5", "Migrasome"), ("| a |\n|---|\n| [Migrasome] |", "3:3", "Migrasome"),
        ("> [!NOTE]\n> A [migrasome].", "2:5", "migrasome"), ("A \"word\" and a [migrasome].", "1:16", "migrasome"),
        ("Der [Zellrückstand].", "1:5", "Zellrückstand"),
    ])
    func aNameInOneBracketIsNoLink(_ prose: String, _ place: String, _ name: String) {
        let words = "\"[\(name)]\" is shown as it is written; for a link to the entry, write \"[[\(name)]]\" → [[\(name)]]"
        #expect(problems(prose) == ["\(place) \(words)"])
    }

    @Test(arguments: [
        "[[Migrasome]]", "[Migrasome](https://example.org)", "[Migrasome]\n\n[migrasome]: https://example.org", "[its body][Migrasome]",
        "[Migrasome][other]", "[Migrasome]: words", "`[Migrasome]`", "    [Migrasome]", "\\[Migrasome\\]", "\\[Migrasome]", "[M]igrasome",
        "[migrasome]s", "![Migrasome]", "He wrote \"the [migrasome] forms\".", "“it [the migrasome] and the [migrasome]”", "«un [migrasome]»",
        "> It said [migrasome] here.", "Called[^migrasome].\n\n[^migrasome]: Note.", "At [ATP] and [Ca2+] of 1 mM.", "[ Migrasome ]", "[sic] [1] [Organelle]",
        "[see [Migrasome](https://example.org)]", "$[Migrasome]$", "- [ ] Migrasome", "[a [Migrasome](https://a.b) b](https://c.d)", "[Migra\nsome]",
    ])
    func otherBracketsAreLeft(_ prose: String) { #expect(problems(prose) == [], "\(prose)") }

    /// The time of a text of brackets grows with its length.
    @Test func manyBracketsAreReadOnce() {
        let clock = ContinuousClock()
        let time = clock.measure { _ = problems(String(repeating: "\"a\" [Migrasome] ", count: 12_000)) }
        #expect(time < .seconds(10), "\(time)")
    }
}
