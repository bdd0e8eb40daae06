// The calls on folders that publishing needs: second names for files, folders made and removed, listings.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

enum SiteTree {
    /// `concepts` for `concepts/migrasome.html`; `nil` for a file at the top.
    static func folder(of path: String) -> String? {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
    }

    /// Whether a path, relative to a folder, names a file in it: no part is empty, `.` or `..`.
    static func isInside(_ path: UnsafeRawBufferPointer) -> Bool {
        // How many bytes the part has so far, and whether all of them are full stops.
        var (count, isDots) = (0, true)
        for byte in path {
            if byte == UInt8(ascii: "/") {
                if isDots, count <= 2 { return false }
                (count, isDots) = (0, true)
            } else {
                if byte == 0 { return false }
                isDots = isDots && byte == UInt8(ascii: ".")
                count += 1
            }
        }
        return !isDots || count > 2
    }

    /// Makes the folders above a path, in place of files that stand where they must be.
    static func makeFolders(above path: String, in root: String) throws(PublishError) {
        guard let folder = folder(of: path) else { return }
        var status = stat()
        if lstat(root + "/" + folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        var end = folder.startIndex
        while end < folder.endIndex {
            end = folder[end...].dropFirst().firstIndex(of: "/") ?? folder.endIndex
            let part = root + "/" + folder[..<end]
            if lstat(part, &status) == 0, status.st_mode & S_IFMT != S_IFDIR { unlink(part) }
        }
        do throws(FileError) { try File.makeFolder(root + "/" + folder) } catch { throw PublishError(error) }
    }

    /// Gives a file of one folder the same name in another: one file with two names, or a copy with the same time where
    /// the file system has no such names. A source that is missing, or that somebody put a folder in place of, is not an error: the
    /// file will be written again.
    static func link(
        _ path: String, from source: String, to destination: String, _ abilities: FileSystemAbilities
    ) throws(PublishError) {
        let (source, place) = (source + "/" + path, destination + "/" + path)
        if abilities.canLink {
            if linkat(AT_FDCWD, source, AT_FDCWD, place, 0) == 0 { return }
            if errno == ENOENT || errno == ENOTDIR {
                guard File.exists(source) else { return }
                try makeFolders(above: path, in: destination)
                if linkat(AT_FDCWD, source, AT_FDCWD, place, 0) == 0 { return }
            }
            // macOS has two numbers for what is not supported, and answers ENOTSUP.
            guard [EPERM, EMLINK, EOPNOTSUPP, ENOTSUP, ENOSYS, EXDEV].contains(errno) else {
                throw .file(operation: "link", path: place, errno: errno)
            }
        }
        guard File.isRegular(source) else { return }
        try makeFolders(above: path, in: destination)
        do throws(FileError) { try copy(source, to: place) } catch { throw PublishError(error) }
    }

    /// Copies a file with its time, by which it is known to be unchanged.
    private static func copy(_ source: String, to place: String) throws(FileError) {
        var status = stat()
        guard stat(source, &status) == 0 else { throw FileError(operation: "read", path: source, code: errno) }
        try File.replace(place, with: try File.read(source))
        #if canImport(Glibc)
            let times = [status.st_mtim, status.st_mtim]
        #else
            let times = [status.st_mtimespec, status.st_mtimespec]
        #endif
        guard utimensat(AT_FDCWD, place, times, 0) == 0 else {
            throw FileError(operation: "set the time of", path: place, code: errno)
        }
    }

    /// Deletes a file and the folders that are empty without it.
    static func remove(_ path: String, from root: String) {
        unlink(root + "/" + path)
        var parent = folder(of: path)
        while let folder = parent, rmdir(root + "/" + folder) == 0 { parent = self.folder(of: folder) }
    }

    /// Deletes a folder of this tool's own with everything in it.
    static func removeTree(_ path: String) throws(PublishError) {
        for item in try items(path) {
            if item.isFolder { try removeTree(path + "/" + item.name) } else { unlink(path + "/" + item.name) }
        }
        if rmdir(path) != 0, errno != ENOENT { throw .file(operation: "remove", path: path, errno: errno) }
    }

    /// The inode of a folder; 0 when there is none.
    static func inode(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// What a version control system or a host keeps in a folder, `.git` or `.nojekyll`, does not make it somebody's.
    static func holdsOnlyHiddenFiles(_ folder: String) throws(PublishError) -> Bool {
        try items(folder).allSatisfy { $0.name.hasPrefix(".") }
    }

    /// A thing in a folder.
    struct Item {
        var name: String
        /// A real folder, not a symbolic link to one.
        var isFolder: Bool
    }

    /// What stands in a folder; nothing when there is no such folder.
    ///
    /// - Parameter isWanted: asked with the name and whether it is that of a folder, before a string is made of it.
    static func items(_ folder: String, where isWanted: (UnsafeRawBufferPointer, Bool) -> Bool = { _, _ in true }) throws(PublishError) -> [Item] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .file(operation: "open", path: folder, errno: errno)
        }
        defer { closedir(stream) }
        var items: [Item] = []
        while let entry = readdir(stream) {
            let type = Int32(entry.pointee.d_type)
            withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                let name = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.firstIndex(of: 0) ?? bytes.count)])
                // The folder itself and the one above it.
                if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) { return }
                let isFolder = type == Int32(DT_UNKNOWN) ? self.isFolder(name, in: folder) : type == Int32(DT_DIR)
                if isWanted(name, isFolder) { items.append(Item(name: String(decoding: name, as: UTF8.self), isFolder: isFolder)) }
            }
        }
        return items
    }

    /// Asks for what some file systems do not say in a listing.
    private static func isFolder(_ name: UnsafeRawBufferPointer, in folder: String) -> Bool {
        var status = stat()
        return lstat(folder + "/" + String(decoding: name, as: UTF8.self), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
