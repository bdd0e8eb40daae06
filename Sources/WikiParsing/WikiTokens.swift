// What the wiki scanner finds in a source: links, citations, block ids and comments, with their parts.
import WikiModel

/// One `@key` of a citation. Ranges are offsets into the source.
struct CitationItem {
    var key: Range<Int>
    var prefix: Range<Int>
    var suffix: Range<Int>
    var style: Reference.Style = []
    /// Index of the stance in the vocabulary, or `Reference.unqualified`.
    var stance = Reference.unqualified
    /// The whole item, `@` included.
    var range: Range<Int>
    /// Where the item stands, up to the end of its line.
    var place = SourceRange(line: 0, columnUTF8: 0)
}

/// A piece of wiki syntax. Ranges are offsets into the source.
struct WikiToken {
    enum Kind {
        case wikilink
        case embed
        /// Items `items` of the scan's citations.
        case citation
        case blockID
        /// A formula, whose TeX is `target`: on one line, or between two dollars each on lines of its own.
        case formula, displayFormula
        /// Shown as nothing.
        case comment
        /// What stands on further lines of a citation, formula or comment that is broken over lines: shown as nothing.
        case rest
        /// Takes no place: carries the problem of text that was meant as wiki syntax and is shown as it is written, or the papers
        /// that the text names.
        case mark
    }

    var kind: Kind
    /// What the token replaces; put back as written inside code.
    var range: Range<Int>
    var line: Int
    var columnUTF8: Int
    /// Wikilinks and embeds: the parts. Block ids: the name. Empty parts are empty ranges.
    var target = 0..<0
    var fragment = 0..<0
    var label = 0..<0
    var relation = Reference.unqualified
    var items = 0..<0
    /// Those of the scan's problems that are reported where the token is shown, and not where it stands in code.
    var problems: Range<Int32> = 0..<0
    /// The same of the papers that are named without a citation.
    var paperNames: Range<Int32> = 0..<0

    var sourceRange: SourceRange { SourceRange(line: line, columnUTF8: columnUTF8, lengthUTF8: range.count) }
}

/// Text for cmark with each token replaced by a placeholder, and the tokens.
///
/// A placeholder is the control character U+0001, four letters or digits that number the token, and U+0002: to cmark a
/// part of a word. The source holds neither these characters nor references to them (`SourceText` and `SourceGuard` refuse
/// both), so it cannot be forged.
struct WikiScan {
    var prepared: [UInt8] = []
    var tokens: [WikiToken] = []
    var citations: [CitationItem] = []
    /// Problems whatever the text around them is.
    var diagnostics: [WikiFinding] = []
    /// Problems of tokens.
    var problems: [WikiFinding] = []
    /// Those of tokens.
    var paperNames: [PaperName] = []
    /// Lines that look like the definition of a footnote.
    var footnotes: [FootnoteLine] = []
    /// Lines that look like those of a table.
    var tableLines: [TableLine] = []

    static let open: UInt8 = 0x01
    static let close: UInt8 = 0x02
    static let placeholderLength = 6
    /// Put after a tab before the call of a footnote that follows a bare address: to cmark, only white space ends an address.
    /// Both are shown as nothing.
    static let addressEnd: UInt8 = 0x0B
    /// Four digits of base 36.
    static let mostTokens = 36 * 36 * 36 * 36

    mutating func append(_ token: WikiToken) {
        guard tokens.count < WikiScan.mostTokens else { return }
        let number = tokens.count
        tokens.append(token)
        let placeholder = (
            WikiScan.open, WikiScan.digit(number / (36 * 36 * 36)), WikiScan.digit(number / (36 * 36) % 36),
            WikiScan.digit(number / 36 % 36), WikiScan.digit(number % 36), WikiScan.close
        )
        withUnsafeBytes(of: placeholder) { prepared.append(contentsOf: $0) }
    }

    private static func digit(_ value: Int) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + UInt8(value) : UInt8(ascii: "a") + UInt8(value - 10)
    }

    /// The token of the placeholder at `offset`, whose first byte is `open`; `nil` if it is not whole.
    static func tokenIndex(_ bytes: SourceBytes, at offset: Int) -> Int? {
        guard offset + placeholderLength <= bytes.count, bytes[offset + 5] == close else { return nil }
        var number = 0
        for index in (offset + 1)...(offset + 4) {
            let byte = bytes[index]
            if byte.isDigit { number = number * 36 + Int(byte - 0x30) }
            else if byte >= 0x61 && byte <= 0x7A { number = number * 36 + Int(byte - 0x61) + 10 }
            else { return nil }
        }
        return number
    }
}

/// A problem the scanner met, before it has a file name.
struct WikiFinding {
    var code: DiagnosticCode
    var range: SourceRange
    var message: String
    var suggestion: Suggestion?
    /// In a file of settings, where it is less than that of its code.
    var severity: Severity?
}
