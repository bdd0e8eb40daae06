// Watching the folders of a base: inotify on Linux, kqueue on macOS, and looking from time to time where neither works.
import Synchronization

/// What tells a preview that files have changed. A class, because it owns what the system watches with.
protocol FolderWatch: Sendable {
    /// Waits for changes. Those that follow each other closely come together; `nil` when the watch has ended.
    func next() async -> LiveBase.Changes?
    func end()
}

enum FolderWatches {
    /// The folders of a base that a preview depends on. Watches look at what they stand in as well: one that goes may come back.
    static let folders = ["content", "templates", "site"]
    /// Programs write a file in several steps; what comes within this time belongs together.
    private static let quietMilliseconds = 8
    private static let longestMilliseconds = 200

    /// The best watch that the system has.
    static func make(root: String, isPolling: Bool) -> any FolderWatch {
        if isPolling { return PollingWatch(root: root) }
        #if os(Linux)
            return InotifyWatch(root: root) ?? PollingWatch(root: root)
        #else
            return KqueueWatch(root: root) ?? PollingWatch(root: root)
        #endif
    }

    /// Every folder below those of a base, themselves included, relative to `root`. Hidden ones are left out, as they are
    /// no part of a base.
    static func allFolders(root: String) -> [String] {
        var found: [String] = []
        var open = folders.filter { File.isFolder(root + "/" + $0) }
        while let folder = open.popLast() {
            found.append(folder)
            for name in names(in: root + "/" + folder) where File.isFolder(root + "/" + folder + "/" + name) {
                open.append(folder + "/" + name)
            }
        }
        return found
    }

    /// Names in a folder; none where it cannot be read, as one that has just gone.
    static func names(in path: String) -> [String] { (try? File.visibleNames(in: path)) ?? [] }

    /// Waits until something is noted and then nothing more for a moment. What links lead to is looked at with it.
    static func settled(_ notes: ChangeNotes, _ links: LinkWatch? = nil) async -> LiveBase.Changes? {
        guard var changes = await notes.wait() else { return nil }
        var waited = 0
        while waited < longestMilliseconds {
            try? await Task.sleep(for: .milliseconds(quietMilliseconds))
            waited += quietMilliseconds
            let more = notes.take()
            if more.isEmpty { break }
            changes.merge(more)
        }
        if let links {
            changes.merge(links.stamps.changes())
            if changes.needsScan { links.stamps.list() }
        }
        return changes
    }
}

/// Changes that were noted and not yet taken. A class, because the system's thread writes to it while a task waits.
final class ChangeNotes: Sendable {
    private let pending = Mutex(LiveBase.Changes())
    private let wake: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    init() {
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func note(_ changes: LiveBase.Changes) {
        guard !changes.isEmpty else { return }
        pending.withLock { $0.merge(changes) }
        waker.yield()
    }

    func take() -> LiveBase.Changes {
        pending.withLock { pending in
            defer { pending = LiveBase.Changes() }
            return pending
        }
    }

    /// Waits until there are changes; `nil` after `end`.
    func wait() async -> LiveBase.Changes? {
        for await _ in wake {
            let changes = take()
            if !changes.isEmpty { return changes }
        }
        return nil
    }

    func end() { waker.finish() }
}
