// Escaping of addresses, and appending of literals.
import WikiModel

extension HTMLEscaping {
    /// Appends an address for an `href` or `src`: what is not allowed in one is percent-encoded, as cmark does it
    /// (`houdini_href_e.c`); an existing `%` stays.
    static func appendAddress(_ bytes: SourceBytes, to output: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in bytes {
            if isAddressSafe[Int(byte)] {
                output.append(byte)
            } else if byte == UInt8(ascii: "&") {
                output.append("&amp;")
            } else if byte == UInt8(ascii: "'") {
                output.append("&#x27;")
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(digits[Int(byte >> 4)])
                output.append(digits[Int(byte & 15)])
            }
        }
    }

    private static let isAddressSafe: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in UInt8(0)...127 where byte.isDigit || byte.isLetter { table[Int(byte)] = true }
        for byte in "!#$%()*+,-./:;=?@_~".utf8 { table[Int(byte)] = true }
        return table
    }()
}

extension [UInt8] {
    /// Appends the UTF-8 of a literal.
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
