// Lines of source files, as diagnostics count them: for excerpts, for columns of forges, and to tell problems apart.
import WikiModel
import WikiParsing

/// Lines of the files below a source folder. Problems come file by file, so the file that was asked for last is kept.
struct LineCache {
    private let root: String
    private var path = ""
    private var source = SourceLines([])

    init(root: String) { self.root = root }

    /// The lines of a file; none of one that cannot be read, which is a problem of its own.
    mutating func source(_ path: String) -> SourceLines {
        if path != self.path {
            self.path = path
            source = SourceLines((try? File.read(root + "/" + path)) ?? [])
        }
        return source
    }

    /// A line, counted from 1.
    mutating func line(_ path: String, _ number: Int) -> String? { source(path).text(ofLine: number) }
}
