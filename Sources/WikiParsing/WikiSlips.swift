// What was meant as wiki syntax and is none: links that are not closed, block ids and headings that miss a blank.
import WikiModel

/// A problem at bytes of the source, before its line is known.
struct WikiSlip: Error {
    var code: DiagnosticCode
    var range: Range<Int>
    var message: String
    var suggestion: Suggestion?

    /// What to do with the lines that git leaves of two changes that it could not join, in prose or front matter.
    static let unfinishedMerge =
        "both versions of an unfinished merge stand here; keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>"
}

extension WikiScanner {
    /// A slip is looked for within so many bytes, so that a scan stays linear.
    private static let longestSlipUTF8 = 400

    // MARK: Wikilinks

    /// What keeps the `[[` at `start` from being a link, where it was surely meant as one.
    func wikilinkSlip(at start: Int) -> WikiSlip? {
        let limit = min(source.count, start + WikiScanner.longestSlipUTF8)
        var index = start + 2
        guard index < limit, !source[index].isWhitespace else { return nil }
        let firstEnd = min(limit, source.lineEnd(from: start))
        var open = 2
        var single: Int?
        while index < limit {
            let next = index + 1 < source.count ? source[index + 1] : .newline
            switch source[index] {
            case UInt8(ascii: "`"): return nil
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["):
                if next == UInt8(ascii: "[") {
                    if let single { return closedOnce(start, at: single) }
                    return index < firstEnd ? nestedSlip(start, inner: index, lineEnd: firstEnd) : nil
                }
                open += 1
            case UInt8(ascii: "]"):
                if next == UInt8(ascii: "]") {
                    // An escaped `[[` stands between.
                    guard index > firstEnd else { return nil }
                    let range = source.trimmed(start..<firstEnd)
                    return WikiSlip(code: .linkMalformed, range: range, message: "link is broken over two lines; write it on one")
                }
                open -= 1
                // Brackets within brackets, and Markdown's own links, are no slip.
                if open == 0 || (single == nil && "([:".utf8.contains(next)) { return nil }
                // A citation in between closes itself.
                if single == nil, open < 2 { single = index }
            case .newline where index > firstEnd || endsParagraph(at: index + 1): return closedOnceOrNever(start, at: single)
            default: break
            }
            index += 1
        }
        return index == source.count || single == nil ? closedOnceOrNever(start, at: single) : nil
    }

    private func closedOnceOrNever(_ start: Int, at close: Int?) -> WikiSlip? {
        if let close { return closedOnce(start, at: close) }
        guard source[start + 2].isLetter else { return nil }
        return WikiSlip(code: .linkMalformed, range: start..<(start + 2), message: "\"[[\" is never closed; write \"]]\" behind the name")
    }

    private func closedOnce(_ start: Int, at close: Int) -> WikiSlip? {
        guard close < source.lineEnd(from: start) else { return nil }
        let written = source.text(start..<(close + 1))
        return WikiSlip(
            code: .linkMalformed, range: start..<(close + 1), message: "\"\(written)\" is closed with one bracket; write \"\(written)]\"",
            suggestion: Suggestion(replacement: written + "]", of: written))
    }

    /// A link that begins inside another: the outer one is none.
    private func nestedSlip(_ start: Int, inner: Int, lineEnd: Int) -> WikiSlip? {
        guard inner > start + 2, let close = (inner..<lineEnd).first(where: { source.has("]]", at: $0) }) else { return nil }
        let isClosed = (close + 2..<max(close + 2, lineEnd)).contains { source.has("]]", at: $0) }
        let message = isClosed ? "a link inside a link; a link holds no other" : "\"[[\" is not closed before the next \"[[\""
        return WikiSlip(code: .linkMalformed, range: start..<inner, message: message)
    }

    /// What is wrong in a link that is one: it is read as it was meant, where that is certain.
    func slips(in parts: inout WikilinkParts, of kind: WikiToken.Kind, at start: Int) -> [WikiSlip] {
        var slips: [WikiSlip] = []
        if parts.label.isEmpty, let bar = parts.target.first(where: { source.has("｜", at: $0) }) {
            slips.append(
                WikiSlip(
                    code: .linkMalformed, range: bar..<(bar + 3), message: "a wide \"｜\" in a link; write \"|\"",
                    suggestion: Suggestion(replacement: "|", of: "｜", .safe)))
            parts.label = source.trimmed((bar + 3)..<parts.target.upperBound)
            parts.target = source.trimmed(parts.target.lowerBound..<bar)
        }
        if parts.relation.isEmpty, let colon = source.firstOffset(of: UInt8(ascii: ":"), in: parts.target),
            vocabulary.relationIndex(source.text(source.trimmed(parts.target.lowerBound..<colon))) != nil
        {
            slips.append(
                WikiSlip(
                    code: .linkMalformed, range: colon..<(colon + 1), message: "one colon after a relation; write \"::\"",
                    suggestion: Suggestion(replacement: "::", of: ":", .safe)))
            parts.relation = source.trimmed(parts.target.lowerBound..<colon)
            parts.target = source.trimmed((colon + 1)..<parts.target.upperBound)
        }
        if kind == .wikilink, let slip = markedLabelSlip(parts, start) { slips.append(slip) }
        return slips
    }

    /// A label in marks of emphasis, which are shown as they are written.
    private func markedLabelSlip(_ parts: WikilinkParts, _ start: Int) -> WikiSlip? {
        let label = parts.label
        guard let first = label.first, let last = label.last, "*_".utf8.contains(source[first]), source[last] == source[first] else { return nil }
        let count = label.prefix { source[$0] == source[first] }.count
        guard label.count > 2 * count, label.suffix(count).allSatisfy({ source[$0] == source[first] }) else { return nil }
        let marks = source.text(label.prefix(count))
        let words = source.text(start..<label.lowerBound) + source.text(label.dropFirst(count).dropLast(count))
        let mended = "\(marks)\(words)]]\(marks)"
        return WikiSlip(
            code: .markupShown, range: start..<parts.end,
            message: "the words of a link are plain text, so \"\(marks)\" is shown as it is written; write \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: source.text(start..<parts.end), .safe))
    }

    // MARK: Links and pictures of Markdown

    /// A picture `![text](address)` whose address holds a blank, which to Markdown is no picture.
    func pictureSlip(at start: Int) -> WikiSlip? {
        guard let close = closeOfText(at: start + 2), source.has("](", at: close), let address = address(at: close + 2),
            PictureFormat.isPicture(source.text(address))
        else { return nil }
        return blanksSlip(address)
    }

    /// A link `[text](address)` whose address holds a blank, or with a blank between its brackets; to Markdown neither is a link.
    func linkSlip(at start: Int) -> WikiSlip? {
        guard start == lineStart || source[start - 1] != UInt8(ascii: "!"), let close = closeOfText(at: start + 1),
            !source.trimmed((start + 1)..<close).isEmpty
        else { return nil }
        if source.has("](", at: close) {
            guard let address = address(at: close + 2), isAddress(at: address.lowerBound) else { return nil }
            return blanksSlip(address)
        }
        var open = close + 1
        while open < source.count, source[open].isSpaceOrTab { open += 1 }
        // "[1] (https://…)" is a reference with its address in parentheses.
        guard open > close + 1, source.has("(", at: open), isAddress(at: open + 1), source[start + 1].isLetter,
            let end = source.firstOffset(of: UInt8(ascii: ")"), in: open..<slipLimit(from: open)),
            !(open..<end).contains(where: { source[$0].isWhitespace })
        else { return nil }
        let written = source.text(close..<(open + 1))
        return WikiSlip(
            code: .linkMalformed, range: close..<(open + 1), message: "a blank between \"]\" and \"(\" makes this no link; write \"](\"",
            suggestion: Suggestion(replacement: "](", of: written, .safe))
    }

    /// `(words)[https://…]`, whose `[` stands at `start`: the brackets of a link, exchanged.
    func exchangedSlip(at start: Int) -> WikiSlip? {
        guard start > lineStart, source[start - 1] == UInt8(ascii: ")"), source.has("[http", at: start), isAddress(at: start + 1),
            let close = closeOfText(at: start + 1),
            let open = source[max(lineStart, start - WikiScanner.longestSlipUTF8)..<start].lastIndex(of: UInt8(ascii: "(")), open < start - 2
        else { return nil }
        let written = source.text(open..<(close + 1))
        let mended = "[\(source.text((open + 1)..<(start - 1)))](\(source.text((start + 1)..<close)))"
        return WikiSlip(
            code: .linkMalformed, range: open..<(close + 1), message: "the brackets of this link are exchanged; write \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: written))
    }

    /// Where a slip that begins at `start` ends at the latest.
    func slipLimit(from start: Int) -> Int { min(source.lineEnd(from: start), start + WikiScanner.longestSlipUTF8) }

    /// The `]` that ends a text which begins at `start` and holds no other bracket and no code.
    private func closeOfText(at start: Int) -> Int? {
        let limit = max(start, slipLimit(from: start))
        let end = source.firstOffset(in: start..<limit) {
            $0.matches(UInt8(ascii: "[")) .| $0.matches(UInt8(ascii: "]")) .| $0.matches(UInt8(ascii: "`"))
        }
        return end < limit && source[end] == UInt8(ascii: "]") ? end : nil
    }

    /// The address that begins at `start` and runs to the `)` of its link, if it holds a blank and neither angle brackets nor a title.
    private func address(at start: Int) -> Range<Int>? {
        let limit = slipLimit(from: start)
        var open = 1
        var end = start
        while end < limit {
            if source[end] == UInt8(ascii: "(") { open += 1 }
            if source[end] == UInt8(ascii: ")") { open -= 1 }
            if open == 0 { break }
            end += 1
        }
        guard open == 0 else { return nil }
        let address = source.trimmed(start..<end)
        let hasBlank = address.contains { source[$0].isSpaceOrTab }
        return hasBlank && !address.contains { "<>\"'`".utf8.contains(source[$0]) } ? address : nil
    }

    /// Whether what stands at `start` can only be an address.
    private func isAddress(at start: Int) -> Bool {
        source.has("http://", at: start) || source.has("https://", at: start) || source.has("../", at: start) || source.has("./", at: start)
    }

    private func blanksSlip(_ address: Range<Int>) -> WikiSlip {
        let written = source.text(address)
        return WikiSlip(
            code: .linkMalformed, range: address, message: "an address with blanks must stand in angle brackets; write (<\(written)>)",
            suggestion: Suggestion(replacement: "<\(written)>", of: written, .safe))
    }

    // MARK: Headings

    /// A line that begins with `##` and no blank, whose first `#` stands at `start`.
    func headingSlip(at start: Int) -> WikiSlip? {
        var end = start
        while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
        guard (2...6).contains(end - start), end < source.count else { return nil }
        let marks = source.text(start..<end)
        if source.has("\u{A0}", at: end) {
            return WikiSlip(
                code: .headingMalformed, range: start..<(end + 2), message: "a no-break space after \"\(marks)\"; write a plain blank",
                suggestion: Suggestion(replacement: marks + " ", of: marks + "\u{A0}", .safe))
        }
        guard source[end].isWord || "*_[\"(".utf8.contains(source[end]) else { return nil }
        return WikiSlip(
            code: .headingMalformed, range: start..<end, message: "a heading needs a blank after \"\(marks)\"",
            suggestion: Suggestion(replacement: marks + " ", of: marks, .safe))
    }

    // MARK: Lists

    /// The signs that text processors put before the items of a list.
    private static let itemSigns: [StaticString] = ["\u{2022}", "\u{2023}", "\u{25AA}", "\u{25CF}", "\u{25E6}"]

    /// What a line begins with that another program takes for the sign of an item, where the next line or the one before does too: a
    /// dash and a blank, or a hyphen without one.
    private func dashOfItem(at start: Int) -> Range<Int>? {
        func length(_ start: Int) -> Int? {
            if source.has("\u{2013} ", at: start) || source.has("\u{2014} ", at: start) { return 4 }
            guard source.has("-", at: start), start + 1 < source.count, source[start + 1].isLetter else { return nil }
            return 1
        }
        guard let own = length(start) else { return nil }
        let before = lineStart > 1 ? (source[..<(lineStart - 1)].lastIndex(of: .newline) ?? -1) + 1 : lineStart
        let margin = start - lineStart
        let others = [before + margin, source.lineEnd(from: start) + 1 + margin]
        return others.contains { $0 != start && length($0) == own } ? start..<(start + own) : nil
    }

    /// A line that begins with such a sign, at `start`: with the lines around it, it would be one paragraph.
    func itemSlip(at start: Int) -> WikiSlip? {
        if let dash = dashOfItem(at: start) {
            let written = source.text(dash)
            return WikiSlip(
                code: .listMalformed, range: dash,
                message: "\"\(written)\"\(written == "-" ? " without a blank" : "") begins no list item; write \"- \"",
                suggestion: Suggestion(replacement: "- ", of: written))
        }
        // All of them begin with this byte.
        guard start < source.count, source[start] == 0xE2, WikiScanner.itemSigns.contains(where: { source.has($0, at: start) }) else { return nil }
        let sign = start..<(start + 3)
        var words = sign.upperBound
        while words < source.count, source[words].isSpaceOrTab { words += 1 }
        guard words < source.count, source[words] != .newline else { return nil }
        return WikiSlip(
            code: .listMalformed, range: start..<words, message: "\"\(source.text(sign))\" begins no list item; write \"- \"",
            suggestion: Suggestion(replacement: "- ", of: "", .safe))
    }

    // MARK: Formulas

    /// `\(x^2\)` or `\[x^2\]`, whose backslash stands at `start`: LaTeX's own marks of a formula, which Markdown takes for brackets.
    func bracketedFormulaSlip(at start: Int) -> WikiSlip? {
        guard let (closing, dollars) = source.has("\\(", at: start) ? ("\\)" as StaticString, "$") : source.has("\\[", at: start) ? ("\\]", "$$") : nil,
            let end = ((start + 2)..<max(start + 2, slipLimit(from: start))).first(where: { source.has(closing, at: $0) })
        else { return nil }
        let inner = source.trimmed((start + 2)..<end)
        let isTeX = inner.contains { index in
            let isEscaped = source[index - 1] == UInt8(ascii: "\\")
            return (!isEscaped && "^_".utf8.contains(source[index])) || (isEscaped && source[index].isLetter)
        }
        guard isTeX else { return nil }
        let (written, mended) = (source.text(start..<(end + 2)), dollars + source.text(inner) + dollars)
        return WikiSlip(
            code: .markupShown, range: start..<(end + 2), message: "\"\(written)\" is shown without its backslashes; write the formula as \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: written))
    }

    /// `\begin{equation}`, with which LaTeX begins a formula, whose backslash stands at `start`.
    func formulaEnvironmentSlip(at start: Int) -> WikiSlip? {
        let names: [StaticString] = ["equation", "align", "gather", "eqnarray", "multline", "displaymath", "math"]
        guard source.has("\\begin{", at: start), names.contains(where: { source.has($0, at: start + 7) }),
            let close = source.firstOffset(of: UInt8(ascii: "}"), in: start..<slipLimit(from: start))
        else { return nil }
        let written = source.text(start..<(close + 1))
        return WikiSlip(
            code: .markupShown, range: start..<(close + 1),
            message: "\"\(written)\" begins no formula here; write a line \"$$\" in its place, and another in that of its \"\\end\"")
    }

    // MARK: Callouts

    /// A line that begins with the mark of a callout, at `start`, and stands in no quote.
    func calloutSlip(at start: Int) -> WikiSlip? {
        guard source[lineStart..<start].allSatisfy(\.isSpaceOrTab), let mark = CalloutMark(SourceBytes(rebasing: source[start...])) else { return nil }
        let written = source.text(start..<(start + mark.lengthUTF8))
        guard !source.has("(", at: start + mark.lengthUTF8), !source.has(":", at: start + mark.lengthUTF8) else { return nil }
        return WikiSlip(
            code: .calloutMalformed, range: start..<(start + mark.lengthUTF8),
            message: "\"\(written)\" begins no callout here; write \"> \" before it and before each line below it",
            suggestion: Suggestion(replacement: "> " + written, of: written))
    }

    // MARK: Block ids

    /// Something like a block id at the end of a line, whose `^` stands at `start`.
    func blockIDSlip(at start: Int) -> WikiSlip? {
        guard start > lineStart, start + 1 < source.count, source[start + 1].isLetter else { return nil }
        var end = start + 1
        var isPlain = true
        while end < source.count, source[end].isWord || source[end] == UInt8(ascii: "-") || source[end] == UInt8(ascii: "_") {
            isPlain = isPlain && source[end] != UInt8(ascii: "_") && source[end] < 0x80
            end += 1
        }
        var rest = end
        while rest < source.count, source[rest].isSpaceOrTab { rest += 1 }
        guard rest == source.count || source[rest] == .newline else { return wordyIDSlip(start) }
        let (name, before) = (source.text(start..<end), source[start - 1])
        if before.isSpaceOrTab {
            let mended = Slug.suggestion(for: String(name.dropFirst()))
            guard !isPlain, !mended.isEmpty else { return nil }
            return WikiSlip(
                code: .blockIDMalformed, range: start..<end,
                message: "\"\(name)\" is no block id, which holds only a to z, digits and hyphens; write \"^\(mended)\"",
                suggestion: Suggestion(replacement: "^" + mended, of: name, .safe))
        }
        guard isPlain, ".!?".utf8.contains(before) || isAfterToken else { return nil }
        return WikiSlip(
            code: .blockIDMalformed, range: start..<end, message: "a block id needs a blank before it; write \" \(name)\"",
            suggestion: Suggestion(replacement: " " + name, of: name, .safe))
    }

    /// An id of several words, or with a full stop behind it, at the end of a sentence.
    private func wordyIDSlip(_ start: Int) -> WikiSlip? {
        var before = start - 1
        while before > lineStart, source[before].isSpaceOrTab { before -= 1 }
        guard before < start - 1, ".!?])".utf8.contains(source[before]) else { return nil }
        var end = start + 1
        while end < source.count, source[end].isWord || source[end] == .space || source[end] == UInt8(ascii: "-") || source[end] == UInt8(ascii: "_") {
            guard end - start < 60 else { return nil }
            end += 1
        }
        let name = source.trimmed((start + 1)..<end)
        if end < source.count, ".,;".utf8.contains(source[end]) { end += 1 }
        guard end == source.count || source[end] == .newline else { return nil }
        let (written, mended) = (source.text(start..<end), "^" + Slug.suggestion(for: source.text(name)))
        return WikiSlip(
            code: .blockIDMalformed, range: start..<end,
            message: "\"\(written)\" is no block id, which holds only a to z, digits and hyphens; write \"\(mended)\"",
            suggestion: Suggestion(replacement: mended, of: written))
    }

    // MARK: Problems

    /// Adds a problem at its place, which is on the current line or on one of those after it.
    mutating func addProblem(_ slip: WikiSlip) {
        var (line, lineStart, from) = (line, lineStart, offset)
        while let newline = source.firstOffset(of: .newline, in: from..<max(from, slip.range.lowerBound)) {
            (line, lineStart, from) = (line + 1, newline + 1, newline + 1)
        }
        let range = SourceRange(
            line: line, columnUTF8: slip.range.lowerBound - lineStart + 1,
            lengthUTF8: lineEnd(in: slip.range) - slip.range.lowerBound)
        scan.problems.append(WikiFinding(code: slip.code, range: range, message: slip.message, suggestion: slip.suggestion))
    }
}
