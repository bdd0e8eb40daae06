// Claims: a sentence and the papers on each side of it.
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let claim = TemplateShape([
        "href", "words", "entry", "is_contested", "sides", "balance", "balance_words", "rests_on_retracted", "rests_on_secondary",
        "opposed_by_secondary",
    ])
    static let side = TemplateShape(["side", "label", "papers"])
    static let claims = TemplateShape(["intro", "groups", "has_filter"])
    static let claimGroup = TemplateShape(["heading", "items"])
}

extension Site {
    /// Where a claim stands.
    func claimAddress(_ claim: Claim, root: [UInt8]) -> [UInt8] {
        let entry = graph.entries[Int(claim.entry)]
        return href(claim.entry, root: root) + [UInt8(ascii: "#")] + entry.strings[entry.blocks[claim.block].id.range]
    }

    /// The words of a claim as plain text, with citations that are words of the sentence put back; empty without the body
    /// of its entry.
    func claimBytes(_ claim: Claim, bodies: EntryBodies) -> [UInt8] {
        guard let text = bodies[Int(claim.entry)]?.text else { return [] }
        let entry = graph.entries[Int(claim.entry)]
        let block = entry.blocks[claim.block]
        guard text.startIndex + Int(block.words.end) <= text.endIndex else { return [] }
        let resolutions = graph.resolutions(of: claim.entry)
        var output = ByteBuffer()
        var position = Int(block.words.start)
        func copy(upTo end: Int) {
            guard end > position else { return }
            output.append(contentsOf: text[(text.startIndex + position)..<(text.startIndex + end)])
            position = end
        }
        for index in block.references where entry.references[index].style.contains(.narrative) {
            let resolution = resolutions[resolutions.startIndex + index]
            copy(upTo: min(Int(entry.references[index].words.start), Int(block.words.end)))
            guard resolution.state == .found else { continue }
            let paper = resolution.entry
            output.addPlain(labels.marked(entry.references[index].style.contains(.suppressAuthor) ? labels.year(paper) : labels.plain(paper), as: paper))
        }
        copy(upTo: Int(block.words.end))
        return [UInt8](output)
    }

    func claimWords(_ claim: Claim, bodies: EntryBodies) -> TemplateValue {
        let words = claimBytes(claim, bodies: bodies)
        return words.isEmpty ? .absent : .bytes(words)
    }

    /// Papers as links to their pages, separated by semicolons.
    func paperLinks(_ papers: [EntryID], root: [UInt8]) -> [UInt8] {
        ByteBuffer.bytes { appendPaperLinks(papers, root: root, to: &$0) }
    }

    /// - Parameter appendMark: appends what is said of each paper after its link.
    func appendPaperLinks(
        _ papers: [EntryID], root: [UInt8], to output: inout ByteBuffer, appendMark: (EntryID, inout ByteBuffer) -> Void = { _, _ in }
    ) {
        for (index, paper) in papers.enumerated() {
            if index > 0 { output.addEscaped(wording[.semicolon]) }
            output.add("<a href=\"")
            output.append(contentsOf: root)
            addresses.appendPath(of: paper, to: &output)
            output.add("\">")
            labels.appendShort(paper, to: &output)
            output.add("</a>")
            labels.appendRetraction(paper, to: &output)
            appendMark(paper, &output)
        }
    }

    /// Papers on one side of a claim. What tells of the results of others says so: it adds little to the papers it tells of.
    private func appendEvidence(_ papers: [EntryID], root: [UInt8], to output: inout ByteBuffer) {
        let terms = graph.vocabulary.terms(of: .paper)
        appendPaperLinks(papers, root: root, to: &output) { paper, output in
            guard graph.isSecondary(paper), let label = terms.categoryLabel(graph.entries[Int(paper)].metadata.category) else { return }
            output.add(" <span class=\"muted\">(")
            output.addEscaped(label)
            output.add(")</span>")
        }
    }

    /// A claim with its papers by stance, in the order of the vocabulary.
    func claimValue(_ claim: Claim, root: [UInt8], bodies: EntryBodies, namesEntry: Bool) -> TemplateValue {
        let balance = ClaimBalance(claim, graph)
        var sides: [TemplateValue] = []
        for (index, stance) in graph.vocabulary.stances.enumerated() {
            let papers = claim.evidence.filter { $0.stance == index }.map(\.paper)
            guard !papers.isEmpty else { continue }
            sides.append(
                .object(
                    Shapes.side,
                    [
                        .text(stance.side.name), .text(stance.label.prefix(1).uppercased() + stance.label.dropFirst()),
                        .html(ByteBuffer.bytes { appendEvidence(papers, root: root, to: &$0) }),
                    ]))
        }
        return .object(
            Shapes.claim,
            [
                .html(claimAddress(claim, root: root)), claimWords(claim, bodies: bodies),
                namesEntry ? .text(plainTitle(of: claim.entry)) : .absent, .flag(balance.isContested), .list(sides),
                .html(balance.drawing), .text(balance.words(wording)), .flag(balance.restsOnRetracted),
                .flag(balance.restsOnSecondary), .flag(balance.isOpposedBySecondary),
            ])
    }

    /// The page of all claims: contested first, then by how much evidence they have.
    func claimsPage(bodies: EntryBodies) -> (template: String, values: [TemplateObject]) {
        let contested = graph.claims.filter { ClaimBalance($0, graph).isContested }
        let others = graph.claims.filter { !ClaimBalance($0, graph).isContested }
        func group(_ heading: String, _ claims: [Claim]) -> TemplateValue? {
            guard !claims.isEmpty else { return nil }
            let ordered = claims.enumerated().sorted {
                ($1.element.evidence.count, $0.offset) < ($0.element.evidence.count, $1.offset)
            }
            return .object(
                Shapes.claimGroup,
                [
                    .text("\(heading) (\(claims.count))"),
                    .list(ordered.map { claimValue($0.element, root: [], bodies: bodies, namesEntry: true) }),
                ])
        }
        let groups = [group(wording[.contestedHeading], contested), group(wording[.otherClaims], others)].compactMap { $0 }
        let intro = wording[.claimsIntro]
        return (
            "claims",
            [
                frame(path: SitePage.claims.path, title: wording[.claimsPage], pageClass: "claims-page", description: intro),
                TemplateObject(Shapes.claims, [.text(intro), .list(groups), hasFilter(contested.count + others.count)]),
            ]
        )
    }
}
