// The map of a base: every concept and paper at a place, in groups that hold together. The same graph, the same map.
import WikiModel

/// A connection of two entries that the map shows.
public struct MapEdge: Sendable, BitwiseCopyable {
    public var source: EntryID
    public var target: EntryID
    /// Index in `KnowledgeGraph.relations`, or -1.
    public var relation: Int32
    /// Without a relation, index of the source's reference.
    public var reference: Int32
    /// Relations 3, links and citations 1, each time.
    public var weight: Int32
}

extension KnowledgeGraph {
    /// Each pair of connected entries of the map once, in the order of the base: its relation, else its first mention.
    public func mapEdges() -> [MapEdge] {
        // The two ends of each, the lower first: the same for both directions.
        let connections = ordered(mapConnections(), by: { min($0.source, $0.target) }, then: { max($0.source, $0.target) })
        var edges: [MapEdge] = []
        edges.reserveCapacity(connections.count)
        var last: (EntryID, EntryID) = (-1, -1)
        for edge in connections {
            let pair = (min(edge.source, edge.target), max(edge.source, edge.target))
            if pair == last { edges[edges.count - 1].weight += edge.weight } else { edges.append(edge) }
            last = pair
        }
        return ordered(edges, by: \.source, then: \.target)
    }

    /// Edges in the order of two entries each, equal ones as they stand: grouped by the second, then by the first, which does not
    /// compare.
    @inline(__always)
    private func ordered(_ edges: [MapEdge], by first: (MapEdge) -> EntryID, then second: (MapEdge) -> EntryID) -> [MapEdge] {
        let bySecond = Grouped(edges, count: entries.count) { Int(second($0)) }
        return Grouped(bySecond.all, count: entries.count) { Int(first($0)) }.all
    }

    /// Every relation, then every mention, between two entries of the map.
    private func mapConnections() -> [MapEdge] {
        var edges: [MapEdge] = []
        edges.reserveCapacity(relations.count + resolutions.count)
        func add(_ edge: MapEdge) {
            if edge.source != edge.target, isOnMap[Int(edge.source)], isOnMap[Int(edge.target)] { edges.append(edge) }
        }
        for (number, relation) in relations.enumerated() {
            add(MapEdge(source: relation.source, target: relation.target, relation: Int32(number), reference: -1, weight: 3))
        }
        for source in entryIDs where isOnMap[Int(source)] {
            for (number, resolution) in resolutions(of: source).enumerated() where resolution.isLink {
                add(MapEdge(source: source, target: resolution.entry, relation: -1, reference: Int32(number), weight: 1))
            }
        }
        return edges
    }
}

/// The communities of a base, before they are placed.
public struct MapPlan: Sendable {
    /// Weights are multiplied by this, so that shares of shared references are whole.
    private static let unit: Int32 = 12
    /// A paper that more entries cite says little about any two of them.
    private static let mostSharing = 8

    let nodes: [EntryID]
    let graph: WeightedGraph
    /// PageRank of each node.
    let rank: [Double]
    /// Nodes of each group, highest PageRank first.
    let groups: [[Int32]]
    /// What an earlier map says of each group.
    let kept: [KeptGroup?]

    public var groupCount: Int { groups.count }

    /// - Parameter places: of an earlier map. Entries that have one keep it, and the others are placed among them.
    public init(_ base: KnowledgeGraph, edges: [MapEdge], places: MapPlaces = MapPlaces()) {
        let nodes = base.entryIDs.filter { base.isOnMap[Int($0)] }
        var number = [Int32](repeating: -1, count: base.entries.count)
        for (node, entry) in nodes.enumerated() { number[Int(entry)] = Int32(node) }
        var weighted = edges.map { (number[Int($0.source)], number[Int($0.target)], $0.weight * MapPlan.unit) }
        for paper in nodes {
            let citing = base.neighbours.citing[paper].map { number[Int($0)] }.filter { $0 >= 0 }
            guard citing.count > 1, citing.count <= MapPlan.mostSharing else { continue }
            for (place, first) in citing.enumerated() {
                for second in citing[(place + 1)...] { weighted.append((first, second, MapPlan.unit / Int32(citing.count))) }
            }
        }
        self.init(
            nodes: nodes, graph: WeightedGraph(count: nodes.count, edges: weighted),
            places: nodes.map { places.place(of: base.entries[Int($0)]) }, middles: places.middles)
    }

    /// - Parameters:
    ///   - places: of each node that has one from an earlier map.
    ///   - middles: of the groups of that map.
    init(nodes: [EntryID], graph: WeightedGraph, places: [MapPlaces.Place?] = [], middles: [Int32: (x: Int32, y: Int32)] = [:]) {
        self.nodes = nodes
        self.graph = graph
        let rank = graph.pageRank()
        self.rank = rank
        func ranked(_ group: [Int32]) -> [Int32] { group.sorted { (rank[Int($1)], $0) < (rank[Int($0)], $1) } }
        let old = KeptGroup.assign(graph, places, middles)
        groups = old.groups.map(ranked) + Communities.groups(graph, among: old.others).map(ranked)
        kept = old.kept + [KeptGroup?](repeating: nil, count: groups.count - old.kept.count)
    }

