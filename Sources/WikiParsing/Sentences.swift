// Finds the sentences around places in a block of plain text.

/// Answers, for one place after another, in which sentence of a block it stands. The block is gone through once, however
/// many places are asked for.
///
/// A sentence ends at `.`, `!` or `?` before white space and something that is not a lower-case letter, such as a name that is
/// put back there, and at `。`, `！` and `？`; abbreviations of scientific prose and initials do not end one. Text without an end is cut at white space
/// every `longestUTF8` bytes.
struct Sentences {
    private static let longestUTF8 = 1200

    private let text: SourceBytes
    private let block: Range<Int>
    /// Where names are put back that the text lacks, such as that of `@ma2015`, in order.
    private var names: ArraySlice<Int>
    /// The last end of a sentence before `position`.
    private var start: Int
    private var position: Int
    /// The first end of a sentence at or after the place that was asked for last.
    private var end = -1
    /// The sentence that was answered last, with white space and without.
    private var last = (whole: -1..<0, trimmed: 0..<0)

    /// - Parameters:
    ///   - text: plain text, of which `block` is a part.
    init(in text: SourceBytes, block: Range<Int>, names: [Int]) {
        self.text = text
        self.block = block
        self.names = names[...]
        start = block.lowerBound
        position = block.lowerBound
    }

    /// The sentence that holds `words`, without white space at its ends, but for that beside a name. `words` must not begin before
    /// those of the call before.
    ///
    /// Where `words` are empty and follow a full stop, as with `fast.[@ma2015]`, it is the sentence that ended there; a name begins
    /// the next one.
    mutating func around(_ words: Range<Int>, isName: Bool) -> Range<Int> {
        if isName, words.lowerBound > start, beginsSentence(words.lowerBound) {
            start = words.lowerBound
            position = start + 1
            end = firstEnd(in: position..<block.upperBound)
        }
        while position < words.lowerBound {
            position = firstEnd(in: position..<words.lowerBound)
            if position == words.lowerBound { break }
            start = position
            position += 1
        }
        if end < words.upperBound { end = firstEnd(in: words.upperBound..<max(words.upperBound, block.upperBound)) }
        let whole = start..<max(start, end)
        if whole != last.whole { last = (whole, trimmed(whole)) }
        return last.trimmed
    }

    private mutating func trimmed(_ sentence: Range<Int>) -> Range<Int> {
        let trimmed = text.trimmed(sentence)
        names = names.drop { $0 < sentence.lowerBound }
        let within = names.prefix { $0 < sentence.upperBound || $0 == sentence.upperBound && !beginsSentence($0) }
        guard let first = within.first, let last = within.last else { return trimmed }
        return min(first, trimmed.lowerBound)..<max(last, trimmed.upperBound)
    }

    /// The first end of a sentence in `range`, or the end of the range.
    private func firstEnd(in range: Range<Int>) -> Int {
        var offset = range.lowerBound
        while offset < range.upperBound {
            // A text that is not too long ends only after one of a few bytes.
            let limit = min(range.upperBound, start + Sentences.longestUTF8 + 1)
            if offset > block.lowerBound, offset < limit {
                offset = text.firstOffset(in: (offset - 1)..<(limit - 1), where: Sentences.mayEnd) + 1
                if offset == range.upperBound { break }
            }
            if isEnd(offset) { break }
            offset += 1
        }
        return offset
    }

    /// Full stops, what may close after them, and the last bytes of `wideStops`.
    @inline(__always)
    private static func mayEnd(_ bytes: ByteBlock) -> ByteMask {
        let stops = bytes.matches(UInt8(ascii: ".")) .| bytes.matches(UInt8(ascii: "!")) .| bytes.matches(UInt8(ascii: "?"))
        let closers = bytes.matches(UInt8(ascii: ")")) .| bytes.matches(UInt8(ascii: "\""))
        let wide = bytes.matches(0x81) .| bytes.matches(0x82) .| bytes.matches(0x9F)
        return stops .| closers .| wide
    }

    /// Whether a sentence ends right before `offset`.
    private func isEnd(_ offset: Int) -> Bool {
        guard offset > block.lowerBound else { return false }
        if isBehindWideStop(offset) { return true }
        guard text[offset].isWhitespace else { return false }
        return endsSentence(before: offset) || offset - start > Sentences.longestUTF8
    }

    private func isBehindWideStop(_ offset: Int) -> Bool {
        text[offset - 1] >= 0x80 && Sentences.wideStops.contains { text.has($0, at: offset - 3) }
    }

    /// Whether a name at `offset` is the first word of a sentence: after a stop that no space follows, and not at the end of the block.
    private func beginsSentence(_ offset: Int) -> Bool {
        offset > block.lowerBound && offset < block.upperBound && isBehindWideStop(offset)
    }

    private func endsSentence(before offset: Int) -> Bool {
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
        // A name that is put back before a small letter begins a sentence.
        if next < block.upperBound, text[next].isLower, !hasName(in: offset...next) { return false }
        return !isAbbreviation(endingAt: last)
    }

    /// Whether a name is put back in a range. Names are in order, and a paragraph may hold many thousands: halved, not gone through.
    private func hasName(in range: ClosedRange<Int>) -> Bool {
        var (low, high) = (names.startIndex, names.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if names[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < names.endIndex && names[low] <= range.upperBound
    }

    /// Whether the word before a full stop is an initial or a known abbreviation.
    private func isAbbreviation(endingAt stop: Int) -> Bool {
        // No abbreviation is longer than six bytes.
        let earliest = max(block.lowerBound, stop - 7)
        var wordStart = stop
        while wordStart > earliest, !text[wordStart - 1].isWhitespace, text[wordStart - 1] != UInt8(ascii: "(") {
            wordStart -= 1
        }
        let length = stop - wordStart
        if length == 1, text[wordStart].isLetter { return true }
        return length <= 6 && Sentences.abbreviations.contains { $0.utf8CodeUnitCount == length && text.has($0, at: wordStart) }
    }

    /// Full stops of Chinese and Japanese, three bytes each.
    private static let wideStops: [StaticString] = ["。", "！", "？"]

    private static let abbreviations: [StaticString] = [
        "al", "e.g", "i.e", "Fig", "Figs", "fig", "vs", "cf", "ca", "approx", "Dr", "Prof", "No", "no", "Eq", "Ref", "Refs",
        "pp", "vol", "sp", "spp", "St", "resp", "incl", "var",
    ]
}
