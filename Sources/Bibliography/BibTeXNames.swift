// Lists of names in BibTeX: cut at "and", and each name into family name, forenames and suffix.
import WikiModel

/// The people of an `author` field.
struct BibTeXNames {
    var names: [PersonName] = []
    /// Whether the list ends in "others".
    var isPartial = false
    var unknownCommands: [String] = []
    /// Names that seem to be several: with more parts than BibTeX knows, or a suffix of two words.
    var odd: [String] = []

    init(_ field: [UInt8]) {
        for raw in cut(field[...], at: .and) {
            let name = trimmed(raw)
            if name.isEmpty { continue }
            if String(decoding: name, as: UTF8.self).loweredASCII == "others" {
                isPartial = true
            } else {
                names.append(person(name))
            }
        }
    }

    private mutating func text(_ raw: ArraySlice<UInt8>) -> String {
        let decoded = decodedTeX(raw)
        for command in decoded.unknownCommands where !unknownCommands.contains(command) {
            unknownCommands.append(command)
        }
        return decoded.text
    }

    /// A name in its braces is whole; `Last, First`, `Last, Jr, First`; `First von Last`; or BibLaTeX's `family=…,
    /// given=…`.
    private mutating func person(_ name: ArraySlice<UInt8>) -> PersonName {
        if isOneGroup(name) { return PersonName(literal: text(name)) }
        let parts = cut(name, at: .comma).map(trimmed)
        if parts.count == 1 { return unreversed(name) }
        if let extended = extended(parts) { return extended }
        let family = text(parts[0])
        if parts.count == 2 { return PersonName(family: family, given: text(parts[1])) }
        if parts.count > 3 || parts[1].contains(where: \.isWhitespace), odd.last != text(name) { odd.append(text(name)) }
        let given = parts[2...].map { text($0) }.joined(separator: " ")
        return PersonName(family: family, given: given + ", " + text(parts[1]))
    }

    /// `First von Last`: the family name is the last word, and begins earlier with the first word in small letters
    /// (Patashnik, Designing BibTeX Styles, 5.2: the von part is kept with the last name here).
    private mutating func unreversed(_ name: ArraySlice<UInt8>) -> PersonName {
        let words = cut(name, at: .blank).filter { !$0.isEmpty }
        let von = words.dropLast().firstIndex { isLowercase($0) && !isInitial($0) }
        // Two words in small letters are a person who writes so ("bell hooks"), not a particle and a name.
        let isModest = words.count == 2 && words.allSatisfy(isLowercase)
        let start = isModest ? 1 : von ?? max(0, words.count - 1)
        let given = words[..<start].map { text($0) }.joined(separator: " ")
        return PersonName(family: words[start...].map { text($0) }.joined(separator: " "), given: given)
    }

    /// The extended format of BibLaTeX (manual, 2.3.2): `family=Müller, given=Hans, prefix=von`.
    private mutating func extended(_ parts: [ArraySlice<UInt8>]) -> PersonName? {
        var values: [String: String] = [:]
        for part in parts {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = String(decoding: trimmed(part[..<equals]), as: UTF8.self)
            guard
                ["family", "given", "prefix", "suffix", "given-i", "useprefix", "prefix-i", "suffix-i"].contains(name)
            else { return nil }
            values[name] = text(trimmed(part[(equals + 1)...]))
        }
        let family = [values["prefix"], values["family"]].compactMap { $0 }.joined(separator: " ")
        let suffix = values["suffix"].map { ", " + $0 } ?? ""
        return PersonName(family: family, given: (values["given"] ?? "") + suffix)
    }
}

// MARK: Raw TeX

private enum Cut {
    /// The word "and" between blanks.
    case and
    case comma
    /// White space or `~`.
    case blank
}

/// The pieces of raw TeX between marks that stand outside of braces.
private func cut(_ bytes: ArraySlice<UInt8>, at mark: Cut) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var depth = 0
    var index = start
    while index < bytes.endIndex {
        let byte = bytes[index]
        var length = 0
        switch (byte, mark) {
        case (UInt8(ascii: "{"), _): depth += 1
        case (UInt8(ascii: "}"), _): depth = max(0, depth - 1)
        case (UInt8(ascii: ","), .comma) where depth == 0: length = 1
        // `\~n` is a letter.
        case (UInt8(ascii: "~"), .blank)
        where depth == 0 && (index == bytes.startIndex || bytes[index - 1] != UInt8(ascii: "\\")): length = 1
        case (_, .blank) where depth == 0 && byte.isWhitespace: length = 1
        case (_, .and) where depth == 0 && byte.isWhitespace: length = lengthOfAnd(bytes, at: index)
        default: break
        }
        if length > 0 {
            pieces.append(bytes[start..<index])
            start = index + length
            index = start
        } else {
            index += 1
        }
    }
    pieces.append(bytes[start...])
    return pieces
}

/// The bytes of ` and` when "and" stands at a blank and a blank follows it (which the next cut may need); else 0.
private func lengthOfAnd(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    guard index + 4 < bytes.endIndex, bytes[(index + 1)...(index + 3)].map(\.lowercased) == Array("and".utf8),
        bytes[index + 4].isWhitespace
    else { return 0 }
    return 4
}

private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first.isWhitespace { bytes.removeFirst() }
    while let last = bytes.last, last.isWhitespace { bytes.removeLast() }
    return bytes
}

/// Whether one pair of braces holds all.
private func isOneGroup(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return false }
    var depth = 0
    for (offset, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
        if depth == 0 { return offset == bytes.count - 1 }
    }
    return false
}

/// Whether a word in small letters is an initial that lost its capital, as in "Michael a. Reshchikov", rather than a particle:
/// one letter, and none that is itself a particle or stands for one (`d.`, `v.`, `z.`, `y`, `i`, `e`, `o`, `u.`).
private func isInitial(_ word: ArraySlice<UInt8>) -> Bool {
    guard let letter = word.first, word.count == 1 || (word.count == 2 && word.last == UInt8(ascii: ".")) else { return false }
    return letter.isLetter && !"dvzyieou".utf8.contains(letter)
}

/// Whether a word is in small letters as BibTeX sees it: by its first letter outside of braces, or inside of a group
/// that begins with a command.
private func isLowercase(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    while let byte = rest.first {
        if byte == UInt8(ascii: "{") {
            guard rest.dropFirst().first == UInt8(ascii: "\\") else {
                var depth = 0
                while let next = rest.popFirst() {
                    if next == UInt8(ascii: "{") { depth += 1 }
                    if next == UInt8(ascii: "}") { depth -= 1 }
                    if depth == 0 { break }
                }
                continue
            }
            return decodedTeX(rest).text.first?.isLowercase == true
        }
        if byte == UInt8(ascii: "\\") { return decodedTeX(rest).text.first?.isLowercase == true }
        let text = String(decoding: rest.prefix(utf8Length(rest) ?? 1), as: UTF8.self)
        if let letter = text.first, letter.isLetter { return letter.isLowercase }
        rest.removeFirst()
    }
    return false
}
