// Marks that other programs know as markup and that are shown here as they are written: what they are, and what to write.
import WikiModel

/// Marks in a text that were surely meant as markup, and what to write.
struct ShownMark {
    var range: Range<Int>
    var advice: String
    /// What to put in their place, where it can be told.
    var mend: String?
    var confidence = Suggestion.Confidence.guess

    /// Marks that belong together stand within so many bytes, so that looking for them stays linear.
    private static let longestUTF8 = 200
    private static let longestWordUTF8 = 20

    /// The marks that begin at `start`, if any do.
    init?(_ text: SourceBytes, at start: Int) {
        let found =
            switch text[start] {
            case UInt8(ascii: "*"): ShownMark.bold(text, start)
            case UInt8(ascii: "="): ShownMark.highlight(text, start)
            case UInt8(ascii: "~"): ShownMark.tilde(text, start)
            case UInt8(ascii: "^"): ShownMark.superscript(text, start) ?? ShownMark.inlineNote(text, start)
            case UInt8(ascii: "$"): ShownMark.formula(text, start)
            case UInt8(ascii: "{"): ShownMark.command(text, start) ?? ShownMark.attributes(text, start)
            // The first bytes of "【" and "［".
            case 0xE3, 0xEF: ShownMark.wideLink(text, start) ?? ShownMark.markOfChat(text, start)
            case UInt8(ascii: "["):
                ShownMark.markOfChat(text, start) ?? ShownMark.key(text, start) ?? ShownMark.numbers(text, start)
                    ?? ShownMark.identifier(text, start)
            default: nil as ShownMark?
            }
        guard let found else { return nil }
        self = found
    }

    private init(_ range: Range<Int>, _ advice: String) {
        self.range = range
        self.advice = advice
    }

    private init(_ range: Range<Int>, write mend: String, because reason: String = "", _ confidence: Suggestion.Confidence) {
        self.init(range, "write \"\(mend)\"\(reason)")
        self.mend = mend
        self.confidence = confidence
    }

    /// `［［words］］` and `【【words】】`, the brackets of Chinese and Japanese keyboards.
    private static func wideLink(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        for (open, closing) in [("［［", "］］"), ("【【", "】】")] as [(StaticString, StaticString)] where text.has(open, at: start) {
            let (inner, limit) = (start + 6, min(text.count, start + longestUTF8))
            guard let end = (inner..<max(inner, limit)).first(where: { text.has(closing, at: $0) }), end > inner else { return nil }
            let words = text.text(inner..<end).replacing("｜", with: "|")
            return ShownMark(start..<(end + 6), write: "[[\(words)]]", because: ", in plain brackets", .safe)
        }
        return nil
    }

    /// `【1†source】` and the bracket of `:contentReference[oaicite:1]`, which stand for sources in answers of chat programs.
    private static func markOfChat(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        let limit = min(text.count, start + 60)
        let end: Int?
        if text.has("[oaicite:", at: start) {
            end = text.firstOffset(of: UInt8(ascii: "]"), in: start..<limit).map { $0 + 1 }
        } else if text.has("【", at: start), start + 3 < limit, text[start + 3].isDigit,
            let close = ((start + 3)..<limit).first(where: { text.has("】", at: $0) }), (start..<close).contains(where: { text.has("†", at: $0) })
        {
            end = close + 3
        } else {
            end = nil
        }
        return end.map { ShownMark(start..<$0, "it names no source here; read the source, and write \"[@key]\" to cite it") }
    }

    /// `{{< figure >}}`, `{% include %}` and `{{ page.title }}`, which Hugo, Jekyll, Quarto and Logseq replace.
    private static func command(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard let closing = text.has("{%", at: start) ? "%}" as StaticString : text.has("{{", at: start) ? "}}" : nil else { return nil }
        let (inner, limit) = (start + 2, min(text.count, start + longestUTF8))
        guard inner < limit, text[inner].isLetter || " <%-".utf8.contains(text[inner]),
            let end = (inner..<limit).first(where: { text.has(closing, at: $0) }), end > inner
        else { return nil }
        return ShownMark(start..<(end + 2), "commands of other programs are not run; write what it stands for")
    }

