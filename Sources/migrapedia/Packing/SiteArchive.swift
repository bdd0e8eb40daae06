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
        try await archive.append(sizes: manifest.entries.map(\.sizeUTF8), jobs: jobs, progress) {
            SiteArchive.member(paths[$0], of: target, in: folder)
        }
        try archive.finish()
        progress.clear()
        return Summary(files: archive.memberCount, sizeUTF8: archive.sizeUTF8)
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
