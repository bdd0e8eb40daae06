// Where a site is published, and the work folder beside it: the lock, and the twin, mended after a killed build.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the file system of a target can do. Builds find out by trying; tests take abilities away.
struct FileSystemAbilities: Sendable {
    /// Two folders can change places in one call.
    var canExchange = true
    /// One file can have two names.
    var canLink = true
}

/// A published folder and what stands beside it.
struct PublishedPlace: Sendable {
    /// The published folder: a real path, without symbolic links.
    let target: String
    /// The folder that holds everything below; `public` has `.public.migrapedia`.
    let work: String

    var staging: String { work + "/staging" }
    /// Where the old site stands for a moment on file systems that cannot exchange folders.
    var replaced: String { work + "/replaced" }
    var manifest: String { work + "/manifest" }
    /// The manifest of a publication that is under way.
    var nextManifest: String { work + "/manifest.next" }
    /// The names of files that no build made, while a publication is under way.
    var foreignList: String { work + "/foreign" }
    private var dirtyMark: String { work + "/dirty" }

    /// - Parameter target: any path; the folder need not exist.
    init(_ target: String) throws(PublishError) {
        if target.isEmpty { throw .noPlace(target) }
        var status = stat()
        var real = target
        while real.utf8.count > 1, real.hasSuffix("/") { real.removeLast() }
        if stat(real, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(target) }
            real = File.realPath(real) ?? real
        } else {
            let parent = real.lastIndex(of: "/").map { $0 == real.startIndex ? "/" : String(real[..<$0]) } ?? "."
            do throws(FileError) { try File.makeFolder(parent) } catch { throw PublishError(error) }
            let name = real.split(separator: "/").last.map(String.init) ?? real
            real = (File.realPath(parent) ?? parent) + "/" + name
        }
        guard let slash = real.lastIndex(of: "/"), slash != real.indices.last else { throw .noPlace(target) }
        self.target = real
        work = real[...slash] + "." + real[real.index(after: slash)...] + ".migrapedia"
    }

    /// Throws when the target holds the base, or is one of the folders that a site is made from, or lies in one: each build would publish
    /// the last.
    ///
    /// - Parameter root: the folder of the base.
    func refuseSources(of root: String) throws(PublishError) {
        if let real = File.realPath(root), real == target || real.hasPrefix(target + "/") { throw .holdsSources(target) }
        for folder in ["content", "site", "templates"] {
            guard let real = File.realPath(root + "/" + folder), target == real || target.hasPrefix(real + "/") else { continue }
            throw .amongSources(target: target, folder: folder)
        }
    }

    /// Takes the lock, or says who has it.
    func takeLock() throws(PublishError) -> FileLock {
        let path = work + "/lock"
        do throws(FileLock.Failure) {
            return try FileLock.take(path)
        } catch {
            switch error {
            case .isHeld(let process): throw .locked(target: target, process: process)
            case .system(let code): throw .file(operation: "lock", path: path, errno: code)
            }
        }
    }

    // MARK: Twin

    /// Makes sure that the twin is one, and answers what it holds.
    func prepareTwin(_ abilities: FileSystemAbilities) throws(PublishError) -> Manifest {
        // Killed between two renames, on a file system without exchange: the old site is put back.
        if !File.exists(target), File.exists(replaced), rename(replaced, target) != 0 {
            throw .file(operation: "publish", path: target, errno: errno)
        }
        try ForeignFiles.bringBack(to: self, abilities)
        guard let manifest = try currentManifest() else {
            try SiteTree.removeTree(staging)
            try SiteTree.removeTree(replaced)
            do throws(FileError) { try File.makeFolder(staging) } catch { throw PublishError(error) }
            return .empty
        }
        if File.exists(dirtyMark) || !File.exists(staging) {
            // A build was killed. What stands in the target is whole; the twin is made from it again.
            try SiteTree.removeTree(staging)
            try SiteTree.removeTree(replaced)
            do throws(FileError) { try File.makeFolder(staging) } catch { throw PublishError(error) }
            for number in manifest.paths.indices {
                try SiteTree.link(manifest.paths[number], from: target, to: staging, abilities)
            }
            do throws(FileError) { try manifest.save(self.manifest) } catch { throw PublishError(error) }
            markClean()
        }
        return manifest
    }

    /// What stands in the target; throws when nothing of ours does. The lock is to be held.
    func published() throws(PublishError) -> Manifest {
        guard let manifest = try currentManifest() else { throw .noSite(target) }
        return manifest
    }

    /// The manifest of what stands in the target; `nil` when nothing of ours does.
    private func currentManifest() throws(PublishError) -> Manifest? {
        let live = SiteTree.inode(target)
        guard live != 0 else { return nil }
        let manifests = [manifest, nextManifest].compactMap { Manifest.load($0) }
        if let known = manifests.first(where: { $0.treeInode == live }) { return known }
        // A copy of the project, or a site restored from a cache, stands in another folder but holds the same files.
        if var copied = manifests.first(where: { describes($0) }) {
            copied.treeInode = live
            try markDirty()
            return copied
        }
        guard try SiteTree.holdsOnlyHiddenFiles(target) else { throw .foreignTarget(target) }
        return nil
    }

    /// Whether most of a manifest's files stand in the target, in their sizes.
    private func describes(_ manifest: Manifest) -> Bool {
        var found = 0
        for (number, entry) in manifest.entries.enumerated() {
            var status = stat()
            if lstat(target + "/" + manifest.paths[number], &status) == 0, Int64(status.st_size) == entry.sizeUTF8 { found += 1 }
        }
        return found * 2 > manifest.entries.count
    }

    /// Sets the mark that the twin is being changed.
    func markDirty() throws(PublishError) {
        let descriptor = open(dirtyMark, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .file(operation: "write", path: dirtyMark, errno: errno) }
        close(descriptor)
    }

    func markClean() { unlink(dirtyMark) }

    // MARK: Exchange

    /// Who may read the published folder is for its owner to say, and stays when another folder takes its place. Its owner may always
    /// write, as builds must.
    func giveTwinTheModeOfTheTarget() {
        var (wanted, found) = (stat(), stat())
        guard stat(target, &wanted) == 0, stat(staging, &found) == 0 else { return }
        // Only the administrator gives a folder to another; its own group everybody may give it.
        if (wanted.st_uid, wanted.st_gid) != (found.st_uid, found.st_gid), chown(staging, wanted.st_uid, wanted.st_gid) != 0 {
            _ = chown(staging, found.st_uid, wanted.st_gid)
        }
        _ = chmod(staging, wanted.st_mode & 0o7777 | S_IRWXU)
    }

    /// Exchanges the twin and the target: in one step, where the file system can.
    func exchange(_ abilities: FileSystemAbilities) throws(PublishError) {
        guard File.exists(target) else {
            guard rename(staging, target) == 0 else { throw .file(operation: "publish", path: target, errno: errno) }
            return
        }
        let failure = abilities.canExchange ? FolderExchange.exchange(staging, target) : ENOSYS
        switch failure {
        case 0: return
        case EBUSY, EXDEV: throw .mountPoint(target)
        case EINVAL, ENOSYS, ENOTSUP: break
        default: throw .file(operation: "publish", path: target, errno: failure)
        }
        // This file system cannot exchange: for a moment the target is absent.
        guard rename(target, replaced) == 0, rename(staging, target) == 0, rename(replaced, staging) == 0 else {
            throw .file(operation: "publish", path: target, errno: errno)
        }
    }
}

/// The call that lets two folders change places.
private enum FolderExchange {
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