    /// `{#id}`, `{.class #id key=value}`, `{width=50%}` and `{: .class}`, which pandoc and kramdown read behind headings, links and blocks.
    private static func attributes(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        let limit = min(text.count, start + longestUTF8)
        var first = start + 1
        let isKramdown = first < limit && text[first] == UInt8(ascii: ":")
        if isKramdown { first += 1 }
        while first < limit, text[first] == .space { first += 1 }
        // `{{.Title}}` is of a template, and `::: {.note}` is reported as a whole.
        guard first + 1 < limit, !"{:".utf8.contains(text[..<start].last { $0 != .space } ?? .space),
            let close = text.firstOffset(of: UInt8(ascii: "}"), in: first..<limit)
        else { return nil }
        let key = text[first..<close].prefix { $0.isLetter || $0 == UInt8(ascii: "-") }
        // `{n=1}` is of a formula.
        let isValue = key.count > 1 && (isKramdown || (start == 0 && text[key.endIndex] == UInt8(ascii: "=")))
        guard isValue || ("#.".utf8.contains(text[first]) && text[first + 1].isLetter) else { return nil }
        let saysWhatIsShown = key.elementsEqual("fig-alt".utf8) || key.elementsEqual("alt".utf8)
        return ShownMark(
            start..<(close + 1),
            saysWhatIsShown ? "write its words in the brackets of the picture, ![words](file)"
                : "delete it: a heading is linked to by its words, and nothing here has a class")
    }

    /// `**words **`, `** words**`, and `**words:**next`, which lack or have a blank.
    private static func bold(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard let inner = between(text, start, count: 2, limit: longestUTF8) else { return nil }
        let words = text.trimmed(inner)
        guard !isWord(text, start - 1), words.contains(where: { text[$0].isWord }) else { return nil }
        let whole = start..<(inner.upperBound + 2)
        let isNextWord = isWord(text, whole.upperBound)
        if words != inner {
            // "p ** 2 ** 3" has blanks on both sides.
            guard !isNextWord, words.lowerBound == inner.lowerBound || words.upperBound == inner.upperBound else { return nil }
            return ShownMark(whole, write: "**\(text.text(words))**", because: ", without a blank inside the marks", .safe)
        }
        guard isNextWord, !text[inner.upperBound - 1].isWord else { return nil }
        return ShownMark(whole, write: text.text(whole) + " ", because: ", with a blank after it", .guess)
    }

    /// `==words==`.
    private static func highlight(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard let inner = between(text, start, count: 2, limit: longestUTF8), text.trimmed(inner) == inner else { return nil }
        return ShownMark(start..<(inner.upperBound + 2), write: "<mark>\(text.text(inner))</mark>", .safe)
    }

    /// `H~2~O`, `~words~`.
    private static func tilde(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard let inner = between(text, start, count: 1, limit: longestUTF8), text.trimmed(inner) == inner else { return nil }
        let whole = start..<(inner.upperBound + 1)
        let written = text.text(inner)
        if isWord(text, start - 1) {
            return isShortWord(text, inner) ? ShownMark(whole, write: "<sub>\(written)</sub>", .safe) : nil
        }
        // A tilde before a number or a price means "about".
        guard !text[inner.lowerBound].isDigit, text[inner.lowerBound] != UInt8(ascii: "$"), text[inner.upperBound - 1] != UInt8(ascii: "("),
            inner.contains(where: { text[$0].isWord }), !isWord(text, whole.upperBound)
        else { return nil }
        return ShownMark(whole, write: "~~\(written)~~", .guess)
    }

    /// `x^2^`.
    private static func superscript(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard isWord(text, start - 1), let inner = between(text, start, count: 1, limit: longestWordUTF8), isShortWord(text, inner),
            !isOperand(text[..<start].reversed()), !isOperand(text[(inner.upperBound + 1)...])
        else { return nil }
        return ShownMark(start..<(inner.upperBound + 1), write: "<sup>\(text.text(inner))</sup>", .safe)
    }

    /// Whether a "^" follows a word right away: `x^y^z` is a formula of a programming language.
    private static func isOperand(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.prefix(longestWordUTF8).first { !$0.isWord } == UInt8(ascii: "^")
    }

    /// `^[words]`, a footnote where it is called, as pandoc and Obsidian have it.
    private static func inlineNote(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard text.has("^[", at: start), let close = text.firstOffset(of: UInt8(ascii: "]"), in: start..<min(text.count, start + longestUTF8)),
            close > start + 2
        else { return nil }
        return ShownMark(start..<(close + 1), "write \"[^1]\", and below the paragraph \"[^1]: \(text.text((start + 2)..<close))\"")
    }

