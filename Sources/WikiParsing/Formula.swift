// Formulas: TeX in, MathML and plain words out.
import WikiModel

/// A formula as pages and the search show it.
struct Formula {
    /// A `math` element. Its source stands in `alttext`, for those whose program does not read MathML.
    var markup: [UInt8]
    /// The same on one line of plain text: `E = mc^2`.
    var words: [UInt8]

    /// So long a source, and so many groups within each other, are read.
    static let longestUTF8 = 4_000
    static let deepest = 24

    /// - Parameter tex: between the dollars, of a known length.
    init(_ tex: SourceBytes, isDisplay: Bool) throws(FormulaSlip) {
        var reader = FormulaReader(tex)
        try reader.readAll()
        var markup = Array("<math".utf8)
        if isDisplay { markup.append(" display=\"block\"") }
        markup.append(" alttext=\"")
        Formula.collapsed(tex).withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &markup) }
        markup.append("\">")
        markup += reader.markup
        markup.append("</math>")
        self.markup = markup
        words = reader.words.withUnsafeBufferPointer { Formula.collapsed($0) }
    }

    /// Text with one space for each run of white space, and none at the ends.
    private static func collapsed(_ text: SourceBytes) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text {
            if !byte.isWhitespace { result.append(byte) } else if let last = result.last, last != .space { result.append(.space) }
        }
        if result.last == .space { result.removeLast() }
        return result
    }
}

/// What keeps a formula from being read.
struct FormulaSlip: Error {
    /// In the source of the formula.
    var range: Range<Int>
    var message: String
    var suggestion: Suggestion?
}
