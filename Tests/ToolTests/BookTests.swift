// The base as an e-book: what goes in, in which order, and what stops it. A validator reads it in scripts/tests.d/e-book.
import Foundation
import Testing

@testable import migrapedia

@Suite struct BookTests {
    @Test func aBookIsMadeOfTheEntriesAlone() throws {
        let base = try TemporaryBase()
        let run = try base.run(["book"])
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.errors.contains("test-base.epub: 6 entries, "), "\(run.errors)")
        let book = try base.book("test-base.epub")
        // A program knows the format by these bytes at their places (EPUB 3.3, section 4.2.2).
        #expect(book.prefix(4) == Data([0x50, 0x4B, 3, 4]) && book[30..<58] == Data("mimetypeapplication/epub+zip".utf8))
        #expect(!base.exists("public"))
        #expect(try base.run(["book", "other.epub", "--jobs", "1"]).exitCode == 0)
        #expect(try base.book("other.epub") == book)
    }

    @Test func whatStopsItIsSaidAndNothingIsLost() throws {
        let base = try TemporaryBase()
        try base.write("kept.epub", "an older book")
        func refused(_ exitCode: Int32, _ words: String) throws {
            let run = try base.run(["book", "kept.epub"])
            #expect(run.exitCode == exitCode && run.errors.contains(words), "\(run.errors)")
            #expect(try base.read("kept.epub") == "an older book")
        }
        let good = try base.read("templates/book_entry.mustache")
        try base.write("templates/book_entry.mustache", good + "{{titel}}")
        try refused(1, "no value is called \"titel\" here; did you mean \"title\"? [template-invalid]")
        try base.write("templates/book_entry.mustache", good.replacingOccurrences(of: "</header>", with: "<p>x\n</header>"))
        try refused(2, "<p> is not closed before </header>; mend the templates of books")
        try base.remove("templates/book_entry.mustache")
        try refused(1, "templates/book_entry.mustache: error: template is missing; take it from a base that `migrapedia init` begins")
        // A site needs no templates of books.
        #expect(try base.run(["check"]).exitCode == 0)
        try base.write("templates/book_entry.mustache", good)
        try base.write("content/concepts/broken.md", "---\ntitle: Broken\ncategory: structure\n---\n\n[[Nowhere at all]] {{x\n![x](gone.png)\n")
        let broken = try base.run(["book", "kept.epub"])
        #expect(broken.exitCode == 1 && broken.errors.contains("no book was written: "), "\(broken.errors)")
        #expect(try base.read("kept.epub") == "an older book")
        let names = try FileManager.default.contentsOfDirectory(atPath: base.root.path)
        #expect(names.filter { $0.hasSuffix(".new") } == [])
        #expect(try base.run(["book", "kept.epub", "--force"]).exitCode == 1)
        #expect(try base.book("kept.epub").prefix(2) == Data("PK".utf8))
    }

    @Test func everyPageOffersTheBook() throws {
        let base = try TemporaryBase()
        try base.write("site/site.yml", base.read("site/site.yml") + "ebook: https://example.org/base/book.epub\n")
        try base.build()
        #expect(try base.read("public/data.html").contains("<h2>E-book</h2>"))
        for page in ["index.html", "concepts/alpha.html", "data.html"] {
            #expect(try base.read("public/" + page).contains("<li><a href=\"https://example.org/base/book.epub\">E-book</a></li>"), "\(page)")
        }
    }
}

extension TemporaryBase {
    fileprivate func book(_ path: String) throws -> Data { try Data(contentsOf: root.appendingPathComponent(path)) }
}
