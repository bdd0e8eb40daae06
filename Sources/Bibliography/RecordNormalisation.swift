// Brings a record to the form in which the same work from two sources is equal, and which all formats can hold.
import WikiModel

extension BibliographyRecord {
    /// The normal form. Writers write it and readers return it, so that reading what was written gives it again.
    ///
    /// White space is single, DOIs are lower-case and bare, page ranges have one `-` and a full last page, dates are
    /// only as precise as they are sound, a type that CSL lacks is `document`, a URL that only repeats the DOI is
    /// dropped, and what no format has a place for goes (identifiers other than ISBN, ISSN, arXiv; commas in family
    /// names, which RIS cannot escape).
    public func normalised() -> BibliographyRecord {
        var record = self
        record.title = titleWithPlainTags(title.cleaned)
        record.paper = paper.normalised()
        if let bare = titleWithoutRetractionMark(record.title) {
            record.title = bare
            if record.paper.retraction == nil { record.paper.retraction = Retraction(kind: .retracted) }
        }
        record.identifiers = [IdentifierScheme.isbn, .issn, .arxiv].compactMap { scheme in
            let value = identifiers.first { IdentifierScheme(named: $0.scheme) == scheme && !$0.value.cleaned.isEmpty }?
                .value.cleaned
            return value.map { Identifier(scheme: scheme.name, value: scheme.check($0).normalised ?? $0) }
        }
        if !key.withBytes({ $0.allSatisfy(standsInKey) }) {
            record.key = String(decoding: key.utf8.filter(standsInKey), as: UTF8.self)
        }
        if record.key.isEmpty { record.key = record.suggestedKey }
        return record
    }

    /// A citation key from the first author's family name (else the title's first word) and the year: `ma2015`. A name without Latin
    /// letters gives none, and the record's own key stands in.
    public var suggestedKey: String {
        let name = paper.authors.first.map { $0.citedName.isEmpty ? $0.given : $0.citedName }
        let word =
            name ?? titlePlainText(title).split(separator: " ").first { $0.utf8.count > 3 }.map(String.init) ?? ""
        let folded = String(decoding: FoldedName.fold(word).filter { $0.isAlphanumeric }, as: UTF8.self)
        let year = paper.issued.map { String($0.year) } ?? ""
        if !folded.isEmpty { return String(folded.prefix(40)) + year }
        let own = FoldedName.fold(key)
        return own.contains { $0.isLetter } ? String(decoding: own, as: UTF8.self) : "anonymous" + year
    }
}

/// Whether a byte may stand in a citation key: BibTeX gives the others a meaning, or its readers do.
private func standsInKey(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "~"), UInt8(ascii: "\\"),
        UInt8(ascii: "="):
        false
    default: true
    }
}

extension PaperMetadata {
    fileprivate func normalised() -> PaperMetadata {
        var paper = self
        paper.type = cslTypes.contains(type) ? type : "document"
        let names = authors.compactMap { $0.normalised() }
        paper.authors = names.filter { !$0.standsForOthers }
        // "et al." as the last author says that there are more.
        if paper.authors.count < names.count { paper.authorStatus = .partial }
        if paper.authors.isEmpty {
            paper.authorStatus = .unknown
        } else if paper.authorStatus == .unknown {
            paper.authorStatus = .partial
        }
        paper.issued = issued.flatMap { $0.sound }
        paper.containerTitle = containerTitle.cleaned
        paper.volume = volume.cleaned
        paper.issue = issue.cleaned
        paper.number = number.cleaned
        paper.publisher = publisher.cleaned
        paper.abstract = abstract.cleaned
        paper.verified = verified.cleaned
        paper.page = normalisedPages(page.cleaned)
        paper.doi = IdentifierScheme.doi.check(doi).normalised ?? doi.cleaned
        paper.pmid = IdentifierScheme.pmid.check(pmid).normalised ?? pmid.cleaned
        paper.pmcid = IdentifierScheme.pmcid.check(pmcid).normalised ?? pmcid.cleaned
        paper.url = withoutBraces(usableAddress(url.cleaned))
        // Exports repeat the DOI as an address.
        if let fromURL = doiOfAddress(paper.url), paper.doi.isEmpty || paper.doi == fromURL {
            paper.doi = fromURL
            paper.url = ""
        }
        paper.keywords = keywords.map(\.cleaned).filter { !$0.isEmpty }
        if let retraction {
            let notice = IdentifierScheme.doi.check(retraction.notice).normalised ?? retraction.notice.cleaned
            paper.retraction = Retraction(
                kind: retraction.kind, notice: notice, date: retraction.date.flatMap { $0.sound })
        }
        return paper
    }
}

