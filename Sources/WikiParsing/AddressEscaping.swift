// Escaping of addresses, and appending of literals.
import WikiModel

extension HTMLEscaping {
    /// Appends an address for an `href` or `src`: what is not allowed in one is percent-encoded, as cmark does it
    /// (`houdini_href_e.c`); an existing `%` stays.
    static func appendAddress(_ bytes: SourceBytes, to output: inout [UInt8]) {
        var clean = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "&") || bytes[index] == UInt8(ascii: "'") {
            PercentEncoding.append(SourceBytes(rebasing: bytes[clean..<index]), keeping: plainBytes, to: &output)
            output.append(bytes[index] == UInt8(ascii: "&") ? "&amp;" : "&#x27;")
            clean = index + 1
        }
        PercentEncoding.append(SourceBytes(rebasing: bytes[clean...]), keeping: plainBytes, to: &output)
    }

    private static let plainBytes = AddressBytes(lettersDigitsAnd: "!#$%()*+,-./:;=?@_~")
}

extension [UInt8] {
    /// Appends the UTF-8 of a literal.
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
