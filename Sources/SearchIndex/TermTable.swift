// A table from byte strings to numbers: terms, and stretches of text that were cut before.

/// Gives byte strings numbers in the order in which they come. Open addressing over one pool of bytes: no allocation for
/// each string.
struct ByteStringTable: Sendable {
    private(set) var pool: [UInt8] = []
    private var ends: [Int32] = []
    private var hashes: [UInt32] = []
    private var slots = [Int32](repeating: -1, count: 1 << 12)

    var count: Int { ends.count }

    func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }
    func bytes(_ number: Int) -> [UInt8] { Array(pool[range(number)]) }

    /// The number of `string`, and whether it is new.
    mutating func insert(_ string: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
        let hash = ByteStringTable.hash(string)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, equals(number, string) { return (number, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(ends.count)
        pool.append(contentsOf: string)
        ends.append(Int32(pool.count))
        hashes.append(hash)
        if ends.count * 2 > slots.count { grow() }
        return (ends.count - 1, true)
    }

    mutating func insert(_ string: [UInt8]) -> (number: Int, isNew: Bool) { string.withUnsafeBufferPointer { insert($0) } }

    @inline(__always)
    private func equals(_ number: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(number)
        guard range.count == string.count else { return false }
        return pool.withUnsafeBufferPointer { pool in
            for index in 0..<string.count where pool[range.lowerBound + index] != string[index] { return false }
            return true
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    private static func hash(_ string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in string { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
