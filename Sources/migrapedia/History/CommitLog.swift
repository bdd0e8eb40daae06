// What the commits of a repository did to Markdown files: plain tables, which the cache keeps.
import WikiModel

/// Commits that changed a Markdown file, with what they did to which. Merges are not among them: what they join is in the
/// commits that they join.
struct CommitLog: Sendable {
    struct Commit: BitwiseCopyable {
        /// When the commit came into the history (its committer's date), in seconds since 1970.
        var time: Int64
        var firstChange: Int32
        var changeCount: Int32
        var firstAuthor: Int32
        var authorCount: Int32
    }

    struct Change: BitwiseCopyable {
        enum Kind: UInt8 {
            case added
            case edited
            case removed
            /// Moved with other words.
            case movedAndEdited
            /// Moved as it was.
            case moved
        }

        /// As a number, since the cache's bytes may be damaged.
        private var rawKind: UInt8
        var path: Int32
        /// The path before a move; else -1.
        var oldPath: Int32

        init(kind: Kind, path: Int32, oldPath: Int32) {
            (rawKind, self.path, self.oldPath) = (kind.rawValue, path, oldPath)
        }

        var kind: Kind { Kind(rawValue: rawKind) ?? .edited }
        var isMove: Bool { oldPath >= 0 }
    }

    var commits: [Commit] = []
    /// The full name and the first line of each commit.
    var names: [String] = []
    var subjects: [String] = []
    /// Changes of all commits, one commit after the other.
    var changes: [Change] = []
    /// Authors and co-authors of all commits, as numbers of `people`.
    var authors: [Int32] = []
    /// Paths from the repository's root.
    var paths: [String] = []
    /// As git writes people: `Ada Lovelace <ada@example.org>`.
    var people: [String] = []

    func changes(of commit: Int) -> ArraySlice<Change> {
        let start = Int(commits[commit].firstChange)
        return changes[start..<start + Int(commits[commit].changeCount)]
    }

    func authors(of commit: Int) -> ArraySlice<Int32> {
        let start = Int(commits[commit].firstAuthor)
        return authors[start..<start + Int(commits[commit].authorCount)]
    }

    /// The commits of this log and another one that stand in `order`, in that order.
    func joined(with other: CommitLog, order: [String]) -> CommitLog {
        var builder = CommitLogBuilder()
        var places: [String: (log: Int, commit: Int)] = [:]
        let logs = [self, other]
        for (number, log) in logs.enumerated() { for (commit, name) in log.names.enumerated() { places[name] = (number, commit) } }
        for name in order {
            guard let place = places[name] else { continue }
            let log = logs[place.log]
            builder.begin(
                name, time: log.commits[place.commit].time, subject: log.subjects[place.commit],
                people: log.authors(of: place.commit).map { log.people[Int($0)] })
            for change in log.changes(of: place.commit) {
                builder.add(
                    change.kind, log.paths[Int(change.path)], from: change.oldPath < 0 ? nil : log.paths[Int(change.oldPath)])
            }
        }
        return builder.log
    }
}

/// Makes a log, with each path and person once.
struct CommitLogBuilder {
    private(set) var log = CommitLog()
    private var pathNumbers: [String: Int32] = [:]
    private var personNumbers: [String: Int32] = [:]

    mutating func begin(_ name: String, time: Int64, subject: String, people: [String]) {
        let authors = people.map { CommitLogBuilder.number(of: $0, in: &log.people, &personNumbers) }
        log.commits.append(
            CommitLog.Commit(
                time: time, firstChange: Int32(log.changes.count), changeCount: 0, firstAuthor: Int32(log.authors.count),
                authorCount: Int32(authors.count)))
        log.names.append(name)
        log.subjects.append(subject)
        log.authors += authors
    }

    /// Adds a change to the commit that was begun last.
    mutating func add(_ kind: CommitLog.Change.Kind, _ path: String, from old: String?) {
        guard let last = log.commits.indices.last else { return }
        log.commits[last].changeCount += 1
        let oldNumber = old.map { CommitLogBuilder.number(of: $0, in: &log.paths, &pathNumbers) } ?? -1
        log.changes.append(
            CommitLog.Change(
                kind: kind, path: CommitLogBuilder.number(of: path, in: &log.paths, &pathNumbers), oldPath: oldNumber))
    }

    private static func number(of text: String, in list: inout [String], _ numbers: inout [String: Int32]) -> Int32 {
        if let known = numbers[text] { return known }
        let number = Int32(list.count)
        list.append(text)
        numbers[text] = number
        return number
    }
}

extension CommitLog {
    func encode(to writer: inout BinaryWriter) {
        writer.write(plain: commits)
        writer.write(plain: changes)
        writer.write(plain: authors)
        for texts in [names, subjects, paths, people] { writer.write(texts) { $0.write($1) } }
    }

    /// - Returns: `nil` when the bytes are damaged.
    init?(from reader: inout BinaryReader) {
        guard let commits: [Commit] = try? reader.plain(), let changes: [Change] = try? reader.plain(),
            let authors: [Int32] = try? reader.plain(), let names = try? reader.strings(), let subjects = try? reader.strings(),
            let paths = try? reader.strings(), let people = try? reader.strings()
        else { return nil }
        (self.commits, self.changes, self.authors) = (commits, changes, authors)
        (self.names, self.subjects, self.paths, self.people) = (names, subjects, paths, people)
        guard names.count == commits.count, subjects.count == commits.count,
            commits.allSatisfy({
                CommitLog.lies($0.firstChange, $0.changeCount, in: changes.count) && CommitLog.lies($0.firstAuthor, $0.authorCount, in: authors.count)
            }), authors.allSatisfy({ CommitLog.lies($0, 1, in: people.count) }),
            changes.allSatisfy({ change in
                CommitLog.lies(change.path, 1, in: paths.count) && (change.oldPath == -1 || CommitLog.lies(change.oldPath, 1, in: paths.count))
            })
        else { return nil }
    }

    private static func lies(_ start: Int32, _ length: Int32, in count: Int) -> Bool {
        start >= 0 && length >= 0 && Int(start) + Int(length) <= count
    }
}
