// `migrapedia diff`: what a change does to the knowledge, for the text of a pull request.
import ArgumentParser
import WikiGraph
import WikiModel

enum DiffFormat: String, CaseIterable, ExpressibleByArgument {
    case markdown
    case json
}

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what a change does to the knowledge: entries, links, relations, citations, claims, problems.",
        discussion: """
            With one revision, compares what the branch began from with the files as they are now, committed or not. With \
            two, compares these two.

            Examples:
              migrapedia diff origin/main          what this branch changes, as Markdown
              migrapedia diff v1.0 v1.1            what changed between two releases
              migrapedia diff origin/main --format json
            """
    )

    @Argument(help: ArgumentHelp("A branch, a tag or a commit.", valueName: "revision"))
    var old: String

    @Argument(help: ArgumentHelp("The newer side (default: the files as they are).", valueName: "revision"))
    var new: String?

    @Option(help: ArgumentHelp("The folder with site/, content/ and templates/.", valueName: "folder"))
    var source = "."

    @Option(help: "markdown or json.")
    var format = DiffFormat.markdown

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let repository = try Repository(root: workspace.root)
            let oldCommit = try repository.commit(old)
            let newCommit: String? = if let new { try repository.commit(new) } else { nil }
            let base = newCommit == nil ? try repository.mergeBase(oldCommit) : oldCommit
            let today = try await workspace.link(progress: Progress())
            let before = try await Revision.read(base, of: repository, today: today, workspace: workspace)
            let renames = try repository.renames(from: base, to: newCommit)
            let change: KnowledgeChange
            var lines = LineCache(root: workspace.root)
            if let newCommit {
                let after = try await Revision.read(newCommit, of: repository, today: today, workspace: workspace)
                change = KnowledgeChange(
                    before, (after.graph, after.diagnostics), renames, workspace, line: { after.line($0, $1, today: &lines) })
            } else {
                change = KnowledgeChange(before, (today.graph, today.diagnostics), renames, workspace, line: { lines.line($0, $1) })
            }
            try printOut(format == .json ? change.json() : change.markdown(), terminator: "")
            return .success
        }
    }
}

/// The change of a graph and of its problems.
struct KnowledgeChange {
    var graph: GraphChange
    var problems: GainsAndLosses<Diagnostic>

    init(
        _ before: Revision, _ after: (graph: KnowledgeGraph, diagnostics: [Diagnostic]), _ renames: [String: String],
        _ workspace: Workspace, line: DiagnosticMatching.LineReader
    ) {
        graph = GraphChange(from: before.graph, to: after.graph, renames: renames)
        var paths = renames
        for (old, new) in graph.renamed { paths[old.path] = new.path }
        let renamed = RenamedEntries(paths, from: before.graph, to: after.graph)
        var unchangedLines = LineCache(root: workspace.root)
        let oldLine: DiagnosticMatching.LineReader = { before.line($0, $1, today: &unchangedLines) }
        problems = GainsAndLosses(
            gained: DiagnosticMatching.new(after.diagnostics, since: before.diagnostics, renames: renamed, line: line, oldLine: oldLine),
            lost: DiagnosticMatching.new(before.diagnostics, since: after.diagnostics, renames: renamed.reversed, line: oldLine, oldLine: line))
        problems.gained.sort(by: Diagnostic.precedes)
        problems.lost.sort(by: Diagnostic.precedes)
    }
}
