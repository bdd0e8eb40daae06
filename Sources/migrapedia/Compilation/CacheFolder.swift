// Where a base keeps what the next build can use again: beside its content, or for a read-only base in the system's temporary folder.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

enum CacheFolder {
    /// The folder for the base in `root`.
    ///
    /// A base may stand where nothing can be written (another person's folder, a stick, a mounted image) and can be checked
    /// and exported all the same.
    static func path(for root: String) -> String {
        let own = root + "/.migrapedia/cache"
        if isWritable(own) { return own }
        let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let mine = "\(temporary)/migrapedia-\(geteuid())"
        mkdir(mine, 0o700)
        // A folder that somebody else made under this name is not used.
        var status = stat()
        guard lstat(mine, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(), status.st_mode & 0o077 == 0
        else { return own }
        return "\(mine)/\(String(StableHash.of(File.realPath(root) ?? root), radix: 16))"
    }

    /// Whether a folder, or else the nearest one above that is there, can be written to.
    private static func isWritable(_ folder: String) -> Bool {
        var path = folder
        while !File.exists(path), let slash = path.lastIndex(of: "/"), slash > path.startIndex { path = String(path[..<slash]) }
        return access(path, W_OK | X_OK) == 0
    }
}
