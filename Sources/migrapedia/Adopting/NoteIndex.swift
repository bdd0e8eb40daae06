// What the links of a folder of notes lead to: by path, by the end of a path, by file name, title or alias.
import WikiModel

/// Notes and files of a folder by what links call them. Every look-up takes a few steps, however many have one name.
struct NoteIndex: Sendable {
    enum Target: Hashable, Sendable {
        case note(Int)
        case file(Int)
    }

    /// Paths without the ending of a note, in small letters, from the folder of all notes.
    private var notes: [String: Int] = [:]
    /// Ends of these paths, from a slash on: of several notes the one with the fewest folders above, and of these the first.
    private var ends: [String: Int] = [:]
    private var named: [String: Int] = [:]
    private var files: [String: Int] = [:]
    private var fileEnds: [String: Int] = [:]
    private let paths: [String]

    /// - Parameters:
    ///   - notes: path, shown name, and whether it stands for its folder, of each note.
    ///   - files: the paths of all other files.
    init(notes items: [(path: String, name: NoteName)], files others: [String]) {
        paths = items.map(\.path)
        for index in NoteIndex.byDepth(paths) {
            let (path, name) = items[index]
            let stem = NoteFolder.withoutEnding(path).lowercased()
            NoteIndex.add(stem, index, &notes, &ends)
            var folders = path.split(separator: "/").dropLast().map(String.init)
            if name.isOfFolder { NoteIndex.add(folders.joined(separator: "/").lowercased(), index, &notes, &ends) }
            // As the program shows the name: decoded, or without the date of a post.
            if !name.isOfFolder {
                folders.append(name.shown)
                NoteIndex.add(folders.joined(separator: "/").lowercased(), index, &notes, &ends)
                add(names: [name.shown] + name.others, of: index)
            }
        }
        for index in NoteIndex.byDepth(others) { NoteIndex.add(others[index].lowercased(), index, &files, &fileEnds) }
    }

    /// Numbers of paths, those with the fewest folders first.
    static func byDepth(_ paths: [String]) -> [Int] {
        let depths = paths.map { $0.utf8.count { $0 == UInt8(ascii: "/") } }
        return paths.indices.sorted { (depths[$0], paths[$0]) < (depths[$1], paths[$1]) }
    }

    private static func add(_ path: String, _ index: Int, _ whole: inout [String: Int], _ ends: inout [String: Int]) {
        if path.isEmpty { return }
        if whole[path] == nil { whole[path] = index }
        var rest = path[...]
        while true {
            let end = String(rest)
            if ends[end] == nil { ends[end] = index }
            guard let slash = rest.firstIndex(of: "/") else { return }
            rest = rest[rest.index(after: slash)...]
        }
    }

    /// Adds names that are no file names: titles and aliases. The first note with a name keeps it.
    mutating func add(names: [String], of note: Int) {
        for name in names where named[name.lowercased()] == nil { named[name.lowercased()] = note }
    }

    // MARK: Looking up

    /// What the target of a wikilink leads to, written in a note.
    func target(_ name: String, from note: Int) -> Target? {
        var name = name
        // A link to another vault of Dendron.
        if name.hasPrefix("dendron://"), let slash = name.dropFirst("dendron://".count).firstIndex(of: "/") { name = String(name[slash...]) }
        let isRelative = name.hasPrefix("./") || name.hasPrefix("../")
        let written = NoteIndex.joined(name, to: isRelative ? folder(of: note) : "").lowercased()
        let stem = NoteFolder.withoutEnding(written)
        let beside = NoteIndex.joined(written, to: folder(of: note).lowercased())
        if let found = notes[stem] ?? notes[NoteFolder.withoutEnding(beside)] { return .note(found) }
        if let found = files[written] ?? files[beside] { return .file(found) }
        if isRelative { return nil }
        if let found = ends[stem] ?? named[name.lowercased()] { return .note(found) }
        return fileEnds[written].map(Target.file)
    }

    /// What an address of Markdown leads to, written in a note: a path from its folder, from the folder of all notes where it begins with a
    /// slash, or the page that a site makes of it.
    func target(path written: String, from note: Int) -> Target? {
        let decoded = PercentEncoding.decoded(written) ?? written
        let plain = String(decoded.prefix { $0 != "?" })
        let path = NoteIndex.joined(plain, to: plain.hasPrefix("/") ? "" : folder(of: note)).lowercased()
        if path.isEmpty { return nil }
        var stem = NoteFolder.withoutEnding(path)
        if stem.hasSuffix(".html") { stem = String(stem.dropLast(5)) }
        if let found = notes[stem] { return .note(found) }
        if let found = files[path] { return .file(found) }
        // A page without its folder's file, `methods/` of `methods.md`, was found above. What follows leads there for programs that look for
        // the end of a path.
        let end = NoteIndex.joined(plain, to: "").lowercased()
        if plain.hasPrefix("/") || stem.utf8.count < path.utf8.count {
            var endStem = NoteFolder.withoutEnding(end)
            if endStem.hasSuffix(".html") { endStem = String(endStem.dropLast(5)) }
            if let found = ends[endStem] { return .note(found) }
        }
        return fileEnds[end].map(Target.file)
    }

    private func folder(of note: Int) -> String {
        paths[note].lastIndex(of: "/").map { String(paths[note][..<$0]) } ?? ""
    }

    /// A path from a folder, without `.` and `..`. A path that leaves the folder of all notes stays below it.
    private static func joined(_ path: String, to folder: String) -> String {
        var parts = folder.split(separator: "/")
        for part in path.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
