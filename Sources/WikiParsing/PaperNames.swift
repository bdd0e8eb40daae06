// Papers named as in manuscripts, by authors and year or by identifier: `(Ma et al., 2015)`, `Ma et al. (2015)`, `(doi:10.…)`.
import WikiModel

/// A paper that is named in parentheses or before them. Ranges are offsets into the source.
struct PaperName {
    var form: NamedPaper.Form
    var isCertain: Bool
    var year = 0
    /// What a citation would stand in the place of.
    var whole: Range<Int>
    var words: Range<Int>
    /// The last word of the first author's family name, or the identifier.
    var name: Range<Int>
    var prefix: Range<Int>
    var suffix: Range<Int>
}

extension WikiScanner {
    /// Parentheses longer than this are not read as citations, so that a scan stays linear.
    private static let longestUTF8 = 400
    /// Authors before a year in parentheses stand within so many bytes.
    private static let longestAuthorsUTF8 = 100

    /// The papers that the parentheses whose `(` stands at `start` name.
    func paperNames(at start: Int) -> [PaperName] {
        guard start == lineStart || isBlank(at: start - 1) else { return [] }
        let limit = min(source.count, start + WikiScanner.longestUTF8)
        let close = source.firstOffset(in: (start + 1)..<limit) { $0.matches(UInt8(ascii: ")")) .| $0.matches(UInt8(ascii: "(")) }
        guard close < limit, source[close] == UInt8(ascii: ")") else { return [] }
        let inside = (start + 1)..<close
        if source.has("[@", at: close + 1) || source.has(" [@", at: close + 1) { return [] }
        // Every form has three digits in a row; most parentheses hold none.
        guard holdsNumber(inside), !inside.contains(where: { "[]@`".utf8.contains(source[$0]) }) else { return [] }
        if let narrative = narrativeName(yearIn: inside, start) { return [narrative] }
        let whole = start..<(close + 1)
        var names: [PaperName] = []
        var partStart = inside.lowerBound
        for index in partStart...close where index == close || source[index] == UInt8(ascii: ";") {
            if let name = identifierName(partStart..<index, whole) ?? authorsAndYear(partStart..<index, whole) { names.append(name) }
            partStart = index + 1
        }
        return names
    }

    private func holdsNumber(_ range: Range<Int>) -> Bool {
        var digits = 0
        for index in range {
            digits = source[index].isDigit ? digits + 1 : 0
            if digits == 3 { return true }
        }
        return false
    }

    // MARK: Forms

    /// `see Ma et al., 2015, p. 30`.
    private func authorsAndYear(_ part: Range<Int>, _ whole: Range<Int>) -> PaperName? {
        let words = words(in: part)
        guard let yearPlace = words.firstIndex(where: { year($0) != nil }), let year = year(words[yearPlace]),
            let author = author(endOf: words[..<yearPlace])
        else { return nil }
        let suffix = source.trimmed(words[yearPlace].upperBound..<part.upperBound)
        guard suffix.isEmpty || source[suffix.lowerBound] == UInt8(ascii: ",") else { return nil }
        return PaperName(
            form: .parenthetical, isCertain: author.isCertain, year: year, whole: whole, words: source.trimmed(part), name: author.name,
            prefix: source.trimmed(part.lowerBound..<author.start),
            suffix: source.trimmed(suffix.dropFirst().lowerBound..<suffix.upperBound))
    }

    /// `Ma et al. (2015, p. 30)`, by the parentheses whose `(` stands at `start`.
    private func narrativeName(yearIn inside: Range<Int>, _ start: Int) -> PaperName? {
        guard let first = words(in: inside).first, let year = year(first) else { return nil }
        let suffix = source.trimmed(first.upperBound..<inside.upperBound)
        guard suffix.isEmpty || source[suffix.lowerBound] == UInt8(ascii: ",") else { return nil }
        let before = words(in: sentenceStart(before: start)..<start)
        guard let author = author(endOf: before[...]) else { return nil }
        let whole = author.start..<(inside.upperBound + 1)
        return PaperName(
            form: .narrative, isCertain: author.isCertain, year: year, whole: whole, words: whole, name: author.name, prefix: 0..<0,
            suffix: source.trimmed(suffix.dropFirst().lowerBound..<suffix.upperBound))
    }

