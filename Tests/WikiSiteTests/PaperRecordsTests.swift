// Records that are made once stand in pages and files as those that are made where they are shown.
import Testing
import WikiGraph

@testable import WikiSite

@MainActor @Suite struct PaperRecordsTests {
    private let sample = SampleSite([
        "concepts/one.md": SampleSite.concept("One", body: "Seen [@ma2015]."),
        "papers/ma2015.md": SampleSite.paper("Ma", 2015),
        "papers/li2016.md": SampleSite.paper("Li", 2016),
    ])

    @Test func filesAreAlikeWithAndWithoutRecords() throws {
        let site = sample.site
        let pages = site.pages()
        var wanted = [RecordParts](repeating: [], count: site.graph.entries.count)
        for page in pages { site.markRecords(of: page, in: &wanted) }
        let records = site.graph.entryIDs.map { site.record(of: $0, wanted[Int($0)]) }
        #expect(records.compactMap { $0 }.count == 2)
        for page in pages {
            switch page.content {
            case .bibliography, .export:
                let made = try site.render(page, bodies: sample.bodies, records: records)
                #expect(made == (try site.render(page, bodies: sample.bodies)), "\(page.path)")
            default: break
            }
        }
        for id in site.graph.entryIDs { #expect(site.coins(of: id, records) == site.coins(of: id)) }
    }

    @Test func onlyWhatIsShownIsMade() {
        let site = sample.site
        #expect(site.record(of: sample.id("ma2015"), []) == nil)
        #expect(site.record(of: sample.id("one"), [.bibliography, .coins]) == nil)
        #expect(site.record(of: sample.id("ma2015"), .coins)?.bibtex.isEmpty == true)
        #expect(site.record(of: sample.id("ma2015"), .coins)?.coins.isEmpty == false)
    }
}
