// Text as JSON strings, by runs over bytes, also such as stand in the script elements of a page.
import Bytes

/// Writes text into JSON (RFC 8259, section 7). UTF-8 goes in and comes out; DEL is escaped too.
public enum JSONEscaping {
    /// Appends UTF-8 as the inside of a JSON string. `<` is escaped as well, so that no text ends a script element.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer) {
        append(bytes, and: UInt8(ascii: "<"), to: &output)
    }

    /// The same into an array.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        append(bytes, and: UInt8(ascii: "<"), to: &output)
    }

    /// The same of a string.
    public static func append(_ text: String, to output: inout ByteBuffer) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }

    /// The same for files and reports, which people read too: `<` stands as it is.
    public static func appendWithTags(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        append(bytes, and: nil, to: &output)
    }

    /// A text as a JSON string of a report, in its quotes.
    public static func quoted(_ text: String) -> String {
        var text = text
        var output = [UInt8(ascii: "\"")]
        text.withUTF8 { appendWithTags($0, to: &output) }
        output.append(UInt8(ascii: "\""))
        return String(decoding: output, as: UTF8.self)
    }

    /// - Parameter tags: `<`, where it is escaped.
    @inline(__always)
    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, and tags: UInt8?, to output: inout some ByteOutput & ~Copyable) {
        bytes.append(to: &output) { word in
            // `<` and `\` differ in two bits, which are set in both here.
            word.below(0x20) | word.equal(to: UInt8(ascii: "\"")) | word.equal(to: UInt8(ascii: "<"), ignoring: 0x60) | word.deletes
        } isEscaped: { byte in
            byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == tags
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
}
