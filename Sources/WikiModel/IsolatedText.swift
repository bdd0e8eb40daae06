// Text that is read from right to left, kept apart from the words and numbers around it.

extension String {
    /// The text between U+2068 and U+2069 (first strong isolate, UAX 9), if letters in it are read from right to left; else as it
    /// is. Without, the year after an Arabic name stands before it, and names in a list change places.
    public var isolated: String {
        // The first such letter is U+05BE: all of ASCII and Latin is below, in UTF-8 too.
        guard utf8.contains(where: { $0 >= 0xD6 }), unicodeScalars.contains(where: isReadFromRightToLeft) else { return self }
        return "\u{2068}\(self)\u{2069}"
    }
}

/// Whether a character stands in a block of the classes R and AL (UAX 44, DerivedBidiClass).
private func isReadFromRightToLeft(_ character: Unicode.Scalar) -> Bool {
    switch character.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
}
