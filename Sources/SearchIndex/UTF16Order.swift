// UTF-16 lengths and order of UTF-8 bytes: JavaScript counts and compares strings by UTF-16 units.

extension UTF16 {
    /// The UTF-16 units of valid UTF-8.
    static func count(_ text: some Sequence<UInt8>) -> Int {
        // Every character has one first byte; those of four bytes are two units.
        text.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? ($1 >= 0xF0 ? 2 : 1) : 0) }
    }

    /// The beginning of `text` of at most `most` units, no character divided.
    static func prefix(_ text: [UInt8], _ most: Int) -> [UInt8] {
        if text.count <= most { return text }
        var units = 0
        for (index, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            units += byte >= 0xF0 ? 2 : 1
            if units > most { return Array(text[..<index]) }
        }
        return text
    }

    /// Whether `left` comes before `right` by UTF-16 units, as `<` of JavaScript has it. The order of bytes is the same but
    /// for characters beyond U+FFFF, whose units lie below U+E000.
    static func isBefore(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = min(left.count, right.count)
        var index = 0
        while index < count, left[index] == right[index] { index += 1 }
        if index == count { return left.count < right.count }
        return rank(left[index]) < rank(right[index])
    }

    static func isBefore(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { isBefore(left, $0) } }
    }

    /// What a byte counts for where strings first differ.
    static func rank(_ byte: UInt8) -> Int { byte == 0xEE || byte == 0xEF ? Int(byte) + 0x10 : Int(byte) }
}
