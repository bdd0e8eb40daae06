// What a preview shows now: the last good state of the base, the problems of the newest one, and who is looking.
import Templates
import WikiGraph
import WikiModel
import WikiSite

/// A page or file as it is answered.
struct PreviewFile: Sendable {
    enum Status: Sendable {
        case found
        case missing
        /// The template of the page has an error.
        case broken
    }

    var status: Status
    var contentType: String
    var bytes: [UInt8]
}

/// The state of a preview server. An actor, because requests read it while an edit replaces it.
actor Preview {
    /// The state that pages are rendered from: the newest one that brought no new errors.
    private(set) var shown: LiveBase
    /// The state of the files on disk.
    private(set) var newest: LiveBase
    /// The problems of `newest`, and those that `shown` had when it was first shown.
    private(set) var report: DiagnosticReport
    private var shownReport: DiagnosticReport
    /// Problems of the templates that a page of each kind shows.
    private var sampleProblems: [Diagnostic]
    private let strict: Bool
    /// Counts the states shown, so that a page knows whether it is out of date.
    private var version = 1
    private var viewers: [Int: Viewer] = [:]
    private var nextViewer = 0

    /// A page that is open in a browser.
    private struct Viewer {
        var path: String
        var messages: AsyncStream<String>.Continuation
    }

    init(_ base: LiveBase, strict: Bool) {
        (shown, newest) = (base, base)
        self.strict = strict
        sampleProblems = base.templateProblems(of: base.samplePaths)
        report = DiagnosticReport(base.diagnostics + sampleProblems, strict: strict)
        shownReport = report
    }

    // MARK: Edits

    /// What an edit led to.
    struct Update: Sendable {
        /// Problems that were not there before the edit, and how many are gone.
        var gained: [Diagnostic]
        var mended: Int
        /// Whether the pages shown are those of the edit; if not, it brought errors.
        var isShown: Bool
    }

    /// Takes the state after an edit: shows it, or keeps the last good one when it brings new errors.
    func update(to base: LiveBase) async -> Update {
        let problems = templateProblems(of: base)
        let before = report
        report = DiagnosticReport(base.diagnostics + problems, strict: strict)
        newest = base
        let gained = Preview.new(report, since: before)
        let mended = Preview.new(before, since: report).count
        let isShown = !Preview.new(report, since: shownReport).contains { $0.severity == .error }
        if isShown {
            shown = base
            shownReport = report
            version += 1
        }
        let text = message(isReload: isShown)
        for viewer in viewers.values { viewer.messages.yield(text) }
        return Update(gained: gained, mended: mended, isShown: isShown)
    }

    /// Lines are not compared: those of the state before are not kept.
    private static func new(_ now: DiagnosticReport, since before: DiagnosticReport) -> [Diagnostic] {
        DiagnosticMatching.new(now.diagnostics, since: before.diagnostics, line: { _, _ in nil }, oldLine: { _, _ in nil })
    }

    /// Slips in templates show only when pages are rendered: the pages that are looked at, and one of each kind. The large
    /// lists among these take long, and are rendered again only when templates or settings are others.
    private func templateProblems(of base: LiveBase) -> [Diagnostic] {
        if base.templates.hash != newest.templates.hash || base.settings != newest.settings {
            sampleProblems = base.templateProblems(of: base.samplePaths)
        }
        let viewed = base.templateProblems(of: Set(viewers.values.map(\.path)))
        return sampleProblems + viewed.filter { !sampleProblems.contains($0) }
    }

    // MARK: Viewers

    /// Messages for a page that has been opened: at once the problems, or that it is out of date already.
    func messages(for path: String, version seen: Int?) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(8))
        nextViewer += 1
        let number = nextViewer
        viewers[number] = Viewer(path: path, messages: continuation)
        continuation.onTermination = { [weak self] _ in
            Task { await self?.forget(number) }
        }
        continuation.yield(message(isReload: seen.map { $0 != version } ?? false))
        return stream
    }

    private func forget(_ viewer: Int) { viewers[viewer] = nil }

    /// Ends all conversations.
    func end() {
        for viewer in viewers.values { viewer.messages.finish() }
        viewers = [:]
    }

    private func message(isReload: Bool) -> String {
        PreviewMessage(isReload: isReload, isStale: newest.site !== shown.site, report: report, workspace: newest.workspace).json
    }

    // MARK: Pages

    /// The base that pages are rendered from, and its number, which their script tells when it asks for messages.
    func state() -> (base: LiveBase, version: Int) { (shown, version) }
}

extension LiveBase {
    /// What is wrong with templates, as far as these pages show it.
    fileprivate func templateProblems(of paths: some Sequence<String>) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for path in paths.sorted() {
            guard let page = pages[path] else { continue }
            do throws(TemplateError) {
                _ = try site.render(page, bodies: bodies)
            } catch {
                let problem = TemplateFolder.diagnostic(error)
                if !problems.contains(problem) { problems.append(problem) }
            }
        }
        return problems
    }

    /// A page of each kind.
    fileprivate var samplePaths: [String] {
        let kinds = EntryKind.allCases.compactMap { kind in
            site.graph.entries.firstIndex { $0.kind == kind }.map { String(decoding: site.addresses.path(of: EntryID($0)), as: UTF8.self) }
        }
        return kinds + SitePage.allCases.map(\.path) + ["404.html"]
    }

    /// The file at a path of the site.
    func file(at path: String) -> PreviewFile {
        if let page = pages[path] { return rendered(page, at: path) }
        if let file = files[path], let bytes = read(file) {
            return PreviewFile(status: .found, contentType: PreviewAddress.contentType(of: path), bytes: bytes)
        }
        guard let page = pages["404.html"] else {
            return PreviewFile(status: .missing, contentType: "text/plain; charset=utf-8", bytes: Array("There is no such page.\n".utf8))
        }
        var missing = rendered(page, at: "404.html")
        if missing.status == .found { missing.status = .missing }
        return missing
    }

    private func rendered(_ page: Page, at path: String) -> PreviewFile {
        do throws(TemplateError) {
            return PreviewFile(
                status: .found, contentType: PreviewAddress.contentType(of: path), bytes: try site.render(page, bodies: bodies))
        } catch {
            let problem = TemplateFolder.diagnostic(error)
            var html = Array(
                "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Template error</title><body><h1>This page cannot be shown</h1><p>"
                    .utf8)
            HTMLEscaping.appendText("\(problem.place): \(problem.message)", to: &html)
            html += Array("</p></body></html>".utf8)
            return PreviewFile(status: .broken, contentType: "text/html; charset=utf-8", bytes: html)
        }
    }

    /// The bytes of a file that is copied; `nil` when it is gone or, through a symbolic link, leads out of the base.
    private func read(_ file: StaticFile) -> [UInt8]? {
        guard let root = File.realPath(workspace.root) else { return nil }
        return try? file.bytes { path in
            guard let real = File.realPath(workspace.root + "/" + path), real.hasPrefix(root + "/") else { throw Missing() }
            return try File.read(real)
        }
    }

    private struct Missing: Error {}
}
