// `migrapedia explain CODE`: says what a kind of problem is and how to mend it.
import ArgumentParser
import WikiModel

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a kind of problem: the word in brackets after a message.",
        discussion: "Without a code, lists all of them."
    )

    @Argument(help: ArgumentHelp("The code, such as link-missing.", valueName: "code"))
    var code: String?

    func run() async throws {
        try await running { () async throws(ToolError) in
            guard let code else {
                for code in DiagnosticCode.allCases { try printOut("\(code.rawValue) (\(code.severity.label))") }
                return .success
            }
            guard let known = DiagnosticCode(rawValue: code) else {
                let (clause, _) = didYouMean(code, among: DiagnosticCode.allCases.map(\.rawValue))
                throw ToolError("there is no code \"\(code)\"\(clause.isEmpty ? ";" : clause) `migrapedia explain` lists all")
            }
            try printOut("\(known.rawValue) (\(known.severity.label))\n\n\(known.help)")
            return .success
        }
    }
}
