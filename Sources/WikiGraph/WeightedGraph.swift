// An undirected graph with whole-number weights, as the map's layout sees a base. Everything in it is in a fixed order.

/// Neighbours of each node with their weights, both ways, by number. Weights are whole, so that sums do not depend on
/// their order.
struct WeightedGraph: Sendable {
    private(set) var starts: [Int32]
    private(set) var targets: [Int32]
    private(set) var weights: [Int32]
    /// The weight of each node's own loop: links inside what it stands for.
    let loops: [Int32]
    /// The sum of the weights at each node, its loop twice.
    let strengths: [Int]

    var count: Int { starts.count - 1 }

    /// Joins edges between the same nodes. Loops count for their node.
    init(count: Int, edges: [(Int32, Int32, Int32)], loops given: [Int32]? = nil) {
        var loops = given ?? [Int32](repeating: 0, count: count)
        // Both ends of every edge by their node; sorting a few at each node is less than sorting all.
        var ends = [Int](repeating: 0, count: count + 1)
        for (from, to, weight) in edges {
            if from == to {
                loops[Int(from)] += weight
            } else {
                ends[Int(from) + 1] += 1
                ends[Int(to) + 1] += 1
            }
        }
        for node in 0..<count { ends[node + 1] += ends[node] }
        var next = ends
        var sides = [UInt64](repeating: 0, count: ends[count])
        for (from, to, weight) in edges where from != to {
            sides[next[Int(from)]] = UInt64(UInt32(to)) << 32 | UInt64(UInt32(weight))
            sides[next[Int(to)]] = UInt64(UInt32(from)) << 32 | UInt64(UInt32(weight))
            next[Int(from)] += 1
            next[Int(to)] += 1
        }
        var (starts, targets, weights) = ([Int32](repeating: 0, count: count + 1), [Int32](), [Int32]())
        targets.reserveCapacity(sides.count)
        weights.reserveCapacity(sides.count)
        for node in 0..<count {
            sides[ends[node]..<ends[node + 1]].sort()
            for side in sides[ends[node]..<ends[node + 1]] {
                let (target, weight) = (Int32(truncatingIfNeeded: side >> 32), Int32(truncatingIfNeeded: side))
                if targets.count > Int(starts[node]), targets.last == target {
                    weights[weights.count - 1] += weight
                } else {
                    targets.append(target)
                    weights.append(weight)
                }
            }
            starts[node + 1] = Int32(targets.count)
        }
        var strengths = loops.map { 2 * Int($0) }
        for node in 0..<count { for edge in Int(starts[node])..<Int(starts[node + 1]) { strengths[node] += Int(weights[edge]) } }
        (self.starts, self.targets, self.weights, self.loops, self.strengths) = (starts, targets, weights, loops, strengths)
    }

    @inline(__always)
    func edges(of node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

    /// The edges, each once.
    var edgeList: [(Int32, Int32, Int32)] {
        var list: [(Int32, Int32, Int32)] = []
        for node in 0..<count {
            for edge in edges(of: node) where Int(targets[edge]) > node { list.append((Int32(node), targets[edge], weights[edge])) }
        }
        return list
    }

    /// The graph among some nodes, renumbered in their order.
    func part(_ nodes: [Int32]) -> WeightedGraph {
        var number = [Int32](repeating: -1, count: count)
        for (new, old) in nodes.enumerated() { number[Int(old)] = Int32(new) }
        var list: [(Int32, Int32, Int32)] = []
        for old in nodes {
            for edge in edges(of: Int(old)) where targets[edge] > old && number[Int(targets[edge])] >= 0 {
                list.append((number[Int(old)], number[Int(targets[edge])], weights[edge]))
            }
        }
        return WeightedGraph(count: nodes.count, edges: list)
    }

    /// PageRank with damping 0.85, 40 rounds, by weight (Page, Brin, Motwani and Winograd 1999).
    func pageRank() -> [Double] {
        guard count > 0 else { return [] }
        let base = 0.15 / Double(count)
        var rank = [Double](repeating: 1 / Double(count), count: count)
        for _ in 0..<40 {
            var next = [Double](repeating: base, count: count)
            for node in 0..<count where strengths[node] > 0 {
                let share = 0.85 * rank[node] / Double(strengths[node])
                for edge in edges(of: node) { next[Int(targets[edge])] += share * Double(weights[edge]) }
            }
            rank = next
        }
        return rank
    }
}
