// The linked knowledge base: every reference resolved, every edge both ways. Nothing in it changes.
import WikiModel

/// The number of an entry in one graph: its place among all entries in the order of their paths.
public typealias EntryID = Int32

/// What became of a reference.
public struct Resolution: Sendable, BitwiseCopyable, Equatable {
    /// What was found.
    public enum State: UInt8, Sendable, BitwiseCopyable {
        /// `entry` is the target; `part` its heading or block, if the fragment names one.
        case found
        /// `entry` is the target, but it has no such heading or block.
        case fragmentMissing
        /// Nothing has this name.
        case missing
        /// Several entries have it.
        case ambiguous
        /// `entry` is the number of a media file.
        case media
    }

    /// Which part of the target is meant.
    public enum Part: UInt8, Sendable, BitwiseCopyable {
        case whole
        case heading
        case block
    }

    public var state: State
    public var part: Part = .whole
    /// Whether the author wrote the entry's file name or path rather than its title.
    public var isByPath = false
    public var entry: EntryID = -1
    /// Index of the heading or block in the target.
    public var partIndex: Int32 = 0

    public init(_ state: State, entry: EntryID = -1) {
        self.state = state
        self.entry = entry
    }

    public var isLink: Bool { state == .found || state == .fragmentMissing }
}

/// A mention of an entry in the prose of another.
public struct Backlink: Sendable, BitwiseCopyable {
    public var source: EntryID
    /// Index of the reference in the source.
    public var reference: Int32
    /// Copied from the source and its reference, which stand far apart in memory.
    public var kind: Reference.Kind
    public var qualifier: UInt8
    public var sourceKind: EntryKind
    /// Whether a citation stands in the sentence of the mention, or is the mention.
    public var isCited: Bool

    /// The mention that reference `number` of the source is.
    init(source: EntryID, number: Int, _ reference: Reference, sourceKind: EntryKind, isCited: Bool) {
        (self.source, self.reference, self.sourceKind) = (source, Int32(number), sourceKind)
        (kind, qualifier) = (reference.kind, reference.qualifier)
        self.isCited = isCited
    }
}

/// A typed relation between two entries, stated in front matter or in prose.
public struct Relation: Sendable {
    public var source: EntryID
    public var target: EntryID
    /// Index in the vocabulary.
    public var type: Int
    /// Papers that the author gives for it, without doubles.
    public var evidence: [EntryID]
    public var note: String
    public var location: SourceLocation
}

/// A sentence with papers for and against it.
public struct Claim: Sendable {
    public var entry: EntryID
    /// Index of the block in the entry.
    public var block: Int
    public var evidence: [ClaimEvidence]
}

/// One paper's stance on a claim.
public struct ClaimEvidence: Sendable {
    public var paper: EntryID
    /// Index in the vocabulary.
    public var stance: Int
    public var side: Stance.Side
    /// Index of the citation in the claim's entry.
    public var reference: Int
}

/// A name that entries link to and no entry has.
public struct WantedEntry: Sendable {
    /// As it is written where it is first met.
    public var name: String
    public var mentions: [Backlink]
}

/// Lists of values for each entry, stored as one array.
public struct Grouped<Element: Sendable>: Sendable {
    @usableFromInline let starts: [Int32]
    @usableFromInline let elements: [Element]
    /// The values of all groups, in their order.
    @inlinable
    public var all: [Element] { elements }

    /// Groups the values of `items` by `group` (0 up to `count`), keeping their order.
    @inlinable @inline(__always)
    public init<Item>(_ items: [Item], count: Int, group: (Item) -> Int, value: (Item) -> Element) {
        var starts = [Int32](repeating: 0, count: count + 1)
        starts.withUnsafeMutableBufferPointer { starts in
            for item in items { starts[group(item) + 1] += 1 }
            for index in 0..<count { starts[index + 1] += starts[index] }
        }
        var next = starts
        elements = [Element](unsafeUninitializedCapacity: items.count) { elements, filled in
            // Each place is filled once: the groups were counted.
            next.withUnsafeMutableBufferPointer { next in
                for item in items {
                    let group = group(item)
                    elements.initializeElement(at: Int(next[group]), to: value(item))
                    next[group] += 1
                }
            }
            filled = items.count
        }
        self.starts = starts
    }

    /// Groups `elements` by `group`.
    @inlinable @inline(__always)
    public init(_ elements: [Element], count: Int, group: (Element) -> Int) {
        self.init(elements, count: count, group: group, value: { $0 })
    }

    /// The values of a group, in their order.
    @inlinable
    public subscript(group: Int) -> ArraySlice<Element> { elements[Int(starts[group])..<Int(starts[group + 1])] }
    /// The values of an entry's group.
    @inlinable
    public subscript(group: EntryID) -> ArraySlice<Element> { self[Int(group)] }
    /// The values of groups that follow each other.
    subscript(groups: Range<Int>) -> ArraySlice<Element> { elements[Int(starts[groups.lowerBound])..<Int(starts[groups.upperBound])] }
}

