// Groups of entries that hold together: Louvain's method with connected communities, divided until they are small.

/// Finds communities. Deterministic: nodes are visited in their order, and a node moves only where it gains.
enum Communities {
    /// Larger groups cannot be read as one.
    static let largest = 150

    /// The community of each node, numbered in the order in which they are first met.
    ///
    /// Louvain's method (Blondel, Guillaume, Lambiotte and Lefebvre 2008, doi:10.1088/1742-5468/2008/10/P10008); after
    /// each round, communities that fell apart are divided into their connected parts, the guarantee that Leiden adds
    /// (Traag, Waltman and van Eck 2019, doi:10.1038/s41598-019-41695-z).
    static func find(_ graph: WeightedGraph, resolution: Double = 1) -> [Int32] {
        var level = graph
        var result = (0..<Int32(graph.count)).map { $0 }
        while true {
            let moved = connected(level, moveNodes(level, resolution))
            let count = Int(moved.max() ?? -1) + 1
            if count == level.count { return result }
            for node in result.indices { result[node] = moved[Int(result[node])] }
            var loops = [Int32](repeating: 0, count: count)
            for node in 0..<level.count { loops[Int(moved[node])] += level.loops[node] }
            let edges = level.edgeList.map { (moved[Int($0.0)], moved[Int($0.1)], $0.2) }
            level = WeightedGraph(count: count, edges: edges, loops: loops)
        }
    }

    private static func moveNodes(_ graph: WeightedGraph, _ resolution: Double) -> [Int32] {
        let all = Double(max(1, graph.strengths.reduce(0, +)))
        var community = (0..<Int32(graph.count)).map { $0 }
        var totals = graph.strengths
        var shared = [Int](repeating: 0, count: graph.count)
        var touched: [Int32] = []
        for _ in 0..<24 {
            var moves = 0
            for node in 0..<graph.count {
                for edge in graph.edges(of: node) {
                    let other = community[Int(graph.targets[edge])]
                    if shared[Int(other)] == 0 { touched.append(other) }
                    shared[Int(other)] += Int(graph.weights[edge])
                }
                let own = community[node]
                let strength = graph.strengths[node]
                totals[Int(own)] -= strength
                func gain(_ place: Int32) -> Double {
                    Double(shared[Int(place)]) - resolution * Double(strength) * Double(totals[Int(place)]) / all
                }
                var (best, bestGain) = (own, gain(own))
                for place in touched {
                    let gained = gain(place)
                    if gained > bestGain + 1e-9 { (best, bestGain) = (place, gained) }
                }
                totals[Int(best)] += strength
                community[node] = best
                if best != own { moves += 1 }
                for place in touched { shared[Int(place)] = 0 }
                touched.removeAll(keepingCapacity: true)
            }
            if moves == 0 { break }
        }
        return community
    }

    /// Divides communities into connected parts, numbered in the order of their first nodes.
    private static func connected(_ graph: WeightedGraph, _ community: [Int32]) -> [Int32] {
        var part = [Int32](repeating: -1, count: graph.count)
        var next: Int32 = 0
        var open: [Int] = []
        for start in 0..<graph.count where part[start] < 0 {
            part[start] = next
            open.append(start)
            while let node = open.popLast() {
                for edge in graph.edges(of: node) {
                    let other = Int(graph.targets[edge])
                    guard part[other] < 0, community[other] == community[node] else { continue }
                    part[other] = next
                    open.append(other)
                }
            }
            next += 1
        }
        return part
    }

    /// Communities of at most `largest` nodes each, among some nodes alone.
    static func groups(_ graph: WeightedGraph, among nodes: [Int32]) -> [[Int32]] {
        nodes.count == graph.count ? groups(graph) : groups(graph.part(nodes)).map { $0.map { nodes[Int($0)] } }
    }

    /// Communities of at most `largest` nodes each. Nodes without any edge share groups of their own, at the end.
    static func groups(_ graph: WeightedGraph) -> [[Int32]] {
        var found: [[Int32]] = []
        let alone = (0..<Int32(graph.count)).filter { graph.edges(of: Int($0)).isEmpty }
        var open: [(nodes: [Int32], resolution: Double)] = [((0..<Int32(graph.count)).filter { !graph.edges(of: Int($0)).isEmpty }, 1)]
        while let (nodes, resolution) = open.popLast() {
            guard !nodes.isEmpty else { continue }
            let labels = find(graph.part(nodes), resolution: resolution)
            var parts = [[Int32]](repeating: [], count: Int(labels.max() ?? 0) + 1)
            for (place, label) in labels.enumerated() { parts[Int(label)].append(nodes[place]) }
            for part in parts.reversed() {
                if part.count <= largest { found.append(part) }
                else if resolution < 64 { open.append((part, resolution * 2)) }
                else { found += chunks(part) }
            }
        }
        return joined(found, graph).sorted { ($1.count, $0.first ?? 0) < ($0.count, $1.first ?? 0) } + chunks(alone)
    }

    private static func chunks(_ nodes: [Int32]) -> [[Int32]] {
        stride(from: 0, to: nodes.count, by: largest).map { Array(nodes[$0..<min($0 + largest, nodes.count)]) }
    }

    /// Groups of one or two join the neighbouring group that they are linked with most.
    private static func joined(_ groups: [[Int32]], _ graph: WeightedGraph) -> [[Int32]] {
        var groups = groups
        var owner = [Int](repeating: -1, count: graph.count)
        for (number, group) in groups.enumerated() { for node in group { owner[Int(node)] = number } }
        for number in groups.indices where groups[number].count < 3 {
            var shared: [Int: Int] = [:]
            for node in groups[number] {
                for edge in graph.edges(of: Int(node)) where owner[Int(graph.targets[edge])] != number {
                    shared[owner[Int(graph.targets[edge])], default: 0] += Int(graph.weights[edge])
                }
            }
            let size = groups[number].count
            let best = shared.filter { groups[$0.key].count + size <= largest }.max { ($0.value, $1.key) < ($1.value, $0.key) }
            guard let best else { continue }
            for node in groups[number] { owner[Int(node)] = best.key }
            groups[best.key] += groups[number]
            groups[number] = []
        }
        return groups.filter { !$0.isEmpty }
    }
}