    /// `doi:10.1038/cr.2014.135`, `https://doi.org/10.1038/cr.2014.135`, `PMID: 25342562`.
    private func identifierName(_ part: Range<Int>, _ whole: Range<Int>) -> PaperName? {
        let words = source.trimmed(part)
        let text = source.text(words).lowercased()
        guard ["doi", "pmid", "pmcid", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"].contains(where: text.hasPrefix)
        else { return nil }
        return PaperName(form: .identifier, isCertain: false, whole: whole, words: words, name: words, prefix: 0..<0, suffix: 0..<0)
    }

    // MARK: Words

    /// An author as named in prose.
    private struct Author {
        /// Where the family name begins, with its particles.
        var start: Int
        /// The last word of the family name.
        var name: Range<Int>
        /// Whether it can only be the author of a paper.
        var isCertain = false
    }

    /// Words that belong to the family name after them.
    private static let particles: [StaticString] = [
        "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter", "zu",
    ]

    /// The author who is named last in `words`, or first of several with "et al." or "and".
    private func author(endOf words: ArraySlice<Range<Int>>) -> Author? {
        var place = words.endIndex - 1
        let isCertain = (isWord("al.", words, place) || isWord("al", words, place)) && isWord("et", words, place - 1)
        if isCertain {
            place -= 2
            while place > words.startIndex, isInitials(words[place]) { place -= 1 }
        } else if isWord("and", words, place - 1) || isWord("&", words, place - 1), place - 2 >= words.startIndex, isName(words[place - 2]) {
            place -= 2
        }
        guard place >= words.startIndex, isName(words[place]), let last = words.last, isCertain || isName(last) else { return nil }
        let name = words[place]
        while WikiScanner.particles.contains(where: { isWord($0, words, place - 1) }) { place -= 1 }
        return Author(start: words[place].lowerBound, name: name, isCertain: isCertain)
    }

    private func isWord(_ word: StaticString, _ words: ArraySlice<Range<Int>>, _ place: Int) -> Bool {
        place >= words.startIndex && words[place].count == word.utf8CodeUnitCount && source.has(word, at: words[place].lowerBound)
    }

    /// A word with a capital, of letters, hyphens and apostrophes.
    private func isName(_ word: Range<Int>) -> Bool {
        guard word.count >= 2, let first = word.first, source[first].isUpper || source[first] >= 0x80 else { return false }
        return word.allSatisfy { source[$0].isLetter || source[$0] >= 0x80 || source[$0] == UInt8(ascii: "-") || source[$0] == UInt8(ascii: "'") }
    }

    private func isInitials(_ word: Range<Int>) -> Bool {
        word.count <= 4 && word.allSatisfy { source[$0].isUpper || source[$0] == UInt8(ascii: ".") || source[$0] == UInt8(ascii: "-") }
    }

    /// `2015` or `2015a`.
    private func year(_ word: Range<Int>) -> Int? {
        guard (4...5).contains(word.count), word.prefix(4).allSatisfy({ source[$0].isDigit }), word.dropFirst(4).allSatisfy({ source[$0].isLetter }),
            source.has("19", at: word.lowerBound) || source.has("20", at: word.lowerBound)
        else { return nil }
        return Int(source.text(word.prefix(4)))
    }

    /// The words of a range, without commas and the marks of emphasis and quotes around them.
    private func words(in range: Range<Int>) -> [Range<Int>] {
        func isAround(_ index: Int) -> Bool { ",*_>".utf8.contains(source[index]) }
        var words: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            var end = index
            while end < range.upperBound, !isBlank(at: end) { end += 1 }
            var word = index..<end
            while let first = word.first, isAround(first) { word.removeFirst() }
            while let last = word.last, isAround(last) { word.removeLast() }
            if !word.isEmpty { words.append(word) }
            index = max(end, index + 1)
        }
        return words
    }

    /// Whether a space, a line break or a byte of a no-break space stands at `index`.
    private func isBlank(at index: Int) -> Bool {
        source[index].isWhitespace || source.has("\u{A0}", at: index) || source.has("\u{A0}", at: index - 1)
    }

    /// Where to look from for the authors that stand before `start`: the line before at the earliest, at the beginning of a word.
    private func sentenceStart(before start: Int) -> Int {
        var index = start
        var breaks = 0
        while index > 0, start - index < WikiScanner.longestAuthorsUTF8 {
            if source[index - 1] == .newline {
                breaks += 1
                if breaks == 2 { return index }
            }
            index -= 1
        }
        while index > 0, index < start, !isBlank(at: index) { index += 1 }
        return index
    }
}

extension MarkdownRenderer {
    /// Keeps the papers that a token names, for the linker.
    mutating func keepPaperNames(of token: WikiToken) {
        // A link holds no citation.
        guard linkDepth == 0, let first = token.paperNames.first else { return }
        // All that one token names stand in the same parentheses.
        let place = input.scan.paperNames[Int(first)].whole
        let (range, whole) = (sourceRange(of: place), internJoined(place))
        for number in token.paperNames {
            let name = input.scan.paperNames[Int(number)]
            namedPapers.append(
                NamedPaper(
                    name.form, isCertain: name.isCertain, year: UInt16(name.year), range: range, whole: whole, words: internJoined(name.words),
                    name: intern(name.name), prefix: internJoined(name.prefix), suffix: internJoined(name.suffix)))
        }
    }
}
