// The names of authors as references print them: family name and initials.
import WikiModel

extension PersonName {
    /// `Ma L`, `King ML Jr`, or the whole name of a group (NLM, Citing Medicine, chapter 1: family name, at most the
    /// initials without points or blanks, then the suffix).
    public var nameWithInitials: String {
        if !literal.isEmpty { return literal.singleSpaced }
        if family.isEmpty { return given.singleSpaced }
        let (forenames, suffix) = givenAndSuffix
        let initials = PersonName.initials(of: forenames)
        let plainSuffix = suffix.hasSuffix(".") ? String(suffix.dropLast()) : suffix
        return [family.singleSpaced, initials, plainSuffix].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `given` holds forenames and, after a comma, what follows the name: `Martin Luther, Jr.` (CSL's `suffix`).
    var givenAndSuffix: (forenames: String, suffix: String) {
        guard let comma = given.utf8.lastIndex(of: UInt8(ascii: ",")) else { return (given, "") }
        let suffix = given[comma...].dropFirst().trimmed
        return suffix.isEmpty ? (given, "") : (given[..<comma].trimmed, suffix)
    }

    /// `Ma, L.`, `King, M. L., Jr.`, or the whole name of a group.
    public var invertedName: String {
        if !literal.isEmpty { return literal.singleSpaced }
        if family.isEmpty { return given.singleSpaced }
        let (forenames, suffix) = givenAndSuffix
        // `J.-P. R.`
        let initials = PersonName.initialParts(of: forenames).map { $0.map { "\($0)." }.joined(separator: "-") }
            .joined(separator: " ")
        return [family.singleSpaced, initials, suffix].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// `Liang Ma`, or the whole name of a group.
    public var naturalName: String {
        if !literal.isEmpty { return literal }
        let (forenames, suffix) = givenAndSuffix
        return [forenames, family, suffix].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `Ma, Liang`, or the whole name of a group: the name under which lists sort.
    public var sortedName: String {
        if !literal.isEmpty { return literal }
        return given.isEmpty ? family : family.isEmpty ? given : "\(family), \(given)"
    }

    /// First letters of forenames without points or blanks: `JP`.
    static func initials(of forenames: String) -> String { initialParts(of: forenames).joined().joined() }

    private static let particles: Set<Substring> = [
        "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "ter", "van", "von", "y",
    ]

    /// First letters of forenames, by word. Both parts of a hyphenated forename count (`Jean-Pierre` is `J`, `P`); up to
    /// three capitals together are initials already (`KR`); particles (`van`, `de`) have none.
    static func initialParts(of forenames: String) -> [[String]] {
        if let plain = plainInitialParts(of: forenames) { return plain }
        var initials: [[String]] = []
        let words = forenames.split { $0.isWhitespace || $0 == "." }
        for word in words where !particles.contains(word) || words.count == 1 {
            var parts: [String] = []
            for part in word.split(whereSeparator: { $0.unicodeScalars.allSatisfy(isDash) }) {
                if part.count <= 3, part.allSatisfy({ $0.isUppercase }) {
                    // Capitals together are separate forenames: `KR` is `K. R.`
                    for (index, letter) in part.enumerated() {
                        if index > 0 {
                            initials.append(parts)
                            parts = []
                        }
                        parts.append(String(letter))
                    }
                } else if let first = part.first(where: { $0.isLetter }) {
                    parts.append(first.uppercased())
                }
            }
            if !parts.isEmpty { initials.append(parts) }
        }
        return initials
    }

    /// The same for forenames of unaccented letters without hyphens, as most are, by bytes: references print every author of a
    /// paper four times, and characters take many times as long. `nil` for all others.
    private static func plainInitialParts(of forenames: String) -> [[String]]? {
        let isSeparator: (UInt8) -> Bool = { $0 == 0x20 || $0 == UInt8(ascii: ".") }
        guard forenames.utf8.allSatisfy({ $0.isLetter || isSeparator($0) }) else { return nil }
        let words = forenames.utf8.split(whereSeparator: isSeparator)
        var initials: [[String]] = []
        for word in words {
            guard let first = word.first else { continue }
            if first.isLower, words.count > 1, particles.contains(Substring(word)) { continue }
            let isInitials = word.count <= 3 && word.allSatisfy(\.isUpper)
            for letter in isInitials ? word : word.prefix(1) { initials.append([String(UnicodeScalar(letter.raised))]) }
        }
        return initials
    }
}
