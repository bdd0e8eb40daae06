// CSL-JSON to records.
import WikiModel

/// Reads a JSON array of CSL items, one item, an object whose `items` are such an array (Zotero, citeproc test files), or the
/// `message` of an answer of Crossref's API, which holds one of these. An item that is not JSON is reported, and reading goes on at the next.
func readCSLJSON(_ input: LocatedBytes) -> BibliographyReading {
    var reading = BibliographyReading()
    for item in items(input, &reading.problems) {
        guard case .object = item.kind else {
            reading.problems.append(input.problem(at: item.offset, "an item is no object"))
            continue
        }
        let record = record(of: item, input, &reading.problems)
        reading.add(record, at: input.location(of: item.offset))
    }
    return uniquelyKeyed(reading)
}

private func items(_ input: LocatedBytes, _ problems: inout [BibliographyProblem]) -> [JSONValue] {
    var parser = JSONParser(bytes: input.bytes, index: input.start)
    var found: [JSONValue] = []
    parser.skipSpace()
    guard parser.take("[") else {
        do throws(JSONFailure) {
            let value = try parser.value()
            // Crossref's API puts its answer, one work or a list, into an envelope.
            let answer = value["title"] == nil ? value["message"] ?? value : value
            return answer["items"]?.array ?? [answer]
        } catch {
            problems.append(input.problem(at: error.offset, error.message))
            return []
        }
    }
    if parser.take("]") { return [] }
    while true {
        parser.skipSpace()
        let start = parser.index
        do throws(JSONFailure) {
            found.append(try parser.value())
            if parser.take(",") { continue }
            if !parser.take("]") {
                throw JSONFailure(offset: parser.index, message: "\",\" or \"]\" is missing after an item")
            }
            return found
        } catch {
            problems.append(input.problem(at: error.offset, error.message))
            guard let next = nextItem(input.bytes, after: start, failedAt: error.offset) else {
                let isAtEnd = input.bytes[error.offset...].allSatisfy(\.isWhitespace)
                if !isAtEnd { problems.append(input.problem(at: start, "no item is seen after this broken one")) }
                return found
            }
            parser.index = next
        }
    }
}

/// Where the item after a broken one begins: a `{` that follows `,` or a line's start, no deeper indented than the
/// broken one. Looking only forward from the failure keeps the whole reading linear.
private func nextItem(_ bytes: [UInt8], after start: Int, failedAt failure: Int) -> Int? {
    let indent = indentation(bytes, of: start)
    var index = max(start + 1, failure)
    while index < bytes.count {
        if bytes[index] == UInt8(ascii: "{"), beginsItem(bytes, at: index, indent: indent) { return index }
        index += 1
    }
    return nil
}

/// The blanks between a line's start and `offset`; 0 when something else stands there.
private func indentation(_ bytes: [UInt8], of offset: Int) -> Int {
    var index = offset
    while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
    return index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D ? offset - index : 0
}

/// `{` at the start of a line that is not deeper, or after `},` on a line of its own kind, as in compact JSON.
private func beginsItem(_ bytes: [UInt8], at index: Int, indent: Int) -> Bool {
    var before = index - 1
    while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x09 { before -= 1 }
    if before < 0 || bytes[before] == 0x0A || bytes[before] == 0x0D { return index - before - 1 <= indent }
    guard bytes[before] == UInt8(ascii: ",") else { return false }
    // `},{"id":` begins an item; authors have no id.
    return bytes[index...].prefix(8).filter { !$0.isWhitespace }.starts(with: "{\"id\"".utf8)
}

// MARK: Items

extension JSONValue {
    /// The text of the first of these members that has one; empty when none has.
    fileprivate func first(_ names: String...) -> String { names.lazy.compactMap { self[$0]?.text }.first ?? "" }
}

private func record(of item: JSONValue, _ input: LocatedBytes, _ problems: inout [BibliographyProblem])
    -> BibliographyRecord?
{
    var paper = PaperMetadata()
    let title = withoutSpans(item.first("title"))
    if title.isEmpty {
        problems.append(input.problem(at: item.offset, "item \(quoted(item.first("id"))) has no title", isMissingTitle: true))
        if item.first("DOI", "PMID", "PMCID", "URL", "ISBN").isEmpty, item["custom"]?["arXiv"] == nil { return nil }
    }
    paper.type = item.first("type")
    if let type = crossrefTypes[paper.type] { paper.type = type }
    if !paper.type.isEmpty, !cslTypes.contains(paper.type) {
        problems.append(
            input.problem(at: item["type"]?.offset ?? item.offset, "type \(quoted(paper.type)) is none of CSL"))
    }
    paper.authors = (item["author"]?.array ?? []).compactMap(person)
    paper.issued = item["issued"].flatMap(date)
    if let issued = item["issued"], paper.issued == nil, issued["season"] == nil {
        problems.append(input.problem(at: issued.offset, "the date of \(quoted(item.first("id"))) has no year"))
    }
    takePublication(item, &paper)
    let identifiers = takeIdentifiers(item, &paper)
    takeCustom(item, &paper)
    return BibliographyRecord(key: item.first("id"), title: title, paper: paper, identifiers: identifiers).normalised()
}

/// Where a work was published and what it is about.
private func takePublication(_ item: JSONValue, _ paper: inout PaperMetadata) {
    paper.containerTitle = item.first("container-title")
    paper.volume = item.first("volume")
    paper.issue = item.first("issue")
    paper.page = item.first("page", "page-first")
    paper.number = item.first("number", "article-number")
    paper.publisher = item.first("publisher")
    paper.abstract = withoutJATS(item.first("abstract"))
    paper.keywords = keywords(item)
}

