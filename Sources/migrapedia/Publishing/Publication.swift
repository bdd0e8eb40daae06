// Publishing: a site is written beside the old one and takes its place in one step.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// What a publication did.
struct PublishOutcome: Sendable {
    var written = 0
    var kept = 0
    var removed = 0
    /// Whether old and new changed places in one call; some file systems cannot do it.
    var isAtomic = true
}

/// One publication of a site into a folder.
///
/// Beside the target stands a work folder, `.NAME.migrapedia`, with a lock, a manifest, and `staging`: a twin of the
/// published folder made of hard links. A build changes what changed in the twin and exchanges the two, so its cost is
/// that of the changes, and the target is always the whole old site or the whole new one. Afterwards the same changes are
/// made to the old folder, which becomes the twin of the next build.
///
/// A class, because it owns the lock for as long as it lives.
final class Publication: Sendable {
    private let target: String
    private let work: String
    private let lock: Int32
    /// What the twin holds at the beginning.
    private let old: [String: ManifestEntry]
    private let stagingFolder: Int32
    /// The published folder before the exchange; -1 when there is none.
    private let targetFolder: Int32

    private struct Progress {
        var kept: Set<String> = []
        var written: [String: ManifestEntry] = [:]
        var folders: Set<String> = [""]
        var isDirty = false
    }
    private let progress = Mutex(Progress())

    private var staging: String { work + "/staging" }

