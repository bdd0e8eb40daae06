// JSON-LD in the words of schema.org: what each page is about (profiles of Bioschemas).
import Bibliography
import Bytes
import WikiGraph
import WikiModel

extension Site {
    /// The full address of a file of the site, or, without the site's own, one relative to a page at `path`.
    func identity(_ file: String, from path: String) -> String {
        input.settings.baseURL.isEmpty
            ? String(decoding: SiteAddresses.root(from: path), as: UTF8.self) + file : input.settings.baseURL + file
    }

    /// The members of the object that describes an entry's page, after its context.
    func appendLinkedData(of id: EntryID, path: String, to output: inout ByteBuffer) {
        let entry = graph.entries[Int(id)]
        let address = identity(path, from: path)
        output.jsonMember("@type", entry.kind == .concept ? "DefinedTerm" : "WebPage")
        output.jsonMember("@id", address)
        output.jsonMember("url", address)
        output.jsonMember("name", titlePlainText(entry.metadata.title))
        output.jsonMember("description", entry.metadata.summary)
        if entry.kind == .concept {
            // A term has neither language nor licence; the page that tells of it has.
            output.jsonName("mainEntityOfPage")
            output.add("{")
            output.jsonMember("@type", "WebPage")
            output.jsonMember("url", address)
            appendWork(of: id, to: &output)
            output.add("}")
            conforms("DefinedTerm/0.1-DRAFT", to: &output)
            output.jsonMember("alternateName", entry.metadata.aliases)
            if let code = entry.metadata.identifiers.first { output.jsonMember("termCode", code.value) }
            output.jsonMember("sameAs", addresses(entry.metadata.identifiers))
            output.jsonName("inDefinedTermSet")
            output.add("{")
            output.jsonMember("@type", "DefinedTermSet")
            output.jsonMember("@id", identity(SitePage.concepts.path, from: path))
            output.jsonMember("name", input.settings.title)
            output.add("}")
        } else {
            appendWork(of: id, to: &output)
            output.jsonName("isPartOf")
            output.add("{")
            output.jsonMember("@id", identity(SitePage.home.path, from: path))
            output.add("}")
        }
        guard let paper = entry.metadata.paper else { return }
        output.jsonName("mainEntity")
        output.add("{")
        appendArticle(entry, paper, pageAddress: address, to: &output)
        output.add("}")
    }

    /// What a page is as the work of those who wrote it.
    private func appendWork(of id: EntryID, to output: inout ByteBuffer) {
        output.jsonMember("inLanguage", input.settings.language)
        output.jsonMember("dateCreated", credits[id].created?.description ?? "")
        output.jsonMember("dateModified", credits[id].updated?.description ?? "")
        output.jsonMember("license", input.settings.licenseURL)
    }

    private func appendArticle(_ entry: EntryHead, _ paper: PaperMetadata, pageAddress: String, to output: inout ByteBuffer) {
        let same = [(IdentifierScheme.doi, paper.doi), (.pmid, paper.pmid), (.pmcid, paper.pmcid)]
        let known = same.filter { !$0.1.isEmpty }
        let addresses = known.compactMap { $0.0.url(for: $0.1) }
        output.jsonMember("@type", "ScholarlyArticle")
        output.jsonMember("@id", addresses.first ?? pageAddress + "#paper")
        conforms("ScholarlyArticle/0.3-DRAFT", to: &output)
        output.jsonMember("name", titlePlainText(entry.metadata.title))
        output.jsonMember("headline", titlePlainText(entry.metadata.title))
        output.jsonMember("identifier", known.map { "\($0.0.name):\($0.1)" })
        output.jsonMember("sameAs", addresses + (WebAddress.isPlain(paper.url) ? [paper.url] : []))
        if !paper.authors.isEmpty {
            output.jsonName("author")
            output.add("[")
            for author in paper.authors { appendPerson(author, to: &output) }
            output.add("]")
        }
        output.jsonMember("datePublished", paper.issued?.description ?? "")
        if !paper.containerTitle.isEmpty {
            let isInIssue = paper.type != "chapter" && !paper.issue.isEmpty
            output.jsonName("isPartOf")
            output.add("{")
            if isInIssue {
                output.jsonMember("@type", "PublicationIssue")
                output.jsonMember("issueNumber", paper.issue)
                output.jsonName("isPartOf")
                output.add("{")
            }
            output.jsonMember("@type", paper.type == "chapter" ? ["Book"] : ["PublicationVolume", "Periodical"])
            output.jsonMember("name", paper.containerTitle)
            output.jsonMember("volumeNumber", paper.volume)
            output.add(isInIssue ? "}}" : "}")
        }
        output.jsonMember("pagination", paper.page)
        output.jsonMember("publisher", paper.publisher)
        output.jsonMember("abstract", paper.abstract)
        output.jsonMember("keywords", paper.keywords)
        if let retraction = paper.retraction { output.jsonMember("creativeWorkStatus", PaperLabels.phrase(retraction.kind).rawValue) }
    }

