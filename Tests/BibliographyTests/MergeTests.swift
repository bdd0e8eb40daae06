// Joining a file's record with the base's, field by field, and finding which paper a record is.
import Testing
import WikiModel

@testable import Bibliography

private func record(_ change: (inout BibliographyRecord) -> Void = { _ in }) -> BibliographyRecord {
    var paper = PaperMetadata()
    paper.type = "article-journal"
    paper.authors = [PersonName(family: "Ma", given: "Liang"), PersonName(family: "Yu", given: "Li")]
    paper.issued = PartialDate(year: 2015)
    paper.containerTitle = "Cell Research"
    paper.volume = "25"
    paper.page = "24-38"
    paper.doi = "10.1038/cr.2014.135"
    var record = BibliographyRecord(key: "ma2015", title: "Discovery of the migrasome", paper: paper)
    change(&record)
    return record
}

/// The outcome of one field: `taken`, `kept` (a hand edit), `left`, or `same`.
private func outcome(
    _ field: RecordField, mine: BibliographyRecord, theirs: BibliographyRecord, base: BibliographyRecord? = nil,
    preference: MergePreference = .entry
) -> String {
    let merged = merge(mine: mine, theirs: theirs, base: base, preference: preference)
    switch merged.first(where: { $0.field == field })?.outcome {
    case nil: return "same"
    case .taken(let value, _): return "taken \(value.summary)"
    case .keptHandEdit: return "kept"
    case .left(_, _, .neverImported): return "left"
    case .left(_, _, .bothChanged): return "left, both changed"
    case .left(_, _, .saysLess): return "left, says less"
    }
}

@Suite struct MergeTests {
    @Test func theFileFillsWhatIsEmpty() {
        let theirs = record { $0.paper.pmid = "25342562" }
        #expect(merge(mine: record(), theirs: theirs, base: nil, preference: .entry).map(\.field) == [.pmid])
        #expect(outcome(.pmid, mine: record(), theirs: theirs) == "taken 25342562")
    }

    /// The nine cases of a field that base, hand and file have as A, B or C.
    @Test(arguments: [
        ("1", "1", "1", "same"), ("1", "1", "2", "taken 2"), ("1", "2", "1", "kept"), ("1", "2", "2", "same"),
        ("1", "2", "3", "left, both changed"), ("1", "", "1", "kept"), ("1", "", "2", "left, both changed"),
        ("1", "2", "", "same"), ("", "", "2", "taken 2"),
    ])
    func threeWay(base: String, mine: String, theirs: String, expected: String) {
        func with(_ volume: String) -> BibliographyRecord { record { $0.paper.volume = volume } }
        #expect(outcome(.volume, mine: with(mine), theirs: with(theirs), base: with(base)) == expected)
    }

    @Test func withoutAnEarlierImportDifferencesAreLeftUnlessTheFileIsPreferred() {
        let theirs = record { $0.paper.volume = "26" }
        #expect(outcome(.volume, mine: record(), theirs: theirs) == "left")
        #expect(outcome(.volume, mine: record(), theirs: theirs, preference: .file) == "taken 26")
    }

    @Test(arguments: [
        ("Cell Res.", "same"), ("cell research", "same"), ("Cell", "left"), ("Journal of Cell Research", "left"),
    ])
    func journals(theirs: String, expected: String) {
        #expect(outcome(.containerTitle, mine: record(), theirs: record { $0.paper.containerTitle = theirs }) == expected)
    }

