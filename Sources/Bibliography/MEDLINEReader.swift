// PubMed's .nbib (MEDLINE display format) to records.
import WikiModel

/// Reads PubMed's MEDLINE format (NLM, MEDLINE/PubMed Data Element Descriptions): tags of up to four characters, `- `,
/// and continued lines indented by six. A record begins with its PMID, or after a blank line (ERIC exports this form,
/// without a PMID).
func readMEDLINE(_ input: LocatedBytes) -> BibliographyReading {
    var reading = BibliographyReading()
    var current: [TaggedLine] = []
    func finish() {
        if !current.isEmpty {
            let record = record(of: current, input, &reading.problems)
            reading.add(record, at: input.location(of: current[0].offset))
        }
        current = []
    }
    for line in input.lines {
        let bytes = input.bytes[line]
        if let (tag, value) = medlineLine(bytes) {
            if tag == "PMID" { finish() }
            if current.isEmpty, tag != "PMID", tag != "OWN" {
                // Files cut by hand may lack the PMID of the first record; its other lines still tell what it is.
                reading.problems.append(
                    input.problem(at: line.lowerBound, "a record begins with \(tag), not with PMID"))
            }
            current.append(TaggedLine(tag: tag, values: [value], offset: line.lowerBound))
        } else if let first = bytes.firstIndex(where: { !$0.isWhitespace }) {
            if first > line.lowerBound, !current.isEmpty {
                current[current.count - 1].values.append(first..<line.upperBound)
            } else {
                reading.problems.append(
                    input.problem(at: line.lowerBound, "line has no tag: \(quoted(input.text(line)))"))
            }
        } else {
            finish()
        }
    }
    finish()
    return uniquelyKeyed(reading)
}

/// `TI  - text`: a tag of two to four capitals and digits, filled with blanks to four, then `-`, before which ERIC puts
/// a blank more.
func medlineLine(_ line: ArraySlice<UInt8>) -> (tag: String, value: Range<Int>)? {
    let tag = line.prefix(4).prefix { $0.isUpper || $0.isDigit }
    guard tag.count >= 2, line[line.startIndex].isUpper else { return nil }
    let mark = line.dropFirst(tag.count).drop { $0 == 0x20 }
    let filled = mark.startIndex - line.startIndex
    guard mark.first == UInt8(ascii: "-"), filled == 4 || (filled == 5 && tag.count == 4) else { return nil }
    return (String(decoding: tag, as: UTF8.self), (mark.startIndex + 1)..<line.endIndex)
}

/// The lines of a record in their order, each on one line.
private struct MEDLINEFields {
    let lines: [(tag: String, text: String)]

    init(_ lines: [TaggedLine], _ input: LocatedBytes) {
        self.lines = lines.map { line in
            (tag: line.tag, text: line.values.map { input.text($0) }.joined(separator: " ").singleSpaced)
        }
    }

    func all(_ tag: String) -> [String] { lines.filter { $0.tag == tag && !$0.text.isEmpty }.map(\.text) }

    /// The first value of the first tag that has one; empty when none has.
    func first(_ tags: String...) -> String { tags.lazy.compactMap { all($0).first }.first ?? "" }
}

private func record(of lines: [TaggedLine], _ input: LocatedBytes, _ problems: inout [BibliographyProblem])
    -> BibliographyRecord?
{
    let fields = MEDLINEFields(lines, input)
    func report(_ message: String) { problems.append(input.problem(at: lines[0].offset, message)) }
    var paper = PaperMetadata()
    let publicationTypes = fields.all("PT")
    paper.type = type(publicationTypes, isBook: !fields.first("BTI").isEmpty)
    let isWholeBook = paper.type == "book"
    let title = withoutFullStop(isWholeBook ? fields.first("BTI") : fields.first("TI", "TT"))
    if title.isEmpty {
        problems.append(input.problem(at: lines[0].offset, "PMID \(quoted(fields.first("PMID"))) has no title", isMissingTitle: true))
    }
    (paper.authors, paper.authorStatus) = authors(fields.lines)
    paper.issued = looseDate(fields.first("DP"))
    if paper.issued == nil, !fields.first("DP").isEmpty { report("date \(quoted(fields.first("DP"))) has no year") }
    paper.containerTitle = isWholeBook ? "" : journalTitle(fields.first("JT", "BTI", "TA"))
    takePublication(fields, &paper)
    takeIdentifiers(fields, &paper)
    paper.retraction = retraction(fields.lines)
    if let word = noticeWord(publicationTypes, fields.lines.map(\.tag)) {
        report("PMID \(quoted(fields.first("PMID"))) is \(word) of another paper, not a paper")
    }
    let identifiers = [serialNumberOfJournal(fields.all("IS")), fields.all("ISBN").lazy.compactMap(serialNumber).first]
        .compactMap { $0 }
    return BibliographyRecord(key: "", title: title, paper: paper, identifiers: identifiers).normalised()
}

