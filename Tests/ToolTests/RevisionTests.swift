// `check --changed-since`, baselines, fixes and `diff`, in real repositories.
import Foundation
import Testing
import WikiModel

@testable import migrapedia

@Suite(.serialized) struct RevisionTests {
    /// The sample base in a repository with one commit, tagged `before`.
    private func repository() throws -> TemporaryBase {
        let base = try TemporaryBase()
        try base.write(".gitignore", ".migrapedia/\npublic/\n")
        try base.git(["init", "-q"])
        try base.commit("First")
        try base.git(["tag", "before"])
        return base
    }

    private func replace(_ base: TemporaryBase, _ path: String, _ old: String, _ new: String) throws {
        let text = try base.read(path)
        #expect(text.contains(old))
        try base.write(path, text.replacingOccurrences(of: old, with: new))
    }

    @Test func onlyWhatTheChangeCausedIsReported() throws {
        let base = try repository()
        // Nothing changed: the old red link is not shown.
        let same = try base.run(["check", "--changed-since", "before", "--strict"])
        #expect(same.exitCode == 0, "\(same.errors)")
        #expect(same.errors.contains("no problems; ") && same.errors.contains("from before before not shown"))
        // Lines shift above the old problem, and a heading that another file links to is renamed.
        try replace(base, "content/concepts/alpha.md", "Alpha leads to", "One more paragraph.\n\nAlpha leads to")
        try replace(base, "content/concepts/gamma-thing.md", "## A heading", "## Another")
        let run = try base.run(["check", "--changed-since", "before"])
        #expect(!run.errors.contains("[link-missing]"))
        #expect(run.errors.contains("content/concepts/alpha.md:15:"), "\(run.errors)")
        #expect(run.errors.contains("has no heading \"A heading\""))
    }

    @Test func theSecondOfTwoAlikeIsNew() throws {
        let base = try repository()
        try replace(base, "content/concepts/alpha.md", "![[picture.svg", "And [[Missing thing]] again.\n\n![[picture.svg")
        let run = try base.run(["check", "--changed-since", "before"])
        #expect(run.errors.components(separatedBy: "[link-missing]").count == 2)
        #expect(run.errors.contains("content/concepts/alpha.md:19:5:"), "\(run.errors)")
    }

    /// Of problems in the same words, as many are old as there were; first those on lines that are as they were.
    @Test(arguments: [
        (["See [[X]]."], ["Also [[X]].", "See [[X]]."], [1]), (["See [[X]]."], ["See [[X]].", "See [[X]]."], [2]),
        (["See [[X]]."], ["Look at [[X]].", "Also [[X]]."], [2]), (["A [[X]].", "B [[X]]."], ["Or [[X]].", "B [[X]].", "A [[X]].", "C [[X]]."], [1, 4]),
        (["A [[X]].", "B [[X]]."], ["B [[X]]."], []), ([], ["A [[X]]."], [1]),
    ] as [([String], [String], [Int])])
    func problemsInTheSameWordsAreCounted(_ old: [String], _ now: [String], _ expected: [Int]) {
        func problems(_ lines: [String]) -> [Diagnostic] {
            lines.indices.map { Diagnostic(.linkMissing, file: "a.md", range: SourceRange(line: $0 + 1, columnUTF8: 1), "no entry is called \"X\"") }
        }
        let new = DiagnosticMatching.new(problems(now), since: problems(old), line: { now[$1 - 1] }, oldLine: { old[$1 - 1] })
        #expect(new.map { $0.range?.start.line } == expected)
    }

