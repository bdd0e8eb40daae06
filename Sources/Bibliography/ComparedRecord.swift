// What two records are compared by, made once for each.
import WikiModel

/// What tells whether a record is the work of another. Thousands of records may bear the address of one page, and each is compared with all
/// before it.
struct ComparedRecord: Sendable {
    let identifiers: WorkIdentifiers
    let title: String
    let titleWords: WordSet
    /// The words of two letters or more, so that `Lee`, `Lee, Bo` and `{Bo Lee}` share one; `nil` without authors.
    let firstAuthor: WordSet?

    init(_ record: BibliographyRecord) {
        identifiers = WorkIdentifiers(record)
        title = record.title
        titleWords = WordSet(titlePlainText(title), shortestUTF8: 1)
        firstAuthor = record.paper.authors.first.map { WordSet([$0.family, $0.given, $0.literal].joined(separator: " "), shortestUTF8: 2) }
    }
}

extension ComparedRecord {
    /// Whether both have a first author, and these share a word, or neither has one.
    func hasFirstAuthor(of other: ComparedRecord) -> Bool {
        guard let own = firstAuthor, let others = other.firstAuthor else { return firstAuthor == nil && other.firstAuthor == nil }
        return own.commonCount(others) > 0
    }
}

/// The different words of a text, folded.
struct WordSet: Sendable, Equatable {
    /// Their hashes in order, which are compared faster than the words.
    private let hashes: [UInt64]

    init(_ text: String, shortestUTF8: Int) {
        let words = FoldedName.fold(text).split(separator: 0x20).filter { $0.count >= shortestUTF8 }
        hashes = Set(words.map { StableHash.of($0) }).sorted()
    }

    /// How many words both have.
    func commonCount(_ other: WordSet) -> Int {
        var (count, own, others) = (0, 0, 0)
        while own < hashes.count, others < other.hashes.count {
            if hashes[own] == other.hashes[others] {
                count += 1
                own += 1
                others += 1
            } else if hashes[own] < other.hashes[others] {
                own += 1
            } else {
                others += 1
            }
        }
        return count
    }

    /// Whether, of two titles, less than half of the words are the same, and neither holds all words of the other.
    func differ(from other: WordSet) -> Bool {
        if hashes.isEmpty || other.hashes.isEmpty { return false }
        let common = commonCount(other)
        return common < min(hashes.count, other.hashes.count) && common * 2 < hashes.count + other.hashes.count - common
    }
}
