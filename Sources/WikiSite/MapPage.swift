// The page of the map: an overview that needs no script, and lists of each group.
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let map = TemplateShape(["intro", "overview", "groups"])
    static let mapGroup = TemplateShape(["id", "heading", "items", "others", "table"])
}

/// The pages and data files of the map. Apart from the site, so that other pages can be rendered while the map is laid out.
public final class MapPages: Sendable {
    /// Entries of a group that the page of the map lists; all stand in the table of the group.
    static let longestList = 40

    let site: Site
    let map: SiteMap
    /// Whether places were looked for; a preview leaves that to builds.
    private let isLaidOut: Bool
    /// Of the path of each entry, of which stamps are made: most entries are at the ends of dozens of edges.
    let pathHashes: [UInt64]

    /// What a page or file holds.
    enum Part: Sendable {
        case page
        case index
        case table(group: Int)
        case nodes
        case names
        case edges
        case text(group: Int)
    }

    /// - Parameters:
    ///   - layout: the places of entries; without one the page says that there is none yet.
    ///   - edges: what connects them.
    public init(_ site: Site, _ layout: MapLayout? = nil, edges: [MapEdge] = []) {
        self.site = site
        isLaidOut = layout != nil
        map = SiteMap(layout ?? .empty, edges, entryCount: site.graph.entries.count)
        pathHashes = site.graph.entries.indices.map { StableHash.of(site.graph.entries[$0].path) }
    }

    var graph: KnowledgeGraph { site.graph }
    var wording: Wording { site.wording }

    func name(ofGroup group: Int) -> String { map.entries(of: group).first.map(site.labels.shortName) ?? "" }

    /// The table of a group's edges.
    static func tablePath(_ group: Int) -> String { "graph/\(group + 1).html" }

    /// All of them, in a fixed order.
    public func pages() -> [Page] {
        [
            Page(path: SitePage.map.path, content: .map(.page)),
            Page(path: "graph/index.html", content: .map(.index)),
            Page(path: "graph/nodes.js", content: .map(.nodes)),
            Page(path: "graph/names.js", content: .map(.names)),
            Page(path: "graph/edges.js", content: .map(.edges)),
        ] + map.layout.groups.indices.flatMap { group in
            [
                Page(path: MapPages.tablePath(group), content: .map(.table(group: group))),
                Page(path: "graph/text-\(group).js", content: .map(.text(group: group))),
            ]
        }
    }

    /// Marks the entries whose bodies a page needs.
    public func markBodies(of page: Page, in wanted: inout [Bool]) {
        guard case .map(.text(let group)) = page.content else { return }
        for edge in map.edges(of: group) { wanted[Int(edge.source)] = true }
    }

    func render(_ part: Part, bodies: EntryBodies, into output: inout ByteBuffer) throws(TemplateError) {
        let (template, values): (String, [TemplateObject])
        switch part {
        case .page: (template, values) = page()
        case .index: (template, values) = indexPage()
        case .table(let group): (template, values) = tablePage(group)
        case .nodes: return appendNodes(to: &output)
        case .names: return appendNames(to: &output)
        case .edges: return appendEdges(to: &output)
        case .text(let group): return appendText(group, bodies: bodies, to: &output)
        }
        try site.input.templates.render(template, values.map { .object($0) }, into: &output)
    }

    private func page() -> (template: String, values: [TemplateObject]) {
        let groupCount = map.layout.groups.count
        let intro = groupCount == 0
            ? wording[isLaidOut ? .mapOfNothing : .mapOfPreview]
            : groupCount == 1
                ? wording.filled(.mapIntroOfOne, String(map.layout.entries.count))
                : wording.filled(.mapIntro, String(map.layout.entries.count), String(groupCount))
        let groups = map.layout.groups.indices.map { group -> TemplateValue in
            let entries = map.entries(of: group)
            let shown = entries.prefix(MapPages.longestList)
            return .object(
                Shapes.mapGroup,
                [
                    .text("g:\(group + 1)"), .text(name(ofGroup: group)), .list(shown.map { site.listItem($0, root: [], detail: .none) }),
                    entries.count == shown.count ? .absent : .text(String(entries.count - shown.count)), .text(MapPages.tablePath(group)),
                ])
        }
        return (
            "map",
            [
                site.frame(path: SitePage.map.path, title: wording[.mapPage], pageClass: "map-page", description: intro),
                TemplateObject(Shapes.map, [.text(intro), map.layout.groups.isEmpty ? .absent : .html(overview()), .list(groups)]),
            ]
        )
    }

