// `migrapedia explain CODE`: says what a kind of problem is and how to mend it.
import ArgumentParser
import WikiModel

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a kind of problem: the word in brackets after a message.",
        discussion: "Without a code, lists all of them, each with a sentence."
    )

    @Argument(help: ArgumentHelp("The code, such as link-missing.", valueName: "code"))
    var code: String?

    func run() async throws {
        try await running { () async throws(ToolError) in
            guard let code else {
                for code in DiagnosticCode.allCases {
                    let opening = ExplainCommand.wrapped(ExplainCommand.opening(of: code.help), indent: 4)
                    try printOut("\(code.rawValue) (\(code.severity.label))\n\(opening)")
                }
                return .success
            }
            guard let known = DiagnosticCode(rawValue: code) else {
                let (clause, _) = didYouMean(code, among: DiagnosticCode.allCases.map(\.rawValue))
                throw ToolError("there is no code \"\(code)\"\(clause.isEmpty ? ";" : clause) `migrapedia explain` lists all")
            }
            try printOut("\(known.rawValue) (\(known.severity.label))\n\n\(ExplainCommand.wrapped(known.help))")
            return .success
        }
    }

    /// The first sentence of an explanation. Code within it, such as `[see @ma2015, p. 30]`, may hold a full stop.
    static func opening(of help: String) -> Substring {
        let end = help.ranges(of: ". ").first { help[..<$0.lowerBound].count { $0 == "`" }.isMultiple(of: 2) }
        return end.map { help[...$0.lowerBound] } ?? help[...]
    }

    /// The words of a text in lines that a terminal does not break.
    private static func wrapped(_ text: some StringProtocol, indent: Int = 0) -> String {
        var (lines, columns): ([String], Int) = ([""], 0)
        for word in text.split(separator: " ") {
            if columns > 0, indent + columns + 1 + word.count > 80 {
                lines.append(String(word))
                columns = word.count
            } else {
                lines[lines.count - 1] += (columns > 0 ? " " : "") + word
                columns += (columns > 0 ? 1 : 0) + word.count
            }
        }
        return lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
    }
}
