// The figure of an entry's neighbourhood as inline SVG: real links, no script, colours by the site's styles.
import Bytes
import Templates
import WikiGraph
import WikiModel

extension EntryPlace {
    /// Fewer neighbours are said faster by the lists below.
    static let fewestNeighbours = 3

    /// The figure with its caption; absent for entries with few neighbours.
    var neighbourhood: TemplateValue {
        guard entry.kind != .page else { return .absent }
        let neighbourhood = Neighbourhood(of: id, in: site.graph)
        guard neighbourhood.neighbours.count >= EntryPlace.fewestNeighbours else { return .absent }
        var lists: [(id: String, label: String)] = []
        if !(graph.relationsFrom[id].isEmpty && graph.relationsTo[id].isEmpty) { lists.append(("s:relations", wording[.relationsHeading])) }
        if citesFoundPapers { lists.append(("s:references", wording[.referencesHeading])) }
        if !graph.backlinks[id].isEmpty { lists.append(("s:linked-from", wording[headingOfMentions])) }
        return .object(
            Shapes.neighbourhood,
            [
                .writer { [self] in NeighbourhoodDrawing(place: self, neighbourhood: neighbourhood).append(to: &$0) },
                neighbourhood.others == 0 ? .absent : .text(String(neighbourhood.others)),
                .list(lists.map { .object(Shapes.listLink, [.text("#" + $0.id), .text($0.label), .flag($0.id == lists.last?.id)]) }),
                .flag(neighbourhood.neighbours.contains { $0.evidence == .none }),
                .flag(neighbourhood.neighbours.contains { $0.evidence == .disputing }),
            ])
    }
}

/// Writes one figure.
struct NeighbourhoodDrawing {
    private let place: EntryPlace
    private let neighbours: [Neighbour]
    /// The first neighbour of each sector, and the count after the last.
    private let sectorStarts: [Int]
    private let layout: NeighbourhoodLayout

    init(place: EntryPlace, neighbourhood: Neighbourhood) {
        self.place = place
        neighbours = neighbourhood.neighbours
        let changes = neighbours.indices.filter { $0 == 0 || neighbourhood.neighbours[$0].relation != neighbourhood.neighbours[$0 - 1].relation }
        sectorStarts = changes + [neighbours.count]
        layout = NeighbourhoodLayout(sectors: zip(sectorStarts, sectorStarts.dropFirst()).map { $1 - $0 })
    }

    private var site: Site { place.site }
    private var graph: KnowledgeGraph { place.site.graph }

    func append(to output: inout ByteBuffer) {
        output.add("<svg viewBox=\"0 0 ")
        output.add(NeighbourhoodLayout.width)
        output.add(" ")
        output.add(layout.height)
        output.add("\" aria-labelledby=\"n:title\">\n<title id=\"n:title\">")
        output.addEscaped(place.wording.filled(.neighbourhood, site.labels.shortName(place.id)))
        // One arrow at the outer end of a line: it points at the neighbour, or away from it.
        output.add(
            """
            </title>
            <defs><marker id="n:out" viewBox="0 0 6 6" refX="6" refY="3" orient="auto"><path d="M0 0L6 3L0 6z"/></marker>\
            <marker id="n:in" viewBox="0 0 6 6" refX="6" refY="3" orient="auto"><path d="M6 0L0 3L6 6z"/></marker></defs>

            """)
        appendLines(to: &output)
        appendMiddle(to: &output)
        appendRows(to: &output)
        output.add("</svg>")
    }

    private func appendMiddle(to output: inout ByteBuffer) {
        output.add("<text class=\"self\" x=\"")
        output.add(layout.middle.x)
        output.add("\" y=\"")
        output.add(layout.middle.y + 5)
        output.add("\">")
        site.labels.withShortName(place.id) { name in
            let shown = LabelWidth.fit(name, room: NeighbourhoodLayout.width - 8, size: NeighbourhoodLayout.middleFontSize)
            NeighbourhoodDrawing.append(name, upTo: shown, to: &output)
        }
        output.add("</text>\n")
    }

