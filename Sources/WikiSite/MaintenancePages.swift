// What waits for a contributor: wanted entries, and lists of entries that need work.
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let wanted = TemplateShape(["intro", "items", "has_filter"])
    static let wantedItem = TemplateShape(["name", "create_href", "sources"])
}

extension Site {
    func wantedPage() -> (template: String, values: [TemplateObject]) {
        let items = graph.wanted.map { wanted -> TemplateValue in
            var sources: [EntryID] = []
            for mention in wanted.mentions where sources.last != mention.source { sources.append(mention.source) }
            return .object(
                Shapes.wantedItem,
                [
                    .text(wanted.name), forge.map { .text($0.newConcept(titled: wanted.name)) } ?? .absent,
                    .list(
                        sources.map { source in
                            .object(
                                Shapes.titled, [.html(addresses.path(of: source)), .html(labels.title(source))])
                        }),
                ])
        }
        let intro = wording[.wantedIntro]
        return (
            "wanted",
            [
                frame(path: SitePage.wanted.path, title: wording[.wantedPage], pageClass: "listing", description: intro),
                TemplateObject(Shapes.wanted, [.text(intro), .list(items), hasFilter(items.count)]),
            ]
        )
    }

    /// The lists of the maintenance page, without those that are empty. Like all lists, of listed entries.
    var maintenanceGroups: [IndexGroup] {
        let all = graph.entryIDs.filter { graph.isListed[Int($0)] }
        let claims = graph.claims.filter { graph.isListed[Int($0.entry)] }.map { (entry: $0.entry, balance: ClaimBalance($0, graph)) }
        return [
            group(.orphans, "orphans", graph.orphans.filter { graph.isListed[Int($0)] }),
            group(.stubs, "stubs", all.filter { graph.entries[Int($0)].metadata.status == .stub }),
            group(.reviewDue, "review-due", all.filter(isReviewDue)),
            group(
                .uncitedPapers, "uncited",
                all.filter { graph.kinds[Int($0)] == .paper && graph.backlinks[$0].isEmpty && !graph.isEvidence[Int($0)] }),
            group(.unsupportedClaims, "unsupported", withoutDoubles(claims.filter { $0.balance.supporting == 0 }.map(\.entry))),
            group(.secondaryClaims, "secondary", withoutDoubles(claims.filter(\.balance.restsOnSecondary).map(\.entry))),
            group(
                .weakRecords, "weak-records",
                all.filter { labels.recordMark($0) != nil }),
            group(
                .retractedPapers, "retracted",
                all.filter { (graph.entries[Int($0)].metadata.paper?.retraction?.kind ?? .corrected) != .corrected }),
            group(
                .incompleteAuthors, "authors",
                all.filter { (graph.entries[Int($0)].metadata.paper?.authorStatus ?? .complete) != .complete }),
        ].filter { !$0.entries.isEmpty }
    }

    private func group(_ label: Phrase, _ slug: String, _ entries: [EntryID]) -> IndexGroup {
        IndexGroup(label: "\(wording[label]) (\(entries.count))", slug: slug, entries: entries)
    }

    private func withoutDoubles(_ entries: [EntryID]) -> [EntryID] {
        var seen: Set<EntryID> = []
        return entries.filter { seen.insert($0).inserted }
    }

    /// Dates are compared as texts in the order of ISO 8601: year, month, day.
    private func isReviewDue(_ entry: EntryID) -> Bool {
        guard let reviewed = graph.entries[Int(entry)].metadata.reviewed, let built = Int(input.buildDate.prefix(4)) else {
            return false
        }
        return "\(PartialDate(year: built - 2))\(input.buildDate.dropFirst(4))" > reviewed.description
    }

    func maintenancePage() -> (template: String, values: [TemplateObject]) {
        let groups = maintenanceGroups
        let jumps = [("\(wording[.wantedPage]) (\(graph.wanted.count))", SitePage.wanted.path)] + groups.map { ($0.label, "#" + $0.slug) }
        return listingPage(
            Listing(
                path: SitePage.maintenance.path, title: wording[.maintenancePage], intro: wording[.maintenanceIntro],
                groups: groups, jumps: jumps, detail: .none))
    }
}
