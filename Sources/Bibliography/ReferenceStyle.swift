// The styles of full references that the site itself uses: which parts, in which order, with which punctuation.
import WikiModel

extension FormattedReference {
    /// Formats the reference of a paper. `year` is the year of its label (`2019a`), where papers had to be told apart.
    ///
    /// - Parameter wording: what `.authorYear` says for "n.d." and in brackets.
    public init(_ metadata: EntryMetadata, style: ReferenceStyle, year: String? = nil, wording: Wording = Wording()) {
        switch style {
        case .authorYear, .numeric:
            var builder = ReferenceBuilder(metadata, year: year, wording: wording)
            if style == .numeric { builder.addNumeric() } else { builder.addAuthorYear() }
            self.init(parts: builder.parts)
        case .apa, .nature:
            var builder = JournalReference(metadata, year: year)
            if style == .apa { builder.addAPA() } else { builder.addNature() }
            self.init(parts: builder.parts)
        }
    }
}

extension PaperMetadata {
    /// `25(1)`; `no. 1` without a volume.
    public var volumeAndIssue: String {
        let (volume, issue) = (volume.singleSpaced, issue.singleSpaced)
        if issue.isEmpty { return volume }
        return volume.isEmpty ? "no. \(issue)" : "\(volume)(\(issue))"
    }
}

private struct ReferenceBuilder: ReferenceBuilding {
    let metadata: EntryMetadata
    let paper: PaperMetadata
    let year: String?
    let wording: Wording
    var parts: [ReferencePart] = []

    init(_ metadata: EntryMetadata, year: String?, wording: Wording) {
        self.metadata = metadata
        paper = metadata.paper ?? PaperMetadata()
        self.year = year
        self.wording = wording
        parts.reserveCapacity(mostParts)
    }

    /// `Authors (year). Title. Work volume(issue):pages. Publisher. Identifier`
    mutating func addAuthorYear() {
        let year = year ?? paper.issued.map { String($0.year) } ?? wording[.noDate]
        // APA 7, 9.8 prints up to 20 authors.
        let names = authorNames(limit: 20)
        if names.isEmpty {
            addTitle(as: titleKind)
            add(.punctuation, " (")
        } else {
            add(.authors, names)
            add(.punctuation, " (")
        }
        add(.year, year)
        add(.punctuation, ").")
        if !names.isEmpty {
            add(.punctuation, " ")
            addTitle(as: titleKind)
            endSentence()
        }
        if addWork() {
            let locator = locator(rangeMark: "–")
            if !locator.isEmpty {
                add(.punctuation, standsInBook ? ", " : " ")
                add(.locator, locator)
            }
            endSentence()
        }
        if showsPublisher {
            add(.punctuation, " ")
            add(.publisher, paper.publisher.singleSpaced)
            endSentence()
        }
        addIdentifier(showsDOIAddress: true)
    }

    /// `Authors. Title. Work. Date;volume(issue):pages. Identifier`
    mutating func addNumeric() {
        // ICMJE: the first six authors, then "et al."
        let names = authorNames(limit: 6)
        if !names.isEmpty {
            add(.authors, names)
            endSentence()
            add(.punctuation, " ")
        }
        addTitle(as: titleKind)
        endSentence()
        if addWork() { endSentence() }
        add(.punctuation, " ")
        if showsPublisher {
            add(.publisher, paper.publisher.singleSpaced)
            add(.punctuation, "; ")
        }
        add(.year, numericDate)
        let locator = locator(rangeMark: "-")
        if !locator.isEmpty {
            add(.punctuation, standsInBook ? ". " : locator.hasPrefix(":") ? "" : ";")
            add(.locator, locator)
        }
        endSentence()
        addIdentifier(showsDOIAddress: false)
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
        var names: [String] = []
        for author in paper.authors where names.count <= limit {
            let name = author.nameWithInitials
            if !name.isEmpty { names.append(name.isolated) }
        }
        if names.isEmpty { return "" }
        let isCut = names.count > limit
        if isCut { names.removeLast() }
        let isPartial = paper.authorStatus != .complete
        return names.joined(separator: ", ") + (isCut || isPartial ? ", et al." : "")
            + (isPartial ? " " + wording[.partialAuthorsNotice] : "")
    }

    /// `25(1):24–38`; `no. 1:24–38` or `:24–38` without a volume in a journal, `pp 17–23` or `p. 17-23` in a book.
    private func locator(rangeMark: Character) -> String {
        let pages = pages(dash: rangeMark)
        if standsInBook {
            guard !pages.isEmpty else { return paper.volume.isEmpty ? "" : "vol. \(paper.volume)" }
            let mark = rangeMark == "–" ? (pages.contains("–") ? "pp " : "p ") : "p. "
            return (paper.volume.isEmpty ? "" : "vol. \(paper.volume), ") + mark + pages
        }
        var text = paper.volumeAndIssue
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

    private var arxiv: String? {
        let value = metadata.identifiers.first { IdentifierScheme(named: $0.scheme) == .arxiv }?.value
        return value?.isEmpty == true ? nil : value
    }

    /// DOI, else PMID, PMCID, arXiv, address: the first there is.
    private mutating func addIdentifier(showsDOIAddress: Bool) {
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
        } else if let arxiv {
            add(.punctuation, " ")
            add(.identifier, "arXiv:" + arxiv, url: IdentifierScheme.arxiv.url(for: arxiv))
        } else if !paper.url.isEmpty {
            add(.punctuation, " ")
            add(.identifier, paper.url, url: webAddress(paper.url))
        }
    }
}
