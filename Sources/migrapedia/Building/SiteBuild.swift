// A build: from a linked base to a published site, rendering only what changed.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Bytes
import Templates
import WikiGraph
import WikiModel
import WikiSite

/// What a build did.
struct BuildOutcome: Sendable {
    var pages: Int
    var written: Int
    var compiled: Int
    var published: Bool
    var diagnostics: [Diagnostic]
}

/// One build of one base into one folder.
struct SiteBuild {
    var workspace: Workspace
    var output: String
    var strict: Bool
    /// Publish even with errors in the content.
    var isForced: Bool
    var buildDate: String
    var progress: Progress
    var search = SearchPlan.current

    func run() async throws(ToolError) -> BuildOutcome {
        let place: PublishedPlace
        do throws(PublishError) {
            place = try PublishedPlace(output)
            try place.refuseSources(of: workspace.root)
        } catch {
            throw ToolError(error.message)
        }
        let linked = try await workspace.link(progress: progress)
        let templates = try workspace.templates(linked.settings.vocabulary.wording)
        var outcome = BuildOutcome(
            pages: 0, written: 0, compiled: linked.loaded.compiled, published: false,
            diagnostics: linked.diagnostics + templates.diagnostics)
        let credit = workspace.history(linked.settings.site, linked.graph, progress: progress)
        outcome.diagnostics += credit.diagnostics
        progress.end("history read")
        if mustNotPublish(outcome.diagnostics) { return outcome }
        let related = await RelatedCache.related(linked.graph, folder: workspace.cacheFolder, toolHash: workspace.toolHash, jobs: workspace.jobs)
        progress.end("related entries found")
        let map = await layMap(linked)
        let input = SiteInput(
            settings: linked.settings.site, templates: templates.library, buildDate: buildDate, history: credit.history,
            pictureSizes: workspace.pictureSizes(linked.tree))
        let site = Site(linked.graph, input, related: .found(related))
        // A process builds once and ends: to take all entries apart before would be a twentieth of the build after an edit.
        for lasting in [linked.graph, site] as [AnyObject] { _ = Unmanaged.passRetained(lasting) }
        progress.end("labels and listings made")
        do throws(PublishError) {
            let publication = try Publication(place)
            let fingerprints = PageFingerprints(site, salt: salt(linked, templates.hash), dataSalt: salt(linked, 0))
            try await publish(site, fingerprints, linked, map, to: publication, &outcome)
        } catch {
            throw ToolError(error.message)
        }
        return outcome
    }

    /// Content with errors is not published over a site that stands.
    private func mustNotPublish(_ diagnostics: [Diagnostic]) -> Bool {
        !isForced && DiagnosticReport(diagnostics, strict: strict).hasErrors && File.exists(output + "/index.html")
    }

