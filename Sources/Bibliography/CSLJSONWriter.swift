// Records as CSL-JSON, as citeproc reads it.
import WikiModel

/// Writes records as a JSON array of CSL items (CSL data schema 1.0.2). What CSL has no variable for stands in
/// `custom`, which the schema leaves to applications; `ORCID` in a name is Crossref's and Zotero's.
func writeCSLJSON(_ records: [BibliographyRecord]) -> [UInt8] {
    var writer = JSONText()
    writer.open("[")
    for record in records {
        writer.element()
        write(record.normalised(), to: &writer)
    }
    writer.close("]")
    writer.bytes.append(0x0A)
    return writer.bytes
}

private func write(_ record: BibliographyRecord, to writer: inout JSONText) {
    let paper = record.paper
    writer.open("{")
    writer.member("id", record.key)
    writer.member("type", paper.type)
    writer.member("title", record.title)
    if !paper.authors.isEmpty {
        writer.name("author")
        writer.open("[")
        for author in paper.authors {
            writer.element()
            write(author, to: &writer)
        }
        writer.close("]")
    }
    if let issued = paper.issued {
        writer.name("issued")
        writer.open("{")
        writer.name("date-parts")
        writer.raw(
            "[[" + [issued.year, issued.month, issued.day].compactMap { $0.map { String($0) } }.joined(separator: ", ")
                + "]]")
        writer.close("}")
    }
    writer.member("container-title", ifAny: paper.containerTitle)
    writer.member("volume", ifAny: paper.volume)
    writer.member("issue", ifAny: paper.issue)
    writer.member("page", ifAny: paper.page)
    writer.member("number", ifAny: paper.number)
    writer.member("publisher", ifAny: paper.publisher)
    writer.member("DOI", ifAny: paper.doi)
    writer.member("PMID", ifAny: paper.pmid)
    writer.member("PMCID", ifAny: paper.pmcid)
    writer.member("ISBN", ifAny: record.identifiers.value(.isbn))
    writer.member("ISSN", ifAny: record.identifiers.value(.issn))
    writer.member("URL", ifAny: paper.url)
    writer.member("abstract", ifAny: paper.abstract)
    writer.member("keyword", ifAny: paper.keywords.joined(separator: ", "))
    writeCustom(record, to: &writer)
    writer.close("}")
}

private func write(_ name: PersonName, to writer: inout JSONText) {
    writer.open("{")
    if name.literal.isEmpty {
        let (forenames, suffix) = name.givenAndSuffix
        writer.member("family", name.family)
        writer.member("given", ifAny: forenames)
        writer.member("suffix", ifAny: suffix)
    } else {
        writer.member("literal", name.literal)
    }
    if !name.orcid.isEmpty { writer.member("ORCID", IdentifierScheme.orcid.url(for: name.orcid) ?? name.orcid) }
    writer.close("}")
}

private func writeCustom(_ record: BibliographyRecord, to writer: inout JSONText) {
    let paper = record.paper
    let arxiv = record.identifiers.value(.arxiv)
    // CSL joins keywords in one text; one that holds a comma needs the list.
    let needsList = paper.keywords.contains { $0.holds(",") || $0.holds(";") }
    guard
        paper.authorStatus == .partial || paper.retraction != nil || !paper.verified.isEmpty || !arxiv.isEmpty
            || needsList
    else { return }
    writer.name("custom")
    writer.open("{")
    if paper.authorStatus == .partial { writer.member("author_status", "partial") }
    writer.member("arXiv", ifAny: arxiv)
    if needsList {
        writer.name("keywords")
        writer.open("[")
        for keyword in paper.keywords {
            writer.element()
            writer.string(keyword)
        }
        writer.close("]")
    }
    if let retraction = paper.retraction {
        writer.name("retraction")
        writer.open("{")
        writer.member("kind", retraction.kind.name)
        writer.member("notice", ifAny: retraction.notice)
        if let date = retraction.date { writer.member("date", date.description) }
        writer.close("}")
    }
    writer.member("verified", ifAny: paper.verified)
    writer.close("}")
}
