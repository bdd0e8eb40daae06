// Characters that are not seen and come with text pasted from the web, PDFs and text processors.

/// Zero-width characters, the soft hyphen, the byte-order mark, and marks of direction. Joiners are not among them: words of Persian and
/// Hindi have them.
enum InvisibleCharacters {
    private static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0xFEFF: true
        default: false
        }
    }

    /// A text in which each is named, `<U+200B>`: quoted as it is, a name with one looks like the name without.
    static func named(in text: String) -> String { replaced(in: text) { "<U+\(UInt16($0.value).hexadecimal)>" } }

    static func dropped(from text: String) -> String { replaced(in: text) { _ in "" } }

    private static func replaced(in text: String, by word: (Unicode.Scalar) -> String) -> String {
        // All of ASCII and most of Latin is below, in UTF-8 too.
        guard text.utf8.contains(where: { $0 == 0xC2 || $0 >= 0xE2 }), text.unicodeScalars.contains(where: contains) else { return text }
        var output = ""
        for scalar in text.unicodeScalars {
            if contains(scalar) { output += word(scalar) } else { output.unicodeScalars.append(scalar) }
        }
        return output
    }
}
