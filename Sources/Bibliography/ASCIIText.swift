// Small tests and changes of texts, shared by the parsers of this target.

extension UInt8 {
    var uppercased: UInt8 { isLower ? self & 0xDF : self }
    /// A letter, digit or mark of ASCII.
    var isMark: Bool { self > 0x20 && self < 0x7F }
}

extension [UInt8] {
    mutating func add(_ text: String) { append(contentsOf: text.utf8) }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes begin with those of `prefix`, whatever the case of ASCII letters.
    func begin(with prefix: String) -> Bool {
        prefix.withBytes { prefix in
            count >= prefix.count && prefix.indices.allSatisfy { self[$0].lowercased == prefix[$0].lowercased }
        }
    }
}

extension StringProtocol {
    /// What `body` makes of the UTF-8, read where it stands. Most texts hold nothing to mend, which a look at each byte shows in
    /// a fraction of the time that the indices of a view of the text take.
    @inline(__always)
    func withBytes<Answer>(_ body: (UnsafeBufferPointer<UInt8>) -> Answer) -> Answer {
        if let answer = utf8.withContiguousStorageIfAvailable(body) { return answer }
        return Array(utf8).withUnsafeBufferPointer(body)
    }

    /// Whether the byte stands anywhere in the UTF-8.
    func holds(_ byte: Unicode.Scalar) -> Bool { withBytes { $0.contains(UInt8(ascii: byte)) } }

    /// The text without white space (of Unicode) at its ends.
    var trimmed: String {
        // A letter or mark of ASCII at both ends is the rule.
        if withBytes({ $0.first?.isMark == true && $0.last?.isMark == true }) { return String(self) }
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(Substring(scalars))
    }

    /// Whether there is at least one byte and all are digits.
    var isDigits: Bool { !isEmpty && utf8.allSatisfy(\.isDigit) }

    /// `A` to `Z` in lower case and nothing else changed, as DOIs compare (DOI Handbook, 2.4: case-insensitive in
    /// ASCII).
    var loweredASCII: String {
        if withBytes({ !$0.contains(where: \.isUpper) }) { return String(self) }
        return String(decoding: utf8.map(\.lowercased), as: UTF8.self)
    }

    /// `a` to `z` in upper case and nothing else changed.
    var raisedASCII: String { String(decoding: utf8.map(\.uppercased), as: UTF8.self) }

    /// What follows the first of `prefixes` that the text begins with, whatever the case of ASCII letters.
    func dropping(anyOf prefixes: [String]) -> String? {
        withBytes { bytes in
            guard let prefix = prefixes.first(where: bytes.begin) else { return nil }
            return String(decoding: bytes[prefix.utf8.count...], as: UTF8.self)
        }
    }

    /// Whether the text is `other`, whatever the case of ASCII letters.
    func isLike(_ other: String) -> Bool { utf8.count == other.utf8.count && withBytes { $0.begin(with: other) } }

    /// Whether bytes alone show that white space is single and that nothing is forbidden in text. They leave it open where white space,
    /// control characters, U+FFFE or U+FFFF may stand beyond ASCII, whose UTF-8 begins with C2, E1, E2, E3 or EF.
    var isSingleSpaced: Bool {
        withBytes { bytes in
            var last = UInt8(ascii: " ")
            for byte in bytes {
                if byte < 0x20 || (byte == 0x20 && last == 0x20) { return false }
                if byte >= 0x7F, byte == 0x7F || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF { return false }
                last = byte
            }
            return last != 0x20 || bytes.isEmpty
        }
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
