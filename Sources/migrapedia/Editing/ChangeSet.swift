// Changes to files of the base that are made together: all of them or none.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// Files with their old and new contents.
///
/// Before the first file is touched the old contents are written down below `.migrapedia/changes/`. A run that fails
/// puts them back; after one that was killed, the next command that changes files does, but where somebody changed a file since.
struct ChangeSet: Sendable {
    struct Change: Sendable {
        /// Relative to the source folder.
        var path: String
        /// `nil` when the file is not there.
        var old: [UInt8]?
        /// `nil` when the file goes, or is a copy.
        var new: [UInt8]?
        /// The file that is copied there: read when it is written, so that not all copies are held at once.
        fileprivate var original: String?
        /// The path whose permissions the file keeps: its own, or that of the file it was moved from.
        fileprivate var model: String

        /// What the file will hold; `nil` when it goes.
        fileprivate func content() throws(FileError) -> [UInt8]? { if let original { try File.read(original) } else { new } }
    }

    private(set) var changes: [Change] = []
    private var indexByPath: [String: Int] = [:]

    var isEmpty: Bool { changes.isEmpty }

    /// Adds a change, or replaces the new content of a path that has one. Nothing is added where nothing changes.
    ///
    /// - Parameter origin: the path of the file that is moved there.
    mutating func set(_ path: String, old: [UInt8]?, new: [UInt8]?, movedFrom origin: String? = nil) {
        if let index = indexByPath[path] {
            changes[index].new = new
        } else if old != new {
            indexByPath[path] = changes.count
            changes.append(Change(path: path, old: old, new: new, model: origin ?? path))
        }
    }

    /// Adds a new file that is the copy of one outside of the base.
    mutating func copy(_ original: String, to path: String) {
        indexByPath[path] = changes.count
        changes.append(Change(path: path, old: nil, new: nil, original: original, model: path))
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
        // A run that was killed since `recover`: what it saved would be written over.
        if journal.isOpen { throw ToolError("an earlier run was interrupted while it changed files; run the command again") }
        for change in changes where ChangeSet.isOutdated(change, root: root) {
            throw ToolError("\(change.path) was changed by something else in the meantime; nothing was written, run the command again")
        }
        let permissions = changes.map { File.permissions(root + "/" + $0.model) }
        do throws(FileError) {
            let ending = try journal.begin(changes)
            for (change, permissions) in zip(changes, permissions) {
                try ChangeSet.write(change.content(), to: root + "/" + change.path, ending: ending, permissions: permissions)
            }
        } catch {
            throw ToolError((["\(error.message); nothing was changed"] + (try journal.undo())).joined(separator: "\n"))
        }
        journal.end()
    }

    /// Undoes what a killed run left half done; says so on standard error.
    static func recover(root: String) throws(ToolError) {
        let journal = ChangeJournal(root: root)
        guard journal.isOpen else { return }
        let lock = try journal.takeLock()
        defer { lock.giveBack() }
        let left = try journal.undo()
        printError("an earlier run was interrupted while it changed files; its changes were undone")
        for line in left { printError(line) }
    }

    /// Whether a file is no longer what it was when the change was planned.
    private static func isOutdated(_ change: Change, root: String) -> Bool {
        let path = root + "/" + change.path
        guard let old = change.old else { return File.isFile(path) }
        return !File.isFile(path) || (try? File.read(path)) != old
    }

    /// A link stays a link: what it leads to is written.
    fileprivate static func target(_ path: String) -> String { File.realPath(path) ?? path }

    fileprivate static func write(_ bytes: [UInt8]?, to path: String, ending: String, permissions: mode_t?) throws(FileError) {
        guard let bytes else {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError(operation: "delete", path: path, code: errno) }
            return
        }
        let target = target(path)
        try File.makeFolder(above: target)
        try File.replace(target, with: bytes, by: target + ending, permissions: permissions)
    }
}

/// The old contents of files that are being changed.
private struct ChangeJournal {
    let root: String
    private var folder: String { root + "/.migrapedia/changes" }
    /// The ending of the files that are written first; then one line for each file: the number of its saved content, or `-` for a
    /// file that was not there, the mark of its new content, and its path.
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

    /// - Returns: the ending of the files that are written first.
    func begin(_ changes: [ChangeSet.Change]) throws(FileError) -> String {
        let ending = File.freeEnding(beside: changes.map { ChangeSet.target(root + "/" + $0.path) })
        var lines = ending + "\n"
        for (number, change) in changes.enumerated() {
            if let old = change.old {
                try File.replace("\(folder)/\(number)", with: old, permissions: File.permissions(root + "/" + change.path))
            }
            lines += "\(change.old == nil ? "-" : String(number))\t\(mark(try change.content()))\t\(change.path)\n"
        }
        try File.replace(list, with: Array(lines.utf8))
        return ending
    }

    /// What tells whether a file still has the content that a run gave it.
    private func mark(_ content: [UInt8]?) -> String { content.map { String(StableHash.of($0), radix: 16) } ?? "-" }

    /// Puts the old contents back, but where a file is neither as it was nor as the run made it: that is somebody's work.
    ///
    /// - Returns: what is said of each file that was left.
    func undo() throws(ToolError) -> [String] {
        var left: [String] = []
        do throws(FileError) {
            guard isOpen else { return [] }
            var lines = String(decoding: try File.read(list), as: UTF8.self).split(separator: "\n")
            // A journal of an earlier version begins with the first file, and its lines have no marks: nothing is written over.
            let ending = lines.first.flatMap { $0.contains("\t") ? nil : String($0) }
            if ending != nil { lines.removeFirst() }
            for line in lines {
                let parts = line.split(separator: "\t", maxSplits: ending == nil ? 1 : 2).map(String.init)
                guard let path = parts.last, parts.count > 1 else { continue }
                let whole = root + "/" + path
                if let ending { unlink(ChangeSet.target(whole) + ending) }
                let saved = parts[0] == "-" ? nil : "\(folder)/\(parts[0])"
                let old: [UInt8]? = if let saved { try File.read(saved) } else { nil }
                let current: [UInt8]? = File.isFile(whole) ? try File.read(whole) : nil
                if current == old { continue }
                if let ending, parts[1] == mark(current) {
                    try ChangeSet.write(old, to: whole, ending: ending, permissions: saved.flatMap(File.permissions))
                } else {
                    left.append(try leave(path, isThere: current != nil, old: old, saved: saved))
                }
            }
        } catch {
            throw ToolError("\(error.message); the old contents stand in \(folder)")
        }
        end()
        return left
    }

    /// Keeps the old content of a file that is left as it is; answers what is said of it.
    private func leave(_ path: String, isThere: Bool, old: [UInt8]?, saved: String?) throws(FileError) -> String {
        let what = "\(path) was \(isThere ? "changed" : "deleted") since then and is left so"
        guard let old, let saved else { return what + "; the run had made it" }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        var (kept, number) = ("\(folder)/\(name).old", 1)
        while File.exists(kept), try File.read(kept) != old {
            number += 1
            kept = "\(folder)/\(name).\(number).old"
        }
        try File.replace(kept, with: old, permissions: File.permissions(saved))
        return what + "; what it held before the run is kept in \(kept)"
    }

    /// Forgets the old contents. The list goes first: without it nothing is undone.
    func end() {
        unlink(list)
        // Those of a killed run as well, and numbers of files that were not there are passed over.
        for name in (try? File.visibleNames(in: folder)) ?? [] where Int(name) != nil { unlink(folder + "/" + name) }
    }
}
