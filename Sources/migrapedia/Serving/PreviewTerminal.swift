// What a preview says in the terminal: each edit in one line, and the problems it brought.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// Follows edits: makes the next state of the base, shows it, and reports.
struct PreviewTerminal: Sendable {
    let workspace: Workspace

    /// More problems than this are counted and not printed, as of an entry that was deleted and that all others link to.
    private static let mostProblems = 20

    func say(_ text: String) { printError(text) }

    /// Prints what is wrong at the beginning.
    func begin(_ report: DiagnosticReport) { show(report.diagnostics) }

    /// Takes up edits until the watch ends.
    func follow(_ watch: any FolderWatch, _ preview: Preview) async {
        while let changes = await watch.next() {
            let progress = Progress()
            do throws(FileError) {
                guard let base = try await preview.newest.after(changes) else { continue }
                let update = await preview.update(to: base)
                show(update.gained)
                say(await line(changes, update, preview.report, milliseconds: progress.elapsedMilliseconds))
            } catch {
                // A folder may be absent for a moment, while a branch is changed; the watch tells when it is back.
                say("migrapedia: \(error.message)")
            }
        }
    }

    private func line(
        _ changes: LiveBase.Changes, _ update: Preview.Update, _ report: DiagnosticReport, milliseconds: Int
    ) async -> String {
        let names = changes.files.sorted()
        let what = names.count == 1 ? names[0] : names.isEmpty ? "files" : "\(names[0]) and \(names.count - 1) more"
        let mended = update.mended == 0 ? "" : ", \(update.mended) mended"
        let state = update.isShown ? "shown after \(milliseconds) ms" : "has errors; the page stays as it was"
        return "\(what): \(state); \(report.summary)\(mended)"
    }

    private func show(_ problems: [Diagnostic]) {
        let worst = problems.filter { $0.severity == .error } + problems.filter { $0.severity == .warning }
        let report = DiagnosticReport(Array(worst.prefix(PreviewTerminal.mostProblems)), strict: false)
        printError(report.text(style: .detect(STDERR_FILENO), showsNotes: false, root: workspace.root), terminator: "")
        if worst.count > PreviewTerminal.mostProblems {
            say("and \(worst.count - PreviewTerminal.mostProblems) more; `migrapedia check` lists all")
        }
    }
}
