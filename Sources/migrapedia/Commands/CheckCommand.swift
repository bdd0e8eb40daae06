// `migrapedia check`: reports every problem of the content and writes nothing but what it is asked to mend.
import ArgumentParser
import WikiGraph
import WikiModel

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report every problem of the content, without writing a site.",
        discussion: """
            `migrapedia explain CODE` says more about the word in brackets after a message.

            Examples:
              migrapedia check                               everything
              migrapedia check --changed-since origin/main   what this branch caused
              migrapedia check --fix --dry-run               what would be mended
              migrapedia check --baseline known.jsonl --write-baseline
                                                             take all as known
              migrapedia check --baseline known.jsonl        only others
            """
    )

    @OptionGroup var options: SharedOptions

    @Option(
        help: ArgumentHelp(
            "Report only what changed since the branch left this revision. The whole base is judged, so a broken link in a file that was not touched is reported if the change broke it.",
            valueName: "revision"))
    var changedSince: String?

    @Option(help: ArgumentHelp("Pass over the problems that this file lists.", valueName: "file"))
    var baseline: String?

    @Flag(help: "Write today's problems to the file of --baseline.")
    var writeBaseline = false

    @Flag(help: "Make the safe changes: other spellings of names, identifiers, dates and tags, and slips that can mean one thing only. Prints a diff.")
    var fix = false

    @Flag(name: .customLong("dry-run"), help: "With --fix, print the diff and write nothing.")
    var isDry = false

    func validate() throws {
        if writeBaseline, baseline == nil { throw ValidationError("--write-baseline needs --baseline with the name of the file.") }
        if writeBaseline, changedSince != nil { throw ValidationError("--write-baseline takes all problems; leave --changed-since out.") }
        if isDry, !fix { throw ValidationError("--dry-run goes with --fix; check writes nothing by itself.") }
    }

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: options.source, jobs: options.jobs)
            if fix, !isDry { try ChangeSet.recover(root: workspace.root) }
            let progress = Progress()
            var linked = try await checked(workspace, progress)
            progress.clear()
            if writeBaseline, let baseline { return try write(Baseline(linked.diagnostics), to: baseline) }
            var (diagnostics, remark) = try await wanted(linked, workspace)
            if fix {
                let (changes, count): (ChangeSet, Int)
                do throws(FileError) {
                    (changes, count) = try safeFixes(diagnostics, in: linked.graph, root: workspace.root)
                } catch {
                    throw ToolError(error)
                }
                // A report for machines has standard output to itself.
                if options.format == .text { try printOut(changes.diff(), terminator: "") } else { printError(changes.diff(), terminator: "") }
                if !isDry, !changes.isEmpty {
                    try changes.apply(root: workspace.root)
                    linked = try await checked(workspace, progress)
                    (diagnostics, remark) = try await wanted(linked, workspace)
                }
                printError("\(counted(count, "problem", "problems")) \(isDry ? "would be mended; nothing was written" : "mended")")
            }
            let report = DiagnosticReport(diagnostics, strict: options.strict)
            try options.printReport(report, workspace)
            if options.format == .text {
                printError("\(counted(linked.graph.entries.count, "entry", "entries")) checked: \(report.summary(showsNotes: options.notes))\(remark)")
            }
            return report.hasErrors ? ExitCode(1) : .success
        }
    }

    /// The linked base with the problems of its templates as well.
    private func checked(_ workspace: Workspace, _ progress: Progress) async throws(ToolError) -> Workspace.Linked {
        var linked = try await workspace.link(progress: progress)
        linked.diagnostics += try workspace.templateProblems(linked.settings.vocabulary.wording)
        return linked
    }

    /// The problems that the options ask for, and what to say about the others.
    private func wanted(_ linked: Workspace.Linked, _ workspace: Workspace) async throws(ToolError) -> ([Diagnostic], String) {
        var diagnostics = linked.diagnostics.sorted(by: Diagnostic.precedes)
        var remark = ""
        if let changedSince {
            let repository = try Repository(root: workspace.root)
            let base = try repository.mergeBase(try repository.commit(changedSince))
            let old = try await Revision.read(base, of: repository, today: linked, workspace: workspace)
            var (lines, unchangedLines) = (LineCache(root: workspace.root), LineCache(root: workspace.root))
            let renames = try repository.renames(from: base, to: nil)
            let paths = renames.merging(entryRenames(from: old.graph, to: linked.graph, known: renames)) { $1 }
            let count = diagnostics.count
            diagnostics = DiagnosticMatching.new(
                diagnostics, since: old.diagnostics + old.templateProblems, renames: RenamedEntries(paths, from: old.graph, to: linked.graph),
                line: { lines.line($0, $1) }, oldLine: { old.line($0, $1, today: &unchangedLines) })
            remark += "; \(count - diagnostics.count) from before \(changedSince) not shown"
        }
        if let baseline {
            let count = diagnostics.count
            let (new, gone) = try Baseline(path: baseline).filter(diagnostics)
            diagnostics = new
            remark += "; \(count - new.count) of the baseline not shown"
            if gone > 0, changedSince == nil { remark += ", \(gone) of it \(gone == 1 ? "is" : "are") gone: write it again with --write-baseline" }
        }
        return (diagnostics, remark)
    }

    private func write(_ baseline: Baseline, to path: String) throws(ToolError) -> ExitCode {
        do throws(FileError) { try File.deliver(Array(baseline.text.utf8), to: path) } catch { throw ToolError(error) }
        printError("\(path): \(counted(baseline.text.split(separator: "\n").count, "known problem", "known problems")) written")
        return .success
    }
}
