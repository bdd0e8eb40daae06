// Where the listings show a category, a tag, and the papers of a year, a journal or an author: for links from pages of entries.
import WikiGraph
import WikiModel

/// Addresses of groups of listings, from the site's root.
struct ListingAddresses: Sendable {
    let years: [Int: [UInt8]]
    let journals: [String: [UInt8]]
    /// By each spelling of the name under which an author is listed.
    private let authors: [String: [UInt8]]
    private let authorNames: AuthorNames
    /// Of concepts, by their ids.
    private let categories: [String: [UInt8]]
    /// Of papers, by their ids.
    private let paperCategories: [String: [UInt8]]
    /// Those that have a page.
    let tags: Set<String>

    init(_ index: SiteIndex, _ graph: KnowledgeGraph) {
        var years: [Int: [UInt8]] = [:]
        for (group, address) in ListingAddresses.addresses(index.papersByYear, on: .papers) {
            if let year = Int(group.label) { years[year] = address }
        }
        self.years = years
        journals = ListingAddresses.byLabel(index.journals, on: .journals)
        authors = ListingAddresses.byLabel(index.authors, on: .authors)
        authorNames = index.authorNames
        categories = ListingAddresses.byCategory(index.categories, on: .categories, graph)
        paperCategories = ListingAddresses.byCategory(index.paperCategories, on: .paperCategories, graph)
        tags = Set(index.tags.map(\.slug))
    }

    /// Where a category of entries of a kind is listed; `nil` where it is not.
    func category(_ id: String, of kind: EntryKind) -> [UInt8]? {
        switch kind {
        case .concept: categories[id]
        case .paper: paperCategories[id]
        case .page: nil
        }
    }

    /// Where an author is listed; `nil` for those of papers that are not.
    func author(_ author: PersonName) -> [UInt8]? { authors[authorNames.name(of: author)] }

    /// A group's slug may be another than the category's id, which the page's frame can have.
    private static func byCategory(_ groups: [IndexGroup], on page: SitePage, _ graph: KnowledgeGraph) -> [String: [UInt8]] {
        Dictionary(
            addresses(groups, on: page).compactMap { group, address in
                group.entries.first.map { (graph.entries[Int($0)].metadata.category, address) }
            }
        ) { first, _ in first }
    }

    private static func byLabel(_ groups: [IndexGroup], on page: SitePage) -> [String: [UInt8]] {
        Dictionary(
            addresses(groups, on: page).flatMap { group, address in ([group.label] + group.otherSpellings).map { ($0, address) } }
        ) { first, _ in first }
    }

    private static func addresses(_ groups: [IndexGroup], on page: SitePage) -> [(IndexGroup, [UInt8])] {
        let isDivided = Listing.isDivided(groups)
        return groups.map { ($0, Array(Listing.address(of: $0, on: page.path, isDivided: isDivided).utf8)) }
    }
}

extension Site {
    /// A hash of where the listings show an entry, to which its page links.
    func listingHash(of id: EntryID) -> UInt64 {
        var hash = StableHash()
        hash.combine(groups.category(graph.entries[Int(id)].metadata.category, of: graph.kinds[Int(id)]) ?? [])
        // Concepts and papers that are listed stand on the pages of their tags.
        if !graph.isOnMap[Int(id)] {
            for tag in graph.entries[Int(id)].metadata.tags { hash.combine(groups.tags.contains(tag) ? 1 : 0) }
        }
        guard let paper = graph.entries[Int(id)].metadata.paper else { return hash.value }
        for author in paper.authors { hash.combine(groups.author(author) ?? []) }
        hash.combine(groups.journals[paper.containerTitle] ?? [])
        if let issued = paper.issued { hash.combine(groups.years[issued.year] ?? []) }
        return hash.value
    }
}

extension Listing {
    /// A listing longer than this is divided into a page for each group, or for each first letter.
    static let longest = 1000

    static func isDivided(_ groups: [IndexGroup]) -> Bool { groups.reduce(0) { $0 + $1.entries.count } > longest }

    /// The page of a group of a divided listing.
    static func part(of path: String, _ slug: String) -> String { "\(path.dropLast(".html".count))-\(slug).html" }

    /// Where a group stands.
    static func address(of group: IndexGroup, on path: String, isDivided: Bool) -> String {
        guard isDivided else { return "\(path)#\(group.slug)" }
        return group.initial.isEmpty ? part(of: path, group.slug) : "\(part(of: path, group.initial))#\(group.slug)"
    }
}
