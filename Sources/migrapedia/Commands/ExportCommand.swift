// `migrapedia export`: references of the base for other programs.
import ArgumentParser
import Bibliography
import WikiGraph
import WikiModel

/// The bibliography formats that can be written.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    case bibtex
    case biblatex
    case ris
    case cslJSON = "csl-json"

    var format: BibliographyFormat {
        switch self {
        case .bibtex: .bibtex
        case .biblatex: .biblatex
        case .ris: .ris
        case .cslJSON: .cslJSON
        }
    }
}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print references of the base as BibTeX, RIS or CSL-JSON.",
        discussion: "Without --tag and --entry, all papers. Papers are in the order of their citation keys."
    )

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Option(help: "bibtex, biblatex, ris or csl-json.")
    var format = ExportFormat.bibtex

    @Option(help: "Only papers with this tag.")
    var tag: String?

    @Option(help: ArgumentHelp("Only papers that this entry cites or links to, with the entry itself if it is a paper.", valueName: "name"))
    var entry: String?

    @Option(help: ArgumentHelp("Write to a file instead of printing.", valueName: "file"))
    var output: String?

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let graph = try await workspace.link(progress: Progress()).graph
            let records = try papers(of: graph).compactMap { id in
                BibliographyRecord(key: graph.entries[Int(id)].slug, metadata: graph.entries[Int(id)].metadata)
            }
            guard let bytes = writeBibliography(records, format: format.format) else {
                throw ToolError("\(format.rawValue) cannot be written")
            }
            guard let output else {
                try printOut(bytes)
                if records.isEmpty { printError("0 references") }
                return .success
            }
            do throws(FileError) { try File.deliver(bytes, to: output) } catch { throw ToolError(error) }
            printError("\(output): \(counted(records.count, "reference", "references"))")
            return .success
        }
    }

    private func papers(of graph: KnowledgeGraph) throws(ToolError) -> [EntryID] {
        var papers = graph.entryIDs.filter { graph.entries[Int($0)].kind == .paper }
        if let entry {
            let id = try graph.entry(called: entry)
            let cited = Set(graph.resolutions(of: id).filter { $0.state == .found }.map(\.entry))
            papers = papers.filter { cited.contains($0) || $0 == id }
        }
        if let tag {
            papers = papers.filter { graph.entries[Int($0)].metadata.tags.contains(tag) }
            guard !papers.isEmpty else {
                let tags = Set(graph.entries.lazy.filter { $0.kind == .paper }.flatMap(\.metadata.tags)).sorted()
                let clause = tags.contains(tag)
                    ? "; of the papers that \"\(entry ?? "")\" cites or links to, none has it" : didYouMean(tag, among: tags).clause
                throw ToolError("no paper has the tag \"\(tag)\"\(clause)")
            }
        }
        return papers
    }
}
