// A compiled entry: what the linker needs of it (the head) and what its page needs (the body).

/// A stretch of one of an entry's byte pools.
public struct ByteSpan: Sendable, Hashable, BitwiseCopyable {
    public var start: UInt32
    public var end: UInt32

    public init(start: Int, end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    public static let empty = ByteSpan(start: 0, end: 0)
    public var isEmpty: Bool { start == end }
    public var count: Int { Int(end) - Int(start) }
    public var range: Range<Int> { Int(start)..<Int(end) }
}

/// A reference in an entry's prose that only the linker can resolve. Spans name the pool they point into.
///
/// A plain value of fixed size: the cache stores arrays of it as they stand in memory.
public struct Reference: Sendable, BitwiseCopyable {
    /// What it refers with.
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// `[[Target#Fragment|label]]`
        case wikilink
        /// `![[Entry#Fragment]]`
        case embed
        /// `![[image.png|alt]]` and `![alt](image.png)`
        case image
        /// One `@key` of a citation; a group `[@a; @b]` is a run of these under one piece.
        case citation
        /// The opening tag of `[text](relative.md)`; the text and the closing tag are finished HTML.
        case relativeLink
    }

    /// Marks of a citation.
    public struct Style: OptionSet, Sendable, BitwiseCopyable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// `@key` as a word of the sentence: names outside, year in parentheses.
        public static let narrative = Style(rawValue: 1)
        /// `-@key`: the year alone.
        public static let suppressAuthor = Style(rawValue: 2)
        /// The bracket or the sentence says that the paper was retracted.
        public static let saysRetracted = Style(rawValue: 4)
    }

    /// No relation, or no stance.
    public static let unqualified = UInt8.max

    public var kind: Kind
    public var style: Style = []
    /// Index of the relation (wikilink) or stance (citation) in the vocabulary, or `unqualified`.
    public var qualifier = Reference.unqualified
    public var line: UInt32
    public var columnUTF8: UInt32
    public var lengthUTF8: UInt32
    /// In `strings`: entry name, citation key, or path.
    public var target = ByteSpan.empty
    /// In `strings`: heading text, or `^` and a block id.
    public var fragment = ByteSpan.empty
    /// In `strings`: what stands before and after a citation key in its brackets.
    public var prefix = ByteSpan.empty
    public var suffix = ByteSpan.empty
    /// In `html`: the label of a link or the text of a picture, escaped; empty when the author gave none.
    public var label = ByteSpan.empty
    /// In `text`: the words that stand for the reference, and the sentence around them.
    public var words = ByteSpan.empty
    public var sentence = ByteSpan.empty
    /// Hash of the sentence with its references, and which of them this is: of what other pages show around a mention.
    public var mentionHash: UInt64 = 0
    /// Hash of the target as written, and folded (`FoldedName`), so that linking compares numbers.
    public var targetHash: UInt64 = 0
    public var foldedHash: UInt64 = 0

    public init(kind: Kind, range: SourceRange) {
        self.kind = kind
        line = UInt32(truncatingIfNeeded: range.start.line)
        columnUTF8 = UInt32(truncatingIfNeeded: range.start.columnUTF8)
        lengthUTF8 = UInt32(truncatingIfNeeded: max(0, range.end.columnUTF8 - range.start.columnUTF8))
    }

    /// Where the reference stands in the source.
    public var range: SourceRange {
        SourceRange(line: Int(line), columnUTF8: Int(columnUTF8), lengthUTF8: Int(lengthUTF8))
    }
}

/// A heading of an entry's prose.
public struct Heading: Sendable, BitwiseCopyable {
    /// 2 to 6: one of the first level is shown as one of the second.
    public var level: UInt8
    public var line: UInt32
    /// In `strings`: the id of the heading, unique in the entry.
    public var id: ByteSpan
    /// In `strings`: the words of the heading.
    public var title: ByteSpan
    /// Hashes for links: of the id (GitHub's slug), and of the folded title.
    public var idHash: UInt64
    public var foldedHash: UInt64
    /// The first piece of the heading; its section runs to the next heading of the same or a higher level (`sectionEnd`).
    public var firstPiece: UInt32
    /// Where the HTML of the heading begins.
    public var htmlStart: UInt32
    /// Whether it stands in a list, quote, callout or open element of raw HTML, whose end its section would cut off.
    public var isNested: Bool

    public init(
        level: UInt8, line: UInt32, id: ByteSpan, title: ByteSpan, idHash: UInt64, foldedHash: UInt64, firstPiece: UInt32,
        htmlStart: UInt32 = 0, isNested: Bool = false
    ) {
        self.htmlStart = htmlStart
        self.isNested = isNested
        self.level = level
        self.line = line
        self.id = id
        self.title = title
        self.idHash = idHash
        self.foldedHash = foldedHash
        self.firstPiece = firstPiece
    }
}

/// A paragraph or list item with an address of its own: it ends in `^id`, or it is a claim.
public struct AnchoredBlock: Sendable, BitwiseCopyable {
    /// In `strings`: the id as it stands in the page.
    public var id: ByteSpan
    /// Hash of the author's block id; 0 when the id was made for a claim without one.
    public var blockHash: UInt64
    /// The pieces of the block's content, without its own tag.
    public var firstPiece: UInt32
    public var endPiece: UInt32
    /// The references inside it.
    public var firstReference: UInt32
    public var endReference: UInt32
    /// In `text`.
    public var words: ByteSpan
    public var line: UInt32
    public var columnUTF8: UInt32
    /// Whether a citation in it has a stance.
    public var isClaim: Bool

