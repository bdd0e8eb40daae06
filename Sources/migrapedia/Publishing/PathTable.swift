// The paths of a published folder: numbered, in one buffer, and found by their bytes.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// Different paths, each with a number.
///
/// A site has tens of thousands, of which a build after an edit changes a few. So they are read, looked up and written again
/// as bytes: to make a string of each, and to hash it with every set it is put in, took most of a publication's time.
struct PathTable: Sendable {
    /// The paths as `BinaryWriter` writes a list: each after its count.
    private var list: [UInt8] = []
    /// Where each path's count stands in `list`, and the end of the last path.
    private var starts = [0]
    /// A path's number where its hash points, or at the next place that was free; -1 where there is none. A power of two of
    /// places, at most half of them taken.
    private var slots: [Int32]

    private static let countBytes = MemoryLayout<UInt32>.size
    private static let fewestSlots = 16

    init(minimumCapacity: Int = 0) {
        var count = PathTable.fewestSlots
        while count < minimumCapacity * 2 { count *= 2 }
        slots = [Int32](repeating: -1, count: count)
        starts.reserveCapacity(minimumCapacity + 1)
    }

    /// Reads what `write` wrote; a path that comes twice is damage.
    init(from reader: inout BinaryReader) throws(DecodingFailure) {
        let count = try reader.count()
        guard count <= reader.bytes.endIndex - reader.index else { throw DecodingFailure() }
        self.init(minimumCapacity: count)
        let start = reader.index
        for _ in 0..<count { starts.append(try reader.data().endIndex - start) }
        list = Array(reader.bytes[start..<reader.index])
        for number in indices {
            guard insert(number) else { throw DecodingFailure() }
        }
    }

    func write(to writer: inout BinaryWriter) {
        writer.write(UInt32(count))
        writer.bytes.append(contentsOf: list)
    }

    var count: Int { starts.count - 1 }
    var indices: Range<Int> { 0..<count }

    /// Whether all paths name files in the folder: what a manifest names may be deleted.
    var areInside: Bool { indices.allSatisfy { withBytes(of: $0, SiteTree.isInside) } }

    /// The path with a number.
    subscript(number: Int) -> String { withBytes(of: number) { String(decoding: $0, as: UTF8.self) } }

    // MARK: Looking up

    /// The number of a path; `nil` when it is not in the table.
    func number(of path: String) -> Int? {
        var path = path
        return path.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
    }

    func number(of path: UnsafeRawBufferPointer) -> Int? {
        let number = slots[slot(for: path)]
        return number < 0 ? nil : Int(number)
    }

    /// The numbers of the paths that begin with a prefix.
    func numbers(withPrefix prefix: String) -> [Int] {
        var prefix = prefix
        return prefix.withUTF8 { bytes in
            let prefix = UnsafeRawBufferPointer(bytes)
            return indices.filter { number in
                withBytes(of: number) { PathTable.isSame(UnsafeRawBufferPointer(rebasing: $0.prefix(prefix.count)), prefix) }
            }
        }
    }

    /// The first number, from `start` on, of a path that does not come before another in a table that is sorted.
    func firstNumber(notBefore path: String, from start: Int) -> Int {
        (start..<count).sortedIndex { self[$0] < path }
    }

    /// Every folder that the paths need, those above folders as well.
    func folders() -> Set<String> {
        var folders: Set<String> = []
        var last: Range<Int>?
        list.withUnsafeBytes { list in
            for number in indices {
                let path = range(of: number)
                var slash = path.upperBound - 1
                while slash >= path.lowerBound, list[slash] != UInt8(ascii: "/") { slash -= 1 }
                if slash < path.lowerBound { continue }
                let bytes = UnsafeRawBufferPointer(rebasing: list[path.lowerBound..<slash])
                // In a sorted table a path mostly stands in the folder of the one before it.
                if let last, PathTable.isSame(bytes, UnsafeRawBufferPointer(rebasing: list[last])) { continue }
                last = path.lowerBound..<slash
                var current: String? = String(decoding: bytes, as: UTF8.self)
                while let folder = current, folders.insert(folder).inserted { current = SiteTree.folder(of: folder) }
            }
        }
        return folders
    }

    // MARK: Adding

    /// Adds a path at the end, unless it is there already.
    mutating func append(_ path: UnsafeRawBufferPointer) {
        if (count + 1) * 2 > slots.count { grow() }
        let free = slot(for: path)
        guard slots[free] < 0 else { return }
        slots[free] = Int32(count)
        withUnsafeBytes(of: UInt32(path.count).littleEndian) { list.append(contentsOf: $0) }
        list.append(contentsOf: path)
        starts.append(list.count)
    }

    mutating func append(_ path: String) {
        var path = path
        path.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Adds a path of another table.
    mutating func append(_ number: Int, of other: PathTable) {
        other.withBytes(of: number) { append($0) }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for number in indices { _ = insert(number) }
    }

    /// Lets a path of the list be found; answers `false` when it stands there twice.
    private mutating func insert(_ number: Int) -> Bool {
        let free = withBytes(of: number) { slot(for: $0) }
        guard slots[free] < 0 else { return false }
        slots[free] = Int32(number)
        return true
    }

    // MARK: Bytes

    private func range(of number: Int) -> Range<Int> { starts[number] + PathTable.countBytes..<starts[number + 1] }

    private func withBytes<Result>(of number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        list.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range(of: number)])) }
    }

    /// Where a path stands in `slots`, or the free place where it would.
    private func slot(for path: UnsafeRawBufferPointer) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: PathTable.hash(path)) & mask
        while slots[slot] >= 0, !withBytes(of: Int(slots[slot]), { PathTable.isEqual($0, path) }) { slot = (slot + 1) & mask }
        return slot
    }

    private static func hash(_ path: UnsafeRawBufferPointer) -> Int {
        guard isASCII(path) else { return String(decoding: path, as: UTF8.self).hashValue }
        var hash = StableHash()
        hash.combine(bytes: path)
        return Int(truncatingIfNeeded: hash.value)
    }

    /// Whether two paths are the same as strings: some file systems give an accented letter back in a spelling of their own.
    private static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        if isSame(left, right) { return true }
        guard !isASCII(left), !isASCII(right) else { return false }
        return String(decoding: left, as: UTF8.self) == String(decoding: right, as: UTF8.self)
    }

    private static func isSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count, let start = left.baseAddress, let other = right.baseAddress else {
            return left.isEmpty && right.isEmpty
        }
        return memcmp(start, other, left.count) == 0
    }

    /// Looks at all bytes: without an early end the compiler takes many at once.
    private static func isASCII(_ path: UnsafeRawBufferPointer) -> Bool { path.reduce(0, |) < 0x80 }
}
