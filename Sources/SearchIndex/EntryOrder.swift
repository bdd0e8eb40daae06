// The numbers of entries: in blocks of like length, so that a word says nearly the same about all entries of a block.

/// Gives entries new numbers. A word that stands once in a text says the more, the shorter the text is; in a block of texts of like
/// length it says one thing, which lists of entries then need not repeat (docs/search-index.md, "Scores").
struct EntryOrder: Sendable {
    static let mostBlocks = 16
    /// A block of fewer entries would not be worth its values.
    static let leastOfBlock = 256

    let blocks: Int
    /// For each number, the place at which the entry came.
    let entries: [Int]
    /// For each entry as it came, its number.
    let numbers: [UInt32]

    /// - Parameter lengths: words of the prose of each entry, as they come. Within a block they keep their order.
    init(lengths: [UInt32]) {
        let count = lengths.count
        let blocks = max(1, min(EntryOrder.mostBlocks, count / EntryOrder.leastOfBlock))
        let byLength = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
        var entries: [Int] = []
        entries.reserveCapacity(count)
        for block in 0..<blocks {
            // Numbers of a block are those for which number · blocks / count is the block.
            let start = (block * count + blocks - 1) / blocks
            let end = ((block + 1) * count + blocks - 1) / blocks
            entries += byLength[start..<end].sorted()
        }
        var numbers = [UInt32](repeating: 0, count: count)
        for (number, entry) in entries.enumerated() { numbers[entry] = UInt32(number) }
        (self.blocks, self.entries, self.numbers) = (blocks, entries, numbers)
    }

    @inline(__always)
    func block(of number: Int) -> Int { number * blocks / entries.count }
}
