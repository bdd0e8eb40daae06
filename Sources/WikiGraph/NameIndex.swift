// All names of all entries, and what each means: the order of resolution that `docs/entries.md` promises.
import WikiModel

/// Looks names up by their hashes. Steps, from the first that finds anything:
/// 1 path or file name as written; 2 exact title; 3 exact alias; 4–6 the same three, folded; 7 a unique end of a path.
package struct NameIndex: Sendable {
    package enum Step: UInt8, Sendable, BitwiseCopyable {
        case path, title, alias, foldedPath, foldedTitle, foldedAlias, pathEnd

        var isFolded: Bool { rawValue >= Step.foldedPath.rawValue && self != .pathEnd }
    }

    package enum Found {
        case none
        case one(EntryID, Step)
        case several([EntryID])
    }

    private struct Candidate: Sendable, BitwiseCopyable {
        var entry: EntryID
        var step: Step
        var next: Int32
    }

    private var firstCandidate: HashTable
    private var candidates: [Candidate] = []
    private let paths: [String]

    package init(_ entries: [EntryHead]) {
        firstCandidate = HashTable(capacity: entries.count * 9)
        candidates.reserveCapacity(entries.count * 10)
        // By place: a head is some forty references to copy.
        paths = entries.indices.map { entries[$0].path }
        for number in entries.indices {
            let id = EntryID(number)
            addPath(entries[number].path, id)
            addSlug(entries[number].slug, id)
            add(entries[number].metadata.title, id, .title, folded: .foldedTitle)
            for alias in entries[number].metadata.aliases { add(alias, id, .alias, folded: .foldedAlias) }
        }
    }

    /// `content/concepts/migrasome.md`, `concepts/migrasome`, …
    private mutating func addPath(_ path: String, _ id: EntryID) {
        var bytes = path
        bytes.withUTF8 { whole in
            let withoutEnd = UnsafeBufferPointer(rebasing: whole.dropLast(3))
            add(StableHash.of(whole), id, .path)
            add(StableHash.of(withoutEnd), id, .path)
            if whole.starts(with: NameIndex.contentFolder) {
                for name in [whole, withoutEnd] { add(StableHash.of(UnsafeBufferPointer(rebasing: name.dropFirst(8))), id, .path) }
            }
            // Most entries stand right in their kind's folder.
            if whole.count(where: { $0 == UInt8(ascii: "/") }) > 2 {
                for end in NameIndex.pathEnds(path) { add(StableHash.of(end), id, .pathEnd) }
            }
        }
    }

    /// `migrasome`, `migrasome.md`, and the first folded.
    private mutating func addSlug(_ slug: String, _ id: EntryID) {
        var withEnding = slug + ".md"
        withEnding.withUTF8 { whole in
            let slug = UnsafeBufferPointer(rebasing: whole.dropLast(3))
            add(StableHash.of(slug), id, .path)
            add(StableHash.of(whole), id, .path)
            add(FoldedName.hash(of: slug), id, .foldedPath)
        }
    }

    private mutating func add(_ name: String, _ id: EntryID, _ step: Step, folded: Step) {
        var name = name
        name.withUTF8 { bytes in
            add(StableHash.of(bytes), id, step)
            let fold = FoldedName.hash(of: bytes)
            if fold != NameIndex.emptyHash { add(fold, id, folded) }
        }
    }

    private mutating func add(_ hash: UInt64, _ entry: EntryID, _ step: Step) {
        let next = firstCandidate.update(Int32(candidates.count), for: hash)
        candidates.append(Candidate(entry: entry, step: step, next: next))
    }

    /// Of names without a letter or digit.
    private static let emptyHash = StableHash.of([])
    private static let contentFolder = Array("content/".utf8)

    /// Resolves a name written in the file `path`.
    package func lookup(_ name: String, from path: String) -> Found {
        var name = name
        let (hash, foldedHash) = name.withUTF8 { (StableHash.of($0), FoldedName.hash(of: $0)) }
        return lookup(hash: hash, foldedHash: foldedHash, fromFile: path)
    }

    /// Resolves a name by its hash as written and folded. `source` decides between equals: the nearest folder wins.
    func lookup(hash: UInt64, foldedHash: UInt64, from source: EntryID) -> Found {
        lookup(hash: hash, foldedHash: foldedHash, fromFile: paths[Int(source)])
    }

    private func lookup(hash: UInt64, foldedHash: UInt64, fromFile path: @autoclosure () -> String) -> Found {
        var search = Search()
        walk(hash, isFolded: false, &search)
        // Only names that are not found as written are looked for folded.
        if search.first < 0 || search.best == .pathEnd { walk(foldedHash, isFolded: true, &search) }
        let (first, best, found) = (search.first, search.best, search.others)
        if first < 0 { return .none }
        if found.isEmpty { return .one(first, best) }
        return nearest(among: [first] + found, step: best, to: NameIndex.folder(of: path()))
    }

    /// The entries found so far, all at one step.
    private struct Search {
        var best = Step.pathEnd
        var first: EntryID = -1
        var others: [EntryID] = []
    }

    /// Follows the candidates of one hash; a lower step forgets what higher ones found.
    private func walk(_ hash: UInt64, isFolded: Bool, _ search: inout Search) {
        var index = firstCandidate[hash]
        while index >= 0 {
            let candidate = candidates[Int(index)]
            index = candidate.next
            guard candidate.step.isFolded == isFolded, search.first < 0 || candidate.step.rawValue <= search.best.rawValue
            else { continue }
            if search.first < 0 || candidate.step.rawValue < search.best.rawValue {
                search = Search(best: candidate.step, first: candidate.entry)
            } else if candidate.entry != search.others.last ?? search.first {
                // The candidates of an entry follow each other.
                search.others.append(candidate.entry)
            }
        }
    }

    /// Another entry whose title or file name folds to `hash`.
    func entry(folding hash: UInt64, otherThan entry: EntryID) -> EntryID? {
        var index = firstCandidate[hash]
        while index >= 0 {
            let candidate = candidates[Int(index)]
            if candidate.entry != entry, candidate.step == .foldedTitle || candidate.step == .foldedPath { return candidate.entry }
            index = candidate.next
        }
        return nil
    }

    private func nearest(among entries: [EntryID], step: Step, to folder: Substring) -> Found {
        var known: (folder: Substring, shared: Int) = ("", 0)
        let shared = entries.map { entry in
            // Most stand in the folder of the one before.
            let own = NameIndex.folder(of: paths[Int(entry)])
            if own != known.folder { known = (own, NameIndex.commonFolders(own, folder)) }
            return known.shared
        }
        let most = shared.max() ?? 0
        let nearest = zip(entries, shared).filter { $0.1 == most }.map(\.0)
        return nearest.count == 1 ? .one(nearest[0], step) : .several(nearest.sorted())
    }

    /// The ends of a path below its kind's folder that have more than one part: of `concepts/a/b/x`, `a/b/x` and `b/x`.
    private static func pathEnds(_ path: String) -> [String] {
        var parts = path.dropLast(3).split(separator: "/").dropFirst(2)
        var ends: [String] = []
        while parts.count > 1 {
            ends.append(parts.joined(separator: "/"))
            parts = parts.dropFirst()
        }
        return ends
    }

    private static func folder(of path: String) -> Substring { path[..<(path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)] }

    private static func commonFolders(_ left: Substring, _ right: Substring) -> Int {
        zip(left.split(separator: "/"), right.split(separator: "/")).prefix { $0 == $1 }.count
    }
}
