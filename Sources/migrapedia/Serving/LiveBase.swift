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
    let settings: LiveSettings
    let templates: TemplateFolder
    let tree: SourceTree
    let heads: [EntryHead]
    /// All bodies. They are held in memory, because another build may clear the cache meanwhile.
    let bodies: EntryBodies
    let graph: KnowledgeGraph
    let site: Site
    /// Files that are copied as they are, by their path on the site.
    let files: [String: StaticFile]
    /// Pages that are made, by their path on the site.
    let pages: [String: Page]
    let diagnostics: [Diagnostic]
    /// Read again only when entries or settings come or go: commits made meanwhile are those of the next start.
    private let history: HistoryReader.Reading

    private let linkDiagnostics: [Diagnostic]
    /// Problems of single entries, in the order of `heads`.
    private let entryDiagnostics: [[Diagnostic]]
    private let references: [[UInt8]]

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
            let settings = try LiveSettings.read(workspace)
            let tree = try SourceTree.scan(root: workspace.root)
            return try await make(
                workspace, settings, try TemplateFolder.load(root: workspace.root), tree, before: nil, changed: nil,
                buildDate: buildDate, progress: progress)
        } catch {
            throw ToolError(error)
        }
    }

    /// The base after an edit; `nil` when nothing that it shows has changed.
    func after(_ changes: Changes) async throws(FileError) -> LiveBase? {
        let settings = changes.touches("site/") ? try LiveSettings.read(workspace) : self.settings
        let templates = changes.touches("templates/") ? try TemplateFolder.load(root: workspace.root) : self.templates
        let tree = changes.needsScan ? try SourceTree.scan(root: workspace.root) : tree.restamped(changes.files, root: workspace.root)
        let changed = changedEntries(tree, changes)
        let isSameText = settings == self.settings && templates.hash == self.templates.hash && changed?.isEmpty == true
        let filesNow = StaticFile.byPath(root: workspace.root, tree: tree)
        if isSameText, filesNow == files, tree.diagnostics == self.tree.diagnostics { return nil }
        return try await LiveBase.make(
            workspace, settings, templates, tree, before: self, changed: changed, buildDate: site.input.buildDate,
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
        _ workspace: Workspace, _ settings: LiveSettings, _ templates: TemplateFolder, _ tree: SourceTree, before: LiveBase?,
        changed: [Int]?, buildDate: String, progress: Progress
    ) async throws(FileError) -> LiveBase {
        let isSameVocabulary = before.map { $0.settings.vocabularyText == settings.vocabularyText } ?? false
        let compiled: (heads: [EntryHead], bodies: EntryBodies)
        if let before, let changed, changed.count <= mostInProcess, isSameVocabulary {
            compiled = before.compile(changed, tree)
        } else {
            let loader = EntryLoader(
                root: workspace.root, cacheFolder: workspace.cacheFolder, vocabulary: settings.vocabulary,
                vocabularyText: settings.vocabularyText, toolHash: workspace.toolHash, jobs: workspace.jobs)
            let loaded = try await loader.load(tree) { progress.show("compiling", $0, of: $1) }
            compiled = (
                loaded.heads, await loaded.bodies.load(Array(repeating: true, count: loaded.heads.count), jobs: workspace.jobs))
        }
        let isSameGraph = before != nil && changed?.isEmpty == true && isSameVocabulary && before?.tree.mediaPaths == tree.mediaPaths
        let graph: KnowledgeGraph
        let linkDiagnostics: [Diagnostic]
        if isSameGraph, let before {
            (graph, linkDiagnostics) = (before.graph, before.linkDiagnostics)
        } else {
            (graph, linkDiagnostics) = WikiGraph.link(compiled.heads, media: tree.mediaPaths, vocabulary: settings.vocabulary)
        }
        return await LiveBase(
            workspace, settings, templates, tree, heads: compiled.heads, bodies: compiled.bodies, graph: graph,
            linkDiagnostics: linkDiagnostics, before: before, buildDate: buildDate)
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

    private init(
        _ workspace: Workspace, _ settings: LiveSettings, _ templates: TemplateFolder, _ tree: SourceTree, heads: [EntryHead],
        bodies: EntryBodies, graph: KnowledgeGraph, linkDiagnostics: [Diagnostic], before: LiveBase?, buildDate: String
    ) async {
        self.workspace = workspace
        self.settings = settings
        self.templates = templates
        self.tree = tree
        self.heads = heads
        self.bodies = bodies
        self.graph = graph
        self.linkDiagnostics = linkDiagnostics
        let jobs = workspace.jobs
        entryDiagnostics = await parallelMap(count: heads.count, jobs: jobs) { heads[$0].diagnostics + identifierDiagnostics(of: heads[$0]) }
        let isSameHistory = before.map { $0.settings == settings && $0.heads.map(\.path) == heads.map(\.path) } ?? false
        history = if isSameHistory, let before { before.history } else { workspace.history(settings.settings, graph) }
        let input = SiteInput(
            settings: settings.settings, templates: templates.library, buildDate: buildDate, salt: 0, purpose: .preview,
            history: history.history)
        let (names, makeReference) = Site.references(graph)
        let references = await parallelMap(count: graph.entries.count, jobs: jobs) { makeReference(EntryID($0)) }
        self.references = references
        site = Site(graph, input, related: .onDemand, names: names, references: references)
        pages = Dictionary(site.pages().map { ($0.path, $0) }) { first, _ in first }
        files = StaticFile.byPath(root: workspace.root, tree: tree)
        diagnostics =
            settings.diagnostics + workspace.namesInSettings(settings.settings, graph) + templates.diagnostics + tree.diagnostics
            + linkDiagnostics + entryDiagnostics.joined() + history.diagnostics
    }
}

/// The settings of a site and its vocabulary, with their texts.
struct LiveSettings: Sendable, Equatable {
    let settings: SiteSettings
    let vocabulary: Vocabulary
    let settingsText: [UInt8]
    let vocabularyText: [UInt8]
    let diagnostics: [Diagnostic]

    static func read(_ workspace: Workspace) throws(FileError) -> LiveSettings {
        let settingsText = try workspace.read("site/site.yml")
        let vocabularyText = try workspace.read("site/vocabulary.yml")
        let settings = readSiteSettings(settingsText, path: "site/site.yml")
        let vocabulary = readVocabulary(vocabularyText, path: "site/vocabulary.yml")
        return LiveSettings(
            settings: settings.value, vocabulary: vocabulary.value, settingsText: settingsText, vocabularyText: vocabularyText,
            diagnostics: settings.diagnostics + vocabulary.diagnostics)
    }

    static func == (left: LiveSettings, right: LiveSettings) -> Bool {
        left.settingsText == right.settingsText && left.vocabularyText == right.vocabularyText
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
            if let stamp = File.stamp(root + "/content/" + tree.media[index].path) { tree.media[index].stamp = stamp }
        }
        return tree
    }
}
