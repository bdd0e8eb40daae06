// Words in single brackets, `[Migrasome]`, which may have been meant as a link: kept for the linker.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    /// Longer ones are no name, and looking for the bracket that closes them stays linear.
    private static let longestNameUTF8 = 100
    /// `[ATP]` and `[Ca2+]` are concentrations, and `[sic]` a remark.
    private static let fewestLetters = 4

    /// Keeps the words in the brackets that begin at `start`, if they may be a name.
    ///
    /// Links, footnotes and code do not come here: what has brackets in the text of the tree is shown with them.
    /// - Parameter quotes: what is quoted in `literal`, which is read on from the last brackets.
    mutating func keepBracketedName(_ literal: SourceBytes, at start: Int, _ quotes: inout OpenQuotes, _ node: MarkdownNode) {
        guard linkDepth == 0, imageDepth == 0, let name = MarkdownRenderer.bracketedName(literal, at: start),
            !quotes.areOpen(in: literal, at: start), !isQuotation(node)
        else { return }
        let range = place(of: "[\(literal.text(name))]", near: node)
        if range.start == range.end || isEscaped(range.start) { return }
        bracketedNames.append(BracketedName(at: range.start, name: intern(SourceBytes(rebasing: literal[name]))))
    }

    /// What stands between the brackets that begin at `start`, if it may be a name. `[M]igrasome`, `[text][name]`, `[name]:` and the
    /// like are none.
    private static func bracketedName(_ text: SourceBytes, at start: Int) -> Range<Int>? {
        let limit = min(text.count, start + longestNameUTF8)
        let close = text.firstOffset(in: (start + 1)..<max(start + 1, limit)) {
            $0.matches(UInt8(ascii: "[")) .| $0.matches(UInt8(ascii: "]")) .| $0.isBelow(0x20)
        }
        let name = (start + 1)..<close
        guard close < limit, text[close] == UInt8(ascii: "]"), text.trimmed(name) == name, let first = name.first, isOfName(text[first]),
            name.count(where: { text[$0].isLetter || text[$0] >= 0xC0 }) >= fewestLetters
        else { return nil }
        let before = start > 0 ? text[start - 1] : .space
        let after = close + 1 < text.count ? text[close + 1] : .space
        guard !isOfName(before), !isOfName(after), !"]!\\".utf8.contains(before), !"[(:{".utf8.contains(after) else { return nil }
        return name
    }

    private static func isOfName(_ byte: UInt8) -> Bool { byte.isWord || byte >= 0x80 }

    /// Whether a node stands in a quotation, whose brackets are what others added: callouts are none.
    private func isQuotation(_ node: MarkdownNode) -> Bool {
        var parent = cmark_node_parent(node)
        while let next = parent {
            if cmark_node_get_type(next) == CMARK_NODE_BLOCK_QUOTE, !callouts.contains(next) { return true }
            parent = cmark_node_parent(next)
        }
        return false
    }
}

/// Whether words of a text are quoted, found out from its beginning on.
struct OpenQuotes {
    private var end = 0
    private var isPlain = false
    private var depth = 0

    /// Whether a quotation mark is open at `index`, which is not before that of the last call.
    mutating func areOpen(in text: SourceBytes, at index: Int) -> Bool {
        while end < index {
            switch text[end] {
            case UInt8(ascii: "\""): isPlain.toggle()
            case 0xE2 where text.has("“", at: end), 0xE2 where text.has("„", at: end), 0xC2 where text.has("«", at: end): depth += 1
            case 0xE2 where text.has("”", at: end), 0xC2 where text.has("»", at: end): depth -= 1
            default: break
            }
            end += 1
        }
        return isPlain || depth > 0
    }
}
