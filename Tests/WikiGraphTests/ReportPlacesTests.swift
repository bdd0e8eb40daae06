// Problems of references stand where they were written, and none hides another.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiGraph

@Suite @MainActor struct ReportPlacesTests {
    private func problems(_ files: [(path: String, text: String)]) -> [String] {
        let paper = ("content/papers/ma2015.md", "---\ntitle: P\nsummary: S\ntype: article\nDOI: 10.1000/a\nPMID: \"123\"\n---\n")
        let (_, diagnostics) = WikiGraph.link(compileForLinking(files + [paper]), vocabulary: linkingVocabulary)
        return diagnostics.filter { $0.severity == .error }.map { problem in
            let start = problem.range?.start ?? SourceLocation(line: 0, columnUTF8: 0)
            return "\(start.line):\(start.columnUTF8) \(problem.message)" + (problem.suggestion.map { " → " + $0.replacement } ?? "")
        }
    }

    private func concept(_ more: String, _ body: String = "") -> (path: String, text: String) {
        ("content/concepts/a.md", "---\ntitle: A\nsummary: S\n\(more)---\n\(body)\n")
    }

    @Test func evidenceIsReportedWhereItStands() {
        let unknown = "no paper has the citation key \"ma2105\" (evidence of \"is_a\"); did you mean \"ma2015\"? → ma2015"
        let target: (path: String, text: String) = ("content/concepts/b.md", "---\ntitle: B\nsummary: S\n---\n")
        #expect(problems([concept("relations: {is_a: {target: b, evidence: [ma2105]}}\n"), target]) == ["4:42 " + unknown])
        #expect(
            problems([concept("relations:\n  is_a:\n    - target: b\n      evidence:\n        - ma2015\n        - \"[@ma2105]\"\n"), target])
                == ["9:11 " + unknown])
        // A target that is wrong hides no evidence that is.
        #expect(
            problems([concept("relations: {is_a: {target: nothing, evidence: ma2105}}\n")]).sorted()
                == ["4:28 no entry is called \"nothing\"", "4:47 " + unknown])
    }

    @Test func severalTargetsInOneTextAreAList() {
        let target: (path: String, text: String) = ("content/concepts/b.md", "---\ntitle: B\nsummary: S\n---\n")
        #expect(
            problems([concept("relations: {is_a: \"b, B\"}\n"), target])
                == ["4:19 no entry is called \"b, B\"; several targets are a list, so write [b, B]"])
    }

    /// Of two entries that were merged, one left its file name.
    @Test func aFormerFileNameLeadsToItsHeir() {
        let files = [
            concept("relations: {is_a: old-b}\n", "[[old-b]] [[concepts/old-b.md|x]] [y](old-b.md) [@old2015] [[twice]]"),
            ("content/concepts/b.md", "---\ntitle: The B\nsummary: S\nredirect_from: [old-b, twice]\n---\n"),
            ("content/pages/c.md", "---\ntitle: C\nredirect_from: twice\n---\n"),
            ("content/papers/fan2015.md", "---\ntitle: F\nsummary: S\ntype: article\nDOI: 10.1000/f\nredirect_from: old2015\n---\n"),
        ]
        let (_, diagnostics) = WikiGraph.link(compileForLinking(files), vocabulary: linkingVocabulary)
        let found = diagnostics.filter { $0.severity != .note }.map { "\($0.message) ⇒ \($0.suggestion.map { "\($0.replaced) \($0.replacement) \($0.confidence)" } ?? "")" }
        #expect(
            found == [
                "no entry is called \"old-b\"; it is a former file name of \"The B\", so write \"b\" ⇒ old-b b safe",
                "no entry is called \"old-b\"; it is a former file name of \"The B\", so write \"b\" ⇒ old-b b safe",
                "no entry is called \"concepts/old-b.md\"; it is a former file name of \"The B\", so write \"b\" ⇒ concepts/old-b.md b safe",
                "there is no file \"old-b.md\" (content/concepts/old-b.md); the entry is \"b.md\" ⇒ old-b.md b.md safe",
                "no paper has the citation key \"old2015\"; it is a former file name of \"F\", so write \"fan2015\" ⇒ old2015 fan2015 safe",
                "no entry is called \"twice\" ⇒ ",
            ])
    }

    @Test func identifiersThatNoPaperHasAreNoKeys() {
        let what = ["PMID 12", "PMCID pmc3", "DOI 10.1000/b", "DOI 10.1000/c"].map { "no paper has the \($0); mend it, or add the paper" }
        #expect(
            problems([concept("", "X [@PMID:12; @pmc:PMC3; @10.1000/b; @https://doi.org/10.1000/c].")])
                == zip(["5:4", "5:14", "5:25", "5:37"], what).map { "\($0) \($1)" })
    }

    @Test(arguments: [
        ("[x](www.a.org/b)", "there is no file \"www.a.org/b\" (content/concepts/www.a.org/b); for the web, write \"https://www.a.org/b\""),
        ("![[scan.tiff|x]]", "\"scan.tiff\" is a file (media/scan.tiff), no picture that browsers show; save it as PNG, JPEG, WebP or SVG"),
        ("[[https://a.org/b]]", "\"https://a.org/b\" is an address of the web; write \"[words](https://a.org/b)\""),
        ("[[https://a.org][the words]]", "\"https://a.org][the words\" is an address of the web; write \"[the words](https://a.org)\""),
        ("[[../concepts/a.md]]", "no entry is called \"../concepts/a.md\"; by its file name it is \"a\""),
        ("[[scan.tiff]]", "\"scan.tiff\" is a file (media/scan.tiff), not an entry"),
    ])
    func whatIsNoFileOrPictureIsToldWhatToDo(_ written: String, _ message: String) {
        let (_, diagnostics) = WikiGraph.link(compileForLinking([concept("", written)]), media: ["media/scan.tiff"], vocabulary: linkingVocabulary)
        #expect(diagnostics.filter { $0.code == .linkMissing }.map(\.message) == [message])
    }

    /// A name with an "@" before it, as people are called on forges, is taken for a citation.
    @Test func anUnknownKeyInASentenceIsToldHowToBeText() {
        #expect(
            problems([concept("", "Ask @octocat or [@octocat].")]) == [
                "5:5 no paper has the citation key \"octocat\"; write \"\\@octocat\" where no paper is meant",
                "5:17 no paper has the citation key \"octocat\"",
            ])
    }

    /// The plural of a name is the words of a link to it; one that has words keeps them.
    @Test func aPluralIsLinkedByItsSingular() {
        let files = [concept("", "[[migrasomes]] [[Cell bodies]] [[migrasomes|them]]"), ("content/concepts/migrasome.md", "---\ntitle: Migrasome\nsummary: S\naliases: [cell body]\n---\n")]
        let (_, diagnostics) = WikiGraph.link(compileForLinking(files), vocabulary: linkingVocabulary)
        #expect(diagnostics.filter { $0.code == .linkMissing }.map { "\($0.message) → \($0.suggestion?.replacement ?? "")" } == [
            "no entry is called \"migrasomes\"; write \"[[Migrasome|migrasomes]]\" → Migrasome|migrasomes",
            "no entry is called \"Cell bodies\"; write \"[[cell body|Cell bodies]]\" → cell body|Cell bodies",
            "no entry is called \"migrasomes\"; near it: \"Migrasome\" → Migrasome",
        ])
    }

    @Test func aStanceThatIsNoneIsNoKey() {
        #expect(
            problems([concept("", "X [@refutes:ma2015; @refutes:doi:10.1000/a; @refutes:nobody].")]) == [
                "5:4 \"refutes\" is not a stance; one of supports, disputes",
                "5:21 \"refutes\" is not a stance; one of supports, disputes",
                "5:45 no paper has the citation key \"refutes:nobody\"",
            ])
        // The blank was reported when the entry was read; the paper is found.
        #expect(problems([concept("", "X [@pmid: 123] [@supports: ma2015].")]) == [])
    }

    /// A path that a reader of the site or of the repository would write.
    @Test(arguments: ["b.html", "concepts/b.html", "../concepts/b.html", "content/concepts/b.md", "b", "./b.md", "concepts/b"])
    func aPathToNoFileNamesTheEntryThatWasMeant(_ path: String) {
        let files = [concept("", "X [b](\(path)#part)."), ("content/concepts/deep/b.md", "---\ntitle: B\nsummary: S\n---\n\n## Part\n")]
        let (_, diagnostics) = WikiGraph.link(compileForLinking(files), vocabulary: linkingVocabulary)
        let missing = diagnostics.first { $0.code == .linkMissing }
        #expect(missing?.message.hasSuffix("; the entry is \"deep/b.md\"") == true)
        #expect(missing?.suggestion == Suggestion(replacement: "deep/b.md", of: path, .safe))
    }

    /// Other programs have an `index.md` in each folder, so that the one of this base need not be the one that was meant.
    @Test func anIndexNamesItsFolder() {
        let files = [
            concept("", "[b](../methods/index.md) [c](index.md) [d](../other/README.md)"),
            ("content/pages/index.md", "---\ntitle: Index\n---\n"), ("content/pages/methods.md", "---\ntitle: Methods\n---\n"),
        ]
        let (_, diagnostics) = WikiGraph.link(compileForLinking(files), vocabulary: linkingVocabulary)
        #expect(diagnostics.filter { $0.code == .linkMissing }.map(\.suggestion?.replacement) == ["../pages/methods.md", nil, nil])
    }

    @Test(arguments: [
        ("concepts/b.md", "content/concepts/a.md", "b.md"), ("concepts/deep/b.md", "content/concepts/a.md", "deep/b.md"),
        ("concepts/b.md", "content/concepts/deep/a.md", "../b.md"), ("media/a.png", "content/concepts/a.md", "../media/a.png"),
        ("deep", "content/deep/a.md", "../deep"),
    ])
    func pathsAreWrittenFromTheFolderOfTheEntry(_ path: String, _ entry: String, _ written: String) {
        #expect(MediaIndex.relative(path, to: entry) == written)
    }

    @Test func picturesAreSuggestedByPathAndByName() {
        func suggested(_ name: String) -> String? {
            var book = SuggestionBook()
            return book.file(near: name, in: ["media/cell.png", "media/deep/fiber.svg"])
        }
        #expect(suggested("/media/cell.png") == "media/cell.png")
        #expect(suggested("cell.PNG") == "media/cell.png")
        #expect(suggested("../media/CELL.png") == "media/cell.png")
        #expect(suggested("fibre.svg") == "media/deep/fiber.svg")
        #expect(suggested("something-else.gif") == nil)
    }
}
