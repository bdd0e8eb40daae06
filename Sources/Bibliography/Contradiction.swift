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
    init?(_ first: ComparedRecord, _ second: ComparedRecord) {
        let names = (first.identifiers.names, second.identifiers.names)
        for name in names.0 where !names.1.contains(name) {
            let scheme = name.prefix { $0 != " " }
            if let other = names.1.first(where: { $0.prefix { $0 != " " } == scheme }) {
                self = .identifier(name, other)
                return
            }
        }
        // A translated or changed title is no other work while its first author is the same.
        guard let author = first.firstAuthor, let other = second.firstAuthor,
            author.commonCount(other) == 0, first.titleWords.differ(from: second.titleWords)
        else { return nil }
        self = .title(first.title, second.title)
    }
}
