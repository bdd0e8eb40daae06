// BibTeX and BibLaTeX to records.
import WikiModel

/// Reads the entries of a BibTeX file. An entry that cannot be read whole gives what could be read of it, and a
/// problem.
func readBibTeX(_ input: LocatedBytes) -> BibliographyReading {
    var parser = BibTeXParser(input)
    parser.parse()
    var reading = BibliographyReading(problems: parser.problems)
    var entriesByKey: [String: BibTeXEntry] = [:]
    for entry in parser.entries.reversed() { entriesByKey[entry.key.loweredASCII] = entry }
    for entry in parser.entries where entry.type != "xdata" && entry.type != "set" {
        var reader = BibTeXRecordReader(entry: entry, parent: nil, input: input)
        if let crossref = entry["crossref"] {
            let key = decodedText(crossref.value).trimmed
            reader.parent = entriesByKey[key.loweredASCII]
            if reader.parent == nil {
                reader.report(crossref.offset, "crossref \(quoted(key)) is no entry of the file")
            }
        }
        reading.add(reader.record(), at: input.location(of: entry.offset))
        reading.problems += reader.problems
    }
    return uniquelyKeyed(reading)
}

/// The fields of one entry, decoded.
private struct BibTeXRecordReader {
    let entry: BibTeXEntry
    /// The entry that `crossref` names: its fields count where this one has none.
    var parent: BibTeXEntry?
    let input: LocatedBytes
    var problems: [BibliographyProblem] = []

    init(entry: BibTeXEntry, parent: BibTeXEntry?, input: LocatedBytes) {
        self.entry = entry
        self.parent = parent
        self.input = input
    }

    mutating func report(_ offset: Int, _ message: String) { problems.append(input.problem(at: offset, message)) }

    mutating func record() -> BibliographyRecord? {
        var paper = PaperMetadata()
        var title = text(["title"], tags: .kept)
        let subtitle = text(["subtitle"], tags: .kept)
        if !subtitle.isEmpty { title += ": " + subtitle }
        if title.isEmpty {
            problems.append(input.problem(at: entry.offset, "entry \(quoted(entry.key)) has no title", isMissingTitle: true))
            if entry["doi"] == nil, entry["url"] == nil, entry["pmid"] == nil { return nil }
        }
        paper.type = type()
        takeAuthors(into: &paper)
        paper.issued = date()
        paper.containerTitle = container(paper.type)
        paper.volume = text(["volume"])
        if numberIsOfWork(paper.type) {
            paper.number = text(["number"])
            paper.issue = text(["issue"])
        } else {
            paper.issue = text(["number", "issue"])
            paper.number = text(["eid", "article-number", "articleno"])
        }
        paper.page = text(["pages", "page"])
        paper.publisher = text(["publisher", "institution", "school", "organization"])
        paper.doi = verbatim("doi")
        paper.pmid = verbatim("pmid")
        paper.pmcid = verbatim("pmcid").isEmpty ? verbatim("pmc") : verbatim("pmcid")
        paper.url = verbatim("url")
        paper.abstract = text(["abstract"])
        paper.keywords = keywords()
        paper.verified = text(["verified"])
        paper.retraction = Retraction(fieldText: text(["retraction"]))
        paper.takeIdentifiers(fromNote: text(["note"]))
        var identifiers = [
            serialNumber(verbatim("isbn")), serialNumber(verbatim("issn")), serialNumber(verbatim("eissn")),
        ].compactMap { $0 }
        takeEprint(&paper, &identifiers)
        return BibliographyRecord(key: entry.key, title: title, paper: paper, identifiers: identifiers).normalised()
    }

    // MARK: Fields

    /// What an entry takes from the one that its `crossref` names: what is true of the whole book (biblatex manual, B).
    private static let inheritedFields: Set<String> = [
        "booktitle", "maintitle", "publisher", "institution", "organization", "year", "date", "month", "volume", "isbn",
    ]

    /// The first of the fields that the entry has, else its parent.
    private func field(_ names: [String]) -> BibTeXField? {
        names.lazy.compactMap { entry[$0] }.first
            ?? names.lazy.filter { Self.inheritedFields.contains($0) }.compactMap { parent?[$0] }.first
    }

    private mutating func text(_ names: [String], tags: TeXTags = .dropped) -> String {
        field(names).map { text(of: $0, tags: tags) } ?? ""
    }

    private mutating func text(of field: BibTeXField, tags: TeXTags = .dropped) -> String {
        let decoded = decodedTeX(field.value, tags: tags)
        reportUnknown(decoded.unknownCommands, in: field)
        return decoded.text
    }

    private mutating func reportUnknown(_ commands: [String], in field: BibTeXField) {
        for command in commands {
            report(
                field.offset,
                "TeX command \(quoted("\\" + command)) of field \(quoted(field.name)) is not known; its text is kept"
            )
        }
    }

