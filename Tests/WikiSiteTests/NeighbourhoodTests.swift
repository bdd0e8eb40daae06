// The figure of an entry's neighbourhood: who is in it, and that nothing in it overlaps or runs out of the picture.
import Bytes
import Templates
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiSite

@Suite struct NeighbourhoodLayoutTests {
    private static let shapes: [[Int]] = [
        [3], [24], [1, 1, 1], [1, 2, 3, 4, 5, 6], [12, 12], [23, 1], [1, 23], [5, 5, 5, 5, 4], [7, 1, 7, 1, 8], Array(repeating: 1, count: 24),
        Array(repeating: 2, count: 12), [2, 2], [4],
    ]

    @Test(arguments: shapes)
    func everyNeighbourHasOneRowBelowItsHeading(_ sectors: [Int]) {
        let layout = NeighbourhoodLayout(sectors: sectors)
        let count = sectors.reduce(0, +)
        #expect(layout.rows.compactMap(\.neighbour) == Array(0..<count))
        var owner: [Int] = []
        for (sector, members) in sectors.enumerated() { owner += Array(repeating: sector, count: members) }
        var heading = -1
        var above: NeighbourhoodLayout.Row?
        for row in layout.rows {
            if let neighbour = row.neighbour {
                #expect(row.sector == heading && row.sector == owner[neighbour])
            } else {
                heading = row.sector
                #expect(above == nil || above?.neighbour != nil, "two headings follow each other")
            }
            // In each quarter, rows go downwards; a new quarter begins with a heading.
            if let above, row.neighbour != nil { #expect(row.y - above.y == NeighbourhoodLayout.rowHeight && row.isLeft == above.isLeft) }
            above = row
        }
        #expect(layout.rows.last?.neighbour != nil)
    }

    @Test(arguments: shapes)
    func nothingOverlapsOrLeavesThePicture(_ sectors: [Int]) {
        let layout = NeighbourhoodLayout(sectors: sectors)
        for isLeft in [true, false] {
            let heights = layout.rows.filter { $0.isLeft == isLeft }.map(\.y).sorted()
            for (upper, lower) in zip(heights, heights.dropFirst()) { #expect(lower - upper >= NeighbourhoodLayout.rowHeight) }
        }
        for row in layout.rows {
            #expect(row.y >= 12 && row.y <= layout.height - 6)
            #expect(abs(row.y - layout.middle.y) >= 30, "the middle's own row is free")
            #expect(row.isLeft ? row.dotX <= layout.middle.x : row.dotX >= layout.middle.x)
            #expect(row.room >= 100)
            #expect(row.isLeft ? row.textX - row.room >= 0 : row.textX + row.room <= NeighbourhoodLayout.width)
        }
    }

    /// Seen from the middle, a nearer dot is always further out than the line to one behind it.
    @Test(arguments: shapes)
    func linesCrossNoDots(_ sectors: [Int]) {
        let layout = NeighbourhoodLayout(sectors: sectors)
        for far in layout.rows {
            for near in layout.rows where near.isLeft == far.isLeft && (near.y < layout.middle.y) == (far.y < layout.middle.y) {
                let (nearUp, farUp) = (abs(near.y - layout.middle.y) - 12, abs(far.y - layout.middle.y) - 12)
                guard nearUp < farUp, near.neighbour != nil, far.neighbour != nil else { continue }
                let lineAtNear = abs(far.dotX - layout.middle.x) * nearUp / farUp
                #expect(abs(near.dotX - layout.middle.x) - lineAtNear >= 3, "\(near) \(far)")
            }
        }
    }

    /// A long name goes on in a second line, behind a blank or a hyphen; what is left of its first line fits.
    @Test(arguments: [
        ("Localized secretion of extracellular vesicles", 140, "Localized secretion of", "extracellular vesicles"),
        ("Neutrophil-derived migrasome", 140, "Neutrophil-derived", "migrasome"), ("Alpha-beta-gamma-delta-epsilon", 100, "Alpha-beta-", "gamma-delta-epsilon"),
        ("Migrasome", 140, nil, nil), ("Pneumonoultramicroscopicsilicovolcanoconiosis", 140, nil, nil), ("细胞迁移小体的形成与功能研究进展概述", 100, nil, nil),
    ] as [(String, Int, String?, String?)])
    func longNamesAreBroken(_ name: String, _ room: Int, _ first: String?, _ second: String?) {
        var name = name
        let lines = name.withUTF8 { bytes in
            LabelWidth.lineBreak(bytes, room: room, size: 12).map { [bytes[..<$0.end], bytes[$0.next...]].map { String(decoding: $0, as: UTF8.self) } }
        }
        #expect(lines?.first == first && lines?.last == second)
        if let first { #expect(LabelWidth.measure(first, size: 12) <= room) }
    }

    @Test func labelsFitTheirRoom() {
        for label in ["Migrasome", "Localized secretion of extracellular vesicles", "WWWWWWWWWWWWWWWWWWWW", "细胞迁移小体的形成", "i", ""] {
            for room in [20, 100, 300] {
                let (text, isCut) = LabelWidth.fit(label, room: room, size: 12)
                #expect(LabelWidth.measure(text, size: 12) <= room || text == "…", "\(label) \(room)")
                #expect(isCut == (text != label))
            }
        }
    }
}

@Suite @MainActor struct NeighbourhoodTests {
    private static let files: [String: String] = [
        "concepts/middle.md": SampleSite.concept(
            "Middle", "relations:\n  part_of: [{target: whole, evidence: [one2019]}]\n  associated_with: [friend]\n",
            body: "It [[links]] to this. It [[cited-link]] too [@one2019]. Not so [@disputes:two2020].\n\n[[evil]] [[hidden]]"),
        "concepts/whole.md": SampleSite.concept("The whole of a thing with a name that is far too long for its row"),
        "concepts/friend.md": SampleSite.concept("Friend", body: "[[middle]]"),
        "concepts/links.md": SampleSite.concept("Links", body: "Back to [[middle]]."),
        "concepts/cited-link.md": SampleSite.concept("Cited link"),
        "concepts/from.md": SampleSite.concept("From", body: "[[middle]]"),
        "concepts/evil.md": SampleSite.concept("<script>alert(\"1\")</script>&"),
        "concepts/hidden.md": SampleSite.concept("Hidden", "unlisted: true\n"),
        "concepts/lonely.md": SampleSite.concept("Lonely", body: "[[middle]]"),
        "papers/one2019.md": SampleSite.paper("One", 2019),
        "papers/two2020.md": SampleSite.paper("Two", 2020, body: "[[middle]]"),
        "pages/about.md": "---\ntitle: About\n---\n[[middle]]\n",
    ]

    private func figure(_ name: String, _ sample: SampleSite) -> TemplateObject? {
        let id = sample.id(name)
        let place = EntryPlace(
            site: sample.site, id: id, entry: sample.site.graph.entries[Int(id)], root: Array("../".utf8), bodies: sample.bodies)
        if case .object(let object) = place.neighbourhood { return object }
        return nil
    }

    private func svg(_ name: String, _ sample: SampleSite) -> [UInt8] {
        ByteBuffer.bytes { output in
            if case .writer(let write)? = figure(name, sample)?.values.first { write(&output) }
        }
    }

    @Test func figure() {
        let sample = SampleSite(NeighbourhoodTests.files)
        let bytes = svg("middle", sample)
        Project.expectGolden("drawings/neighbourhood.svg", bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("<script"))
        #expect(!text.contains("Hidden") && !text.contains("About"))
    }

    @Test func eachNeighbourOnceUnderItsStrongestRelation() {
        let sample = SampleSite(NeighbourhoodTests.files)
        let found = Neighbourhood(of: sample.id("middle"), in: sample.site.graph)
        let names = found.neighbours.map { sample.site.graph.entries[Int($0.entry)].slug }
        #expect(names == ["whole", "friend", "links", "cited-link", "evil", "from", "lonely", "two2020", "one2019"])
        #expect(found.neighbours.map(\.evidence) == [.cited, .none, .none, .cited, .none, .none, .none, .disputing, .cited])
        #expect(found.neighbours[2].relation == .linkedBothWays)
        #expect(found.others == 0)
    }

    @Test func fewNeighboursNeedNoFigure() { #expect(figure("lonely", SampleSite(NeighbourhoodTests.files)) == nil) }

    @Test func aHubShowsTheNearestAndCountsTheRest() {
        var files = ["concepts/hub.md": SampleSite.concept("Hub", "relations: {part_of: [e39]}\n")]
        for number in 10..<60 { files["concepts/e\(number).md"] = SampleSite.concept("An entry called \(number)", body: "See [[hub]].") }
        let sample = SampleSite(files)
        let found = Neighbourhood(of: sample.id("hub"), in: sample.site.graph)
        #expect(found.neighbours.count == 24 && found.others == 26)
        #expect(found.neighbours.first?.entry == sample.id("e39"))
        let bytes = svg("hub", sample)
        #expect(bytes.count < 5_500)
        #expect(bytes.count > 2_000)
    }
}
