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
        guard let comma = given.lastIndex(of: ",") else { return (given, "") }
        let suffix = given[comma...].dropFirst().trimmed
        return suffix.isEmpty ? (given, "") : (given[..<comma].trimmed, suffix)
    }

    /// First letters of forenames. Both parts of a hyphenated forename count (`Jean-Pierre` is `JP`); up to three
    /// capitals together are initials already (`KR`); particles (`van`, `de`) have none.
    static func initials(of forenames: String) -> String {
        let particles: Set<Substring> = [
            "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "ter", "van", "von", "y",
        ]
        var initials = ""
        let words = forenames.split { $0.isWhitespace || $0 == "." }
        for word in words where !particles.contains(word) || words.count == 1 {
            for part in word.split(whereSeparator: { $0.unicodeScalars.allSatisfy(isDash) }) {
                if part.count <= 3, part.allSatisfy({ $0.isUppercase }) {
                    initials += part
                } else if let first = part.first(where: { $0.isLetter }) {
                    initials += first.uppercased()
                }
            }
        }
        return initials
    }
}
