// Folds characters, so that spellings of one word are one: case, accents, compatibility forms and Greek letters.

/// What folding does is told in docs/search-index.md, "Words"; the reader in the browser does the same with
/// `String.normalize`. The standard library keeps its normal forms to itself, so a table made from the Unicode data
/// (`scripts/fold-table`) says what each character becomes. Since marks are dropped, characters can be folded one by one;
/// only kana, Hangul and a few Indic vowels have to be put together again.
struct Folding: Sendable {
    static let shared = Folding()

    private let changed: [UInt32: [UInt32]]
    private let composed: [UInt64: UInt32]

    private init() {
        var changed: [UInt32: [UInt32]] = [:]
        for item in Folding.items(FoldTable.changed) {
            let sides = item.split(separator: UInt8(ascii: "="))
            guard sides.count == 2 else { continue }
            let run = sides[0].split(separator: UInt8(ascii: "*")).map(Folding.number)
            let folded = sides[1].split(separator: UInt8(ascii: ",")).map(Folding.number)
            let count = run.count > 1 ? run[1] : 1
            for offset in 0..<count { changed[run[0] + offset] = offset == 0 ? folded : [folded[0] + offset] }
        }
        var composed: [UInt64: UInt32] = [:]
        for item in Folding.items(FoldTable.composed) {
            let numbers = item.split { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "=") }.map(Folding.number)
            if numbers.count == 3 { composed[UInt64(numbers[0]) << 32 | UInt64(numbers[1])] = numbers[2] }
        }
        (self.changed, self.composed) = (changed, composed)
    }

    private static func items(_ table: StaticString) -> [UnsafeBufferPointer<UInt8>.SubSequence] {
        UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount).split { $0 == 0x20 || $0 == 0x0A }
    }

    private static func number(_ digits: some Sequence<UInt8>) -> UInt32 {
        digits.reduce(0) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x37) }
    }

    /// The folded characters of a unit, Greek letters by their names.
    func fold(_ characters: ArraySlice<UInt32>) -> [UInt32] {
        var folded: [UInt32] = []
        folded.reserveCapacity(characters.count)
        for character in characters {
            if character < 0x80 {
                folded.append(character >= 0x41 && character <= 0x5A ? character | 0x20 : character)
            } else if let forms = changed[character] {
                for form in forms { append(form, to: &folded) }
            } else if let scalar = Unicode.Scalar(character), !CharacterClass.isDropped(character) {
                for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower.value, to: &folded) }
            }
        }
        return Folding.withGreekNames(folded)
    }

    /// Appends a character, composed with the one before it where Unicode has one character for both.
    private func append(_ character: UInt32, to folded: inout [UInt32]) {
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

    private static let greekNames: [[UInt32]] = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
        "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ].map { $0.unicodeScalars.map(\.value) }

    /// One or two Greek letters are symbols and get their names; more are a word of Greek. A symbol begins a piece of its own:
    /// `α5β1` is `alpha5` and `beta1`, `TNFα` is `tnf` and `alpha`.
    private static func withGreekNames(_ characters: [UInt32]) -> [UInt32] {
        func isGreek(_ character: UInt32) -> Bool { character >= 0x3B1 && character <= 0x3C9 }
        guard characters.contains(where: isGreek) else { return characters }
        var named: [UInt32] = []
        var index = 0
        while index < characters.count {
            guard isGreek(characters[index]) else {
                named.append(characters[index])
                index += 1
                continue
            }
            let end = characters[index...].firstIndex { !isGreek($0) } ?? characters.count
            if end - index <= 2, let last = named.last, CharacterClass.isWord(last) { named.append(0x2D) }
            for letter in characters[index..<end] {
                // A word keeps its letters, but for the final sigma.
                if end - index > 2 { named.append(letter == 0x3C2 ? 0x3C3 : letter) }
                else { named += greekNames[Int(letter - 0x3B1)] }
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
        case 0x1100...0x11FF, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3035, 0x3040...0x318F, 0x31A0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF66...0xFFDC, 0x20000...0x3FFFF:
            return true
        default: return false
        }
    }

    /// Marks that tell accents and vowel points, and signs without a look of their own.
    static func isDropped(_ character: UInt32) -> Bool {
        switch character {
        case 0xAD, 0x34F, 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x610...0x61A,
            0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200C, 0x200D, 0x2060, 0x20D0...0x20FF,
            0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF:
            return true
        default: return false
        }
    }
}
