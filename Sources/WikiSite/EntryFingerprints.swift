// What pages show of each entry, as numbers of which the fingerprints of pages are made.
import WikiGraph
import WikiModel

/// Fingerprints of entry pages. A page shows its own source, the names of what it links to, the sentences of what links
/// to it, its relations and its related entries; its fingerprint covers the same, so it changes when the page does.
struct EntryFingerprints: Sendable {
    /// Front matter and label of each entry: what lists and data files may show of it.
    let faces: [UInt64]
    /// What the pages of other entries show of each entry: its title, its address, whether it is listed and, of papers, label,
    /// reference, marks and whether it tells of the results of others.
    private let names: [UInt64]
    private let ofProse: ProseFingerprints
    /// Who mentions whom, and how: what data files show of prose.
    private let mentions: UInt64
    private let graph: KnowledgeGraph
    private let salt: UInt64
    private let dataSalt: UInt64

    /// - Parameters:
    ///   - salt: hash of what all pages depend on.
    ///   - dataSalt: hash of what all data files depend on: neither templates nor the date.
    init(_ graph: KnowledgeGraph, labels: PaperLabels, pictureSizes: [PictureSize?], salt: UInt64, dataSalt: UInt64) {
        self.graph = graph
        self.salt = salt
        self.dataSalt = dataSalt
        names = graph.entryIDs.map { EntryFingerprints.name(of: $0, graph, labels) }
        let names = names
        faces = graph.entryIDs.map { id in
            var hash = StableHash(seed: graph.entries[Int(id)].metadataHash)
            hash.combine(names[Int(id)])
            return hash.value
        }
        ofProse = ProseFingerprints(graph, names: names, pictureSizes: pictureSizes)
        var mentions = StableHash()
        for id in graph.entryIDs {
            for (reference, resolution) in zip(graph.entries[Int(id)].references, graph.resolutions(of: id)) where resolution.isLink {
                mentions.combine(
                    UInt64(UInt32(bitPattern: resolution.entry)) << 16 | UInt64(reference.kind.rawValue) << 8 | UInt64(reference.qualifier))
            }
            mentions.combine(graph.entries[Int(id)].references.count)
        }
        self.mentions = mentions.value
    }

    /// The fingerprint of an entry's page.
    /// - Parameters:
    ///   - credit: stands for what the page says of the entry's making.
    ///   - listings: stands for the places in listings to which the page links.
    func page(of id: EntryID, credit: UInt64, listings: UInt64, related: [RelatedEntry]) -> UInt64 {
        var hash = StableHash(seed: salt)
        hash.combine(faces[Int(id)])
        hash.combine(ofProse.owns[Int(id)])
        hash.combine(credit)
        hash.combine(listings)
        combineMentions(of: id, into: &hash)
        for (list, isOutgoing) in [(graph.relationsFrom[id], true), (graph.relationsTo[id], false)] {
            for index in list {
                let relation = graph.relations[Int(index)]
                hash.combine(relation.type)
                hash.combine(names[Int(isOutgoing ? relation.target : relation.source)])
                hash.combine(relation.note)
                for paper in relation.evidence { hash.combine(names[Int(paper)]) }
            }
        }
        for entry in related {
            hash.combine(names[Int(entry.entry)])
            hash.combine(UInt64(entry.sharedPapers) << 32 | UInt64(entry.sharedNeighbours))
        }
        let replacement = graph.entries[Int(id)].metadata.replacedBy
        if !replacement.isEmpty, let target = graph.entry(named: replacement, from: id) { hash.combine(names[Int(target)]) }
        combineEmbeds(of: id, into: &hash)
        return hash.value
    }

    private static func name(of id: EntryID, _ graph: KnowledgeGraph, _ labels: PaperLabels) -> UInt64 {
        var hash = StableHash()
        hash.combine(graph.entries[Int(id)].path)
        hash.combine(graph.entries[Int(id)].metadata.title)
        hash.combine(graph.entries[Int(id)].metadata.isUnlisted ? 1 : 0)
        if graph.kinds[Int(id)] == .paper {
            hash.combine(labels.face(id))
            hash.combine(graph.entries[Int(id)].recordHash)
            hash.combine(labels.recordMark(id)?.rawValue ?? "")
            hash.combine(graph.isSecondary(id) ? graph.entries[Int(id)].metadata.category : "")
        }
        return hash.value
    }

    /// The fingerprint of the page with all mentions of an entry.
    func mentions(of id: EntryID, _ path: String) -> UInt64 {
        var hash = StableHash(seed: names(path, CollectionOfOne(id)))
        combineMentions(of: id, into: &hash)
        return hash.value
    }

