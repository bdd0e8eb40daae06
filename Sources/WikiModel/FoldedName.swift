// Folds the spellings of one name to one form, so that links find entries whatever the hyphens, case or Greek letters.

/// Folding of names, the fourth step of link resolution.
///
/// Letters and digits lose case, accents and the look of compatibility forms (`CharacterFolding`), so that a name is the same with
/// accents as characters of their own, as macOS writes file names, and without; Greek letters become their English names,
/// characters that are not seen are dropped, and runs of anything that is neither letter nor digit become one space.
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
            if lower.isLower {
                output[count] = lower
                count += 1
            } else if byte.isDigit {
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
        if byte.isAlphanumeric {
            output.append(byte.lowercased)
        } else if let last = output.last, last != 0x20 {
            output.append(0x20)
        }
    }

    private static func foldUnicode(_ utf8: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var characters: [UInt32] = []
        characters.reserveCapacity(utf8.count)
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            switch kind(of: scalar) {
            case .word: characters.append(scalar.value)
            case .unseen: break
            case .other: characters.append(0x20)
            }
        }
        for character in CharacterFolding.shared.fold(characters[...]) {
            if character < 0x80 {
                appendASCII(UInt8(character), to: &output)
            } else if GreekLetters.isLetter(character) {
                output.append(contentsOf: GreekLetters.name(character).utf8)
            } else if let scalar = Unicode.Scalar(character), kind(of: scalar) == .word {
                output.append(contentsOf: Array(String(scalar).utf8))
            } else {
                appendASCII(0x20, to: &output)
            }
        }
    }

    private enum Kind {
        /// A letter, digit or mark.
        case word
        /// Soft hyphens and blanks without width.
        case unseen
        case other
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        // What most names hold beyond ASCII, so that it need not be looked up: Latin and Greek letters, super- and subscripts, dashes
        // and quotes.
        case 0xD7, 0xF7, 0x2010...0x2027: return .other
        case ..<0x80, 0xB2, 0xB3, 0xB9, 0xC0...0x24F, 0x391...0x3A1, 0x3A3...0x3C9, 0x2070, 0x2074...0x208E: return .word
        default: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format: return .unseen
        case .nonspacingMark, .spacingMark, .enclosingMark: return .word
        default: return properties.isAlphabetic || properties.numericType != nil ? .word : .other
        }
    }
}
