// How much a term says about an entry: BM25F, made coarse to four bits.

/// Impacts of terms (docs/search-index.md, "Scores"). Only sums, products and quotients in a fixed order, so that every
/// machine gives the same numbers.
struct Scoring: Sendable {
    /// Words in a field of an average entry.
    private let averages: [Double]

    /// - Parameter lengths: of all entries, five fields each, by parts.
    init(lengths: [[UInt32]]) {
        let fields = SearchField.allCases.count
        var sums = [Double](repeating: 0, count: fields)
        var entries = 0
        for part in lengths {
            for (index, length) in part.enumerated() { sums[index % fields] += Double(length) }
            entries += part.count / fields
        }
        averages = sums.map { max(0.1, $0 / Double(max(1, entries))) }
    }

    /// From 0 to 1.
    @inline(__always)
    func impact(_ posting: Posting, _ part: IndexPart) -> Float {
        let base = (Int(posting.entry) - part.first) * 5
        var sum = 0.0
        func add(_ count: some BinaryInteger, _ field: SearchField) {
            guard count > 0 else { return }
            let length = Double(part.lengths[base + field.rawValue]) / averages[field.rawValue]
            sum += field.weight * Double(count) / (1 - field.lengthShare + field.lengthShare * length)
        }
        add(posting.title, .title)
        add(posting.alias, .alias)
        add(posting.heading, .heading)
        add(posting.description, .description)
        add(posting.prose, .prose)
        return Float(sum / (1.2 + sum))
    }

    /// The values of impacts in names and elsewhere, from a sample of fixed steps.
    func codebooks(_ parts: [IndexPart]) -> (named: Codebook, others: Codebook) {
        let all = parts.reduce(0) { $0 + $1.postings.count }
        let step = max(1, all / 200_000)
        var named: [Float] = []
        var others: [Float] = []
        var number = 0
        for part in parts {
            for posting in part.postings where !posting.isFilter {
                // Names are few: all of them.
                if posting.isInName { named.append(impact(posting, part)) }
                else if number % step == 0 { others.append(impact(posting, part)) }
                number += 1
            }
        }
        return (Codebook(named), Codebook(others))
    }

    /// `4 · log2(number)`, rounded down. By comparison, not by a library's logarithm.
    static func quarterLog2(_ number: Int) -> Int {
        let exponent = Int.bitWidth - 1 - number.leadingZeroBitCount
        let mantissa = Double(number) / Double(1 << exponent)
        let quarters = [1.189207115002721, 1.4142135623730951, 1.681792830507429].count { mantissa >= $0 }
        return 4 * exponent + quarters
    }
}

/// 16 values that stand for all impacts, and those with the least squared error (Lloyd 1982, doi:10.1109/TIT.1982.1056489).
/// Most impacts are those of words that stand once in a text and lie close together: they share few values, which makes
/// the lists smaller than 16 equally common values would, at the same order of results.
struct Codebook: Sendable {
    private static let rounds = 30

    /// Rising; thousandths, so that they are written alike everywhere.
    let values: [Int]
    /// The lowest impact of each bin but the first.
    private let bounds: [Float]

    init(_ sample: [Float]) {
        let sorted = sample.sorted()
        let bins = 1 << SearchIndexBuilder.impactBits
        guard let least = sorted.first, let most = sorted.last else {
            (values, bounds) = ([Int](repeating: 0, count: bins), [Float](repeating: 1, count: bins - 1))
            return
        }
        var sums = [0.0]
        sums.reserveCapacity(sorted.count + 1)
        for impact in sorted { sums.append((sums.last ?? 0) + Double(impact)) }
        var means = (0..<bins).map { Double(least) + Double(most - least) * (Double($0) + 0.5) / Double(bins) }
        var bounds: [Float] = []
        for _ in 0..<Codebook.rounds {
            bounds = zip(means, means.dropFirst()).map { Float(($0 + $1) / 2) }
            let starts = [0] + bounds.map { Codebook.firstPlace(in: sorted, notBelow: $0) } + [sorted.count]
            for bin in 0..<bins where starts[bin] < starts[bin + 1] {
                means[bin] = (sums[starts[bin + 1]] - sums[starts[bin]]) / Double(starts[bin + 1] - starts[bin])
            }
        }
        values = means.map { Int(($0 * 1000).rounded()) }
        self.bounds = bounds
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

    /// The number of the bin of an impact.
    @inline(__always)
    func place(of impact: Float) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= impact { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A value as JSON.
    static func text(_ thousandths: Int) -> String {
        if thousandths >= 1000 { return "1" }
        let digits = String(1000 + thousandths).dropFirst()
        return "0." + digits
    }
}
