// Watches the folders of a base on macOS, with kqueue.
import Dispatch
import Synchronization
#if !os(Linux)
    import Darwin

    /// Watches with kqueue(2): folders for files that come and go, and each file for what is written to it.
    final class KqueueWatch: FolderWatch {
        private let root: String
        private let notes = ChangeNotes()
        private let links: LinkWatch
        private let help = PollingHelp()
        private let queue = DispatchQueue(label: "migrapedia.watch")
        private let sources = Mutex<[String: any DispatchSourceFileSystemObject]>([:])
        /// Each file that is watched needs a descriptor; a larger base is looked at from time to time instead.
        private static let mostFiles = 4000

        /// `nil` when the base has more files than can be held open.
        init?(root: String) {
            self.root = root
            links = LinkWatch(root: root, notes: notes)
            var limit = rlimit()
            if getrlimit(RLIMIT_NOFILE, &limit) == 0 {
                // Never lower than it was.
                limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, rlim_t(KqueueWatch.mostFiles + 512)))
                setrlimit(RLIMIT_NOFILE, &limit)
            }
            guard watchAll() else {
                end()
                return nil
            }
        }

        func next() async -> LiveBase.Changes? { await FolderWatches.settled(notes, links) }

        func end() {
            sources.withLock { sources in
                for source in sources.values { source.cancel() }
                sources = [:]
            }
            links.end()
            help.end()
            notes.end()
        }

        /// Watches what is not watched yet, and the folder of the base as `""`; answers whether everything is.
        private func watchAll() -> Bool {
            guard watch("") else { return false }
            for folder in FolderWatches.allFolders(root: root) {
                let files = FolderWatches.names(in: root + "/" + folder).map { folder + "/" + $0 }
                for path in [folder] + files where !watch(path) { return false }
            }
            return true
        }

        private func watch(_ path: String) -> Bool {
            // Sources are not `Sendable` before the SDK of macOS 26: one is made where it is kept.
            sources.withLock { sources in
                if sources[path] != nil { return true }
                guard sources.count < KqueueWatch.mostFiles else { return false }
                let descriptor = open(root + "/" + path, O_EVTONLY | O_CLOEXEC)
                guard descriptor >= 0 else { return errno == ENOENT }
                let source = DispatchSource.makeFileSystemObjectSource(
                    fileDescriptor: descriptor, eventMask: [.write, .extend, .attrib, .delete, .rename], queue: queue)
                source.setEventHandler { [weak self] in self?.changed(path) }
                source.setCancelHandler { close(descriptor) }
                source.resume()
                sources[path] = source
                return true
            }
        }

        private func changed(_ path: String) {
            // Builds write beside the folders of the base. One of these that goes tells it itself.
            if path.isEmpty, !FolderWatches.folders.contains(where: isNew) { return }
            let isGone = sources.withLock { sources in
                guard let source = sources[path], !source.data.isDisjoint(with: [.delete, .rename]) else { return false }
                // What is in a folder moves with it, and does not tell.
                for (other, source) in sources where other == path || other.hasPrefix(path + "/") {
                    source.cancel()
                    sources[other] = nil
                }
                return true
            }
            var status = stat()
            let isFolder = stat(root + "/" + path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            notes.note(LiveBase.Changes(files: isFolder ? [] : [path], needsScan: isFolder || isGone))
            if isFolder || isGone, !watchAll() { help.begin(root: root, notes: notes) }
        }

        private func isNew(_ folder: String) -> Bool {
            File.isFolder(root + "/" + folder) && sources.withLock { $0[folder] == nil }
        }
    }
#endif
