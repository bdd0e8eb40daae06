// The few values that stand for all impacts.

/// At most 16 values, chosen for their error and for what they cost in lists (Chou, Lookabaugh and Gray 1989,
/// doi:10.1109/29.17498): a value that is common is written in fewer bits, so rare values that are close to a common one give
/// way to it.
struct Codebook: Sendable {
    static let mostValues = 16
    private static let rounds = 30
    /// The squared error for which one bit in a list is spent.
    private static let errorOfBit = 0.0002

    /// The most common first; thousandths, so that they are written alike everywhere.
    let values: [Int]
    /// The lowest impact of each bin but the first, rising.
    private let bounds: [Float]
    /// For each bin, the place of its value.
    private let places: [Int]

    init(_ sample: [Float]) {
        let sorted = sample.sorted()
        guard let least = sorted.first, let most = sorted.last else {
            (values, bounds, places) = ([0], [], [0])
            return
        }
        var sums = [0.0]
        sums.reserveCapacity(sorted.count + 1)
        for impact in sorted { sums.append((sums.last ?? 0) + Double(impact)) }
        let step = Double(most - least) / Double(Codebook.mostValues)
        var bounds = (1..<Codebook.mostValues).map { Float(Double(least) + step * Double($0)) }
        var bins: [Bin] = []
        for _ in 0..<Codebook.rounds {
            bins = Codebook.bins(sorted, sums, bounds)
            bounds = Codebook.bounds(bins)
        }
        // The bounds of the last round may have left a bin empty.
        bins = Codebook.bins(sorted, sums, bounds)
        let order = bins.indices.sorted { (bins[$1].count, $0) < (bins[$0].count, $1) }
        var places = [Int](repeating: 0, count: bins.count)
        for (place, bin) in order.enumerated() { places[bin] = place }
        values = order.map { Int((bins[$0].mean * 1000).rounded()) }
        self.bounds = bins.dropFirst().map(\.least)
        self.places = places
    }

    private struct Bin {
        var least: Float
        var mean: Double
        var count: Int
    }

    /// What lies between bounds; no empty bins.
    private static func bins(_ sorted: [Float], _ sums: [Double], _ bounds: [Float]) -> [Bin] {
        let starts = [0] + bounds.map { firstPlace(in: sorted, notBelow: $0) } + [sorted.count]
        return zip(zip(starts, starts.dropFirst()), [0] + bounds).compactMap { range, least in
            guard range.0 < range.1 else { return nil }
            let count = range.1 - range.0
            return Bin(least: least, mean: (sums[range.1] - sums[range.0]) / Double(count), count: count)
        }
    }

    /// Between two means, nearer to that of the rarer bin.
    private static func bounds(_ bins: [Bin]) -> [Float] {
        var bounds: [Float] = []
        for (left, right) in zip(bins, bins.dropFirst()) {
            let bits = Double(Scoring.quarterLog2(left.count) - Scoring.quarterLog2(right.count)) / 4
            let middle = (left.mean + right.mean) / 2
            let bound = right.mean > left.mean ? middle + errorOfBit * bits / (2 * (right.mean - left.mean)) : middle
            bounds.append(max(Float(bound), bounds.last ?? 0))
        }
        return bounds
    }

    private static func firstPlace(in sorted: [Float], notBelow bound: Float) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The place of the value that stands for an impact.
    @inline(__always)
    func place(of impact: Float) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= impact { low = middle + 1 } else { high = middle }
        }
        return places[low]
    }

    /// A value as JSON.
    static func text(_ thousandths: Int) -> String {
        let digits = String(1000 + thousandths % 1000).dropFirst()
        return "\(thousandths / 1000)." + digits
    }
}
