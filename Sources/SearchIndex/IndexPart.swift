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
///
/// Twelve bytes without gaps: parts are kept as they stand in memory.
struct Posting: BitwiseCopyable {
    var term: UInt32
    var prose: UInt32 = 0
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

/// Entries that follow one another, cut into words. Parts are made independently of each other, in parallel, and can be kept
/// (`IndexPartCoding`); `SearchIndexBuilder` puts them together. The result does not depend on how entries are divided.
/// Entries are counted from the first of the part.
public struct IndexPart: Sendable {
    /// A title or alias, and whose it is.
    struct Name: Sendable {
        var name: [UInt8]
        var entry: Int
        var isAlias: Int
        var mentions: Int
    }

    var terms = ByteStrings()
    var postings: [Posting] = []
    /// Words in each field of each entry.
    var lengths: [UInt32] = []
    var names: [Name] = []
    var beginnings = ShortAnswers()
    /// Where the postings of each entry end.
    var postingEnds: [Int32] = []
    /// The JSON of all entries, and where that of each ends.
    var json: [UInt8] = []
    var jsonEnds: [Int32] = []
    /// How many entries it holds.
    public var count: Int { jsonEnds.count }

    /// The term that each word of the memory is here, or -1.
    private var termOfWord: [Int32] = []
    /// For each term, its place among the postings; one of an earlier entry says nothing.
    private var places: [Int32] = []
    private var entryStart = 0
    /// The words of the text that is being added.
    private var sequence: [UInt32] = []

    public init() {}

    /// Adds the next entry.
    /// - Parameter memory: the same for all entries of a part.
    public mutating func append(_ entry: SearchEntry, _ memory: inout WordMemory) {
        let number = count
        entryStart = postings.count
        var words = [Int](repeating: 0, count: SearchField.allCases.count)
        func length(_ field: SearchField, _ added: Int) { words[field.rawValue] += added }
        length(.title, add(Array(entry.title.utf8), .title, &memory))
        for alias in entry.aliases { length(.alias, add(Array(alias.utf8), .alias, &memory)) }
        for section in entry.sections { length(.heading, add(section.title, .heading, &memory)) }
        for words in entry.descriptions { length(.description, add(Array(words.utf8), .description, &memory)) }
        length(.prose, add(Array(entry.lead.utf8), .prose, &memory) + add(entry.text, .prose, &memory))
        addNames(entry, number, &memory)
        addSynonyms(memory)
        for filter in entry.filters { postings.append(Posting(term: term(memory.number(of: filter), memory))) }
        lengths += words.map { UInt32($0) }
        postingEnds.append(Int32(postings.count))
        entry.appendJSON(to: &json)
        jsonEnds.append(Int32(json.count))
    }

    /// Frees what is needed only while entries are added.
    public mutating func finish() { (termOfWord, places, sequence) = ([], [], []) }

    func postings(of entry: Int) -> ArraySlice<Posting> { postings[Int(entry == 0 ? 0 : postingEnds[entry - 1])..<Int(postingEnds[entry])] }
    func json(of entry: Int) -> ArraySlice<UInt8> { json[Int(entry == 0 ? 0 : jsonEnds[entry - 1])..<Int(jsonEnds[entry])] }
    func length(_ field: SearchField, of entry: Int) -> UInt32 { lengths[entry * SearchField.allCases.count + field.rawValue] }

    // MARK: Words

    /// Counts the words of a text; answers how many there are.
    private mutating func add(_ text: [UInt8], _ field: SearchField, _ memory: inout WordMemory) -> Int {
        var count = 0
        sequence.removeAll(keepingCapacity: true)
        text.withUnsafeBufferPointer { text in
            WordCutter.forEachRun(text) { range in
                for place in memory.words(of: UnsafeBufferPointer(rebasing: text[range])) {
                    let word = memory.word(at: place)
                    // Stopwords of prose have no postings, and are still known: no entry lacks them.
                    let term = term(word, memory)
                    sequence.append(word)
                    if field == .prose || field == .heading, memory.isStopword(word) { continue }
                    self.count(term, field)
                    count += 1
                }
            }
        }
        // Of names the symbols are counted as such.
        if field != .title, field != .alias { addSymbols(in: sequence, field, memory) }
        return count
    }

