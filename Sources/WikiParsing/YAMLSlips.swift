// What an author did that YAML could not read, in the author's words and at the author's place.
import WikiModel
import Yams

/// A slip in YAML as its scanner or parser reports it.
struct YAMLSlip {
    var problem: String
    /// Where YAML gave up; often the line after the slip.
    var mark: Mark
    /// Where what YAML was reading begins.
    var context: Mark?
}

extension YAMLLines {
    /// A place and a text of what is wrong there.
    typealias Explanation = (range: SourceRange, message: String)

    /// YAML's word for a problem is true of its own grammar, and stands where that breaks. Here the lines around it are looked at
    /// for what people do.
    func explained(_ slip: YAMLSlip) -> Explanation {
        markOfMerge() ?? tabInIndentation(slip) ?? ofColons(slip) ?? ofQuotes(slip) ?? ofFirstByte(slip) ?? ofBrackets(slip) ?? ofIndentation(slip)
            ?? (range(at: slip.mark, lengthUTF8: 0), YAMLLines.words[slip.problem] ?? slip.problem)
    }

    /// Problems that need no look at the lines.
    private static let words = [
        "mapping values are not allowed in this context":
            "a second \": \" on this line; put a value that holds \": \" in double quotes",
        "found character that cannot start any token":
            "a value cannot begin with this character; put the value in double quotes",
        "could not find expected ':'": "a key without \":\"; write \"key: value\"",
        "found unknown escape character": "a backslash in double quotes begins an escape; write \"\\\\\" for one, or use single quotes",
        "did not find expected ',' or ']'": "a comma or \"]\" is missing before this",
        "did not find expected ',' or '}'": "a comma or \"}\" is missing before this",
        "Maximum nesting level reached, set with yaml_set_max_nest_level())": "values are nested too deep here",
        "did not find expected '-' indicator": "a list ends here; begin each of its lines with \"- \" in one column",
    ]

    /// What git leaves of two changes that it could not join.
    private func markOfMerge() -> Explanation? {
        guard let line = lines.indices.first(where: { source.has("<<<<<<< ", at: lines[$0].lowerBound) }) else { return nil }
        return (range(line, source.trimmed(lines[line])), WikiSlip.unfinishedMerge)
    }

    private func tabInIndentation(_ slip: YAMLSlip) -> Explanation? {
        let line = slip.mark.line - 1
        guard lines.indices.contains(line), let tab = indentation(line).first(where: { source[$0] == .tab }) else { return nil }
        return (range(line, tab..<(tab + 1)), "a tab at the start of the line; indent with spaces")
    }

    // MARK: Colons and dashes

    private func ofColons(_ slip: YAMLSlip) -> Explanation? {
        switch slip.problem {
        case "could not find expected ':'":
            let line = (slip.context?.line ?? slip.mark.line) - 1
            guard lines.indices.contains(line) else { return nil }
            if let found = missingBlank(line) { return found }
            let text = source.trimmed(lines[line])
            if let key = keyOfValue(goingOnIn: text, line) {
                return (range(line, text), "this goes on with the value of \"\(key)\" above; write all of the value on one line")
            }
            return (range(line, text), YAMLLines.words[slip.problem] ?? slip.problem)
        case "mapping values are not allowed in this context":
            let line = slip.mark.line - 1
            guard lines.indices.contains(line) else { return nil }
            let colon = lines[line].lowerBound + range(at: slip.mark, lengthUTF8: 0).start.columnUTF8 - 1
            let hasEarlier = (lines[line].lowerBound..<colon).contains { source.has(": ", at: $0) }
            if hasEarlier { return curlyQuote(line) ?? mapOnTheLineOfItsKey(line) }
            guard let before = lineBefore(line) else { return nil }
            if let found = missingBlank(before) { return found }
            guard indentation(line).count > indentation(before).count else { return nil }
            let text = source.trimmed(lines[line])
            return (range(line, text.lowerBound..<max(text.lowerBound, colon)), "indented deeper than the line above; begin both in one column")
        default: return nil
        }
    }

