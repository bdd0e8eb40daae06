// The YAML that nearly all front matter is written in, read in one pass over its bytes.
import WikiModel

/// Reads front matter that is made of nothing but
///
/// - `key: value` lines, with maps and lists below a key by indentation,
/// - texts on one line: plain ones that begin with a letter or digit, and quoted ones without escapes,
/// - lists `[a, b]` and maps `{a: b}` of such texts on one line.
///
/// At anything else it gives up, and Yams reads the document: so what this reader accepts it must read as Yams does, and
/// no problem is ever reported from here. Composing with Yams takes a sixth of the time of compiling an entry.
struct PlainYAML {
    private let source: SourceBytes
    private let end: Int
    /// The current line: its number in the file, where it and its text begin, and where its text ends.
    private var line: Int
    private var lineStart: Int
    private var textStart = 0
    private var textEnd = 0
    private var nextLineStart: Int

    /// Deeper nesting is left to Yams, as are longer keys.
    private static let deepest = 8
    private static let longestKey = 64
    /// More open brackets could be nesting that is refused.
    private static let mostBrackets = 16

    /// The root of a document whose first line is line `firstLine` of the file; `nil` when Yams must read it.
    static func read(_ source: SourceBytes, yaml: Range<Int>, firstLine: Int) -> YAMLNode? {
        guard !yaml.isEmpty, yaml.count <= InputLimits.frontMatterUTF8, isPlain(source, yaml) else { return nil }
        var reader = PlainYAML(source, yaml, firstLine)
        guard reader.loadLine(), let root = reader.mapping(depth: 0), reader.isAtEnd else { return nil }
        return root
    }

    private init(_ source: SourceBytes, _ yaml: Range<Int>, _ firstLine: Int) {
        self.source = source
        end = yaml.upperBound
        line = firstLine - 1
        lineStart = yaml.lowerBound
        nextLineStart = yaml.lowerBound
    }

