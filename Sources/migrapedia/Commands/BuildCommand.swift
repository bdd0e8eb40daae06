// `migrapedia build`: writes the whole site.
import ArgumentParser
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Write the whole site.",
        discussion: """
            Only what changed since the last build is read and written. The published folder changes in one step: it is the \
            old site or the new one, whatever happens in between. Content with errors is not published over a site that \
            stands, unless --force is given.
            """
    )

    @OptionGroup var options: SharedOptions

    @Option(help: ArgumentHelp("The folder to publish to (default: public, in the folder of the base).", valueName: "folder"))
    var output: String?

    @Flag(help: "Publish even if the content has errors.")
    var force = false

    @Flag(name: .customLong("no-cache"), help: "Compile, relate, lay out and index every entry again; only the history is kept.")
    var ignoresCache = false

    @Flag(help: "Keep the search index of the last build even if entries changed. The next build without this makes it anew.")
    var deferSearch = false

    @Flag(help: "Print how long each phase took.")
    var timings = false

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: options.source, jobs: options.jobs)
            let output = SharedOptions.publishedFolder(output, source: options.source)
            if ignoresCache {
                for name in ["index", "related", "map"] { unlink(workspace.cacheFolder + "/" + name) }
                SearchPartCache(cacheFolder: workspace.cacheFolder, toolHash: workspace.toolHash).removeOthers([])
            }
            let progress = Progress(showsPhases: timings)
            let build = SiteBuild(
                workspace: workspace, output: output, strict: options.strict, isForced: force,
                buildDate: try BuildDate.find(root: options.source), progress: progress,
                search: deferSearch ? .deferred : .current)
            let outcome = try await build.run()
            progress.clear()
            let report = DiagnosticReport(outcome.diagnostics, strict: options.strict)
            try options.printReport(report, workspace)
            if options.format == .text { printError(summary(outcome, report, progress, of: output)) }
            return report.hasErrors ? ExitCode(1) : .success
        }
    }

    private func summary(_ outcome: BuildOutcome, _ report: DiagnosticReport, _ progress: Progress, of output: String) -> String {
        let time = progress.elapsedMilliseconds
        guard outcome.published else {
            return "\(output) was left as it was: \(report.summary); mend the errors, or publish with --force"
        }
        return "\(output): \(counted(outcome.pages, "file", "files")), \(outcome.written) written, "
            + "\(counted(outcome.compiled, "entry", "entries")) compiled in \(time) ms; \(report.summary(showsNotes: options.notes))"
    }
}
