// Folds the spellings of one name to one form, so that links find entries whatever the hyphens, case or Greek letters.

/// Folding of names, the fourth step of link resolution.
///
/// Case is dropped, characters are decomposed (NFKD) and their marks removed, Greek letters become their English
/// names, super- and subscripts become plain, characters that are not seen are dropped, and runs of anything that is neither letter nor digit become one space.
/// A letter next to a digit is not separated, so "TSPAN-4" and "TSPAN 4" fold to one form and "TSPAN4" to another.
public enum FoldedName {
    /// The folded bytes of `text`, in UTF-8.
    public static func fold(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { fold($0) }
    }

    /// The folded bytes of valid UTF-8.
    public static func fold(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(utf8.count)
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte >= 0x80 {
                foldUnicode(UnsafeBufferPointer(rebasing: utf8[index...]), into: &output)
                break
            }
            appendASCII(byte, to: &output)
            index += 1
        }
        if output.last == 0x20 { output.removeLast() }
        return output
    }

    /// The hash of what a name folds to (`StableHash`).
    public static func hash(of utf8: UnsafeBufferPointer<UInt8>) -> UInt64 {
        // Most names are ASCII: folded on the stack.
        let hash = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: utf8.count) { buffer in
            foldASCII(utf8, into: buffer).map { StableHash.of(UnsafeBufferPointer(rebasing: buffer[..<$0])) }
        }
        return hash ?? StableHash.of(fold(utf8))
    }

    /// Folds a name of ASCII alone, of which each byte becomes one at most; answers how many were written, or `nil` for another.
    private static func foldASCII(_ utf8: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        var count = 0
        for byte in utf8 {
            let lower = byte | 0x20
            if byte >= 0x80 { return nil }
            if lower >= 0x61 && lower <= 0x7A {
                output[count] = lower
                count += 1
            } else if byte >= 0x30 && byte <= 0x39 {
                output[count] = byte
                count += 1
            } else if count > 0, output[count - 1] != 0x20 {
                output[count] = 0x20
                count += 1
            }
        }
        return count > 0 && output[count - 1] == 0x20 ? count - 1 : count
    }

    private static func appendASCII(_ byte: UInt8, to output: inout [UInt8]) {
        if byte >= 0x41 && byte <= 0x5A {
            output.append(byte | 0x20)
        } else if (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) {
            output.append(byte)
        } else if let last = output.last, last != 0x20 {
            output.append(0x20)
        }
    }

    private static func foldUnicode(_ utf8: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        for scalar in String(decoding: utf8, as: UTF8.self).lowercased().unicodeScalars {
            if scalar.isASCII {
                appendASCII(UInt8(scalar.value), to: &output)
            } else if let name = greekNames[scalar.value] {
                output.append(contentsOf: name.utf8)
            } else if let plain = compatibilityForms[scalar.value] {
                output.append(contentsOf: plain.utf8)
            } else {
                foldDecomposed(scalar, into: &output)
            }
        }
    }

    /// Decomposes one character by Unicode's canonical rules and keeps its letters and digits.
    private static func foldDecomposed(_ scalar: Unicode.Scalar, into output: inout [UInt8]) {
        // The standard library decomposes when it compares; asking a Character for its scalars does not. Latin letters
        // with marks are looked up; everything else is kept as it is if it is a letter or digit.
        if let plain = latinWithMarks[scalar.value] {
            output.append(contentsOf: plain.utf8)
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        // Soft hyphens and blanks without width, which nobody sees.
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: return
        default: break
        }
        if properties.isAlphabetic || properties.numericType != nil {
            output.append(contentsOf: Array(String(scalar).utf8))
        } else if let last = output.last, last != 0x20 {
            output.append(0x20)
        }
    }

    /// Greek letters, lower case, by their English names (final sigma and the micro sign included).
    static let greekNames: [UInt32: String] = {
        let names = [
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        ]
        var table: [UInt32: String] = [0xB5: "mu", 0x3D1: "theta", 0x3D5: "phi", 0x3F5: "epsilon"]
        for (offset, name) in names.enumerated() { table[0x3B1 + UInt32(offset)] = name }
        return table
    }()

    /// Superscripts, subscripts, ligatures and the letters that decomposition leaves alone.
    static let compatibilityForms: [UInt32: String] = {
        var table: [UInt32: String] = [
            0xB2: "2", 0xB3: "3", 0xB9: "1", 0x2070: "0", 0x207A: " ", 0x207B: " ", 0x208A: " ", 0x208B: " ",
            0xDF: "ss", 0xE6: "ae", 0x153: "oe", 0xF8: "o", 0xF0: "d", 0xFE: "th", 0x142: "l", 0x111: "d", 0x131: "i",
            0xFB01: "fi", 0xFB02: "fl",
        ]
        for digit in UInt32(4)...9 { table[0x2070 + digit] = String(digit) }
        for digit in UInt32(0)...9 { table[0x2080 + digit] = String(digit) }
        return table
    }()

    /// Latin letters with marks, lower case, without them (Latin-1 Supplement and Latin Extended-A).
    static let latinWithMarks: [UInt32: String] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäåāăąǎ"), ("c", "çćĉċč"), ("d", "ď"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
            ("i", "ìíîïĩīĭįǐ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀ"), ("n", "ñńņňŉ"), ("o", "òóôõöōŏőǒ"), ("r", "ŕŗř"),
            ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűųǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        ]
        var table: [UInt32: String] = [:]
        for (plain, marked) in groups {
            for scalar in marked.unicodeScalars { table[scalar.value] = plain }
        }
        return table
    }()
}