    /// Whether the bytes hold no comment, anchor or alias, and no character that YAML treats in a way of its own.
    private static func isPlain(_ source: SourceBytes, _ yaml: Range<Int>) -> Bool {
        var before = UInt8.space
        var brackets = 0
        for index in yaml {
            let byte = source[index]
            switch byte {
            // Most bytes, so that they are asked for first.
            case UInt8(ascii: "a")...UInt8(ascii: "z"), .space, .newline: break
            case 0..<0x20, 0x7F, UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "\\"): return false
            case UInt8(ascii: "#") where before == .space: return false
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                brackets += 1
                if brackets > mostBrackets { return false }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            // C1 controls with the next line (U+0085), line separators (U+2028, U+2029), byte order marks.
            case 0x80..<0xA0 where before == 0xC2: return false
            case 0xA8, 0xA9:
                if before == 0x80, index >= yaml.lowerBound + 2, source[index - 2] == 0xE2 { return false }
            case 0xEF: return false
            default: break
            }
            before = byte
        }
        return true
    }

    // MARK: Lines

    private var isAtEnd: Bool { textStart == textEnd }
    private var indent: Int { textStart - lineStart }

    /// Goes to the next line; answers whether it is one that can be read. At the end the current line is empty.
    private mutating func loadLine() -> Bool {
        line += 1
        lineStart = nextLineStart
        let lineEnd = min(source.lineEnd(from: lineStart), end)
        nextLineStart = min(lineEnd + 1, end)
        textStart = lineStart
        textEnd = lineEnd
        while textStart < textEnd, source[textStart] == .space { textStart += 1 }
        while textEnd > textStart, source[textEnd - 1] == .space { textEnd -= 1 }
        return textStart < textEnd || lineStart >= end
    }

    private func range(_ bytes: Range<Int>) -> SourceRange {
        SourceRange(line: line, columnUTF8: bytes.lowerBound - lineStart + 1, lengthUTF8: bytes.count)
    }

    // MARK: Maps and lists by indentation

    /// Reads `key: value` lines at the indentation of the current one.
    private mutating func mapping(depth: Int) -> YAMLNode? {
        guard depth < PlainYAML.deepest else { return nil }
        let (column, place) = (indent, range(textStart..<textStart))
        var pairs: [YAMLPair] = []
        pairs.reserveCapacity(depth == 0 ? 16 : 2)
        while !isAtEnd, indent == column {
            guard let (key, colon) = key(at: textStart, to: textEnd), !pairs.contains(where: { $0.key.content == key.content })
            else { return nil }
            if colon + 1 == textEnd {
                guard loadLine(), indent > column || (indent == column && isListItem),
                    let value = isListItem ? sequence(depth: depth + 1) : mapping(depth: depth + 1)
                else { return nil }
                pairs.append(YAMLPair(key: key, value: value))
            } else {
                guard let value = value(from: colon + 1), loadLine() else { return nil }
                pairs.append(YAMLPair(key: key, value: value))
            }
        }
        // A deeper line would continue the text before it.
        return isAtEnd || indent < column ? YAMLNode(content: .mapping(pairs, isInBraces: false), range: place) : nil
    }

    private var isListItem: Bool {
        textStart < textEnd && source[textStart] == UInt8(ascii: "-")
            && (textStart + 1 == textEnd || source[textStart + 1] == .space)
    }

    /// Reads `- value` lines at the indentation of the current one.
    private mutating func sequence(depth: Int) -> YAMLNode? {
        let (column, place) = (indent, range(textStart..<textStart))
        var elements: [YAMLNode] = []
        while indent == column, isListItem {
            textStart += 1
            while textStart < textEnd, source[textStart] == .space { textStart += 1 }
            guard textStart < textEnd else { return nil }
            if key(at: textStart, to: textEnd) != nil {
                // A map that begins on the line of its dash.
                guard let element = mapping(depth: depth + 1) else { return nil }
                elements.append(element)
            } else {
                guard let element = value(from: textStart), loadLine() else { return nil }
                elements.append(element)
            }
        }
        return indent <= column ? YAMLNode(content: .sequence(elements), range: place) : nil
    }

    /// A key and the place of its colon.
    private func key(at start: Int, to limit: Int) -> (YAMLNode, colon: Int)? {
        guard start < limit, source[start].isLetter else { return nil }
        var index = start
        while index < limit, source[index].isLetter || source[index].isDigit || source[index] == UInt8(ascii: "_")
            || source[index] == UInt8(ascii: "-")
        { index += 1 }
        guard index < limit, source[index] == UInt8(ascii: ":"), index + 1 == limit || source[index + 1] == .space,
            index - start <= PlainYAML.longestKey
        else { return nil }
        return (scalar(start..<index), index)
    }

    // MARK: Values on one line

    private func scalar(_ bytes: Range<Int>) -> YAMLNode {
        YAMLNode(content: .scalar(source.text(bytes), .plain), range: range(bytes))
    }

    /// The value that fills the rest of the line.
    private func value(from start: Int) -> YAMLNode? {
        var index = start
        while source[index] == .space { index += 1 }
        switch source[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let (text, after) = quoted(at: index), after == textEnd else { return nil }
            return text
        case UInt8(ascii: "["):
            guard let (list, after) = list(at: index), after == textEnd else { return nil }
            return list
        case UInt8(ascii: "{"):
            guard let (map, after) = map(at: index), after == textEnd else { return nil }
            return map
        default:
            guard source[index].isWord, source[textEnd - 1] != UInt8(ascii: ":") else { return nil }
            for offset in index..<(textEnd - 1) where source[offset] == UInt8(ascii: ":") && source[offset + 1] == .space {
                return nil
            }
            return scalar(index..<textEnd)
        }
    }

    /// A quoted text and the offset after it. Backslashes were excluded; what follows the first half of a doubled quote fits nowhere.
    private func quoted(at start: Int) -> (YAMLNode, after: Int)? {
        guard let close = source.firstOffset(of: source[start], in: (start + 1)..<textEnd) else { return nil }
        let text = source.text((start + 1)..<close)
        return (YAMLNode(content: .scalar(text, .quoted), range: range(start..<(close + 1))), close + 1)
    }

    /// A text inside brackets.
    private func bracketed(at start: Int) -> (YAMLNode, after: Int)? {
        guard start < textEnd else { return nil }
        if source[start] == UInt8(ascii: "\"") || source[start] == UInt8(ascii: "'") { return quoted(at: start) }
        guard source[start].isWord else { return nil }
        var index = start
        while index < textEnd {
            switch source[index] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
                var last = index
                while source[last - 1] == .space { last -= 1 }
                return (scalar(start..<last), index)
            case UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"): return nil
            default: index += 1
            }
        }
        return nil
    }

    /// Passes over spaces and one comma; answers where the next element begins, or the offset of `close`.
    private func afterElement(_ index: Int, _ close: UInt8) -> (next: Int, isLast: Bool)? {
        var index = skipSpaces(index)
        guard index < textEnd else { return nil }
        if source[index] == close { return (index, true) }
        guard source[index] == UInt8(ascii: ",") else { return nil }
        index = skipSpaces(index + 1)
        return (index, false)
    }

    private func skipSpaces(_ start: Int) -> Int {
        var index = start
        while index < textEnd, source[index] == .space { index += 1 }
        return index
    }

    private func list(at start: Int) -> (YAMLNode, after: Int)? {
        var elements: [YAMLNode] = []
        var index = skipSpaces(start + 1)
        while let (element, after) = bracketed(at: index), let (next, isLast) = afterElement(after, UInt8(ascii: "]")) {
            elements.append(element)
            index = next
            if isLast { return (YAMLNode(content: .sequence(elements), range: range(start..<start)), next + 1) }
        }
        return nil
    }

    private func map(at start: Int) -> (YAMLNode, after: Int)? {
        var pairs: [YAMLPair] = []
        var index = skipSpaces(start + 1)
        while let (key, colon) = key(at: index, to: textEnd), !pairs.contains(where: { $0.key.content == key.content }),
            let (value, after) = bracketed(at: skipSpaces(colon + 1)), let (next, isLast) = afterElement(after, UInt8(ascii: "}"))
        {
            pairs.append(YAMLPair(key: key, value: value))
            index = next
            if isLast { return (YAMLNode(content: .mapping(pairs, isInBraces: true), range: range(start..<start)), next + 1) }
        }
        return nil
    }
}
