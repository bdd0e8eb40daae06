// The id of a heading, as GitHub makes it from the heading's words.

/// Ids of headings, and their hashes, by which links find them.
public enum HeadingSlug {
    /// Lower case, spaces to hyphens, and nothing but letters, digits, hyphens and underscores of any script
    /// (the rule of github/html-pipeline's table-of-contents filter).
    public static func make(from words: ArraySlice<UInt8>) -> [UInt8] {
        let ofASCII = words.withUnsafeBufferPointer { words in
            [UInt8](unsafeUninitializedCapacity: words.count) { output, count in count = writeASCII(words, to: output) ?? 0 }
        }
        if !ofASCII.isEmpty { return ofASCII }
        var output: [UInt8] = []
        output.reserveCapacity(words.count)
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

    /// The hash of the id (`StableHash`).
    public static func hash(of words: ArraySlice<UInt8>) -> UInt64 {
        // Most headings are ASCII: their ids are written on the stack.
        let hash = words.withUnsafeBufferPointer { words in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: words.count) { buffer in
                writeASCII(words, to: buffer).map { StableHash.of(UnsafeBufferPointer(rebasing: buffer[..<$0])) }
            }
        }
        return hash ?? StableHash.of(make(from: words))
    }

    /// Writes the id of words of ASCII alone, of which each byte becomes one at most; answers how many were written, or `nil` for
    /// others.
    private static func writeASCII(_ words: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        var count = 0
        for byte in words {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): output[count] = byte | 0x20
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                output[count] = byte
            case UInt8(ascii: " "), UInt8(ascii: "\n"): output[count] = UInt8(ascii: "-")
            case 0x80...: return nil
            default: continue
            }
            count += 1
        }
        return count
    }
}