    /// `$ x^2 $`, whose blanks make it no formula.
    private static func formula(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard let inner = between(text, start, count: 1, limit: longestUTF8), text.trimmed(inner) != inner else { return nil }
        let isTeX = inner.contains { index in
            text[index] == UInt8(ascii: "^") || text[index] == UInt8(ascii: "_")
                || (text[index] == UInt8(ascii: "\\") && index + 1 < inner.upperBound && text[index + 1].isLetter)
        }
        guard isTeX else { return nil }
        let formula = text.text(text.trimmed(inner))
        return ShownMark(start..<(inner.upperBound + 1), write: "$\(formula)$", because: ", without a blank inside the dollars", .safe)
    }

    /// `[ma2015]`, a citation key without its `@`: small letters, a year, perhaps a letter. The key begins after `start`.
    static func key(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        let limit = min(text.count, start + 40)
        func end(from index: Int, of isPart: (UInt8) -> Bool) -> Int { (index..<limit).first { !isPart(text[$0]) } ?? limit }
        let digits = end(from: start + 1) { ($0.isLetter && $0 == $0.lowercased) || $0 == UInt8(ascii: "-") }
        let letter = end(from: digits, of: \.isDigit)
        let close = end(from: letter) { $0.isLetter && $0 == $0.lowercased }
        guard digits > start + 2, letter == digits + 4, close <= letter + 1, text.has("]", at: close),
            text.has("19", at: digits) || text.has("20", at: digits)
        else { return nil }
        return ShownMark(start..<(close + 1), write: "[@\(text.text((start + 1)..<close))]", because: " to cite a paper", .guess)
    }

    /// `[doi:10.1038/cr.2014.135]`, `[pmid:25342562]`.
    private static func identifier(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        guard let close = text.firstOffset(of: UInt8(ascii: "]"), in: start..<min(text.count, start + longestUTF8)) else { return nil }
        let written = text.text((start + 1)..<close)
        guard ["doi:10.", "pmid:", "pmcid:"].contains(where: written.lowercased().hasPrefix), !written.contains(" ") else { return nil }
        return ShownMark(start..<(close + 1), write: "[@\(written)]", because: " to cite a paper", .guess)
    }

    /// `[12]`, `[1, 3–5]`: the citations of a manuscript, whose list of references stays behind.
    private static func numbers(_ text: SourceBytes, _ start: Int) -> ShownMark? {
        let limit = min(text.count, start + 2 + longestWordUTF8)
        guard let close = text.firstOffset(of: UInt8(ascii: "]"), in: start..<limit), close > start + 1 else { return nil }
        var digits = 0
        for index in (start + 1)..<close {
            digits = text[index].isDigit ? digits + 1 : 0
            // The bytes of "–" are no digits; four digits are a year.
            guard digits < 4, digits > 0 || ", -".utf8.contains(text[index]) || "–".utf8.contains(text[index]) else { return nil }
            // Lists of references begin with 1: `[0, 1]` is a range.
            if digits == 1, text[index] == UInt8(ascii: "0") { return nil }
        }
        guard text[start + 1].isDigit, digits > 0 else { return nil }
        return ShownMark(start..<(close + 1), "write \"[@key]\" to cite a paper")
    }

    /// What stands between a run of exactly `count` marks at `start` and the next such run, not farther than `limit`; not nothing.
    private static func between(_ text: SourceBytes, _ start: Int, count: Int, limit: Int) -> Range<Int>? {
        let mark = text[start]
        func run(_ index: Int) -> Int { text[index..<min(text.count, index + 4)].prefix { $0 == mark }.count }
        guard start == 0 || text[start - 1] != mark, run(start) == count else { return nil }
        let first = start + count
        guard let end = text.firstOffset(of: mark, in: first..<min(text.count, first + limit)), end > first, run(end) == count else { return nil }
        return first..<end
    }

    private static func isWord(_ text: SourceBytes, _ index: Int) -> Bool {
        index >= 0 && index < text.count && (text[index].isWord || text[index] == UInt8(ascii: ")"))
    }

    private static func isShortWord(_ text: SourceBytes, _ range: Range<Int>) -> Bool {
        range.count <= longestWordUTF8 && range.allSatisfy { text[$0] > .space }
    }
}
