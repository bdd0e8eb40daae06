// Text as JSON strings, by runs over bytes, safe inside the script elements of a page too.
import Bytes

public enum JSONEscaping {
    /// Appends UTF-8 as the inside of a JSON string. `<` is escaped as well, so that no text ends a script element.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer) {
        bytes.append(to: &output) { word in
            // `<` and `\` differ in two bits, which are set in both here.
            word.below(0x20) | word.equal(to: UInt8(ascii: "\"")) | word.equal(to: UInt8(ascii: "<"), ignoring: 0x60) | word.deletes
        } isEscaped: { byte in
            byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        } escape: { byte, output in
            switch byte {
            case UInt8(ascii: "<"): output.add("\\u003c")
            case UInt8(ascii: "\""): output.add("\\\"")
            case UInt8(ascii: "\\"): output.add("\\\\")
            default:
                let digits: StaticString = "0123456789abcdef"
                output.add("\\u00")
                output.append(digits.utf8Start[Int(byte >> 4)])
                output.append(digits.utf8Start[Int(byte & 15)])
            }
        }
    }

    public static func append(_ text: String, to output: inout ByteBuffer) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }
}
