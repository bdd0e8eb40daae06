// The base as a book: its pages in the order of reading, and what stands before them.
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let book = TemplateShape(["tagline", "authors", "counts", "parts"])
}

extension Site {
    private static let bookTitlePath = "title.html"
    public static let bookContentsPath = "contents.html"

    /// All pages of the book in the order of reading: its title, its contents, and the entries.
    ///
    /// Their paths are those on the site, so that links lead from one to the other.
    public var bookPages: [Page] {
        [
            Page(path: Site.bookTitlePath, content: .bookTitle),
            Page(path: Site.bookContentsPath, content: .bookContents),
        ] + bookSections.flatMap(\.entries).map { Page(path: entryPath($0), content: .bookEntry($0)) }
    }

    /// The pages of the base, its concepts by category and its papers by label; not what is unlisted.
    private var bookSections: [(heading: String, entries: [EntryID])] {
        let vocabulary = graph.vocabulary
        let parts = [(vocabulary.terms(of: .page).plural, bookPreface)]
            + index.categories.map { ($0.label, $0.entries) }
            + [(vocabulary.terms(of: .paper).plural, bookPapers)]
        return parts.filter { !$0.1.isEmpty }
    }

    /// The book in parts: headings, and the short names and paths of the pages below them in the order of reading.
    public var bookParts: [(heading: String, pages: [(name: String, path: String)])] {
        bookSections.map { ($0.heading, $0.entries.map { (labels.shortName($0), entryPath($0)) }) }
    }

    /// Pages that the home page and the menu name come first, in that order.
    private var bookPreface: [EntryID] {
        let pages = graph.entryIDs.filter { graph.kinds[Int($0)] == .page && !graph.entries[Int($0)].metadata.isUnlisted }
        let named = input.settings.startHere + input.settings.navigation.compactMap { item in
            if case .entry(let name) = item.target { name } else { nil }
        }
        var places: [EntryID: Int] = [:]
        for (place, name) in named.enumerated() {
            if let entry = graph.entry(named: name), places[entry] == nil { places[entry] = place }
        }
        let keyed = pages.map { (places[$0] ?? named.count, FoldedName.fold(graph.entries[Int($0)].metadata.title), $0) }
        return keyed.sorted { $0.0 == $1.0 ? $0.1.lexicographicallyPrecedes($1.1) : $0.0 < $1.0 }.map(\.2)
    }

    private var bookPapers: [EntryID] {
        index.papersByYear.flatMap(\.entries).sorted { labels.order($0) < labels.order($1) }
    }

    /// Templates that a book needs.
    public static let bookTemplateNames = ["book_title", "book_contents", "book_entry", "book_paper"]

    func bookEntryPage(_ id: EntryID, bodies: EntryBodies, records: PaperRecords) -> (template: String, values: [TemplateObject]) {
        let (kind, values) = entryPage(id, bodies: bodies, records: records)
        return (kind == EntryKind.paper.name ? "book_paper" : "book_entry", values)
    }

    func bookTitlePage() -> (template: String, values: [TemplateObject]) {
        ("book_title", [frame(path: Site.bookTitlePath, title: input.settings.title, pageClass: "book-title"), bookValues(parts: [])])
    }

    func bookContentsPage() -> (template: String, values: [TemplateObject]) {
        let parts = bookSections.map { part -> TemplateValue in
            let items = part.entries.map { TemplateValue.object(Shapes.titled, [.html(href($0, root: [])), .html(labels.title($0))]) }
            return .object(Shapes.group, [.absent, .text(part.heading), .list(items)])
        }
        return ("book_contents", [frame(path: Site.bookContentsPath, title: wording[.bookContents], pageClass: "book-contents"), bookValues(parts: parts)])
    }

    private func bookValues(parts: [TemplateValue]) -> TemplateObject {
        TemplateObject(
            Shapes.book,
            [
                .optional(input.settings.tagline), .optional(input.settings.authors.map(\.naturalName).joined(separator: wording[.comma])),
                .list(countLinks), .list(parts),
            ])
    }
}
