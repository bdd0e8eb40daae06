// Symbols that names have and prose may write apart: "tetraspanin 4" is found as "tetraspanin-4" is.
import WikiModel

/// The symbols in the names of all entries, with the words that they are when written apart.
///
/// A query that is a symbol when written together is asked for as one word (docs/search-index.md), so that prose which has it in several
/// must have that word as well.
public struct SymbolTable: Sendable {
    struct Symbol: Hashable {
        var words: [[UInt8]]
        var joined: [UInt8]
    }

    /// In an order that does not depend on that of the names.
    private(set) var symbols: [Symbol] = []

    public init() {}

    /// - Parameter names: titles and aliases, without markup.
    public init(names: some Sequence<String>) {
        var found: Set<Symbol> = []
        for name in names {
            let words = SymbolTable.words(of: name)
            if let joined = SymbolTable.joined(words) { found.insert(Symbol(words: words, joined: joined)) }
            for token in name.split(separator: " ") where token.utf8.contains(where: { !$0.isAlphanumeric }) {
                let (whole, pieces) = (SymbolTable.words(of: String(token)), SymbolTable.words(of: String(token.map { $0.isLetter || $0.isNumber ? $0 : " " })))
                if whole.count == 1, SymbolTable.joined(pieces) != nil { found.insert(Symbol(words: pieces, joined: whole[0])) }
            }
        }
        symbols = found.sorted { $0.joined == $1.joined ? $0.words.joined().lexicographicallyPrecedes($1.words.joined()) : $0.joined.lexicographicallyPrecedes($1.joined) }
    }

    /// Of all symbols: texts that were cut with others are cut again.
    public var hash: UInt64 {
        var hash = StableHash()
        for symbol in symbols {
            hash.combine(symbol.joined)
            for word in symbol.words { hash.combine(word) }
        }
        return hash.value
    }

    private static func words(of text: String) -> [[UInt8]] { WordCutter.units(Array(text.utf8)).flatMap(\.names) }

    /// The words of a symbol as one: some word is a number, or shorter than three letters and none of the most common. "Cargo of
    /// migrasomes" is no symbol.
    static func joined(_ words: [[UInt8]]) -> [UInt8]? {
        func isNumber(_ word: [UInt8]) -> Bool { word.allSatisfy { $0.isDigit } }
        func isShort(_ word: [UInt8]) -> Bool { word.count < 3 && !WordCutter.stopwordBytes.contains(word) }
        guard (2...5).contains(words.count), words.contains(where: { isShort($0) || isNumber($0) }) else { return nil }
        let joined = Array(words.joined())
        return joined.count > WordCutter.longestUTF16 || isNumber(joined) ? nil : joined
    }
}