    /// Places the members of one group around its middle, none nearer to another than `GroupPlacement.distance`.
    public func placement(of group: Int) -> GroupPlacement {
        let part = graph.part(groups[group])
        guard let kept = kept[group] else { return GroupPlacement(part) }
        let placement = GroupPlacement(part, kept: groups[group].map { kept.points[$0] })
        // Members in a line would reach less far: such places are no layout's.
        return Double(placement.radius) < GroupPlacement.distance * Double(Communities.largest) ? placement : GroupPlacement(part)
    }

    /// The groups as nodes, with the links between the members of each two.
    fileprivate func graphOfGroups() -> WeightedGraph {
        var owner = [Int32](repeating: 0, count: nodes.count)
        for (number, group) in groups.enumerated() { for node in group { owner[Int(node)] = Int32(number) } }
        let links = graph.edgeList.map { (owner[Int($0.0)], owner[Int($0.1)], $0.2) }.filter { $0.0 != $0.1 }
        return WeightedGraph(count: groups.count, edges: links)
    }

    /// Of each node, 0 (least) to 255: the place of its PageRank among all.
    fileprivate func importance() -> [UInt8] {
        let order = rank.indices.sorted { (rank[$0], $1) < (rank[$1], $0) }
        var importance = [UInt8](repeating: 0, count: rank.count)
        for (place, node) in order.enumerated() { importance[node] = UInt8(place * 256 / max(1, order.count)) }
        return importance
    }
}

/// Every entry of the map at its place, in whole units.
public struct MapLayout: Sendable {
    /// A group as a circle: its middle and its radius.
    public struct Group: Sendable, BitwiseCopyable {
        public var x: Int32
        public var y: Int32
        public var radius: Int32
        /// Its members stand at `first..<first + count` of `entries`; the first gives the group its name.
        public var first: Int32
        public var count: Int32
    }

    public let groups: [Group]
    /// The entries by group, most important first.
    public let entries: [EntryID]
    /// Their places: `x[n]` and `y[n]` are those of `entries[n]`, as is `importance[n]`.
    public let x: [Int32]
    public let y: [Int32]
    /// 0 (least) to 255: PageRank's place among all.
    public let importance: [UInt8]
    /// Of the whole map, all circles included.
    public let width: Int32
    public let height: Int32

    /// The largest place that the map's data can hold.
    private static let farthest = Double(1 << 18 - 1)

    public static let empty = MapLayout(groups: [], entries: [], x: [], y: [], importance: [], width: 0, height: 0)

    public init(groups: [Group], entries: [EntryID], x: [Int32], y: [Int32], importance: [UInt8], width: Int32, height: Int32) {
        (self.groups, self.entries, self.x, self.y) = (groups, entries, x, y)
        (self.importance, self.width, self.height) = (importance, width, height)
    }

    /// - Parameter placements: of each group of the plan; they may have been made at the same time.
    public init(_ plan: MapPlan, _ placements: [GroupPlacement]) {
        let isKept = plan.kept.contains { $0 != nil }
        // A map that was kept leaves its groups where they are as long as their circles, which reach 10 beyond their
        // members, do not touch: the margin of a new map is what they may grow by.
        let margin = isKept ? 11.5 : 16.0
        let (radii, graph) = (placements.map { Double($0.radius) + margin }, plan.graphOfGroups())
        let kept = plan.kept.map { $0.map { MapPoint(x: Double($0.middle.x), y: Double($0.middle.y)) } }
        var discs = DiscPlacement(radii: radii, graph: graph, kept: isKept ? kept : nil)
        // Hundreds of groups that were kept at one point push each other off the map.
        if isKept, discs.extent > MapLayout.farthest { discs = DiscPlacement(radii: radii, graph: graph) }
        var left = zip(discs.points, placements).map { $0.x - Double($1.radius) - margin }.min() ?? 0
        var top = zip(discs.points, placements).map { $0.y - Double($1.radius) - margin }.min() ?? 0
        if isKept { (left, top) = (min(0, left.rounded(.down)), min(0, top.rounded(.down))) }
        var groups: [Group] = []
        var (entries, x, y) = ([EntryID](), [Int32](), [Int32]())
        for (number, members) in plan.groups.enumerated() {
            let middle = (x: Int32((discs.points[number].x - left).rounded()), y: Int32((discs.points[number].y - top).rounded()))
            groups.append(
                Group(
                    x: middle.x, y: middle.y, radius: placements[number].radius + 10, first: Int32(entries.count),
                    count: Int32(members.count)))
            for (place, node) in members.enumerated() {
                entries.append(plan.nodes[Int(node)])
                x.append(middle.x + placements[number].points[place].x)
                y.append(middle.y + placements[number].points[place].y)
            }
        }
        let importance = plan.importance()
        self.init(
            groups: groups, entries: entries, x: x, y: y, importance: plan.groups.flatMap { $0.map { importance[Int($0)] } },
            width: (groups.map { $0.x + $0.radius }.max() ?? 0) + 10, height: (groups.map { $0.y + $0.radius }.max() ?? 0) + 10)
    }
}
