// What other programs take for markup and is none here: headings, bold words, divisions, callouts, properties and definitions.
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

    /// `!!! note "Title"` and `??? note`, callouts of MkDocs, and `=== "Title"`, a tab, at `start`.
    func admonitionSlip(at start: Int) -> WikiSlip? {
        guard start < source.count, "!?=".utf8.contains(source[start]),
            let marks = (["!!! ", "??? ", "???+ ", "=== "] as [StaticString]).first(where: { source.has($0, at: start) })
        else { return nil }
        let line = source.trimmed(start..<slipLimit(from: start))
        let words = line.dropFirst(marks.utf8CodeUnitCount)
        let quotes = words.filter { source[$0] == UInt8(ascii: "\"") }
        let title = quotes.count > 1 ? source.text((quotes[0] + 1)..<quotes[quotes.count - 1]) : ""
        let kind = source.text(words.prefix { source[$0].isLetter || source[$0] == UInt8(ascii: "-") })
        let mended: String
        if source[start] == UInt8(ascii: "=") {
            guard !title.isEmpty, kind.isEmpty else { return nil }
            mended = "begins no tab; write \"**\(title)**\", and its lines"
        } else {
            guard !kind.isEmpty, !title.isEmpty || kind.utf8.count == words.count else { return nil }
            mended = "begins no callout; write \"> [!\(kind)]\(title.isEmpty ? "" : " " + title)\", and its lines after \"> \""
        }
        return WikiSlip(
            code: .calloutMalformed, range: line, message: "\"\(source.text(line))\" \(mended) without the blanks before them")
    }

    /// `collapsed:: true`, which Logseq keeps on a line of its own, at `start`.
    func propertySlip(at start: Int) -> WikiSlip? {
        var name = start
        while name < source.count, source[name].isSpaceOrTab { name += 1 }
        var end = name
        while end < source.count, source[end].isAlphanumeric || "-_".utf8.contains(source[end]) { end += 1 }
        guard end > name, source.has("::", at: end), end + 2 == source.count || source[end + 2].isWhitespace else { return nil }
        let line = source.trimmed(name..<slipLimit(from: name))
        return WikiSlip(
            code: .markupShown, range: line,
            message: "\"\(source.text(line))\" is shown as it is written; what is said of an entry stands in its front matter, so move it there or delete it")
    }

    /// `((602dcba9-ab4b-4e7e-8477-78254183d3ec))`, a block of Logseq, at `start`.
    func blockReferenceSlip(at start: Int) -> WikiSlip? {
        let id = (start + 2)..<(start + 38)
        guard source.has("((", at: start), source.has("))", at: id.upperBound),
            id.allSatisfy({ source[$0].isAlphanumeric || source[$0] == UInt8(ascii: "-") })
        else { return nil }
        let whole = start..<(id.upperBound + 2)
        return WikiSlip(
            code: .markupShown, range: whole,
            message: "\"\(source.text(whole))\" is shown as it is written; "
                + "end the paragraph that is meant with \" ^name\", and write \"[[Entry#^name]]\"")
    }

    /// `: words` below a term, which pandoc, MkDocs and Hugo take for its definition, at `start`.
    func definitionSlip(at start: Int) -> WikiSlip? {
        guard source.has(": ", at: start), lineStart > 1, case let line = start..<source.lineEnd(from: start),
            !source.trimmed((start + 1)..<line.upperBound).isEmpty, source.firstOffset(of: UInt8(ascii: "|"), in: line) == nil
        else { return nil }
        let before = (source[..<(lineStart - 1)].lastIndex(of: .newline) ?? -1) + 1
        let term = source.trimmed(before..<(lineStart - 1))
        guard let first = term.first, source[first].isWord || "`*_[".utf8.contains(source[first]) else { return nil }
        let name = term.count > 40 ? "**Term**" : source[first].isWord ? "**\(source.text(term))**" : source.text(term)
        return WikiSlip(code: .listMalformed, range: start..<(start + 1), message: "\": \" begins no definition; write \"- \(name): …\"")
    }
}
