// The id of a heading, as GitHub makes it from the heading's words.

public enum HeadingSlug {
    /// Lower case, spaces to hyphens, and nothing but letters, digits, hyphens and underscores of any script
    /// (the rule of github/html-pipeline's table-of-contents filter).
    public static func make(from words: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(words.count)
        if words.allSatisfy({ $0 < 0x80 }) {
            for byte in words {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): output.append(byte | 0x20)
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    output.append(byte)
                case UInt8(ascii: " "), UInt8(ascii: "\n"):
                    output.append(UInt8(ascii: "-"))
                default: break
                }
            }
            return output
        }
        for scalar in String(decoding: words, as: UTF8.self).lowercased().unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "-" {
                output.append(UInt8(ascii: "-"))
            } else if scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark
            {
                output.append(contentsOf: Array(String(scalar).utf8))
            }
        }
        return output
    }
}
