// Embeds: which part of an entry is shown in which, followed to the end, and what is wrong with them.
import WikiModel

/// What an embed shows: a whole entry, or a section or block of it.
public struct EmbeddedPart: Sendable, Hashable {
    public var entry: EntryID
    public var part: Resolution.Part
    /// Index of the heading or block.
    public var index: Int32

    public init(_ resolution: Resolution) {
        (entry, part) = (resolution.entry, resolution.state == .found ? resolution.part : .whole)
        index = part == .whole ? 0 : resolution.partIndex
    }

    init(whole entry: EntryID) { (self.entry, part, index) = (entry, .whole, 0) }
}

/// The embeds of a base, as a graph of parts.
///
/// A part embeds what the references within it embed, and nothing of the rest of its entry. All walks visit a part once: the
/// number of ways through the graph grows with the power of its depth.
public struct Embeds: Sendable {
    /// How deep embeds may be nested.
    public static let deepest = 8
    /// How many bytes of HTML the embeds of a page may show.
    static let mostBytes = 4 << 20
    /// What the frame and the source line of an embed take, about.
    private static let bytesOfFrame = 200

    private struct Embed: Sendable {
        var reference: Int32
        /// Number of the part.
        var target: Int32
    }

    private var parts: [EmbeddedPart] = []
    private var numbers: [EmbeddedPart: Int32] = [:]
    /// By the number of the part.
    private var embeds: [[Embed]] = []
    /// How many bytes a part has without what it embeds, about: of a block the head knows its words.
    private var ownBytes: [Int] = []
    /// How deep what a part embeds is nested, and how many bytes it takes; -1 for parts whose embeds run in, or into, a circle.
    private var depths: [Int] = []
    private var bytes: [Int] = []

    init(_ entries: [EntryHead], _ resolutions: [Resolution], _ first: [Int32]) {
        for number in entries.indices where entries[number].references.contains(where: { $0.kind == .embed }) {
            _ = self.number(of: EmbeddedPart(whole: EntryID(number)))
        }
        // Parts are found while their embeds are listed.
        var next = 0
        while next < parts.count {
            let part = parts[next]
            let head = entries[Int(part.entry)]
            for reference in Embeds.references(in: part, of: head) where head.references[reference].kind == .embed {
                let resolution = resolutions[Int(first[Int(part.entry)]) + reference]
                guard resolution.isLink else { continue }
                let target = number(of: EmbeddedPart(resolution))
                embeds[next].append(Embed(reference: Int32(reference), target: target))
            }
            next += 1
        }
        ownBytes = parts.map { part in
            let head = entries[Int(part.entry)]
            switch part.part {
            case .whole: return Int(head.htmlCount)
            case .block: return head.blocks[Int(part.index)].words.count
            case .heading:
                let end = head.sectionEnd(of: Int(part.index))?.htmlStart ?? head.textEnd.html
                return max(0, Int(end) - Int(head.headings[Int(part.index)].htmlStart))
            }
        }
        measure()
    }

    private mutating func number(of part: EmbeddedPart) -> Int32 {
        if let known = numbers[part] { return known }
        numbers[part] = Int32(parts.count)
        parts.append(part)
        embeds.append([])
        return Int32(parts.count - 1)
    }

    /// The references that stand in a part.
    private static func references(in part: EmbeddedPart, of head: EntryHead) -> Range<Int> {
        switch part.part {
        case .whole: return 0..<head.references.count
        case .block: return head.blocks[Int(part.index)].references
        case .heading:
            let heading = head.headings[Int(part.index)]
            let end = head.sectionEnd(of: Int(part.index))?.line ?? .max
            // References of the text stand in the order of their lines.
            let ofText = head.references[..<Int(head.textEnd.reference)]
            let start = ofText.firstIndex { $0.line >= heading.line } ?? ofText.endIndex
            return start..<(ofText[start...].firstIndex { $0.line >= end } ?? ofText.endIndex)
        }
    }

    /// Goes from parts that embed nothing to those that embed them; those never reached run in or into a circle.
    private mutating func measure() {
        depths = [Int](repeating: -1, count: parts.count)
        bytes = depths
        let embedding = incoming()
        var waiting = embeds.map(\.count)
        var ready = parts.indices.filter { waiting[$0] == 0 }
        while let part = ready.popLast() {
            (depths[part], bytes[part]) = (0, 0)
            for embed in embeds[part] {
                depths[part] = max(depths[part], depths[Int(embed.target)] + 1)
                // Beyond the limit it is not counted on: the sum would not fit a number at last.
                bytes[part] = min(bytes[part] + shownBytes(embed), Embeds.mostBytes + 1)
            }
            for source in embedding[part] {
                waiting[Int(source)] -= 1
                if waiting[Int(source)] == 0 { ready.append(Int(source)) }
            }
        }
    }

    /// For each part, those that embed it, as often as they do.
    private func incoming() -> [[Int32]] {
        var sources = [[Int32]](repeating: [], count: parts.count)
        for part in parts.indices { for embed in embeds[part] { sources[Int(embed.target)].append(Int32(part)) } }
        return sources
    }

