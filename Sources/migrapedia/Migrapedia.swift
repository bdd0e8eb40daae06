// The command line's entry point.
import ArgumentParser
import WikiModel
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Starts a command, or this process's life as a worker of one.
@main
enum EntryPoint {
    static func main() async {
        // A closed pipe or a dead worker is seen as a failed write, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        let arguments = CommandLine.arguments
        if arguments.count > 1, arguments[1] == WorkerMessage.command {
            exit(CompileWorker.run(Array(arguments.dropFirst(2))))
        }
        do {
            // ArgumentParser answers `help chek` with the general help.
            if arguments.count > 2, arguments[1] == "help", let slip = Migrapedia.unknownCommand(arguments[2]) { throw slip }
            var command = try Migrapedia.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch where Migrapedia.exitCode(for: error) == .validationFailure {
            // ArgumentParser would end with 64; of this tool, all that keeps it from running ends with 2.
            printError(Migrapedia.fullMessage(for: arguments.dropFirst().first.flatMap(Migrapedia.unknownCommand) ?? error))
            exit(2)
        } catch {
            Migrapedia.exit(withError: error)
        }
    }
}

struct Migrapedia: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrapedia",
        abstract: "Publishes a scientific knowledge base as a static site.",
        discussion: """
            Entries are Markdown files below content/. Every problem is reported as file:line:column with what to do.

            Exit codes: 0 all is well, 1 the content has errors, 2 the tool could not run.
            """,
        version: toolVersion,
        subcommands: [
            BuildCommand.self, ServeCommand.self, InitCommand.self, CheckCommand.self, NewCommand.self, RenameCommand.self,
            ImportCommand.self, ExportCommand.self, DiffCommand.self, ExplainCommand.self, SchemaCommand.self, WordingCommand.self,
            MapCommand.self, MentionsCommand.self, PackCommand.self, BookCommand.self, AdoptCommand.self,
        ]
    )

    /// What to say of a word where a command should stand.
    fileprivate static func unknownCommand(_ word: String) -> ValidationError? {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !word.hasPrefix("-"), !names.contains(word) else { return nil }
        return ValidationError("there is no command \"\(word)\"" + didYouMean(word, among: names).clause)
    }
}

/// The version of the tool, as in CHANGELOG.md.
let toolVersion = "0.1.0"
