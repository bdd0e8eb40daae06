// `migrapedia mentions`: where the words stand, and what to write.
import Foundation
import Testing

@Suite struct MentionsCommandTests {
    private func base() throws -> TemporaryBase {
        func concept(_ title: String, _ prose: String) -> String { "---\ntitle: \(title)\nsummary: S\ncategory: structure\n---\n\n\(prose)\n" }
        return try TemporaryBase([
            "content/concepts/thread.md": concept("Thread", "No name."),
            "content/concepts/retraction-fiber.md": concept("Retraction fiber", "Words of an exosome."),
            "content/concepts/exosome.md": concept("Exosome", "No name."),
            "content/concepts/migrasome.md": concept(
                "Migrasome", "## Exosomes\n\n> On `Exosome` and µ [[x|Exosome]], as Exosome or a retraction\n> fiber on *thin* threads. Not `thread`."),
        ])
    }

    private func lines(_ run: ToolRun) -> [String] { run.errors.split(separator: "\n").map(String.init).filter { !$0.hasPrefix(" ") } }

    private static let ofMigrasome = [
        "content/concepts/migrasome.md:9:41: note: \"Exosome\" names content/concepts/exosome.md, to which this entry has no link; write \"[[Exosome]]\" [mention-unlinked]",
        "content/concepts/migrasome.md:9:54: note: \"retraction fiber\" names content/concepts/retraction-fiber.md, to which this entry has no link; write \"[[retraction fiber]]\" [mention-unlinked]",
        "content/concepts/migrasome.md:10:19: note: \"threads\" names content/concepts/thread.md, to which this entry has no link; write \"[[thread|threads]]\" [mention-unlinked]",
    ]
    private static let ofFiber =
        "content/concepts/retraction-fiber.md:7:13: note: \"exosome\" names content/concepts/exosome.md, to which this entry has no link; write \"[[exosome]]\" [mention-unlinked]"

    @Test func mentionsOfAllEntriesOfOneAndOfOneConcept() throws {
        let base = try base()
        let all = try base.run(["mentions"])
        #expect(all.exitCode == 0)
        #expect(lines(all) == MentionsCommandTests.ofMigrasome + [MentionsCommandTests.ofFiber, "4 mentions without a link"])
        #expect(lines(try base.run(["mentions", "Migrasome"])) == MentionsCommandTests.ofMigrasome + ["3 mentions without a link"])
        #expect(lines(try base.run(["mentions", "retraction-fiber", "--of", "exosome"])) == [MentionsCommandTests.ofFiber, "1 mention without a link"])
        #expect(lines(try base.run(["mentions", "--of", "migrasome"])) == ["0 mentions without a link"])
        let json = try base.run(["mentions", "--format", "json"])
        #expect(json.output.contains("\"replacement\": \"[[thread|threads]]\""))
        #expect(json.errors.isEmpty)
    }

    /// Lines are those of all other problems, whatever ends them.
    @Test(arguments: ["\r\n", "\r"])
    func linesMayEndOtherwise(_ end: String) throws {
        let base = try base()
        let path = "content/concepts/migrasome.md"
        try base.write(path, "\u{FEFF}" + base.read(path).replacingOccurrences(of: "\n", with: end))
        #expect(lines(try base.run(["mentions", "Migrasome"])) == MentionsCommandTests.ofMigrasome + ["3 mentions without a link"])
    }

    @Test func wordsOfAFormulaTakeNoLink() throws {
        let base = try base()
        try base.write("content/concepts/exosome.md", "---\ntitle: Exosome\nsummary: S\ncategory: structure\n---\n\nWith $n_{\\text{thread}}$ for a thread.\n")
        #expect(lines(try base.run(["mentions", "Exosome"])).first?.hasPrefix("content/concepts/exosome.md:7:32: note: \"thread\"") == true)
    }

    @Test func aNameThatNoEntryHasIsAnError() throws {
        let run = try base().run(["mentions", "Migrasme"])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("did you mean \"Migrasome\"?"))
    }
}
