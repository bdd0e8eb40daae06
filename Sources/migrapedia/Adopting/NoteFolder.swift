// The notes and files of a folder that another program keeps: listed, and nothing in it changed.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel
import WikiParsing

/// What stands in a folder of notes, sorted by path. Paths are relative to it.
struct NoteFolder: Sendable {
    struct Item: Sendable {
        var path: String
        var sizeUTF8: Int
    }

    /// An absolute path.
    let root: String
    private(set) var notes: [Item] = []
    /// All other files: pictures, data, documents.
    private(set) var files: [Item] = []
    /// What is not read, and why.
    private(set) var leftOut: [(path: String, reason: String)] = []
    /// Whether Dendron keeps the folder, whose links have their label first, or Logseq, whose file names stand for names with slashes.
    var isDendron: Bool { marks.contains("dendron.yml") }
    var isLogseq: Bool { marks.contains("logseq") }
    private var marks: Set<String> = []

    /// Folders of programs: what stands in them is no note. Hidden ones are passed over as well.
    private static let foldersOfPrograms: Set<String> = [
        "node_modules", "bower_components", "vendor", "venv", "__pycache__", "_site", "_book", "_freeze", "_layouts", "_includes", "_sass", "archetypes",
        "layouts",
    ]

    /// Folders deeper than this are not entered, as below `content/`.
    private static let deepestFolder = 32

    /// How the names of notes end, in small letters.
    private static let endings = [".md", ".markdown", ".mdown", ".mkd", ".qmd"]

    /// - Parameter base: the folder of the base, which may lie in the folder and is not read.
    init(_ folder: String, leavingOut base: String) throws(ToolError) {
        guard let root = File.realPath(folder) else { throw ToolError(FileError(operation: "open", path: folder, code: errno)) }
        self.root = root
        let realBase = File.realPath(base) ?? base
        guard !(root + "/").hasPrefix(realBase + "/content/") else {
            throw ToolError("\(folder) is in content/ of this base already; move it out of there first")
        }
        guard root != realBase else {
            throw ToolError("\(folder) is the base itself; give the folder that holds the notes, in it or elsewhere")
        }
        // Folders that wait, rather than recursion.
        var waiting: [(path: String, depth: Int)] = [("", 0)]
        while let (path, depth) = waiting.popLast() {
            let whole = path.isEmpty ? root : root + "/" + path
            if whole == realBase { continue }
            let names: [String]
            do throws(FileError) { names = try File.visibleNames(in: whole) } catch {
                if depth == 0 { throw ToolError(error) }
                leftOut.append((path, "the folder cannot be opened: \(String(cString: strerror(error.code)))"))
                continue
            }
            if depth == 0 { marks = Set(names) }
            for name in names { look(at: path.isEmpty ? name : path + "/" + name, name, depth, &waiting) }
        }
        notes.sort { $0.path < $1.path }
        files.sort { $0.path < $1.path }
        leftOut.sort { $0.path < $1.path }
    }

    private mutating func look(at path: String, _ name: String, _ depth: Int, _ waiting: inout [(path: String, depth: Int)]) {
        var status = stat()
        guard !name.unicodeScalars.contains(where: \.isForbiddenInText), !name.contains("\u{FFFD}") else {
            leftOut.append((path.filter { !$0.unicodeScalars.contains(where: \.isForbiddenInText) }, "its name is not plain UTF-8 text; rename it"))
            return
        }
        guard lstat(root + "/" + path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFLNK {
            // As in `content/`, a link counts when it ends at a file inside the folder.
            guard let target = File.realPath(root + "/" + path), target.hasPrefix(root + "/"), stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG
            else { return leaveOutNote(path, "is a symbolic link out of the folder, to a folder or to nothing, and is not followed") }
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            if NoteFolder.foldersOfPrograms.contains(name) || (name == "logseq" && depth == 0) { return }
            if depth >= NoteFolder.deepestFolder {
                leftOut.append((path, "folders are nested more than \(NoteFolder.deepestFolder) deep"))
            } else {
                waiting.append((path, depth + 1))
            }
        case S_IFREG:
            let item = Item(path: path, sizeUTF8: Int(status.st_size))
            guard NoteFolder.isNote(name) else { return files.append(item) }
            if item.sizeUTF8 > NoteLimits.noteUTF8 {
                leaveOutNote(path, "has \(item.sizeUTF8) bytes; at most \(NoteLimits.noteUTF8) are allowed")
            } else if name.lowercased().hasSuffix(".excalidraw.md") {
                leaveOutNote(path, "is a drawing of Excalidraw; export it as SVG")
            } else {
                notes.append(item)
            }
        default: leaveOutNote(path, "is a pipe, socket or device, not a file")
        }
    }

    private mutating func leaveOutNote(_ path: String, _ reason: String) {
        if NoteFolder.isNote(path) { leftOut.append((path, reason)) }
    }

    static func isNote(_ name: String) -> Bool {
        let lower = name.lowercased()
        return endings.contains(where: lower.hasSuffix)
    }

    /// A name without the ending of a note.
    static func withoutEnding(_ name: String) -> String {
        let lower = name.lowercased()
        return String(name.dropLast(endings.first(where: lower.hasSuffix)?.count ?? 0))
    }
}

/// What is not taken from a folder, whatever it holds.
enum NoteLimits {
    /// As large as an entry may be.
    static let noteUTF8 = InputLimits.entryUTF8
    /// Larger files are for other places than a site.
    static let fileUTF8 = 100 << 20
}
