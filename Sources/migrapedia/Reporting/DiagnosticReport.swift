// Prints diagnostics: as text with the source line and a caret, or as JSON.
import WikiModel

/// The form in which problems are printed.
enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case json
    /// Annotations of GitHub's workflows.
    case github
    case sarif
}

/// Problems in the order of their places, with what `--strict` makes of them.
struct DiagnosticReport: Sendable {
    /// What is printed: of one kind in one file the first, and then how many more there are.
    let diagnostics: [Diagnostic]
    private let counts: [Severity: Int]
    private let kinds: [ProblemKind]

    /// Problems of one code.
    private struct ProblemKind {
        var code: DiagnosticCode
        var severity: Severity
        var count = 0
        var files = 0
        var lastFile = ""
    }

    init(_ diagnostics: [Diagnostic], strict: Bool) {
        let all = diagnostics.map { diagnostic in
            var diagnostic = diagnostic
            if strict, diagnostic.severity == .warning { diagnostic.severity = .error }
            return diagnostic
        }.sorted(by: Diagnostic.precedes)
        counts = all.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
        kinds = DiagnosticReport.kinds(of: all)
        self.diagnostics = Diagnostic.shortened(all)
    }

    /// The kinds of problems, errors first, and of those the most frequent.
    private static func kinds(of all: [Diagnostic]) -> [ProblemKind] {
        var kinds: [DiagnosticCode: ProblemKind] = [:]
        for diagnostic in all {
            var kind = kinds[diagnostic.code] ?? ProblemKind(code: diagnostic.code, severity: diagnostic.severity)
            kind.count += 1
            if kind.count == 1 || kind.lastFile != diagnostic.file { kind.files += 1 }
            kind.lastFile = diagnostic.file
            kinds[diagnostic.code] = kind
        }
        return kinds.values.sorted { ($0.severity, $0.count, $1.code.rawValue) > ($1.severity, $1.count, $0.code.rawValue) }
    }

    func count(_ severity: Severity) -> Int { counts[severity] ?? 0 }
    var hasErrors: Bool { count(.error) > 0 }

    /// The summary of a command that prints notes on demand.
    func summary(showsNotes: Bool) -> String {
        showsNotes || count(.note) == 0 ? summary : summary + " (--notes shows \(count(.note) == 1 ? "it" : "them"))"
    }

    /// `2 errors, 1 warning, 3 notes`, or `no problems`.
    var summary: String {
        let parts = [Severity.error, .warning, .note].compactMap { severity -> String? in
            let count = count(severity)
            return count == 0 ? nil : "\(count) \(severity.label)\(count == 1 ? "" : "s")"
        }
        return parts.isEmpty ? "no problems" : parts.joined(separator: ", ")
    }

    /// The text form, with excerpts of the files below `root`; notes may be left out.
    func text(style: TerminalStyle, showsNotes: Bool, root: String) -> String {
        var output = ""
        var lines = LineCache(root: root)
        for diagnostic in diagnostics where showsNotes || diagnostic.severity != .note {
            output += line(diagnostic, style) + "\n"
            output += DiagnosticReport.excerpt(of: diagnostic, &lines, style) ?? ""
            for note in diagnostic.notes {
                output += "\(note.place): \(style.dim("note")): \(note.message)\n"
            }
        }
        return output + overview(style, showsNotes: showsNotes)
    }

    /// So many problems are not read one by one, and their kinds are listed below them.
    private static let mostWithoutOverview = 50

    /// How often each kind of problem occurs, and what it is, where there are many.
    private func overview(_ style: TerminalStyle, showsNotes: Bool) -> String {
        let shown = kinds.filter { showsNotes || $0.severity != .note }
        guard shown.reduce(0, { $0 + $1.count }) > DiagnosticReport.mostWithoutOverview else { return "" }
        let width = shown.reduce(0) { max($0, String($1.count).count) }
        let lines = shown.map { kind in
            let count = String(repeating: " ", count: width - String(kind.count).count) + String(kind.count)
            return "  \(count) \(style.severity(kind.severity)) \(style.bold(kind.code.rawValue)) in \(counted(kind.files, "file", "files")): "
                + "\(ExplainCommand.opening(of: kind.code.help))\n"
        }
        return "\nBy kind (`migrapedia explain CODE` says how to mend them):\n" + lines.joined()
    }

