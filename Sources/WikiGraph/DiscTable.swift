// Discs side by side in memory, so that one can be compared with eight others at a time.

/// Middles and radii in columns, filled up to whole groups of eight with discs that nothing touches.
struct DiscTable {
    private typealias Eight = SIMD8<Double>

    private var x: [Eight]
    private var y: [Eight]
    private let radius: [Eight]

    init(_ points: [MapPoint], _ radii: [Double]) {
        func column(_ value: (Int) -> Double, filling: Double) -> [Eight] {
            stride(from: 0, to: points.count, by: Eight.scalarCount).map { start in
                Eight((start..<(start + Eight.scalarCount)).map { $0 < points.count ? value($0) : filling })
            }
        }
        x = column({ points[$0].x }, filling: .infinity)
        y = column({ points[$0].y }, filling: .infinity)
        radius = column({ radii[$0] }, filling: 0)
    }

    mutating func move(_ disc: Int, to point: MapPoint) {
        x[disc / Eight.scalarCount][disc % Eight.scalarCount] = point.x
        y[disc / Eight.scalarCount][disc % Eight.scalarCount] = point.y
    }

    /// The first disc of `start..<end` that touches `disc`.
    func firstTouching(_ disc: Int, from start: Int, before end: Int) -> Int? {
        let (group, place) = (disc / Eight.scalarCount, disc % Eight.scalarCount)
        let (middleX, middleY, own) = (x[group][place], y[group][place], radius[group][place])
        for group in (start / Eight.scalarCount)..<((end + Eight.scalarCount - 1) / Eight.scalarCount) {
            let (across, down, wanted) = (middleX - x[group], middleY - y[group], own + radius[group])
            let gap = across * across + down * down - wanted * wanted
            guard DiscTable.least(gap) < 0 else { continue }
            for place in 0..<Eight.scalarCount where gap[place] < 0 {
                let found = group * Eight.scalarCount + place
                if found >= end { return nil }
                if found >= start { return found }
            }
        }
        return nil
    }

    /// By halves: a comparison of all eight at once is not one instruction everywhere.
    private static func least(_ eight: Eight) -> Double {
        let four = pointwiseMin(eight.lowHalf, eight.highHalf)
        let two = pointwiseMin(four.lowHalf, four.highHalf)
        return min(two[0], two[1])
    }
}
