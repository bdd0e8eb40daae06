// What the walk writes: HTML in pieces, plain text in blocks, and the strings that references and headings name.
import WikiModel

extension MarkdownRenderer {
    // MARK: Pieces of HTML

    /// Ends the piece of HTML that is being written.
    mutating func flush() {
        if html.count > pieceStart { pieces.append(Piece(.html, pieceStart..<html.count)) }
        pieceStart = html.count
    }

    /// The end of what was written; call after `flush`.
    var endOfAll: TextEnd { TextEnd(piece: pieces.count, html: html.count, reference: references.count) }

    mutating func flushedPieceCount() -> Int {
        flush()
        return pieces.count
    }

    /// Appends bytes to `html` that belong to no piece of HTML, such as a label; call after `flush`.
    mutating func aside(_ write: (inout [UInt8]) -> Void) -> ByteSpan {
        let start = html.count
        write(&html)
        pieceStart = html.count
        return ByteSpan(start: start, end: html.count)
    }

    /// A piece that becomes an anchor, or stays empty.
    mutating func openSlot() -> Int {
        flush()
        pieces.append(Piece(.html, html.count..<html.count))
        return pieces.count - 1
    }

    mutating func fill(slot: Int, id: [UInt8]) {
        flush()
        let span = aside { $0.append(contentsOf: id) }
        pieces[slot] = Piece(.anchor, span.range)
    }

    /// Begins a line, unless one has just begun (cmark's `cmark_html_render_cr`).
    mutating func startLine() {
        if let last = html.last, last != .newline { html.append(.newline) }
    }

    /// Takes back spaces at the end of what is being written.
    mutating func trimSpaces() {
        while html.count > pieceStart, html.last == .space { html.removeLast() }
    }

    // MARK: Strings

    mutating func intern(_ bytes: some Collection<UInt8>) -> ByteSpan {
        let start = strings.count
        strings.append(contentsOf: bytes)
        return ByteSpan(start: start, end: strings.count)
    }

    mutating func intern(_ range: Range<Int>) -> ByteSpan {
        range.isEmpty ? .empty : intern(UnsafeBufferPointer(rebasing: input.source[range]))
    }

    /// Words that may be broken over lines, with a space for each break and the marks of quotes after it.
    mutating func internJoined(_ range: Range<Int>) -> ByteSpan {
        let words = UnsafeBufferPointer(rebasing: input.source[range])
        guard words.contains(.newline) else { return intern(range) }
        var joined: [UInt8] = []
        var isAfterBreak = false
        for byte in words {
            if byte == .newline {
                isAfterBreak = true
            } else if !isAfterBreak || !(byte.isSpaceOrTab || byte == UInt8(ascii: ">")) {
                if isAfterBreak, let last = joined.last, last != .space { joined.append(.space) }
                isAfterBreak = false
                joined.append(byte)
            }
        }
        return joined.isEmpty ? .empty : intern(joined)
    }

    // MARK: Plain text

    mutating func beginTextBlock() {
        owesSpace = false
        blockTextStart = text.count
        blockFirstReference = references.count
    }

    /// Ends a block of text: finds the sentence around each of its references, and ends the line.
    mutating func endTextBlock() {
        let block = blockTextStart..<text.count
        var names: [Int] = []
        if blockFirstReference < references.count {
            let citesPapers = references[blockFirstReference...].contains { $0.kind == .citation }
            let retractionWords = citesPapers ? self.retractionWords : nil
            names = references[blockFirstReference...].filter { $0.style.contains(.narrative) }.map { Int($0.words.start) }
            text.withUnsafeBufferPointer { text in
                var sentences = Sentences(in: text, block: block, names: names)
                for index in blockFirstReference..<references.count {
                    let sentence = sentences.around(references[index].words.range, isName: references[index].style.contains(.narrative))
                    references[index].sentence = ByteSpan(start: sentence.lowerBound, end: sentence.upperBound)
                }
                references.forEachSentence(in: blockFirstReference..<references.count) { sentence in
                    if let retractionWords { noteRetractions(sentence, in: text, retractionWords) }
                    hashMentions(sentence, in: text)
                }
            }
        }
        if !block.isEmpty || !names.isEmpty { text.append(.newline) }
        blockTextStart = text.count
        blockFirstReference = references.count
    }

    /// Marks the citations of a sentence that says of a paper that it was retracted.
    private mutating func noteRetractions(_ sentence: Range<Int>, in text: SourceBytes, _ words: RetractionWords) {
        let citations = sentence.filter { references[$0].kind == .citation }
        guard !citations.isEmpty, words.stand(inSentence: SourceBytes(rebasing: text[references[sentence.lowerBound].sentence.range])) else { return }
        for index in citations { references[index].style.insert(.saysRetracted) }
    }

    /// Hashes what other pages show of the references of one sentence.
    private mutating func hashMentions(_ sentence: Range<Int>, in text: SourceBytes) {
        let span = references[sentence.lowerBound].sentence
        var shown = StableHash()
        shown.combine(SourceBytes(rebasing: text[span.range]))
        for reference in references[sentence] {
            shown.combine(Int(reference.words.start) - Int(span.start))
            shown.combine(reference.words.count)
            shown.combine(UInt64(reference.kind.rawValue) << 8 | UInt64(reference.style.rawValue))
        }
        for index in sentence {
            var hash = shown
            hash.combine(index - sentence.lowerBound)
            references[index].mentionHash = hash.value
        }
    }

    mutating func appendWords(_ bytes: SourceBytes) {
        guard !bytes.isEmpty else { return }
        if imageDepth > 0 {
            imageText.append(contentsOf: bytes)
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

    /// Whether the plain text ends with a space, and nothing is put back behind it, such as the name of `@ma2015`.
    var endsWithSpace: Bool { text.last == .space && references.last?.words.range.upperBound != text.count }

    /// Appends the attribute that screen readers say in the place of what is shown.
    mutating func appendAriaLabel(_ phrase: Phrase) {
        html.append(" aria-label=\"")
        HTMLEscaping.appendText(input.wording[phrase], to: &html)
        html.append("\"")
    }
}
