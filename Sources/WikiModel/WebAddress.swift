// Addresses of the web as people paste them, and what was meant.

/// Questions about an address by its text alone; none is ever opened.
public enum WebAddress {
    /// Whether a text is an address that a page can link to: of the web by its beginning, and without blanks.
    public static func isPlain(_ text: String) -> Bool {
        hasScheme(text) && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// Whether a text begins as an address of the web.
    public static func hasScheme(_ text: String) -> Bool { begins(text, with: "https://") || begins(text, with: "http://") }

    /// Whether a text begins with a scheme, in letters of either case.
    private static func begins(_ text: String, with scheme: String) -> Bool {
        text.utf8.prefix(scheme.utf8.count).elementsEqual(scheme.utf8) { $0 | 0x20 == $1 }
    }

    /// What a text that is no address means, where that is certain: `www.x.org/a`, `doi.org/10.1/x`, `//x.org`, `<https://x.org>`, and
    /// blanks in an address, which stand for `%20`.
    public static func mended(_ text: String) -> String? {
        var bare = Substring(text)
        if bare.hasPrefix("<"), bare.hasSuffix(">") { bare = bare.dropFirst().dropLast() }
        if hasScheme(String(bare)) { bare = Substring(bare.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")) }
        guard !bare.contains(where: { $0.isWhitespace || $0 == "<" || $0 == ">" }) else { return nil }
        if isPlain(String(bare)) { return String(bare) }
        if bare.hasPrefix("//") { bare = bare.dropFirst(2) }
        // A host: words joined by dots, the last of them of letters, and no `:` that would make the first a scheme.
        let host = bare.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let words = host.split(separator: ".", omittingEmptySubsequences: false)
        let isWord: (Substring) -> Bool = { word in
            !word.isEmpty && word.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x2D }
        }
        guard words.count > 1, words.allSatisfy(isWord), let last = words.last, last.utf8.count > 1,
            last.utf8.allSatisfy(\.isLetter)
        else { return nil }
        return "https://" + bare
    }
}
