// The front door of the site: a linked graph, templates and settings in; pages out, one at a time.
import Bibliography
import Templates
import WikiGraph
import WikiModel

/// Where the entries related to each entry come from.
public enum RelatedEntries: Sendable {
    /// Those of each entry, in the order of the graph.
    case found([[RelatedEntry]])
    /// They are looked for when a page shows them.
    case onDemand
}

/// What a site is built from, beside its graph.
public struct SiteInput: Sendable {
    public var settings: SiteSettings
    public var templates: TemplateLibrary
    /// ISO date, shown in the footer and the feed.
    public var buildDate: String
    public var history: SiteHistory
    /// The sizes of pictures, by the number of the file in `KnowledgeGraph.media`; empty when they are not known.
    public var pictureSizes: [PictureSize?]

    public init(
        settings: SiteSettings, templates: TemplateLibrary, buildDate: String, history: SiteHistory = SiteHistory(),
        pictureSizes: [PictureSize?] = []
    ) {
        self.pictureSizes = pictureSizes
        self.history = history
        self.settings = settings
        self.templates = templates
        self.buildDate = buildDate
    }
}

/// A file of the site that can be rendered.
public struct Page: Sendable {
    /// Relative to the site's root.
    public var path: String
    var content: Content

    enum Content: Sendable {
        case entry(EntryID)
        case redirect(EntryID)
        case home
        case listing(Listing)
        case claims
        case timeline
        case map(MapPages.Part)
        case recent
        case wanted
        case maintenance
        case search
        case notFound
        case bookTitle
        case bookContents
        case bookEntry(EntryID)
        case data
        case export(DataExport)
        case previewCards(Int)
        case mentions(EntryID)
        case bibliography(EntryID, BibliographyFormat)
        case feed
        case sitemap
        case robots
    }
}

/// A knowledge base as a site. Nothing in it changes; a class so that every page, on every thread, holds it by one
/// reference.
public final class Site: Sendable {
    public let graph: KnowledgeGraph
    public let input: SiteInput
    private let relatedEntries: RelatedEntries
    public let addresses: SiteAddresses
    let labels: PaperLabels
    let index: SiteIndex
    /// Who made each entry and when.
    let credits: EntryCredits
    /// Pages of those who wrote entries, by name.
    let contributorPaths: [String: String]
    let bodies: BodyRenderer
    /// Where listings show years, journals, authors, categories and tags.
    let groups: ListingAddresses
    /// The forge's pages of the repository; `nil` when the settings name none.
    let forge: ForgeAddresses?
    /// The cards that show on hover.
    let previews: PreviewShards
    /// Claims that cite each paper, as indices of `graph.claims`.
    let claimsByPaper: [EntryID: [Int]]
    let claimsByEntry: [EntryID: [Int]]
    /// Pages of entries that the navigation names.
    let navigationPaths: Set<String>
    /// The navigation of all other entries' pages.
    let entryNavigation: TemplateValue

    /// What pages say in the words of the base.
    var wording: Wording { graph.vocabulary.wording }

    /// - Parameter related: found beforehand for a publication; a preview may look for them page by page.
    public init(_ graph: KnowledgeGraph, _ input: SiteInput, related: RelatedEntries) {
        self.graph = graph
        self.input = input
        relatedEntries = related
        let addresses = SiteAddresses(graph)
        self.addresses = addresses
        labels = PaperLabels(graph)
        credits = EntryCredits(graph, input.history)
        index = SiteIndex(graph, labels: labels, credits: credits)
        contributorPaths = Dictionary(index.contributors.map { ($0.label, Site.path(ofContributor: $0.slug)) }) { first, _ in first }
        groups = ListingAddresses(index, graph)
        forge = ForgeAddresses(input.settings, graph.vocabulary)
        let pictureSizes = input.pictureSizes.isEmpty ? Array(repeating: nil, count: graph.media.count) : input.pictureSizes
        bodies = BodyRenderer(graph: graph, addresses: addresses, labels: labels, forge: forge, pictureSizes: pictureSizes)
        previews = PreviewShards(graph, addresses, isEnabled: input.settings.arePreviewsEnabled)
        navigationPaths = Set(input.settings.navigation.compactMap { Site.path(of: $0, graph, addresses) })
        entryNavigation = Site.navigation(input.settings, graph, addresses, path: "", root: "../")
        (claimsByPaper, claimsByEntry) = Site.claims(of: graph)
    }

    /// The site after an edit of prose or summaries: with the same settings and templates, and entries whose front matter is
    /// else as it was.
    public init(_ graph: KnowledgeGraph, after before: Site) {
        self.graph = graph
        input = before.input
        relatedEntries = .onDemand
        addresses = before.addresses
        labels = before.labels
        index = before.index
        credits = before.credits
        contributorPaths = before.contributorPaths
        groups = before.groups
        forge = before.forge
        previews = before.previews
        bodies = BodyRenderer(
            graph: graph, addresses: before.addresses, labels: before.labels, forge: before.forge, pictureSizes: before.bodies.pictureSizes)
        navigationPaths = before.navigationPaths
        entryNavigation = before.entryNavigation
        (claimsByPaper, claimsByEntry) = Site.claims(of: graph)
    }

