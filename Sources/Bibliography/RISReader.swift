// Reads RIS: the format in which reference managers hand papers to each other.
import WikiModel

/// Reads RIS (format specification of 2011, and what EndNote, Zotero and publishers make of it): tags of two
/// characters, continued lines, `Last, First, Suffix`, dates `YYYY/MM/DD/`. A record without its `ER` ends where the
/// next begins.
func readRIS(_ input: LocatedBytes) -> BibliographyReading {
    var splitter = RISSplitter(input: input)
    for line in input.lines { splitter.take(line) }
    splitter.end()
    var reading = BibliographyReading(problems: splitter.problems)
    for lines in splitter.records {
        let record = record(of: lines, input, &reading.problems)
        reading.add(record, at: input.location(of: lines[0].offset))
    }
    return uniquelyKeyed(reading)
}

/// Cuts a file into records of tagged lines.
private struct RISSplitter {
    let input: LocatedBytes
    var records: [[TaggedLine]] = []
    var problems: [BibliographyProblem] = []
    private var current: [TaggedLine] = []
    private var isStrayReported = false

    init(input: LocatedBytes) { self.input = input }

    mutating func take(_ line: Range<Int>) {
        if let (tag, value) = taggedLine(input.bytes[line]) {
            isStrayReported = false
            take(TaggedLine(tag: tag, values: [value], offset: line.lowerBound))
        } else if input.bytes[line].contains(where: { !$0.isWhitespace }) {
            takeUntagged(line)
        }
    }

    mutating func end() {
        if let open = current.first { report(open.offset, "the last record has no ER") }
        finish()
    }

    private mutating func take(_ line: TaggedLine) {
        switch (line.tag, current.first) {
        case ("TY", let open):
            if let open { report(open.offset, "a record has no ER before the next TY") }
            finish()
            current = [line]
        case ("ER", nil):
            report(line.offset, "ER without a TY before it")
        case ("ER", _):
            finish()
        case (_, nil):
            report(line.offset, "\(line.tag) before the first TY")
            isStrayReported = true
        default:
            current.append(line)
        }
    }

    private mutating func takeUntagged(_ line: Range<Int>) {
        guard let last = current.indices.last else {
            if !isStrayReported { report(line.lowerBound, "text outside a record") }
            isStrayReported = true
            return
        }
        if current[last].tag == "KW" {
            // EndNote puts one keyword on each continued line.
            current.append(TaggedLine(tag: "KW", values: [line], offset: line.lowerBound))
        } else {
            current[last].values.append(line)
        }
    }

    private mutating func finish() {
        if !current.isEmpty { records.append(current) }
        current = []
    }

    private mutating func report(_ offset: Int, _ message: String) {
        problems.append(input.problem(at: offset, message))
    }
}

/// A tag, its text and the text of its continued lines.
struct TaggedLine {
    var tag: String
    var values: [Range<Int>]
    var offset: Int
}

/// `TY  - value`; one blank before the hyphen, and none after it, are seen too.
private func taggedLine(_ line: ArraySlice<UInt8>) -> (tag: String, value: Range<Int>)? {
    var index = line.startIndex
    guard line.count >= 4, line[index].isUpper, line[index + 1].isUpper || line[index + 1].isDigit,
        line[index + 2] == 0x20
    else { return nil }
    let tag = String(decoding: line[index..<(index + 2)], as: UTF8.self)
    index += 2
    while index < line.endIndex, line[index] == 0x20, index < line.startIndex + 4 { index += 1 }
    guard index < line.endIndex, line[index] == UInt8(ascii: "-") else { return nil }
    index += 1
    // "AB - cells" is a tag; "AB -cells" in running text is not one.
    guard index == line.endIndex || line[index] == 0x20 else { return nil }
    return (tag, index..<line.endIndex)
}

/// The values of a record by tag, each on one line.
private struct RISFields {
    private var values: [String: [String]] = [:]

    init(_ lines: [TaggedLine], _ input: LocatedBytes) {
        for line in lines {
            values[line.tag, default: []].append(line.values.map { input.text($0) }.joined(separator: " ").singleSpaced)
        }
    }

    func all(_ tag: String) -> [String] { values[tag] ?? [] }

    /// The first value of the first tag that has one; empty when none has.
    func first(_ tags: String...) -> String { tags.lazy.compactMap { values[$0]?.first { !$0.isEmpty } }.first ?? "" }
}