    private func line(_ diagnostic: Diagnostic, _ style: TerminalStyle) -> String {
        "\(style.bold(diagnostic.place)): \(style.severity(diagnostic.severity)): \(diagnostic.message) [\(diagnostic.code.rawValue)]"
    }

    /// The source line of a problem with a caret under the place, without colours.
    static func plainExcerpt(of diagnostic: Diagnostic, _ lines: inout LineCache) -> String? {
        excerpt(of: diagnostic, &lines, TerminalStyle(isColoured: false))
    }

    /// `nil` for a problem without a place, or of a file that has no such line any more.
    private static func excerpt(of diagnostic: Diagnostic, _ lines: inout LineCache, _ style: TerminalStyle) -> String? {
        guard let range = diagnostic.range, let line = lines.line(diagnostic.file, range.start.line) else { return nil }
        return excerpt(line, range, style)
    }

    /// The source line with a caret under the place; a long line is cut around it.
    private static func excerpt(_ line: String, _ range: SourceRange, _ style: TerminalStyle) -> String {
        let bytes = Array(line.utf8)
        let column = min(range.start.columnUTF8 - 1, bytes.count)
        var start = max(0, column - 60)
        while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(bytes.count, start + 120)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let shown = String(decoding: bytes[start..<end], as: UTF8.self)
        let before = String(decoding: bytes[start..<max(start, column)], as: UTF8.self)
        let length = range.end.line == range.start.line ? range.end.columnUTF8 - range.start.columnUTF8 : 1
        let markedEnd = min(end, column + max(1, length))
        let marked = column < markedEnd ? String(decoding: bytes[column..<markedEnd], as: UTF8.self).count : 1
        let indent = String(before.map { $0 == "\t" ? "\t" : " " })
        let carets = "^" + String(repeating: "~", count: max(0, marked - 1))
        return "    \(start > 0 ? "…" : "")\(shown)\(end < bytes.count ? "…" : "")\n"
            + "    \(start > 0 ? " " : "")\(indent)\(style.accent(carets))\n"
    }

    /// The JSON form: one object with a list `diagnostics` and a `summary`.
    func json() -> String {
        var output = "{\n  \"diagnostics\": ["
        for (index, diagnostic) in diagnostics.enumerated() {
            output += index == 0 ? "\n" : ",\n"
            output += "    " + DiagnosticReport.json(diagnostic)
        }
        output += diagnostics.isEmpty ? "],\n" : "\n  ],\n"
        output += "  \"summary\": {\"errors\": \(count(.error)), \"warnings\": \(count(.warning)), \"notes\": \(count(.note))}\n}\n"
        return output
    }

    /// One problem as an object.
    static func json(_ diagnostic: Diagnostic) -> String {
        var fields = [
            "\"code\": \(JSONEscaping.quoted(diagnostic.code.rawValue))", "\"severity\": \(JSONEscaping.quoted(diagnostic.severity.label))",
            "\"file\": \(JSONEscaping.quoted(diagnostic.file))",
        ]
        if let range = diagnostic.range { fields.append("\"range\": \(json(range))") }
        fields.append("\"message\": \(JSONEscaping.quoted(diagnostic.message))")
        if !diagnostic.notes.isEmpty {
            let notes = diagnostic.notes.map { note in
                var parts = ["\"message\": \(JSONEscaping.quoted(note.message))", "\"file\": \(JSONEscaping.quoted(note.file))"]
                if let range = note.range { parts.append("\"range\": \(json(range))") }
                return "{" + parts.joined(separator: ", ") + "}"
            }
            fields.append("\"notes\": [" + notes.joined(separator: ", ") + "]")
        }
        if let suggestion = diagnostic.suggestion {
            let replaced = suggestion.replaced.isEmpty ? "" : "\"replaces\": \(JSONEscaping.quoted(suggestion.replaced)), "
            fields.append(
                "\"suggestion\": {\(replaced)\"replacement\": \(JSONEscaping.quoted(suggestion.replacement)), "
                    + "\"safe\": \(suggestion.confidence == .safe)}")
        }
        return "{" + fields.joined(separator: ", ") + "}"
    }

    private static func json(_ range: SourceRange) -> String {
        "{\"start\": {\"line\": \(range.start.line), \"column\": \(range.start.columnUTF8)}, "
            + "\"end\": {\"line\": \(range.end.line), \"column\": \(range.end.columnUTF8)}}"
    }
}
