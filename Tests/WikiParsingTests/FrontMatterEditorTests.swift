// Keys of front matter changed in place: what is not touched stays byte for byte.
import Testing
import WikiModel

@testable import WikiParsing

private let text = """
    ---
    # Kept by hand.
    title: 'It''s a title'   # quoted so
    type:  article-journal

    # The authors as printed.
    author: # of the paper
      - {family: Ma, given: Liang}
      # one more is missing
    volume: 25 # sic
    abstract: >
      Folded
      text.

    identifiers:
      GO: GO:0140494   # checked
    DOI: 10.1/x
    ---

    Prose with trailing blanks.  

    """

@Suite struct FrontMatterEditorTests {
    private func edited(_ source: String, _ changes: [FrontMatterChange]) throws -> String {
        String(decoding: try changingFrontMatter(Array(source.utf8), changes, order: frontMatterKeys(of: .paper)), as: UTF8.self)
    }

    @Test func everythingElseStays() throws {
        let result = try edited(
            text,
            [
                FrontMatterChange("volume", .line("\"26\"")), FrontMatterChange("issue", .line("\"1\"")),
                FrontMatterChange("author", .block(["  - {family: Yu}"])), FrontMatterChange("abstract", .line("\"Short\"")),
                FrontMatterChange("identifiers", .pairs([("ISSN", "\"1234-5679\""), ("GO", "GO:0140495")])),
                FrontMatterChange("DOI", .removed), FrontMatterChange("tags", .line("[a]")),
            ])
        #expect(
            result == """
                ---
                # Kept by hand.
                title: 'It''s a title'   # quoted so
                type:  article-journal

                # The authors as printed.
                author: # of the paper
                  - {family: Yu}
                  # one more is missing
                volume: "26" # sic
                issue: "1"
                abstract: "Short"

                identifiers:
                  GO: GO:0140495
                  ISSN: "1234-5679"
                tags: [a]
                ---

                Prose with trailing blanks.  

                """)
    }

    @Test func lineEndsAndMarkStay() throws {
        let source = "\u{FEFF}---\r\ntitle: A\r\nDOI: 10.1/x\r\n---\r\n\r\nWords.\r\n"
        let result = try edited(source, [FrontMatterChange("volume", .line("\"1\"")), FrontMatterChange("title", .line("\"B\""))])
        #expect(result == "\u{FEFF}---\r\ntitle: \"B\"\r\nvolume: \"1\"\r\nDOI: 10.1/x\r\n---\r\n\r\nWords.\r\n")
    }

    /// A last line without an end, lines that end as on old Macs, and ends of several kinds in one file.
    @Test(arguments: ["---\ntitle: A\n---\n\nNo end", "---\rtitle: A\r---\rOld\rMac\r", "---\r\ntitle: A\n---\r\nMixed\r\r\n\nends\r", "---\ntitle: A\n---"])
    func whateverEndsALineStays(_ source: String) throws {
        #expect(try edited(source, [FrontMatterChange("title", .line("B"))]).utf8.elementsEqual(source.replacing("title: A", with: "title: B").utf8))
    }

    /// In a text over several lines a sign of comments is text, and goes with it.
    @Test func aTextThatEndsLikeACommentGoesAsAWhole() throws {
        let source = "---\ntitle: A\nabstract: |\n  Words.\n\n  # Ten of them\n\n# A comment.\nDOI: 10.1/x\n---\n"
        let expected = "---\ntitle: A\nabstract: B\n\n# A comment.\nDOI: 10.1/x\n---\n"
        #expect(try edited(source, [FrontMatterChange("abstract", .line("B"))]) == expected)
    }

    /// A text over several lines, and a key without a value.
    @Test func whateverStandsThereIsReplaced() throws {
        let source = "---\ntitle: A\n  title that goes on\nvolume:\nissue: 1\n---\n"
        let result = try edited(source, [FrontMatterChange("title", .line("B")), FrontMatterChange("volume", .line("2"))])
        #expect(result == "---\ntitle: B\nvolume: 2\nissue: 1\n---\n")
    }

    /// A new pair stands in the column of the others, wherever comments stand.
    @Test func newPairsStandBelowTheOthers() throws {
        let source = "---\ntitle: A\nidentifiers:\n# See: the list.\n      # checked\n  GO: GO:0140494\n---\n"
        let result = try edited(source, [FrontMatterChange("identifiers", .pairs([("ISSN", "x")]))])
        #expect(result == source.replacing("0140494\n", with: "0140494\n  ISSN: x\n"))
    }

    @Test func everyKeyHasItsPlace() {
        let keys = frontMatterKeys(of: .paper)
        #expect(keys.prefix(4) == ["title", "summary", "type", "category"] && Set(keys).count == keys.count)
        #expect(Set(keys) == Set(MetadataReader.keys(of: .paper)))
    }

    /// Keys that a file lacks come in the order of the schema, whatever the order of the changes.
    @Test func newKeysComeInTheirOrder() throws {
        let changes = [
            FrontMatterChange("identifiers", .pairs([("ISSN", "\"1234-5679\"")])), FrontMatterChange("issue", .line("\"1\"")), FrontMatterChange("volume", .line("\"25\"")),
        ]
        let result = try edited("---\ntitle: A\n---\n", changes)
        #expect(result == "---\ntitle: A\nvolume: \"25\"\nissue: \"1\"\nidentifiers:\n  ISSN: \"1234-5679\"\n---\n")
        #expect(try edited("---\ntitle: A\n---\n", changes.reversed()) == result)
    }

    @Test func noChangeIsNoChange() throws {
        #expect(try edited(text, []) == text)
        #expect(try edited(text, [FrontMatterChange("PMID", .removed)]) == text)
    }

    @Test(arguments: [
        ("---\n{title: A, DOI: 10.1/x}\n---\n", FrontMatterEditError.notOnLines), ("---\n{title: A}\n---\n", .notOnLines), ("---\ntitle: A\n---\n\u{1}\n", .unreadable), ("Words.\n", .unreadable),
        ("---\ntitle: [\n---\n", .unreadable), ("---\ntitle: A\nidentifiers: {GO: GO:0140494}\n---\n", .value(key: "identifiers")),
    ])
    func whatCannotBeChangedInPlaceIsSaid(source: String, expected: FrontMatterEditError) {
        #expect(throws: expected) { try edited(source, [FrontMatterChange("identifiers", .pairs([("ISSN", "x")]))]) }
    }
}
