// A zip file being written: beside its place first, so that what stood there is lost only to a whole archive.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// An archive that grows member by member. One that is not finished leaves nothing behind.
struct ArchiveFile: ~Copyable {
    private let path: String
    private let temporary: String
    private var descriptor: Int32
    private var directory: ZipDirectory
    private(set) var memberCount = 0
    private(set) var sizeUTF8 = 0

    /// - Parameters:
    ///   - path: a file that need not exist; what is there is replaced.
    ///   - date: of all members, as `2026-01-31`: equal files give equal archives, whenever they were written.
    init(_ path: String, date: String) throws(ToolError) {
        self.path = path
        temporary = path + File.freeEnding(beside: [path])
        directory = ZipDirectory(date: date)
        descriptor = File.create(temporary, permissions: File.permissions(path))
        if descriptor < 0 { throw ToolError(FileError(operation: "write", path: path, code: errno)) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    mutating func append(_ member: ZipMember) throws(ToolError) {
        try put(directory.header(of: member))
        try put(member.bytes)
        memberCount += 1
    }

    /// What is in memory at once: so many files, or so many bytes and the file that exceeds them.
    private static let filesOfBatch = 256
    private static let bytesOfBatch: Int64 = 64 << 20

    /// Appends many members, which are made in parallel.
    ///
    /// - Parameters:
    ///   - sizes: of the files.
    ///   - member: the member of a file, by its place in `sizes`.
    mutating func append(
        sizes: [Int64], jobs: Int, _ progress: Progress, member: @escaping @Sendable (Int) -> Result<ZipMember, ToolError>
    ) async throws(ToolError) {
        var start = 0
        while start < sizes.count {
            progress.show("packing", start, of: sizes.count)
            let (first, batch) = (start, ArchiveFile.batch(of: sizes, from: start))
            let members = await parallelMap(count: batch.count, jobs: jobs) { member(first + $0) }
            for member in members { try append(member.get()) }
            start = batch.upperBound
        }
    }

    private static func batch(of sizes: [Int64], from start: Int) -> Range<Int> {
        var (end, size) = (start, Int64(0))
        while end < sizes.count, end - start < filesOfBatch, size < bytesOfBatch {
            size += sizes[end]
            end += 1
        }
        return start..<end
    }

    /// Writes the directory and puts the archive in its place.
    mutating func finish() throws(ToolError) {
        try put(directory.end())
        let code = close(descriptor) == 0 && rename(temporary, path) == 0 ? 0 : errno
        descriptor = -1
        guard code == 0 else {
            unlink(temporary)
            throw ToolError(FileError(operation: "write", path: path, code: code))
        }
    }

    private mutating func put(_ bytes: [UInt8]) throws(ToolError) {
        let failure = File.writeAll(descriptor, bytes)
        if failure != 0 { throw ToolError(FileError(operation: "write", path: path, code: failure)) }
        sizeUTF8 += bytes.count
    }

    /// What an archive of a base is called where nobody names it.
    static func name(for settings: SiteSettings) -> String {
        let title = Slug.suggestion(for: settings.title)
        return title.isEmpty ? "site" : title
    }

    /// What a command was asked to write: in a folder that was named, under the name of the base; where a link leads.
    static func path(_ path: String, named name: String) throws(ToolError) -> String {
        if File.isRegular(path) { return path }
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return File.realPath(path) ?? path
        case S_IFDIR: return try ArchiveFile.path((path.hasSuffix("/") ? path : path + "/") + name, named: name)
        default: throw ToolError("\(path) is not a file")
        }
    }

    /// A size as people say it: `812 kB`, `4.1 MB`.
    static func size(_ bytes: Int) -> String {
        if bytes <= 999_000 { return "\((bytes + 999) / 1000) kB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
