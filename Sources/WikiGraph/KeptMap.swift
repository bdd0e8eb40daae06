// A map that begins from an earlier one: what has a place keeps it, and the rest is placed among that.

/// A group of an earlier map.
struct KeptGroup: Sendable {
    /// Its middle on the map.
    var middle: (x: Int32, y: Int32)
    /// The places of its members around the middle.
    var points: [Int32: (x: Int32, y: Int32)]

    /// Nodes by the groups of an earlier map. A node without a place joins the group that it is most linked with; those
    /// that are linked with none are left.
    static func assign(
        _ graph: WeightedGraph, _ places: [MapPlaces.Place?], _ middles: [Int32: (x: Int32, y: Int32)]
    ) -> (groups: [[Int32]], kept: [KeptGroup?], others: [Int32]) {
        let all = (0..<Int32(graph.count)).map { $0 }
        let numbers = Set(places.lazy.compactMap { $0?.group }).sorted()
        guard !numbers.isEmpty else { return ([], [], all) }
        let index = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($0.element, $0.offset) })
        var owner = [Int](repeating: -1, count: graph.count)
        var groups = [[Int32]](repeating: [], count: numbers.count)
        var kept = numbers.map { KeptGroup(middle: middles[$0] ?? (0, 0), points: [:]) }
        for node in all {
            guard let place = places[Int(node)], let group = index[place.group], groups[group].count < Communities.largest else { continue }
            owner[Int(node)] = group
            groups[group].append(node)
            kept[group].points[node] = (place.x - kept[group].middle.x, place.y - kept[group].middle.y)
        }
        var open = all.filter { owner[Int($0)] < 0 }
        while !open.isEmpty {
            let left = open.filter { node in
                guard let group = nearest(node, graph, owner, groups) else { return true }
                owner[Int(node)] = group
                groups[group].append(node)
                return false
            }
            if left.count == open.count { break }
            open = left
        }
        return (groups, kept, open)
    }

    /// The group that a node is most linked with and that has room; of two alike, the first.
    private static func nearest(_ node: Int32, _ graph: WeightedGraph, _ owner: [Int], _ groups: [[Int32]]) -> Int? {
        var shared: [Int: Int] = [:]
        for edge in graph.edges(of: Int(node)) {
            let group = owner[Int(graph.targets[edge])]
            if group >= 0, groups[group].count < Communities.largest { shared[group, default: 0] += Int(graph.weights[edge]) }
        }
        return shared.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}

extension GroupPlacement {
    /// - Parameter kept: the places of an earlier map, which stay. Others stand at the nearest free place to those they are
    ///   linked with.
    init(_ graph: WeightedGraph, kept: [(x: Int32, y: Int32)?]) {
        var points: [(x: Int32, y: Int32)?] = kept.map { _ in nil }
        var taken: [(x: Int32, y: Int32)] = []
        for (node, place) in kept.enumerated() {
            guard let place, GroupPlacement.isFree(place, taken) else { continue }
            points[node] = place
            taken.append(place)
        }
        for node in kept.indices where points[node] == nil {
            let wanted = graph.middle(around: node) { points[$0].map { MapPoint(x: Double($0.x), y: Double($0.y)) } }
            let place = Spiral.first(around: wanted ?? MapPoint(x: 0, y: 0), radius: { $0 * GroupPlacement.distance / 3 }) { point in
                let place = (x: Int32(point.x.rounded()), y: Int32(point.y.rounded()))
                return GroupPlacement.isFree(place, taken) ? place : nil
            }
            points[node] = place
            taken.append(place)
        }
        self.init(points: points.compactMap { $0 })
    }

    private static func isFree(_ place: (x: Int32, y: Int32), _ taken: [(x: Int32, y: Int32)]) -> Bool {
        taken.allSatisfy { other in
            let (x, y) = (Int(place.x) - Int(other.x), Int(place.y) - Int(other.y))
            return x * x + y * y >= Int(distance * distance)
        }
    }
}

extension DiscPlacement {
    /// Discs of an earlier map where they were; each other at the nearest free place to those it is linked with.
    static func places(_ radii: [Double], _ graph: WeightedGraph, _ kept: [MapPoint?]) -> [MapPoint] {
        var points = kept
        let old = kept.compactMap { $0 }
        let count = Double(max(1, old.count))
        let middle = MapPoint(x: old.reduce(0) { $0 + $1.x } / count, y: old.reduce(0) { $0 + $1.y } / count)
        for disc in points.indices where points[disc] == nil {
            let wanted = graph.middle(around: disc) { points[$0] } ?? middle
            let found: MapPoint = Spiral.first(around: wanted, radius: { $0 * radii[disc] / 2 }) { place in
                let isFree = points.indices.allSatisfy { other in
                    guard let point = points[other] else { return true }
                    let (x, y, reach) = (place.x - point.x, place.y - point.y, radii[disc] + radii[other])
                    return x * x + y * y >= reach * reach
                }
                return isFree ? place : nil
            }
            points[disc] = found
        }
        return points.compactMap { $0 }
    }
}

extension WeightedGraph {
    /// The middle of the neighbours of a node that have a place, by the weights of their edges; `nil` when none has.
    fileprivate func middle(around node: Int, place: (Int) -> MapPoint?) -> MapPoint? {
        var (x, y, weight) = (0.0, 0.0, 0.0)
        for edge in edges(of: node) {
            guard let other = place(Int(targets[edge])) else { continue }
            x += other.x * Double(weights[edge])
            y += other.y * Double(weights[edge])
            weight += Double(weights[edge])
        }
        return weight > 0 ? MapPoint(x: x / weight, y: y / weight) : nil
    }
}
