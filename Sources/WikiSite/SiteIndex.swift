// The orders in which listings show entries: by title, year, category, tag, journal and author. Made once for all pages.
import Bibliography
import WikiGraph
import WikiModel

/// Entries under one heading of a listing.
struct IndexGroup: Sendable {
    var label: String
    /// A part of an address: `a`, `2019`, `tetraspanins`.
    var slug: String
    var entries: [EntryID]
    /// The first letter of the slug, or `noInitial`, in listings that are divided by it; else empty.
    var initial = ""
    /// Names that are written otherwise than the label and stand in its group.
    var otherSpellings: [String] = []

    static let noInitial = "other"
}

/// The listings of a base.
struct SiteIndex: Sendable {
    /// Concepts by title, grouped by first letter.
    let conceptsByLetter: [IndexGroup]
    /// All entries by title, grouped by first letter; empty when they are more than one page can list.
    let everythingByLetter: [IndexGroup]
    /// Papers by year, newest first; papers without a year last.
    let papersByYear: [IndexGroup]
    /// Concepts by category, in the order of the vocabulary.
    let categories: [IndexGroup]
    /// Papers by category, in the order of the vocabulary.
    let paperCategories: [IndexGroup]
    let tags: [IndexGroup]
    let authors: [IndexGroup]
    let authorNames: AuthorNames
    let journals: [IndexGroup]
    /// Entries by who wrote them.
    let contributors: [IndexGroup]

    init(_ graph: KnowledgeGraph, labels: PaperLabels, credits: EntryCredits) {
        // Entries that are unlisted keep their page, and stand in no list.
        let listed = graph.entryIDs.filter { !graph.entries[Int($0)].metadata.isUnlisted }
        let keys = graph.entryIDs.map { FoldedName.fold(graph.entries[Int($0)].metadata.title) }
        func byTitle(_ left: EntryID, _ right: EntryID) -> Bool {
            let (a, b) = (keys[Int(left)], keys[Int(right)])
            return a == b ? left < right : a.lexicographicallyPrecedes(b)
        }
        let concepts = listed.filter { graph.entries[Int($0)].kind == .concept }.sorted(by: byTitle)
        let papers = listed.filter { graph.entries[Int($0)].kind == .paper }.sorted(by: byTitle)
        conceptsByLetter = SiteIndex.byLetter(concepts, keys, graph.vocabulary.wording)
        papersByYear = SiteIndex.byYear(papers, graph)
        categories = SiteIndex.byCategory(concepts, .concept, graph)
        paperCategories = SiteIndex.byCategory(papers, .paper, graph)
        tags = SiteIndex.byTag(concepts + papers, graph)
        let authorNames = AuthorNames(papers.lazy.compactMap { graph.entries[Int($0)].metadata.paper })
        self.authorNames = authorNames
        authors = SiteIndex.byName(papers, key: AuthorNames.key) { paper in
            graph.entries[Int(paper)].metadata.paper?.authors.map { authorNames.name(of: $0) } ?? []
        }
        journals = SiteIndex.byName(papers) { paper in
            let name = graph.entries[Int(paper)].metadata.paper?.containerTitle ?? ""
            return name.isEmpty ? [] : [name]
        }
        let pages = listed.filter { graph.entries[Int($0)].kind == .page }.sorted(by: byTitle)
        everythingByLetter = listed.count > Listing.longest ? [] : SiteIndex.byLetter(listed.sorted(by: byTitle), keys, graph.vocabulary.wording)
        contributors = SiteIndex.byName(concepts + papers + pages) { credits[$0].contributors }
    }

    private static func byLetter(_ entries: [EntryID], _ keys: [[UInt8]], _ wording: Wording) -> [IndexGroup] {
        var groups: [IndexGroup] = []
        for entry in entries {
            let group = letter(keys[Int(entry)], wording)
            if groups.last?.label != group.label { groups.append(group) }
            groups[groups.count - 1].entries.append(entry)
        }
        // Signs and other scripts stand on both sides of digits and letters.
        return merged(groups)
    }

