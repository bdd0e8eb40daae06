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
        authors = SiteIndex.byName(papers) { graph.entries[Int($0)].metadata.paper?.authors.map(\.sortedName) ?? [] }
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

    /// Entries under the names that `names` gives them, in the order of the alphabet.
    private static func byName(_ entries: [EntryID], _ names: (EntryID) -> [String]) -> [IndexGroup] {
        var (numbers, groups): ([String: Int], [[EntryID]]) = ([:], [])
        for entry in entries {
            for name in names(entry) {
                if let number = numbers[name] {
                    if groups[number].last != entry { groups[number].append(entry) }
                } else {
                    numbers[name] = groups.count
                    groups.append([entry])
                }
            }
        }
        let keyed = numbers.map { (FoldedName.fold($0.key), $0.key, $0.value) }
        let sorted = keyed.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0.lexicographicallyPrecedes($1.0) }
        var slugs = GroupSlugs()
        return sorted.map { _, name, number in
            // Two names may give one slug, and a name in other letters none.
            let slug = Slug.suggestion(for: name)
            let initial = slug.utf8.first.map { String(UnicodeScalar($0)) } ?? IndexGroup.noInitial
            return IndexGroup(
                label: name, slug: slugs.take(slug.isEmpty ? "other" : slug), entries: groups[number], initial: initial)
        }
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
