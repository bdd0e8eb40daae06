// Where things stand in the figure of a neighbourhood: the entry in the middle, its neighbours in four quarters around it.

/// A figure of neighbours, in units that are about pixels on a phone.
///
/// The middle row holds the entry. Above and below it, to the left and to the right, stand rows: the name of a relation,
/// then its neighbours. Dots lie on an ellipse around the middle, so that no line from it crosses another or a label.
struct NeighbourhoodLayout {
    static let width = 340
    static let fontSize = 12
    static let middleFontSize = 14
    /// Between the lines of a name on two: these are as high as a row.
    static let lineHeight = 12
    /// Room between rows: neighbours are links and want a target of 24 pixels.
    static let rowHeight = 25
    private static let middleHeight = 44
    private static let margin = 4
    private static let dotRoom = 9
    private static let farthestDot = 40.0

    struct Row: Sendable {
        /// A neighbour's place among the neighbours, or `nil` for the heading of a sector.
        var neighbour: Int?
        /// The sector's place in `sectors`.
        var sector: Int
        var isLeft: Bool
        /// The baseline's middle: where the dot is.
        var y: Int
        var dotX: Int
        /// Where the text begins, or ends on the left side.
        var textX: Int { isLeft ? dotX - NeighbourhoodLayout.dotRoom : dotX + NeighbourhoodLayout.dotRoom }
        /// Units of text that fit.
        var room: Int { isLeft ? textX - NeighbourhoodLayout.margin : NeighbourhoodLayout.width - NeighbourhoodLayout.margin - textX }
    }

    let height: Int
    let middle: (x: Int, y: Int)
    let rows: [Row]

    /// - Parameter sectors: the number of neighbours in each sector.
    init(sectors: [Int]) {
        let quarters = NeighbourhoodLayout.quarters(sectors)
        let (above, below) = (max(quarters[0].count, quarters[1].count), max(quarters[2].count, quarters[3].count))
        let pitch = NeighbourhoodLayout.rowHeight
        let middleY = NeighbourhoodLayout.margin + above * pitch + NeighbourhoodLayout.middleHeight / 2
        height = middleY + NeighbourhoodLayout.middleHeight / 2 + below * pitch + NeighbourhoodLayout.margin
        middle = (NeighbourhoodLayout.width / 2, middleY)
        let halves = (Double(above * pitch + 40), Double(below * pitch + 40))
        var rows: [Row] = []
        for (number, quarter) in quarters.enumerated() {
            let (isAbove, isLeft) = (number < 2, number % 2 == 0)
            for (place, item) in quarter.enumerated() {
                let steps = isAbove ? quarter.count - place : place + 1
                let distance = steps * pitch - pitch / 2 + NeighbourhoodLayout.middleHeight / 2
                let ratio = Double(distance) / (isAbove ? halves.0 : halves.1)
                let out = Int((NeighbourhoodLayout.farthestDot * max(0, 1 - ratio * ratio).squareRoot()).rounded())
                rows.append(
                    Row(
                        neighbour: item.neighbour, sector: item.sector, isLeft: isLeft,
                        y: middleY + (isAbove ? -distance : distance), dotX: middle.x + (isLeft ? -out : out)))
            }
        }
        self.rows = rows
    }

    /// Sectors dealt to the four quarters in reading order. One that does not fit goes on in the next, under its name again.
    private static func quarters(_ sectors: [Int]) -> [[(neighbour: Int?, sector: Int)]] {
        var quarters: [[(neighbour: Int?, sector: Int)]] = [[], [], [], []]
        var left = sectors.reduce(0) { $0 + $1 + 1 }
        var quarter = 0
        // Few neighbours do not need all quarters.
        var capacity = max(4, (left + 3) / 4)
        var neighbour = 0
        func next() {
            guard quarter < 3 else { return }
            quarter += 1
            capacity = max(4, (left + 3 - quarter) / (4 - quarter))
        }
        for (sector, count) in sectors.enumerated() {
            var open = count
            while open > 0 {
                var room = quarter == 3 ? Int.max : capacity - quarters[quarter].count
                // A heading wants at least one neighbour below it, and a sector is not cut for one or two.
                if room < 2 || (room < open + 1 && room < 4 && !quarters[quarter].isEmpty) {
                    next()
                    room = quarter == 3 ? Int.max : capacity
                }
                let taken = min(open, room - 1)
                quarters[quarter].append((nil, sector))
                for _ in 0..<taken {
                    quarters[quarter].append((neighbour, sector))
                    neighbour += 1
                }
                left -= taken + 1
                open -= taken
                if open > 0 { left += 1 }
            }
        }
        return quarters
    }
}