/// The knowledge base after linking. Nothing in it changes; it is a class so that every page, on every thread, holds it
/// by one reference instead of a copy of its many arrays.
public final class KnowledgeGraph: Sendable {
    public let vocabulary: Vocabulary
    /// All entries, in the order of their paths.
    public let entries: [EntryHead]
    /// Paths of media files, relative to `content/`, sorted.
    public let media: [String]
    /// All relations, in the order of their sources; each pair and type once.
    public let relations: [Relation]
    public let claims: [Claim]
    public let wanted: [WantedEntry]
    /// Concepts and papers that no other entry links to, cites, relates to or has as evidence, but for deprecated ones.
    public let orphans: [EntryID]
    /// Mentions of each entry elsewhere, in the order of their sources.
    public let backlinks: Grouped<Backlink>
    /// Indices of `relations` from and to each entry.
    public let relationsFrom: Grouped<Int32>
    public let relationsTo: Grouped<Int32>

    public let embeds: Embeds

    /// Whether an entry stands in listings: all that are not unlisted.
    public let isListed: [Bool]
    /// Whether an entry is on the map: concepts and papers that are listed.
    public let isOnMap: [Bool]
    /// Whether an entry is the evidence of a relation.
    public let isEvidence: [Bool]
    /// The kind of each entry: what is asked of all neighbours, without fetching each of them.
    public let kinds: [EntryKind]

    let names: NameIndex
    let resolutions: [Resolution]
    let firstResolution: [Int32]
    let neighbours: Neighbourhoods

    init(
        vocabulary: Vocabulary, entries: [EntryHead], media: [String], relations: [Relation], claims: [Claim],
        wanted: [WantedEntry], orphans: [EntryID], backlinks: Grouped<Backlink>, relationsFrom: Grouped<Int32>,
        relationsTo: Grouped<Int32>, embeds: Embeds, names: NameIndex, resolutions: [Resolution], firstResolution: [Int32],
        neighbours: Neighbourhoods
    ) {
        self.vocabulary = vocabulary
        self.entries = entries
        self.media = media
        self.relations = relations
        self.claims = claims
        self.wanted = wanted
        self.orphans = orphans
        self.backlinks = backlinks
        self.relationsFrom = relationsFrom
        self.relationsTo = relationsTo
        self.embeds = embeds
        let isListed = entries.indices.map { !entries[$0].metadata.isUnlisted }
        self.isListed = isListed
        var isEvidence = [Bool](repeating: false, count: entries.count)
        for relation in relations { for paper in relation.evidence { isEvidence[Int(paper)] = true } }
        self.isEvidence = isEvidence
        kinds = entries.indices.map { entries[$0].kind }
        isOnMap = entries.indices.map { entries[$0].kind != .page && isListed[$0] }
        self.names = names
        self.resolutions = resolutions
        self.firstResolution = firstResolution
        self.neighbours = neighbours
    }

    /// What became of an entry's references, in their order.
    public func resolutions(of entry: EntryID) -> ArraySlice<Resolution> {
        resolutions[Int(firstResolution[Int(entry)])..<Int(firstResolution[Int(entry) + 1])]
    }

    public var entryIDs: Range<EntryID> { 0..<EntryID(entries.count) }

    /// The entry that a name in settings or front matter means, if it is one.
    public func entry(named name: String, from source: EntryID? = nil) -> EntryID? {
        if case .one(let found, _) = names.lookup(name, from: source.map { entries[Int($0)].path } ?? "") { return found }
        return nil
    }

    /// The entries that a name in settings could mean: one, if it is the name of one, or all that have it.
    public func entries(named name: String) -> [EntryID] {
        switch names.lookup(name, from: "") {
        case .none: []
        case .one(let entry, _): [entry]
        case .several(let entries): entries
        }
    }

    /// Changes when a link of the base does, or when an entry is listed or no longer: what related entries depend on.
    public var linkHash: UInt64 {
        var hash = StableHash(seed: UInt64(entries.count))
        for number in entries.indices { hash.combine(entries[number].path) }
        for isListed in isListed { hash.combine(isListed ? 1 : 0) }
        for start in firstResolution { hash.combine(Int(start)) }
        for resolution in resolutions {
            hash.combine(UInt64(UInt32(bitPattern: resolution.entry)) << 8 | UInt64(resolution.state.rawValue))
        }
        return hash.value
    }

    /// The id, in the target's page, of the heading or block that a resolution names; empty for the whole entry.
    public func anchor(of resolution: Resolution) -> ArraySlice<UInt8> {
        guard resolution.state == .found else { return [] }
        let target = Int(resolution.entry)
        let part = Int(resolution.partIndex)
        switch resolution.part {
        case .whole: return []
        case .heading: return entries[target].strings[entries[target].headings[part].id.range]
        case .block: return entries[target].strings[entries[target].blocks[part].id.range]
        }
    }
}
