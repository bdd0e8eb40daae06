// Nearest names among many, for bases with thousands of broken links: the answers of `nearestNames`, at a fraction of the cost.

/// Names prepared for many searches of the nearest ones.
///
/// A search compares the letters that names are made of first: how often each occurs bounds the distance of two names from
/// below. Names are then measured in order of that bound, and no further than the third best. With 30,000 names a search
/// takes about a tenth of a millisecond, where measuring each takes three.
public struct NearestNameIndex: Sendable {
    private struct Entry: Sendable {
        var name: String
        var bytes: [UInt8]
    }

    /// Each name once, by length in bytes.
    private let entries: [Entry]
    /// For each entry, how often each letter occurs (all bytes shared out among 32 places).
    private let letters: [SIMD32<UInt8>]
    /// Where entries of a length begin; one more than the longest at the end.
    private let starts: [Int]
    /// Entries in the order of their bytes.
    private let sorted: [Int32]

    public init(_ names: some Sequence<String>) {
        var seen: Set<String> = []
        var entries: [Entry] = []
        for name in names where seen.insert(name).inserted { entries.append(Entry(name: name, bytes: Array(name.lowercased().utf8))) }
        entries.sort { $0.bytes.count < $1.bytes.count }
        self.entries = entries
        letters = entries.map { NearestNameIndex.letters(of: $0.bytes) }
        var starts: [Int] = []
        for (index, entry) in entries.enumerated() {
            while starts.count <= entry.bytes.count { starts.append(index) }
        }
        starts.append(entries.count)
        self.starts = starts
        sorted = entries.indices.map(Int32.init).sorted { entries[Int($0)].bytes.lexicographicallyPrecedes(entries[Int($1)].bytes) }
    }

    /// The same names in the same order as `nearestNames(to:among:limit:)`.
    public func nearest(to name: String, limit: Int = 3) -> [String] {
        let wanted = Array(InvisibleCharacters.dropped(from: name).lowercased().utf8)
        guard !wanted.isEmpty, wanted.count <= 200, limit > 0 else { return [] }
        var allowed = wanted.count < 4 ? 1 : max(2, wanted.count / 3)
        var found = completions(of: wanted).map { (distance: 1, name: $0) }
        let isLong = wanted.count >= 4
        search: for (bound, candidates) in candidates(for: wanted, within: allowed).enumerated() {
            for candidate in candidates where bound <= allowed {
                let entry = entries[Int(candidate)]
                if isLong, entry.bytes.count > wanted.count, entry.bytes.starts(with: wanted) { continue }
                let distance = editDistance(wanted, entry.bytes, limit: allowed)
                guard distance <= allowed else { continue }
                found.append((distance, entry.name))
            }
            // What is farther than the last name that will be told need not be measured.
            if found.count >= limit {
                found.sort(by: isNearer)
                allowed = min(allowed, found[limit - 1].distance)
                if bound >= allowed { break search }
            }
        }
        found.sort(by: isNearer)
        return found.prefix(limit).map(\.name)
    }

    /// Names that go on where `wanted` ends.
    private func completions(of wanted: [UInt8]) -> [String] {
        guard wanted.count >= 4 else { return [] }
        let first = sorted.sortedIndex { entries[Int($0)].bytes.lexicographicallyPrecedes(wanted) }
        return sorted[first...].lazy.map { entries[Int($0)] }.prefix { $0.bytes.starts(with: wanted) }
            .filter { $0.bytes.count > wanted.count }.map(\.name)
    }

    /// Entries by the least number of edits that their letters allow.
    ///
    /// One edit adds, takes or changes one letter, or changes none: so two names are at least as many edits apart as one
    /// has letters that the other lacks.
    private func candidates(for wanted: [UInt8], within allowed: Int) -> [[Int32]] {
        var byBound = [[Int32]](repeating: [], count: allowed + 1)
        let own = NearestNameIndex.letters(of: wanted)
        let first = start(ofLength: wanted.count - allowed)
        let end = start(ofLength: wanted.count + allowed + 1)
        letters.withUnsafeBufferPointer { letters in
            for index in first..<end {
                let other = letters[index]
                let most = pointwiseMax(own, other)
                let bound = max((most &- own).wrappedSum(), (most &- other).wrappedSum())
                if Int(bound) <= allowed { byBound[Int(bound)].append(Int32(index)) }
            }
        }
        return byBound
    }

    private func start(ofLength length: Int) -> Int {
        length < 0 ? 0 : length < starts.count ? starts[length] : entries.count
    }

    /// Bytes that share a place only lower the bound. Counts stop at 255, far above what `nearest` looks for.
    private static func letters(of bytes: [UInt8]) -> SIMD32<UInt8> {
        var counts = SIMD32<UInt8>.zero
        for byte in bytes {
            let place = Int(byte & 31)
            if counts[place] < 255 { counts[place] += 1 }
        }
        return counts
    }
}
