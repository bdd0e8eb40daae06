// Appending JSON to a byte buffer.
import Bytes
import WikiModel

/// The caller opens and closes in order. Commas are put by the last byte: none after an opening bracket, a colon or a
/// line break.
extension ByteBuffer {
    mutating func jsonSeparate() {
        switch last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
        default: append(UInt8(ascii: ","))
        }
    }

    /// Begins a member: `"name":`.
    mutating func jsonName(_ name: StaticString) {
        jsonSeparate()
        append(UInt8(ascii: "\""))
        add(name)
        add("\":")
    }

    /// An element of an array, or the value after a name.
    mutating func jsonText(_ text: String) {
        jsonSeparate()
        append(UInt8(ascii: "\""))
        JSONEscaping.append(text, to: &self)
        append(UInt8(ascii: "\""))
    }

    /// The same of UTF-8.
    mutating func jsonText(_ text: borrowing ByteBuffer) {
        jsonSeparate()
        append(UInt8(ascii: "\""))
        text.withBytes { JSONEscaping.append($0, to: &self) }
        append(UInt8(ascii: "\""))
    }

    /// The same of bytes that need no escape: slugs and addresses.
    mutating func jsonPlain(_ bytes: [UInt8]) {
        jsonSeparate()
        append(UInt8(ascii: "\""))
        append(contentsOf: bytes)
        append(UInt8(ascii: "\""))
    }

    /// A member with a text; none when the text is empty.
    mutating func jsonMember(_ name: StaticString, _ text: String) {
        guard !text.isEmpty else { return }
        jsonName(name)
        jsonText(text)
    }

    /// A member with a list of texts; none when the list is empty.
    mutating func jsonMember(_ name: StaticString, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        jsonName(name)
        append(UInt8(ascii: "["))
        for text in texts { jsonText(text) }
        append(UInt8(ascii: "]"))
    }
}
