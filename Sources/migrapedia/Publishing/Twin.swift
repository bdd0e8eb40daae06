// The work folder of a publication: its lock, and the twin of the published folder, mended after a killed build.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Publication {
    /// The real target, and the work folder beside it.
    static func place(of target: String) throws(PublishError) -> (target: String, work: String) {
        var status = stat()
        var real = target
        while real.count > 1, real.hasSuffix("/") { real.removeLast() }
        if stat(real, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(target) }
            real = File.realPath(real) ?? real
        } else {
            let parent = real.lastIndex(of: "/").map { $0 == real.startIndex ? "/" : String(real[..<$0]) } ?? "."
            do throws(FileError) { try File.makeFolder(parent) } catch { throw PublishError(error) }
            let name = real.split(separator: "/").last.map(String.init) ?? real
            real = (File.realPath(parent) ?? parent) + "/" + name
        }
        guard let slash = real.lastIndex(of: "/"), slash != real.indices.last else { throw .notAFolder(target) }
        return (real, real[...slash] + "." + real[real.index(after: slash)...] + ".migrapedia")
    }

    /// Takes the lock, or says who has it. The lock goes with the process, however it ends.
    static func takeLock(_ path: String, target: String) throws(PublishError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .file(operation: "lock", path: path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? File.read(path)).flatMap { Int32(String(decoding: $0.prefix { $0 > 0x20 }, as: UTF8.self)) }
            close(descriptor)
            throw .locked(target: target, process: holder)
        }
        ftruncate(descriptor, 0)
        _ = File.writeAll(descriptor, Array("\(getpid())\n".utf8))
        return descriptor
    }

    /// Makes sure that the twin is one, and answers what it holds.
    static func prepareTwin(target: String, work: String) throws(PublishError) -> [String: ManifestEntry] {
        let staging = work + "/staging"
        let live = inode(target)
        let manifest = [work + "/manifest", work + "/manifest.next"].lazy.compactMap { Manifest.load($0) }
            .first { $0.treeInode == live }
        guard let manifest, live != 0 else {
            if live != 0, !isEmpty(target) { throw .foreignTarget(target) }
            try removeTree(staging)
            try removeTree(work + "/replaced")
            do throws(FileError) { try File.makeFolder(staging) } catch { throw PublishError(error) }
            return [:]
        }
        if File.exists(work + "/dirty") || !File.exists(staging) {
            // A build was killed. What stands in the target is whole; the twin is made from it again.
            try removeTree(staging)
            try removeTree(work + "/replaced")
            try makeTwin(of: target, at: staging, paths: Array(manifest.entries.keys))
            do throws(FileError) { try manifest.save(work + "/manifest") } catch { throw PublishError(error) }
            try mark(work, dirty: false)
        }
        return manifest.entries
    }

    /// Sets or takes away the mark that the twin is being changed.
    static func mark(_ work: String, dirty: Bool) throws(PublishError) {
        let path = work + "/dirty"
        if !dirty {
            unlink(path)
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .file(operation: "write", path: path, errno: errno) }
        close(descriptor)
    }

    /// Links all paths that exist into a new folder; one that somebody deleted is left out, and so written again.
    static func makeTwin(of target: String, at staging: String, paths: [String]) throws(PublishError) {
        do throws(FileError) { try File.makeFolder(staging) } catch { throw PublishError(error) }
        for path in paths.sorted() { try link(path, from: target, to: staging) }
    }

    static func link(_ path: String, from target: String, to staging: String) throws(PublishError) {
        let (source, destination) = (target + "/" + path, staging + "/" + path)
        if linkat(AT_FDCWD, source, AT_FDCWD, destination, 0) == 0 { return }
        if errno == ENOENT, File.exists(source), let slash = destination.lastIndex(of: "/") {
            do throws(FileError) { try File.makeFolder(String(destination[..<slash])) } catch { throw PublishError(error) }
            if linkat(AT_FDCWD, source, AT_FDCWD, destination, 0) == 0 { return }
        }
        // A missing source is not an error, and a file system without hard links only makes the next build write more.
        if errno != ENOENT, errno != EPERM, errno != EMLINK, errno != EOPNOTSUPP {
            throw .file(operation: "link", path: destination, errno: errno)
        }
    }

    /// Deletes a file and the folders that are empty without it.
    static func remove(_ path: String, from folder: String) {
        unlink(folder + "/" + path)
        var parent = path[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            if rmdir(folder + "/" + parent) != 0 { return }
        }
    }

    /// Deletes a folder of this tool's own with everything in it.
    static func removeTree(_ path: String) throws(PublishError) {
        guard let stream = opendir(path) else { return }
        while let item = readdir(stream) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name == "." || name == ".." { continue }
            let child = path + "/" + name
            var status = stat()
            if lstat(child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { try removeTree(child) } else { unlink(child) }
        }
        closedir(stream)
        if rmdir(path) != 0, errno != ENOENT { throw .file(operation: "remove", path: path, errno: errno) }
    }

    /// The inode of a folder; 0 when there is none.
    static func inode(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    private static func isEmpty(_ folder: String) -> Bool {
        guard let stream = opendir(folder) else { return true }
        defer { closedir(stream) }
        var count = 0
        while readdir(stream) != nil { count += 1 }
        return count <= 2
    }
}
