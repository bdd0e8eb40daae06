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
    let cache: SearchPartCache
    /// The entries that can be found, in the order of their numbers in the index.
    private let entries: [EntryID]
    /// Of all that goes into the index of each of the entries.
    private let hashes: [UInt64]
    private let toolHash: UInt64
    private var synonymsHash: UInt64 {
        var hash = StableHash()
        for group in site.input.settings.searchSynonyms { hash.combine(group.joined(separator: "\n")) }
        return hash.value
    }

    /// - Parameter toolHash: of the tool that builds.
    init(site: Site, bodies: BodyStore, cacheFolder: String, toolHash: UInt64, jobs: Int) {
        self.site = site
        self.bodies = bodies
        self.jobs = jobs
        self.toolHash = toolHash
        cache = SearchPartCache(cacheFolder: cacheFolder, toolHash: toolHash)
        let graph = site.graph
        let entries = graph.entryIDs.filter { !graph.entries[Int($0)].metadata.isUnlisted }
        self.entries = entries
        hashes = entries.map { id in
            var hash = StableHash()
            hash.combine(graph.entries[Int(id)].path)
            hash.combine(graph.entries[Int(id)].contentHash)
            hash.combine(graph.entries[Int(id)].metadataHash)
            // Not every category that is written is one of the vocabulary.
            hash.combine(graph.entries[Int(id)].metadata.category)
            hash.combine(graph.backlinks[id].count)
            // Another paper of the same authors and year adds a letter to it.
            hash.combine(site.markedLabel(of: id))
            for name in site.namesInProse(of: id) { hash.combine(name.words) }
            return hash.value
        }
    }

    /// Keeps or writes the files of the index; answers how many there are.
    func publish(_ plan: SearchPlan, to publication: Publication) async throws(PublishError) -> Int {
        // Of all that goes into the index. It names the index's folder, so it is the same on every machine.
        var content = StableHash(seed: UInt64(SearchIndexBuilder.format) << 32 | UInt64(SearchIndexBuilder.revision))
        content.combine(synonymsHash)
        for hash in hashes { content.combine(hash) }
        var hash = StableHash(seed: content.value)
        hash.combine(toolHash)
        let fingerprint = hash.value
        if let kept = publication.keepAll(below: "search/", fingerprint: plan == .deferred ? nil : fingerprint) { return kept }
        if plan == .deferred { return 0 }
        let folder = UInt32(content.value >> 32).hexadecimal.lowercased()
        let files = await makeFiles(folder: folder)
        let failures = await parallelChunks(count: files.count, jobs: jobs) { range -> PublishError? in
            do throws(PublishError) {
                for file in files[range] {
                    let path = file.key == "root" ? "search/root.js" : "search/\(folder)/\(file.key).js"
                    try publication.write(path, fingerprint: fingerprint, file.bytes)
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure = failures.compactMap({ $0 }).first { throw failure }
        return files.count
    }

    private func makeFiles(folder: String) async -> [SearchFile] {
        var parts = await parts()
        let builder = SearchIndexBuilder(parts)
        parts = []
        let encoded = await parallelChunks(count: builder.termCount, jobs: jobs) { builder.encode($0) }
        return builder.files(encoded, hash: folder)
    }

    // MARK: Parts

    /// Entries that are cut into words together and kept together.
    private struct Chunk: Sendable {
        var range: Range<Int>
        /// Of all that goes into the index of its entries.
        var key: UInt64
    }

    /// All parts: those of chunks that did not change from the cache.
    private func parts() async -> [IndexPart] {
        let symbols = SymbolTable(names: entries.lazy.flatMap { [site.plainTitle(of: $0)] + site.graph.entries[Int($0)].metadata.aliases })
        let chunks = chunks(symbols)
        var parts = await parallelMap(count: chunks.count, jobs: jobs) { cache.part(chunks[$0].key, entries: chunks[$0].range.count) }
        var group: [Int] = []
        var size = 0
        for number in chunks.indices where parts[number] == nil {
            group.append(number)
            size += chunks[number].range.count
            if size < SearchBuild.groupSize { continue }
            for (number, part) in await cut(group, of: chunks, symbols) { parts[number] = part }
            (group, size) = ([], 0)
        }
        for (number, part) in await cut(group, of: chunks, symbols) { parts[number] = part }
        cache.removeOthers(Set(chunks.map(\.key)))
        return parts.compactMap { $0 }
    }

    /// Where a chunk begins depends on the path of its first entry alone, so that a new entry changes one chunk.
    private func chunks(_ symbols: SymbolTable) -> [Chunk] {
        var seed = StableHash(seed: synonymsHash)
        seed.combine(symbols.hash)
        var chunks: [Chunk] = []
        var start = 0
        for end in 1..<(entries.count + 1) {
            let isLast = end == entries.count
            guard isLast || SearchPartCache.beginsChunk(site.graph.entries[Int(entries[end])].path) else { continue }
            var key = seed
            for hash in hashes[start..<end] { key.combine(hash) }
            chunks.append(Chunk(range: start..<end, key: key.value))
            start = end
        }
        return chunks
    }

    /// Cuts the entries of some chunks into words, and keeps the parts.
    private func cut(_ numbers: [Int], of chunks: [Chunk], _ symbols: SymbolTable) async -> [(Int, IndexPart)] {
        if numbers.isEmpty { return [] }
        var wanted = [Bool](repeating: false, count: site.graph.entries.count)
        for number in numbers { for id in entries[chunks[number].range] { wanted[Int(id)] = true } }
        let loaded = await bodies.load(wanted, jobs: jobs)
        let jobs = min(jobs, numbers.count)
        return await parallelMap(count: jobs, jobs: jobs) { job -> [(Int, IndexPart)] in
            var memory = WordMemory(synonyms: site.input.settings.searchSynonyms, symbols: symbols)
            return numbers[(numbers.count * job / jobs)..<(numbers.count * (job + 1) / jobs)].map { number in
                var part = IndexPart()
                for id in entries[chunks[number].range] {
                    let head = site.graph.entries[Int(id)]
                    var entry = SearchEntry(
                        head, title: site.plainTitle(of: id), label: site.label(of: id), loaded[Int(id)] ?? EntryBody(),
                        names: site.namesInProse(of: id), address: site.path(of: id), mentions: site.graph.backlinks[id].count)
                    // It is found by the label, and shown with its mark.
                    entry.label = site.markedLabel(of: id)
                    part.append(entry, &memory)
                }
                part.finish()
                cache.keep(part, chunks[number].key)
                return (number, part)
            }
        }.flatMap { $0 }
    }
}
