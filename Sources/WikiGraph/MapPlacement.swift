// Placing without overlaps: the members of a group, and groups as discs.
// Only sums, products and roots, in a fixed order: the same bits on every machine.

struct MapPoint: Sendable {
    var x: Double
    var y: Double
}

/// Sunflower order: places 0, 1, 2, … around a middle, evenly.
struct Spiral {
    // Cosine and sine of the golden angle, so that no library's are called.
    private static let (cosine, sine) = (-0.737_368_878_078_319_8, 0.675_490_294_261_523_6)
    private var direction = MapPoint(x: 1, y: 0)

    mutating func next(radius: Double) -> MapPoint {
        defer {
            direction = MapPoint(
                x: direction.x * Spiral.cosine - direction.y * Spiral.sine, y: direction.x * Spiral.sine + direction.y * Spiral.cosine)
        }
        return MapPoint(x: direction.x * radius, y: direction.y * radius)
    }

    /// The first place around `wanted` that `free` takes. Step `n` is `radius(√n)` away, so that every taken place is left
    /// behind in the end.
    static func first<Place>(
        around wanted: MapPoint, radius: (Double) -> Double, free: (MapPoint) -> Place?
    ) -> Place {
        var spiral = Spiral()
        var turn = 0.0
        while true {
            let step = spiral.next(radius: radius(turn.squareRoot()))
            if let place = free(MapPoint(x: wanted.x + step.x, y: wanted.y + step.y)) { return place }
            turn += 1
        }
    }
}

/// The members of a group around (0, 0), in whole units.
public struct GroupPlacement: Sendable {
    /// Middles of two entries are at least this far apart.
    public static let distance = 22.0
    private static let rounds = 120

    let points: [(x: Int32, y: Int32)]
    /// Reaches around all of them.
    let radius: Int32

