// Entries renamed: every reference follows, the graph stays the same, and collisions are refused.
import Foundation
import Testing
import WikiModel

@Suite(.serialized) struct RenameTests {
    private func repository() throws -> TemporaryBase {
        let base = try TemporaryBase()
        try base.write(".gitignore", ".migrapedia/\n")
        for arguments in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "First"]] { try base.git(arguments) }
        return base
    }

    /// Renames, and checks that `diff` sees nothing but the name.
    private func rename(_ base: TemporaryBase, _ old: String, _ new: String) throws -> ToolRun {
        let run = try base.run(["rename", old, new])
        #expect(run.exitCode == 0, "\(run.errors)")
        let diff = try base.run(["diff", "HEAD"]).output
        #expect(diff.contains("### Entries renamed") && !diff.contains("gained:") && !diff.contains("lost:"), "\(diff)")
        #expect(!diff.contains("### New problems"), "\(diff)")
        return run
    }

    @Test func aFileNameChangesEverywhere() throws {
        let base = try repository()
        let run = try rename(base, "gamma-thing", "gamma-body")
        #expect(run.errors.contains("content/concepts/gamma-thing.md → content/concepts/gamma-body.md"))
        let alpha = try base.read("content/concepts/alpha.md")
        #expect(alpha.contains("[[gamma-body#A heading]]") && alpha.contains("![[gamma-body#A heading]]"))
        #expect(try base.read("content/concepts/gamma-body.md").contains("redirect_from: [old-gamma, gamma-thing]"))
        #expect(!base.exists("content/concepts/gamma-thing.md"))
        // The title stays, and so do links by it.
        #expect(try base.read("content/pages/about.md").contains("[[Gamma thing]]"))
    }

    @Test func theSettingsFollow() throws {
        let base = try repository()
        try base.write(
            "site/site.yml", "title: T\nnavigation:\n  - {label: Second, entry: beta}\nhome:\n  start_here: [alpha, \"Beta\", beta] # first\n")
        try base.git(["commit", "-qam", "Settings"])
        _ = try rename(base, "beta", "second-letter")
        #expect(
            try base.read("site/site.yml")
                == "title: T\nnavigation:\n  - {label: Second, entry: second-letter}\nhome:\n  start_here: [alpha, \"Beta\", second-letter] # first\n")
        try base.write("site/site.yml", "title: T\nnavigation:\n  - {label: Second, entry: secnd-letter}\n")
        #expect(
            try base.run(["check"]).errors.contains(
                "site/site.yml:3:28: error: no entry is called \"secnd-letter\"; did you mean \"second-letter\"?"))
    }

    /// Names that are written otherwise than the title follow it as well; another name of the entry stays.
    @Test func looselyWrittenNamesFollow() throws {
        let base = try repository()
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: "[[GAMMA THING]], [[Gamma_thing]], [[gamma-thing]] and [[FIRST]]."))
        try base.write("content/concepts/old.md", TemporaryBase.concept("Old", "status: deprecated\nreplaced_by: gamma thing\n"))
        try base.write("content/concepts/ov.md", TemporaryBase.concept("Outer vesicle", body: "See [[Delta]]."))
        try base.write("content/concepts/pi.md", TemporaryBase.concept("Pi", body: "See [[outer VESICLE]] and more."))
        try base.commit("Delta")
        _ = try rename(base, "gamma-thing", "Gamma body")
        #expect(try base.read("content/concepts/delta.md").contains("[[Gamma body]], [[Gamma body]], [[gamma-body]] and [[FIRST]]."))
        #expect(try base.read("content/concepts/old.md").contains("replaced_by: Gamma body\n"))
        try base.commit("Renamed")
        _ = try rename(base, "alpha", "Omega")
        #expect(try base.read("content/concepts/delta.md").contains("and [[FIRST]]."))
        try base.commit("Renamed again")
        _ = try rename(base, "ov", "Outer sac")
        #expect(try base.read("content/concepts/pi.md").contains("See [[Outer sac]] and more."))
    }

    @Test func aTitleChangesWithItsFile() throws {
        let base = try repository()
        _ = try rename(base, "beta", "Second letter")
        #expect(try base.read("content/concepts/second-letter.md").contains("title: \"Second letter\""))
        let alpha = try base.read("content/concepts/alpha.md")
        #expect(alpha.contains("[[Second letter|the second]]") && alpha.contains("| [[Second letter\\|b]] | 1 |"))
        #expect(alpha.contains("- target: second-letter\n"))
    }

    @Test func aRelationThatHoldsTheNameStays() throws {
        let base = try repository()
        try base.write("content/concepts/part.md", TemporaryBase.concept("A part", body: "See [[Alpha]]."))
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: "It is [[part_of::part]] and [[part_of::beta|part]]."))
        try base.commit("Parts")
        _ = try rename(base, "part", "piece")
        #expect(try base.read("content/concepts/delta.md").contains("It is [[part_of::piece]] and [[part_of::beta|part]]."))
    }

    @Test func aCitationKeyChangesWithItsEvidence() throws {
        let base = try repository()
        _ = try rename(base, "one2019", "uno2019")
        let alpha = try base.read("content/concepts/alpha.md")
        #expect(alpha.contains("evidence: [uno2019]") && alpha.contains("[@supports:uno2019; @disputes:two2020]"))
        #expect(!alpha.contains("one2019"))
        #expect(try base.run(["check"]).exitCode == 0)
    }

    /// The key is a word of a note as well, and stands in a list on lines of its own.
    @Test func wordsOfNotesStay() throws {
        let base = try repository()
        let front = """
            relations:
              part_of:
                - {target: beta, evidence: [one2019, '@two2020'], note: see figure 2 of one2019}
                - target: gamma-thing
                  note: one2019
                  evidence:
                    - two2020
                    - "one2019" # one2019

            """
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", front, body: "See [[Alpha]] and [[Gamma thing]] and [[Beta]]."))
        try base.commit("Notes")
        _ = try rename(base, "one2019", "uno2019")
        let renamed = front.replacingOccurrences(of: "[one2019", with: "[uno2019").replacingOccurrences(of: "\"one2019\"", with: "\"uno2019\"")
        #expect(try base.read("content/concepts/delta.md").contains(renamed))
    }

    /// A file that only the settings name is there after the rename as before.
    @Test func theCardOfTheSiteStandsInNoWay() throws {
        let base = try repository()
        try base.write("site/site.yml", "title: T\nbase_url: https://example.org/\ncard: {file: assets/card.png, alt: A card}\n")
        try base.write("site/assets/card.png", "x")
        try base.commit("Card")
        _ = try rename(base, "gamma-thing", "gamma-body")
        let diff = try base.run(["diff", "HEAD"]).output
        #expect(!diff.contains("Problems mended"), "\(diff)")
        try base.remove("site/assets/card.png")
        #expect(try base.run(["diff", "HEAD"]).output.contains("there is no file \"assets/card.png\""))
    }

    @Test func aDryRunWritesNothingAndIsAPatch() throws {
        let base = try repository()
        let before = try base.files("content")
        let dry = try base.run(["rename", "gamma-thing", "gamma-body", "--dry-run"])
        #expect(try base.files("content") == before)
        try base.write("change.diff", dry.output)
        try base.git(["apply", "change.diff"])
        let applied = try base.files("content")
        try base.git(["checkout", "-q", "--", "content"])
        try base.remove("content/concepts/gamma-body.md")
        #expect(try base.run(["rename", "gamma-thing", "gamma-body"]).exitCode == 0)
        #expect(try base.files("content") == applied)
    }

    /// Problems that were there before quote the entry's names; they are not new because the name is.
    @Test func oldProblemsDoNotStandInTheWay() throws {
        for (old, new) in [("gamma-thing", "Other thing"), ("gamma-thing", "other-thing")] {
            let base = try repository()
            try base.write(
                "content/concepts/beta.md",
                TemporaryBase.concept(
                    "Beta", "relations:\n  part_of: [gamma-thing, gamma-thing]\n",
                    body: "[[gamma-thing#Nowhere]], an ![[gamma-thing]] in a line, [[Gamma thin]], [[gamma-thin#x]]."))
            try base.git(["commit", "-qam", "Problems"])
            let before = try base.run(["check"]).errors
            #expect(before.contains("heading-missing") && before.contains("embed-inline") && before.contains("relation-duplicate"), "\(before)")
            let run = try base.run(["rename", old, new])
            #expect(run.exitCode == 0, "\(run.errors)")
        }
    }

    /// The report of a link to a deprecated entry quotes what replaces it, which follows the new name.
    @Test func aReplacementThatIsAdvisedStandsInNoWay() throws {
        let base = try repository()
        try base.write("content/concepts/old.md", TemporaryBase.concept("Old", "status: deprecated\nreplaced_by: gamma thing\n"))
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: "See [[Old]]."))
        #expect(try base.run(["check"]).errors.contains("\"Old\" is deprecated; link to \"gamma thing\""))
        let run = try base.run(["rename", "gamma-thing", "Gamma body"])
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try base.run(["check"]).errors.contains("\"Old\" is deprecated; link to \"Gamma body\""))
    }

    /// `[text][ref]` leads where the definition of `ref` says, which may stand in a quote and serve several links.
    @Test func linkDefinitionsFollow() throws {
        let base = try repository()
        try base.write(
            "content/pages/about.md",
            """
            ---
            title: About
            ---

            See [[Beta]], [text][ref], [ref] and [a heading][Second ref], [inline](../concepts/beta.md).
            [Alpha][] stays, [lower][] does not.

            So does `[ref]: ../concepts/beta.md` in code.

            > [quoted][]
            >
            > [quoted]: <../concepts/beta.md> "A title"
            >
            > [below][]
            >
            > [below]:
            > ../concepts/beta.md
            > "A title that
            > goes on"

            [ref]: ../concepts/beta.md "The second"
            [Second ref]:   ../concepts/beta.md#details 'Another'
            [alpha]: ../concepts/alpha.md
            [lower]:\u{20}
              <../concepts/beta.md#details>
              'A title'

            """)
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "## Details\n\nIt is [itself][].\n\n[itself]: beta.md\n"))
        try base.commit("Definitions")
        let old = try base.read("content/pages/about.md")
        _ = try rename(base, "beta", "second-letter")
        // The example in code stays as it is.
        let new = old.replacingOccurrences(of: "beta.md", with: "second-letter.md")
            .replacingOccurrences(of: "`[ref]: ../concepts/second-letter.md`", with: "`[ref]: ../concepts/beta.md`")
        #expect(try base.read("content/pages/about.md") == new)
        #expect(try base.read("content/concepts/second-letter.md").contains("[itself]: second-letter.md\n"))
        #expect(try base.run(["check"]).exitCode == 0)
    }

    /// What is no definition, or one that is not seen, is left to a person.
    @Test(arguments: ["[ref\n]: ../concepts/beta.md", "[ref]: ../concepts/beta.md\n\n```\n[ref]: ../concepts/beta.md\n```", "[ref]: ../concepts/beta\\.md"])
    func aReferenceThatIsNotChangedIsNamed(_ definition: String) throws {
        let base = try repository()
        try base.write("content/pages/about.md", "---\ntitle: About\n---\n\n[[Beta]] and [text][ref].\n\n[[beta]]\n\n\(definition)\n")
        let run = try base.run(["rename", "beta", "other"])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("content/pages/about.md: a reference on line 5 is written in a way that is not changed in place"), "\(run.errors)")
    }

    @Test func collisionsAreRefused() throws {
        let base = try repository()
        let before = try base.files("content")
        for (old, new, message) in [
            ("beta", "alpha", "content/concepts/alpha.md has this name already"),
            ("beta", "First", "nothing was changed, because the new name would bring a problem"),
            ("beta", "beta", "has this name already"), ("nothing", "x", "no entry is called \"nothing\""),
            ("one2019", "Not a key", "\"Not a key\" is not a citation key"), ("beta", "細胞", "\"細胞\" holds no letter from a to z and no digit"),
            // Neither a file name nor a title: the title would be lost for it.
            ("beta", "con", "the file name \"con\" is reserved by Windows; choose another"),
            ("beta", String(repeating: "b", count: 81), "has 81 bytes; at most 80 are allowed; choose another"),
        ] {
            let run = try base.run(["rename", old, new])
            #expect(run.exitCode == 2 && run.errors.contains(message), "\(old) \(new): \(run.errors)")
        }
        #expect(try base.files("content") == before)
    }

    /// A run that was killed after it began to write: the next command puts the old contents back.
    @Test func aKilledRunIsUndone() throws {
        let base = try repository()
        let before = try base.files("content")
        let folder = base.root.appendingPathComponent(".migrapedia/changes")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(try base.read("content/concepts/beta.md").utf8).write(to: folder.appendingPathComponent("0"))
        try Data(try base.read("content/concepts/alpha.md").utf8).write(to: folder.appendingPathComponent("2"))
        let mark = String(StableHash.of("written"), radix: 16)
        try Data(".77.new\n0\t\(mark)\tcontent/concepts/beta.md\n-\t\(mark)\tcontent/concepts/half.md\n2\t-\tcontent/concepts/alpha.md\n".utf8)
            .write(to: folder.appendingPathComponent("journal"))
        try base.write("content/concepts/beta.md", "written")
        try base.write("content/concepts/half.md.77.new", "half")
        try base.remove("content/concepts/alpha.md")
        try base.write("content/concepts/half.md", "written")
        let run = try base.run(["rename", "gamma-thing", "gamma-body", "--dry-run"])
        #expect(run.errors.contains("an earlier run was interrupted"))
        #expect(try base.files("content") == before)
    }

    /// What somebody wrote after a run was killed is not undone with it, and what was there before the run is kept.
    @Test(arguments: [true, false]) func editsMadeAfterAKilledRunStay(_ hasMarks: Bool) throws {
        let base = try repository()
        let folder = base.root.appendingPathComponent(".migrapedia/changes")
        let beta = try base.read("content/concepts/beta.md")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try base.write(".migrapedia/changes/beta.md.old", "of another run")
        try Data(beta.utf8).write(to: folder.appendingPathComponent("0"))
        // Journals of earlier versions have no marks.
        let journal = hasMarks ? ".77.new\n0\t1\tcontent/concepts/beta.md\n-\t1\tcontent/concepts/made.md\n" : "0\tcontent/concepts/beta.md\n-\tcontent/concepts/made.md\n"
        try Data(journal.utf8).write(to: folder.appendingPathComponent("journal"))
        try base.write("content/concepts/beta.md", beta + "\nAn hour's work.\n")
        try base.write("content/concepts/made.md", TemporaryBase.concept("Made", body: "More work."))
        let before = try base.files("content")
        let run = try base.run(["check", "--fix"])
        #expect(try base.files("content") == before)
        #expect(try base.read(".migrapedia/changes/beta.md.2.old") == beta)
        #expect(try base.read(".migrapedia/changes/beta.md.old") == "of another run")
        #expect(run.errors.contains("content/concepts/beta.md was changed since then and is left so; what it held before the run is kept in "))
        #expect(run.errors.contains("content/concepts/made.md was changed since then and is left so; the run had made it"))
        #expect(!base.exists(".migrapedia/changes/journal") && !base.exists(".migrapedia/changes/0"))
    }

    /// Old contents are kept while files are being changed, and no longer; a new file among them has none.
    @Test func nothingIsLeftOfAChange() throws {
        let base = try repository()
        #expect(try base.run(["rename", "alpha", "alpha-first"]).exitCode == 0)
        #expect(try base.files(".migrapedia/changes").keys.sorted() == ["lock"])
    }
}