    /// Takes the lock, cleans up after a build that was killed, and makes the twin ready.
    init(target: String) throws(PublishError) {
        let place = try Publication.place(of: target)
        self.target = place.target
        work = place.work
        do throws(FileError) { try File.makeFolder(place.work) } catch { throw PublishError(error) }
        lock = try Publication.takeLock(place.work + "/lock", target: target)
        do throws(PublishError) {
            old = try Publication.prepareTwin(target: place.target, work: place.work)
        } catch {
            close(lock)
            throw error
        }
        stagingFolder = open(place.work + "/staging", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        targetFolder = open(place.target, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    deinit {
        for folder in [stagingFolder, targetFolder] where folder >= 0 { close(folder) }
        close(lock)
    }

    // MARK: Files

    /// Whether the file stands as it should be, made from what `fingerprint` says; if so it is kept.
    func keep(_ path: String, fingerprint: UInt64) throws(PublishError) -> Bool {
        guard let known = old[path], known.fingerprint == fingerprint else { return false }
        // Looked for where somebody may have changed or deleted it.
        var status = stat()
        guard fstatat(targetFolder, path, &status, AT_SYMLINK_NOFOLLOW) == 0, known.matches(status) else { return false }
        progress.withLock { _ = $0.kept.insert(path) }
        return true
    }

    /// Writes a file anew. May be called from several threads, for different paths.
    func write(_ path: String, fingerprint: UInt64, _ bytes: [UInt8]) throws(PublishError) {
        try check(path)
        try makeDirty()
        try makeFolder(of: path)
        // A new inode: the old one may be that of the published file as well.
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var descriptor = openat(stagingFolder, path, flags, 0o666)
        if descriptor < 0, errno == EEXIST {
            unlinkat(stagingFolder, path, 0)
            descriptor = openat(stagingFolder, path, flags, 0o666)
        }
        guard descriptor >= 0 else { throw .file(operation: "write", path: staging + "/" + path, errno: errno) }
        var failure = File.writeAll(descriptor, bytes)
        var status = stat()
        if failure == 0, fstat(descriptor, &status) != 0 { failure = errno }
        close(descriptor)
        if failure != 0 { throw .file(operation: "write", path: staging + "/" + path, errno: failure) }
        let stamp = FileStamp(status)
        let entry = ManifestEntry(
            fingerprint: fingerprint, sizeUTF8: stamp.sizeUTF8, modifiedNanoseconds: stamp.modifiedNanoseconds)
        progress.withLock { $0.written[path] = entry }
    }

    /// No path leaves the site.
    private func check(_ path: String) throws(PublishError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isBad = parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } || path.utf8.contains(0)
        if isBad { throw .badPath(path) }
    }

    private func makeFolder(of path: String) throws(PublishError) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
        let folder = String(path[..<slash])
        if progress.withLock({ $0.folders.contains(folder) }) { return }
        do throws(FileError) { try File.makeFolder(staging + "/" + folder) } catch { throw PublishError(error) }
        progress.withLock { _ = $0.folders.insert(folder) }
    }

    /// Before the first change of the twin a mark is set, so that the next build knows if this one is killed.
    private func makeDirty() throws(PublishError) {
        if progress.withLock({ $0.isDirty }) { return }
        try Publication.mark(work, dirty: true)
        progress.withLock { $0.isDirty = true }
    }

    // MARK: The end

    /// Leaves the target as it is.
    func abandon() {}

    /// Puts the new site in the place of the old one.
    func commit(jobs: Int) async throws(PublishError) -> PublishOutcome {
        let (kept, written) = progress.withLock { ($0.kept, $0.written) }
        let removed = old.keys.filter { !kept.contains($0) && written[$0] == nil }
        var outcome = PublishOutcome(written: written.count, kept: kept.count, removed: removed.count)
        if written.isEmpty, removed.isEmpty, File.exists(target) { return outcome }
        try makeDirty()
        for path in removed { Publication.remove(path, from: staging) }
        var entries = old
        for path in removed { entries[path] = nil }
        entries.merge(written) { $1 }
        do throws(FileError) {
            try Manifest(treeInode: Publication.inode(staging), entries: entries).save(work + "/manifest.next")
        } catch { throw PublishError(error) }
        outcome.isAtomic = try exchange()
        rename(work + "/manifest.next", work + "/manifest")
        try await followUp(changed: Array(written.keys), removed: removed, jobs: jobs)
        try Publication.mark(work, dirty: false)
        return outcome
    }

    /// Exchanges the twin and the target; answers whether that was one step.
    private func exchange() throws(PublishError) -> Bool {
        guard File.exists(target) else {
            guard rename(staging, target) == 0 else { throw .file(operation: "publish", path: target, errno: errno) }
            return true
        }
        let failure = FolderExchange.exchange(staging, target)
        if failure == 0 { return true }
        guard failure == EINVAL || failure == ENOSYS || failure == ENOTSUP else {
            throw .file(operation: "publish", path: target, errno: failure)
        }
        // This file system cannot exchange: for a moment the target is absent.
        let aside = work + "/replaced"
        guard rename(target, aside) == 0, rename(staging, target) == 0, rename(aside, staging) == 0 else {
            throw .file(operation: "publish", path: target, errno: errno)
        }
        return false
    }

    /// Makes the former site a twin of the new one.
    private func followUp(changed: [String], removed: [String], jobs: Int) async throws(PublishError) {
        do throws(FileError) { try File.makeFolder(staging) } catch { throw PublishError(error) }
        for path in removed { Publication.remove(path, from: staging) }
        let (target, staging) = (target, staging)
        let failures = await parallelChunks(count: changed.count, jobs: jobs) { range -> PublishError? in
            do throws(PublishError) {
                for path in changed[range] {
                    unlink(staging + "/" + path)
                    try Publication.link(path, from: target, to: staging)
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure = failures.compactMap({ $0 }).first { throw failure }
    }
}

/// The call that lets two folders change places.
enum FolderExchange {
    /// Answers 0, or the error number.
    static func exchange(_ first: String, _ second: String) -> Int32 {
        #if os(Linux)
            // Glibc's module does not show `renameat2`, so it is looked up by its name.
            typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
            guard let symbol = dlsym(nil, "renameat2") else { return ENOSYS }
            let renameat2 = unsafeBitCast(symbol, to: RenameAt2.self)
            let renameExchange: UInt32 = 2
            return renameat2(AT_FDCWD, first, AT_FDCWD, second, renameExchange) == 0 ? 0 : errno
        #else
            return renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 ? 0 : errno
        #endif
    }
}
