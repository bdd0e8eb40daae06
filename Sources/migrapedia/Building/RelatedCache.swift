// Related entries depend only on who links to whom; while that stands, they are taken from the last build.
import WikiGraph
import WikiModel

/// Related entries of all entries, kept beside the compiled entries.
enum RelatedCache {
    /// Finds or reads the related entries of each entry.
    static func related(_ graph: KnowledgeGraph, folder: String, toolHash: UInt64, jobs: Int) async -> [[RelatedEntry]] {
        let path = folder + "/related"
        let key = graph.linkHash ^ toolHash
        if let bytes = CheckedFile.read(path), let known = decode(bytes, key: key, count: graph.entries.count) { return known }
        let chunks = await parallelChunks(count: graph.entries.count, jobs: jobs) { range in
            var finder = RelatedEntryFinder(graph)
            return range.map { finder.related(to: EntryID($0)) }
        }
        let related = chunks.flatMap { $0 }
        // Without the file the next build only does the work again.
        try? CheckedFile.replace(path, with: encode(related, key: key))
        return related
    }

    private struct Row: BitwiseCopyable {
        var entry: EntryID
        var papers: UInt16
        var neighbours: UInt16
    }

    private static func encode(_ related: [[RelatedEntry]], key: UInt64) -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(key)
        writer.write(plain: related.map { UInt8($0.count) })
        writer.write(
            plain: related.joined().map {
                Row(entry: $0.entry, papers: UInt16(clamping: $0.sharedPapers), neighbours: UInt16(clamping: $0.sharedNeighbours))
            })
        return writer.bytes
    }

    private static func decode(_ bytes: ArraySlice<UInt8>, key: UInt64, count: Int) -> [[RelatedEntry]]? {
        var reader = BinaryReader(bytes)
        guard let found = try? reader.number(UInt64.self), found == key, let counts: [UInt8] = try? reader.plain(),
            counts.count == count, let rows: [Row] = try? reader.plain(), rows.count == counts.reduce(0, { $0 + Int($1) })
        else { return nil }
        var start = 0
        return counts.map { length in
            defer { start += Int(length) }
            return rows[start..<(start + Int(length))].map {
                RelatedEntry(entry: $0.entry, sharedPapers: Int($0.papers), sharedNeighbours: Int($0.neighbours))
            }
        }
    }
}
