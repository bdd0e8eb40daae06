// Papers imported from files of four formats, and from a resolver on this machine.
import Foundation
import Testing

@testable import migrapedia

@Suite(.serialized) struct ImportTests {
    /// One work, as four programs write it.
    static let work: [(name: String, text: String)] = [
        (
            "w.bib",
            """
            @article{Ma_2015, title = {Discovery of the migrasome}, author = {Ma, Liang and Yu, Li}, journal = {Cell Research},
              year = 2015, month = jan, volume = 25, number = 1, pages = {24--38}, doi = {10.1038/cr.2014.135},
              pmid = {25342562}, pmcid = {PMC4650581}, issn = {1748-7838}}
            """
        ),
        (
            "w.ris",
            """
            TY  - JOUR
            TI  - Discovery of the migrasome
            AU  - Ma, Liang
            AU  - Yu, Li
            T2  - Cell Research
            PY  - 2015
            DA  - 2015/01//
            VL  - 25
            IS  - 1
            SP  - 24
            EP  - 38
            DO  - 10.1038/cr.2014.135
            SN  - 1748-7838
            AN  - 25342562
            DB  - PubMed
            C2  - PMC4650581
            ER  -

            """
        ),
        (
            "w.json",
            """
            [{"id": "x", "type": "article-journal", "title": "Discovery of the migrasome",
              "author": [{"family": "Ma", "given": "Liang"}, {"family": "Yu", "given": "Li"}], "container-title": "Cell Research",
              "issued": {"date-parts": [[2015, 1]]}, "volume": "25", "issue": "1", "page": "24-38",
              "DOI": "10.1038/cr.2014.135", "PMID": "25342562", "PMCID": "PMC4650581", "ISSN": "1748-7838"}]
            """
        ),
        (
            "w.nbib",
            """
            PMID- 25342562
            IS  - 1748-7838 (Linking)
            VI  - 25
            IP  - 1
            DP  - 2015 Jan
            TI  - Discovery of the migrasome.
            PG  - 24-38
            LID - 10.1038/cr.2014.135 [doi]
            FAU - Ma, Liang
            AU  - Ma L
            FAU - Yu, Li
            AU  - Yu L
            PT  - Journal Article
            JT  - Cell research
            PMC - PMC4650581

            """
        ),
    ]

    private func base() throws -> TemporaryBase { try TemporaryBase() }

    private func run(_ base: TemporaryBase, _ arguments: [String], environment: [String: String] = [:]) throws -> ToolRun {
        try base.run(
            ["import"] + arguments.map { $0.hasPrefix("-") || $0.hasPrefix("10.") || $0.contains("://") || !$0.contains(".") ? $0 : base.root.path + "/" + $0 },
            environment: environment)
    }

    /// A later file that cuts authors and title takes nothing away, and says so; `--theirs` takes its values.
    @Test func aShorterRecordTakesNothingAway() throws {
        let base = try TemporaryBase([:])
        let title = "Mitocytosis, a process of migrasomes"
        try base.write("full.bib", "@article{a, title={\(title)}, author={Ma, Liang and Li, Ying and Yu, Li}, year=2021, doi={10.1000/m}}")
        try base.write("short.ris", "TY  - JOUR\nTI  - Mitocytosis\nAU  - Ma, L.\nPY  - 2021\nDO  - 10.1000/m\nER  - \n")
        try base.run(["import", base.root.path + "/full.bib"])
        let before = try base.read("content/papers/ma2021.md")
        for _ in 1...2 {
            let run = try base.run(["import", base.root.path + "/short.ris"])
            #expect(try base.read("content/papers/ma2021.md") == before)
            for part in ["kept: author says \"Ma L, Li Y, Yu L\", ", "says \"Ma L\" (a part of what the last import brought; --theirs takes the file's)", "kept: title says \"\(title)\", "] {
                #expect(run.errors.contains(part), "\(run.errors)")
            }
            #expect(run.errors.contains("1 unchanged, 0 left out; 2 differences left as the entries have it"), "\(run.errors)")
        }
        try base.run(["import", base.root.path + "/short.ris", "--theirs"])
        #expect(try base.read("content/papers/ma2021.md").contains("title: \"Mitocytosis\"\n"))
    }