/// Identifiers with a variable of their own in CSL, those that others keep in a note, and as the answer those of other schemes.
private func takeIdentifiers(_ item: JSONValue, _ paper: inout PaperMetadata) -> [Identifier] {
    paper.doi = item.first("DOI")
    paper.pmid = item.first("PMID")
    paper.pmcid = item.first("PMCID")
    paper.url = item.first("URL")
    paper.takeIdentifiers(fromNote: item.first("note"))
    return [
        (IdentifierScheme.isbn, item.first("ISBN")), (.issn, item.first("ISSN")), (.arxiv, item["custom"]?["arXiv"]?.text ?? ""),
    ]
    .filter { !$0.1.isEmpty }
    .map { Identifier(scheme: $0.0.name, value: $0.0 == .arxiv ? $0.1 : serialNumber($0.1)?.value ?? $0.1) }
}

/// What CSL has no variable for: members that `writeCSLJSON` wrote, and Crossref's notices.
private func takeCustom(_ item: JSONValue, _ paper: inout PaperMetadata) {
    let custom = item["custom"]
    if custom?["author_status"]?.text == "partial" { paper.authorStatus = .partial }
    if case .string(let way)? = custom?["verified"]?.kind { paper.verified = way }
    paper.retraction = custom?["retraction"].flatMap(retraction) ?? crossrefRetraction(item)
}

/// Types of Crossref's API, whose answers pass as CSL-JSON.
private let crossrefTypes = [
    "journal-article": "article-journal", "book-chapter": "chapter", "proceedings-article": "paper-conference",
    "posted-content": "article", "monograph": "book", "dissertation": "thesis", "reference-entry": "entry",
]

private func person(_ name: JSONValue) -> PersonName? {
    guard case .object = name.kind else { return name.text.map { PersonName(literal: $0) } }
    let orcid = name.first("ORCID")
    if let literal = name["literal"]?.text ?? name["name"]?.text { return PersonName(literal: literal, orcid: orcid) }
    let family = [name.first("non-dropping-particle"), name.first("family")].filter { !$0.isEmpty }.joined(separator: " ")
    var given = [name.first("given"), name.first("dropping-particle")].filter { !$0.isEmpty }.joined(separator: " ")
    if !name.first("suffix").isEmpty { given += ", " + name.first("suffix") }
    return PersonName(family: family, given: given, orcid: orcid)
}

/// `date-parts` of numbers or texts, else `raw`, `literal` or a plain text.
private func date(_ value: JSONValue) -> PartialDate? {
    if let parts = value["date-parts"]?.array?.first?.array {
        let numbers = parts.prefix(3).map { $0.text.flatMap { Int($0.trimmed) } }
        guard let first = numbers.first, let year = first else { return nil }
        return PartialDate(
            year: year, month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil
        ).sound
    }
    return (value["raw"]?.text ?? value["literal"]?.text ?? value.text).flatMap(looseDate)
}

private func keywords(_ item: JSONValue) -> [String] {
    if let list = item["custom"]?["keywords"]?.array ?? item["keyword"]?.array { return list.compactMap(\.text) }
    let text = item["keyword"]?.text ?? ""
    let mark: Character = text.contains(";") ? ";" : ","
    return text.split(separator: mark).map(\.trimmed)
}

private func retraction(_ value: JSONValue) -> Retraction? {
    let kind = Retraction.Kind.allCases.first { $0.name == value["kind"]?.text }
    return kind.map {
        Retraction(kind: $0, notice: value["notice"]?.text ?? "", date: value["date"]?.text.flatMap(looseDate))
    }
}

/// The gravest of the notices that Crossref lists as `updated-by` (and Retraction Watch through it): a retraction, else
/// an expression of concern, else a correction.
private func crossrefRetraction(_ item: JSONValue) -> Retraction? {
    let kinds: [String: Retraction.Kind] = [
        "retraction": .retracted, "partial_retraction": .retracted, "withdrawal": .retracted, "removal": .retracted,
        "expression_of_concern": .expressionOfConcern, "correction": .corrected, "corrigendum": .corrected,
        "erratum": .corrected,
    ]
    let notices = (item["updated-by"]?.array ?? []).compactMap { notice -> Retraction? in
        guard let kind = kinds[notice["type"]?.text ?? ""] else { return nil }
        return Retraction(kind: kind, notice: notice["DOI"]?.text ?? "", date: notice["updated"].flatMap(date))
    }
    return notices.min { $0.kind.rawValue < $1.kind.rawValue }
}

/// Zotero marks words whose case counts with `<span class="nocase">`.
private func withoutSpans(_ title: String) -> String {
    title.contains("<span")
        ? title.replacing("<span class=\"nocase\">", with: "").replacing("</span>", with: "") : title
}

/// An abstract of Crossref without its JATS tags (`<jats:p>`).
private func withoutJATS(_ abstract: String) -> String {
    guard abstract.contains("<jats:") else { return abstract }
    var text = ""
    var rest = abstract[...]
    while let open = rest.firstIndex(of: "<") {
        text += rest[..<open]
        rest = rest[open...]
        let isTag = rest.hasPrefix("<jats:") || rest.hasPrefix("</jats:")
        guard isTag, let close = rest.firstIndex(of: ">") else {
            text.append("<")
            rest = rest.dropFirst()
            continue
        }
        // A paragraph or title ends with a blank; <jats:italic> and <jats:sub> do not.
        let name = rest[..<close]
        if name.hasSuffix("jats:p") || name.hasSuffix("jats:title") { text += " " }
        rest = rest[close...].dropFirst()
    }
    text += rest
    return text
}