    public init(
        id: ByteSpan, blockHash: UInt64, pieces: Range<Int>, references: Range<Int>, words: ByteSpan,
        location: SourceLocation, isClaim: Bool
    ) {
        self.id = id
        self.blockHash = blockHash
        firstPiece = UInt32(pieces.lowerBound)
        endPiece = UInt32(pieces.upperBound)
        firstReference = UInt32(references.lowerBound)
        endReference = UInt32(references.upperBound)
        self.words = words
        line = UInt32(location.line)
        columnUTF8 = UInt32(location.columnUTF8)
        self.isClaim = isClaim
    }

    public var references: Range<Int> { Int(firstReference)..<Int(endReference) }
    public var location: SourceLocation { SourceLocation(line: Int(line), columnUTF8: Int(columnUTF8)) }
}

/// Where the text of an entry ends: its footnotes come behind it, wherever they stand in the source, and belong to no section.
public struct TextEnd: Sendable, BitwiseCopyable {
    /// The first piece, the byte of HTML and the reference that are no longer of the text.
    public var piece: UInt32 = 0
    public var html: UInt32 = 0
    public var reference: UInt32 = 0

    public init(piece: Int = 0, html: Int = 0, reference: Int = 0) {
        (self.piece, self.html, self.reference) = (UInt32(piece), UInt32(html), UInt32(reference))
    }
}

/// What the linker reads of an entry, like the symbol table of an object file.
public struct EntryHead: Sendable {
    /// The source file, relative to the source folder: `content/concepts/migrasome.md`.
    public var path: String
    public var kind: EntryKind
    /// The file's name without `.md`: the slug of a concept or page, the citation key of a paper.
    public var slug: String
    public var metadata = EntryMetadata()
    /// UTF-8 pool of targets, fragments, ids and heading words.
    public var strings: [UInt8] = []
    public var references: [Reference] = []
    public var namedPapers: [NamedPaper] = []
    public var bracketedNames: [BracketedName] = []
    public var headings: [Heading] = []
    public var blocks: [AnchoredBlock] = []
    /// Problems found while compiling.
    public var diagnostics: [Diagnostic] = []
    /// How many bytes of HTML the prose is, without what its references add.
    public var htmlCount: UInt32 = 0
    public var textEnd = TextEnd()
    /// Hash of everything the entry's own page shows of it.
    public var contentHash: UInt64 = 0
    /// Hash of the front matter: of everything other pages show of the entry.
    public var metadataHash: UInt64 = 0
    /// Hash of what the references of other pages show of a paper's record; 0 for other entries.
    public var recordHash: UInt64 = 0

    public init(path: String, kind: EntryKind, slug: String) {
        self.path = path
        self.kind = kind
        self.slug = slug
    }

    /// The heading that ends the section of a heading; `nil` where the text does. One within a list or callout ends no section around it.
    public func sectionEnd(of heading: Int) -> Heading? {
        headings[(heading + 1)...].first { $0.level <= headings[heading].level && !$0.isNested }
    }

    /// The text of a span of `strings`.
    public func string(_ span: ByteSpan) -> String { String(decoding: strings[span.range], as: UTF8.self) }
}

/// A part of a compiled body: finished HTML, or something that waits for the linker or the page.
public struct Piece: Sendable, BitwiseCopyable {
    /// What `start..<end` counts.
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// Bytes `start..<end` of `html`, to be copied.
        case html
        /// References `start..<end`.
        case reference
        /// ` id="…"` with the id in bytes `start..<end` of `html`; left out where the entry is embedded elsewhere.
        case anchor
        /// `#…` of a link to an anchor of this body (footnotes), the id in bytes `start..<end` of `html`.
        case localLink
    }

    public var kind: Kind
    public var start: UInt32
    public var end: UInt32

    public init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
    }

    public var range: Range<Int> { Int(start)..<Int(end) }
}

/// The prose of an entry: HTML in pieces, and its plain text.
public struct EntryBody: Sendable {
    public var html: ArraySlice<UInt8>
    /// Plain text, a line for each block: for search, and for the sentences around references.
    public var text: ArraySlice<UInt8>
    public var pieces: [Piece]

    public init(html: ArraySlice<UInt8> = [], text: ArraySlice<UInt8> = [], pieces: [Piece] = []) {
        self.html = html
        self.text = text
        self.pieces = pieces
    }
}

/// The result of compiling one source file.
public struct CompiledEntry: Sendable {
    public var head: EntryHead
    public var body: EntryBody

    public init(head: EntryHead, body: EntryBody) {
        self.head = head
        self.body = body
    }
}

extension [Reference] {
    /// The references of one sentence after the other. References are in the order of the text, so that those of a sentence
    /// follow each other.
    @inline(__always)
    public func forEachSentence(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        while start < range.upperBound {
            let sentence = self[start].sentence
            let end = self[start..<range.upperBound].firstIndex { $0.sentence != sentence } ?? range.upperBound
            body(start..<end)
            start = end
        }
    }

    /// The references that stand in one sentence with another, and itself.
    public func inSentence(of index: Int) -> Range<Int> {
        let sentence = self[index].sentence
        let start = self[..<index].lastIndex { $0.sentence != sentence }.map { $0 + 1 } ?? 0
        return start..<(self[index...].firstIndex { $0.sentence != sentence } ?? count)
    }

    /// For each reference, whether it is a citation or one stands in the sentence around it.
    public var areCited: [Bool] {
        var cited = map { $0.kind == .citation }
        forEachSentence(in: indices) { sentence in
            if !self[sentence.lowerBound].sentence.isEmpty, cited[sentence].contains(true) { for index in sentence { cited[index] = true } }
        }
        return cited
    }
}
