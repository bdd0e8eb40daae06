// Tells new problems from old ones, whatever lines were added above them.
import WikiModel

/// Problems told apart by code, file and message, and counted: lines shift with every edit, words do not.
enum DiagnosticMatching {
    /// Gives a line of a file, counted from 1.
    typealias LineReader = (String, Int) -> String?

    /// The problems of `now` that are not in `before`. Of several alike, those whose source line is the same are the old
    /// ones. `renames` gives the new path of a file.
    static func new(
        _ now: [Diagnostic], since before: [Diagnostic], renames: [String: String] = [:], line: LineReader, oldLine: LineReader
    ) -> [Diagnostic] {
        var exact: [String: Int] = [:]
        var loose: [String: Int] = [:]
        for diagnostic in before {
            var moved = diagnostic
            moved.file = renames[diagnostic.file] ?? diagnostic.file
            loose[key(moved), default: 0] += 1
            exact[exactKey(moved, diagnostic, oldLine), default: 0] += 1
        }
        var rest: [Int] = []
        for (index, diagnostic) in now.enumerated() {
            let (whole, plain) = (exactKey(diagnostic, diagnostic, line), key(diagnostic))
            if let count = exact[whole], count > 0 {
                exact[whole] = count - 1
                loose[plain, default: 0] -= 1
            } else {
                rest.append(index)
            }
        }
        return rest.compactMap { index in
            let plain = key(now[index])
            guard let count = loose[plain], count > 0 else { return now[index] }
            loose[plain] = count - 1
            return nil
        }
    }

    private static func key(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.code.rawValue)\n\(diagnostic.file)\n\(diagnostic.message)"
    }

    private static func exactKey(_ moved: Diagnostic, _ original: Diagnostic, _ line: LineReader) -> String {
        let text = original.range.flatMap { line(original.file, $0.start.line) } ?? ""
        return key(moved) + "\n" + text
    }
}
