// Which discs are near a disc, without looking at all of them: a grid of cells.

/// Discs by the cell that their middles stood in when the grid was made.
struct DiscGrid {
    private let cell: Double
    private let (left, top): (Double, Double)
    private let (columns, rows): (Int, Int)
    /// The discs of each cell, cell after cell, and where those of each begin.
    private let discs: [Int32]
    private let starts: [Int32]
    /// What two discs must come nearer than to touch, over their own radii.
    private let margin: Double
    private let largest: Double

    /// - Parameter margin: how far discs may move and still be found by those that they then touch.
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
        var discs = [Int32](repeating: 0, count: points.count)
        for (disc, cell) in cells.enumerated() {
            discs[Int(next[cell])] = Int32(disc)
            next[cell] += 1
        }
        (self.cell, self.left, self.top, self.columns, self.rows) = (cell, left, top, columns, rows)
        (self.discs, self.starts, self.margin) = (discs, starts, margin)
    }

    /// The discs before `disc` that touch it or are less than the margin away, ascending.
    func near(_ disc: Int, _ points: [MapPoint], _ radii: [Double], into found: inout [Int32]) {
        found.removeAll(keepingCapacity: true)
        let point = points[disc]
        let reach = radii[disc] + largest + margin
        func range(_ place: Double, _ count: Int) -> ClosedRange<Int> {
            max(0, Int((place - reach) / cell))...max(0, min(count - 1, Int((place + reach) / cell)))
        }
        for row in range(point.y - top, rows) {
            for column in range(point.x - left, columns) {
                let cell = row * columns + column
                for index in Int(starts[cell])..<Int(starts[cell + 1]) where Int(discs[index]) < disc {
                    let other = Int(discs[index])
                    let (x, y) = (point.x - points[other].x, point.y - points[other].y)
                    let near = radii[disc] + radii[other] + margin
                    if x * x + y * y < near * near { found.append(discs[index]) }
                }
            }
        }
        found.sort()
    }
}
