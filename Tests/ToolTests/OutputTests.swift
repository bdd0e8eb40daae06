// Where the tool's words and files go: standard output that cannot be written, files that are links or pipes, and folders of sources.
import Foundation
import Testing

@Suite struct OutputTests {
    /// Runs the tool with a standard output that no byte can be written to, as on a full disk.
    private func runUnwritable(_ arguments: [String], _ base: TemporaryBase) throws -> ToolRun {
        try base.write("readable", "")
        return try base.run(arguments, output: FileHandle(forReadingFrom: base.root.appendingPathComponent("readable")))
    }

    @Test func outputThatCannotBeWrittenIsSaid() throws {
        let base = try TemporaryBase()
        for arguments in [["check", "--format", "json"], ["check", "--format", "sarif"], ["schema", "concept"], ["explain"], ["explain", "link-missing"], ["export"]] {
            let run = try runUnwritable(arguments, base)
            #expect(run.exitCode == 2, "\(arguments)")
            #expect(run.errors.contains("migrapedia: cannot write to standard output: "), "\(arguments): \(run.errors)")
        }
        // The text form is printed on standard error.
        #expect(try runUnwritable(["check"], base).exitCode == 0)
    }

    /// Nobody reads hundreds of problems one by one: below them stands how often each kind occurs, errors first.
    @Test func manyProblemsAreListedByKind() throws {
        let few = try TemporaryBase()
        try few.write("content/concepts/gamma.md", TemporaryBase.concept("Gamma", body: String(repeating: "[[none]] ", count: 30) + "@nobody\n"))
        #expect(!(try few.run(["check"]).errors.contains("By kind")))
        try few.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: String(repeating: "[[none]] ", count: 30)))
        let run = try few.run(["check"])
        #expect(
            run.errors.contains(
                """

                By kind (`migrapedia explain CODE` says how to mend them):
                   1 error citation-unknown in 1 file: No paper of the base has this citation key or identifier.
                  61 warning link-missing in 3 files: No entry has this name.

                """), "\(run.errors.suffix(600))")
    }

    /// A reader who has seen enough, such as `head`, is no failure.
    @Test func aClosedPipeIsNoFailure() throws {
        let base = try TemporaryBase()
        let run = try base.shell("\"$TOOL\" export --source . --format csl-json | true; \"$TOOL\" export --source . | head -n 1")
        #expect(run.exitCode == 0 && run.errors.isEmpty)
    }

    @Test func anExportFollowsLinksAndWritesIntoPipes() throws {
        let base = try TemporaryBase()
        let path = base.root.path
        try base.write("real.bib", "old")
        try base.write("link.bib.new", "somebody's")
        try FileManager.default.createSymbolicLink(atPath: path + "/link.bib", withDestinationPath: "real.bib")
        #expect(try base.run(["export", "--output", path + "/link.bib"]).exitCode == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path + "/link.bib") == "real.bib")
        #expect(try base.read("real.bib").contains("@article{one2019,"))
        #expect(try base.read("link.bib.new") == "somebody's")
        // Who may read it stays so.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + "/real.bib")
        #expect(try base.run(["export", "--output", path + "/real.bib"]).exitCode == 0)
        #expect(try FileManager.default.attributesOfItem(atPath: path + "/real.bib")[.posixPermissions] as? Int == 0o600)
        // A link to a file that is still to be made.
        try FileManager.default.createSymbolicLink(atPath: path + "/ahead.bib", withDestinationPath: "made.bib")
        #expect(try base.run(["export", "--output", path + "/ahead.bib"]).exitCode == 0)
        #expect(try base.read("made.bib") == base.read("real.bib"))
        // A pipe stays one, and its reader gets the file.
        #expect(mkfifo(path + "/pipe.bib", 0o600) == 0)
        #expect(try base.shell("cat pipe.bib > got.bib & \"$TOOL\" export --source . --output pipe.bib && wait").exitCode == 0)
        #expect(try base.read("got.bib") == base.read("real.bib"))
        #expect(try FileManager.default.attributesOfItem(atPath: path + "/pipe.bib")[.type] as? FileAttributeType != .typeRegular)
        #expect(try base.run(["export", "--output", path + "/content"]).exitCode == 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".new") }
        #expect(names == ["link.bib.new"])
    }

    @Test func aBaselineFollowsItsLink() throws {
        let base = try TemporaryBase()
        try base.write("real.jsonl", "")
        try FileManager.default.createSymbolicLink(atPath: base.root.path + "/known.jsonl", withDestinationPath: "real.jsonl")
        #expect(try base.run(["check", "--baseline", base.root.path + "/known.jsonl", "--write-baseline"]).exitCode == 0)
        #expect(try base.read("real.jsonl").contains("link-missing"))
    }

    @Test func aSiteIsNotPublishedAmongItsSources() throws {
        let base = try TemporaryBase()
        try FileManager.default.createSymbolicLink(atPath: base.root.path + "/elsewhere", withDestinationPath: "content/media")
        for folder in ["content", "content/public", "content/media/a/b", "site/public", "templates/public", "elsewhere/public"] {
            let run = try base.build(folder)
            #expect(run.exitCode == 2, "\(folder)")
            #expect(run.errors.contains("which the site is made from"), "\(folder): \(run.errors)")
            #expect(!base.exists(folder + "/index.html"), "\(folder)")
        }
        #expect(try base.build("contents").exitCode == 0)
        #expect(try base.build("sub/content/public").exitCode == 0)
    }

    @Test func aReportForMachinesStandsAlone() throws {
        for format in ["json", "sarif"] {
            let base = try TemporaryBase()
            try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", "tags: [Big Tag]\n"))
            let run = try base.run(["check", "--fix", "--dry-run", "--format", format])
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(run.output.utf8)) }
            #expect(run.errors.contains("+tags: [big-tag]"))
        }
    }

    /// Lines and columns are counted as the compiler counts them: without the byte-order mark, and a lone CR ends a line.
    @Test func excerptsShowTheLineOfTheProblem() throws {
        let base = try TemporaryBase([:])
        try base.write("content/concepts/alpha.md", "---\rtitle: Alpha\rsummary: S.\rcategory: structure\r---\r\rÄ [[Missing thing]].\r")
        try base.write("content/concepts/beta.md", "\u{FEFF}Words.\n")
        let text = try base.run(["check"]).errors
        #expect(text.contains("alpha.md:7:4: warning: no entry is called \"Missing thing\" [link-missing]\n    Ä [[Missing thing]].\n      ^~~~"))
        #expect(text.contains("[front-matter-missing]\n    Words.\n    ^\n"))
        #expect(try base.run(["check", "--format", "github"]).output.contains("alpha.md,line=7,col=3,endColumn=20,"))
    }

    /// Git may give lines other ends, and places are those of the file.
    @Test func aBaselineIsReadLineByLine() throws {
        let base = try TemporaryBase()
        let path = base.root.path + "/known.jsonl"
        #expect(try base.run(["check", "--baseline", path, "--write-baseline"]).exitCode == 0)
        let text = try base.read("known.jsonl")
        try base.write("known.jsonl", text.replacingOccurrences(of: "\n", with: "\r\n"))
        #expect(try base.run(["check", "--baseline", path]).errors.contains("checked: no problems; "))
        try base.write("known.jsonl", "\n" + text + "\nwords\n")
        let count = text.split(separator: "\n").count
        #expect(try base.run(["check", "--baseline", path]).errors.contains("known.jsonl:\(count + 3):1: not a line of a baseline"))
    }
}
