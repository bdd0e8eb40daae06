// The stances of citations, and what is wrong with a bracket that was meant as a citation.
import WikiModel

extension WikiScanner {
    /// What is wrong with a part without a key, in a bracket that holds `items` beside it: nothing where the bracket may be no
    /// citation at all.
    func slip(of part: Range<Int>, among items: [CitationItem], in bracket: Range<Int>) -> WikiSlip? {
        let words = source.trimmed(part)
        // `[see 3; @ma2015]` is a citation, `[mail: a; b @c]` may be anything.
        guard items.contains(where: { $0.prefix.isEmpty }) else { return nil }
        if words.isEmpty {
            let semicolon = part.upperBound == bracket.upperBound ? part.lowerBound - 1 : part.upperBound
            return WikiSlip(
                code: .citationMalformed, range: semicolon..<(semicolon + 1), message: "no key stands beside this \";\"; delete it")
        }
        let written = source.text(words)
        if isLikeKey(words) {
            return WikiSlip(
                code: .citationMalformed, range: words, message: "\"\(written)\" has no \"@\"; write \"@\(written)\"",
                suggestion: Suggestion(replacement: "@" + written, of: written, .safe))
        }
        return WikiSlip(
            code: .citationMalformed, range: words,
            message: "\"\(written)\" is a part without a key; put a comma in place of the \";\", or \"@\" before a key")
    }

    /// `[@ma2015; @wu2017 and more.`, `[@ma2015) and`: a bracket at `start` that is surely meant as a citation and never ends as one.
    func unclosedCitation(at start: Int) -> WikiSlip? {
        guard isCitation(at: start), closingBracket(from: start + 1) == nil else { return nil }
        let limit = min(source.lineEnd(from: start), start + CitationSyntax.longestUTF8)
        var at = start + (source.has("[@", at: start) ? 1 : 2)
        guard let (first, firstEnd) = citationKey(at: at + 1, limit: limit), isLikeKey(first) else { return nil }
        // The keys that follow each other.
        var end = firstEnd
        while case let next = source.trimmed(min(end + 1, limit)..<limit).lowerBound, source.has(";", at: end), source.has("@", at: next),
            let (_, nextEnd) = citationKey(at: next + 1, limit: limit)
        { (at, end) = (next, nextEnd) }
        let written = source.text(start..<end)
        // The parenthesis that stands in place of the bracket.
        let whole = source.has(")", at: end) ? start..<(end + 1) : start..<end
        return WikiSlip(
            code: .citationMalformed, range: whole, message: "\"\(source.text(whole))\" has no \"]\" behind its keys; write \"\(written)]\"",
            suggestion: Suggestion(replacement: written + "]", of: source.text(whole)))
    }

    /// Brackets that are none of citations, and what closes them.
    private static let otherBrackets: [(open: StaticString, closing: StaticString)] = [("(", ")"), ("（", "）"), ("［", "］"), ("【", "】")]

    /// `(@ma2015)`, `［@ma2015; @wu2017］`: citations in a sentence that stand alone between other brackets, and would be shown in two
    /// pairs of parentheses. It is reported at the first of them.
    func citationInOtherBrackets(_ group: CitationGroup) -> WikiSlip? {
        let start = group.range.lowerBound
        guard group.items[0].style.contains(.narrative),
            let (open, closing) = WikiScanner.otherBrackets.first(where: { source.has($0.open, at: start - $0.open.utf8CodeUnitCount) }),
            case let whole = start - open.utf8CodeUnitCount, whole >= lineStart, whole == lineStart || source[whole - 1] != UInt8(ascii: "]")
        else { return nil }
        let limit = slipLimit(from: start)
        var (end, items) = (group.range.upperBound, [source.text(start..<group.items[0].range.upperBound)])
        if !group.items[0].suffix.isEmpty { items[0] += ", " + source.text(group.items[0].suffix) }
        while !source.has(closing, at: end) {
            guard end < limit, case let separator = source.has("；", at: end) || source.has("，", at: end) ? 3 : ",;".utf8.contains(source[end]) ? 1 : 0,
                separator > 0, case let next = source.trimmed(min(end + separator, limit)..<limit).lowerBound, source.has("@", at: next),
                let (_, nextEnd) = citationKey(at: next + 1, limit: limit)
            else { return nil }
            items.append(source.text(next..<nextEnd))
            end = nextEnd
        }
        let range = whole..<(end + closing.utf8CodeUnitCount)
        let (written, mended) = (source.text(range), "[\(items.joined(separator: "; "))]")
        return WikiSlip(
            code: .citationInWords, range: range,
            message: open.utf8CodeUnitCount == 1
                ? "\"\(written)\" is shown with two pairs of parentheses; write \"\(mended)\""
                : "\"\(written)\" has brackets that begin no citation; write \"\(mended)\", in plain ones",
            suggestion: Suggestion(replacement: mended, of: written))
    }

