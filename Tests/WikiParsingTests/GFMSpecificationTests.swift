// The GitHub-flavoured Markdown specification as a suite, through the renderer of entries.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import CCMarkGFM
import Foundation
import Testing
import WikiModel

@testable import WikiParsing

enum GFMSpecification {
    static let path: String = {
        let folder =
            ProcessInfo.processInfo.environment["MIGRAPEDIA_SPEC_DIR"]
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/spec").path
        return folder + "/gfm-spec.json"
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: path) }

    /// Cases that differ on purpose, with the reason.
    static let differences: [Int: String] = {
        let autolink = "the specification shows this case without the autolink extension, which entries always have"
        return [
            610: autolink, 614: autolink, 616: autolink, 619: autolink, 620: autolink,
            653: "tags are filtered by the wiki's own rule, which escapes all raw HTML; the letter of the specification keeps it",
        ]
    }()

    /// From 0.29.0.gfm.13 on, cmark-gfm reads comments of HTML by CommonMark 0.31: these cases show what is none by GFM 0.29.
    static let newerComments = cmark_version() & 0xFF >= 13 ? [645, 646] : []

    struct Case: Decodable {
        var markdown: String
        var html: String
        var section: String
        var example: Int
    }

    static func cases() throws -> [Case] {
        try JSONDecoder().decode([Case].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// White space between tags says nothing.
    static func normalised(_ html: String) -> String {
        html.trimmingCharacters(in: .whitespacesAndNewlines).replacingOccurrences(of: ">\\s+<", with: "><", options: .regularExpression)
    }
}

@Suite(.enabled(if: GFMSpecification.isPresent, "the specification's cases are not on this machine"))
@MainActor struct GFMSpecificationTests {
    @Test func casesAreByteEqual() throws {
        let cases = try GFMSpecification.cases()
        #expect(cases.count == 673)
        var differing: [Int] = []
        for test in cases {
            let html = String(decoding: renderGFM(Array(test.markdown.utf8)), as: UTF8.self)
            if GFMSpecification.normalised(html) != GFMSpecification.normalised(test.html) { differing.append(test.example) }
        }
        print("GFM specification: \(cases.count - differing.count) of \(cases.count) cases are byte-equal")
        #expect(cases.count - differing.count >= 640)
        #expect(differing == (GFMSpecification.differences.keys + GFMSpecification.newerComments).sorted())
    }

    /// The same texts as entries: nothing is executed, and every piece lies within its body.
    @Test func casesAreSafeAsEntries() throws {
        let compiler = EntryCompiler(vocabulary: Vocabulary())
        var unsafe: [Int] = []
        for test in try GFMSpecification.cases() {
            let source = "---\ntitle: T\nsummary: S\n---\n" + test.markdown
            let entry = compiler.compile(EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(source.utf8))
            for piece in entry.body.pieces {
                let end = piece.kind == .reference ? entry.head.references.count : entry.body.html.count
                #expect(piece.range.upperBound <= end)
            }
            let html = String(decoding: entry.body.html, as: UTF8.self).lowercased()
            if html.contains("<script") || html.contains("<iframe") || html.contains("href=\"javascript:") { unsafe.append(test.example) }
        }
        #expect(unsafe == [])
    }
}