    /// A field that stands as it is, but for the escapes that tools put there all the same: `10.1007/978\_3`,
    /// `{10.1/x}`.
    private func verbatim(_ name: String) -> String {
        guard let field = entry[name] else { return "" }
        let raw = decodedText(field.value).trimmed
        var text = ""
        var isEscaped = false
        for character in raw {
            if isEscaped, !"_%&#$~{}".contains(character) { text.append("\\") }
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { text.append(character) }
        }
        // Braces around all of it, and around single characters (`{\_}`), are TeX's; a DOI with braces is encoded.
        text.removeAll { $0 == "{" || $0 == "}" }
        return text.hasPrefix("\\url") ? String(text.dropFirst(4)) : text
    }

    private mutating func type() -> String {
        let subtype = text(["entrysubtype"])
        if cslTypes.contains(subtype) { return subtype }
        if ["magazine", "newspaper"].contains(subtype), entry.type == "article" { return "article-" + subtype }
        guard let type = cslType(ofBibTeX: entry.type) else {
            let clause = didYouMean(entry.type, among: usualEntryTypes).clause
            report(entry.offset, "entry type \(quoted("@" + entry.type)) is not known\(clause)")
            return "document"
        }
        // A preprint is written as @misc or @online with its arXiv number, or with its server as the publisher.
        guard type == "document" || type == "webpage" else { return type }
        return entry["eprint"] != nil || isPreprintServer(entry["publisher"].map { decodedText($0.value) } ?? "") ? "article" : type
    }

    private mutating func takeAuthors(into paper: inout PaperMetadata) {
        guard let field = field(["author"]) else { return }
        let names = BibTeXNames(field.value)
        reportUnknown(names.unknownCommands, in: field)
        for name in names.odd { report(field.offset, "name \(quoted(name)) seems to be several; BibTeX has \" and \" between names") }
        paper.authors = names.names
        if names.isPartial { paper.authorStatus = .partial }
        // Data annotation of BibLaTeX: `1="0000-…"; 3="…"`.
        guard let annotation = entry["author+an:orcid"] else { return }
        for part in decodedText(annotation.value).split(separator: ";") {
            let sides = part.split(separator: "=").map(\.trimmed)
            guard sides.count == 2, let index = authorIndex(sides[0], count: paper.authors.count) else { continue }
            paper.authors[index].orcid = sides[1].filter { $0 != "\"" }
        }
    }

    private mutating func container(_ type: String) -> String {
        let own = text(
            isPartOfBook(type)
                ? ["booktitle", "journaltitle", "journal"]
                : ["journaltitle", "journal", "journal-title", "booktitle", "maintitle"])
        guard own.isEmpty, isPartOfBook(type), let title = parent?["title"] else { return own }
        return text(of: title)
    }

    /// `date` of BibLaTeX, or `year`, `month` and `day`.
    private mutating func date() -> PartialDate? {
        // The entry's own year goes before the date of its parent.
        let whole = entry["date"] == nil && entry["year"] != nil ? "" : text(["date"])
        if let date = looseDate(whole) { return date }
        let yearField = field(["year"])
        let year = text(["year"])
        guard let date = looseDate(year) else {
            if let place = yearField ?? field(["date"]) {
                report(place.offset, "date \(quoted(year.isEmpty ? whole : year)) has no year")
            }
            return nil
        }
        if date.month != nil { return date }
        let (month, day) = monthAndDay(text(["month"]))
        return PartialDate(year: date.year, month: month, day: Int(text(["day"])) ?? day).sound
    }

    private func monthAndDay(_ text: String) -> (month: Int?, day: Int?) {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        let numbers = words.compactMap { Int($0) }
        if let month = words.lazy.compactMap({ monthNumber($0) }).first { return (month, numbers.first) }
        return (numbers.first, nil)
    }

    /// Cut at `;` when there is one, else at `,`, outside of braces.
    private mutating func keywords() -> [String] {
        guard let field = field(["keywords", "keyword"]) else { return [] }
        var pieces: [[UInt8]] = [[]]
        let mark = outsideBraces(field.value).contains(UInt8(ascii: ";")) ? UInt8(ascii: ";") : UInt8(ascii: ",")
        var depth = 0
        for byte in field.value {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if byte == mark, depth == 0 { pieces.append([]) } else { pieces[pieces.count - 1].append(byte) }
        }
        return pieces.map { decodedTeX($0).text }
    }

    private func outsideBraces(_ bytes: [UInt8]) -> [UInt8] {
        var depth = 0
        return bytes.filter { byte in
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            return depth == 0
        }
    }

    /// `eprint` with `eprinttype` (or BibTeX's `archiveprefix`) of arXiv, PubMed or PubMed Central.
    private func takeEprint(_ paper: inout PaperMetadata, _ identifiers: inout [Identifier]) {
        let value = verbatim("eprint")
        guard !value.isEmpty else { return }
        let kind = (verbatim("eprinttype").isEmpty ? verbatim("archiveprefix") : verbatim("eprinttype")).loweredASCII
        switch kind {
        case "pubmed" where paper.pmid.isEmpty: paper.pmid = value
        case "pmcid" where paper.pmcid.isEmpty, "pmc" where paper.pmcid.isEmpty: paper.pmcid = value
        case "arxiv": identifiers.append(Identifier(scheme: IdentifierScheme.arxiv.name, value: value))
        case "" where IdentifierScheme.arxiv.check(value).normalised != nil:
            identifiers.append(Identifier(scheme: IdentifierScheme.arxiv.name, value: value))
        default: return
        }
    }
}
