// The data of the map as classic scripts: places at first, edges and sentences when they are asked for.
import Bytes
import WikiGraph
import WikiModel

extension MapPages {
    /// Names that are on the map before the others are loaded: the most important.
    private static let firstNames = 400

    /// Of what the numbers of entries count. A reader may have files of two builds, in the cache of a browser or in a copy over an
    /// older one; each file names its stamp beside itself.
    private var numbering: String {
        var hash = StableHash()
        for entry in map.layout.entries { hash.combine(pathHashes[Int(entry)]) }
        return MapPages.stamp(hash)
    }

    /// Of what the rows of a group's sentences count.
    private func rows(of group: Int) -> String {
        var hash = StableHash()
        for edge in map.edges(of: group) {
            hash.combine(pathHashes[Int(edge.source)])
            hash.combine(pathHashes[Int(edge.target)])
        }
        return MapPages.stamp(hash)
    }

    private static func stamp(_ hash: StableHash) -> String { UInt32(hash.value >> 32).hexadecimal }

    /// `graph/nodes.js`: all that the first picture needs: groups, bonds, places, and the names of the most important.
    ///
    /// `places` holds ten digits of base 64 for each entry, in the order of its number: x and y (3 each), kind and
    /// importance (2: 0 to 255 for a concept, 256 more for a paper) and year (2, 0 for none). `names` are
    /// `[number, name]`; a group is `[name, x, y, radius, first, count]`, a bond `[group, group, weight]`.
    func appendNodes(to output: inout ByteBuffer) {
        output.addPlain("migrapediaMap(\"nodes \(numbering)\",{\"width\":\(Int(map.layout.width)),\"height\":\(Int(map.layout.height)),\"groups\":[")
        for (number, group) in map.layout.groups.enumerated() {
            if number > 0 { output.add(",\n") }
            output.add("[")
            output.jsonText(name(ofGroup: number))
            output.addPlain(",\(group.x),\(group.y),\(group.radius),\(group.first),\(group.count)]")
        }
        output.add("],\n\"bonds\":[")
        for (number, bond) in bonds().prefix(400).enumerated() { output.addPlain("\(number > 0 ? "," : "")[\(bond.from),\(bond.to),\(bond.weight)]") }
        output.add("],\n\"names\":[")
        let layout = map.layout
        let ranked = layout.entries.indices.sorted { (layout.importance[$1], $0) < (layout.importance[$0], $1) }
        for (position, place) in ranked.prefix(MapPages.firstNames).sorted().enumerated() {
            output.addPlain(position > 0 ? ",\n[\(place)" : "\n[\(place)")
            output.jsonText(site.labels.shortName(layout.entries[place]))
            output.add("]")
        }
        output.add("],\n\"places\":\"")
        for (place, entry) in layout.entries.enumerated() {
            let head = graph.entries[Int(entry)]
            output.add(digits: Int(layout.x[place]), count: 3)
            output.add(digits: Int(layout.y[place]), count: 3)
            output.add(digits: (head.kind == .paper ? 256 : 0) + Int(layout.importance[place]), count: 2)
            output.add(digits: head.metadata.paper?.issued?.year ?? 0, count: 2)
        }
        output.add("\"});\n")
    }

    /// `graph/names.js`: name and address, without `.html`, of each entry, in the order of its number. Papers with their title.
    func appendNames(to output: inout ByteBuffer) {
        output.addPlain("migrapediaMap(\"names \(numbering)\",[")
        for (place, entry) in map.layout.entries.enumerated() {
            let title = site.plainTitle(of: entry).isolated
            output.add(place > 0 ? ",\n" : "\n")
            output.jsonText(graph.entries[Int(entry)].kind == .paper ? site.labels.marked(entry) + wording[.colon] + title : title)
            site.jsonID(entry, to: &output)
        }
        output.add("]);\n")
    }

    /// `graph/edges.js`: `source, target, words, …` in one row; words are numbers in `words`, and `rows` are the
    /// stamps of the sentences of each group.
    func appendEdges(to output: inout ByteBuffer) {
        var (table, order): ([String: Int], [String]) = ([:], [])
        var last: (phrase: String, number: Int) = ("", 0)
        output.addPlain("migrapediaMap(\"edges \(numbering)\",{\"edges\":[")
        for (number, edge) in map.edges.enumerated() {
            let phrase = words(of: edge)
            // Mostly those of the edge before, and a look at the table hashes them.
            if order.isEmpty || phrase != last.phrase {
                last = (phrase, table[phrase] ?? order.count)
                if last.number == order.count {
                    table[phrase] = last.number
                    order.append(phrase)
                }
            }
            if number > 0 { output.add(",") }
            output.add(Int(map.number[Int(edge.source)]))
            output.add(",")
            output.add(Int(map.number[Int(edge.target)]))
            output.add(",")
            output.add(last.number)
        }
        output.add("],\n\"words\":[")
        for phrase in order { output.jsonText(phrase) }
        output.add("],\n\"rows\":[")
        for group in map.layout.groups.indices { output.jsonText(rows(of: group)) }
        output.add("]});\n")
    }

    /// `graph/text-N.js`: for each edge of a group, the sentence around it as HTML and the addresses of the papers that are
    /// cited for it, not their numbers, which change with the rank of others.
    func appendText(_ group: Int, bodies: EntryBodies, to output: inout ByteBuffer) {
        output.addPlain("migrapediaMap(\"text-\(group) \(rows(of: group))\",[")
        var sentence = ByteBuffer()
        for (number, edge) in map.edges(of: group).enumerated() {
            output.add(number > 0 ? ",\n[\"" : "\n[\"")
            sentence.removeAll()
            if edge.relation >= 0 {
                sentence.addEscaped(graph.relations[Int(edge.relation)].note)
            } else if let text = bodies[Int(edge.source)]?.text {
                let references = graph.entries[Int(edge.source)].references
                if !references[Int(edge.reference)].sentence.isEmpty {
                    site.bodies.appendSentence(edge.source, Int(edge.reference), references, text, to: &sentence)
                }
            }
            sentence.withBytes { JSONEscaping.append($0, to: &output) }
            output.add("\",[")
            for paper in evidence(of: edge) where graph.isOnMap[Int(paper)] { site.jsonID(paper, to: &output) }
            output.add("]]")
        }
        output.add("]);\n")
    }
}

extension ByteBuffer {
    /// A number in digits of base 64 (as in base64url), highest first; what is too large is the largest.
    fileprivate mutating func add(digits number: Int, count: Int) {
        let bounded = Swift.min(Swift.max(0, number), 1 << (6 * count) - 1)
        for place in stride(from: 6 * (count - 1), through: 0, by: -6) {
            let digit = UInt8(bounded >> place & 63)
            switch digit {
            case 0..<26: append(65 + digit)
            case 26..<52: append(71 + digit)
            case 52..<62: append(digit - 4)
            default: append(digit == 62 ? UInt8(ascii: "-") : UInt8(ascii: "_"))
            }
        }
    }
}
