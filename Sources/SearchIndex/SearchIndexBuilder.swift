// Puts parts together: one order of all terms, impacts, lists of entries, and the files of the index.

/// The index of all entries, ready to be written. A value that never changes; the executable asks it for lists of ranges of
/// terms in parallel.
public struct SearchIndexBuilder: Sendable {
    /// The form of the files: readers refuse any other (docs/search-index.md).
    public static let format = 2
    /// Raised when the same entries give other files.
    public static let revision = 1
    static let impactBits = 4
    /// Lists longer than this stand in files of their own.
    static let mostListBytes = 3_000
    /// A term that more than one entry in so many has is common: only the best entries that have it outside of a name are
    /// listed. Everybody finds those, and loads a few hundred bytes for a word that says little.
    static let commonShare = 5
    static let mostOfCommon = 256

    let entries: Int
    /// All terms in the order of UTF-16.
    let terms: [[UInt8]]
    /// Where the list of each term begins in `items`; those of entries that have it in a name come first in `named`.
    private let named: ImpactLists
    private let others: ImpactLists
    private let codebooks: (named: Codebook, others: Codebook)
    private let names: [IndexPart.Name]
    private let beginnings: ShortAnswers
    private let entryFiles: [(first: Int, json: [UInt8])]

    /// - Parameter parts: in the order of their entries, finished.
    public init(_ parts: [IndexPart]) {
        entries = parts.reduce(0) { $0 + $1.count }
        let (terms, numbers) = SearchIndexBuilder.mergeTerms(parts)
        self.terms = terms
        let scoring = Scoring(lengths: parts.map(\.lengths))
        codebooks = scoring.codebooks(parts)
        (named, others) = SearchIndexBuilder.invert(parts, numbers, terms: terms.count, scoring, codebooks)
        // Of entries with the same name, titles and those that are mentioned most come first.
        names = parts.flatMap(\.names).sorted {
            if $0.name != $1.name { return UTF16.isBefore($0.name, $1.name) }
            return ($0.isAlias, -$0.mentions, $0.entry) < ($1.isAlias, -$1.mentions, $1.entry)
        }
        var beginnings = ShortAnswers()
        for part in parts { beginnings.merge(part.beginnings) }
        self.beginnings = beginnings
        entryFiles = parts.flatMap(\.entryFiles)
    }

    public var termCount: Int { terms.count }

    // MARK: Terms

    /// All terms in order, and for each part the places of its terms in that order.
    private static func mergeTerms(_ parts: [IndexPart]) -> (terms: [[UInt8]], numbers: [[UInt32]]) {
        var table = ByteStringTable()
        var merged: [[UInt32]] = []
        for part in parts {
            merged.append(
                part.terms.pool.withUnsafeBufferPointer { pool in
                    (0..<part.terms.count).map { UInt32(table.insert(UnsafeBufferPointer(rebasing: pool[part.terms.range($0)])).number) }
                })
        }
        let order = sorted(table)
        var places = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { places[Int(number)] = UInt32(place) }
        return (order.map { table.bytes(Int($0)) }, merged.map { $0.map { places[Int($0)] } })
    }

    private static func sorted(_ table: ByteStringTable) -> [UInt32] {
        table.pool.withUnsafeBufferPointer { pool in
            // The first eight bytes as a number settle nearly every comparison.
            let keys = (0..<table.count).map { number -> (key: UInt64, number: UInt32) in
                var key: UInt64 = 0
                let range = table.range(number)
                for offset in 0..<8 {
                    key = key << 8 | (offset < range.count ? UInt64(UTF16.rank(pool[range.lowerBound + offset])) & 0x1FF : 0)
                }
                return (key, UInt32(number))
            }
            return keys.sorted { left, right in
                if left.key != right.key { return left.key < right.key }
                return UTF16.isBefore(
                    UnsafeBufferPointer(rebasing: pool[table.range(Int(left.number))]),
                    UnsafeBufferPointer(rebasing: pool[table.range(Int(right.number))]))
            }.map(\.number)
        }
    }

    // MARK: Lists

