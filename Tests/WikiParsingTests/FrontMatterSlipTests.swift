// Slips in front matter are named in the author's words, where the author made them, and once.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiParsing

@Suite @MainActor struct FrontMatterSlipTests {
    /// Brackets in quotes are letters, as an author's name has them that a program garbled.
    @Test func bracketsInQuotesAreNotDepth() {
        let many = String(repeating: "{", count: 40)
        let front = "title: \"L\(many)\"\nsummary: 'S \(many)'\ntags: [\"a\(many)\", 'b\(many)', \"c \\\" \(many)\"]\ncategory: structure\n"
        #expect(problems(frontMatter: front, body: "Text [[X]].\n").filter { $0.contains("nested") } == [])
    }

    @Test(arguments: [
        ("contributors: [A, {name: B}]\n", "4:19 error: \"contributors\" is a list of texts, and this is a map; write B alone"),
        ("tags: [cells, cells]\n", "4:15 note: tag \"cells\" stands twice; delete one"),
        ("aliases: [T]\n", "4:11 note: alias \"T\" is the title, by which links find the entry anyway; delete it"),
        ("aliases: [U, U]\n", "4:14 note: alias \"U\" stands twice; delete one"),
    ])
    func namesAreToldOnce(_ line: String, _ problem: String) { #expect(problems(frontMatter: "title: T\nstatus: stub\n" + line) == [problem]) }

    /// What YAML does not understand: the front matter, and the one problem that is reported.
    @Test(arguments: [
        ("title: Case\nrelations:\n\tpart_of: x\n", "4:1 error: YAML: a tab at the start of the line; indent with spaces"),
        ("title: Case\nrelations: part_of: cell\n", "3:12 error: YAML: \"relations\" holds lines of its own; write \"part_of: cell\" on the next line, with two blanks before it"),
        ("title: Case\nsummary: So: is it\n", "3:12 error: YAML: a second \": \" on this line; put a value that holds \": \" in double quotes"),
        ("title:Case\nsummary: S\n", "2:1 error: YAML: no blank after \"title:\"; write \"title: \" before the value"),
        ("title: Case\nsummary:S\ncategory: organelle\n", "3:1 error: YAML: no blank after \"summary:\"; write \"summary: \" before the value"),
        ("title:\u{A0}Case\nsummary: S\n", "2:7 error: YAML: a no-break space after \"title:\"; write a plain blank"),
        ("title：Case\nsummary: S\n", "2:6 error: YAML: a wide colon after \"title\"; write \"title: \" with a plain colon and a blank"),
        ("title: T\n<<<<<<< HEAD\nsummary: a\n=======\nsummary: b\n>>>>>>> x\n", "3:1 error: YAML: both versions of an unfinished merge stand here; keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>"),
        ("title:Case\nsummary:S\n", "2:1 error: YAML: no blank after \"title:\"; write \"title: \" before the value"),
        ("title: “A: case”\n", "2:8 error: YAML: \"“\" is no quote to YAML; put the value in straight double quotes"),
        ("title: T\nsummary: ‘A: case’\n", "3:10 error: YAML: \"‘\" is no quote to YAML; put the value in straight double quotes"),
        ("title: Case\n summary: S\n", "3:2 error: YAML: indented deeper than the line above; begin both in one column"),
        ("title: T\nauthor:\n  - family: A\n    given: B\n    family: C\n", "6:5 error: key \"family\" stands twice"),
        (" title: Case\nsummary: S\n", "2:2 error: YAML: indented deeper than the lines below; begin it in their column"),
        ("title: Case\naliases:\n  - a\n - b\n", "5:2 error: YAML: indented like no line above; begin it in the column of the lines it belongs to"),
        ("title: \"Case\nsummary: S\n", "2:8 error: YAML: this quote is never closed"),
        ("title: \"Case\nsummary: \"S\"\n", "2:8 error: YAML: this quote is never closed"),
        ("title: \"The \"big\" case\"\n", "2:13 error: YAML: a quote inside quotes; write \\\" for it, or put the value in single quotes"),
        ("title: 'Golgi's'\n", "2:14 error: YAML: a quote inside quotes; put the value in double quotes"),
        ("title: \"Case\" more\n", "2:13 error: YAML: the value goes on after its closing quote; put all of it in the quotes"),
        ("title: [Ca2+] in cells\n", "2:8 error: YAML: a value that begins with \"[\" must stand in double quotes"),
        ("title: Case\nsummary: *Xenopus* eggs\n", "3:10 error: YAML: a value that begins with \"*\" must stand in double quotes"),
        ("title: *Xenopus\n", "2:8 error: YAML: a value that begins with \"*\" must stand in double quotes"),
        ("title: |x y\n", "2:8 error: YAML: a value that begins with \"|\" must stand in double quotes"),
        ("title: Case\ntags: [#cell]\n", "3:8 error: YAML: \"#\" begins a comment; put a value that holds it in double quotes"),
        ("title: Case\ntags: [a, b #cell]\n", "3:13 error: YAML: \"#\" begins a comment; put a value that holds it in double quotes"),
        ("title: Case\ntags: [a, b\nsummary: S\n", "3:7 error: YAML: this \"[\" is never closed"),
        ("title: Case\ntags:\n-a\n-b\n", "4:1 error: YAML: no blank after \"-\"; write \"- a\""),
        ("title: Case\nsummary\ncategory: x\n", "3:1 error: YAML: a key without \":\"; write \"key: value\""),
        ("title: \"C:\\dir\"\n", "2:11 error: YAML: a backslash in double quotes begins an escape; write \"\\\\\" for one, or use single quotes"),
        ("title: A long title\nthat goes on\nsummary: S\n", "3:1 error: YAML: this goes on with the value of \"title\" above; write all of the value on one line"),
        ("title: Case\nsummary What it is\n", "3:1 error: YAML: a key without \":\"; write \"key: value\""),
        ("title: A paper: with a colon\n", "2:15 error: YAML: a second \": \" on this line; put a value that holds \": \" in double quotes"),
    ])
    func slipsOfYAMLAreNamed(_ frontMatter: String, _ problem: String) {
        #expect(problems(frontMatter: frontMatter).filter { !$0.hasPrefix("1:1 ") } == [problem])
    }

    @Test(arguments: [
        ("\n---\ntitle: T\n---\n", "2:1 error: front matter begins on line 2; take the empty line above it away"),
        (" \r\n\n--- \ntitle: T\n---\n", "3:1 error: front matter begins on line 3; take the empty lines above it away"),
        ("\nWords\n---\n", "1:1 error: entry has no front matter; begin it with \"---\", \"title: …\" and \"---\""),
        ("\n# PI(4,5)P₂ in fibers\n\nWords", "1:1 error: entry has no front matter; write \"---\", \"title: PI(4,5)P₂ in fibers\" and \"---\" in the place of its first heading"),
        ("# A: *b*\n", "1:1 error: entry has no front matter; begin it with \"---\", \"title: …\" and \"---\""),
        ("\n\n", "1:1 error: entry has no front matter; begin it with \"---\", \"title: …\" and \"---\""),
        ("—\ntitle: T\n—\n", "1:1 error: \"—\" begins no front matter; write three hyphens, \"---\", above and below it"),
        ("---- \ntitle: T\n----\n", "1:1 error: \"----\" begins no front matter; write three hyphens, \"---\", above and below it"),
        ("   ---\n   title: T\n   ---\n", "1:1 error: blanks stand before \"---\", so that it begins no front matter; take them away, and those before the lines below"),
        ("---\ntitle: T\n ---\n\nWords\n", "3:1 error: blanks stand before \"---\", so that it ends no front matter; take them away"),
        ("```markdown\n---\ntitle: T\n---\nWords\n```\n", "1:1 error: the entry stands in a block of code; take the line \"```markdown\" away, and the last one"),
        ("title: T\nstatus: stub\n---\n\nWords [[x] here.\n", "1:1 error: the front matter ends on line 3 and has no beginning; write a line \"---\" above this one"),
        ("title: T\n\nWords\n---\n", "1:1 error: entry has no front matter; begin it with \"---\", \"title: …\" and \"---\""),
        ("+++\ntitle = \"T\"\n+++\n", "1:1 error: \"+++\" begins no front matter; write three hyphens, \"---\", above and below it"),
    ])
    func frontMatterBelowEmptyLinesIsSeen(_ source: String, _ problem: String) {
        #expect(problems(Array(source.utf8)).first == problem)
    }

    /// A list that begins with an anchor or a tag is one slip, as a single text is.
    /// Aliases of aliases would take exponential time: none is read, and the anchor is named.
    @Test(arguments: [
        ("title: Case\naliases: &a [one]\ntags: *a\n", "3:10 error: anchors (\"&\") and aliases (\"*\") are not allowed; write the value out, or quote it"),
        ("title: Case\nstatus: stub\n<<: {summary: S}\n", "4:1 error: merge keys (\"<<\") are not allowed; write the keys out"),
        ("title: Case\nstatus: stub\n[a, b]: c\n", "4:1 error: a key must be a word"),
        ("title: &a Case\nstatus: stub\n", "2:8 error: anchors and aliases are not allowed; write the value out, or quote it"),
        ("&a title: Case\nstatus: stub\n", "2:1 error: anchors and aliases are not allowed; write the value out, or quote it"),
        ("title: Case\nstatus: stub\nidentifiers: !x {GO: \"GO:0140494\"}\n", "4:14 error: explicit tags are not allowed; delete the tag, or quote the value"),
    ])
    func whatYAMLKnowsAndFrontMatterDoesNotIsSaid(_ frontMatter: String, _ problem: String) {
        #expect(problems(frontMatter: frontMatter) == [problem])
    }

    @Test func aRetractionNeedsItsKind() {
        let record = "title: P\nsummary: S\ntype: article\nDOI: 10.1000/a\nauthor: [{family: Ma, given: L}]\nissued: 2015\n"
        let found = problems(frontMatter: record + "retraction: {notice: 10.1000/b, date: 2020-01-01}\n", kind: .paper)
        #expect(found == ["8:13 error: a retraction needs \"kind\""])
    }

    @Test func anchorsAndTagsOfListsAreReportedOnce() {
        #expect(
            problems(frontMatter: "title: T\nstatus: stub\naliases: &a Other\ntags: !t other\n") == [
                "4:10 error: anchors and aliases are not allowed; write the value out, or quote it",
                "5:7 error: explicit tags are not allowed; delete the tag, or quote the value",
            ])
    }

