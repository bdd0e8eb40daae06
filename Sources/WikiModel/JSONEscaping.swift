// Text as JSON strings, by runs over bytes, safe inside the script elements of a page too.

public enum JSONEscaping {
    /// Appends UTF-8 as the inside of a JSON string. `<` is escaped as well, so that no text ends a script element.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var (clean, index) = (0, 0)
        while let next = nextSuspect(in: bytes, from: index) {
            index = next + 1
            let byte = bytes[next]
            guard isEscaped(byte) else { continue }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<next]))
            appendEscape(of: byte, to: &output)
            clean = index
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean...]))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// The first byte from `start` on that may need an escape; eight bytes are looked at together.
    ///
    /// The tests are those of "Bit Twiddling Hacks" (S. E. Anderson): a byte is zero where taking 1 from it borrows and its own
    /// high bit was clear. A borrow only goes to higher bytes, so that in valid UTF-8 the lowest byte found is one; all three
    /// tests share what they ask of the high bit.
    @inline(__always)
    private static func nextSuspect(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let (ones, highBits): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        var index = start
        while index + 8 <= bytes.count {
            let word = UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let control = (word &- ones &* 0x20) | (word &+ ones)
            let quote = (word ^ ones &* 0x22) &- ones
            // `<` and `\` differ in two bits, which are set in both here.
            let bracket = ((word | ones &* 0x60) ^ ones &* 0x7C) &- ones
            let found = (control | quote | bracket) & ~word & highBits
            if found != 0 { return index + found.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < bytes.count {
            if isEscaped(bytes[index]) { return index }
            index += 1
        }
        return nil
    }

    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        let escape: StaticString
        switch byte {
        case UInt8(ascii: "<"): escape = "\\u003c"
        case UInt8(ascii: "\""): escape = "\\\""
        case UInt8(ascii: "\\"): escape = "\\\\"
        default:
            let digits: StaticString = "0123456789abcdef"
            output += [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30, digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
            return
        }
        output.append(contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
    }

    public static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }
}
