// The reference of commands and the tool's own help say the same, and examples of commands run.
import Foundation
import Testing

@Suite(.serialized) struct DocumentedCommandsTests {
    private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: project.appendingPathComponent(path), encoding: .utf8)
    }

    /// The subcommands, as the help of the whole lists them, and the options of each.
    private static func commands() throws -> [String: Set<String>] {
        let help = try TemporaryBase.run(["--help"]).output
        let names = (help.components(separatedBy: "SUBCOMMANDS:").last ?? "").matches(of: /\n  ([a-z]+) +[A-Z]/).map { String($0.1) }
        var commands: [String: Set<String>] = [:]
        for name in names {
            let options = try TemporaryBase.run([name, "--help"]).output.matches(of: /--[a-z][a-z-]*/).map { String($0.0) }
            commands[name] = Set(options)
        }
        return commands
    }

    @Test func everyCommandAndOptionIsInTheReference() throws {
        let reference = try DocumentedCommandsTests.text("docs/commands.md")
        let headings = reference.matches(of: /\n## (.*)/).flatMap { $0.1.components(separatedBy: " and ") }
        let commands = try DocumentedCommandsTests.commands()
        #expect(commands.count >= 12)
        #expect(Set(headings) == Set(commands.keys))
        let options = commands.values.reduce(into: Set<String>()) { $0.formUnion($1) }.subtracting(["--help", "--version"])
        #expect(options.filter { !reference.contains($0) }.sorted() == [])
    }

    /// Commands as the documents write them: the command is there, and has the options.
    @Test func commandsOfTheDocumentsAreThere() throws {
        let commands = try DocumentedCommandsTests.commands()
        let documents = [
            "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/commands.md", "docs/entries.md", "docs/history.md", "docs/settings.md",
            "docs/templates.md", "Sources/migrapedia/Starter/README.md",
        ]
        var read = 0
        for document in documents {
            let text = try DocumentedCommandsTests.text(document)
            // In a code span to its end, in a code block to a comment or the end of the line.
            for line in text.matches(of: /(?:^|\n|`|\/)migrapedia ([a-z-]+)([^`\n#]*)/) where line.1 != "help" && line.1 != "compile-worker" {
                let known = commands[String(line.1)]
                #expect(known != nil, "\(document): \(line.0)")
                let options = line.2.matches(of: /--[a-z][a-z-]*/).map { String($0.0) }
                #expect(options.filter { known?.contains($0) == false } == [], "\(document): \(line.0)")
                read += 1
            }
        }
        #expect(read >= 50)
    }

    /// Help is broken into lines once, by the width of the terminal: not also where the source breaks them.
    @Test func helpAndExplanationsAreBrokenOnce() throws {
        for command in ["build", "check", "serve", "new", "import", "export", "rename", "diff", "explain", "schema", "map", "mentions", "pack", "init"] {
            let help = try TemporaryBase.run([command, "--help"]).output.components(separatedBy: "USAGE:")[0]
            let lines = help.components(separatedBy: "\n")
            for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !line.hasPrefix(" ") && !line.hasSuffix(":") {
                guard !next.hasPrefix(" "), let word = next.split(separator: " ").first else { continue }
                #expect(line.count + 1 + word.count >= 80, "\(command): \(line)")
            }
        }
        for code in ["key-unknown", "history-incomplete", "relation-to-self"] {
            let lines = try TemporaryBase.run(["explain", code]).output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 80 } && lines.count >= 2, "\(lines)")
        }
    }

    /// The names in examples are those of the project's base, where they can be tried.
    @Test func examplesOfRenamesAndExportsRun() throws {
        let base = try TemporaryBase([:])
        try base.remove("content")
        try FileManager.default.copyItem(
            at: DocumentedCommandsTests.project.appendingPathComponent("content"), to: base.root.appendingPathComponent("content"))
        let reference = try DocumentedCommandsTests.text("docs/commands.md")
        let lines = reference.matches(of: /\nmigrapedia ((?:rename|export|new|schema|explain)[^\n#>]*)/)
        #expect(lines.count >= 11)
        for line in lines {
            let words = String(line.1).trimmingCharacters(in: .whitespaces) + (line.1.hasPrefix("rename") ? " --dry-run" : "")
            let isThere = words == "new concept \"Retraction fiber\""
            let run = try base.shell("\"$TOOL\" \(words.replacingOccurrences(of: "--dry-run --dry-run", with: "--dry-run")) > /dev/null")
            #expect(run.exitCode == (isThere ? 2 : 0), "\(words): \(run.errors)")
        }
    }
}
