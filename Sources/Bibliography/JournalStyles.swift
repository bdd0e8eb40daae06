// Two more styles of full references, that of psychology's manual and that of a large journal, for readers to copy.
import WikiModel

/// Builds the references of `ReferenceStyle.apa` and `.nature`.
struct JournalReference: ReferenceBuilding {
    let metadata: EntryMetadata
    let paper: PaperMetadata
    private let year: String
    /// Readers copy these into papers of their own.
    var wording: Wording { Wording() }
    var parts: [ReferencePart] = []

    init(_ metadata: EntryMetadata, year: String?) {
        self.metadata = metadata
        let paper = metadata.paper ?? PaperMetadata()
        self.paper = paper
        self.year = year ?? paper.issued.map { String($0.year) } ?? "n.d."
        parts.reserveCapacity(mostParts)
    }

    /// `Ma, L., Li, Y., & Yu, L. (2015). Title. Journal, 25(1), 24–38. https://doi.org/…` (Publication Manual of the
    /// American Psychological Association, 7th edition, chapter 9).
    mutating func addAPA() {
        let names = apaNames
        if names.isEmpty { addTitle() } else { add(.authors, names) }
        add(.punctuation, " (")
        add(.year, year)
        add(.punctuation, ").")
        if !names.isEmpty {
            add(.punctuation, " ")
            addTitle()
            endSentence()
        }
        addAPAWork()
        addAddress()
    }

    /// `Ma, L. et al. Title. Journal 25, 24–38 (2015). https://doi.org/…`: the order and the type faces of Nature, with
    /// the journal's name in full.
    mutating func addNature() {
        let names = natureNames
        if !names.isEmpty {
            add(.authors, names)
            endSentence()
            add(.punctuation, " ")
        }
        addTitle()
        endSentence()
        if !paper.containerTitle.isEmpty {
            add(.punctuation, isPartOfBook(paper.type) ? " In " : " ")
            add(.work, paper.containerTitle.singleSpaced)
        }
        if !paper.volume.isEmpty {
            add(.punctuation, " ")
            add(.strong, paper.volume.singleSpaced)
        }
        if !pages.isEmpty {
            add(.punctuation, paper.volume.isEmpty ? " " : ", ")
            add(.locator, pages)
        }
        add(.punctuation, " (")
        add(.year, year)
        add(.punctuation, ").")
        addAddress()
    }

    // MARK: Names

    private var names: [String] { paper.authors.map(\.invertedName.isolated).filter { !$0.isEmpty } }

    /// Up to 20 authors; of more, the first 19 and the last (9.8). A list that is not whole ends in "et al.".
    private var apaNames: String {
        var names = names
        guard let last = names.last else { return "" }
        if paper.authorStatus != .complete { return names.joined(separator: ", ") + ", et al. [author list incomplete]" }
        names.removeLast()
        if names.isEmpty { return last }
        if names.count >= 20 { return names[..<19].joined(separator: ", ") + ", … " + last }
        return names.joined(separator: ", ") + ", & " + last
    }

    /// Up to five authors; of more, the first.
    private var natureNames: String {
        var names = names
        guard let last = names.last else { return "" }
        if paper.authorStatus != .complete { return names.joined(separator: ", ") + " et al. (author list incomplete)" }
        if names.count > 5 { return names[0] + " et al." }
        names.removeLast()
        return names.isEmpty ? last : names.joined(separator: ", ") + " & " + last
    }

    // MARK: Parts

    private mutating func addAPAWork() {
        let isChapter = isPartOfBook(paper.type)
        if !paper.containerTitle.isEmpty {
            add(.punctuation, isChapter ? " In " : " ")
            add(.work, paper.containerTitle.singleSpaced)
            if isChapter {
                if !pages.isEmpty { add(.punctuation, " (pp. \(pages))") }
            } else {
                addVolumeAndPages()
            }
            endSentence()
        }
        guard !paper.publisher.isEmpty, isChapter || paper.containerTitle.isEmpty else { return }
        add(.punctuation, " ")
        add(.publisher, paper.publisher.singleSpaced)
        endSentence()
    }

    private mutating func addVolumeAndPages() {
        if !paper.volume.isEmpty {
            add(.punctuation, ", ")
            add(.emphasis, paper.volume.singleSpaced)
        }
        if !paper.issue.isEmpty { add(.locator, "(\(paper.issue.singleSpaced))") }
        guard !pages.isEmpty else { return }
        add(.punctuation, paper.page.isEmpty ? ", Article " : ", ")
        add(.locator, pages)
    }

    private var pages: String { pages(dash: "–") }

    /// The DOI as an address, else the first other identifier, else the address of the record.
    private mutating func addAddress() {
        let schemes: [(IdentifierScheme, String)] = [(.doi, paper.doi), (.pmid, paper.pmid), (.pmcid, paper.pmcid)]
        for (scheme, value) in schemes where !value.isEmpty {
            guard let url = scheme.url(for: value) else { continue }
            add(.punctuation, " ")
            add(.identifier, url, url: url)
            return
        }
        guard !paper.url.isEmpty else { return }
        add(.punctuation, " ")
        add(.identifier, paper.url, url: webAddress(paper.url))
    }
}

extension Retraction.Kind {
    /// The words that stand in brackets after a title.
    var notice: Phrase {
        switch self {
        case .retracted: .retracted
        case .expressionOfConcern: .concernNotice
        case .corrected: .corrected
        }
    }
}

extension Retraction {
    /// The address of the notice, if it is a DOI or an address of the web.
    public var noticeAddress: String? { IdentifierScheme.doi.url(for: notice) ?? webAddress(notice) }
}
