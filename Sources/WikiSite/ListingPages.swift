// Home and the pages that list entries.
import Templates
import WikiGraph
import WikiModel

/// A page that lists entries in groups.
struct Listing: Sendable {
    var path: String
    var title: String
    var intro: String
    var groups: [IndexGroup]
    /// Links to the groups of this page, or to the other pages of a divided listing.
    var jumps: [(label: String, address: String)]
    /// What is said of each entry beside its title.
    var detail: Detail

    enum Detail: Sendable {
        case summary
        case labelAndTitle
        case none
    }

    var entries: [EntryID] { groups.flatMap(\.entries) }
}

extension Site {
    /// A listing longer than this is divided into a page for each group.
    static let longestListing = 1000

    /// All listings of the site.
    func listings() -> [Listing] {
        var listings: [Listing] = []
        listings += divided(
            Listing(
                path: SitePage.concepts.path, title: graph.vocabulary.terms(of: .concept).plural,
                intro: "All concepts of the base, from A to Z.", groups: index.conceptsByLetter, jumps: [], detail: .summary))
        listings += divided(
            Listing(
                path: SitePage.papers.path, title: graph.vocabulary.terms(of: .paper).plural,
                intro: "All papers of the base, by year.", groups: index.papersByYear, jumps: [], detail: .labelAndTitle))
        listings += divided(
            Listing(
                path: SitePage.categories.path, title: "Categories", intro: "Concepts by what they are.",
                groups: index.categories, jumps: [], detail: .summary))
        listings += divided(
            Listing(
                path: SitePage.authors.path, title: "Authors", intro: "Papers by author.", groups: index.authors, jumps: [],
                detail: .labelAndTitle), byInitial: true)
        listings.append(
            Listing(
                path: SitePage.tags.path, title: "Tags", intro: "What the entries are about.", groups: [],
                jumps: index.tags.map { ("\($0.label) (\($0.entries.count))", "tags/\($0.slug).html") }, detail: .none))
        for tag in index.tags {
            listings.append(
                Listing(
                    path: "tags/\(tag.slug).html", title: "Tag: \(tag.label)", intro: "", groups: [IndexGroup(label: "", slug: "", entries: tag.entries)],
                    jumps: [], detail: .none))
        }
        return listings
    }

    /// The listing itself, or, when it is long, a page of links and a page for each group (or each first letter).
    private func divided(_ listing: Listing, byInitial: Bool = false) -> [Listing] {
        var listing = listing
        if listing.groups.reduce(0, { $0 + $1.entries.count }) <= Site.longestListing {
            if !byInitial { listing.jumps = listing.groups.map { ($0.label, "#" + $0.slug) } }
            return [listing]
        }
        let stem = listing.path.dropLast(".html".count)
        var parts: [(label: String, slug: String, groups: [IndexGroup])] = []
        for group in listing.groups {
            let initial = group.slug.isEmpty ? "other" : String(group.slug.prefix(1))
            let label = byInitial ? initial.uppercased() : group.label
            let slug = byInitial ? initial : group.slug
            if byInitial, let last = parts.last, last.slug == slug { parts[parts.count - 1].groups.append(group) }
            else if let known = parts.firstIndex(where: { $0.slug == slug }) { parts[known].groups.append(group) }
            else { parts.append((label, slug, [group])) }
        }
        let jumps = parts.map { ($0.label, "\(stem)-\($0.slug).html") }
        var pages = [
            Listing(path: listing.path, title: listing.title, intro: listing.intro, groups: [], jumps: jumps, detail: .none)
        ]
        for part in parts {
            pages.append(
                Listing(
                    path: "\(stem)-\(part.slug).html", title: "\(listing.title): \(part.label)", intro: "", groups: part.groups,
                    jumps: jumps, detail: listing.detail))
        }
        return pages
    }

    // MARK: Values

    func listingPage(_ listing: Listing) -> (template: String, values: [TemplateObject]) {
        let root = SiteAddresses.root(from: listing.path)
        let prefix = String(decoding: root, as: UTF8.self)
        let jumps = listing.jumps.map { label, address -> TemplateValue in
            let href = address.hasPrefix("#") ? address : prefix + address
            return .object(Shapes.link, [.text(href), .text(label), .flag(address == listing.path)])
        }
        // Two names may give one slug; an id stands only once on a page.
        var used: Set<String> = []
        let groups = listing.groups.map { group -> TemplateValue in
            .object(
                Shapes.group,
                [
                    used.insert(group.slug).inserted ? .optional(group.slug) : .absent, .optional(group.label),
                    .list(group.entries.map { listItem($0, root: root, detail: listing.detail) }),
                ])
        }
        return (
            "listing",
            [
                frame(path: listing.path, title: listing.title, pageClass: "listing", description: listing.intro),
                TemplateObject(Shapes.listing, [.optional(listing.intro), .section(jumps), .list(groups)]),
            ]
        )
    }