    @Test func aBranchIsComparedWithWhatItLeft() throws {
        let base = try repository()
        try base.git(["checkout", "-qb", "work"])
        try replace(base, "content/concepts/beta.md", "See [[About]]", "See [[Nowhere at all]]")
        try base.git(["commit", "-qam", "Work"])
        try base.git(["checkout", "-q", "main"])
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: "See [[Nothing here]]."))
        try base.commit("Main moved on")
        try base.git(["checkout", "-q", "work"])
        let run = try base.run(["check", "--changed-since", "main"])
        #expect(run.errors.contains("Nowhere at all") && !run.errors.contains("Nothing here"))
        let diff = try base.run(["diff", "main"])
        #expect(!diff.output.contains("Delta"))
        #expect(diff.output.contains("### New wanted entries (linked to, not written)\n\n- Nowhere at all\n"))
    }

    @Test func aChangedVocabularyIsJudgedWhole() throws {
        let base = try repository()
        try replace(base, "site/vocabulary.yml", "  disputes:", "  contests:")
        let run = try base.run(["check", "--changed-since", "before"])
        #expect(run.errors.contains("content/concepts/alpha.md"), "\(run.errors)")
        #expect(run.errors.contains("disputes"))
    }

    /// Of pictures, what is wrong then is compared with what is wrong now: none of the older base is made up.
    @Test func picturesOfARevisionAreLookedAt() throws {
        let base = try repository()
        try base.write("content/media/picture.svg", "")
        let emptied = try base.run(["check", "--changed-since", "before"])
        #expect(emptied.exitCode == 1 && emptied.errors.contains("[picture-unreadable]"), "\(emptied.errors)")
        try base.write("content/media/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"2\"/>")
        #expect(try !base.run(["diff", "before"]).output.contains("is empty"))
        // A vocabulary that differs has every file of the older base read again.
        try replace(base, "site/vocabulary.yml", "relations:", "# Words\nrelations:")
        #expect(try !base.run(["diff", "before"]).output.contains("is empty"))
    }

    @Test func whatIsMissingIsSaid() throws {
        let outside = try TemporaryBase()
        let none = try outside.run(["check", "--changed-since", "main"], environment: ["GIT_CEILING_DIRECTORIES": "/"])
        #expect(none.exitCode == 2)
        #expect(none.errors.contains("is not in a git repository"))
        let base = try repository()
        #expect(try base.run(["diff", "nowhere"]).errors.contains("there is no revision \"nowhere\"; give a branch"))
        #expect(try base.run(["diff", "before..HEAD"]).errors.contains("there is no revision \"before..HEAD\"; give one, or two to `migrapedia diff`"))
        // A name that looks like an option of git is none.
        let odd = try TemporaryBase.run(["diff", "--source", base.root.path, "--", "--output=x"])
        #expect(odd.exitCode == 2 && odd.errors.contains("there is no revision"))
        try replace(base, "content/concepts/beta.md", "See", "Look at")
        try base.git(["commit", "-qam", "Second"])
        let clone = FileManager.default.temporaryDirectory.appendingPathComponent("shallow-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: clone) }
        try base.git(["clone", "-q", "--depth", "1", "file://" + base.root.path, clone.path])
        let shallow = try TemporaryBase.run(["diff", "HEAD~1", "--source", clone.path])
        #expect(shallow.exitCode == 2)
        #expect(shallow.errors.contains("shallow clone") && shallow.errors.contains("fetch-depth: 0"))
    }

    /// A partial clone fetches what it lacks when it is asked for it, and no check opens a connection.
    @Test func aPartialCloneIsNotFilled() throws {
        let base = try repository()
        try replace(base, "content/concepts/beta.md", "close", "closer")
        try base.git(["commit", "-qam", "Second"])
        try base.git(["config", "uploadpack.allowFilter", "true"])
        let clone = FileManager.default.temporaryDirectory.appendingPathComponent("partial-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: clone) }
        try base.git(["clone", "-q", "--filter=blob:none", "file://" + base.root.path, clone.path])
        for command in [["check", "--changed-since", "HEAD~1"], ["diff", "HEAD~1"]] {
            let run = try TemporaryBase.run(command + ["--source", clone.path])
            #expect(run.exitCode == 2 && run.errors.contains("this is a partial clone, which lacks files of commit "), "\(run.errors)")
        }
        // What the message says helps.
        let commit = try base.git(["rev-parse", "--short=12", "HEAD~1"]).trimmingCharacters(in: .whitespacesAndNewlines)
        try base.git(["-C", clone.path, "diff", commit])
        #expect(try TemporaryBase.run(["diff", "HEAD~1", "--source", clone.path]).exitCode == 0)
    }

    /// A repository with one commit that holds the sample base in its folder `kb`.
    private func outerRepository() throws -> URL {
        let base = try TemporaryBase()
        let outer = FileManager.default.temporaryDirectory.appendingPathComponent("outer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: outer, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: base.root, to: outer.appendingPathComponent("kb"))
        for arguments in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "First"]] { try base.git(["-C", outer.path] + arguments) }
        return outer
    }

    @Test func aBaseInAFolderOfARepositoryIsRead() throws {
        let outer = try outerRepository()
        defer { try? FileManager.default.removeItem(at: outer) }
        let run = try TemporaryBase.run(["diff", "HEAD", "--source", outer.path + "/kb"])
        #expect(run.output.contains("Nothing: entries"), "\(run.output)\(run.errors)")
    }

    /// In a hook, git's variables name the repository by a path that holds in the hook's folder.
    @Test func aHookOfGitChangesNothing() throws {
        let outer = try outerRepository()
        defer { try? FileManager.default.removeItem(at: outer) }
        let hook = ["GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": "kb/", "SOURCE_DATE_EPOCH": ""]
        for command in [["check", "--changed-since", "HEAD"], ["diff", "HEAD"], ["build", "--output", outer.path + "/public"]] {
            let run = try TemporaryBase.run(command + ["--source", outer.path + "/kb"], environment: hook)
            #expect(run.exitCode == 0 && !run.errors.contains("git"), "\(command): \(run.output)\(run.errors)")
        }
    }

    /// Retracted papers do not count, here as on the pages.
    @Test func aRetractedPaperContestsNothing() throws {
        let base = try repository()
        let retraction = "DOI: 10.1000/two\nretraction: {kind: retracted, notice: 10.1000/notice, date: 2021-01-01}"
        try replace(base, "content/papers/two2020.md", "DOI: 10.1000/two", retraction)
        let run = try base.run(["diff", "before"])
        let changed = "- changed: Alpha, `#b:alpha-first` (supports one2019, disputes two2020); no longer contested\n"
        #expect(run.output.contains(changed), "\(run.output)")
        try replace(base, "content/concepts/gamma-thing.md", "[@supports:one2019]", "[@supports:one2019; @disputes:two2020]")
        let more = try base.run(["diff", "before"])
        #expect(more.output.contains("; new: disputes two2020\n") && !more.output.contains("now contested"), "\(more.output)")
    }

    // MARK: Baselines and fixes

    @Test func aBaselineHidesWhatIsKnown() throws {
        let base = try TemporaryBase()
        let file = base.root.path + "/known.jsonl"
        #expect(try base.run(["check", "--baseline", file]).errors.contains("write it with --write-baseline"))
        #expect(try base.run(["check", "--baseline", file, "--write-baseline"]).exitCode == 0)
        let known = try base.run(["check", "--baseline", file, "--strict"])
        #expect(known.exitCode == 0)
        try replace(base, "content/concepts/beta.md", "See [[About]]", "See [[Nowhere at all]]")
        let new = try base.run(["check", "--baseline", file, "--strict"])
        #expect(new.exitCode == 1 && new.errors.contains("Nowhere at all") && !new.errors.contains("Missing thing"))
        try replace(base, "content/concepts/alpha.md", "[[Missing thing]] is red.", "")
        #expect(try base.run(["check", "--baseline", file]).errors.contains("1 of it is gone: write it again"))
        #expect(try base.run(["check", "--write-baseline"]).exitCode == 2)
    }

    @Test func safeSuggestionsAreMade() throws {
        let base = try TemporaryBase()
        try base.write(
            "content/concepts/delta.md",
            """
            ---
            title: Delta # kept
            summary: About it.
            category: structure
            tags: [Cell Migration, letters]
            created: 12 Aug 2019
            updated: 2019/9/1 # kept
            identifiers:
              GO: "go_0140494"
            relations:
              is_a: Gama thing
            ---

            See [[Gamma thinng|the second]] and [[is_a::Gamma thingg]] and [[Nothing like it]] [@one2091].\r

            """)
        let dry = try base.run(["check", "--fix", "--dry-run"])
        #expect(dry.output.contains("-tags: [Cell Migration, letters]\n-created: 12 Aug 2019\n"))
        #expect(try base.read("content/concepts/delta.md").contains("thinng"))
        let run = try base.run(["check", "--fix"])
        #expect(run.output == dry.output)
        #expect(
            try base.read("content/concepts/delta.md") == """
                ---
                title: Delta # kept
                summary: About it.
                category: structure
                tags: [cell-migration, letters]
                created: 2019-08-12
                updated: 2019-09-01 # kept
                identifiers:
                  GO: "GO:0140494"
                relations:
                  is_a: Gamma thing
                ---

                See [[Gamma thing|the second]] and [[is_a::Gamma thing]] and [[Nothing like it]] [@one2091].\r

                """)
        // A citation key is for a person to mend.
        #expect(run.exitCode == 1 && run.errors.contains("[citation-unknown]") && run.errors.contains("7 problems mended"))
    }

    /// Marks of other programs that can mean one thing only, by the marks before and after.
    @Test func marksOfOtherProgramsAreMended() throws {
        let base = try TemporaryBase()
        func entry(_ prose: String) -> String { "---\ntitle: Delta\nsummary: About it.\ncategory: structure\n---\n\n" + prose }
        try base.write(
            "content/concepts/delta.md",
            entry("µ **bold ** CO~2~, Ca^2+^ ==this== [text] (https://a.b) [ma2015]\n\n•\tone\n• two ~so~\n\n> [!NOTE ] T\n> x\n"))
        #expect(try base.run(["check", "--fix"]).errors.contains("7 problems mended"))
        #expect(
            try base.read("content/concepts/delta.md")
                == entry(
                    "µ **bold** CO<sub>2</sub>, Ca<sup>2+</sup> <mark>this</mark> [text](https://a.b) [ma2015]\n\n- one\n- two ~so~\n\n> [!NOTE ] T\n> x\n"))
    }

    /// The address of a link may stand in a definition, which serves several links.
    @Test func linkDefinitionsAreMended() throws {
        let base = try TemporaryBase()
        func entry(_ folder: String) -> String {
            "---\ntitle: Delta\nsummary: About it.\ncategory: structure\n---\n\nSee [Beta][b], [b] and [inline](../\(folder)/beta.md).\n\n"
                + "> `[b]: ../concpts/beta.md` [x][]\n\n[b]: <../\(folder)/beta.md#it> 'Beta'\n[x]: ../\(folder)/gamma-thing.md\n"
        }
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "## It\n\nWords."))
        try base.write("content/concepts/delta.md", entry("concpts"))
        let run = try base.run(["check", "--fix"])
        #expect(run.errors.contains("4 problems mended"), "\(run.errors)")
        #expect(try base.read("content/concepts/delta.md") == entry("concepts").replacingOccurrences(of: "../concepts/", with: ""))
        #expect(run.exitCode == 0)
        // What is no definition is left to a person.
        let code = "---\ntitle: Delta\nsummary: About it.\ncategory: structure\n---\n\nSee [b].\n\n[b]: ../concpts/beta\\.md\n"
        try base.write("content/concepts/delta.md", code)
        #expect(try base.run(["check", "--fix"]).errors.contains("0 problems mended"))
        #expect(try base.read("content/concepts/delta.md") == code)
    }

    @Test func templatesAreChecked() throws {
        let base = try repository()
        let before = try base.read("templates/claims.mustache")
        try base.write("templates/claims.mustache", before + "{{#title}}\n")
        let run = try base.run(["check"])
        #expect(run.exitCode == 1 && run.errors.contains("templates/claims.mustache:") && run.errors.contains("\"{{#title}}\" is never closed"))
        #expect(try base.run(["check", "--changed-since", "HEAD"]).exitCode == 1)
        try base.write("templates/partials/nobody_calls_this.mustache", "<p>{{titel}}</p>\n")
        let slip = "templates/partials/nobody_calls_this.mustache:1:4: error: no value is called \"titel\" here; did you mean \"title\"?"
        for run in [try base.run(["check", "--changed-since", "HEAD"]), try base.build()] { #expect(run.errors.contains(slip), "\(run.errors)") }
        try base.remove("templates/partials/nobody_calls_this.mustache")
        _ = try base.shell("mkdir -p templates/own/more && touch templates/own/more/foo.mustache")
        #expect(try base.run(["check"]).errors.contains("templates/own/more/foo.mustache: warning: is in a folder of its own, where no template is looked for"))
        try base.remove("templates/own")
        try base.git(["commit", "-qam", "A slip"])
        // What was wrong before is not the change's.
        #expect(try base.run(["check", "--changed-since", "HEAD"]).exitCode == 0)
        try FileManager.default.removeItem(at: base.root.appendingPathComponent("templates/claims.mustache"))
        for run in [try base.run(["check"]), try base.build()] {
            #expect(run.errors.components(separatedBy: "[template-invalid]").count == 2, "\(run.errors)")
        }
        try FileManager.default.removeItem(at: base.root.appendingPathComponent("templates"))
        #expect(try base.run(["check"]).exitCode == 0)
    }

    // MARK: diff

    @Test func theKnowledgeThatAChangeBringsIsListed() throws {
        let base = try repository()
        try base.git(["mv", "content/concepts/gamma-thing.md", "content/concepts/gamma-body.md"])
        try replace(base, "content/concepts/gamma-body.md", "redirect_from: [old-gamma]", "redirect_from: [old-gamma, gamma-thing]")
        try replace(base, "content/concepts/gamma-body.md", "title: Gamma thing", "title: Gamma *body*")
        try replace(base, "content/concepts/gamma-body.md", "- a claim [@supports:one2019]", "- a claim [@supports:two2020]")
        try replace(base, "content/concepts/alpha.md", "@supports:one2019; @disputes:two2020", "@supports:one2019")
        try replace(base, "content/concepts/alpha.md", "[[gamma-thing#A heading]]", "[[gamma-body#A heading]]")
        try replace(base, "content/concepts/alpha.md", "  part_of:", "  is_a:")
        try replace(base, "content/pages/about.md", "[[Gamma thing]]", "[[Gamma *body*]]")
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: "Delta @one2019 and [[Alpha]]."))
        let run = try base.run(["diff", "before"])
        #expect(run.exitCode == 0, "\(run.errors)")
        for line in [
            "### Entries added\n\n- Delta (`content/concepts/delta.md`)\n",
            "- `content/concepts/gamma-thing.md` → Gamma \\*body\\* (`content/concepts/gamma-body.md`)\n",
            "- Alpha (`content/concepts/alpha.md`): relations\n",
            "gone: disputes two2020; no longer contested",
            "- gained: Alpha — is\\_a → Beta\n- lost: Alpha — part\\_of → Beta\n".replacingOccurrences(of: "\\_", with: "_"),
            "- gained: Delta cites The first paper\n", "- gained: Delta → Alpha\n", "### New orphans (nothing links to them)\n\n- Delta",
        ] {
            #expect(run.output.contains(line), "\(line)\n\(run.output)")
        }
        let json = try base.run(["diff", "before", "--format", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect((object["renamed"] as? [[String: String]])?.first?["new"] == "content/concepts/gamma-body.md")
        #expect((object["citations"] as? [String: [Any]])?["gained"]?.isEmpty == false)
        // Two commits give what the working tree gave.
        try base.commit("Second")
        #expect(try base.run(["diff", "before", "HEAD"]).output == run.output)
        try base.git(["checkout", "-q", "before"])
        #expect(try base.run(["diff", "before", "main"]).output == run.output)
    }

    /// Git sees no file that was not added to it; an entry that kept its title is known without.
    @Test func aFileThatWasRenamedByHandIsNoOther() throws {
        let base = try repository()
        try base.write("content/concepts/beta-renamed.md", try base.read("content/concepts/beta.md"))
        try base.remove("content/concepts/beta.md")
        try replace(base, "content/concepts/alpha.md", "target: beta", "target: beta-renamed")
        try replace(base, "content/concepts/beta-renamed.md", "See [[About]]", "See [[About]] and [[Nowhere at all]]")
        let run = try base.run(["diff", "before"])
        #expect(run.output.contains("- `content/concepts/beta.md` → Beta (`content/concepts/beta-renamed.md`)\n"), "\(run.output)")
        #expect(run.output.contains("| gained | 0 | 0 | 0 | 0 | 0 | 1 |\n| lost | 0 | 0 | 0 | 0 | 0 | 0 |\n"), "\(run.output)")
        try base.git(["add", "-A"])
        #expect(try base.run(["diff", "before"]).output == run.output)
        try base.git(["commit", "-qm", "Renamed"])
        // What was wrong before is not the change's.
        try base.write("content/concepts/beta.md", try base.read("content/concepts/beta-renamed.md"))
        try base.remove("content/concepts/beta-renamed.md")
        try replace(base, "content/concepts/alpha.md", "target: beta-renamed", "target: beta")
        let check = try base.run(["check", "--changed-since", "HEAD"])
        #expect(check.errors.contains("no problems; 7 from before HEAD not shown"), "\(check.errors)")
    }

    /// The way back loses what the way there gained.
    /// Problems whose words hold the name of a renamed entry are the same problems.
    @Test func aRenamedEntryBringsNoProblem() throws {
        let base = try repository()
        try replace(base, "content/concepts/beta.md", "See", "![[gamma-thing#No such heading]]\n\n[x](gamma-thing.md#nowhere) See")
        try base.commit("A broken embed")
        #expect(try base.run(["check"]).errors.contains("gamma-thing"))
        let renamed = try base.run(["rename", "gamma-thing", "delta-thing"])
        #expect(renamed.exitCode == 0, "\(renamed.errors)")
        let check = try base.run(["check", "--changed-since", "HEAD", "--strict"])
        #expect(check.exitCode == 0 && check.errors.contains("no problems"), "\(check.errors)")
        #expect(try base.run(["diff", "HEAD"]).output.contains("| gained | 0 | 0 | 0 | 0 | 0 | 0 |\n| lost | 0 | 0 | 0 | 0 | 0 | 0 |\n"))
    }

    @Test func theOppositeChangeIsTheOpposite() throws {
        let base = try repository()
        try base.remove("content/papers/two2020.md")
        try base.git(["commit", "-qam", "Second"])
        try base.git(["tag", "after"])
        func sides(_ from: String, _ to: String) throws -> [String: [String: Int]] {
            let run = try base.run(["diff", from, to, "--format", "json"])
            let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            return object.compactMapValues { ($0 as? [String: [Any]])?.mapValues(\.count) }
        }
        let (there, back) = (try sides("before", "after"), try sides("after", "before"))
        #expect(there["entries"] == ["gained": 0, "lost": 1])
        for (key, counts) in there where key != "orphans" {
            #expect(back[key]?["gained"] == counts["lost"] && back[key]?["lost"] == counts["gained"], "\(key)")
        }
    }
}