    /// `relations: part_of: cell`: a map that begins on the line of its key.
    private func mapOnTheLineOfItsKey(_ line: Int) -> Explanation? {
        let text = source.trimmed(lines[line])
        guard let key = ["relations", "identifiers", "retraction"].first(where: { source.text(text).hasPrefix($0 + ": ") }) else { return nil }
        let rest = source.trimmed((text.lowerBound + key.utf8.count + 1)..<text.upperBound)
        return (range(line, rest), "\"\(key)\" holds lines of its own; write \"\(source.text(rest))\" on the next line, with two blanks before it")
    }

    /// The key whose value stands on the line above, where several words without a colon follow that begin with no key.
    private func keyOfValue(goingOnIn text: Range<Int>, _ line: Int) -> String? {
        guard let blank = text.first(where: { source[$0].isSpaceOrTab }), let before = lineBefore(line), before == line - 1, valueStart(before) != nil,
            !MetadataReader.keys(of: .paper).contains(source.text(text.lowerBound..<blank)),
            case let above = source.trimmed(lines[before]), let colon = source.firstOffset(of: UInt8(ascii: ":"), in: above),
            case let key = above.lowerBound..<colon, key.allSatisfy({ source[$0].isWord || "_-".utf8.contains(source[$0]) })
        else { return nil }
        return source.text(key)
    }

    /// What stands in place of the blank after a key's colon or an item's dash.
    private func missingBlank(_ line: Int) -> Explanation? {
        let text = source.trimmed(lines[line])
        var end = text.lowerBound
        if source.has("-", at: end), end + 1 < text.upperBound, source[end + 1].isWord {
            return (range(line, end..<(end + 1)), "no blank after \"-\"; write \"- \(source.text((end + 1)..<text.upperBound))\"")
        }
        while end < text.upperBound, source[end].isLetter || source[end].isDigit || "_-".utf8.contains(source[end]) { end += 1 }
        guard end > text.lowerBound, end < text.upperBound else { return nil }
        let key = source.text(text.lowerBound..<end)
        if source.has("：", at: end) {
            return (range(line, end..<(end + 3)), "a wide colon after \"\(key)\"; write \"\(key): \" with a plain colon and a blank")
        }
        guard source[end] == UInt8(ascii: ":"), end + 1 < text.upperBound, !source[end + 1].isSpaceOrTab else { return nil }
        if source.has("\u{A0}", at: end + 1) {
            return (range(line, (end + 1)..<(end + 3)), "a no-break space after \"\(key):\"; write a plain blank")
        }
        return (range(line, text.lowerBound..<(end + 1)), "no blank after \"\(key):\"; write \"\(key): \" before the value")
    }

    /// What makes a single text of lines that were meant as keys with values.
    var missingBlankOfFirstKey: WikiFinding? {
        guard let first = lines.indices.first(where: { !source.trimmed(lines[$0]).isEmpty }), let (place, message) = missingBlank(first) else {
            return nil
        }
        return WikiFinding(code: .yamlInvalid, range: place, message: "YAML: " + message)
    }

    // MARK: Quotes

    /// Quotes of a text processor, which to YAML are letters, around a value that should have straight ones.
    private func curlyQuote(_ line: Int) -> Explanation? {
        guard let start = valueStart(line), let quote = YAMLLines.curlyQuotes.first(where: { source.has($0.open, at: start) }) else { return nil }
        return (range(line, start..<(start + 3)), "\"\(quote.open)\" is no quote to YAML; put the value in straight double quotes")
    }

    /// Quotes that open, and those that close them in one language or another. All begin with the byte 0xE2.
    static let curlyQuotes: [(open: StaticString, closing: String)] = [
        ("\u{201C}", "\u{201D}"), ("\u{201E}", "\u{201C}\u{201D}"), ("\u{2018}", "\u{2019}"),
    ]