/// Where a work was published and what it is about. Keywords of the authors go before MeSH.
private func takePublication(_ fields: MEDLINEFields, _ paper: inout PaperMetadata) {
    paper.volume = fields.first("VI")
    paper.issue = fields.first("IP")
    paper.page = fields.first("PG")
    paper.publisher = fields.first("PB")
    // An article number stands as a publisher's item identifier (pii), among longer ones that are none.
    if paper.page.isEmpty, let item = markedValue(fields.all("LID"), "[pii]"), item.utf8.count <= 12,
        item.utf8.allSatisfy(\.isAlphanumeric)
    {
        paper.number = item
    }
    paper.abstract = fields.first("AB")
    let keywords = fields.all("OT")
    paper.keywords =
        keywords.isEmpty
        ? fields.all("MH").map(mainHeading) : keywords.map { $0.hasPrefix("*") ? String($0.dropFirst()) : $0 }
}

private func takeIdentifiers(_ fields: MEDLINEFields, _ paper: inout PaperMetadata) {
    paper.pmid = fields.first("PMID")
    paper.pmcid = fields.first("PMC")
    let locations = fields.all("LID") + fields.all("AID")
    paper.doi = markedValue(locations, "[doi]") ?? ""
    paper.url = locations.first { webAddress($0) != nil } ?? ""
}

private func type(_ publicationTypes: [String], isBook: Bool) -> String {
    if publicationTypes.contains("Preprint") { return "article" }
    if publicationTypes.contains("Dataset") { return "dataset" }
    if isBook { return publicationTypes.contains("Book") ? "book" : "chapter" }
    return "article-journal"
}

/// Titles of PubMed end in a full stop that is not theirs.
private func withoutFullStop(_ title: String) -> String {
    title.hasSuffix(".") && !title.hasSuffix("..") ? String(title.dropLast()) : title
}

// MARK: Authors

/// `FAU` (full name) goes before its `AU` (initials); `CN` is a group; `AUID` belongs to the author before it. Lists
/// that PubMed cut (10 authors to 1995, 25 to 1999) end in "et al.".
private func authors(_ fields: [(tag: String, text: String)]) -> ([PersonName], AuthorStatus) {
    var names: [PersonName] = []
    var status = AuthorStatus.complete
    var hasFullName = false
    for (tag, text) in fields {
        switch tag {
        case "FAU":
            names.append(fullName(text))
            hasFullName = true
        case "AU":
            if text.loweredASCII.hasPrefix("et al") {
                status = .partial
            } else if !hasFullName {
                names.append(text.contains(",") ? fullName(text) : nameWithInitials(text))
            }
            hasFullName = false
        case "CN":
            names.append(PersonName(literal: text))
            hasFullName = false
        case "AUID":
            let value = text.dropping(anyOf: ["ORCID:"]) ?? ""
            if let orcid = IdentifierScheme.orcid.check(value).normalised, !names.isEmpty {
                names[names.count - 1].orcid = orcid
            }
        default: break
        }
    }
    return (names, status)
}

/// `King, Martin Luther Jr`
private func fullName(_ text: String) -> PersonName {
    guard let comma = text.firstIndex(of: ",") else { return PersonName(family: text) }
    let (given, suffix) = suffixCut(text[comma...].dropFirst().trimmed)
    return PersonName(family: text[..<comma].trimmed, given: given + (suffix.isEmpty ? "" : ", " + suffix))
}

/// `King ML Jr`: the initials are the last word of capitals.
private func nameWithInitials(_ text: String) -> PersonName {
    let (name, suffix) = suffixCut(text)
    guard let blank = name.lastIndex(of: " "), name[blank...].dropFirst().allSatisfy(\.isUppercase) else {
        return PersonName(family: text)
    }
    return PersonName(
        family: String(name[..<blank]), given: name[blank...].dropFirst() + (suffix.isEmpty ? "" : ", " + suffix))
}

