// Writes RIS: the format in which reference managers hand papers to each other.
import Bytes
import WikiModel

/// Writes records as RIS (format specification of 2011), with its line ends. What RIS has no tag for stands in notes
/// (`N1`): the authors' ORCID iDs, an incomplete author list, a retraction, arXiv.
func writeRIS(_ records: [BibliographyRecord]) -> [UInt8] {
    var output: [UInt8] = []
    for record in records {
        appendLines(of: record.normalised(), to: &output)
        output.add("ER  - \r\n\r\n")
    }
    return output
}

extension [UInt8] {
    /// A line of a tag and its value; none when the value is empty.
    fileprivate mutating func line(_ tag: StaticString, _ value: String) {
        guard !value.isEmpty else { return }
        add(tag)
        add("  - ")
        add(value)
        add("\r\n")
    }
}

private func appendLines(of record: BibliographyRecord, to output: inout [UInt8]) {
    let paper = record.paper
    let type = WrittenType(csl: paper.type).ris
    output.line("TY", type)
    output.line("ID", record.key)
    output.line("TI", record.title)
    for author in paper.authors { output.line("AU", risName(author)) }
    if let issued = paper.issued { output.line("PY", PartialDate(year: issued.year).description) }
    output.line("DA", risDate(paper.issued))
    output.line("T2", paper.containerTitle)
    output.line("VL", paper.volume)
    output.line("IS", paper.issue)
    appendPages(paper.page, to: &output)
    output.line("C7", paper.number)
    output.line("PB", paper.publisher)
    output.line("DO", paper.doi)
    // EndNote and PubMed keep the PMID as accession number, with the name of its database, and the PMCID in C2.
    output.line("AN", paper.pmid)
    if !paper.pmid.isEmpty { output.line("DB", "PubMed") }
    if paper.pmcid.hasPrefix("PMC") { output.line("C2", paper.pmcid) }
    output.line("UR", paper.url)
    output.line("AB", paper.abstract)
    for keyword in paper.keywords { output.line("KW", keyword) }
    output.line("SN", record.identifiers.value(.issn))
    output.line("SN", record.identifiers.value(.isbn))
    if cslType(ofRIS: type) != paper.type { output.line("M3", paper.type) }
    for note in notes(of: record) { output.line("N1", note) }
}

/// `Family,Given,Suffix` as the specification has it, with a blank after each comma as all tools write it. A family
/// name alone keeps its comma; a name without one is a group.
private func risName(_ name: PersonName) -> String {
    // A group with a comma in its name is spelt out in a note.
    if !name.literal.isEmpty {
        let plain = name.literal.split(separator: ",").joined().singleSpaced
        return plain.isEmpty ? "Anonymous" : plain
    }
    let (forenames, suffix) = name.givenAndSuffix
    if forenames.holds(",") { return "\(name.family), \(name.given)" }
    if !suffix.isEmpty { return "\(name.family), \(forenames), \(suffix)" }
    return forenames.isEmpty ? name.family + "," : "\(name.family), \(forenames)"
}

/// `2019/08/12`, as precise as the date; nothing for a year alone, which `PY` holds.
private func risDate(_ date: PartialDate?) -> String {
    guard let date, date.month != nil else { return "" }
    return String(date.description.map { $0 == "-" ? "/" : $0 })
}

private func appendPages(_ page: String, to output: inout [UInt8]) {
    let ends = page.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty, !page.holds(",") else { return output.line("SP", page) }
    output.line("SP", String(ends[0]))
    output.line("EP", String(ends[1]))
}

private func notes(of record: BibliographyRecord) -> [String] {
    let paper = record.paper
    var notes: [String] = []
    for (index, author) in paper.authors.enumerated() {
        if author.literal.holds(",") { notes.append("Author \(index + 1): \(author.literal)") }
        if !author.orcid.isEmpty { notes.append("ORCID \(index + 1): \(author.orcid)") }
    }
    if paper.authorStatus == .partial { notes.append("Author list incomplete") }
    if !paper.pmcid.isEmpty, !paper.pmcid.hasPrefix("PMC") { notes.append("PMCID as written: \(paper.pmcid)") }
    let arxiv = record.identifiers.value(.arxiv)
    if !arxiv.isEmpty { notes.append("arXiv: \(arxiv)") }
    if let retraction = paper.retraction { notes.append("Retraction: \(retraction.fieldText)") }
    return notes
}
