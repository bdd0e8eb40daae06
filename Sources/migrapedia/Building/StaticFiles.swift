// Files that are published as they are: the site's assets, and the pictures of the content.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// A file to copy.
struct StaticFile: Sendable, Equatable {
    /// Where it stands, below the source folder.
    var source: String
    /// Where it goes, below the site's root.
    var path: String
    /// Changes when the file does.
    var fingerprint: UInt64

    init(source: String, path: String, stamp: FileStamp) {
        self.source = source
        self.path = path
        var hash = StableHash()
        hash.combine(Int(stamp.sizeUTF8))
        hash.combine(Int(stamp.modifiedNanoseconds))
        hash.combine(Int(stamp.changedNanoseconds))
        hash.combine(stamp.inode)
        fingerprint = hash.value
    }

    /// The assets of the site and the media of the content.
    static func list(root: String, tree: SourceTree) -> [StaticFile] {
        var files: [StaticFile] = []
        addAssets(root: root, folder: "site/assets", to: &files)
        for media in tree.media { files.append(StaticFile(source: "content/" + media.path, path: media.path, stamp: media.stamp)) }
        return files
    }

    /// The same by the path on the site.
    static func byPath(root: String, tree: SourceTree) -> [String: StaticFile] {
        Dictionary(list(root: root, tree: tree).map { ($0.path, $0) }) { first, _ in first }
    }

    private static func addAssets(root: String, folder: String, to files: inout [StaticFile]) {
        guard let stream = opendir(root + "/" + folder) else { return }
        defer { closedir(stream) }
        var names: [String] = []
        while let item = readdir(stream) {
            names.append(withUnsafeBytes(of: &item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = folder + "/" + name
            var status = stat()
            guard stat(root + "/" + path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: addAssets(root: root, folder: path, to: &files)
            case S_IFREG:
                files.append(StaticFile(source: path, path: String(path.dropFirst("site/".count)), stamp: FileStamp(status)))
            default: break
            }
        }
    }
}
