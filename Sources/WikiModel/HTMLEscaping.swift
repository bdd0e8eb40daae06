// Text to HTML, by runs over bytes: the one escaper of the libraries.

public enum HTMLEscaping {
    /// Appends UTF-8 as text or as a quoted attribute: `&`, `<`, `>` and `"` become entities.
    public static func appendText(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var clean = 0
        for index in 0..<bytes.count {
            let entity: StaticString
            switch bytes[index] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            default: continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<index]))
            output.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
            clean = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<bytes.count]))
    }

    public static func appendText(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendText($0, to: &output) }
    }
}
