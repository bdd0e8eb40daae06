// Folds characters, so that spellings of one word are one: case, accents, compatibility forms and Greek letters.
import WikiModel

/// What folding does is told in docs/search-words.md; the reader in the browser does the same with
/// `String.normalize`.
enum Folding {
    /// The folded characters of a unit, Greek letters by their names.
    static func fold(_ characters: ArraySlice<UInt32>) -> [UInt32] { withGreekNames(CharacterFolding.shared.fold(characters)) }

    /// One or two Greek letters are symbols and get their names; more are a word of Greek. A symbol begins a piece of its own:
    /// `α5β1` is `alpha5` and `beta1`, `TNFα` is `tnf` and `alpha`.
    private static func withGreekNames(_ characters: [UInt32]) -> [UInt32] {
        guard characters.contains(where: GreekLetters.isLetter) else { return characters }
        var named: [UInt32] = []
        var index = 0
        while index < characters.count {
            guard GreekLetters.isLetter(characters[index]) else {
                named.append(characters[index])
                index += 1
                continue
            }
            let end = characters[index...].firstIndex { !GreekLetters.isLetter($0) } ?? characters.count
            if end - index <= 2, let last = named.last, CharacterClass.isWord(last) { named.append(0x2D) }
            for letter in characters[index..<end] {
                // A word keeps its letters, but for the final sigma.
                if end - index > 2 { named.append(letter == 0x3C2 ? 0x3C3 : letter) }
                else { named += GreekLetters.name(letter).unicodeScalars.map(\.value) }
            }
            index = end
        }
        return named
    }
}

/// What a character is to the rules of words.
enum CharacterClass {
    case word
    case connector
    case other

    /// `- – ‐ ‑ ' ’ . , / + ( )`
    static func isConnector(_ character: UInt32) -> Bool {
        switch character {
        case 0x27, 0x28, 0x29, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x2010, 0x2011, 0x2013, 0x2019: true
        default: false
        }
    }

    /// Letters, digits and marks.
    static func isWord(_ character: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(character) else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
            return true
        default: return false
        }
    }

    /// The class of a character of a text. Soft hyphens and joiners stand within words.
    init(_ character: UInt32) {
        if CharacterClass.isConnector(character) { self = .connector }
        else if CharacterClass.isWord(character) || character == 0xAD || character == 0x200C || character == 0x200D { self = .word }
        else { self = .other }
    }

    /// Han, kana and Hangul, which are written without spaces.
    static func isEastAsian(_ character: UInt32) -> Bool {
        guard character >= 0x1100 else { return false }
        switch character {
        case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF66...0xFFDC, 0x20000...0x3FFFF:
            return true
        default: return false
        }
    }
}
