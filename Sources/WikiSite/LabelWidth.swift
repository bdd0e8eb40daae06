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
        // Scripts of full width.
        return scalar.value >= 0x2E80 ? 1000 : 700
    }

    /// The label as far as it fits into `room` units at a font size, with an ellipsis where it was cut.
    static func fit(_ label: String, room: Int, size: Int) -> (text: String, isCut: Bool) {
        let limit = room * 1000 / size
        var label = label
        if let cut = label.withUTF8({ fitASCII($0, limit) }) {
            return (cut.count == label.utf8.count ? label : String(decoding: label.utf8.prefix(cut.count), as: UTF8.self) + "…", cut.count < label.utf8.count)
        }
        var width = 0
        var kept = label.unicodeScalars.startIndex
        for index in label.unicodeScalars.indices {
            // Where an ellipsis would still fit.
            if width + ellipsisWidth <= limit { kept = index }
            width += of(label.unicodeScalars[index])
            if width > limit { return (label.unicodeScalars[..<kept].trimmedEnd + "…", true) }
        }
        return (label, false)
    }

    /// The same for a label whose characters, as far as they are shown, are ASCII: the range of its bytes that is shown;
    /// `nil` for other labels.
    private static func fitASCII(_ label: UnsafeBufferPointer<UInt8>, _ limit: Int) -> Range<Int>? {
        ascii.withUnsafeBufferPointer { widths in
            var (width, kept) = (0, 0)
            for index in label.indices {
                guard label[index] < 128 else { return nil }
                if width + ellipsisWidth <= limit { kept = index }
                width += widths[Int(label[index])]
                guard width > limit else { continue }
                while kept > 0, " ,-".utf8.contains(label[kept - 1]) { kept -= 1 }
                return 0..<kept
            }
            return 0..<label.count
        }
    }

    private static let ellipsisWidth = 900

    /// The width in units at a font size.
    static func measure(_ label: String, size: Int) -> Int {
        (label.unicodeScalars.reduce(0) { $0 + of($1) } * size + 999) / 1000
    }
}

extension String.UnicodeScalarView.SubSequence {
    fileprivate var trimmedEnd: String {
        var rest = self
        while let last = rest.last, last == " " || last == "," || last == "-" { rest.removeLast() }
        return String(String.UnicodeScalarView(rest))
    }
}
