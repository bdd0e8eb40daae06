// The documents name what the program knows: keys, settings, limits, pages and templates, no more and no less.
import Bibliography
import Foundation
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiParsing
@testable import WikiSite

@Suite struct DocumentedNamesTests {
    private let entries = ProjectDocument("docs/entries.md")
    private let settings = ProjectDocument("docs/settings.md")
    private let templates = ProjectDocument("docs/templates.md")

    /// The code spans of a column, in all tables of a section that have it.
    private func spans(_ document: ProjectDocument, _ column: String) -> Set<String> {
        Set(document.tables.flatMap { $0.column(column) }.flatMap(ProjectDocument.code))
    }

    // MARK: Entries

    @Test func everyKeyOfFrontMatterIsInTheReference() {
        #expect(spans(entries.section("### Every entry"), "Key") == Set(MetadataReader.commonKeys))
        #expect(spans(entries.section("### Papers"), "Key") == Set(MetadataReader.paperKeys))
        let concepts = MetadataReader.keys(of: .concept).filter { !MetadataReader.commonKeys.contains($0) }
        #expect(concepts.allSatisfy(ProjectDocument.code(entries.section("### Concepts").text).contains) && !concepts.isEmpty)
        #expect(MetadataReader.keys(of: .page) == MetadataReader.commonKeys)
    }

    @Test func everySchemeOfIdentifiersIsInTheReference() throws {
        let list = try #require(entries.text.firstMatch(of: /Schemes:([^.]*)\./))
        #expect(Set(ProjectDocument.code(String(list.1))) == Set(IdentifierScheme.allCases.map(\.rawValue)))
    }

    @Test func theWordsOfTheBaseAreThoseOfTheReference() {
        let words = ProjectDocument.code(entries.section("### Concepts").text)
        #expect(Project.vocabulary.terms(of: .concept).categories.map(\.id).allSatisfy(words.contains))
        let stances = entries.section("### Claims and stances").tables.flatMap { $0.column("Stance") }.flatMap(ProjectDocument.code)
        #expect(stances == Project.vocabulary.stances.map(\.id))
    }

    @Test func everyLimitIsInTheReference() {
        func words(_ number: Int) -> String {
            if number >= 1 << 20, number % (1 << 20) == 0 { return "\(number >> 20) MiB" }
            if number >= 1 << 16, number % (1 << 10) == 0, number < 1 << 20 { return "\(number >> 10) KiB" }
            let digits = Array(String(number))
            return digits.indices.map { ($0 > 0 && (digits.count - $0) % 3 == 0 ? "," : "") + String(digits[$0]) }.joined()
        }
        let limits = [
            InputLimits.entryUTF8, InputLimits.lineUTF8, InputLimits.frontMatterUTF8, InputLimits.frontMatterDepth, InputLimits.blockDepth,
            InputLimits.nestingWork, InputLimits.tableColumns, InputLimits.tableCells, InputLimits.cellsInEntry, InputLimits.tablesInEntry,
            InputLimits.tableSearch, InputLimits.delimiterRun, InputLimits.openers, InputLimits.addressMarks, InputLimits.delimitersInBlock,
            InputLimits.bracketWork, InputLimits.referenceExpansionUTF8, InputLimits.referencesInEntry, InputLimits.definitionWork,
            CitationSyntax.longestUTF8, Embeds.deepest, Embeds.mostBytes,
        ]
        let stated = entries.section("## Limits").tables.flatMap { $0.column("At most") }.joined(separator: "\n")
        #expect(limits.map(words).filter { !stated.contains($0) } == [])
    }

    // MARK: Settings

