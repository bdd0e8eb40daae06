// Numbers in 92 printable characters, none of which needs an escape in a script.
import WikiModel

/// The number code of docs/search-index.md: 64 characters end a number, 28 go on.
enum NumberCode {
    static let alphabet: [UInt8] = (0x20...0x7E).filter { $0 != 0x22 && $0 != 0x5C && $0 != 0x60 }

    /// Appends a number, 0 or more.
    @inline(__always)
    static func append(_ number: Int, to output: inout [UInt8]) {
        if number < 64 { return output.append(alphabet[number]) }
        appendLong(number, to: &output)
    }

    private static func appendLong(_ number: Int, to output: inout [UInt8]) {
        let start = output.count
        output.append(alphabet[number % 64])
        var rest = number / 64
        while rest > 0 {
            rest -= 1
            output.insert(alphabet[64 + rest % 28], at: start)
            rest /= 28
        }
    }
}

/// JSON and the calls that carry data into a page.
enum ScriptText {
    /// Appends a JSON string that is safe in any script, also inline in HTML: line separators are escaped, which end strings of older
    /// scripts, and a line break takes two bytes, since every block of a text ends in one.
    static func appendString(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
        output.append(0x22)
        ContiguousArray(text).withUnsafeBufferPointer { text in
            var clean = 0
            func end(_ index: Int, _ escape: StaticString, length: Int = 1) {
                JSONEscaping.append(UnsafeBufferPointer(rebasing: text[clean..<index]), to: &output)
                escape.withUTF8Buffer { output.append(contentsOf: $0) }
                clean = index + length
            }
            for (index, byte) in text.enumerated() {
                if byte == 0x0A {
                    end(index, "\\n")
                } else if byte == 0xE2, index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] & 0xFE == 0xA8 {
                    // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
                    end(index, text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029", length: 3)
                }
            }
            end(text.count, "")
        }
        output.append(0x22)
    }

    static func appendNumber(_ number: Int, to output: inout [UInt8]) { output += String(number).utf8 }

    /// Appends `[…]` of items that `append` writes.
    static func appendList<Item>(_ items: some Sequence<Item>, to output: inout [UInt8], _ append: (Item, inout [UInt8]) -> Void) {
        output.append(0x5B)
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(0x2C) }
            append(item, &output)
        }
        output.append(0x5D)
    }

    /// `_lw("KEY",PAYLOAD);`
    static func call(_ key: String, _ payload: [UInt8]) -> [UInt8] {
        Array("_lw(\"\(key)\",".utf8) + payload + Array(");\n".utf8)
    }

    /// A payload of printable characters and words as a string: nothing in it needs an escape.
    static func quoted(_ payload: [UInt8]) -> [UInt8] { [0x22] + payload + [0x22] }
}

/// One file of the index.
public struct SearchFile: Sendable {
    /// Below `search/HASH/`, without `.js`: `t/0`; `root` stands in `search/` itself.
    public var key: String
    public var bytes: [UInt8]

    init(_ key: String, payload: [UInt8]) {
        self.key = key
        bytes = ScriptText.call(key, payload)
    }
}