    private static func invert(
        _ parts: [IndexPart], _ numbers: [[UInt32]], terms: Int, _ scoring: Scoring, _ codebooks: (named: Codebook, others: Codebook)
    ) -> (ImpactLists, ImpactLists) {
        var named = ImpactLists(terms: terms)
        var others = ImpactLists(terms: terms)
        for (part, numbers) in zip(parts, numbers) {
            for posting in part.postings {
                let term = Int(numbers[Int(posting.term)])
                if posting.isInName { named.countOne(term) } else { others.countOne(term) }
            }
        }
        named.makeRoom()
        others.makeRoom()
        for (part, numbers) in zip(parts, numbers) {
            for posting in part.postings {
                let term = Int(numbers[Int(posting.term)])
                let impact = scoring.impact(posting, part)
                if posting.isInName { named.append(posting.entry, codebooks.named.place(of: impact), term) }
                else { others.append(posting.entry, codebooks.others.place(of: impact), term) }
            }
        }
        return (named, others)
    }

    /// Encoded records of a range of terms.
    public struct EncodedTerms: Sendable {
        /// `second` is the list of a file of its own when `isBig`.
        fileprivate var records: [(head: [UInt8], first: [UInt8], second: [UInt8], isBig: Bool)] = []
    }

    /// Encodes the lists of `range`, from 0 to `termCount`. Ranges can be encoded in parallel.
    public func encode(_ range: Range<Int>) -> EncodedTerms {
        var encoded = EncodedTerms()
        encoded.records.reserveCapacity(range.count)
        for term in range {
            let named = self.named.count(term)
            let others = self.others.count(term)
            let isCommon = !isFilter(term) && others > SearchIndexBuilder.mostOfCommon && (named + others) * SearchIndexBuilder.commonShare > entries
            let first = self.named.encoded(term)
            let second = isCommon ? self.others.encodedBest(term) : self.others.encoded(term)
            let isBig = second.count > SearchIndexBuilder.mostListBytes
            var head: [UInt8] = []
            NumberCode.append(others * 4 + (isBig ? 2 : 0) + (named > 0 ? 1 : 0), to: &head)
            if named > 0 { NumberCode.append(named, to: &head) }
            encoded.records.append((head, first, second, isBig))
        }
        return encoded
    }

    // MARK: Files

    /// All files.
    /// - Parameters:
    ///   - encoded: of all terms, in order.
    ///   - hash: eight hexadecimal digits that tell this index from others.
    public func files(_ encoded: [EncodedTerms], hash: String) -> [SearchFile] {
        var files: [SearchFile] = []
        func add(_ kind: String, _ list: FrontCodedList) {
            for (number, payload) in list.files.enumerated() {
                files.append(SearchFile("\(kind)\(number)", payload: ScriptText.quoted(payload)))
            }
        }
        var lists = FrontCodedList(mostBytes: 16_000)
        var bigs = 0
        for (term, record) in zip(terms, encoded.lazy.flatMap(\.records)) {
            var bytes = record.head
            if record.isBig {
                NumberCode.append(bigs, to: &bytes)
                files.append(SearchFile("b/\(bigs)", payload: ScriptText.quoted(record.second)))
                bigs += 1
            }
            lists.append(term, bytes + record.first + (record.isBig ? [] : record.second))
        }
        lists.finish()
        add("t/", lists)
        let nameList = self.nameList()
        add("n/", nameList)
        let (forwards, reversed) = slipLists()
        add("r/f", forwards)
        add("r/r", reversed)
        files.append(SearchFile("short", payload: ScriptText.quoted(beginnings.encoded())))
        for (number, file) in entryFiles.enumerated() {
            files.append(SearchFile("d/\(number)", payload: file.json + [0x5D]))
        }
        files.append(SearchFile("root", payload: root(hash, lists, nameList, forwards, reversed)))
        return files
    }

    private func nameList() -> FrontCodedList {
        var list = FrontCodedList(mostBytes: 12_000)
        for name in names {
            var bytes: [UInt8] = []
            NumberCode.append(name.entry * 2 + name.isAlias, to: &bytes)
            list.append(name.name, bytes)
        }
        list.finish()
        return list
    }

    /// Terms that a word may be a slip of: forwards, and reversed.
    private func slipLists() -> (FrontCodedList, FrontCodedList) {
        var forwards = FrontCodedList(mostBytes: 16_000)
        var backwards: [(term: [UInt8], weight: UInt8)] = []
        for (number, term) in terms.enumerated() where isCandidate(number) {
            let count = named.count(number) + others.count(number)
            let weight = NumberCode.alphabet[min(63, Scoring.quarterLog2(1 + count))]
            forwards.append(term, [weight])
            let reversed = String(String.UnicodeScalarView(String(decoding: term, as: UTF8.self).unicodeScalars.reversed()))
            backwards.append((Array(reversed.utf8), weight))
        }
        var list = FrontCodedList(mostBytes: 16_000)
        for (term, weight) in backwards.sorted(by: { UTF16.isBefore($0.term, $1.term) }) { list.append(term, [weight]) }
        forwards.finish()
        list.finish()
        return (forwards, list)
    }

