// Which discs are near a disc, without looking at all of them: a grid of cells.

/// Discs by the cell that their middles stood in when the grid was made.
struct DiscGrid {
    private struct Disc: BitwiseCopyable {
        var x: Double
        var y: Double
        var radius: Double
        var number: Int32
    }

    private let cell: Double
    private let (left, top): (Double, Double)
    private let (columns, rows): (Int, Int)
    /// The discs of each cell, cell after cell and ascending in each, and where those of each cell begin.
    private let discs: [Disc]
    private let starts: [Int32]
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
        let cells = points.map { Int(($0.y - top) / cell) * columns + Int(($0.x - left) / cell) }
        var starts = [Int32](repeating: 0, count: columns * rows + 1)
        for cell in cells { starts[cell + 1] += 1 }
        for cell in 0..<(columns * rows) { starts[cell + 1] += starts[cell] }
        var next = starts
        var discs = [Disc](repeating: Disc(x: 0, y: 0, radius: 0, number: 0), count: points.count)
        for (number, cell) in cells.enumerated() {
            discs[Int(next[cell])] = Disc(x: points[number].x, y: points[number].y, radius: radii[number], number: Int32(number))
            next[cell] += 1
        }
        (self.cell, self.left, self.top, self.columns, self.rows) = (cell, left, top, columns, rows)
        (self.discs, self.starts, self.margin) = (discs, starts, margin)
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
            let from = Int(starts[row * columns + across.lowerBound])
            let to = Int(starts[row * columns + across.upperBound + 1])
            for other in discs[from..<to] where Int(other.number) < disc {
                let (x, y, near) = (point.x - other.x, point.y - other.y, reach + other.radius)
                if x * x + y * y < near * near { found.append(other.number) }
            }
        }
        found.sort()
    }
}
