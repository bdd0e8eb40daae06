// Formulas in a source: where they begin and end, and what stands in their place.
import WikiModel

extension WikiScanner {
    /// `$…$` and `$$…$$`, by rules that keep prices apart: no blank after the first dollar nor before the last, no digit after that,
    /// and no other dollar between. A formula ends with its paragraph, and holds no back-tick, which might belong to code.
    mutating func readFormula() {
        let dollars = source.has("$$", at: offset) ? 2 : 1
        let start = offset + dollars
        guard let end = endOfFormula(from: start, dollars) else {
            if dollars == 2, let slip = displaySlip(at: offset) { mark(slip) }
            offset = start
            return
        }
        var token = makeToken(dollars == 2 ? .displayFormula : .formula, offset..<(end + dollars))
        token.target = start..<end
        emit(token, brokenOverLinesTo: end + dollars)
    }

    /// The first of the dollars that end the formula which begins at `start`. The next dollar decides, so that the source is read once.
    private func endOfFormula(from start: Int, _ dollars: Int) -> Int? {
        guard start < source.count, dollars == 2 || !source[start].isWhitespace else { return nil }
        let limit = min(source.count, start + Formula.longestUTF8)
        var index = start
        while index < limit {
            switch source[index] {
            // What a backslash stands before is no mark; the end of a line stays one.
            case UInt8(ascii: "\\"): if index + 1 < limit, source[index + 1] != .newline { index += 1 }
            case UInt8(ascii: "$"):
                if dollars == 2 { return source.has("$$", at: index) && !source.trimmed(start..<index).isEmpty ? index : nil }
                let isEnd = index > start && !source[index - 1].isWhitespace
                return isEnd && (index + 1 == source.count || !source[index + 1].isDigit && !source.has("$", at: index + 1)) ? index : nil
            case UInt8(ascii: "`"): return nil
            case .newline where endsParagraph(at: index + 1): return nil
            default: break
            }
            index += 1
        }
        return nil
    }

    /// What keeps `$$`, at the beginning of a line, from opening a formula.
    private mutating func displaySlip(at start: Int) -> WikiSlip? {
        guard source.trimmed(lineStart..<start).allSatisfy({ source[$0] == UInt8(ascii: ">") }), !source.has("$$$", at: start) else { return nil }
        isFormulaOpen.toggle()
        guard isFormulaOpen else { return nil }
        return WikiSlip(
            code: .formulaInvalid, range: start..<(start + 2),
            message: "\"$$\" opens a formula that does not end within the paragraph; close it with \"$$\", without a blank line before")
    }
}

extension MarkdownRenderer {
    /// Writes a formula, or its source as code when it cannot be read.
    mutating func appendFormula(_ token: WikiToken, isDisplay: Bool) {
        let tex = withoutQuoteMarks(token)
        do throws(FormulaSlip) {
            let formula = try tex.bytes.withUnsafeBufferPointer { (bytes) throws(FormulaSlip) in try Formula(bytes, isDisplay: isDisplay) }
            html += formula.markup
            appendPlain(formula.words)
        } catch {
            html.append("<code>")
            tex.bytes.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
            html.append("</code>")
            appendPlain(tex.bytes)
            reportFormula(error, tex.places)
        }
    }

    /// The TeX of a formula without the marks of quotes at the beginning of its lines, and where each of its bytes stands in the source.
    private func withoutQuoteMarks(_ token: WikiToken) -> (bytes: [UInt8], places: [Int]) {
        let source = input.source
        let before = source[..<token.range.lowerBound]
        let lineStart = (before.lastIndex(of: .newline) ?? -1) + 1
        let isQuoted = before[lineStart...].first { !$0.isSpaceOrTab } == UInt8(ascii: ">")
        var (bytes, places): ([UInt8], [Int]) = ([], [])
        var isAtLineStart = false
        for offset in token.target {
            let byte = source[offset]
            if isAtLineStart, isQuoted, byte.isSpaceOrTab || byte == UInt8(ascii: ">") { continue }
            isAtLineStart = byte == .newline
            bytes.append(byte)
            places.append(offset)
        }
        return (bytes, places)
    }

    private mutating func reportFormula(_ slip: FormulaSlip, _ places: [Int]) {
        guard let last = places.last else { return }
        let start = slip.range.lowerBound < places.count ? places[slip.range.lowerBound] : last + 1
        let length = max(1, min(slip.range.count, last + 1 - start))
        report(.formulaInvalid, sourceRange(of: start..<(start + length)), slip.message, suggestion: slip.suggestion)
    }
}
