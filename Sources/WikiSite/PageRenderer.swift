// One page: chooses its template and values, and renders them.
import Bibliography
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Site {
    /// The bytes of a page. `bodies` holds at least what `markBodies` asked for; `records` what was made beforehand.
    public func render(_ page: Page, bodies: EntryBodies, records: PaperRecords = []) throws(TemplateError) -> [UInt8] {
        // Most pages fit; growing copies what is there.
        var output = ByteBuffer(minimumCapacity: 48 << 10)
        try render(page, bodies: bodies, records: records, into: &output)
        return [UInt8](output)
    }

    /// Writes the bytes of a page into a buffer in place of what it holds: one buffer serves many pages. Without `map` nothing is
    /// on the map.
    public func render(
        _ page: Page, bodies: EntryBodies, records: PaperRecords = [], map: MapPages? = nil, into output: inout ByteBuffer
    ) throws(TemplateError) {
        output.removeAll()
        let (template, values): (String, [TemplateObject])
        switch page.content {
        case .feed: return appendFeed(to: &output)
        case .sitemap: return appendSitemap(to: &output)
        case .robots: return appendRobots(to: &output)
        case .bibliography(let id, let format): return output.append(contentsOf: bibliography(of: id, format: format, records))
        case .export(let export): return append(export, bodies: bodies, records: records, to: &output)
        case .data: (template, values) = dataPage()
        case .entry(let id): (template, values) = entryPage(id, bodies: bodies, records: records)
        case .redirect(let id): (template, values) = redirectPage(id, path: page.path)
        case .home: (template, values) = homePage()
        case .listing(let listing): (template, values) = listingPage(listing, records)
        case .claims: (template, values) = claimsPage(bodies: bodies)
        case .previewCards(let number): return appendPreviewCards(number, to: &output)
        case .mentions(let id): (template, values) = mentionsPage(id, bodies: bodies)
        case .map(let part): return try (map ?? MapPages(self)).render(part, bodies: bodies, into: &output)
        case .timeline: (template, values) = timelinePage()
        case .recent: (template, values) = recentPage()
        case .wanted: (template, values) = wantedPage()
        case .maintenance: (template, values) = maintenancePage()
        case .search: (template, values) = searchPage()
        case .bookTitle: (template, values) = bookTitlePage()
        case .bookContents: (template, values) = bookContentsPage()
        case .bookEntry(let id): (template, values) = bookEntryPage(id, bodies: bodies, records: records)
        case .notFound: (template, values) = ("404", [frame(path: page.path, title: wording[.notFoundPage], pageClass: "not-found")])
        }
        try input.templates.render(template, values.map { .object($0) }, into: &output)
    }

    /// Templates that every site needs.
    public static let templateNames = [
        "concept", "paper", "page", "home", "listing", "claims", "wanted", "data", "search", "404", "redirect", "timeline", "map", "graph",
        "mentions", "recent",
    ]

    /// All names that templates may use, on whichever page.
    public static let valueNames = Set(Shapes.all.flatMap(\.names))

    /// The page at an entry's former address.
    private func redirectPage(_ id: EntryID, path: String) -> (String, [TemplateObject]) {
        let root = SiteAddresses.root(from: path)
        let title = titlePlainText(graph.entries[Int(id)].metadata.title)
        let frame = frame(path: entryPath(id), title: title, pageClass: "redirect")
        return ("redirect", [frame, TemplateObject(Shapes.titled, [.html(href(id, root: root)), .text(title)])])
    }
}