    @Test func aWrongCheckDigitIsNamed() throws {
        let base = try TemporaryBase([:])
        try base.write("w.bib", "@book{a, title={A book}, author={Buch, Bo}, year=1999, isbn={978-3-16-148410-1}}")
        try base.write("w.json", #"[{"id": "a", "type": "book", "title": "A book", "ISBN": "978-3-16-148410-1"}]"#)
        for file in ["w.bib", "w.json"] {
            let run = try base.run(["import", base.root.path + "/" + file])
            #expect(run.errors.contains("ISBN \"978-3-16-148410-1\" has a wrong check digit: the other digits ask for 0; it is not taken"), "\(run.errors)")
            #expect(run.errors.contains("\"A book\" has no identifier but its ISBN, which is wrong; mend it in the file"), "\(run.errors)")
        }
    }

    /// A pipe is waited for and read to its end, with its format named or seen.
    @Test func filesMayBePipes() throws {
        // More than a pipe holds at once.
        let abstract = String(repeating: "Word. ", count: 2000)
        let records = (1...20).map { "@article{a\($0), title={Paper \($0)}, author={Doe, Jane}, year=2001, doi={10.1000/p\($0)}, abstract={\(abstract)}}\n" }.joined()
        for line in [
            "cat w.bib | \"$TOOL\" import /dev/stdin --from bibtex --source .",
            "mkfifo pipe && (sleep 0.2; cat w.bib) > pipe & until test -p pipe; do :; done; \"$TOOL\" import pipe --source .",
        ] {
            let base = try TemporaryBase([:])
            try base.write("w.bib", records)
            let run = try base.shell(line)
            #expect(run.exitCode == 0 && run.errors.contains("20 records read: 20 new"), "\(line): \(run.errors.suffix(300))")
        }
    }

    @Test func longTitlesAreCutBetweenWords() {
        #expect(ImportPlan.openingWords("Discovery of the <i>migrasome</i>") == "Discovery of the migrasome")
        let title = "Homothallic switching of yeast mating type cassettes is initiated by a double-stranded cut"
        #expect(ImportPlan.openingWords(title) == "Homothallic switching of yeast mating type cassettes is…")
        #expect(ImportPlan.openingWords(String(repeating: "酵", count: 61)) == String(repeating: "酵", count: 59) + "…")
    }

    @Test func oneWorkInFourFormatsIsOneEntry() throws {
        var texts: Set<String> = []
        for (name, text) in ImportTests.work {
            let base = try base()
            try base.write(name, text)
            let result = try run(base, [name])
            #expect(result.exitCode == 0, "\(result.errors)")
            #expect(result.errors.contains("1 record read: 1 new"))
            texts.insert(try base.read("content/papers/ma2015.md"))
            #expect(try base.run(["check"]).exitCode == 0)
        }
        #expect(texts.count == 1)
        #expect(
            texts.first?.contains(
                """
                type: article-journal
                author:
                  - {family: Ma, given: Liang}
                  - {family: Yu, given: Li}
                issued: 2015-01
                container-title: "Cell Research"
                volume: "25"
                issue: "1"
                page: "24-38"
                DOI: 10.1038/cr.2014.135
                PMID: "25342562"
                PMCID: "PMC4650581"
                status: stub
                identifiers:
                  ISSN: "1748-7838"
                ---
                """) == true)
    }

    /// What a base exports another one takes, but for how the record was checked there.
    @Test(arguments: ["bibtex", "biblatex", "ris", "csl-json"])
    func papersOfAnotherBaseAreTaken(_ format: String) throws {
        let base = try TemporaryBase()
        let path = "content/papers/one2019.md"
        let paper = try base.read(path).replacingOccurrences(of: "issued: 2019", with: "issued: 2019-08\nverified: text\nkeyword: [cells]\nPMID: \"1\"")
        try base.write(path, paper)
        let name = "export." + (format == "csl-json" ? "json" : format == "ris" ? "ris" : "bib")
        try base.write(name, try base.run(["export", "--format", format]).output)
        try base.remove("content/papers/one2019.md")
        try base.remove("content/papers/two2020.md")
        let run = try self.run(base, [name, "--keep-keys"])
        #expect(run.exitCode == 0 && run.errors.contains("2 records read: 2 new"), "\(run.errors)")
        let taken = try base.read(path)
        #expect(taken.contains("issued: 2019-08\n") && taken.contains("PMID: \"1\"\n") && !taken.contains("verified"), "\(taken)")
    }

    @Test func allFilesAtOnceAreOneWork() throws {
        let base = try base()
        for (name, text) in ImportTests.work { try base.write(name, text) }
        let result = try run(base, ImportTests.work.map(\.name))
        #expect(result.errors.contains("4 records read: 1 new, 0 updated, 0 unchanged, 0 left out, 3 joined"))
        let again = try run(base, ["w.ris"])
        #expect(again.errors.contains("0 new, 0 updated, 1 unchanged"))
    }

