// From cmark's tree to a compiled body: one walk, no recursion, a method per kind of node.
import CCMarkGFM
import WikiModel

/// What a body is made from, beside its own text.
struct RenderInput {
    /// The whole source; tokens point into it.
    var source: SourceBytes
    var scan: WikiScan
    /// The line of the source that is line 1 of what cmark reads.
    var bodyLine: Int
    var dialect: MarkdownDialect
    var wording = Wording()
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
    var bracketedNames: [BracketedName] = []
    var headings: [Heading] = []
    var blocks: [AnchoredBlock] = []
    var findings: [WikiFinding] = []

    /// Where the piece of HTML that is being written began.
    var pieceStart = 0
    /// Where the plain text and the references of the block began.
    var blockTextStart = 0
    var blockFirstReference = 0
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
    let specialLines: [Int]
    var hasTableBody = false
    /// How many tables stand below the last heading, which is the `section`-th.
    var tables = (section: 0, count: 0)
    /// The types of cmark's extensions that were met.
    var extensionTypes: [(type: cmark_node_type, node: ExtensionNode)] = []
    /// Offsets of the lines of the source, made when first asked for.
    lazy var lineStarts = MarkdownRenderer.lineStarts(of: input.source)
    /// The same of what cmark reads.
    lazy var preparedLineStarts = input.scan.prepared.withUnsafeBufferPointer { MarkdownRenderer.lineStarts(of: $0) }
    lazy var retractionWords = RetractionWords(input.wording)
    /// After the words whose place was asked for last, and how many bytes may still be looked through (`place`).
    var placeCursor = (line: 0, column: 0)
    var placeBudget = 4 << 20
    /// Where the text ended, once footnotes began or all was written.
    var textEnd: TextEnd?
    var isInFootnotes: Bool { textEnd != nil }
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
    var headingStart: (section: Int, slot: Int, html: Int, isNested: Bool)?

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
        textEnd = textEnd ?? endOfAll
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
        case CMARK_NODE_EMPH: enterEmphasis(node, "<em>")
        case CMARK_NODE_STRONG: enterEmphasis(node, "<strong>")
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
}
