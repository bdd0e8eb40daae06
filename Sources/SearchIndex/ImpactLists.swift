// Which entries have each term, and how much it says about them.

/// For each term, entries in order with their impacts.
struct ImpactLists: Sendable {
    /// An item is the gap to the entry before, times `size`, plus the place of the impact's value. What is `size` - 1 or more
    /// follows as a number of its own.
    let size: Int
    private let codebooks: [Codebook]
    private let entries: Int
    private var starts: [Int32]
    private var next: [Int32] = []
    /// The entry's number, and the place of the impact's value in the lowest bits.
    private var items: [UInt32] = []
    private static let placeBits: UInt32 = 4

    /// - Parameters:
    ///   - codebooks: the values of impacts in each block of entries.
    ///   - entries: how many there are.
    ///   - size: a power of two, 64 at most.
    init(terms: Int, _ codebooks: [Codebook], entries: Int, size: Int) {
        (self.codebooks, self.entries, self.size) = (codebooks, entries, size)
        starts = [Int32](repeating: 0, count: terms + 1)
    }

    @inline(__always) mutating func countOne(_ term: Int) { starts[term + 1] += 1 }

    mutating func makeRoom() {
        for term in 1..<starts.count { starts[term] += starts[term - 1] }
        next = starts
        items = [UInt32](repeating: 0, count: Int(starts.last ?? 0))
    }

    /// Adds an entry to the list of a term; the numbers of entries rise.
    /// - Parameter impact: nil for a term that has none.
    @inline(__always) mutating func append(_ entry: Int, _ impact: Float?, _ term: Int) {
        let place = impact.map { codebooks[block(of: entry)].place(of: $0) } ?? 0
        items[Int(next[term])] = UInt32(entry) << ImpactLists.placeBits | UInt32(place)
        next[term] += 1
    }

    func count(_ term: Int) -> Int { Int(starts[term + 1] - starts[term]) }

    /// Gaps and impacts in the number code.
    func encoded(_ term: Int) -> [UInt8] { encoded(items[range(of: term)]) }

    /// The same of those entries alone for which the term says most.
    func encodedBest(_ term: Int) -> [UInt8] {
        let best = items[range(of: term)].sorted { (value($1), $0) < (value($0), $1) }.prefix(SearchIndexBuilder.mostOfCommon)
        return encoded(best.sorted())
    }

    private func block(of entry: Int) -> Int { entry * codebooks.count / entries }
    private func entry(_ item: UInt32) -> Int { Int(item >> ImpactLists.placeBits) }
    private func place(_ item: UInt32) -> Int { Int(item & (1 << ImpactLists.placeBits - 1)) }
    private func value(_ item: UInt32) -> Int { codebooks[block(of: entry(item))].values[place(item)] }
    private func range(of term: Int) -> Range<Int> { Int(starts[term])..<Int(starts[term + 1]) }

    private func encoded(_ items: some Collection<UInt32>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(items.count * 2)
        let rest = size - 1
        var before = -1
        for item in items {
            let entry = entry(item)
            let place = place(item)
            NumberCode.append((entry - before - 1) * size + min(place, rest), to: &output)
            if place >= rest { NumberCode.append(place - rest, to: &output) }
            before = entry
        }
        return output
    }
}
