// A small knowledge base in a temporary folder, and the tool run on it as a process.
import Foundation

/// What a run of the tool printed and how it ended.
struct ToolRun {
    var exitCode: Int32
    var output: String
    var errors: String
}

/// A base with the project's own templates and vocabulary. Deleted with the value's owner.
final class TemporaryBase {
    let root: URL
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init(_ files: [String: String] = TemporaryBase.sample) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("migrapedia-test-\(UUID().uuidString)")
        for folder in ["content/concepts", "content/papers", "content/pages", "content/media"] {
            try FileManager.default.createDirectory(at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
        }
        for part in ["templates", "site"] {
            try FileManager.default.copyItem(
                at: TemporaryBase.project.appendingPathComponent(part), to: root.appendingPathComponent(part))
        }
        try write("site/site.yml", "title: Test base\nbase_url: https://example.org/base/\nnavigation:\n  - {label: Concepts, page: concepts}\n")
        for (path, text) in files { try write(path, text) }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: root.appendingPathComponent(path))
    }

    func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appendingPathComponent(path)), as: UTF8.self)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: root.appendingPathComponent(path)) }
    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path) }

    /// Runs the tool with `--source` this base, and in it: where a command says nothing else, what it writes is its own.
    @discardableResult
    func run(_ arguments: [String], environment: [String: String] = [:], output: FileHandle? = nil) throws -> ToolRun {
        try TemporaryBase.run(
            arguments + (arguments.first == "explain" ? [] : ["--source", root.path]), environment: environment, output: output,
            in: root)
    }

    /// Builds into a folder of the base.
    @discardableResult
    func build(_ output: String = "public", _ more: [String] = [], environment: [String: String] = [:]) throws -> ToolRun {
        try run(["build", "--output", root.appendingPathComponent(output).path] + more, environment: environment)
    }

    /// Runs git in the base; what goes wrong fails the test.
    @discardableResult
    func git(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = root
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw NSError(domain: "git " + arguments.joined(separator: " "), code: Int(process.terminationStatus))
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Commits everything in the base.
    func commit(_ message: String) throws {
        try git(["add", "-A"])
        try git(["commit", "-qm", message])
    }

    /// Runs a line of shell in the base, with the tool as `$TOOL`.
    func shell(_ line: String) throws -> ToolRun {
        try TemporaryBase.run(["-c", "cd \"$BASE\" || exit\n" + line], program: URL(fileURLWithPath: "/bin/sh"), environment: ["BASE": root.path, "TOOL": TemporaryBase.tool.path])
    }

    /// - Parameter file: where standard output goes; `nil` for the answer's `output`.
    static func run(
        _ arguments: [String], program: URL = tool, environment: [String: String] = [:], output file: FileHandle? = nil, in folder: URL? = nil
    ) throws -> ToolRun {
        let process = Process()
        if let folder { process.currentDirectoryURL = folder }
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "1748390400"]) { $1 }
            .merging(environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        if let file { process.standardOutput = file } else { process.standardOutput = output }
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // Reports are small enough for a pipe's buffer to take the one that is not read yet.
        let outputData = file == nil ? output.fileHandleForReading.readDataToEndOfFile() : Data()
        let errorData = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return ToolRun(
            exitCode: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
            errors: String(decoding: errorData, as: UTF8.self))
    }

    /// The tool stands beside the test bundle.
    static let tool: URL = {
        let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(fileURLWithPath: CommandLine.arguments[0])]
        let folders = bundles.flatMap { [$0.deletingLastPathComponent(), $0] }
        let candidates = folders.map { $0.appendingPathComponent("migrapedia") } + [project.appendingPathComponent(".build/debug/migrapedia")]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? candidates[candidates.count - 1]
    }()

    /// Every file below a folder of the base, with its bytes.
    func files(_ folder: String) throws -> [String: Data] {
        let base = root.appendingPathComponent(folder)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: base.path) {
            let url = base.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[path] = try Data(contentsOf: url) }
        }
        return files
    }

    /// The site that another folder with the same sources gives, which has no cache.
    func cleanSite(_ arguments: [String] = []) throws -> [String: Data] {
        let other = try TemporaryBase([:])
        for folder in ["content", "site", "templates"] {
            try other.remove(folder)
            try FileManager.default.copyItem(at: root.appendingPathComponent(folder), to: other.root.appendingPathComponent(folder))
        }
        try other.build("public", arguments)
        return try other.files("public")
    }

    static func concept(_ title: String, _ more: String = "", body: String = "Words.") -> String {
        "---\ntitle: \(title)\nsummary: About \(title).\ncategory: structure\n\(more)---\n\n\(body)\n"
    }

    static func paper(_ title: String, _ doi: String, family: String, year: Int) -> String {
        "---\ntitle: \(title)\nsummary: Shows it.\ntype: article-journal\nauthor:\n  - {family: \(family), given: A}\n"
            + "  - {family: \(family)son, given: Åsa}\n  - {literal: The \(family) Consortium}\nissued: \(year)\ncontainer-title: Journal\nDOI: \(doi)\n---\n\n## What was found\n\nSomething about [[alpha]].\n"
    }

    /// Concepts and papers that use every feature and check clean.
    static let sample: [String: String] = [
        "content/concepts/alpha.md": concept(
            "Alpha", "aliases: [First]\ntags: [letters]\nrelations:\n  part_of:\n    - target: beta\n      evidence: [one2019]\n",
            body: """
                Alpha leads to [[Beta|the second]] and [[gamma-thing#A heading]] [@one2019; @two2020, p. 3]. [[Missing thing]] is red.

                Alpha comes first [@supports:one2019; @disputes:two2020]. ^alpha-first

                ![[gamma-thing#A heading]]

                ![[picture.svg|A picture]]
                *Figure 1.* A caption that cites [@one2019].

                | Name | Value |
                | --- | ---: |
                | [[Beta\\|b]] | 1 |

                > [!NOTE] Mind
                > A note[^1].

                [^1]: A footnote with `[[code]]`.
                """),
        "content/concepts/beta.md": concept("Beta", body: "Beta is close to [[First]], as @two2020 says. See [[About]]."),
        "content/concepts/gamma-thing.md": concept(
            "Gamma thing", "redirect_from: [old-gamma]\n", body: "## A heading\n\nText with [[Alpha#^alpha-first]].\n\n- a claim [@supports:one2019]\n"),
        "content/papers/one2019.md": paper("The first paper", "10.1000/one", family: "One", year: 2019),
        "content/papers/two2020.md": paper("The second paper", "10.1000/two", family: "Two", year: 2020),
        "content/pages/about.md": "---\ntitle: About\n---\n\nAbout [[Alpha]] [@one2019] and [[Gamma thing]].\n\n## One\n\n## Two\n\n## Three\n\n## Four\n",
        "content/media/picture.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    ]
}
