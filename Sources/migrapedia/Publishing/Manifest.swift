// What a published folder holds: each file, what it was made from, and how to see that nobody changed it.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// One file of a published folder.
struct ManifestEntry: Sendable, BitwiseCopyable {
    /// Of what the file was made from; given by the caller.
    var fingerprint: UInt64
    var sizeUTF8: Int64
    var modifiedNanoseconds: Int64

    /// Whether the file on disk is the one that was written.
    func matches(_ status: stat) -> Bool {
        let stamp = FileStamp(status)
        return stamp.sizeUTF8 == sizeUTF8 && stamp.modifiedNanoseconds == modifiedNanoseconds
    }
}

/// The files of one folder. It names the folder by its inode, so that after an exchange it is clear which it describes.
struct Manifest: Sendable {
    var treeInode: UInt64
    var entries: [String: ManifestEntry]

    private static let formatVersion: UInt32 = 1

    init(treeInode: UInt64, entries: [String: ManifestEntry] = [:]) {
        self.treeInode = treeInode
        self.entries = entries
    }

    /// Reads a manifest; an absent or damaged one is `nil`.
    static func load(_ path: String) -> Manifest? {
        guard let bytes = try? File.read(path) else { return nil }
        var reader = BinaryReader(bytes[...])
        do throws(DecodingFailure) {
            guard try reader.number(UInt32.self) == formatVersion else { return nil }
            let inode = try reader.number(UInt64.self)
            let rows = try reader.plain(ManifestEntry.self)
            let paths = try reader.list { (reader) throws(DecodingFailure) in try reader.string() }
            guard rows.count == paths.count else { return nil }
            var entries = [String: ManifestEntry](minimumCapacity: rows.count)
            for (path, row) in zip(paths, rows) { entries[path] = row }
            return Manifest(treeInode: inode, entries: entries)
        } catch {
            return nil
        }
    }

    func save(_ path: String) throws(FileError) {
        var writer = BinaryWriter()
        writer.write(Manifest.formatVersion)
        writer.write(treeInode)
        let paths = entries.keys.sorted()
        writer.write(plain: paths.compactMap { entries[$0] })
        writer.write(paths) { $0.write($1) }
        try File.replace(path, with: writer.bytes)
    }
}
