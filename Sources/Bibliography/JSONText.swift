// Writes JSON text, indented by two.
import Bytes

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
        text.withBytes { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// By runs of what stands as it is.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        let digits: StaticString = "0123456789abcdef"
        var clean = 0
        for index in text.indices {
            let byte = text[index]
            let isControl = byte < 0x20 || byte == 0x7F
            guard isControl || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
            if isControl {
                bytes.add("\\u00")
                bytes += [digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
            } else {
                bytes += [UInt8(ascii: "\\"), byte]
            }
            clean = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    }

    private mutating func breakLine() {
        bytes.append(0x0A)
        for _ in 0..<depth { bytes.add("  ") }
    }
}
