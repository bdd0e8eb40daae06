// A map that begins from an earlier one: an edit leaves entries where they were, and nothing overlaps.
import Testing
import WikiModel

@testable import WikiGraph

@Suite struct KeptMapTests {
    typealias Edge = (Int32, Int32, Int32)

    private static func layout(_ count: Int, _ edges: [Edge], after old: MapLayout? = nil, without gone: Set<Int32> = []) -> MapLayout {
        let graph = WeightedGraph(count: count, edges: edges)
        var places: [MapPlaces.Place?] = []
        var middles: [Int32: (x: Int32, y: Int32)] = [:]
        if let old {
            places = [MapPlaces.Place?](repeating: nil, count: count)
            for (number, group) in old.groups.enumerated() {
                let members = Int(group.first)..<Int(group.first + group.count)
                for place in members where !gone.contains(old.entries[place]) {
                    places[Int(old.entries[place])] = MapPlaces.Place(group: Int32(number), x: old.x[place], y: old.y[place])
                }
                middles[Int32(number)] = (
                    members.reduce(0) { $0 + old.x[$1] } / group.count, members.reduce(0) { $0 + old.y[$1] } / group.count
                )
            }
        }
        let plan = MapPlan(nodes: (0..<EntryID(count)).map { $0 }, graph: graph, places: places, middles: middles)
        return MapLayout(plan, (0..<plan.groupCount).map(plan.placement))
    }

    /// How far each entry that stands on both maps moved, as a share of the width, sorted.
    private static func displacements(_ old: MapLayout, _ new: MapLayout) -> [Double] {
        let before = Dictionary(uniqueKeysWithValues: old.entries.enumerated().map { ($0.element, $0.offset) })
        return new.entries.indices.compactMap { place in
            guard let earlier = before[new.entries[place]] else { return nil }
            let (x, y) = (Double(new.x[place] - old.x[earlier]), Double(new.y[place] - old.y[earlier]))
            return (x * x + y * y).squareRoot() / Double(old.width)
        }.sorted()
    }

    private static func overlaps(_ layout: MapLayout) -> Int {
        var count = 0
        for first in layout.entries.indices {
            for second in 0..<first {
                let (x, y) = (Int(layout.x[first] - layout.x[second]), Int(layout.y[first] - layout.y[second]))
                if x * x + y * y < 22 * 22 { count += 1 }
            }
        }
        for first in layout.groups.indices {
            for second in 0..<first {
                let (a, b) = (layout.groups[first], layout.groups[second])
                let (x, y, reach) = (Int(a.x - b.x), Int(a.y - b.y), Int(a.radius + b.radius))
                if x * x + y * y < reach * reach { count += 1 }
            }
        }
        return count
    }

    @Test func withoutAnEditNothingMoves() {
        let edges = MapLayoutTests.clusters(6, of: 40).edgeList
        let old = KeptMapTests.layout(240, edges)
        let new = KeptMapTests.layout(240, edges, after: old)
        #expect(new.entries == old.entries && new.x == old.x && new.y == old.y)
        #expect(KeptMapTests.overlaps(new) == 0)
    }

    /// The bounds: half of the entries do not move at all, and 95 % by less than a hundredth of the map's width.
    @Test func anEditOfOneEntryLeavesTheOthersWhereTheyWere() {
        let edges = MapLayoutTests.clusters(12, of: 40).edgeList
        let old = KeptMapTests.layout(480, edges)
        for edit in 0..<12 {
            let (from, to) = (Int32(edit * 37 % 480), Int32((edit * 151 + 230) % 480))
            let link = KeptMapTests.layout(480, edges + [(from, to, 12)], after: old)
            let entry = KeptMapTests.layout(481, edges + [(480, from, 12), (480, to, 12)], after: old)
            for (new, count) in [(link, 480), (entry, 481)] {
                #expect(new.entries.count == count && Set(new.entries).count == count)
                let moved = KeptMapTests.displacements(old, new)
                #expect(moved[moved.count / 2] == 0, "edit \(edit)")
                #expect(moved[moved.count * 95 / 100] < 0.01, "edit \(edit)")
                #expect(KeptMapTests.overlaps(new) == 0)
                #expect(new.x.allSatisfy { $0 >= 0 && $0 <= new.width } && new.y.allSatisfy { $0 >= 0 && $0 <= new.height })
            }
        }
        // What the file is for: laid out afresh, the same edits move entries.
        let afresh = KeptMapTests.displacements(old, KeptMapTests.layout(481, edges + [(480, 7, 12), (480, 300, 12)]))
        #expect(afresh[afresh.count * 95 / 100] > 0.01)
    }

