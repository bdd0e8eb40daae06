// What was meant as wiki syntax and is none: links that are not closed, block ids and headings that miss a blank.
import WikiModel

/// A problem at bytes of the source, before its line is known.
struct WikiSlip: Error {
    var code: DiagnosticCode
    var range: Range<Int>
    var message: String
    var suggestion: Suggestion?
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
                if single == nil { single = index }
            case .newline where index > firstEnd || endsParagraph(at: index + 1): return single.flatMap { closedOnce(start, at: $0) }
            default: break
            }
            index += 1
        }
        return index == source.count ? single.flatMap { closedOnce(start, at: $0) } : nil
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

    // MARK: Links and pictures of Markdown

    /// A picture `![text](address)` whose address holds a blank, which to Markdown is no picture.
    func pictureSlip(at start: Int) -> WikiSlip? {
        guard let close = closeOfText(at: start + 2), source.has("](", at: close), let address = address(at: close + 2),
            let dot = address.last(where: { source[$0] == UInt8(ascii: ".") }),
            MarkdownRenderer.pictureExtensions.contains(source.text((dot + 1)..<address.upperBound).lowercased())
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

    /// Where a slip that begins at `start` ends at the latest.
    private func slipLimit(from start: Int) -> Int { min(source.lineEnd(from: start), start + WikiScanner.longestSlipUTF8) }

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

    /// A line that begins with such a sign, at `start`: with the lines around it, it would be one paragraph.
    func itemSlip(at start: Int) -> WikiSlip? {
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
        guard rest == source.count || source[rest] == .newline else { return nil }
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
