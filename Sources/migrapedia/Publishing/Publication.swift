// Publishing: a site is written beside the old one and takes its place in one step.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// One publication of a site into a folder.
///
/// Beside the target stands a work folder, `.NAME.migrapedia`, with a lock, a manifest, and `staging`: a twin of the
/// published folder made of hard links. A build changes what changed in the twin and exchanges the two, so its cost is
/// that of the changes, and the target is always the whole old site or the whole new one. Afterwards the same changes are
/// made to the old folder, which becomes the twin of the next build. Files in the target that no build made (`.git`,
/// `CNAME`) stay in the target.
///
/// A class, because it owns the lock until it is committed or abandoned.
final class Publication: Sendable {
    private let place: PublishedPlace
    private let abilities: FileSystemAbilities
    /// What the twin holds at the beginning.
    private let old: Manifest
    private let stagingFolder: Int32
    /// The published folder before the exchange; -1 when there is none.
    private let targetFolder: Int32

    private struct Progress {
        /// Absent when it was given back.
        var lock: FileLock?
        /// Which files of `old` stay as they are, and which were asked for, with those that are new.
        var isKept: [Bool]
        var isAsked: [Bool]
        var newAsked: Set<String> = []
        var written: [String: ManifestEntry] = [:]
        var folders: Set<String> = [""]
        /// New paths at which a file stood already, in lower case: the file system takes `A.png` and `a.png` for one name.
        var respelled: Set<String> = []
        var isDirty = false
    }
    private let progress: Mutex<Progress>

    /// Takes the lock, cleans up after a build that was killed, and makes the twin ready.
    init(_ place: PublishedPlace, _ abilities: FileSystemAbilities = FileSystemAbilities()) throws(PublishError) {
        self.place = place
        self.abilities = abilities
        do throws(FileError) { try File.makeFolder(place.work) } catch { throw PublishError(error) }
        let lock = try place.takeLock()
        do throws(PublishError) {
            old = try place.prepareTwin(abilities)
        } catch {
            lock.giveBack()
            throw error
        }
        stagingFolder = open(place.staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        targetFolder = open(place.target, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let isNone = [Bool](repeating: false, count: old.paths.count)
        progress = Mutex(Progress(lock: lock, isKept: isNone, isAsked: isNone))
    }

    deinit {
        for folder in [stagingFolder, targetFolder] where folder >= 0 { close(folder) }
        releaseLock()
    }

    /// The next build may start; this publication may not write any more.
    private func releaseLock() {
        progress.withLock { progress in
            progress.lock?.giveBack()
            progress.lock = nil
        }
    }

    // MARK: Files

    /// Whether nothing is to be written: the file stands as it should be, made from what `fingerprint` says, and is kept, or it was asked
    /// for before. Of several pages at one address, which is an error of the content, the first stands there.
    func keep(_ path: String, fingerprint: UInt64) -> Bool {
        guard let number = old.paths.number(of: path) else { return progress.withLock { !$0.newAsked.insert(path).inserted } }
        let isAsIs = old.entries[number].fingerprint == fingerprint && stands(path, number)
        return progress.withLock { progress in
            if progress.isAsked[number] { return true }
            progress.isAsked[number] = true
            progress.isKept[number] = isAsIs
            return isAsIs
        }
    }

    /// Whether a file is as it was written. It is looked for where somebody may have changed or deleted it.
    private func stands(_ path: String, _ number: Int) -> Bool {
        var status = stat()
        // A string that is passed as it is would be copied first.
        let failure = path.withCString { fstatat(targetFolder, $0, &status, AT_SYMLINK_NOFOLLOW) }
        return failure == 0 && old.entries[number].matches(status)
    }

    /// Keeps every file of the last publication whose path begins with `folder`, if there are any and all stand as they
    /// should; answers how many, or `nil` when they must be made again. Without a fingerprint whatever stands is kept.
    func keepAll(below folder: String, fingerprint: UInt64?) -> Int? {
        let numbers = old.paths.numbers(withPrefix: folder)
        let isWhole = !numbers.isEmpty && numbers.allSatisfy { number in
            (fingerprint == nil || old.entries[number].fingerprint == fingerprint) && stands(old.paths[number], number)
        }
        guard isWhole else { return nil }
        progress.withLock { progress in
            for number in numbers { progress.isKept[number] = true }
        }
        return numbers.count
    }

    /// Writes a file anew. May be called from several threads, for different paths.
    func write(_ path: String, fingerprint: UInt64, _ bytes: [UInt8]) throws(PublishError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(PublishError) in
            try write(path, fingerprint: fingerprint, UnsafeRawBufferPointer(bytes))
        }
    }

    func write(_ path: String, fingerprint: UInt64, _ bytes: UnsafeRawBufferPointer) throws(PublishError) {
        try check(path)
        try prepare(for: path)
        let descriptor = try create(path)
        var failure = File.writeAll(descriptor, bytes)
        var status = stat()
        if failure == 0, fstat(descriptor, &status) != 0 { failure = errno }
        close(descriptor)
        if failure != 0 { throw .file(operation: "write", path: place.staging + "/" + path, errno: failure) }
        let stamp = FileStamp(status)
        let entry = ManifestEntry(
            fingerprint: fingerprint, sizeUTF8: stamp.sizeUTF8, modifiedNanoseconds: stamp.modifiedNanoseconds)
        progress.withLock { $0.written[path] = entry }
    }

    /// Makes a file of the twin, always with an inode of its own: the old one may be that of the published file as well.
    private func create(_ path: String) throws(PublishError) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        // Two obstacles at most: a file where a folder must be, and a folder where the file must be.
        for _ in 0..<3 {
            let descriptor = openat(stagingFolder, path, flags, 0o666)
            if descriptor >= 0 { return descriptor }
            switch errno {
            case EEXIST:
                if unlinkat(stagingFolder, path, 0) != 0 {
                    try SiteTree.removeTree(place.staging + "/" + path)
                } else if old.paths.number(of: path) == nil {
                    progress.withLock { _ = $0.respelled.insert(path.lowercased()) }
                }
            case ENOTDIR: try SiteTree.makeFolders(above: path, in: place.staging)
            default: throw .file(operation: "write", path: place.staging + "/" + path, errno: errno)
            }
        }
        throw .file(operation: "write", path: place.staging + "/" + path, errno: errno)
    }

