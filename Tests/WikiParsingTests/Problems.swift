// The problems of a small source, one to a line.
import WikiModel

@testable import WikiParsing

/// The problems of an entry as `line:column severity: message`, each with `→ mend` where a suggestion is made and `⇒ mend` where
/// it is safe. Line 1 is the fence.
@MainActor func problems(frontMatter: String, body: String = "", kind: EntryKind = .concept) -> [String] {
    problems(Array(("---\n" + frontMatter + "---\n" + body).utf8), kind: kind)
}

@MainActor func problems(_ source: [UInt8], kind: EntryKind = .concept) -> [String] {
    let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(EntrySource(path: "t.md", kind: kind, slug: "t"), bytes: source)
    return entry.head.diagnostics.map { problem in
        let start = problem.range?.start ?? SourceLocation(line: 0, columnUTF8: 0)
        let mend = problem.suggestion.map { ($0.confidence == .safe ? " ⇒ " : " → ") + $0.replacement } ?? ""
        return "\(start.line):\(start.columnUTF8) \(problem.severity.label): \(problem.message)\(mend)"
    }
}

/// The problems of prose, whose first line is line 1.
@MainActor func problems(prose: String) -> [String] {
    problems(frontMatter: "title: T\nstatus: stub\n", body: prose + "\n").map { problem in
        let colon = problem.firstIndex(of: ":") ?? problem.endIndex
        return "\((Int(problem[..<colon]) ?? 0) - 4)" + problem[colon...]
    }
}
