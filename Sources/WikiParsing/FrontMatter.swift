// Finds the front matter of a source, refuses what YAML should not do here, and composes its nodes.
import WikiModel
import Yams

/// The YAML between the two `---` lines at the top of a source.
struct FrontMatter {
    /// The YAML text.
    var yaml: Range<Int>
    /// The offset and line number of the first line after the front matter.
    var bodyStart: Int
    var bodyLine: Int

    /// Where front matter was looked for and not found.
    enum Absence: Error {
        case missing
        case unclosed
    }

    static func locate(in source: SourceBytes) throws(Absence) -> FrontMatter {
        var end = source.lineEnd(from: 0)
        guard isFence(source, 0..<end) else { throw .missing }
        let start = min(end + 1, source.count)
        var lineStart = start
        var line = 2
        while lineStart < source.count {
            end = source.lineEnd(from: lineStart)
            if isFence(source, lineStart..<end) {
                return FrontMatter(yaml: start..<lineStart, bodyStart: min(end + 1, source.count), bodyLine: line + 1)
            }
            lineStart = end + 1
            line += 1
        }
        throw .unclosed
    }

    private static func isFence(_ source: SourceBytes, _ line: Range<Int>) -> Bool {
        source.has("---", at: line.lowerBound) && source.trimmed((line.lowerBound + 3)..<line.upperBound).isEmpty
            && line.count >= 3
    }
}

/// A YAML document with places in bytes of the file it stands in.
struct YAMLDocument {
    private(set) var root: YAMLNode?
    private(set) var findings: [WikiFinding] = []
    /// What looks like the rest of a plain text and is a comment to YAML, by where the text begins.
    private var comments: [SourceLocation: LocatedText] = [:]

    /// Words that follow a plain text after ` #` without a blank, such as `#3 was used`.
    func comment(after node: YAMLNode) -> LocatedText? { comments.isEmpty ? nil : comments[node.range.start] }

    /// Composes `yaml`, whose first line is line `firstLine` of the file. Never throws: problems are findings, and the
    /// root is then `nil`.
    init(_ source: SourceBytes, yaml: Range<Int>, firstLine: Int) {
        if let root = PlainYAML.read(source, yaml: yaml, firstLine: firstLine) {
            self.root = root
        } else {
            compose(source, yaml, firstLine)
        }
    }

    /// The same without the short way.
    init(composing source: SourceBytes, yaml: Range<Int>, firstLine: Int) { compose(source, yaml, firstLine) }

    private mutating func compose(_ source: SourceBytes, _ yaml: Range<Int>, _ firstLine: Int) {
        if yaml.count > InputLimits.frontMatterUTF8 {
            report(
                .frontMatterTooLarge, SourceRange(line: firstLine, columnUTF8: 1),
                "front matter has \(yaml.count) bytes; at most \(InputLimits.frontMatterUTF8) are allowed")
            return
        }
        // Checked before composing, which is recursive, and which hashes keys: aliases of aliases would never end.
        let (depth, depthLine) = YAMLDepth.measure(source, yaml)
        if depth > InputLimits.frontMatterDepth {
            report(
                .frontMatterTooDeep, SourceRange(line: firstLine + depthLine, columnUTF8: 1),
                "front matter is nested deeper than \(InputLimits.frontMatterDepth)")
            return
        }
        let lines = YAMLLines(source, yaml: yaml, firstLine: firstLine)
        if let place = lines.aliasPlace() {
            report(.yamlAnchor, place, "anchors (\"&\") and aliases (\"*\") are not allowed; write the value out, or quote it")
            return
        }
        do {
            // The basic resolver leaves every scalar a string: the schema gives the types.
            let parser = try Parser(yaml: source.text(yaml), resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot().map { node in withExtendedLifetime(parser) { YAMLNode(node, lines) } }
            if let root, lines.mayHoldComments { keepComments(after: root, lines) }
        } catch let error as YamlError {
            findings.append(lines.finding(for: error))
        } catch {
            report(.yamlInvalid, SourceRange(line: firstLine, columnUTF8: 1), "front matter cannot be read")
        }
    }

    /// Recursion is bounded by `InputLimits.frontMatterDepth`.
    private mutating func keepComments(after node: YAMLNode, _ lines: YAMLLines) {
        switch node.content {
        case .scalar(let text, .plain): comments[node.range.start] = lines.comment(after: text, at: node.range.start)
        case .scalar: break
        case .sequence(let elements): for element in elements { keepComments(after: element, lines) }
        case .mapping(let pairs, _): for pair in pairs { keepComments(after: pair.value, lines) }
        }
    }

    private mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String) {
        findings.append(WikiFinding(code: code, range: range, message: message))
    }
}

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

/// An upper bound of how deep YAML is nested, from its brackets and indentation, without parsing it.
enum YAMLDepth {
    /// The depth, and the line (from 0) where it is first reached.
    static func measure(_ source: SourceBytes, _ range: Range<Int>) -> (depth: Int, line: Int) {
        var deepest = 0
        var deepestLine = 0
        var brackets = 0
        var indents: [Int] = []
        var line = 0
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(source.lineEnd(from: start), range.upperBound)
            var index = start
            while index < end, source[index] == .space { index += 1 }
            if index < end {
                let column = index - start
                while let last = indents.last, last >= column { indents.removeLast() }
                indents.append(column)
                // Each "- " and "? " before the text opens another level on the same line.
                while index + 1 < end, source[index] == UInt8(ascii: "-") || source[index] == UInt8(ascii: "?"),
                    source[index + 1].isSpaceOrTab
                {
                    index += 1
                    while index < end, source[index].isSpaceOrTab { index += 1 }
                    indents.append(index - start)
                }
                for offset in index..<end {
                    switch source[offset] {
                    case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
                    case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
                    default: continue
                    }
                    if brackets + indents.count > deepest { (deepest, deepestLine) = (brackets + indents.count, line) }
                }
                if brackets + indents.count > deepest { (deepest, deepestLine) = (brackets + indents.count, line) }
            }
            start = end + 1
            line += 1
        }
        return (deepest, deepestLine)
    }
}
