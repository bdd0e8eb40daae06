// From cmark's tree to a compiled body: one walk, no recursion, a method per kind of node.
import CCMarkGFM
import WikiModel

/// A node of cmark's tree, valid while the tree stands.
typealias MarkdownNode = OpaquePointer

/// What a body is made from, beside its own text.
struct RenderInput {
    /// The whole source; tokens point into it.
    var source: SourceBytes
    var scan: WikiScan
    /// The line of the source that is line 1 of what cmark reads.
    var bodyLine: Int
    var dialect: MarkdownDialect
}

/// The state of one walk. Its result is in `html`, `text`, `pieces` and the lists of the head.
struct MarkdownRenderer {
    let input: RenderInput

    var html: [UInt8] = []
    var text: [UInt8] = []
    var pieces: [Piece] = []
    var strings: [UInt8] = []
    var references: [Reference] = []
    var namedPapers: [NamedPaper] = []
    var headings: [Heading] = []
    var blocks: [AnchoredBlock] = []
    var findings: [WikiFinding] = []

    /// Where the piece of HTML that is being written began.
    private(set) var pieceStart = 0
    /// Where the plain text and the references of the block began.
    var blockTextStart = 0
    private var blockFirstReference = 0
    /// A space was taken from before a citation; see `appendPlain`.
    var owesSpace = false
    /// Containers around the current node.
    var depth = 0
    var rawHTML = RawHTMLFilter()
    /// Tags shown as text whose closing tags need no report of their own.
    var escapedTags: [String] = []

    /// Inside an image: words go to its text alternative, not yet escaped. Inside a link: wikilinks are plain words.
    var imageDepth = 0
    var imageText: [UInt8] = []
    var linkDepth = 0
    /// Whether the closing tag of each open link is to be written (a refused link is shown as its words).
    var linkIsShown: [Bool] = []

    var slot: BlockSlot?
    /// Ids in use, each with the number to try when it is wanted again.
    var usedIDs = MarkdownRenderer.frameIDs
    var blockHashes: Set<UInt64> = []
    /// Lines of block ids and of citations with a stance: blocks that hold none need no slot.
    private let specialLines: [Int]
    var hasTableBody = false
    /// The types of cmark's extensions that were met.
    var extensionTypes: [(type: cmark_node_type, node: ExtensionNode)] = []
    /// Offsets of the lines of the source, made when first asked for.
    private lazy var lineStarts = MarkdownRenderer.lineStarts(of: input.source)
    /// The same of what cmark reads.
    lazy var preparedLineStarts = input.scan.prepared.withUnsafeBufferPointer { MarkdownRenderer.lineStarts(of: $0) }
    /// After the words whose place was asked for last, and how many bytes may still be looked through (`place`).
    var placeCursor = (line: 0, column: 0)
    var placeBudget = 4 << 20
    var isInFootnotes = false
    var footnoteNumber = 0
    var footnoteUses: [[UInt8]: Int] = [:]
    /// Lines where footnotes are defined that are shown, and lines of code and raw HTML.
    var shownFootnotes: Set<Int> = []
    var verbatim: [ClosedRange<Int>] = []
    /// Lines of tables that are shown as tables.
    var shownTableLines: [Int] = []
    var figure: Figure?
    /// Quotes that are callouts, innermost last, and the title that is being written.
    var callouts: [MarkdownNode] = []
    var calloutTitle: CalloutTitle?
    /// The first paragraph of a callout, where the lines below the title are embeds, which are written before the walk comes to them.
    var writtenParagraph: MarkdownNode?
    /// The first piece of the heading's section, and the slot for its id.
    var headingStart: (section: Int, slot: Int)?

    /// A block whose opening tag may still get an id.
    struct BlockSlot {
        var piece: Int
        var firstPiece = 0
        var firstReference: Int
        var textStart: Int
        var node: MarkdownNode
        var location: SourceLocation
        var blockID = 0..<0
        var blockIDRange: SourceRange?
        var hasStance = false
    }

