// The styles of full references that the site itself uses: which parts, in which order, with which punctuation.
import WikiModel

extension FormattedReference {
    /// Formats the reference of a paper. `year` is the year of its label (`2019a`), where papers had to be told apart.
    public init(_ metadata: EntryMetadata, style: ReferenceStyle, year: String? = nil) {
        let builder = ReferenceBuilder(metadata: metadata, paper: metadata.paper ?? PaperMetadata(), year: year)
        switch style {
        case .authorYear: self = builder.authorYear()
        case .numeric: self = builder.numeric()
        case .apa: self = JournalReference(metadata, year: year).apa()
        case .nature: self = JournalReference(metadata, year: year).nature()
        }
    }
}

private struct ReferenceBuilder: ReferenceBuilding {
    var metadata: EntryMetadata
    var paper: PaperMetadata
    var year: String?
    var parts: [ReferencePart] = []

    init(metadata: EntryMetadata, paper: PaperMetadata, year: String?) {
        self.metadata = metadata
        self.paper = paper
        self.year = year
    }

    /// `Authors (year). Title. Work volume(issue):pages. Publisher. Identifier`
    func authorYear() -> FormattedReference {
        var builder = self
        let year = year ?? paper.issued.map { String($0.year) } ?? "n.d."
        // APA 7, 9.8 prints up to 20 authors.
        let names = authorNames(limit: 20)
        if names.isEmpty {
            builder.addTitle(as: titleKind)
            builder.add(.punctuation, " (")
        } else {
            builder.add(.authors, names)
            builder.add(.punctuation, " (")
        }
        builder.add(.year, year)
        builder.add(.punctuation, ").")
        if !names.isEmpty {
            builder.add(.punctuation, " ")
            builder.addTitle(as: titleKind)
            builder.endSentence()
        }
        if builder.addWork() {
            let locator = locator(rangeMark: "–")
            if !locator.isEmpty {
                builder.add(.punctuation, standsInBook ? ", " : " ")
                builder.add(.locator, locator)
            }
            builder.endSentence()
        }
        if showsPublisher {
            builder.add(.punctuation, " ")
            builder.add(.publisher, paper.publisher.singleSpaced)
            builder.endSentence()
        }
        builder.addIdentifier(showsDOIAddress: true)
        return FormattedReference(parts: builder.parts)
    }

    /// `Authors. Title. Work. Date;volume(issue):pages. Identifier`
    func numeric() -> FormattedReference {
        var builder = self
        // ICMJE: the first six authors, then "et al."
        let names = authorNames(limit: 6)
        if !names.isEmpty {
            builder.add(.authors, names)
            builder.endSentence()
            builder.add(.punctuation, " ")
        }
        builder.addTitle(as: titleKind)
        builder.endSentence()
        if builder.addWork() { builder.endSentence() }
        builder.add(.punctuation, " ")
        if showsPublisher {
            builder.add(.publisher, paper.publisher.singleSpaced)
            builder.add(.punctuation, "; ")
        }
        builder.add(.year, numericDate)
        let locator = locator(rangeMark: "-")
        if !locator.isEmpty {
            builder.add(.punctuation, standsInBook ? ". " : locator.hasPrefix(":") ? "" : ";")
            builder.add(.locator, locator)
        }
        builder.endSentence()
        builder.addIdentifier(showsDOIAddress: false)
        return FormattedReference(parts: builder.parts)
    }

    // MARK: Parts

    /// What stands in nothing else is set like a journal's name.
    private var titleKind: ReferencePart.Kind {
        paper.type == "book" || paper.containerTitle.isEmpty && ["thesis", "report"].contains(paper.type) ? .work : .title
    }

    /// Journal, or "In:" and book; `false` when the paper stands in neither.
    private mutating func addWork() -> Bool {
        guard !paper.containerTitle.isEmpty else { return false }
        add(.punctuation, standsInBook ? " In: " : " ")
        add(.work, paper.containerTitle.singleSpaced)
        return true
    }

    private var standsInBook: Bool { isPartOfBook(paper.type) }

    /// A journal's publisher is not part of a reference.
    private var showsPublisher: Bool {
        !paper.publisher.isEmpty && (standsInBook || paper.containerTitle.isEmpty)
    }

    private func authorNames(limit: Int) -> String {
        var names = paper.authors.map(\.nameWithInitials).filter { !$0.isEmpty }
        if names.isEmpty { return "" }
        let isCut = names.count > limit
        if isCut { names.removeSubrange(limit...) }
        let isPartial = paper.authorStatus != .complete
        return names.joined(separator: ", ") + (isCut || isPartial ? ", et al." : "")
            + (isPartial ? " (author list incomplete)" : "")
    }

    /// `25(1):24–38`; `:24–38` without a volume in a journal, `pp 17–23` or `p. 17-23` in a book.
    private func locator(rangeMark: Character) -> String {
        let pages = pages(dash: rangeMark)
        if standsInBook {
            guard !pages.isEmpty else { return paper.volume.isEmpty ? "" : "vol. \(paper.volume)" }
            let mark = rangeMark == "–" ? (pages.contains("–") ? "pp " : "p ") : "p. "
            return (paper.volume.isEmpty ? "" : "vol. \(paper.volume), ") + mark + pages
        }
        var text = paper.volume.singleSpaced
        if !paper.issue.isEmpty { text += "(\(paper.issue.singleSpaced))" }
        if !pages.isEmpty { text += (text.isEmpty && rangeMark == "–" ? "" : ":") + pages }
        return text
    }

    /// `2015 Jan 2` (Citing Medicine: year, month in three letters, day).
    private var numericDate: String {
        guard let issued = paper.issued else { return year ?? "[date unknown]" }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var text = year ?? String(issued.year)
        if let month = issued.month, (1...12).contains(month) {
            text += " " + months[month - 1]
            if let day = issued.day { text += " \(day)" }
        }
        return text
    }

    /// DOI, else PMID, PMCID, arXiv, address: the first there is.
    private mutating func addIdentifier(showsDOIAddress: Bool) {
        let arxiv = metadata.identifiers.first { IdentifierScheme(named: $0.scheme) == .arxiv }?.value ?? ""
        if !paper.doi.isEmpty {
            let url = IdentifierScheme.doi.url(for: paper.doi)
            let shown = paper.doi.dropping(anyOf: ["https://doi.org/", "doi:"]) ?? paper.doi
            add(.punctuation, " ")
            add(.identifier, (showsDOIAddress ? "https://doi.org/" : "doi:") + shown, url: url)
        } else if !paper.pmid.isEmpty {
            add(.punctuation, " ")
            add(.identifier, "PMID: " + paper.pmid, url: IdentifierScheme.pmid.url(for: paper.pmid))
        } else if !paper.pmcid.isEmpty {
            add(.punctuation, " ")
            add(.identifier, "PMCID: " + paper.pmcid, url: IdentifierScheme.pmcid.url(for: paper.pmcid))
        } else if !arxiv.isEmpty {
            add(.punctuation, " ")
            add(.identifier, "arXiv:" + arxiv, url: IdentifierScheme.arxiv.url(for: arxiv))
        } else if !paper.url.isEmpty {
            add(.punctuation, " ")
            add(.identifier, paper.url, url: webAddress(paper.url))
        }
    }
}
