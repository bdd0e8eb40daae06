// Eight bytes looked at together: escapers pass over clean text a word at a time.
import Bytes

/// Eight bytes of a text. Answers are exact for the word as a whole; they do not say which byte it was.
///
/// The tests are those of "Bit Twiddling Hacks" (S. E. Anderson): a byte is zero where taking 1 from it borrows and its own
/// high bit was clear.
struct EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    static let count = 8

    private let word: UInt64

    /// - Parameter offset: at least eight bytes stand from there on.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// Whether a byte has the value, after the bits of `ignoring` are set in both.
    @inline(__always)
    func has(_ byte: UInt8, ignoring bits: UInt8 = 0) -> Bool {
        let mask = EightBytes.ones &* UInt64(bits)
        let difference = (word | mask) ^ (EightBytes.ones &* UInt64(byte) | mask)
        return (difference &- EightBytes.ones) & ~difference & EightBytes.highBits != 0
    }

    /// Whether a byte is below a bound of at most 128.
    @inline(__always)
    func hasByte(below bound: UInt8) -> Bool { (word &- EightBytes.ones &* UInt64(bound)) & ~word & EightBytes.highBits != 0 }
}

extension UnsafeBufferPointer<UInt8> {
    /// Appends the bytes to `output`, by runs: `escape` appends what stands for a byte, or answers that it stands as it is. It is
    /// asked only for bytes of words that are not clean.
    @inline(__always)
    func append<Output: ByteOutput & ~Copyable>(
        to output: inout Output, isClean: (EightBytes) -> Bool, escape: (UInt8, UnsafeBufferPointer<UInt8>, inout Output) -> Bool
    ) {
        var (clean, index) = (0, 0)
        while index < count {
            let isWhole = index + EightBytes.count <= count
            if isWhole, isClean(EightBytes(self, at: index)) {
                index += EightBytes.count
                continue
            }
            let end = isWhole ? index + EightBytes.count : count
            while index < end {
                if escape(self[index], UnsafeBufferPointer(rebasing: self[clean..<index]), &output) { clean = index + 1 }
                index += 1
            }
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: self[clean..<count]))
    }
}
