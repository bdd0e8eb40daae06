// The command line's entry point.
import ArgumentParser

@main
struct Migrapedia: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "migrapedia")
    func run() async throws {}
}
