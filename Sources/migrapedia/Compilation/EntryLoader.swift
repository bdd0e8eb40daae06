// Compiles what changed, takes the rest from the cache, and hands out heads and bodies.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel
import WikiParsing

/// All entries of a base after compiling.
struct LoadedEntries: Sendable {
    /// In the order of the source tree.
    var heads: [EntryHead]
    /// How many had to be compiled.
    var compiled: Int
    var bodies: BodyStore
}

/// Reads the bodies of entries out of the cache's segments.
struct BodyStore: Sendable {
    fileprivate let loader: EntryLoader
    fileprivate let sources: [EntrySource]
    /// `nil` for an entry that cannot be read.
    fileprivate let places: [CachePlace?]
    fileprivate let files: SegmentFiles

    /// The bodies of the wanted entries; `nil` for the others, and for what cannot be read. A body that is damaged is compiled again.
    ///
    /// Each body gets memory of its own: threads that share one buffer would slow each other down by counting references.
    func load(_ wanted: [Bool], jobs: Int) async -> [EntryBody?] {
        var bodies = await parallelMap(count: places.count, jobs: jobs) { index in
            wanted[index] ? places[index].flatMap(read) : nil
        }
        compileAgain(wanted.indices.filter { wanted[$0] && bodies[$0] == nil }, into: &bodies)
        return bodies
    }

    private func read(_ place: CachePlace) -> EntryBody? {
        guard let bytes = files.read(place.segment, place.bodyOffset, place.bodyCount), StableHash.of(bytes) == place.bodyHash else { return nil }
        return try? EntryBody.decode(bytes[...])
    }

    /// One after the other, as one process compiles on one thread. A body goes with its head, so that it counts only while the
    /// file is the one that the head was made from; an entry that ended its worker has a hash of 0, and is not tried here.
    private func compileAgain(_ lost: [Int], into bodies: inout [EntryBody?]) {
        if lost.isEmpty { return }
        let compiler = EntryCompiler(vocabulary: loader.vocabulary)
        for index in lost {
            guard let hash = places[index]?.contentHash, hash != 0 else { continue }
            let entry = CompileWorker.compile(sources[index], root: loader.root, compiler)
            if entry.head.contentHash == hash { bodies[index] = entry.body }
        }
        // The next build writes new segments.
        unlink(CompileCache.path(loader.cacheFolder))
    }
}

/// The open files of segments. What another run removes from the cache meanwhile can be read till they are closed.
private final class SegmentFiles: Sendable {
    /// By segment; one that cannot be opened is absent.
    private let descriptors: [UInt32: Int32]

    /// - Parameter path: of the file of a segment.
    init(of places: [CachePlace?], path: (UInt32) -> String) {
        var opened: [UInt32: Int32] = [:]
        for segment in Set(places.lazy.compactMap { $0?.segment }) {
            let descriptor = open(path(segment), O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 { opened[segment] = descriptor }
        }
        descriptors = opened
    }

    deinit { for descriptor in descriptors.values { close(descriptor) } }

    /// Bytes of a segment, in memory of their own; fewer where the file ends.
    func read(_ segment: UInt32, _ offset: UInt64, _ count: UInt32) -> [UInt8]? {
        guard let descriptor = descriptors[segment], let offset = Int(exactly: offset) else { return nil }
        return try? File.read(descriptor, count: Int(count), at: offset, path: "")
    }
}

/// What a build compiles with.
struct EntryLoader: Sendable {
    var root: String
    var cacheFolder: String
    var vocabulary: Vocabulary
    var vocabularyText: [UInt8]
    var toolHash: UInt64
    var jobs: Int
    /// Up to this many changed entries are compiled in this process: starting workers would take longer.
    static let mostInProcess = 8

    /// Compiles or reuses every entry of the tree. `progress` gets the number compiled so far and the number to compile.
    ///
    /// Waits for another run that compiles the same base, and then finds its work done.
    func load(_ tree: SourceTree, progress: @escaping (Int, Int) -> Void) async throws(FileError) -> LoadedEntries {
        try File.makeFolder(cacheFolder)
        let lock = await FileLock.wait(cacheFolder + "/lock") { process in
            printError("another run\(process.map { " (process \($0))" } ?? "") compiles this base; waiting until it has")
        }
        defer { lock?.giveBack() }
        let salt = cacheSalt()
        var cache = CompileCache.load(folder: cacheFolder, salt: salt)
        if cache.isWornOut { cache.records = [] }
        var places = [CachePlace?](repeating: nil, count: tree.entries.count)
        var changed = reuse(tree.entries, from: cache, into: &places)
        let compiled = changed.count
        try compile(tree, &changed, &cache, &places, progress: progress)
        // A damaged segment shows as heads that cannot be read: those entries are compiled again.
        var (heads, damaged) = await decodeHeads(tree, places)
        if !damaged.isEmpty {
            try compile(tree, &damaged, &cache, &places, progress: progress)
            let again = await decodeHeads(tree, places)
            heads = again.heads
            for index in again.damaged { places[index] = nil }
        }
        let isUnchanged = compiled == 0 && damaged.isEmpty && cache.records.count == tree.entries.count
            && zip(cache.records, tree.entries).allSatisfy { $0.stamp == $1.stamp }
        if !isUnchanged {
            cache.records = zip(tree.entries, places).compactMap { file, place in
                place.map { CacheRecord(path: file.source.path, place: $0, stamp: file.stamp) }
            }
            try cache.save()
        }
        let files = SegmentFiles(of: places) { CompileCache.bodiesPath(cacheFolder, $0) }
        return LoadedEntries(
            heads: heads, compiled: compiled,
            bodies: BodyStore(loader: self, sources: tree.entries.map(\.source), places: places, files: files))
    }

