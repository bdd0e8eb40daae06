// Writes RIS: the format in which reference managers hand papers to each other.
import WikiModel

/// Writes records as RIS (format specification of 2011), with its line ends. What RIS has no tag for stands in notes
/// (`N1`): the authors' ORCID iDs, an incomplete author list, a retraction, arXiv.
func writeRIS(_ records: [BibliographyRecord]) -> [UInt8] {
    var output = ""
    for record in records {
        for (tag, value) in lines(of: record.normalised()) where !value.isEmpty || tag == "ER" {
            output += "\(tag)  - \(value)\r\n"
        }
        output += "\r\n"
    }
    return Array(output.utf8)
}

private func lines(of record: BibliographyRecord) -> [(tag: String, value: String)] {
    let paper = record.paper
    let type = WrittenType(csl: paper.type).ris
    var lines: [(tag: String, value: String)] = [("TY", type), ("ID", record.key), ("TI", record.title)]
    lines += paper.authors.map { ("AU", risName($0)) }
    lines += [
        ("PY", paper.issued.map { PartialDate(year: $0.year).description } ?? ""),
        ("DA", risDate(paper.issued)),
        ("T2", paper.containerTitle), ("VL", paper.volume), ("IS", paper.issue),
    ]
    lines += pageLines(paper.page)
    lines += [("C7", paper.number), ("PB", paper.publisher), ("DO", paper.doi)]
    // EndNote and PubMed keep the PMID as accession number, with the name of its database, and the PMCID in C2.
    lines += [
        ("AN", paper.pmid), ("DB", paper.pmid.isEmpty ? "" : "PubMed"),
        ("C2", paper.pmcid.hasPrefix("PMC") ? paper.pmcid : ""), ("UR", paper.url),
        ("AB", paper.abstract),
    ]
    lines += paper.keywords.map { ("KW", $0) }
    lines += [("SN", record.identifiers.value(.issn)), ("SN", record.identifiers.value(.isbn))]
    lines.append(("M3", cslType(ofRIS: type) == paper.type ? "" : paper.type))
    lines += notes(of: record).map { ("N1", $0) }
    return lines + [("ER", "")]
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
    if forenames.contains(",") { return "\(name.family), \(name.given)" }
    if !suffix.isEmpty { return "\(name.family), \(forenames), \(suffix)" }
    return forenames.isEmpty ? name.family + "," : "\(name.family), \(forenames)"
}

/// `2019/08/12`, as precise as the date; nothing for a year alone, which `PY` holds.
private func risDate(_ date: PartialDate?) -> String {
    guard let date, date.month != nil else { return "" }
    return String(date.description.map { $0 == "-" ? "/" : $0 })
}

private func pageLines(_ page: String) -> [(tag: String, value: String)] {
    let ends = page.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty, !page.contains(",") else { return [("SP", page)] }
    return [("SP", String(ends[0])), ("EP", String(ends[1]))]
}

private func notes(of record: BibliographyRecord) -> [String] {
    let paper = record.paper
    var notes: [String] = []
    for (index, author) in paper.authors.enumerated() {
        if author.literal.contains(",") { notes.append("Author \(index + 1): \(author.literal)") }
        if !author.orcid.isEmpty { notes.append("ORCID \(index + 1): \(author.orcid)") }
    }
    if paper.authorStatus == .partial { notes.append("Author list incomplete") }
    if !paper.pmcid.isEmpty, !paper.pmcid.hasPrefix("PMC") { notes.append("PMCID as written: \(paper.pmcid)") }
    let arxiv = record.identifiers.value(.arxiv)
    if !arxiv.isEmpty { notes.append("arXiv: \(arxiv)") }
    if let retraction = paper.retraction { notes.append("Retraction: \(retraction.fieldText)") }
    if !paper.verified.isEmpty { notes.append("Verified: \(paper.verified)") }
    return notes
}