private func record(of lines: [TaggedLine], _ input: LocatedBytes, _ problems: inout [BibliographyProblem])
    -> BibliographyRecord?
{
    let fields = RISFields(lines, input)
    let start = lines[0].offset
    let type = fields.first("TY")
    var paper = PaperMetadata()
    if let known = cslType(ofRIS: type.raisedASCII) {
        paper.type = known
    } else {
        problems.append(input.problem(at: start, "type \(quoted(type)) is none of RIS"))
    }
    let title: String
    (title, paper.containerTitle) = titles(fields, isBook: paper.type == "book")
    if title.isEmpty {
        problems.append(input.problem(at: start, "the record has no title (TI or T1)", isMissingTitle: true))
        if fields.first("DO", "UR", "AN").isEmpty { return nil }
    }
    paper.authors = (fields.all("AU") + fields.all("A1")).flatMap { severalNames($0) ?? [$0] }.map(risPerson)
    // Y1 is the older form of DA; of the three, PY says which year counts.
    paper.issued = risDate(fields.first("PY"), fields.first("DA", "Y1"))
    if paper.issued == nil, let line = lines.first(where: { $0.tag == "PY" || $0.tag == "Y1" }),
        !fields.first("PY", "Y1").isEmpty
    {
        problems.append(input.problem(at: line.offset, "date \(quoted(fields.first("PY", "Y1"))) has no year"))
    }
    takePublication(fields, &paper)
    takeIdentifiers(fields, &paper)
    var identifiers = fields.all("SN").compactMap(serialNumber)
    for note in fields.all("N1") { takeNote(note, &paper, &identifiers) }
    return BibliographyRecord(key: fields.first("ID"), title: title, paper: paper, identifiers: identifiers).normalised()
}

/// The title of a work, and of what holds it. T2 of a book is its series.
private func titles(_ fields: RISFields, isBook: Bool) -> (title: String, container: String) {
    guard isBook else { return (fields.first("TI", "T1", "CT"), fields.first("T2", "JF", "BT", "JO", "JA", "J1", "J2")) }
    return (fields.first("TI", "T1", "BT", "CT", "T2"), fields.first("TI", "T1").isEmpty ? "" : fields.first("T2"))
}

/// Where a work was published and what it is about. M3, the type of work, may tell more than TY.
private func takePublication(_ fields: RISFields, _ paper: inout PaperMetadata) {
    paper.volume = fields.first("VL")
    paper.issue = fields.first("IS")
    paper.page = [fields.first("SP"), fields.first("EP")].filter { !$0.isEmpty }.joined(separator: "-")
    paper.number = fields.first("C7")
    paper.publisher = fields.first("PB")
    paper.abstract = fields.first("AB", "N2")
    paper.keywords = fields.all("KW").flatMap { $0.contains(";") ? $0.split(separator: ";").map(\.trimmed) : [$0] }
    let typeOfWork = fields.first("M3")
    if cslTypes.contains(typeOfWork) {
        paper.type = typeOfWork
    } else if typeOfWork.loweredASCII == "preprint" {
        paper.type = "article"
    }
}

/// Some exports put a DOI into M3 and a PMCID into C2. AN is the number in a database, which is PubMed unless another is named.
private func takeIdentifiers(_ fields: RISFields, _ paper: inout PaperMetadata) {
    let (doi, typeOfWork, number, database) = (fields.first("DO"), fields.first("M3"), fields.first("AN"), fields.first("DB"))
    paper.doi = doi.isEmpty && typeOfWork.hasPrefix("10.") ? typeOfWork : doi
    paper.url = fields.first("UR")
    if ["pubmed", "medline"].contains(database.loweredASCII) || (number.isDigits && database.isEmpty) { paper.pmid = number }
    if fields.first("C2").hasPrefix("PMC") { paper.pmcid = fields.first("C2") }
}

/// The names of `Ma, L.; Yu, L.`: some programs write all authors on one line. `nil` for what may be one name.
func severalNames(_ text: String) -> [String]? {
    let names = text.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
    let areNames = names.allSatisfy { name in
        let sides = name.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        return sides.count == 2 && sides.allSatisfy { $0.first?.isLetter == true } && name.allSatisfy { $0.isLetter || " ,.-'\u{2019}".contains($0) }
    }
    return names.count > 1 && areNames ? names : nil
}

/// `Last, First, Suffix`; a name without a comma is a group.
private func risPerson(_ text: String) -> PersonName {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    if parts.count == 1 { return PersonName(literal: text) }
    return PersonName(family: parts[0], given: parts.dropFirst().joined(separator: ", "))
}

/// The fuller date when both are of one year; else the year of publication, for `DA` may be another day.
private func risDate(_ year: String, _ full: String) -> PartialDate? {
    guard let published = looseDate(year) else { return looseDate(full) }
    guard published.month == nil, let date = looseDate(full), date.year == published.year else { return published }
    return date
}

/// Notes that `writeRIS` wrote, and identifiers that others keep there.
private func takeNote(_ note: String, _ paper: inout PaperMetadata, _ identifiers: inout [Identifier]) {
    paper.takeIdentifiers(fromNote: note)
    guard let colon = note.firstIndex(of: ":") else {
        if note == "Author list incomplete" { paper.authorStatus = .partial }
        return
    }
    let value = note[colon...].dropFirst().trimmed
    let words = note[..<colon].split(separator: " ")
    switch (words.first, words.count) {
    case ("ORCID", 2), ("Author", 2):
        guard let index = authorIndex(words[1], count: paper.authors.count) else { return }
        if words[0] == "ORCID" {
            paper.authors[index].orcid = value
        } else {
            paper.authors[index] = PersonName(literal: value, orcid: paper.authors[index].orcid)
        }
    case ("PMCID", 3): paper.pmcid = value
    case ("arXiv", 1): identifiers.append(Identifier(scheme: IdentifierScheme.arxiv.name, value: value))
    case ("Retraction", 1): paper.retraction = Retraction(fieldText: value) ?? paper.retraction
    case ("Verified", 1): paper.verified = value
    default: return
    }
}
