// Characters that no text of a base may hold.

extension Unicode.Scalar {
    /// Whether it is a control character of ASCII other than tab and line feed, or U+FFFE or U+FFFF: pages, feeds and books cannot hold them
    /// (XML 1.0, production 2).
    package var isForbiddenInText: Bool {
        value < 0x20 && self != "\t" && self != "\n" || value == 0x7F || isForbiddenNoncharacter
    }

    /// The two begin with the byte 0xEF in UTF-8. Unicode's other noncharacters are characters of XML.
    private var isForbiddenNoncharacter: Bool { value == 0xFFFE || value == 0xFFFF }

    /// `control character U+001B`, of one that is forbidden.
    package var forbiddenName: String {
        "\(isForbiddenNoncharacter ? "noncharacter" : "control character") U+\(UInt16(truncatingIfNeeded: value).hexadecimal)"
    }
}
