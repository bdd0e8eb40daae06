// Long lists of mentions: folded on the entry's page, whole on a page of their own, and gone when they are short again.
import Foundation
import Testing

@Suite struct MentionsTests {
    private static func file(_ number: Int) -> String { "content/concepts/source-\(number).md" }

    private func base(mentions: Int) throws -> TemporaryBase {
        var files = TemporaryBase.sample
        for number in 0..<mentions { files[MentionsTests.file(number)] = TemporaryBase.concept("Source \(number)", body: "Source \(number) needs [[Beta]].") }
        return try TemporaryBase(files)
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    private func linkedFrom(_ base: TemporaryBase) throws -> String {
        let page = try base.read("public/concepts/beta.html")
        let start = try #require(page.range(of: "<section class=\"linked-from\""))
        let end = try #require(page.range(of: "</section>", range: start.upperBound..<page.endIndex))
        return String(page[start.lowerBound..<end.lowerBound])
    }

    @Test func aListFoldsAfterEightAndEndsInAPageOfAll() throws {
        let base = try base(mentions: 60)
        try base.build()
        let part = try linkedFrom(base)
        // 60 sources and `alpha`; the paper that mentions it as well has its own group.
        #expect(part.contains("<summary>22 more</summary>"))
        #expect(part.contains("<a href=\"../mentions/concepts/beta.html#group-1\">All 61, on a page of their own</a>"))
        #expect(count("<li>", in: part) == 30)
        let whole = try base.read("public/mentions/concepts/beta.html")
        #expect(count("<li><a href=\"../../concepts/source-", in: whole) == 60 && whole.contains("id=\"group-1\"") && whole.contains("href=\"../../concepts/beta.html\""))
    }

    @Test func aPreviewMakesThePageOfAllAfterAnEdit() throws {
        // With `alpha` 30 mentions: the last that the entry's own page shows.
        let base = try base(mentions: 30)
        let quiet = TemporaryBase.concept("Source 29", body: "Source 29 needs nothing.")
        try base.write(MentionsTests.file(29), quiet)
        let server = try PreviewProcess(base)
        func edit(_ text: String) throws -> (status: Int, linkedFrom: String) {
            let seen = server.output.count
            try base.write(MentionsTests.file(29), text)
            #expect(PreviewProcess.wait { server.output.dropFirst(seen).contains("shown after") ? true : nil } != nil)
            return (try server.request("/mentions/concepts/beta.html").status, try server.request("/concepts/beta.html").text)
        }
        #expect(try server.request("/mentions/concepts/beta.html").status == 404)
        let more = try edit(TemporaryBase.concept("Source 29", body: "Source 29 needs [[Beta]]."))
        #expect(more.status == 200 && more.linkedFrom.contains("mentions/concepts/beta.html"))
        let fewer = try edit(quiet)
        #expect(fewer.status == 404 && !fewer.linkedFrom.contains("mentions/concepts/beta.html"))
    }

    @Test func shortListsStandOpenAndTheirPageGoes() throws {
        let base = try base(mentions: 60)
        try base.build()
        for number in 10..<60 { try base.remove(MentionsTests.file(number)) }
        try base.build()
        let part = try linkedFrom(base)
        #expect(!part.contains("<details>") && count("<li>", in: part) == 11)
        #expect(!base.exists("public/mentions"))
        try base.build("clean")
        #expect(try base.files("public") == base.files("clean"))
    }
}
