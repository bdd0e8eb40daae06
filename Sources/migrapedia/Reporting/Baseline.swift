// A list of known problems that `check --baseline` passes over, so that only new ones count.
import WikiModel
import WikiParsing

/// Known problems by code, file and message, with their number; lines are left out, since they shift.
///
/// The file is JSON Lines: one object on each line, sorted, so that two branches seldom meet in one line of it.
struct Baseline: Sendable {
    private var counts: [String: Int] = [:]

    init(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { counts[Baseline.line(diagnostic), default: 0] += 1 }
    }

    init(path: String) throws(ToolError) {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try File.receive(path) } catch {
            throw ToolError("\(error.message); write it with --write-baseline")
        }
        for (index, line) in SourceLines(bytes).lines.enumerated() where !line.text.isEmpty {
            let line = String(decoding: line.text, as: UTF8.self)
            guard line.hasPrefix("{\"code\": "), line.hasSuffix("}") else {
                throw ToolError("\(path):\(index + 1):1: not a line of a baseline; write the file again with --write-baseline")
            }
            counts[line, default: 0] += 1
        }
    }

    /// The problems that the baseline does not have, and how many of its own are gone.
    func filter(_ diagnostics: [Diagnostic]) -> (new: [Diagnostic], gone: Int) {
        var rest = counts
        let new = diagnostics.filter { diagnostic in
            let line = Baseline.line(diagnostic)
            guard let count = rest[line], count > 0 else { return true }
            rest[line] = count - 1
            return false
        }
        return (new, rest.values.reduce(0, +))
    }

    var text: String {
        counts.keys.sorted().flatMap { Array(repeating: $0, count: counts[$0] ?? 0) }.map { $0 + "\n" }.joined()
    }

    private static func line(_ diagnostic: Diagnostic) -> String {
        "{\"code\": \(JSONEscaping.quoted(diagnostic.code.rawValue)), \"file\": \(JSONEscaping.quoted(diagnostic.file)), "
            + "\"message\": \(JSONEscaping.quoted(diagnostic.message))}"
    }
}
