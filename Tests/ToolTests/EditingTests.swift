// Changes of several files: as a diff that `git apply` takes, and all of them or none.
import Foundation
import Testing

@testable import migrapedia

@Suite struct EditingTests {
    @Test(arguments: [
        (nil, "new\n", "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1,1 @@\n+new\n"),
        ("old\n", nil, "--- a/a.md\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-old\n"),
        ("one\ntwo", "one\nthree\n", "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+three\n"),
        ("same\n", "same\n", ""),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\ntwo\n3\n4\n5\n6\n7\n8\n9\n10\n",
            "--- a/a.md\n+++ b/a.md\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -7,3 +7,4 @@\n 7\n 8\n 9\n+10\n"
        ),
    ] as [(String?, String?, String)])
    func filesThatComeAndGoAreDiffs(_ old: String?, _ new: String?, _ expected: String) {
        #expect(unifiedDiff(old.map { Array($0.utf8) }, new.map { Array($0.utf8) }, path: "a.md") == expected)
    }

    /// What is changed twice is written once, and what no longer differs is no change of the first.
    @Test func theLastOfTwoChangesOfAFileCounts() throws {
        let base = try TemporaryBase([:])
        try base.write("content/concepts/a.md", "old")
        var changes = ChangeSet()
        changes.set("content/concepts/a.md", old: Array("old".utf8), new: Array("first".utf8))
        changes.set("content/concepts/a.md", old: Array("old".utf8), new: Array("second".utf8))
        try changes.apply(root: base.root.path)
        #expect(try base.read("content/concepts/a.md") == "second")
    }

    @Test func aFileThatChangedInTheMeantimeStopsAllChanges() throws {
        let base = try TemporaryBase([:])
        try base.write("content/concepts/a.md", "old")
        try base.write("content/concepts/b.md", "saved by an editor")
        var changes = ChangeSet()
        changes.set("content/concepts/a.md", old: Array("old".utf8), new: Array("new".utf8))
        changes.set("content/concepts/b.md", old: Array("old".utf8), new: nil)
        let error = #expect(throws: ToolError.self) { try changes.apply(root: base.root.path) }
        #expect(error?.message.contains("content/concepts/b.md was changed by something else") == true)
        #expect(try base.read("content/concepts/a.md") == "old")
        #expect(try base.read("content/concepts/b.md") == "saved by an editor")
    }

    @Test func aLinkStaysOneAndAFolderIsMade() throws {
        let base = try TemporaryBase([:])
        try base.write("shared.md", "old")
        let link = base.root.path + "/content/concepts/a.md"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../../shared.md")
        var changes = ChangeSet()
        changes.set("content/concepts/a.md", old: Array("old".utf8), new: Array("new".utf8))
        changes.set("content/papers/2020/b.md", old: nil, new: Array("new".utf8))
        try changes.apply(root: base.root.path)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../../shared.md")
        #expect(try base.read("shared.md") == "new")
        #expect(try base.read("content/papers/2020/b.md") == "new")
    }

    /// The third file cannot be written, since a folder bears its name: the two before it are put back.
    @Test func whenOneFileCannotBeWrittenNoneIs() throws {
        let base = try TemporaryBase([:])
        try base.write("content/concepts/a.md", "old")
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("content/concepts/c.md/inner"), withIntermediateDirectories: true)
        var changes = ChangeSet()
        changes.set("content/concepts/a.md", old: Array("old".utf8), new: Array("new".utf8))
        changes.set("content/concepts/b.md", old: nil, new: Array("new".utf8))
        changes.set("content/concepts/c.md", old: nil, new: Array("new".utf8))
        let error = #expect(throws: ToolError.self) { try changes.apply(root: base.root.path) }
        #expect(error?.message.hasSuffix("; nothing was changed") == true)
        #expect(try base.read("content/concepts/a.md") == "old")
        #expect(!base.exists("content/concepts/b.md"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: base.root.path + "/.migrapedia/changes") == ["lock"])
    }

    /// Private files stay private, and one that is moved takes its permissions along.
    @Test func permissionsOfFilesStay() throws {
        let base = try TemporaryBase([:])
        for (path, permissions) in [("a.md", 0o600), ("b.md", 0o755), ("old.md", 0o640)] {
            try base.write("content/concepts/" + path, "old")
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: base.root.path + "/content/concepts/" + path)
        }
        var changes = ChangeSet()
        for path in ["a.md", "b.md"] { changes.set("content/concepts/" + path, old: Array("old".utf8), new: Array("new".utf8)) }
        changes.set("content/concepts/old.md", old: Array("old".utf8), new: nil)
        changes.set("content/concepts/new.md", old: nil, new: Array("new".utf8), movedFrom: "content/concepts/old.md")
        try changes.apply(root: base.root.path)
        #expect(try ["a.md", "b.md", "new.md"].map { try permissions("content/concepts/" + $0, base) } == [0o600, 0o755, 0o640])
    }

    private func permissions(_ path: String, _ base: TemporaryBase) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: base.root.path + "/" + path)[.posixPermissions] as? Int
    }

    /// What is written first takes no name that a file has: whoever keeps drafts beside entries keeps them.
    @Test func filesBesideThoseThatChangeStay() throws {
        let base = try TemporaryBase([:])
        let drafts = ["content/concepts/a.md.new", "content/concepts/a.md.\(getpid()).new", "content/papers/b.md.new"]
        for path in drafts { try base.write(path, "a draft") }
        try base.write("content/concepts/a.md", "old")
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("content/concepts/c.md/inner"), withIntermediateDirectories: true)
        var changes = ChangeSet()
        changes.set("content/concepts/a.md", old: Array("old".utf8), new: Array("new".utf8))
        changes.set("content/papers/b.md", old: nil, new: Array("new".utf8))
        try changes.apply(root: base.root.path)
        // And when changes fail and are undone.
        changes = ChangeSet()
        changes.set("content/concepts/a.md", old: Array("new".utf8), new: Array("newer".utf8))
        changes.set("content/concepts/c.md", old: nil, new: Array("new".utf8))
        #expect(throws: ToolError.self) { try changes.apply(root: base.root.path) }
        #expect(try base.read("content/concepts/a.md") == "new")
        for path in drafts { #expect(try base.read(path) == "a draft", "\(path)") }
    }
}
