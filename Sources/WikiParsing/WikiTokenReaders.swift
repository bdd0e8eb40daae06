// The readers of wiki syntax: each looks at what may begin where the scan stands, and emits its token or passes it by.
import WikiModel

extension WikiScanner {
    // MARK: Links

    mutating func readBracket() {
        if source.has("[[", at: offset) {
            readWikilink(.wikilink, at: offset)
            return
        }
        do throws(WikiSlip) {
            if let group = try citationGroup(at: offset) {
                emitCitation(group)
                return
            }
        } catch {
            mark(error)
            offset += 1
            return
        }
        if let slip = unclosedCitation(at: offset) ?? linkSlip(at: offset) ?? exchangedSlip(at: offset) { mark(slip) }
        if source.has("[^", at: offset), followsBareAddress() {
            copy(upTo: offset)
            scan.prepared.append(.tab)
            scan.prepared.append(WikiScan.addressEnd)
        }
        offset += 1
    }

    mutating func readExclamationMark() {
        if source.has("![[", at: offset) {
            readWikilink(.embed, at: offset + 1)
        } else {
            if source.has("![", at: offset), let slip = pictureSlip(at: offset) { mark(slip) }
            offset += 1
        }
    }

    /// Reads a link or an embed, whose `[[` stands at `start`.
    private mutating func readWikilink(_ kind: WikiToken.Kind, at start: Int) {
        guard var parts = wikilinkParts(at: start), !isNumberedLink(parts) else {
            if let slip = wikilinkSlip(at: start) { mark(slip) }
            offset = start + 2
            return
        }
        let firstProblem = scan.problems.count
        for slip in slips(in: &parts, of: kind, at: start) { addProblem(slip) }
        var token = makeToken(kind, offset..<parts.end)
        token.target = parts.target
        token.fragment = parts.fragment
        token.label = parts.label
        token.relation = relationIndex(parts, link: token)
        if parts.target.isEmpty, parts.fragment.isEmpty {
            scan.problems.append(
                WikiFinding(code: .linkEmpty, range: token.sourceRange, message: "link has no target"))
        }
        token.problems = Int32(firstProblem)..<Int32(scan.problems.count)
        emit(token)
    }

    /// Whether what looks like a wikilink is a link of Markdown to a reference, `[[13]](https://…)`, as texts copied from Wikipedia have it.
    private func isNumberedLink(_ parts: WikilinkParts) -> Bool {
        source.has("(", at: parts.end) && !parts.target.isEmpty && parts.target.upperBound == parts.end - 2
            && parts.target.allSatisfy { source[$0].isDigit }
    }

    private mutating func relationIndex(_ parts: WikilinkParts, link: WikiToken) -> UInt8 {
        guard !parts.relation.isEmpty else { return Reference.unqualified }
        let name = source.text(parts.relation)
        if let index = vocabulary.relationIndex(name) { return UInt8(index) }
        if vocabulary.isUnread(.relations) { return Reference.unqualified }
        let slip = UnknownRelation(name, vocabulary) { relation in
            "write [[\(relation.id)::\(entryName)]] in the entry"
                + (parts.target.isEmpty ? " that is meant" : " \"\(source.text(parts.target))\"")
        }
        scan.problems.append(
            WikiFinding(
                code: .relationUnknown,
                range: SourceRange(
                    line: link.line, columnUTF8: parts.relation.lowerBound - lineStart + 1, lengthUTF8: parts.relation.count),
                message: slip.message, suggestion: slip.suggestion))
        return Reference.unqualified
    }

    // MARK: Citations

    mutating func readNarrativeCitation() {
        guard let group = narrativeCitation(at: offset, lineStart: lineStart) else {
            offset += 1
            return
        }
        emitCitation(group)
    }

