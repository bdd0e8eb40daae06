// Changes to files of the base that are made together: all of them or none.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files with their old and new contents.
///
/// Before the first file is touched the old contents are written down below `.migrapedia/changes/`. A run that fails
/// puts them back; after one that was killed, the next command that changes files does.
struct ChangeSet: Sendable {
    struct Change: Sendable {
        /// Relative to the source folder.
        var path: String
        /// `nil` when the file is not there.
        var old: [UInt8]?
        /// `nil` when the file goes.
        var new: [UInt8]?
    }

    private(set) var changes: [Change] = []
    private var indexByPath: [String: Int] = [:]

    var isEmpty: Bool { changes.isEmpty }

    /// Adds a change, or replaces the new content of a path that has one. Nothing is added where nothing changes.
    mutating func set(_ path: String, old: [UInt8]?, new: [UInt8]?) {
        if let index = indexByPath[path] {
            changes[index].new = new
        } else if old != new {
            indexByPath[path] = changes.count
            changes.append(Change(path: path, old: old, new: new))
        }
    }

    /// The content a path will have; the outer `nil` when it is not changed.
    func planned(_ path: String) -> [UInt8]?? { indexByPath[path].map { changes[$0].new } }

    /// All changes as one unified diff, by path.
    func diff(leavingOut omitted: Set<String> = []) -> String {
        changes.filter { !omitted.contains($0.path) }.sorted { $0.path < $1.path }.map { unifiedDiff($0.old, $0.new, path: $0.path) }.joined()
    }

    /// Makes all changes below `root`, or none.
    func apply(root: String) throws(ToolError) {
        if changes.isEmpty { return }
        let journal = ChangeJournal(root: root)
        let lock = try journal.takeLock()
        defer { lock.giveBack() }
        for change in changes where ChangeSet.content(root + "/" + change.path) != change.old {
            throw ToolError("\(change.path) was changed by something else in the meantime; nothing was written, run the command again")
        }
        do throws(FileError) {
            try journal.begin(changes)
            for change in changes { try ChangeSet.write(change.new, to: root + "/" + change.path) }
        } catch {
            try journal.undo()
            throw ToolError("\(error.message); nothing was changed")
        }
        journal.end()
    }

    /// Undoes what a killed run left half done; says so on standard error.
    static func recover(root: String) throws(ToolError) {
        let journal = ChangeJournal(root: root)
        guard journal.isOpen else { return }
        let lock = try journal.takeLock()
        defer { lock.giveBack() }
        try journal.undo()
        printError("an earlier run was interrupted while it changed files; its changes were undone")
    }

    private static func content(_ path: String) -> [UInt8]? { File.exists(path) ? try? File.read(path) : nil }

    fileprivate static func write(_ bytes: [UInt8]?, to path: String) throws(FileError) {
        // A link stays a link: what it leads to is written.
        let target = File.realPath(path) ?? path
        guard let bytes else {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError(operation: "delete", path: path, code: errno) }
            return
        }
        try File.makeFolder(above: target)
        try File.replace(target, with: bytes)
    }
}

/// The old contents of files that are being changed.
private struct ChangeJournal {
    let root: String
    private var folder: String { root + "/.migrapedia/changes" }
    /// One line for each file: the number of its saved content, or `-` for a file that was not there, and its path.
    private var list: String { folder + "/journal" }

    init(root: String) { self.root = root }

    /// Whether changes are under way, or were when a run was killed.
    var isOpen: Bool { File.exists(list) }

    func takeLock() throws(ToolError) -> FileLock {
        do throws(FileError) { try File.makeFolder(folder) } catch { throw ToolError(error) }
        let path = folder + "/lock"
        do throws(FileLock.Failure) {
            return try FileLock.take(path)
        } catch {
            switch error {
            case .isHeld: throw ToolError("another command is changing files of this base; wait until it is done")
            case .system(let code): throw ToolError(FileError(operation: "lock", path: path, code: code))
            }
        }
    }

    func begin(_ changes: [ChangeSet.Change]) throws(FileError) {
        var lines = ""
        for (number, change) in changes.enumerated() {
            if let old = change.old { try File.replace("\(folder)/\(number)", with: old) }
            lines += "\(change.old == nil ? "-" : String(number))\t\(change.path)\n"
        }
        try File.replace(list, with: Array(lines.utf8))
    }

    func undo() throws(ToolError) {
        do throws(FileError) {
            guard isOpen else { return }
            let lines = String(decoding: try File.read(list), as: UTF8.self).split(separator: "\n")
            for line in lines {
                let parts = line.split(separator: "\t", maxSplits: 1)
                guard parts.count == 2 else { continue }
                let path = root + "/" + parts[1]
                unlink(path + ".new")
                // Nothing was written where a folder stands, or below a file: that may be why the changes failed.
                if parts[0] == "-", !File.isRegular(path) { continue }
                try ChangeSet.write(parts[0] == "-" ? nil : try File.read("\(folder)/\(parts[0])"), to: path)
            }
        } catch {
            throw ToolError("\(error.message); the old contents stand in \(folder)")
        }
        end()
    }

    /// Forgets the old contents. The list goes first: without it nothing is undone.
    func end() {
        unlink(list)
        // Those of a killed run as well, and numbers of files that were not there are passed over.
        for name in (try? File.visibleNames(in: folder)) ?? [] where Int(name) != nil { unlink(folder + "/" + name) }
    }
}
