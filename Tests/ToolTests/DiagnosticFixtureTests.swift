// Every code of the table has a fixture that makes it, an explanation, and a report that other tools read.
// `UPDATE_GOLDEN=1 swift test --filter DiagnosticFixtureTests` writes what the fixtures report; the difference belongs to the review.
import Foundation
import Testing
import WikiModel

@Suite struct DiagnosticFixtureTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/diagnostics")

    /// A file `CODE.txt`: the problems it reports, then files, each after a line `=== PATH`. In a file, `⟪300×text⟫` stands for
    /// that many times the text, and `⟪xE9⟫` for a byte.
    private struct Fixture {
        var expected: [String]
        var files: [(path: String, bytes: Data)]
        var text: String

        init(_ text: String) {
            self.text = text
            var expected: [String] = []
            var files: [(path: String, lines: [String])] = []
            for line in text.components(separatedBy: "\n") {
                if line.hasPrefix("=== ") { files.append((String(line.dropFirst(4)), [])) }
                else if files.isEmpty { if !line.isEmpty { expected.append(line) } }
                else { files[files.count - 1].lines.append(line) }
            }
            self.expected = expected
            self.files = files.map { ($0.path, Fixture.expanded($0.lines.joined(separator: "\n"))) }
        }

        private static func expanded(_ text: String) -> Data {
            var data = Data()
            var rest = text[...]
            while let start = rest.range(of: "⟪"), let end = rest[start.upperBound...].range(of: "⟫") {
                data.append(contentsOf: rest[..<start.lowerBound].utf8)
                let token = rest[start.upperBound..<end.lowerBound]
                rest = rest[end.upperBound...]
                if let times = token.firstIndex(of: "×"), let count = Int(token[..<times]) {
                    for _ in 0..<count { data.append(contentsOf: token[token.index(after: times)...].utf8) }
                } else if let byte = UInt8(token.dropFirst(), radix: 16) {
                    data.append(byte)
                }
            }
            data.append(contentsOf: rest.utf8)
            return data
        }
    }

    /// Codes that no text alone makes, with what makes them; answers what the tool printed.
    private static let made: [DiagnosticCode: @Sendable () throws -> String] = [
        .sourceUnreadable: {
            // Folders in folders, until the path is longer than a system takes: who may read everything cannot read this.
            let base = try TemporaryBase()
            var folder = open(base.root.path + "/content/concepts", O_RDONLY)
            for _ in 0..<20 {
                let name = String(repeating: "x", count: 220)
                #expect(mkdirat(folder, name, 0o700) == 0)
                let inner = openat(folder, name, O_RDONLY)
                close(folder)
                folder = inner
            }
            close(folder)
            defer {
                let remove = try? Process.run(URL(fileURLWithPath: "/bin/rm"), arguments: ["-rf", base.root.path])
                remove?.waitUntilExit()
            }
            return try base.run(["check"]).errors
        },
        .sourceNotRegular: {
            let base = try TemporaryBase()
            #expect(mkfifo(base.root.path + "/content/concepts/pipe.md", 0o600) == 0)
            return try base.run(["check"]).errors
        },
        .sourceLinkOutside: {
            let base = try TemporaryBase()
            try FileManager.default.createSymbolicLink(
                atPath: base.root.path + "/content/concepts/outside.md", withDestinationPath: "/etc/hosts")
            return try base.run(["check"]).errors
        },
        .compileCrashed: { try FailingWorkers.run(SIGKILL) },
        .compileTimeout: { try FailingWorkers.run(SIGSTOP) },
        .mentionUnlinked: {
            let base = try TemporaryBase()
            try base.write("content/concepts/named.md", "---\ntitle: Thin thread\nsummary: S\ncategory: structure\n---\n")
            try base.write("content/concepts/naming.md", "---\ntitle: Naming\nsummary: S\ncategory: structure\n---\n\nThin threads.\n")
            return try base.run(["mentions"]).errors
        },
        .historyIncomplete: {
            let base = try TemporaryBase()
            for arguments in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "First"]] { try base.git(arguments) }
            try base.git(["commit", "-qm", "Second", "--allow-empty"])
            try base.git(["clone", "-q", "--depth", "1", "file://" + base.root.path, base.root.path + "/clone"])
            return try TemporaryBase.run(["build", "--source", base.root.path + "/clone", "--output", base.root.path + "/out"]).errors
        },
        .historyUnreadable: {
            let base = try TemporaryBase()
            try base.write(".git", "gitdir: /nowhere\n")
            return try base.build().errors
        },
    ]

    @Test(arguments: DiagnosticCode.allCases)
    func everyCodeHasAFixtureAndAnExplanation(_ code: DiagnosticCode) throws {
        #expect(code.help.count > 30)
        if let make = DiagnosticFixtureTests.made[code] {
            let printed = try make()
            #expect(printed.contains(": \(code.severity.label): ") && printed.contains("[\(code.rawValue)]"), "\(printed)")
            return
        }
        let file = DiagnosticFixtureTests.folder.appendingPathComponent(code.rawValue + ".txt")
        let fixture = Fixture(try String(contentsOf: file, encoding: .utf8))
        let base = try TemporaryBase([:])
        for (path, bytes) in fixture.files { try bytes.write(to: base.root.appendingPathComponent(path)) }
        let isOfTheSite = [.templateInvalid].contains(code)
        let notes = code.severity == .note ? ["--notes"] : []
        let run = try isOfTheSite ? base.build() : base.run(["check", "--jobs", "1"] + notes)
        let printed = run.errors.components(separatedBy: "\n").filter { $0.hasSuffix("]") && !$0.hasPrefix(" ") }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let files = fixture.text.range(of: "(?m)^=== ", options: .regularExpression).map { String(fixture.text[$0.lowerBound...]) } ?? ""
            try Data((printed.joined(separator: "\n") + "\n" + files).utf8).write(to: file)
        } else {
            #expect(printed == fixture.expected)
        }
        #expect(printed.contains { $0.contains(": \(code.severity.label): ") && $0.hasSuffix("[\(code.rawValue)]") }, "\(run.errors)")
        #expect((run.exitCode == 0) == (code.severity != .error) || printed.count > 1, "\(run.errors)")
    }

    @Test func everyFixtureIsOfACode() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: DiagnosticFixtureTests.folder.path).filter { $0 != ".DS_Store" }
        let unknown = names.filter { DiagnosticCode(rawValue: String($0.dropLast(".txt".count))) == nil }
        #expect(unknown == [])
        #expect(names.count + DiagnosticFixtureTests.made.count == DiagnosticCode.allCases.count)
    }
}

