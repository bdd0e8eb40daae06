// How evidence is counted, worded and drawn, and what a retraction does to it.
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiSite

@Suite @MainActor struct ClaimBalanceTests {
    private static let retracted = SampleSite.paper("Gone", 2018).replacing(
        "issued: 2018", with: "issued: 2018\nretraction: {kind: retracted, notice: 10.1000/notice, date: 2020-05-01}")

    private func site(_ claim: String) -> SampleSite {
        SampleSite([
            "concepts/a.md": SampleSite.concept("A", body: claim + " ^c"),
            "papers/one2019.md": SampleSite.paper("One", 2019), "papers/two2020.md": SampleSite.paper("Two", 2020),
            "papers/gone2018.md": ClaimBalanceTests.retracted,
            "papers/review2021.md": SampleSite.paper("Review", 2021).replacing("issued: 2021", with: "issued: 2021\ncategory: review"),
        ])
    }

    @Test(
        "Words",
        arguments: [
            ("It is so [@supports:one2019].", "1 paper supports", false),
            ("It is so [@supports:one2019; @supports:two2020].", "2 papers support", false),
            ("It is so [@supports:one2019; @disputes:two2020].", "1 paper supports, 1 disputes", true),
            ("It is so [@supports:one2019] and so [@supports:one2019].", "1 paper supports", false),
            ("It is so [@qualifies:one2019; @extends:two2020].", "2 papers take neither side", false),
            ("It is so [@supports:one2019; @disputes:gone2018].", "1 paper supports; 1 retracted is not counted", false),
            ("It is so [@supports:gone2018].", "no standing paper; 1 retracted is not counted", false),
        ])
    func words(claim: String, expected: String, isContested: Bool) {
        let graph = site(claim).site.graph
        let balance = ClaimBalance(graph.claims[0], graph)
        #expect(balance.words(Wording()) == expected)
        #expect(balance.isContested == isContested)
        #expect(balance.restsOnRetracted == claim.contains("[@supports:gone2018]"))
    }

    /// However often a paper is cited for the same, it stands there once; and a retracted one on both sides is one paper.
    @Test func aPaperIsNamedOnceForAStance() {
        let graph = site("So [@supports:one2019] and so [@supports:one2019; @supports:two2020; @disputes:one2019].").site.graph
        #expect(graph.claims[0].evidence.map { "\(graph.entries[Int($0.paper)].slug) \(graph.vocabulary.stances[$0.stance].id)" } == [
            "one2019 supports", "two2020 supports", "one2019 disputes",
        ])
        let gone = site("So [@supports:gone2018; @disputes:gone2018].").site.graph
        #expect(ClaimBalance(gone.claims[0], gone).retracted == 1)
    }

    /// Chinese has other marks between the parts of a sentence.
    @Test func wordsWithOtherMarks() {
        var wording = Wording()
        wording[.clauses] = "{first}，{second}"
        wording[.semicolon] = "；"
        let graph = site("It is so [@supports:one2019; @disputes:two2020; @extends:review2021; @supports:gone2018].").site.graph
        let words = ClaimBalance(graph.claims[0], graph).words(wording)
        #expect(words == "1 paper supports，1 disputes，1 takes neither side；1 retracted is not counted")
    }

    /// A review adds nothing of its own; nor does it where a paper that does is on the other side.
    @Test(
        "Papers on the results of others",
        arguments: [
            ("[@supports:review2021]", (true, false)), ("[@supports:review2021; @supports:one2019]", (false, false)),
            ("[@supports:review2021; @disputes:one2019]", (true, false)), ("[@disputes:review2021]", (false, true)),
            ("[@supports:one2019; @disputes:review2021]", (false, true)), ("[@disputes:review2021; @disputes:one2019]", (false, false)),
            ("[@supports:review2021; @disputes:review2021]", (true, true)), ("[@supports:review2021; @supports:gone2018]", (true, false)),
        ])
    func secondary(evidence: String, expected: (support: Bool, dispute: Bool)) {
        let graph = site("It is so \(evidence).").site.graph
        let balance = ClaimBalance(graph.claims[0], graph)
        #expect((balance.restsOnSecondary, balance.isOpposedBySecondary) == expected)
    }

    @Test func drawingHasAMarkForEachPaper() {
        let graph = site("It is so [@supports:one2019; @disputes:two2020].").site.graph
        let drawing = String(decoding: ClaimBalance(graph.claims[0], graph).drawing, as: UTF8.self)
        #expect(
            drawing
                == "<svg class=\"balance\" viewBox=\"0 0 23 10\" width=\"23\" height=\"10\" aria-hidden=\"true\">"
                + "<path class=\"supporting\" d=\"M0 0h10v10h-10z\"/><path class=\"disputing\" d=\"M13 0h10v10h-10zm2 2v6h6v-6z\"/></svg>")
        let none = site("It is so [@supports:gone2018].").site.graph
        #expect(ClaimBalance(none.claims[0], none).drawing.isEmpty)
    }
}
