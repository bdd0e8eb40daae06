// What the page of a paper shows beside what every entry shows: its record, its standing and how to cite it.
import Bibliography
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let paper = TemplateShape([
        "retraction", "authors", "authors_note", "publication", "verification", "abstract", "keywords",
        "bears_on", "styles", "bibtex", "bibtex_href", "ris_href", "marked_title",
    ])
    static let retraction = TemplateShape(["words", "notice", "href", "is_retracted"])
    static let verification = TemplateShape(["words", "is_weak"])
    static let bearing = TemplateShape(["side", "stance", "href", "claim", "entry"])
    static let citationStyle = TemplateShape(["name", "reference"])
}

extension EntryPlace {
    func paperValues(_ paper: PaperMetadata, _ records: PaperRecords) -> TemplateObject {
        let key = entry.slug
        return TemplateObject(
            Shapes.paper,
            [
                retraction(paper), .html(byline(paper)), .optional(authorsNote(paper)), .html(publication(paper)),
                verification(paper), .optional(paper.abstract), .optional(paper.keywords.joined(separator: wording[.comma])),
                bearsOn, styles, .bytes(site.bibliography(of: id, format: .bibtex, records)), .text(key + ".bib"), .text(key + ".ris"),
                .html(titleHTML(entry.metadata.title)),
            ])
    }

    // MARK: Record

    /// The authors, each a link to its group of the listing.
    private func byline(_ paper: PaperMetadata) -> [UInt8] {
        var output = ByteBuffer()
        for author in paper.authors {
            if !output.isEmpty { output.addEscaped(wording[.comma]) }
            append(author.naturalName, link: site.groups.author(author), to: &output)
        }
        return [UInt8](output)
    }

    private func authorsNote(_ paper: PaperMetadata) -> String {
        switch paper.authorStatus {
        case .partial: wording[.partialAuthors]
        case .unknown: wording[.unknownAuthors]
        case .complete: paper.authors.isEmpty ? wording[.noAuthors] : ""
        }
    }

    /// `Cell Research 25(1): 24–38 (2015)`, with journal and year as links to the listings.
    private func publication(_ paper: PaperMetadata) -> [UInt8] {
        var output = ByteBuffer()
        if !paper.containerTitle.isEmpty {
            append(paper.containerTitle, link: site.groups.journals[paper.containerTitle], to: &output)
        }
        var place = paper.volumeAndIssue
        let pages = paper.page.isEmpty ? paper.number : paper.page
        if !pages.isEmpty { place += (place.isEmpty ? "" : ": ") + pages.replacing("-", with: "–") }
        if !place.isEmpty {
            if !output.isEmpty { output.append(0x20) }
            output.addEscaped(place)
        }
        if let issued = paper.issued {
            output.add(output.isEmpty ? "(" : " (")
            append(issued.description, link: site.groups.years[issued.year], to: &output)
            output.add(")")
        }
        return [UInt8](output)
    }

    private func append(_ words: String, link: [UInt8]?, to output: inout ByteBuffer) {
        guard let link, !entry.metadata.isUnlisted else { return output.addEscaped(words.isolated) }
        output.add("<a href=\"")
        output.append(contentsOf: root)
        output.append(contentsOf: link)
        output.add("\">")
        output.addEscaped(words.isolated)
        output.add("</a>")
    }

    private func verification(_ paper: PaperMetadata) -> TemplateValue {
        guard let verification = PaperVerification(paper) else { return .absent }
        return .object(Shapes.verification, [.text(wording[verification.sentence]), .flag(verification.mark != nil)])
    }

    private func retraction(_ paper: PaperMetadata) -> TemplateValue {
        guard let retraction = paper.retraction else { return .absent }
        let what: Phrase =
            switch retraction.kind {
            case .retracted: .retractionNote
            case .expressionOfConcern: .concernNote
            case .corrected: .correctionNote
            }
        return .object(
            Shapes.retraction,
            [
                .text(wording[what] + (retraction.date.map { " (\($0))" } ?? "")), .optional(retraction.notice),
                retraction.noticeAddress.map { .text($0) } ?? .absent, .flag(retraction.kind != .corrected),
            ])
    }

    // MARK: What it bears on

    /// Claims of the base on which the paper has a stance.
    var bearing: TemplateValue {
        var items: [TemplateValue] = []
        for number in site.claimsByPaper[id] ?? [] {
            let claim = graph.claims[number]
            for evidence in claim.evidence where evidence.paper == id {
                items.append(
                    .object(
                        Shapes.bearing,
                        [
                            .text(evidence.side.name), .text(graph.vocabulary.stances[evidence.stance].label),
                            .html(site.claimAddress(claim, root: root)), site.claimWords(claim, bodies: bodies),
                            .text(site.plainTitle(of: claim.entry)),
                        ]))
            }
        }
        return .section(items)
    }

    /// Of the concepts that cite the paper, the twelve that do it most often; all stand under "Cited by".
    private var bearsOn: TemplateValue {
        var counts: [(concept: EntryID, citations: Int)] = []
        // Backlinks stand in the order of their sources.
        for mention in graph.backlinks[id] where mention.sourceKind == .concept {
            if counts.last?.concept == mention.source { counts[counts.count - 1].citations += 1 }
            else { counts.append((mention.source, 1)) }
        }
        counts.sort { ($1.citations, $0.concept) < ($0.citations, $1.concept) }
        return .section(counts.prefix(12).map { .object(Shapes.titled, [href($0.concept), title($0.concept)]) })
    }

    // MARK: Citing

    /// The paper's reference, to be copied: without the letter that tells papers of one year apart here and nowhere else.
    func ownReference(_ records: PaperRecords) -> [UInt8] {
        guard site.labels.isToldApart(entry.metadata, id) else { return site.reference(of: id, records) }
        return FormattedReference(entry.metadata, style: .authorYear, wording: wording).html()
    }

    private var styles: TemplateValue {
        .list(
            [ReferenceStyle.numeric, .apa, .nature].map { style in
                .object(
                    Shapes.citationStyle,
                    [.text(style.name), .html(FormattedReference(entry.metadata, style: style).html())])
            })
    }
}
