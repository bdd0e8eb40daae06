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
        } else if input.bytes[line].contains(where: { !$0.isSpace }) {
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

private func record(of lines: [TaggedLine], _ input: LocatedBytes, _ problems: inout [BibliographyProblem])
    -> BibliographyRecord?
{
    var values: [String: [String]] = [:]
    for line in lines {
        values[line.tag, default: []].append(line.values.map { input.text($0) }.joined(separator: " ").singleSpaced)
    }
    func first(_ tags: String...) -> String { tags.lazy.compactMap { values[$0]?.first { !$0.isEmpty } }.first ?? "" }
    let start = lines[0].offset
    let type = first("TY")
    var paper = PaperMetadata()
    if let known = cslType(ofRIS: type.raisedASCII) {
        paper.type = known
    } else {
        problems.append(input.problem(at: start, "type \(quoted(type)) is none of RIS"))
    }
    let isBook = paper.type == "book"
    let title = isBook ? first("TI", "T1", "BT", "CT", "T2") : first("TI", "T1", "CT")
    // T2 of a book is its series.
    paper.containerTitle =
        isBook ? (first("TI", "T1").isEmpty ? "" : first("T2")) : first("T2", "JF", "BT", "JO", "JA", "J1", "J2")
    if title.isEmpty {
        problems.append(input.problem(at: start, "the record has no title (TI or T1)"))
        if first("DO", "UR", "AN").isEmpty { return nil }
    }
    paper.authors = ((values["AU"] ?? []) + (values["A1"] ?? [])).map(risPerson)
    // Y1 is the older form of DA; of the three, PY says which year counts.
    paper.issued = risDate(first("PY"), first("DA", "Y1"))
    if paper.issued == nil, let line = lines.first(where: { $0.tag == "PY" || $0.tag == "Y1" }),
        !first("PY", "Y1").isEmpty
    {
        problems.append(input.problem(at: line.offset, "date \(quoted(first("PY", "Y1"))) has no year"))
    }
    paper.volume = first("VL")
    paper.issue = first("IS")
    paper.page = [first("SP"), first("EP")].filter { !$0.isEmpty }.joined(separator: "-")
    paper.number = first("C7")
    paper.publisher = first("PB")
    paper.doi = first("DO").isEmpty && first("M3").hasPrefix("10.") ? first("M3") : first("DO")
    paper.url = first("UR")
    paper.abstract = first("AB", "N2")
    paper.keywords = (values["KW"] ?? []).flatMap { $0.contains(";") ? $0.split(separator: ";").map(\.trimmed) : [$0] }
    let isPubMed = ["pubmed", "medline"].contains(first("DB").loweredASCII)
    if isPubMed || (first("AN").isDigits && first("DB").isEmpty) {
        paper.pmid = first("AN")
    }
    if first("C2").hasPrefix("PMC") { paper.pmcid = first("C2") }
    if cslTypes.contains(first("M3")) {
        paper.type = first("M3")
    } else if first("M3").loweredASCII == "preprint" {
        paper.type = "article"
    }
    var identifiers = (values["SN"] ?? []).compactMap(serialNumber)
    for note in values["N1"] ?? [] { takeNote(note, &paper, &identifiers) }
    return BibliographyRecord(key: first("ID"), title: title, paper: paper, identifiers: identifiers).normalised()
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
