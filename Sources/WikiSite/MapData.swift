// The data of the map as classic scripts: places at first, edges and sentences when they are asked for.
import WikiGraph
import WikiModel

extension Site {
    /// `graph/nodes.js`: groups, bonds, and entries in the order of their places.
    ///
    /// A node is `[title, address, kind, year, x, y, importance]`; kind is 0 for concepts, 1 for papers.
    func mapNodes() -> [UInt8] {
        var output: [UInt8] = []
        output.addPlain("migrapediaMap(\"nodes\",{\"width\":\(Int(map.layout.width)),\"height\":\(Int(map.layout.height)),\"groups\":[")
        for (number, group) in map.layout.groups.enumerated() {
            if number > 0 { output.add(",\n") }
            output.add("[")
            output.jsonText(mapGroupName(number))
            output.addPlain(",\(group.x),\(group.y),\(group.radius),\(group.first),\(group.count)]")
        }
        output.add("],\n\"bonds\":[")
        for (number, bond) in bonds().prefix(400).enumerated() { output.addPlain("\(number > 0 ? "," : "")[\(bond.from),\(bond.to),\(bond.weight)]") }
        output.add("],\n\"nodes\":[")
        for (place, entry) in map.layout.entries.enumerated() {
            let head = graph.entries[Int(entry)]
            output.add(place > 0 ? ",\n[" : "\n[")
            let isPaper = head.kind == .paper
            output.jsonText(isPaper ? "\(labels.plain(entry)): \(head.metadata.title)" : head.metadata.title)
            output.jsonPlain(addresses.path(of: entry))
            let year = head.metadata.paper?.issued?.year ?? 0
            output.addPlain(",\(isPaper ? 1 : 0),\(year),\(map.layout.x[place]),\(map.layout.y[place]),\(map.layout.importance[place])]")
        }
        output.add("]});\n")
        return output
    }

    /// `graph/edges.js`: `[source, target, words]…` in one row; words are numbers in `words`. And the last edge of each group.
    func mapEdges() -> [UInt8] {
        var table: [String: Int] = [:]
        var order: [String] = []
        var output: [UInt8] = []
        output.add("migrapediaMap(\"edges\",{\"edges\":[")
        for (number, edge) in map.edges.enumerated() {
            let phrase = words(of: edge)
            let known = table[phrase] ?? order.count
            if known == order.count {
                table[phrase] = known
                order.append(phrase)
            }
            output.addPlain("\(number > 0 ? "," : "")\(map.number[Int(edge.source)]),\(map.number[Int(edge.target)]),\(known)")
        }
        output.add("],\n\"words\":[")
        for phrase in order { output.jsonText(phrase) }
        output.add("],\n\"relations\":[")
        for (number, phrase) in order.enumerated() { output.addPlain("\(number > 0 ? "," : "")\(phrase == "links to" || phrase.hasPrefix("cites") ? 0 : 1)") }
        output.add("]});\n")
        return output
    }

    /// `graph/text-N.js`: for each edge of a group, the sentence around it as HTML and the papers that are cited for it.
    func mapText(_ group: Int, bodies: EntryBodies) -> [UInt8] {
        var output: [UInt8] = []
        output.addPlain("migrapediaMap(\"text-\(group)\",[")
        for (number, edge) in map.edges(of: group).enumerated() {
            output.add(number > 0 ? ",\n[" : "\n[")
            var sentence: [UInt8] = []
            if edge.relation >= 0 {
                sentence.addEscaped(graph.relations[Int(edge.relation)].note)
            } else if let text = bodies[Int(edge.source)]?.text {
                let references = graph.entries[Int(edge.source)].references
                let reference = references[Int(edge.reference)]
                let mention = Backlink(
                    source: edge.source, reference: edge.reference, kind: reference.kind, qualifier: reference.qualifier,
                    sourceKind: graph.entries[Int(edge.source)].kind)
                if !reference.sentence.isEmpty { self.bodies.appendSentence(mention, references, text, to: &sentence) }
            }
            output.jsonText(String(decoding: sentence, as: UTF8.self))
            output.add(",[")
            for paper in evidence(of: edge) {
                let place = map.number[Int(paper)]
                if place >= 0 { output.addPlain(output.last == UInt8(ascii: "[") ? "\(place)" : ",\(place)") }
            }
            output.add("]]")
        }
        output.add("]);\n")
        return output
    }
}