    /// The key of `[@ ma2015]`, whose `@` stands at `at` and begins its part. It is read as it was meant.
    func keyAfterBlank(at: Int, in part: Range<Int>) -> (key: Range<Int>, end: Int)? {
        let first = source.trimmed(part).lowerBound
        guard first == at || (first == at - 1 && source.has("-", at: first)), source.has(" ", at: at + 1) else { return nil }
        let rest = source.trimmed((at + 1)..<part.upperBound)
        guard let start = rest.first, source[start].isLetter, let (key, end) = citationKey(at: start, limit: rest.upperBound),
            source.isLikeKey(key), end == rest.upperBound || source.has(",", at: end)
        else { return nil }
        return (key, end)
    }

    /// Reports the blank of `[@ ma2015]`.
    func blankAfterMark(in item: CitationItem) -> WikiSlip? {
        guard source[item.key.lowerBound - 1].isSpaceOrTab,
            let at = item.range.first(where: { source[$0] == UInt8(ascii: "@") }), at < item.key.lowerBound
        else { return nil }
        let (range, mended) = (at..<item.key.upperBound, "@" + source.text(item.key))
        return WikiSlip(
            code: .citationMalformed, range: range, message: "a blank after \"@\"; write \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: source.text(range), .safe))
    }

    /// Whether a text is one word with the year that citation keys have.
    private func isLikeKey(_ range: Range<Int>) -> Bool {
        guard let first = range.first, source[first].isLetter, let (key, end) = citationKey(at: first, limit: range.upperBound),
            end == range.upperBound
        else { return false }
        return source.isLikeKey(key)
    }

    /// A key after the first of one part: it would be words after the first, and the paper lost.
    func secondKey(in item: CitationItem) -> WikiSlip? {
        guard !item.style.contains(.narrative) else { return nil }
        var from = item.suffix.lowerBound
        while let at = source.firstOffset(of: UInt8(ascii: "@"), in: from..<max(from, item.suffix.upperBound)) {
            from = at + 1
            let before = source[at - 1]
            guard !before.isLetter, !before.isDigit, before != UInt8(ascii: "\\"), before != UInt8(ascii: "/"),
                let (key, end) = citationKey(at: at + 1, limit: item.suffix.upperBound)
            else { continue }
            return WikiSlip(
                code: .citationMalformed, range: at..<end,
                message: "two keys in one part; put a semicolon between them: [@\(stanceBefore(item))\(source.text(item.key)); @\(source.text(key))]")
        }
        return nil
    }

    /// The stance of an item and its colon.
    private func stanceBefore(_ item: CitationItem) -> String {
        vocabulary.stances.indices.contains(Int(item.stance)) ? vocabulary.stances[Int(item.stance)].id + ":" : ""
    }

    /// A paper that an item before it names in the same sense. Of very many items only the first are compared, so that a scan stays linear.
    func repetition(of item: CitationItem, among others: ArraySlice<CitationItem>) -> WikiSlip? {
        func words(_ range: Range<Int>) -> SourceBytes { SourceBytes(rebasing: source[range]) }
        let isRepeated = others.prefix(16).contains { other in
            other.stance == item.stance && words(other.key).elementsEqual(words(item.key))
                && (other.suffix.isEmpty || item.suffix.isEmpty || words(other.suffix).elementsEqual(words(item.suffix)))
        }
        guard isRepeated else { return nil }
        return WikiSlip(code: .citationDuplicate, range: item.key, message: "\"\(source.text(item.key))\" stands twice in one citation; delete one")
    }

    /// `[@supports: ma2015]`, `[@pmid: 1]`, `[@supports:@ma2015]`: reports what stands between colon and key, and reads the item as it was
    /// meant.
    func signAfterColon(in item: inout CitationItem) -> WikiSlip? {
        guard item.suffix.lowerBound == item.key.upperBound, source.has(":", at: item.key.upperBound) else { return nil }
        let word = source.text(item.key)
        let stance = vocabulary.stanceIndex(word)
        let colon = item.key.upperBound
        let first = source.trimmed((colon + 1)..<item.suffix.upperBound).lowerBound
        let isMark = source.has("@", at: first)
        guard first > colon + 1 || isMark, let (key, end) = citationKey(at: isMark ? first + 1 : first, limit: item.suffix.upperBound)
        else { return nil }
        guard stance != nil || CitationSyntax.schemes.contains(word.lowercased()) else {
            guard isLikeKey(key) else { return nil }
            let range = item.key
            (item.key, item.suffix) = (key, source.trimmed(end..<item.suffix.upperBound))
            if vocabulary.isUnread(.stances) { return nil }
            let (clause, nearest) = didYouMean(word, amongFew: vocabulary.stances.map(\.id))
            return WikiSlip(
                code: .stanceUnknown, range: range, message: "\"\(word)\" is not a stance\(clause)",
                suggestion: nearest.map(Suggestion.init(replacement:)))
        }
        let (from, mended) = (item.key.lowerBound, "\(word):\(source.text(key))")
        item.key = stance == nil ? from..<key.upperBound : key
        item.stance = stance.map { UInt8($0) } ?? item.stance
        item.suffix = source.trimmed(end..<item.suffix.upperBound)
        let problem = isMark ? "a second \"@\" after \"\(word):\"" : "a blank after the colon"
        return WikiSlip(
            code: .citationMalformed, range: from..<end, message: "\(problem); write \"@\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: source.text(from..<end), .safe))
    }

    /// `[supports:@ma2015]`, `[supports @ma2015]` and `[@supports ma2015]`: reports the stance, and reads it as it was meant.
    private func strayStance(in item: inout CitationItem) -> WikiSlip? {
        func slip(_ range: Range<Int>, _ stance: String) -> WikiSlip {
            let mended = "@\(stance):\(source.text(item.key))"
            return WikiSlip(
                code: .citationMalformed, range: range, message: "a stance stands between \"@\" and the key, with a colon; write \"\(mended)\"",
                suggestion: Suggestion(replacement: mended, of: source.text(range), .safe))
        }
        if !item.prefix.isEmpty {
            let word = String(source.text(item.prefix).prefix { $0 != ":" && $0 != " " })
            let length = item.prefix.count - word.utf8.count
            let isColon = length == 1 && source[item.prefix.upperBound - 1] == UInt8(ascii: ":")
            guard length == 0 || isColon, let stance = vocabulary.stanceIndex(word), !source[item.key].contains(UInt8(ascii: ":")) else { return nil }
            let start = item.prefix.lowerBound
            item.stance = UInt8(stance)
            item.prefix = start..<start
            return slip(start..<item.key.upperBound, word)
        }
        let word = source.text(item.key)
        guard let stance = vocabulary.stanceIndex(word), item.suffix.lowerBound == item.key.upperBound + 1,
            let (key, end) = citationKey(at: item.suffix.lowerBound, limit: item.suffix.upperBound), isLikeKey(key)
        else { return nil }
        let start = item.key.lowerBound - 1
        item.stance = UInt8(stance)
        item.key = key
        item.suffix = source.trimmed(end..<item.suffix.upperBound)
        return slip(start..<end, word)
    }

    // MARK: Stances

    /// Splits `stance:key`, by the stances of the vocabulary.
    mutating func withStance(_ item: CitationItem, line: Int, lineStart: Int) -> CitationItem {
        var item = item
        item.place = SourceRange(
            line: line, columnUTF8: item.range.lowerBound - lineStart + 1,
            lengthUTF8: lineEnd(in: item.range) - item.range.lowerBound)
        if let slip = signAfterColon(in: &item) ?? strayStance(in: &item) { addProblem(slip) }
        guard let colon = source.firstOffset(of: UInt8(ascii: ":"), in: item.key), colon + 1 < item.key.upperBound else {
            return item
        }
        let word = source.text(item.key.lowerBound..<colon)
        if let index = vocabulary.stanceIndex(word) {
            item.stance = UInt8(index)
            item.key = (colon + 1)..<item.key.upperBound
        } else if vocabulary.isUnread(.stances), !CitationSyntax.schemes.contains(word) {
            item.key = (colon + 1)..<item.key.upperBound
        } else if !CitationSyntax.schemes.contains(word),
            let nearest = nearestNames(to: word, among: vocabulary.stances.map(\.id), limit: 1).first
        {
            addProblem(
                WikiSlip(
                    code: .stanceUnknown, range: item.key.lowerBound..<colon,
                    message: "\"\(word)\" is not a stance; did you mean \"\(nearest)\"?", suggestion: Suggestion(replacement: nearest)))
            item.key = (colon + 1)..<item.key.upperBound
        }
        return item
    }
}

extension SourceBytes {
    /// Whether a citation key has a year, as most have.
    func isLikeKey(_ key: Range<Int>) -> Bool {
        key.count >= 5 && key.dropLast(3).contains { start in (start..<(start + 4)).allSatisfy { self[$0].isDigit } }
    }
}
