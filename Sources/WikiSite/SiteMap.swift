// The map as the site shows it: groups with their names, entries by their place on the map, and the edges among them.
import WikiGraph
import WikiModel

/// A layout with what pages and data files need of it, made once.
struct SiteMap: Sendable {
    let layout: MapLayout
    /// Each connected pair once; by the group of the source, then in the order of the base, which ranks do not change.
    private let edgesByGroup: Grouped<MapEdge>
    /// The place of each entry on the map, or -1.
    let number: [Int32]
    /// The group of each place.
    let group: [Int32]

    /// - Parameter edges: in the order of the base.
    init(_ layout: MapLayout, _ edges: [MapEdge], entryCount: Int) {
        self.layout = layout
        var number = [Int32](repeating: -1, count: entryCount)
        for (place, entry) in layout.entries.enumerated() { number[Int(entry)] = Int32(place) }
        var group = [Int32](repeating: 0, count: layout.entries.count)
        for (index, item) in layout.groups.enumerated() {
            for place in Int(item.first)..<Int(item.first + item.count) { group[place] = Int32(index) }
        }
        let known = edges.filter { number[Int($0.source)] >= 0 && number[Int($0.target)] >= 0 }
        edgesByGroup = Grouped(known, count: layout.groups.count) { Int(group[Int(number[Int($0.source)])]) }
        (self.number, self.group) = (number, group)
    }

    var edges: [MapEdge] { edgesByGroup.all }

    func entries(of group: Int) -> ArraySlice<EntryID> {
        let item = layout.groups[group]
        return layout.entries[Int(item.first)..<Int(item.first + item.count)]
    }

    func edges(of group: Int) -> ArraySlice<MapEdge> { edgesByGroup[group] }

    /// Changes when anything on the map moves.
    var hash: UInt64 {
        var hash = StableHash()
        for item in layout.groups { for value in [item.x, item.y, item.radius, item.first, item.count] { hash.combine(Int(value)) } }
        for place in layout.entries.indices {
            hash.combine(UInt64(UInt32(bitPattern: layout.x[place])) << 32 | UInt64(UInt32(bitPattern: layout.y[place])))
            hash.combine(Int(layout.importance[place]))
        }
        for edge in edges {
            hash.combine(UInt64(UInt32(edge.source)) << 32 | UInt64(UInt32(edge.target)))
            hash.combine(UInt64(UInt32(bitPattern: edge.relation)) << 32 | UInt64(UInt32(edge.weight)))
        }
        return hash.value
    }
}
