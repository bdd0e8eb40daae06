// Files that are copied or joined from their parts: the site's assets, in the words of the base, and the pictures of the content.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// A file to copy, or to join from its parts.
struct StaticFile: Sendable, Equatable {
    /// What it is made of, one after the other: paths below the source folder. A copied file is its own only part.
    var parts: [String]
    /// Where it goes, below the site's root.
    var path: String
    /// Changes when the file does, or its words do.
    var fingerprint: UInt64
    /// What a script says for its phrases, where that is not what stands in it.
    private var wording: ScriptWording?

    init(parts: [(path: String, stamp: FileStamp)], path: String, wording: ScriptWording? = nil) {
        self.parts = parts.map(\.path)
        self.path = path
        self.wording = path.hasSuffix(".js") ? wording : nil
        var hash = StableHash(seed: self.wording?.hash ?? 0)
        for part in parts {
            hash.combine(Int(part.stamp.sizeUTF8))
            hash.combine(Int(part.stamp.modifiedNanoseconds))
            hash.combine(Int(part.stamp.changedNanoseconds))
            hash.combine(part.stamp.inode)
        }
        fingerprint = hash.value
    }

    /// Its bytes, by what reads a path below the source folder.
    func bytes<Failure: Error>(read: (String) throws(Failure) -> [UInt8]) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts { bytes += try read(part) }
        return wording.map { ScriptPhrases.saying($0.words, bytes) } ?? bytes
    }

    /// The assets of the site and the media of the content.
    static func list(root: String, tree: SourceTree, wording: Wording) throws(FileError) -> [StaticFile] {
        var files: [StaticFile] = []
        try addAssets(root: root, folder: "site/assets", ScriptWording(wording), to: &files)
        for media in tree.media { files.append(StaticFile(parts: [("content/" + media.path, media.stamp)], path: media.path)) }
        return files
    }

    /// The same by the path on the site.
    static func byPath(root: String, tree: SourceTree, wording: Wording) throws(FileError) -> [String: StaticFile] {
        Dictionary(try list(root: root, tree: tree, wording: wording).map { ($0.path, $0) }) { first, _ in first }
    }

    /// The phrases of all scripts, each once, in the order of the files.
    static func phrases(root: String) throws(FileError) -> [String] {
        var files: [StaticFile] = []
        try addAssets(root: root, folder: "site/assets", nil, to: &files)
        var phrases: [String] = []
        for file in files where file.path.hasSuffix(".js") {
            let script = try file.bytes { (path) throws(FileError) in try File.read(root + "/" + path) }
            for phrase in ScriptPhrases.list(script) where !phrases.contains(phrase) { phrases.append(phrase) }
        }
        return phrases
    }

    /// Adds the files of a folder, and of those below it, in order of name. A folder that is called as a style sheet or a script
    /// (`site.css/`) is one file on the site: its own files, joined. A page of many small files stands later than one of few.
    private static func addAssets(
        root: String, folder: String, _ wording: ScriptWording?, to files: inout [StaticFile]
    ) throws(FileError) {
        for (name, status) in try entries(root + "/" + folder) {
            let path = folder + "/" + name
            let published = String(path.dropFirst("site/".count))
            switch status.st_mode & S_IFMT {
            case S_IFDIR where name.hasSuffix(".css") || name.hasSuffix(".js"):
                let parts = try entries(root + "/" + path).filter { $0.status.st_mode & S_IFMT == S_IFREG }
                files.append(StaticFile(parts: parts.map { (path + "/" + $0.name, FileStamp($0.status)) }, path: published, wording: wording))
            case S_IFDIR: try addAssets(root: root, folder: path, wording, to: &files)
            case S_IFREG: files.append(StaticFile(parts: [(path, FileStamp(status))], path: published, wording: wording))
            default: break
            }
        }
    }

    /// What a folder holds but hidden files, in order of name; nothing when there is no such folder.
    private static func entries(_ folder: String) throws(FileError) -> [(name: String, status: stat)] {
        var found: [(name: String, status: stat)] = []
        for name in try File.visibleNames(in: folder) {
            var status = stat()
            if stat(folder + "/" + name, &status) == 0 { found.append((name, status)) }
        }
        return found
    }
}
