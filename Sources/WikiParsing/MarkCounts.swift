// What the guard counts of the marks of a line, of a block and of the whole entry.

/// What was counted since the line began.
struct LineMarks {
    let line: Range<Int>
    /// Marks of an address in the current word, and where the last of them stands.
    var marksInWord = 0
    var lastMark: Int
    /// The length of the run of one delimiter.
    var run = 0

    init(line: Range<Int>) {
        self.line = line
        lastMark = line.lowerBound
    }

    /// The column of a place of the line.
    func columnUTF8(of index: Int) -> Int { index - line.lowerBound + 1 }
}

/// What was counted since the last blank line.
struct BlockCounts {
    var firstLine = 0
    var bytes = 0
    private var openBrackets = 0
    /// `<`, which `>` closes; `<?`, which only `?>` closes; `<![CDATA[`, which only `]]>` closes.
    private var openAngles = 0
    private var openInstructions = 0
    private var openSections = 0
    private(set) var mostOpen = 0
    private(set) var mostOpenInProse = 0
    /// The last `[` begins the mark of a footnote.
    private(set) var lastBracketIsNote = false
    var delimiters = 0
    var definitions = 0

    var isEmpty: Bool { bytes == 0 }

    mutating func open(_ source: SourceBytes, at index: Int, isInCode: Bool) {
        if source[index] == UInt8(ascii: "[") {
            openBrackets += 1
            lastBracketIsNote = source.has("[^", at: index)
        } else {
            openAngles += 1
            if source.has("<?", at: index) { openInstructions += 1 }
            if source.has("<![CDATA[", at: index) { openSections += 1 }
        }
        mostOpen = max(mostOpen, openBrackets, openAngles, openInstructions, openSections)
        if !isInCode { mostOpenInProse = max(mostOpenInProse, openBrackets, openAngles, openInstructions, openSections) }
    }

    mutating func close(_ source: SourceBytes, at index: Int) {
        if source[index] == UInt8(ascii: "]") {
            openBrackets = max(0, openBrackets - 1)
            return
        }
        openAngles = 0
        if source.has("?", at: index - 1) { openInstructions = 0 }
        if source.has("]]", at: index - 2) { openSections = 0 }
    }
}

/// How often cmark goes back over the delimiter runs of a block: once for each link, over all that stand before it.
struct BracketWork {
    private var certain = 0
    private var possible = 0
    /// The line where each sum passed the limit.
    private var certainLine: Int?
    private var possibleLine: Int?

    mutating func add(_ delimiters: Int, line: Int, isLink: Bool) {
        possible += delimiters
        if possible > InputLimits.bracketWork, possibleLine == nil { possibleLine = line }
        guard isLink else { return }
        certain += delimiters
        if certain > InputLimits.bracketWork, certainLine == nil { certainLine = line }
    }

    /// The line where the limit is passed, if it is.
    func excess(withDefinitions hasDefinitions: Bool) -> Int? { hasDefinitions ? possibleLine : certainLine }
}
