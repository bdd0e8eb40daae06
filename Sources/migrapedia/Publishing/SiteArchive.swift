// A published site as one zip file: to take along, to send, or to offer beside the pages.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is packed, and how.
struct SiteArchive {
    let place: PublishedPlace
    /// The one folder at the archive's root, in which all files stand: who unpacks it gets one thing, not hundreds.
    let folder: String
    /// Of all files in it, as `2026-01-31`: equal sites give equal archives, whenever their files were written.
    let date: String
    let jobs: Int
    let progress: Progress

    /// What is in memory at once: so many files, or so many bytes and the file that exceeds them.
    private static let filesOfBatch = 256
    private static let bytesOfBatch: Int64 = 64 << 20

    struct Summary {
        var files: Int
        var sizeUTF8: Int
    }

    /// Writes the archive, beside its place first. No build changes the site in the meantime.
    ///
    /// - Parameter path: a file that need not exist; what is there is replaced.
    func write(to path: String) async throws(ToolError) -> Summary {
        let lock: FileLock
        let manifest: Manifest
        do throws(PublishError) {
            guard File.exists(place.work) else { throw .noSite(place.target) }
            lock = try place.takeLock()
            manifest = try place.published()
        } catch {
            throw ToolError(error.message)
        }
        defer { lock.giveBack() }
        let temporary = "\(path).\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw ToolError(FileError(operation: "write", path: path, code: errno)) }
        do throws(ToolError) {
            let size = try await write(manifest, to: descriptor, path)
            guard close(descriptor) == 0, rename(temporary, path) == 0 else {
                throw ToolError(FileError(operation: "write", path: path, code: errno))
            }
            return Summary(files: manifest.paths.count, sizeUTF8: size)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Writes members and directory; answers how many bytes they are.
    private func write(_ manifest: Manifest, to descriptor: Int32, _ archive: String) async throws(ToolError) -> Int {
        var directory = ZipDirectory(date: date)
        var size = 0
        func put(_ bytes: [UInt8]) throws(ToolError) {
            let failure = File.writeAll(descriptor, bytes)
            if failure != 0 { throw ToolError(FileError(operation: "write", path: archive, code: failure)) }
            size += bytes.count
        }
        let (target, folder, paths) = (place.target, folder, manifest.paths)
        var batch = 0..<0
        while batch.upperBound < paths.count {
            batch = SiteArchive.batch(of: manifest.entries, from: batch.upperBound)
            progress.show("packing", batch.lowerBound, of: paths.count)
            let start = batch.lowerBound
            let members = await parallelMap(count: batch.count, jobs: jobs) { number in
                SiteArchive.member(paths[start + number], of: target, in: folder)
            }
            for member in members {
                let member = try member.get()
                try put(directory.header(of: member))
                try put(member.bytes)
            }
        }
        try put(directory.end())
        progress.clear()
        return size
    }

    private static func batch(of entries: [ManifestEntry], from start: Int) -> Range<Int> {
        var (end, size) = (start, Int64(0))
        while end < entries.count, end - start < filesOfBatch, size < bytesOfBatch {
            size += entries[end].sizeUTF8
            end += 1
        }
        return start..<end
    }

    private static func member(_ path: String, of target: String, in folder: String) -> Result<ZipMember, ToolError> {
        do throws(FileError) {
            let contents = try File.read(target + "/" + path)
            return ZipMember(path: folder + "/" + path, contents: contents).map { .success($0) }
                ?? .failure(ToolError("\(target)/\(path) is too large for a zip file, which has room for 4 GiB"))
        } catch {
            return .failure(ToolError("\(error.message); make the site again with `migrapedia build`"))
        }
    }
}
