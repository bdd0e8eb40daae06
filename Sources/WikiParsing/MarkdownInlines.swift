// Rendering inside a block: words, the placeholders among them, and code.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    // MARK: Words

    mutating func enterText(_ node: MarkdownNode) {
        if writtenParagraph != nil { return }
        var literal = MarkdownRenderer.literal(node)
        guard input.dialect == .wiki else {
            appendWords(literal)
            return
        }
        if calloutTitle != nil { literal = withoutCalloutMark(literal) }
        var clean = 0
        var index = 0
        var (hasNoteMark, hasMark) = (false, false)
        while true {
            index = literal.firstOffset(in: index..<literal.count, where: MarkdownRenderer.isStop)
            if index == literal.count { break }
            if literal[index] > .space, !MarkdownRenderer.isUnprintable(literal[index]) {
                hasMark = true
                hasNoteMark = hasNoteMark || literal.has("[^", at: index)
                index += 1
                continue
            }
            let endsAddress = literal[index] == WikiScan.addressEnd && index > clean && literal[index - 1] == .tab
            appendWords(SourceBytes(rebasing: literal[clean..<(endsAddress ? index - 1 : index)]))
            if let token = token(in: literal, at: index) {
                appendToken(token, node)
                index += WikiScan.placeholderLength
            } else if endsAddress {
                index += 1
            } else {
                // The source holds none of these.
                Array("\u{FFFD}".utf8).withUnsafeBufferPointer { appendWords($0) }
                index += 1
            }
            clean = index
        }
        appendWords(SourceBytes(rebasing: literal[clean..<literal.count]))
        if hasNoteMark { noteUndefinedFootnotes(literal, node) }
        if hasMark { noteShownMarks(literal, node) }
    }

    /// What is unprintable, and what may begin a mark that is none here.
    @inline(__always)
    private static func isStop(_ bytes: ByteBlock) -> ByteMask {
        let isBreak = bytes.matches(.newline) .| bytes.matches(.tab)
        let isMark = bytes.matches(UInt8(ascii: "^")) .| bytes.matches(UInt8(ascii: "~")) .| bytes.matches(UInt8(ascii: "*"))
            .| bytes.matches(UInt8(ascii: "=")) .| bytes.matches(UInt8(ascii: "$")) .| bytes.matches(UInt8(ascii: "["))
            .| bytes.matches(UInt8(ascii: "{")) .| bytes.matches(0xE3) .| bytes.matches(0xEF)
        return bytes.isBelow(0x20) .& .!isBreak .| .!bytes.isBelow(0xFE) .| isMark
    }

    // MARK: Emphasis

    mutating func enterEmphasis(_ node: MarkdownNode, _ tag: StaticString) {
        if imageDepth == 0 { html.append(tag) }
        if input.dialect == .wiki { reportMultiplication(node) }
    }

    // MARK: Code

    mutating func enterCode(_ node: MarkdownNode) {
        let code = restored(MarkdownRenderer.literal(node))
        // An example of a link is passed by when the place of the next one is sought.
        if code.contains(UInt8(ascii: "]")) {
            _ = place(of: String(decoding: code, as: UTF8.self), near: node)
        }
        code.withUnsafeBufferPointer { bytes in
            if imageDepth > 0 {
                imageText.append(contentsOf: bytes)
                return
            }
            html.append("<code>")
            HTMLEscaping.appendText(bytes, to: &html)
            html.append("</code>")
            appendPlain(bytes)
        }
    }

    /// Bytes without those that references such as `&#27;` make.
    static func printable(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: isUnprintable) else { return bytes }
        return bytes.flatMap { isUnprintable($0) ? Array("\u{FFFD}".utf8) : [$0] }
    }

    /// Control characters other than tabs and line feeds, and what stands for U+FFFE and U+FFFF: cmark makes one byte of either, which is
    /// no UTF-8.
    private static func isUnprintable(_ byte: UInt8) -> Bool { byte < 0x20 && byte != .newline && byte != .tab || byte >= 0xFE }
}
