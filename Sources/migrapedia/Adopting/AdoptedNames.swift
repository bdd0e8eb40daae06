// File names, titles and aliases of entries that are made from notes: each names one entry.
import WikiModel

/// What a note is called by its file and folders.
struct NoteName: Sendable {
    /// Without its ending, as its program shows it.
    var shown: String
    /// The folders above it, the nearest last.
    var folders: [String]
    /// What tells two notes of one title apart: the folders, or the names above in the hierarchy of Dendron (`a.b` of `a.b.c`).
    var groups: [String]
    /// The day in the name of a post of Jekyll.
    var date: PartialDate?
    /// Whether the file stands for its folder, as `index.md` does.
    var isOfFolder: Bool
    /// The names by which Logseq's links call a journal, `Jan 31st, 2020`.
    private(set) var others: [String] = []

    private static let namesOfFolders: Set<String> = ["index", "_index", "readme"]

    /// - Parameter folder: the name of the folder that all notes stand in.
    init(_ path: String, in folder: String, isLogseq: Bool, isDendron: Bool) {
        var parts = path.split(separator: "/").map(String.init)
        var name = NoteFolder.withoutEnding(parts.popLast() ?? "")
        if isLogseq { name = name.replacing("___", with: "/") }
        if name.contains("%"), let decoded = PercentEncoding.decoded(name), !decoded.unicodeScalars.contains(where: { $0.value < 0x20 }) { name = decoded }
        isOfFolder = NoteName.namesOfFolders.contains(name.lowercased())
        if isOfFolder {
            shown = parts.popLast() ?? folder
        } else {
            shown = name
            if parts.last == "_posts" || parts.last == "_drafts", let (day, rest) = NoteName.day(before: name) { (date, shown) = (day, rest) }
        }
        folders = parts
        let hierarchy = isDendron ? shown.split(separator: ".").dropLast().map(String.init) : []
        groups = hierarchy.isEmpty ? parts : hierarchy
        if isLogseq, parts.last == "journals" { nameJournal() }
    }

    /// `2020_01_31` of Logseq as `2020-01-31`.
    private mutating func nameJournal() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let iso = shown.replacing("_", with: "-")
        guard let (date, _) = NoteName.day(before: iso + "-x"), let month = date.month, let day = date.day else { return }
        shown = iso
        let ending = day / 10 == 1 ? "th" : [1: "st", 2: "nd", 3: "rd"][day % 10] ?? "th"
        others = ["\(months[month - 1]) \(day)\(ending), \(date.year)"]
    }

    /// `2020-01-31-name`.
    private static func day(before name: String) -> (PartialDate, String)? {
        let parts = name.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, !parts[3].isEmpty, zip(parts, [4, 2, 2]).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy(\.isDigit) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return (PartialDate(year: year, month: month, day: day), String(parts[3]))
    }

    /// The name as a title: `cell-migration` as "Cell migration"; what has capitals, digits or blanks stays as it is.
    var title: String {
        let words = shown.split { $0 == "-" || $0 == "_" }
        guard words.count > 1, shown.utf8.allSatisfy({ $0.isLower || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) else { return shown }
        let text = words.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

/// Names that entries have, and new ones told apart from them.
struct AdoptedNames {
    /// File names that this run gave, by kind.
    private var slugs: [EntryKind: Set<String>] = [:]
    /// Titles, aliases and file names, folded, as links find them, and the note each is of; `nil` for those of entries that the base has.
    private var owners: [[UInt8]: Int?] = [:]
    private var nextNumbers: [String: Int] = [:]
    /// The addresses of entries that the base has.
    private var addresses: Set<String> = []

    /// - Parameter entries: those that the base has.
    init(_ entries: [EntryHead]) {
        for entry in entries {
            addresses.insert("\(entry.kind.folder)/\(entry.slug)")
            for name in [entry.metadata.title, entry.slug] + entry.metadata.aliases { owners.updateValue(nil, forKey: AdoptedNames.folded(name)) }
        }
    }

    private static func folded(_ name: String) -> [UInt8] {
        let folded = FoldedName.fold(name)
        // Of signs alone nothing is left.
        return folded.isEmpty ? Array(name.utf8) : folded
    }

    // MARK: File names

    /// The file name that a note's own makes, or its title where that has Latin letters and the name has none; `nil` where neither gives one.
    static func slug(_ name: String, title: String) -> String? {
        let own = Slug.suggestion(for: name)
        let hasLostLetters = name.unicodeScalars.contains { !$0.isASCII && $0.properties.isAlphabetic }
        if !own.isEmpty, !hasLostLetters || own.utf8.contains(where: \.isLetter) { return own }
        let other = Slug.suggestion(for: title)
        if other.utf8.contains(where: \.isLetter) { return other }
        return [own, other].first { !$0.isEmpty }
    }

    /// A file name that no other note has, and no entry of another address as its name: with its folder in front, else with a number.
    mutating func freeSlug(_ slug: String, kind: EntryKind, folders: [String]) -> String {
        if take(slug, kind) { return slug }
        var longer = slug
        for folder in folders.reversed().map(Slug.suggestion) where !folder.isEmpty {
            longer = AdoptedNames.cut(folder + "-" + longer)
            if take(longer, kind) { return longer }
        }
        let key = "\(kind.name) \(slug)"
        while true {
            let number = nextNumbers[key] ?? 2
            nextNumbers[key] = number + 1
            let end = "-\(number)"
            let numbered = AdoptedNames.cut(slug, to: Slug.longestUTF8 - end.utf8.count) + end
            if take(numbered, kind) { return numbered }
        }
    }

    private mutating func take(_ slug: String, _ kind: EntryKind) -> Bool {
        // The entry of this very address is no other: the note may have been adopted before.
        let isNameOfOther = owners[AdoptedNames.folded(slug)] != nil && !addresses.contains("\(kind.folder)/\(slug)")
        return (try? Slug(slug)) != nil && !isNameOfOther && slugs[kind, default: []].insert(slug).inserted
    }

    private static func cut(_ slug: String, to count: Int = Slug.longestUTF8) -> String {
        var bytes = slug.utf8.prefix(count)
        while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Titles and aliases

    /// A title that no other entry has as its title or an alias: with its folder behind, else with a number. Papers are cited by key and may
    /// share theirs.
    mutating func freeTitle(_ title: String, of note: Int, kind: EntryKind, folders: [String]) -> String {
        if take(title, of: note) || kind == .paper { return title }
        for count in folders.indices.map({ $0 + 1 }) {
            let longer = "\(title) (\(folders.suffix(count).joined(separator: "/")))"
            if take(longer, of: note) { return longer }
        }
        let key = "title \(title)"
        while true {
            let number = nextNumbers[key] ?? 2
            nextNumbers[key] = number + 1
            let numbered = "\(title) (\(number))"
            if take(numbered, of: note) { return numbered }
        }
    }

    private mutating func take(_ name: String, of note: Int) -> Bool {
        let folded = AdoptedNames.folded(name)
        if owners[folded] != nil { return false }
        owners.updateValue(note, forKey: folded)
        return true
    }

    /// File names are names as well, which an alias must not hide.
    mutating func keep(slug: String, of note: Int) { _ = take(slug, of: note) }

    /// Whether an alias names nothing else; it is taken then.
    mutating func takeAlias(_ alias: String, of note: Int) -> Bool {
        take(alias, of: note) || owners[AdoptedNames.folded(alias)] == .some(note)
    }
}
