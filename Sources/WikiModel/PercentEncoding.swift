// Text as a part of an address: bytes that may not stand there become `%` and two digits, by runs.
import Bytes

/// Which bytes of an address stand as they are.
public struct AddressBytes: Sendable {
    /// A bit for each character of ASCII, and one for all other bytes.
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var holdsOthers = false

    /// Letters and digits of ASCII, and `marks` of ASCII.
    public init(lettersDigitsAnd marks: StaticString) {
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { insert(byte) }
        for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { insert(byte) }
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { insert(byte) }
        marks.withUTF8Buffer { for byte in $0 { insert(byte) } }
    }

    /// All bytes but control characters, the blank, and `marks` of ASCII.
    public init(allBut marks: StaticString) {
        low = ~0 << 33
        high = ~(1 << 63)
        holdsOthers = true
        marks.withUTF8Buffer { for byte in $0 { remove(byte) } }
    }

    private mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }

    private mutating func remove(_ byte: UInt8) {
        if byte < 64 { low &= ~(1 << UInt64(byte)) } else { high &= ~(1 << UInt64(byte & 63)) }
    }

    @inline(__always)
    public func contains(_ byte: UInt8) -> Bool {
        byte < 128 ? (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 != 0 : holdsOthers
    }

    /// The unreserved characters (RFC 3986, section 2.3): what stands for itself in every part of an address.
    public static let unreserved = AddressBytes(lettersDigitsAnd: "-._~")
    /// The same, and the `/` between the names of a path.
    public static let path = AddressBytes(lettersDigitsAnd: "-._~/")
}

/// Percent-encoding of addresses, there and back (RFC 3986, section 2.1).
public enum PercentEncoding {
    /// Appends UTF-8 with all but the bytes of `kept` encoded.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, keeping kept: AddressBytes, to output: inout [UInt8]) {
        encode(bytes, keeping: kept, to: &output)
    }

    /// The same into a buffer.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, keeping kept: AddressBytes, to output: inout ByteBuffer) {
        encode(bytes, keeping: kept, to: &output)
    }

    /// The same of a string, into a buffer.
    public static func append(_ text: String, keeping kept: AddressBytes, to output: inout ByteBuffer) {
        var text = text
        text.withUTF8 { encode($0, keeping: kept, to: &output) }
    }

    /// A text with all but the bytes of `kept` encoded.
    public static func encoded(_ text: String, keeping kept: AddressBytes) -> String {
        var text = text
        // Most texts stand as they are: slugs, names of files, DOIs.
        let changed = text.withUTF8 { bytes in
            bytes.allSatisfy(kept.contains) ? nil : String(decoding: ByteBuffer.bytes { encode(bytes, keeping: kept, to: &$0) }, as: UTF8.self)
        }
        return changed ?? text
    }

    @inline(__always)
    private static func encode(
        _ bytes: UnsafeBufferPointer<UInt8>, keeping kept: AddressBytes, to output: inout some ByteOutput & ~Copyable
    ) {
        let digits: StaticString = "0123456789ABCDEF"
        var clean = 0
        for index in bytes.indices where !kept.contains(bytes[index]) {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<index]))
            output.append(UInt8(ascii: "%"))
            output.append(digits.utf8Start[Int(bytes[index] >> 4)])
            output.append(digits.utf8Start[Int(bytes[index] & 15)])
            clean = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean...]))
    }

    /// Each `%` with two hexadecimal digits decoded, once; any other `%` stands. `nil` when that gives no UTF-8.
    public static func decoded(_ text: some StringProtocol) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first?.hexValue, let low = rest.dropFirst().first?.hexValue {
                output.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return String(validating: output, as: UTF8.self)
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit; `nil` for any other byte.
    public var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
