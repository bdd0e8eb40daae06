// What stretches of text are cut to. Stretches come again and again, so each is cut once for all entries of a job.

/// Words by number, and the words of each stretch of text that was met.
public struct WordMemory: Sendable {
    private var runs = ByteStringTable()
    private var rangesOfRuns: [Range<Int32>] = []
    private var wordsOfRuns: [UInt32] = []
    private var table = ByteStringTable()
    private var stopwords: [Bool] = []
    /// Sentences without spaces do not come again.
    private static let longestKept = 64
    /// Words that are found for each other, in groups.
    private(set) var synonyms: [[UInt32]] = []

    /// By the number of their first word: the others, and the symbol that all of them are.
    private var symbols: [UInt32: [(rest: [UInt32], joined: UInt32)]] = [:]
    /// Whether symbols begin with each of the words that were numbered first, theirs among them.
    private var beginSymbols: [Bool] = []

    /// - Parameters:
    ///   - synonyms: groups of words that mean the same. What is cut into several words is passed over.
    ///   - symbols: those that prose may write apart.
    public init(synonyms: [[String]] = [], symbols: SymbolTable = SymbolTable()) {
        self.synonyms = synonyms.map { group in
            group.compactMap { text in
                let words = WordCutter.units(Array(text.utf8)).flatMap(\.names)
                return words.count == 1 ? number(of: words[0]) : nil
            }
        }
        for symbol in symbols.symbols {
            let words = symbol.words.map { number(of: $0) }
            self.symbols[words[0], default: []].append((Array(words.dropFirst()), number(of: symbol.joined)))
        }
        beginSymbols = [Bool](repeating: false, count: words.count)
        for word in self.symbols.keys { beginSymbols[Int(word)] = true }
    }

    @inline(__always)
    func beginsSymbol(_ word: UInt32) -> Bool { Int(word) < beginSymbols.count && beginSymbols[Int(word)] }

    func symbols(from word: UInt32) -> [(rest: [UInt32], joined: UInt32)] { symbols[word] ?? [] }

    var words: ByteStrings { table.strings }

    func isStopword(_ word: UInt32) -> Bool { stopwords[Int(word)] }

    /// The place of the words of a stretch of text, for `word(at:)`.
    mutating func words(of run: UnsafeBufferPointer<UInt8>) -> Range<Int32> {
        let isKept = run.count <= WordMemory.longestKept
        if isKept {
            let (number, isNew) = runs.insert(run)
            if !isNew { return rangesOfRuns[number] }
        }
        let start = Int32(wordsOfRuns.count)
        var units: [WordCutter.Unit] = []
        WordCutter.cut(run, into: &units)
        for unit in units {
            for word in unit.names { wordsOfRuns.append(number(of: word)) }
            for word in unit.parts { wordsOfRuns.append(number(of: word)) }
        }
        let range = start..<Int32(wordsOfRuns.count)
        if isKept { rangesOfRuns.append(range) }
        return range
    }

    @inline(__always)
    func word(at place: Int32) -> UInt32 { wordsOfRuns[Int(place)] }

    mutating func number(of word: [UInt8]) -> UInt32 {
        let (number, isNew) = table.insert(word)
        if isNew { stopwords.append(WordCutter.stopwordBytes.contains(word)) }
        return UInt32(number)
    }
}
