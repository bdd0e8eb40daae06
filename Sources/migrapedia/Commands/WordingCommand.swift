// `migrapedia wording`: the phrases that pages say by themselves, for those who translate them.
import ArgumentParser
import WikiModel

struct WordingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wording",
        abstract: "Print the phrases that pages say by themselves, to say them in other words or another language.",
        discussion: """
            Prints a part of site/vocabulary.yml: each phrase in English, and what pages say for it. In braces stand values that \
            are filled in, and tags such as <a> stand around links; every one belongs into the other words too.
            """
    )

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Option(help: "Where the base has no words of its own, print those of the translation into this language that comes with the tool.")
    var language: String?

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let translated = try language.map { tag throws(ToolError) in try Translation(tag).words } ?? [:]
            let words = translated.merging(try workspace.vocabulary().wording.ofFiles) { $1 }
            var said: Set<String> = []
            let parts = try workspace.phrases().parts.map { (title, phrases) in
                let lines = phrases.filter { said.insert($0).inserted }
                    .map { "  \(YAMLText.quoted($0)): \(YAMLText.quoted(words[$0] ?? $0))\n" }
                return lines.isEmpty ? "" : "  # \(title)\n" + lines.joined()
            }
            try printOut("wording:\n" + parts.joined(), terminator: "")
            return .success
        }
    }
}
