// The prepared search of nearest names gives what measuring every name gives.
import Testing
import WikiModel

@Suite struct NearestNameIndexTests {
    /// A small generator, so that the names are the same in every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let syllables = ["mi", "gra", "some", "re", "trac", "tion", "fi", "ber", "TSPAN", "4", " ", "-", "β", "é", "o", "a"]

    private static func name(_ numbers: inout Numbers) -> String {
        (0..<Int.random(in: 1...6, using: &numbers)).map { _ in syllables.randomElement(using: &numbers) ?? "" }.joined()
    }

    @Test(arguments: [1, 2, 3, 7] as [UInt64])
    func answersAreThoseOfMeasuringAll(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let names = (0..<600).map { _ in Self.name(&numbers) }
        let index = NearestNameIndex(names)
        var answered = 0
        for _ in 0..<120 {
            var wanted = Bool.random(using: &numbers) ? Self.name(&numbers) : names.randomElement(using: &numbers) ?? ""
            if let place = wanted.indices.randomElement(using: &numbers), Bool.random(using: &numbers) { wanted.remove(at: place) }
            for limit in [1, 3] {
                let expected = nearestNames(to: wanted, among: names, limit: limit)
                #expect(index.nearest(to: wanted, limit: limit) == expected, "\(wanted)")
                answered += expected.count
            }
        }
        #expect(answered > 100)
    }

    @Test(arguments: [
        ("Migrasme", "Migrasome"), ("migarsome", "Migrasome"), ("Retraction fibber", "Retraction fiber"), ("Gama thing", "Gamma thing"),
    ])
    func oneLetterInsideAWordIsASlip(_ written: String, _ name: String) { #expect(isSlip(written, of: name)) }

    /// What biologists tell apart by one letter or digit.
    @Test(arguments: [
        ("TSPAN5", "TSPAN4"), ("Tspan9", "TSPAN4"), ("CD9", "CD8"), ("VEGFA", "VEGFB"), ("VEGFAB", "VEGFB"), ("kinase A", "kinase C"),
        ("Complex II", "Complex III"), ("α-tubulin", "β-tubulin"), ("fibril", "Fibrin"), ("lamina", "Lamin"), ("Cell", "Cell migration"),
        ("Actinin", "Actin"), ("migra some", "Migrasome"), ("Migrasome", "Migrasome"), ("Rab", "Rab35"), ("", "Migrasome"),
    ])
    func anotherLetterIsNoSlip(_ written: String, _ name: String) { #expect(!isSlip(written, of: name)) }

    /// A long title may begin with what was written too.
    @Test func ofEquallyNearNamesTheShortestIsFirst() {
        let names = ["Migrasomal autophagosomes relieve stress", "Migrasome", "Migrasome biogenesis"]
        #expect(nearestNames(to: "migrasom", among: names) == ["Migrasome", "Migrasome biogenesis", names[0]])
        #expect(NearestNameIndex(names).nearest(to: "migrasom", limit: 1) == ["Migrasome"])
    }

    @Test func edgesAreAnswered() {
        let index = NearestNameIndex(["Migrasome", "migrasome", "Migrasome biogenesis", "", "a", String(repeating: "a", count: 400)])
        #expect(index.nearest(to: "migrsaome") == ["Migrasome", "migrasome"])
        #expect(index.nearest(to: "Migrasome").contains("Migrasome biogenesis"))
        #expect(index.nearest(to: "") == [] && index.nearest(to: String(repeating: "a", count: 201)) == [])
        #expect(NearestNameIndex([String]()).nearest(to: "a") == [])
    }
}