    /// Lines of one sector and kind of evidence are one path's worth of attributes, so they share a group.
    private func appendLines(to output: inout ByteBuffer) {
        for sector in 0..<(sectorStarts.count - 1) {
            output.add("<g")
            switch direction(of: neighbours[sectorStarts[sector]].relation) {
            case .outgoing: output.add(" marker-end=\"url(#n:out)\"")
            case .incoming: output.add(" marker-end=\"url(#n:in)\"")
            case .both: break
            }
            output.add(">")
            for evidence in [ConnectionEvidence.none, .cited, .disputing] {
                for row in layout.rows where row.sector == sector {
                    guard let number = row.neighbour, neighbours[number].evidence == evidence else { continue }
                    appendLine(to: row, evidence, &output)
                }
            }
            output.add("</g>\n")
        }
    }

    private func appendLine(to row: NeighbourhoodLayout.Row, _ evidence: ConnectionEvidence, _ output: inout ByteBuffer) {
        let startY = layout.middle.y + (row.y < layout.middle.y ? -12 : 12)
        let (width, height) = (Double(row.dotX - layout.middle.x), Double(row.y - startY))
        // The line ends before the dot begins.
        let shortened = 1 - 7 / max(8, (width * width + height * height).squareRoot())
        output.add("<path d=\"M")
        output.add(layout.middle.x)
        output.add(" ")
        output.add(startY)
        output.add("L")
        output.add(layout.middle.x + Int((width * shortened).rounded()))
        output.add(" ")
        output.add(startY + Int((height * shortened).rounded()))
        switch evidence {
        case .none: output.add("\" stroke-dasharray=\"5 3\"/>")
        case .cited: output.add("\"/>")
        case .disputing: output.add("\" stroke-dasharray=\"1 3\"/>")
        }
    }

    private enum Direction { case outgoing, incoming, both }

    private func direction(of relation: NeighbourRelation) -> Direction {
        switch relation {
        case .typed(let index, let isOutgoing):
            graph.vocabulary.relations[index].isSymmetric ? .both : isOutgoing ? .outgoing : .incoming
        case .linkedBothWays: .both
        case .linksTo, .cites: .outgoing
        case .linkedFrom, .citedBy: .incoming
        }
    }

    private func heading(of relation: NeighbourRelation) -> String {
        switch relation {
        case .typed(let index, let isOutgoing):
            isOutgoing ? graph.vocabulary.relations[index].label : graph.vocabulary.relations[index].inverseLabel
        case .linkedBothWays: place.wording[.linkedBothWays]
        case .linksTo: place.wording[.linksTo]
        case .linkedFrom: place.wording[.linkedFrom]
        case .cites: place.wording[.cites]
        case .citedBy: place.wording[.citedBy]
        }
    }

    private func appendRows(to output: inout ByteBuffer) {
        output.add("<g text-anchor=\"end\">\n")
        for row in layout.rows where row.isLeft { append(row, to: &output) }
        output.add("</g>\n<g>\n")
        for row in layout.rows where !row.isLeft { append(row, to: &output) }
        output.add("</g>\n")
    }

    private func append(_ row: NeighbourhoodLayout.Row, to output: inout ByteBuffer) {
        if let number = row.neighbour { appendNeighbour(neighbours[number].entry, at: row, &output) }
        else { appendHeading(row, &output) }
    }

    private func appendHeading(_ row: NeighbourhoodLayout.Row, _ output: inout ByteBuffer) {
        let label = heading(of: neighbours[sectorStarts[row.sector]].relation)
        output.add("<text class=\"sector\"")
        appendPlace(row, to: &output)
        output.addEscaped(LabelWidth.fit(label, room: row.room, size: NeighbourhoodLayout.fontSize).text)
        output.add("</text>\n")
    }

