// The listings of the site: which there are, and how long ones are divided into several pages.
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
    /// Whether it is the first page of a divided listing, which has links to the others alone.
    var leadsToParts = false

    enum Detail: Sendable {
        case summary
        /// Of a paper: authors, year and journal.
        case source
        /// The summary of a concept or page, the source of a paper.
        case ofKind
        case none
    }

    var entries: [EntryID] { groups.flatMap(\.entries) }

    /// How many items a reader may filter: entries, or links to other pages where there are no entries. Letters and years are soon seen.
    var length: Int { leadsToParts ? 0 : groups.isEmpty ? jumps.count : groups.reduce(0) { $0 + $1.entries.count } }

    /// Hash of all words of the page that are not of its entries, and of how these are divided: what its fingerprint needs of it.
    var frameHash: UInt64 {
        var hash = StableHash()
        for words in [path, title, intro] { hash.combine(words) }
        hash.combine(jumps.count)
        for jump in jumps {
            hash.combine(jump.label)
            hash.combine(jump.address)
        }
        for group in groups {
            hash.combine(group.label)
            hash.combine(group.slug)
            hash.combine(group.entries.count)
        }
        return hash.value
    }
}

extension Site {
    /// All listings of the site.
    func listings() -> [Listing] {
        var listings: [Listing] = []
        func add(_ page: SitePage, _ title: String, _ intro: String, _ groups: [IndexGroup], _ detail: Listing.Detail) {
            listings += divided(
                Listing(path: page.path, title: title, intro: intro, groups: groups, jumps: [], detail: detail))
        }
        add(.concepts, graph.vocabulary.terms(of: .concept).plural, wording[.conceptList], index.conceptsByLetter, .summary)
        add(.papers, graph.vocabulary.terms(of: .paper).plural, wording[.paperList], index.papersByYear, .source)
        for page in listings.indices where listings[page].detail == .source || listings[page].path == SitePage.papers.path {
            listings[page].jumps.append((wording[.paperCategoriesPage], SitePage.paperCategories.path))
            listings[page].jumps.append((wording[.timelinePage], SitePage.timeline.path))
        }
        add(.categories, wording[.categoriesPage], wording[.categoryList], index.categories, .summary)
        add(.paperCategories, wording[.paperCategoriesPage], wording[.paperCategoryList], index.paperCategories, .source)
        add(.authors, wording[.authorsPage], wording[.authorList], index.authors, .source)
        add(.journals, wording[.journalsPage], wording[.journalList], index.journals, .source)
        listings.append(
            Listing(
                path: SitePage.tags.path, title: wording[.tagsPage], intro: wording[.tagList], groups: [],
                jumps: index.tags.map { ("\($0.label) (\($0.entries.count))", SiteAddresses.path(ofTag: $0.slug)) }, detail: .none))
        listings += contributorListings()
        for tag in index.tags {
            listings.append(
                Listing(
                    path: SiteAddresses.path(ofTag: tag.slug), title: wording.filled(.tagged, tag.label), intro: "",
                    groups: byKind(tag.entries), jumps: [], detail: .ofKind))
        }
        return listings
    }

    /// Those who wrote entries, and a page for each with what they wrote.
    private func contributorListings() -> [Listing] {
        let people = index.contributors
        func path(_ person: IndexGroup) -> String { Site.path(ofContributor: person.slug) }
        let intro = people.isEmpty ? wording[.noContributors] : wording[.contributorList]
        let all = Listing(
            path: SitePage.contributors.path, title: wording[.contributorsPage], intro: intro, groups: [],
            jumps: people.map { ("\($0.label) (\($0.entries.count))", path($0)) }, detail: .none)
        return [all]
            + people.map { person in
                Listing(
                    path: path(person), title: person.label, intro: wording.filled(.entriesByContributor, person.label),
                    groups: byKind(person.entries), jumps: [(wording[.allContributors], SitePage.contributors.path)], detail: .ofKind)
            }
    }

    /// Entries in a group for each kind, in their order.
    private func byKind(_ entries: [EntryID]) -> [IndexGroup] {
        let groups = EntryKind.allCases.map { kind in
            IndexGroup(
                label: graph.vocabulary.terms(of: kind).plural, slug: kind.folder,
                entries: entries.filter { graph.entries[Int($0)].kind == kind })
        }
        return groups.filter { !$0.entries.isEmpty }
    }

    /// The listing itself, or, when it is long, a page of links and a page for each group (or each first letter).
    private func divided(_ listing: Listing) -> [Listing] {
        var listing = listing
        guard Listing.isDivided(listing.groups) else {
            listing.jumps = jumps(listing.groups)
            return [listing]
        }
        var parts: [(label: String, slug: String, groups: [IndexGroup])] = []
        for group in listing.groups {
            let (label, slug) = group.initial.isEmpty ? (group.label, group.slug) : (heading(ofInitial: group.initial), group.initial)
            if let known = parts.firstIndex(where: { $0.slug == slug }) { parts[known].groups.append(group) }
            else { parts.append((label, slug, [group])) }
        }
        let links = parts.map { ($0.label, Listing.part(of: listing.path, $0.slug)) }
        return [
            Listing(path: listing.path, title: listing.title, intro: listing.intro, groups: [], jumps: links, detail: .none, leadsToParts: true)
        ]
            + parts.map { part in
                Listing(
                    path: Listing.part(of: listing.path, part.slug), title: listing.title + wording[.colon] + part.label, intro: "",
                    groups: part.groups, jumps: links, detail: listing.detail)
            }
    }

    /// A link to each group; to the first group of each letter where groups have one.
    private func jumps(_ groups: [IndexGroup]) -> [(label: String, address: String)] {
        var jumps: [(label: String, address: String)] = []
        var seen: Set<String> = []
        for group in groups {
            if group.initial.isEmpty { jumps.append((group.label, "#" + group.slug)) }
            else if seen.insert(group.initial).inserted { jumps.append((heading(ofInitial: group.initial), "#" + group.slug)) }
        }
        return jumps
    }

    /// `A` of `a`; the word for what has no letter.
    private func heading(ofInitial initial: String) -> String { initial == IndexGroup.noInitial ? wording[.other] : initial.uppercased() }
}
