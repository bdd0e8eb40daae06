// What has an address of its own inside a page: blocks with an id, and claims.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    mutating func openBlockSlot(_ node: MarkdownNode) {
        guard slot == nil, input.dialect == .wiki, isSpecial(node) else { return }
        slot = BlockSlot(
            piece: openSlot(), firstReference: references.count, textStart: text.count, node: node, location: location(node))
    }

    mutating func beginSlotContent() {
        let first = flushedPieceCount()
        slot?.firstPiece = first
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
            if words.isEmpty, references.count == slot.firstReference { reportLoneID(slot) }
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

    /// Obsidian takes an id on a line of its own for that of the list or table above it; here it would name nothing.
    private mutating func reportLoneID(_ slot: BlockSlot) {
        report(
            .blockIDMalformed, slot.blockIDRange ?? SourceRange(start: slot.location, end: slot.location),
            "\"^\(input.source.text(slot.blockID))\" stands alone and names nothing; write it at the end of a paragraph or of an item of the list")
    }

    /// Reports an id at the end of a sentence that is not the end of its paragraph, or of a heading.
    mutating func reportLostID(_ token: WikiToken, _ node: MarkdownNode) {
        let name = input.source.text(token.range)
        if headingStart != nil {
            report(
                .blockIDMalformed, token.sourceRange,
                "\"\(name)\" is shown as it is written, since a heading has an id of its own; delete it, and link to the words of the heading")
            return
        }
        var before = token.range.lowerBound - 1
        while before > 0, input.source[before].isSpaceOrTab { before -= 1 }
        guard let next = cmark_node_next(node), cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK, ".!?])".utf8.contains(input.source[before]) else { return }
        report(
            .blockIDMalformed, token.sourceRange,
            "\"\(name)\" stands within a paragraph and names nothing; put a blank line below it, or it at the end of the paragraph")
    }

    /// Eight hexadecimal digits of the claim's folded words.
    private func claimDigest(_ words: ByteSpan) -> [UInt8] {
        let folded = text[words.range].withUnsafeBufferPointer { FoldedName.fold($0) }
        return Array(StableHash.of(folded).hexadecimal.lowercased().utf8.prefix(8))
    }

    /// The ids that are in use on every page.
    static let frameIDs = Dictionary(uniqueKeysWithValues: FrameIDs.all.map { (AnchorID(bytes: Array($0.utf8)), 1) })

    /// An id no other element of the page has: `id`, or `id-1`, `id-2`, …
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
}

/// An id as a key: hashed as a whole, where an array is hashed byte by byte.
struct AnchorID: Hashable {
    var bytes: [UInt8]

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