    private mutating func emitCitation(_ group: CitationGroup) {
        var token = makeToken(.citation, group.range)
        let first = scan.citations.count
        let firstProblem = scan.problems.count
        if let slip = citationInOtherBrackets(group) { addProblem(slip) }
        var place = (line: line, lineStart: lineStart, offset: group.range.lowerBound)
        for item in group.items {
            while let newline = source.firstOffset(of: .newline, in: place.offset..<item.range.lowerBound) {
                place = (place.line + 1, newline + 1, newline + 1)
            }
            place.offset = item.range.lowerBound
            if let slip = blankAfterMark(in: item) { addProblem(slip) }
            let item = withStance(item, line: place.line, lineStart: place.lineStart)
            if let slip = secondKey(in: item) { addProblem(slip) }
            if let slip = repetition(of: item, among: scan.citations[first...]) { addProblem(slip) }
            scan.citations.append(item)
        }
        token.problems = Int32(firstProblem)..<Int32(scan.problems.count)
        token.items = first..<scan.citations.count
        emit(token, brokenOverLinesTo: group.range.upperBound)
    }

    // MARK: Block ids

    /// `^name` after white space, at the end of a line.
    mutating func readBlockID() {
        let start = offset
        if let slip = blockIDSlip(at: start) { mark(slip) }
        offset += 1
        guard start == lineStart || source[start - 1].isSpaceOrTab else { return }
        var end = start + 1
        while end < source.count, source[end].isLetter || source[end].isDigit || source[end] == UInt8(ascii: "-") { end += 1 }
        guard end > start + 1 else { return }
        var rest = end
        while rest < source.count, source[rest].isWhitespace, source[rest] != .newline { rest += 1 }
        guard rest == source.count || source[rest] == .newline else { return }
        offset = start
        var token = makeToken(.blockID, start..<end)
        token.target = (start + 1)..<end
        emit(token)
    }

    // MARK: Papers in words

    mutating func readParenthesis() {
        if let slip = blockReferenceSlip(at: offset) { mark(slip) }
        let names = paperNames(at: offset)
        if !names.isEmpty {
            var token = makeToken(.mark, offset..<offset)
            token.paperNames = Int32(scan.paperNames.count)..<Int32(scan.paperNames.count + names.count)
            scan.paperNames += names
            emit(token)
        }
        offset += 1
    }

    // MARK: Marks of MediaWiki

    mutating func readApostrophe() {
        if let slip = wikiBoldSlip(at: offset) { mark(slip) }
        offset += 1
    }

    // MARK: Comments

    /// `%% … %%` within one paragraph.
    mutating func readInlineComment() {
        guard source.has("%%", at: offset) else {
            offset += 1
            return
        }
        var index = offset + 2
        while index + 1 < source.count {
            if source[index] == .newline, endsParagraph(at: index + 1) { break }
            if source[index] == UInt8(ascii: "%"), source[index + 1] == UInt8(ascii: "%") {
                emit(makeToken(.comment, offset..<(index + 2)), brokenOverLinesTo: index + 2)
                return
            }
            index += 1
        }
        // One that begins a line was reported there.
        if offset > lineStart {
            let words = "\"%%\" is shown as it is written, and what follows is published: no other \"%%\" of this paragraph ends the comment"
            mark(WikiSlip(code: .markupShown, range: offset..<(offset + 2), message: words))
        }
        offset += 2
    }

    /// The offset after a comment that begins at the line start, and after its line when nothing follows; `nil` when it
    /// ends on its first line with text after it, and is a comment within that line.
    mutating func endOfBlockComment(end: Int) -> Int? {
        var index = offset + 2
        while index + 1 < source.count {
            if source[index] == UInt8(ascii: "%"), source[index + 1] == UInt8(ascii: "%") {
                let lineEnd = source.lineEnd(from: index)
                if source.trimmed((index + 2)..<lineEnd).isEmpty { return min(lineEnd + 1, source.count) }
                return index < end ? nil : index + 2
            }
            index += 1
        }
        scan.diagnostics.append(
            WikiFinding(
                code: .commentUnclosed, range: SourceRange(line: line, columnUTF8: 1, lengthUTF8: 2),
                message: "\"%%\" opens a comment that is never closed"))
        return nil
    }

    /// Whether the line at `start` is blank or begins a code block.
    func endsParagraph(at start: Int) -> Bool {
        var index = start
        while index < source.count, source[index].isSpaceOrTab || source[index] == UInt8(ascii: ">") { index += 1 }
        return index == source.count || source[index] == .newline || source.has("```", at: index) || source.has("~~~", at: index)
    }
}
