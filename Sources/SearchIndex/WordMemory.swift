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

    /// - Parameter synonyms: groups of words that mean the same. What is cut into several words is passed over.
    public init(synonyms: [[String]] = []) {
        self.synonyms = synonyms.map { group in
            group.compactMap { text in
                let words = WordCutter.units(Array(text.utf8)).flatMap(\.names)
                return words.count == 1 ? number(of: words[0]) : nil
            }
        }
    }

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
