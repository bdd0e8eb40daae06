// Cards of entries: which file holds which, what they say, and that hostile words stay words.
import Bytes
import Foundation
import Testing
import WikiModel

@testable import WikiSite

@Suite @MainActor struct PreviewCardsTests {
    /// The cards of a site, as a reader of JSON sees them.
    private func cards(_ sample: SampleSite) throws -> [String: [String]] {
        var cards: [String: [String]] = [:]
        for number in sample.site.previews.entries.indices {
            let text = String(decoding: ByteBuffer.bytes { sample.site.appendPreviewCards(number, to: &$0) }, as: UTF8.self)
            let prefix = "migrapediaCards(\(number),"
            #expect(text.hasPrefix(prefix) && text.hasSuffix(");\n"))
            let json = Data(text.dropFirst(prefix.count).dropLast(3).utf8)
            let file = try #require(try JSONSerialization.jsonObject(with: json) as? [String: [String]])
            cards.merge(file) { _, new in new }
        }
        return cards
    }

    @Test func cardsOfEachKind() throws {
        let sample = SampleSite([
            "concepts/alpha.md": SampleSite.concept("Alpha & beta"),
            "papers/one2019.md": SampleSite.paper("One", 2019).replacing(
                "issued", with: "container-title: Cell\nretraction: {kind: retracted, notice: 10.1000/n}\nissued"
            ).replacing("What One saw", with: "'<i>In vivo</i> <b>'"),
            "pages/about.md": "---\ntitle: About\n---\n\nWords.\n",
        ])
        let cards = try cards(sample)
        #expect(cards["concepts/alpha.html"] == ["Concept · Structure", "Alpha &amp; beta", "", "About it."])
        #expect(cards["papers/one2019.html"] == ["Paper", "<i>In vivo</i> &lt;b&gt;", "A One\u{A0}· Cell\u{A0}· 2019", "Shows it.", "retracted"])
        #expect(cards["pages/about.html"] == ["Page", "About", "", ""])
    }

    @Test func manyAuthorsAreCountedAndUnknownOnesAreNot() {
        var paper = PaperMetadata()
        paper.authors = (1...6).map { PersonName(literal: "A\($0)") }
        #expect(PreviewCard.source(of: paper, Wording()) == "A1, A2, A3 and 3 more")
        paper.authorStatus = .partial
        #expect(PreviewCard.source(of: paper, Wording()) == "A1, A2, A3 and others")
        paper.authors = []
        #expect(PreviewCard.source(of: paper, Wording()) == "")
    }

    @Test func noWordsEndTheScript() {
        let hostile = "</script><script>alert(1)</script>\"]});alert(2)//\\"
        let sample = SampleSite(["concepts/a.md": "---\ntitle: \(quoted(hostile))\nsummary: \(quoted(hostile))\ncategory: structure\n---\n"])
        let text = String(decoding: ByteBuffer.bytes { sample.site.appendPreviewCards(0, to: &$0) }, as: UTF8.self)
        #expect(!text.contains("<") && text.contains("\\\"]});alert(2)//\\\\"))
    }

    private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    /// The number of files grows with the base, each stays small, and every entry stands in the file its address names.
    @Test func filesStaySmall() {
        var files: [String: String] = [:]
        for number in 0..<400 { files["concepts/entry-\(number).md"] = SampleSite.concept("Entry \(number)") }
        let site = SampleSite(files).site
        let shards = site.previews.entries
        #expect(shards.count == 16)
        #expect(shards.joined().sorted() == Array(site.graph.entryIDs))
        #expect(shards.allSatisfy { $0.count < 64 && $0 == $0.sorted() })
        for (number, entries) in shards.enumerated() {
            #expect(entries.allSatisfy { PreviewShards.number(of: site.addresses.path(of: $0), among: 16) == number })
        }
    }

    /// The numbers that `preview-cards.js` computes for the same addresses.
    @Test func theHashIsThatOfTheScript() {
        #expect(PreviewShards.number(of: Array("concepts/migrasome.html".utf8), among: 1024) == 991)
        #expect(PreviewShards.number(of: Array("papers/ma2015.html".utf8), among: 1024) == 384)
    }

    @Test func switchedOffThereAreNone() {
        let sample = SampleSite(["concepts/alpha.md": SampleSite.concept("Alpha")])
        #expect(sample.site.pages().contains { $0.path == "cards/0.js" })
        let none = PreviewShards(sample.site.graph, sample.site.addresses, isEnabled: false)
        #expect(none.entries.isEmpty)
    }
}
