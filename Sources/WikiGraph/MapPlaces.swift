// The places of entries on a map that was kept, `site/map.tsv`: read, and written. New layouts begin from them.
import WikiModel

/// Places that were kept of an earlier map, by the name of an entry (`concepts/migrasome`).
public struct MapPlaces: Sendable {
    /// Where an entry stood, in the units of the map, and in which group.
    public struct Place: Sendable, Equatable {
        var group: Int32
        var x: Int32
        var y: Int32
    }

    /// Larger maps than anybody has, and half of what the map's data can hold: the layout grows from there.
    private static let farthest = 1 << 17
    static let comment = "# Places of the entries on the map, written by `migrapedia map`: name, group, x, y. Builds begin from them.\n"

    private(set) var places: [String: Place] = [:]
    /// The middle of each group, of all its lines.
    private(set) var middles: [Int32: (x: Int32, y: Int32)] = [:]
    /// Changes with any place.
    private var hash: UInt64 = 0

    public var isEmpty: Bool { places.isEmpty }

    /// No places: the map is laid out afresh.
    public init() {}

    /// Reads the file. A line that is no place is reported and passed over; of two lines for one entry the first counts.
    public init(_ text: [UInt8], path: String, diagnostics: inout [Diagnostic]) {
        let most = diagnostics.count + Diagnostic.mostAlike
        var sums: [Int32: (x: Int, y: Int, count: Int)] = [:]
        for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
            if diagnostics.count >= most { break }
            func report(_ message: String) {
                diagnostics.append(
                    Diagnostic(.settingsInvalid, file: path, range: SourceRange(line: index + 1, columnUTF8: 1, lengthUTF8: line.count), message))
            }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            let values = fields.dropFirst().compactMap { Int(String(decoding: $0, as: UTF8.self)) }
            guard fields.count == 4, values.count == 3, values.allSatisfy({ $0 >= 0 && $0 <= MapPlaces.farthest }) else {
                report("a place is a name, a group, x and y up to \(MapPlaces.farthest) with tabs between them; write the file anew with `migrapedia map`")
                continue
            }
            let name = String(decoding: fields[0], as: UTF8.self)
            let place = Place(group: Int32(values[0]), x: Int32(values[1]), y: Int32(values[2]))
            guard places[name] == nil else {
                report("`\(name)` has a place already; write the file anew with `migrapedia map`")
                continue
            }
            places[name] = place
            let sum = sums[place.group] ?? (0, 0, 0)
            sums[place.group] = (sum.x + values[1], sum.y + values[2], sum.count + 1)
        }
        middles = sums.mapValues { (Int32($0.x / $0.count), Int32($0.y / $0.count)) }
        var hash = StableHash()
        hash.combine(text)
        self.hash = hash.value
    }

    /// Changes with the place of any entry: with the file, and with the former names that entries give.
    public func hash(in graph: KnowledgeGraph) -> UInt64 {
        var hash = StableHash(seed: hash)
        if isEmpty { return hash.value }
        // By index: a loop over values copies each entry.
        for entry in graph.entries.indices where !graph.entries[entry].metadata.redirectFrom.isEmpty {
            hash.combine(graph.entries[entry].path)
            for name in graph.entries[entry].metadata.redirectFrom { hash.combine(name) }
        }
        return hash.value
    }

    /// The name of an entry in the file; a renamed entry keeps the place of its old name.
    func place(of head: EntryHead) -> Place? {
        guard !places.isEmpty else { return nil }
        if let place = places["\(head.kind.folder)/\(head.slug)"] { return place }
        return head.metadata.redirectFrom.lazy.compactMap { places["\(head.kind.folder)/\($0)"] }.first
    }

    /// The file of a layout, by name, so that two who add entries seldom change the same line.
    public static func text(_ layout: MapLayout, _ graph: KnowledgeGraph) -> [UInt8] {
        var lines: [String] = []
        for (number, group) in layout.groups.enumerated() {
            for place in Int(group.first)..<Int(group.first + group.count) {
                let head = graph.entries[Int(layout.entries[place])]
                lines.append("\(head.kind.folder)/\(head.slug)\t\(number)\t\(layout.x[place])\t\(layout.y[place])\n")
            }
        }
        return Array((comment + lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()).utf8)
    }
}
