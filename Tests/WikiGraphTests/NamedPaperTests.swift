// Papers that prose names as manuscripts do are told to be cited, and nothing else is taken for one.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiGraph

@Suite @MainActor struct NamedPaperTests {
    private func paper(_ key: String, _ family: String, _ year: Int, _ more: String = "") -> (path: String, text: String) {
        let record = "type: article\nauthor: [{family: \(family), given: A}, {family: Second, given: B}]\nissued: \(year)\n"
        return ("content/papers/\(key).md", "---\ntitle: P \(key)\nsummary: S\n\(record)\(more)---\nAs \(family) et al. (\(year)) found.\n")
    }

    /// What is reported of prose whose first line is line 1.
    private func problems(_ prose: String) -> [String] {
        let base = [
            paper("ma2015", "Ma", 2015, "DOI: 10.1038/cr.2014.135\nPMID: \"25342562\"\n"), paper("pol2018", "van der Pol", 2018),
            paper("yu2020", "Yu", 2020), paper("yu2020b", "Yu", 2020), paper("munoz2013", "Muñoz-Pinedo", 2013),
        ]
        let concept = (path: "content/concepts/a.md", text: "---\ntitle: A\nsummary: S\n---\n\(prose)\n")
        let (_, diagnostics) = WikiGraph.link(compileForLinking(base + [concept]), vocabulary: linkingVocabulary)
        return diagnostics.filter { $0.code == .citationInWords }.map { problem in
            let start = problem.range?.start ?? SourceLocation(line: 0, columnUTF8: 0)
            return "\(start.line - 4):\(start.columnUTF8) \(problem.message)" + (problem.suggestion.map { " → " + $0.replacement } ?? "")
        }
    }

    @Test(arguments: [
        ("So (Ma et al., 2015).", "1:4 \"(Ma et al., 2015)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("See https://doi.org/10.1038/cr.2014.135.", "1:5 \"https://doi.org/10.1038/cr.2014.135\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (Ma *et al.* 2015).", "1:4 \"(Ma *et al.* 2015)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (Ma\u{A0}et\u{A0}al.\u{A0}2015).", "1:4 \"(Ma\u{A0}et\u{A0}al.\u{A0}2015)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (Ma L. et al., 2015a).", "1:4 \"(Ma L. et al., 2015a)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (Ma & Second, 2015).", "1:4 \"(Ma & Second, 2015)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("(Ma 2015)", "1:1 \"(Ma 2015)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (Muñoz-Pinedo et al., 2013).", "1:4 \"(Muñoz-Pinedo et al., 2013)\" is no citation; write \"[@munoz2013]\" → [@munoz2013]"),
        ("So (see van der Pol et al., 2018, p. 3).", "1:4 \"(see van der Pol et al., 2018, p. 3)\" is no citation; write \"[see @pol2018, p. 3]\" → [see @pol2018, p. 3]"),
        ("So (Ma et al., 2015; Pol 2018).", "1:4 \"(Ma et al., 2015; Pol 2018)\" is no citation; write \"[@ma2015; @pol2018]\" → [@ma2015; @pol2018]"),
        ("Ma et al. (2015) say so.", "1:1 \"Ma et al. (2015)\" is no citation; write \"@ma2015\" → @ma2015"),
        ("So van der Pol et al. (2018) say.", "1:4 \"van der Pol et al. (2018)\" is no citation; write \"@pol2018\" → @pol2018"),
        ("As Ma and Second (2015, p. 3) say.", "1:4 \"Ma and Second (2015, p. 3)\" is no citation; write \"@ma2015 [p. 3]\" → @ma2015 [p. 3]"),
        ("So (doi:10.1038/CR.2014.135).", "1:4 \"(doi:10.1038/CR.2014.135)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (https://doi.org/10.1038/cr.2014.135).", "1:4 \"(https://doi.org/10.1038/cr.2014.135)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        ("So (PMID: 25342562).", "1:4 \"(PMID: 25342562)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
        // Two papers: the author decides. A paper that is not there: the author adds it.
        ("So (Yu et al., 2020).", "1:4 \"Yu et al., 2020\" is no citation; write \"[@yu2020]\" or \"[@yu2020b]\""),
        ("Smith et al. (1999) say so.", "1:1 \"Smith et al. (1999)\" is no citation, and the base has no such paper; add it and cite it by its key"),
        // Over lines, which are not replaced.
        ("> So (Ma et al.,\n> 2015).", "1:6 \"(Ma et al., 2015)\" is no citation; write \"[@ma2015]\""),
        ("As Ma\net al. (2015) say.", "1:4 \"Ma et al. (2015)\" is no citation; write \"@ma2015\""),
        ("| a |\n|---|\n| (Ma 2015) |", "3:3 \"(Ma 2015)\" is no citation; write \"[@ma2015]\" → [@ma2015]"),
    ])
    func authorsAndYearAreNoCitation(_ prose: String, _ problem: String) { #expect(problems(prose) == [problem]) }

    @Test func eachOfSeveralIsReportedWhereNotAllAreFound() {
        #expect(
            problems("So (Ma et al., 2015; Smith et al., 1999; in Paris 2015).") == [
                "1:4 \"Ma et al., 2015\" is no citation; write \"[@ma2015]\"",
                "1:4 \"Smith et al., 1999\" is no citation, and the base has no such paper; add it and cite it by its key",
            ])
    }

    @Test(arguments: [
        "So (in 2015), (Fig. 2015), (n = 2015), (2015), China (2015), (Paris, 2015), (Ma, 1999), (doi:10.1000/other).",
        "So `(Ma et al., 2015)`, \\(Ma et al., 2015), [@ma2015 (2015)], [Ma](https://example.org/(2015)), f(Ma 2015).",
        "So Ma et al. (2015) [@ma2015].", "    (Ma et al., 2015)", "```\n(Ma et al., 2015)\n```", "%% (Ma et al., 2015) %%",
        "Smith\n\net al. (2015) say.", "So [see (Ma et al., 2015)](x.md).",
    ])
    func nothingElseIsTakenForOne(_ prose: String) { #expect(problems(prose) == []) }
}
