// The front matter of an entry that is made from a note.
import Bibliography
import WikiModel
import WikiParsing

/// What of a note's front matter an entry takes, and the keys that it does not.
struct AdoptedFrontMatter: Sendable {
    let kind: EntryKind
    var title = ""
    var aliases: [String] = []
    /// Keys that nothing was taken from.
    private(set) var left: [String] = []
    /// Whether the note is not meant to be published.
    private(set) var isHidden = false
    private(set) var hasAbstract = false
    /// What is known of a paper, but for its title; `nil` of other notes.
    private(set) var record: BibliographyRecord?
    /// The citation key that the note gives.
    private(set) var citationKey: String?
    /// YAML of further keys, with the lines of each.
    private var lines: [String: [String]] = [:]

    /// The kind of a note with these keys: a paper where one of them says which.
    static func isPaper(_ keys: ForeignKeys) -> Bool {
        if keys.has(.citationKey) { return true }
        let schemes: [(KeyMeaning, IdentifierScheme)] = [(.doi, .doi), (.pmid, .pmid), (.pmcid, .pmcid), (.arxiv, .arxiv), (.isbn, .isbn)]
        if schemes.contains(where: { meaning, scheme in keys.first(meaning).flatMap { scheme.check($0).normalised } != nil }) { return true }
        // An address alone may be a source of anything.
        return keys.has(.authors) && doi(in: keys.first(.url)) != nil
    }

    /// The DOI of an address at doi.org.
    private static func doi(in url: String?) -> String? {
        guard let url, url.contains("doi.org/10.") else { return nil }
        return IdentifierScheme.doi.check(url).normalised
    }

    /// - Parameter day: that of the note's file name, for one whose keys name none.
    init(_ note: ForeignNote, kind: EntryKind, vocabulary: Vocabulary, day: PartialDate?) {
        self.kind = kind
        var keys = ForeignKeys(note.keys)
        title = keys.take(.title) { $0.texts.first.flatMap(AdoptedFrontMatter.title) } ?? ""
        if !isAccepted(["title: " + YAMLText.quoted(title), "status: stub"], vocabulary) { title = ForeignNote.plainWords(title) }
        takeNames(&keys)
        takeDates(&keys, day)
        takeVisibility(&keys)
        if kind == .paper {
            takeRecord(&keys)
        } else {
            let people = keys.takeAll(.authors, AdoptedFrontMatter.people).map(\.text)
            if !people.isEmpty { lines["contributors"] = ["contributors: " + YAMLText.list(people)] }
        }
        takeOwnKeys(&keys, vocabulary)
        takeTags(&keys)
        takeSummary(&keys, vocabulary)
        takeIdentifiers(&keys)
        left = keys.rest.map(\.name)
    }

    /// A title in one line, without the marks of Markdown that no title may hold.
    private static func title(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty || words.contains("{{") ? nil : words
    }

    // MARK: What every entry may have

    /// More aliases or tags than anybody writes.
    private static let mostNames = 500

