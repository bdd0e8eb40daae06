// Reading and describing files: the few calls of the system that the tool makes itself.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file operation that failed, in words.
struct FileError: Error {
    var operation: String
    var path: String
    var code: Int32

    var message: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))" }
}

/// What tells whether a file changed since it was read.
struct FileStamp: Sendable, Hashable, BitwiseCopyable {
    var sizeUTF8: Int64
    var modifiedNanoseconds: Int64
    var changedNanoseconds: Int64
    var inode: UInt64

    init(_ status: stat) {
        sizeUTF8 = Int64(status.st_size)
        #if canImport(Glibc)
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #else
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #endif
        modifiedNanoseconds = Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec)
        changedNanoseconds = Int64(changed.tv_sec) * 1_000_000_000 + Int64(changed.tv_nsec)
        inode = UInt64(status.st_ino)
    }
}

enum File {
    /// All bytes of a file.
    static func read(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(operation: "read", path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(operation: "read", path: path, code: errno) }
        return try read(descriptor, count: Int(status.st_size), at: 0, path: path)
    }

    /// At most `count` bytes from the start of a file; `nil` when it cannot be read.
    static func start(_ path: String, count: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return try? read(descriptor, count: count, at: 0, path: path)
    }

    /// `count` bytes from `offset` on, fewer at the end of the file.
    static func read(_ descriptor: Int32, count: Int, at offset: Int, path: String) throws(FileError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        if failure != 0 { throw FileError(operation: "read", path: path, code: failure) }
        return bytes
    }

    /// All bytes of what a person named: a file, or a pipe or device, which is waited for and read to its end.
    static func receive(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw FileError(operation: "read", path: path, code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            #if canImport(Glibc)
                let got = Glibc.read(descriptor, &chunk, chunk.count)
            #else
                let got = Darwin.read(descriptor, &chunk, chunk.count)
            #endif
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw FileError(operation: "read", path: path, code: errno) }
            if got == 0 { return bytes }
            bytes += chunk[..<got]
        }
    }

    /// Writes a whole file in place of what was there: beside it first, then renamed. For files of the tool's own.
    static func replace(_ path: String, with bytes: [UInt8], permissions: mode_t? = nil) throws(FileError) {
        let temporary = path + ".new"
        // Of a run that was killed.
        unlink(temporary)
        try replace(path, with: bytes, by: temporary, permissions: permissions)
    }

    /// Writes a whole file where a person said: a link stays a link, and into a pipe or device is written, since a file put in
    /// its place would destroy it.
    static func deliver(_ bytes: [UInt8], to path: String) throws(FileError) {
        var status = stat()
        if lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG { return try replaceOnly(path, with: bytes) }
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let real = realPath(path) {
            return try replaceOnly(real, with: bytes)
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666)
        guard descriptor >= 0 else { throw FileError(operation: "write", path: path, code: errno) }
        let failure = writeAll(descriptor, bytes)
        close(descriptor)
        if failure != 0, failure != EPIPE { throw FileError(operation: "write", path: path, code: failure) }
    }

    /// Writes a whole file of somebody's: by one beside it whose name no file has, and with the permissions of what it replaces.
    static func replaceOnly(_ path: String, with bytes: [UInt8]) throws(FileError) {
        try replace(path, with: bytes, by: path + freeEnding(beside: [path]), permissions: permissions(path))
    }

    /// Writes a whole file by another that is not there yet.
    ///
    /// - Parameter permissions: `nil` for those of any new file.
    static func replace(_ path: String, with bytes: [UInt8], by temporary: String, permissions: mode_t?) throws(FileError) {
        let descriptor = create(temporary, permissions: permissions)
        guard descriptor >= 0 else { throw FileError(operation: "write", path: path, code: errno) }
        let failure = writeAll(descriptor, bytes)
        close(descriptor)
        guard failure == 0, rename(temporary, path) == 0 else {
            let code = failure == 0 ? errno : failure
            unlink(temporary)
            throw FileError(operation: "write", path: path, code: code)
        }
    }

    /// Opens a file that is made for it; answers its descriptor, or -1 with `errno`, as where it is there already.
    static func create(_ path: String, permissions: mode_t?) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions ?? 0o666)
        // What the umask took away. Some file systems have no permissions to change; a file there has those of all others.
        if descriptor >= 0, let permissions { fchmod(descriptor, permissions) }
        return descriptor
    }

    /// What can be put behind each of the paths to name a file that is not there.
    static func freeEnding(beside paths: [String]) -> String {
        var number = 1
        while true {
            let ending = number == 1 ? ".\(getpid()).new" : ".\(getpid())-\(number).new"
            if !paths.contains(where: { exists($0 + ending) }) { return ending }
            number += 1
        }
    }

    /// Who may read, write and run a file; `nil` when there is none.
    static func permissions(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    /// Writes all bytes; answers the error number, or 0.
    static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 { bytes.withUnsafeBytes { writeAll(descriptor, $0) } }

    static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        var done = 0
        while done < bytes.count, let base = bytes.baseAddress {
            let written = write(descriptor, base + done, bytes.count - done)
            if written < 0, errno == EINTR { continue }
            if written < 0 { return errno }
            done += written
        }
        return 0
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(FileError) {
        if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.utf8.dropLast().lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else {
            throw FileError(operation: "make the folder", path: path, code: errno)
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw FileError(operation: "make the folder", path: path, code: errno)
        }
    }

    /// Makes the folders that a file stands in.
    static func makeFolder(above path: String) throws(FileError) {
        if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    }

    /// What tells whether a file changes; `nil` when there is none.
    static func stamp(_ path: String) -> FileStamp? {
        var status = stat()
        return stat(path, &status) == 0 ? FileStamp(status) : nil
    }

    /// What a folder holds but hidden things, among them what editors keep beside a file, in order of name; nothing when there is no
    /// such folder.
    static func visibleNames(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw FileError(operation: "open the folder", path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let item = readdir(stream) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether a regular file stands there, and no folder or link.
    static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether a folder stands there, and no link to one.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a regular file stands there, or a link leads to one.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The real, absolute path; `nil` when there is no such file.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