    @Test func fullerValuesAreTaken() {
        let short = record { $0.paper.containerTitle = "J Cell Biol" }
        let long = record { $0.paper.containerTitle = "The Journal of Cell Biology" }
        #expect(outcome(.containerTitle, mine: short, theirs: long) == "taken The Journal of Cell Biology")
        #expect(outcome(.issued, mine: record(), theirs: record { $0.paper.issued = PartialDate(year: 2015, month: 1) }) == "taken 2015-01")
        #expect(outcome(.issued, mine: record { $0.paper.issued = PartialDate(year: 2015, month: 1) }, theirs: record()) == "same")
        #expect(outcome(.issued, mine: record(), theirs: record { $0.paper.issued = PartialDate(year: 2014) }) == "left")
        #expect(outcome(.page, mine: record { $0.paper.page = "24" }, theirs: record()) == "taken 24-38")
        #expect(outcome(.title, mine: record(), theirs: record { $0.title = "Discovery of the Migrasome." }) == "same")
    }

    @Test func authorsAreThePersonsNotTheirSpelling() {
        let initials = record { $0.paper.authors = [PersonName(family: "Ma", given: "L."), PersonName(family: "YU", given: "L")] }
        #expect(outcome(.author, mine: record(), theirs: initials) == "same")
        #expect(outcome(.author, mine: initials, theirs: record()) == "taken Ma L, YU L")
        let orcid = record { $0.paper.authors[1].orcid = "0000-0002-1825-0097" }
        #expect(outcome(.author, mine: record(), theirs: orcid).hasPrefix("taken"))
        let others = record { $0.paper.authors[0] = PersonName(family: "Ma", given: "Wei") }
        #expect(outcome(.author, mine: record(), theirs: others) == "left")
        let partial = record {
            $0.paper.authors = [PersonName(family: "Ma")]
            $0.paper.authorStatus = .partial
        }
        #expect(outcome(.author, mine: partial, theirs: record()) == "taken Ma L, Yu L")
        #expect(outcome(.author, mine: record(), theirs: partial) == "same")
    }

    /// A list that lacked names does so no longer when the file has all; another ORCID iD is another person.
    @Test func authorsOfOneNameMayDiffer() {
        let partial = record { $0.paper.authorStatus = .partial }
        #expect(outcome(.author, mine: partial, theirs: record()).hasPrefix("taken"))
        #expect(outcome(.author, mine: record(), theirs: partial) == "same")
        let (mine, theirs) = (record { $0.paper.authors[0].orcid = "0000-0002-1825-0097" }, record { $0.paper.authors[0].orcid = "0000-0001-5109-3700" })
        #expect(outcome(.author, mine: mine, theirs: theirs) == "left")
    }

    /// Programs cut lists of authors and titles: what a later file has of them is no correction.
    @Test func aPartOfWhatWasImportedIsNoCorrection() {
        let full = record {
            $0.title = "Discovery of the migrasome, an organelle"
            $0.paper.authors = ["Ma", "Li", "Peng", "Yu"].map { PersonName(family: $0, given: "A") }
            $0.paper.authorStatus = .complete
        }
        func with(_ title: String, _ families: [String]) -> BibliographyRecord {
            record {
                $0.title = title
                $0.paper.authors = families.map { PersonName(family: $0, given: "A") }
                $0.paper.authorStatus = .complete
            }
        }
        for families in [["Ma"], ["Ma", "Yu"], ["Li", "Peng"]] {
            let theirs = with("Discovery of the Migrasome", families)
            #expect(outcome(.author, mine: full, theirs: theirs, base: full) == "left, says less", "\(families)")
            #expect(outcome(.title, mine: full, theirs: theirs, base: full) == "left, says less")
            #expect(outcome(.author, mine: full, theirs: theirs, base: full, preference: .file).hasPrefix("taken"))
        }
        // A name more, another order, another word: these are corrections.
        for families in [["Ma", "Yu", "Li"], ["Ma", "Wu"], ["Ma", "Li", "Peng", "Yu", "Wu"]] {
            let theirs = with("Discovery of the migrasomes", families)
            #expect(outcome(.author, mine: full, theirs: theirs, base: full).hasPrefix("taken"), "\(families)")
            #expect(outcome(.title, mine: full, theirs: theirs, base: full).hasPrefix("taken"))
        }
    }

