// `migrapedia mentions`: concepts that prose names and does not link to.
import ArgumentParser
import WikiGraph
import WikiModel
import WikiParsing

struct MentionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mentions",
        abstract: "List concepts that prose names without a link to them.",
        discussion: """
            Of each concept that an entry names and nowhere links to, the first mention outside of headings, links and code, with the link \
            to write. Names are titles and aliases, also with a plural "s". Whether a link helps the reader is for you to judge.

            Examples:
              migrapedia mentions               in all entries
              migrapedia mentions migrasome     in one
              migrapedia mentions --of exosome  of one concept, in all others
            """
    )

    @Argument(help: ArgumentHelp("Only in this entry: title, alias or file name.", valueName: "entry"))
    var entry: String?

    @Option(help: ArgumentHelp("Only mentions of this concept.", valueName: "concept"))
    var of: String?

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Option(help: "How to print: text, json, github or sarif.")
    var format = ReportFormat.text

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let linked = try await workspace.link(progress: Progress())
            let (graph, root) = (linked.graph, workspace.root)
            let place = try entry.map { name throws(ToolError) in try graph.entry(called: name) }
            let target = try of.map { name throws(ToolError) in try graph.entry(called: name) }
            let bodies = await linked.loaded.bodies.load(graph.entryIDs.map { place == nil || place == $0 }, jobs: workspace.jobs)
            let finder = MentionFinder(graph)
            let found = await parallelMap(count: bodies.count, jobs: workspace.jobs) { index -> [Diagnostic] in
                guard let text = bodies[index]?.text else { return [] }
                let mentions = finder.mentions(in: text, of: EntryID(index)).filter { target == nil || target == $0.target }
                if mentions.isEmpty { return [] }
                let source = MentionSource((try? File.read(root + "/" + graph.entries[index].path)) ?? [])
                return mentions.compactMap { MentionsCommand.diagnostic($0, text, graph, in: EntryID(index), source) }
            }
            let diagnostics = found.flatMap { $0 }.sorted(by: Diagnostic.precedes)
            try DiagnosticReport(diagnostics, strict: false).print(as: format, showsNotes: true, root: root)
            if format == .text { printError("\(counted(diagnostics.count, "mention", "mentions")) without a link") }
            return .success
        }
    }

    /// What to write in place of a mention; `nil` for one that stands in code or holds markup.
    private static func diagnostic(
        _ mention: UnlinkedMention, _ text: ArraySlice<UInt8>, _ graph: KnowledgeGraph, in entry: EntryID, _ source: MentionSource
    ) -> Diagnostic? {
        let bytes = Array(text[(text.startIndex + mention.words.lowerBound)..<(text.startIndex + mention.words.upperBound)])
        guard let range = source.range(of: bytes) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self)
        let target = graph.entries[Int(mention.target)]
        // Words that lead there as they stand need no other name.
        let link = graph.entry(named: words, from: entry) == mention.target ? "[[\(words)]]" : "[[\(target.slug)|\(words)]]"
        return Diagnostic(
            .mentionUnlinked, file: graph.entries[Int(entry)].path, range: range,
            "\"\(words)\" names \(target.path), to which this entry has no link; write \"\(link)\"",
            suggestion: Suggestion(replacement: link, of: words))
    }
}
