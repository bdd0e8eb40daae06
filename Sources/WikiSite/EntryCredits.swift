// Who made each entry and when: what its front matter says, joined with the history of the repository.
import WikiGraph
import WikiModel

/// The making of one entry.
struct EntryCredit: Sendable, Equatable {
    /// The earlier of the written date and the first commit.
    var created: PartialDate?
    /// The later of the written date and the last commit.
    var updated: PartialDate?
    /// When it was changed last, in seconds since 1970; `nil` when only days are known.
    var updatedTime: Int?
    /// Those whom the front matter names, then those of the history.
    var contributors: [String]

    /// The date by which lists of changes are sorted.
    var latest: PartialDate? { updated ?? created }
}

/// The credits of all entries, by their number in the graph.
struct EntryCredits: Sendable {
    private let credits: [EntryCredit]

    init(_ graph: KnowledgeGraph, _ history: SiteHistory) {
        credits = graph.entries.indices.map { number in
            var credit = EntryCredit(
                created: graph.entries[number].metadata.created, updated: graph.entries[number].metadata.updated,
                contributors: graph.entries[number].metadata.contributors)
            // Most bases have one or the other.
            if !history.entries.isEmpty, let known = history.entries[graph.entries[number].path] { credit.join(known) }
            return credit
        }
    }

    subscript(entry: EntryID) -> EntryCredit { credits[Int(entry)] }
}

extension EntryCredit {
    /// Adds what the history of the repository says.
    fileprivate mutating func join(_ history: SiteHistory.Entry) {
        let (added, changed) = (PartialDate(secondsSince1970: history.added), PartialDate(secondsSince1970: history.changed))
        created = created.map { min($0, added) } ?? added
        if (updated ?? changed) <= changed { (updated, updatedTime) = (changed, history.changed) }
        for name in history.contributors where !contributors.contains(name) { contributors.append(name) }
    }
}

extension Site {
    /// Where the list of what somebody wrote stands, from the site's root; `nil` for those who wrote unlisted entries only.
    func contributorPath(_ name: String) -> String? { contributorPaths[name] }

    static func path(ofContributor slug: String) -> String { "contributors/\(slug).html" }

    /// A hash of all that the page of an entry shows of its making.
    func creditHash(of id: EntryID) -> UInt64 {
        let credit = credits[id]
        var hash = StableHash()
        hash.combine(credit.created?.description ?? "")
        hash.combine(credit.updated?.description ?? "")
        for name in credit.contributors {
            hash.combine(name)
            hash.combine(contributorPath(name) ?? "")
        }
        return hash.value
    }
}
