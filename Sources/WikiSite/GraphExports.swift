// The base as JSON and TSV: all entries, all edges, all claims with their evidence.
import Bytes
import WikiGraph
import WikiModel

extension Site {
    /// `concepts/migrasome`: the name of an entry in data files.
    func jsonID(_ id: EntryID, to output: inout ByteBuffer) {
        output.jsonSeparate()
        output.append(UInt8(ascii: "\""))
        addresses.appendStem(of: id, to: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// `entries.json`: an array, one entry a line.
    func appendEntriesExport(to output: inout ByteBuffer) {
        output.add("[\n")
        for id in graph.entryIDs {
            if id > 0 { output.add(",\n") }
            let entry = graph.entries[Int(id)]
            output.add("{\"id\":")
            jsonID(id, to: &output)
            output.jsonMember("kind", entry.kind.name)
            output.jsonMember("title", entry.metadata.title)
            output.jsonMember("summary", entry.metadata.summary)
            output.jsonMember("category", entry.metadata.category)
            output.jsonMember("status", entry.metadata.status.name)
            output.jsonMember("aliases", entry.metadata.aliases)
            output.jsonMember("tags", entry.metadata.tags)
            output.jsonName("page")
            output.jsonPlain(addresses.path(of: id))
            output.jsonMember("source", entry.path)
            appendIdentifiers(entry.metadata, to: &output)
            for (name, date) in [("created", entry.metadata.created), ("updated", entry.metadata.updated), ("reviewed", entry.metadata.reviewed)] as [(StaticString, PartialDate?)] {
                output.jsonMember(name, date?.description ?? "")
            }
            if let paper = entry.metadata.paper {
                output.jsonMember("label", labels.plain(id))
                output.jsonMember("year", paper.issued.map { String($0.year) } ?? "")
                output.jsonMember("verified", paper.verified)
                output.jsonMember("retraction", paper.retraction?.kind.name ?? "")
            }
            output.add("}")
        }
        output.add("\n]\n")
    }

    private func appendIdentifiers(_ metadata: EntryMetadata, to output: inout ByteBuffer) {
        var identifiers: [(String, String)] = []
        if let paper = metadata.paper {
            identifiers += [("DOI", paper.doi), ("PMID", paper.pmid), ("PMCID", paper.pmcid), ("URL", paper.url)]
        }
        identifiers += metadata.identifiers.map { (graph.vocabulary.scheme(named: $0.scheme)?.name ?? $0.scheme, $0.value) }
        identifiers.removeAll { $0.1.isEmpty }
        guard !identifiers.isEmpty else { return }
        output.jsonName("identifiers")
        output.add("[")
        for (scheme, value) in identifiers {
            output.jsonSeparate()
            output.add("{")
            output.jsonMember("scheme", scheme)
            output.jsonMember("value", value)
            output.add("}")
        }
        output.add("]")
    }

    // MARK: Graph

    /// `graph.json`: nodes and edges, one a line (node-link form).
    func appendGraphExport(to output: inout ByteBuffer) {
        output.add("{\"directed\":true,\"multigraph\":true,\"graph\":{")
        output.jsonMember("name", input.settings.title)
        output.add("},\"nodes\":[\n")
        for id in graph.entryIDs {
            if id > 0 { output.add(",\n") }
            output.add("{\"id\":")
            jsonID(id, to: &output)
            output.jsonMember("kind", graph.entries[Int(id)].kind.name)
            output.jsonMember("title", plainTitle(of: id))
            output.jsonMember("category", graph.entries[Int(id)].metadata.category)
            output.add("}")
        }
        output.add("\n],\"edges\":[")
        var isFirst = true
        for id in graph.entryIDs {
            // What the edges of an entry, and most of them one after another, have in common is made once.
            var source = ByteBuffer()
            var type = ByteBuffer()
            var typeName = ""
            source.add("{\"source\":")
            jsonID(id, to: &source)
            source.add(",\"target\":\"")
            for edge in edges(from: id) {
                output.add(isFirst ? "\n" : ",\n")
                isFirst = false
                output.append(contentsOf: source)
                addresses.appendStem(of: edge.target, to: &output)
                if edge.type != typeName {
                    typeName = edge.type
                    type.removeAll()
                    type.add("\",\"type\":\"")
                    JSONEscaping.append(typeName, to: &type)
                    type.add("\",\"count\":")
                }
                output.append(contentsOf: type)
                output.add(edge.count)
                if !edge.evidence.isEmpty {
                    output.jsonName("evidence")
                    output.add("[")
                    for paper in edge.evidence { jsonID(paper, to: &output) }
                    output.add("]")
                }
                output.add("}")
            }
        }
        output.add("\n]}\n")
    }

    /// About how many edges the data files tell, for the room they need: growing copies all that stands there.
    var edgeCount: Int { graph.entryIDs.reduce(0) { $0 + graph.entries[Int($1)].references.count } }

    struct Edge {
        enum Kind {
            case relation
            case link
            case citation
            case embed
        }

        var kind: Kind
        var target: EntryID
        /// The id of a relation or stance, or `links`, `cites`, `embeds`.
        var type: String
        var count: Int
        var evidence: [EntryID] = []
    }

    /// Relations of an entry, then its links, citations and embeds, each target and type once.
    func edges(from id: EntryID) -> [Edge] {
        var edges = graph.relationsFrom[id].map { number in
            let relation = graph.relations[Int(number)]
            return Edge(
                kind: .relation, target: relation.target, type: graph.vocabulary.relations[relation.type].id, count: 1, evidence: relation.evidence)
        }
        // Kind and qualifier in the high bits, the target in the low: equal mentions stand together when sorted.
        var mentions: [UInt64] = []
        let references = graph.entries[Int(id)].references
        mentions.reserveCapacity(references.count)
        for (number, resolution) in graph.resolutions(of: id).enumerated() where resolution.isLink && resolution.entry != id {
            guard let kind = mentionKind(references[number]) else { continue }
            mentions.append(UInt64(kind) << 40 | UInt64(references[number].qualifier) << 32 | UInt64(resolution.entry))
        }
        mentions.sort()
        edges.reserveCapacity(edges.count + mentions.count)
        var index = 0
        while index < mentions.count {
            var end = index
            while end < mentions.count, mentions[end] == mentions[index] { end += 1 }
            let qualifier = Int(mentions[index] >> 32 & 0xFF)
            let (kind, type): (Edge.Kind, String) =
                switch mentions[index] >> 40 {
                case 0: (.link, "links")
                case 1: (.citation, qualifier == Reference.unqualified ? "cites" : graph.vocabulary.stances[qualifier].id)
                default: (.embed, "embeds")
                }
            edges.append(Edge(kind: kind, target: EntryID(mentions[index] & 0xFFFF_FFFF), type: type, count: end - index))
            index = end
        }
        return edges
    }

    /// Links that state a relation are among the relations already.
    private func mentionKind(_ reference: Reference) -> UInt8? {
        switch reference.kind {
        case .wikilink: reference.qualifier == Reference.unqualified ? 0 : nil
        case .relativeLink: 0
        case .citation: 1
        case .embed: 2
        case .image: nil
        }
    }

    // MARK: Claims

    /// `claims.tsv`: a header, then a line for each paper on each claim.
    func appendClaimsExport(bodies: EntryBodies, to output: inout ByteBuffer) {
        output.add("claim\tentry\tclaim_text\tcontested\tstance\tside\tcito\tpaper\tdoi\tpaper_status\tpaper_category\n")
        func field(_ bytes: some Sequence<UInt8>, _ end: UInt8) {
            for byte in bytes { output.append(byte < 0x20 ? 0x20 : byte) }
            output.append(end)
        }
        let tab = UInt8(ascii: "\t")
        for claim in graph.claims {
            let isContested = ClaimBalance(claim, graph).isContested
            for evidence in claim.evidence {
                let stance = graph.vocabulary.stances[evidence.stance]
                let paper = graph.entries[Int(evidence.paper)]
                field(claimAddress(claim, root: []), tab)
                field(plainTitle(of: claim.entry).utf8, tab)
                field(claimBytes(claim, bodies: bodies), tab)
                field((isContested ? "yes" : "no").utf8, tab)
                field(stance.id.utf8, tab)
                field(stance.side.name.utf8, tab)
                field((stance.ontologyID ?? "").utf8, tab)
                field(paper.slug.utf8, tab)
                field((paper.metadata.paper?.doi ?? "").utf8, tab)
                field((paper.metadata.paper?.retraction?.kind.name ?? "").utf8, tab)
                field(paper.metadata.category.utf8, UInt8(ascii: "\n"))
            }
        }
    }
}
