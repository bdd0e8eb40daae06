// `migrapedia rename`: gives an entry another name, everywhere at once.
import ArgumentParser
import WikiGraph
import WikiModel

struct RenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give an entry another name: its file, and every link, relation, citation and embed.",
        discussion: """
            A new name of a to z, digits and hyphens is a file name, and the title stays. Any other name of a concept or page \
            is a new title, from which the file name is made. A redirect is left at the old address.

            The base is linked before and after: nothing is written unless both graphs are the same but for the name. All \
            files are changed, or none.

            Examples:
              migrapedia rename retraction-fiber retraction-fibre
              migrapedia rename Migracytosis "Release by migrasomes" --dry-run
              migrapedia rename ma2015 ma2015discovery
            """
    )

    @Argument(help: ArgumentHelp("The entry: title, alias or file name.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The new title, or the new file name without .md.", valueName: "new"))
    var new: String

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Flag(name: .customLong("dry-run"), help: "Print what would change as a diff, and write nothing.")
    var isDry = false

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            try ChangeSet.recover(root: workspace.root)
            let before = try await workspace.link(progress: Progress())
            let plan = try plan(before, workspace.root)
            let changes = try plan.changes()
            try await prove(changes, plan, before, workspace)
            if isDry {
                try printOut(changes.diff(leavingOut: [ImportBase.path]), terminator: "")
            } else {
                try changes.apply(root: workspace.root)
            }
            let count = changes.changes.count
            printError(
                "\(before.graph.entries[Int(plan.entry)].path) → \(plan.newPath): \(counted(count, "file", "files")) changed, the graph is the same"
                    + (isDry ? "; nothing was written" : ""))
            return .success
        }
    }

    private func plan(_ base: Workspace.Linked, _ root: String) throws(ToolError) -> RenamePlan {
        let graph = base.graph
        let entry = try graph.entry(called: old)
        let head = graph.entries[Int(entry)]
        let isFileName = try isFileName(new)
        let slug = head.kind == .paper ? try citationKey(new) : isFileName ? new : try fileName(for: new)
        let plan = RenamePlan(
            entry: entry, graph: graph, settings: base.settings.site, newSlug: slug, newTitle: isFileName ? nil : new, root: root)
        if slug == head.slug, isFileName || new == head.metadata.title { throw ToolError("\(head.path) has this name already") }
        if let other = graph.entries.first(where: { $0.kind == head.kind && $0.slug == slug && $0.path != head.path }) {
            throw ToolError("\(other.path) has this name already; choose another, or merge the two by hand")
        }
        if plan.newPath != head.path, File.exists(root + "/" + plan.newPath) { throw ToolError("\(plan.newPath) is there already") }
        return plan
    }

    /// Whether a name is a file name, and no title. One that could be a file name, but for its length or for Windows, is neither.
    private func isFileName(_ name: String) throws(ToolError) -> Bool {
        do throws(SlugError) {
            _ = try Slug(name)
            return true
        } catch {
            if [.empty, .badEdge].contains(error) || !name.utf8.allSatisfy(Slug.allows) { return false }
            throw ToolError("the file name \"\(name)\" \(error.reason(form: "")); choose another")
        }
    }

    /// Links the base as it would be; throws when anything but the name would differ.
    private func prove(_ changes: ChangeSet, _ plan: RenamePlan, _ before: Workspace.Linked, _ workspace: Workspace) async throws(ToolError) {
        let after = try await linkedTrial(changes, today: before, workspace: workspace)
        let renames = [before.graph.entries[Int(plan.entry)].path: plan.newPath]
        let change = GraphChange(from: before.graph, to: after.graph, renames: renames)
        let noLine: DiagnosticMatching.LineReader = { _, _ in nil }
        let head = before.graph.entries[Int(plan.entry)]
        let (oldNames, newNames) = ([head.metadata.title, head.slug], [plan.newTitle ?? head.metadata.title, plan.newSlug])
        let known = before.diagnostics.map { withoutNames($0, oldNames, path: head.path) }
        let problems = DiagnosticMatching.new(
            after.diagnostics.map { withoutNames($0, newNames, path: plan.newPath) }, since: known, renames: RenamedEntries(renames, from: before.graph, to: after.graph), line: noLine, oldLine: noLine)
        if let first = problems.filter({ $0.severity != .note }).sorted(by: Diagnostic.precedes).first {
            let whole = after.diagnostics.first { $0.code == first.code && $0.file == first.file && $0.range == first.range } ?? first
            throw ToolError("nothing was changed, because the new name would bring a problem:\n\(whole.line)")
        }
        guard change.isGraphUnchanged, change.entries.isEmpty else {
            let edge = (change.links.lost + change.relations.lost + change.citations.lost).first
            let other = change.claims.isEmpty
                ? "the graph would not be the same" : "a claim without a block id would get another address; give it one (^name)"
            let what = edge.map { "\"\($0.source.title)\" would no longer lead to \"\($0.target.title)\"" } ?? other
            throw ToolError("nothing was changed: \(what)")
        }
    }

    /// A problem without what a new name changes in its words: the names and the path of the entry, and names that are
    /// near or go in its place, which may be written loosely.
    private func withoutNames(_ diagnostic: Diagnostic, _ names: [String], path: String) -> Diagnostic {
        var diagnostic = diagnostic
        for advice in ["; did you mean ", "; near it: ", "; link to "] {
            if let start = diagnostic.message.ranges(of: advice).first?.lowerBound { diagnostic.message = String(diagnostic.message[..<start]) }
        }
        for name in names { diagnostic.message = diagnostic.message.replacing("\"\(name)\"", with: "\"\"") }
        diagnostic.message = diagnostic.message.replacing(path, with: "")
        return diagnostic
    }
}
