// `migrapedia schema`: what front matter may hold, for editors that complete and check it.
import ArgumentParser
import WikiModel
import WikiParsing

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the front matter of a kind of entry, for editors.",
        discussion: "Categories and relations are those of the base's vocabulary."
    )

    @Argument(help: "concept, paper or page.")
    var kind: EntryKind

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            try printOut(FrontMatterSchema(kind, vocabulary: try workspace.vocabulary()).json, terminator: "")
            return .success
        }
    }
}
