// Entries that belong together though neither need link to the other, with the reason.
import WikiModel

/// An entry related to another, and why.
public struct RelatedEntry: Sendable, Equatable {
    public var entry: EntryID
    /// Papers that both cite.
    public var sharedPapers: Int
    /// Entries that both are linked with, either way.
    public var sharedNeighbours: Int

    public init(entry: EntryID, sharedPapers: Int, sharedNeighbours: Int) {
        self.entry = entry
        self.sharedPapers = sharedPapers
        self.sharedNeighbours = sharedNeighbours
    }
}

/// Who is linked with whom: for each entry, without doubles, the papers it cites and the entries it is linked with.
struct Neighbourhoods: Sendable {
    /// Papers cited by an entry, and entries that cite a paper.
    let cited: Grouped<EntryID>
    let citing: Grouped<EntryID>
    /// Concepts and pages linked with an entry, either way.
    let linked: Grouped<EntryID>

    init(_ entries: [EntryHead], _ resolutions: [Resolution], _ first: [Int32]) {
        var citations: [(from: EntryID, to: EntryID)] = []
        var links: [(from: EntryID, to: EntryID)] = []
        citations.reserveCapacity(resolutions.count)
        // Twice: the other way round they are added below.
        links.reserveCapacity(resolutions.count * 2)
        let isPaper = entries.indices.map { entries[$0].kind == .paper }
        // The last source that reached an entry: two references from one source count once.
        var seen = [EntryID](repeating: -1, count: entries.count)
        for source in entries.indices {
            let id = EntryID(source)
            for resolution in resolutions[Int(first[source])..<Int(first[source + 1])] {
                guard resolution.isLink, resolution.entry != id, seen[Int(resolution.entry)] != id else { continue }
                seen[Int(resolution.entry)] = id
                if isPaper[Int(resolution.entry)] { citations.append((id, resolution.entry)) }
                else { links.append((id, resolution.entry)) }
            }
        }
        let count = entries.count
        for index in links.indices { links.append((links[index].to, links[index].from)) }
        let bothWays = Grouped(links, count: count, group: { Int($0.from) }, value: \.to)
        // Entries that link to each other stand there twice.
        links.removeAll(keepingCapacity: true)
        seen = [EntryID](repeating: -1, count: count)
        for id in 0..<EntryID(count) {
            for other in bothWays[id] where seen[Int(other)] != id {
                seen[Int(other)] = id
                links.append((id, other))
            }
        }
        cited = Grouped(citations, count: count, group: { Int($0.from) }, value: \.to)
        citing = Grouped(citations, count: count, group: { Int($0.to) }, value: \.from)
        linked = Grouped(links, count: count, group: { Int($0.from) }, value: \.to)
    }
}

/// Counts shared papers and neighbours; one for each thread, reused from entry to entry.
public struct RelatedEntryFinder {
    /// A paper or entry with more neighbours than this says little about any two of them, and would make the work grow
    /// with the square of the base.
    public static let mostNeighbours = 64

    private let graph: KnowledgeGraph
    private var score: [Double]
    /// Counts that stop at the largest number they hold.
    private var papers: [UInt16]
    private var neighbours: [UInt16]
    private var touched: [EntryID] = []

    public init(_ graph: KnowledgeGraph) {
        self.graph = graph
        score = [Double](repeating: 0, count: graph.entries.count)
        papers = [UInt16](repeating: 0, count: graph.entries.count)
        neighbours = papers
    }

    /// The entries most related to `entry`, best first, without those it links to itself and those that are unlisted.
    ///
    /// Each shared paper or neighbour adds 1 / ln(1 + its own neighbours): what few share counts more
    /// (Adamic and Adar 2003, doi:10.1016/S0378-8733(03)00009-1).
    public mutating func related(to entry: EntryID, limit: Int = 6) -> [RelatedEntry] {
        let network = graph.neighbours
        for paper in network.cited[entry] { count(network.citing[paper], from: entry, isPaper: true) }
        for neighbour in network.linked[entry] { count(network.linked[neighbour], from: entry, isPaper: false) }
        for known in network.cited[entry] { score[Int(known)] = 0 }
        for known in network.linked[entry] { score[Int(known)] = 0 }
        // Keep the best few while going through, rather than sorting them all.
        var best: [EntryID] = []
        for candidate in touched where score[Int(candidate)] > 0 && graph.isListed[Int(candidate)] {
            var place = best.count
            while place > 0, precedes(candidate, best[place - 1]) { place -= 1 }
            if place < limit {
                best.insert(candidate, at: place)
                if best.count > limit { best.removeLast() }
            }
        }
        let related = best.map {
            RelatedEntry(
                entry: $0, sharedPapers: Int(papers[Int($0)]), sharedNeighbours: Int(neighbours[Int($0)]))
        }
        for candidate in touched {
            score[Int(candidate)] = 0
            papers[Int(candidate)] = 0
            neighbours[Int(candidate)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        return related
    }

    private mutating func count(_ others: ArraySlice<EntryID>, from entry: EntryID, isPaper: Bool) {
        guard others.count > 1, others.count <= RelatedEntryFinder.mostNeighbours else { return }
        let weight = RelatedEntryFinder.weights[others.count]
        for other in others where other != entry {
            let index = Int(other)
            if papers[index] == 0, neighbours[index] == 0 { touched.append(other) }
            score[index] += weight
            if isPaper {
                if papers[index] < .max { papers[index] += 1 }
            } else if neighbours[index] < .max {
                neighbours[index] += 1
            }
        }
    }

    private func precedes(_ left: EntryID, _ right: EntryID) -> Bool {
        let (a, b) = (score[Int(left)], score[Int(right)])
        return a != b ? a > b : left < right
    }

    /// 1 / ln(1 + n), tabulated so that every machine adds the same numbers.
    private static let weights: [Double] = (0...mostNeighbours).map { count in
        count < 2 ? 0 : 1 / naturalLogarithm(Double(1 + count))
    }

    /// ln(x) for x ≥ 1 by the series of the inverse hyperbolic tangent: no library call, the same bits everywhere.
    private static func naturalLogarithm(_ x: Double) -> Double {
        var mantissa = x
        var halvings = 0.0
        while mantissa > 1.5 {
            mantissa /= 2
            halvings += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        var term = ratio
        var sum = 0.0
        for power in stride(from: 1.0, through: 61, by: 2) {
            sum += term / power
            term *= ratio * ratio
        }
        return 2 * sum + halvings * 0.693_147_180_559_945_3
    }
}
