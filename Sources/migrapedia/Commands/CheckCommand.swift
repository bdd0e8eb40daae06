// `migrapedia check`: reports every problem of the content and writes nothing.
import ArgumentParser
import WikiModel

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report every problem of the content, without writing a site.",
        discussion: "`migrapedia explain CODE` says more about the word in brackets after a message."
    )

    @OptionGroup var options: SharedOptions

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: options.source, jobs: options.jobs)
            let progress = Progress()
            let linked = try await workspace.link(progress: progress)
            progress.clear()
            let report = DiagnosticReport(linked.diagnostics, strict: options.strict)
            options.printReport(report, workspace)
            if options.format == .text {
                printError("\(linked.graph.entries.count) entries checked: \(report.summary)")
            }
            return report.hasErrors ? ExitCode(1) : .success
        }
    }
}
