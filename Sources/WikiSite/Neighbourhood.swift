// What an entry's neighbourhood figure shows: its nearest entries, each under one relation, best first.
import WikiGraph
import WikiModel

/// How two neighbours belong together, in the order in which a figure shows it.
enum NeighbourRelation: Hashable, Comparable, Sendable {
    /// A typed relation; `isOutgoing` when the entry of the figure is its source.
    case typed(index: Int, isOutgoing: Bool)
    case linkedBothWays
    case linksTo
    case linkedFrom
    case cites
    case citedBy

    private var order: Int {
        switch self {
        case .typed(let index, let isOutgoing): index * 2 + (isOutgoing ? 0 : 1)
        case .linkedBothWays: 1 << 20
        case .linksTo: 1 << 20 + 1
        case .linkedFrom: 1 << 20 + 2
        case .cites: 1 << 20 + 3
        case .citedBy: 1 << 20 + 4
        }
    }

    static func < (left: NeighbourRelation, right: NeighbourRelation) -> Bool { left.order < right.order }
}

/// Whether somebody is cited for a connection.
enum ConnectionEvidence: UInt8, Comparable, Sendable {
    /// It is stated, and no paper is cited with it.
    case none
    /// A paper is cited for it: with the relation, or in the sentence of the link.
    case cited
    /// The connection is a citation that disputes what it stands at.
    case disputing

    static func < (left: ConnectionEvidence, right: ConnectionEvidence) -> Bool { left.rawValue < right.rawValue }
}

/// One entry of a neighbourhood.
struct Neighbour: Sendable {
    var entry: EntryID
    var relation: NeighbourRelation
    var evidence: ConnectionEvidence
    /// Relations count 3 each, mentions 1.
    var weight: Int
}

/// The nearest entries of one entry.
struct Neighbourhood: Sendable {
    /// Readable in a figure of the text's width.
    static let limit = 24

    /// Those that are shown, by relation, then weight, then their order in the base.
    let neighbours: [Neighbour]
    /// How many there are beside them.
    let others: Int

    /// Concepts and papers that `entry` has a relation with, links to, cites, or is linked or cited by.
    init(of entry: EntryID, in graph: KnowledgeGraph) {
        var gathered = NeighbourGathering(entry: entry, graph: graph)
        gathered.addRelations()
        gathered.addReferences()
        gathered.addBacklinks()
        let ranked = gathered.neighbours().sorted {
            let (left, right) = ($0.weight + Neighbourhood.lead($0), $1.weight + Neighbourhood.lead($1))
            return left == right ? $0.entry < $1.entry : left > right
        }
        let shown = ranked.prefix(Neighbourhood.limit)
        neighbours = shown.sorted {
            $0.relation != $1.relation ? $0.relation < $1.relation
                : $0.weight != $1.weight ? $0.weight > $1.weight : $0.entry < $1.entry
        }
        others = ranked.count - shown.count
    }

    /// A stated relation comes before any number of plain links.
    private static func lead(_ neighbour: Neighbour) -> Int {
        if case .typed = neighbour.relation { return 1 << 20 }
        return 0
    }
}

/// Collects the neighbours of an entry; each other entry once, under its first relation.
private struct NeighbourGathering {
    let entry: EntryID
    let graph: KnowledgeGraph
    /// Each connection, in the order in which they are added.
    private var connections: [Neighbour] = []

    init(entry: EntryID, graph: KnowledgeGraph) {
        self.entry = entry
        self.graph = graph
    }

    private mutating func add(_ other: EntryID, _ relation: NeighbourRelation, _ evidence: ConnectionEvidence, weight: Int) {
        guard other != entry, graph.isOnMap[Int(other)] else { return }
        connections.append(Neighbour(entry: other, relation: relation, evidence: evidence, weight: weight))
    }

    /// The connections with each entry as one, in the order of entries. Sorted as numbers
    /// rather than gathered in a dictionary, which hashes every mention.
    func neighbours() -> [Neighbour] {
        var order = connections.indices.map { UInt64(connections[$0].entry) << 32 | UInt64($0) }
        order.sort()
        var neighbours: [Neighbour] = []
        for place in order {
            let next = connections[Int(place & 0xFFFF_FFFF)]
            guard let last = neighbours.indices.last, neighbours[last].entry == next.entry else {
                neighbours.append(next)
                continue
            }
            neighbours[last].weight += next.weight
            neighbours[last].evidence = max(neighbours[last].evidence, next.evidence)
            if neighbours[last].relation == .linksTo, next.relation == .linkedFrom { neighbours[last].relation = .linkedBothWays }
        }
        return neighbours
    }

    mutating func addRelations() {
        var relations = graph.relationsFrom[entry].map { (graph.relations[Int($0)], isOutgoing: true) }
        relations += graph.relationsTo[entry].map { (graph.relations[Int($0)], isOutgoing: false) }
        for (relation, isOutgoing) in relations.sorted(by: { $0.0.type < $1.0.type }) {
            // A symmetric relation has no direction.
            let type = NeighbourRelation.typed(
                index: relation.type, isOutgoing: isOutgoing || graph.vocabulary.relations[relation.type].isSymmetric)
            add(isOutgoing ? relation.target : relation.source, type, relation.evidence.isEmpty ? .none : .cited, weight: 3)
        }
    }

    mutating func addReferences() {
        let references = graph.entries[Int(entry)].references
        let areCited = references.areCited
        for (number, resolution) in graph.resolutions(of: entry).enumerated() where resolution.isLink {
            let reference = references[number]
            add(
                resolution.entry, reference.kind == .citation ? .cites : .linksTo,
                evidence(reference.kind, reference.qualifier, isCited: areCited[number]), weight: 1)
        }
    }

    mutating func addBacklinks() {
        for mention in graph.backlinks[entry] {
            add(
                mention.source, mention.kind == .citation ? .citedBy : .linkedFrom,
                evidence(mention.kind, mention.qualifier, isCited: mention.isCited), weight: 1)
        }
    }

    /// A citation is its own evidence; a link has that of its sentence.
    private func evidence(_ kind: Reference.Kind, _ qualifier: UInt8, isCited: Bool) -> ConnectionEvidence {
        if kind == .citation, qualifier != Reference.unqualified, graph.vocabulary.stances[Int(qualifier)].side == .disputing { return .disputing }
        return isCited ? .cited : .none
    }
}
