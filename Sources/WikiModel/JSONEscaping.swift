// Text as JSON strings, by runs over bytes, safe inside the script elements of a page too.

public enum JSONEscaping {
    /// Appends UTF-8 as the inside of a JSON string. `<` is escaped as well, so that no text ends a script element.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        let digits: StaticString = "0123456789abcdef"
        var clean = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            let isControl = byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "<")
            guard isControl || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<index]))
            if isControl {
                output += [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30]
                output += [digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
            } else {
                output += [UInt8(ascii: "\\"), byte]
            }
            clean = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<bytes.count]))
    }

    public static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }
}
