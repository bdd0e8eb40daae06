// Which discs are near a disc, without looking at all of them: a grid of cells.

/// Discs by the cell that their middles stood in when the grid was made.
struct DiscGrid {
    private struct Disc: BitwiseCopyable, Sendable {
        var x: Double
        var y: Double
        var radius: Double
        var number: Int32
    }

    private let cell: Double
    private let (left, top): (Double, Double)
    private let (columns, rows): (Int, Int)
    /// The discs of each cell, ascending; cells row by row.
    private let discs: Grouped<Disc>
    private let margin: Double
    private let largest: Double

    /// - Parameter margin: discs nearer than this count as touching.
    init(_ points: [MapPoint], _ radii: [Double], margin: Double) {
        let (left, top) = (points.map(\.x).min() ?? 0, points.map(\.y).min() ?? 0)
        let (width, height) = ((points.map(\.x).max() ?? 0) - left, (points.map(\.y).max() ?? 0) - top)
        largest = radii.max() ?? 0
        // Never many more cells than discs, however far one has been pushed.
        let cell = max(largest + margin, (width * height / Double(4 * max(1, points.count))).squareRoot(), max(width, height) / 4096, 1e-6)
        let (columns, rows) = (Int(width / cell) + 1, Int(height / cell) + 1)
        discs = Grouped(
            points.indices.map { Disc(x: points[$0].x, y: points[$0].y, radius: radii[$0], number: Int32($0)) }, count: columns * rows,
            group: { Int(($0.y - top) / cell) * columns + Int(($0.x - left) / cell) })
        (self.cell, self.left, self.top, self.columns, self.rows, self.margin) = (cell, left, top, columns, rows, margin)
    }

    /// The discs before `disc` that touched it when the grid was made, ascending.
    ///
    /// - Parameters:
    ///   - point: the middle of the disc.
    ///   - radius: of the disc.
    func near(_ disc: Int, at point: MapPoint, _ radius: Double, into found: inout [Int32]) {
        found.removeAll(keepingCapacity: true)
        let reach = radius + margin
        func range(_ place: Double, _ count: Int) -> ClosedRange<Int> {
            max(0, Int((place - reach - largest) / cell))...max(0, min(count - 1, Int((place + reach + largest) / cell)))
        }
        let across = range(point.x - left, columns)
        for row in range(point.y - top, rows) {
            // The cells of a row follow each other.
            let cells = (row * columns + across.lowerBound)..<(row * columns + across.upperBound + 1)
            for other in discs[cells] where Int(other.number) < disc {
                let (x, y, near) = (point.x - other.x, point.y - other.y, reach + other.radius)
                if x * x + y * y < near * near { found.append(other.number) }
            }
        }
        found.sort()
    }
}
