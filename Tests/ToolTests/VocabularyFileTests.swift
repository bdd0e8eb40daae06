// The vocabulary of a base: a slip in it is told first and alone, and schemes of identifiers that it adds are as those of the tool.
import Foundation
import Testing

@Suite struct VocabularyFileTests {
    /// A key twice empties the vocabulary. It is the first problem, and the only one of words: GitHub shows ten.
    @Test(arguments: ["kinds:\n  concept: {}\n  concept: {}\n", "kinds: [\n"])
    func aSlipInTheVocabularyIsToldFirstAndAlone(_ text: String) throws {
        let base = try TemporaryBase()
        #expect(try base.run(["check"]).exitCode == 0)
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write("site/vocabulary.yml", text)
        let run = try base.run(["check", "--format", "github"])
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("::error file=site/vocabulary.yml,") == true, "\(run.output)")
        #expect(lines.filter { $0.hasPrefix("::error") }.count == 1, "\(run.output)")
        #expect(!run.output.contains("one of"))
        // What was compiled without its words is compiled anew.
        try base.write("site/vocabulary.yml", vocabulary)
        try base.write("content/concepts/beta.md", try base.read("content/concepts/beta.md").replacingOccurrences(of: "category: structure", with: "category: gizmoo"))
        let mended = try base.run(["check"])
        #expect(mended.exitCode == 1 && mended.errors.contains("\"gizmoo\" is not a category"), "\(mended.errors)")
        #expect(mended.errors.contains("6 entries checked: 1 error, 1 warning"), "\(mended.errors)")
    }

    /// A scheme of the base is checked, shown, exported and completed.
    @Test func aSchemeOfTheBaseIsAsOneOfTheTool() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write(
            "site/vocabulary.yml",
            vocabulary + "\nidentifiers:\n  Plasmids:\n    label: Our plasmids\n    pattern: p[A-Z]{2}\\d+\n    address: https://lab.example.org/p/{id}\n")
        let beta = try base.read("content/concepts/beta.md")
        func give(_ identifier: String) throws {
            try base.write("content/concepts/beta.md", beta.replacingOccurrences(of: "category: structure", with: "category: structure\nidentifiers:\n  \(identifier)"))
        }
        try give("plasmids: pAB12")
        let spelled = try base.run(["check"]).errors
        #expect(spelled.contains("beta.md:6:3: warning: the scheme \"plasmids\" is written Plasmids [identifier-invalid]"), "\(spelled)")
        try give("Plasmids: pAB")
        let formless = try base.run(["check"]).errors
        #expect(formless.contains("error: Plasmids \"pAB\" does not have the form of Plasmids, p[A-Z]{2}\\d+ [identifier-invalid]"), "\(formless)")
        try give("Plasmid: pAB12")
        let near = try base.run(["check"]).errors
        #expect(near.contains("beta.md:6:3: error: \"Plasmid\" is not a known scheme of identifiers; did you mean \"Plasmids\"?"), "\(near)")
        try give("Plasmids: pAB12")
        let build = try base.run(["build"])
        #expect(build.exitCode == 0, "\(build.errors)")
        let page = try base.read("public/concepts/beta.html")
        #expect(page.contains("Our plasmids") && page.contains("href=\"https://lab.example.org/p/pAB12\""))
        #expect(try base.read("public/data/entries.json").contains("{\"scheme\":\"Plasmids\",\"value\":\"pAB12\"}"))
        #expect(try base.read("public/data/graph.ttl").contains("skos:exactMatch <https://lab.example.org/p/pAB12>"))
        let schema = try base.run(["schema", "concept"]).output
        #expect(schema.contains("\"Plasmids\": {\"description\": \"Our plasmids\"") && schema.contains("\"pattern\": \"^(?:p[A-Z]{2}\\\\d+)$\""))
    }

    /// A term may be a full address, and then stands in the data.
    @Test func aTermOfAnyOntologyStandsInTheData() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write("site/vocabulary.yml", vocabulary.replacingOccurrences(of: "BFO:0000050", with: "http://example.org/terms#inside"))
        #expect(try base.run(["build"]).exitCode == 0)
        #expect(try base.read("public/data/graph.ttl").contains("<http://example.org/terms#inside> <"))
        #expect(try base.read("public/data.html").contains("href=\"http://example.org/terms#inside\""))
    }
}
