// A published site as one zip file: to take along, to send, or to offer beside the pages.
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

    /// Writes the archive. No build changes the site in the meantime.
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
        var archive = try ArchiveFile(path, date: date)
        let (target, folder, paths) = (place.target, folder, manifest.paths)
        var batch = 0..<0
        while batch.upperBound < paths.count {
            batch = SiteArchive.batch(of: manifest.entries, from: batch.upperBound)
            progress.show("packing", batch.lowerBound, of: paths.count)
            let start = batch.lowerBound
            let members = await parallelMap(count: batch.count, jobs: jobs) { number in
                SiteArchive.member(paths[start + number], of: target, in: folder)
            }
            for member in members { try archive.append(member.get()) }
        }
        try archive.finish()
        progress.clear()
        return Summary(files: archive.memberCount, sizeUTF8: archive.sizeUTF8)
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
