// A base held in memory between edits: what one edit leaves as it was is taken from the state before it.
import Bibliography
import Templates
import WikiGraph
import WikiModel
import WikiParsing
import WikiSite

/// Everything a preview shows, at one moment. Nothing in it changes: an edit makes the next one (`after`).
struct LiveBase: Sendable {
    let workspace: Workspace
    let settings: BaseSettings
    let templates: TemplateFolder
    let tree: SourceTree
    let heads: [EntryHead]
    /// All bodies. They are held in memory, because another build may clear the cache meanwhile.
    let bodies: EntryBodies
    let site: Site
    /// Files that are copied as they are, by their path on the site.
    let files: [String: StaticFile]
    /// Pages that are made, by their path on the site.
    let pages: [String: Page]
    let diagnostics: [Diagnostic]
    /// Read again only when entries or settings come or go: commits made meanwhile are those of the next start.
    private let history: HistoryReader.Reading

    private let linked: LinkedBase
    /// Problems of single entries, in the order of `heads`.
    private let entryDiagnostics: [[Diagnostic]]

    /// What an edit may have touched.
    struct Changes: Sendable, Equatable {
        /// Files that were written, relative to the source folder.
        var files: Set<String> = []
        /// Whether files came, went or moved, or changes may have been missed: everything is compared again.
        var needsScan = false

        var isEmpty: Bool { files.isEmpty && !needsScan }

        mutating func merge(_ other: Changes) {
            files.formUnion(other.files)
            needsScan = needsScan || other.needsScan
        }

        func touches(_ folder: String) -> Bool { needsScan || files.contains { $0.hasPrefix(folder) } }
    }

    /// Up to this many changed entries are compiled in this process.
    private static let mostInProcess = EntryLoader.mostInProcess

    // MARK: Beginning

    /// Reads the whole base, with all that is found wrong in it.
    static func load(_ workspace: Workspace, buildDate: String, progress: Progress) async throws(ToolError) -> LiveBase {
        do throws(FileError) {
            let settings = try BaseSettings.read(workspace)
            let tree = try SourceTree.scan(root: workspace.root)
            return try await make(
                workspace, settings, try TemplateFolder.load(root: workspace.root, wording: settings.vocabulary.wording), tree,
                try StaticFile.byPath(root: workspace.root, tree: tree, wording: settings.vocabulary.wording), before: nil, changed: nil, buildDate: buildDate, progress: progress)
        } catch {
            throw ToolError(error)
        }
    }

    /// The base after an edit; `nil` when nothing that it shows has changed.
    func after(_ changes: Changes) async throws(FileError) -> LiveBase? {
        let settings = changes.touches("site/") ? try BaseSettings.read(workspace) : self.settings
        // Scripts, too, have phrases that the vocabulary may name.
        let isOtherWording = settings.vocabularyText != self.settings.vocabularyText || changes.touches("site/assets/")
        let templates = isOtherWording || changes.touches("templates/")
            ? try TemplateFolder.load(root: workspace.root, wording: settings.vocabulary.wording) : self.templates
        let tree = changes.needsScan ? try SourceTree.scan(root: workspace.root) : tree.restamped(changes.files, root: workspace.root)
        let changed = changedEntries(tree, changes)
        let isSameText = settings == self.settings && templates.hash == self.templates.hash && changed?.isEmpty == true
        let files = try StaticFile.byPath(root: workspace.root, tree: tree, wording: settings.vocabulary.wording)
        let areSameProblems = tree.diagnostics == self.tree.diagnostics && settings.diagnostics == self.settings.diagnostics
        if isSameText, files == self.files, areSameProblems { return nil }
        return try await LiveBase.make(
            workspace, settings, templates, tree, files, before: self, changed: changed, buildDate: site.input.buildDate,
            progress: Progress())
    }

    /// The entries whose files differ from those that were read, as places in `tree`; `nil` when entries came or went.
    private func changedEntries(_ tree: SourceTree, _ changes: Changes) -> [Int]? {
        guard tree.entries.count == self.tree.entries.count else { return nil }
        var changed: [Int] = []
        for (index, (old, new)) in zip(self.tree.entries, tree.entries).enumerated() {
            guard old.source == new.source else { return nil }
            if old.stamp != new.stamp || changes.files.contains(new.source.path) { changed.append(index) }
        }
        // An editor that saves what is there already changes the time and nothing else.
        return changed.filter { index in
            guard let bytes = try? File.read(workspace.root + "/" + tree.entries[index].source.path) else { return true }
            return StableHash.of(bytes) != heads[index].contentHash
        }
    }
}

// MARK: The stages