    @Test func everySettingIsInTheReference() throws {
        let documented = spans(settings.section("## `site/site.yml`"), "Key")
        #expect(documented.count >= 13)
        let unknown = documented.filter { key in
            readSiteSettings(Array("\(key): x\n".utf8), path: "site/site.yml").diagnostics.contains { $0.code == .keyUnknown }
        }
        #expect(unknown == [])
        // What the reader offers in place of an unknown key is what it knows.
        let folder = Project.root.appendingPathComponent("Sources/WikiParsing")
        var known: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.contains("Settings") || file.contains("Vocabulary") {
            let source = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for list in source.matches(of: /\[\s*"[a-z_]+"(,\s*"[a-z_]+")*,?\s*\]/) {
                known.formUnion(list.0.matches(of: /"([a-z_]+)"/).map { String($0.1) })
            }
        }
        #expect(known.count >= 30)
        #expect(known.filter { !settings.text.contains("`\($0)`") && !settings.text.contains("\($0):") }.sorted() == [])
    }

    /// The values in the table of settings, and the vocabulary, are read as they stand.
    @Test func theExamplesOfSettingsAreRead() {
        let section = settings.section("## `site/site.yml`")
        var read = 0
        for table in section.tables {
            for (key, value) in zip(table.column("Key"), table.column("Is")) {
                for example in ProjectDocument.code(value) where example.hasPrefix("{") {
                    let name = key.filter { $0 != "`" }
                    let text = "\(name): " + (name == "navigation" ? "[\(example)]" : example)
                    #expect(readSiteSettings(Array(text.utf8), path: "").diagnostics.map(\.line) == [], "\(text)")
                    read += 1
                }
            }
        }
        #expect(read >= 10)
        for block in settings.blocks {
            #expect(readVocabulary(Array(block.text.utf8), path: "").diagnostics.map(\.line) == [])
        }
        for block in ProjectDocument("docs/history.md").blocks {
            #expect(readSiteSettings(Array(block.text.utf8), path: "").diagnostics.map(\.line) == [])
        }
    }

    @Test func everyPageOfTheGeneratorIsInTheReference() throws {
        let list = try #require(settings.text.firstMatch(of: /for `page:`:([^.]*)\./))
        #expect(Set(ProjectDocument.code(String(list.1))) == Set(SitePage.allCases.map(\.rawValue)))
    }

    // MARK: Templates

    @Test func everyTemplateIsInTheReference() {
        let files = spans(templates.section("## The files"), "File").filter { !$0.hasPrefix("partials/") && !["base.mustache", "book.mustache"].contains($0) }
        #expect(files == Set((Site.templateNames + Site.bookTemplateNames).map { $0 + ".mustache" }))
    }

    @Test func everyValueOfTemplatesIsInTheReference() throws {
        let folder = Project.root.appendingPathComponent("Sources/WikiSite")
        var names: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
            let source = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for shape in source.matches(of: /TemplateShape\(\[([^\]]*)\]\)/) {
                names.formUnion(shape.1.matches(of: /"([a-z_]+)"/).map { String($0.1) })
            }
        }
        #expect(names.count >= 100)
        #expect(Site.valueNames == names)
        let values = templates.section("## Values")
        #expect(names.subtracting(ProjectDocument.code(values.text)).sorted() == [])
        #expect(spans(values, "Name").subtracting(names).sorted() == [])
    }

    /// Each name stands in the table of the pages that have it.
    @Test func valuesOfPagesAndEntriesStandInTheirTables() {
        func names(_ heading: String) -> [Set<String>] {
            templates.section(heading).tables.map { Set($0.column("Name").flatMap(ProjectDocument.code)) }
        }
        #expect(names("### Every page") == [Set(Shapes.frame.names)])
        #expect(names("### `concept`, `paper` and `page`") == [Set(Shapes.entry.names), Set(Shapes.paper.names)])
    }

    // MARK: Problems

    /// Codes in examples of messages.
    @Test func codesInExamplesAreThereStill() {
        let documents = ["README.md", "CONTRIBUTING.md", "docs/entries.md", "docs/templates.md", "docs/history.md", "docs/settings.md"]
        let codes = documents.flatMap { ProjectDocument($0).text.matches(of: /(?:error|warning|note): .*\[([a-z-]+)\]/).map { String($0.1) } }
        #expect(codes.count >= 3)
        #expect(codes.filter { DiagnosticCode(rawValue: $0) == nil } == [])
    }
}
