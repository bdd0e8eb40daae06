// The page of an entry: its prose and everything the graph knows about it.
import Bibliography
import Templates
import WikiGraph
import WikiModel

extension Site {
    /// The name of the template and its values.
    func entryPage(_ id: EntryID, bodies entryBodies: EntryBodies, records: PaperRecords = []) -> (template: String, values: [TemplateObject]) {
        let entry = graph.entries[Int(id)]
        let path = entryPath(id)
        let frame = frame(
            path: path, title: titlePlainText(entry.metadata.title),
            pageTitle: labels.doubt(id).map { _ in "\(markedTitle(of: id)) | \(input.settings.title)" }, pageClass: entry.kind.name,
            description: entry.metadata.summary, source: entry.path,
            metadata: .writer { [self] in appendMetadata(of: id, path: path, to: &$0) })
        let place = EntryPlace(site: self, id: id, entry: entry, root: SiteAddresses.root(from: path), bodies: entryBodies)
        let paper = entry.metadata.paper.map { place.paperValues($0, records) }
        return (entry.kind.name, [frame, place.values(records)] + [paper].compactMap { $0 })
    }

    /// The title of an entry; that of a retracted paper says so, where only titles show: in tabs, bookmarks, feeds and shared links.
    func markedTitle(of id: EntryID) -> String { (labels.doubt(id).map { "[\($0)] " } ?? "") + plainTitle(of: id) }
}

/// One entry and the page it is written on. A class, because a head is some forty references, which every copy would count.
final class EntryPlace: Sendable {
    let site: Site
    let id: EntryID
    let entry: EntryHead
    let root: [UInt8]
    let bodies: EntryBodies

    init(site: Site, id: EntryID, entry: EntryHead, root: [UInt8], bodies: EntryBodies) {
        (self.site, self.id, self.entry, self.root, self.bodies) = (site, id, entry, root, bodies)
    }

    var graph: KnowledgeGraph { site.graph }
    var wording: Wording { site.wording }

    func values(_ records: PaperRecords) -> TemplateObject {
        TemplateObject(
            Shapes.entry,
            [
                .text(graph.vocabulary.terms(of: entry.kind).label), category, .optional(entry.metadata.summary), statusNote,
                replacement, .optional(entry.metadata.aliases.map(\.isolated).joined(separator: wording[.comma])), identifiers, contents,
                body, relations, claims, related, references(records), linkedFrom, tags, bearing,
                entry.kind != .paper ? .absent : .html(ownReference(records)),
                record, neighbourhood, mapHref,
            ])
    }

    func href(_ target: EntryID) -> TemplateValue { .html(site.addresses.href(target, root: root)) }
    func title(_ target: EntryID) -> TemplateValue { .html(site.labels.title(target)) }

    // MARK: Head

    private var category: TemplateValue {
        let id = entry.metadata.category
        guard let label = graph.vocabulary.terms(of: entry.kind).categoryLabel(id) else { return .absent }
        return .object(Shapes.link, [site.groups.category(id, of: entry.kind).map { .html(root + $0) } ?? .absent, .text(label), .flag(false)])
    }

    private var statusNote: TemplateValue {
        switch entry.metadata.status {
        case .stub: .text(wording[.stubNote])
        case .deprecated: .text(wording[.deprecatedNote])
        case .draft, .reviewed: .absent
        }
    }

    private var replacement: TemplateValue {
        guard !entry.metadata.replacedBy.isEmpty, let target = graph.entry(named: entry.metadata.replacedBy, from: id) else {
            return .absent
        }
        return .object(Shapes.titled, [href(target), title(target)])
    }

    private var identifiers: TemplateValue {
        var items: [TemplateValue] = []
        func add(_ name: String, _ value: String) {
            guard !value.isEmpty else { return }
            let scheme = graph.vocabulary.scheme(named: name)
            let address = scheme?.url(for: value)
            items.append(.object(Shapes.identifier, [.text(scheme?.label ?? name), .text(value), address.map { .text($0) } ?? .absent]))
        }
        if let paper = entry.metadata.paper {
            add("DOI", paper.doi)
            add("PMID", paper.pmid)
            add("PMCID", paper.pmcid)
            if !paper.url.isEmpty {
                items.append(.object(Shapes.identifier, [.text("URL"), .text(paper.url), WebAddress.isPlain(paper.url) ? .text(paper.url) : .absent]))
            }
        }
        for identifier in entry.metadata.identifiers { add(identifier.scheme, identifier.value) }
        return .section(items)
    }