    /// A new entry stands in the group of those it is linked with, between them; and so does one that is linked with it alone.
    @Test func newEntriesStandWithThoseTheyAreLinkedWith() {
        let edges = MapLayoutTests.clusters(3, of: 40).edgeList
        let old = KeptMapTests.layout(120, edges)
        let new = KeptMapTests.layout(122, edges + [(120, 50, 12), (120, 51, 12), (120, 90, 12), (121, 120, 12)], after: old)
        func place(_ entry: Int32, _ layout: MapLayout) -> Int { layout.entries.firstIndex(of: entry) ?? -1 }
        func group(_ entry: Int32) -> Int? {
            new.groups.firstIndex { Int($0.first)..<Int($0.first + $0.count) ~= place(entry, new) }
        }
        #expect(group(120) == group(50) && group(121) == group(50) && group(50) != group(90))
        func distance(_ a: Int32, _ b: Int32) -> Double {
            let (x, y) = (Double(new.x[place(a, new)] - new.x[place(b, new)]), Double(new.y[place(a, new)] - new.y[place(b, new)]))
            return (x * x + y * y).squareRoot()
        }
        #expect(distance(120, 50) < distance(50, 51) && distance(120, 51) < distance(50, 51))
    }

    /// A third of the entries is new, some of them linked with none of the others.
    @Test func manyNewEntriesFindPlaces() {
        let edges = MapLayoutTests.clusters(9, of: 40).edgeList
        let old = KeptMapTests.layout(360, edges)
        let gone = Set((0..<360).filter { $0 % 3 == 0 || $0 >= 320 }.map { Int32($0) })
        let new = KeptMapTests.layout(360, edges, after: old, without: gone)
        #expect(new.entries.sorted() == (0..<360).map { $0 })
        #expect(KeptMapTests.overlaps(new) == 0)
        #expect(new.groups.allSatisfy { $0.count <= 150 })
    }

    @Test func placesOnEachOtherAndFullGroupsAreMended() {
        let edges = MapLayoutTests.clusters(4, of: 60).edgeList
        let places = (0..<240).map { MapPlaces.Place(group: 0, x: Int32($0 % 7) * 5, y: 0) }
        let graph = WeightedGraph(count: 240, edges: edges)
        let plan = MapPlan(nodes: (0..<240).map { $0 }, graph: graph, places: places, middles: [0: (15, 0)])
        let layout = MapLayout(plan, (0..<plan.groupCount).map(plan.placement))
        #expect(layout.entries.sorted() == (0..<240).map { $0 } && layout.groups.allSatisfy { $0.count <= 150 })
        #expect(KeptMapTests.overlaps(layout) == 0)
    }

    /// Hundreds of groups at one point, or members at both ends of the map, are no layout: what comes of them is one.
    @Test func placesThatNoLayoutHasAreLeft() {
        let far: Int32 = 131_072
        let atOnePoint = (0..<Int32(504)).map { MapPlaces.Place(group: $0, x: far, y: far) }
        let atBothEnds = (0..<Int32(504)).map { MapPlaces.Place(group: $0 / 8, x: $0 % 2 * far, y: $0) }
        for places in [atOnePoint, atBothEnds] {
            var middles: [Int32: (x: Int32, y: Int32)] = [:]
            for place in places { middles[place.group] = (place.x, place.y) }
            let graph = WeightedGraph(count: places.count, edges: [])
            let plan = MapPlan(nodes: (0..<504).map { $0 }, graph: graph, places: places, middles: middles)
            let layout = MapLayout(plan, (0..<plan.groupCount).map(plan.placement))
            #expect(layout.entries.count == 504 && KeptMapTests.overlaps(layout) == 0)
            #expect(layout.width < 1 << 18 && layout.height < 1 << 18)
        }
    }

    @Test func theFileReadsBack() {
        var problems: [Diagnostic] = []
        let text = "# words\nconcepts/a\t0\t10\t20\r\nconcepts/b\t0\t30\t40\n\npapers/c\t2\t5\t6\n"
        let places = MapPlaces(Array(text.utf8), path: "site/map.tsv", diagnostics: &problems)
        #expect(problems.isEmpty && places.places.count == 3)
        #expect(places.places["papers/c"] == MapPlaces.Place(group: 2, x: 5, y: 6))
        #expect(places.middles[0]?.x == 20 && places.middles[0]?.y == 30)
    }

    @Test func linesThatAreNoPlacesAreReported() {
        let lines = ["<<<<<<< HEAD", "concepts/a\t0\t10", "concepts/a\t0\tx\t20", "concepts/a\t0\t-1\t20", "concepts/a\t0\t99999999999\t20"]
        var problems: [Diagnostic] = []
        let text = lines.joined(separator: "\n") + "\nconcepts/a\t1\t1\t1\nconcepts/a\t1\t2\t2\n"
        let places = MapPlaces(Array(text.utf8), path: "site/map.tsv", diagnostics: &problems)
        #expect(problems.compactMap(\.range?.start.line) == [1, 2, 3, 4, 5, 7])
        #expect(problems.allSatisfy { $0.code == .settingsInvalid && $0.file == "site/map.tsv" && $0.message.contains("migrapedia map") })
        #expect(places.places["concepts/a"] == MapPlaces.Place(group: 1, x: 1, y: 1))
    }
}