extension PersonName {
    /// Whether the name is not one, but "et al." or "others".
    var standsForOthers: Bool {
        let name = literal.isEmpty && given.isEmpty ? family : literal
        return PersonName.wordsForOthers.contains { name.isLike($0) }
    }

    fileprivate func normalised() -> PersonName? {
        // A comma in `given` sets off the suffix: `Martin Luther, Jr.`.
        let wholeGiven = given.holds(",")
            ? given.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0)).cleaned }.filter { !$0.isEmpty }
                .joined(separator: ", ") : given.cleaned
        let bareFamily = family.holds(",")
            ? family.split(separator: ",", omittingEmptySubsequences: false).joined(separator: " ") : family
        var name = PersonName(
            family: bareFamily.cleaned, given: wholeGiven, literal: literal.cleaned,
            orcid: IdentifierScheme.orcid.check(orcid).normalised ?? orcid.cleaned)
        if name.literal.isEmpty, name.family.isEmpty { name.literal = name.given }
        if name.literal.isEmpty { return name.family.isEmpty ? nil : name }
        name.family = ""
        name.given = ""
        return name
    }
}

extension PartialDate {
    /// The date as far as it exists in a calendar; `nil` without a year from 1 to 9999.
    var sound: PartialDate? {
        guard (1...9999).contains(year) else { return nil }
        guard let month, (1...12).contains(month) else { return PartialDate(year: year) }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard let day, (1...lengths[month - 1]).contains(day) else { return PartialDate(year: year, month: month) }
        return PartialDate(year: year, month: month, day: day)
    }
}

extension String {
    /// Without control characters and others that are forbidden in text, and with single spaces.
    fileprivate var cleaned: String {
        if isSingleSpaced { return self }
        // 0xC2 begins the control characters U+0080 to U+009F, and 0xEF the byte-order mark and the noncharacters U+FFFE and U+FFFF.
        if utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 && $0 != 0xEF }) { return singleSpaced }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars
        where scalar.properties.isWhitespace
            || !(scalar.properties.generalCategory == .control || scalar.isForbiddenInText || scalar.value == 0xFEFF) {
            scalars.append(scalar)
        }
        return String(scalars).singleSpaced
    }
}

private let retractionMarks = [
    "retracted:", "[retracted]", "(retracted)", "retracted article:", "[retracted article]", "retracted paper:",
    "retracted chapter:", "withdrawn:", "[withdrawn]",
]

/// The title behind a mark that publishers put before the titles of retracted papers: `RETRACTED:`, `RETRACTED ARTICLE:`,
/// `[Retracted]`, `WITHDRAWN:`; `nil` without a mark. "Retraction: …" is the title of a notice.
func titleWithoutRetractionMark(_ title: String) -> String? {
    var rest = title[...]
    var isMarked = false
    while let bare = rest.dropping(anyOf: retractionMarks)?.trimmed, !bare.isEmpty {
        isMarked = true
        rest = bare[...]
    }
    return isMarked ? String(rest) : nil
}

/// An address as other programs can open it; empty for what is none, such as a script or a file of somebody's disk.
private func usableAddress(_ url: String) -> String {
    if WebAddress.isPlain(url) || url.hasPrefix("ftp://") || url.hasPrefix("urn:") { return url }
    return WebAddress.mended(url) ?? ""
}

/// The DOI that an address at doi.org resolves, normalised; `nil` for any other text.
func doiOfAddress(_ url: String) -> String? {
    guard
        url.dropping(anyOf: ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"]) != nil
    else { return nil }
    return IdentifierScheme.doi.check(url).normalised
}

/// Pages with `-` for every dash, and the last page in full: `237–40` is `237-240`, as NLM abbreviates it (Citing
/// Medicine, chapter 1, Location).
func normalisedPages(_ pages: String) -> String {
    var text = ""
    for character in pages {
        if character.unicodeScalars.allSatisfy(isDash) {
            while text.last == " " || text.last == "-" { text.removeLast() }
            text.append("-")
        } else if character != " " || text.last != "-" {
            text.append(character)
        }
    }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends[1].isDigits else { return text }
    let letters = ends[0].prefix { !$0.isNumber }
    let first = ends[0].dropFirst(letters.count)
    guard first.isDigits, letters.count <= 2, letters.utf8.allSatisfy(\.isLetter) else { return text }
    guard first.utf8.count > ends[1].utf8.count || (!letters.isEmpty && first.utf8.count == ends[1].utf8.count) else {
        return text
    }
    let last = first.prefix(first.utf8.count - ends[1].utf8.count) + ends[1]
    // Digits of equal length compare as numbers. A last page before the first is no abbreviation.
    return last < first ? text : "\(ends[0])-\(letters)\(last)"
}
