// The grammar of citations, pandoc's: `[see @key, p. 3; -@other]`, `@key [p. 3]`, `@{key}`.
import WikiModel

/// The items of one citation, and the offsets where it starts and ends.
struct CitationGroup {
    var items: [CitationItem]
    var range: Range<Int>
}

enum CitationSyntax {
    /// Words before a colon that say how a paper is named, rather than how it is judged.
    static let schemes: Set<String> = ["doi", "pmid", "pmcid", "pmc", "arxiv", "isbn", "url", "http", "https"]

    /// A bracket longer than this is not read as a citation, so that a scan stays linear.
    static let longestUTF8 = 2000
}

extension WikiScanner {
    /// Reads a bracketed citation whose `[` stands at `start`; `nil` when it is not one.
    ///
    /// Every part between semicolons must hold one key. A bracket followed by `(` or `[` is a link, unless another citation follows. One
    /// followed by `:` at the start of a line is a definition, unless it begins with a key.
    ///
    /// Throws what is wrong with one that is surely meant as a citation.
    func citationGroup(at start: Int) throws(WikiSlip) -> CitationGroup? {
        guard let close = closingBracket(from: start + 1) else { return nil }
        if close + 1 < source.count {
            let next = source[close + 1]
            if next == UInt8(ascii: "(") || (next == UInt8(ascii: "[") && !isCitation(at: close + 1)) { return nil }
            if next == UInt8(ascii: ":"), !isCitation(at: start), source.trimmed(lineStart..<start).isEmpty { return nil }
        }
        var items: [CitationItem] = []
        var partStart = start + 1
        var keyless: Range<Int>?
        for index in (start + 1)...close where index == close || source[index] == UInt8(ascii: ";") {
            if let item = citationItem(in: partStart..<index) {
                items.append(item)
            } else if keyless == nil {
                keyless = partStart..<index
            }
            partStart = index + 1
        }
        if let keyless {
            if let slip = slip(of: keyless, among: items, in: start..<close) { throw slip }
            return nil
        }
        return CitationGroup(items: items, range: start..<(close + 1))
    }

    /// Whether a bracket begins with a key. No definition of a link has such a name, so `[@a][@b]` are two citations, and `[@a]: …` is one.
    func isCitation(at start: Int) -> Bool { source.has("[@", at: start) || source.has("[-@", at: start) }

    /// The `]` that ends a bracket which holds an `@`, no other bracket and no blank line.
    func closingBracket(from start: Int) -> Int? {
        var index = start
        var hasKey = false
        let limit = min(source.count, start + CitationSyntax.longestUTF8)
        while index < limit {
            switch source[index] {
            case UInt8(ascii: "]"): return hasKey ? index : nil
            case UInt8(ascii: "["), UInt8(ascii: "`"): return nil
            case UInt8(ascii: "@"): hasKey = true
            case .newline: if index + 1 < limit, source[index + 1] == .newline { return nil }
            case UInt8(ascii: "\\"): index += 1
            default: break
            }
            index += 1
        }
        return nil
    }

    private func citationItem(in part: Range<Int>) -> CitationItem? {
        var at = part.lowerBound
        while at < part.upperBound {
            if source[at] == UInt8(ascii: "@"), at == part.lowerBound || !source[at - 1].isWord || noBreakSpace(endingAt: at) > 0 { break }
            at += 1
        }
        guard at < part.upperBound, let (key, end) = citationKey(at: at + 1, limit: part.upperBound) ?? keyAfterBlank(at: at, in: part) else { return nil }
        var prefixEnd = at
        var style: Reference.Style = []
        if at > part.lowerBound, source[at - 1] == UInt8(ascii: "-") {
            style = .suppressAuthor
            prefixEnd -= 1
        }
        var suffix = trimmed(end..<part.upperBound)
        if !suffix.isEmpty, source[suffix.lowerBound] == UInt8(ascii: ",") {
            suffix = trimmed((suffix.lowerBound + 1)..<suffix.upperBound)
        } else if source.has("，", at: suffix.lowerBound), suffix.count >= 3 {
            suffix = trimmed((suffix.lowerBound + 3)..<suffix.upperBound)
        }
        return CitationItem(
            key: key, prefix: withoutMargin(trimmed(part.lowerBound..<prefixEnd)), suffix: suffix, style: style,
            range: withoutMargin(source.trimmed(part)))
    }

    /// A part without the marks of quotes at its start, which stand there when a line ends right before it.
    private func withoutMargin(_ part: Range<Int>) -> Range<Int> {
        var start = part.lowerBound
        while start < part.upperBound, source[start] == UInt8(ascii: ">") || source[start].isWhitespace { start += 1 }
        return start..<part.upperBound
    }

    // MARK: Blanks

    /// What text processors put before numbers, and into the lines of justified text: U+00A0, and U+202F, its narrow form. The bytes of
    /// one that begins at an offset, or 0.
    private func noBreakSpace(at start: Int) -> Int { source.has("\u{A0}", at: start) ? 2 : source.has("\u{202F}", at: start) ? 3 : 0 }