    /// Counts the symbols that words are when written together.
    private mutating func addSymbols(in sequence: [UInt32], _ field: SearchField, _ memory: borrowing WordMemory) {
        for index in sequence.indices where memory.beginsSymbol(sequence[index]) {
            for (rest, joined) in memory.symbols(from: sequence[index]) where sequence[(index + 1)...].starts(with: rest) {
                count(term(joined, memory), field)
            }
        }
    }

    @inline(__always)
    private mutating func count(_ term: UInt32, _ field: SearchField) {
        let place = Int(places[Int(term)])
        if place >= entryStart {
            postings[place].count(field)
        } else {
            places[Int(term)] = Int32(postings.count)
            var posting = Posting(term: term)
            posting.count(field)
            postings.append(posting)
        }
    }

    /// The term of the part that a word of the memory is.
    @inline(__always)
    private mutating func term(_ word: UInt32, _ memory: borrowing WordMemory) -> UInt32 {
        if Int(word) < termOfWord.count, termOfWord[Int(word)] >= 0 { return UInt32(termOfWord[Int(word)]) }
        return newTerm(Int(word), memory)
    }

    private mutating func newTerm(_ word: Int, _ memory: borrowing WordMemory) -> UInt32 {
        let words = memory.words
        if termOfWord.count <= word { termOfWord += repeatElement(-1, count: words.count - termOfWord.count) }
        let term = Int32(terms.count)
        words.pool.withUnsafeBufferPointer { terms.append(UnsafeBufferPointer(rebasing: $0[words.range(word)])) }
        termOfWord[word] = term
        places.append(-1)
        return UInt32(term)
    }

    /// An entry that has some words of a group of synonyms is found by the others as well, as if its prose had them; by one that stands in
    /// its name as if something described it so.
    private mutating func addSynonyms(_ memory: borrowing WordMemory) {
        for group in memory.synonyms {
            var (prose, isInName, missing): (UInt32, Bool, [UInt32]) = (0, false, [])
            for word in group {
                guard let place = placeOfPosting(of: word) else {
                    missing.append(word)
                    continue
                }
                prose = max(prose, postings[place].prose, 1)
                isInName = isInName || postings[place].isInName
            }
            if prose == 0 { continue }
            for word in missing {
                let term = term(word, memory)
                places[Int(term)] = Int32(postings.count)
                postings.append(Posting(term: term, prose: prose, description: isInName ? 1 : 0))
            }
        }
    }

    /// Where the last entry has a word; `nil` when it has not.
    private func placeOfPosting(of word: UInt32) -> Int? {
        guard Int(word) < termOfWord.count, termOfWord[Int(word)] >= 0 else { return nil }
        let place = Int(places[Int(termOfWord[Int(word)])])
        return place >= entryStart ? place : nil
    }

    // MARK: Names

    private mutating func addNames(_ entry: SearchEntry, _ number: Int, _ memory: inout WordMemory) {
        var found: [(name: [UInt8], isAlias: Int)] = []
        for (index, text) in ([entry.title] + entry.aliases).enumerated() {
            let words = WordCutter.units(Array(text.utf8)).flatMap(\.names)
            let name = UTF16.prefix(Array(words.joined(separator: [0x20])), WordCutter.longestNameUTF16)
            let isAlias = min(index, 1)
            found.append((name, isAlias))
            beginnings.add(
                words, ShortAnswers.Answer(isAlias: isAlias, titleLength: name.count, mentions: entry.mentions, entry: number))
            if let joined = SymbolTable.joined(words) {
                count(term(memory.number(of: joined), memory), .alias)
                found.append((joined, 1))
            }
        }
        for text in entry.hiddenNames { found.append((WordCutter.name(Array(text.utf8)), 1)) }
        var seen: Set<[UInt8]> = []
        for (name, isAlias) in found where !name.isEmpty && seen.insert(name).inserted {
            names.append(Name(name: name, entry: number, isAlias: isAlias, mentions: entry.mentions))
        }
    }
}
