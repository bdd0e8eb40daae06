// What the graph says, in RDF: concepts in SKOS, relations by public ontologies, citations and stances by CiTO.
import Bibliography
import WikiGraph
import WikiModel

extension Site {
    /// Hands every description to `write`, in the order of the entries. Addresses are relative to that of the site, or to `data/`
    /// where it has none.
    func describe(_ names: RDFSite, bodies: EntryBodies, _ write: (RDFDescription) -> Void) {
        var describer = GraphDescriber(site: self, root: names.root)
        write(describer.scheme)
        for description in describer.ownTerms { write(description) }
        for id in graph.entryIDs {
            write(describer.entry(id))
            for number in graph.relationsFrom[id] {
                if let statement = describer.evidence(of: graph.relations[Int(number)]) { write(statement) }
            }
            for number in claimsByEntry[id] ?? [] { write(describer.claim(graph.claims[number], bodies: bodies)) }
        }
    }
}

/// Makes descriptions of one site's entries, relations and claims.
private struct GraphDescriber {
    let site: Site
    let root: [UInt8]
    private let conceptScheme: [UInt8]
    private let relationNames: [RDFName]
    private let stanceNames: [RDFName]
    /// The last entry that was said to cite each paper.
    private var lastCiting: [EntryID]

    init(site: Site, root: [UInt8]) {
        self.site = site
        self.root = root
        conceptScheme = root + Array(SitePage.concepts.path.utf8)
        lastCiting = Array(repeating: -1, count: site.graph.entries.count)
        // A property needs a full address: JSON-LD does not resolve relative ones.
        let base = site.input.settings.baseURL
        let own = base.isEmpty ? "urn:x-migrapedia:" : base + SitePage.data.path + "#"
        func name(_ id: String, _ ontologyID: String?) -> RDFName {
            if let ontologyID, OntologyTerm.address(of: ontologyID) != nil { return RDFName(checking: ontologyID) }
            return RDFName(checking: own + id)
        }
        relationNames = site.graph.vocabulary.relations.map { name($0.id, $0.ontologyID) }
        stanceNames = site.graph.vocabulary.stances.map { name($0.id, $0.ontologyID) }
    }

    private var graph: KnowledgeGraph { site.graph }

    private func address(of claim: Claim) -> [UInt8] { site.claimAddress(claim, root: root) }

    /// The scheme of all concepts.
    var scheme: RDFDescription {
        let settings = site.input.settings
        var scheme = RDFDescription(.address(conceptScheme), type: "skos:ConceptScheme")
        scheme.add("dcterms:title", .words(settings.title))
        if !settings.tagline.isEmpty { scheme.add("dcterms:description", .words(settings.tagline)) }
        for author in settings.authors { scheme.add("dcterms:creator", .text(author.naturalName)) }
        scheme.add(address: settings.licenseURL, as: "dcterms:license")
        return scheme
    }

    /// The relations and stances for which no public term is given.
    var ownTerms: [RDFDescription] {
        let words = graph.vocabulary
        let terms = zip(relationNames + stanceNames, words.relations.map(\.label) + words.stances.map(\.label))
        return terms.filter { !$0.0.isShort }.map { name, label in
            var term = RDFDescription(.address(Array(name.text.utf8)), type: "rdf:Property")
            term.add("rdfs:label", .words(label))
            return term
        }
    }

    mutating func entry(_ id: EntryID) -> RDFDescription {
        let entry = graph.entries[Int(id)]
        var description: RDFDescription
        switch entry.kind {
        case .concept: description = concept(id, entry)
        case .paper: description = paper(id, entry)
        case .page:
            description = RDFDescription(.entry(id), type: "schema:WebPage")
            description.add("dcterms:title", .words(titlePlainText(entry.metadata.title)))
        }
        if let created = entry.metadata.created { description.add("dcterms:created", .text(created.description)) }
        if let updated = entry.metadata.updated { description.add("dcterms:modified", .text(updated.description)) }
        for edge in site.edges(from: id) {
            switch edge.kind {
            case .link: description.add("schema:mentions", .entry(edge.target))
            // Once, however many stances the entry takes on it.
            case .citation where lastCiting[Int(edge.target)] != id:
                lastCiting[Int(edge.target)] = id
                description.add("cito:cites", .entry(edge.target))
            case .citation, .embed, .relation: break
            }
        }
        for number in graph.relationsFrom[id] {
            let relation = graph.relations[Int(number)]
            description.add(relationNames[relation.type], .entry(relation.target))
            if graph.vocabulary.relations[relation.type].isSubclass { description.add("skos:broader", .entry(relation.target)) }
        }
        return description
    }

