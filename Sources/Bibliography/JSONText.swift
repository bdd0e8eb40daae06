// Writes JSON text, indented by two.
import Bytes
import WikiModel

/// JSON in the making. The caller opens and closes in order; commas and line breaks are put here.
struct JSONText {
    var bytes: [UInt8] = []
    private var depth = 0
    private var isFirst = true

    mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(truncatingIfNeeded: bracket.value))
        depth += 1
        isFirst = true
    }

    mutating func close(_ bracket: Unicode.Scalar) {
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(UInt8(truncatingIfNeeded: bracket.value))
        isFirst = false
    }

    /// Begins an element of an array.
    mutating func element() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        breakLine()
    }

    /// Begins a member of an object.
    mutating func name(_ name: StaticString) {
        element()
        bytes.append(UInt8(ascii: "\""))
        bytes.add(name)
        bytes.add("\": ")
    }

    mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    /// A member with a text; none when the text is empty.
    mutating func member(_ name: StaticString, ifAny value: String) { if !value.isEmpty { member(name, value) } }

    mutating func raw(_ text: String) { bytes.add(text) }

    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        text.withBytes { JSONEscaping.appendWithTags($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func breakLine() {
        bytes.append(0x0A)
        for _ in 0..<depth { bytes.add("  ") }
    }
}