    /// Contents only where there are four headings or more.
    private var contents: TemplateValue {
        guard entry.headings.count >= 4 else { return .absent }
        return .section(
            entry.headings.filter { $0.level <= 3 }.map { heading in
                .object(
                    Shapes.heading,
                    [.text(String(heading.level)), .text(entry.string(heading.id)), .text(entry.string(heading.title))])
            })
    }

    private var body: TemplateValue {
        let place = BodyPlace(root: root, citesListOnPage: true, hasAnchors: true)
        let (site, id, bodies) = (site, id, bodies)
        return .writer { output in site.bodies.append(of: id, at: place, bodies: bodies, to: &output) }
    }

    private var tags: TemplateValue {
        .section(
            entry.metadata.tags.map { tag -> TemplateValue in
                let page: TemplateValue = site.groups.tags.contains(tag) ? .html(root + Array(SiteAddresses.path(ofTag: tag).utf8)) : .absent
                return .object(Shapes.named, [page, .text(tag)])
            })
    }

    private var mapHref: TemplateValue {
        guard graph.isOnMap[Int(id)] else { return .absent }
        let (addresses, id, root) = (site.addresses, id, root)
        return .writer { addresses.appendPlaceOnMap(of: id, root: root, to: &$0) }
    }

    // MARK: Graph

    /// Relations from and to the entry, in the order of the vocabulary.
    private var relations: TemplateValue {
        let from = graph.relationsFrom[id].map { graph.relations[Int($0)] }
        let to = graph.relationsTo[id].map { graph.relations[Int($0)] }
        var groups: [TemplateValue] = []
        for type in Set((from + to).map(\.type)).sorted() {
            let words = graph.vocabulary.relations[type]
            let targets = from.filter { $0.type == type }.map { ($0, $0.target) }
            let sources = to.filter { $0.type == type }.map { ($0, $0.source) }
            if words.isSymmetric {
                add(words.label, targets + sources, to: &groups)
            } else {
                add(words.label, targets, to: &groups)
                add(words.inverseLabel, sources, to: &groups)
            }
        }
        return .section(groups)
    }

    private func add(_ label: String, _ relations: [(Relation, EntryID)], to groups: inout [TemplateValue]) {
        guard !relations.isEmpty else { return }
        let targets = relations.map { relation, other -> TemplateValue in
            .object(
                Shapes.relationTarget,
                [href(other), title(other), papers(relation.evidence), .optional(relation.note)])
        }
        groups.append(.object(Shapes.relation, [.text(label), .list(targets)]))
    }

    /// Papers as links, separated by semicolons.
    private func papers(_ papers: [EntryID]) -> TemplateValue {
        papers.isEmpty ? .absent : .html(site.paperLinks(papers, root: root))
    }

    private var claims: TemplateValue {
        .section(
            (site.claimsByEntry[id] ?? []).map { number in
                site.claimValue(graph.claims[number], root: root, bodies: bodies, namesEntry: false)
            })
    }

    private var related: TemplateValue {
        .section(
            site.related(to: id).map { entry in
                .object(Shapes.related, [href(entry.entry), title(entry.entry), .text(reason(entry))])
            })
    }

    private func reason(_ related: RelatedEntry) -> String {
        var parts: [String] = []
        if related.sharedPapers > 0 { parts.append(wording.count(related.sharedPapers, .sharedPaper, .sharedPapers)) }
        if related.sharedNeighbours > 0 { parts.append(wording.count(related.sharedNeighbours, .sharedNeighbour, .sharedNeighbours)) }
        return parts.joined(separator: wording[.comma])
    }

    /// Whether the page has a list of references.
    var citesFoundPapers: Bool {
        zip(entry.references, graph.resolutions(of: id)).contains { $0.kind == .citation && $1.state == .found }
    }

    /// Papers that the prose of the entry cites, by label. Those that are only evidence of a relation stand there.
    private func references(_ records: PaperRecords) -> TemplateValue {
        var cited: [(place: Int32, paper: EntryID)] = []
        for (reference, resolution) in zip(entry.references, graph.resolutions(of: id))
        where reference.kind == .citation && resolution.state == .found {
            cited.append((site.labels.order(resolution.entry), resolution.entry))
        }
        cited.sort { $0.place < $1.place }
        var items: [TemplateValue] = []
        for (index, (_, paper)) in cited.enumerated() where index == 0 || cited[index - 1].paper != paper {
            items.append(
                .object(
                    Shapes.reference,
                    [
                        .text(graph.entries[Int(paper)].slug), .html(site.reference(of: paper, records)), site.recordMark(of: paper),
                        href(paper),
                    ]))
        }
        return .section(items)
    }
}

extension Stance.Side {
    /// The name of the side in class names and data.
    var name: String {
        switch self {
        case .supporting: "supporting"
        case .disputing: "disputing"
        case .neither: "neither"
        }
    }
}
