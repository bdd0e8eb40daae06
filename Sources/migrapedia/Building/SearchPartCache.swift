// Texts that were cut into words for the search index, kept between builds: an edit cuts a hundredth of them again.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import SearchIndex
import WikiModel

/// Parts of the index by what went into them, a file each in the folder `search` of the cache.
struct SearchPartCache: Sendable {
    /// Entries of a part, on average: few, so that an edit cuts few; not so few that putting parts together takes long.
    private static let averageEntries: UInt64 = 128

    private let folder: String
    private let toolHash: UInt64

    init(cacheFolder: String, toolHash: UInt64) {
        folder = cacheFolder + "/search"
        self.toolHash = toolHash
    }

    /// Whether an entry is the first of a part.
    static func beginsChunk(_ path: String) -> Bool { StableHash.of(path) % averageEntries == 0 }

    /// The part that was kept under a key; `nil` when there is none, or its file is damaged.
    /// - Parameter entries: how many it must have.
    func part(_ key: UInt64, entries: Int) -> IndexPart? {
        CheckedFile.read(path(key)).flatMap { IndexPart(decoding: $0) }.flatMap { $0.count == entries ? $0 : nil }
    }

    /// Keeps a part. Without its file the next build only does the work again.
    func keep(_ part: IndexPart, _ key: UInt64) {
        try? File.makeFolder(folder)
        try? CheckedFile.replace(path(key), with: part.encoded)
    }

    /// Removes the parts that the index of this build does not have.
    func removeOthers(_ keys: Set<UInt64>) {
        let wanted = Set(keys.map(name))
        for name in (try? File.visibleNames(in: folder)) ?? [] where !wanted.contains(name) { unlink(folder + "/" + name) }
    }

    private func path(_ key: UInt64) -> String { folder + "/" + name(key) }
    private func name(_ key: UInt64) -> String { String(key ^ toolHash, radix: 16) }
}