    init(_ input: RenderInput) {
        self.input = input
        var lines: [Int] = []
        for token in input.scan.tokens {
            let isSpecial =
                token.kind == .blockID
                || (token.kind == .citation && input.scan.citations[token.items].contains { $0.stance != Reference.unqualified })
            if isSpecial { lines.append(token.line) }
        }
        specialLines = lines
        html.reserveCapacity(input.scan.prepared.count * 2)
        text.reserveCapacity(input.scan.prepared.count)
        references.reserveCapacity(input.scan.tokens.count)
        pieces.reserveCapacity(2 * input.scan.tokens.count + 32)
    }

    /// Walks the tree; afterwards every piece is flushed.
    mutating func render(_ document: MarkdownNode) {
        var node = document
        while true {
            if enter(node) {
                if let child = cmark_node_first_child(node) {
                    node = child
                    continue
                }
                exit(node)
            }
            guard let following = following(node, in: document) else { break }
            node = following
        }
        if isInFootnotes { html.append("</ol>\n</section>\n") }
        rawHTML.close(downTo: 0, output: &html)
        flush()
        verbatim.sort { $0.lowerBound < $1.lowerBound }
        reportLostFootnotes()
        reportLostTables()
    }

    /// The node after `node` and all it holds. Nodes that end on the way are left.
    private mutating func following(_ node: MarkdownNode, in document: MarkdownNode) -> MarkdownNode? {
        var node = node
        while node != document {
            if let next = cmark_node_next(node) { return next }
            guard let parent = cmark_node_parent(node) else { return nil }
            exit(parent)
            node = parent
        }
        return nil
    }

    // MARK: Dispatch

    /// Answers whether the walk goes on inside the node and leaves it with `exit`.
    private mutating func enter(_ node: MarkdownNode) -> Bool {
        let type = cmark_node_get_type(node)
        switch type {
        case CMARK_NODE_TEXT: enterText(node)
        case CMARK_NODE_SOFTBREAK: enterSoftBreak(node)
        case CMARK_NODE_LINEBREAK: enterLineBreak(node)
        case CMARK_NODE_CODE: enterCode(node)
        case CMARK_NODE_HTML_INLINE: enterInlineHTML(node)
        case CMARK_NODE_PARAGRAPH: if !enterParagraph(node) { return false }
        case CMARK_NODE_EMPH: if imageDepth == 0 { html.append("<em>") }
        case CMARK_NODE_STRONG: if imageDepth == 0 { html.append("<strong>") }
        case CMARK_NODE_LINK: enterLink(node)
        case CMARK_NODE_IMAGE: enterImage(node)
        case CMARK_NODE_HEADING: enterHeading(node)
        case CMARK_NODE_LIST: enterList(node)
        case CMARK_NODE_ITEM: enterItem(node)
        case CMARK_NODE_BLOCK_QUOTE: enterQuote(node)
        case CMARK_NODE_CODE_BLOCK: enterCodeBlock(node)
        case CMARK_NODE_HTML_BLOCK: enterHTMLBlock(node)
        case CMARK_NODE_THEMATIC_BREAK:
            startLine()
            html.append("<hr />\n")
        case CMARK_NODE_FOOTNOTE_DEFINITION: enterFootnote(node)
        case CMARK_NODE_FOOTNOTE_REFERENCE: enterFootnoteReference(node)
        case CMARK_NODE_DOCUMENT: break
        default: enterExtension(node)
        }
        if MarkdownRenderer.isLeaf(type) { return false }
        depth += 1
        return true
    }

    private mutating func exit(_ node: MarkdownNode) {
        if rawHTML.hasOpenTags { rawHTML.close(at: depth, output: &html) }
        depth -= 1
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: exitParagraph(node)
        case CMARK_NODE_EMPH: if imageDepth == 0 { html.append("</em>") }
        case CMARK_NODE_STRONG: if imageDepth == 0 { html.append("</strong>") }
        case CMARK_NODE_LINK: exitLink()
        case CMARK_NODE_IMAGE: exitImage(node)
        case CMARK_NODE_HEADING: exitHeading(node)
        case CMARK_NODE_LIST: html.append(cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n")
        case CMARK_NODE_ITEM: html.append("</li>\n")
        case CMARK_NODE_BLOCK_QUOTE: exitQuote(node)
        case CMARK_NODE_FOOTNOTE_DEFINITION: html.append("</li>\n")
        case CMARK_NODE_FOOTNOTE_REFERENCE, CMARK_NODE_DOCUMENT: break
        default: exitExtension(node)
        }
    }