    /// Whatever stands there, places stay within the source.
    @Test func noSlipIsOutsideOfItsSource() {
        let parts = ["title", ":", ": ", " ", "  ", "\t", "\n", "\n", "\n- ", "\n-", "\"", "'", "[", "]", "{", "}", "*", "&", "#", " #", "\\", "：", "\u{A0}", "x", ",", "|", "%", "@"]
        var state: UInt64 = 20_260_301
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<4_000 {
            let text = (0..<(1 + next(10))).map { _ in parts[next(parts.count)] }.joined() + "\n"
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                let document = YAMLDocument(composing: bytes, yaml: 0..<bytes.count, firstLine: 2)
                let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                for finding in document.findings {
                    let (start, end) = (finding.range.start, finding.range.end)
                    #expect(start.line >= 2 && start.line - 2 < lines.count && start.columnUTF8 >= 1, "\(text)")
                    if end.columnUTF8 > start.columnUTF8 { #expect(end.columnUTF8 <= lines[start.line - 2].count + 1, "\(text)") }
                }
            }
        }
    }

    @Test func commentsThatCutAValueAreReported() {
        #expect(
            problems(frontMatter: "title: Case #2\nsummary: A sample\n  of #3 was used.\naliases: [a, b] #2\n") == [
                "2:13 warning: \"#2\" is taken for a comment; put the value of \"title\" in double quotes",
                "4:6 warning: \"#3 was used.\" is taken for a comment; put the value of \"summary\" in double quotes",
            ])
        #expect(
            problems(frontMatter: "title: #2\nstatus: stub\n")
                == ["2:8 error: \"title\" has no value: \"#2\" is taken for a comment; put the value in double quotes"])
        // Meant as comments, or in quotes, or of keys whose values say themselves when they are cut.
        #expect(problems(frontMatter: "title: Case # a remark\nsummary: \"S #3\" #done\nstatus: draft #later\ntags: [a] #b\n#c\n") == [])
    }

    @Test func emptyFrontMatterLacksItsKeys() {
        let missing = ["1:1 error: \"summary\" is missing; a stub (\"status: stub\") may go without", "1:1 error: \"title\" is missing"]
        #expect(problems(frontMatter: "") == missing)
        #expect(problems(frontMatter: "\n# a comment\n") == missing)
        #expect(problems(frontMatter: "- title: T\n") == ["2:1 error: front matter must be \"key: value\" lines"])
    }

    @Test func aSlipIsReportedOnce() {
        let rest = "summary: S\ntype: article\n"
        #expect(problems(frontMatter: "title: [T]\nstatus: stub\n") == ["2:8 error: \"title\" must be one text, not a list or a map"])
        #expect(problems(frontMatter: "title:A: B\nstatus: stub\n") == ["2:1 error: a concept has no key \"title:A\"; put a blank after the colon ⇒ title: A"])
        #expect(problems(frontMatter: "titel: T\nstatus: stub\n") == ["2:1 error: a concept has no key \"titel\"; did you mean \"title\"? → title"])
        #expect(problems(frontMatter: "title: T\nstatus: stub\nx:y: B\n") == ["4:1 error: a concept has no key \"x:y\""])
        for (written, problem) in [
            ("doi: 10.1000/a\n", "5:1 error: a paper has no key \"doi\"; did you mean \"DOI\"? → DOI"),
            ("DOI: [10.1000/a]\n", "5:6 error: \"DOI\" must be one text, not a list or a map"),
            ("DOI: 10.1000/a\nretraction: yes\n", "6:13 error: retraction must be written {kind: retracted, notice: 10.…, date: 2021-01-31}"),
            ("DOI: 10.1000/a\nyear: 2019\n", "6:1 error: a paper has no key \"year\"; did you mean \"issued\"? → issued"),
            ("DOI: 10.1000/a\njournal: Cell\n", "6:1 error: a paper has no key \"journal\"; did you mean \"container-title\"? → container-title"),
            ("DOI: 10.1000/a\nauthor: {last: Ma}\n", "6:10 error: an author has no key \"last\"; did you mean \"family\"? → family"),
            ("DOI: 10.1000/a\nauthor: [{family:Ma}]\n", "6:11 error: an author has no key \"family:Ma\"; put a blank after the colon ⇒ family: Ma"),
            ("DOI: 10.1000/a\nrelations: {is_a: {taget: x}}\n", "6:20 error: a relation has no key \"taget\"; did you mean \"target\"? → target"),
        ] {
            #expect(problems(frontMatter: "title: T\n" + rest + written, kind: .paper) == [problem])
        }
    }

    @Test func severalTagsAreNotJoined() {
        for (written, problem) in [
            ("cell migration, biogenesis", "3:7 error: \"cell migration, biogenesis\" is not one tag; tags are a list, so write [cell-migration, biogenesis]"),
            ("[Cell, Migration; b]", "3:14 error: \"Migration; b\" is not one tag; tags are a list, so write migration, b"),
            ("\"#cell #actin\"", "3:7 error: \"#cell #actin\" is not one tag; tags are a list, so write [cell, actin]"),
            ("Cell Migration", "3:7 error: tag \"Cell Migration\" is not lower-case words of a to z joined by hyphens; write \"cell-migration\" ⇒ cell-migration"),
            ("\n  -a\n  -b", "4:3 error: \"tags\" is one text and no list; put a blank after each dash, as in \"- a\""),
        ] {
            let found = problems(frontMatter: "title: T\ntags: \(written)\nstatus: stub\n").filter { !$0.contains("\"Cell\"") }
            #expect(found == [problem])
        }
    }

    /// Text processors make quotes that YAML takes for letters.
    @Test func curlyQuotesAreNotShown() {
        let words = "error: curly quotes are no quotes to YAML and would be shown; write"
        #expect(
            problems(frontMatter: "title: “Case”\naliases: [‘a’, „b“]\nstatus: “stub”\n") == [
                "2:8 \(words) \"Case\" → \"Case\"", "3:11 \(words) \"a\" → \"a\"", "3:20 \(words) \"b\" → \"b\"", "4:9 \(words) \"stub\" → \"stub\"",
            ])
        #expect(problems(frontMatter: "title: \"“Eat me”\"\naliases: [“a” and “b”, “c” d, d “e”, “fg, -g, “”, –h”, “i “j k”, “l” m n”]\nstatus: stub\n") == [])
    }

    @Test(arguments: [
        ("replaced_by: [[Cell]]", "4:14 error: \"replaced_by\" must be one text, not a list or a map; to YAML, brackets make a list: write \"[[Cell]]\", with the quotes"),
        ("relations: {is_a: [[Cell]]}", "4:19 error: \"is_a\" must be one text, not a list or a map; to YAML, brackets make a list: write \"[[Cell]]\", with the quotes"),
        ("relations:\n  is_a:\n    - [[Cell|cells]]", "6:7 error: \"is_a\" must be one text, not a list or a map; to YAML, brackets make a list: write \"[[Cell|cells]]\", with the quotes"),
        ("relations: {is_a: {target: [[Cell]]}}", "4:28 error: \"target\" must be one text, not a list or a map; to YAML, brackets make a list: write \"[[Cell]]\", with the quotes"),
        ("aliases: [[Cell]]", "4:10 error: \"aliases\" must be one text, not a list or a map; to YAML, brackets make a list: write \"[[Cell]]\", with the quotes"),
        ("aliases: {a: b}", "4:10 error: \"aliases\" must be a text or a list of texts such as [one, two], not a map"),
        ("created: 20x9", "4:10 error: \"20x9\" is not a date; write 2019, 2019-08 or 2019-08-12"),
        ("created: 2019-08-12-01", "4:10 error: \"2019-08-12-01\" is not a date; write 2019, 2019-08 or 2019-08-12"),
        ("created: 2019-+8", "4:10 error: \"2019-+8\" is not a date; write 2019, 2019-08 or 2019-08-12"),
        ("created: 2019--08", "4:10 error: \"2019--08\" is not a date; write 2019-08 ⇒ 2019-08"),
        ("replaced_by: [[a], [b]]", "4:14 error: \"replaced_by\" must be one text, not a list or a map"),
        ("replaced_by: [[a, [b]]]", "4:14 error: \"replaced_by\" must be one text, not a list or a map"),
        ("replaced_by: [[]]", "4:14 error: \"replaced_by\" must be one text, not a list or a map"),
        ("replaced_by: \"a\\x1Fb\"", "4:14 error: \"replaced_by\" holds the control character U+001F, which does not belong in text"),
        ("replaced_by: \"a\\x7F\"", "4:14 error: \"replaced_by\" holds the control character U+007F, which does not belong in text"),
        ("replaced_by: [Cell]", "4:14 error: \"replaced_by\" must be one text, not a list or a map"),
        ("aliases: RF, retraction fibre", "4:10 error: \"aliases\" is one text and no list; write [RF, retraction fibre], or put it in double quotes if it is one name"),
        ("reviewers: A. Reader; B. Reader", "4:12 error: \"reviewers\" is one text and no list; write [A. Reader, B. Reader], or put it in double quotes if it is one name"),
        ("\u{200B}tags: [a]", "4:1 error: a concept has no key \"<U+200B>tags\"; did you mean \"tags\"? → tags"),
    ])
    func listsAndLinksAreWrittenAsYAMLHasThem(_ written: String, _ problem: String) {
        #expect(problems(frontMatter: "title: T\nstatus: stub\n\(written)\n") == [problem])
    }

    @Test func oneNameMayHoldAComma() {
        #expect(problems(frontMatter: "title: T\nstatus: stub\naliases: \"a, b\"\ncontributors: [\"Yu, Li\"]\nreviewers: PI(4,5)P2 -x\n") == [])
    }

    @Test func markupOfASummaryIsReported() {
        for markup in ["[[Cell]]", "[@ma2015]", "**bold**", "[words](https://a.b)"] {
            #expect(
                problems(frontMatter: "title: T\nsummary: \"See \(markup) here.\"\n") == [
                    "3:10 warning: a summary is plain text, so that \"\(markup)\" is shown as it is written; write the words alone"
                ])
        }
        #expect(problems(frontMatter: "title: T\nsummary: \"Ca[2+] of 2 ** 3, a [note] (or two).\"\n") == [])
    }

    @Test func markupOfATitleIsReported() {
        for markup in ["*in vivo*", "^2+^", "~2~", "<i>in vivo</i>", "**bold**"] {
            #expect(
                problems(frontMatter: "title: \"Ca\(markup == "^2+^" || markup == "~2~" ? "" : " ")\(markup) here\"\nstatus: stub\n") == [
                    "2:8 warning: a title is plain text, so that \"\(markup)\" is shown as it is written; write the words alone"
                ])
        }
        #expect(problems(frontMatter: "title: \"C*-algebras, A* and B*; (*) and (*), x ^ 2, ~5 to ~7 µm, a < b > c, [Ca2+](i)\"\nstatus: stub\n") == [])
    }

    /// Those of papers have three tags, as bibliographic data has.
    @Test(arguments: [
        ("*in vivo*", "<i>in vivo</i>"), ("<em>in vivo</em>", "<i>in vivo</i>"), ("^2+^", "<sup>2+</sup>"), ("~2~", "<sub>2</sub>"),
        ("<b>not</b>", "the words alone"), ("**not**", "the words alone"), ("<i>in vivo</i>", ""), ("Ca<sup>2+</sup> and H<sub>2</sub>", ""),
    ])
    func titlesOfPapersHaveSomeTags(_ markup: String, _ advice: String) {
        let frontMatter = "title: \"It\(markup.hasPrefix("^") || markup.hasPrefix("~") ? "" : " ")\(markup) here\"\nsummary: S\ntype: article-journal\nauthor: [{family: Ma, given: L}]\nissued: 2015\nDOI: 10.1000/a\n"
        let expected = advice.isEmpty ? [] : ["2:8 warning: a title is plain text, so that \"\(markup)\" is shown as it is written; write \(advice)"]
        #expect(problems(frontMatter: frontMatter, kind: .paper) == expected)
    }

    /// A paper in the folder of concepts is one problem.
    @Test func aPaperInAnotherFolderIsToldItsOwn() {
        #expect(
            problems(frontMatter: "title: T\nsummary: S\ntype: article\ncategory: research\nauthor: [{family: Ma, given: L}]\nDOI: 10.1000/a\n") == [
                "4:1 error: this looks like a paper, as it has \"type\", \"author\" and \"DOI\"; move the file to content/papers/"
            ])
        #expect(problems(frontMatter: "title: T\nsummary: S\ntype: x\n") == ["4:1 error: a concept has no key \"type\""])
    }

    @Test(arguments: [
        ("part_of: migrasome", "4:1 error: \"part_of\" is a relation; write it below a line \"relations:\", with two blanks before it"),
        ("relations:\n  - part_of: migrasome\n  - is_a: cell", "5:5 error: relations are no list; take the \"- \" before \"part_of\" away, and before each further relation"),
    ])
    func relationsAreWrittenAsAMap(_ written: String, _ problem: String) {
        #expect(problems(frontMatter: "title: T\nstatus: stub\n\(written)\n") == [problem])
    }

    /// Names that would be shown, and be given to other programs, as they are written.
    @Test(arguments: [
        ("[{family: \"Jones, Ann\"}]", "\"Jones, Ann\" is a whole name; write {family: Jones, given: Ann}"),
        ("[{family: \"Smith*\", given: B}]", "\"Smith*\" has a mark that leads to an address or a note; write \"Smith\""),
        ("[{family: Smith, given: \"B.1,2\"}]", "\"B.1,2\" has a mark that leads to an address or a note; write \"B.\""),
        ("[{literal: et al.}]", "\"et al.\" is no author; delete it, and write a line \"author_status: partial\""),
        ("[et al.]", "\"et al.\" is no author; delete it, and write a line \"author_status: partial\""),
        ("Jones A, Smith B", "authors are written [{family: Jones, given: A}, {family: Smith, given: B}]"),
        ("Jones, A., van Smith, B.-C.", "authors are written [{family: Jones, given: A.}, {family: van Smith, given: B.-C.}]"),
        ("Jones, Ann; Smith, Bob", "authors are written [{family: Jones, given: Ann}, {family: Smith, given: Bob}]"),
        ("Ann Jones and Bob van der Smith", "authors are written [{family: Jones, given: Ann}, {family: van der Smith, given: Bob}]"),
        ("Jones, Ann", "an author is written {family: Jones, given: Ann}"),
        ("The Jones Consortium", "an author is written {literal: The Jones Consortium}"),
        ("Jones", "an author is written {family: Porter, given: Keith R} or {literal: The Consortium}"),
    ])
    func authorsAreNamesInParts(_ written: String, _ problem: String) {
        let record = "title: T\nsummary: S\ntype: article\nDOI: 10.1000/a\nauthor: "
        #expect(problems(frontMatter: record + written + "\n", kind: .paper).map { $0.drop { $0 != " " }.dropFirst() } == ["error: \(problem)"])
    }

    @Test func namesMayHoldNumbersAndCommas() {
        let names = "[{family: \"King, Jr.\", given: Martin}, {family: Smith, given: John 3rd}, {literal: \"23andMe, Inc.\"}]"
        #expect(problems(frontMatter: "title: T\nsummary: S\ntype: article\nDOI: 10.1000/a\nauthor: \(names)\n", kind: .paper) == [])
    }

    @Test func aPaperInPressHasNoDate() {
        #expect(
            problems(frontMatter: "title: T\nsummary: S\ntype: article\nDOI: 10.1000/a\nissued: in press\n", kind: .paper)
                == ["6:9 error: \"in press\" is not a date; leave \"issued\" out until the paper has one"])
    }

    @Test func aSecondFrontMatterIsNoHeading() {
        let words = "this looks like front matter, which an entry has once, at its top; move these lines there, or delete them"
        #expect(problems(prose: "---\ntitle: T\n---\n\nWords") == ["2:1 warning: \(words)"])
        #expect(problems(prose: "Words\n\n---\ntitle: T\ntags: [a]\n---\nWords") == ["4:1 warning: \(words)"])
    }

    @Test func datesThatAreClearAreMended() {
        func problem(_ date: String) -> [String] {
            problems(frontMatter: "title: T\nsummary: S\ntype: article\nDOI: 10.1000/a\nissued: \(date)\n", kind: .paper)
        }
        for (written, mended) in [
            ("March 2020", "2020-03"), ("2020/03/12", "2020-03-12"), ("2020 Mar 12", "2020-03-12"), ("2020–03–12", "2020-03-12"), ("2020-3", "2020-03"),
            ("2020-03-12T10:00:00Z", "2020-03-12"), ("13/3/2020", "2020-03-13"), ("3/13/2020", "2020-03-13"), ("5.5.2020", "2020-05-05"), ("12 OCT 2020", "2020-10-12"),
        ] {
            #expect(problem(written) == ["6:9 error: \"\(written)\" is not a date; write \(mended) ⇒ \(mended)"])
        }
        #expect(problem("3/4/2020") == ["6:9 error: \"3/4/2020\" is not a date; write 2020-03-04 or 2020-04-03, whichever day is meant"])
        #expect(problem("2024-02-30") == ["6:9 error: \"2024-02-30\" is not a date: February 2024 has 29 days"])
        #expect(problem("2023-13-01") == ["6:9 error: \"2023-13-01\" is not a date: there is no month 13"])
        #expect(problem("2o1l") == ["6:9 error: year \"2o1l\" is not a number; did you mean 2011? ⇒ 2011"])
        #expect(problem("2OI9") == ["6:9 error: year \"2OI9\" is not a number; did you mean 2019? ⇒ 2019"])
        #expect(problem("2O1") == ["6:9 error: year \"2O1\" is not a number of four digits"])
        #expect(problem("20191") == ["6:9 error: year \"20191\" is not a number of four digits"])
        #expect(problem("2O1x") == ["6:9 error: year \"2O1x\" is not a number of four digits"])
        #expect(problem("2O15-03") == ["6:9 error: year \"2O15\" is not a number; did you mean 2015? ⇒ 2015"])
        #expect(problem("Spring 2020") == ["6:9 error: year \"Spring 2020\" is not a number of four digits"])
        #expect(problem("2019–2020").count == 1 && !problem("2019–2020")[0].contains("⇒"))
    }

    /// Sequences that look like UTF-8 and are none: overlong forms, surrogates, numbers beyond Unicode, and cut ones.
    @Test(arguments: [
        [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC2, 0x41],
        [0xE1, 0x80, 0x41], [0xE1, 0x41, 0x80], [0xF0, 0x90, 0x41, 0x80], [0xE0, 0xA0, 0x41], [0xED, 0x80, 0x41], [0xF1, 0x80, 0x80, 0x41], [0xF0, 0x90, 0x80, 0x41], [0xF4, 0x80, 0x41, 0x80], [0xF4, 0x80, 0x80, 0x41], [0xF1, 0x41, 0x80, 0x80], [0xF1, 0x80, 0x41, 0x80], [0xF1, 0x80], [0x80],
    ])
    func whatIsNotUTF8IsRefused(_ bytes: [UInt8]) {
        let found = problems(Array("---\ntitle: A\nstatus: stub\n---\n\nä".utf8) + bytes)
        #expect(found == ["6:3 error: byte 0x\(bytes[0].hexadecimal) is not UTF-8; save the file as UTF-8"])
    }

    @Test(arguments: ["\u{80}", "\u{7FF}", "\u{800}", "\u{FFF}", "\u{1000}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10000}", "\u{3FFFF}", "\u{40000}", "\u{10FFFF}"])
    func allOfUnicodeIsText(_ text: String) {
        #expect(problems(Array("---\ntitle: A\nstatus: stub\n---\n\na\(text)b".utf8)) == [])
    }

    @Test func otherEncodingsAreNamed() {
        let text = "---\ntitle: T\n---\n"
        let utf16 = text.utf8.flatMap { [$0, 0] as [UInt8] }
        #expect(problems([0xFF, 0xFE] + utf16) == ["1:1 error: the file is UTF-16; save it as UTF-8"])
        #expect(problems(utf16) == ["1:1 error: the file is UTF-16; save it as UTF-8"])
        #expect(problems(text.utf8.flatMap { [0, $0] as [UInt8] }) == ["1:1 error: the file is UTF-16; save it as UTF-8"])
        #expect(problems(Array("---\ntitle: caf".utf8) + [0xE9, 0x0A]) == ["2:11 error: byte 0xE9 is not UTF-8; save the file as UTF-8"])
    }
}
