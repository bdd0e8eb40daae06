// The values of pages that list entries.
import Templates
import WikiGraph
import WikiModel

extension Site {
    func listingPage(_ listing: Listing, _ records: PaperRecords = []) -> (template: String, values: [TemplateObject]) {
        let root = SiteAddresses.root(from: listing.path)
        let prefix = String(decoding: root, as: UTF8.self)
        let jumps = listing.jumps.map { label, address -> TemplateValue in
            let href = address.hasPrefix("#") ? address : prefix + address
            return .object(Shapes.link, [.text(href), .text(label), .flag(address == listing.path)])
        }
        // Reference managers offer each paper of a page once.
        var offered: Set<EntryID> = []
        let groups = listing.groups.map { group -> TemplateValue in
            .object(
                Shapes.group,
                [
                    .optional(group.slug), .optional(group.label),
                    .list(
                        group.entries.map { entry in
                            listItem(
                                entry, root: root, detail: listing.detail,
                                coins: offered.insert(entry).inserted ? .html(coins(of: entry, records)) : .absent)
                        }),
                ])
        }
        return (
            "listing",
            [
                frame(path: listing.path, title: listing.title, pageClass: "listing", description: listing.intro),
                TemplateObject(Shapes.listing, [.optional(listing.intro), .section(jumps), .list(groups), hasFilter(listing.length)]),
            ]
        )
    }

    /// Lists of this length or more have a field to filter them.
    private static let shortestFiltered = 12

    func hasFilter(_ count: Int) -> TemplateValue { .flag(count >= Site.shortestFiltered) }

    func listItem(_ id: EntryID, root: [UInt8], detail: Listing.Detail, coins: TemplateValue = .absent) -> TemplateValue {
        let about: TemplateValue =
            switch detail {
            case .summary: .optional(graph.entries[Int(id)].metadata.summary)
            case .source: .optional(source(of: id))
            case .ofKind: .optional(graph.entries[Int(id)].kind == .paper ? source(of: id) : graph.entries[Int(id)].metadata.summary)
            case .none: .absent
            }
        return .object(
            Shapes.listItem, [.html(href(id, root: root)), .html(labels.bareTitle(id)), recordMark(of: id), about, coins])
    }

    /// `Ma et al. 2015, Cell Research`
    private func source(of id: EntryID) -> String {
        guard let paper = graph.entries[Int(id)].metadata.paper else { return "" }
        let year = paper.issued.map { String($0.year) } ?? ""
        let label = paper.authors.isEmpty ? year : labels.plain(id)
        let journal = paper.containerTitle.isolated
        return label.isEmpty || journal.isEmpty ? label + journal : wording.filled(.clauses, label, journal)
    }

    /// The words that mark a paper whose record is weak.
    func recordMark(of id: EntryID) -> TemplateValue {
        labels.recordMark(id).map { .text(wording[$0]) } ?? .absent
    }
}
