// The map's layout depends only on who is linked with whom and on places that were kept; while they stand, it is taken from the last build.
import WikiGraph
import WikiModel

/// The layout of the map, kept beside the compiled entries.
enum MapCache {
    /// Finds or reads the layout. It is a function of the links and of `site/map.tsv`, so that a clean build gives the same.
    static func layout(
        _ graph: KnowledgeGraph, edges: [MapEdge], places: MapPlaces, folder: String, toolHash: UInt64, jobs: Int
    ) async -> MapLayout {
        let path = folder + "/map"
        let key = key(graph, edges, toolHash ^ places.hash(in: graph))
        if let bytes = CheckedFile.read(path), let known = decode(bytes, key: key, count: graph.entries.count) { return known }
        let plan = MapPlan(graph, edges: edges, places: places)
        let placements = await parallelMap(count: plan.groupCount, jobs: jobs) { plan.placement(of: $0) }
        let layout = MapLayout(plan, placements)
        // Without the file the next build only does the work again.
        try? CheckedFile.replace(path, with: encode(layout, key: key))
        return layout
    }

    private static func key(_ graph: KnowledgeGraph, _ edges: [MapEdge], _ toolHash: UInt64) -> UInt64 {
        var hash = StableHash(seed: graph.linkHash)
        hash.combine(toolHash)
        for edge in edges {
            hash.combine(UInt64(UInt32(edge.source)) << 32 | UInt64(UInt32(edge.target)))
            hash.combine(Int(edge.weight))
        }
        return hash.value
    }

    private static func encode(_ layout: MapLayout, key: UInt64) -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(key)
        writer.write(layout.width)
        writer.write(layout.height)
        writer.write(plain: layout.groups)
        writer.write(plain: layout.entries)
        writer.write(plain: layout.x)
        writer.write(plain: layout.y)
        writer.write(plain: layout.importance)
        return writer.bytes
    }

    private static func decode(_ bytes: ArraySlice<UInt8>, key: UInt64, count: Int) -> MapLayout? {
        var reader = BinaryReader(bytes)
        guard let found = try? reader.number(UInt64.self), found == key, let width = try? reader.number(Int32.self),
            let height = try? reader.number(Int32.self), let groups: [MapLayout.Group] = try? reader.plain(),
            let entries: [EntryID] = try? reader.plain(), let x: [Int32] = try? reader.plain(),
            let y: [Int32] = try? reader.plain(), let importance: [UInt8] = try? reader.plain(),
            entries.allSatisfy({ $0 >= 0 && Int($0) < count }), groups.reduce(0, { $0 + Int($1.count) }) == entries.count,
            x.count == entries.count, y.count == entries.count, importance.count == entries.count
        else { return nil }
        return MapLayout(groups: groups, entries: entries, x: x, y: y, importance: importance, width: width, height: height)
    }
}
