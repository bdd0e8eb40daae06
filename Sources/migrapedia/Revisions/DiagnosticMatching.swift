// Tells new problems from old ones, whatever lines were added above them.
import WikiGraph
import WikiModel

/// Entries that bear another name than before.
struct RenamedEntries {
    /// The new path of a file, by its old one.
    private(set) var paths: [String: String] = [:]
    /// What the words of problems have in place of what: paths, and file names and titles in quotes.
    private(set) var words: [(old: String, new: String)] = []

    init() {}

    init(_ paths: [String: String], from old: KnowledgeGraph, to new: KnowledgeGraph) {
        self.paths = paths
        let after = Dictionary(new.entries.map { ($0.path, $0) }) { first, _ in first }
        for before in old.entries {
            guard let path = paths[before.path], let after = after[path] else { continue }
            let names = [(before.slug, after.slug), (before.metadata.title, after.metadata.title)]
            words += [(before.path, path)] + names.filter { $0.0 != $0.1 }.map { ("\"\($0.0)\"", "\"\($0.1)\"") }
        }
    }

    /// The way back.
    var reversed: RenamedEntries {
        var back = RenamedEntries()
        back.paths = Dictionary(paths.map { ($1, $0) }) { first, _ in first }
        back.words = words.map { ($0.new, $0.old) }
        return back
    }

    /// A problem as it would be said of the new names.
    func renamed(_ diagnostic: Diagnostic) -> Diagnostic {
        var moved = diagnostic
        moved.file = paths[diagnostic.file] ?? diagnostic.file
        for (old, new) in words { moved.message = moved.message.replacing(old, with: new) }
        return moved
    }
}

/// Problems told apart by code, file and message, and counted: lines shift with every edit, words do not.
enum DiagnosticMatching {
    /// Gives a line of a file, counted from 1.
    typealias LineReader = (String, Int) -> String?

    /// The problems of `now` that are not in `before`. Of several alike, those whose source line is the same are the old
    /// ones.
    static func new(
        _ now: [Diagnostic], since before: [Diagnostic], renames: RenamedEntries = RenamedEntries(), line: LineReader, oldLine: LineReader
    ) -> [Diagnostic] {
        var exact: [String: Int] = [:]
        var loose: [String: Int] = [:]
        for diagnostic in before {
            let moved = renames.renamed(diagnostic)
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
