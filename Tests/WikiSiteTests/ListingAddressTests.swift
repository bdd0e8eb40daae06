// Where pages of entries link to in listings that are divided into several pages.
import Templates
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiSite

@Suite @MainActor struct ListingAddressTests {
    @Test func aCategoryOfADividedListingHasAPage() throws {
        let template = TemplateSource(name: "concept", file: "concept", bytes: Array("{{#category}}{{href}}{{/category}}".utf8))
        func site(concepts count: Int) -> Site {
            var files: [String: String] = [:]
            for number in 0..<count { files["concepts/c\(number).md"] = SampleSite.concept("C \(number)") }
            return SampleSite(files, templates: TemplateLibrary([template])).site
        }
        let (small, large) = (site(concepts: 3), site(concepts: Listing.longest + 1))
        func address(_ site: Site) throws -> String {
            let page = Page(path: "concepts/c0.html", fingerprint: 0, content: .entry(0))
            return String(decoding: try site.render(page, bodies: EntryBodies(repeating: nil, count: site.graph.entries.count)), as: UTF8.self)
        }
        #expect(try address(small) == "../categories.html#structure")
        #expect(try address(large) == "../categories-structure.html")
        #expect(large.listings().contains { $0.path == "categories-structure.html" && $0.length == Listing.longest + 1 })
        // Its page is made anew when the listing is divided.
        #expect(small.listingHash(of: 0) != large.listingHash(of: 0))
    }
}
