// The timeline of papers: every paper in its cell, cells that do not overlap, and a drawing that escapes.
import Foundation
import Testing
import WikiModel

@testable import WikiSite

@Suite struct TimelineLayoutTests {
    @Test(arguments: [
        [(2024, [11, 4, 0]), (2023, [7, 3, 1]), (2019, [1, 0, 0]), (1945, [0, 0, 9]), (0, [1, 1, 1])], [(2020, [40, 0, 0])], [],
    ] as [[(Int, [Int])]])
    func squaresAreApartAndInside(_ counts: [(Int, [Int])]) {
        let layout = TimelineLayout(names: ["Research article", "Review", "Commentary"], counts: counts.map { (year: $0.0, lanes: $0.1) })
        var squares: [(x: Int, y: Int)] = []
        for (year, lanes) in counts {
            let row = layout.years.firstIndex { $0.year == year } ?? -1
            for (lane, count) in lanes.enumerated() {
                for number in 0..<count {
                    let place = layout.place(number, lane: lane, year: row)
                    #expect(place.y > layout.years[row].y && place.y < layout.years[row].y + layout.years[row].height)
                    #expect(lane == 2 || place.x + 7 < layout.lanes[lane + 1].x)
                    squares.append(place)
                }
            }
        }
        for (index, square) in squares.enumerated() {
            #expect(square.x >= 7 && square.x + 7 <= layout.width && square.y + 7 <= layout.height)
            for other in squares[..<index] {
                #expect(max(abs(square.x - other.x), abs(square.y - other.y)) >= TimelineLayout.pitch)
            }
        }
    }

    @Test func longGapsAreDrawnAsOneAndShortOnesYearByYear() {
        let layout = TimelineLayout(names: ["A"], counts: [(2020, [1]), (2017, [1]), (1990, [1])])
        #expect(layout.years.map(\.year) == [2020, 2019, 2018, 2017, 1990])
        #expect(layout.years.map(\.followsGap) == [false, false, false, false, true])
    }
}

@Suite @MainActor struct TimelineTests {
    @Test func drawing() {
        let sample = SampleSite([
            "papers/one2019.md": SampleSite.paper("One", 2019), "papers/two2020.md": SampleSite.paper("Two", 2020),
            "papers/three2020.md": SampleSite.paper("<b>Three</b>", 2020).replacing("DOI: 10.1000/<b>three</b>\n", with: "DOI: 10.1000/three\nretraction: {kind: retracted, notice: 10.1000/n}\ncategory: review\n"),
            "papers/four2021.md": SampleSite.paper("Four", 2021).replacing("DOI:", with: "category: no category of the vocabulary\nDOI:"),
        ])
        let bytes = Timeline(sample.site).svg()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.components(separatedBy: "<a href=").count == 5)
        #expect(text.contains("class=\"flagged\"") && !text.contains("<b>"))
        // Once in words, as wherever the paper is named.
        #expect(text.components(separatedBy: "retracted").count == 2)
    }

    /// Of more papers than can be told apart, each cell has their number, which leads to the list of its year.
    @Test func manyPapersAreCounted() {
        var files = ["papers/review.md": SampleSite.paper("Last", 2021).replacing("DOI:", with: "category: review\nDOI:")]
        for number in 0..<Site.mostPapersInTimeline { files["papers/p\(number).md"] = SampleSite.paper("P\(number)", 2019) }
        Project.expectGolden("drawings/timeline-counted.svg", Timeline(SampleSite(files).site).svg())
    }
}
