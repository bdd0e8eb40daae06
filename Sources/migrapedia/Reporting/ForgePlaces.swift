// Places of problems as forges and editors count them: paths from the repository's root, columns in units of UTF-16.
import WikiModel
import WikiParsing

/// Turns the places of diagnostics, which are relative to the base and count bytes, into those of a forge.
struct ForgePlaces {
    /// The folder of the base within the repository, with `/` at its end; empty when the two are one.
    private let prefix: String
    private var lines: LineCache

    /// - Parameter root: the folder of the base. Outside a repository paths begin at the working folder.
    init(root: String) {
        lines = LineCache(root: root)
        let folder = File.realPath(root) ?? root
        let top = Repository.folder(around: root) ?? File.realPath(".") ?? ""
        prefix = folder.hasPrefix(top + "/") ? String(decoding: folder.utf8.dropFirst(top.utf8.count + 1), as: UTF8.self) + "/" : ""
    }

    func path(_ file: String) -> String { prefix + file }

    mutating func range(of diagnostic: Diagnostic) -> SourceRange? {
        guard let range = diagnostic.range else { return nil }
        let source = lines.source(diagnostic.file)
        return SourceRange(start: ForgePlaces.place(range.start, in: source), end: ForgePlaces.place(range.end, in: source))
    }

    private static func place(_ place: SourceLocation, in source: SourceLines) -> SourceLocation {
        guard source.lines.indices.contains(place.line - 1) else { return place }
        let before = source.lines[place.line - 1].text.prefix(place.columnUTF8 - 1)
        if before.allSatisfy({ $0 < 0x80 }) { return place }
        return SourceLocation(line: place.line, columnUTF8: String(decoding: before, as: UTF8.self).utf16.count + 1)
    }
}
