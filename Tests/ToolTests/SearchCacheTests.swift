// The search index after an edit: texts that did not change are not cut again, and the index is that of a clean build.
import Foundation
import Testing

@Suite struct SearchCacheTests {
    /// So many entries that they are several parts.
    private static func base() throws -> TemporaryBase {
        var files: [String: String] = [:]
        for number in 0..<600 {
            files["content/concepts/thing-\(number).md"] = TemporaryBase.concept(
                "Thing \(number)", body: "Its word is w\(number * number)x, and it is near [[Thing \((number + 1) % 600)]].")
        }
        return try TemporaryBase(files)
    }

    private static func parts(_ base: TemporaryBase) throws -> Set<String> { Set(try base.files(".migrapedia/cache/search").keys) }

    private static func index(_ base: TemporaryBase, _ output: String) throws -> [String: Data] {
        try base.files(output).filter { $0.key.hasPrefix("search/") }
    }

    @Test func anEditCutsOnePartAgain() throws {
        let base = try SearchCacheTests.base()
        try base.build()
        let before = try SearchCacheTests.parts(base)
        #expect((3..<30).contains(before.count))
        #expect(try base.read("public/search/root.js").contains("\"n\":600,"))
        try base.write("content/concepts/thing-7.md", TemporaryBase.concept("Thing 7", body: "Rewritten, and near [[Thing 8]]."))
        try base.build()
        let after = try SearchCacheTests.parts(base)
        #expect(after.subtracting(before).count == 1 && before.subtracting(after).count == 1)
        try base.write("content/concepts/another.md", TemporaryBase.concept("Another thing"))
        try base.remove("content/concepts/thing-590.md")
        try base.build()
        try base.build("clean", ["--no-cache"])
        #expect(try SearchCacheTests.index(base, "public") == SearchCacheTests.index(base, "clean"))
    }

    /// A name of a paper in a sentence is a word of the text.
    @Test func namesOfPapersInSentencesAreFound() throws {
        let base = try TemporaryBase()
        func index() throws -> String {
            try SearchCacheTests.index(base, "public").values.map { String(decoding: $0, as: UTF8.self) }.joined()
        }
        try base.write("content/concepts/alpha.md", TemporaryBase.concept("Alpha", body: "It was shown by @one2019, who saw it."))
        try base.build("public", ["--force"])
        #expect(try index().contains("It was shown by One et al. 2019, who saw it."))
        try base.write("content/papers/one2019.md", TemporaryBase.paper("The first paper", "10.1000/one", family: "Uno", year: 2019))
        try base.build("public", ["--force"])
        #expect(try index().contains("It was shown by Uno et al. 2019, who saw it."))
        try base.build("clean", ["--force", "--no-cache"])
        #expect(try SearchCacheTests.index(base, "public") == SearchCacheTests.index(base, "clean"))
    }

    /// Another paper of the same authors and year changes what the first is called.
    @Test func papersAreFoundByTheirLabels() throws {
        let base = try TemporaryBase()
        func labels() throws -> [Bool] {
            let index = try SearchCacheTests.index(base, "public").values.map { String(decoding: $0, as: UTF8.self) }.joined()
            return ["2019", "2019a", "2019b"].map { index.contains("\"Uno et al. \($0)\"") }
        }
        try base.write("content/papers/uno2019.md", TemporaryBase.paper("The first paper", "10.1000/one", family: "Uno", year: 2019))
        try base.build("public", ["--force"])
        #expect(try labels() == [true, false, false])
        try base.write("content/papers/uno2019b.md", TemporaryBase.paper("The second paper", "10.1000/two", family: "Uno", year: 2019))
        try base.build("public", ["--force"])
        #expect(try labels() == [false, true, true])
        try base.build("clean", ["--force", "--no-cache"])
        #expect(try SearchCacheTests.index(base, "public") == SearchCacheTests.index(base, "clean"))
    }

    /// Damaged parts are cut again, as are those that went missing.
    @Test func damagedPartsAreMadeAgain() throws {
        let base = try SearchCacheTests.base()
        try base.build()
        for (number, name) in try SearchCacheTests.parts(base).sorted().enumerated() {
            let path = ".migrapedia/cache/search/" + name
            let bytes = try Data(contentsOf: base.root.appendingPathComponent(path))
            switch number % 3 {
            case 0: try base.remove(path)
            case 1: try bytes.prefix(bytes.count / 2).write(to: base.root.appendingPathComponent(path))
            default: try Data(bytes.map { $0 == 0x54 ? 0x55 : $0 }).write(to: base.root.appendingPathComponent(path))
            }
        }
        try base.write("content/concepts/thing-7.md", TemporaryBase.concept("Thing 7", body: "Rewritten."))
        try base.build()
        try base.build("clean", ["--no-cache"])
        #expect(try SearchCacheTests.index(base, "public") == SearchCacheTests.index(base, "clean"))
    }
}
