// A site made in memory from texts by path, with the project's own vocabulary.
// Whatever compiles runs on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Foundation
import Templates
import Testing
import WikiModel
import WikiParsing

@testable import WikiGraph
@testable import WikiSite

enum Project {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let vocabulary = readVocabulary(bytes("site/vocabulary.yml"), path: "site/vocabulary.yml").value

    static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: root.appendingPathComponent(path).path).map(Array.init) ?? []
    }

    /// Compares with a file of `Tests/Fixtures`; `UPDATE_GOLDEN=1` rewrites it.
    static func expectGolden(_ name: String, _ bytes: [UInt8], _ location: Testing.SourceLocation = #_sourceLocation) {
        let path = "Tests/Fixtures/" + name
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            #expect(throws: Never.self, sourceLocation: location) { try Data(bytes).write(to: root.appendingPathComponent(path)) }
            return
        }
        let golden = String(decoding: Project.bytes(path), as: UTF8.self)
        #expect(String(decoding: bytes, as: UTF8.self) == golden, sourceLocation: location)
    }
}

@MainActor struct SampleSite {
    let site: Site
    let bodies: EntryBodies

    init(_ files: [String: String], templates: TemplateLibrary = TemplateLibrary([]), baseURL: String = "") {
        let compiler = EntryCompiler(vocabulary: Project.vocabulary)
        let compiled = files.sorted { $0.key < $1.key }.map { path, text -> CompiledEntry in
            let parts = path.split(separator: "/")
            let kind = EntryKind.allCases.first { $0.folder == parts[0] } ?? .concept
            let slug = parts[1].dropLast(".md".count)
            return compiler.compile(EntrySource(path: "content/" + path, kind: kind, slug: String(slug)), bytes: Array(text.utf8))
        }
        let graph = WikiGraph.link(compiled.map(\.head), vocabulary: Project.vocabulary).graph
        bodies = compiled.map(\.body)
        var settings = SiteSettings()
        settings.baseURL = baseURL
        let input = SiteInput(settings: settings, templates: templates, buildDate: "2025-01-01")
        site = Site(graph, input, related: .found(graph.entryIDs.map { _ in [] }))
    }

    func id(_ name: String) -> EntryID { site.graph.entry(named: name) ?? -1 }

    static func concept(_ title: String, _ more: String = "", body: String = "Words.") -> String {
        "---\ntitle: '\(title)'\nsummary: About it.\ncategory: structure\n\(more)---\n\n\(body)\n"
    }

    static func paper(_ family: String, _ year: Int, body: String = "") -> String {
        "---\ntitle: What \(family) saw\nsummary: Shows it.\ntype: article-journal\nauthor: [{family: \(family), given: A}]\n"
            + "issued: \(year)\nDOI: 10.1000/\(family.lowercased())\n---\n\n\(body)\n"
    }
}