    private func ofQuotes(_ slip: YAMLSlip) -> Explanation? {
        if slip.problem == "found unexpected end of stream" || slip.problem == "found unexpected document indicator",
            let context = slip.context
        {
            return (range(at: context, lengthUTF8: 1), "this quote is never closed")
        }
        let line = slip.mark.line - 1
        guard slip.problem == "did not find expected key", lines.indices.contains(line) else { return nil }
        // A quote that a line above left open ends at the next one.
        if let before = lineBefore(line), let open = openQuote(before) {
            return (range(before, open..<(open + 1)), "this quote is never closed")
        }
        guard let start = valueStart(line), let close = closingQuote(from: start, line) else { return nil }
        let place = range(line, close..<(close + 1))
        guard source[(close + 1)..<lines[line].upperBound].contains(source[start]) else {
            return (place, "the value goes on after its closing quote; put all of it in the quotes")
        }
        return source[start] == UInt8(ascii: "'")
            ? (place, "a quote inside quotes; put the value in double quotes")
            : (place, "a quote inside quotes; write \\\" for it, or put the value in single quotes")
    }

    /// The quote that opens the value of a line and is not closed on it.
    private func openQuote(_ line: Int) -> Int? {
        guard let start = valueStart(line), source[start].isQuote, closingQuote(from: start, line) == nil else { return nil }
        return start
    }

    private func closingQuote(from start: Int, _ line: Int) -> Int? {
        guard source[start].isQuote else { return nil }
        var index = start + 1
        while index < lines[line].upperBound {
            if source[index] == source[start] {
                guard source[start] == UInt8(ascii: "'"), source.has("''", at: index) else { return index }
                index += 1
            } else if source[index] == UInt8(ascii: "\\"), source[start] == UInt8(ascii: "\"") {
                index += 1
            }
            index += 1
        }
        return nil
    }

    // MARK: First bytes and brackets

    private func ofFirstByte(_ slip: YAMLSlip) -> Explanation? {
        func quote(_ line: Int, _ start: Int) -> Explanation {
            let first = source.text(start..<(start + 1))
            return (range(line, start..<(start + 1)), "a value that begins with \"\(first)\" must stand in double quotes")
        }
        let place = slip.context ?? slip.mark
        let line = slip.mark.line - 1
        switch slip.problem {
        case "did not find expected alphabetic or numeric character", "did not find expected comment or line break":
            let start = range(at: place, lengthUTF8: 0).start
            guard lines.indices.contains(place.line - 1), start.columnUTF8 <= lines[place.line - 1].count else { return nil }
            return quote(place.line - 1, lines[place.line - 1].lowerBound + start.columnUTF8 - 1)
        case "did not find expected key":
            guard lines.indices.contains(line), let start = valueStart(line), "[{*&".utf8.contains(source[start]) else { return nil }
            return quote(line, start)
        default: return nil
        }
    }

    /// Lists and maps in brackets that were not closed, or whose rest became a comment.
    private func ofBrackets(_ slip: YAMLSlip) -> Explanation? {
        let isList = slip.problem == "did not find expected ',' or ']'" || slip.problem == "did not find expected node content"
        guard isList || slip.problem == "did not find expected ',' or '}'" else { return nil }
        for line in [slip.mark.line - 1, lineBefore(min(slip.mark.line - 1, lines.count)) ?? -1] where lines.indices.contains(line) {
            let text = lines[line]
            let comment = text.first { source[$0] == UInt8(ascii: "#") && $0 > text.lowerBound && " \t[,{".utf8.contains(source[$0 - 1]) }
            if let comment, source[text.lowerBound..<comment].contains(where: { "[{".utf8.contains($0) }) {
                return (range(line, comment..<(comment + 1)), "\"#\" begins a comment; put a value that holds it in double quotes")
            }
        }
        guard slip.problem != "did not find expected node content", let context = slip.context, lines.indices.contains(context.line - 1)
        else { return nil }
        let open = range(at: context, lengthUTF8: 1)
        let bracket = lines[context.line - 1].lowerBound + open.start.columnUTF8 - 1
        let rest = source[min(bracket, lines[context.line - 1].upperBound)..<lines[context.line - 1].upperBound]
        guard let first = rest.first, "[{".utf8.contains(first), !rest.contains(first == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}"))
        else { return nil }
        return (open, "this \"\(Character(Unicode.Scalar(first)))\" is never closed")
    }

