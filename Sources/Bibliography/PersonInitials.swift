// The names of authors as references print them: family name and initials.
import Bytes
import WikiModel

extension PersonName {
    /// `Ma L`, `King ML Jr`, or the whole name of a group (NLM, Citing Medicine, chapter 1: family name, at most the
    /// initials without points or blanks, then the suffix).
    public var nameWithInitials: String {
        if !literal.isEmpty { return literal.singleSpaced }
        if family.isEmpty { return given.singleSpaced }
        let (forenames, suffix) = givenAndSuffix
        let plainSuffix = suffix.utf8.last == UInt8(ascii: ".") ? String(suffix.dropLast()) : suffix
        return familyName(before: forenames, .bare, plainSuffix, separator: " ")
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
        return familyName(before: forenames, .pointed, suffix, separator: ", ")
    }

    /// The family name, the initials of forenames and a suffix, as far as there are any.
    private func familyName(
        before forenames: String, _ form: InitialsForm, _ suffix: String, separator: StaticString
    ) -> String {
        var name: [UInt8] = []
        name.reserveCapacity(family.utf8.count + given.utf8.count + 8)
        name.add(family.singleSpaced)
        name.addPart(behind: separator) { PersonName.appendInitials(of: forenames, form, to: &$0) }
        name.addPart(behind: separator) { $0.add(suffix) }
        return String(decoding: name, as: UTF8.self)
    }

    /// `Liang Ma`, or the whole name of a group.
    public var naturalName: String {
        if !literal.isEmpty { return literal }
        let (forenames, suffix) = givenAndSuffix
        if suffix.isEmpty, !forenames.isEmpty, !family.isEmpty { return "\(forenames) \(family)" }
        return [forenames, family, suffix].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `Ma, Liang`, or the whole name of a group: the name under which lists sort.
    public var sortedName: String {
        if !literal.isEmpty { return literal }
        return given.isEmpty ? family : family.isEmpty ? given : "\(family), \(given)"
    }

    /// First letters of forenames without points or blanks: `JP`.
    static func initials(of forenames: String) -> String {
        var initials: [UInt8] = []
        appendInitials(of: forenames, .bare, to: &initials)
        return String(decoding: initials, as: UTF8.self)
    }

    private enum InitialsForm {
        /// `JPR`
        case bare
        /// `J.-P. R.`
        case pointed
    }

    private static func appendInitials(of forenames: String, _ form: InitialsForm, to output: inout [UInt8]) {
        if forenames.withBytes({ appendPlainInitials(of: $0, form, to: &output) }) { return }
        let parts = initialParts(of: forenames)
        switch form {
        case .bare: for part in parts { for initial in part { output.add(initial) } }
        case .pointed: output.add(parts.map { $0.map { "\($0)." }.joined(separator: "-") }.joined(separator: " "))
        }
    }

    private static let particles: Set<Substring> = [
        "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "ter", "van", "von", "y",
    ]

    /// First letters of forenames, by word. Both parts of a hyphenated forename count (`Jean-Pierre` is `J`, `P`); up to
    /// three capitals together are initials already (`KR`); particles (`van`, `de`) have none.
    private static func initialParts(of forenames: String) -> [[String]] {
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
    /// paper four times, and characters take many times as long. `false`, and nothing is appended, for all others.
    private static func appendPlainInitials(
        of forenames: UnsafeBufferPointer<UInt8>, _ form: InitialsForm, to output: inout [UInt8]
    ) -> Bool {
        let isSeparator: (UInt8) -> Bool = { $0 == 0x20 || $0 == UInt8(ascii: ".") }
        guard forenames.allSatisfy({ $0.isLetter || isSeparator($0) }) else { return false }
        var (isFirst, wroteInitial) = (true, false)
        var rest = forenames.drop(while: isSeparator)
        while let first = rest.first {
            let word = rest.prefix { !isSeparator($0) }
            rest = rest[word.endIndex...].drop(while: isSeparator)
            let isOnly = isFirst && rest.isEmpty
            isFirst = false
            if first.isLower, !isOnly, particles.contains(Substring(String(decoding: word, as: UTF8.self))) { continue }
            let isInitials = word.count <= 3 && word.allSatisfy(\.isUpper)
            for letter in isInitials ? word : word.prefix(1) {
                if form == .pointed, wroteInitial { output.append(0x20) }
                output.append(letter.uppercased)
                if form == .pointed { output.append(UInt8(ascii: ".")) }
                wroteInitial = true
            }
        }
        return true
    }
}

extension [UInt8] {
    /// What `write` appends, with a separator before it unless nothing stands there; nothing when it appends nothing.
    fileprivate mutating func addPart(behind separator: StaticString, _ write: (inout [UInt8]) -> Void) {
        let before = count
        if !isEmpty { add(separator) }
        let start = count
        write(&self)
        if count == start { removeLast(start - before) }
    }
}
