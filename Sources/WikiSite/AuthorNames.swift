// Under which name the listing of authors shows a person: an ORCID iD or the letters of the name say who is one.
import Bibliography
import WikiModel

/// The names under which authors are listed.
///
/// Records write one name in many ways: `Kozlov, Michael M.`, `Kozlov, Michael M`, `Weaver, A.M.`, `Weaver, AM`. These are one, as they
/// have the same letters. Initials may stand for several forenames, so that `Yu, L` and `Yu, Li` are one only where an ORCID iD says so.
struct AuthorNames: Sendable {
    /// The longest name of each ORCID iD that more than one name has.
    private var names: [String: String] = [:]

    /// - Parameter papers: those that are listed.
    init(_ papers: some Sequence<PaperMetadata>) {
        for paper in papers {
            for author in paper.authors where !author.orcid.isEmpty {
                let (name, known) = (author.sortedName, names[author.orcid])
                if let known, (known.utf8.count, name) >= (name.utf8.count, known) { continue }
                names[author.orcid] = name
            }
        }
    }

    /// The name under which an author is listed, as some record writes it.
    func name(of author: PersonName) -> String {
        (author.orcid.isEmpty ? nil : names[author.orcid]) ?? author.sortedName
    }

    /// What two spellings of one name share: its letters and digits in small letters, and where the family name ends. Accents stay: `Lü`
    /// is not `Lu`.
    static func key(_ name: String) -> String {
        var key = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9", ",": key.unicodeScalars.append(scalar)
            case "A"..."Z": key.unicodeScalars.append(UnicodeScalar(UInt8(scalar.value) | 0x20))
            case "\0"..."\u{7F}": break
            default:
                if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark {
                    key += scalar.properties.lowercaseMapping
                }
            }
        }
        return key
    }
}
