// What git prints of a history, read as it comes, and the files followed through it.
import Testing
import WikiModel

@testable import migrapedia

@Suite struct GitLogTests {
    /// Commits as `git log -z --name-status` prints them in the parser's format, each with its changes.
    private static func output(_ commits: [(fields: [String], changes: [String])]) -> [UInt8] {
        Array(commits.map { "\u{1}" + $0.fields.joined(separator: "\u{2}") + "\0" + ($0.changes.isEmpty ? "" : "\n") + $0.changes.map { $0 + "\0" }.joined() }.joined().utf8)
    }

    private static func log(_ bytes: [UInt8], inPiecesOf size: Int) -> CommitLog {
        var parser = GitLogParser()
        for start in stride(from: 0, to: bytes.count, by: size) { parser.take(bytes[start..<min(start + size, bytes.count)]) }
        return parser.log
    }

    /// A line for each commit: its time, who made it, its subject, and what it did.
    private static func lines(_ log: CommitLog) -> [String] {
        log.commits.indices.map { commit in
            let changes = log.changes(of: commit).map { "\($0.kind) " + ($0.isMove ? log.paths[Int($0.oldPath)] + " > " : "") + log.paths[Int($0.path)] }
            let people = log.authors(of: commit).map { log.people[Int($0)] }.joined(separator: ", ")
            return "\(log.commits[commit].time) \(log.names[commit]) \(people): \(log.subjects[commit]): " + changes.joined(separator: ", ")
        }
    }

    @Test func whatGitPrintsIsReadInPieces() {
        let bytes = GitLogTests.output([
            (["a1", "100", "Ada <a@b.c>", "", "First"], ["A", "x.md", "A", "notes.txt", "M", "y.md"]),
            (["b2", "200", "Ada <a@b.c>", "Li <l@b.c>\u{3}nobody\u{3}Ada <a@b.c>", " On\u{7}two\u{2}lines "], ["R100", "x.md", "z.md", "R062", "y.md", "w.md", "D", "v.md"]),
            (["c3", "300", "Ada <a@b.c>", "", "Other files"], ["M", "notes.txt", "R100", "a.txt", "b.txt"]), (["d4", "400", "Ada <a@b.c>", "", "Merge"], []),
            (["e5", "never", "A<d>a <a<@b.c>", "", ""], ["R090", "a.txt", "q.md", "R090", "w.md", "w.txt", "C050", "z.md"]),
            (["f6", "999999999999999", "Ada <a@b.c>", "", "Late"], ["T", "z.md"]), (["g7", "-1", "Ada <a@b.c>", "", "Early"], ["M", "z.md"]),
        ])
        let expected = [
            "100 a1 Ada <a@b.c>: First: added x.md, edited y.md",
            "200 b2 Ada <a@b.c>, Li <l@b.c>: On two lines: moved x.md > z.md, movedAndEdited y.md > w.md, removed v.md",
            "1 e5 Ada a <@b.c>: : added q.md, removed w.md, edited z.md", "253402300799 f6 Ada <a@b.c>: Late: edited z.md", "1 g7 Ada <a@b.c>: Early: edited z.md",
        ]
        for size in [1, 2, 3, 7, bytes.count] { #expect(GitLogTests.lines(GitLogTests.log(bytes, inPiecesOf: size)) == expected, "\(size)") }
    }

    /// Damaged bytes of the cache are no log, or one that can be followed.
    @Test func damagedBytesDoNoHarm() throws {
        let log = GitLogTests.log(
            GitLogTests.output([(["a", "1", "A <a>", "B <b>", "S"], ["A", "x.md", "A", "z.md"]), (["b", "2", "A <a>", "", "T"], ["R099", "x.md", "y.md"])]), inPiecesOf: 1000)
        var writer = BinaryWriter()
        log.encode(to: &writer)
        for index in writer.bytes.indices {
            for value in [0, 2, 0x7F, 0xFF] as [UInt8] {
                var bytes = writer.bytes
                bytes[index] = value
                var reader = BinaryReader(bytes[...])
                guard let read = CommitLog(from: &reader) else { continue }
                #expect(HistoryReplay(read, names: read.people).history(of: ["y.md"], below: "").entries.count <= 1)
            }
        }
        var reader = BinaryReader(writer.bytes[...])
        #expect(GitLogTests.lines(try #require(CommitLog(from: &reader))) == GitLogTests.lines(log))
    }

    /// Commits played from the first to the last. People whose names begin with "Bot" are programs.
    private static func replay(_ commits: [(fields: [String], changes: [String])]) -> HistoryReplay {
        let log = log(output(commits), inPiecesOf: 1 << 16)
        return HistoryReplay(log, names: log.people.map { person in person.hasPrefix("Bot") ? "" : String(person.prefix { $0 != " " }) })
    }

    /// A clock may go wrong, a program gives no credit, and a file takes its history along when another takes its place.
    @Test func filesAreFollowed() {
        let history = GitLogTests.replay([
            (["a1", "200", "Ada <a@b.c>", "", "First"], ["A", "kb/x.md", "A", "x.md"]), (["b2", "100", "Li <l@b.c>", "", "Behind"], ["M", "kb/x.md"]),
            (["c3", "300", "Bot <b@b.c>", "", "Program"], ["M", "kb/x.md"]),
            (["d4", "400", "Ada <a@old>", "", "Places"], ["R100", "kb/x.md", "kb/y.md", "A", "kb/x.md"]), (["e5", "400", "Ada <a@b.c>", "", "Last"], ["M", "kb/x.md"]),
        ]).history(of: ["x.md", "y.md", "z.md"], below: "kb/")
        let entries = history.entries.map { "\($0.key) \($0.value.added) \($0.value.changed) \($0.value.contributors.joined(separator: ", "))" }
        #expect(entries.sorted() == ["x.md 400 400 Ada", "y.md 100 200 Ada, Li"])
        let changes = history.changes.map { "\($0.commit) \($0.parts.map { $0.path + ($0.isNew ? " new" : "") }.joined(separator: ", "))" }
        #expect(changes == ["e5 x.md", "d4 x.md new", "a1 y.md new", "b2 y.md"])
    }

    /// The list of recent changes has an end, and so has what it says of one.
    @Test func recentChangesAreFew() {
        let names = (10..<24).map { "\($0).md" }
        let edits = (1...200).map { number in (["m\(number)", "\(number)", "Ada <a@b.c>", "", "Edit"], ["M", "kb/10.md"]) }
        let last = (["last", "900", "Ada <a@b.c>", "", "Last"], names.reversed().flatMap { ["A", "kb/" + $0] })
        let history = GitLogTests.replay(edits + [last]).history(of: names, below: "kb/")
        #expect(history.changes.map(\.commit) == ["last"] + (2...200).reversed().map { "m\($0)" })
        #expect(history.changes.first?.parts.map(\.path) == Array(names.prefix(12)) && history.changes.first?.others == 2)
    }
}
