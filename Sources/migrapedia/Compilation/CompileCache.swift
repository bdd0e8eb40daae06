// The cache of compiled entries on disk: which file was compiled from what, and where its head and body stand.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// Where one compiled entry stands in the cache.
struct CacheRecord: Sendable {
    var path: String
    var place: CachePlace
    var stamp: FileStamp
}

/// The part of a record that a worker reports.
struct CachePlace: Sendable, BitwiseCopyable {
    /// Hash of the source bytes.
    var contentHash: UInt64 = 0
    /// Hashes of the bytes of head and body, so that a damaged cache is noticed.
    var headHash: UInt64 = 0
    var bodyHash: UInt64 = 0
    var segment: UInt32 = 0
    var headOffset: UInt64 = 0
    var headCount: UInt32 = 0
    var bodyOffset: UInt64 = 0
    var bodyCount: UInt32 = 0
}

/// The records of one knowledge base, sorted by path, and the segment files that hold the entries.
///
/// Segments are only ever appended to by the run that made them, and one run at a time does: it holds the lock of the folder. A
/// build with few changes adds a small segment; when segments grow many or hold mostly old entries, everything is compiled afresh
/// into new ones.
struct CompileCache: Sendable {
    let folder: String
    /// What the entries depend on beside their source: the tool and the vocabulary.
    let salt: UInt64
    var records: [CacheRecord] = []
    var nextSegment: UInt32 = 0
    /// When the index was written; files changed at about that time are looked at again.
    var writtenNanoseconds: Int64 = 0

    private static let formatVersion: UInt64 = 1
    /// Files whose time lies this close to the index's are not trusted by their time (clocks tick in steps).
    static let racyNanoseconds: Int64 = 50_000_000
    static let mostSegments = 24

    init(folder: String, salt: UInt64) {
        self.folder = folder
        self.salt = salt
    }

    /// Reads the index; an absent, old or damaged one gives an empty cache.
    static func load(folder: String, salt: UInt64) -> CompileCache {
        var cache = CompileCache(folder: folder, salt: salt)
        guard let bytes = CheckedFile.read(path(folder)) else { return cache }
        var reader = BinaryReader(bytes)
        do throws(DecodingFailure) {
            guard try reader.number(UInt64.self) == formatVersion, try reader.number(UInt64.self) == salt else { return cache }
            let written = try reader.number(Int64.self)
            let next = try reader.number(UInt32.self)
            let places = try reader.plain(CachePlace.self)
            let stamps = try reader.plain(FileStamp.self)
            guard try reader.count() == places.count, stamps.count == places.count else { return cache }
            cache.records.reserveCapacity(places.count)
            for index in places.indices {
                cache.records.append(CacheRecord(path: try reader.string(), place: places[index], stamp: stamps[index]))
            }
            cache.writtenNanoseconds = written
            cache.nextSegment = next
        } catch {
            return CompileCache(folder: folder, salt: salt)
        }
        return cache
    }

    /// The record of a path. `next` is where it is sought, and moves on with paths that come in order.
    func record(of path: String, from next: inout Int) -> CacheRecord? {
        while next < records.count {
            // Most are equal, which is seen faster than which of two comes first.
            if records[next].path == path { return records[next] }
            if path < records[next].path { return nil }
            next += 1
        }
        return nil
    }

    /// Writes the index and deletes segments that hold nothing of it.
    mutating func save() throws(FileError) {
        var writer = BinaryWriter()
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        writer.write(CompileCache.formatVersion)
        writer.write(salt)
        writer.write(Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec))
        writer.write(nextSegment)
        writer.write(plain: records.map { $0.place })
        writer.write(plain: records.map { $0.stamp })
        writer.write(UInt32(records.count))
        for record in records { writer.write(record.path) }
        try CheckedFile.replace(CompileCache.path(folder), with: writer.bytes)
        removeDeadSegments()
    }

    private func removeDeadSegments() {
        let live = segments
        for name in (try? File.visibleNames(in: folder)) ?? [] {
            let parts = name.split(separator: ".")
            guard parts.count == 2, ["heads", "bodies"].contains(parts[1]), let number = UInt32(parts[0]) else { continue }
            if !live.contains(number) { unlink(folder + "/" + name) }
        }
    }

    /// Whether so much of the segments is out of date that a fresh start is better.
    var isWornOut: Bool { segments.count > CompileCache.mostSegments }

    /// The segments that hold a record. Neighbours mostly stand in the same one, which is looked up once.
    private var segments: Set<UInt32> {
        var segments: Set<UInt32> = []
        var last: UInt32?
        for record in records where record.place.segment != last {
            segments.insert(record.place.segment)
            last = record.place.segment
        }
        return segments
    }

    static func path(_ folder: String) -> String { folder + "/index" }
    static func headsPath(_ folder: String, _ segment: UInt32) -> String { "\(folder)/\(segment).heads" }
    static func bodiesPath(_ folder: String, _ segment: UInt32) -> String { "\(folder)/\(segment).bodies" }
}

/// Appends compiled entries to one segment of the cache. `finish` closes its files.
struct SegmentWriter {
    private let segment: UInt32
    private let headsPath: String
    private let bodiesPath: String
    private let heads: Int32
    private let bodies: Int32
    private var pendingHeads = BinaryWriter()
    private var pendingBodies = BinaryWriter()
    private var headOffset: UInt64 = 0
    private var bodyOffset: UInt64 = 0

    init(folder: String, segment: UInt32) throws(FileError) {
        self.segment = segment
        headsPath = CompileCache.headsPath(folder, segment)
        bodiesPath = CompileCache.bodiesPath(folder, segment)
        heads = try SegmentWriter.create(headsPath)
        bodies = try SegmentWriter.create(bodiesPath)
    }

    func finish() {
        close(heads)
        close(bodies)
    }

    /// A new file: what stands under this name may be read by another run, which found it in an older index.
    private static func create(_ path: String) throws(FileError) -> Int32 {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError(operation: "write", path: path, code: errno) }
        return descriptor
    }

    /// Adds an entry; it is on disk after `flush`.
    mutating func append(_ entry: CompiledEntry) -> CachePlace {
        let (headStart, bodyStart) = (pendingHeads.bytes.count, pendingBodies.bytes.count)
        entry.encodeHead(to: &pendingHeads)
        entry.encodeBody(to: &pendingBodies)
        var place = CachePlace(contentHash: entry.head.contentHash, segment: segment)
        place.headHash = StableHash.of(pendingHeads.bytes[headStart...])
        place.bodyHash = StableHash.of(pendingBodies.bytes[bodyStart...])
        place.headOffset = headOffset + UInt64(headStart)
        place.headCount = UInt32(pendingHeads.bytes.count - headStart)
        place.bodyOffset = bodyOffset + UInt64(bodyStart)
        place.bodyCount = UInt32(pendingBodies.bytes.count - bodyStart)
        return place
    }

    mutating func flush() throws(FileError) {
        let headFailure = File.writeAll(heads, pendingHeads.bytes)
        if headFailure != 0 { throw FileError(operation: "write", path: headsPath, code: headFailure) }
        let bodyFailure = File.writeAll(bodies, pendingBodies.bytes)
        if bodyFailure != 0 { throw FileError(operation: "write", path: bodiesPath, code: bodyFailure) }
        headOffset += UInt64(pendingHeads.bytes.count)
        bodyOffset += UInt64(pendingBodies.bytes.count)
        pendingHeads.bytes.removeAll(keepingCapacity: true)
        pendingBodies.bytes.removeAll(keepingCapacity: true)
    }
}
