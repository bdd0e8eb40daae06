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
            for posting in part.postings {
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

/// 16 values that stand for all impacts: the means of bins that hold equally many of a sample.
struct Codebook: Sendable {
    /// Rising; thousandths, so that they are written alike everywhere.
    let values: [Int]
    /// The lowest impact of each bin but the first.
    private let bounds: [Float]

    init(_ sample: [Float]) {
        let sorted = sample.sorted()
        let bins = 1 << SearchIndexBuilder.impactBits
        var values: [Int] = []
        var bounds: [Float] = []
        for bin in 0..<bins {
            let range = sorted.count * bin / bins..<sorted.count * (bin + 1) / bins
            if bin > 0 { bounds.append(range.lowerBound < sorted.count ? sorted[range.lowerBound] : 1) }
            let sum = sorted[range].reduce(0.0) { $0 + Double($1) }
            let mean = range.isEmpty ? Double(range.lowerBound < sorted.count ? sorted[range.lowerBound] : sorted.last ?? 0) : sum / Double(range.count)
            values.append(Int((mean * 1000).rounded()))
        }
        (self.values, self.bounds) = (values, bounds)
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