    /// The group of a folded name, still empty. Scripts of thousands of signs have no letters to go by.
    private static func letter(_ key: [UInt8], _ wording: Wording) -> IndexGroup {
        let first = key.first ?? UInt8(ascii: "0")
        if first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") {
            return IndexGroup(label: String(UnicodeScalar(first & 0xDF)), slug: String(UnicodeScalar(first)), entries: [])
        }
        guard first >= 0x80, let scalar = String(decoding: key, as: UTF8.self).unicodeScalars.first, scalar.properties.isAlphabetic else {
            return IndexGroup(label: "0–9", slug: "0-9", entries: [])
        }
        let isHangul = (0xAC00...0xD7A3).contains(scalar.value)
        if scalar.properties.isIdeographic || isHangul { return IndexGroup(label: wording[.other], slug: IndexGroup.noInitial, entries: []) }
        return IndexGroup(label: scalar.properties.uppercaseMapping, slug: "u" + String(scalar.value, radix: 16), entries: [])
    }

    private static func merged(_ groups: [IndexGroup]) -> [IndexGroup] {
        var result: [IndexGroup] = []
        for group in groups {
            if let known = result.firstIndex(where: { $0.label == group.label }) { result[known].entries += group.entries }
            else { result.append(group) }
        }
        return result
    }

    private static func byYear(_ papers: [EntryID], _ graph: KnowledgeGraph) -> [IndexGroup] {
        var years: [Int: [EntryID]] = [:]
        for paper in papers { years[graph.entries[Int(paper)].metadata.paper?.issued?.year ?? 0, default: []].append(paper) }
        return years.keys.sorted(by: >).map { year in
            IndexGroup(label: year == 0 ? graph.vocabulary.wording[.yearNotKnown] : String(year), slug: year == 0 ? "unknown" : String(year),
                entries: years[year] ?? [])
        }
    }

    private static func byCategory(_ entries: [EntryID], _ kind: EntryKind, _ graph: KnowledgeGraph) -> [IndexGroup] {
        let categories = graph.vocabulary.terms(of: kind).categories
        var slugs = GroupSlugs()
        var groups = categories.map { IndexGroup(label: $0.label, slug: slugs.take($0.id), entries: []) }
        var index: [String: Int] = [:]
        for (number, category) in categories.enumerated() { index[category.id] = number }
        var others: [EntryID] = []
        for entry in entries {
            if let group = index[graph.entries[Int(entry)].metadata.category] { groups[group].entries.append(entry) }
            else { others.append(entry) }
        }
        if !others.isEmpty { groups.append(IndexGroup(label: graph.vocabulary.wording[.withoutCategory], slug: slugs.take("other"), entries: others)) }
        return groups.filter { !$0.entries.isEmpty }
    }

    private static func byTag(_ entries: [EntryID], _ graph: KnowledgeGraph) -> [IndexGroup] {
        var tags: [String: [EntryID]] = [:]
        for entry in entries { for tag in graph.entries[Int(entry)].metadata.tags { tags[tag, default: []].append(entry) } }
        return tags.keys.sorted().map { IndexGroup(label: $0, slug: $0, entries: tags[$0] ?? []) }
    }

    /// Entries under the names that `names` gives them, in the order of the alphabet. Names of one `key` are one name.
    private static func byName(
        _ entries: [EntryID], key: (String) -> String = { $0 }, _ names: (EntryID) -> [String]
    ) -> [IndexGroup] {
        var groups: [NamedGroup] = []
        var numbers: [String: (group: Int, spelling: Int)] = [:]
        var groupsByKey: [String: Int] = [:]
        for entry in entries {
            for name in names(entry) {
                let (group, spelling) = numbers[name] ?? {
                    let key = key(name)
                    let group = groupsByKey[key] ?? groups.count
                    if group == groups.count { groups.append(NamedGroup()) }
                    let place = (group, groups[group].spellings.count)
                    groups[group].spellings.append((name, 0))
                    (groupsByKey[key], numbers[name]) = (group, place)
                    return place
                }()
                groups[group].spellings[spelling].count += 1
                if groups[group].entries.last != entry { groups[group].entries.append(entry) }
            }
        }
        let keyed = groups.map { (FoldedName.fold($0.label), $0) }
        let sorted = keyed.sorted { $0.0 == $1.0 ? $0.1.label < $1.1.label : $0.0.lexicographicallyPrecedes($1.0) }
        var slugs = GroupSlugs()
        return sorted.map { _, group in
            // Two names may give one slug, and a name in other letters none.
            let slug = Slug.suggestion(for: group.label)
            let initial = slug.utf8.first.map { String(UnicodeScalar($0)) } ?? IndexGroup.noInitial
            return IndexGroup(
                label: group.label, slug: slugs.take(slug.isEmpty ? "other" : slug), entries: group.entries, initial: initial,
                otherSpellings: group.spellings.map(\.name).filter { $0 != group.label })
        }
    }
}

/// Entries under one name, however it is written.
private struct NamedGroup {
    /// With how often each stands in the base.
    var spellings: [(name: String, count: Int)] = []
    var entries: [EntryID] = []

    /// The spelling that most use; of several the longest, which has points and whole words.
    var label: String {
        spellings.max { ($0.count, $0.name.utf8.count, $1.name) < ($1.count, $1.name.utf8.count, $0.name) }?.name ?? ""
    }
}

/// Slugs of the groups of one page, each once; those that the page's frame has are taken.
private struct GroupSlugs {
    private var counts = Dictionary(FrameIDs.all.map { ($0, 1) }) { first, _ in first }

    /// The slug, or `slug--2`, `slug--3`, …
    mutating func take(_ slug: String) -> String {
        let count = counts[slug, default: 0] + 1
        counts[slug] = count
        return count == 1 ? slug : take("\(slug)--\(count)")
    }
}