/// Runs the tool while its workers meet a signal.
private enum FailingWorkers {
    /// Every worker is killed; or, of those that are stopped, the first two, so that the others go on.
    static func run(_ signal: Int32) throws -> String {
        let slow = String(repeating: "Words with *marks*, `code` and [[Links]] to [[Other things|other]] [@nobody1999].\n\n", count: 8000)
        let base = try TemporaryBase([:])
        for number in 0..<9 { try base.write("content/concepts/slow-\(number).md", TemporaryBase.concept("Slow \(number)", body: slow)) }
        let process = Process()
        process.executableURL = TemporaryBase.tool
        process.arguments = ["check", "--jobs", "1", "--source", base.root.path]
        let errors = base.root.appendingPathComponent("errors.txt")
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var met: Set<Int32> = []
        while process.isRunning {
            for worker in children(of: process.processIdentifier) where !met.contains(worker) && (signal == SIGKILL || met.count < 2) {
                met.insert(worker)
                kill(worker, signal)
            }
            usleep(2000)
        }
        return try String(contentsOf: errors, encoding: .utf8)
    }

    /// The workers that a process has started and not waited for.
    private static func children(of parent: Int32) -> [Int32] {
        if let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc") {
            return processes.compactMap { Int32($0) }.filter { process in
                // Until it runs a program of its own, a new process holds up the one that starts it: stopped then, it stops both for good.
                let command = (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
                guard command.contains("compile-worker") else { return false }
                // `PID (name) state parent …`
                let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
                return status.components(separatedBy: ") ").last?.split(separator: " ").dropFirst().first.map { Int32($0) == parent } ?? false
            }
        }
        let list = Process()
        let output = Pipe()
        list.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        list.arguments = ["pgrep", "-P", String(parent)]
        list.standardOutput = output
        guard (try? list.run()) != nil else { return [] }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        list.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { Int32($0) }
    }
}