    /// Everything that all pages depend on: what `seed` stands for, settings, vocabulary and the tool.
    private func salt(_ linked: Workspace.Linked, _ seed: UInt64) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(linked.settings.siteText)
        hash.combine(linked.settings.vocabularyText)
        hash.combine(workspace.toolHash)
        return hash.value
    }

    /// Lays the map out beside the other pages, none of which shows it; before them when one thing is to be done at a time.
    private func layMap(_ linked: Workspace.Linked) async -> (edges: [MapEdge], layout: Task<MapLayout, Never>) {
        let (graph, places, workspace, edges) = (linked.graph, linked.settings.mapPlaces, workspace, linked.graph.mapEdges())
        let layout = Task {
            await MapCache.layout(
                graph, edges: edges, places: places, folder: workspace.cacheFolder, toolHash: workspace.toolHash, jobs: workspace.jobs)
        }
        if workspace.jobs == 1 { _ = await layout.value }
        return (edges, layout)
    }

    private func publish(
        _ site: Site, _ fingerprints: PageFingerprints, _ linked: Workspace.Linked, _ map: (edges: [MapEdge], layout: Task<MapLayout, Never>), to publication: Publication,
        _ outcome: inout BuildOutcome
    ) async throws(PublishError) {
        let fileCount = try publishFiles(linked, to: publication)
        let pages = site.pages()
        let open = changed(pages, fingerprints, publication)
        progress.end("unchanged pages kept")
        var bodies = EntryBodies(repeating: nil, count: site.graph.entries.count)
        var problems = try await render(open, of: site, nil, linked.loaded.bodies, &bodies, to: publication)
        progress.end("pages rendered")
        let mapPages = MapPages(site, await map.layout.value, edges: map.edges)
        progress.end("map laid out")
        let pagesOfMap = mapPages.pages()
        let openOfMap = changed(pagesOfMap, fingerprints.with(mapPages), publication)
        for problem in try await render(openOfMap, of: site, mapPages, linked.loaded.bodies, &bodies, to: publication)
        where !problems.contains(problem) {
            problems.append(problem)
        }
        progress.end("map rendered")
        outcome.pages = pages.count + pagesOfMap.count + fileCount
        if linked.settings.site.isSearchEnabled {
            let index = SearchBuild(
                site: site, bodies: linked.loaded.bodies, cacheFolder: workspace.cacheFolder, toolHash: workspace.toolHash, jobs: workspace.jobs)
            outcome.pages += try await index.publish(search, to: publication)
            progress.end("search index made")
        }
        // A template that is missing was reported before its pages were made.
        outcome.diagnostics += problems.filter { !outcome.diagnostics.contains($0) }
        if mustNotPublish(outcome.diagnostics) {
            publication.abandon()
            return
        }
        outcome.written = try await publication.commit(jobs: workspace.jobs)
        outcome.published = true
    }

    /// Keeps or copies assets and media; answers how many there are.
    private func publishFiles(_ linked: Workspace.Linked, to publication: Publication) throws(PublishError) -> Int {
        let files: [StaticFile]
        do throws(FileError) {
            files = try StaticFile.list(root: workspace.root, tree: linked.tree, wording: linked.settings.vocabulary.wording)
        } catch {
            throw PublishError(error)
        }
        for file in files where !publication.keep(file.path, fingerprint: file.fingerprint) {
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try file.bytes { (path) throws(FileError) in try File.read(workspace.root + "/" + path) }
            } catch {
                throw PublishError(error)
            }
            try publication.write(file.path, fingerprint: file.fingerprint, bytes)
        }
        return files.count
    }

    /// The pages that differ from those of the last build; the others are kept.
    private func changed(_ pages: [Page], _ fingerprints: PageFingerprints, _ publication: Publication) -> [OpenPage] {
        pages.compactMap { page in
            let fingerprint = fingerprints.fingerprint(of: page)
            return publication.keep(page.path, fingerprint: fingerprint) ? nil : OpenPage(page: page, fingerprint: fingerprint)
        }
    }

    /// Renders and writes pages in parallel; answers what is wrong with templates.
    private func render(
        _ open: [OpenPage], of site: Site, _ map: MapPages?, _ store: BodyStore, _ bodies: inout EntryBodies, to publication: Publication
    ) async throws(PublishError) -> [Diagnostic] {
        let pages = open.map(\.page)
        await load(from: store, for: pages, of: site, map, into: &bodies)
        let records = await site.records(of: pages, jobs: workspace.jobs)
        if !records.isEmpty { progress.end("records written") }
        let known = bodies
        let results = await parallelChunks(count: pages.count, jobs: workspace.jobs) { range -> [PageResult] in
            // One buffer for all pages of a chunk: to free a large one after each page has the allocator tidy up each time.
            var buffer = ByteBuffer(minimumCapacity: 64 << 10)
            return range.map { index in
                do throws(TemplateError) {
                    try site.render(pages[index], bodies: known, records: records, map: map, into: &buffer)
                } catch {
                    return .invalid(error)
                }
                return SiteBuild.write(buffer, as: open[index], to: publication)
            }
        }.flatMap { $0 }
        return try SiteBuild.problems(of: results)
    }

    private static func write(_ buffer: borrowing ByteBuffer, as open: OpenPage, to publication: Publication) -> PageResult {
        do throws(PublishError) {
            try buffer.withBytes { (bytes) throws(PublishError) in
                try publication.write(open.page.path, fingerprint: open.fingerprint, UnsafeRawBufferPointer(bytes))
            }
            return .written
        } catch {
            return .unwritable(error)
        }
    }

    /// Reads the bodies that pages want and that are missing.
    private func load(from store: BodyStore, for pages: [Page], of site: Site, _ map: MapPages?, into bodies: inout EntryBodies) async {
        var wanted = [Bool](repeating: false, count: bodies.count)
        for page in pages {
            site.markBodies(of: page, in: &wanted)
            map?.markBodies(of: page, in: &wanted)
        }
        for number in wanted.indices where bodies[number] != nil { wanted[number] = false }
        guard wanted.contains(true) else { return }
        let loaded = await store.load(wanted, jobs: workspace.jobs)
        for number in wanted.indices where wanted[number] { bodies[number] = loaded[number] }
        progress.end("bodies read")
    }

    /// What is wrong with templates, each slip once; throws what could not be written.
    private static func problems(of results: [PageResult]) throws(PublishError) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for result in results {
            switch result {
            case .written: break
            case .invalid(let error):
                // A slip in a template shows on every page; it is one problem.
                let diagnostic = TemplateFolder.diagnostic(error)
                if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
            case .unwritable(let error): throw error
            }
        }
        return diagnostics
    }

    /// A page that is to be rendered.
    private struct OpenPage: Sendable {
        var page: Page
        var fingerprint: UInt64
    }

    private enum PageResult: Sendable {
        case written
        case invalid(TemplateError)
        case unwritable(PublishError)
    }
}

extension Site {
    /// The records of papers that pages show, each made once; empty when they show none, as those of the map.
    func records(of pages: [Page], jobs: Int) async -> PaperRecords {
        var wanted = [RecordParts](repeating: [], count: graph.entries.count)
        for page in pages { markRecords(of: page, in: &wanted) }
        guard wanted.contains(where: { !$0.isEmpty }) else { return [] }
        let parts = wanted
        return await parallelMap(count: parts.count, jobs: jobs) { [self] in record(of: EntryID($0), parts[$0]) }
    }
}