    private func isFilter(_ term: Int) -> Bool { terms[term].first == UInt8(ascii: ":") }

    /// Words of four units and more that stand in a name, or in two entries; no numbers, whose digits are never slips, and
    /// none with characters of two units, which do not turn round.
    private func isCandidate(_ number: Int) -> Bool {
        let term = terms[number]
        return !isFilter(number) && (named.count(number) > 0 || others.count(number) > 1) && UTF16.count(term) >= 4
            && !term.allSatisfy { (0x30...0x39).contains($0) } && !term.contains { $0 >= 0xF0 }
    }

    private func root(
        _ hash: String, _ terms: FrontCodedList, _ names: FrontCodedList, _ forwards: FrontCodedList, _ reversed: FrontCodedList
    ) -> [UInt8] {
        var output = Array("{\"v\":\(SearchIndexBuilder.format),\"h\":\"\(hash)\",\"n\":\(entries),\"nt\":\(self.terms.count)".utf8)
        output += ",\"ib\":\(SearchIndexBuilder.impactBits)".utf8
        for (key, codebook) in [("qn", codebooks.named), ("qo", codebooks.others)] {
            output += ",\"\(key)\":".utf8
            ScriptText.appendList(codebook.values, to: &output) { $1 += Codebook.text($0).utf8 }
        }
        for (key, list) in [("t", terms), ("n_", names), ("f", forwards), ("r", reversed)] {
            output += ",\"\(key)\":".utf8
            ScriptText.appendString(FrontCodedList.encoded(list.separators), to: &output)
        }
        output += ",\"d\":".utf8
        var before = 0
        ScriptText.appendList(entryFiles, to: &output) { file, output in
            ScriptText.appendNumber(file.first - before, to: &output)
            before = file.first
        }
        output += ",\"stop\":".utf8
        ScriptText.appendList(WordCutter.stopwords, to: &output) { ScriptText.appendString($0.utf8, to: &$1) }
        output.append(UInt8(ascii: "}"))
        return output
    }
}

/// For each term, entries in order with their impacts.
struct ImpactLists: Sendable {
    private var starts: [Int32]
    private var next: [Int32] = []
    /// The entry's number, and the impact's in the lowest bits.
    private var items: [UInt32] = []

    init(terms: Int) { starts = [Int32](repeating: 0, count: terms + 1) }

    @inline(__always) mutating func countOne(_ term: Int) { starts[term + 1] += 1 }

    mutating func makeRoom() {
        for term in 1..<starts.count { starts[term] += starts[term - 1] }
        next = starts
        items = [UInt32](repeating: 0, count: Int(starts.last ?? 0))
    }

    @inline(__always) mutating func append(_ entry: UInt32, _ impact: Int, _ term: Int) {
        items[Int(next[term])] = entry << UInt32(SearchIndexBuilder.impactBits) | UInt32(impact)
        next[term] += 1
    }

    func count(_ term: Int) -> Int { Int(starts[term + 1] - starts[term]) }

    /// Gaps and impacts in the number code.
    func encoded(_ term: Int) -> [UInt8] { ImpactLists.encoded(items[range(of: term)]) }

    /// The same of those entries alone for which the term says most.
    func encodedBest(_ term: Int) -> [UInt8] {
        let mask = UInt32(1) << UInt32(SearchIndexBuilder.impactBits) - 1
        let best = items[range(of: term)].sorted { ($1 & mask, $0) < ($0 & mask, $1) }.prefix(SearchIndexBuilder.mostOfCommon)
        return ImpactLists.encoded(best.sorted())
    }

    private func range(of term: Int) -> Range<Int> { Int(starts[term])..<Int(starts[term + 1]) }

    private static func encoded(_ items: some Collection<UInt32>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(items.count * 2)
        var before = -1
        for item in items {
            let entry = Int(item >> UInt32(SearchIndexBuilder.impactBits))
            let impact = Int(item) & (1 << SearchIndexBuilder.impactBits - 1)
            NumberCode.append((entry - before - 1) << SearchIndexBuilder.impactBits | impact, to: &output)
            before = entry
        }
        return output
    }
}
