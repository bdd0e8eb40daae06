// Records as BibTeX or BibLaTeX, in UTF-8.
import WikiModel

/// The two dialects: they differ in types, in dates and in the field of a journal's name.
enum BibTeXDialect: Sendable {
    case bibtex
    case biblatex
}

/// Writes records as BibTeX. Field names are those of the BibTeX and BibLaTeX manuals; `pmid` and `pmcid` are those of
/// JabRef and PubMed; `retraction` and `verified` are ours, and styles pass over them.
func writeBibTeX(_ records: [BibliographyRecord], dialect: BibTeXDialect) -> [UInt8] {
    var output = ""
    for record in records {
        if !output.isEmpty { output += "\n" }
        output += entry(record.normalised(), dialect)
    }
    return Array(output.utf8)
}

private func entry(_ record: BibliographyRecord, _ dialect: BibTeXDialect) -> String {
    let paper = record.paper
    let written = WrittenType(csl: paper.type)
    let type = dialect == .bibtex ? written.bibtex : written.biblatex
    var fields: [(name: String, value: String)] = [
        ("title", texTitle(record.title)),
        ("author", texAuthors(paper)),
        ("author+an:orcid", orcidAnnotation(paper.authors)),
        (containerField(paper.type, dialect), texText(paper.containerTitle)),
    ]
    fields += dateFields(paper.issued, dialect)
    fields += [("volume", texText(paper.volume))]
    if numberIsOfWork(paper.type) {
        fields += [("number", texText(paper.number)), ("issue", texText(paper.issue))]
    } else {
        fields += [("number", texText(paper.issue)), ("eid", texText(paper.number))]
    }
    fields += [
        (
            "pages",
            texText(
                paper.page.split(separator: "-", omittingEmptySubsequences: false).joined(separator: "--"),
                protectsDashes: false)
        ),
        (publisherField(paper.type, dialect), texText(paper.publisher)),
        ("isbn", record.identifiers.value(.isbn)),
        ("issn", record.identifiers.value(.issn)),
        ("doi", withoutBraces(paper.doi)),
        ("eprint", withoutBraces(record.identifiers.value(.arxiv))),
        (dialect == .bibtex ? "archiveprefix" : "eprinttype", record.identifiers.value(.arxiv).isEmpty ? "" : "arXiv"),
        ("pmid", withoutBraces(paper.pmid)),
        ("pmcid", withoutBraces(paper.pmcid)),
        ("url", withoutBraces(paper.url)),
        ("keywords", paper.keywords.map(texKeyword).joined(separator: ", ")),
        ("abstract", texText(paper.abstract)),
        ("entrysubtype", isReadBack(record, as: type) ? "" : texText(paper.type)),
        ("retraction", paper.retraction.map { texText($0.fieldText) } ?? ""),
        ("verified", texText(paper.verified)),
    ]
    var text = "@\(type){\(record.key)"
    for (name, value) in fields where !value.isEmpty {
        // A month is a macro (`aug`), which styles print in their own way; it stands without braces.
        text += ",\n  \(name) = " + (name == "month" ? value : "{\(value)}")
    }
    return text + "\n}\n"
}

/// Whether a reader finds the CSL type by the entry type alone. A misc entry with an arXiv number passes for a
/// preprint.
private func isReadBack(_ record: BibliographyRecord, as entryType: String) -> Bool {
    let isMistaken = !record.identifiers.value(.arxiv).isEmpty && ["misc", "online"].contains(entryType)
    return cslType(ofBibTeX: entryType) == record.paper.type && !isMistaken
}

/// The macros that every BibTeX style defines (BibTeXing, 3.2).
let monthMacros = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

private func containerField(_ type: String, _ dialect: BibTeXDialect) -> String {
    isPartOfBook(type) ? "booktitle" : dialect == .bibtex ? "journal" : "journaltitle"
}

private func publisherField(_ type: String, _ dialect: BibTeXDialect) -> String {
    switch (type, dialect) {
    case ("thesis", .bibtex): "school"
    case ("thesis", .biblatex), ("report", _): "institution"
    default: "publisher"
    }
}

private func dateFields(_ date: PartialDate?, _ dialect: BibTeXDialect) -> [(name: String, value: String)] {
    guard let date else { return [] }
    if dialect == .biblatex { return [("date", date.description)] }
    return [
        ("year", PartialDate(year: date.year).description), ("month", date.month.map { monthMacros[$0 - 1] } ?? ""),
        ("day", date.day.map { String($0) } ?? ""),
    ]
}

