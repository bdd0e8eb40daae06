// `migrapedia wording`: the phrases that pages say by themselves, for those who translate them.
import ArgumentParser
import WikiModel

struct WordingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wording",
        abstract: "Print the phrases that pages say by themselves, to say them in other words or another language.",
        discussion: """
            Prints a part of site/vocabulary.yml: each phrase in English, and what pages say for it. In braces stand values that \
            are filled in; every one belongs into the other words too.
            """
    )

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    func run() async throws {
        try await running { () async throws(ToolError) in
            let wording = try Workspace(source: source, jobs: nil).vocabulary().wording
            let lines = Phrase.allCases.map { "  \(YAMLText.quoted($0.rawValue)): \(YAMLText.quoted(wording[$0]))\n" }
            try printOut("wording:\n" + lines.joined(), terminator: "")
            return .success
        }
    }
}