    @Test func handEditsAndCommentsAreKept() throws {
        let base = try base()
        try base.write("w.bib", ImportTests.work[0].text)
        #expect(try run(base, ["w.bib"]).exitCode == 0)
        // By hand: a page mended, a comment, an author's forename, prose.
        let path = "content/papers/ma2015.md"
        let edited = try base.read(path).replacingOccurrences(of: "page: \"24-38\"", with: "page: 24-39   # as printed")
            .replacingOccurrences(of: "%% Write", with: "Prose by hand.\n\n%% Write")
        try base.write(path, edited)
        // The file: the same pages, another volume, and a number that is new.
        try base.write(
            "w.bib", ImportTests.work[0].text.replacingOccurrences(of: "volume = 25", with: "volume = 26, publisher = {Springer}"))
        let second = try run(base, ["w.bib"])
        #expect(second.errors.contains("updates content/papers/ma2015.md: volume, publisher (matched by DOI"))
        let expected = edited.replacingOccurrences(of: "volume: \"25\"", with: "volume: \"26\"")
            .replacingOccurrences(of: "# as printed\n", with: "# as printed\npublisher: \"Springer\"\n")
        #expect(try base.read(path) == expected)
        // Both changed: the entry's stands, and the report has the line.
        try base.write(
            "w.bib", ImportTests.work[0].text.replacingOccurrences(of: "24--38", with: "24--40"))
        let third = try run(base, ["w.bib"])
        #expect(third.errors.contains("content/papers/ma2015.md:15:1: kept: page says \"24-39\""), "\(third.errors)")
        #expect(third.errors.contains("changed on both sides since the last import"))
        #expect(try base.read(path).contains("page: 24-39   # as printed"))
        // The difference stays open until it is decided.
        #expect(try run(base, ["w.bib"]).errors.contains("kept: page says \"24-39\""))
        let forced = try run(base, ["w.bib", "--theirs"])
        #expect(try base.read(path).contains("page: \"24-40\"   # as printed"))
        #expect(forced.exitCode == 0)
        #expect(try run(base, ["w.bib"]).errors.contains("1 unchanged"))
    }

    /// A title that differs at the first import has no earlier one; the next import can still be read.
    @Test func aTitleThatWasLeftStaysOpen() throws {
        let base = try base()
        let entry = "---\ntitle: \"By hand\"\ntype: article-journal\nauthor: [{family: Doe, given: Jane}]\nDOI: 10.1000/x\nstatus: stub\n---\n"
        try base.write("content/papers/doe2001.md", entry)
        try base.write("w.bib", "@article{a, title={Of the journal}, author={Doe, Jane}, doi={10.1000/x}}")
        for _ in 0..<2 {
            let errors = try run(base, ["w.bib"]).errors
            #expect(errors.contains("kept: title says \"By hand\"") && errors.contains("(never imported before; --theirs takes the file's)"), "\(errors)")
        }
        #expect(try run(base, ["w.bib", "--theirs"]).errors.contains("updates content/papers/doe2001.md: title"))
        #expect(try base.read("content/papers/doe2001.md").contains("title: \"Of the journal\""))
    }

    /// The notes of imports do not have a title that was left open.
    @Test(arguments: ["ISBN: \"9780306406157\"", "arXiv: \"2101.00001\""])
    func whatWasImportedOfAPaperIsNotedUntilItsTitleIsDecided(_ identifier: String) throws {
        let base = try base()
        let record = "type: book\nauthor: [{family: Doe, given: Jane}]\nidentifiers: {\(identifier)}"
        try base.write("content/papers/doe2001.md", "---\ntitle: \"By hand\"\n\(record)\nstatus: stub\n---\n")
        let number = identifier.split(separator: "\"")[1]
        try base.write("a.bib", "@book{a, title={By hand, the second}, author={Doe, Jane}, isbn={\(number)}, archivePrefix={arXiv}, eprint={\(number)}, publisher={X}}")
        #expect(try run(base, ["a.bib"]).errors.contains("updates content/papers/doe2001.md: publisher"))
        try base.write("w.bib", ImportTests.work[0].text)
        #expect(try run(base, ["w.bib"]).exitCode == 0)
        #expect(try base.read("content/papers/.imported.json").contains("\"doe2001\""))
    }

    /// What is no identifier is taken neither for a new paper nor, by the next import, for the same one.
    @Test func anIdentifierThatIsNoneIsNeverTaken() throws {
        let base = try base()
        try base.write("w.bib", "@article{a, title={A paper}, author={Doe, Jane}, year=2001, doi={10.1000/x}, pmid={abc}}")
        for _ in 0..<2 {
            let result = try run(base, ["w.bib"])
            #expect(result.errors.contains(":1:1: warning: PMID \"abc\" is not a number; it is not taken"))
            #expect(try !base.read("content/papers/doe2001.md").contains("PMID") && !base.read("content/papers/.imported.json").contains("abc"))
        }
    }

