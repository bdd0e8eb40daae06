// `migrapedia adopt`: entries made from a folder of notes that another program keeps.
import ArgumentParser
import WikiModel

/// What notes become that are no papers.
enum AdoptedKind: String, CaseIterable, ExpressibleByArgument {
    case concept, page

    var kind: EntryKind { self == .page ? .page : .concept }
}

struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Make entries from a folder of notes: of Obsidian, Logseq, Dendron, Zotero, or of a site.",
        discussion: """
            Each Markdown file below the folder becomes an entry with a valid name and front matter: a paper where its front \
            matter names one (DOI, PMID, PMCID, arXiv, ISBN, a citation key), else a concept. Links lead to the entries, and \
            pictures and files that notes show are copied. The folder is only read, and no entry that is there is changed. \
            All files are written, or none; what is left out is named.

            Examples:
              migrapedia adopt ~/vault --dry-run     what would be written
              migrapedia adopt ~/vault
              migrapedia adopt docs --kind page      entries that are pages, not concepts

            Exit codes: 0 all is well, 1 a note was left out, 2 could not run.
            """
    )

    @Argument(help: ArgumentHelp("The folder of notes.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("What notes become that are no papers.", valueName: "kind"))
    var kind = AdoptedKind.concept

    @Flag(help: "Number notes whose name and title have no Latin letters and no digits, rather than leaving them out.")
    var number = false

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Flag(name: .customLong("dry-run"), help: "List what would be written, and write nothing.")
    var isDry = false

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            try ChangeSet.recover(root: workspace.root)
            for folder in EntryKind.allCases.map(\.folder) + ["media"] {
                let path = "content/" + folder
                // What a build does not follow is not written through either.
                if File.isLink(workspace.root + "/" + path) { throw ToolError("\(path) is a symbolic link, which is not followed; make it a folder") }
            }
            let progress = Progress()
            let notes = try NoteFolder(folder, leavingOut: workspace.root)
            let today = try await workspace.link(progress: progress)
            var plan = AdoptionPlan(folder: notes, workspace: workspace, today: today, rules: AdoptionRules(kind: kind.kind, numbersNotes: number))
            try await plan.make(progress: progress)
            for line in plan.report.lines + plan.report.counts { printError(line) }
            if isDry {
                try printOut(plan.made.map { "\($0.from) → \($0.to)\n" }.joined(), terminator: "")
            } else {
                try plan.changes.apply(root: workspace.root)
            }
            printError(plan.report.summary + (isDry ? "; nothing was written" : ""))
            if !isDry, !plan.changes.isEmpty { printError("`migrapedia check` says what is left to mend") }
            return plan.report.leftOut > 0 ? ExitCode(1) : .success
        }
    }
}
