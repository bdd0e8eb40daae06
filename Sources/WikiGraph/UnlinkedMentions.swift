// Where prose names a concept and does not link to it.
import WikiModel

/// Words of an entry's prose that are the name of a concept to which it has no link.
public struct UnlinkedMention: Sendable, Equatable {
    public var target: EntryID
    /// In the entry's plain text.
    public var words: Range<Int>
}

/// Finds the names of concepts in plain texts.
///
/// Names are titles and aliases of listed concepts, folded as for links, and the same with a plural "s". Of names that stand in each
/// other the longest counts. Short names, which may be words of another meaning in other cases ("cap", "CAP"), count only as they
/// are written.
public struct MentionFinder: Sendable {
    /// A name up to so many bytes must stand as it is written.
    private static let longestExactUTF8 = 4
    private static let shortestUTF8 = 3
    /// A name of more words is a sentence, which nobody repeats by chance; every run of so many words of the prose is looked up.
    private static let mostWordsOfName = 16

    private let graph: KnowledgeGraph
    /// Concepts by the hash of a name; of a name that two concepts have, `nil`.
    private var folded: [UInt64: EntryID?] = [:]
    private var exact: [UInt64: EntryID?] = [:]
    private var mostWords = 0

    public init(_ graph: KnowledgeGraph) {
        self.graph = graph
        for id in graph.entryIDs where graph.kinds[Int(id)] == .concept && graph.isListed[Int(id)] {
            let metadata = graph.entries[Int(id)].metadata
            if metadata.status == .deprecated { continue }
            for name in [metadata.title] + metadata.aliases { add(name, id) }
        }
    }

    private mutating func add(_ name: String, _ concept: EntryID) {
        func put(_ key: UInt64, into table: inout [UInt64: EntryID?]) {
            if let known = table[key], known != concept { table[key] = .some(nil) } else { table[key] = concept }
        }
        let bytes = FoldedName.fold(name)
        let words = bytes.count { $0 == UInt8(ascii: " ") } + 1
        guard bytes.count >= MentionFinder.shortestUTF8, words <= MentionFinder.mostWordsOfName else { return }
        mostWords = max(mostWords, words)
        if name.utf8.count <= MentionFinder.longestExactUTF8 { return put(StableHash.of(name), into: &exact) }
        put(StableHash.of(bytes), into: &folded)
        put(StableHash.of(bytes.last == UInt8(ascii: "s") ? Array(bytes.dropLast()) : bytes + [UInt8(ascii: "s")]), into: &folded)
    }

    /// The first mention of each concept that the entry names and does not link to, in the order of the text.
    ///
    /// - Parameter text: the plain text of the entry.
    public func mentions(in text: ArraySlice<UInt8>, of entry: EntryID) -> [UnlinkedMention] {
        let head = graph.entries[Int(entry)]
        var told: Set<EntryID> = [entry]
        for resolution in graph.resolutions(of: entry) where resolution.isLink { told.insert(resolution.entry) }
        let linked = head.references.map(\.words.range).filter { !$0.isEmpty }
        let headings = Set(head.headings.map { Array(head.strings[$0.title.range]) })
        var found: [UnlinkedMention] = []
        text.withUnsafeBufferPointer { text in
            for line in text.split(separator: UInt8(ascii: "\n")) where !headings.contains(Array(line)) {
                for mention in names(in: UnsafeBufferPointer(rebasing: line)) {
                    let words = (line.startIndex + mention.words.lowerBound)..<(line.startIndex + mention.words.upperBound)
                    guard !told.contains(mention.target), !linked.contains(where: words.overlaps) else { continue }
                    told.insert(mention.target)
                    found.append(UnlinkedMention(target: mention.target, words: words))
                }
            }
        }
        return found
    }

    /// All names in a line, from left to right, none inside another.
    private func names(in line: UnsafeBufferPointer<UInt8>) -> [UnlinkedMention] {
        let words = MentionFinder.words(in: line)
        var found: [UnlinkedMention] = []
        var first = 0
        while first < words.count {
            var next = first + 1
            // Words of one name are one byte apart.
            var last = first
            while last + 1 < words.count, last + 1 - first < mostWords, words[last + 1].lowerBound == words[last].upperBound + 1,
                " -".utf8.contains(line[words[last].upperBound])
            { last += 1 }
            for end in stride(from: last, through: first, by: -1) {
                let range = words[first].lowerBound..<words[end].upperBound
                guard !isPartOfCompound(range, line), let target = concept(UnsafeBufferPointer(rebasing: line[range])) else { continue }
                found.append(UnlinkedMention(target: target, words: range))
                next = end + 1
                break
            }
            first = next
        }
        return found
    }

    private func concept(_ name: UnsafeBufferPointer<UInt8>) -> EntryID? {
        if name.count < MentionFinder.shortestUTF8 { return nil }
        return (exact[StableHash.of(name)] ?? folded[FoldedName.hash(of: name)]) ?? nil
    }

    /// "migrasome-like" names no migrasome.
    private func isPartOfCompound(_ range: Range<Int>, _ line: UnsafeBufferPointer<UInt8>) -> Bool {
        func isHyphen(_ index: Int) -> Bool { line.indices.contains(index) && line[index] == UInt8(ascii: "-") }
        return isHyphen(range.lowerBound - 1) || isHyphen(range.upperBound)
    }

    private static func words(in line: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for index in 0...line.count {
            let isWord = index < line.count && line[index].isWord
            if isWord, start == nil { start = index }
            if !isWord, let from = start {
                words.append(from..<index)
                start = nil
            }
        }
        return words
    }
}
