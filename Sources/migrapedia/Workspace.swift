// One knowledge base on disk, read and linked: what every command starts from.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Bibliography
import WikiGraph
import WikiModel
import WikiParsing
import WikiSite

/// Something that stops the tool, in words for the person at the terminal. Exit code 2.
struct ToolError: Error {
    var message: String

    init(_ message: String) { self.message = message }
    init(_ error: FileError) { message = error.message }
}

/// The folder of a knowledge base and how to read it.
struct Workspace: Sendable {
    /// The folder with `site/`, `content/` and `templates/`.
    let root: String
    let jobs: Int
    /// The folder in whose `site/assets` the files stand that the settings name: `root`, but for a base on trial.
    let assetsRoot: String

    /// Where compiled entries are kept between builds. Found once: looking for it asks the system, and may make a folder.
    let cacheFolder: String

    /// A base after linking, and everything found wrong so far.
    struct Linked: Sendable {
        var graph: KnowledgeGraph
        var settings: BaseSettings
        var loaded: LoadedEntries
        var tree: SourceTree
        var diagnostics: [Diagnostic]
    }

    /// Tells one build of the tool from another: pages and entries of another are not reused. Found once, so that a tool that is built
    /// anew during a run does not give two.
    let toolHash = Workspace.hashOfTool()

    private static func hashOfTool() -> UInt64 {
        var hash = StableHash()
        var status = stat()
        if stat(WorkerPool.programPath, &status) == 0 {
            let stamp = FileStamp(status)
            hash.combine(Int(stamp.sizeUTF8))
            hash.combine(Int(stamp.modifiedNanoseconds))
        }
        return hash.value
    }

    init(source: String, jobs: Int?) throws(ToolError) {
        guard !source.isEmpty, File.exists(source + "/content") else {
            let folder = source == "." ? "this folder" : source.isEmpty ? "\"\"" : source
            let above = source == "." ? Workspace.baseAbove : nil
            throw ToolError(
                "\(folder) has no content/" + (above.map { ", but \($0) has; work there, or give --source \($0)" }
                    ?? "; give the folder of a knowledge base with --source, or begin one with `migrapedia init`"))
        }
        self.init(root: source, jobs: jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// The way up to the base that this folder lies in.
    private static var baseAbove: String? {
        guard let depth = File.realPath(".")?.split(separator: "/").count else { return nil }
        return (0..<depth).lazy.map { ".." + String(repeating: "/..", count: $0) }
            .first { File.exists($0 + "/content") && File.exists($0 + "/site") }
    }

    /// A base in a folder that is known to be one.
    init(root: String, jobs: Int, assetsOf assetsRoot: String? = nil) {
        self.root = root
        self.assetsRoot = assetsRoot ?? root
        self.jobs = jobs
        cacheFolder = CacheFolder.path(for: root)
    }

    /// What is linked: found in one folder, or joined from several.
    struct Parts: Sendable {
        var heads: [EntryHead]
        var media: [String]
        var treeDiagnostics: [Diagnostic]
    }

    /// Reads and links the base. `joining` may add parts that stand elsewhere.
    func link(progress: Progress, joining: (Parts) -> Parts = { $0 }) async throws(ToolError) -> Linked {
        do throws(FileError) {
            let settings = try BaseSettings.read(self)
            let tree = try SourceTree.scan(root: root)
            progress.end("files listed")
            let loaded = try await loader(settings).load(tree) { progress.show("compiling", $0, of: $1) }
            progress.end("entries compiled")
            let parts = joining(Parts(heads: loaded.heads, media: tree.media.map(\.path), treeDiagnostics: tree.diagnostics))
            let (graph, linkProblems) = WikiGraph.link(parts.heads, media: parts.media, vocabulary: settings.vocabulary)
            progress.end("entries linked")
            let heads = parts.heads
            let ofEntries = await parallelChunks(count: heads.count, jobs: jobs) { range in
                range.flatMap { Workspace.problems(of: heads[$0], settings.vocabulary) }
            }
            return Linked(
                graph: graph, settings: settings, loaded: loaded, tree: tree,
                diagnostics: settings.diagnostics + parts.treeDiagnostics + linkProblems + namesInSettings(settings.site, graph)
                    + ofEntries.joined())
        } catch {
            throw ToolError(error)
        }
    }

    /// What compiles the entries of the base with these settings.
    func loader(_ settings: BaseSettings) -> EntryLoader {
        EntryLoader(
            root: root, cacheFolder: cacheFolder, vocabulary: settings.vocabulary, vocabularyText: settings.vocabularyText,
            toolHash: toolHash, jobs: jobs)
    }

    /// What is wrong with an entry by itself.
    static func problems(of head: EntryHead, _ vocabulary: Vocabulary) -> [Diagnostic] {
        head.diagnostics + identifierDiagnostics(of: head, vocabulary: vocabulary)
    }

    /// The sizes of the pictures of the content, in the order of the tree.
    func pictureSizes(_ tree: SourceTree) -> [PictureSize?] {
        tree.media.map { File.start(root + "/content/" + $0.path, count: PictureSize.headerBytes).flatMap(PictureSize.init(header:)) }
    }

    /// The words of the base, whatever is wrong with them.
    func vocabulary() throws(ToolError) -> Vocabulary {
        do throws(FileError) {
            return readVocabulary(try read(BaseSettings.vocabularyPath), path: BaseSettings.vocabularyPath).value
        } catch {
            throw ToolError(error)
        }
    }

    /// A file of the site's own folder; absent ones are empty, and everything keeps its default.
    func read(_ path: String) throws(FileError) -> [UInt8] {
        let whole = root + "/" + path
        return File.exists(whole) ? try File.read(whole) : []
    }
}

extension Workspace.Parts {
    /// The parts that another linking found, but for what stands in files of these paths.
    func adding(_ other: Workspace.Linked, leavingOut paths: Set<String>) -> Workspace.Parts {
        var parts = self
        parts.heads += other.loaded.heads.filter { !paths.contains($0.path) }
        parts.media += other.tree.media.map(\.path).filter { !paths.contains("content/" + $0) }
        parts.treeDiagnostics += other.tree.diagnostics.filter { !paths.contains($0.file) }
        return parts
    }
}
