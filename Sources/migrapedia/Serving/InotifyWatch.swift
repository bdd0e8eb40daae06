// Watches the folders of a base on Linux, with inotify.
import Dispatch
import Synchronization
#if os(Linux)
    import Glibc

    /// Watches with inotify(7): the system says which file was written.
    final class InotifyWatch: FolderWatch {
        private let notes = ChangeNotes()
        private let links: LinkWatch
        private let source: Mutex<any DispatchSourceRead>
        private let help = PollingHelp()

        private static let events =
            UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO)
            | UInt32(IN_DELETE_SELF) | UInt32(IN_ATTRIB)
        /// In the folder of the base only what comes and goes counts.
        private static let eventsInRoot = UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO)

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
            let (notes, help) = (notes, help)
            links = LinkWatch(root: root, notes: notes)
            source.setEventHandler {
                let changes = InotifyWatch.read(descriptor, watched)
                // A new folder may have been filled before it was watched, and the system may have no watch for it.
                if changes.needsScan, !InotifyWatch.watchAll(root, descriptor, watched) { help.begin(root: root, notes: notes) }
                notes.note(changes)
            }
            source.setCancelHandler { close(descriptor) }
            source.resume()
            self.source = Mutex(source)
        }

        func next() async -> LiveBase.Changes? { await FolderWatches.settled(notes, links) }

        func end() {
            source.withLock { $0.cancel() }
            links.end()
            help.end()
            notes.end()
        }

        /// Watches every folder, and that of the base as `""`; one that is watched already keeps its number.
        private static func watchAll(_ root: String, _ descriptor: Int32, _ watched: borrowing Mutex<[Int32: String]>) -> Bool {
            for folder in [""] + FolderWatches.allFolders(root: root) {
                let number = inotify_add_watch(descriptor, root + "/" + folder, folder.isEmpty ? eventsInRoot : events)
                if number < 0 {
                    // Gone since it was listed.
                    if errno == ENOENT { continue }
                    return false
                }
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
            if let folder, folder.isEmpty {
                // Builds write beside the folders of the base.
                if FolderWatches.folders.contains(name) { changes.needsScan = true }
                return
            }
            if event.mask & UInt32(IN_CLOSE_WRITE) != 0, let folder {
                changes.files.insert(folder + "/" + name)
            } else {
                changes.needsScan = true
                if let folder { changes.files.insert(folder + "/" + name) }
            }
        }
    }
#endif
