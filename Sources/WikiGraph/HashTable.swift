// A table of numbers under 64-bit hashes that are known already.

/// Finds small numbers, 0 and above, by hashes of `StableHash`.
///
/// The hash is the key and its low bits are the slot, so it is not hashed again as a `Dictionary` would; slots that are taken
/// are passed over one by one (linear probing). At most half of the slots are taken.
struct HashTable: Sendable {
    private struct Slot: Sendable, BitwiseCopyable {
        var hash: UInt64 = 0
        /// Below 0 where the slot is free.
        var value: Int32 = -1
    }

    private var slots: [Slot]
    private(set) var count = 0
    /// How many values it holds before it grows.
    var capacity: Int { slots.count / 2 }

    /// A table that holds `capacity` values before it grows.
    init(capacity: Int = 0) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
    }

    /// The value of a hash, or -1.
    subscript(hash: UInt64) -> Int32 {
        slots.withUnsafeBufferPointer { slots in
            slots[HashTable.place(of: hash, in: slots)].value
        }
    }

    /// Sets the value of a hash; answers the one before, or -1.
    @discardableResult
    mutating func update(_ value: Int32, for hash: UInt64) -> Int32 {
        if (count + 1) * 2 > slots.count { grow() }
        let old = slots.withUnsafeMutableBufferPointer { slots in
            let place = HashTable.place(of: hash, in: UnsafeBufferPointer(slots))
            let old = slots[place].value
            slots[place] = Slot(hash: hash, value: value)
            return old
        }
        if old < 0 { count += 1 }
        return old
    }

    private mutating func grow() {
        var larger = HashTable(capacity: slots.count)
        for slot in slots where slot.value >= 0 { larger.update(slot.value, for: slot.hash) }
        self = larger
    }

    /// The slot of a hash, or the free one where it belongs.
    @inline(__always)
    private static func place(of hash: UInt64, in slots: UnsafeBufferPointer<Slot>) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].value >= 0, slots[place].hash != hash { place = (place + 1) & mask }
        return place
    }
}
