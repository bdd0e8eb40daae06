// Cuts text into the words of the index. The reader in the browser cuts queries by the same rules.

/// The rules of words (docs/search-words.md). Cases that both sides run: `Tests/Fixtures/search/tokens.json`.
public enum WordCutter {
    /// A stretch of text that is one word, or written as one.
    struct Unit: Equatable {
        /// The word as a whole; several for East Asian text, and for numbers with connectors.
        var names: [[UInt8]] = []
        /// What it is put together from.
        var parts: [[UInt8]] = []
    }

    static let longestUTF16 = 40
    static let longestNameUTF16 = 80

    /// Words too common to count in prose, in their form ("doe" is that of "does"), in the order of UTF-8.
    public static let stopwords = [
        "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "doe",
        "for", "from", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "of", "on",
        "or", "our", "should", "than", "that", "the", "their", "there", "these", "they", "this", "to", "was", "we", "were",
        "what", "when", "where", "which", "who", "whose", "why", "with", "would", "you", "your",
    ]
    static let stopwordBytes = Set(stopwords.map { Array($0.utf8) })

    /// A name as the dictionary of names has it: whole words joined by spaces, at most 80 UTF-16 units.
    public static func name(_ text: [UInt8]) -> [UInt8] {
        let name = Array(units(text).flatMap(\.names).joined(separator: [0x20]))
        return UTF16.prefix(name, longestNameUTF16)
    }

    /// The units of a text, in order.
    static func units(_ text: [UInt8]) -> [Unit] {
        var units: [Unit] = []
        text.withUnsafeBufferPointer { text in
            forEachRun(text) { cut(UnsafeBufferPointer(rebasing: text[$0]), into: &units) }
        }
        return units
    }

    /// 1: letters, digits and all beyond ASCII; 2: connectors; 0: what ends a run.
    private static let classes: [UInt8] = (0..<256).map { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: 1
        case 0x27, 0x28, 0x29, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F: 2
        default: 0
        }
    }

    /// Calls `visit` for stretches that can be cut on their own: between them stands ASCII that no unit goes across.
    @inline(__always)
    static func forEachRun(_ text: UnsafeBufferPointer<UInt8>, _ visit: (Range<Int>) -> Void) {
        classes.withUnsafeBufferPointer { classes in
            var index = 0
            while index < text.count {
                if classes[Int(text[index])] != 1 {
                    index += 1
                    continue
                }
                let start = index
                var end = index
                while index < text.count, classes[Int(text[index])] != 0 {
                    index += 1
                    if classes[Int(text[index - 1])] == 1 { end = index }
                }
                visit(start..<end)
            }
        }
    }

    /// Cuts one run.
    static func cut(_ run: UnsafeBufferPointer<UInt8>, into units: inout [Unit]) {
        if run.allSatisfy({ $0.isAlphanumeric }) {
            // What most runs are: a plain word. Digits have the bit of lower case already.
            units.append(Unit(names: [form(run.map { $0 | 0x20 })]))
            return
        }
        let characters = String(decoding: run, as: UTF8.self).unicodeScalars.map(\.value)
        let classes = characters.map(CharacterClass.init)
        var index = 0
        while index < characters.count {
            guard classes[index] == .word else {
                index += 1
                continue
            }
            let end = endOfUnit(classes, from: index)
            cutUnit(characters[index..<end], into: &units)
            index = end
        }
    }

    /// A unit goes on over one or two connectors when a letter or digit follows.
    private static func endOfUnit(_ classes: [CharacterClass], from start: Int) -> Int {
        var end = start
        while true {
            while end < classes.count, classes[end] == .word { end += 1 }
            var next = end
            while next < classes.count, classes[next] == .connector, next - end < 2 { next += 1 }
            guard next > end, next < classes.count, classes[next] == .word else { return end }
            end = next
        }
    }

    /// East Asian stretches of a unit are units of their own.
    private static func cutUnit(_ characters: ArraySlice<UInt32>, into units: inout [Unit]) {
        var start = characters.startIndex
        while start < characters.endIndex {
            let isEastAsian = CharacterClass.isEastAsian(characters[start])
            let end = characters[start...].firstIndex { CharacterClass.isEastAsian($0) != isEastAsian } ?? characters.endIndex
            let folded = Folding.fold(characters[start..<end])
            let unit = isEastAsian ? pairs(folded) : compound(folded)
            if !unit.names.isEmpty { units.append(unit) }
            start = end
        }
    }

    private static func pairs(_ folded: [UInt32]) -> Unit {
        guard folded.count > 1 else { return Unit(names: folded.isEmpty ? [] : [utf8(folded)]) }
        return Unit(names: folded.indices.dropLast().map { utf8(folded[$0...$0 + 1]) })
    }

    private static func compound(_ folded: [UInt32]) -> Unit {
        let pieces = folded.split { !($0 < 0x80 ? isPlain($0) : CharacterClass.isWord($0)) }.map(utf8)
        guard pieces.count > 1 else { return Unit(names: pieces.map(form)) }
        let joined = Array(pieces.joined())
        if UTF16.count(joined) > longestUTF16 || joined.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return Unit(names: pieces.map(form)) }
        let whole = form(joined)
        return Unit(names: [whole], parts: pieces.filter { UTF16.count($0) > 1 }.map(form).filter { $0 != whole })
    }

    /// The form of a folded word: at most 40 UTF-16 units, singular, in American spelling.
    private static func form(_ word: [UInt8]) -> [UInt8] { Spelling.form(UTF16.prefix(word, longestUTF16)) }

    private static func isPlain(_ character: UInt32) -> Bool {
        (0x30...0x39).contains(character) || (0x61...0x7A).contains(character)
    }

    private static func utf8(_ characters: some Sequence<UInt32>) -> [UInt8] {
        var bytes: [UInt8] = []
        for character in characters {
            guard let scalar = Unicode.Scalar(character) else { continue }
            bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        }
        return bytes
    }
}