    private func ofIndentation(_ slip: YAMLSlip) -> Explanation? {
        if slip.problem == "did not find expected <document start>", let first = lines.indices.first(where: { !source.trimmed(lines[$0]).isEmpty }),
            !indentation(first).isEmpty
        {
            return (range(first, source.trimmed(lines[first])), "indented deeper than the lines below; begin it in their column")
        }
        let line = slip.mark.line - 1
        guard slip.problem == "did not find expected key", lines.indices.contains(line) else { return nil }
        let text = source.trimmed(lines[line])
        guard !text.isEmpty, text.lowerBound == lines[line].lowerBound + range(at: slip.mark, lengthUTF8: 0).start.columnUTF8 - 1 else { return nil }
        return (range(line, text), "indented like no line above; begin it in the column of the lines it belongs to")
    }

    // MARK: Comments

    /// Whether a `#` with a blank before and none after stands anywhere.
    var mayHoldComments: Bool {
        lines.contains { line in
            line.dropFirst().contains { offset in
                source[offset] == UInt8(ascii: "#") && source[offset - 1].isSpaceOrTab && offset + 1 < line.upperBound
                    && !source[offset + 1].isWhitespace
            }
        }
    }

    /// What follows a plain text, perhaps broken over lines, as `#words` without a blank after the `#`.
    func comment(after text: String, at place: SourceLocation) -> LocatedText? {
        var line = place.line - firstLine
        var left = text.utf8.count
        guard lines.indices.contains(line) else { return nil }
        var start = lines[line].lowerBound + place.columnUTF8 - 1
        while start <= lines[line].upperBound {
            let words = source.trimmed(start..<lines[line].upperBound)
            guard left > words.count else {
                let end = left == 0 ? start : words.lowerBound + left
                let rest = source.trimmed(end..<lines[line].upperBound)
                guard rest.lowerBound > end, source.has("#", at: rest.lowerBound), rest.count > 1, !source[rest.lowerBound + 1].isWhitespace
                else { return nil }
                return LocatedText(string: source.text(rest), range: range(line, rest))
            }
            // Blank lines within a text are line breaks of it: not counted here.
            guard !words.isEmpty, line + 1 < lines.count else { return nil }
            left -= words.count + 1
            line += 1
            start = source.trimmed(lines[line]).lowerBound
        }
        return nil
    }

    // MARK: Lines

    private func range(_ line: Int, _ bytes: Range<Int>) -> SourceRange {
        SourceRange(line: firstLine + line, columnUTF8: bytes.lowerBound - lines[line].lowerBound + 1, lengthUTF8: bytes.count)
    }

    /// The blanks and tabs at the start of a line.
    private func indentation(_ line: Int) -> Range<Int> {
        var end = lines[line].lowerBound
        while end < lines[line].upperBound, source[end].isSpaceOrTab { end += 1 }
        return lines[line].lowerBound..<end
    }

    /// The nearest line above that is not blank.
    private func lineBefore(_ line: Int) -> Int? { (0..<line).last { !source.trimmed(lines[$0]).isEmpty } }

    /// Where the value of `key: value`, `- value` or `- key: value` begins.
    private func valueStart(_ line: Int) -> Int? {
        let text = source.trimmed(lines[line])
        var start = text.lowerBound
        while start + 1 < text.upperBound, source.has("- ", at: start) { start = source.trimmed((start + 2)..<text.upperBound).lowerBound }
        let afterKey = (start..<text.upperBound).first { !(source[$0].isWord || "_-".utf8.contains(source[$0])) }
        if let colon = afterKey, colon + 1 < text.upperBound, source.has(": ", at: colon) {
            start = source.trimmed((colon + 2)..<text.upperBound).lowerBound
        }
        return start < text.upperBound ? start : nil
    }
}
