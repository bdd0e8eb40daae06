// Appending HTML to a byte buffer.

extension [UInt8] {
    /// Appends the UTF-8 of a literal as it is.
    mutating func add(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends bytes with `&`, `<`, `>` and `"` as entities.
    mutating func addEscaped(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { addEscaped(buffer: $0) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { addEscaped(buffer: $0) } }
    }

    mutating func addEscaped(_ text: String) {
        var text = text
        text.withUTF8 { addEscaped(buffer: $0) }
    }

    private mutating func addEscaped(buffer: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for index in 0..<buffer.count {
            let entity: StaticString
            switch buffer[index] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            default: continue
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: buffer[clean..<index]))
            add(entity)
            clean = index + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: buffer[clean..<buffer.count]))
    }
}
