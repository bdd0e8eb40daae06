// Examples of the documents, tried as they stand in the project's own base: they bring no problem, and show what is said.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Bibliography
import Bytes
import Foundation
import Templates
import Testing
import WikiModel
import WikiParsing

@testable import WikiGraph
@testable import WikiSite

/// The entries of the project's base, and texts that stand beside them or in their place.
@MainActor private struct TriedBase {
    private static let compiler = EntryCompiler(vocabulary: Project.vocabulary)

    /// Path → entry, and the files that are none.
    private static let project: (entries: [String: CompiledEntry], media: [String]) = {
        let content = Project.root.appendingPathComponent("content").path
        var (entries, media): ([String: CompiledEntry], [String]) = ([:], [])
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: content)) ?? [] {
            if path.hasSuffix(".md") { entries[path] = compile(path, Project.bytes("content/" + path)) } else { media.append(path) }
        }
        return (entries, media)
    }()

    private static func compile(_ path: String, _ bytes: [UInt8]) -> CompiledEntry? {
        let parts = path.split(separator: "/")
        guard let kind = EntryKind.allCases.first(where: { $0.folder == parts[0] }), let slug = parts.last?.dropLast(".md".count) else { return nil }
        return compiler.compile(EntrySource(path: "content/" + path, kind: kind, slug: String(slug)), bytes: bytes)
    }

    let graph: KnowledgeGraph
    let bodies: EntryBodies
    private let diagnostics: [Diagnostic]

    init(_ texts: [String: String]) {
        var entries = TriedBase.project.entries
        for (path, text) in texts { entries[path] = TriedBase.compile(path, Array(text.utf8)) }
        let compiled = entries.sorted { $0.key < $1.key }.map(\.value)
        let linked = WikiGraph.link(compiled.map(\.head), media: TriedBase.project.media, vocabulary: Project.vocabulary)
        (graph, bodies) = (linked.graph, compiled.map(\.body))
        diagnostics = linked.diagnostics + compiled.flatMap { $0.head.diagnostics + identifierDiagnostics(of: $0.head, vocabulary: Vocabulary()) }
    }

    /// The problems of one file, but for notes. An example has the identifiers of an entry of the base.
    func problems(_ path: String) -> [String] {
        diagnostics.filter { $0.file == "content/" + path && $0.severity != .note && $0.code != .identifierShared }.map(\.line)
    }

    /// The words of an entry's page, a line for each block.
    func shown(_ path: String) -> [String] {
        let input = SiteInput(settings: SiteSettings(), templates: TemplateLibrary([]), buildDate: "2025-01-01")
        let site = Site(graph, input, related: .found(graph.entryIDs.map { _ in [] }))
        let id = graph.entryIDs.first { graph.entries[Int($0)].path == "content/" + path } ?? -1
        let html = ByteBuffer.bytes {
            site.bodies.append(of: id, at: BodyPlace(root: Array("../".utf8), citesListOnPage: true, hasAnchors: true), bodies: bodies, to: &$0)
        }
        return String(decoding: html, as: UTF8.self).replacing(/<[^>]*>/, with: "").components(separatedBy: "\n")
    }
}

