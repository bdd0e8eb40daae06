// The lines of a YAML document: where its nodes stand in the file, and the problems of YAML's own.
import WikiModel
import Yams

/// Turns the marks of YAML, counted in characters, into places of the file, counted in bytes.
struct YAMLLines {
    let firstLine: Int
    /// The lines of the YAML, as offsets of the source.
    let lines: [Range<Int>]
    let source: SourceBytes

    /// `source` must outlive the lines.
    init(_ source: SourceBytes, yaml: Range<Int>, firstLine: Int) {
        self.firstLine = firstLine
        self.source = source
        var lines: [Range<Int>] = []
        var start = yaml.lowerBound
        while start < yaml.upperBound {
            let end = min(source.lineEnd(from: start), yaml.upperBound)
            lines.append(start..<end)
            start = end + 1
        }
        self.lines = lines
    }

    /// Where a node stands in the file; a scalar on one line with its length.
    func range(of node: Node) -> SourceRange {
        guard let mark = node.mark else { return SourceRange(line: firstLine, columnUTF8: 1) }
        guard case .scalar(let scalar) = node else { return range(at: mark, lengthUTF8: 0) }
        return switch scalar.style {
        case .doubleQuoted, .singleQuoted: quotedRange(at: mark)
        default: range(at: mark, lengthUTF8: scalar.string.utf8.count)
        }
    }

    /// The byte at a place that `range(of:)` gave.
    func byte(at place: SourceLocation) -> UInt8? {
        let line = place.line - firstLine
        guard lines.indices.contains(line), place.columnUTF8 <= lines[line].count else { return nil }
        return source[lines[line].lowerBound + place.columnUTF8 - 1]
    }

    func range(at mark: Mark, lengthUTF8: Int) -> SourceRange {
        let line = max(0, mark.line - 1)
        guard line < lines.count else { return SourceRange(line: firstLine + line, columnUTF8: 1) }
        let text = SourceBytes(rebasing: source[lines[line]])
        var column = 0
        var characters = 0
        while column < text.count, characters < mark.column - 1 {
            column += 1
            while column < text.count, text[column] & 0xC0 == 0x80 { column += 1 }
            characters += 1
        }
        return SourceRange(line: firstLine + line, columnUTF8: column + 1, lengthUTF8: min(lengthUTF8, text.count - column))
    }

    /// The place of a scalar in quotes, up to the closing quote or the end of the line.
    func quotedRange(at mark: Mark) -> SourceRange {
        var range = range(at: mark, lengthUTF8: 0)
        let line = range.start.line - firstLine
        guard line < lines.count else { return range }
        let text = SourceBytes(rebasing: source[lines[line]])
        let open = range.start.columnUTF8 - 1
        guard open < text.count else { return range }
        var end = open + 1
        while end < text.count, text[end] != text[open] || (text[open] == UInt8(ascii: "'") && text.has("''", at: end)) {
            let isPair = text[end] == text[open] || (text[open] == UInt8(ascii: "\"") && text[end] == UInt8(ascii: "\\"))
            end += isPair ? 2 : 1
        }
        range.end.columnUTF8 = min(end + 1, text.count) + 1
        return range
    }

    /// The first anchor that something further on may be an alias of.
    ///
    /// Aliases of aliases take exponential time to compose, so none may reach the composer. A token can begin behind anything
    /// but a letter, a digit and a quote: behind these an indicator belongs to the token before it, or is a mistake that ends
    /// parsing. So every anchor and alias is seen, and of other text only what has the same name behind both indicators.
    func aliasPlace() -> SourceRange? {
        var anchors: [UInt64: SourceRange] = [:]
        for (line, range) in lines.enumerated() {
            for offset in range where source[offset] == UInt8(ascii: "&") || (source[offset] == UInt8(ascii: "*") && !anchors.isEmpty) {
                guard offset == range.lowerBound || !YAMLLines.endsInside(source[offset - 1]) else { continue }
                var end = offset + 1
                while end < range.upperBound, YAMLLines.isOfAnchor(source[end]) { end += 1 }
                guard end > offset + 1 else { continue }
                let name = StableHash.of(UnsafeBufferPointer(rebasing: source[(offset + 1)..<end]))
                if source[offset] == UInt8(ascii: "*") {
                    if let anchor = anchors[name] { return anchor }
                } else if anchors[name] == nil {
                    anchors[name] = SourceRange(line: firstLine + line, columnUTF8: offset - range.lowerBound + 1, lengthUTF8: 1)
                }
            }
        }
        return nil
    }

    /// Whether no token can begin right behind a byte.
    private static func endsInside(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// The bytes that libyaml takes into the name of an anchor.
    private static func isOfAnchor(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// A problem of YAML's own, in words an author understands.
    func finding(for error: YamlError) -> WikiFinding {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let (place, message) = explained(YAMLSlip(problem: problem, mark: mark, context: context?.mark))
            return WikiFinding(code: .yamlInvalid, range: place, message: "YAML: " + message)
        case .composer(_, let problem, let mark, _):
            if problem.contains("alias") {
                return WikiFinding(
                    code: .yamlAnchor, range: range(at: mark, lengthUTF8: 1),
                    message: "YAML: a value that begins with \"*\" must stand in double quotes")
            }
            return WikiFinding(code: .yamlInvalid, range: range(at: mark, lengthUTF8: 0), message: "YAML: " + problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let place = keyPlace(duplicates.first ?? "", after: context.mark) ?? range(at: context.mark, lengthUTF8: 0)
            return WikiFinding(
                code: .keyDuplicate, range: place,
                message: "key \"\(duplicates.joined(separator: "\", \""))\" stands twice")
        case .reader(let problem, _, _, _):
            return WikiFinding(code: .yamlInvalid, range: SourceRange(line: firstLine, columnUTF8: 1), message: "YAML: " + problem)
        default:
            return WikiFinding(
                code: .yamlInvalid, range: SourceRange(line: firstLine, columnUTF8: 1), message: "front matter cannot be read")
        }
    }

    /// The second line that begins with a duplicated key.
    private func keyPlace(_ key: String, after mark: Mark) -> SourceRange? {
        let wanted = Array(key.utf8) + [UInt8(ascii: ":")]
        for line in max(0, mark.line)..<max(lines.count, mark.line) where line < lines.count {
            let text = SourceBytes(rebasing: source[lines[line]])
            let indent = text.prefix { $0 == .space }.count
            if text.dropFirst(indent).starts(with: wanted) {
                return SourceRange(line: firstLine + line, columnUTF8: indent + 1, lengthUTF8: wanted.count - 1)
            }
        }
        return nil
    }
}
