// The commands as a contributor meets them: exit codes, forms of the report, and files that are not what they seem.
import Foundation
import Testing
import WikiModel

@Suite(.serialized) struct CommandTests {
    @Test func checkReportsWithPlaceAndExcerpt() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "See [[Alfa]] and [@one2091]."))
        let run = try base.run(["check"])
        #expect(run.exitCode == 1)
        #expect(
            run.errors.contains(
                """
                content/concepts/beta.md:7:18: error: no paper has the citation key "one2091"; did you mean "one2019"? [citation-unknown]
                    See [[Alfa]] and [@one2091].
                                     ^~~~~~~~~~
                """))
        #expect(run.errors.contains("content/concepts/beta.md:7:5: warning: no entry is called \"Alfa\"; near it: \"Alpha\""))
    }

    @Test func strictMakesWarningsErrors() throws {
        let base = try TemporaryBase()
        #expect(try base.run(["check"]).exitCode == 0)
        #expect(try base.run(["check", "--strict"]).exitCode == 1)
    }

    @Test func jsonHoldsEveryProblem() throws {
        let base = try TemporaryBase()
        let run = try base.run(["check", "--format", "json"])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let diagnostics = try #require(report["diagnostics"] as? [[String: Any]])
        let missing = try #require(diagnostics.first { $0["code"] as? String == "link-missing" })
        #expect(missing["file"] as? String == "content/concepts/alpha.md")
        #expect(missing["severity"] as? String == "warning")
        let range = try #require(missing["range"] as? [String: [String: Int]])
        #expect(range["start"]?["line"] == 13)
    }

    @Test func annotationsAreOneLineEach() throws {
        let base = try TemporaryBase()
        let run = try base.run(["check", "--format", "github"])
        #expect(
            run.output.contains(
                "::warning file=content/concepts/alpha.md,line=13,col=94,endColumn=111,title=link-missing::no entry is called \"Missing thing\"\n"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })
    }

    @Test func sarifNamesRulesAndPlaces() throws {
        let base = try TemporaryBase()
        let run = try base.run(["check", "--format", "sarif"])
        let log = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let first = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(first["results"] as? [[String: Any]])
        let missing = try #require(results.first { $0["ruleId"] as? String == "link-missing" })
        let location = (missing["locations"] as? [[String: [String: Any]]])?.first?["physicalLocation"]
        #expect((location?["region"] as? [String: Int])?["startLine"] == 13)
        #expect((location?["artifactLocation"] as? [String: String])?["uri"] == "content/concepts/alpha.md")
    }

    /// Forges count columns in units of UTF-16, and paths from the repository's root.
    @Test func placesForForgesAreTheirs() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Größe β 🧬 [[Missing]]."))
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("wiki"), withIntermediateDirectories: true)
        for part in ["content", "site", "templates"] {
            try FileManager.default.moveItem(at: base.root.appendingPathComponent(part), to: base.root.appendingPathComponent("wiki/" + part))
        }
        let source = ["--source", base.root.path + "/wiki"]
        #expect(try TemporaryBase.run(["check"] + source).errors.contains("content/concepts/beta.md:7:17: warning"))
        for prefix in ["", "wiki/"] {
            let annotations = try TemporaryBase.run(["check", "--format", "github"] + source).output
            #expect(annotations.contains("::warning file=\(prefix)content/concepts/beta.md,line=7,col=12,endColumn=23,"), "\(annotations)")
            let log = try TemporaryBase.run(["check", "--format", "sarif"] + source).output
            #expect(log.contains("\"columnKind\": \"utf16CodeUnits\""))
            #expect(
                log.contains(
                    "{\"artifactLocation\": {\"uri\": \"\(prefix)content/concepts/beta.md\"}, "
                        + "\"region\": {\"startLine\": 7, \"startColumn\": 12, \"endLine\": 7, \"endColumn\": 23}}"), "\(log)")
            // From now on the folder above is a repository.
            if prefix.isEmpty { try base.git(["init", "-q"]) }
        }
    }

    /// Letters of more than one byte in the path of the repository take none from the path below it.
    @Test func placesForForgesBeginAtTheRepository() throws {
        let outer = try TemporaryBase([:])
        let folder = outer.root.path + "/zoë-müller"
        for part in ["content", "site", "templates"] {
            try FileManager.default.createDirectory(atPath: folder + "/wiki", withIntermediateDirectories: true)
            try FileManager.default.moveItem(atPath: outer.root.path + "/" + part, toPath: folder + "/wiki/" + part)
        }
        try outer.write("zoë-müller/wiki/content/concepts/beta.md", TemporaryBase.concept("Beta", body: "[[Missing]]."))
        try outer.git(["init", "-q", "zoë-müller"])
        let annotations = try TemporaryBase.run(["check", "--format", "github", "--source", folder + "/wiki"]).output
        #expect(annotations.contains("file=wiki/content/concepts/beta.md,"), "\(annotations)")
    }

    @Test func twoUneditedPapersDoNotClash() throws {
        let base = try TemporaryBase()
        for key in ["three2021", "four2022"] { #expect(try base.run(["new", "paper", key]).exitCode == 0) }
        #expect(try !base.run(["check"]).errors.contains("name-taken"))
    }

    @Test func newEntriesCanBeCheckedAtOnce() throws {
        let base = try TemporaryBase()
        #expect(try base.run(["new", "concept", "TGF-β \"signal\""]).output == "content/concepts/tgf-beta-signal.md\n")
        #expect(try base.read("content/concepts/tgf-beta-signal.md").contains("title: \"TGF-β \\\"signal\\\"\"\n"))
        #expect(try base.run(["new", "page", "Our methods"]).exitCode == 0)
        #expect(try base.run(["check"]).exitCode == 0)
        for (name, advice) in [
            ("Discovery of it", "one is a to z, digits and hyphens, such as discovery-of-it"),
            ("細胞", "one is a to z, digits and hyphens, such as ma2015"), ("Smith et al. 2024", "one is a to z, digits and hyphens, such as smith2024"), ("https://doi.org/10.1038/cr.2014.135", "take the paper of a DOI with `migrapedia import --doi`"),
        ] {
            #expect(try base.run(["new", "paper", name]).errors == "migrapedia: \"\(name)\" is not a citation key; \(advice)\n")
        }
        let again = try base.run(["new", "concept", "TGF-beta signal"])
        #expect(again.exitCode == 2)
        #expect(again.errors.contains("is there already"))
        #expect(try base.run(["new", "paper", "three2021"]).output == "content/papers/three2021.md\n")
        #expect(try base.run(["check"]).errors.contains("a paper needs at least one of"))
    }

    /// What `check` would say of the new entry at once: its address or its name belongs to another, whatever that one's file is called.
    @Test func aNewEntryTakesNothingOfAnother() throws {
        let base = try TemporaryBase()
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("content/concepts/sub"), withIntermediateDirectories: true)
        try base.write("content/concepts/sub/pi.md", TemporaryBase.concept("Pi thing"))
        try base.write("content/concepts/named.md", TemporaryBase.concept("Rho", "aliases: [Sigma-Tau]\n"))
        let before = try base.files("content")
        for (kind, name, reason) in [
            ("concept", "Pi", "concepts/pi.html is the address of content/concepts/sub/pi.md"),
            ("concept", "Old gamma", "concepts/old-gamma.html leads to content/concepts/gamma-thing.md, which has old-gamma under redirect_from"),
            ("concept", "Rho", "\"Rho\" is the title of content/concepts/named.md"), ("page", "Rho", "\"Rho\" is the title of content/concepts/named.md"),
            ("concept", "Sigma tau", "\"Sigma tau\" is an alias of content/concepts/named.md"),
        ] {
            let run = try base.run(["new", kind, name])
            #expect(run.exitCode == 2 && run.errors == "migrapedia: \(reason); open it to change it, or choose another name\n", "\(run.errors)")
        }
        #expect(try base.files("content") == before)
        #expect(try base.run(["new", "page", "Pi"]).exitCode == 0)
    }

    /// One slip, one problem: entries that relate to the one with the slip are not at fault.
    @Test func aSlipInACategoryIsReportedOnce() throws {
        let base = try TemporaryBase()
        let process = TemporaryBase.concept("Delta").replacingOccurrences(of: "structure", with: "proces")
        try base.write("content/concepts/delta.md", process)
        try base.write("content/concepts/epsilon.md", TemporaryBase.concept("Epsilon", "relations: {participates_in: [delta]}\n"))
        let errors = try base.run(["check"]).errors.split(separator: "\n").filter { $0.contains(": error: ") }
        #expect(errors.count == 1 && errors[0].contains("delta.md:4:11"))
        // Without the slip the relation is checked.
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta"))
        #expect(try base.run(["check"]).errors.contains("\"participates_in\" cannot point to a structure (\"Delta\")"))
    }

    @Test func aNameOfTwoEntriesInTheSettingsIsSaid() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/about.md", TemporaryBase.concept("About"))
        try base.write("content/pages/about.md", "---\ntitle: About us\nsummary: Us.\n---\n\nWe.\n")
        try base.write("site/site.yml", "title: T\nnavigation:\n  - {label: About, entry: about}\n")
        #expect(
            try base.run(["check"]).errors.contains(
                "\"about\" is the name of 2 entries (content/concepts/about.md, content/pages/about.md): write the path of one"))
        try base.write("site/site.yml", "title: T\nnavigation:\n  - {label: About, entry: pages/about}\n")
        #expect(!(try base.run(["check"]).errors.contains("site.yml")))
    }

    @Test func exportWritesTheReferencesOfAnEntry() throws {
        let base = try TemporaryBase()
        let all = try base.run(["export", "--format", "csl-json"])
        let records = try #require(try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [[String: Any]])
        #expect(records.compactMap { $0["id"] as? String } == ["one2019", "two2020"])
        let one = try base.run(["export", "--entry", "beta", "--format", "ris"])
        #expect(one.output.contains("ID  - two2020") && !one.output.contains("one2019"))
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta"))
        #expect(try base.run(["export", "--entry", "delta"]).errors == "0 references\n")
        #expect(try base.run(["export", "--entry", "bata"]).errors.contains("did you mean \"Beta\"?"))
    }

    @Test func notesAreCountedWithTheWayToSeeThem() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/lonely.md", TemporaryBase.concept("Lonely", body: "See [[Alpha]]."))
        for command in [["check"], ["build"]] {
            let run = try base.run(command)
            #expect(run.errors.contains("1 warning, 6 notes (--notes shows them)\n") && !run.errors.contains("entry-orphan"), "\(run.errors)")
            let shown = try base.run(command + ["--notes"])
            #expect(shown.errors.contains("1 warning, 6 notes\n") && shown.errors.contains("entry-orphan"), "\(shown.errors)")
        }
    }

    @Test func explainKnowsEveryCode() throws {
        let list = try TemporaryBase.run(["explain"])
        let lines = list.output.split(separator: "\n")
        let codes = lines.filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(codes == DiagnosticCode.allCases.map(\.rawValue))
        #expect(list.output.contains("\nlink-missing (warning)\n    No entry has this name.\n") && lines.allSatisfy { $0.count <= 80 })
        // A full stop in code ends no sentence.
        #expect(list.output.contains("`[see @ma2015, p. 30]`.\n"))
        #expect(try TemporaryBase.run(["explain", "link-missing"]).output.contains("No entry has this name"))
        let slip = try TemporaryBase.run(["explain", "link-mising"])
        #expect(slip.exitCode == 2)
        #expect(slip.errors.contains("did you mean \"link-missing\"?"))
    }

    @Test func whatCannotRunSaysWhy() throws {
        let run = try TemporaryBase.run(["check", "--source", "/nowhere/at/all"])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("has no content/"))
        #expect(run.errors.contains("begin one with `migrapedia init`"))
        for wrong in [["build", "--jobs", "0"], ["frobnicate"], ["check", "--nonsense"], ["diff"], ["import"], ["new", "thing", "X"]] {
            let run = try TemporaryBase.run(wrong)
            #expect(run.exitCode == 2, "\(wrong)")
            #expect(run.errors.contains("Usage: migrapedia") && run.output.isEmpty, "\(wrong)")
        }
        for wrong in [["chek"], ["help", "chek"]] {
            let slip = try TemporaryBase.run(wrong)
            #expect(slip.exitCode == 2)
            #expect(slip.errors.hasPrefix("Error: there is no command \"chek\"; did you mean \"check\"?\nUsage: migrapedia"), "\(slip.errors)")
        }
        for right in [[], ["--help"], ["help"], ["help", "check"], ["check", "--help"], ["--version"]] { #expect(try TemporaryBase.run(right).exitCode == 0) }
        let tag = try TemporaryBase().run(["export", "--tag", "nothing"])
        #expect(tag.exitCode == 2 && tag.errors.contains("no paper has the tag \"nothing\""))
    }

    /// An empty path, as of a variable that is not set, is not the root of the disk.
    @Test func theBaseIsLookedForAndNotGuessed() throws {
        let base = try TemporaryBase()
        let below = try TemporaryBase.run(["check"], in: base.root.appendingPathComponent("content/concepts"))
        #expect(below.exitCode == 2 && below.errors == "migrapedia: this folder has no content/, but ../.. has; work there, or give --source ../..\n")
        #expect(try TemporaryBase.run(["check", "--source", ""]).errors.hasPrefix("migrapedia: \"\" has no content/; give the folder"))
        for (output, reason) in [
            ("", "a site cannot be written to \"\"; give"), ("/", "a site cannot be written to \"/\"; give"), (".", " holds the base itself"),
            ("..", " holds the base itself"), ("content", " lies in content/"), ("site/site.yml", " is not a folder"),
        ] {
            let run = try base.run(["build", "--output", output])
            #expect(run.exitCode == 2 && run.errors.contains(reason), "\(output): \(run.errors)")
        }
    }

    @Test func aNameOfSeveralEntriesIsNotOfNone() throws {
        let base = try TemporaryBase()
        try base.write("content/concepts/beta-two.md", TemporaryBase.concept("Beta"))
        let run = try base.run(["rename", "Beta", "Gamma"])
        #expect(
            run.errors == "migrapedia: \"Beta\" is the name of 2 entries (content/concepts/beta-two.md, content/concepts/beta.md): write the path of one\n")
        #expect(try base.run(["rename", "concepts/beta-two", "beta-three"]).exitCode == 0)
    }

    /// A base in a folder where nothing can be written. Nothing stops root, so there it shows nothing.
    @Test(.enabled(if: geteuid() != 0)) func aBaseThatCannotBeWrittenToIsChecked() throws {
        let base = try TemporaryBase()
        let mine = base.root.path + "-temporary"
        try FileManager.default.createDirectory(atPath: mine, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: mine) }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: base.root.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: base.root.path) }
        #expect(try base.run(["check"], environment: ["TMPDIR": mine]).exitCode == 0)
        #expect(!base.exists(".migrapedia"))
    }

    /// Files that are not plain entries: each a diagnostic, and nothing outside the base is read.
    @Test func oddFilesAreReportedAndNotFollowed() throws {
        let base = try TemporaryBase()
        let concepts = base.root.appendingPathComponent("content/concepts")
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID().uuidString).md")
        try Data("---\ntitle: Secret words\n---\n".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        try FileManager.default.createSymbolicLink(at: concepts.appendingPathComponent("outside.md"), withDestinationURL: secret)
        try FileManager.default.createSymbolicLink(
            atPath: concepts.appendingPathComponent("inside.md").path, withDestinationPath: "alpha.md")
        try FileManager.default.createSymbolicLink(
            atPath: concepts.appendingPathComponent("loop").path, withDestinationPath: "../concepts")
        #expect(mkfifo(concepts.appendingPathComponent("pipe.md").path, 0o600) == 0)
        try base.write("content/concepts/con.md", TemporaryBase.concept("Reserved"))
        try base.write("content/concepts/My Note.md", TemporaryBase.concept("A note"))
        try base.write("content/concepts/RNA 测序.md", TemporaryBase.concept("测序"))
        try base.write("content/readme.md", "Not an entry.")
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("content/concept"), withIntermediateDirectories: true)
        try base.write("content/concept/note.md", "Not an entry.")
        let deep = "content/concepts" + String(repeating: "/x", count: 32)
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent(deep), withIntermediateDirectories: true)
        try Data([0x2D, 0x2D, 0x2D, 0x0A, 0x74, 0xFF, 0x0A]).write(to: concepts.appendingPathComponent("latin.md"))
        try Data("---\ntitle: A\u{0}b\n---\n".utf8).write(to: concepts.appendingPathComponent("nul.md"))
        let run = try base.run(["check"])
        #expect(run.exitCode == 1)
        for expected in [
            "content/concepts/outside.md: error: is a symbolic link out of the base",
            "content/concepts/loop: error: is a symbolic link out of the base, or to a folder",
            "content/concepts/pipe.md: error: is a pipe, socket or device",
            "content/concepts/con.md: error: file name \"con\" is reserved by Windows; rename the file to \"con-entry.md\"",
            "content/concepts/My Note.md: error: file name \"My Note\" may hold only a to z, digits and hyphens; rename the file to \"my-note.md\"",
            "content/concepts/RNA 测序.md: error: file name \"RNA 测序\" may hold only a to z, digits and hyphens; give it a name in Latin letters, and keep its own as the title [",
            "\(deep): error: folders are nested more than 32 deep",
            "content/readme.md: warning: is in none of the folders of entries (concepts, papers, pages) and is not published [",
            "content/concept/note.md: warning: is in none of the folders of entries (concepts, papers, pages) and is not published; did you mean \"content/concepts/note.md\"? [",
            "content/concepts/latin.md:2:2: error: byte 0xFF is not UTF-8",
            "content/concepts/nul.md:2:9: error: control character U+0000 (NUL)",
        ] {
            #expect(run.errors.contains(expected), "\(expected)")
        }
        #expect(!run.errors.contains("Secret words"))
    }

    /// More files than one batch, with many workers, again and again: no page differs.
    @Test func manyWorkersGiveTheSameBytes() throws {
        var files = TemporaryBase.sample
        for number in 0..<160 {
            files["content/concepts/item-\(number).md"] = TemporaryBase.concept(
                "Item \(number)", body: "~~Struck~~ [[item-\((number * 7) % 160)]] www.example.org | a@b.org\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |\n")
        }
        let base = try TemporaryBase(files)
        try base.build("first", ["--jobs", "1"])
        let first = try base.files("first")
        for _ in 0..<4 {
            try base.build("again", ["--jobs", "6", "--no-cache"])
            #expect(try base.files("again") == first)
            try base.remove("again")
            try base.remove(".again.migrapedia")
        }
    }
}
