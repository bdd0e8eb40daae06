// The form of the tags by which languages are named.

/// A tag of BCP 47 (RFC 5646, section 2.1), by its form alone: which languages there are changes.
enum LanguageTag {
    /// Parts of at most eight letters and digits, joined by hyphens; the first is of letters, two at least but for `x` and `i`, which
    /// do not stand alone. RDF and HTML take no other.
    static func isWellFormed(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, first.allSatisfy(\.isLetter) else { return false }
        let isSpecial = parts.count > 1 && (first.elementsEqual("x".utf8) || first.elementsEqual("i".utf8))
        return (first.count >= 2 || isSpecial)
            && parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy { $0.isLetter || $0.isDigit } }
    }

    /// What was meant with other signs between the parts, as in `en_US`.
    static func mended(_ text: String) -> String? {
        let mended = text.split { $0 == "_" || $0 == " " || $0 == "-" }.joined(separator: "-")
        return isWellFormed(mended) ? mended : nil
    }
}
