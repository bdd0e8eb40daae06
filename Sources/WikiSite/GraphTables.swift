// The tables of the graph: all that the map shows, for readers who do not see it, a page for each of its groups.
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let graphTable = TemplateShape(["intro", "table", "groups"])
}

extension MapPages {
    private static let root = Array("../".utf8)

    func indexPage() -> (template: String, values: [TemplateObject]) {
        let groups = map.layout.groups.indices.map { group -> TemplateValue in
            .object(Shapes.link, [.html(MapPages.root + Array(MapPages.tablePath(group).utf8)), .text("\(name(ofGroup: group)) (\(map.edges(of: group).count))"), .flag(false)])
        }
        let intro = wording[.graphIntro]
        return (
            "graph",
            [
                site.frame(path: "graph/index.html", title: wording[.graphPage], pageClass: "listing", description: intro),
                TemplateObject(Shapes.graphTable, [.text(intro), .absent, .section(groups)]),
            ]
        )
    }

    func tablePage(_ group: Int) -> (template: String, values: [TemplateObject]) {
        let rows: TemplateValue = map.edges(of: group).isEmpty ? .absent : .writer { [self] in appendRows(ofGroup: group, to: &$0) }
        let title = wording.filled(.graphOfGroup, name(ofGroup: group))
        return (
            "graph",
            [
                site.frame(path: MapPages.tablePath(group), title: title, pageClass: "listing"),
                TemplateObject(Shapes.graphTable, [.text(wording[.graphOfGroupIntro]), rows, .absent]),
            ]
        )
    }

    /// A row for each connection, the rows of an entry under its name. Written here and not by a template: there are as many as
    /// lines in all entries.
    private func appendRows(ofGroup group: Int, to output: inout ByteBuffer) {
        for (number, edges) in bySourceName(map.edges(of: group)).enumerated() {
            output.add(number == 0 ? "<tbody>\n" : "\n<tbody>\n")
            appendRows(of: edges[edges.startIndex].source, edges, to: &output)
            output.add("</tbody>")
        }
    }

    /// The rows of one entry: what it states of others, those with the same words together.
    private func appendRows(of source: EntryID, _ edges: ArraySlice<MapEdge>, to output: inout ByteBuffer) {
        output.addPlain("<tr><th scope=\"rowgroup\" rowspan=\"\(edges.count)\">")
        appendEntry(source, to: &output)
        output.add("</th>")
        var isFirst = true
        for (_, same) in Dictionary(grouping: edges, by: rank).sorted(by: { $0.key < $1.key }) {
            for (number, edge) in same.enumerated() {
                if !isFirst { output.add("<tr>") }
                isFirst = false
                if number == 0 {
                    output.addPlain(same.count == 1 ? "<td>" : "<td rowspan=\"\(same.count)\">")
                    output.addEscaped(words(of: edge))
                    output.add("</td>")
                }
                output.add("<td>")
                appendEntry(edge.target, to: &output)
                output.add("</td><td>")
                // The evidence of a citation is its own paper, which the row names.
                if !isCitation(edge) { site.appendPaperLinks(evidence(of: edge), root: MapPages.root, to: &output) }
                output.add("</td></tr>\n")
            }
        }
    }

    private func appendEntry(_ entry: EntryID, to output: inout ByteBuffer) {
        output.add("<a href=\"")
        output.append(contentsOf: MapPages.root)
        site.addresses.appendPath(of: entry, to: &output)
        output.add("\">")
        site.labels.appendShortName(entry, to: &output)
        output.add("</a>")
    }

    /// The edges of each source, by its name, as lists are. Those of one source stand together and stay as they are.
    private func bySourceName(_ edges: ArraySlice<MapEdge>) -> [ArraySlice<MapEdge>] {
        var runs: [(key: [UInt8], edges: ArraySlice<MapEdge>)] = []
        var start = edges.startIndex
        while start < edges.endIndex {
            let source = edges[start].source
            let end = edges[start...].firstIndex { $0.source != source } ?? edges.endIndex
            runs.append((FoldedName.fold(site.labels.shortName(source)), edges[start..<end]))
            start = end
        }
        return runs.sorted { left, right in
            left.key == right.key ? left.edges.startIndex < right.edges.startIndex : left.key.lexicographicallyPrecedes(right.key)
        }.map(\.edges)
    }
}
