// What has an address of its own inside a page: blocks with an id, claims, footnotes.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    // MARK: Blocks and claims

    mutating func openBlockSlot(_ node: MarkdownNode) {
        guard slot == nil, input.dialect == .wiki, isSpecial(node) else { return }
        slot = BlockSlot(
            piece: openSlot(), firstReference: references.count, textStart: text.count, node: node, location: location(node))
    }

    mutating func beginSlotContent() {
        let first = flushedPieceCount()
        slot?.firstPiece = first
    }

    mutating func flushedPieceCount() -> Int {
        flush()
        return pieces.count
    }

    /// Gives the block its id, if it has a block id or is a claim.
    mutating func closeBlockSlot() {
        guard let slot else { return }
        self.slot = nil
        guard !slot.blockID.isEmpty || slot.hasStance else { return }
        trimSpaces()
        let words = ByteSpan(start: slot.textStart, end: text.count)
        let end = flushedPieceCount()
        var id: [UInt8]
        var blockHash: UInt64 = 0
        if slot.blockID.isEmpty {
            id = Array("claim:".utf8) + claimDigest(words)
            report(
                .claimUnnamed, SourceRange(start: slot.location, end: slot.location),
                "claim has no block id; end it with \" ^a-short-name\" to keep its address")
        } else {
            let name = UnsafeBufferPointer(rebasing: input.source[slot.blockID])
            id = Array("b:".utf8) + name
            blockHash = StableHash.of(name)
            if !blockHashes.insert(blockHash).inserted {
                report(
                    .blockDuplicate, slot.blockIDRange ?? SourceRange(start: slot.location, end: slot.location),
                    "block id \"^\(input.source.text(slot.blockID))\" stands twice in this entry")
            }
        }
        id = uniqueID(id)
        fill(slot: slot.piece, id: id)
        blocks.append(
            AnchoredBlock(
                id: intern(id), blockHash: blockHash, pieces: slot.firstPiece..<end,
                references: slot.firstReference..<references.count, words: words, location: slot.location,
                isClaim: slot.hasStance))
    }

    /// Eight hexadecimal digits of the claim's folded words.
    private func claimDigest(_ words: ByteSpan) -> [UInt8] {
        let folded = text[words.range].withUnsafeBufferPointer { FoldedName.fold($0) }
        let digits = String(StableHash.of(folded), radix: 16)
        return Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8.prefix(8))
    }

    /// An id no other element of the body has: `id`, or `id-1`, `id-2`, …
    mutating func uniqueID(_ id: [UInt8]) -> [UInt8] {
        guard var number = usedIDs[AnchorID(bytes: id)] else {
            usedIDs[AnchorID(bytes: id)] = 1
            return id
        }
        var candidate = id
        repeat {
            candidate = id + Array("-\(number)".utf8)
            number += 1
        } while usedIDs[AnchorID(bytes: candidate)] != nil
        usedIDs[AnchorID(bytes: candidate)] = 1
        usedIDs[AnchorID(bytes: id)] = number
        return candidate
    }

    // MARK: Footnotes

    mutating func enterFootnote() {
        if !isInFootnotes {
            isInFootnotes = true
            startLine()
            html.append("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n")
        }
        footnoteNumber += 1
        let number = Array("\(footnoteNumber)".utf8)
        html.append("<li")
        fill(slot: openSlot(), id: Array("fn:".utf8) + number)
        html.append(UInt8(ascii: ">"))
        // A footnote that only pictures or links refer to has no way back.
        guard footnoteUses[number] != nil else { return }
        // The way back stands first, so that it is there whatever the note ends with.
        html.append("<a class=\"footnote-back\" href=\"")
        localLink(Array("fnref:".utf8) + number)
        html.append("\" aria-label=\"Back to the text\">↑</a> ")
    }

    mutating func enterFootnoteReference(_ node: MarkdownNode) {
        let number = Array(MarkdownRenderer.literal(node))
        guard imageDepth == 0 else { return }
        // A link inside a link is none.
        guard linkDepth == 0 else {
            html.append("<sup class=\"footnote\">")
            html.append(contentsOf: number)
            html.append("</sup>")
            return
        }
        let uses = (footnoteUses[number] ?? 0) + 1
        footnoteUses[number] = uses
        html.append("<sup class=\"footnote\"><a")
        fill(slot: openSlot(), id: Array("fnref:".utf8) + number + (uses > 1 ? Array("-\(uses)".utf8) : []))
        html.append(" href=\"")
        localLink(Array("fn:".utf8) + number)
        html.append("\">")
        html.append(contentsOf: number)
        html.append("</a></sup>")
    }

    private mutating func localLink(_ id: [UInt8]) {
        flush()
        let span = aside { $0.append(contentsOf: id) }
        pieces.append(Piece(.localLink, span.range))
    }

    /// Reports each `[^name]` in a text: cmark turns a footnote without a definition back into one.
    mutating func noteUndefinedFootnotes(_ literal: SourceBytes, _ node: MarkdownNode) {
        var index = 0
        while let open = literal.firstOffset(of: UInt8(ascii: "["), in: index..<literal.count) {
            index = open + 1
            guard literal.has("[^", at: open) else { continue }
            var end = open + 2
            while end < literal.count, !literal[end].isWhitespace, literal[end] != UInt8(ascii: "]"), literal[end] != UInt8(ascii: "[") {
                end += 1
            }
            guard end > open + 2, literal.has("]", at: end) else { continue }
            let label = literal.text(open..<(end + 1))
            let range = place(of: label, near: node)
            // Escaped, it is no footnote.
            if isEscaped(range.start) { continue }
            report(.footnoteUndefined, range, "footnote \"\(label)\" has no definition in this entry")
        }
    }

    private mutating func isEscaped(_ location: SourceLocation) -> Bool {
        let line = SourceBytes(rebasing: input.source[sourceBytes(ofLine: location.line)])
        return line.has("\\", at: location.columnUTF8 - 2)
    }
}

/// An id as a key: hashed as a whole, where an array is hashed byte by byte.
struct AnchorID: Hashable {
    var bytes: [UInt8]

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
