// What each page of a site depends on, as one number: pages whose number is that of the last publication are not rendered again.
import WikiGraph
import WikiModel

/// The fingerprints of a site's pages. Each covers all that its page shows, so that it changes when the bytes of the page do. It may cover
/// too much, which costs time, and never too little.
public struct PageFingerprints: Sendable {
    private let site: Site
    private let entries: EntryFingerprints
    /// The map, once it is laid out, and a hash of its places, on which most of its files depend.
    private var map: (pages: MapPages, places: UInt64)?
    private var graph: KnowledgeGraph { site.graph }

    /// - Parameters:
    ///   - salt: hash of what all pages depend on: templates, settings, vocabulary, the tool itself.
    ///   - dataSalt: hash of what all data files depend on: the same without templates.
    public init(_ site: Site, salt: UInt64, dataSalt: UInt64) {
        self.site = site
        var hash = StableHash(seed: salt)
        hash.combine(site.input.buildDate)
        // Every page names the number of files with cards, and the pages of the menu.
        hash.combine(site.previews.entries.count)
        for item in site.input.settings.navigation { hash.combine(Site.path(of: item, site.graph, site.addresses) ?? "") }
        entries = EntryFingerprints(
            site.graph, labels: site.labels, pictureSizes: site.bodies.pictureSizes, salt: hash.value, dataSalt: dataSalt)
    }

    /// The same, for the pages of the map as well.
    public func with(_ map: MapPages) -> PageFingerprints {
        var hash = StableHash(seed: map.map.hash)
        hash.combine(entries.names("map", map.map.layout.entries))
        var fingerprints = self
        fingerprints.map = (map, hash.value)
        return fingerprints
    }

    /// The fingerprint of a page of the site, or of the map; 0 for pages of a book, which are not kept.
    public func fingerprint(of page: Page) -> UInt64 {
        switch page.content {
        case .entry(let id):
            entries.page(of: id, credit: site.creditHash(of: id), listings: site.listingHash(of: id), related: site.related(to: id))
        case .redirect(let id): entries.listing(page.path, [id])
        case .home:
            entries.listing(
                "home " + site.counts.map(\.words).joined(separator: ", ") + site.siteKeywords,
                site.startHere + site.mostLinked + site.newestPapers)
        case .listing(let listing): entries.listing(String(listing.frameHash), listing.entries)
        case .claims: entries.prose("claims", graph.claims.map(\.entry) + graph.claims.flatMap { $0.evidence.map(\.paper) })
        case .timeline: entries.listing("timeline", site.index.papersByYear.flatMap(\.entries))
        case .map(let part): map.map { fingerprint(of: part, of: $0.pages, places: $0.places) } ?? 0
        case .recent: recent
        case .wanted: entries.prose("wanted", graph.wanted.flatMap { $0.mentions.map(\.source) })
        case .maintenance: maintenance
        case .search:
            entries.listing("search", (site.index.papersByYear + site.index.tags + site.index.everythingByLetter).flatMap(\.entries))
        case .notFound: entries.listing("404", [])
        case .bookTitle, .bookContents, .bookEntry: 0
        case .data: entries.listing("data " + site.siteKeywords, [])
        case .export(let export): fingerprint(of: export)
        case .previewCards(let number): entries.data(page.path, site.previews.entries[number])
        case .mentions(let id): entries.mentions(of: id, page.path)
        case .bibliography(let paper, _): entries.data(page.path, CollectionOfOne(paper))
        case .feed: dated("feed")
        case .sitemap: dated("sitemap")
        case .robots: entries.listing("robots", [])
        }
    }

    private func fingerprint(of export: DataExport) -> UInt64 {
        switch export {
        case .entries: entries.data(export.path, graph.entryIDs)
        case .bibtex, .ris, .cslJSON: entries.data(export.path, graph.entryIDs.filter { graph.kinds[Int($0)] == .paper })
        case .graph: entries.edges(export.path)
        case .linkedData, .turtle, .claims: entries.wholeGraph(export.path)
        case .obo: entries.relations(export.path)
        case .citation: entries.data(export.path + site.lastChange, [])
        }
    }

    private func fingerprint(of part: MapPages.Part, of map: MapPages, places: UInt64) -> UInt64 {
        switch part {
        case .page, .index, .nodes, .names: return places
        case .edges:
            // A stance is in the prose, and so may a relation be; both are in the words of their edges.
            var hash = StableHash(seed: places)
            for edge in map.map.edges { hash.combine(map.rank(of: edge)) }
            return hash.value
        case .table(let group), .text(let group):
            return entries.edges(map.map.edges(of: group), of: group, namedBy: map.map.entries(of: group).first)
        }
    }

    private var recent: UInt64 {
        let changes = site.recentChanges()
        var hash = StableHash(seed: entries.listing("recent", changes.flatMap { $0.entries.map(\.entry) }))
        for change in changes {
            hash.combine([change.date, change.subject, change.commit, String(change.others)].joined(separator: "\n"))
            hash.combine(change.contributors.joined(separator: "\n"))
            for part in change.entries { hash.combine(part.isNew ? 1 : 0) }
        }
        return hash.value
    }

    private var maintenance: UInt64 {
        let groups = site.maintenanceGroups
        return entries.listing(
            "maintenance \(graph.wanted.count)" + groups.map { "\($0.label) \($0.entries.count)" }.joined(), groups.flatMap(\.entries))
    }

    /// Of a file with the dates of all entries.
    private func dated(_ name: String) -> UInt64 {
        var hash = StableHash(seed: entries.listing(name, graph.entryIDs))
        for id in graph.entryIDs {
            hash.combine(site.creditHash(of: id))
            hash.combine(site.credits[id].updatedTime ?? 0)
        }
        return hash.value
    }
}
