// The order of names and papers, and how they stand within sentences.
import Bytes
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiSite

@Suite @MainActor struct NamesInOrderTests {
    /// As in the list of authors, whatever accents and capitals names have.
    @Test func referencesAreInTheOrderOfNames() {
        let names = ["Zhu", "de Vries", "Åberg", "O'Neil", "van Gogh", "Ma"]
        let sample = SampleSite(Dictionary(uniqueKeysWithValues: names.enumerated().map { ("papers/p\($0).md", SampleSite.paper("X", 2019).replacing("{family: X,", with: "{family: \"\($1)\",").replacing("10.1000/x", with: "10.1000/\($0)")) }))
        let order = sample.site.graph.entryIDs.sorted { sample.site.labels.order($0) < sample.site.labels.order($1) }
        #expect(order.map { sample.site.labels.plain($0) } == ["Åberg 2019", "de Vries 2019", "Ma 2019", "O'Neil 2019", "van Gogh 2019", "Zhu 2019"])
    }

    /// Those of a year are not the first by their titles.
    @Test func theNewestPapersAppearedLast() {
        let months = (1...12).map { month in
            ("papers/p\(month).md", SampleSite.paper("F\(month)", 2025).replacing("What F", with: "\(Character(UnicodeScalar(UInt8(64 + month)))) F").replacing("issued: 2025", with: "issued: 2025-\(month < 10 ? "0" : "")\(month)"))
        }
        let files = Dictionary(uniqueKeysWithValues: months + [("papers/later.md", SampleSite.paper("Later", 2026)), ("papers/older.md", SampleSite.paper("Older", 2024))])
        let sample = SampleSite(files)
        #expect(sample.site.newestPapers.map { sample.site.graph.entries[Int($0)].slug } == ["later", "p12", "p11", "p10", "p9", "p8", "p7", "p6"])
    }

    @Test(arguments: [
        ("Retraction fiber", "retraction fiber"), ("TSPAN4", "TSPAN4"), ("Rab7", "Rab7"), ("Na⁺ channel", "Na⁺ channel"), ("Ca²⁺ wave", "Ca²⁺ wave"),
        ("Naïve cell", "naïve cell"), ("Wheat-germ agglutinin", "wheat-germ agglutinin"), ("CD44 and more", "CD44 and more"), ("A", "A"),
    ])
    func titlesInSentencesKeepTheCapitalsOfNames(_ title: String, _ words: String) {
        #expect(BodyRenderer.inSentence(title) == words)
    }

    /// `-@key` is the year alone, also where another page quotes the sentence.
    @Test func aYearAloneStaysOneInQuotedSentences() throws {
        let sample = SampleSite([
            "concepts/a.md": SampleSite.concept("A", body: "Ma saw [[B]], published in -@ma2015, and more [@supports:ma2015]. ^c"),
            "concepts/b.md": SampleSite.concept("B"), "papers/ma2015.md": SampleSite.paper("Ma", 2015),
        ])
        let claim = try #require(sample.site.graph.claims.first)
        #expect(String(decoding: sample.site.claimBytes(claim, bodies: sample.bodies), as: UTF8.self) == "Ma saw B, published in 2015, and more.")
        let (a, b) = (sample.id("a"), sample.id("b"))
        let mention = try #require(sample.site.graph.backlinks[b].first)
        let text = try #require(sample.bodies[Int(a)]?.text)
        let sentence = ByteBuffer.bytes {
            sample.site.bodies.appendSentence(a, Int(mention.reference), sample.site.graph.entries[Int(a)].references, text, to: &$0)
        }
        #expect(String(decoding: sentence, as: UTF8.self) == "Ma saw <mark>B</mark>, published in 2015, and more.")
    }
}
