// What MediaWiki and pandoc take for markup and is none here: headings, bold words and divisions.
import WikiModel

extension WikiScanner {
    /// `== Heading ==` on a line of its own, as MediaWiki has it.
    func wikiHeadingSlip(at start: Int) -> WikiSlip? {
        guard source.has("==", at: start), slipLimit(from: start) == source.lineEnd(from: start) else { return nil }
        let line = source.trimmed(start..<source.lineEnd(from: start))
        let level = line.prefix { source[$0] == UInt8(ascii: "=") }.count
        guard (2...6).contains(level), line.count > 2 * level, line.suffix(level).allSatisfy({ source[$0] == UInt8(ascii: "=") }) else { return nil }
        let inner = line.dropFirst(level).dropLast(level)
        let words = source.trimmed(inner)
        // `==words==` marks words, and "=" inside is an equation.
        guard words.lowerBound > inner.lowerBound, words.upperBound < inner.upperBound, !words.isEmpty,
            !words.contains(where: { source[$0] == UInt8(ascii: "=") })
        else { return nil }
        let (written, mended) = (source.text(line), String(repeating: "#", count: level) + " " + source.text(words))
        return WikiSlip(
            code: .headingMalformed, range: line, message: "\"\(written)\" is no heading; write \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: written, .safe))
    }

    /// `'''words'''`, whose first mark stands at `start`.
    func wikiBoldSlip(at start: Int) -> WikiSlip? {
        guard source.has("'''", at: start), start == lineStart || !source[start - 1].isWord else { return nil }
        let limit = slipLimit(from: start)
        guard let end = ((start + 3)..<max(start + 3, limit)).first(where: { source.has("'''", at: $0) }),
            case let words = source.trimmed((start + 3)..<end), words == (start + 3)..<end, words.contains(where: { source[$0].isWord })
        else { return nil }
        let (written, mended) = (source.text(start..<(end + 3)), "**\(source.text(words))**")
        return WikiSlip(
            code: .markupShown, range: start..<(end + 3), message: "\"\(written)\" is shown as it is written; write \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: written, .safe))
    }

    /// `::: note` and `:::{.note}`, which begin a division for pandoc, at `start`.
    func divisionSlip(at start: Int) -> WikiSlip? {
        guard source.has(":::", at: start) else { return nil }
        let line = source.trimmed(start..<slipLimit(from: start))
        let words = source.trimmed((line.first { source[$0] != UInt8(ascii: ":") } ?? line.upperBound)..<line.upperBound)
        guard let first = words.first, source[first].isLetter || source[first] == UInt8(ascii: "{") else { return nil }
        return WikiSlip(
            code: .calloutMalformed, range: line,
            message: "\"\(source.text(line))\" begins no callout; write \"> [!NOTE]\", and \"> \" before each of its lines")
    }
}
