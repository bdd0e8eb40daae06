// Appending HTML to a byte buffer.
import WikiModel

extension [UInt8] {
    /// Appends the UTF-8 of a literal as it is.
    mutating func add(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends bytes with HTML's syntax as entities.
    mutating func addEscaped(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { HTMLEscaping.appendText($0, to: &self) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &self) } }
    }

    /// Appends a text as it is: numbers and words of the program.
    mutating func addPlain(_ text: String) { append(contentsOf: text.utf8) }

    /// Appends the decimal digits of a number.
    mutating func add(_ number: Int) {
        // Drawings and tables of edges are made of numbers, each too short to make a string for.
        guard (0..<1_000_000).contains(number) else { return append(contentsOf: String(number).utf8) }
        var unit = 1
        while unit * 10 <= number { unit *= 10 }
        while unit > 0 {
            append(0x30 + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    mutating func addEscaped(_ text: String) { HTMLEscaping.appendText(text, to: &self) }
}