    private func appendPlace(_ row: NeighbourhoodLayout.Row, isTwoLines: Bool = false, to output: inout ByteBuffer) {
        output.add(" x=\"")
        output.add(row.textX)
        output.add("\" y=\"")
        output.add(row.y + 4 - (isTwoLines ? NeighbourhoodLayout.lineHeight / 2 : 0))
        output.add("\">")
    }

    /// The part of a name that is shown, with an ellipsis where it is not the whole.
    private static func append(_ name: UnsafeBufferPointer<UInt8>, upTo shown: Int, to output: inout ByteBuffer) {
        HTMLEscaping.appendText(UnsafeBufferPointer(rebasing: name[..<shown]), to: &output)
        if shown < name.count { output.add("…") }
    }

    private func appendNeighbour(_ neighbour: EntryID, at row: NeighbourhoodLayout.Row, _ output: inout ByteBuffer) {
        site.labels.withShortName(neighbour) { appendNeighbour(neighbour, named: $0, at: row, &output) }
    }

    private func appendNeighbour(
        _ neighbour: EntryID, named name: UnsafeBufferPointer<UInt8>, at row: NeighbourhoodLayout.Row, _ output: inout ByteBuffer
    ) {
        let label = NeighbourLabel(name, at: row)
        output.add("<a href=\"")
        output.append(contentsOf: place.root)
        site.addresses.appendPath(of: neighbour, to: &output)
        output.add("\">")
        // On two lines it has no blank between them, which would be underlined as well.
        if label.isCut || label.second != nil {
            output.add("<title>")
            HTMLEscaping.appendText(name, to: &output)
            output.add("</title>")
        }
        if graph.kinds[Int(neighbour)] == .paper {
            output.add("<path d=\"M")
            output.add(row.dotX - 4)
            output.add(" ")
            output.add(row.y - 4)
            output.add("h8v8h-8z\"/>")
        } else {
            output.add("<circle cx=\"")
            output.add(row.dotX)
            output.add("\" cy=\"")
            output.add(row.y)
            output.add("\" r=\"4\"/>")
        }
        output.add("<text")
        // The mark may not have room.
        if site.labels.doubt(neighbour) != nil { output.add(" text-decoration=\"line-through\"") }
        appendPlace(row, isTwoLines: label.second != nil, to: &output)
        NeighbourhoodDrawing.append(label.first, upTo: label.shownOfFirst, to: &output)
        if let second = label.second { appendSecondLine(second, upTo: label.shownOfSecond, at: row, &output) }
        output.add("</text></a>\n")
    }

    private func appendSecondLine(
        _ line: UnsafeBufferPointer<UInt8>, upTo shown: Int, at row: NeighbourhoodLayout.Row, _ output: inout ByteBuffer
    ) {
        output.add("<tspan x=\"")
        output.add(row.textX)
        output.add("\" dy=\"")
        output.add(NeighbourhoodLayout.lineHeight)
        output.add("\">")
        NeighbourhoodDrawing.append(line, upTo: shown, to: &output)
        output.add("</tspan>")
    }
}

/// A neighbour's name on one line or two, each with how many bytes of it are shown.
private struct NeighbourLabel {
    let first: UnsafeBufferPointer<UInt8>
    let shownOfFirst: Int
    var second: UnsafeBufferPointer<UInt8>?
    var shownOfSecond = 0
    var isCut: Bool { shownOfFirst < first.count || shownOfSecond < second?.count ?? 0 }

    init(_ name: UnsafeBufferPointer<UInt8>, at row: NeighbourhoodLayout.Row) {
        let (room, size) = (row.room, NeighbourhoodLayout.fontSize)
        guard let (end, next) = LabelWidth.lineBreak(name, room: room, size: size) else {
            (first, shownOfFirst) = (name, LabelWidth.fit(name, room: room, size: size))
            return
        }
        let rest = UnsafeBufferPointer(rebasing: name[next...])
        (first, shownOfFirst) = (UnsafeBufferPointer(rebasing: name[..<end]), end)
        (second, shownOfSecond) = (rest, LabelWidth.fit(rest, room: room, size: size))
    }
}