    private mutating func takeNames(_ keys: inout ForeignKeys) {
        citationKey = keys.take(.citationKey) { $0.texts.first.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 } }
        // Hugo's aliases are addresses, and no names.
        let names = keys.takeAll(.aliases) { value in
            AdoptedFrontMatter.several(value, separators: ",;").filter { !$0.hasPrefix("/") }
        }
        aliases = Array(names.prefix(AdoptedFrontMatter.mostNames))
    }

    private mutating func takeDates(_ keys: inout ForeignKeys, _ day: PartialDate?) {
        var dates: [String: PartialDate] = [:]
        dates["created"] = keys.take(.created, AdoptedFrontMatter.date)
        // The date of a paper is that of its publication, where no other key says that; `published` may be a date or yes and no.
        let isOfNote = kind != .paper || keys.has(.issued) || keys.first(.published).map { looseDate($0) != nil } == true
        if dates["created"] == nil, isOfNote { dates["created"] = keys.take(.date, AdoptedFrontMatter.date) }
        if dates["created"] == nil, kind != .paper { dates["created"] = keys.take(.published, AdoptedFrontMatter.date) }
        dates["updated"] = keys.take(.updated, AdoptedFrontMatter.date)
        if let created = dates["created"], let updated = dates["updated"], updated < created { dates["updated"] = nil }
        if dates["created"] == nil, kind != .paper { dates["created"] = day }
        for (key, date) in dates { lines[key] = ["\(key): \(date)"] }
    }

    /// Notes that their program does not publish stand in no list.
    private mutating func takeVisibility(_ keys: inout ForeignKeys) {
        let isDraft = keys.take(.draft) { $0.flag } ?? false
        let isPublished = keys.take(.published) { $0.flag } ?? true
        isHidden = isDraft || !isPublished
        if isHidden { lines["unlisted"] = ["unlisted: true"] }
    }

    private mutating func takeTags(_ keys: inout ForeignKeys) {
        var tags: [String] = []
        let words = keys.takeAll(.tags) { AdoptedFrontMatter.several($0, separators: ",;", orBlanks: true) } + keys.takeAll(.category) { $0.texts }
        var known: Set<String> = []
        for word in words.prefix(AdoptedFrontMatter.mostNames) {
            let tag = Slug.suggestion(for: word)
            if (try? Slug(tag)) != nil, known.insert(tag).inserted { tags.append(tag) }
        }
        if !tags.isEmpty { lines["tags"] = ["tags: [" + tags.joined(separator: ", ") + "]"] }
    }

    private mutating func takeSummary(_ keys: inout ForeignKeys, _ vocabulary: Vocabulary) {
        let accepts = { (value: ForeignValue) -> String? in
            let words = value.texts.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !words.isEmpty, words.count <= EntryMetadata.longestSummary else { return nil }
            let line = "summary: " + YAMLText.quoted(words)
            return isAccepted(["title: x", line], vocabulary) ? line : nil
        }
        var line = keys.take(.summary, accepts)
        if kind == .paper {
            // As `import` leaves them out.
            hasAbstract = keys.take(.abstract) { $0.isNothing ? nil : true } ?? false
        } else if line == nil {
            line = keys.take(.abstract, accepts)
        }
        if let line { lines["summary"] = [line] }
        if line == nil, kind != .page { lines["status"] = ["status: stub"] }
    }

    /// Keys that the base knows by these names, where it accepts their values.
    private mutating func takeOwnKeys(_ keys: inout ForeignKeys, _ vocabulary: Vocabulary) {
        let known = Set(frontMatterKeys(of: kind))
        for key in keys.rest where known.contains(key.name) && lines[key.name] == nil && !AdoptedFrontMatter.readElsewhere.contains(key.name) {
            let line = "\(key.name): \(key.value.yaml)"
            var trial = ["title: x", line]
            if key.name != "status" { trial.append("status: stub") } else { trial.append("summary: x") }
            guard isAccepted(trial, vocabulary) else { continue }
            lines[key.name] = [line]
            keys.cross(out: key.name)
        }
    }

    /// Keys whose values are read in other forms as well.
    private static let readElsewhere: Set<String> = ["title", "summary", "aliases", "tags", "created", "updated", "unlisted", "abstract", "identifiers"]

    /// What a paper needs beside the key that is tried.
    private static let anyPaper = ["type: article-journal", "URL: \"https://example.org\""]

    private func isAccepted(_ lines: [String], _ vocabulary: Vocabulary) -> Bool {
        let others = kind == .paper ? AdoptedFrontMatter.anyPaper.filter { other in !lines.contains { $0.hasPrefix(other.prefix { $0 != " " }) } } : []
        let text = (["---"] + lines + others + ["---", ""]).joined(separator: "\n")
        return readFrontMatter(Array(text.utf8), kind: kind, vocabulary: vocabulary)?.isClean ?? false
    }

    /// Identifiers in databases, below `identifiers` or as keys of their own.
    private mutating func takeIdentifiers(_ keys: inout ForeignKeys) {
        var found: [(key: String, value: String)] = []
        func add(_ key: ForeignKey) -> Bool {
            guard let scheme = IdentifierScheme(named: key.name), let text = key.value.texts.first, let value = scheme.check(text).normalised
            else { return false }
            if !found.contains(where: { $0.key == scheme.name }) { found.append((scheme.name, YAMLText.quoted(value))) }
            return true
        }
        for key in keys.rest {
            if key.name == "identifiers", case .map(let inner) = key.value {
                if inner.allSatisfy(add) { keys.cross(out: key.name) }
            } else if KeyMeaning.of(key.name) == nil, add(key) {
                keys.cross(out: key.name)
            }
        }
        if !found.isEmpty { lines["identifiers", default: ["identifiers:"]] += found.map { "  \($0.key): \($0.value)" } }
    }

    // MARK: Papers

    private mutating func takeRecord(_ keys: inout ForeignKeys) {
        var record = BibliographyRecord(key: "x", title: "x", paper: PaperMetadata())
        let schemes: [(KeyMeaning, RecordField, IdentifierScheme)] = [
            (.doi, .doi, .doi), (.pmid, .pmid, .pmid), (.pmcid, .pmcid, .pmcid), (.arxiv, .arxiv, .arxiv), (.isbn, .isbn, .isbn), (.issn, .issn, .issn),
        ]
        for (meaning, field, scheme) in schemes {
            guard let value = keys.take(meaning, { $0.texts.first.flatMap { scheme.check($0).normalised } }) else { continue }
            record[field] = .text(value)
        }
        if record[.doi] == nil, let doi = keys.take(.url, { AdoptedFrontMatter.doi(in: $0.texts.first) }) { record[.doi] = .text(doi) }
        if let url = keys.take(.url, { $0.texts.first { $0.hasPrefix("https://") || $0.hasPrefix("http://") } }) { record[.url] = .text(url) }
        let type = keys.take(.type) { $0.texts.first.flatMap(AdoptedFrontMatter.publicationType) }
        let isPreprint = record[.arxiv] != nil && record[.doi] == nil && !keys.has(.journal)
        record[.type] = .text(type ?? (isPreprint ? "article" : record[.isbn] != nil && record[.doi] == nil ? "book" : "article-journal"))
        for meaning in [KeyMeaning.issued, .published, .date] where record[.issued] == nil {
            record[.issued] = keys.take(meaning, AdoptedFrontMatter.date).map(FieldValue.date)
        }
        let people = keys.takeAll(.authors, AdoptedFrontMatter.people)
        let names = people.flatMap(\.names)
        if !names.isEmpty { record[.author] = .people(names, people.contains(where: \.isPartial) ? .partial : .complete) }
        let texts: [(KeyMeaning, RecordField)] = [
            (.journal, .containerTitle), (.volume, .volume), (.issue, .issue), (.pages, .page), (.publisher, .publisher),
        ]
        for (meaning, field) in texts {
            if let text = keys.take(meaning, { $0.texts.first.map(AdoptedFrontMatter.unlinked) }) { record[field] = .text(text) }
        }
        let normalised = record.normalised()
        self.record = normalised
        keep(normalised)
    }

    private mutating func keep(_ record: BibliographyRecord) {
        for field in RecordField.allCases where field != .title {
            for change in record[field].map(field.changes) ?? [] {
                switch change.value {
                case .line(let yaml): lines[change.key] = ["\(change.key): \(yaml)"]
                case .block(let block): lines[change.key] = ["\(change.key):"] + block
                case .pairs(let pairs): lines[change.key, default: ["\(change.key):"]] += pairs.map { "  \($0.key): \($0.value)" }
                case .removed: continue
                }
            }
        }
        if lines["type"] == nil { lines["type"] = ["type: document"] }
    }

    /// `journalArticle` of Zotero, `inproceedings` of BibTeX, or a type of CSL.
    private static func publicationType(_ word: String) -> String? {
        let hyphenated = word.reduce(into: "") { $0 += $1.isUppercase && !$0.isEmpty ? "-\($1.lowercased())" : $1.lowercased() }
        return PublicationType.meant(by: hyphenated) ?? PublicationType.meant(by: word.lowercased())
    }

    // MARK: Values

    private struct People {
        var names: [PersonName]
        var isPartial: Bool
        /// As they stand in lists of contributors.
        var text: String
    }

    /// Authors as texts, perhaps several in one, or as maps of CSL (`family`, `given`), Quarto or Jekyll (`name`).
    private static func people(_ value: ForeignValue) -> [People] {
        switch value {
        case .text(let text):
            let (names, isPartial) = looseNames(unlinked(text))
            return names.map { People(names: [$0], isPartial: isPartial, text: [$0.given, $0.citedName].filter { !$0.isEmpty }.joined(separator: " ")) }
        case .list(let values): return values.flatMap(people)
        case .map(let keys):
            func text(_ names: String...) -> String {
                names.lazy.compactMap { name in keys.first { $0.name.lowercased() == name }?.value.texts.first }.first ?? ""
            }
            let (family, given, whole) = (text("family", "last", "lastname"), text("given", "first", "firstname"), text("literal", "name"))
            if family.isEmpty {
                if !whole.isEmpty { return people(.text(whole)) }
                // `name: {given: …, family: …}` of Quarto.
                return keys.first { $0.name == "name" }.map { people($0.value) } ?? []
            }
            let orcid = IdentifierScheme.orcid.check(text("orcid")).normalised ?? ""
            let name = PersonName(family: family, given: given, orcid: orcid)
            return [People(names: [name], isPartial: false, text: given.isEmpty ? family : "\(given) \(family)")]
        }
    }

    /// The words of `[[Name]]`, as Obsidian's properties hold them; other texts as they are.
    private static func unlinked(_ text: String) -> String {
        guard text.hasPrefix("[["), text.hasSuffix("]]") else { return text }
        let inner = text.dropFirst(2).dropLast(2)
        return String(inner.lastIndex(of: "|").map { inner[inner.index(after: $0)...] } ?? inner)
    }

    /// A date in any usual order, or the seconds or milliseconds since 1970 that Dendron writes.
    private static func date(_ value: ForeignValue) -> PartialDate? {
        guard let text = value.texts.first else { return nil }
        if text.utf8.allSatisfy(\.isDigit), let number = Int(text), text.utf8.count == 13 || text.utf8.count == 10 {
            return PartialDate(secondsSince1970: text.utf8.count == 13 ? number / 1000 : number)
        }
        return looseDate(unlinked(text))
    }

    /// The items of a list, or of one text that holds several.
    private static func several(_ value: ForeignValue, separators: String, orBlanks: Bool = false) -> [String] {
        guard case .text(let text) = value else { return value.texts.map(unlinked).filter { !$0.isEmpty } }
        let words = unlinked(text)
        let isSplit = words.contains { separators.contains($0) }
        return words.split { isSplit ? separators.contains($0) : orBlanks && $0 == " " }
            .map { unlinked(String($0).split(separator: " ").joined(separator: " ")) }.filter { !$0.isEmpty }
    }

    // MARK: Text

    /// The front matter with its two lines of hyphens.
    func text() -> [UInt8] {
        var lines = lines
        lines["title"] = ["title: " + YAMLText.plain(title)]
        if !aliases.isEmpty { lines["aliases"] = ["aliases: " + YAMLText.list(aliases)] }
        let order = frontMatterKeys(of: kind)
        let keys = lines.sorted { (order.firstIndex(of: $0.key) ?? order.count) < (order.firstIndex(of: $1.key) ?? order.count) }
        return Array(("---\n" + keys.flatMap(\.value).map { $0 + "\n" }.joined() + "---\n").utf8)
    }
}

extension ForeignValue {
    /// Truth, as YAML and TOML write it.
    var flag: Bool? {
        switch texts.first?.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }
}
