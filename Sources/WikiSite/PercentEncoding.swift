// Text as a part of an address: what an address does not allow is percent-encoded.
import Bytes

enum PercentEncoding {
    /// Appends all but the unreserved characters of RFC 3986, and `kept`, as `%` and two digits.
    static func append(_ text: some StringProtocol, keeping kept: UInt8? = nil, to output: inout ByteBuffer) {
        var text = String(text)
        text.withUTF8 { append($0, keeping: kept, to: &output) }
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, keeping kept: UInt8?, to output: inout ByteBuffer) {
        let digits: StaticString = "0123456789ABCDEF"
        var clean = 0
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), kept:
                continue
            default:
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<index]))
                output.append(UInt8(ascii: "%"))
                output.append(digits.utf8Start[Int(byte >> 4)])
                output.append(digits.utf8Start[Int(byte & 15)])
                clean = index + 1
            }
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean...]))
    }

    static func encoded(_ text: some StringProtocol, keeping kept: UInt8? = nil) -> String {
        String(decoding: ByteBuffer.bytes { append(text, keeping: kept, to: &$0) }, as: UTF8.self)
    }
}
