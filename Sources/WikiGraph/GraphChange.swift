// What one graph knows that another does not: the change of a knowledge base between two revisions.
import WikiModel

/// An entry as the other side of a comparison names it.
public struct EntryName: Sendable, Hashable {
    public var path: String
    public var title: String

    public init(path: String, title: String) {
        self.path = path
        self.title = title
    }
}

/// An edge between two entries; `type` is a relation's id, and empty for a link or a citation.
public struct NamedEdge: Sendable, Hashable {
    public var source: EntryName
    public var type: String
    public var target: EntryName
}

/// What was gained and what was lost, each in the order of its graph.
public struct GainsAndLosses<Element: Sendable>: Sendable {
    public var gained: [Element] = []
    public var lost: [Element] = []

    public init(gained: [Element] = [], lost: [Element] = []) {
        self.gained = gained
        self.lost = lost
    }

    public var isEmpty: Bool { gained.isEmpty && lost.isEmpty }
}

/// An entry that is in both graphs and differs.
public struct ChangedEntry: Sendable {
    public var name: EntryName
    /// `prose` where front matter is the same; else what it says otherwise (`title`, `summary`, `status`, …), or `text` where that is
    /// nothing but its form.
    public var parts: [String]
}

/// A claim with its evidence as `supports ma2015`.
public struct NamedClaim: Sendable, Hashable {
    public var entry: EntryName
    /// Its address in the entry's page.
    public var id: String
    public var evidence: [String]
    public var isContested: Bool
}

/// A claim whose evidence changed.
public struct ChangedClaim: Sendable {
    public var claim: NamedClaim
    public var gained: [String]
    public var lost: [String]
    public var wasContested: Bool
}

/// The change of a knowledge base.
public struct GraphChange: Sendable {
    public var entries = GainsAndLosses<EntryName>()
    public var changed: [ChangedEntry] = []
    public var renamed: [(old: EntryName, new: EntryName)] = []
    public var links = GainsAndLosses<NamedEdge>()
    public var relations = GainsAndLosses<NamedEdge>()
    public var citations = GainsAndLosses<NamedEdge>()
    public var claims = GainsAndLosses<NamedClaim>()
    public var changedClaims: [ChangedClaim] = []
    /// Names that entries link to and no entry has.
    public var wanted = GainsAndLosses<String>()
    public var orphans = GainsAndLosses<EntryName>()

    /// Whether nothing that the graph holds differs.
    public var isEmpty: Bool {
        entries.isEmpty && changed.isEmpty && renamed.isEmpty && isGraphUnchanged
    }

    /// Whether all edges, claims, wanted names and orphans are the same, whatever became of the entries' words.
    public var isGraphUnchanged: Bool {
        links.isEmpty && relations.isEmpty && citations.isEmpty && claims.isEmpty && changedClaims.isEmpty && wanted.isEmpty
            && orphans.isEmpty
    }

    /// Compares two graphs.
    ///
    /// - Parameter renames: old paths and new ones, where more is known than `entryRenames` finds.
    public init(from old: KnowledgeGraph, to new: KnowledgeGraph, renames: [String: String] = [:]) {
        let newPaths = entryRenames(from: old, to: new, known: renames)
        let before = GraphFacts(old) { newPaths[$0] ?? $0 }
        let after = GraphFacts(new) { $0 }
        compareEntries(before, after, newPaths)
        links = gainsAndLosses(before.links, after.links, after)
        relations = gainsAndLosses(before.relations, after.relations, after)
        citations = gainsAndLosses(before.citations, after.citations, after)
        compareClaims(before.claims, after.claims)
        wanted = GainsAndLosses(
            gained: after.wanted.filter { !before.wantedFolds.contains($0.fold) }.map(\.name),
            lost: before.wanted.filter { !after.wantedFolds.contains($0.fold) }.map(\.name))
        let (oldOrphans, newOrphans) = (Set(before.orphans.map(\.path)), Set(after.orphans.map(\.path)))
        orphans = GainsAndLosses(
            gained: after.orphans.filter { !oldOrphans.contains($0.path) },
            lost: before.orphans.filter { !newOrphans.contains($0.path) && after.entries[$0.path] != nil })
    }

    private mutating func compareEntries(_ before: GraphFacts, _ after: GraphFacts, _ newPaths: [String: String]) {
        for head in after.heads {
            let name = EntryName(path: head.path, title: head.metadata.title)
            guard let old = before.entries[head.path] else {
                entries.gained.append(name)
                continue
            }
            if old.path != head.path { renamed.append((EntryName(path: old.path, title: old.metadata.title), name)) }
            let parts = changedParts(old, head)
            if !parts.isEmpty { changed.append(ChangedEntry(name: name, parts: parts)) }
        }
        for head in before.heads where after.entries[newPaths[head.path] ?? head.path] == nil {
            entries.lost.append(EntryName(path: head.path, title: head.metadata.title))
        }
    }

    private func gainsAndLosses(_ old: [NamedEdge], _ new: [NamedEdge], _ after: GraphFacts) -> GainsAndLosses<NamedEdge> {
        let (oldKeys, newKeys) = (Set(old.map(after.key)), Set(new.map(after.key)))
        return GainsAndLosses(
            gained: new.filter { !oldKeys.contains(after.key($0)) }, lost: old.filter { !newKeys.contains(after.key($0)) })
    }

