// `migrapedia pack`: the published site as one file.
import ArgumentParser
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
            let folder = ArchiveFile.name(for: settings.site)
            let name = folder + ".zip"
            let path = try ArchiveFile.path(archive ?? name, named: name)
            let packing = SiteArchive(
                place: try publishedPlace(), folder: folder, date: try BuildDate.find(root: source), jobs: workspace.jobs, progress: Progress())
            let summary = try await packing.write(to: path)
            printError(
                "\(path): \(counted(summary.files, "file", "files")), \(ArchiveFile.size(summary.sizeUTF8)); "
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
}
