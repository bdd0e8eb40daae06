// `migrapedia pack`: the published site as one file.
import ArgumentParser
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

struct PackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Write the published site as one zip file, to take along or to offer for download.",
        discussion: """
            Packs what the last build published; files that others put beside it are left out. The archive holds one folder. \
            Unpack it and open index.html there: no server is needed. Equal sites give equal archives.
            """
    )

    @Argument(help: ArgumentHelp("The file to write (default: the title of the site, in the folder you are in).", valueName: "file"))
    var archive: String?

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Option(help: ArgumentHelp("The folder with the published site.", valueName: "folder"))
    var output = "public"

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let settings: BaseSettings
            do throws(FileError) { settings = try BaseSettings.read(workspace) } catch { throw ToolError(error) }
            let title = Slug.suggestion(for: settings.site.title)
            let folder = title.isEmpty ? "site" : title
            let path = try PackCommand.file(archive ?? folder + ".zip", holding: folder)
            let packing = SiteArchive(
                place: try publishedPlace(), folder: folder, date: BuildDate.find(root: source), jobs: workspace.jobs, progress: Progress())
            let summary = try await packing.write(to: path)
            printError(
                "\(path): \(counted(summary.files, "file", "files")), \(PackCommand.size(summary.sizeUTF8)); "
                    + "unpack it and open \(folder)/index.html")
            return .success
        }
    }

    private func publishedPlace() throws(ToolError) -> PublishedPlace {
        do throws(PublishError) {
            guard File.exists(output) else { throw .noSite(output) }
            return try PublishedPlace(output)
        } catch {
            throw ToolError(error.message)
        }
    }

    /// The file to write: in a folder that was named, under the site's name; where a link leads.
    private static func file(_ path: String, holding folder: String) throws(ToolError) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return File.realPath(path) ?? path
        case S_IFDIR: return try file((path.hasSuffix("/") ? path : path + "/") + folder + ".zip", holding: folder)
        default: throw ToolError("\(path) is not a file")
        }
    }

    /// A size as people say it: `812 kB`, `4.1 MB`.
    private static func size(_ bytes: Int) -> String {
        if bytes < 1_000_000 { return "\((bytes + 999) / 1000) kB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
