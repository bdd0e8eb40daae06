// How wide a label of a drawing will be, without a font at hand: an estimate on the safe side, so that labels do not overlap.

/// Widths in thousandths of the font's size, for sans-serif fonts.
enum LabelWidth {
    /// Of ASCII by class, between Liberation Sans and the wider DejaVu Sans.
    private static let ascii: [Int] = (0..<128).map { code in
        switch UInt8(code) {
        case UInt8(ascii: "i"), UInt8(ascii: "j"), UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "."), UInt8(ascii: ","),
            UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "|"), UInt8(ascii: "!"): 320
        case UInt8(ascii: " "), UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "-"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"): 400
        case UInt8(ascii: "m"), UInt8(ascii: "w"), UInt8(ascii: "M"), UInt8(ascii: "W"), UInt8(ascii: "@"), UInt8(ascii: "%"): 990
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): 700
        default: 580
        }
    }

    static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 128 { return ascii[Int(scalar.value)] }
        switch scalar.value {
        // What isolates text from right to left is not seen.
        case 0x2066...0x2069: return 0
        // Scripts of full width.
        case 0x2E80...: return 1000
        default: return 700
        }
    }

    /// The label as far as it fits into `room` units at a font size, with an ellipsis where it was cut.
    static func fit(_ label: String, room: Int, size: Int) -> (text: String, isCut: Bool) {
        var label = label
        let shown = label.withUTF8 { fit($0, room: room, size: size) }
        if shown == label.utf8.count { return (label, false) }
        return (String(decoding: label.utf8.prefix(shown), as: UTF8.self) + "…", true)
    }

    /// How many bytes of a label in UTF-8 are shown; where they are not all, an ellipsis fits behind them.
    static func fit(_ label: UnsafeBufferPointer<UInt8>, room: Int, size: Int) -> Int {
        let limit = room * 1000 / size
        return fitASCII(label, limit) ?? fitScalars(label, limit)
    }

    /// Where a label that does not fit goes on in a second line: where its first line ends, and where the second begins. `nil` for one that
    /// fits, and for one that cannot be broken early enough.
    static func lineBreak(_ label: UnsafeBufferPointer<UInt8>, room: Int, size: Int) -> (end: Int, next: Int)? {
        guard fit(label, room: room, size: size) < label.count else { return nil }
        for index in label.indices.dropFirst().reversed() {
            let isBlank = label[index] == UInt8(ascii: " ")
            // A hyphen ends a line.
            guard isBlank || label[index - 1] == UInt8(ascii: "-") else { continue }
            if fit(UnsafeBufferPointer(rebasing: label[..<index]), room: room, size: size) == index { return (index, isBlank ? index + 1 : index) }
        }
        return nil
    }

    private static func fitScalars(_ label: UnsafeBufferPointer<UInt8>, _ limit: Int) -> Int {
        var (width, position, kept) = (0, 0, 0)
        for scalar in String(decoding: label, as: UTF8.self).unicodeScalars {
            // Where an ellipsis would still fit.
            if width + ellipsisWidth <= limit { kept = position }
            width += of(scalar)
            if width > limit { return withoutEnd(kept, of: label) }
            position += scalar.utf8.count
        }
        return label.count
    }

    /// The same for a label whose characters, as far as they are shown, are ASCII; `nil` for other labels.
    private static func fitASCII(_ label: UnsafeBufferPointer<UInt8>, _ limit: Int) -> Int? {
        ascii.withUnsafeBufferPointer { widths in
            var (width, kept) = (0, 0)
            for index in label.indices {
                guard label[index] < 128 else { return nil }
                if width + ellipsisWidth <= limit { kept = index }
                width += widths[Int(label[index])]
                if width > limit { return withoutEnd(kept, of: label) }
            }
            return label.count
        }
    }

    /// No ellipsis follows on a space, a comma or a hyphen.
    private static func withoutEnd(_ kept: Int, of label: UnsafeBufferPointer<UInt8>) -> Int {
        var kept = kept
        while kept > 0, " ,-".utf8.contains(label[kept - 1]) { kept -= 1 }
        return kept
    }

    private static let ellipsisWidth = 900

    /// The width in units at a font size.
    static func measure(_ label: String, size: Int) -> Int {
        (label.unicodeScalars.reduce(0) { $0 + of($1) } * size + 999) / 1000
    }
}
