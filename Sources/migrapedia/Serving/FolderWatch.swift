// Watches the folders of a base: inotify on Linux, kqueue on macOS, and looking from time to time where neither works.
import Dispatch
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// What tells a preview that files have changed. A class, because it owns what the system watches with.
protocol FolderWatch: Sendable {
    /// Waits for changes. Those that follow each other closely come together; `nil` when the watch has ended.
    func next() async -> LiveBase.Changes?
    func end()
}

enum FolderWatches {
    /// The folders of a base that a preview depends on.
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
        var open = folders.filter { isFolder(root + "/" + $0) }
        while let folder = open.popLast() {
            found.append(folder)
            for name in names(in: root + "/" + folder) where isFolder(root + "/" + folder + "/" + name) {
                open.append(folder + "/" + name)
            }
        }
        return found
    }

    /// Names in a folder that do not begin with a full stop.
    static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let item = readdir(stream) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Waits until something is noted and then nothing more for a moment.
    static func settled(_ notes: ChangeNotes) async -> LiveBase.Changes? {
        guard var changes = await notes.wait() else { return nil }
        var waited = 0
        while waited < longestMilliseconds {
            try? await Task.sleep(for: .milliseconds(quietMilliseconds))
            waited += quietMilliseconds
            let more = notes.take()
            if more.isEmpty { break }
            changes.merge(more)
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

/// Compares the stamps of all files from time to time: works on every file system, network ones included.
final class PollingWatch: FolderWatch {
    private let notes = ChangeNotes()
    private let timer: Mutex<any DispatchSourceTimer>

    init(root: String, everyMilliseconds interval: Int = 400) {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "migrapedia.watch"))
        let known = Mutex(PollingWatch.stamps(root))
        let notes = notes
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

#if os(Linux)
    /// Watches with inotify(7): the system says which file was written.
    final class InotifyWatch: FolderWatch {
        private let notes = ChangeNotes()
        private let source: Mutex<any DispatchSourceRead>

        private static let events =
            UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO)
            | UInt32(IN_DELETE_SELF) | UInt32(IN_ATTRIB)

        /// `nil` when the system has no more watches to give.
        init?(root: String) {
            let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
            guard descriptor >= 0 else { return nil }
            let watched = Mutex<[Int32: String]>([:])
            guard InotifyWatch.watchAll(root, descriptor, watched) else {
                close(descriptor)
                return nil
            }
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "migrapedia.watch"))
            let notes = notes
            source.setEventHandler {
                let changes = InotifyWatch.read(descriptor, watched)
                // A new folder may have been filled before it was watched.
                if changes.needsScan { _ = InotifyWatch.watchAll(root, descriptor, watched) }
                notes.note(changes)
            }
            source.setCancelHandler { close(descriptor) }
            source.resume()
            self.source = Mutex(source)
        }

        func next() async -> LiveBase.Changes? { await FolderWatches.settled(notes) }

        func end() {
            source.withLock { $0.cancel() }
            notes.end()
        }

        /// Watches every folder; one that is watched already keeps its number.
        private static func watchAll(_ root: String, _ descriptor: Int32, _ watched: borrowing Mutex<[Int32: String]>) -> Bool {
            for folder in FolderWatches.allFolders(root: root) {
                let number = inotify_add_watch(descriptor, root + "/" + folder, events)
                if number < 0 { return errno == ENOENT }
                watched.withLock { $0[number] = folder }
            }
            return true
        }

        private static func read(_ descriptor: Int32, _ watched: borrowing Mutex<[Int32: String]>) -> LiveBase.Changes {
            var changes = LiveBase.Changes()
            var buffer = [UInt8](repeating: 0, count: 16 << 10)
            while true {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                guard count > 0 else { return changes }
                buffer.withUnsafeBytes { bytes in
                    var offset = 0
                    while offset < count {
                        let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                        let start = offset + MemoryLayout<inotify_event>.size
                        let end = start + Int(event.len)
                        let name = String(decoding: bytes[start..<end].prefix { $0 != 0 }, as: UTF8.self)
                        note(event, name: name, folder: watched.withLock { $0[event.wd] }, in: &changes)
                        offset = end
                    }
                }
            }
        }

        private static func note(_ event: inotify_event, name: String, folder: String?, in changes: inout LiveBase.Changes) {
            // Hidden files are no part of a base; editors keep their own beside what they edit.
            if name.hasPrefix(".") { return }
            if event.mask & UInt32(IN_CLOSE_WRITE) != 0, let folder {
                changes.files.insert(folder + "/" + name)
            } else {
                changes.needsScan = true
                if let folder { changes.files.insert(folder + "/" + name) }
            }
        }
    }
#else
    /// Watches with kqueue(2): folders for files that come and go, and each file for what is written to it.
    final class KqueueWatch: FolderWatch {
        private let root: String
        private let notes = ChangeNotes()
        private let queue = DispatchQueue(label: "migrapedia.watch")
        private let sources = Mutex<[String: any DispatchSourceFileSystemObject]>([:])
        /// Each file that is watched needs a descriptor; a larger base is looked at from time to time instead.
        private static let mostFiles = 4000

        /// `nil` when the base has more files than can be held open.
        init?(root: String) {
            self.root = root
            var limit = rlimit()
            if getrlimit(RLIMIT_NOFILE, &limit) == 0 {
                limit.rlim_cur = min(limit.rlim_max, rlim_t(KqueueWatch.mostFiles + 512))
                setrlimit(RLIMIT_NOFILE, &limit)
            }
            guard watchAll() else {
                end()
                return nil
            }
        }

        func next() async -> LiveBase.Changes? { await FolderWatches.settled(notes) }

        func end() {
            sources.withLock { sources in
                for source in sources.values { source.cancel() }
                sources = [:]
            }
            notes.end()
        }

        /// Watches what is not watched yet; answers whether everything is.
        private func watchAll() -> Bool {
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
            let isGone = sources.withLock { sources in
                guard let source = sources[path], !source.data.isDisjoint(with: [.delete, .rename]) else { return false }
                source.cancel()
                sources[path] = nil
                return true
            }
            var status = stat()
            let isFolder = stat(root + "/" + path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            notes.note(LiveBase.Changes(files: isFolder ? [] : [path], needsScan: isFolder || isGone))
            if isFolder || isGone { _ = watchAll() }
        }
    }
#endif
