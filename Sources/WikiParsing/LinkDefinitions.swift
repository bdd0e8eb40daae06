// What link definitions (`[label]: destination "title"`) would grow to where they are used.
import WikiModel

/// The definitions of a text for cmark, found without parsing it: whatever cmark takes for a definition is among them.
///
/// cmark copies destination and title to each use, so a few kilobytes can become gigabytes. In the source a comment or a link
/// could hide where either ends, so the text is looked at as the scan prepared it, with placeholders.
struct LinkDefinitions {
    private let source: SourceBytes
    /// Folded label → bytes of destination and title, the largest where a label is defined twice.
    private var sizes: [[UInt8]: Int] = [:]
    /// All labels, those of definitions among them.
    private var labelCount = 0

    /// cmark's limit on labels, and room for the `>` of quotes in one that is broken over lines.
    private static let longestLabelUTF8 = 2000

    private init(_ source: SourceBytes) {
        self.source = source
        var titles = TitleSearch(source, end: source.count)
        var found: [[UInt8]: Int] = [:]
        var count = 0
        eachLabel { label, end in
            count += 1
            guard source.has("]:", at: end) else { return true }
            let key = LinkDefinitions.folded(source, label)
            found[key] = max(found[key] ?? 0, LinkDefinitions.size(source, from: end + 2, titles: &titles))
            return true
        }
        sizes = found
        labelCount = count
    }

    /// The line where the uses of a text's definitions pass the limit, if they do. The text begins with line `firstLine`.
    static func excess(in text: SourceBytes, firstLine: Int) -> Int? {
        var (brackets, hasDefinitions) = (0, false)
        text.forEachOffset(in: 0..<text.count, where: { $0.matches(UInt8(ascii: "]")) }) { index in
            brackets += 1
            if text.has("]:", at: index) { hasDefinitions = true }
        }
        // What stands for one use is a part of the text, so that most texts are too short to grow past the limit.
        guard hasDefinitions, brackets * text.count > InputLimits.referenceExpansionUTF8 else { return nil }
        return LinkDefinitions(text).excess().map { firstLine + text[..<$0].count { $0 == .newline } }
    }

    /// Where the uses of definitions pass the limit, if they do.
    private func excess() -> Int? {
        // Most often not even as many uses of the largest would be too much.
        guard labelCount * (sizes.values.max() ?? 0) > InputLimits.referenceExpansionUTF8 else { return nil }
        // Each definition looks like one use of itself.
        var total = -sizes.values.reduce(0, +)
        var place: Int?
        eachLabel { label, end in
            total += sizes[LinkDefinitions.folded(source, label)] ?? 0
            if total > InputLimits.referenceExpansionUTF8 { place = end }
            return place == nil
        }
        return place
    }

    /// Calls `use` with the text in each pair of brackets that holds no other, and where its `]` stands, until it answers
    /// `false`.
    private func eachLabel(_ use: (Range<Int>, Int) -> Bool) {
        var open: Int?
        var index = 0
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): open = index + 1
            case UInt8(ascii: "]"):
                if let start = open, index - start <= LinkDefinitions.longestLabelUTF8, !use(start..<index, index) { return }
                open = nil
            default: break
            }
            index = source.firstOffset(in: min(index + 1, source.count)..<source.count) {
                $0.matches(UInt8(ascii: "\\")) .| $0.matches(UInt8(ascii: "[")) .| $0.matches(UInt8(ascii: "]"))
            }
        }
    }

    /// The bytes of the destination and title that begin after the colon at `start`; never fewer than cmark reads.
    private static func size(_ source: SourceBytes, from start: Int, titles: inout TitleSearch) -> Int {
        let destination = afterSpace(source, start, titles.end)
        var index = destination
        if source.has("<", at: index) {
            index = endOfAddress(source, inBrackets: index, titles.end)
        } else {
            while index < titles.end, !source[index].isWhitespace { index += 1 }
        }
        let title = afterSpace(source, min(index + 1, titles.end), titles.end)
        return index - destination + titles.length(from: title)
    }

    /// The `>` or line break that ends an address whose `<` stands at `start`. Behind a backslash either ends nothing, and the marks of
    /// quotes that follow such a line break do not, either.
    private static func endOfAddress(_ source: SourceBytes, inBrackets start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, source[index] != UInt8(ascii: ">"), source[index] != .newline {
            if source.has("\\\n", at: index) {
                index = afterSpace(source, index + 2, end)
            } else {
                index += source[index] == UInt8(ascii: "\\") ? 2 : 1
            }
        }
        return min(index, end)
    }

    /// The offset after white space, one line break and the `>` of quotes after it.
    private static func afterSpace(_ source: SourceBytes, _ start: Int, _ end: Int) -> Int {
        var index = start
        var sawBreak = start > 0 && source[start - 1] == .newline
        while index < end {
            if source[index] == .newline, !sawBreak {
                sawBreak = true
            } else if !source[index].isSpaceOrTab, !(sawBreak && source[index] == UInt8(ascii: ">")) {
                break
            }
            index += 1
        }
        return index
    }

    /// A label as cmark compares it: case folded, white space joined (`cmark_reference` in `references.c`).
    private static func folded(_ source: SourceBytes, _ range: Range<Int>) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(range.count)
        var isWide = false
        var sawBreak = false
        for byte in source[range] {
            if byte.isWhitespace || (sawBreak && byte == UInt8(ascii: ">")) {
                sawBreak = sawBreak || byte == .newline
                if let last = key.last, last != .space { key.append(.space) }
            } else {
                sawBreak = false
                isWide = isWide || byte >= 0x80
                key.append(byte.lowercased)
            }
        }
        if key.last == .space { key.removeLast() }
        // Lower, upper and lower again brings together what Unicode's case folding does, such as "ẞ", "ß" and "ss".
        return isWide ? Array(String(decoding: key, as: UTF8.self).lowercased().uppercased().lowercased().utf8) : key
    }
}

/// Finds where titles end. Each search is remembered, so that many titles that never end are gone over once.
private struct TitleSearch {
    let source: SourceBytes
    let end: Int
    /// For `"`, `'` and `)`: where the last search began, where it stopped, and whether it met the closer.
    private var known: [UInt8: (start: Int, stop: Int, isClosed: Bool)] = [:]

    init(_ source: SourceBytes, end: Int) {
        self.source = source
        self.end = end
    }

    /// The bytes of the title whose opening quote stands at `start`; 0 when there is none.
    mutating func length(from start: Int) -> Int {
        guard start < end else { return 0 }
        let closer: UInt8
        switch source[start] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): closer = source[start]
        case UInt8(ascii: "("): closer = UInt8(ascii: ")")
        default: return 0
        }
        if let last = known[closer], last.start <= start, start < last.stop {
            return last.isClosed ? last.stop - start : 0
        }
        var index = start + 1
        while index < end, source[index] != closer {
            if source[index] == .newline, isBlankLine(after: index) { break }
            index += source[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let isClosed = index < end && source[index] == closer
        known[closer] = (start, index, isClosed)
        return isClosed ? index - start : 0
    }

    private func isBlankLine(after newline: Int) -> Bool {
        var index = newline + 1
        while index < end, source[index].isSpaceOrTab { index += 1 }
        return index >= end || source[index] == .newline
    }
}
