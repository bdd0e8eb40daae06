// Phrases are filled in, in the order of the words that say them.
import Testing
import WikiModel

@Suite struct WordingTests {
    private static let german: Wording = {
        var wording = Wording()
        wording[.paper] = "{n} Arbeit"
        wording[.papers] = "{n} Arbeiten"
        wording[.whatCites] = "Wer {title} zitiert"
        wording[.andMoreAuthors] = "{n} weitere als {authors}"
        wording[.embeddedFrom] = "Aus {title}:"
        wording[.note] = "Hinweis"
        return wording
    }()

    @Test func valuesStandWhereTheWordsHaveThem() {
        #expect(Wording().filled(.whatCites, "A {b}") == "What cites A {b}")
        #expect(Wording().filled(.mapIntro, "7", "2").hasPrefix("7 concepts and papers in 2 groups of"))
        #expect(WordingTests.german.filled(.whatCites, "A") == "Wer A zitiert")
        #expect(WordingTests.german.filled(.andMoreAuthors, "A, B", "3") == "3 weitere als A, B")
        #expect(WordingTests.german.filled(.andOthers, "A, B") == "A, B and others")
    }

    @Test func oneThingIsCountedInWordsOfItsOwn() {
        #expect([0, 1, 2].map { Wording().count($0, .paper, .papers) } == ["0 papers", "1 paper", "2 papers"])
        #expect([0, 1, 2].map { WordingTests.german.count($0, .paper, .papers) } == ["0 Arbeiten", "1 Arbeit", "2 Arbeiten"])
    }

    @Test func whatIsMoreThanTextStandsBetweenTheWords() {
        #expect(Wording().around(.embeddedFrom) == ("From ", ""))
        #expect(WordingTests.german.around(.embeddedFrom) == ("Aus ", ":"))
    }

    @Test func calloutsOfAnyKindHaveATitle() {
        #expect(["note", "tip", "abstract"].map(WordingTests.german.title) == ["Hinweis", "Tip", "Abstract"])
    }

    /// Phrases are the keys of a file: each is another, and each value in it has a name.
    @Test func phrasesCanBeToldApart() {
        #expect(Set(Phrase.allCases.map(\.rawValue)).count == Phrase.allCases.count)
        for phrase in Phrase.allCases {
            #expect(Set(phrase.placeholders).count == phrase.placeholders.count && !phrase.placeholders.contains(""))
        }
    }
}