    /// Groups as circles with their names, and the strongest bonds between them.
    private func overview() -> [UInt8] {
        let layout = map.layout
        // Names are readable when the picture is as wide as the text; small groups have no room for theirs.
        let size = max(14, Int(layout.width) / 40)
        var output = ByteBuffer()
        output.addPlain("<svg viewBox=\"0 0 \(Int(layout.width)) \(Int(layout.height))\" aria-labelledby=\"m:title\" font-size=\"\(size)\">\n")
        output.add("<title id=\"m:title\">")
        output.addEscaped(wording[.mapOverview])
        output.add("</title>\n")
        for bond in bonds().prefix(300) {
            let (from, to) = (layout.groups[bond.from], layout.groups[bond.to])
            output.addPlain("<path d=\"M\(from.x) \(from.y)L\(to.x) \(to.y)\" stroke-width=\"\(min(12, 1 + bond.weight / 8))\"/>\n")
        }
        for (number, group) in layout.groups.enumerated() {
            let whole = name(ofGroup: number)
            let (label, _) = LabelWidth.fit(whole, room: Int(group.radius) * 2 + size, size: size)
            output.addPlain("<a href=\"#g:\(number + 1)\"><title>")
            output.addEscaped(whole + wording[.colon] + wording.count(Int(group.count), .entry, .entries))
            output.addPlain("</title><circle cx=\"\(group.x)\" cy=\"\(group.y)\" r=\"\(group.radius)\"/>")
            if label.unicodeScalars.count > 3 || label == whole {
                output.addPlain("<text x=\"\(group.x)\" y=\"\(Int(group.y) + size / 3)\">")
                output.addEscaped(label)
                output.add("</text>")
            }
            output.add("</a>\n")
        }
        output.add("</svg>")
        return [UInt8](output)
    }

    /// Pairs of groups by the weight between them, strongest first.
    func bonds() -> [(from: Int, to: Int, weight: Int)] {
        var weights: [Int: Int] = [:]
        let count = max(1, map.layout.groups.count)
        for edge in map.edges {
            let (from, to) = (Int(map.group[Int(map.number[Int(edge.source)])]), Int(map.group[Int(map.number[Int(edge.target)])]))
            if from != to { weights[min(from, to) * count + max(from, to), default: 0] += Int(edge.weight) }
        }
        return weights.map { (from: $0.key / count, to: $0.key % count, weight: $0.value) }
            .sorted { ($1.weight, $0.from, $0.to) < ($0.weight, $1.from, $1.to) }
    }

    /// The reference that makes an edge; `nil` for a relation.
    private func reference(of edge: MapEdge) -> Reference? {
        edge.relation >= 0 ? nil : graph.entries[Int(edge.source)].references[Int(edge.reference)]
    }

    /// Whether a citation makes an edge.
    func isCitation(_ edge: MapEdge) -> Bool { reference(of: edge)?.kind == .citation }

    /// The place of an edge among those of its source, the same for the same words: relations in the order of the vocabulary, then
    /// links, then citations by their stance.
    func rank(of edge: MapEdge) -> Int {
        guard let reference = reference(of: edge) else { return graph.relations[Int(edge.relation)].type }
        let links = graph.vocabulary.relations.count
        return reference.kind == .citation ? links + 1 + Int(reference.qualifier) : links
    }

    /// What the source of an edge says of its target.
    func words(of edge: MapEdge) -> String {
        guard let reference = reference(of: edge) else { return graph.vocabulary.relations[graph.relations[Int(edge.relation)].type].label }
        guard reference.kind == .citation else { return wording[.linksTo] }
        return reference.qualifier == Reference.unqualified
            ? wording[.cites] : wording.filled(.citesAs, graph.vocabulary.stances[Int(reference.qualifier)].label)
    }

    /// Papers given for a relation, or cited in the sentence of a link; of a citation, its paper.
    func evidence(of edge: MapEdge) -> [EntryID] {
        if edge.relation >= 0 { return graph.relations[Int(edge.relation)].evidence }
        let references = graph.entries[Int(edge.source)].references
        let resolutions = graph.resolutions(of: edge.source)
        let number = Int(edge.reference)
        if references[number].kind == .citation { return [edge.target] }
        if references[number].sentence.isEmpty { return [] }
        var papers: [EntryID] = []
        for index in references.inSentence(of: number) where references[index].kind == .citation {
            let resolution = resolutions[resolutions.startIndex + index]
            if resolution.state == .found, !papers.contains(resolution.entry) { papers.append(resolution.entry) }
        }
        return papers
    }
}
