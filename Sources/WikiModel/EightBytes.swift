// Eight bytes looked at together: escapers pass over clean text a word at a time.
import Bytes

/// Eight bytes of valid UTF-8.
///
/// The tests are those of "Bit Twiddling Hacks" (S. E. Anderson): a byte is zero where taking 1 from it borrows and its own
/// high bit was clear. A borrow, and the carry of an addition, only go to higher bytes: the lowest byte that is found is one, and
/// those above it may be.
struct EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    static let count = 8

    /// What a test found: the high bits of bytes.
    struct Found {
        fileprivate var bits: UInt64

        @inline(__always)
        static func | (left: Found, right: Found) -> Found { Found(bits: left.bits | right.bits) }
    }

    private let word: UInt64

    /// - Parameter offset: at least eight bytes stand from there on.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        word = UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Bytes of an ASCII character, after the bits of `ignoring` are set in both.
    @inline(__always)
    func equal(to character: UInt8, ignoring bits: UInt8 = 0) -> Found {
        let mask = EightBytes.ones &* UInt64(bits)
        return Found(bits: ((word | mask) ^ (EightBytes.ones &* UInt64(character) | mask)) &- EightBytes.ones)
    }

    /// Bytes below a bound of at most 128.
    @inline(__always)
    func below(_ bound: UInt8) -> Found { Found(bits: word &- EightBytes.ones &* UInt64(bound)) }

    /// Bytes of DEL, the last character of ASCII.
    @inline(__always)
    var deletes: Found { Found(bits: word &+ EightBytes.ones) }

    /// The place of the first byte that was found. What is not ASCII is none; the tests leave this to the end.
    @inline(__always)
    func first(_ found: Found) -> Int? {
        let bits = found.bits & ~word & EightBytes.highBits
        return bits == 0 ? nil : bits.trailingZeroBitCount >> 3
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Appends the bytes to `output`, by runs.
    ///
    /// - Parameters:
    ///   - suspects: what may need an escape among eight bytes.
    ///   - isEscaped: whether a byte does.
    ///   - escape: appends what stands for it.
    @inline(__always)
    func append<Output: ByteOutput & ~Copyable>(
        to output: inout Output, suspects: (EightBytes) -> EightBytes.Found, isEscaped: (UInt8) -> Bool,
        escape: (UInt8, inout Output) -> Void
    ) {
        var (clean, index) = (0, 0)
        while index < count {
            if index + EightBytes.count <= count {
                let word = EightBytes(self, at: index)
                guard let first = word.first(suspects(word)) else {
                    index += EightBytes.count
                    continue
                }
                index += first
            }
            if isEscaped(self[index]) {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: self[clean..<index]))
                escape(self[index], &output)
                clean = index + 1
            }
            index += 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: self[clean..<count]))
    }
}
