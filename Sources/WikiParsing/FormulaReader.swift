// Reads a formula in TeX, from left to right, and writes MathML as it goes.
import WikiModel

/// The state of one reading.
///
/// What is understood is the part of LaTeX that formulas in prose are made of; the rest is refused with its place. Groups within
/// groups are followed by recursion, which has a limit (`Formula.deepest`).
struct FormulaReader {
    let tex: SourceBytes
    var offset = 0
    var markup: [UInt8] = []
    var words: [UInt8] = []
    var alphabet: FormulaAlphabet?
    private var depth = 0

    init(_ tex: SourceBytes) { self.tex = tex }

    /// Where a row of a formula ends.
    enum RowEnd {
        case formula
        /// `}`
        case group
        /// `]`
        case option
        /// `\right`
        case delimited
        /// `&`, `\\` or `\end`
        case cell
    }

    /// What the scripts of an atom are to it.
    enum Base {
        case plain
        /// They stand below and above it where there is room.
        case limits
        /// A space follows it and its scripts.
        case function
    }

    // MARK: Rows

    mutating func readAll() throws(FormulaSlip) {
        markup.append("<mrow>")
        try readRow(until: .formula, openedBy: 0..<0)
        markup.append("</mrow>")
    }

    /// Reads up to the end of a row, which stays unread.
    mutating func readRow(until end: RowEnd, openedBy opener: Range<Int>) throws(FormulaSlip) {
        while true {
            skipSpace()
            if isAt(end) { return }
            guard offset < tex.count else { throw slip(opener, "\"\(tex.text(opener))\" is never closed") }
            try readScripted()
        }
    }

    private func isAt(_ end: RowEnd) -> Bool {
        switch end {
        case .formula: offset == tex.count
        case .group: tex.has("}", at: offset)
        case .option: tex.has("]", at: offset)
        case .delimited: isAtCommand("right")
        case .cell: tex.has("&", at: offset) || tex.has("\\\\", at: offset) || isAtCommand("end")
        }
    }

    func isAtCommand(_ name: StaticString) -> Bool {
        guard tex.has("\\", at: offset), tex.has(name, at: offset + 1) else { return false }
        let end = offset + 1 + name.utf8CodeUnitCount
        return end == tex.count || !tex[end].isLetter
    }

    mutating func skipSpace() {
        while offset < tex.count, tex[offset].isWhitespace { offset += 1 }
    }

    func slip(_ range: Range<Int>, _ message: String, _ suggestion: Suggestion? = nil) -> FormulaSlip {
        FormulaSlip(range: range, message: message, suggestion: suggestion)
    }

    // MARK: Scripts

    /// Reads an atom with its exponent and index.
    private mutating func readScripted() throws(FormulaSlip) {
        let (start, wordStart) = (markup.count, words.count)
        let base = try readAtom()
        var lower: [UInt8]?
        var upper: [UInt8]?
        while true {
            skipSpace()
            let mark = offset
            if isAtCommand("limits") || isAtCommand("nolimits") {
                // Where bounds stand is for the page to say.
                offset += isAtCommand("limits") ? 7 : 9
            } else if tex.has("'", at: offset) {
                guard upper == nil else { throw slip(mark..<(mark + 1), "a second exponent; write {…} around the first and what it stands on") }
                upper = readPrimes()
            } else if tex.has("_", at: offset) {
                guard lower == nil else { throw slip(mark..<(mark + 1), "a second index; write {…} around the first and what it stands on") }
                lower = try readScript()
            } else if tex.has("^", at: offset) {
                guard upper == nil else { throw slip(mark..<(mark + 1), "a second exponent; write {…} around the first and what it stands on") }
                upper = try readScript()
            } else {
                break
            }
        }
        if lower != nil || upper != nil {
            let element: StaticString =
                switch (lower != nil, upper != nil) {
                case (true, true): base == .limits ? "munderover" : "msubsup"
                case (true, false): base == .limits ? "munder" : "msub"
                default: base == .limits ? "mover" : "msup"
                }
            wrap(from: start, in: element, then: (lower ?? []) + (upper ?? []))
        }
        if base == .function, words.count > wordStart { appendSpaceAfterFunction() }
    }

