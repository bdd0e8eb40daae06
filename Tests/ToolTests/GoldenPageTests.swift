// What pages hold, kept as files to look at: a concept, a retracted paper, claims and a listing.
// `UPDATE_GOLDEN=1 swift test --filter GoldenPageTests` rewrites them; the difference belongs to the review.
import Foundation
import Testing

@Suite struct GoldenPageTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/pages")

    /// The sample base, with a paper that was retracted and an entry that says who made it.
    private func base() throws -> TemporaryBase {
        var files = TemporaryBase.sample
        files["content/papers/two2020.md"] = TemporaryBase.paper("The second paper", "10.1000/two", family: "Two", year: 2020)
            .replacingOccurrences(
                of: "issued: 2020",
                with: "issued: 2020\nkeyword: [one, two]\nabstract: Words of the authors.\nverified: reference-list\n"
                    + "retraction: {kind: retracted, notice: 10.1000/notice, date: 2021-03-01}")
        files["content/concepts/beta.md"] = TemporaryBase.concept(
            "Beta", "created: 2024-01-02\nupdated: 2025-02-03\ncontributors: [A. Writer]\nidentifiers: {GO: GO:0140494}\n",
            body: "Beta is close to [[First]], as @two2020 says. So it is [@supports:one2019; @qualifies:two2020]. ^so")
        return try TemporaryBase(files)
    }

    /// The metadata in the head, and the text: what lies around them is the same on all pages.
    private func parts(_ html: String) -> String {
        func part(_ start: String, _ end: String) -> String {
            guard let from = html.range(of: start), let to = html.range(of: end, range: from.upperBound..<html.endIndex) else { return "" }
            return String(html[from.lowerBound..<to.lowerBound])
        }
        return part("<title>", "<link rel=\"icon\"") + part("<main", "<footer class=\"page-footer\"")
    }

    @Test func pagesAreAsTheyWere() throws {
        let base = try base()
        try base.build("public", ["--force"])
        for page in ["concepts/beta.html", "papers/two2020.html", "claims.html", "papers.html", "data.html"] {
            let actual = parts(try base.read("public/" + page))
            let golden = GoldenPageTests.folder.appendingPathComponent(page.replacingOccurrences(of: "/", with: "-"))
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
                try FileManager.default.createDirectory(at: GoldenPageTests.folder, withIntermediateDirectories: true)
                try Data(actual.utf8).write(to: golden)
            } else {
                #expect(actual == (try? String(contentsOf: golden, encoding: .utf8)), "\(page)")
            }
        }
    }
}
