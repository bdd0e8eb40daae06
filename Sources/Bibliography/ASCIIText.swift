// Tests and small changes on ASCII bytes and texts, shared by the parsers of this target.

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isUpper: Bool { self >= 0x41 && self <= 0x5A }
    var isLower: Bool { self >= 0x61 && self <= 0x7A }
    var isLetter: Bool { isUpper || isLower }
    var isAlphanumeric: Bool { isLetter || isDigit }
    /// Space, tab, or a line's end.
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var lowered: UInt8 { isUpper ? self | 0x20 : self }
    var raised: UInt8 { isLower ? self & 0xDF : self }

    /// The value of a hexadecimal digit; `nil` for any other byte.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}

extension Unicode.Scalar {
    /// A letter, digit or mark of ASCII.
    fileprivate var isMark: Bool { value > 0x20 && value < 0x7F }
}

extension StringProtocol {
    /// The text without white space (of Unicode) at its ends.
    var trimmed: String {
        // A letter or mark of ASCII at both ends is the rule.
        if let first = unicodeScalars.first, let last = unicodeScalars.last, first.isMark, last.isMark { return String(self) }
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(Substring(scalars))
    }

    /// Whether there is at least one byte and all are digits.
    var isDigits: Bool { !isEmpty && utf8.allSatisfy(\.isDigit) }

    /// `A` to `Z` in lower case and nothing else changed, as DOIs compare (DOI Handbook, 2.4: case-insensitive in
    /// ASCII).
    var loweredASCII: String { String(decoding: utf8.map(\.lowered), as: UTF8.self) }

    /// `a` to `z` in upper case and nothing else changed.
    var raisedASCII: String { String(decoding: utf8.map(\.raised), as: UTF8.self) }

    /// What follows the first of `prefixes` that the text begins with, whatever the case of ASCII letters.
    func dropping(anyOf prefixes: [String]) -> String? {
        for prefix in prefixes where utf8.count >= prefix.utf8.count {
            let head = utf8.prefix(prefix.utf8.count)
            if head.elementsEqual(prefix.utf8, by: { $0.lowered == $1.lowered }) {
                return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
            }
        }
        return nil
    }

    /// Whether bytes alone show that white space is single. They leave it open where white space beyond ASCII may stand,
    /// whose UTF-8 begins with C2, E1, E2 or E3.
    private var isSingleSpaced: Bool {
        var last = UInt8(ascii: " ")
        for byte in utf8 {
            if byte < 0x20 || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || (byte == 0x20 && last == 0x20) { return false }
            last = byte
        }
        return last != 0x20
    }

    /// The text with every run of white space (of Unicode) as one space, and none at its ends.
    var singleSpaced: String {
        if isSingleSpaced { return String(self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var isPending = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace {
                isPending = !bytes.isEmpty
            } else {
                if isPending { bytes.append(0x20) }
                isPending = false
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.CodeUnit.replacement)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UTF8.CodeUnit {
    /// U+FFFD in UTF-8.
    fileprivate static var replacement: Unicode.UTF8.EncodedScalar { Unicode.UTF8.encodedReplacementCharacter }
}

/// `%XX` decoded once; `nil` when nothing is encoded, or the result is not UTF-8.
func percentDecoded(_ text: some StringProtocol) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return nil }
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
        if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
            let low = bytes[index + 2].hexValue
        {
            output.append(high << 4 | low)
            index += 3
        } else {
            output.append(bytes[index])
            index += 1
        }
    }
    guard output.count < bytes.count else { return nil }
    return String(validating: output, as: UTF8.self)
}

/// The text for use inside an address: every byte but letters, digits and `keeping` as `%XX`.
func percentEncoded(_ text: some StringProtocol, keeping: StaticString = "-._~!$&'()*,;=:@/") -> String {
    let kept = keeping.withUTF8Buffer { Array($0) }
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
        if byte.isAlphanumeric || kept.contains(byte) {
            output.append(byte)
        } else {
            output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: output, as: UTF8.self)
}
