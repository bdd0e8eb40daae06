// What single characters fold to, whatever is folded: a name that is linked to, or a word that is searched.

/// Drops case, accents and compatibility forms.
///
/// The standard library keeps its normal forms to itself, so a table made from the Unicode data (`scripts/fold-table`) says what
/// each character becomes. Since marks are dropped, characters can be folded one by one, and it makes no difference whether a mark
/// is a character of its own; only kana, Hangul and a few Indic vowels have to be put together again.
package struct CharacterFolding: Sendable {
    package static let shared = CharacterFolding()

    /// For each run of 256 characters, where its forms begin, in runs of 256; 0 when none of them changes.
    private var pages: [UInt16] = Array(repeating: 0, count: 0x1100)
    /// What a character becomes: 0 when the table does not change it, a character, or the number of several from `severalForms` on.
    private var forms: [UInt32] = Array(repeating: 0, count: 256)
    private var several: [[UInt32]] = []
    private var composed: [UInt64: UInt32] = [:]

    /// Beyond all characters.
    private static let severalForms: UInt32 = 0x110000

    private init() {
        CharacterFolding.forEachItem(of: FoldTable.changed) { numbers, isRun in
            let (code, count) = (numbers[0], isRun ? numbers[1] : 1)
            let folded = numbers[(isRun ? 2 : 1)...]
            guard let first = folded.first else { return }
            if folded.count > 1 {
                set(code, CharacterFolding.severalForms + UInt32(several.count))
                several.append(Array(folded))
            } else {
                for offset in 0..<count { set(code + offset, first + offset) }
            }
        }
        CharacterFolding.forEachItem(of: FoldTable.composed) { numbers, _ in
            if numbers.count == 3 { composed[UInt64(numbers[0]) << 32 | UInt64(numbers[1])] = numbers[2] }
        }
    }

    private mutating func set(_ code: UInt32, _ form: UInt32) {
        let page = Int(code >> 8)
        if pages[page] == 0 {
            pages[page] = UInt16(forms.count / 256)
            forms += Array(repeating: 0, count: 256)
        }
        forms[Int(pages[page]) * 256 + Int(code & 0xFF)] = form
    }

    /// Calls `body` with the hexadecimal numbers of each item of a table, and whether the second is the length of a run.
    private static func forEachItem(of table: StaticString, _ body: (_ numbers: [UInt32], _ isRun: Bool) -> Void) {
        var (numbers, isRun): ([UInt32], Bool) = ([], false)
        var (number, hasDigits): (UInt32, Bool) = (0, false)
        for byte in UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount) {
            switch byte {
            case 0x30...0x39, 0x41...0x46:
                number = number << 4 | UInt32(byte <= 0x39 ? byte - 0x30 : byte - 0x37)
                hasDigits = true
                continue
            case UInt8(ascii: "*"): isRun = true
            default: break
            }
            if hasDigits { numbers.append(number) }
            (number, hasDigits) = (0, false)
            if byte == 0x20 || byte == 0x0A, numbers.count > 1 {
                body(numbers, isRun)
                numbers.removeAll(keepingCapacity: true)
                isRun = false
            }
        }
        if hasDigits { numbers.append(number) }
        if numbers.count > 1 { body(numbers, isRun) }
    }

    /// The folded characters of a text. Greek letters stay what they are: who folds knows where their names belong.
    package func fold(_ characters: ArraySlice<UInt32>) -> [UInt32] {
        var folded: [UInt32] = []
        folded.reserveCapacity(characters.count)
        for character in characters {
            switch character {
            case ..<0x80: folded.append(character >= 0x41 && character <= 0x5A ? character | 0x20 : character)
            // Most of what is not Latin, here: it need not be looked up.
            case 0x3B1...0x3C9: folded.append(character)
            default: append(character, to: &folded)
            }
        }
        return folded
    }

    private func append(_ character: UInt32, to folded: inout [UInt32]) {
        let form = character < CharacterFolding.severalForms ? forms[Int(pages[Int(character >> 8)]) * 256 + Int(character & 0xFF)] : 0
        if form >= CharacterFolding.severalForms {
            for part in several[Int(form - CharacterFolding.severalForms)] { compose(part, to: &folded) }
        } else if form > 0 {
            compose(form, to: &folded)
        } else if let scalar = Unicode.Scalar(character), !CharacterFolding.isDropped(character) {
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { compose(lower.value, to: &folded) }
        }
    }

    /// Appends a character, as one with the one before it where Unicode has one character for both.
    private func compose(_ character: UInt32, to folded: inout [UInt32]) {
        guard let last = folded.last else { return folded.append(character) }
        if (0x1100..<0x1113).contains(last), (0x1161..<0x1176).contains(character) {
            folded[folded.count - 1] = 0xAC00 + ((last - 0x1100) * 21 + character - 0x1161) * 28
        } else if (0xAC00..<0xD7A4).contains(last), (last - 0xAC00) % 28 == 0, (0x11A8..<0x11C3).contains(character) {
            folded[folded.count - 1] = last + character - 0x11A7
        } else if let both = composed[UInt64(last) << 32 | UInt64(character)] {
            folded[folded.count - 1] = both
        } else {
            folded.append(character)
        }
    }

    /// Marks that tell accents and vowel points, and signs without a look of their own.
    package static func isDropped(_ character: UInt32) -> Bool {
        switch character {
        case 0xAD, 0x34F, 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x610...0x61A,
            0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200C, 0x200D, 0x2060, 0x20D0...0x20FF,
            0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF:
            return true
        default: return false
        }
    }
}

/// The letters of Greek by their English names.
package enum GreekLetters {
    /// From alpha (U+03B1) to omega (U+03C9), the final sigma as a sigma.
    package static let names = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
        "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ]

    /// Whether a character is a small letter of Greek.
    package static func isLetter(_ character: UInt32) -> Bool { character >= 0x3B1 && character <= 0x3C9 }

    /// The name of a letter for which `isLetter` holds.
    package static func name(_ letter: UInt32) -> String { names[Int(letter - 0x3B1)] }
}
