// Rendering of wiki syntax: placeholders to references, embeds and citations, or back to what was written.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    // MARK: Placeholders

    /// The token whose placeholder begins at `index`.
    func token(in literal: SourceBytes, at index: Int) -> WikiToken? {
        guard literal[index] == WikiScan.open, let number = WikiScan.tokenIndex(literal, at: index),
            number < input.scan.tokens.count
        else { return nil }
        return input.scan.tokens[number]
    }

    /// The token of a text node that is one placeholder and nothing else.
    private func placeholder(in node: MarkdownNode) -> WikiToken? {
        // Most texts begin with something else, and need not be measured.
        guard cmark_node_get_type(node) == CMARK_NODE_TEXT, let text = cmark_node_get_literal(node), UInt8(bitPattern: text[0]) == WikiScan.open
        else { return nil }
        let literal = MarkdownRenderer.bytes(text)
        return literal.count == WikiScan.placeholderLength ? token(in: literal, at: 0) : nil
    }

    /// Literal text with each placeholder put back as it was written.
    func restored(_ literal: SourceBytes) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(literal.count)
        var index = 0
        while index < literal.count {
            if let token = token(in: literal, at: index) {
                output.append(contentsOf: SourceBytes(rebasing: input.source[token.range]))
                index += WikiScan.placeholderLength
            } else {
                if literal[index] != WikiScan.addressEnd {
                    output.append(literal[index])
                } else if output.last == .tab {
                    output.removeLast()
                }
                index += 1
            }
        }
        return output
    }

    // MARK: Tokens

    mutating func appendToken(_ token: WikiToken, _ node: MarkdownNode) {
        reportProblems(of: token)
        if imageDepth > 0 {
            imageText.append(contentsOf: input.source[visible(token)])
            return
        }
        switch token.kind {
        case .wikilink:
            if linkDepth > 0 { appendWords(SourceBytes(rebasing: input.source[visible(token)])) }
            else { appendReference(token, kind: .wikilink) }
        case .embed: appendEmbed(token)
        case .citation:
            // A link inside a link is none.
            if linkDepth > 0 { appendWords(SourceBytes(rebasing: input.source[token.range])) } else { appendCitation(token) }
        case .blockID:
            if slot != nil, isLastInBlock(node) {
                slot?.blockID = token.target
                slot?.blockIDRange = token.sourceRange
                while endsWithSpace { text.removeLast() }
            } else {
                reportLostID(token, node)
                appendWords(SourceBytes(rebasing: input.source[token.range]))
            }
        case .formula: appendFormula(token, isDisplay: false)
        case .displayFormula: appendFormula(token, isDisplay: true)
        case .comment, .mark: break
        case .rest:
            // The break before it goes too.
            if html.count > pieceStart, html.last == .newline {
                html.removeLast()
                if text.count > blockTextStart, endsWithSpace { text.removeLast() }
            }
        }
    }

    /// Nothing but white space follows in the block.
    private func isLastInBlock(_ node: MarkdownNode) -> Bool {
        cmark_node_next(node) == nil && cmark_node_parent(node).map { cmark_node_get_type($0) == CMARK_NODE_PARAGRAPH } == true
    }

    /// The words that stand for a token where it cannot be a link.
    private func visible(_ token: WikiToken) -> Range<Int> {
        switch token.kind {
        case .wikilink, .embed:
            if !token.label.isEmpty { return token.label }
            return token.target.isEmpty ? token.fragment : token.target
        case .citation, .blockID: return token.range
        case .formula, .displayFormula: return token.target
        case .comment, .rest, .mark: return 0..<0
        }
    }

    /// Keeps what the scan found wrong with a token, and the papers it names, now that it is known to stand outside of code.
    mutating func reportProblems(of token: WikiToken) {
        for problem in token.problems { findings.append(input.scan.problems[Int(problem)]) }
        keepPaperNames(of: token)
    }

    // MARK: References

    /// Adds a wikilink, an embedded entry or a picture.
    mutating func appendReference(_ token: WikiToken, kind: Reference.Kind) {
        flush()
        var reference = Reference(kind: kind, range: token.sourceRange)
        reference.qualifier = token.relation
        reference.target = intern(token.target)
        reference.fragment = intern(token.fragment)
        let target = SourceBytes(rebasing: input.source[token.target])
        reference.targetHash = StableHash.of(target)
        reference.foldedHash = FoldedName.hash(of: target)
        let source = input.source
        if !token.label.isEmpty {
            reference.label = aside { HTMLEscaping.appendText(SourceBytes(rebasing: source[token.label]), to: &$0) }
        }
        // The name of a picture's file is no word of the text.
        let words = kind == .embed || (kind == .image && token.label.isEmpty) ? 0..<0 : visible(token)
        appendPlain(SourceBytes(rebasing: source[words]))
        reference.words = ByteSpan(start: text.count - words.count, end: text.count)
        pieces.append(Piece(.reference, references.count..<(references.count + 1)))
        references.append(reference)
    }

    private mutating func appendEmbed(_ token: WikiToken) {
        if isMediaName(token.target) {
            var token = token
            let words = wordsOfPicture(SourceBytes(rebasing: input.source[token.label]), token.sourceRange)
            token.label = (token.label.lowerBound + words.lowerBound)..<(token.label.lowerBound + words.upperBound)
            appendReference(token, kind: .image)
        } else {
            report(
                .embedInline, token.sourceRange,
                "embed of \"\(input.source.text(token.target))\" stands inside a paragraph and is shown as a link")
            appendReference(token, kind: .wikilink)
        }
    }

    /// The text of a picture without what Obsidian reads behind its last bar as a width, or width and height: `300`, `300x200`. Reports a
    /// size that stands alone, which is no text.
    mutating func wordsOfPicture(_ label: SourceBytes, _ range: SourceRange) -> Range<Int> {
        let bar = label.lastIndex(of: UInt8(ascii: "|"))
        let size = label.trimmed((bar.map { $0 + 1 } ?? 0)..<label.count)
        let numbers = label[size].split(separator: UInt8(ascii: "x"), maxSplits: 2, omittingEmptySubsequences: false)
        guard numbers.count <= 2, numbers.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else { return 0..<label.count }
        var words = 0..<(bar ?? 0)
        // In a table a bar has a backslash before it.
        if label[words].last == UInt8(ascii: "\\") { words = 0..<(words.upperBound - 1) }
        words = label.trimmed(words)
        if !words.isEmpty { return words }
        report(
            .imageWithoutText, range,
            "\"\(label.text(size))\" is a size to Obsidian and no text alternative; write in its place what the picture shows")
        return 0..<label.count
    }

    private mutating func appendCitation(_ token: WikiToken) {
        flush()
        let first = references.count
        let isNarrative = input.scan.citations[token.items].contains { $0.style.contains(.narrative) }
        if !isNarrative, text.count > blockTextStart {
            if endsWithSpace { text.removeLast() }
            owesSpace = true
        }
        for item in input.scan.citations[token.items] {
            // The place is that of the whole citation where it is one item, else of the item.
            var reference = Reference(kind: .citation, range: token.items.count == 1 ? token.sourceRange : item.place)
            reference.style = item.style
            let isSaid = [item.prefix, item.suffix].contains {
                !$0.isEmpty && retractionWords.stand(inBracket: SourceBytes(rebasing: input.source[$0]))
            }
            if isSaid { reference.style.insert(.saysRetracted) }
            reference.qualifier = item.stance
            reference.target = intern(item.key)
            reference.prefix = internJoined(item.prefix)
            reference.suffix = internJoined(item.suffix)
            reference.targetHash = StableHash.of(SourceBytes(rebasing: input.source[item.key]))
            reference.words = ByteSpan(start: text.count, end: text.count)
            references.append(reference)
            if item.stance != Reference.unqualified { slot?.hasStance = true }
        }
        pieces.append(Piece(.reference, first..<references.count))
    }

    /// Whether a target is a picture by its name.
    func isMediaName(_ range: Range<Int>) -> Bool {
        PictureFormat.isPicture(input.source.text(range))
    }

    // MARK: Paragraphs of embeds and pictures

    /// The embeds that are all there is from a node of a paragraph to its end, each on a line of its own; none where anything else
    /// stands there.
    func loneEmbeds(from first: MarkdownNode?) -> [WikiToken] {
        guard input.dialect == .wiki else { return [] }
        var embeds: [WikiToken] = []
        var child = first
        while let node = child {
            guard let token = placeholder(in: node), token.kind == .embed, !isMediaName(token.target) else { return [] }
            embeds.append(token)
            guard let lineBreak = cmark_node_next(node) else { break }
            let type = cmark_node_get_type(lineBreak)
            guard type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK else { return [] }
            child = cmark_node_next(lineBreak)
        }
        return embeds
    }

    /// A paragraph that begins with a picture and then breaks the line, or ends: a figure with its caption.
    func startsWithPicture(_ paragraph: MarkdownNode) -> Bool {
        guard let child = cmark_node_first_child(paragraph) else { return false }
        if let next = cmark_node_next(child), cmark_node_get_type(next) != CMARK_NODE_SOFTBREAK { return false }
        if cmark_node_get_type(child) == CMARK_NODE_IMAGE { return true }
        guard let token = placeholder(in: child) else { return false }
        return token.kind == .embed && isMediaName(token.target)
    }
}