    @Test func aDryRunIsADiffThatGitTakes() throws {
        let base = try base()
        try base.write("w.bib", ImportTests.work[0].text + "\n@article{o, title={The first paper}, doi={10.1000/one}, volume=7}")
        let before = try base.files("content")
        let result = try run(base, ["w.bib", "--dry-run"])
        #expect(try base.files("content") == before)
        #expect(result.output.contains("--- a/content/papers/one2019.md\n+++ b/content/papers/one2019.md\n@@"))
        #expect(result.output.contains("--- /dev/null\n+++ b/content/papers/ma2015.md\n@@ -0,0 +1,"))
        try base.write("change.diff", result.output)
        try base.git(["init", "-q"])
        try base.git(["apply", "--check", "change.diff"])
        try base.git(["apply", "change.diff"])
        let applied = try base.files("content/papers")
        try base.remove("content/papers/ma2015.md")
        for (path, data) in before where path.hasPrefix("papers/") { try data.write(to: base.root.appendingPathComponent("content/" + path)) }
        #expect(try run(base, ["w.bib"]).exitCode == 0)
        var imported = try base.files("content/papers")
        imported[".imported.json"] = nil
        #expect(imported == applied)
    }

    @Test func brokenRecordsAreReportedAndTheOthersImported() throws {
        let base = try base()
        try base.write(
            "b.bib",
            """
            @article{good, title={Good}, author={Gut, Anna}, year=2001, doi={10.1000/good}}
            @article{open, title={Never closed
            @article{none, title={Nothing to find it by}, year=1999}
            @article{bad, title={Bad number}, author={Schlecht, Bo}, year=2002, doi={doi}, url={https://example.org/bad}}
            """)
        let result = try run(base, ["b.bib"])
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("b.bib:2:1: warning: entry \"open\" is never closed"))
        #expect(result.errors.contains("b.bib:3:1: left out: \"Nothing to find it by\" has no DOI"))
        #expect(result.errors.contains("b.bib:4:1: warning: DOI \"doi\""))
        #expect(result.errors.contains("3 records read, 1 refused: 2 new, 0 updated, 0 unchanged, 1 left out"))
        #expect(base.exists("content/papers/gut2001.md") && base.exists("content/papers/schlecht2002.md"))
        #expect(try base.run(["check"]).exitCode == 0)
    }

    @Test func guessesAreSaidAndNotMade() throws {
        let base = try base()
        try base.write(
            "content/papers/nodoi.md",
            "---\ntitle: A study of fibers\nsummary: It.\ntype: article-journal\nauthor: [{family: Roe, given: A}]\nissued: 2011\nURL: https://example.org/roe\n---\n")
        try base.write("g.bib", "@article{r, title={A Study of Fibers}, author={Roe, Ann}, year=2011, doi={10.1000/roe}}")
        let result = try run(base, ["g.bib"])
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("left out: title, year and first author are those of content/papers/nodoi.md"))
        let matched = try run(base, ["g.bib", "--match-titles"])
        #expect(matched.errors.contains("updates content/papers/nodoi.md: author, DOI (matched by title, year and first author)"))
    }

    @Test func encodingsAreRead() throws {
        for (name, bytes) in [
            ("latin", Array("@article{m, title={\u{DC}ber Fasern}, author={M\u{FC}ller, J\u{F6}rg}, year=2003, doi={10.1000/m}}".unicodeScalars).map { UInt8($0.value) }),
            ("mark", [0xEF, 0xBB, 0xBF] + Array("@article{m, title={Über Fasern}, author={Müller, Jörg}, year=2003, doi={10.1000/m}}\r\n".utf8)),
        ] as [(String, [UInt8])] {
            let base = try base()
            try Data(bytes).write(to: base.root.appendingPathComponent("\(name).bib"))
            #expect(try run(base, ["\(name).bib"]).exitCode == 0)
            let entry = try base.read("content/papers/muller2003.md")
            #expect(entry.contains("title: \"Über Fasern\"") && entry.contains("{family: Müller, given: Jörg}"))
        }
    }

    @Test func aPaperThatCannotBeReadStopsTheImport() throws {
        let base = try base()
        try base.write("w.bib", ImportTests.work[0].text)
        try base.write("content/papers/broken.md", "---\ntitle: [\n---\n")
        let result = try run(base, ["w.bib"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("content/papers/broken.md:3:1: error: YAML"))
        #expect(!base.exists("content/papers/ma2015.md"))
    }

    @Test func aRetractionIsTakenAndSaid() throws {
        let base = try base()
        try base.write(
            "r.nbib", "PMID- 9\nTI  - The first paper.\nPT  - Retracted Publication\nRIN - J Example. 2020 Jan;1(2):3. doi: 10.1000/notice\nAID - 10.1000/one [doi]\n")
        try base.write("n.nbib", "PMID- 8\nTI  - A new one.\nDP  - 2021\nFAU - New, Ann\nPT  - Retracted Publication\nAID - 10.1000/new [doi]\n")
        #expect(try run(base, ["n.nbib"]).errors.contains("content/papers/new2021.md: note: the paper was retracted\n"))
        let result = try run(base, ["r.nbib"])
        #expect(result.errors.contains("content/papers/one2019.md: note: the paper was retracted (10.1000/notice)"))
        #expect(try base.read("content/papers/one2019.md").contains("retraction: {kind: retracted, notice: \"10.1000/notice\", date: 2020-01}"))
        #expect(try base.run(["check"]).errors.contains("\"one2019\" was retracted"))
    }

    /// What no DOI tells is known by what it has, also where it came from the tool's own export.
    @Test func whatWasImportedIsKnownAgain() throws {
        let base = try base()
        try base.write(
            "w.bib",
            """
            @misc{a, title={A page of the web}, year=2020, url={https://example.org/only}}
            @misc{b, title={Another thing there}, year=2020, url={https://example.org/only}}
            @misc{c, title={A page with an author}, author={Web, Ann}, year=2020, url={https://example.org/web/}}
            @book{d, title={A whole book}, author={Buch, Bo}, year=1999, isbn={978-3-16-148410-0}}
            @article{e, title={A preprint}, author={Print, Pre}, year=2021, eprint={2101.00001v1}, archiveprefix={arXiv}}
            """)
        let first = try run(base, ["w.bib"])
        #expect(first.errors.contains("5 records read: 5 new"), "\(first.errors)")
        // In an order that makes small changes of a file under version control.
        let keys = try base.read("content/papers/.imported.json").components(separatedBy: "\"id\": \"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(keys.count == 5 && keys == keys.sorted())
        #expect(try base.run(["check"]).exitCode == 0)
        let before = try base.files("content/papers")
        let again = try run(base, ["w.bib"])
        #expect(again.exitCode == 0 && again.errors.contains("0 new, 0 updated, 5 unchanged, 0 left out"), "\(again.errors)")
        for format in ["bibtex", "ris", "csl-json"] {
            let file = ["bibtex": "own.bib", "ris": "own.ris", "csl-json": "own.json"][format] ?? ""
            try base.write(file, try base.run(["export", "--format", format]).output)
            let own = try run(base, [file])
            #expect(own.exitCode == 0 && own.errors.contains("0 new, 0 updated, 7 unchanged, 0 left out"), "\(format): \(own.errors)")
        }
        // The record of what imports said knows the papers of the base now.
        let names = Set(before.keys)
        #expect(try Set(base.files("content/papers").keys) == names)
        for name in names where name.hasSuffix(".md") { #expect(try Data(base.read("content/papers/" + name).utf8) == before[name]) }
    }

    /// A chapter has no identifier but the ISBN of its book, which it shares with others: it is known by that with title and first author.
    @Test func chaptersAreKnownAgain() throws {
        let base = try base()
        try base.write(
            "c.bib",
            """
            @book{b, title={The whole book}, editor={Heraus, Ed}, year=2001, isbn={978-3-16-148410-0}}
            @incollection{c, title={The first part}, author={Alpha, Ann}, booktitle={The whole book}, year=2001, pages={1--20}, isbn={978-3-16-148410-0}}
            @incollection{d, title={The second part}, author={Alpha, Ann}, booktitle={The whole book}, year=2001, pages={21--40}, isbn={978-3-16-148410-0}}
            @incollection{e, title={The second part}, author={Beta, Bo}, booktitle={The whole book}, year=2001, pages={41--60}, isbn={978-3-16-148410-0}}
            """)
        let first = try run(base, ["c.bib"])
        #expect(first.errors.contains("4 records read: 4 new"), "\(first.errors)")
        let before = try base.files("content/papers")
        let again = try run(base, ["c.bib", "c.bib"])
        #expect(again.exitCode == 0 && again.errors.contains("0 new, 0 updated, 4 unchanged, 0 left out, 4 joined"), "\(again.errors)")
        for (format, file) in [("bibtex", "own.bib"), ("ris", "own.ris"), ("csl-json", "own.json")] {
            try base.write(file, try base.run(["export", "--format", format]).output)
            let own = try run(base, [file])
            #expect(own.exitCode == 0 && own.errors.contains("0 new, 0 updated, 6 unchanged, 0 left out"), "\(format): \(own.errors)")
        }
        for (name, bytes) in before where name.hasSuffix(".md") { #expect(try Data(base.read("content/papers/" + name).utf8) == bytes) }
        #expect(try base.run(["check"]).exitCode == 0)
        try base.write("more.bib", "@incollection{c, title={The first part}, author={Alpha, A.}, booktitle={The whole book}, year=2001, publisher={House}, isbn={9783161484100}}")
        #expect(try run(base, ["more.bib"]).errors.contains("publisher (matched by ISBN of the book 9783161484100)"))
    }

    /// A preprint and its article share a title, and the article the preprint's number: they stay two papers, and check is content.
    @Test func aPreprintAndItsArticleAreTwoPapers() throws {
        let base = try base()
        try base.write(
            "p.bib",
            """
            @article{q, title={One title of both}, author={Twin, Ann}, year=2021, doi={10.1000/article}, eprint={2001.00001}, archiveprefix={arXiv}}
            @article{p, title={One title of both}, author={Twin, Ann}, year=2020, eprint={2001.00001}, archiveprefix={arXiv}}
            """)
        for count in ["2 new", "0 new, 0 updated, 2 unchanged"] { #expect(try run(base, ["p.bib"]).errors.contains(count)) }
        #expect(try base.run(["check"]).exitCode == 0)
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "See [[One title of both]]."))
        #expect(try base.run(["check"]).errors.contains("\"One title of both\" is the name of 2 entries"))
    }

    /// Abstracts are under copyright, and a base is published.
    @Test func abstractsAreTakenWhereTheyAreAskedForAlone() throws {
        let base = try base()
        try base.write(
            "w.bib",
            "@article{a, title={With an abstract}, author={Ab, A}, year=2019, doi={10.1000/ab}, abstract={Their own words.}}\n"
                + "@article{b, title={Without one}, author={Be, B}, year=2019, doi={10.1000/be}}")
        let result = try run(base, ["w.bib"])
        #expect(result.errors.contains("1 abstract left out, since many may not be published; take them with --abstracts"), "\(result.errors)")
        for (path, data) in try base.files("content/papers") { #expect(!String(decoding: data, as: UTF8.self).contains("Their own words"), "\(path)") }
        let asked = try run(base, ["w.bib", "--abstracts"])
        #expect(!asked.errors.contains("left out, since"), "\(asked.errors)")
        #expect(try base.read("content/papers/ab2019.md").contains("abstract: \"Their own words.\"\n"))
    }

    /// The second record is that of the entry as the first one made it.
    @Test func twoRecordsOfOneEntryAreBothTaken() throws {
        let base = try base()
        let text = try base.read("content/papers/one2019.md")
        try base.write("content/papers/one2019.md", text.replacingOccurrences(of: "DOI: 10.1000/one\n", with: "DOI: 10.1000/one\nPMID: \"9\"\n"))
        try base.write("w.bib", "@article{a, title={The first paper}, doi={10.1000/one}, volume=7}\n@article{b, title={The first paper}, pmid=9, publisher={Press}}")
        let result = try run(base, ["w.bib"])
        #expect(result.errors.contains("0 new, 2 updated, 0 unchanged, 0 left out"), "\(result.errors)")
        let changed = try base.read("content/papers/one2019.md")
        #expect(changed.contains("volume: \"7\"\n") && changed.contains("publisher: \"Press\"\n"), "\(changed)")
    }

    @Test func whatIdentifiersContradictIsNotMixedUp() throws {
        let base = try base()
        let text = try base.read("content/papers/one2019.md")
        let path = "content/papers/one2019.md"
        try base.write(path, text.replacingOccurrences(of: "DOI: 10.1000/one\n", with: "DOI: 10.1000/one\nPMID: \"9\"\n"))
        let before = try base.read(path)
        try base.write("wrong.bib", "@article{a, title={The first paper}, author={One, A}, year=2019, doi={10.1000/one}, pmid=10}")
        let wrong = try run(base, ["wrong.bib"])
        #expect(wrong.exitCode == 1)
        #expect(
            wrong.errors.contains("left out: DOI 10.1000/one is that of \(path), which has PMID 9, and this record has PMID 10; one of them is wrong"),
            "\(wrong.errors)")
        // Two papers of one title, such as the parts of a series.
        try base.write("other.bib", "@article{b, title={The first paper}, author={One, A}, year=2019, doi={10.1000/other}}")
        let other = try run(base, ["other.bib"])
        #expect(other.errors.contains("note: \(path) has the same title, year and first author, and another identifier"), "\(other.errors)")
        #expect(try base.read("content/papers/one2019b.md").contains("DOI: 10.1000/other\n"))
        #expect(try base.read(path) == before)
    }

    @Test func anORCIDThatCannotBeIsNotTaken() throws {
        let base = try base()
        let authors = #"[{"family": "Wrong", "given": "A", "ORCID": "0000-0002-1825-0098"}, {"family": "Right", "given": "B", "ORCID": "0000-0002-1825-0097"}, {"family": "None"}]"#
        try base.write("w.json", #"[{"id": "w", "type": "article-journal", "title": "Of two", "author": \#(authors), "DOI": "10.1000/w"}]"#)
        let result = try run(base, ["w.json"])
        #expect(result.errors.contains("w.json:1:2: warning: ORCID \"0000-0002-1825-0098\" is not valid; it is not taken"), "\(result.errors)")
        #expect(result.errors.components(separatedBy: "ORCID").count == 2, "\(result.errors)")
        let entry = try base.read("content/papers/wrong.md")
        #expect(entry.contains("  - {family: Wrong, given: A}\n  - {family: Right, given: B, orcid: \"0000-0002-1825-0097\"}\n"), "\(entry)")
    }

    /// A hand edit is told from an imported value by what imports said last of a field, whichever said it.
    @Test func whatImportsSaidOfAFieldIsRemembered() throws {
        let base = try base()
        let (first, second) = (ImportTests.work[0].text, ImportTests.work[0].text.replacingOccurrences(of: "volume = 25", with: "volume = 26"))
        for text in [first, second] {
            try base.write("w.bib", text)
            #expect(try run(base, ["w.bib"]).exitCode == 0)
        }
        let path = "content/papers/ma2015.md"
        let edited = try base.read(path).replacingOccurrences(of: "volume: \"26\"", with: "volume: \"27\"")
            .replacingOccurrences(of: "page: \"24-38\"", with: "page: \"24-39\"")
        try base.write(path, edited)
        // A short record between them says nothing of volume and pages.
        for text in ["@article{short, title = {Discovery of the migrasome}, doi = {10.1038/cr.2014.135}}", second] {
            try base.write("w.bib", text)
            let result = try run(base, ["w.bib"])
            #expect(result.errors.contains("0 updated, 1 unchanged") && !result.errors.contains("kept:"), "\(result.errors)")
        }
        #expect(try base.read(path) == edited)
    }

    /// Without an identifier that tells, the second of two records is left to a person, as where the first is an entry.
    @Test func aGuessAtAPaperOfTheSameFileIsNotMade() throws {
        let base = try base()
        try base.write(
            "w.bib",
            "@article{a, title={One title}, author={Roe, A}, year=2011, doi={10.1000/roe}}\n"
                + "@article{b, title={One title}, author={Roe, A}, year=2011, url={https://example.org/roe}}")
        for rules in [[], ["--match-titles"]] {
            let result = try run(base, ["w.bib", "--dry-run"] + rules)
            #expect(result.errors.contains("1 new, 0 updated, 0 unchanged, 1 left out"), "\(result.errors)")
            #expect(result.errors.contains("content/papers/roe2011.md"), "\(result.errors)")
        }
    }

    /// Imports know a paper by its citation key: what an import said of it goes with a new key.
    @Test func aRenamedPaperKeepsWhatImportsSaid() throws {
        let base = try base()
        try base.write("w.bib", ImportTests.work[0].text)
        #expect(try run(base, ["w.bib"]).exitCode == 0)
        let notes = "content/papers/.imported.json"
        let before = try base.read(notes)
        #expect(try base.run(["rename", "ma2015", "discovery2015"]).exitCode == 0)
        #expect(try base.read(notes) == before.replacingOccurrences(of: "ma2015", with: "discovery2015"))
        let path = "content/papers/discovery2015.md"
        try base.write(path, try base.read(path).replacingOccurrences(of: "page: \"24-38\"", with: "page: \"24-39\""))
        let edited = try base.read(path)
        #expect(try run(base, ["w.bib"]).errors.contains("0 new, 0 updated, 1 unchanged"))
        #expect(try base.read(path) == edited)
    }

    @Test func damagedNotesOfImportsStopTheNext() throws {
        let base = try base()
        try base.write("w.bib", ImportTests.work[0].text)
        try base.write("content/papers/.imported.json", "[\n<<<<<<< HEAD\n]\n")
        let result = try run(base, ["w.bib"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("content/papers/.imported.json:2:1: "), "\(result.errors)")
        #expect(!base.exists("content/papers/ma2015.md"))
    }

    /// What some readers of YAML would take for a truth value, nothing, a number or a sign is in quotes: there are people called No.
    @Test(arguments: [
        ("Ma", "Ma"), ("de la Cruz-Ortíz", "de la Cruz-Ortíz"), ("J. R. (Jr)", "J. R. (Jr)"), ("No", "\"No\""), ("null", "\"null\""),
        ("3D", "\"3D\""), ("-", "\"-\""), ("O'Neil", "\"O'Neil\""), ("A: b", "\"A: b\""), ("A, b", "\"A, b\""), ("A # b", "\"A # b\""), ("A ", "\"A \""),
        ("\"A\" \\", "\"\\\"A\\\" \\\\\""),
    ])
    func textsInFrontMatterAreTexts(_ text: String, _ yaml: String) {
        #expect(YAMLText.plain(text) == yaml)
    }

    /// A key as long as a file name may be has no room for the letter that tells it from the next.
    @Test func longKeysStayWithinTheLimit() throws {
        let base = try base()
        let key = String(repeating: "k", count: 80)
        let records = (1...3).map { "@article{\(key), title = {Paper \($0)}, author = {Ma, L}, year = 201\($0), doi = {10.1000/\($0)}}\n" }
        try base.write("w.bib", records.joined())
        #expect(try run(base, ["w.bib", "--keep-keys"]).exitCode == 0)
        for name in [key, key.dropLast() + "b", key.dropLast() + "c"] { #expect(base.exists("content/papers/\(name).md")) }
        #expect(try base.run(["check"]).exitCode == 0)
    }

    @Test func papersOfOneAuthorAndYearAreLettered() throws {
        let base = try base()
        try base.write("content/papers/ma2010c.md", TemporaryBase.paper("The first", "10.1000/0", family: "Ma", year: 2010))
        let records = (1...28).map { "@article{k, title = {Paper \($0)}, author = {Ma, L}, year = 2010, doi = {10.1000/\($0)}}\n" }
        try base.write("w.bib", records.joined())
        let lines = try run(base, ["w.bib"]).errors.split(separator: "\n")
        let keys = lines.compactMap { $0.split(separator: " new content/papers/ma2010").dropFirst().first?.prefix { $0 != "." } }
        #expect(keys == [""] + "bdefghijklmnopqrstuvwxyz".map { Substring(String($0)) } + ["-27", "-28", "-29"])
    }

    @Test func aFileWithoutRecordsIsNoSuccess() throws {
        let base = try base()
        for (name, text, options) in [
            ("hello.bib", "Hello, world", []), ("empty.ris", "", []), ("broken.json", "[{\"id\": ", []), ("w.bib", ImportTests.work[0].text, ["--from", "ris"]),
        ] as [(String, String, [String])] {
            try base.write(name, text)
            let result = try run(base, [name] + options)
            #expect(result.exitCode == 1, "\(name): \(result.errors)")
            #expect(result.errors.contains("\(name): no record is seen in it"), "\(result.errors)")
        }
    }

    // MARK: Resolver

    @Test func aDOIIsAskedOfTheAddressThatIsSet() throws {
        let base = try base()
        let server = try LoopbackServer { request in
            guard request.hasPrefix("GET /10.1038/cr.2014.135 "), request.lowercased().contains("accept: application/vnd.citationstyles.csl+json")
            else { return ("404 Not Found", "no such record") }
            return ("200 OK", String(ImportTests.work[2].text.dropFirst().dropLast()))
        }
        let result = try run(base, ["--doi", "https://doi.org/10.1038/CR.2014.135", "--resolver", server.address])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(base.exists("content/papers/ma2015.md"))
        let missing = try run(base, ["--doi", "10.1000/none"], environment: ["MIGRAPEDIA_RESOLVER": server.address])
        #expect(missing.exitCode == 2)
        #expect(missing.errors.contains("no record of 10.1000/none there (404)"))
    }

    @Test func offlineIsSaidClearly() throws {
        let base = try base()
        // Nothing listens on a port that was just closed.
        let address = try LoopbackServer { _ in ("200 OK", "") }.closedAddress()
        let result = try run(base, ["--doi", "10.1000/x", "--resolver", address])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("cannot be reached: there seems to be no network here"))
        #expect(try run(base, ["--doi", "nonsense", "--resolver", address]).errors.contains("\"nonsense\" is not a DOI"))
        #expect(try run(base, ["--doi", "10.1000/x", "--resolver", "ftp://x"]).errors.contains("begins with https:// or http://"))
    }
}