    private func appendPerson(_ person: PersonName, to output: inout ByteBuffer) {
        output.jsonSeparate()
        output.add("{")
        output.jsonMember("@type", person.literal.isEmpty ? "Person" : "Organization")
        output.jsonMember("@id", person.orcidAddress)
        output.jsonMember("name", person.naturalName)
        output.jsonMember("familyName", person.literal.isEmpty ? person.family : "")
        output.jsonMember("givenName", person.literal.isEmpty ? person.given : "")
        output.add("}")
    }

    /// The profile of Bioschemas that an object follows.
    private func conforms(_ profile: String, to output: inout ByteBuffer) {
        output.jsonName("http://purl.org/dc/terms/conformsTo")
        output.add("{")
        output.jsonMember("@id", "https://bioschemas.org/profiles/" + profile)
        output.add("}")
    }

    private func addresses(_ identifiers: [Identifier]) -> [String] {
        identifiers.compactMap { graph.vocabulary.scheme(named: $0.scheme)?.url(for: $0.value) }
    }

    // MARK: The site

    /// What the description of the site depends on, beside the settings.
    var siteKeywords: String { index.tags.map(\.label).joined(separator: " ") }

    /// Web site, set of terms and data set, as elements of a graph.
    func appendSiteLinkedData(to output: inout ByteBuffer) {
        let settings = input.settings
        func common(_ type: StaticString, _ page: SitePage) {
            output.jsonSeparate()
            output.add("{\"@type\":\"")
            output.add(type)
            output.add("\"")
            output.jsonMember("@id", identity(page.path, from: ""))
            output.jsonMember("url", identity(page.path, from: ""))
            output.jsonMember("name", settings.title)
            output.jsonMember("description", settings.tagline)
            output.jsonMember("license", settings.licenseURL)
        }
        common("WebSite", .home)
        output.jsonMember("inLanguage", settings.language)
        output.add("}")
        common("DefinedTermSet", .concepts)
        output.add("}")
        common("Dataset", .data)
        conforms("Dataset/1.0-RELEASE", to: &output)
        output.jsonMember("identifier", identity(SitePage.data.path, from: ""))
        output.jsonMember("keywords", index.tags.map(\.label))
        output.jsonMember("dateModified", input.buildDate)
        if !settings.authors.isEmpty {
            output.jsonName("creator")
            output.add("[")
            for author in settings.authors { appendPerson(author, to: &output) }
            output.add("]")
        }
        output.jsonName("distribution")
        output.add("[")
        for export in exports {
            output.jsonSeparate()
            output.add("{\"@type\":\"DataDownload\"")
            output.jsonMember("name", export.fileName)
            output.jsonMember("encodingFormat", export.mediaType)
            output.jsonMember("contentUrl", identity(export.path, from: ""))
            output.add("}")
        }
        output.add("]}")
    }
}