    func listItem(_ id: EntryID, root: [UInt8], detail: Listing.Detail) -> TemplateValue {
        let about: TemplateValue =
            switch detail {
            case .summary: .optional(graph.entries[Int(id)].metadata.summary)
            case .labelAndTitle: .text(labels.plain(id))
            case .none: .absent
            }
        return .object(Shapes.listItem, [.html(root + addresses.path(of: id)), .text(graph.entries[Int(id)].metadata.title), about])
    }

    // MARK: Home

    private var mostLinked: [EntryID] {
        let concepts = graph.entryIDs.filter { graph.entries[Int($0)].kind == .concept && !graph.entries[Int($0)].metadata.isUnlisted }
        return Array(
            concepts.sorted {
                (graph.backlinks[$1].count, $0) < (graph.backlinks[$0].count, $1)
            }.prefix(12))
    }

    private var newestPapers: [EntryID] { Array(index.papersByYear.lazy.flatMap(\.entries).prefix(8)) }
    private var startHere: [EntryID] { input.settings.startHere.compactMap { graph.entry(named: $0) } }

    var homeFingerprint: UInt64 {
        fingerprints.listing("home \(graph.entries.count)", startHere + mostLinked + newestPapers)
    }

    func homePage() -> (template: String, values: [TemplateObject]) {
        func list(_ heading: String, _ entries: [EntryID], _ detail: Listing.Detail, more: (String, SitePage)?) -> TemplateValue? {
            guard !entries.isEmpty else { return nil }
            let link: TemplateValue = more.map { label, page in
                .object(Shapes.link, [.text(page.path), .text(label), .flag(false)])
            } ?? .absent
            return .object(
                Shapes.homeList,
                [.text(heading), .list(entries.map { listItem($0, root: [], detail: detail) }), link])
        }
        let counts = EntryKind.allCases.map { kind in graph.entries.count { $0.kind == kind } }
        let lists = [
            list("Start here", startHere, .summary, more: nil),
            list("Most linked concepts", mostLinked, .summary, more: ("All concepts (\(counts[0]))", .concepts)),
            list("Newest papers", newestPapers, .labelAndTitle, more: ("All papers (\(counts[1]))", .papers)),
        ].compactMap { $0 }
        return (
            "home",
            [
                frame(
                    path: SitePage.home.path, title: input.settings.title, pageClass: "home", description: input.settings.tagline),
                TemplateObject(Shapes.home, [.optional(input.settings.tagline), .list(lists)]),
            ]
        )
    }

    // MARK: Maintenance

    func wantedPage() -> (template: String, values: [TemplateObject]) {
        let items = graph.wanted.map { wanted -> TemplateValue in
            var sources: [EntryID] = []
            for mention in wanted.mentions where sources.last != mention.source { sources.append(mention.source) }
            return .object(
                Shapes.wantedItem,
                [
                    .text(wanted.name),
                    .list(
                        sources.map { source in
                            .object(
                                Shapes.titled,
                                [.html(addresses.path(of: source)), .text(graph.entries[Int(source)].metadata.title)])
                        }),
                ])
        }
        let intro = "Names that entries link to and that no entry has yet."
        return (
            "wanted",
            [
                frame(path: SitePage.wanted.path, title: "Wanted entries", pageClass: "listing", description: intro),
                TemplateObject(Shapes.wanted, [.text(intro), .list(items)]),
            ]
        )
    }

    private var maintenanceGroups: [IndexGroup] {
        let stubs = graph.entryIDs.filter { graph.entries[Int($0)].metadata.status == .stub }
        let uncited = graph.entryIDs.filter { graph.entries[Int($0)].kind == .paper && graph.backlinks[$0].isEmpty }
        return [
            IndexGroup(label: "Entries that nothing links to", slug: "orphans", entries: graph.orphans),
            IndexGroup(label: "Stubs", slug: "stubs", entries: stubs),
            IndexGroup(label: "Papers that no entry cites", slug: "uncited", entries: uncited),
        ].filter { !$0.entries.isEmpty }
    }

    var maintenanceFingerprint: UInt64 {
        fingerprints.listing("maintenance", maintenanceGroups.flatMap { [EntryID(0)] + $0.entries })
    }

    func maintenancePage() -> (template: String, values: [TemplateObject]) {
        listingPage(
            Listing(
                path: SitePage.maintenance.path, title: "Maintenance", intro: "What waits for a contributor.",
                groups: maintenanceGroups, jumps: [("Wanted entries", SitePage.wanted.path)], detail: .none))
    }
}
