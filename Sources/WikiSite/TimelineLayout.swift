// Where things stand in the timeline of papers: a row for each year, a column for each category, a square for each paper.

/// A chart of counts by year and lane, in units that are about pixels on a phone. Newest years stand on top.
struct TimelineLayout {
    static let pitch = 22
    static let fontSize = 12
    private static let yearRoom = 40
    private static let laneGap = 8
    private static let lineHeight = 14
    private static let rowGap = 6
    /// Squares that all lanes together have room for side by side, on a phone.
    private static let slots = 12
    /// Longer gaps between years are drawn as one.
    private static let longestGap = 3

    struct Lane: Sendable {
        var x: Int
        /// Squares side by side.
        var slots: Int
        /// The name, a word or more on each line.
        var lines: [String]
    }

    struct Year: Sendable {
        /// 0 for papers without a year.
        var year: Int
        var y: Int
        var height: Int
        /// Whether years without papers were left out above this row.
        var followsGap: Bool
    }

    let lanes: [Lane]
    let years: [Year]
    let width: Int
    let height: Int
    /// The baseline of the first line of the lanes' names.
    let headingY = 12

    /// - Parameters:
    ///   - names: of the lanes.
    ///   - counts: for each year, newest first, the papers in each lane.
    init(names: [String], counts: [(year: Int, lanes: [Int])]) {
        let headings = names.map(TimelineLayout.lines)
        var slots = headings.map { lines in
            let widest = lines.map { LabelWidth.measure($0, size: TimelineLayout.fontSize) }.max() ?? 0
            return max(1, (widest - TimelineLayout.laneGap + TimelineLayout.pitch) / TimelineLayout.pitch)
        }
        let most = names.indices.map { lane in counts.map { $0.lanes[lane] }.max() ?? 0 }
        // The room that is left goes where the longest stack is.
        while slots.reduce(0, +) < TimelineLayout.slots,
            let lane = slots.indices.max(by: { (most[$0] * slots[$1], $1) < (most[$1] * slots[$0], $0) }), most[lane] > slots[lane] {
            slots[lane] += 1
        }
        var x = TimelineLayout.yearRoom
        var lanes: [Lane] = []
        for (lane, lines) in headings.enumerated() {
            lanes.append(Lane(x: x, slots: slots[lane], lines: lines))
            x += slots[lane] * TimelineLayout.pitch + TimelineLayout.laneGap
        }
        width = x
        var y = headingY + (headings.map(\.count).max() ?? 1) * TimelineLayout.lineHeight
        var years: [Year] = []
        func add(_ year: Int, rows: Int, followsGap: Bool) {
            if followsGap { y += TimelineLayout.pitch / 2 }
            let height = max(1, rows) * TimelineLayout.pitch
            years.append(Year(year: year, y: y, height: height, followsGap: followsGap))
            y += height + TimelineLayout.rowGap
        }
        for (row, item) in counts.enumerated() {
            let missing = row == 0 || item.year == 0 ? 0 : counts[row - 1].year - item.year - 1
            if missing <= TimelineLayout.longestGap {
                for step in stride(from: missing, to: 0, by: -1) { add(item.year + step, rows: 1, followsGap: false) }
            }
            let rows = item.lanes.indices.map { (item.lanes[$0] + slots[$0] - 1) / slots[$0] }.max() ?? 1
            add(item.year, rows: rows, followsGap: missing > TimelineLayout.longestGap)
        }
        self.lanes = lanes
        self.years = years
        height = y
    }

    /// The middle of the square of paper `number` in its cell.
    func place(_ number: Int, lane: Int, year: Int) -> (x: Int, y: Int) {
        let slots = lanes[lane].slots
        return (
            lanes[lane].x + (number % slots) * TimelineLayout.pitch + TimelineLayout.pitch / 2 - 4,
            years[year].y + (number / slots) * TimelineLayout.pitch + TimelineLayout.pitch / 2
        )
    }

    /// The words of a name on lines of at most two words' length, so that columns can be narrow.
    private static func lines(_ name: String) -> [String] { name.split(separator: " ").map(String.init) }
}
