// The paths of a published folder, and what a manifest keeps of them after a change.
import Foundation
import Testing
import WikiModel

@testable import migrapedia

@Suite struct PathTableTests {
    private func table(_ paths: [String]) -> PathTable {
        var table = PathTable()
        for path in paths { table.append(path) }
        return table
    }

    @Test func everyPathIsFoundByItsNumber() {
        let paths = (0..<1_000).map { "concepts/entry-\($0).html" }
        let table = table(paths)
        #expect(table.indices.map { table[$0] } == paths)
        #expect(paths.map { table.number(of: $0) } == Array(0..<1_000))
        #expect(table.number(of: "concepts/entry-1000.html") == nil)
        #expect(table.number(of: "") == nil)
        #expect(table.numbers(withPrefix: "concepts/entry-99") == [99] + Array(990..<1_000))
    }

    @Test func aPathIsAddedOnce() {
        let table = table(["a", "b", "a", "b"])
        #expect(table.indices.map { table[$0] } == ["a", "b"])
    }

    @Test func aPathIsTheSameInAnySpellingOfItsAccents() {
        let table = table(["media/caf\u{E9}.png", "media/cafe.png"])
        #expect(table.number(of: "media/cafe\u{301}.png") == 0)
        #expect(table.number(of: "media/cafe.png") == 1)
    }

    @Test func foldersAreThoseOfEveryLevel() {
        let paths = ["index.html", "a/b/c.html", "a/b/d.html", "a/e.html", "f/g/h.html"]
        #expect(table(paths).folders() == ["a", "a/b", "f", "f/g"])
    }

    @Test func aListIsReadAsItWasWritten() throws {
        var writer = BinaryWriter()
        let paths = ["a.html", "b/c.html", "ü.html"]
        table(paths).write(to: &writer)
        var reader = BinaryReader(writer.bytes[...])
        let table = try PathTable(from: &reader)
        #expect(reader.isAtEnd)
        #expect(table.indices.map { table[$0] } == paths)
    }

    @Test func aPathThatComesTwiceIsDamage() {
        var writer = BinaryWriter()
        writer.write(["a", "b", "a"]) { $0.write($1) }
        var reader = BinaryReader(writer.bytes[...])
        #expect(throws: DecodingFailure.self) { try PathTable(from: &reader) }
    }

    @Test(arguments: [
        ([], ["b"]), (["c"], ["0", "b", "f"]), (["a", "c", "d", "e"], []), (["a", "c", "d", "e"], ["b"]), ([], ["c", "e"]),
        (["e"], ["c", "d/e"]),
    ] as [([String], [String])])
    func aManifestStaysSorted(_ removed: [String], _ written: [String]) {
        let old = Manifest.empty.changed(removing: [], writing: rows(["d", "a", "e", "c"], 1), treeInode: 1)
        let gone = removed.compactMap { old.paths.number(of: $0) }
        let new = old.changed(removing: gone, writing: rows(written, 2), treeInode: 2)
        let kept = new.paths.indices.map { new.paths[$0] }
        #expect(new.treeInode == 2)
        #expect(kept == kept.sorted())
        #expect(Set(kept).isSuperset(of: written))
        #expect(Set(kept).isDisjoint(with: gone.map { old.paths[$0] }))
        #expect(kept.count == old.paths.count - gone.count + written.filter { old.paths.number(of: $0) == nil }.count)
        #expect(new.entries.map(\.fingerprint) == kept.map { written.contains($0) ? 2 : 1 })
    }

    private func rows(_ paths: [String], _ fingerprint: UInt64) -> [String: ManifestEntry] {
        let entry = ManifestEntry(fingerprint: fingerprint, sizeUTF8: 0, modifiedNanoseconds: 0)
        return Dictionary(uniqueKeysWithValues: paths.map { ($0, entry) })
    }
}
