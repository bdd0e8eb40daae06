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
    for (name, value) in [
        ("container-title", paper.containerTitle), ("volume", paper.volume), ("issue", paper.issue),
        ("page", paper.page),
        ("number", paper.number), ("publisher", paper.publisher), ("DOI", paper.doi), ("PMID", paper.pmid),
        ("PMCID", paper.pmcid),
        ("ISBN", record.identifiers.value(.isbn)), ("ISSN", record.identifiers.value(.issn)), ("URL", paper.url),
        ("abstract", paper.abstract), ("keyword", paper.keywords.joined(separator: ", ")),
    ] where !value.isEmpty {
        writer.member(name, value)
    }
    writeCustom(record, to: &writer)
    writer.close("}")
}

private func write(_ name: PersonName, to writer: inout JSONText) {
    writer.open("{")
    if name.literal.isEmpty {
        let (forenames, suffix) = name.givenAndSuffix
        writer.member("family", name.family)
        if !forenames.isEmpty { writer.member("given", forenames) }
        if !suffix.isEmpty { writer.member("suffix", suffix) }
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
    let needsList = paper.keywords.contains { $0.contains { $0 == "," || $0 == ";" } }
    guard
        paper.authorStatus == .partial || paper.retraction != nil || !paper.verified.isEmpty || !arxiv.isEmpty
            || needsList
    else { return }
    writer.name("custom")
    writer.open("{")
    if paper.authorStatus == .partial { writer.member("author_status", "partial") }
    if !arxiv.isEmpty { writer.member("arXiv", arxiv) }
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
        if !retraction.notice.isEmpty { writer.member("notice", retraction.notice) }
        if let date = retraction.date { writer.member("date", date.description) }
        writer.close("}")
    }
    if !paper.verified.isEmpty { writer.member("verified", paper.verified) }
    writer.close("}")
}
