// Puts parts together: one order of all terms, impacts, lists of entries, and the files of the index.

/// The index of all entries, ready to be written. A value that never changes; the executable asks it for lists of ranges of
/// terms in parallel.
public struct SearchIndexBuilder: Sendable {
    /// The form of the files: readers refuse any other (docs/search-index.md).
    public static let format = 3
    /// Raised when the same entries give other files.
    public static let revision = 10
    /// Numbers that the place of an impact takes in a list (`ImpactLists.size`). In names impacts differ; elsewhere nearly all of a
    /// block are one of its three most common.
    private static let namedSize = 16
    private static let othersSize = 4
    /// Bytes of a file of entries after which the next begins.
    static let mostEntryBytes = 14_300
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
    private let codebooks: (named: [Codebook], others: [Codebook])
    private let order: EntryOrder
    private let names: [IndexPart.Name]
    private let beginnings: ShortAnswers
    private let entryFiles: [(first: Int, json: [UInt8])]

    /// - Parameter parts: in the order of their entries, finished.
    public init(_ parts: [IndexPart]) {
        entries = parts.reduce(0) { $0 + $1.count }
        let (terms, numbers) = SearchIndexBuilder.mergeTerms(parts)
        self.terms = terms
        order = EntryOrder(lengths: parts.flatMap { part in (0..<part.count).map { part.length(.prose, of: $0) } })
        let scoring = Scoring(lengths: parts.map(\.lengths))
        codebooks = scoring.codebooks(parts, order)
        let places = SearchIndexBuilder.places(parts, order)
        (named, others) = SearchIndexBuilder.invert(parts, places, numbers, terms: terms.count, scoring, codebooks)
        // Of entries with the same name, titles and those that are mentioned most come first.
        names = SearchIndexBuilder.names(parts).sorted {
            if $0.name != $1.name { return UTF16.isBefore($0.name, $1.name) }
            return ($0.isAlias, -$0.mentions, $0.entry) < ($1.isAlias, -$1.mentions, $1.entry)
        }
        var beginnings = ShortAnswers()
        var first = 0
        for part in parts {
            beginnings.merge(part.beginnings, first: first)
            first += part.count
        }
        self.beginnings = beginnings
        entryFiles = SearchIndexBuilder.entryFiles(parts, places)
    }

    public var termCount: Int { terms.count }

    /// The names of all parts, with entries counted from the first of all.
    private static func names(_ parts: [IndexPart]) -> [IndexPart.Name] {
        var first = 0
        return parts.flatMap { part -> [IndexPart.Name] in
            defer { first += part.count }
            return part.names.map { name in
                var name = name
                name.entry += first
                return name
            }
        }
    }

    /// The part that an entry is in, and its place there.
    private typealias Place = (part: Int, entry: Int)

    /// The place of each entry, by its number.
    private static func places(_ parts: [IndexPart], _ order: EntryOrder) -> [Place] {
        let places = parts.enumerated().flatMap { number, part in (0..<part.count).map { (number, $0) } }
        return order.entries.map { places[$0] }
    }

    private static func entryFiles(_ parts: [IndexPart], _ places: [Place]) -> [(first: Int, json: [UInt8])] {
        var files: [(first: Int, json: [UInt8])] = []
        var json: [UInt8] = []
        for (number, place) in places.enumerated() {
            if json.isEmpty { files.append((number, [])) }
            json.append(json.isEmpty ? 0x5B : 0x2C)
            json += parts[place.part].json(of: place.entry)
            if json.count >= mostEntryBytes || number + 1 == places.count {
                files[files.count - 1].json = json
                json = []
            }
        }
        return files
    }

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
        let order = sorted(table.strings)
        var places = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { places[Int(number)] = UInt32(place) }
        return (order.map { table.strings.bytes(Int($0)) }, merged.map { $0.map { places[Int($0)] } })
    }

    private static func sorted(_ table: ByteStrings) -> [UInt32] {
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
        _ parts: [IndexPart], _ places: [Place], _ numbers: [[UInt32]], terms: Int, _ scoring: Scoring,
        _ codebooks: (named: [Codebook], others: [Codebook])
    ) -> (ImpactLists, ImpactLists) {
        var named = ImpactLists(terms: terms, codebooks.named, entries: places.count, size: namedSize)
        var others = ImpactLists(terms: terms, codebooks.others, entries: places.count, size: othersSize)
        for (part, numbers) in zip(parts, numbers) {
            for posting in part.postings {
                let term = Int(numbers[Int(posting.term)])
                if posting.isInName { named.countOne(term) } else { others.countOne(term) }
            }
        }
        named.makeRoom()
        others.makeRoom()
        for (number, place) in places.enumerated() {
            let part = parts[place.part]
            for posting in part.postings(of: place.entry) {
                let term = Int(numbers[place.part][Int(posting.term)])
                let impact = posting.isFilter ? nil : scoring.impact(posting, of: place.entry, part)
                if posting.isInName { named.append(number, impact, term) } else { others.append(number, impact, term) }
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
        files.append(SearchFile("short", payload: ScriptText.quoted(beginnings.encoded(order.numbers))))
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
            NumberCode.append(Int(order.numbers[name.entry]) * 2 + name.isAlias, to: &bytes)
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
            && !term.allSatisfy { $0.isDigit } && !term.contains { $0 >= 0xF0 }
    }

    private func root(
        _ hash: String, _ terms: FrontCodedList, _ names: FrontCodedList, _ forwards: FrontCodedList, _ reversed: FrontCodedList
    ) -> [UInt8] {
        var output = Array("{\"v\":\(SearchIndexBuilder.format),\"h\":\"\(hash)\",\"n\":\(entries),\"nt\":\(self.terms.count)".utf8)
        output += ",\"is\":[\(named.size),\(others.size)],\"q\":".utf8
        ScriptText.appendList([(codebooks.named, 5), (codebooks.others, 4)], to: &output) { books, output in
            ScriptText.appendList(books.0, to: &output) { book, output in
                // Names count a quarter more.
                ScriptText.appendList(book.values, to: &output) { $1 += Codebook.text($0 * books.1 / 4).utf8 }
            }
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
