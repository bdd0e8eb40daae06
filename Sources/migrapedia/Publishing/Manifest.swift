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
    /// The files' paths, sorted.
    private(set) var paths: PathTable
    /// By the number of the path.
    private(set) var entries: [ManifestEntry]

    private static let formatVersion: UInt32 = 2

    /// A folder without files.
    static let empty = Manifest(treeInode: 0, paths: PathTable(), entries: [])

    private init(treeInode: UInt64, paths: PathTable, entries: [ManifestEntry]) {
        self.treeInode = treeInode
        self.paths = paths
        self.entries = entries
    }

    /// Reads a manifest; an absent or damaged one is `nil`.
    static func load(_ path: String) -> Manifest? {
        guard let bytes = try? File.read(path) else { return nil }
        var reader = BinaryReader(bytes[...])
        do throws(DecodingFailure) {
            guard try reader.number(UInt32.self) == formatVersion else { return nil }
            let inode = try reader.number(UInt64.self)
            let entries = try reader.plain(ManifestEntry.self)
            let paths = try PathTable(from: &reader)
            let end = reader.index
            guard try reader.number(UInt64.self) == StableHash.of(bytes[..<end]), reader.isAtEnd, entries.count == paths.count, paths.areInside else { return nil }
            return Manifest(treeInode: inode, paths: paths, entries: entries)
        } catch {
            return nil
        }
    }

    func save(_ path: String) throws(FileError) {
        var writer = BinaryWriter()
        writer.write(Manifest.formatVersion)
        writer.write(treeInode)
        writer.write(plain: entries)
        paths.write(to: &writer)
        writer.write(StableHash.of(writer.bytes))
        try File.replace(path, with: writer.bytes)
    }

    /// The manifest of another folder, where some of these files are gone and others were written.
    ///
    /// - Parameter removed: the numbers of the files that are gone, in order.
    func changed(removing removed: [Int], writing written: [String: ManifestEntry], treeInode: UInt64) -> Manifest {
        var known = self
        var added: [(path: String, entry: ManifestEntry)] = []
        for (path, entry) in written {
            if let number = paths.number(of: path) { known.entries[number] = entry } else { added.append((path, entry)) }
        }
        if added.isEmpty, removed.isEmpty {
            known.treeInode = treeInode
            return known
        }
        var result = Manifest(
            treeInode: treeInode, paths: PathTable(minimumCapacity: paths.count - removed.count + added.count), entries: [])
        var (next, gone) = (0, removed[...])
        // What was there is in order already: only the new paths are sorted, and each goes where it belongs.
        for (path, entry) in added.sorted(by: { $0.path < $1.path }) {
            let end = paths.firstNumber(notBefore: path, from: next)
            result.append(next..<end, of: known, without: &gone)
            result.paths.append(path)
            result.entries.append(entry)
            next = end
        }
        result.append(next..<paths.count, of: known, without: &gone)
        return result
    }

    /// Adds files of another manifest but those whose numbers `gone` begins with, and takes these from it.
    private mutating func append(_ numbers: Range<Int>, of other: Manifest, without gone: inout ArraySlice<Int>) {
        for number in numbers {
            if gone.first == number {
                gone.removeFirst()
            } else {
                paths.append(number, of: other.paths)
                entries.append(other.entries[number])
            }
        }
    }
}
