// Records as BibTeX or BibLaTeX, in UTF-8.
import Bytes
import WikiModel

/// The two dialects: they differ in types, in dates and in the field of a journal's name.
enum BibTeXDialect: Sendable {
    case bibtex
    case biblatex
}

/// Writes records as BibTeX. Field names are those of the BibTeX and BibLaTeX manuals; `pmid` and `pmcid` are those of
/// JabRef and PubMed; `retraction` is ours, and styles pass over it. How a record was checked is of use in its base alone, and programs
/// would show it as a note of the paper.
func writeBibTeX(_ records: [BibliographyRecord], dialect: BibTeXDialect) -> [UInt8] {
    var output: [UInt8] = []
    for record in records {
        if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
        append(record.normalised(), dialect, to: &output)
    }
    return output
}

private func append(_ record: BibliographyRecord, _ dialect: BibTeXDialect, to output: inout [UInt8]) {
    let paper = record.paper
    let written = WrittenType(csl: paper.type)
    let type = dialect == .bibtex ? written.bibtex : written.biblatex
    output.add("@")
    output.add(type)
    output.add("{")
    output.add(record.key)
    output.field("title") { appendTeXTitle(record.title, to: &$0) }
    output.field("author") { appendAuthors(of: paper, to: &$0) }
    output.field("author+an:orcid", verbatim: orcidAnnotation(paper.authors))
    output.field(containerField(paper.type, dialect), paper.containerTitle)
    appendDate(paper.issued, dialect, to: &output)
    output.field("volume", paper.volume)
    if numberIsOfWork(paper.type) {
        output.field("number", paper.number)
        output.field("issue", paper.issue)
    } else {
        output.field("number", paper.issue)
        output.field("eid", paper.number)
    }
    output.field("pages") { appendTeX(paper.page, dash: .ofRange, to: &$0) }
    output.field(publisherField(paper.type, dialect), paper.publisher)
    appendIdentifiers(of: record, dialect, to: &output)
    output.field("url", verbatim: paper.url)
    output.field("keywords") { appendKeywords(paper.keywords, to: &$0) }
    output.field("abstract", paper.abstract)
    if !isReadBack(record, as: type) { output.field("entrysubtype", paper.type) }
    if let retraction = paper.retraction { output.field("retraction", retraction.fieldText) }
    output.add("\n}\n")
}

private func appendIdentifiers(of record: BibliographyRecord, _ dialect: BibTeXDialect, to output: inout [UInt8]) {
    let arxiv = record.identifiers.value(.arxiv)
    output.field("isbn") { $0.add(record.identifiers.value(.isbn)) }
    output.field("issn") { $0.add(record.identifiers.value(.issn)) }
    output.field("doi", verbatim: record.paper.doi)
    output.field("eprint", verbatim: arxiv)
    if !arxiv.isEmpty { output.field(dialect == .bibtex ? "archiveprefix" : "eprinttype", "arXiv") }
    output.field("pmid", verbatim: record.paper.pmid)
    output.field("pmcid", verbatim: record.paper.pmcid)
}

extension [UInt8] {
    /// A field with what `write` appends; none when it appends nothing.
    fileprivate mutating func field(_ name: StaticString, _ write: (inout [UInt8]) -> Void) {
        let before = count
        add(",\n  ")
        add(name)
        add(" = {")
        let start = count
        write(&self)
        if count == start { removeLast(start - before) } else { add("}") }
    }

    /// A field of text.
    fileprivate mutating func field(_ name: StaticString, _ text: String) {
        if !text.isEmpty { field(name) { appendTeX(text, to: &$0) } }
    }

    /// A field that BibTeX reads as it stands: an address, an identifier.
    fileprivate mutating func field(_ name: StaticString, verbatim text: String) {
        if !text.isEmpty { field(name) { $0.add(withoutBraces(text)) } }
    }
}

/// Whether a reader finds the CSL type by the entry type alone. A misc entry with an arXiv number, or with a server of preprints as its
/// publisher, passes for a preprint.
private func isReadBack(_ record: BibliographyRecord, as entryType: String) -> Bool {
    let looksLikePreprint = !record.identifiers.value(.arxiv).isEmpty || isPreprintServer(record.paper.publisher)
    return cslType(ofBibTeX: entryType) == record.paper.type && !(looksLikePreprint && ["misc", "online"].contains(entryType))
}

