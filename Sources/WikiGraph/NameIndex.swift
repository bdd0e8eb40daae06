// All names of all entries, and what each means: the order of resolution that `docs/entries.md` promises.
import WikiModel

/// Looks names up by their hashes. Steps, from the first that finds anything:
/// 1 path or file name as written; 2 exact title; 3 exact alias; 4–6 the same three, folded; 7 a unique end of a path.
struct NameIndex: Sendable {
    enum Step: UInt8, Sendable, BitwiseCopyable {
        case path, title, alias, foldedPath, foldedTitle, foldedAlias, pathEnd

        var isFolded: Bool { rawValue >= Step.foldedPath.rawValue && self != .pathEnd }
    }

    enum Found {
        case none
        case one(EntryID, Step)
        case several([EntryID])
    }

    private struct Candidate: Sendable, BitwiseCopyable {
        var entry: EntryID
        var step: Step
        var next: Int32
    }

    private var firstCandidate: [UInt64: Int32]
    private var candidates: [Candidate] = []
    private let folders: [String]

    init(_ entries: [EntryHead]) {
        firstCandidate = Dictionary(minimumCapacity: entries.count * 8)
        candidates.reserveCapacity(entries.count * 9)
        folders = entries.map { NameIndex.folder(of: $0.path) }
        for number in entries.indices {
            let id = EntryID(number)
            let (path, slug) = (entries[number].path, entries[number].slug)
            for name in NameIndex.pathNames(path, slug) { add(StableHash.of(name), id, .path) }
            add(StableHash.of(FoldedName.fold(slug)), id, .foldedPath)
            add(entries[number].metadata.title, id, .title, folded: .foldedTitle)
            for alias in entries[number].metadata.aliases { add(alias, id, .alias, folded: .foldedAlias) }
            for end in NameIndex.pathEnds(path) { add(StableHash.of(end), id, .pathEnd) }
        }
    }

    private mutating func add(_ name: String, _ id: EntryID, _ step: Step, folded: Step) {
        add(StableHash.of(name), id, step)
        let fold = FoldedName.fold(name)
        if !fold.isEmpty { add(StableHash.of(fold), id, folded) }
    }

    private mutating func add(_ hash: UInt64, _ entry: EntryID, _ step: Step) {
        let index = Int32(candidates.count)
        let next = firstCandidate.updateValue(index, forKey: hash) ?? -1
        candidates.append(Candidate(entry: entry, step: step, next: next))
    }

    /// Resolves a name written in the file `path`.
    func lookup(_ name: String, from path: String) -> Found {
        lookup(hash: StableHash.of(name), foldedHash: StableHash.of(FoldedName.fold(name)), fromFolder: NameIndex.folder(of: path))
    }

    /// Resolves a name by its hash as written and folded. `source` decides between equals: the nearest folder wins.
    func lookup(hash: UInt64, foldedHash: UInt64, from source: EntryID) -> Found {
        lookup(hash: hash, foldedHash: foldedHash, fromFolder: folders[Int(source)])
    }

    private func lookup(hash: UInt64, foldedHash: UInt64, fromFolder folder: @autoclosure () -> String) -> Found {
        var search = Search()
        walk(hash, isFolded: false, &search)
        // Only names that are not found as written are looked for folded.
        if search.first < 0 || search.best == .pathEnd { walk(foldedHash, isFolded: true, &search) }
        let (first, best, found) = (search.first, search.best, search.others)
        if first < 0 { return .none }
        if found.isEmpty { return .one(first, best) }
        return nearest(among: [first] + found, step: best, to: folder())
    }

    /// The entries found so far, all at one step.
    private struct Search {
        var best = Step.pathEnd
        var first: EntryID = -1
        var others: [EntryID] = []
    }

    /// Follows the candidates of one hash; a lower step forgets what higher ones found.
    private func walk(_ hash: UInt64, isFolded: Bool, _ search: inout Search) {
        var index = firstCandidate[hash] ?? -1
        while index >= 0 {
            let candidate = candidates[Int(index)]
            index = candidate.next
            guard candidate.step.isFolded == isFolded, search.first < 0 || candidate.step.rawValue <= search.best.rawValue
            else { continue }
            if search.first < 0 || candidate.step.rawValue < search.best.rawValue {
                search = Search(best: candidate.step, first: candidate.entry)
            } else if candidate.entry != search.first, !search.others.contains(candidate.entry) {
                search.others.append(candidate.entry)
            }
        }
    }

    private func nearest(among entries: [EntryID], step: Step, to folder: String) -> Found {
        let shared = entries.map { NameIndex.commonFolders(folders[Int($0)], folder) }
        let most = shared.max() ?? 0
        let nearest = zip(entries, shared).filter { $0.1 == most }.map(\.0)
        return nearest.count == 1 ? .one(nearest[0], step) : .several(nearest.sorted())
    }

    /// `migrasome`, `concepts/migrasome`, `content/concepts/migrasome.md`, …
    private static func pathNames(_ whole: String, _ slug: String) -> [String] {
        let withoutEnd = String(whole.utf8.dropLast(3)) ?? whole
        var names = [slug, slug + ".md", whole, withoutEnd]
        if whole.hasPrefix("content/") {
            names.append(String(whole.utf8.dropFirst(8)) ?? whole)
            names.append(String(withoutEnd.utf8.dropFirst(8)) ?? whole)
        }
        return names
    }

    /// The ends of a path below its kind's folder that have more than one part: of `concepts/a/b/x`, `a/b/x` and `b/x`.
    private static func pathEnds(_ path: String) -> [String] {
        // Most entries stand right in their kind's folder.
        if path.utf8.count(where: { $0 == UInt8(ascii: "/") }) <= 2 { return [] }
        var parts = path.dropLast(3).split(separator: "/").dropFirst(2)
        var ends: [String] = []
        while parts.count > 1 {
            ends.append(parts.joined(separator: "/"))
            parts = parts.dropFirst()
        }
        return ends
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[..<slash])
    }

    private static func commonFolders(_ left: String, _ right: String) -> Int {
        zip(left.split(separator: "/"), right.split(separator: "/")).prefix { $0 == $1 }.count
    }
}
