// The map's layout: groups that hold together, no two entries or groups on each other, and the same map every time.
import Testing
import WikiModel

@testable import WikiGraph

@Suite struct MapLayoutTests {
    /// Rings of `size` nodes with chords, joined in a line; numbers that look random and are the same in every run.
    static func clusters(_ count: Int, of size: Int) -> WeightedGraph {
        var edges: [(Int32, Int32, Int32)] = []
        var state: UInt64 = 7
        func next(_ limit: Int) -> Int32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(Int(state >> 33) % limit)
        }
        for cluster in 0..<count {
            let base = Int32(cluster * size)
            for node in 0..<Int32(size) {
                edges.append((base + node, base + (node + 1) % Int32(size), 12))
                for _ in 0..<3 { edges.append((base + node, base + next(size), 12)) }
            }
            if cluster > 0 { edges.append((base, base - 1, 12)) }
        }
        return WeightedGraph(count: count * size, edges: edges)
    }

    private static func layout(_ graph: WeightedGraph) -> MapLayout {
        let plan = MapPlan(nodes: (0..<EntryID(graph.count)).map { $0 }, graph: graph)
        return MapLayout(plan, (0..<plan.groupCount).map(plan.placement))
    }

    @Test func clustersAreFound() {
        let groups = Communities.groups(MapLayoutTests.clusters(5, of: 30))
        #expect(groups.count >= 5 && groups.count <= 10)
        for group in groups { #expect(Set(group.map { $0 / 30 }).count == 1, "a group lies in one cluster") }
    }

    /// The members of a karate club and who is friends with whom (Zachary 1977, doi:10.1086/jar.33.4.3629752), on which methods are
    /// compared. No division of them has a modularity above 0.4198.
    @Test func groupsHoldTogetherAsWellAsIsKnown() {
        let friends: [Int32: [Int32]] = [
            0: [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31], 1: [2, 3, 7, 13, 17, 19, 21, 30], 2: [3, 7, 8, 9, 13, 27, 28, 32],
            3: [7, 12, 13], 4: [6, 10], 5: [6, 10, 16], 6: [16], 8: [30, 32, 33], 9: [33], 13: [33], 14: [32, 33], 15: [32, 33],
            18: [32, 33], 19: [33], 20: [32, 33], 22: [32, 33], 23: [25, 27, 29, 32, 33], 24: [25, 27, 31], 25: [31], 26: [29, 33],
            27: [33], 28: [31, 33], 29: [32, 33], 30: [32, 33], 31: [32, 33], 32: [33],
        ]
        let edges: [(Int32, Int32, Int32)] = friends.flatMap { node, others in others.map { (node, $0, 1) } }
        let graph = WeightedGraph(count: 34, edges: edges)
        let communities = Communities.find(graph)
        let all = Double(graph.strengths.reduce(0, +))
        var modularity = 0.0
        for community in Set(communities) {
            let members = (0..<34).filter { communities[$0] == community }
            let ends = members.flatMap { graph.edges(of: $0) }
            let inside = ends.count { communities[Int(graph.targets[$0])] == community }
            let share = Double(members.reduce(0) { $0 + graph.strengths[$1] }) / all
            modularity += Double(inside) / all - share * share
        }
        #expect(modularity > 0.41 && modularity < 0.4199)
    }

    /// Two that are linked with each other above all are too few for a group.
    @Test func aPairJoinsTheGroupItIsLinkedWithMost() {
        var edges: [(Int32, Int32, Int32)] = [(12, 13, 60), (12, 0, 1), (13, 6, 1), (13, 7, 1)]
        for first in Int32(0)..<12 { for second in (first + 1)..<12 where first / 6 == second / 6 { edges.append((first, second, 12)) } }
        let groups = Communities.groups(WeightedGraph(count: 14, edges: edges))
        #expect(groups == [[6, 7, 8, 9, 10, 11, 12, 13], [0, 1, 2, 3, 4, 5]])
    }

    @Test func everyNodeIsInOneGroupAndNoGroupIsTooLarge() {
        let star = WeightedGraph(count: 500, edges: (1..<490).map { (0, $0, 12) })
        for graph in [star, MapLayoutTests.clusters(3, of: 400), WeightedGraph(count: 4, edges: []), WeightedGraph(count: 0, edges: [])] {
            let groups = Communities.groups(graph)
            #expect(groups.flatMap { $0 }.sorted() == (0..<Int32(graph.count)).map { $0 })
            #expect(groups.allSatisfy { !$0.isEmpty && $0.count <= Communities.largest })
        }
    }

    @Test(arguments: [(1, 1), (1, 2), (2, 3), (6, 20), (4, 200)])
    func nothingOverlaps(_ count: Int, _ size: Int) {
        let layout = MapLayoutTests.layout(MapLayoutTests.clusters(count, of: size))
        for first in layout.entries.indices {
            #expect(layout.x[first] >= 0 && layout.x[first] <= layout.width && layout.y[first] >= 0 && layout.y[first] <= layout.height)
            for second in 0..<first {
                let (x, y) = (Int(layout.x[first] - layout.x[second]), Int(layout.y[first] - layout.y[second]))
                #expect(x * x + y * y >= 22 * 22)
            }
        }
        for first in layout.groups.indices {
            for second in 0..<first {
                let (a, b) = (layout.groups[first], layout.groups[second])
                let (x, y, reach) = (Int(a.x - b.x), Int(a.y - b.y), Int(a.radius + b.radius))
                #expect(x * x + y * y >= reach * reach)
            }
        }
    }

    /// Discs of many sizes: places within a square, and radii.
    private static func discs(_ count: Int, within side: Int) -> (points: [MapPoint], radii: [Double]) {
        var state: UInt64 = 11
        func next(_ limit: Int) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(Int(state >> 33) % limit)
        }
        return ((0..<count).map { _ in MapPoint(x: next(side), y: next(side)) }, (0..<count).map { _ in 20 + next(150) })
    }

    @Test(arguments: [(1, 10), (2, 1), (700, 9000), (700, 300)])
    func theGridFindsAllThatTouch(_ count: Int, _ side: Int) {
        let (points, radii) = MapLayoutTests.discs(count, within: side)
        let grid = DiscGrid(points, radii, margin: 5)
        var found: [Int32] = []
        for disc in points.indices {
            grid.near(disc, at: points[disc], radii[disc], into: &found)
            let near = (0..<disc).filter { other in
                let (x, y, reach) = (points[disc].x - points[other].x, points[disc].y - points[other].y, radii[disc] + radii[other] + 5)
                return x * x + y * y < reach * reach
            }
            #expect(found == near.map(Int32.init))
        }
    }

    @Test func manyGroupsStandApart() {
        let radii = MapLayoutTests.discs(900, within: 1).radii
        let edges = (1..<Int32(900)).map { ($0, $0 * 7 % $0.advanced(by: 1) % 40, Int32(1)) }
        let points = DiscPlacement(radii: radii, graph: WeightedGraph(count: 900, edges: edges)).points
        var overlaps = 0
        for first in points.indices {
            for second in 0..<first {
                let (x, y, reach) = (points[first].x - points[second].x, points[first].y - points[second].y, radii[first] + radii[second])
                if x * x + y * y < reach * reach * 0.999_999 { overlaps += 1 }
            }
        }
        #expect(overlaps == 0)
        // Nor are they strewn about: the map is at most three times as wide as the discs would be as one.
        let wide = (points.map(\.x).max() ?? 0) - (points.map(\.x).min() ?? 0)
        #expect(wide < 3 * 2 * radii.reduce(0) { $0 + $1 * $1 }.squareRoot())
    }

    @Test func theSameGraphGivesTheSameMap() {
        let graph = MapLayoutTests.clusters(4, of: 40)
        let edges = graph.edgeList
        let first = MapLayoutTests.layout(WeightedGraph(count: graph.count, edges: edges))
        let second = MapLayoutTests.layout(WeightedGraph(count: graph.count, edges: edges.reversed()))
        #expect(first.x == second.x && first.y == second.y && first.entries == second.entries)
        #expect(first.groups.map(\.x) == second.groups.map(\.x))
    }
}