    private mutating func compareClaims(_ old: [NamedClaim], _ new: [NamedClaim]) {
        let oldByID = Dictionary(old.map { ("\($0.entry.path)#\($0.id)", $0) }) { first, _ in first }
        let newIDs = Set(new.map { "\($0.entry.path)#\($0.id)" })
        for claim in new {
            guard let before = oldByID["\(claim.entry.path)#\(claim.id)"] else {
                claims.gained.append(claim)
                continue
            }
            let (was, now) = (Set(before.evidence), Set(claim.evidence))
            // A paper that was retracted changes the balance and not the evidence.
            guard was != now || before.isContested != claim.isContested else { continue }
            changedClaims.append(
                ChangedClaim(
                    claim: claim, gained: claim.evidence.filter { !was.contains($0) },
                    lost: before.evidence.filter { !now.contains($0) }, wasContested: before.isContested))
        }
        claims.lost = old.filter { !newIDs.contains("\($0.entry.path)#\($0.id)") }
    }
}

/// Everything comparable of a graph, with paths as the newer graph has them.
private struct GraphFacts {
    let heads: [EntryHead]
    /// By path in the newer graph.
    var entries: [String: EntryHead] = [:]
    var links: [NamedEdge] = []
    var relations: [NamedEdge] = []
    var citations: [NamedEdge] = []
    var claims: [NamedClaim] = []
    var wanted: [(name: String, fold: [UInt8])] = []
    var wantedFolds: Set<[UInt8]> = []
    var orphans: [EntryName] = []
    private let symmetric: Set<String>

    init(_ graph: KnowledgeGraph, path newPath: (String) -> String) {
        heads = graph.entries
        symmetric = Set(graph.vocabulary.relations.filter(\.isSymmetric).map(\.id))
        let names = graph.entries.map { EntryName(path: newPath($0.path), title: $0.metadata.title) }
        for (name, head) in zip(names, graph.entries) { entries[name.path] = head }
        for number in graph.entryIDs {
            var known: Set<NamedEdge> = []
            for (reference, resolution) in zip(graph.entries[Int(number)].references, graph.resolutions(of: number))
            where resolution.isLink && resolution.entry != number {
                let isCitation = reference.kind == .citation
                let edge = NamedEdge(
                    source: names[Int(number)], type: isCitation ? "cites" : "", target: names[Int(resolution.entry)])
                guard known.insert(edge).inserted else { continue }
                if isCitation { citations.append(edge) } else { links.append(edge) }
            }
        }
        relations = graph.relations.map {
            NamedEdge(source: names[Int($0.source)], type: graph.vocabulary.relations[$0.type].id, target: names[Int($0.target)])
        }
        claims = graph.claims.map { claim in
            let head = graph.entries[Int(claim.entry)]
            return NamedClaim(
                entry: names[Int(claim.entry)], id: head.string(head.blocks[claim.block].id),
                evidence: claim.evidence.map {
                    "\(graph.vocabulary.stances[$0.stance].id) \(GraphFacts.slug(names[Int($0.paper)].path))"
                }, isContested: ClaimBalance(claim, graph).isContested)
        }
        wanted = graph.wanted.map { ($0.name, FoldedName.fold($0.name)) }
        wantedFolds = Set(wanted.map(\.fold))
        orphans = graph.orphans.map { names[Int($0)] }
    }

    /// What tells an edge apart: paths, since a title that changed is no other edge. Of a symmetric relation, whichever of its entries
    /// states it: where both do, the graph names the one that comes first, which another name can change.
    func key(_ edge: NamedEdge) -> String {
        let (source, target) = (edge.source.path, edge.target.path)
        return symmetric.contains(edge.type) && target < source
            ? "\(target)|\(edge.type)|\(source)" : "\(source)|\(edge.type)|\(target)"
    }

    private static func slug(_ path: String) -> Substring { path.split(separator: "/").last.map { $0.dropLast(3) } ?? "" }
}

/// What a relation says, wherever it stands.
private func stated(_ relation: StatedRelation) -> [String] { [relation.relation, relation.target, relation.note] + relation.evidence }

/// What of an entry's source says something else.
private func changedParts(_ old: EntryHead, _ new: EntryHead) -> [String] {
    if old.contentHash == new.contentHash { return [] }
    if old.metadataHash == new.metadataHash { return ["prose"] }
    let (was, now) = (old.metadata, new.metadata)
    let fields: [(String, Bool)] = [
        ("title", was.title != now.title), ("summary", was.summary != now.summary), ("status", was.status != now.status),
        ("category", was.category != now.category), ("aliases", was.aliases != now.aliases), ("tags", was.tags != now.tags),
        ("identifiers", was.identifiers != now.identifiers), ("reference", was.paper != now.paper),
        ("retraction", was.paper?.retraction != now.paper?.retraction),
        ("relations", was.relations.map(stated) != now.relations.map(stated)),
        ("unlisted", was.isUnlisted != now.isUnlisted), ("replacement", was.replacedBy != now.replacedBy),
        ("former names", was.redirectFrom != now.redirectFrom),
        ("dates", [was.created, was.updated, was.reviewed] != [now.created, now.updated, now.reviewed]),
        ("people", [was.reviewers, was.contributors] != [now.reviewers, now.contributors]),
    ]
    let parts = fields.filter(\.1).map(\.0)
    return parts.isEmpty ? ["text"] : parts
}