    /// Claims that cite each paper, and those that each entry states, as indices of `graph.claims`.
    private static func claims(of graph: KnowledgeGraph) -> (byPaper: [EntryID: [Int]], byEntry: [EntryID: [Int]]) {
        var byPaper: [EntryID: [Int]] = [:]
        var byEntry: [EntryID: [Int]] = [:]
        for (number, claim) in graph.claims.enumerated() {
            byEntry[claim.entry, default: []].append(number)
            for evidence in claim.evidence where byPaper[evidence.paper]?.last != number {
                byPaper[evidence.paper, default: []].append(number)
            }
        }
        return (byPaper, byEntry)
    }

    /// All pages of the site but those of the map (`MapPages`), in a fixed order.
    public func pages() -> [Page] {
        // Data files are the longest to write, so that they come first.
        dataFiles() + entryPages() + redirectPages() + overviewPages() + previewPages() + mentionsPages() + upkeepPages() + addressPages()
    }

    private func entryPages() -> [Page] {
        graph.entryIDs.map { Page(path: entryPath($0), content: .entry($0)) }
    }

    /// Pages at former addresses, which lead to the new ones.
    private func redirectPages() -> [Page] {
        graph.entryIDs.flatMap { id in
            graph.entries[Int(id)].metadata.redirectFrom.map { old in
                Page(path: SiteAddresses.path(of: graph.entries[Int(id)].kind, named: old), content: .redirect(id))
            }
        }
    }

    /// What readers begin with: home, listings, claims and what happened when.
    private func overviewPages() -> [Page] {
        [Page(path: SitePage.home.path, content: .home)] + listings().map { Page(path: $0.path, content: .listing($0)) } + [
            Page(path: SitePage.claims.path, content: .claims),
            Page(path: SitePage.timeline.path, content: .timeline),
            Page(path: SitePage.recent.path, content: .recent),
        ]
    }

    /// What is to be written and mended, the page of data files, the search, and the page for addresses that are gone.
    private func upkeepPages() -> [Page] {
        [
            Page(path: SitePage.wanted.path, content: .wanted),
            Page(path: SitePage.maintenance.path, content: .maintenance),
            Page(path: SitePage.data.path, content: .data),
        ] + (input.settings.isSearchEnabled ? [Page(path: SitePage.search.path, content: .search)] : [])
            + [Page(path: "404.html", content: .notFound)]
    }

    /// Files that name pages by their full addresses; none where the site has no address.
    private func addressPages() -> [Page] {
        if input.settings.baseURL.isEmpty { return [] }
        return [
            Page(path: "feed.xml", content: .feed),
            Page(path: "sitemap.xml", content: .sitemap),
            Page(path: "robots.txt", content: .robots),
        ]
    }

    /// The entries related to an entry, best first.
    func related(to entry: EntryID) -> [RelatedEntry] {
        switch relatedEntries {
        case .found(let related): return related[Int(entry)]
        case .onDemand:
            var finder = RelatedEntryFinder(graph)
            return finder.related(to: entry)
        }
    }

    /// The names of papers that stand in an entry's sentences (`@key` in the text) and not in its plain text, by their places in it.
    public func namesInProse(of id: EntryID) -> [(offset: Int, words: String)] {
        var names: [(offset: Int, words: String)] = []
        for (reference, resolution) in zip(graph.entries[Int(id)].references, graph.resolutions(of: id))
        where reference.kind == .citation && reference.style.contains(.narrative) && resolution.state == .found {
            names.append((Int(reference.words.start), labels.plain(resolution.entry)))
        }
        return names
    }

    /// What the text calls a paper: `Ma et al. 2015`. Empty for other entries, and for papers without authors: their title is their label.
    public func label(of id: EntryID) -> String {
        graph.entries[Int(id)].metadata.paper?.authors.isEmpty == false ? labels.plain(id) : ""
    }

    /// The same with the mark of a retraction, `Ma et al. 2015 (retracted)`, or the mark alone.
    public func markedLabel(of id: EntryID) -> String { labels.marked(label(of: id), as: id) }

    /// Marks the entries whose bodies a page needs.
    public func markBodies(of page: Page, in wanted: inout [Bool]) {
        switch page.content {
        case .entry(let id), .bookEntry(let id):
            wanted[Int(id)] = true
            for backlink in graph.backlinks[id] { wanted[Int(backlink.source)] = true }
            for claim in claimsByPaper[id] ?? [] { wanted[Int(graph.claims[claim].entry)] = true }
            for embedded in graph.embeds.entries(in: id) { wanted[Int(embedded)] = true }
        case .mentions(let id): for backlink in graph.backlinks[id] { wanted[Int(backlink.source)] = true }
        case .claims, .export(.claims), .export(.linkedData), .export(.turtle):
            for claim in graph.claims { wanted[Int(claim.entry)] = true }
        default: break
        }
    }

    /// Where an entry's page stands, relative to the site's root.
    public func path(of id: EntryID) -> String { entryPath(id) }

    func entryPath(_ id: EntryID) -> String { String(decoding: addresses.path(of: id), as: UTF8.self) }

    /// The title of an entry where no markup can stand.
    public func plainTitle(of id: EntryID) -> String { titlePlainText(graph.entries[Int(id)].metadata.title) }

    /// An address from a page at `path`.
    func href(_ entry: EntryID, root: [UInt8]) -> [UInt8] { addresses.href(entry, root: root) }
}
