// A hash that is the same in every run and on every machine: keys of the cache, of names and of pages.

/// A 64-bit hash of bytes and numbers; stable across runs, unlike `Hasher`.
///
/// Words are mixed by folded 64 × 64 → 128-bit multiplication (the construction of wyhash). It is not for use against an
/// adversary: it tells changed from unchanged, and a chance collision among 10⁶ values has odds of about 3 × 10⁻⁸.
public struct StableHash: Sendable {
    private var state: UInt64
    private var length: UInt64 = 0

    public init(seed: UInt64 = 0) { state = seed ^ 0xA076_1D64_78BD_642F }

    /// The hash of what was combined so far.
    public var value: UInt64 { StableHash.mix(state ^ 0xE703_7ED1_A0B4_28DB, length ^ 0x8EBC_6AF0_9C88_C6E3) }

    /// Combines one word.
    public mutating func combine(_ word: UInt64) {
        state = StableHash.mix(state ^ word, 0xE703_7ED1_A0B4_28DB)
        length &+= 8
    }

    /// Combines a number, by its bits.
    public mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }

    /// Combines bytes and their count, so that two texts one after the other are not the same as their letters divided otherwise.
    public mutating func combine(bytes: UnsafeRawBufferPointer) {
        // In variables of its own, the state stays in a register.
        var mixed = state
        var index = 0
        let whole = bytes.count & ~7
        if let start = bytes.baseAddress {
            while index < whole {
                let word = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                mixed = StableHash.mix(mixed ^ word, 0xE703_7ED1_A0B4_28DB)
                index &+= 8
            }
        }
        state = mixed
        length &+= UInt64(whole)
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while index < bytes.count {
            tail |= UInt64(bytes[index]) &<< shift
            shift &+= 8
            index &+= 1
        }
        combine(tail)
        combine(UInt64(bytes.count))
    }

    /// The same of a typed buffer.
    public mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) { combine(bytes: UnsafeRawBufferPointer(bytes)) }

    /// The same of an array.
    public mutating func combine(_ bytes: [UInt8]) { bytes.withUnsafeBytes { combine(bytes: $0) } }

    /// The same of any bytes.
    public mutating func combine(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { combine(bytes: UnsafeRawBufferPointer($0)) }
        if done == nil { combine(Array(bytes)) }
    }

    /// The same of a text in UTF-8.
    public mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// The hash of one byte string.
    public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = StableHash()
        hash.combine(bytes)
        return hash.value
    }

    /// The hash of one byte string.
    public static func of(_ bytes: [UInt8]) -> UInt64 {
        var hash = StableHash()
        hash.combine(bytes)
        return hash.value
    }

    /// The hash of one byte string.
    public static func of(_ bytes: some Collection<UInt8>) -> UInt64 {
        var hash = StableHash()
        hash.combine(bytes)
        return hash.value
    }

    /// The hash of one text.
    public static func of(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(text)
        return hash.value
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