private func suffixCut(_ text: String) -> (name: String, suffix: String) {
    let suffixes: [Substring: String] = [
        "Jr": "Jr.", "Sr": "Sr.", "2nd": "II", "3rd": "III", "4th": "IV", "II": "II", "III": "III", "IV": "IV",
    ]
    guard let blank = text.lastIndex(of: " "), let suffix = suffixes[text[blank...].dropFirst()] else {
        return (text, "")
    }
    return (String(text[..<blank]), suffix)
}

// MARK: Parts

/// The value of the first line that ends in a mark: `10.1038/x [doi]`.
private func markedValue(_ lines: [String], _ mark: String) -> String? {
    lines.first { $0.hasSuffix(mark) }.map { $0.dropLast(mark.count).trimmed }
}

/// PubMed writes journals in sentence case ("The Journal of cell biology"); the words are capitalised as journals do.
/// A word with an inner capital (`eLife`) is left.
private func journalTitle(_ title: String) -> String {
    let small: Set<Substring> = [
        "a", "an", "and", "at", "by", "de", "des", "du", "et", "for", "from", "in", "of", "on", "the", "to", "und",
        "with",
    ]
    let words = title.split(separator: " ", omittingEmptySubsequences: false).enumerated().map {
        index, word -> String in
        guard index == 0 || !small.contains(word), word.allSatisfy({ !$0.isUppercase }), let first = word.first else {
            return String(word)
        }
        return first.uppercased() + word.dropFirst()
    }
    return words.joined(separator: " ")
}

/// A MeSH heading without its qualifiers and its mark of a major topic: `*Cell Movement/physiology`.
private func mainHeading(_ heading: String) -> String {
    let main = heading.split(separator: "/").first ?? ""
    return String(main.filter { $0 != "*" })
}

/// The linking ISSN, else the print one, else the first.
private func serialNumberOfJournal(_ lines: [String]) -> Identifier? {
    let line = lines.first { $0.hasSuffix("(Linking)") } ?? lines.first { $0.hasSuffix("(Print)") } ?? lines.first
    return line.flatMap(serialNumber)
}

// MARK: Retractions

/// The gravest mark: `RIN` or the type "Retracted Publication", then `ECI`, then `EIN`. These stand in the record of
/// the paper that is retracted, doubted or corrected; `CIN` (comment in) says nothing of the kind.
private func retraction(_ fields: [(tag: String, text: String)]) -> Retraction? {
    func notice(_ tag: String) -> String? { fields.first { $0.tag == tag }?.text }
    if let text = notice("RIN") { return retraction(.retracted, text) }
    if fields.contains(where: { $0.tag == "PT" && $0.text == "Retracted Publication" }) {
        return Retraction(kind: .retracted)
    }
    if let text = notice("ECI") { return retraction(.expressionOfConcern, text) }
    if let text = notice("EIN") { return retraction(.corrected, text) }
    return nil
}

/// `Nature. 2020 Jan;577(7788):1. doi: 10.1038/s41586-019-1908-y. PMID: 31911653`
private func retraction(_ kind: Retraction.Kind, _ text: String) -> Retraction {
    var notice = ""
    let words = text.split(separator: " ")
    for (mark, word) in zip(words, words.dropFirst()) {
        let value = word.hasSuffix(".") || word.hasSuffix(";") ? String(word.dropLast()) : String(word)
        if mark.loweredASCII == "doi:", let doi = IdentifierScheme.doi.check(value).normalised { notice = doi }
        if mark == "PMID:", notice.isEmpty, let address = IdentifierScheme.pmid.url(for: value) { notice = address }
    }
    // The date stands between the journal and the first ";" or "doi".
    let date =
        text.split(separator: ";").first.map { $0.split(separator: ".").dropFirst().first.map(String.init) ?? "" } ?? ""
    return Retraction(kind: kind, notice: notice, date: looseDate(date))
}

/// A record may itself be the notice: it is then no paper to cite for its findings.
private func noticeWord(_ publicationTypes: [String], _ tags: [String]) -> String? {
    if tags.contains("ROF") || publicationTypes.contains("Retraction of Publication")
        || publicationTypes.contains("Retraction Notice")
    {
        return "the retraction"
    }
    if publicationTypes.contains("Expression of Concern") || tags.contains("ECF") { return "an expression of concern" }
    if publicationTypes.contains("Published Erratum") || tags.contains("EFR") { return "a correction" }
    return nil
}