    /// Where an entry is mentioned, and in which words. Of a paper that is cited for or against a claim, the whole claim is shown.
    private func combineMentions(of id: EntryID, into hash: inout StableHash) {
        for mention in graph.backlinks[id] {
            hash.combine(names[Int(mention.source)])
            hash.combine(ofProse.sentence(of: mention.source, mention.reference))
            if mention.kind == .citation, mention.qualifier != Reference.unqualified { hash.combine(ofProse.owns[Int(mention.source)]) }
        }
    }

    /// Everything that is embedded, and embedded in that, belongs to the page.
    private func combineEmbeds(of id: EntryID, into hash: inout StableHash) {
        let embedded = graph.embeds.entries(in: id)
        if embedded.isEmpty { return }
        hash.combine(graph.embeds.areShown(in: id) ? 1 : 0)
        for entry in embedded { hash.combine(ofProse.owns[Int(entry)]) }
    }

    /// The fingerprint of a page that shows the names of entries, and nothing else of their front matter.
    func names(_ name: String, _ entries: some Sequence<EntryID>) -> UInt64 { fingerprint(salt, name, names, of: entries) }

    /// The fingerprint of a page that lists entries.
    func listing(_ name: String, _ entries: some Sequence<EntryID>) -> UInt64 { fingerprint(salt, name, faces, of: entries) }

    /// The fingerprint of a page that shows prose of entries, such as their claims.
    func prose(_ name: String, _ entries: some Sequence<EntryID>) -> UInt64 {
        var hash = StableHash(seed: salt)
        hash.combine(name)
        for entry in entries {
            hash.combine(ofProse.owns[Int(entry)])
            hash.combine(faces[Int(entry)])
        }
        return hash.value
    }

    /// The fingerprint of what shows a group's edges on the map: their ends, words, sentences and evidence.
    ///
    /// Nothing here depends on the number of an entry or on other groups, so that an edit leaves their files as they are.
    func edges(_ edges: some Collection<MapEdge>, of group: Int, namedBy first: EntryID?) -> UInt64 {
        var hash = StableHash(seed: salt)
        hash.combine("map edges")
        hash.combine(group)
        if let first { hash.combine(names[Int(first)]) }
        for edge in edges {
            hash.combine(names[Int(edge.source)])
            hash.combine(names[Int(edge.target)])
            if edge.relation >= 0 {
                let relation = graph.relations[Int(edge.relation)]
                hash.combine(relation.type)
                hash.combine(relation.note)
                hash.combine(relation.evidence.count)
                for paper in relation.evidence { hash.combine(names[Int(paper)]) }
            } else {
                hash.combine(-1)
                hash.combine(ofProse.sentence(of: edge.source, edge.reference))
            }
        }
        return hash.value
    }

    /// The fingerprint of a data file with the front matter of entries.
    func data(_ name: String, _ entries: some Sequence<EntryID>) -> UInt64 { fingerprint(dataSalt, name, faces, of: entries) }

    /// The fingerprint of what depends on a name and on one number for each of some entries.
    private func fingerprint(_ seed: UInt64, _ name: String, _ values: [UInt64], of entries: some Sequence<EntryID>) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(name)
        for entry in entries { hash.combine(values[Int(entry)]) }
        return hash.value
    }

    /// The fingerprint of a data file with the names and categories of entries and the edges between them. An edit of a summary
    /// leaves it as it is.
    func edges(_ name: String) -> UInt64 {
        var hash = StableHash(seed: dataSalt)
        hash.combine(name)
        for id in graph.entryIDs {
            hash.combine(names[Int(id)])
            hash.combine(graph.entries[Int(id)].metadata.category)
        }
        hash.combine(mentions)
        combineRelations(into: &hash)
        return hash.value
    }

    /// The fingerprint of a data file with the front matter of entries and the relations between them, which prose may state too.
    func relations(_ name: String) -> UInt64 {
        var hash = StableHash(seed: data(name, graph.entryIDs))
        combineRelations(into: &hash)
        return hash.value
    }

    private func combineRelations(into hash: inout StableHash) {
        for relation in graph.relations {
            hash.combine(UInt64(UInt32(relation.source)) << 32 | UInt64(UInt32(relation.target)))
            hash.combine(relation.type)
            hash.combine(relation.evidence.count)
            for paper in relation.evidence { hash.combine(Int(paper)) }
        }
    }

    /// The fingerprint of a data file with all that the graph knows: of prose, the mentions and the claims. An edit of other
    /// words leaves these files, the largest of a site, as they are.
    func wholeGraph(_ name: String) -> UInt64 {
        var hash = StableHash(seed: data(name, graph.entryIDs))
        hash.combine(mentions)
        for claim in graph.claims { hash.combine(ofProse.owns[Int(claim.entry)]) }
        return hash.value
    }
}
