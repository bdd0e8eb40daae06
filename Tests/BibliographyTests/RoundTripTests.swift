// Reading what was written gives it again: for every writer, over records made of awkward texts.
import Testing
import WikiModel

@testable import Bibliography

/// SplitMix64 (Steele, Lea, Flood 2014, 10.1145/2660193.2660195): the same records in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

private let awkward = [
    "migrasome", "TSPAN4", "Ca²⁺", "α5β1", "{", "}", "\\", "%", "&", "#", "_", "$", "~", "^", "--", "---", "-", "``",
    "''", "'", "\"", "`", ",", ";", ":", "and",
    "And", "others", "et al.", "<i>", "</i>", "<sub>2</sub>", "<i>Danio rerio</i>", "<SUP>x</SUP>", "<b>", "<", ">",
    "@article{x,", "ER  -", "TY  - JOUR", "=", "(", ")", "[", "]",
    "\\'e", "{\\\"u}", "é", "ü", "e\u{301}", "中文", "🧬", "van", "von der", "Jr.", "10.1/x", "https://x.org/?a=1&b=2",
    "\t", "\n", "\r\n", "\u{A0}", "\u{93}", "\u{85}", "\u{2028}", "\u{7}", "$x_2$", "\\textit{y}",
    "|", "*", "?", "!", "/", "1", "2019", "jan", "null", "—", "–", "\u{FEFF}", "a{b", "c}d", "\\{", "\\\\", "%20",
]

private struct RecordMaker {
    var random: SplitMix

    mutating func text(_ most: Int = 6) -> String {
        let joints = ["", " "]
        return (0..<Int.random(in: 0...most, using: &random)).map { _ in
            (awkward.randomElement(using: &random) ?? "") + (joints.randomElement(using: &random) ?? "")
        }.joined()
    }

    mutating func chance() -> Bool { Bool.random(using: &random) }

    mutating func date() -> PartialDate? {
        guard chance() else { return nil }
        let month = chance() ? Int.random(in: 0...13, using: &random) : nil
        return PartialDate(
            year: Int.random(in: 0...9999, using: &random), month: month,
            day: chance() ? Int.random(in: 0...32, using: &random) : nil)
    }

    mutating func name() -> PersonName {
        let orcid = chance() ? "0000-0002-1825-0097" : ""
        return chance()
            ? PersonName(family: text(3), given: text(3), orcid: orcid) : PersonName(literal: text(4), orcid: orcid)
    }

    mutating func pages() -> String {
        chance()
            ? text(3)
            : ["24-38", "237–40", "E8499-508", "1-3, 7-9", "2896-2910.e13", "e50231", "A-1-A-5"].randomElement(
                using: &random) ?? ""
    }

    mutating func record(_ number: Int) -> BibliographyRecord {
        var paper = PaperMetadata()
        paper.type =
            chance()
            ? cslTypes.sorted().randomElement(using: &random) ?? ""
            : ["article-journal", "", "chapter"].randomElement(using: &random) ?? ""
        paper.authors = (0..<Int.random(in: 0...4, using: &random)).map { _ in name() }
        paper.authorStatus = AuthorStatus.allCases.randomElement(using: &random) ?? .complete
        paper.issued = date()
        paper.containerTitle = text()
        paper.volume = text(2)
        paper.issue = text(2)
        paper.page = pages()
        paper.number = text(2)
        paper.publisher = text(3)
        paper.doi = chance() ? "10.1002/(SICI)1<1::\(number)>3.0;2-#" : ""
        paper.pmid = chance() ? "2534256\(number % 10)" : "P\(number)"
        paper.pmcid = chance() ? "PMC42605\(number % 10)" : "MC\(number)"
        paper.url = chance() ? "https://example.org/a_b?x=%7B1%7D&{y}\\=~#z\(number)" : ""
        paper.abstract = text(30)
        paper.keywords = (0..<Int.random(in: 0...3, using: &random)).map { _ in text(2).replacing(";", with: "") }
        if chance() {
            paper.retraction = Retraction(
                kind: Retraction.Kind.allCases.randomElement(using: &random) ?? .corrected, notice: text(2),
                date: date())
        }
        paper.verified = chance() ? "text" : ""
        let identifiers = [
            Identifier(scheme: "ISBN", value: "978-0-306-40615-7"), Identifier(scheme: "ISSN", value: "03785955"),
            Identifier(scheme: "arXiv", value: "arXiv:2101.00001v2"),
        ].filter { _ in chance() }
        return BibliographyRecord(key: "key:\(number)", title: "t" + text(8), paper: paper, identifiers: identifiers)
    }
}

