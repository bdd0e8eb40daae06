// The words of a range of entries: the part of the work that is done for each range on its own.

/// A field of an entry, with its weight and how much its length counts (BM25F: Robertson and Zaragoza 2009,
/// doi:10.1561/1500000019).
enum SearchField: Int, CaseIterable {
    case title
    case alias
    case heading
    case description
    case prose

    var weight: Double {
        switch self {
        case .title: 8
        case .alias: 6
        case .heading: 3
        case .description: 2
        case .prose: 1
        }
    }

    var lengthShare: Double {
        switch self {
        case .title, .alias: 0.3
        case .heading, .description: 0.5
        case .prose: 0.7
        }
    }
}

/// How often an entry has a term, by fields; in none of them when the term is a filter.
struct Posting: BitwiseCopyable {
    var entry: UInt32
    var term: UInt32
    var prose: UInt16 = 0
    var title: UInt8 = 0
    var alias: UInt8 = 0
    var heading: UInt8 = 0
    var description: UInt8 = 0

    var isInName: Bool { title | alias != 0 }
    var isFilter: Bool { title | alias | heading | description == 0 && prose == 0 }

    @inline(__always)
    mutating func count(_ field: SearchField) {
        switch field {
        case .title: if title < .max { title += 1 }
        case .alias: if alias < .max { alias += 1 }
        case .heading: if heading < .max { heading += 1 }
        case .description: if description < .max { description += 1 }
        case .prose: if prose < .max { prose += 1 }
        }
    }
}

/// Entries that follow one another, cut into words. Parts are made independently of each other, in parallel;
/// `SearchIndexBuilder` puts them together. The result does not depend on how entries are divided.
public struct IndexPart: Sendable {
    /// A title or alias, and whose it is.
    struct Name: Sendable {
        var name: [UInt8]
        var entry: Int
        var isAlias: Int
        var mentions: Int
    }

    let first: Int
    var terms = ByteStringTable()
    var postings: [Posting] = []
    /// Words in each field of each entry.
    var lengths: [UInt32] = []
    var names: [Name] = []
    var beginnings = ShortAnswers()
    /// Where the postings of each entry end.
    var postingEnds: [Int] = []
    /// The JSON of all entries, and where that of each ends.
    var json: [UInt8] = []
    var jsonEnds: [Int] = []
    private(set) var count = 0

    private var runs = ByteStringTable()
    private var runTerms: [Range<Int32>] = []
    private var termsOfRuns: [UInt32] = []
    private var isStopword: [Bool] = []
    /// For each term, its place among the postings; one of an earlier entry says nothing.
    private var places: [Int32] = []
    private var entryStart = 0

    /// - Parameter first: how many entries come before this part.
    public init(first: Int) { self.first = first }

    /// Adds the next entry.
    public mutating func append(_ entry: SearchEntry) {
        let number = first + count
        entryStart = postings.count
        var words = [Int](repeating: 0, count: SearchField.allCases.count)
        func length(_ field: SearchField, _ added: Int) { words[field.rawValue] += added }
        length(.title, add(Array(entry.title.utf8), .title, number))
        for alias in entry.aliases { length(.alias, add(Array(alias.utf8), .alias, number)) }
        for section in entry.sections { length(.heading, add(section.title, .heading, number)) }
        for words in entry.descriptions { length(.description, add(Array(words.utf8), .description, number)) }
        length(.prose, add(Array(entry.lead.utf8), .prose, number) + add(entry.text, .prose, number))
        addNames(entry, number)
        for filter in entry.filters { postings.append(Posting(entry: UInt32(number), term: self.number(of: filter))) }
        lengths += words.map { UInt32($0) }
        postingEnds.append(postings.count)
        entry.appendJSON(to: &json)
        jsonEnds.append(json.count)
        count += 1
    }

    /// Frees what is needed only while entries are added.
    public mutating func finish() {
        runs = ByteStringTable()
        (runTerms, termsOfRuns, isStopword, places) = ([], [], [], [])
    }

