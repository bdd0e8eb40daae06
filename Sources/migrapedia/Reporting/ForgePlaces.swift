// Places of problems as forges and editors count them: paths from the repository's root, columns in units of UTF-16.
import WikiModel

/// Turns the places of diagnostics, which are relative to the base and count bytes, into those of a forge.
struct ForgePlaces {
    private let root: String
    /// The folder of the base within the repository, with `/` at its end; empty when the two are one.
    private let prefix: String
    /// The file that was read last: problems come file by file.
    private var file = ""
    private var lines: [ArraySlice<UInt8>] = []

    /// - Parameter root: the folder of the base. Outside a repository paths begin at the working folder.
    init(root: String) {
        self.root = root
        let folder = File.realPath(root) ?? root
        let top = Repository.folder(around: root) ?? File.realPath(".") ?? ""
        prefix = folder.hasPrefix(top + "/") ? String(decoding: folder.utf8.dropFirst(top.utf8.count + 1), as: UTF8.self) + "/" : ""
    }

    func path(_ file: String) -> String { prefix + file }

    mutating func range(of diagnostic: Diagnostic) -> SourceRange? {
        guard let range = diagnostic.range else { return nil }
        if diagnostic.file != file {
            file = diagnostic.file
            lines = ((try? File.read(root + "/" + file)) ?? []).split(separator: 0x0A, omittingEmptySubsequences: false)
        }
        return SourceRange(start: place(range.start), end: place(range.end))
    }

    private func place(_ place: SourceLocation) -> SourceLocation {
        guard lines.indices.contains(place.line - 1) else { return place }
        let before = lines[place.line - 1].prefix(place.columnUTF8 - 1)
        if before.allSatisfy({ $0 < 0x80 }) { return place }
        return SourceLocation(line: place.line, columnUTF8: String(decoding: before, as: UTF8.self).utf16.count + 1)
    }
}
