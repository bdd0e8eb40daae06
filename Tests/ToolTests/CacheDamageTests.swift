// Damaged files of the cache: a build sees the damage, and gives what a build without a cache gives.
import Foundation
import Testing

@Suite struct CacheDamageTests {
    /// A base with a history, more entries than are compiled in the process itself, and a map.
    private static func base() throws -> TemporaryBase {
        var files = TemporaryBase.sample
        for number in 0..<12 {
            files["content/concepts/thing-\(number).md"] = TemporaryBase.concept(
                "Thing \(number)", body: "It is near [[Thing \((number + 1) % 12)]] and [[Alpha]], says @one2019.")
        }
        let base = try TemporaryBase(files)
        try base.write(".gitignore", ".migrapedia/\n")
        try base.git(["init", "--quiet"])
        try base.git(["add", "."])
        try base.git(["commit", "--quiet", "--message", "Begin"])
        return base
    }

    /// The files of the cache whose names end so.
    private static func cached(_ base: TemporaryBase, _ ending: String) throws -> [URL] {
        let cache = base.root.appendingPathComponent(".migrapedia/cache")
        return try FileManager.default.contentsOfDirectory(at: cache, includingPropertiesForKeys: nil).filter { $0.lastPathComponent.hasSuffix(ending) }
            .sorted { $0.path < $1.path }
    }

    private static let damages: [(name: String, damage: @Sendable (Data) -> Data)] = [
        ("cut off", { $0.prefix($0.count / 2) }), ("empty", { _ in Data() }),
        ("zeros at the end", { $0.prefix($0.count / 2) + Data(count: $0.count - $0.count / 2) }),
        ("all bits set behind the beginning", { $0.prefix(12) + Data(repeating: 0xFF, count: max(0, $0.count - 12)) }),
        ("some bytes changed", { Data($0.enumerated().map { $0.offset % 100 == 70 ? $0.element ^ 0x20 : $0.element }) }),
        ("some numbers very large", { Data($0.enumerated().map { $0.offset % 32 == 31 ? 0x81 : $0.element }) }),
    ]

    @Test(arguments: ["index", "heads", "bodies", "related", "map", "history"]) func aDamagedFileIsMadeAgain(_ file: String) throws {
        let base = try CacheDamageTests.base()
        try base.build("clean")
        let clean = try base.files("clean")
        for (number, (name, damage)) in CacheDamageTests.damages.enumerated() {
            for url in try CacheDamageTests.cached(base, file) { try damage(try Data(contentsOf: url)).write(to: url) }
            // Nothing was published at this place before, so that every page is made from what the cache holds.
            let run = try base.build("public-\(number)")
            #expect(run.exitCode == 0, "\(name): \(run.errors)")
            #expect(try base.files("public-\(number)") == clean, "\(name)")
        }
    }

    /// A limit on the size of files stands for a full disk. It is no entry's fault, so no worker is started for each of them.
    @Test func aCacheThatCannotBeWrittenIsSaidAtOnce() throws {
        let base = try CacheDamageTests.base()
        let run = try base.shell("trap '' XFSZ; ulimit -f 0; \"$TOOL\" check --jobs 2")
        #expect(run.exitCode == 2)
        #expect(run.errors == "migrapedia: cannot write to ./.migrapedia/cache: File too large\n")
        #expect(try CacheDamageTests.cached(base, "heads").count <= 2)
        #expect(try base.run(["check"]).errors.contains("18 entries checked: "))
    }

    /// Every edit is seen first by three runs at once, which share one cache and publish in places of their own.
    @Test func runsAtTheSameTimeAgree() async throws {
        var files = TemporaryBase.sample
        for number in 0..<60 {
            files["content/concepts/thing-\(number).md"] = TemporaryBase.concept("Thing \(number)", body: "It is near [[Thing \((number + 1) % 60)]].")
        }
        let base = try TemporaryBase(files)
        let root = base.root.path
        for round in 0..<4 {
            // From nothing; then from what the rounds before left, with few and with many entries to compile.
            for number in 0..<[0, 1, 3, 30][round] {
                try base.write(
                    "content/concepts/thing-\(number).md", TemporaryBase.concept("Thing \(number)", body: "Round \(round), near [[Alpha]]."))
            }
            try await withThrowingTaskGroup(of: ToolRun.self) { group in
                for command in [["build", "--output", root + "/one"], ["build", "--output", root + "/two"], ["check"]] {
                    group.addTask { try TemporaryBase.run(command + ["--source", root, "--jobs", "2"]) }
                }
                for try await run in group { #expect(run.exitCode == 0, "round \(round): \(run.output)\(run.errors)") }
            }
            let (one, two) = (try base.files("one"), try base.files("two"))
            try base.build("clean-\(round)", ["--no-cache"])
            #expect(try base.files("clean-\(round)") == one, "round \(round)")
            #expect(one == two, "round \(round)")
        }
    }

    /// Files that are whole, and not those that the index means.
    @Test func swappedSegmentsAreSeen() throws {
        let base = try CacheDamageTests.base()
        try base.build("clean", ["--jobs", "2"])
        try base.write("content/concepts/thing-3.md", TemporaryBase.concept("Thing 3", body: "Rewritten."))
        try base.build("clean")
        let bodies = try CacheDamageTests.cached(base, "bodies")
        try #require(bodies.count > 1)
        let (first, last) = (try Data(contentsOf: bodies[0]), try Data(contentsOf: bodies[bodies.count - 1]))
        try last.write(to: bodies[0])
        try first.write(to: bodies[bodies.count - 1])
        #expect(try base.build().exitCode == 0)
        #expect(try base.files("public") == base.files("clean"))
        // What was lost is in the cache again.
        #expect(try base.build("third").exitCode == 0)
        #expect(try base.files("third") == base.files("clean"))
    }
}