    /// Forces as in t-FDP (Zhong, Xue, Zhang, Zhang, Ban, Deussen and Wang 2023, doi:10.1109/TVCG.2022.3209362): bounded
    /// repulsion at short range, springs along the edges; then pushing apart. Quadratic in the group's size, which is
    /// bounded.
    init(_ graph: WeightedGraph) {
        var spiral = Spiral()
        var points = (0..<graph.count).map { spiral.next(radius: (Double($0) + 0.5).squareRoot() * 0.9) }
        for round in 0..<GroupPlacement.rounds {
            GroupPlacement.step(&points, graph, heat: 0.4 * (1 - Double(round) / Double(GroupPlacement.rounds)))
        }
        GroupPlacement.separate(&points)
        // Rounding moves each by up to 0.71.
        let scale = GroupPlacement.distance + 1.5
        let count = Double(max(1, points.count))
        let (middleX, middleY) = (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
        let rounded = points.map { (x: Int32((($0.x - middleX) * scale).rounded()), y: Int32((($0.y - middleY) * scale).rounded())) }
        self.init(points: rounded)
    }

    init(points: [(x: Int32, y: Int32)]) {
        self.points = points
        let farthest = points.map { Int($0.x) * Int($0.x) + Int($0.y) * Int($0.y) }.max() ?? 0
        radius = Int32(Double(farthest).squareRoot().rounded(.up)) + 10
    }

    private static func step(_ points: inout [MapPoint], _ graph: WeightedGraph, heat: Double) {
        let count = points.count
        var forces = [MapPoint](repeating: MapPoint(x: 0, y: 0), count: count)
        for node in 0..<count {
            var (forceX, forceY) = (-0.01 * points[node].x, -0.01 * points[node].y)
            for other in 0..<node {
                let (x, y) = (points[node].x - points[other].x, points[node].y - points[other].y)
                let pushed = 1 / (x * x + y * y + 0.2)
                forceX += x * pushed
                forceY += y * pushed
                forces[other].x -= x * pushed
                forces[other].y -= y * pushed
            }
            forces[node].x += forceX
            forces[node].y += forceY
            let strength = Double(max(1, graph.strengths[node]))
            for edge in graph.edges(of: node) {
                let other = Int(graph.targets[edge])
                // A share of the node's strength, so that hubs do not pull everything into one point.
                let pull = 0.6 * Double(graph.weights[edge]) / strength
                forces[node].x += (points[other].x - points[node].x) * pull
                forces[node].y += (points[other].y - points[node].y) * pull
            }
        }
        for node in 0..<count {
            let length = (forces[node].x * forces[node].x + forces[node].y * forces[node].y).squareRoot()
            let limited = length > 1 ? heat / length : heat
            points[node].x += forces[node].x * limited
            points[node].y += forces[node].y * limited
        }
    }

    /// Pushes points apart until no two are nearer than 1; if that does not end, spreads them all.
    private static func separate(_ points: inout [MapPoint]) {
        for _ in 0..<80 {
            var isApart = true
            for first in points.indices {
                for second in 0..<first {
                    let (x, y) = (points[first].x - points[second].x, points[first].y - points[second].y)
                    let square = x * x + y * y
                    guard square < 1 else { continue }
                    isApart = false
                    let length = square.squareRoot()
                    let push = length > 1e-6 ? (1.02 - length) / 2 / length : 0
                    let (pushX, pushY) = length > 1e-6 ? (x * push, y * push) : (0.5, Double(first) * 1e-3)
                    points[first].x += pushX
                    points[first].y += pushY
                    points[second].x -= pushX
                    points[second].y -= pushY
                }
            }
            if isApart { return }
        }
        var nearest = 1.0
        for first in points.indices {
            for second in 0..<first {
                let (x, y) = (points[first].x - points[second].x, points[first].y - points[second].y)
                nearest = min(nearest, (x * x + y * y).squareRoot())
            }
        }
        let scale = 1 / max(nearest, 1e-3)
        for index in points.indices { points[index] = MapPoint(x: points[index].x * scale, y: points[index].y * scale) }
    }
}

/// Discs near those they are linked with, without overlaps.
struct DiscPlacement {
    /// Up to so many discs are all compared with each other, and lie as they are pulled and pushed.
    private static let few = 512
    /// Of more, those that are nearer to each other than this, in the units of the map: about as far as a disc is pushed in a round.
    private static let margin = 40.0
    private(set) var points: [MapPoint]
    /// How far the middles lie apart from each other or from the map's corner, along either axis.
    var extent: Double {
        let (x, y) = (points.map(\.x) + [0], points.map(\.y) + [0])
        return max((x.max() ?? 0) - (x.min() ?? 0), (y.max() ?? 0) - (y.min() ?? 0))
    }
    private var areMany: Bool { points.count > DiscPlacement.few }

    /// - Parameters:
    ///   - radii: largest disc first gives the calmest picture.
    ///   - kept: middles of an earlier map, which move only where discs overlap; the others are placed among them.
    init(radii: [Double], graph: WeightedGraph, kept: [MapPoint?]? = nil) {
        if let kept {
            points = DiscPlacement.places(radii, graph, kept)
        } else {
            var spiral = Spiral()
            var area = 0.0
            points = radii.map { radius in
                defer { area += radius * radius }
                return spiral.next(radius: area.squareRoot() * 1.1)
            }
            for round in 0..<160 {
                pull(graph, heat: 0.12 * (1 - Double(round) / 160))
                if areMany { even(radii) }
                _ = separate(radii)
            }
        }
        for round in 1...400 {
            if !separate(radii) { break }
            // What many discs cannot settle among themselves needs a little more room, and not the room that the worst two need.
            if areMany, round > 100, round % 10 == 0 { widen(by: 1.02) }
        }
        spread(radii)
    }

    private mutating func pull(_ graph: WeightedGraph, heat: Double) {
        let before = points
        for disc in points.indices {
            var (x, y) = (-before[disc].x * 0.5, -before[disc].y * 0.5)
            let strength = Double(max(1, graph.strengths[disc]))
            for edge in graph.edges(of: disc) {
                let (other, share) = (Int(graph.targets[edge]), Double(graph.weights[edge]) / strength)
                x += (before[other].x - before[disc].x) * share
                y += (before[other].y - before[disc].y) * share
            }
            points[disc].x += x * heat
            points[disc].y += y * heat
        }
    }

