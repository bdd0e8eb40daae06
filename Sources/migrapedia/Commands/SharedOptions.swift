// Options that all commands share.
import ArgumentParser
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

extension ReportFormat: ExpressibleByArgument {}

struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder with site/, content/ and templates/.", valueName: "folder"))
    var source = "."

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    @Option(help: ArgumentHelp("How many processor cores to use (default: all).", valueName: "number"))
    var jobs: Int?

    @Option(help: "How to print problems: text, json, github or sarif.")
    var format = ReportFormat.text

    @Flag(help: "Also print notes: things that a reader will not notice.")
    var notes = false

    mutating func validate() throws { try SharedOptions.check(&source, jobs) }

    /// Takes the slash from the end of a folder, and refuses a number of jobs that cannot be.
    static func check(_ source: inout String, _ jobs: Int?) throws {
        if let jobs, jobs < 1 || jobs > 256 { throw ValidationError("--jobs must be between 1 and 256.") }
        while source.count > 1, source.hasSuffix("/") { source.removeLast() }
    }

    /// The folder of the published site: the one that is named, from the folder the tool runs in, or `public` in that of the base.
    static func publishedFolder(_ output: String?, source: String) -> String {
        output ?? (source == "." ? "" : source.hasSuffix("/") ? source : source + "/") + "public"
    }

    func printReport(_ report: DiagnosticReport, _ workspace: Workspace) throws(ToolError) {
        try report.print(as: format, showsNotes: notes, root: workspace.root)
    }
}

extension DiagnosticReport {
    /// Prints the report on standard output, or as text on standard error.
    func print(as format: ReportFormat, showsNotes: Bool, root: String) throws(ToolError) {
        var places = ForgePlaces(root: root)
        switch format {
        case .json: try printOut(json(), terminator: "")
        case .github: try printOut(github(&places), terminator: "")
        case .sarif: try printOut(sarif(&places), terminator: "")
        case .text: printError(text(style: .detect(STDERR_FILENO), showsNotes: showsNotes, root: root), terminator: "")
        }
    }
}

/// Runs the body of a command; what stops the tool is printed, and ends it with exit code 2.
func running(_ body: () async throws(ToolError) -> ExitCode) async throws {
    let code: ExitCode
    do throws(ToolError) {
        code = try await body()
    } catch {
        printError("migrapedia: \(error.message)")
        throw ExitCode(2)
    }
    if code != .success { throw code }
}
