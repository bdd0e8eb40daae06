// Which authors of papers the listing of authors takes for one.
import Testing
import WikiModel

@testable import WikiSite

@Suite @MainActor struct AuthorNamesTests {
    /// Papers with one author each, in the order of their addresses.
    private func site(_ authors: [String]) -> Site {
        SampleSite(
            Dictionary(
                uniqueKeysWithValues: authors.enumerated().map { number, author in
                    ("papers/p\(number).md", SampleSite.paper("X\(number)", 2019).replacing("{family: X\(number), given: A}", with: author))
                })
        ).site
    }

    @Test func spellingsOfOneNameAreOneGroup() throws {
        let site = site([
            "{family: Weaver, given: A. M.}", "{family: Weaver, given: AM}", "{family: Weaver, given: A.M.}", "{family: Weaver, given: A.M.}",
            "{family: \"O'Neil\", given: Jean-Pierre}", "{family: O’Neil, given: Jean Pierre}",
        ])
        #expect(site.index.authors.map(\.label) == ["O’Neil, Jean Pierre", "Weaver, A.M."])
        #expect(site.index.authors.map(\.entries.count) == [2, 4])
        let addresses = site.graph.entries.map { $0.metadata.paper?.authors.first.flatMap(site.groups.author).map { String(decoding: $0, as: UTF8.self) } }
        #expect(addresses == Array(repeating: "authors.html#weaver-a-m", count: 4) + Array(repeating: "authors.html#o-neil-jean-pierre", count: 2))
    }

    @Test func otherLettersAreOtherNames() {
        let site = site([
            "{family: Yu, given: L}", "{family: Yu, given: Li}", "{family: Lü, given: Wei}", "{family: Lu, given: Wei}", "{family: Y, given: U}",
            "{family: Yu}", "{literal: The Yu Group}", "{family: 李, given: 明}", "{family: 李, given: 红}",
        ])
        #expect(site.index.authors.count == 9)
    }

    /// One person has one iD, under the name that says most; a paper without it says no more than the letters do.
    @Test func anORCIDSaysWhoIsOne() {
        let id = "orcid: 0000-0002-1825-0097"
        let site = site(["{family: Yu, given: L, \(id)}", "{family: Yu, given: Li, \(id)}", "{family: Yu, given: Li}", "{family: Yu, given: L}"])
        #expect(site.index.authors.map(\.label) == ["Yu, L", "Yu, Li"])
        #expect(site.index.authors.map { $0.entries.map { site.graph.entries[Int($0)].slug } } == [["p3"], ["p0", "p1", "p2"]])
    }
}