    /// Everything a compiled entry depends on beside its source.
    private func cacheSalt() -> UInt64 {
        var hash = StableHash(seed: toolHash)
        hash.combine(vocabularyText)
        return hash.value
    }

    /// Fills in the places of unchanged files; answers the indices of the others.
    private func reuse(_ files: [SourceFile], from cache: CompileCache, into places: inout [CachePlace?]) -> [Int] {
        var changed: [Int] = []
        var next = 0
        for (index, file) in files.enumerated() {
            guard let record = cache.record(of: file.source.path, from: &next) else {
                changed.append(index)
                continue
            }
            let isRacy = record.stamp.modifiedNanoseconds >= cache.writtenNanoseconds - CompileCache.racyNanoseconds
            if record.stamp == file.stamp, !isRacy || hasContent(file, record.place.contentHash) {
                places[index] = record.place
            } else if record.stamp != file.stamp, hasContent(file, record.place.contentHash) {
                places[index] = record.place
            } else {
                changed.append(index)
            }
        }
        return changed
    }

    private func hasContent(_ file: SourceFile, _ hash: UInt64) -> Bool {
        guard let bytes = try? File.read(root + "/" + file.source.path) else { return false }
        return StableHash.of(bytes) == hash
    }

    private func compile(
        _ tree: SourceTree, _ indices: inout [Int], _ cache: inout CompileCache, _ places: inout [CachePlace?],
        progress: @escaping (Int, Int) -> Void
    ) throws(FileError) {
        let count = indices.count
        if count == 0 { return }
        if count <= EntryLoader.mostInProcess {
            let compiler = EntryCompiler(vocabulary: vocabulary)
            var writer = try SegmentWriter(folder: cacheFolder, segment: cache.nextSegment)
            defer { writer.finish() }
            cache.nextSegment += 1
            for index in indices {
                places[index] = writer.append(CompileWorker.compile(tree.entries[index].source, root: root, compiler))
            }
            try writer.flush()
            return
        }
        let requests = indices.map { CompileRequest(number: UInt32($0), source: tree.entries[$0].source) }
        let job = CompileJob(
            root: root, cacheFolder: cacheFolder, vocabularyText: vocabularyText, firstSegment: cache.nextSegment, jobs: jobs,
            progress: { progress($0, count) })
        let result = try WorkerPool.compile(requests, job)
        cache.nextSegment = result.nextSegment
        for (number, place) in result.places { places[number] = place }
        try record(result.failures, tree, &cache, &places)
    }

    /// Entries that ended their worker become entries with a diagnostic.
    private func record(
        _ failures: [(number: Int, code: DiagnosticCode)], _ tree: SourceTree, _ cache: inout CompileCache,
        _ places: inout [CachePlace?]
    ) throws(FileError) {
        guard !failures.isEmpty else { return }
        var writer = try SegmentWriter(folder: cacheFolder, segment: cache.nextSegment)
        defer { writer.finish() }
        cache.nextSegment += 1
        for (number, code) in failures {
            let what = code == .compileTimeout ? "took too long to read and was given up" : "ended the process that read it"
            places[number] = writer.append(CompileWorker.failed(tree.entries[number].source, code, "entry " + what))
        }
        try writer.flush()
    }

    /// Reads and decodes the heads, in parallel. A head that is not what its record says is damaged: a problem stands for it.
    private func decodeHeads(_ tree: SourceTree, _ places: [CachePlace?]) async -> (heads: [EntryHead], damaged: [Int]) {
        let files = SegmentFiles(of: places) { CompileCache.headsPath(cacheFolder, $0) }
        var chunks = await parallelChunks(count: places.count, jobs: jobs) { range in
            range.reversed().map { index in places[index].flatMap { EntryLoader.decodeHead(at: $0, of: files) } }
        }
        var heads: [EntryHead] = []
        heads.reserveCapacity(places.count)
        var damaged: [Int] = []
        // The last of a chunk is moved. Heads that are passed by are copied, of some forty references each.
        for chunk in chunks.indices {
            while let decoded = chunks[chunk].popLast() {
                if let head = decoded {
                    heads.append(head)
                } else {
                    damaged.append(heads.count)
                    heads.append(
                        CompileWorker.failed(
                            tree.entries[heads.count].source, .sourceUnreadable, "compiled entry cannot be read"
                        ).head)
                }
            }
        }
        return (heads, damaged)
    }

    /// Read one by one: memory for all heads at once would cost more than the calls.
    private static func decodeHead(at place: CachePlace, of files: SegmentFiles) -> EntryHead? {
        guard let bytes = files.read(place.segment, place.headOffset, place.headCount), StableHash.of(bytes) == place.headHash else { return nil }
        return try? EntryHead(decoding: bytes[...])
    }
}
