// The form of the tags by which languages are named.

/// A tag of BCP 47 (RFC 5646, section 2.1), by its form alone: which languages there are changes.
enum LanguageTag {
    /// Parts of at most eight letters and digits, joined by hyphens; the first is of two or three letters, as the tags of all languages
    /// are, or `x` or `i`, which do not stand alone. RDF and HTML take no other.
    static func isWellFormed(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, first.allSatisfy(\.isLetter) else { return false }
        let isSpecial = parts.count > 1 && (first.elementsEqual("x".utf8) || first.elementsEqual("i".utf8))
        return ((2...3).contains(first.count) || isSpecial)
            && parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy { $0.isLetter || $0.isDigit } }
    }

    /// The languages that most bases are in, by their names in English and in themselves.
    private static let tags = [
        "english": "en", "chinese": "zh", "中文": "zh", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "italian": "it",
        "italiano": "it", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko", "portuguese": "pt", "português": "pt",
        "russian": "ru", "русский": "ru", "spanish": "es", "español": "es", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl",
    ]

    /// What was meant with the name of a language, or with other signs between the parts, as in `en_US`.
    static func mended(_ text: String) -> String? {
        if let tag = tags[text.lowercased()] { return tag }
        let mended = text.split { $0 == "_" || $0 == " " || $0 == "-" }.joined(separator: "-")
        return isWellFormed(mended) ? mended : nil
    }
}
