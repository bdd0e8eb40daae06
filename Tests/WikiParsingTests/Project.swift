// The project's folder as tests see it: its vocabulary, its fixtures, and one compiler for all tests.
// Whatever compiles runs on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Foundation
import Testing
import WikiModel
import WikiParsing

enum Project {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let fixtures = root.appendingPathComponent("Tests/Fixtures")

    /// The project's own words, which fixtures may use.
    static let vocabulary = readVocabulary(bytes("site/vocabulary.yml"), path: "site/vocabulary.yml").value

    @MainActor static let compiler = EntryCompiler(vocabulary: vocabulary)

    static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: root.appendingPathComponent(path).path).map(Array.init) ?? []
    }

    /// Compiles a text as a concept, or as what `kind` says.
    @MainActor static func compile(_ bytes: [UInt8], kind: EntryKind = .concept, slug: String = "case") -> CompiledEntry {
        compiler.compile(EntrySource(path: "content/\(kind.folder)/\(slug).md", kind: kind, slug: slug), bytes: bytes)
    }

    /// Compiles prose below the least front matter.
    @MainActor static func compile(prose: String) -> CompiledEntry { compile(Array((frontMatter + prose).utf8)) }

    /// Four lines.
    static let frontMatter = "---\ntitle: T\nstatus: stub\n---\n"
}

/// A source file of the compile fixtures. Its name tells its kind: `paper-….md`, `page-….md`, else a concept.
struct CompileFixture: Sendable, CustomTestStringConvertible {
    var name: String

    static let all: [CompileFixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { CompileFixture(name: String($0.dropLast(3))) }
    }()

    static let folder = Project.fixtures.appendingPathComponent("compile")

    var testDescription: String { name }
    var kind: EntryKind { EntryKind.allCases.first { name.hasPrefix($0.name + "-") } ?? .concept }
    var source: [UInt8] { Project.bytes("Tests/Fixtures/compile/\(name).md") }
    var golden: URL { CompileFixture.folder.appendingPathComponent(name + ".golden") }

    @MainActor func compile() -> CompiledEntry { Project.compile(source, kind: kind, slug: name) }
}
