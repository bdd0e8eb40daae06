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

    /// In the order of the vocabulary, with what has no kind at the end.
    @Test func papersStandByWhatTheyAre() throws {
        let review = SampleSite.paper("Review", 2020).replacingOccurrences(of: "title:", with: "category: review\ntitle:")
        let files = [
            "papers/a2020.md": review, "papers/b2021.md": SampleSite.paper("Plain", 2021), "concepts/c.md": SampleSite.concept("C"),
            "papers/d2020.md": review.replacingOccurrences(of: "review", with: "research"),
            "papers/e2020.md": review.replacingOccurrences(of: "title:", with: "unlisted: true\ntitle:").replacingOccurrences(of: "review", with: "preview"),
        ]
        let sample = SampleSite(files)
        let listing = try #require(sample.site.listings().first { $0.path == "paper-categories.html" })
        let groups = listing.groups.map { group in "\(group.label): " + group.entries.map { sample.site.graph.entries[Int($0)].slug }.joined(separator: " ") }
        #expect(groups == ["Research article: d2020", "Review: a2020", "Without category: b2021"])
        func address(_ name: String) -> String? {
            let entry = sample.site.graph.entries[Int(sample.id(name))]
            return sample.site.groups.category(entry.metadata.category, of: entry.kind).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(address("a2020") == "paper-categories.html#review" && address("c") == "categories.html#structure")
        #expect(address("e2020") == nil)
        #expect(sample.site.listings().filter { $0.path.hasPrefix("papers") }.allSatisfy { $0.jumps.contains { $0.address == "paper-categories.html" } })
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
        // Of letters and years nothing is to be filtered.
        #expect(large.listings().first { $0.path == "categories.html" }.map { [$0.length, $0.jumps.count] } == [0, 1])
        // Its page is made anew when the listing is divided.
        #expect(small.listingHash(of: 0) != large.listingHash(of: 0))
    }
}
