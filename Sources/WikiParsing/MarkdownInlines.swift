// Rendering inside a block: words, placeholders of wiki syntax, code, links and pictures.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    /// The literal of a node, valid while the tree stands.
    static func literal(_ node: MarkdownNode) -> SourceBytes {
        guard let literal = cmark_node_get_literal(node) else { return SourceBytes(start: nil, count: 0) }
        return bytes(literal)
    }

    static func bytes(_ text: UnsafePointer<CChar>) -> SourceBytes {
        let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        return SourceBytes(start: start, count: cmarkLength(text))
    }

    // MARK: Words

    mutating func enterText(_ node: MarkdownNode) {
        let literal = MarkdownRenderer.literal(node)
        guard input.dialect == .wiki else {
            appendWords(literal)
            return
        }
        noteUndefinedFootnote(literal, node)
        var clean = 0
        var index = 0
        while index < literal.count {
            if literal[index] == WikiScan.open, let number = WikiScan.tokenIndex(literal, at: index),
                number < input.scan.tokens.count
            {
                appendWords(SourceBytes(rebasing: literal[clean..<index]))
                appendToken(input.scan.tokens[number], node)
                index += WikiScan.placeholderLength
                clean = index
            } else {
                index += 1
            }
        }
        appendWords(SourceBytes(rebasing: literal[clean..<literal.count]))
    }

    mutating func appendWords(_ bytes: SourceBytes) {
        guard !bytes.isEmpty else { return }
        if imageDepth > 0 {
            HTMLEscaping.appendText(bytes, to: &imageText)
        } else {
            HTMLEscaping.appendText(bytes, to: &html)
            appendPlain(bytes)
        }
    }

    /// Appends to the plain text. After a citation in brackets, which has no words, a space is put back only where the
    /// sentence goes on with a word.
    mutating func appendPlain(_ bytes: some Collection<UInt8>) {
        guard let first = bytes.first else { return }
        if owesSpace {
            owesSpace = false
            if first.isWord || first == UInt8(ascii: "(") { text.append(.space) }
        }
        text.append(contentsOf: bytes)
    }

    /// cmark turns a footnote without a definition back into text.
    private mutating func noteUndefinedFootnote(_ literal: SourceBytes, _ node: MarkdownNode) {
        guard literal.count > 3, literal.has("[^", at: 0), literal[literal.count - 1] == UInt8(ascii: "]") else { return }
        let label = literal.text(0..<literal.count)
        report(.footnoteUndefined, place(of: label, near: node), "footnote \"\(label)\" has no definition in this entry")
    }

    private mutating func appendToken(_ token: WikiToken, _ node: MarkdownNode) {
        if imageDepth > 0 {
            HTMLEscaping.appendText(SourceBytes(rebasing: input.source[visible(token)]), to: &imageText)
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
                while text.last == .space { text.removeLast() }
            } else {
                appendWords(SourceBytes(rebasing: input.source[token.range]))
            }
        case .nothing:
            // The rest of a citation that was broken over lines, or a comment: the break before it goes too.
            if html.last == .newline {
                html.removeLast()
                if text.last == .space { text.removeLast() }
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
        case .nothing: return 0..<0
        }
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
        reference.foldedHash = StableHash.of(FoldedName.fold(target))
        let source = input.source
        if !token.label.isEmpty {
            reference.label = aside { HTMLEscaping.appendText(SourceBytes(rebasing: source[token.label]), to: &$0) }
        }
        let words = kind == .embed ? 0..<0 : visible(token)
        appendPlain(SourceBytes(rebasing: source[words]))
        reference.words = ByteSpan(start: text.count - words.count, end: text.count)
        pieces.append(Piece(.reference, references.count..<(references.count + 1)))
        references.append(reference)
    }

    private mutating func appendEmbed(_ token: WikiToken) {
        if isMediaName(token.target) {
            appendReference(token, kind: .image)
        } else {
            report(
                .embedInline, token.sourceRange,
                "embed of \"\(input.source.text(token.target))\" stands inside a paragraph and is shown as a link")
            appendReference(token, kind: .wikilink)
        }
    }

    private mutating func appendCitation(_ token: WikiToken) {
        flush()
        let first = references.count
        if !input.scan.citations[token.items].contains(where: { $0.style.contains(.narrative) }), text.last == .space,
            text.count > blockTextStart
        {
            text.removeLast()
            owesSpace = true
        }
        for item in input.scan.citations[token.items] {
            // The place is that of the whole citation where it is one item, else of the item.
            var reference = Reference(
                kind: .citation,
                range: token.items.count == 1
                    ? token.sourceRange
                    : SourceRange(
                        line: token.line, columnUTF8: token.columnUTF8 + max(0, item.range.lowerBound - token.range.lowerBound),
                        lengthUTF8: item.range.count))
            reference.style = item.style
            reference.qualifier = item.stance
            reference.target = intern(item.key)
            reference.prefix = intern(item.prefix)
            reference.suffix = intern(item.suffix)
            reference.targetHash = StableHash.of(SourceBytes(rebasing: input.source[item.key]))
            reference.words = ByteSpan(start: text.count, end: text.count)
            references.append(reference)
            if item.stance != Reference.unqualified { slot?.hasStance = true }
        }
        pieces.append(Piece(.reference, first..<references.count))
    }

    /// Whether a target is a picture by its name.
    func isMediaName(_ range: Range<Int>) -> Bool {
        guard let dot = input.source[range].lastIndex(of: UInt8(ascii: ".")) else { return false }
        return MarkdownRenderer.pictureExtensions.contains(input.source.text((dot + 1)..<range.upperBound).lowercased())
    }

    static let pictureExtensions: Set<String> = ["svg", "png", "jpg", "jpeg", "gif", "webp", "avif"]

    /// The embed that is all there is in a paragraph.
    func loneEmbed(in paragraph: MarkdownNode) -> WikiToken? {
        guard input.dialect == .wiki, let child = cmark_node_first_child(paragraph), cmark_node_next(child) == nil,
            let token = placeholder(in: child), token.kind == .embed, !isMediaName(token.target)
        else { return nil }
        return token
    }

    /// A paragraph that begins with a picture and then breaks the line, or ends: a figure with its caption.
    func startsWithPicture(_ paragraph: MarkdownNode) -> Bool {
        guard let child = cmark_node_first_child(paragraph) else { return false }
        if let next = cmark_node_next(child), cmark_node_get_type(next) != CMARK_NODE_SOFTBREAK { return false }
        if cmark_node_get_type(child) == CMARK_NODE_IMAGE { return true }
        guard let token = placeholder(in: child) else { return false }
        return token.kind == .embed && isMediaName(token.target)
    }

    /// The token of a text node that is one placeholder and nothing else.
    private func placeholder(in node: MarkdownNode) -> WikiToken? {
        guard cmark_node_get_type(node) == CMARK_NODE_TEXT else { return nil }
        let literal = MarkdownRenderer.literal(node)
        guard literal.count == WikiScan.placeholderLength, literal[0] == WikiScan.open,
            let number = WikiScan.tokenIndex(literal, at: 0), number < input.scan.tokens.count
        else { return nil }
        return input.scan.tokens[number]
    }

    // MARK: Code and raw HTML

    mutating func enterCode(_ node: MarkdownNode) {
        let code = restored(MarkdownRenderer.literal(node))
        code.withUnsafeBufferPointer { bytes in
            if imageDepth > 0 {
                HTMLEscaping.appendText(bytes, to: &imageText)
                return
            }
            html.append("<code>")
            HTMLEscaping.appendText(bytes, to: &html)
            html.append("</code>")
            appendPlain(bytes)
        }
    }

    /// Literal text with each placeholder put back as it was written.
    func restored(_ literal: SourceBytes) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(literal.count)
        var index = 0
        while index < literal.count {
            if literal[index] == WikiScan.open, let number = WikiScan.tokenIndex(literal, at: index),
                number < input.scan.tokens.count
            {
                output.append(contentsOf: SourceBytes(rebasing: input.source[input.scan.tokens[number].range]))
                index += WikiScan.placeholderLength
            } else {
                output.append(literal[index])
                index += 1
            }
        }
        return output
    }

    mutating func enterInlineHTML(_ node: MarkdownNode) {
        let literal = MarkdownRenderer.literal(node)
        if input.dialect == .gfm {
            if imageDepth > 0 { HTMLEscaping.appendText(literal, to: &imageText) } else { html.append(contentsOf: literal) }
            return
        }
        let raw = restored(literal)
        raw.withUnsafeBufferPointer { bytes in
            if imageDepth > 0 { HTMLEscaping.appendText(bytes, to: &imageText) }
            else { rawHTML.append(bytes, isBlock: false, depth: depth, to: &html) }
        }
        if rawHTML.takeDidEscape() {
            let tag = String(decoding: raw.prefix(60), as: UTF8.self)
            report(.htmlEscaped, place(of: tag, near: node), "raw HTML \"\(tag)\" is shown as text")
        }
    }

    /// Where `words` stand in the block around `node`: the first place after that of the words asked for before, else the
    /// first at all, else the block's own place.
    mutating func place(of words: String, near node: MarkdownNode) -> SourceRange {
        var block = node
        while let parent = cmark_node_parent(block), cmark_node_get_start_line(block) == 0 { block = parent }
        let lines = sourceLine(block)...max(sourceLine(block), input.bodyLine + Int(cmark_node_get_end_line(block)) - 1)
        let wanted = Array(words.utf8.prefix { $0 != .newline }.prefix(120))
        let found = lines.contains(placeCursor.line)
            ? find(wanted, from: placeCursor, to: lines.upperBound) ?? find(wanted, from: (lines.lowerBound, 0), to: placeCursor.line)
            : find(wanted, from: (lines.lowerBound, 0), to: lines.upperBound)
        guard let found else { return SourceRange(line: lines.lowerBound, columnUTF8: 1) }
        placeCursor = (found.line, found.column + wanted.count)
        return SourceRange(line: found.line, columnUTF8: found.column + 1, lengthUTF8: wanted.count)
    }

    /// The line and column (from 0) of `wanted` between a place and the end of a line.
    private mutating func find(_ wanted: [UInt8], from start: (line: Int, column: Int), to lastLine: Int) -> (line: Int, column: Int)? {
        guard !wanted.isEmpty, start.line <= lastLine else { return nil }
        var column = start.column
        for line in start.line...lastLine {
            let bytes = SourceBytes(rebasing: input.source[sourceBytes(ofLine: line)])
            // Looking for many words in one large block would take the square of its size.
            while placeBudget > 0 {
                let first = bytes.firstOffset(of: wanted[0], in: min(column, bytes.count)..<bytes.count) ?? bytes.count
                placeBudget -= first - column + 1
                if first == bytes.count { break }
                if bytes[first...].starts(with: wanted) { return (line, first) }
                column = first + 1
            }
            column = 0
        }
        return nil
    }

    // MARK: Links and pictures

    mutating func enterLink(_ node: MarkdownNode) {
        linkDepth += 1
        guard imageDepth == 0, let url = cmark_node_get_url(node) else { return }
        let address = restored(MarkdownRenderer.bytes(url))
        let use = input.dialect == .gfm ? AddressUse.external : AddressUse.of(address)
        switch use {
        case .external, .fragment:
            linkIsShown.append(true)
            html.append("<a href=\"")
            address.withUnsafeBufferPointer { HTMLEscaping.appendAddress($0, to: &html) }
            appendTitle(node)
            html.append("\">")
        case .relative:
            linkIsShown.append(true)
            appendRelative(address, kind: .relativeLink, node)
        case .refused(let code, let reason):
            linkIsShown.append(false)
            let shown = String(decoding: address, as: UTF8.self)
            report(code, place(of: shown, near: node), reason.replacing(shown))
        }
    }

    mutating func exitLink() {
        linkDepth -= 1
        guard imageDepth == 0 else { return }
        if linkIsShown.popLast() == true { html.append("</a>") }
    }

    private mutating func appendTitle(_ node: MarkdownNode) {
        guard let title = cmark_node_get_title(node), title[0] != 0 else { return }
        html.append("\" title=\"")
        let words = restored(MarkdownRenderer.bytes(title))
        words.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
    }

    /// A link or picture by a path relative to the entry's file.
    private mutating func appendRelative(_ address: [UInt8], kind: Reference.Kind, _ node: MarkdownNode) {
        flush()
        let shown = String(decoding: address, as: UTF8.self)
        var reference = Reference(kind: kind, range: place(of: shown, near: node))
        let hash = address.firstIndex(of: UInt8(ascii: "#")) ?? address.count
        reference.target = intern(address[..<hash])
        if hash < address.count { reference.fragment = intern(address[(hash + 1)...]) }
        if kind == .image {
            let alternative = imageText
            reference.label = aside { $0.append(contentsOf: alternative) }
        }
        reference.words = ByteSpan(start: text.count, end: text.count)
        pieces.append(Piece(.reference, references.count..<(references.count + 1)))
        references.append(reference)
    }

    mutating func enterImage(_ node: MarkdownNode) {
        if imageDepth == 0 { imageText = [] }
        imageDepth += 1
    }

    mutating func exitImage(_ node: MarkdownNode) {
        imageDepth -= 1
        guard imageDepth == 0, let url = cmark_node_get_url(node) else { return }
        let address = restored(MarkdownRenderer.bytes(url))
        if input.dialect == .wiki {
            if AddressUse.of(address) == .relative {
                appendRelative(address, kind: .image, node)
            } else {
                let shown = String(decoding: address, as: UTF8.self)
                report(.mediaMissing, place(of: shown, near: node), "picture \"\(shown)\" is not a file below content/")
                html.append(contentsOf: imageText)
            }
            return
        }
        html.append("<img src=\"")
        address.withUnsafeBufferPointer { HTMLEscaping.appendAddress($0, to: &html) }
        html.append("\" alt=\"")
        html.append(contentsOf: imageText)
        appendTitle(node)
        html.append("\" />")
    }
}

/// What may be done with the address of a link.
enum AddressUse: Equatable {
    case external
    case fragment
    case relative
    case refused(DiagnosticCode, Reason)

    enum Reason {
        case scheme
        case absolute

        func replacing(_ address: String) -> String {
            switch self {
            case .scheme: "\"\(address)\" is not a web address, a mail address or a file of the base; the link is not published"
            case .absolute: "\"\(address)\" begins with \"/\", which does not work when the site is read from a disk"
            }
        }
    }

    static func of(_ address: [UInt8]) -> AddressUse {
        guard let first = address.first else { return .refused(.linkEmpty, .scheme) }
        if first == UInt8(ascii: "#") { return .fragment }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") { return .refused(.linkAbsolute, .absolute) }
        guard let colon = address.firstIndex(of: UInt8(ascii: ":")),
            !address[..<colon].contains(UInt8(ascii: "/")), !address[..<colon].contains(UInt8(ascii: "#"))
        else { return .relative }
        let scheme = String(decoding: address[..<colon], as: UTF8.self).lowercased()
        return ["http", "https", "mailto"].contains(scheme) ? .external : .refused(.linkRefused, .scheme)
    }
}
