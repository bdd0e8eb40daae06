// Folders of notes of other programs made into entries, compared with what was reviewed. `UPDATE_GOLDEN=1` rewrites the entries.
import Foundation
import Testing

@Suite(.serialized) struct AdoptTests {
    private static let fixtures = TemporaryBase.project.appendingPathComponent("Tests/Fixtures/adopt")
    private static let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    /// A folder for notes, deleted with the value's owner.
    private final class Notes {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("migrapedia-notes-\(UUID().uuidString)")

        init(_ files: [String: String] = [:]) throws {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            for (path, text) in files { try write(path, Data(text.utf8)) }
        }

        deinit { try? FileManager.default.removeItem(at: root) }

        func write(_ path: String, _ data: Data) throws {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
        }
    }

    /// An empty base.
    private func base() throws -> TemporaryBase { try TemporaryBase([:]) }

    private func entries(_ base: TemporaryBase) throws -> [String: String] {
        try base.files("content").mapValues { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: ["obsidian", "logseq", "dendron", "site"])
    func notesBecomeEntries(_ program: String) throws {
        let folder = AdoptTests.fixtures.appendingPathComponent(program)
        let base = try base()
        let run = try base.run(["adopt", folder.appendingPathComponent("notes").path])
        var made = try entries(base)
        made["report.txt"] = run.errors
        let golden = folder.appendingPathComponent("entries")
        if AdoptTests.updates {
            try? FileManager.default.removeItem(at: golden)
            for (path, text) in made {
                let file = golden.appendingPathComponent(path)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            return
        }
        let expected = try FileManager.default.subpathsOfDirectory(atPath: golden.path).filter { !golden.appendingPathComponent($0).hasDirectoryPath }
        for path in Set(made.keys).union(expected).sorted() {
            #expect(made[path] == (try? String(contentsOf: golden.appendingPathComponent(path), encoding: .utf8)), "\(path)")
        }
    }

    @Test func aDryRunListsAndWritesNothing() throws {
        let base = try base()
        let notes = try Notes(["A note.md": "![[b c.png]]\n", "b c.png": "p"])
        let before = try base.files(".")
        let run = try base.run(["adopt", notes.root.path, "--dry-run"])
        #expect(run.output == "A note.md → content/concepts/a-note.md\nb c.png → content/media/b-c.png\n")
        #expect(run.errors.contains("1 note read: 1 concept, with 1 picture or file; 0 left out; nothing was written\n"), "\(run.errors)")
        #expect(try base.files(".").filter { !$0.key.hasPrefix(".migrapedia") } == before.filter { !$0.key.hasPrefix(".migrapedia") })
    }

    /// What is there is left, links lead to it, and a second run finds all of it there.
    @Test func entriesThatAreThereStay() throws {
        let base = try base()
        try base.write("content/concepts/alpha.md", TemporaryBase.concept("Alpha"))
        try base.write("content/papers/one2019.md", TemporaryBase.paper("The first paper", "10.1000/one", family: "One", year: 2019))
        let notes = try Notes([
            "Alpha.md": "Other words.", "Beta.md": "See [[notes/Alpha]] and [it](Alpha.md), by [[Lit/My paper]].", "notes/Alpha.md": "A second one.",
            "Lit/My paper.md": "---\ndoi: 10.1000/ONE\n---\nNotes.",
        ])
        let before = try base.read("content/concepts/alpha.md")
        let run = try base.run(["adopt", notes.root.path])
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("Alpha.md: left out: content/concepts/alpha.md is there already, and is not changed\n"), "\(run.errors)")
        #expect(run.errors.contains("Lit/My paper.md: left out: content/papers/one2019.md is the paper with its DOI already; take over by hand what it lacks\n"))
        #expect(try base.read("content/concepts/alpha.md") == before)
        #expect(try base.read("content/concepts/beta.md").hasSuffix("See [[notes/Alpha]] and [it](alpha.md), by [[one2019|My paper]]."))
        #expect(try base.read("content/concepts/notes-alpha.md").contains("title: Alpha (notes)\n"))
        let first = try base.files("content")
        let second = try base.run(["adopt", notes.root.path])
        #expect(second.errors.contains("4 notes read: no entries; 4 left out\n"), "\(second.errors)")
        #expect(try base.files("content") == first)
    }

    /// The folder may hold the base, or be a part of it.
    @Test func theBaseItselfIsNoFolderOfNotes() throws {
        let base = try base()
        try base.write("Note.md", "Words.")
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta"))
        let inside = try base.run(["adopt", base.root.path + "/content"])
        #expect(inside.exitCode == 2)
        #expect(inside.errors.contains("is in content/ of this base already"), "\(inside.errors)")
        for folder in [".", base.root.path, base.root.path + "/"] {
            let itself = try base.run(["adopt", folder])
            #expect(itself.exitCode == 2 && itself.errors.contains("is the base itself"), "\(itself.errors)")
        }
        let notes = try Notes(["Note.md": "Words."])
        try FileManager.default.createDirectory(at: notes.root.appendingPathComponent("base"), withIntermediateDirectories: true)
        for folder in ["content", "site", "templates"] {
            try FileManager.default.copyItem(at: base.root.appendingPathComponent(folder), to: notes.root.appendingPathComponent("base/\(folder)"))
        }
        let around = try TemporaryBase.run(["adopt", notes.root.path, "--source", notes.root.path + "/base"])
        #expect(around.errors.contains("1 note read: 1 concept; 0 left out\n"), "\(around.errors)")
        #expect(try base.run(["adopt", base.root.path + "/nowhere"]).exitCode == 2)
        #expect(try base.run(["adopt", notes.root.path, "--kind", "paper"]).exitCode == 2)
        let help = try TemporaryBase.run(["adopt", "--help"]).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(help.contains("(values: concept, page; default: concept)"), "\(help)")
    }

    /// Links out of the folder, pipes, large files, bytes that are no text and odd names: told, and nothing is read or written elsewhere.
    @Test func oddFilesAreNamedAndLeftOut() throws {
        let base = try base()
        let notes = try Notes([
            "---.md": "Hyphens.", "a b\u{7}.md": "A bell.", "nul.md": "A device.", "\(String(repeating: "long name ", count: 20)).md": "Long.",
            "Windows.md": "\u{FEFF}---\r\ntitle: Windows\r\n---\r\nOne.\r\n\r\nTwo [[nul]].\r\n", "Unclosed.md": "---\ntitle: x\n", "Empty.md": "",
            "Anchor.md": "---\ntitle: &a X\ntags: *a\n---\nWords.", "../outside.md": "Outside.",
            "Out.md": "[[../outside]] ![[../../etc/passwd]] ![x](/etc/hosts) ![y](../outside.png) [z](../../../../etc/hosts)",
            "Many.md": String(repeating: "[[Empty]]\n", count: 100_500), "Deep.md": String(repeating: "> ", count: 20_000) + "x",
        ])
        let manager = FileManager.default
        defer { try? manager.removeItem(at: notes.root.deletingLastPathComponent().appendingPathComponent("outside.md")) }
        try notes.write("Latin.md", Data([0x4D, 0xFC, 0x6C, 0x6C]))
        try notes.write("Control.md", Data([0x61, 0x02]))
        try notes.write("Large.md", Data(count: (1 << 20) + 1))
        try manager.createSymbolicLink(atPath: notes.root.path + "/Linked.md", withDestinationPath: "/etc/hosts")
        try manager.createSymbolicLink(atPath: notes.root.path + "/Inner.md", withDestinationPath: "Empty.md")
        try manager.createSymbolicLink(atPath: notes.root.path + "/circle", withDestinationPath: ".")
        try manager.createSymbolicLink(atPath: notes.root.path + "/secret.png", withDestinationPath: "/etc/hosts")
        #expect(mkfifo(notes.root.path + "/Pipe.md", 0o600) == 0)
        let run = try base.run(["adopt", notes.root.path])
        let lines = [
            "Control.md: left out: line 1, column 2: control character U+0002 does not belong in text", "Large.md: left out: has 1048577 bytes; at most 1048576 are allowed",
            "Latin.md: left out: line 1, column 2: byte 0xFC is not UTF-8; save the file as UTF-8", "Linked.md: left out: is a symbolic link",
            "Pipe.md: left out: is a pipe, socket or device, not a file", "a b.md: left out: its name is not plain UTF-8 text; rename it",
            "---.md: left out: neither its name", "Anchor.md:2:8: anchors",
        ]
        for line in lines { #expect(run.errors.contains(line), "\(line)\n\(run.errors)") }
        let made = try entries(base)
        let names = Set(made.keys.map { $0.hasPrefix("concepts/long-name") ? "long" : String($0.dropFirst(9).dropLast(3)) })
        let expected: Set<String> = ["anchor", "deep", "empty", "inner", "long", "many", "nul-entry", "out", "unclosed", "windows"]
        #expect(names == expected)
        #expect(made.keys.allSatisfy { $0.hasPrefix("concepts/") && $0.count <= 9 + 80 + 3 })
        #expect(made["concepts/windows.md"] == "---\ntitle: Windows\nstatus: stub\n---\nOne.\n\nTwo [[nul]].\n")
        #expect(made["concepts/out.md"]?.contains("[[../outside]] ![[../../etc/passwd]] ![x](/etc/hosts) ![y](../outside.png) [z](../../../../etc/hosts)") == true)
    }

    /// Front matter, headings and names that are made to be slow take no time, and their control characters reach no terminal.
    @Test func hostileNotesTakeNoTime() throws {
        let base = try base()
        let numbers = 1...60_000
        var files = [
            "Properties.md": numbers.map { "tags:: t\($0)\n" }.joined(),
            "Lists.md": "---\na: b: c\nlist:\n" + String(repeating: "- x\n", count: 200_000) + "---\n",
            "Keys.md": "---\na: b: c\n" + numbers.map { "k\($0): x\n" }.joined() + "---\n",
            "Alias.md": "---\naliases: [" + (1...8000).map { "n\($0)" }.joined(separator: ",") + "]\n---\n",
            "Heading.md": "# " + String(repeating: "[", count: 900_000),
            "Escape.md": "---\n\"a\\e[31m\": 1\ntitle: \"A\\eB\"\n---\n",
        ]
        for number in 1...400 {
            files["图\(String(repeating: "图", count: number % 7)) \(String(repeating: "像", count: number / 7)).png"] = "\(1000 + number)"
        }
        let pictures = files.keys.filter { $0.hasSuffix(".png") }.map { "![[\($0)]]\n" }.joined()
        files["图.md"] = "---\ntitle: Pictures\n---\n" + pictures
        let notes = try Notes(files)
        let start = ContinuousClock.now
        let run = try base.run(["adopt", notes.root.path])
        #expect(ContinuousClock.now - start < .seconds(120))
        #expect(run.errors.contains("7 notes read: 7 concepts, with 400 pictures and files; 0 left out"), "\(run.errors.suffix(400))")
        #expect(!run.errors.contains("\u{1B}") && run.errors.contains("a[31m (1)"), "\(run.errors)")
        #expect(try base.read("content/concepts/escape.md") == "---\ntitle: AB\nstatus: stub\n---\n")
        #expect(base.exists("content/media/pictures.png") && base.exists("content/media/pictures-400.png"))
    }

    /// Two notes on one paper make one entry, as two records do, and links to both lead to it.
    @Test func twoNotesOnOnePaperAreOne() throws {
        let base = try base()
        try base.write("content/papers/book1999.md", "---\ntitle: A whole book\nsummary: s\ntype: book\nidentifiers:\n  ISBN: \"9783161484100\"\n---\n\nWords.\n")
        let notes = try Notes([
            "Ma 2015.md": "---\ndoi: 10.1038/cr.2014.135\n---\nMine.", "Zettel/Migracytosis.md": "---\ndoi: https://doi.org/10.1038/CR.2014.135\n---\nYours.",
            "Book.md": "---\ntitle: A whole book\nisbn: 978-3-16-148410-0\n---\nRead.", "List.md": "[[Ma 2015]] and [[Zettel/Migracytosis]], [[Book]].",
            "Pre.md": "---\narxiv: 2101.00001v1\n---\n", "Pre again.md": "---\narxiv: 2101.00001v2\n---\n",
        ])
        let run = try base.run(["adopt", notes.root.path])
        #expect(run.errors.contains("Zettel/Migracytosis.md: left out: content/papers/ma-2015.md, made of Ma 2015.md, is the paper with its DOI already; take over by hand what it lacks\n"), "\(run.errors)")
        #expect(run.errors.contains("Book.md: left out: content/papers/book1999.md is the paper with its ISBN already"), "\(run.errors)")
        #expect(run.errors.contains("Pre.md: left out: content/papers/pre-again.md, made of Pre again.md, is the paper with its arXiv already"), "\(run.errors)")
        #expect(run.errors.contains("6 notes read: 1 concept, 2 papers; 3 left out\n"), "\(run.errors)")
        #expect(try base.read("content/concepts/list.md").hasSuffix("[[Ma 2015]] and [[ma-2015|Migracytosis]], [[book1999|Book]]."))
        #expect(try base.run(["check"]).exitCode == 0)
    }

    /// A picture that the base shows by its bare name is found as before, since no other gets that name; one with the same bytes is shown itself.
    @Test func picturesOfTheBaseAreFoundAsBefore() throws {
        let base = try base()
        #expect(try base.shell("mkdir content/media/figures && cp content/media/picture.svg content/media/figures/fig.svg 2>/dev/null || printf '<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>' > content/media/figures/fig.svg").exitCode == 0)
        try base.write("content/concepts/old.md", TemporaryBase.concept("Old", body: "![[fig.svg|A figure]]"))
        #expect(try base.run(["check", "--strict"]).exitCode == 0)
        let old = try base.read("content/media/figures/fig.svg")
        let notes = try Notes([
            "New.md": "![[fig.svg|x]]\n\n![x](fig.svg)", "fig.svg": old.replacingOccurrences(of: "\"1\"", with: "\"2\""), "Same.md": "![[same/fig.svg|x]]\n\n![x](same/fig.svg)",
            "same/fig.svg": old,
        ])
        let run = try base.run(["adopt", notes.root.path])
        #expect(try base.files("content/media").keys.sorted() == ["fig-2.svg", "figures/fig.svg"], "\(run.errors)")
        #expect(try base.read("content/concepts/new.md").hasSuffix("![[fig-2.svg|x]]\n\n![x](../media/fig-2.svg)"))
        #expect(try base.read("content/concepts/same.md").hasSuffix("![[media/figures/fig.svg|x]]\n\n![x](../media/figures/fig.svg)"))
        #expect(try base.run(["check"]).exitCode == 0)
    }

    /// What stands at one place is written anew once; a link that is left is told, so that no link is lost without a word.
    @Test func noLinkIsLeftWithoutAWord() throws {
        let base = try base()
        try base.write("content/media/fig.svg", "<svg/>")
        let notes = try Notes(["a.md": "![[fig.svg|x]] ![x](fig.svg)", "fig.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"])
        let run = try base.run(["adopt", notes.root.path])
        let text = try base.read("content/concepts/a.md")
        let said = run.errors.contains("content/concepts/a.md: \"fig.svg\" could not be written as \"../media/fig-2.svg\"; change it by hand\n")
        #expect(text.hasSuffix("![[fig-2.svg|x]] ![x](../media/fig-2.svg)") || said, "\(text)\n\(run.errors)")
    }

    /// A name that no file can have is asked for, and given with `--number`; pages are made with `--kind`.
    @Test func notesWithoutLatinLettersAreNumbered() throws {
        let base = try base()
        let notes = try Notes(["细胞.md": "[[线粒体]]", "线粒体.md": "甲", "图1.md": "---\ntitle: Figure one\n---\n"])
        let run = try base.run(["adopt", notes.root.path, "--number", "--kind", "page"])
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try entries(base) == [
            "pages/figure-one.md": "---\ntitle: Figure one\n---\n", "pages/note-1.md": "---\ntitle: 线粒体\n---\n甲",
            "pages/note-2.md": "---\ntitle: 细胞\n---\n[[线粒体]]",
        ])
        #expect(try base.run(["check"]).exitCode == 0)
    }

    /// A file that cannot be written leaves the base as it was.
    @Test func allFilesAreWrittenOrNone() throws {
        let base = try base()
        let notes = try Notes(["A.md": "![[p.png]]", "B.md": "x", "p.png": "p"])
        try base.remove("content/media")
        try base.write("content/media", "a file in the way")
        let before = try base.files("content")
        let run = try base.run(["adopt", notes.root.path])
        #expect(run.exitCode == 2, "\(run.errors)")
        #expect(run.errors.contains("nothing was changed"), "\(run.errors)")
        #expect(try base.files("content") == before)
    }

    /// Hundreds of notes with one name, each linked by all, are read in the time of as many others.
    @Test func timeGrowsWithTheNotesAlone() throws {
        let base = try base()
        var files: [String: String] = [:]
        for number in 1...500 { files["f\(number)/Note.md"] = "---\ntitle: Same\naliases: [One name]\n---\n" + String(repeating: "[[Note]] [a](../f1/Note.md) ", count: 20) }
        let notes = try Notes(files)
        let start = ContinuousClock.now
        let run = try base.run(["adopt", notes.root.path, "--dry-run"])
        #expect(run.errors.contains("500 notes read: 500 concepts; 0 left out"), "\(run.errors.suffix(400))")
        #expect(ContinuousClock.now - start < .seconds(120))
    }
}