// MARK: Names

private func texAuthors(_ paper: PaperMetadata) -> String {
    let names = paper.authors.map(texName) + (paper.authorStatus == .partial ? ["others"] : [])
    return names.joined(separator: " and ")
}

/// `Family, Given`, `Family, Jr., Given`, or a whole name in braces.
private func texName(_ name: PersonName) -> String {
    if !name.literal.isEmpty { return "{" + texText(name.literal) + "}" }
    let (forenames, suffix) = name.givenAndSuffix
    let family = namePart(name.family)
    if !suffix.isEmpty { return "\(family), \(namePart(suffix)), \(namePart(forenames))" }
    if !forenames.isEmpty { return "\(family), \(namePart(forenames))" }
    // The comma keeps a name of several words, or the word "others", one family name.
    return family + ","
}

/// A part of a name; braces where a comma or the word "and" would cut it.
private func namePart(_ text: String) -> String {
    let needsBraces = text.contains(",") || text.split(separator: " ").contains { $0.loweredASCII == "and" }
    return needsBraces ? "{" + texText(text) + "}" : texText(text)
}

/// A data annotation of BibLaTeX (manual, 3.7): `1="0000-…"; 3="…"`.
private func orcidAnnotation(_ authors: [PersonName]) -> String {
    authors.enumerated().filter { !$0.element.orcid.isEmpty }
        .map { "\($0.offset + 1)=\"\(withoutBraces($0.element.orcid))\"" }.joined(separator: "; ")
}

// MARK: Text

/// A title: `\textit` and its like for tags, and braces around words whose capitals a style must not lower.
private func texTitle(_ title: String) -> String {
    let isTitleCase = isTitleCased(titlePlainText(title))
    var text = ""
    for piece in titlePieces(of: title) {
        switch piece {
        case .text(let part):
            let startsTitle = text.isEmpty
            let words = part.split(separator: " ", omittingEmptySubsequences: false)
            let protected = words.enumerated().map { index, word in
                protects(word, isFirst: startsTitle && index == 0, isTitleCase: isTitleCase)
                    ? "{\(texText(String(word)))}" : texText(String(word))
            }
            text += protected.joined(separator: " ")
        case .open(.italic): text += "\\textit{"
        case .open(.sub): text += "\\textsubscript{"
        case .open(.sup): text += "\\textsuperscript{"
        case .close: text += "}"
        }
    }
    return text
}

/// A capital inside a word counts always; one at its start unless it starts the title, or all words are capitalised.
private func protects(_ word: Substring, isFirst: Bool, isTitleCase: Bool) -> Bool {
    if word.utf8.allSatisfy({ $0 < 0x80 && !$0.isUpper }) { return false }
    let letters = word.drop { !$0.isLetter && !$0.isNumber }
    if letters.dropFirst().contains(where: \.isUppercase) { return true }
    return !isFirst && !isTitleCase && letters.first?.isUppercase == true
}

private func isTitleCased(_ title: String) -> Bool {
    let words = title.split(separator: " ").dropFirst().filter { $0.count >= 4 && $0.first?.isLetter == true }
    return words.count >= 2 && words.count { $0.first?.isUppercase == true } * 3 > words.count * 2
}

private func texKeyword(_ keyword: String) -> String {
    keyword.contains { $0 == "," || $0 == ";" } ? "{" + texText(keyword) + "}" : texText(keyword)
}

/// Text with TeX's special characters escaped. Braces get names: BibTeX counts `\{` as an open brace.
func texText(_ text: String, protectsDashes: Bool = true) -> String {
    if !text.utf8.contains(where: { texMarks.contains($0) }) { return text }
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "{"): output += "\\textbraceleft{}".utf8
        case UInt8(ascii: "}"): output += "\\textbraceright{}".utf8
        case UInt8(ascii: "\\"): output += "\\textbackslash{}".utf8
        case UInt8(ascii: "~"): output += "\\textasciitilde{}".utf8
        case UInt8(ascii: "^"): output += "\\textasciicircum{}".utf8
        case UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            output += [UInt8(ascii: "\\"), byte]
        // `--`, ``` `` ``` and `''` are dashes and quotes in TeX.
        case UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "`"):
            if output.last == byte, byte != UInt8(ascii: "-") || protectsDashes { output += "{}".utf8 }
            output.append(byte)
        default: output.append(byte)
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// Bytes that `texText` may change.
private let texMarks: [UInt8] = Array("{}\\~^%&#_$-'`".utf8)
