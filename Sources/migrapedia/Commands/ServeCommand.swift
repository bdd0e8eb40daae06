// `migrapedia serve`: shows the site in a browser while it is being written.
import ArgumentParser
import Dispatch
import FlyingFox
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Show the site in a browser while you write.",
        discussion: """
            Pages are made when they are looked at and load again after every edit of content/, templates/ or site/. No site \
            is written: `migrapedia build` publishes. An edit with errors leaves the last good page and shows what to mend, \
            in the page and here. Only programs of this machine can ask the server. Ctrl-C ends it.
            """
    )

    @Option(help: ArgumentHelp("The folder with site/, content/ and templates/.", valueName: "folder"))
    var source = "."

    @Option(help: ArgumentHelp("The port to listen on (default: 8000, or the next free one; 0: any).", valueName: "number"))
    var port: UInt16?

    @Flag(help: "Open the site in the browser.")
    var open = false

    @Flag(help: "Look for changed files from time to time, for file systems that do not tell.")
    var poll = false

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    @Option(help: ArgumentHelp("How many processor cores to use (default: all).", valueName: "number"))
    var jobs: Int?

    /// How long open connections may take to end.
    private static let secondsToEnd = 3.0

    mutating func validate() throws { try SharedOptions.check(&source, jobs) }

    func run() async throws {
        try await running { () async throws(ToolError) in
            let interrupts = Interrupts()
            let workspace = try Workspace(source: source, jobs: jobs)
            let port = try choosePort()
            // Watching begins first: an edit during the first build is not missed.
            let watch = FolderWatches.make(root: workspace.root, isPolling: poll)
            let progress = Progress()
            let base = try await LiveBase.load(workspace, buildDate: try BuildDate.find(root: source), progress: progress)
            progress.clear()
            let preview = Preview(base, strict: strict)
            let terminal = PreviewTerminal(workspace: workspace)
            await terminal.begin(preview.report)
            let server: HTTPServer
            let serving: Task<Void, any Error>
            do {
                // Of the loopback interface alone, so that no other machine can ask.
                let made = HTTPServer(
                    address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled,
                    handler: PreviewHandler(preview: preview, port: port))
                (server, serving) = (made, Task { try await made.run() })
                try await server.waitUntilListening()
            } catch {
                throw ToolError("cannot listen on port \(port); give another with --port")
            }
            let address = "http://127.0.0.1:\(port)/"
            terminal.say("\(counted(base.site.graph.entries.count, "entry", "entries")) in \(progress.elapsedMilliseconds) ms; \(address) (Ctrl-C ends)")
            if open { ServeCommand.openBrowser(address) }
            let following = Task { await terminal.follow(watch, preview) }
            await interrupts.wait()
            // What a browser keeps open is not waited for: Ctrl-C ends it.
            DispatchQueue.global().asyncAfter(deadline: .now() + ServeCommand.secondsToEnd) { _exit(0) }
            watch.end()
            await preview.end()
            await server.stop(timeout: 0.5)
            following.cancel()
            serving.cancel()
            terminal.say("stopped")
            return .success
        }
    }

    /// The port that was asked for, or else the first free one.
    private func choosePort() throws(ToolError) -> UInt16 {
        if let port {
            if let free = PreviewAddress.freePort(from: port, tries: 1) { return free }
            throw ToolError("port \(port) is taken or not allowed; give another with --port, or none to use a free one")
        }
        if let free = PreviewAddress.freePort(from: 8000, tries: 100) { return free }
        throw ToolError("the ports from 8000 to 8099 are all taken; give another with --port")
    }

    /// Asks the system to show an address.
    private static func openBrowser(_ address: String) {
        #if os(macOS)
            let program = "open"
        #else
            let program = "xdg-open"
        #endif
        let failure = "migrapedia: no browser could be opened; open \(address) yourself"
        do throws(FileError) {
            let process = try Subprocess.start(program, [address])
            // It may run for as long as the browser does.
            DispatchQueue.global().async {
                if Subprocess.wait(process) != 0 { printError(failure) }
            }
        } catch {
            printError(failure)
        }
    }
}

/// Waits for Ctrl-C, or for another program's wish that this one end. A second one ends it at once.
///
/// A class, because it owns what the system calls.
private final class Interrupts: Sendable {
    private let wishes: AsyncStream<Void>

    init() {
        let (wishes, wisher) = AsyncStream<Void>.makeStream()
        self.wishes = wishes
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = unsafeBitCast(signal(number, SIG_IGN), to: Int.self)
            // `nohup` has it ignored, so that the program outlives its terminal.
            if number == SIGHUP, before == unsafeBitCast(SIG_IGN, to: Int.self) { continue }
            let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "migrapedia.interrupts"))
            source.setEventHandler {
                signal(number, SIG_DFL)
                source.cancel()
                wisher.yield()
            }
            source.resume()
        }
    }

    func wait() async { for await _ in wishes { return } }
}
