// Finds the sentence around a place in a block of plain text.

enum Sentences {
    /// The sentence of `block` (a range of `text`) that holds `words`, without white space at its ends.
    ///
    /// A sentence ends at `.`, `!`, `?` or `。` before white space and something that is not a lower-case letter;
    /// abbreviations of scientific prose and initials do not end one.
    static func around(_ words: Range<Int>, in text: SourceBytes, block: Range<Int>) -> Range<Int> {
        var start = words.lowerBound
        while start > block.lowerBound, !(isWhitespace(text, start, block) && endsSentence(text, before: start, block: block)) {
            start -= 1
        }
        var end = max(words.upperBound, start)
        while end < block.upperBound, !(text[end].isWhitespace && endsSentence(text, before: end, block: block)) { end += 1 }
        while start < end, text[start].isWhitespace { start += 1 }
        while end > start, text[end - 1].isWhitespace { end -= 1 }
        return start..<end
    }

    private static func isWhitespace(_ text: SourceBytes, _ offset: Int, _ block: Range<Int>) -> Bool {
        offset < block.upperBound && text[offset].isWhitespace
    }

    /// Whether a sentence ends right before `offset`, which stands at white space.
    private static func endsSentence(_ text: SourceBytes, before offset: Int, block: Range<Int>) -> Bool {
        guard offset > block.lowerBound else { return false }
        var last = offset - 1
        // Closing quotes and brackets belong to the sentence.
        while last > block.lowerBound, text[last] == UInt8(ascii: ")") || text[last] == UInt8(ascii: "\"") { last -= 1 }
        switch text[last] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
        case UInt8(ascii: "."): break
        default: return false
        }
        var next = offset
        while next < block.upperBound, text[next].isWhitespace { next += 1 }
        if next < block.upperBound, text[next] >= 0x61, text[next] <= 0x7A { return false }
        var wordStart = last
        while wordStart > block.lowerBound, !text[wordStart - 1].isWhitespace, text[wordStart - 1] != UInt8(ascii: "(") {
            wordStart -= 1
        }
        let length = last - wordStart
        if length == 1, text[wordStart].isLetter { return false }
        // No abbreviation is longer than six bytes.
        return length > 6 || !abbreviations.contains { $0.elementsEqual(text[wordStart..<last]) }
    }

    private static let abbreviations: [[UInt8]] = [
        "al", "e.g", "i.e", "Fig", "Figs", "fig", "vs", "cf", "ca", "approx", "Dr", "Prof", "No", "no", "Eq", "Ref", "Refs",
        "pp", "vol", "sp", "spp", "St", "resp", "incl", "var",
    ].map { Array($0.utf8) }
}
