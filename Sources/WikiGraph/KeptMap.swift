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
            var (x, y, weight) = (0.0, 0.0, 0.0)
            for edge in graph.edges(of: node) {
                guard let other = points[Int(graph.targets[edge])] else { continue }
                x += Double(other.x) * Double(graph.weights[edge])
                y += Double(other.y) * Double(graph.weights[edge])
                weight += Double(graph.weights[edge])
            }
            let place = GroupPlacement.free(near: MapPoint(x: x / max(1, weight), y: y / max(1, weight)), taken)
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

    private static func free(near wanted: MapPoint, _ taken: [(x: Int32, y: Int32)]) -> (x: Int32, y: Int32) {
        var spiral = Spiral()
        var turn = 0.0
        while true {
            let step = spiral.next(radius: turn.squareRoot() * distance / 3)
            let place = (x: Int32((wanted.x + step.x).rounded()), y: Int32((wanted.y + step.y).rounded()))
            // The spiral leaves every taken place behind in the end.
            if isFree(place, taken) { return place }
            turn += 1
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
            var (x, y, weight) = (0.0, 0.0, 0.0)
            for edge in graph.edges(of: disc) {
                guard let other = points[Int(graph.targets[edge])] else { continue }
                x += other.x * Double(graph.weights[edge])
                y += other.y * Double(graph.weights[edge])
                weight += Double(graph.weights[edge])
            }
            let wanted = weight > 0 ? MapPoint(x: x / weight, y: y / weight) : middle
            var spiral = Spiral()
            var turn = 0.0
            while points[disc] == nil {
                let step = spiral.next(radius: turn.squareRoot() * radii[disc] / 2)
                let place = MapPoint(x: wanted.x + step.x, y: wanted.y + step.y)
                let isFree = points.indices.allSatisfy { other in
                    guard let point = points[other] else { return true }
                    let (x, y, reach) = (place.x - point.x, place.y - point.y, radii[disc] + radii[other])
                    return x * x + y * y >= reach * reach
                }
                if isFree { points[disc] = place }
                turn += 1
            }
        }
        return points.compactMap { $0 }
    }
}
