// The home page: where to begin, what is most linked, what is new, and how much there is.
import Templates
import WikiGraph
import WikiModel

extension Site {
    var mostLinked: [EntryID] {
        let concepts = graph.entryIDs.filter { graph.entries[Int($0)].kind == .concept && !graph.entries[Int($0)].metadata.isUnlisted }
        // One number for count and place, which sorts in a fraction of the time.
        let ranked = concepts.map { (UInt64(UInt32.max) - UInt64(graph.backlinks[$0].count)) << 32 | UInt64($0) }.sorted()
        return ranked.prefix(12).map { EntryID($0 & 0xFFFF_FFFF) }
    }

    private static let mostNewestPapers = 8

    /// The papers that appeared last; those of one day by title.
    var newestPapers: [EntryID] {
        func date(_ paper: EntryID) -> PartialDate { graph.entries[Int(paper)].metadata.paper?.issued ?? PartialDate(year: 0) }
        var newest: [EntryID] = []
        // Years are in their order, newest first, and within a year papers by title.
        for year in index.papersByYear where newest.count < Site.mostNewestPapers {
            newest += year.entries.enumerated().sorted { (date($1.element), $0.offset) < (date($0.element), $1.offset) }.map(\.element)
        }
        return Array(newest.prefix(Site.mostNewestPapers))
    }
    var startHere: [EntryID] { input.settings.startHere.compactMap { graph.entry(named: $0) } }

    /// What the base holds, each count a link to its list.
    var counts: [(words: String, page: SitePage)] {
        func count(_ groups: [IndexGroup]) -> Int { groups.reduce(0) { $0 + $1.entries.count } }
        let (concepts, papers) = (count(index.conceptsByLetter), count(index.papersByYear))
        let contested = graph.claims.count { ClaimBalance($0, graph).isContested }
        let claims = wording.count(graph.claims.count, .claim, .claims)
        return [
            (wording.count(concepts, .concept, .concepts), .concepts), (wording.count(papers, .paper, .papers), .papers),
            (contested == 0 ? claims : wording.filled(.clauses, claims, wording.filled(.contestedClaims, String(contested))), .claims),
        ]
    }

    var countLinks: [TemplateValue] {
        counts.map { .object(Shapes.link, [.text($0.page.path), .text($0.words), .flag(false)]) }
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
        let lists = [
            list(wording[.startHere], startHere, .summary, more: nil),
            list(wording[.mostLinkedConcepts], mostLinked, .summary, more: (wording[.allConcepts], .concepts)),
            list(wording[.newestPapers], newestPapers, .source, more: (wording[.allPapers], .papers)),
        ].compactMap { $0 }
        return (
            "home",
            [
                frame(
                    path: SitePage.home.path, title: input.settings.title, pageClass: "home", description: input.settings.tagline,
                    metadata: .writer { [self] in appendSiteMetadata(to: &$0) }),
                TemplateObject(Shapes.home, [.optional(input.settings.tagline), .list(countLinks), .list(lists)]),
            ]
        )
    }
}
