// The search index of a site: kept when nothing in it changed, else built on all cores.
import SearchIndex
import WikiGraph
import WikiModel
import WikiSite

/// What a build does about the search index.
enum SearchPlan: Sendable {
    /// The index is that of the content: what is published is whole.
    case current
    /// The index of the last build is kept, whatever changed. For previews while somebody writes: the next build with
    /// `current` sees the difference and makes it anew.
    case deferred
}

/// The search index of one site.
struct SearchBuild {
    /// Entries whose bodies are in memory at the same time.
    private static let groupSize = 16_384

    let site: Site
    let bodies: BodyStore
    let jobs: Int
    /// The entries that can be found, in the order of their numbers in the index.
    private let entries: [EntryID]
    /// Of all that goes into the index. It names the index's folder, so it is the same on every machine.
    private let contentHash: UInt64

    init(site: Site, bodies: BodyStore, jobs: Int) {
        self.site = site
        self.bodies = bodies
        self.jobs = jobs
        let graph = site.graph
        entries = graph.entryIDs.filter { !graph.entries[Int($0)].metadata.isUnlisted }
        var hash = StableHash(seed: UInt64(SearchIndexBuilder.format) << 32 | UInt64(SearchIndexBuilder.revision))
        for id in entries {
            let head = graph.entries[Int(id)]
            hash.combine(head.path)
            hash.combine(head.contentHash)
            hash.combine(head.metadataHash)
            hash.combine(graph.backlinks[id].count)
        }
        contentHash = hash.value
    }

    /// Keeps or writes the files of the index; answers how many there are.
    func publish(_ plan: SearchPlan, toolHash: UInt64, to publication: Publication) async throws(PublishError) -> Int {
        var hash = StableHash(seed: contentHash)
        hash.combine(toolHash)
        let fingerprint = hash.value
        if let kept = publication.keepAll(below: "search/", fingerprint: plan == .deferred ? nil : fingerprint) { return kept }
        if plan == .deferred { return 0 }
        let files = await makeFiles()
        let failures = await parallelChunks(count: files.count, jobs: jobs) { range -> PublishError? in
            do throws(PublishError) {
                for file in files[range] { try publication.write(path(of: file), fingerprint: fingerprint, file.bytes) }
                return nil
            } catch {
                return error
            }
        }
        if let failure = failures.compactMap({ $0 }).first { throw failure }
        return files.count
    }

    private var folder: String {
        let digits = String(contentHash >> 32, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private func path(of file: SearchFile) -> String {
        file.key == "root" ? "search/root.js" : "search/\(folder)/\(file.key).js"
    }

    private func makeFiles() async -> [SearchFile] {
        var parts: [IndexPart] = []
        for start in stride(from: 0, to: entries.count, by: SearchBuild.groupSize) {
            parts += await makeParts(start..<min(start + SearchBuild.groupSize, entries.count))
        }
        let builder = SearchIndexBuilder(parts)
        parts = []
        let encoded = await parallelChunks(count: builder.termCount, jobs: jobs) { builder.encode($0) }
        return builder.files(encoded, hash: folder)
    }

    /// The parts of a group of entries, one for each job.
    private func makeParts(_ group: Range<Int>) async -> [IndexPart] {
        var wanted = [Bool](repeating: false, count: site.graph.entries.count)
        for id in entries[group] { wanted[Int(id)] = true }
        let loaded = await bodies.load(wanted, jobs: jobs)
        let jobs = min(jobs, group.count)
        return await parallelMap(count: jobs, jobs: jobs) { job in
            let start = group.lowerBound + group.count * job / jobs
            let end = group.lowerBound + group.count * (job + 1) / jobs
            var part = IndexPart(first: start)
            for id in entries[start..<end] {
                let head = site.graph.entries[Int(id)]
                part.append(
                    SearchEntry(
                        head, loaded[Int(id)] ?? EntryBody(), address: site.path(of: id), mentions: site.graph.backlinks[id].count))
            }
            part.finish()
            return part
        }
    }
}