    /// What an embed brings to a page, once its target is measured.
    private func shownBytes(_ embed: Embed) -> Int {
        Embeds.bytesOfFrame + ownBytes[Int(embed.target)] + bytes[Int(embed.target)]
    }

    // MARK: What pages ask

    /// Whether an entry's page can show what it embeds; else it shows links, and the linker has reported why.
    public func areShown(in entry: EntryID) -> Bool {
        guard let number = numbers[EmbeddedPart(whole: entry)] else { return true }
        return depths[Int(number)] >= 0 && bytes[Int(number)] <= Embeds.mostBytes
    }

    /// The entries of which an entry's page shows a part, in a fixed order.
    public func entries(in entry: EntryID) -> [EntryID] {
        guard let start = numbers[EmbeddedPart(whole: entry)], !embeds[Int(start)].isEmpty else { return [] }
        var found: [EntryID] = []
        var seen: Set<Int32> = [start]
        var level = [start]
        for _ in 0..<Embeds.deepest where !level.isEmpty {
            level = level.flatMap { embeds[Int($0)].map(\.target) }.filter { seen.insert($0).inserted }
            found += level.map { parts[Int($0)].entry }
        }
        return found
    }

    // MARK: Problems

    /// An embed that cannot be shown.
    enum Problem {
        /// The entries, from the one that embeds back to it.
        case circle([EntryID])
        case tooDeep
        case tooLarge
    }

    /// Every embed with a problem, where a reader would meet it.
    func problems() -> [(entry: EntryID, reference: Int, problem: Problem)] {
        var found: [(entry: EntryID, reference: Int, problem: Problem)] = []
        for part in parts.indices where parts[part].part == .whole && depths[part] >= 0 {
            for embed in embeds[part] where depths[Int(embed.target)] >= Embeds.deepest {
                found.append((parts[part].entry, Int(embed.reference), .tooDeep))
            }
            // At the embed that brings the most.
            if bytes[part] > Embeds.mostBytes, let largest = embeds[part].max(by: { shownBytes($0) < shownBytes($1) }) {
                found.append((parts[part].entry, Int(largest.reference), .tooLarge))
            }
        }
        return found + circles()
    }

    private func circles() -> [(entry: EntryID, reference: Int, problem: Problem)] {
        let endless = depths.map { $0 < 0 }
        guard endless.contains(true) else { return [] }
        let sources = incoming()
        var found: [(entry: EntryID, reference: Int, problem: Problem)] = []
        var reported: Set<[Int]> = []
        // For a base of nothing but circles this is the work of a second; the next run reports the rest.
        var steps = 10_000_000
        for part in parts.indices where endless[part] && steps > 0 {
            let next = ways(to: part, sources, &steps)
            for embed in embeds[part] {
                guard let circle = circle(from: part, by: Int(embed.target), next) else { continue }
                let entry = parts[part].entry
                if reported.insert([Int(entry), Int(embed.reference)]).inserted { found.append((entry, Int(embed.reference), .circle(circle))) }
            }
        }
        return found
    }

    /// For each part from which a way of embeds leads to `goal`, the next one on the shortest. Where `goal` runs in or into a circle,
    /// all of them do.
    private func ways(to goal: Int, _ sources: [[Int32]], _ steps: inout Int) -> [Int: Int] {
        var next: [Int: Int] = [:]
        var level = [goal]
        while !level.isEmpty {
            var further: [Int] = []
            for part in level {
                for source in sources[part].lazy.map(Int.init) where next[source] == nil {
                    next[source] = part
                    if source != goal { further.append(source) }
                }
                steps -= sources[part].count
            }
            level = further
        }
        return next
    }

    private func circle(from start: Int, by first: Int, _ next: [Int: Int]) -> [EntryID]? {
        var circle = [parts[start].entry]
        var part = first
        while part != start {
            circle.append(parts[part].entry)
            guard let following = next[part] else { return nil }
            part = following
        }
        return circle + [parts[start].entry]
    }
}

extension KnowledgeGraph {
    /// Whether what a reference leads to can stand on another page: a section within a list or callout cannot without the rest of that.
    public func isEmbeddable(_ resolution: Resolution) -> Bool {
        resolution.state != .found || resolution.part != .heading || !entries[Int(resolution.entry)].headings[Int(resolution.partIndex)].isNested
    }
}

extension Linker {
    /// Reports embeds that run in a circle, too deep, or into too large a page.
    mutating func checkEmbeds(_ embeds: Embeds) {
        for (entry, number, problem) in embeds.problems() {
            let range = entries[Int(entry)].references[number].range
            switch problem {
            case .circle(let circle): report(.embedCycle, entry, range, "embeds run in a circle: \(chain(circle))")
            case .tooDeep: report(.embedTooDeep, entry, range, "embeds are nested more than \(Embeds.deepest) deep")
            case .tooLarge:
                report(
                    .embedTooLarge, entry, range,
                    "with all that they embed in turn, the embeds of this entry show more than \(Embeds.mostBytes >> 20) MiB; link to some instead")
            }
        }
    }
}
