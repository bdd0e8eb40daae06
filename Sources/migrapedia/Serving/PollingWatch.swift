// Watches the folders of a base by looking from time to time.
import Dispatch
import Synchronization

/// Compares the stamps of all files from time to time: works on every file system, network ones included.
final class PollingWatch: FolderWatch {
    private static let intervalMilliseconds = 400
    private let notes: ChangeNotes
    private let timer: Mutex<any DispatchSourceTimer>

    /// - Parameter notes: where changes are noted; those of another watch where this one helps it.
    init(root: String, notes: ChangeNotes = ChangeNotes()) {
        self.notes = notes
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "migrapedia.watch"))
        let known = Mutex(PollingWatch.stamps(root))
        let interval = PollingWatch.intervalMilliseconds
        timer.schedule(deadline: .now() + .milliseconds(interval), repeating: .milliseconds(interval))
        timer.setEventHandler {
            let now = PollingWatch.stamps(root)
            known.withLock { known in
                defer { known = now }
                if now == known { return }
                let isSameList = now.count == known.count && now.keys.allSatisfy { known[$0] != nil }
                notes.note(LiveBase.Changes(files: Set(now.keys.filter { now[$0] != known[$0] }), needsScan: !isSameList))
            }
        }
        timer.resume()
        self.timer = Mutex(timer)
    }

    func next() async -> LiveBase.Changes? { await FolderWatches.settled(notes) }

    func end() {
        timer.withLock { $0.cancel() }
        notes.end()
    }

    private static func stamps(_ root: String) -> [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        for folder in FolderWatches.allFolders(root: root) {
            for name in FolderWatches.names(in: root + "/" + folder) {
                stamps[folder + "/" + name] = File.stamp(root + "/" + folder + "/" + name)
            }
        }
        return stamps
    }
}

/// Looking from time to time beside a watch of the system that has no more to give for a new folder. A class, because the system's thread begins
/// it.
final class PollingHelp: Sendable {
    private let watch = Mutex<PollingWatch?>(nil)

    func begin(root: String, notes: ChangeNotes) {
        watch.withLock { watch in
            if watch == nil { watch = PollingWatch(root: root, notes: notes) }
        }
    }

    func end() { watch.withLock { $0?.end() } }
}