    /// No path leaves the site.
    private func check(_ path: String) throws(PublishError) {
        var text = path
        guard text.withUTF8({ SiteTree.isInside(UnsafeRawBufferPointer($0)) }) else { throw .badPath(path) }
    }

    /// Marks the twin as changed and makes the folder of a file, where that is not done yet.
    private func prepare(for path: String) throws(PublishError) {
        let folder = SiteTree.folder(of: path) ?? ""
        // One look for both: thousands of files, which two threads write, follow the first.
        if progress.withLock({ $0.isDirty && $0.folders.contains(folder) }) { return }
        try makeDirty()
        try SiteTree.makeFolders(above: path, in: place.staging)
        progress.withLock { _ = $0.folders.insert(folder) }
    }

    /// Before the first change of the twin a mark is set, so that the next build knows if this one is killed.
    private func makeDirty() throws(PublishError) {
        if progress.withLock({ $0.isDirty }) { return }
        try place.markDirty()
        progress.withLock { $0.isDirty = true }
    }

    // MARK: The end

    /// Leaves the target as it is.
    func abandon() { releaseLock() }

    /// Puts the new site in the place of the old one; answers how many files were written.
    func commit(jobs: Int) async throws(PublishError) -> Int {
        defer { releaseLock() }
        let (isKept, written, respelled) = progress.withLock { ($0.isKept, $0.written, $0.respelled) }
        let gone = old.paths.indices.filter { !isKept[$0] && written[old.paths[$0]] == nil }
        let removed = gone.map { old.paths[$0] }
        if written.isEmpty, removed.isEmpty, File.exists(place.target) {
            // Its time is that of the last build.
            utimes(place.manifest, nil)
            return 0
        }
        try makeDirty()
        // What stands under the old spelling of such a path is the new file.
        for path in removed where !respelled.contains(path.lowercased()) { SiteTree.remove(path, from: place.staging) }
        let manifest = old.changed(removing: gone, writing: written, treeInode: SiteTree.inode(place.staging))
        let foreign = try ForeignFiles(in: place.target, old: old.paths, new: manifest.paths)
        do throws(FileError) {
            try manifest.save(place.nextManifest)
            try foreign.save(place.foreignList)
        } catch { throw PublishError(error) }
        place.giveTwinTheModeOfTheTarget()
        try place.exchange(abilities)
        try ForeignFiles.bringBack(to: place, abilities)
        rename(place.nextManifest, place.manifest)
        // The new site stands. Where its twin cannot be made, on a full disk, the mark stays and the next build makes it.
        do throws(PublishError) {
            try await followUp(changed: Array(written.keys), removed: removed, jobs: jobs)
            place.markClean()
        } catch {}
        return written.count
    }

    /// Makes the former site a twin of the new one.
    private func followUp(changed: [String], removed: [String], jobs: Int) async throws(PublishError) {
        do throws(FileError) { try File.makeFolder(place.staging) } catch { throw PublishError(error) }
        for path in removed { SiteTree.remove(path, from: place.staging) }
        let (place, abilities, old) = (place, abilities, old)
        let failures = await parallelChunks(count: changed.count, jobs: jobs) { range -> PublishError? in
            do throws(PublishError) {
                for path in changed[range] {
                    if old.paths.number(of: path) != nil { unlink(place.staging + "/" + path) }
                    try SiteTree.link(path, from: place.target, to: place.staging, abilities)
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure = failures.compactMap({ $0 }).first { throw failure }
    }
}
