// Text to HTML, by runs over bytes: the escaper of all but templates, which do not know this module.
import Bytes

/// Writes text into HTML. UTF-8 goes in and comes out; bytes beyond ASCII stay as they are.
public enum HTMLEscaping {
    /// Appends UTF-8 as text or as a quoted attribute: `&`, `<`, `>` and `"` become entities.
    public static func appendText(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        append(bytes, to: &output, entity: entity)
    }

    /// The same into a buffer.
    public static func appendText(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer) {
        append(bytes, to: &output, entity: entity)
    }

    /// The same with `'`, for attributes in single quotes too.
    public static func appendAnywhere(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) { $0 == UInt8(ascii: "'") ? "&#39;" : entity($0) } }
    }

    @inline(__always)
    private static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: nil
        }
    }

    @inline(__always)
    private static func append(
        _ bytes: UnsafeBufferPointer<UInt8>, to output: inout some ByteOutput & ~Copyable, entity: (UInt8) -> StaticString?
    ) {
        bytes.append(to: &output) { word in
            // `<` and `>` differ in one bit, `"`, `&` and `'` in two, which `#` shares.
            word.equal(to: UInt8(ascii: "<"), ignoring: 2) | word.equal(to: UInt8(ascii: "&"), ignoring: 5)
        } isEscaped: {
            entity($0) != nil
        } escape: { byte, output in
            if let entity = entity(byte) { output.add(entity) }
        }
    }

    /// The same of a string.
    public static func appendText(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendText($0, to: &output) }
    }

    /// The same of a string, into a buffer.
    public static func appendText(_ text: String, to output: inout ByteBuffer) {
        var text = text
        text.withUTF8 { appendText($0, to: &output) }
    }
}
