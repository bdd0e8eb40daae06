// Follows files through the commits, from the first to the last, under whatever name: who wrote what is there today, and when.
import WikiSite

/// Plays a log from its beginning. An entry is a number that a path bears; a move gives the number to another path.
struct HistoryReplay {
    private struct Entry {
        var added: Int64 = 0
        var changed: Int64 = 0
        var authors: [Int32] = []
        /// Whether a path bears it.
        var isThere = true
    }

    /// One commit's work on one entry.
    private struct Work {
        var commit: Int32
        var entry: Int32
        var isNew: Bool
    }

    private static let none: Int32 = -1

    private let log: CommitLog
    private var entries: [Entry] = []
    /// The entry that each path bears, and the one it bore last.
    private var bearing: [Int32]
    private var bore: [Int32]
    private var work: [Work] = []
    /// Names of people as they are shown; empty for those who get no credit.
    private let names: [String]

    /// - Parameter names: of `log.people`; empty for programs, whose commits change neither dates nor credit.
    init(_ log: CommitLog, names: [String]) {
        self.log = log
        self.names = names
        bearing = Array(repeating: HistoryReplay.none, count: log.paths.count)
        bore = bearing
        for commit in log.commits.indices { play(commit) }
    }

    private mutating func play(_ commit: Int) {
        let changes = log.changes(of: commit)
        let isCredited = log.authors(of: commit).contains { !names[Int($0)].isEmpty } || log.authors(of: commit).isEmpty
        // First all files leave their old places, so that two may change places in one commit.
        var moved: [Int32] = []
        for change in changes {
            if change.isMove { moved.append(entry(at: change.oldPath)) }
            else if change.kind == .removed { leave(change.path, entry(at: change.path)) }
        }
        var next = 0
        for change in changes where change.isMove {
            leave(change.oldPath, moved[next])
            next += 1
        }
        next = 0
        for change in changes where change.kind != .removed {
            let before = entries.count
            let entry: Int32
            if change.isMove {
                entry = moved[next]
                next += 1
            } else {
                entry = change.kind == .added ? added(at: change.path) : self.entry(at: change.path)
            }
            bearing[Int(change.path)] = entry
            entries[Int(entry)].isThere = true
            // A file that only moved says what it said.
            if isCredited, change.kind != .moved || entries[Int(entry)].added == 0 { credit(commit, entry, isNew: entries.count > before) }
        }
    }

    /// The entry at a path. Of two branches, one may edit what the other has moved: it is the one that stood there.
    private mutating func entry(at path: Int32) -> Int32 {
        if bearing[Int(path)] >= 0 { return bearing[Int(path)] }
        if bore[Int(path)] >= 0 { return bore[Int(path)] }
        return new()
    }

    /// The entry that an added file is: that of the other branch which added it too, the one that was removed from there, or
    /// a new one.
    private mutating func added(at path: Int32) -> Int32 {
        if bearing[Int(path)] >= 0 { return bearing[Int(path)] }
        let last = bore[Int(path)]
        return last >= 0 && !entries[Int(last)].isThere ? last : new()
    }

    private mutating func new() -> Int32 {
        entries.append(Entry())
        return Int32(entries.count - 1)
    }

    private mutating func leave(_ path: Int32, _ entry: Int32) {
        guard bearing[Int(path)] == entry || bearing[Int(path)] < 0 else { return }
        bearing[Int(path)] = HistoryReplay.none
        bore[Int(path)] = entry
        entries[Int(entry)].isThere = false
    }

    private mutating func credit(_ commit: Int, _ number: Int32, isNew: Bool) {
        let time = log.commits[commit].time
        let isFirst = entries[Int(number)].added == 0
        entries[Int(number)].added = isFirst ? time : min(entries[Int(number)].added, time)
        entries[Int(number)].changed = max(entries[Int(number)].changed, time)
        for author in log.authors(of: commit) where !names[Int(author)].isEmpty && !entries[Int(number)].authors.contains(author) {
            entries[Int(number)].authors.append(author)
        }
        work.append(Work(commit: Int32(commit), entry: number, isNew: isNew))
    }

    // MARK: The result

    /// Commits of the list of recent changes, and entries named of each.
    private static let mostChanges = 200
    private static let mostParts = 12

    /// What is known of the files at `paths`, which are relative to a folder of the repository.
    /// - Parameter prefix: that folder, empty or ending in `/`.
    func history(of paths: [String], below prefix: String) -> SiteHistory {
        var numbers: [String: Int] = [:]
        numbers.reserveCapacity(log.paths.count)
        for (number, path) in log.paths.enumerated() { numbers[path] = number }
        var history = SiteHistory()
        history.entries.reserveCapacity(paths.count)
        var places = [String?](repeating: nil, count: entries.count)
        for path in paths {
            guard let number = numbers[prefix + path], bearing[number] >= 0 else { continue }
            let entry = entries[Int(bearing[number])]
            guard entry.added > 0 else { continue }
            places[Int(bearing[number])] = path
            history.entries[path] = SiteHistory.Entry(
                added: Int(entry.added), changed: Int(entry.changed), contributors: people(entry.authors))
        }
        history.changes = changes(places)
        return history
    }

    /// Names, each once: two addresses of one person give one name.
    private func people(_ authors: some Sequence<Int32>) -> [String] {
        var result: [String] = []
        for author in authors where !names[Int(author)].isEmpty && !result.contains(names[Int(author)]) { result.append(names[Int(author)]) }
        return result
    }

    /// The newest commits that worked on entries which are still there.
    private func changes(_ paths: [String?]) -> [SiteHistory.Change] {
        var byCommit: [(commit: Int, work: Range<Int>)] = []
        var start = 0
        while start < work.count {
            var end = start
            while end < work.count, work[end].commit == work[start].commit { end += 1 }
            byCommit.append((Int(work[start].commit), start..<end))
            start = end
        }
        byCommit.sort { left, right in
            let (a, b) = (log.commits[left.commit].time, log.commits[right.commit].time)
            return a == b ? left.commit > right.commit : a > b
        }
        var changes: [SiteHistory.Change] = []
        for (commit, range) in byCommit {
            let parts = range.compactMap { index in
                paths[Int(work[index].entry)].map { SiteHistory.Change.Part(path: $0, isNew: work[index].isNew) }
            }.sorted { $0.path < $1.path }
            guard !parts.isEmpty else { continue }
            changes.append(
                SiteHistory.Change(
                    commit: log.names[commit], time: Int(log.commits[commit].time), subject: log.subjects[commit],
                    contributors: people(log.authors(of: commit)), parts: Array(parts.prefix(HistoryReplay.mostParts)),
                    others: max(0, parts.count - HistoryReplay.mostParts)))
            if changes.count == HistoryReplay.mostChanges { break }
        }
        return changes
    }
}
