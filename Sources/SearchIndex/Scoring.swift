// How much a term says about an entry: BM25F, made coarse to a few values.

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

    /// From 0 to 1, of a posting of an entry of a part.
    @inline(__always)
    func impact(_ posting: Posting, of entry: Int, _ part: IndexPart) -> Float {
        let base = entry * SearchField.allCases.count
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

    /// The values of impacts in names and, for each block of entries, elsewhere, from a sample of fixed steps.
    func codebooks(_ parts: [IndexPart], _ order: EntryOrder) -> (named: [Codebook], others: [Codebook]) {
        let all = parts.reduce(0) { $0 + $1.postings.count }
        let step = max(1, all / 200_000)
        var named: [Float] = []
        var others = [[Float]](repeating: [], count: order.blocks)
        var number = 0
        var first = 0
        for part in parts {
            for entry in 0..<part.count {
                let block = order.block(of: Int(order.numbers[first + entry]))
                for posting in part.postings(of: entry) where !posting.isFilter {
                    // Names are few: all of them.
                    if posting.isInName {
                        named.append(impact(posting, of: entry, part))
                    } else if number % step == 0 {
                        others[block].append(impact(posting, of: entry, part))
                    }
                    number += 1
                }
            }
            first += part.count
        }
        return ([Codebook(named)], others.map { Codebook($0) })
    }

    /// `4 · log2(number)`, rounded down. By comparison, not by a library's logarithm.
    static func quarterLog2(_ number: Int) -> Int {
        let exponent = Int.bitWidth - 1 - number.leadingZeroBitCount
        let mantissa = Double(number) / Double(1 << exponent)
        let quarters = [1.189207115002721, 1.4142135623730951, 1.681792830507429].count { mantissa >= $0 }
        return 4 * exponent + quarters
    }
}