/// The lines in which two records differ.
private func difference(_ left: BibliographyRecord, _ right: BibliographyRecord) -> String {
    func lines(_ record: BibliographyRecord) -> [String] {
        ["key \(record.key)", "title \(record.title)", "\(record.identifiers)"] + record.paper.authors.map { "\($0)" }
            + Mirror(reflecting: record.paper).children.filter { $0.label != "authors" }.map {
                "\($0.label ?? "") \($0.value)"
            }
    }
    let (leftLines, rightLines) = (lines(left), lines(right))
    return
        "read \(leftLines.filter { !rightLines.contains($0) }), wanted \(rightLines.filter { !leftLines.contains($0) })"
}

@Test("read(write(x)) is x", arguments: [BibliographyFormat.bibtex, .biblatex, .ris, .cslJSON])
func roundTrip(format: BibliographyFormat) throws {
    var maker = RecordMaker(random: SplitMix(state: 2015))
    var records = (0..<500).map { maker.record($0) }
    let bytes = try #require(writeBibliography(records, format: format))
    // Reference managers would show it as a note of the paper.
    if format != .cslJSON { for number in records.indices { records[number].paper.verified = "" } }
    let reading = readBibliography(bytes, format: format)
    #expect(reading.problems.prefix(5) == [])
    #expect(reading.records.count == records.count)
    let pairs = zip(reading.records, records.map { $0.normalised() })
    #expect(pairs.lazy.filter { $0 != $1 }.prefix(3).map(difference) == [])
    #expect((writeBibliography(reading.records, format: format) == bytes) == true)
}

@Test func normalisationIsIdempotent() {
    var maker = RecordMaker(random: SplitMix(state: 7))
    for number in 0..<2000 {
        let record = maker.record(number).normalised()
        #expect(record.normalised() == record)
    }
}

@Test(arguments: [BibliographyFormat.bibtex, .biblatex, .ris, .cslJSON])
func nothingWritesNothing(format: BibliographyFormat) throws {
    let bytes = try #require(writeBibliography([], format: format))
    #expect(readBibliography(bytes, format: format) == BibliographyReading())
}

/// A type that a format lacks stands in a further field.
@Test("Types", arguments: [BibliographyFormat.bibtex, .biblatex, .ris, .cslJSON])
func everyTypeComesBack(format: BibliographyFormat) throws {
    for type in cslTypes.sorted() {
        var paper = PaperMetadata()
        paper.type = type
        paper.issued = PartialDate(year: 2015)
        let record = BibliographyRecord(key: "a2015", title: "A title", paper: paper)
        let reading = readBibliography(try #require(writeBibliography([record], format: format)), format: format)
        #expect(reading.records.map(\.paper.type) == [type])
    }
}

@Test func whatNormalisingLeavesIsClean() {
    var paper = PaperMetadata()
    paper.type = "no such type"
    paper.authors = [PersonName(family: "Ma", given: "Liang"), PersonName(literal: "et al.")]
    paper.containerTitle = " Cell \n Research\u{7F} "
    paper.number = " e1\u{85}"
    paper.url = "https://doi.org/10.1000/A"
    let normal = BibliographyRecord(key: "ma", title: "A title", paper: paper).normalised()
    #expect(normal.paper.type == "document" && normal.paper.containerTitle == "Cell Research" && normal.paper.number == "e1")
    #expect(normal.paper.authors.map(\.family) == ["Ma"] && normal.paper.authorStatus == .partial)
    #expect(normal.paper.doi == "10.1000/a" && normal.paper.url == "")
    // An address that leads to another paper stays.
    paper.doi = "10.1000/b"
    #expect(BibliographyRecord(key: "ma", title: "A title", paper: paper).normalised().paper.url == "https://doi.org/10.1000/A")
    paper.authors = []
    #expect(BibliographyRecord(key: "ma", title: "A title", paper: paper).normalised().paper.authorStatus == .unknown)
    paper.authors = [PersonName(family: "Ma")]
    paper.authorStatus = .unknown
    #expect(BibliographyRecord(key: "ma", title: "A title", paper: paper).normalised().paper.authorStatus == .partial)
}
