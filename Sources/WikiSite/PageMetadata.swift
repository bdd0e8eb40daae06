// What the head of a page says to machines: Open Graph, the tags that reference managers read, and JSON-LD.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

extension Site {
    /// The metadata of an entry's page.
    func appendMetadata(of id: EntryID, path: String, to output: inout ByteBuffer) {
        let entry = graph.entries[Int(id)]
        appendOpenGraph(title: markedTitle(of: id), type: "article", path: path, entry.metadata.summary, to: &output)
        let credit = credits[id]
        if let created = credit.created { meta("property", "article:published_time", created.description, to: &output) }
        if let updated = credit.updated { meta("property", "article:modified_time", updated.description, to: &output) }
        if entry.metadata.isUnlisted { meta("name", "robots", "noindex", to: &output) }
        if let paper = entry.metadata.paper {
            appendHighwire(title: titlePlainText(entry.metadata.title), paper, entry.metadata.identifiers, to: &output)
            link("alternate", entry.slug + ".bib", type: "application/x-bibtex", to: &output)
            link("alternate", entry.slug + ".ris", type: "application/x-research-info-systems", to: &output)
        }
        output.add("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\"")
        appendLinkedData(of: id, path: path, to: &output)
        output.add("}</script>\n")
    }

    /// The metadata of the site as a whole, for home and the page of data.
    func appendSiteMetadata(to output: inout ByteBuffer) {
        let settings = input.settings
        appendOpenGraph(title: settings.title, type: "website", path: SitePage.home.path, settings.tagline, to: &output)
        output.add("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[")
        appendSiteLinkedData(to: &output)
        output.add("]}</script>\n")
    }

    /// The metadata of the page of data, with typed links to the files and to what is said of them (FAIR Signposting, signposting.org/FAIR).
    /// Without a persistent identifier of the base there is no `cite-as`, so that the profile is not met in full.
    func appendDataMetadata(to output: inout ByteBuffer) {
        appendSiteMetadata(to: &output)
        for type in ["AboutPage", "Dataset"] { link("type", "https://schema.org/" + type, to: &output) }
        link("license", input.settings.licenseURL, to: &output)
        for author in input.settings.authors { link("author", author.orcidAddress, to: &output) }
        for export in exports { link(export == .citation ? "describedby" : "item", export.path, type: export.mediaType, to: &output) }
    }

    /// Open Graph (ogp.me). Address and picture need the site's address.
    private func appendOpenGraph(title: String, type: String, path: String, _ description: String, to output: inout ByteBuffer) {
        meta("property", "og:title", title, to: &output)
        meta("property", "og:type", type, to: &output)
        meta("property", "og:site_name", input.settings.title, to: &output)
        meta("property", "og:description", description, to: &output)
        guard !input.settings.baseURL.isEmpty else { return }
        meta("property", "og:url", input.settings.baseURL + path, to: &output)
        guard let card = input.settings.card else { return }
        meta("property", "og:image", input.settings.baseURL + String(decoding: SiteAddresses.encoded(card.path), as: UTF8.self), to: &output)
        meta("property", "og:image:alt", card.alternative, to: &output)
    }

    /// Highwire Press tags, which Zotero and Google Scholar read: a tag for each author, dates as `2015/01/02`.
    private func appendHighwire(title: String, _ paper: PaperMetadata, _ identifiers: [Identifier], to output: inout ByteBuffer) {
        func tag(_ name: StaticString, _ value: String) { meta("name", name, value, to: &output) }
        tag("citation_title", title)
        for author in paper.authors { tag("citation_author", author.sortedName) }
        if let issued = paper.issued {
            let date = issued.description.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "/") : $0 }
            tag("citation_publication_date", String(decoding: date, as: UTF8.self))
        }
        if ["chapter", "entry-encyclopedia", "entry-dictionary"].contains(paper.type) { tag("citation_inbook_title", paper.containerTitle) }
        else if paper.type == "paper-conference" { tag("citation_conference_title", paper.containerTitle) }
        else { tag("citation_journal_title", paper.containerTitle) }
        tag("citation_volume", paper.volume)
        tag("citation_issue", paper.issue)
        let pages = paper.page.split(maxSplits: 1) { $0 == "-" || $0 == "–" }
        tag("citation_firstpage", pages.first.map { String($0) } ?? paper.number)
        tag("citation_lastpage", pages.count > 1 ? String(pages[1]) : "")
        tag("citation_publisher", paper.publisher)
        tag("citation_doi", paper.doi)
        tag("citation_pmid", paper.pmid)
        tag("citation_issn", identifiers.first { $0.scheme == IdentifierScheme.issn.name }?.value ?? "")
        tag("citation_isbn", identifiers.first { $0.scheme == IdentifierScheme.isbn.name }?.value ?? "")
        tag("citation_public_url", paper.url)
        tag("citation_keywords", paper.keywords.joined(separator: "; "))
    }

    /// A `meta` element; none when it would say nothing.
    private func meta(_ attribute: StaticString, _ name: StaticString, _ content: String, to output: inout ByteBuffer) {
        guard !content.isEmpty else { return }
        output.add("<meta ")
        output.add(attribute)
        output.add("=\"")
        output.add(name)
        output.add("\" content=\"")
        output.addEscaped(content)
        output.add("\">\n")
    }

    /// A `link` element; none when it would lead nowhere.
    private func link(_ relation: StaticString, _ address: String, type: String = "", to output: inout ByteBuffer) {
        guard !address.isEmpty else { return }
        output.add("<link rel=\"")
        output.add(relation)
        if !type.isEmpty {
            output.add("\" type=\"")
            output.addEscaped(type)
        }
        output.add("\" href=\"")
        output.addEscaped(address)
        output.add("\">\n")
    }
}
