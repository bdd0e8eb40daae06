// The base as it was at an earlier commit, linked: what `check --changed-since` and `diff` compare with.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiGraph
import WikiModel
import WikiParsing

/// A base at one commit.
struct Revision: Sendable {
    var graph: KnowledgeGraph
    var diagnostics: [Diagnostic]
    var templateProblems: [Diagnostic]
    /// Paths of its files that differ from today's, and their texts.
    private var differing: Set<String>
    private var sources: [String: SourceLines]

    /// A line of a file as it was, or as it is when the file is the same.
    func line(_ path: String, _ number: Int, today: inout LineCache) -> String? {
        differing.contains(path) ? sources[path]?.text(ofLine: number) : today.line(path, number)
    }

    /// Reads the base at a commit.
    ///
    /// Only the files that differ from the working tree are taken out of git and compiled, in a temporary folder; the
    /// heads of all others are today's. So a pull request costs what it changes, whatever the size of the base. When the
    /// vocabulary differs, on which every head depends, all files are compiled.
    static func read(
        _ commit: String, of repository: Repository, today: Workspace.Linked, workspace: Workspace
    ) async throws(ToolError) -> Revision {
        let files = try repository.files(of: commit)
        var differing = try repository.pathsDiffering(from: commit)
        // A link may lead to a file that is the same today, and would then lead to nothing in the temporary folder.
        let needsAll = differing.contains(BaseSettings.vocabularyPath) || files.contains { $0.isLink && differing.contains($0.path) }
        let changed = differing
        if needsAll { differing.formUnion(files.map(\.path) + today.tree.entries.map(\.source.path) + today.tree.media.map { "content/" + $0.path }) }
        // All of `site/` that linking looks at, whether it differs or not: of assets, which the settings may name, whether they are there.
        // Templates name each other.
        let wanted = files.filter { differing.contains($0.path) || $0.path.hasPrefix("site/") || $0.path.hasPrefix("templates/") }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let sources = try write(wanted, of: commit, into: folder.path, repository) { $0.hasPrefix("content/") && changed.contains($0) }
        let old = Workspace(root: folder.path, jobs: workspace.jobs)
        let linked = try await old.link(progress: Progress()) { parts in
            parts.adding(today, leavingOut: differing)
        }
        // Of pictures that are the same today the names alone were written; what is wrong with them is what is today.
        let isKept = { (problem: Diagnostic) in problem.code.isOfPicture && differing.contains(problem.file) && !changed.contains(problem.file) }
        let diagnostics = linked.diagnostics.filter { !isKept($0) } + today.tree.diagnostics.filter(isKept)
        return Revision(
            graph: linked.graph, diagnostics: diagnostics,
            templateProblems: try old.templateProblems(linked.settings.vocabulary.wording), differing: differing, sources: sources)
    }

    /// Writes files of a commit below a folder; answers the texts. Of other files the names are enough, but for those that `isLookedAt` picks,
    /// such as pictures.
    private static func write(
        _ files: [Repository.Blob], of commit: String, into folder: String, _ repository: Repository, whole isLookedAt: (String) -> Bool
    ) throws(ToolError) -> [String: SourceLines] {
        let texts = files.filter { file in
            isLookedAt(file.path) || [".md", ".yml", ".mustache", ".js"].contains { file.path.hasSuffix($0) } || file.path == Workspace.mapPlacesPath || file.isLink
        }
        let textPaths = Set(texts.map(\.path))
        let contents = try repository.contents(of: texts.map(\.object), at: commit)
        var sources: [String: SourceLines] = [:]
        do throws(FileError) {
            try File.makeFolder(folder + "/content")
            for file in files {
                let path = folder + "/" + file.path
                try File.makeFolder(above: path)
                if !textPaths.contains(file.path) { try File.replace(path, with: []) }
            }
            for (file, bytes) in zip(texts, contents) {
                let path = folder + "/" + file.path
                if file.isLink {
                    symlink(String(decoding: bytes, as: UTF8.self), path)
                } else {
                    try File.replace(path, with: bytes)
                    if !PictureFormat.isPicture(file.path) { sources[file.path] = SourceLines(bytes) }
                }
            }
        } catch {
            throw ToolError(error)
        }
        return sources
    }
}
