// What the server tells an open page: to load itself again, and the problems for its overlay.
import WikiModel

/// One message, sent as JSON.
struct PreviewMessage {
    var isReload: Bool
    /// Whether the pages shown are older than the files, because these have new errors.
    var isStale: Bool
    var report: DiagnosticReport
    var workspace: Workspace

    /// More problems than this are counted and not listed.
    private static let mostListed = 60

    var json: String {
        let shown = report.diagnostics.filter { $0.severity != .note }
            .sorted { ($0.severity == .error ? 0 : 1) < ($1.severity == .error ? 0 : 1) }.prefix(PreviewMessage.mostListed)
        var lines = LineCache(root: workspace.root)
        let problems = shown.map { problem -> String in
            var fields = [
                "\"severity\":\(quoted(problem.severity.label))", "\"code\":\(quoted(problem.code.rawValue))",
                "\"place\":\(quoted(problem.place))", "\"message\":\(quoted(problem.message))",
            ]
            if let excerpt = DiagnosticReport.plainExcerpt(of: problem, &lines) {
                fields.append("\"excerpt\":\(quoted(excerpt))")
            }
            return "{" + fields.joined(separator: ",") + "}"
        }
        return "{\"reload\":\(isReload),\"stale\":\(isStale),\"errors\":\(report.count(.error)),\"warnings\":\(report.count(.warning)),"
            + "\"problems\":[\(problems.joined(separator: ","))]}"
    }

    private func quoted(_ text: String) -> String { JSONEscaping.quoted(text) }
}