    @Test func whatContradictsIsLeft() {
        func with(_ retraction: Retraction) -> BibliographyRecord { record { $0.paper.retraction = retraction } }
        let day = PartialDate(year: 2020, month: 5, day: 1)
        let retracted = with(Retraction(kind: .retracted, notice: "10.1000/n", date: day))
        #expect(outcome(.retraction, mine: with(Retraction(kind: .retracted, date: day)), theirs: retracted).hasPrefix("taken"))
        for other in [Retraction(kind: .corrected), Retraction(kind: .retracted, notice: "10.1000/m"), Retraction(kind: .retracted, date: PartialDate(year: 2021))] {
            #expect(outcome(.retraction, mine: retracted, theirs: with(other)) == "left")
        }
        let (first, second) = (record { $0.paper.issued = day }, record { $0.paper.issued = PartialDate(year: 2020, month: 5, day: 2) })
        #expect(outcome(.issued, mine: first, theirs: second) == "left")
        #expect(outcome(.title, mine: record(), theirs: record { $0.title = "Discovery of the exosome" }) == "left")
    }

    @Test func retractionsAreTakenAndCompleted() {
        let retracted = record { $0.paper.retraction = Retraction(kind: .retracted, notice: "10.1000/n") }
        #expect(outcome(.retraction, mine: record(), theirs: retracted).hasPrefix("taken retracted; 10.1000/n"))
        let bare = record { $0.paper.retraction = Retraction(kind: .retracted) }
        #expect(outcome(.retraction, mine: retracted, theirs: bare) == "same")
        #expect(outcome(.retraction, mine: bare, theirs: retracted).hasPrefix("taken"))
    }

    @Test(arguments: [
        ("RETRACTED: A finding", "A finding"), ("[Retracted] A finding", "A finding"),
        ("RETRACTED ARTICLE: A finding", "A finding"), ("WITHDRAWN: RETRACTED: A", "A"),
    ])
    func aMarkInTheTitleIsARetraction(title: String, bare: String) {
        let normal = record { $0.title = title }.normalised()
        #expect(normal.title == bare)
        #expect(normal.paper.retraction?.kind == .retracted)
    }

    /// Some programs put the mark that begins a file at the beginning of a field.
    @Test func aByteOrderMarkIsNoLetter() {
        #expect(record { $0.title = "\u{FEFF}Chapter" }.normalised().title == "Chapter")
    }

    @Test(arguments: ["Retraction: A finding", "Retracted science and its index", "RETRACTED:"])
    func otherTitlesAreNone(title: String) {
        #expect(record { $0.title = title }.normalised().paper.retraction == nil)
    }

    @Test func crossrefNoticesAreRead() throws {
        let text = """
            {"id": "x", "type": "journal-article", "title": ["A finding"], "DOI": "10.1000/x", "updated-by": [
              {"DOI": "10.1000/c", "type": "correction", "updated": {"date-parts": [[2018, 1, 2]]}},
              {"DOI": "10.1000/r", "type": "retraction", "source": "retraction-watch", "updated": {"date-parts": [[2020, 3, 4]]}}]}
            """
        let read = try #require(readBibliography(Array(text.utf8), format: .cslJSON).records.first)
        let date = PartialDate(year: 2020, month: 3, day: 4)
        #expect(read.paper.retraction == Retraction(kind: .retracted, notice: "10.1000/r", date: date))
        #expect(read.paper.type == "article-journal")
    }
}