    /// The postings and the JSON of an entry, counted from the first of the part.
    func postings(of entry: Int) -> ArraySlice<Posting> { postings[(entry == 0 ? 0 : postingEnds[entry - 1])..<postingEnds[entry]] }
    func json(of entry: Int) -> ArraySlice<UInt8> { json[(entry == 0 ? 0 : jsonEnds[entry - 1])..<jsonEnds[entry]] }
    func length(_ field: SearchField, of entry: Int) -> UInt32 { lengths[entry * SearchField.allCases.count + field.rawValue] }

    // MARK: Words

    /// Counts the words of a text; answers how many there are.
    private mutating func add(_ text: [UInt8], _ field: SearchField, _ entry: Int) -> Int {
        var count = 0
        text.withUnsafeBufferPointer { text in
            WordCutter.forEachRun(text) { range in
                let terms = termsOfRun(UnsafeBufferPointer(rebasing: text[range]))
                for index in terms {
                    let term = termsOfRuns[Int(index)]
                    if field == .prose || field == .heading, isStopword[Int(term)] { continue }
                    self.count(term, field, entry)
                    count += 1
                }
            }
        }
        return count
    }

    @inline(__always)
    private mutating func count(_ term: UInt32, _ field: SearchField, _ entry: Int) {
        let place = Int(places[Int(term)])
        if place >= entryStart {
            postings[place].count(field)
        } else {
            places[Int(term)] = Int32(postings.count)
            var posting = Posting(entry: UInt32(entry), term: term)
            posting.count(field)
            postings.append(posting)
        }
    }

    /// The terms of a stretch of text. Stretches come again and again, so each is cut once.
    private mutating func termsOfRun(_ run: UnsafeBufferPointer<UInt8>) -> Range<Int32> {
        // Sentences without spaces do not come again.
        let isKept = run.count <= 64
        if isKept {
            let (number, isNew) = runs.insert(run)
            if !isNew { return runTerms[number] }
        }
        let start = Int32(termsOfRuns.count)
        var units: [WordCutter.Unit] = []
        WordCutter.cut(run, into: &units)
        for unit in units {
            for word in unit.names { termsOfRuns.append(number(of: word)) }
            for word in unit.parts { termsOfRuns.append(number(of: word)) }
        }
        let range = start..<Int32(termsOfRuns.count)
        if isKept { runTerms.append(range) }
        return range
    }

    private mutating func number(of word: [UInt8]) -> UInt32 {
        let (number, isNew) = terms.insert(word)
        if isNew {
            places.append(-1)
            isStopword.append(WordCutter.stopwordBytes.contains(word))
        }
        return UInt32(number)
    }

    // MARK: Names

    private mutating func addNames(_ entry: SearchEntry, _ number: Int) {
        var found: [(name: [UInt8], isAlias: Int)] = []
        for (index, text) in ([entry.title] + entry.aliases).enumerated() {
            let words = WordCutter.units(Array(text.utf8)).flatMap(\.names)
            let name = UTF16.prefix(Array(words.joined(separator: [0x20])), WordCutter.longestNameUTF16)
            let isAlias = min(index, 1)
            found.append((name, isAlias))
            beginnings.add(
                words, ShortAnswers.Answer(isAlias: isAlias, titleLength: name.count, mentions: entry.mentions, entry: number))
            if let joined = IndexPart.joinedSymbol(words) {
                count(self.number(of: joined), .alias, number)
                found.append((joined, 1))
            }
        }
        for text in entry.hiddenNames { found.append((WordCutter.name(Array(text.utf8)), 1)) }
        var seen: Set<[UInt8]> = []
        for (name, isAlias) in found where !name.isEmpty && seen.insert(name).inserted {
            names.append(Name(name: name, entry: number, isAlias: isAlias, mentions: entry.mentions))
        }
    }

    /// A symbol that is written apart, such as "TSPAN 4", is also found as it is written together.
    private static func joinedSymbol(_ words: [[UInt8]]) -> [UInt8]? {
        func isNumber(_ word: [UInt8]) -> Bool { word.allSatisfy { (0x30...0x39).contains($0) } }
        guard (2...5).contains(words.count), words.contains(where: { $0.count < 3 || isNumber($0) }) else { return nil }
        let joined = Array(words.joined())
        return joined.count > WordCutter.longestUTF16 || isNumber(joined) ? nil : joined
    }
}
