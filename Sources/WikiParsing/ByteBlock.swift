// Sixteen bytes looked at together: how a source is searched for the few bytes that mean something.

/// Sixteen bytes of a source.
typealias ByteBlock = SIMD16<UInt8>

/// Which bytes of a block have a property.
typealias ByteMask = SIMDMask<SIMD16<Int8>>

extension ByteBlock {
    // Compared with a vector: to compare with a single number, the library goes from byte to byte.

    @inline(__always)
    func matches(_ byte: UInt8) -> ByteMask { self .== ByteBlock(repeating: byte) }

    @inline(__always)
    func isBelow(_ bound: UInt8) -> ByteMask { self .< ByteBlock(repeating: bound) }
}

extension ByteMask {
    /// The mask as two numbers, whose lowest bits are those of the first bytes. The library has no better way to ask for a place
    /// than one byte after another.
    @inline(__always)
    fileprivate var words: (x: UInt64, y: UInt64) {
        let words = unsafeBitCast(self, to: SIMD2<UInt64>.self)
        return (words.x.littleEndian, words.y.littleEndian)
    }

    /// The place of the first byte that has the property.
    @inline(__always)
    fileprivate var first: Int? {
        let words = words
        if words.x | words.y == 0 { return nil }
        return words.x != 0 ? words.x.trailingZeroBitCount / 8 : 8 + words.y.trailingZeroBitCount / 8
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The first place in `range` with a byte of which `isWanted` is true, or the end of the range.
    @inline(__always)
    func firstOffset(in range: Range<Int>, where isWanted: (ByteBlock) -> ByteMask) -> Int {
        guard let start = baseAddress.map(UnsafeRawPointer.init) else { return range.upperBound }
        var index = range.lowerBound
        while index < range.upperBound {
            if let first = isWanted(block(start, at: index)).first { return Swift.min(index &+ first, range.upperBound) }
            index &+= ByteBlock.scalarCount
        }
        return range.upperBound
    }

    /// Calls `body` for each place in `range` with a byte of which `isWanted` is true: where many are, sooner than one search after
    /// another.
    @inline(__always)
    func forEachOffset(in range: Range<Int>, where isWanted: (ByteBlock) -> ByteMask, _ body: (Int) -> Void) {
        guard let start = baseAddress.map(UnsafeRawPointer.init) else { return }
        var index = range.lowerBound
        while index < range.upperBound {
            let words = isWanted(block(start, at: index)).words
            for half in 0..<2 {
                // One bit is left of each byte, and taken away with its turn.
                var bits = (half == 0 ? words.x : words.y) & 0x8080_8080_8080_8080
                while bits != 0 {
                    let offset = index &+ 8 &* half &+ bits.trailingZeroBitCount / 8
                    if offset >= range.upperBound { return }
                    body(offset)
                    bits &= bits &- 1
                }
            }
            index &+= ByteBlock.scalarCount
        }
    }

    @inline(__always)
    private func block(_ start: UnsafeRawPointer, at offset: Int) -> ByteBlock {
        let isWhole = offset &+ ByteBlock.scalarCount <= count
        return isWhole ? start.loadUnaligned(fromByteOffset: offset, as: ByteBlock.self) : lastBlock(at: offset)
    }

    /// Fewer than sixteen bytes at the end of the source, and zeros.
    private func lastBlock(at offset: Int) -> ByteBlock {
        var block = ByteBlock()
        let rest = UnsafeBufferPointer(rebasing: self[offset...])
        Swift.withUnsafeMutableBytes(of: &block) { $0.copyMemory(from: UnsafeRawBufferPointer(rest)) }
        return block
    }
}