    private func concept(_ id: EntryID, _ entry: EntryHead) -> RDFDescription {
        var description = RDFDescription(.entry(id), type: "skos:Concept")
        description.add("skos:prefLabel", .words(titlePlainText(entry.metadata.title)))
        for alias in entry.metadata.aliases where alias != entry.metadata.title {
            description.add("skos:altLabel", .words(alias))
        }
        if !entry.metadata.summary.isEmpty { description.add("skos:definition", .words(entry.metadata.summary)) }
        description.add("skos:inScheme", .address(conceptScheme))
        description.add(text: entry.metadata.category, as: "dcterms:type")
        for identifier in entry.metadata.identifiers {
            description.add(address: site.graph.vocabulary.scheme(named: identifier.scheme)?.url(for: identifier.value), as: "skos:exactMatch")
        }
        return description
    }

    private func paper(_ id: EntryID, _ entry: EntryHead) -> RDFDescription {
        var description = RDFDescription(.entry(id), type: "schema:ScholarlyArticle")
        guard let paper = entry.metadata.paper else { return description }
        description.add(text: titlePlainText(entry.metadata.title), as: "dcterms:title")
        for author in paper.authors { description.add(text: author.sortedName, as: "dcterms:creator") }
        description.add(text: paper.issued?.description ?? "", as: "dcterms:issued")
        description.add(text: paper.containerTitle, as: "schema:isPartOf")
        description.add(text: paper.doi, as: "bibo:doi")
        description.add(text: paper.pmid, as: "bibo:pmid")
        for (scheme, value) in [(IdentifierScheme.doi, paper.doi), (.pmid, paper.pmid), (.pmcid, paper.pmcid)] where !value.isEmpty {
            description.add(address: scheme.url(for: value), as: "schema:sameAs")
        }
        for number in site.claimsByPaper[id] ?? [] {
            for evidence in graph.claims[number].evidence where evidence.paper == id {
                description.add(stanceNames[evidence.stance], .address(address(of: graph.claims[number])))
            }
        }
        if let retraction = paper.retraction {
            description.add(text: retraction.kind.name, as: "schema:creativeWorkStatus")
            let predicate: RDFName = retraction.kind == .retracted ? "cito:isRetractedBy" : "cito:isCorrectedBy"
            if retraction.kind != .expressionOfConcern { description.add(address: retraction.noticeAddress, as: predicate) }
        }
        return description
    }

    /// A relation as a statement with the papers given for it; `nil` without papers.
    func evidence(of relation: Relation) -> RDFDescription? {
        guard !relation.evidence.isEmpty else { return nil }
        var statement = RDFDescription(.unnamed, type: "rdf:Statement")
        statement.add("rdf:subject", .entry(relation.source))
        statement.add("rdf:predicate", .name(relationNames[relation.type]))
        statement.add("rdf:object", .entry(relation.target))
        for paper in relation.evidence { statement.add("cito:citesAsEvidence", .entry(paper)) }
        return statement
    }

    /// A claim: its words and its place. The papers that take a stance on it say so themselves.
    func claim(_ claim: Claim, bodies: EntryBodies) -> RDFDescription {
        var description = RDFDescription(.address(address(of: claim)), type: "schema:Claim")
        let words = String(decoding: site.claimBytes(claim, bodies: bodies), as: UTF8.self)
        description.add("schema:text", .words(words))
        description.add("schema:isPartOf", .entry(claim.entry))
        return description
    }
}
