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

    @Option(help: ArgumentHelp("The folder with the published site (default: public, in the folder of the base).", valueName: "folder"))
    var output: String?

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let settings: BaseSettings
            do throws(FileError) { settings = try BaseSettings.read(workspace) } catch { throw ToolError(error) }
            let folder = ArchiveFile.name(for: settings.site)
            let name = folder + ".zip"
            let path = try ArchiveFile.path(archive ?? name, named: name)
            let place = try publishedPlace()
            let packing = SiteArchive(
                place: place, folder: folder, date: try BuildDate.find(root: source), jobs: workspace.jobs, progress: Progress())
            let summary = try await packing.write(to: path)
            printError(
                "\(path): \(counted(summary.files, "file", "files")), \(ArchiveFile.size(summary.sizeUTF8)); "
                    + "unpack it and open \(folder)/index.html")
            do throws(FileError) { try reportChanges(since: place) } catch { throw ToolError(error) }
            return .success
        }
    }

    /// Says which entries were written after the last build, so that the archive does not have what they say now.
    private func reportChanges(since place: PublishedPlace) throws(FileError) {
        guard let built = File.stamp(place.manifest)?.modifiedNanoseconds else { return }
        let changed = try SourceTree.scan(root: source).entries.filter { $0.stamp.modifiedNanoseconds > built }
        guard let first = changed.first else { return }
        let others = changed.count == 1 ? "" : " and \(counted(changed.count - 1, "other entry", "other entries"))"
        printError("note: \(first.source.path)\(others) changed after the last build; run `migrapedia build` and pack again to take that along")
    }

    private func publishedPlace() throws(ToolError) -> PublishedPlace {
        let output = SharedOptions.publishedFolder(output, source: source)
        do throws(PublishError) {
            guard File.exists(output) else { throw .noSite(output) }
            return try PublishedPlace(output)
        } catch {
            throw ToolError(error.message)
        }
    }
}