    /// Puts what was written since `start` into an element, with more after it.
    mutating func wrap(from start: Int, in element: StaticString, attributes: String = "", then more: [UInt8] = []) {
        markup.insert(contentsOf: Array("<\(element)\(attributes)>".utf8), at: start)
        markup += more
        markup += Array("</\(element)>".utf8)
    }

    /// "sin x", but "sin(x)".
    private mutating func appendSpaceAfterFunction() {
        guard offset < tex.count, !"()[]{}|,.;^_&".utf8.contains(tex[offset]), !isAtCommand("left"), !isAtCommand("right") else { return }
        markup.append("<mspace width=\"0.1667em\"></mspace>")
        words.append(.space)
    }

    /// `'`, `''`, …
    private mutating func readPrimes() -> [UInt8] {
        var primes: [UInt8] = []
        while tex.has("'", at: offset) {
            primes.append("′")
            offset += 1
        }
        words += primes
        return Array("<mo>".utf8) + primes + Array("</mo>".utf8)
    }

    /// The argument after `^` or `_`.
    private mutating func readScript() throws(FormulaSlip) -> [UInt8] {
        let mark = offset
        words.append(tex[offset])
        offset += 1
        let wordStart = words.count
        // For the while of reading: a minus at the beginning of a script is a sign.
        words.append(UInt8(ascii: "("))
        let script = try separately { (reader) throws(FormulaSlip) in try reader.readArgument(of: mark..<(mark + 1)) }
        words.remove(at: wordStart)
        parenthesizeWords(from: wordStart)
        return script
    }

    /// What `read` writes, taken out of the markup.
    mutating func separately(_ read: (inout FormulaReader) throws(FormulaSlip) -> Void) throws(FormulaSlip) -> [UInt8] {
        let start = markup.count
        try read(&self)
        let written = Array(markup[start...])
        markup.removeSubrange(start...)
        return written
    }

    /// Puts words of several signs into parentheses.
    mutating func parenthesizeWords(from start: Int) {
        guard String(decoding: words[start...], as: UTF8.self).unicodeScalars.count > 1,
            !words[start...].allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") })
        else { return }
        words.insert(UInt8(ascii: "("), at: start)
        words.append(UInt8(ascii: ")"))
    }

    // MARK: Arguments

    /// The group or the one sign that a command, which stands in `owner`, takes: one element.
    mutating func readArgument(of owner: Range<Int>) throws(FormulaSlip) {
        skipSpace()
        guard offset < tex.count, !"}&^_".utf8.contains(tex[offset]) else {
            throw slip(owner, "\"\(tex.text(owner))\" lacks what belongs to it; write \(tex.text(owner)){…}")
        }
        if tex[offset].isDigit {
            // To TeX each digit is an argument of its own: \frac12.
            appendNumber(offset..<(offset + 1))
            offset += 1
        } else {
            _ = try readAtom()
        }
    }

    /// The text between braces as it is written.
    mutating func readBraced(of owner: Range<Int>) throws(FormulaSlip) -> Range<Int> {
        skipSpace()
        guard tex.has("{", at: offset) else { throw slip(owner, "\"\(tex.text(owner))\" needs braces after it; write \(tex.text(owner)){…}") }
        let opener = offset
        var open = 0
        while offset < tex.count {
            if tex[offset] == UInt8(ascii: "{") { open += 1 }
            if tex[offset] == UInt8(ascii: "}") { open -= 1 }
            offset += 1
            if open == 0 { return (opener + 1)..<(offset - 1) }
        }
        throw slip(opener..<(opener + 1), "\"{\" is never closed")
    }

    /// `{…}` as one element.
    mutating func readGroup() throws(FormulaSlip) {
        let opener = offset..<(offset + 1)
        markup.append("<mrow>")
        try deeper(opener) { (reader) throws(FormulaSlip) in
            reader.offset += 1
            try reader.readRow(until: .group, openedBy: opener)
            reader.offset += 1
        }
        markup.append("</mrow>")
    }

    /// Reads what may hold groups of its own, one level deeper.
    mutating func deeper(_ owner: Range<Int>, _ read: (inout FormulaReader) throws(FormulaSlip) -> Void) throws(FormulaSlip) {
        guard depth < Formula.deepest else { throw slip(owner, "more than \(Formula.deepest) groups within each other") }
        depth += 1
        try read(&self)
        depth -= 1
    }
}
