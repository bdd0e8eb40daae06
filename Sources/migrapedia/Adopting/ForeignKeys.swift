// What the keys of other programs mean.
import WikiModel
import WikiParsing

/// What a key of a note's front matter says, whatever it is called.
enum KeyMeaning: String, CaseIterable, Sendable {
    case title, summary, aliases, tags, category, created, updated, status, draft, published, authors, citationKey, abstract
    // Of papers.
    case doi, pmid, pmcid, arxiv, isbn, issn, url, type, issued, date, journal, volume, issue, pages, publisher

    /// The keys that mean it: of Obsidian and its plug-ins for Zotero, Logseq, Dendron, Jekyll, Hugo, Quarto, MkDocs, CSL and BibTeX. Those
    /// that come first count where a note has several.
    private var names: [String] {
        switch self {
        case .title: ["title"]
        case .summary: ["summary", "description", "desc", "excerpt", "subtitle", "tldr"]
        case .aliases: ["aliases", "alias", "synonyms"]
        case .tags: ["tags", "tag", "categories", "keywords", "topics"]
        case .category: ["category"]
        case .created:
            ["created", "date-created", "created-at", "creation-date", "created-date", "date-creation", "createdat", "datecreated", "ctime"]
        case .updated:
            [
                "updated", "modified", "lastmod", "last-modified", "last-modified-at", "date-modified", "modified-at", "modified-date", "updated-at",
                "date-updated", "last-updated", "last-update", "modification-date", "datemodified", "updatedat", "mtime",
            ]
        case .status: ["status"]
        case .draft: ["draft", "private"]
        case .published: ["publish", "published", "dg-publish", "public"]
        case .authors: ["author", "authors"]
        case .citationKey: ["citekey", "citation-key", "citationkey", "cite-key", "bibtex-key", "bibtexkey", "bibkey"]
        case .abstract: ["abstract"]
        case .doi: ["doi"]
        case .pmid: ["pmid", "pubmed", "pubmed-id"]
        case .pmcid: ["pmcid", "pmc"]
        case .arxiv: ["arxiv", "arxiv-id", "arxivid", "eprint"]
        case .isbn: ["isbn"]
        case .issn: ["issn"]
        case .url: ["url", "link", "uri", "source"]
        case .type: ["type", "item-type", "itemtype", "entry-type"]
        case .issued: ["issued", "year", "published-date", "publication-date", "date-published", "publication-year"]
        case .date: ["date"]
        case .journal: ["container-title", "journal", "publication", "publication-title", "publicationtitle", "journaltitle", "venue", "booktitle"]
        case .volume: ["volume"]
        case .issue: ["issue"]
        case .pages: ["page", "pages"]
        case .publisher: ["publisher"]
        }
    }

    /// By key, in small letters and with hyphens, and how early the key counts.
    private static let table: [String: (meaning: KeyMeaning, rank: Int)] = {
        var table: [String: (meaning: KeyMeaning, rank: Int)] = [:]
        for meaning in allCases { for (rank, name) in meaning.names.enumerated() { table[name] = (meaning, rank) } }
        return table
    }()

    static func of(_ key: String) -> (meaning: KeyMeaning, rank: Int)? {
        table[String(key.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })]
    }
}

/// The keys of a note by what they mean; those that are taken are crossed out.
struct ForeignKeys: Sendable {
    private var keys: [ForeignKey]
    private var byMeaning: [KeyMeaning: [Int]] = [:]
    private var isTaken: [Bool]

    init(_ keys: [ForeignKey]) {
        self.keys = keys
        isTaken = keys.map { _ in false }
        var ranked: [KeyMeaning: [(rank: Int, index: Int)]] = [:]
        for (index, key) in keys.enumerated() {
            if let (meaning, rank) = KeyMeaning.of(key.name) { ranked[meaning, default: []].append((rank, index)) }
        }
        for (meaning, places) in ranked { byMeaning[meaning] = places.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.index) }
    }

    func has(_ meaning: KeyMeaning) -> Bool { byMeaning[meaning]?.contains { !keys[$0].value.isNothing } == true }

    /// Looks at a value without taking it.
    func first(_ meaning: KeyMeaning) -> String? {
        byMeaning[meaning]?.lazy.compactMap { keys[$0].value.texts.first }.first
    }

    /// The first value that `read` can make something of; its key counts as taken, and the others with that meaning do not.
    mutating func take<Value>(_ meaning: KeyMeaning, _ read: (ForeignValue) -> Value?) -> Value? {
        for index in byMeaning[meaning] ?? [] where !isTaken[index] {
            guard let value = read(keys[index].value) else { continue }
            isTaken[index] = true
            return value
        }
        return nil
    }

    /// What `read` makes of all values together.
    mutating func takeAll<Value>(_ meaning: KeyMeaning, _ read: (ForeignValue) -> [Value]) -> [Value] {
        var values: [Value] = []
        for index in byMeaning[meaning] ?? [] where !isTaken[index] {
            let more = read(keys[index].value)
            if more.isEmpty { continue }
            isTaken[index] = true
            values += more
        }
        return values
    }

    /// Keys that nothing was taken from, but for empty ones.
    var rest: [ForeignKey] { keys.indices.filter { !isTaken[$0] && !keys[$0].value.isNothing }.map { keys[$0] } }

    /// Takes a key by its name.
    mutating func cross(out name: String) {
        for index in keys.indices where keys[index].name == name { isTaken[index] = true }
    }
}

extension ForeignValue {
    /// An empty text, list or map, which says nothing.
    var isNothing: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let values): values.allSatisfy(\.isNothing)
        case .map(let keys): keys.isEmpty
        }
    }

    /// The value in one line of YAML.
    var yaml: String {
        switch self {
        case .text(let text): YAMLText.plain(text)
        case .list(let values): "[" + values.map(\.yaml).joined(separator: ", ") + "]"
        case .map(let keys): "{" + keys.map { "\(YAMLText.plain($0.name)): \($0.value.yaml)" }.joined(separator: ", ") + "}"
        }
    }
}
