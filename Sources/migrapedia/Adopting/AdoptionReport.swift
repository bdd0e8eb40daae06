// What became of the notes of a folder, line by line.
import WikiModel

/// The lines of the report, and the counts of its last line.
struct AdoptionReport: Sendable {
    private(set) var lines: [String] = []
    /// How many entries were made of each kind.
    var made: [(count: Int, one: String, many: String)] = []
    var noteCount = 0
    var fileCount = 0
    private(set) var leftOut = 0
    /// How often each key was not taken.
    private var keys: [String: Int] = [:]
    private var aliasesLeft = 0
    private var hidden = 0
    private var abstracts = 0
    private var renamed = 0

    mutating func note(_ line: String) { lines.append(line) }

    mutating func leaveOut(_ place: String, _ reason: String) {
        leftOut += 1
        lines.append("\(place): left out: \(reason)")
    }

    mutating func add(_ frontMatter: AdoptedFrontMatter) {
        for key in Set(frontMatter.left.map(AdoptionReport.printable)) { keys[key, default: 0] += 1 }
        if frontMatter.isHidden { hidden += 1 }
        if frontMatter.hasAbstract { abstracts += 1 }
    }

    /// So many keys are named.
    private static let mostKeys = 60

    /// A key as a terminal may show it.
    private static func printable(_ key: String) -> String {
        String(String.UnicodeScalarView(key.unicodeScalars.prefix(60).filter { !$0.isForbiddenInText && $0 != "\n" && $0 != "\t" }))
    }

    mutating func addAliasLeft() { aliasesLeft += 1 }

    /// A title that another note has as well.
    mutating func addRenamed() { renamed += 1 }

    /// The counts, after the lines.
    var counts: [String] {
        var lines: [String] = []
        if !keys.isEmpty {
            let sorted = keys.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let named = sorted.prefix(AdoptionReport.mostKeys).map { "\($0.key) (\($0.value))" }
            let others = sorted.count > named.count ? " and \(counted(sorted.count - named.count, "other", "others"))" : ""
            lines.append("keys of front matter that were not taken, with the number of notes: " + named.joined(separator: ", ") + others)
        }
        if abstracts > 0 { lines.append("\(counted(abstracts, "abstract", "abstracts")) left out, since many may not be published") }
        if aliasesLeft > 0 { lines.append("\(counted(aliasesLeft, "alias", "aliases")) not taken, since other entries have these names") }
        if renamed > 0 { lines.append("\(counted(renamed, "title", "titles")) told apart by the folder or a number, since other entries have them") }
        if hidden > 0 {
            lines.append("\(counted(hidden, "entry is", "entries are")) unlisted, as the other program does not publish the note; that keeps a page out of lists only")
        }
        return lines
    }

    /// `320 concepts, 12 papers and 57 files made of 340 notes, 8 left out`
    var summary: String {
        let entries = made.filter { $0.count > 0 }.map { counted($0.count, $0.one, $0.many) }.joined(separator: ", ")
        return "\(counted(noteCount, "note", "notes")) read: \(entries.isEmpty ? "no entries" : entries)"
            + (fileCount > 0 ? ", with \(counted(fileCount, "picture or file", "pictures and files"))" : "") + "; \(leftOut) left out"
    }
}