extension LiveBase {
    private static func make(
        _ workspace: Workspace, _ settings: BaseSettings, _ templates: TemplateFolder, _ tree: SourceTree,
        _ files: [String: StaticFile], before: LiveBase?, changed: [Int]?, buildDate: String, progress: Progress
    ) async throws(FileError) -> LiveBase {
        let isSameVocabulary = before.map { $0.settings.vocabularyText == settings.vocabularyText } ?? false
        let compiled: (heads: [EntryHead], bodies: EntryBodies)
        if let before, let changed, changed.count <= mostInProcess, isSameVocabulary {
            compiled = before.compile(changed, tree)
        } else {
            let loaded = try await workspace.loader(settings).load(tree) { progress.show("compiling", $0, of: $1) }
            compiled = (
                loaded.heads, await loaded.bodies.load(Array(repeating: true, count: loaded.heads.count), jobs: workspace.jobs))
        }
        let isSameBase = isSameVocabulary && before?.tree.mediaPaths == tree.mediaPaths
        if isSameBase, let before, let changed, let linked = before.relinked(compiled.heads, changed: changed) {
            let isSameSite = before.settings == settings && before.templates.hash == templates.hash
                && before.tree.media.elementsEqual(tree.media) { $0.stamp == $1.stamp }
            return await LiveBase(
                workspace, settings, templates, tree, files, compiled, linked, before: before, like: isSameSite ? before : nil,
                changed: changed, buildDate: buildDate)
        }
        let linked = LinkedBase(linking: compiled.heads, media: tree.mediaPaths, vocabulary: settings.vocabulary)
        return await LiveBase(
            workspace, settings, templates, tree, files, compiled, linked, before: before, like: nil, changed: [], buildDate: buildDate)
    }

    /// The links after an edit of prose or summaries; `nil` when more was edited. Entries stand in the tree as in the graph.
    private func relinked(_ heads: [EntryHead], changed: [Int]) -> LinkedBase? {
        if changed.isEmpty { return linked }
        let entries = linked.graph.entries
        // Not by `zip`, which would copy each head.
        guard heads.count == entries.count, heads.indices.allSatisfy({ heads[$0].path == entries[$0].path }) else { return nil }
        return linked.relinked(heads, changed: changed.map { EntryID($0) })
    }

    /// Compiles a few entries in this process; all others stay.
    private func compile(_ changed: [Int], _ tree: SourceTree) -> (heads: [EntryHead], bodies: EntryBodies) {
        let compiler = EntryCompiler(vocabulary: settings.vocabulary)
        var (heads, bodies) = (heads, bodies)
        for index in changed {
            let entry = CompileWorker.compile(tree.entries[index].source, root: workspace.root, compiler)
            heads[index] = entry.head
            bodies[index] = entry.body
        }
        return (heads, bodies)
    }

    /// - Parameters:
    ///   - before: the state before, if there was one.
    ///   - like: the same, if its front matter, settings and templates are the same; what was made of them is taken from it.
    ///   - changed: the entries that differ from `like`.
    private init(
        _ workspace: Workspace, _ settings: BaseSettings, _ templates: TemplateFolder, _ tree: SourceTree,
        _ files: [String: StaticFile], _ compiled: (heads: [EntryHead], bodies: EntryBodies), _ linked: LinkedBase, before: LiveBase?,
        like: LiveBase?, changed: [Int], buildDate: String
    ) async {
        self.workspace = workspace
        self.settings = settings
        self.templates = templates
        self.tree = tree
        self.files = files
        (heads, bodies) = compiled
        self.linked = linked
        let (heads, graph) = (heads, linked.graph)
        if let like {
            history = like.history
            var problems = like.entryDiagnostics
            for index in changed { problems[index] = Workspace.problems(of: heads[index], settings.vocabulary) }
            entryDiagnostics = problems
            site = Site(graph, after: like.site)
            pages = LiveBase.pages(like.pages, mentionsOf: like.site, now: site)
        } else {
            let isSameHistory = before.map { $0.settings == settings && $0.heads.map(\.path) == heads.map(\.path) } ?? false
            history = if isSameHistory, let before { before.history } else { workspace.history(settings.site, graph, progress: Progress()) }
            let jobs = workspace.jobs
            entryDiagnostics = await parallelMap(count: heads.count, jobs: jobs) { Workspace.problems(of: heads[$0], settings.vocabulary) }
            let input = SiteInput(
                settings: settings.site, templates: templates.library, buildDate: buildDate, history: history.history,
                pictureSizes: workspace.pictureSizes(tree))
            site = Site(graph, input, related: .onDemand)
            pages = Dictionary((site.pages() + MapPages(site).pages()).map { ($0.path, $0) }) { first, _ in first }
        }
        diagnostics =
            settings.diagnostics + workspace.namesInSettings(settings.site, graph) + templates.diagnostics + tree.diagnostics
            + linked.diagnostics + entryDiagnostics.joined() + history.diagnostics
    }

    /// The pages after an edit of prose: of all pages, those of mentions alone come and go with it.
    private static func pages(_ pages: [String: Page], mentionsOf before: Site, now site: Site) -> [String: Page] {
        let (old, new) = (before.mentionsPages(), site.mentionsPages())
        if old.elementsEqual(new, by: { $0.path == $1.path }) { return pages }
        var pages = pages
        for page in old { pages[page.path] = nil }
        for page in new { pages[page.path] = page }
        return pages
    }
}

extension SourceTree {
    var mediaPaths: [String] { media.map(\.path) }

    /// The tree with the stamps of some files read again.
    func restamped(_ paths: Set<String>, root: String) -> SourceTree {
        var tree = self
        for index in tree.entries.indices where paths.contains(tree.entries[index].source.path) {
            if let stamp = File.stamp(root + "/" + tree.entries[index].source.path) { tree.entries[index].stamp = stamp }
        }
        for index in tree.media.indices where paths.contains("content/" + tree.media[index].path) {
            let path = "content/" + tree.media[index].path
            guard let stamp = File.stamp(root + "/" + path) else { continue }
            tree.media[index].stamp = stamp
            tree.diagnostics.removeAll { $0.file == path && $0.code.isOfPicture }
            tree.diagnostics += SourceTree.pictureProblems(path, root: root, stamp)
        }
        return tree
    }
}