@Suite @MainActor struct DocumentedExamplesTests {
    /// A whole example takes the place of the entry that it is of; a part stands in an entry of its own.
    @Test(arguments: [("docs/entries.md", 10), ("README.md", 1), ("CONTRIBUTING.md", 4)])
    func examplesOfEntriesBringNoProblem(_ document: String, _ count: Int) {
        let places = [
            "title: Migracytosis": "concepts/migracytosis.md", "title: Retraction fiber": "concepts/retraction-fiber.md",
            "title: Tunneling nanotube": "concepts/tunneling-nanotube.md",
        ]
        var texts: [String: String] = [:]
        for (number, block) in ProjectDocument(document).blocks.enumerated() {
            let begin = "---\ntitle: Tried \(number)\nsummary: An example.\ncategory: process\n"
            switch block.language {
            case "markdown" where !block.text.hasPrefix("---\n"): texts["concepts/tried-\(number).md"] = begin + "---\n" + block.text
            case "yaml" where !block.text.hasPrefix("---\n"): texts["concepts/tried-\(number).md"] = begin + block.text + "---\nWords.\n"
            case "markdown", "yaml":
                let place = places.first { block.text.contains($0.key + "\n") }?.value
                texts[place ?? "papers/ma2015.md"] = block.text
            default: continue
            }
        }
        #expect(texts.count >= count)
        let base = TriedBase(texts)
        for (path, text) in texts { #expect(base.problems(path) == [], "\(text)") }
    }

    @Test func embedsOnFollowingLinesAreShown() throws {
        let block = try #require(ProjectDocument("docs/entries.md").section("### Embeds").blocks.first)
        let base = TriedBase(["concepts/tried.md": "---\ntitle: Tried\nsummary: An example.\n---\n" + block.text])
        let tried = try #require(base.graph.entry(named: "concepts/tried"))
        #expect(base.graph.entries[Int(tried)].references.count { $0.kind == .embed } == block.text.split(separator: "\n").count)
    }

    @Test func linksAndCitationsShowWhatIsSaid() {
        let entries = ProjectDocument("docs/entries.md")
        var written: [(source: String, shown: String)] = []
        for table in entries.section("### Wikilinks").tables + entries.section("### Citations").tables {
            for row in table.rows {
                // `Ma et al. (2015), as part of the sentence`: what is said about it comes after.
                let shown = table.head.contains("Shows") ? row[1] : ""
                for source in ProjectDocument.code(row[0]) { written.append((source, shown)) }
            }
        }
        #expect(written.count >= 18)
        let text = "---\ntitle: Tried\nsummary: An example.\ncategory: process\n---\n" + written.map(\.source).joined(separator: "\n\n")
        let base = TriedBase(["concepts/tried.md": text + "\n\n## What is disputed\n\nWords.\n"])
        #expect(base.problems("concepts/tried.md") == [])
        let lines = base.shown("concepts/tried.md")
        for (number, example) in written.enumerated() where example.shown.wholeMatch(of: /\(?Ma et al.*/) != nil {
            #expect(lines.indices.contains(number) && example.shown.hasPrefix(lines[number]) && !lines[number].isEmpty, "\(example): \(lines)")
        }
    }

    /// What `migrapedia explain` recommends does not make the problem that it explains.
    @Test func whatExplanationsRecommendIsNoProblemOfTheirs() {
        var tried = 0
        for code in DiagnosticCode.allCases {
            for example in ProjectDocument.code(code.help) where ["[[", "![", "[@"].contains(where: example.hasPrefix) {
                let base = TriedBase(["concepts/tried.md": "---\ntitle: Tried\nsummary: S.\n---\nWords.\n\n\(example)\n"])
                #expect(base.problems("concepts/tried.md").filter { $0.hasSuffix("[\(code.rawValue)]") } == [], "\(example)")
                tried += 1
            }
        }
        #expect(tried >= 10)
    }

    @Test func theProblemOfTheReadmeIsReportedAsItSays() throws {
        let blocks = ProjectDocument("README.md").blocks
        let entry = try #require(blocks.first { $0.language == "markdown" })
        let message = try #require(blocks.first { $0.text.hasPrefix("content/concepts/") }?.text.components(separatedBy: "\n").first)
        let base = TriedBase(["concepts/retraction-fiber.md": entry.text.replacing("crossings [@ma2015]", with: "crossings [@ma2105]")])
        #expect(base.problems("concepts/retraction-fiber.md") == [message])
    }

    /// The messages that contributors are shown; `…` stands for what differs.
    @Test func messagesThatContributorsMeetAreThoseOfTheTool() throws {
        let paper = try #require(ProjectDocument("CONTRIBUTING.md").blocks.first { $0.text.contains("author_status") || $0.text.contains("type: article") })
        var texts = ["papers/other2026.md": paper.text, "papers/third2026.md": paper.text.replacing("summary:", with: "summry:").replacing("category: research", with: "category: experiment")]
        texts["papers/fourth2026.md"] = paper.text.replacing("DOI: 10.", with: "DOI: https://doi.org/10.").replacing("\"Title of the paper, in double quotes\"", with: "A paper")
        texts["concepts/tried.md"] = "---\ntitle: A paper: with a colon\n---\n"
        texts["concepts/tried-too.md"] = "---\ntitle: Tried\nsummary: S.\ntags: [Cell Migration]\n---\n(Wu et al., 2017), [@ma2014] [[Retraction fibr]] [@suports:ma2015]\n"
        let base = TriedBase(texts)
        let messages = (texts.keys + ["papers/ma2015.md"]).flatMap(base.problems)
        let rows = ProjectDocument("CONTRIBUTING.md").section("### Read what the check says").tables.flatMap { $0.column("Message") }
        #expect(rows.count >= 8)
        for row in rows {
            let parts = row.drop { $0 == "`" }.dropLast(while: { $0 == "`" }).components(separatedBy: "…").filter { !$0.isEmpty }
            let found = messages.contains { message in
                var rest = message[...]
                return parts.allSatisfy { part in
                    guard let range = rest.range(of: part) else { return false }
                    rest = rest[range.upperBound...]
                    return true
                }
            }
            #expect(found, "\(row)\n\(messages.joined(separator: "\n"))")
        }
    }
}

extension Substring {
    fileprivate func dropLast(while matches: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, matches(last) { text.removeLast() }
        return String(text)
    }
}
