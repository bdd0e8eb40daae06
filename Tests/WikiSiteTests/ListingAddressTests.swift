// Where pages of entries link to in listings that are divided into several pages.
import Templates
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiSite

@Suite @MainActor struct ListingAddressTests {
    /// A Greek letter stands where its name does, as everywhere; scripts of thousands of signs have no letters to go by.
    @Test func namesStandUnderTheFirstLetterOfTheirScript() {
        let titles = ["3T3", "(−)-blebbistatin", "Ångström", "zebra", "α-actinin", "жук", "Жгутик", "カスパーゼ", "迁移体", "四跨膜蛋白", "단백질", "№ 5", "—"]
        let files = titles.enumerated().map { ("concepts/c\($0.offset).md", SampleSite.concept($0.element)) }
        let site = SampleSite(Dictionary(uniqueKeysWithValues: files)).site
        let groups = site.index.conceptsByLetter.map { group in
            "\(group.label) \(group.slug): " + group.entries.map { site.graph.entries[Int($0)].metadata.title }.joined(separator: " ")
        }
        #expect(
            groups == [
                "0–9 0-9: — 3T3 № 5", "A a: α-actinin Ångström", "B b: (−)-blebbistatin", "Z z: zebra", "Ж u436: Жгутик жук",
                "カ u30ab: カスパーゼ", "Other other: 四跨膜蛋白 迁移体 단백질",
            ])
    }

    @Test func aCategoryOfADividedListingHasAPage() throws {
        let template = TemplateSource(name: "concept", file: "concept", bytes: Array("{{#category}}{{href}}{{/category}}".utf8))
        func site(concepts count: Int) -> Site {
            var files: [String: String] = [:]
            for number in 0..<count { files["concepts/c\(number).md"] = SampleSite.concept("C \(number)") }
            return SampleSite(files, templates: TemplateLibrary([template])).site
        }
        let (small, large) = (site(concepts: 3), site(concepts: Listing.longest + 1))
        func address(_ site: Site) throws -> String {
            let page = Page(path: "concepts/c0.html", content: .entry(0))
            return String(decoding: try site.render(page, bodies: EntryBodies(repeating: nil, count: site.graph.entries.count)), as: UTF8.self)
        }
        #expect(try address(small) == "../categories.html#structure")
        #expect(try address(large) == "../categories-structure.html")
        #expect(large.listings().contains { $0.path == "categories-structure.html" && $0.length == Listing.longest + 1 })
        // Its page is made anew when the listing is divided.
        #expect(small.listingHash(of: 0) != large.listingHash(of: 0))
    }
}
