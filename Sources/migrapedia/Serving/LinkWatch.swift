// Watching what symbolic links of a base lead to, which may stand where no watch of folders looks.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Dispatch
import Synchronization

/// Looks at what links lead to: at each change that another watch tells, since a link and its file are edited at once, and each second, for
/// files elsewhere in the base. Watches of the system follow the file that a link led to, and not the one put in its place.
final class LinkWatch: Sendable {
    let stamps: LinkStamps
    private let timer: Mutex<any DispatchSourceTimer>

    /// What changed is noted in `notes`.
    init(root: String, notes: ChangeNotes) {
        let stamps = LinkStamps(root: root)
        self.stamps = stamps
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "migrapedia.links"))
        timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1))
        timer.setEventHandler { notes.note(stamps.changes()) }
        timer.resume()
        self.timer = Mutex(timer)
    }

    func end() { timer.withLock { $0.cancel() } }
}

/// The links of a base and the stamps of the files they lead to. A class, because a timer and a task ask it.
final class LinkStamps: Sendable {
    private let root: String
    /// By the paths of the links; `nil` for one that leads to nothing.
    private let known: Mutex<[String: FileStamp?]>

    init(root: String) {
        self.root = root
        known = Mutex(LinkStamps.stamps(LinkStamps.links(root: root), root))
    }

    /// The links whose files changed since they were last asked for.
    func changes() -> LiveBase.Changes {
        known.withLock { known in
            let now = LinkStamps.stamps(known.keys, root)
            let changed = now.filter { path, stamp in known[path] != .some(stamp) }
            // Where one led to nothing, or does now, an entry comes or goes.
            let needsScan = changed.contains { path, stamp in stamp == nil || (known[path] ?? nil) == nil }
            known = now
            return LiveBase.Changes(files: Set(changed.keys), needsScan: needsScan)
        }
    }

    /// Looks for links that came or went.
    func list() {
        let links = LinkStamps.links(root: root)
        known.withLock { known in
            let new = LinkStamps.stamps(links.filter { known[$0] == nil }, root)
            known = known.filter { links.contains($0.key) }.merging(new) { old, _ in old }
        }
    }

    private static func links(root: String) -> Set<String> {
        var links: Set<String> = []
        for folder in FolderWatches.allFolders(root: root) {
            for name in FolderWatches.names(in: root + "/" + folder) where File.isLink(root + "/" + folder + "/" + name) {
                links.insert(folder + "/" + name)
            }
        }
        return links
    }

    private static func stamps(_ links: some Sequence<String>, _ root: String) -> [String: FileStamp?] {
        Dictionary(links.map { ($0, File.stamp(root + "/" + $0)) }) { first, _ in first }
    }
}
