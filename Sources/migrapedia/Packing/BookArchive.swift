// The base as an e-book: renders its pages, makes documents of them, and packs them with the files that they show.
import Bytes
import EPUB
import Templates
import WikiGraph
import WikiModel
import WikiSite

/// A book to be made of a linked base.
struct BookArchive {
    let workspace: Workspace
    let site: Site
    let bodies: BodyStore
    /// What the site publishes as it is, by path.
    let files: [String: StaticFile]
    let progress: Progress

    struct Summary {
        var entries: Int
        var sizeUTF8: Int
    }

    /// What stops a book: a slip in a template, or the system.
    enum Failure: Error {
        case template(TemplateError)
        case tool(ToolError)
    }

    private typealias Rendered = (path: String, html: [UInt8])

    func write(to path: String) async throws(Failure) -> Summary {
        let pages = site.bookPages
        let rendered = try await render(pages)
        let contents = BookContents(pages: rendered, files: Set(files.keys), siteAddress: site.input.settings.baseURL)
        let documents = try await documents(of: rendered, in: contents)
        do throws(ToolError) {
            let parts = parts(documents, of: pages) + files(shownBy: documents, contents) + [legacyContents]
            return Summary(entries: pages.count - 2, sizeUTF8: try await write(parts, to: path))
        } catch {
            throw .tool(error)
        }
    }

    // MARK: Pages

    private func render(_ pages: [Page]) async throws(Failure) -> [Rendered] {
        var wanted = [Bool](repeating: false, count: site.graph.entries.count)
        for page in pages { site.markBodies(of: page, in: &wanted) }
        let (site, bodies) = (site, await bodies.load(wanted, jobs: workspace.jobs))
        let records = await site.records(of: pages, jobs: workspace.jobs)
        let results = await parallelMap(count: pages.count, jobs: workspace.jobs) { number -> Result<Rendered, TemplateError> in
            do throws(TemplateError) {
                return .success((pages[number].path, try site.render(pages[number], bodies: bodies, records: records)))
            } catch {
                return .failure(error)
            }
        }
        do throws(TemplateError) {
            return try results.map { (result) throws(TemplateError) in try result.get() }
        } catch {
            throw .template(error)
        }
    }

    private func documents(of pages: [Rendered], in contents: BookContents) async throws(Failure) -> [XHTMLDocument] {
        let results = await parallelMap(count: pages.count, jobs: workspace.jobs) { number -> Result<XHTMLDocument, HTMLError> in
            do throws(HTMLError) {
                return .success(try XHTMLDocument(html: pages[number].html, path: pages[number].path, in: contents))
            } catch {
                return .failure(error)
            }
        }
        var documents: [XHTMLDocument] = []
        for (page, result) in zip(pages, results) {
            do throws(HTMLError) {
                documents.append(try result.get())
            } catch {
                throw .tool(
                    ToolError(
                        "no e-book can be made of \(page.path), line \(error.line) as its template wrote it: \(error.message); "
                            + "mend the templates of books (templates/book….mustache and their partials)"))
            }
        }
        return documents
    }

    // MARK: Archive

    /// A file of the book, and where its bytes come from.
    private struct Part: Sendable {
        let item: BookItem
        let source: Source

        enum Source: Sendable {
            case bytes([UInt8])
            case file(StaticFile)
        }

        func bytes(root: String) throws(FileError) -> [UInt8] {
            switch source {
            case .bytes(let bytes): bytes
            case .file(let file): try file.bytes { (path) throws(FileError) in try File.read(root + "/" + path) }
            }
        }
    }

    private func parts(_ documents: [XHTMLDocument], of pages: [Page]) -> [Part] {
        zip(pages, documents).map { page, document in
            let item = BookItem(
                path: BookContents.document(of: page.path), mediaType: BookItem.documentType,
                properties: (page.path == Site.bookContentsPath ? ["nav"] : []) + document.properties)
            return Part(item: item, source: .bytes(document.bytes))
        }
    }

    /// Pictures and styles that documents show, and the cover.
    private func files(shownBy documents: [XHTMLDocument], _ contents: BookContents) -> [Part] {
        let cover = site.input.settings.card?.path
        let shown = documents.reduce(into: Set([cover].compactMap { $0 })) { $0.formUnion($1.files) }
        return shown.sorted().compactMap { path in
            guard let file = files[path], let type = mediaType(of: path) else { return nil }
            let item = BookItem(path: contents.name(ofFile: path), mediaType: type, properties: path == cover ? ["cover-image"] : [])
            return Part(item: item, source: .file(file))
        }
    }

    private var legacyContents: Part {
        let parts = site.bookParts.map { BookPart(heading: $0.heading, pages: $0.pages) }
        return Part(item: BookItem.legacyContents, source: .bytes(BookContainer.legacyContents(metadata, parts)))
    }

    /// Answers the size of the archive.
    private func write(_ parts: [Part], to path: String) async throws(ToolError) -> Int {
        var archive = try ArchiveFile(path, date: site.input.buildDate)
        let package = BookContainer.package(metadata, parts.map(\.item))
        for (path, bytes) in [BookContainer.mediaType, BookContainer.container, (BookContainer.packagePath, package)] {
            try archive.append(BookArchive.member(path, bytes).get())
        }
        let root = workspace.root
        try await archive.append(sizes: parts.map(size), jobs: workspace.jobs, progress) { number in
            let part = parts[number]
            do throws(FileError) {
                return BookArchive.member(BookContainer.folder + "/" + part.item.path, try part.bytes(root: root))
            } catch {
                return .failure(ToolError(error))
            }
        }
        try archive.finish()
        progress.clear()
        return archive.sizeUTF8
    }

    private static func member(_ path: String, _ bytes: [UInt8]) -> Result<ZipMember, ToolError> {
        ZipMember(path: path, contents: bytes).map { .success($0) } ?? .failure(ToolError("\(path) is too large for an e-book"))
    }

    private func size(_ part: Part) -> Int64 {
        switch part.source {
        case .bytes(let bytes): Int64(bytes.count)
        case .file(let file): file.parts.reduce(0) { $0 + (File.stamp(workspace.root + "/" + $1)?.sizeUTF8 ?? 0) }
        }
    }

    private var metadata: BookMetadata {
        let settings = site.input.settings
        return BookMetadata(
            identifier: settings.baseURL.isEmpty ? BookArchive.identifier(of: settings.title) : settings.baseURL, title: settings.title,
            description: settings.tagline, language: settings.language, authors: settings.authors.map(\.naturalName),
            rights: [settings.licenseName, settings.licenseURL].filter { !$0.isEmpty }.joined(separator: ", "), date: site.input.buildDate)
    }

    /// A UUID of a form of our own (version 8; RFC 9562, section 5.8) for a base without an address: editions of one title are one book.
    private static func identifier(of title: String) -> String {
        func digits(_ seed: UInt64) -> String {
            var hash = StableHash(seed: seed)
            hash.combine(title)
            let digits = String(hash.value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        let (high, low) = (Array(digits(1)), Array(digits(2)))
        let parts = [high[0..<8], high[8..<12], ["8"] + high[13..<16], ["8"] + low[1..<4], low[4..<16]]
        return "urn:uuid:" + parts.map { String($0) }.joined(separator: "-")
    }
}

extension XHTMLDocument {
    /// What the manifest must say of it.
    fileprivate var properties: [String] { (hasFormulas ? ["mathml"] : []) + (hasDrawings ? ["svg"] : []) }
}