    /// One round of pushing apart; answers whether any two overlapped.
    private mutating func separate(_ radii: [Double]) -> Bool {
        areMany ? separateNear(radii) : separateAll(radii)
    }

    /// Compares every disc with all before it, eight at a time: a map settles after hundreds of rounds, and hardly any two touch.
    private mutating func separateAll(_ radii: [Double]) -> Bool {
        var discs = DiscTable(points, radii)
        var overlapped = false
        for first in points.indices {
            var second = 0
            while second < first {
                guard let touched = discs.firstTouching(first, from: second, before: first) else { break }
                overlapped = true
                push(first, touched, radii)
                discs.move(first, to: points[first])
                discs.move(touched, to: points[touched])
                second = touched + 1
            }
        }
        return overlapped
    }

    /// Compares every disc with those near it.
    ///
    /// A disc that is pushed further than the margin within the round may then touch one that it is not compared with: the next
    /// round sees it. A round without a push has compared all that could touch.
    private mutating func separateNear(_ radii: [Double]) -> Bool {
        let grid = DiscGrid(points, radii, margin: DiscPlacement.margin)
        var near: [Int32] = []
        var overlapped = false
        for first in points.indices {
            grid.near(first, at: points[first], radii[first], into: &near)
            for second in near.lazy.map({ Int($0) }) where touch(first, second, radii) {
                overlapped = true
                push(first, second, radii)
            }
        }
        return overlapped
    }

    private func touch(_ first: Int, _ second: Int, _ radii: [Double]) -> Bool {
        let (x, y) = (points[first].x - points[second].x, points[first].y - points[second].y)
        let wanted = radii[first] + radii[second]
        return x * x + y * y < wanted * wanted
    }

    /// Moves two discs that touch apart, each half the way.
    private mutating func push(_ first: Int, _ second: Int, _ radii: [Double]) {
        let (x, y) = (points[first].x - points[second].x, points[first].y - points[second].y)
        let wanted = radii[first] + radii[second]
        let length = (x * x + y * y).squareRoot()
        guard length > 1e-6 else {
            points[first].x += wanted / 2
            points[second].x -= wanted / 2
            return
        }
        let push = (wanted * 1.005 - length) / length / 2
        points[first] = MapPoint(x: points[first].x + x * push, y: points[first].y + y * push)
        points[second] = MapPoint(x: points[second].x - x * push, y: points[second].y - y * push)
    }

    /// Whatever still overlaps is mended by moving all discs outwards.
    private mutating func spread(_ radii: [Double]) {
        var factor = 1.0
        for first in points.indices {
            for second in 0..<first {
                let (x, y) = (points[first].x - points[second].x, points[first].y - points[second].y)
                factor = max(factor, (radii[first] + radii[second]) / max(1e-3, (x * x + y * y).squareRoot()))
            }
        }
        if factor > 1 { widen(by: factor) }
    }

    private mutating func widen(by factor: Double) {
        for disc in points.indices { points[disc] = MapPoint(x: points[disc].x * factor, y: points[disc].y * factor) }
    }

    /// Evens out a heap: every disc keeps its direction, and has room for all that are nearer to the middle. Thousands that are
    /// pulled into a heap would else push each other back for as many rounds.
    private mutating func even(_ radii: [Double]) {
        let squares = points.map { $0.x * $0.x + $0.y * $0.y }
        var area = 0.0
        for disc in points.indices.sorted(by: { (squares[$0], $0) < (squares[$1], $1) }) {
            area += radii[disc] * radii[disc]
            // Discs that lie side by side fill about three fifths.
            let factor = ((area - radii[disc] * radii[disc] / 2) / 0.6 / max(1e-6, squares[disc])).squareRoot()
            points[disc] = MapPoint(x: points[disc].x * factor, y: points[disc].y * factor)
        }
    }
}
