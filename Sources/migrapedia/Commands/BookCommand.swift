// `migrapedia book`: the base as an e-book.
import ArgumentParser
import WikiModel
import WikiSite

struct BookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Write the base as one e-book (EPUB), to read on telephones, tablets and e-readers.",
        discussion: """
            Holds the pages, concepts and papers, linked as on the site, and a table of contents; no search and no map. It is made \
            from the entries, not from the published site. Equal bases give equal books.
            """
    )

    @Argument(help: ArgumentHelp("The file to write (default: the title of the site, in the folder you are in).", valueName: "file"))
    var book: String?

    @Flag(help: "Write the book even if the content has errors.")
    var force = false

    @OptionGroup var options: SharedOptions

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: options.source, jobs: options.jobs)
            let progress = Progress()
            let linked = try await workspace.link(progress: progress)
            let templates = try workspace.templates(linked.settings.vocabulary.wording)
            let diagnostics = linked.diagnostics + templates.diagnostics + templates.missing(Site.bookTemplateNames)
            let report = DiagnosticReport(diagnostics, strict: options.strict)
            if report.hasErrors, !force { return try refuse(report, workspace, progress) }
            let name = ArchiveFile.name(for: linked.settings.site) + ".epub"
            let path = try ArchiveFile.path(book ?? name, named: name)
            let archive = try await archive(of: linked, templates, workspace, progress)
            do throws(BookArchive.Failure) {
                let summary = try await archive.write(to: path)
                try? options.printReport(report, workspace)
                if options.format == .text {
                    printError("\(path): \(counted(summary.entries, "entry", "entries")), \(ArchiveFile.size(summary.sizeUTF8))")
                }
                return report.hasErrors ? ExitCode(1) : .success
            } catch {
                switch error {
                case .template(let error):
                    let found = diagnostics + [TemplateFolder.diagnostic(error)]
                    return try refuse(DiagnosticReport(found, strict: options.strict), workspace, progress)
                case .tool(let error): throw error
                }
            }
        }
    }

    private func refuse(_ report: DiagnosticReport, _ workspace: Workspace, _ progress: Progress) throws(ToolError) -> ExitCode {
        progress.clear()
        try options.printReport(report, workspace)
        if options.format == .text { printError("no book was written: \(report.summary); mend the errors, or write it with --force") }
        return ExitCode(1)
    }

    private func archive(
        of linked: Workspace.Linked, _ templates: TemplateFolder, _ workspace: Workspace, _ progress: Progress
    ) async throws(ToolError) -> BookArchive {
        let related = await RelatedCache.related(
            linked.graph, folder: workspace.cacheFolder, toolHash: workspace.toolHash, jobs: workspace.jobs)
        let input = SiteInput(
            settings: linked.settings.site, templates: templates.library, buildDate: try BuildDate.find(root: workspace.root),
            pictureSizes: workspace.pictureSizes(linked.tree))
        do throws(FileError) {
            return BookArchive(
                workspace: workspace, site: Site(linked.graph, input, related: .found(related)), bodies: linked.loaded.bodies,
                files: try StaticFile.byPath(root: workspace.root, tree: linked.tree, wording: linked.settings.vocabulary.wording),
                progress: progress)
        } catch {
            throw ToolError(error)
        }
    }
}
