// Byte strings by number: terms, and stretches of text that were cut before.

/// Byte strings one after another in one array: no allocation for each.
struct ByteStrings: Sendable {
    private(set) var pool: [UInt8] = []
    private(set) var ends: [Int32] = []

    init() {}

    /// - Parameter ends: of each string in `pool`, ascending, the last being that of the pool.
    init?(pool: [UInt8], ends: [Int32]) {
        guard ends.areEnds(in: pool.count) else { return nil }
        (self.pool, self.ends) = (pool, ends)
    }

    var count: Int { ends.count }

    func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }
    func bytes(_ number: Int) -> [UInt8] { Array(pool[range(number)]) }

    mutating func append(_ string: UnsafeBufferPointer<UInt8>) {
        pool.append(contentsOf: string)
        ends.append(Int32(pool.count))
    }

    @inline(__always)
    func equals(_ number: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(number)
        guard range.count == string.count else { return false }
        return pool.withUnsafeBufferPointer { pool in
            for index in 0..<string.count where pool[range.lowerBound + index] != string[index] { return false }
            return true
        }
    }
}

extension [Int32] {
    /// Whether these can be the ends of stretches that follow each other from 0 to `total`.
    func areEnds(in total: Int) -> Bool {
        Int(last ?? 0) == total && first ?? 0 >= 0 && zip(self, dropFirst()).allSatisfy { $0 <= $1 }
    }
}

/// Gives byte strings numbers in the order in which they come. Open addressing over one pool of bytes.
struct ByteStringTable: Sendable {
    private(set) var strings = ByteStrings()
    private var hashes: [UInt32] = []
    private var slots = [Int32](repeating: -1, count: 1 << 12)

    var count: Int { strings.count }

    /// The number of `string`, and whether it is new.
    mutating func insert(_ string: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
        let hash = ByteStringTable.hash(string)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, strings.equals(number, string) { return (number, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(strings.count)
        strings.append(string)
        hashes.append(hash)
        if hashes.count * 2 > slots.count { grow() }
        return (hashes.count - 1, true)
    }

    mutating func insert(_ string: [UInt8]) -> (number: Int, isNew: Bool) { string.withUnsafeBufferPointer { insert($0) } }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    /// Eight bytes at a time, multiplied and folded. Numbers come in the order of insertion, so that nothing depends on it. With
    /// `StableHash`, which is made for longer texts, an index takes a seventh longer.
    private static func hash(_ string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let bytes = UnsafeRawBufferPointer(string)
        var hash = UInt64(truncatingIfNeeded: bytes.count)
        var index = 0
        func mix(_ word: UInt64) {
            let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = product.high ^ product.low
        }
        while index + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        if index + 4 <= bytes.count {
            mix(UInt64(bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
            index += 4
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index])
            index += 1
        }
        mix(rest)
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
