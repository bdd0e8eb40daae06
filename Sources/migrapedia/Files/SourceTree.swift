// Finds the files of a knowledge base below `content/`, and refuses what is not plainly a file of it.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel
import WikiParsing
import WikiSite

/// An entry's file and what tells whether it changed.
struct SourceFile: Sendable {
    var source: EntrySource
    var stamp: FileStamp
}

/// Everything below `content/`, sorted by path.
struct SourceTree: Sendable {
    var entries: [SourceFile] = []
    /// Paths of all other files, relative to `content/`, with their stamps.
    var media: [(path: String, stamp: FileStamp)] = []
    var diagnostics: [Diagnostic] = []

    /// Lists the files of the base at `root`.
    static func scan(root: String) throws(FileError) -> SourceTree {
        var scanner = Scanner(root: root, realRoot: File.realPath(root) ?? root)
        try scanner.scanFolder("content", depth: 0)
        var tree = scanner.tree
        // Each folder is listed in order; only a file beside a folder, `a-b.md` and `a/b.md`, or an accent is out of it.
        if !tree.isSorted {
            tree.entries.sort { $0.source.path < $1.source.path }
            tree.media.sort {
                $0.path == $1.path ? $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) : $0.path < $1.path
            }
            tree.leaveOutTwins()
        }
        return tree
    }

    /// Leaves out files whose paths are those of others but for the form of accents: to a site, as to macOS, they are one.
    private mutating func leaveOutTwins() {
        var kept: [(path: String, stamp: FileStamp)] = []
        for file in media {
            if kept.last?.path == file.path {
                diagnostics.append(
                    Diagnostic(
                        .outputCollision, file: "content/" + file.path,
                        "has the name of another file, with its accents encoded otherwise, and is not published; rename one of them"))
            } else {
                kept.append(file)
            }
        }
        media = kept
    }

    /// What is wrong with the file of a picture; of other files nothing is.
    ///
    /// - Parameter path: relative to `root`.
    static func pictureProblems(_ path: String, root: String, _ stamp: FileStamp) -> [Diagnostic] {
        guard PictureFormat.isPicture(path), let bytes = File.start(root + "/" + path, count: PictureLimits.readBytes(of: path)) else { return [] }
        return pictureDiagnostics(path: path, bytes, count: Int(stamp.sizeUTF8))
    }

    private var isSorted: Bool {
        zip(entries, entries.dropFirst()).allSatisfy { $0.source.path < $1.source.path }
            && zip(media, media.dropFirst()).allSatisfy { $0.path < $1.path }
    }

    /// A name in a folder, which is sorted by its first bytes, and by the rest where these are the same.
    private struct Name: Comparable {
        let text: String
        private let start: UInt64

        init(_ text: String) {
            var text = text
            start = text.withUTF8 { bytes in
                (0..<8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
            }
            self.text = text
        }

        static func < (left: Name, right: Name) -> Bool {
            left.start == right.start ? left.text < right.text : left.start < right.start
        }
    }

    private struct Scanner {
        let root: String
        let realRoot: String
        var tree = SourceTree()
        /// The kind of entries in the folder that is being read.
        private var kind: EntryKind?

        init(root: String, realRoot: String) {
            self.root = root
            self.realRoot = realRoot
        }

        /// Folders deeper than this are not entered; no base needs them.
        private static let deepestFolder = 32

        mutating func scanFolder(_ folder: String, depth: Int) throws(FileError) {
            let path = root + "/" + folder
            guard depth <= Scanner.deepestFolder else {
                report(.sourceUnreadable, folder, "folders are nested more than \(Scanner.deepestFolder) deep; what is in this one is not published")
                return
            }
            guard let stream = opendir(path) else {
                if depth == 0 { throw FileError(operation: "open", path: path, code: errno) }
                report(.sourceUnreadable, folder, "folder cannot be opened: \(String(cString: strerror(errno)))")
                return
            }
            defer { closedir(stream) }
            var names: [Name] = []
            while let item = readdir(stream) {
                let name = withUnsafePointer(to: &item.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(validatingCString: $0) }
                }
                guard let name else {
                    report(.sourceNotUTF8, folder, "a file name in this folder is not UTF-8; rename it")
                    continue
                }
                if name.utf8.first != UInt8(ascii: ".") { names.append(Name(name)) }
            }
            names.sort()
            let (descriptor, prefix) = (dirfd(stream), folder + "/")
            for name in names { try scanItem(name.text, prefix + name.text, descriptor, depth: depth) }
        }

        private mutating func scanItem(_ name: String, _ path: String, _ descriptor: Int32, depth: Int) throws(FileError) {
            var status = stat()
            // A string that is passed as it is would be copied first.
            guard name.withCString({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
                report(.sourceUnreadable, path, "cannot be read: \(String(cString: strerror(errno)))")
                return
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                // The folder right below `content/` says what its entries are.
                if depth == 0 { kind = EntryKind.allCases.first { $0.folder == name } }
                try scanFolder(path, depth: depth + 1)
                if depth == 0 { kind = nil }
            case S_IFREG: add(path, name, FileStamp(status))
            case S_IFLNK: addLink(path, name)
            default: report(.sourceNotRegular, path, "is a pipe, socket or device, not a file")
            }
        }

        /// A link counts when it ends at a file inside the base; links to folders could run in circles.
        private mutating func addLink(_ path: String, _ name: String) {
            var status = stat()
            guard let target = File.realPath(root + "/" + path), stat(target, &status) == 0 else {
                report(.sourceLinkOutside, path, "is a symbolic link to nothing")
                return
            }
            guard target.hasPrefix(realRoot + "/"), status.st_mode & S_IFMT == S_IFREG else {
                report(.sourceLinkOutside, path, "is a symbolic link out of the base, or to a folder; it is not followed")
                return
            }
            add(path, name, FileStamp(status))
        }

        private mutating func add(_ path: String, _ name: String, _ stamp: FileStamp) {
            guard name.hasSuffix(".md") else {
                if kind != nil, let bare = Scanner.withoutOtherExtension(name) ?? nameOfEntry(path, name) {
                    let slug = Slug.suggestion(for: bare)
                    report(
                        .sourceMisplaced, path,
                        "does not end in \".md\", so it is no entry and is not published; rename it to \"\(slug.isEmpty ? bare : slug).md\"")
                    return
                }
                let published = String(path[path.utf8.index(path.startIndex, offsetBy: "content/".utf8.count)...])
                guard !OwnPlaces.hold(published) else {
                    report(.outputCollision, path, "would stand where the site has a file of its own, and is not published; move it to content/media/")
                    return
                }
                tree.media.append((published, stamp))
                tree.diagnostics += SourceTree.pictureProblems(path, root: root, stamp)
                return
            }
            guard let kind else {
                let parts = path.split(separator: "/")
                let folder = parts.count > 2 ? nearestNames(to: String(parts[1]), among: EntryKind.allCases.map(\.folder), limit: 1).first : nil
                report(
                    .sourceMisplaced, path,
                    "is in none of the folders of entries (concepts, papers, pages) and is not published"
                        + didYouMean(folder.map { (["content", $0] + parts.dropFirst(2).map(String.init)).joined(separator: "/") }))
                return
            }
            guard let slug = checkedSlug(String(name[..<name.utf8.index(name.endIndex, offsetBy: -3)]), path) else { return }
            tree.entries.append(SourceFile(source: EntrySource(path: path, kind: kind, slug: slug), stamp: stamp))
        }

        /// A name without another ending that Markdown files have; `nil` where it has none.
        private static func withoutOtherExtension(_ name: String) -> String? {
            let lower = name.lowercased()
            guard let end = [".md.txt", ".markdown.txt", ".markdown", ".mdown", ".mkd", ".md"].first(where: lower.hasSuffix) else { return nil }
            return String(name.dropLast(end.count))
        }

        /// The name of a file that is an entry by its first line, and has no ending or that of plain text; `nil` for other files.
        private func nameOfEntry(_ path: String, _ name: String) -> String? {
            let lower = name.lowercased()
            let ending = [".txt", ".text"].first(where: lower.hasSuffix)
            guard ending != nil || !name.contains("."), let start = File.start(root + "/" + path, count: 64) else { return nil }
            let words = start.drop { $0.isWhitespace || [0xEF, 0xBB, 0xBF].contains($0) }
            guard words.starts(with: "---".utf8), words.dropFirst(3).first?.isWhitespace == true else { return nil }
            return String(name.dropLast(ending?.utf8.count ?? 0))
        }

        /// The slug of a file name, or the nearest one with a problem reported; `nil` when nothing is left of the name.
        private mutating func checkedSlug(_ name: String, _ path: String) -> String? {
            do throws(SlugError) {
                return try Slug(name).text
            } catch {
                let bare = Scanner.withoutOtherExtension(name)
                let mended = Slug.suggestion(for: bare ?? name)
                let advice =
                    Scanner.hasOtherLetters(name) ? "; give it a name in Latin letters, and keep its own as the title"
                    : mended.isEmpty ? "" : "; rename the file to \"\(mended).md\""
                let reason = error.reason(form: "may hold only a to z, digits and hyphens")
                report(error.code, path, bare == nil ? "file name \"\(name)\" \(reason)\(advice)" : "file name \"\(name).md\" has two endings\(advice)")
                return mended.isEmpty ? nil : mended
            }
        }

        /// Whether a name has letters that no slug can say, such as those of Chinese.
        private static func hasOtherLetters(_ name: String) -> Bool {
            name.unicodeScalars.contains { !$0.isASCII && $0.properties.isAlphabetic && Slug.suggestion(for: String($0)).isEmpty }
        }

        private mutating func report(_ code: DiagnosticCode, _ path: String, _ message: String) {
            tree.diagnostics.append(Diagnostic(code, file: path, message))
        }
    }
}