    /// The bytes of one that ends at an offset, or 0.
    private func noBreakSpace(endingAt end: Int) -> Int { source.has("\u{A0}", at: end - 2) ? 2 : source.has("\u{202F}", at: end - 3) ? 3 : 0 }

    /// Punctuation of Chinese and Japanese (U+3000 to U+303F), and the wide forms of ASCII's (U+FF00 to U+FF7F).
    private func isWidePunctuation(at start: Int) -> Bool {
        guard start + 1 < source.count else { return false }
        return (source[start] == 0xE3 && source[start + 1] == 0x80) || (source[start] == 0xEF && (0xBC...0xBD).contains(source[start + 1]))
    }

    /// A range without blanks at its ends, those that do not break included.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = source.trimmed(range)
        while range.count > 1, case let length = noBreakSpace(at: range.lowerBound), length > 0 {
            range = source.trimmed((range.lowerBound + length)..<range.upperBound)
        }
        while range.count > 1, case let length = noBreakSpace(endingAt: range.upperBound), length > 0 {
            range = source.trimmed(range.lowerBound..<(range.upperBound - length))
        }
        return range
    }

    // MARK: Keys

    /// Reads a key; `end` is the offset after it, and after the braces of `@{key}`.
    ///
    /// A key begins with a letter, a digit or `_`; single punctuation may stand inside it, and two in a row or one at the
    /// end do not belong to it.
    func citationKey(at start: Int, limit: Int) -> (key: Range<Int>, end: Int)? {
        guard start < limit else { return nil }
        if source[start] == UInt8(ascii: "{") {
            guard let close = closingBrace(from: start + 1, limit: limit), close > start + 1 else { return nil }
            return ((start + 1)..<close, close + 1)
        }
        guard source[start].isWord || source[start] == UInt8(ascii: "_") else { return nil }
        var index = start
        var end = start
        var lastWasPunctuation = false
        while index < limit {
            let byte = source[index]
            if byte >= 0x80, noBreakSpace(at: index) > 0 || isWidePunctuation(at: index) { break }
            if byte.isWord || byte == UInt8(ascii: "_") {
                lastWasPunctuation = false
                end = index + 1
            } else if isKeyPunctuation(byte), !lastWasPunctuation || isAddress(start..<index) {
                lastWasPunctuation = true
            } else {
                break
            }
            index += 1
        }
        return (start..<end, end)
    }

    /// The `}` that ends a key in braces, which holds no white space.
    private func closingBrace(from start: Int, limit: Int) -> Int? {
        var index = start
        let end = min(limit, start + CitationSyntax.longestUTF8)
        while index < end, !source[index].isWhitespace, source[index] != UInt8(ascii: "{") {
            if source[index] == UInt8(ascii: "}") { return index }
            index += 1
        }
        return nil
    }

    /// Whether a key so far is `https:` or `http:`, whose two slashes belong to it.
    private func isAddress(_ range: Range<Int>) -> Bool {
        (source.has("https:", at: range.lowerBound) && range.count <= 7)
            || (source.has("http:", at: range.lowerBound) && range.count <= 6)
    }

    private func isKeyPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "&"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// Reads `@key` or `@key [p. 3]` standing as a word; `nil` when the `@` belongs to an address or a handle.
    func narrativeCitation(at start: Int, lineStart: Int) -> CitationGroup? {
        var before = start
        var style: Reference.Style = .narrative
        if before > lineStart, source[before - 1] == UInt8(ascii: "-"), before - 1 == lineStart || source[before - 2].isWhitespace {
            before -= 1
            style = [.narrative, .suppressAuthor]
        }
        if before > lineStart {
            let previous = source[before - 1]
            let opens = previous.isWhitespace || previous == UInt8(ascii: "(") || previous == UInt8(ascii: "\"")
                || previous == UInt8(ascii: "'") || previous == UInt8(ascii: "*") || previous == UInt8(ascii: "_")
                || previous == UInt8(ascii: ">") || previous == UInt8(ascii: "|") || previous >= 0x80
            guard opens else { return nil }
        }
        guard let (key, keyEnd) = citationKey(at: start + 1, limit: source.count) else { return nil }
        var item = CitationItem(key: key, prefix: 0..<0, suffix: 0..<0, style: style, range: start..<keyEnd)
        var end = keyEnd
        if let locator = narrativeLocator(after: keyEnd) {
            item.suffix = source.trimmed(locator)
            end = locator.upperBound + 1
        }
        return CitationGroup(items: [item], range: before..<end)
    }

    /// The inside of ` [p. 3]` after a narrative key.
    private func narrativeLocator(after end: Int) -> Range<Int>? {
        let open = source.has("\u{A0}[", at: end) ? end + 2 : end + 1
        guard source.has(" [", at: end) || open == end + 2, !source.has("[[", at: open) else { return nil }
        var index = open + 1
        while index < source.count, index < end + 200 {
            switch source[index] {
            case UInt8(ascii: "]"):
                let next = index + 1 < source.count ? source[index + 1] : .space
                return next == UInt8(ascii: "(") || next == UInt8(ascii: "[") || index == open + 1 ? nil : (open + 1)..<index
            case UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "^"), .newline: return nil
            default: index += 1
            }
        }
        return nil
    }
}