    /// The nodes that hold no others (cmark's `S_is_leaf`).
    private static func isLeaf(_ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_TEXT, CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
            CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK:
            true
        default: false
        }
    }

    // MARK: Pieces

    /// Ends the piece of HTML that is being written.
    mutating func flush() {
        if html.count > pieceStart { pieces.append(Piece(.html, pieceStart..<html.count)) }
        pieceStart = html.count
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

    /// Begins a line, unless one has just begun (cmark's `cmark_html_render_cr`).
    mutating func startLine() {
        if let last = html.last, last != .newline { html.append(.newline) }
    }

    // MARK: Blocks of text

    mutating func beginTextBlock() {
        owesSpace = false
        blockTextStart = text.count
        blockFirstReference = references.count
    }

    /// Ends a block of text: finds the sentence around each of its references, and ends the line.
    mutating func endTextBlock() {
        let block = blockTextStart..<text.count
        if blockFirstReference < references.count {
            text.withUnsafeBufferPointer { text in
                var sentences = Sentences(in: text, block: block)
                for index in blockFirstReference..<references.count {
                    let sentence = sentences.around(references[index].words.range)
                    references[index].sentence = ByteSpan(start: sentence.lowerBound, end: sentence.upperBound)
                }
            }
        }
        if !block.isEmpty { text.append(.newline) }
        blockTextStart = text.count
        blockFirstReference = references.count
    }

    /// Whether a block id or a citation with a stance stands on the node's lines.
    func isSpecial(_ node: MarkdownNode) -> Bool {
        guard !specialLines.isEmpty else { return false }
        let first = sourceLine(node)
        let place = specialLines.sortedIndex { $0 < first }
        return place < specialLines.count && specialLines[place] <= lastSourceLine(node)
    }

    func sourceLine(_ node: MarkdownNode) -> Int { input.bodyLine + Int(cmark_node_get_start_line(node)) - 1 }

    /// The last line of a node, or its first where cmark names none after it.
    func lastSourceLine(_ node: MarkdownNode) -> Int {
        max(sourceLine(node), input.bodyLine + Int(cmark_node_get_end_line(node)) - 1)
    }

    func location(_ node: MarkdownNode) -> SourceLocation {
        SourceLocation(line: sourceLine(node), columnUTF8: max(1, Int(cmark_node_get_start_column(node))))
    }

    /// The bytes of a line of the source, counted from 1, without its newline.
    mutating func sourceBytes(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= lineStarts.count else { return 0..<0 }
        let end = line < lineStarts.count ? lineStarts[line] - 1 : input.source.count
        return lineStarts[line - 1]..<max(lineStarts[line - 1], end)
    }

    /// Where bytes of the source stand, up to the end of their first line.
    mutating func sourceRange(of bytes: Range<Int>) -> SourceRange {
        let line = lineStarts.sortedIndex { $0 <= bytes.lowerBound }
        let end = min(bytes.upperBound, sourceBytes(ofLine: line).upperBound)
        return SourceRange(
            line: line, columnUTF8: bytes.lowerBound - lineStarts[line - 1] + 1, lengthUTF8: end - bytes.lowerBound)
    }

    private static func lineStarts(of source: SourceBytes) -> [Int] {
        var starts = [0]
        source.forEachOffset(in: 0..<source.count) { $0.matches(.newline) } _: { starts.append($0 + 1) }
        return starts
    }

    mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String, suggestion: Suggestion? = nil) {
        findings.append(WikiFinding(code: code, range: range, message: message, suggestion: suggestion))
    }
}

/// The length of a C string.
func cmarkLength(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    // Four bytes to a turn: all words of an entry are measured.
    while true {
        for offset in 0..<4 where text[length &+ offset] == 0 { return length &+ offset }
        length &+= 4
    }
}