/// The macros that every BibTeX style defines (BibTeXing, 3.2).
let monthMacros = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

private func containerField(_ type: String, _ dialect: BibTeXDialect) -> StaticString {
    isPartOfBook(type) ? "booktitle" : dialect == .bibtex ? "journal" : "journaltitle"
}

private func publisherField(_ type: String, _ dialect: BibTeXDialect) -> StaticString {
    switch (type, dialect) {
    case ("thesis", .bibtex): "school"
    case ("thesis", .biblatex), ("report", _): "institution"
    default: "publisher"
    }
}

private func appendDate(_ date: PartialDate?, _ dialect: BibTeXDialect, to output: inout [UInt8]) {
    guard let date else { return }
    if dialect == .biblatex { return output.field("date", verbatim: date.description) }
    output.field("year", verbatim: PartialDate(year: date.year).description)
    if let month = date.month {
        // A macro (`aug`), which styles print in their own way; it stands without braces.
        output.add(",\n  month = ")
        output.add(monthMacros[month - 1])
    }
    if let day = date.day { output.field("day", verbatim: String(day)) }
}

// MARK: Names

private func appendAuthors(of paper: PaperMetadata, to output: inout [UInt8]) {
    for (number, name) in paper.authors.enumerated() {
        if number > 0 { output.add(" and ") }
        append(name, to: &output)
    }
    if paper.authorStatus == .partial { output.add(paper.authors.isEmpty ? "others" : " and others") }
}

/// `Family, Given`, `Family, Jr., Given`, or a whole name in braces.
private func append(_ name: PersonName, to output: inout [UInt8]) {
    if !name.literal.isEmpty { return appendGroup(name.literal, to: &output) }
    let (forenames, suffix) = name.givenAndSuffix
    appendPart(name.family, to: &output)
    // The comma keeps a name of several words, or the word "others", one family name.
    output.add(",")
    if !suffix.isEmpty {
        output.add(" ")
        appendPart(suffix, to: &output)
        output.add(",")
    }
    guard !suffix.isEmpty || !forenames.isEmpty else { return }
    output.add(" ")
    appendPart(forenames, to: &output)
}

/// A part of a name; braces where a comma or the word "and" would cut it.
private func appendPart(_ text: String, to output: inout [UInt8]) {
    let isCut = text.withBytes { $0.contains(UInt8(ascii: ",")) || holdsAnd($0) }
    if isCut { appendGroup(text, to: &output) } else { appendTeX(text, to: &output) }
}

private func appendGroup(_ text: String, to output: inout [UInt8]) {
    output.add("{")
    appendTeX(text, to: &output)
    output.add("}")
}

/// Whether "and" stands between blanks, in any case.
private func holdsAnd(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let last = text.indices.dropLast(2).last else { return false }
    return (0...last).contains { start in
        let end = start + 3
        return text[start].lowercased == UInt8(ascii: "a") && text[start + 1].lowercased == UInt8(ascii: "n")
            && text[start + 2].lowercased == UInt8(ascii: "d") && (start == 0 || text[start - 1] == 0x20)
            && (end == text.count || text[end] == 0x20)
    }
}

/// A data annotation of BibLaTeX (manual, 3.7): `1="0000-…"; 3="…"`.
private func orcidAnnotation(_ authors: [PersonName]) -> String {
    guard authors.contains(where: { !$0.orcid.isEmpty }) else { return "" }
    return authors.enumerated().filter { !$0.element.orcid.isEmpty }
        .map { "\($0.offset + 1)=\"\(withoutBraces($0.element.orcid))\"" }.joined(separator: "; ")
}

/// Keywords with commas between them; braces around one that holds a comma or semicolon itself.
private func appendKeywords(_ keywords: [String], to output: inout [UInt8]) {
    for (number, keyword) in keywords.enumerated() {
        if number > 0 { output.add(", ") }
        if keyword.holds(",") || keyword.holds(";") { appendGroup(keyword, to: &output) } else { appendTeX(keyword, to: &output) }
    }
}