@Suite struct MatchingTests {
    @Test func identifiersDecide() {
        let catalogue = PaperCatalogue([
            record(), record { $0.paper.doi = "10.1000/b"; $0.paper.pmid = "7" },
        ])
        let byPMID = record { $0.paper.doi = ""; $0.paper.pmid = "7" }
        #expect(catalogue.match(byPMID) == .known(index: 1, by: "PMID 7"))
        #expect(catalogue.match(record { $0.paper.doi = "https://doi.org/10.1038/CR.2014.135" }) == .known(index: 0, by: "DOI 10.1038/cr.2014.135"))
        #expect(
            catalogue.match(record { $0.paper.pmid = "7" })
                == .torn(first: 0, by: "DOI 10.1038/cr.2014.135", second: 1, and: "PMID 7"))
    }

    @Test func wordsAreOnlyAGuess() {
        let catalogue = PaperCatalogue([record()])
        #expect(catalogue.match(record { $0.paper.doi = ""; $0.title = "Discovery of the Migrasome" }) == .guessed(index: 0))
        #expect(catalogue.match(record { $0.paper.doi = "10.1101/preprint" }) == .namesake(index: 0))
        #expect(catalogue.match(record { $0.paper.doi = ""; $0.paper.issued = nil }) == .new)
        #expect(catalogue.match(record { $0.paper.doi = ""; $0.paper.authors.removeFirst() }) == .new)
    }

    @Test func recordsOfOneWorkAreJoined() {
        let place = SourceLocation(line: 1, columnUTF8: 1)
        let records = [
            record(), record { $0.paper.pmid = "25342562"; $0.paper.volume = "26" },
            record { $0.paper.doi = ""; $0.paper.pmid = "25342562"; $0.paper.pmcid = "PMC4650581" },
        ].map { SourcedRecord(record: $0, file: "a", place: place) }
        let works = joinedWorks(records)
        #expect(works.count == 1 && works[0].others.count == 2)
        #expect(works[0].work.record.paper.pmcid == "PMC4650581")
        #expect(works[0].work.record.paper.volume == "25")
    }

    /// One PMID on several papers, and a book's DOI on its chapters, as files in use have them.
    @Test func recordsThatCannotBeOneWorkStayApart() {
        let place = SourceLocation(line: 1, columnUTF8: 1)
        let works = [
            record { $0.paper.pmid = "7" },
            record { $0.paper.doi = "10.1000/other"; $0.paper.pmid = "7"; $0.title = "Wires of gallium nitride" },
            record { $0.title = "Grain boundaries"; $0.paper.authors = [PersonName(family: "Roe", given: "Ann")] },
            record { $0.title = "Grain boundaries"; $0.paper.authors = [PersonName(literal: "Ann Roe")]; $0.paper.volume = "99" },
        ]
        let joined = joinedWorks(works.map { SourcedRecord(record: $0, file: "a", place: place) })
        #expect(joined.map(\.others.count) == [0, 0, 1])
        let catalogue = PaperCatalogue([works[0]])
        #expect(
            catalogue.match(works[1])
                == .contradicted(
                    index: 0, by: "PMID 7", how: .identifier("DOI 10.1038/cr.2014.135", "DOI 10.1000/other")))
        #expect(
            catalogue.match(works[2])
                == .contradicted(index: 0, by: "DOI 10.1038/cr.2014.135", how: .title(works[0].title, "Grain boundaries")))
        // A translated title with the same first author, and an author whose name is written otherwise, are no contradiction.
        for change: (inout BibliographyRecord) -> Void in [
            { $0.title = "Die Entdeckung eines Organells" }, { $0.paper.authors = [PersonName(literal: "Somebody Else")] },
        ] {
            #expect(catalogue.match(record(change)) == .known(index: 0, by: "DOI 10.1038/cr.2014.135"))
        }
    }

    @Test func placesAreThoseOfTheRecords() {
        let text = "% words\n@article{a, title={A}, doi={10.1/a}}\n@article{b, year=2}\n  @article{c, title={C}, doi={10.1/c}}\n"
        let reading = readBibliography(Array(text.utf8), format: .bibtex)
        #expect(reading.places.map { "\($0.line):\($0.columnUTF8)" } == ["2:1", "4:3"])
        #expect(reading.refusedCount == 1)
    }
}
