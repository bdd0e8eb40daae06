// Tells that two records with one identifier are two works: a wrong number in a file, or the DOI of a book on its chapters.
import WikiModel

/// Why two records that share an identifier cannot be one work.
///
/// Files in use hold the PMID of one paper on several, and the DOI of a whole book on each chapter. Joining them would lose
/// papers and mix their fields.
public enum Contradiction: Sendable, Hashable {
    /// Both have an identifier of one scheme, and the two differ: the first record's and the second's, with their scheme.
    case identifier(String, String)
    /// Titles and first authors differ: the first record's title and the second's.
    case title(String, String)

    /// `nil` when the records may be one work.
    init?(_ first: BibliographyRecord, _ second: BibliographyRecord) {
        let names = (WorkIdentifiers(first).names, WorkIdentifiers(second).names)
        for name in names.0 where !names.1.contains(name) {
            let scheme = name.prefix { $0 != " " }
            if let other = names.1.first(where: { $0.prefix { $0 != " " } == scheme }) {
                self = .identifier(name, other)
                return
            }
        }
        // A translated or changed title is no other work while its first author is the same.
        guard let author = first.paper.authors.first, let other = second.paper.authors.first,
            !author.sharesWord(with: other), titlesDiffer(first.title, second.title)
        else { return nil }
        self = .title(first.title, second.title)
    }
}

extension PersonName {
    /// Whether the names have a word of two letters or more in common: `Lee`, `Lee, Bo` and `{Bo Lee}` have.
    fileprivate func sharesWord(with other: PersonName) -> Bool {
        !words.isDisjoint(with: other.words)
    }

    private var words: Set<ArraySlice<UInt8>> {
        Set(FoldedName.fold([family, given, literal].joined(separator: " ")).split(separator: 0x20).filter { $0.count > 1 })
    }
}

/// Whether less than half of the words of two titles are the same, and neither holds all words of the other.
func titlesDiffer(_ first: String, _ second: String) -> Bool {
    let words = [first, second].map { Set(FoldedName.fold(titlePlainText($0)).split(separator: 0x20)) }
    if words[0].isEmpty || words[1].isEmpty { return false }
    let common = words[0].intersection(words[1]).count
    return common < min(words[0].count, words[1].count) && common * 2 < words[0].union(words[1]).count
}
