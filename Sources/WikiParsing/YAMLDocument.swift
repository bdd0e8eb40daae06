// A YAML document of the base: what YAML should not do here is refused, and its nodes are composed.
import WikiModel
import Yams

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
            if case .scalar = root?.content, let finding = lines.missingBlankOfFirstKey {
                findings.append(finding)
                root = nil
            }
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

/// An upper bound of how deep YAML is nested, from its brackets and indentation, without parsing it.
struct YAMLDepth {
    private var brackets = 0
    /// The columns at which levels begin, outermost first.
    private var indents: [Int] = []

    /// The depth, and the line (from 0) where it is first reached.
    static func measure(_ source: SourceBytes, _ range: Range<Int>) -> (depth: Int, line: Int) {
        var measured = YAMLDepth()
        var deepest = (depth: 0, line: 0)
        var (start, line) = (range.lowerBound, 0)
        while start < range.upperBound {
            let end = min(source.lineEnd(from: start), range.upperBound)
            let depth = measured.read(source, start..<end)
            if depth > deepest.depth { deepest = (depth, line) }
            (start, line) = (end + 1, line + 1)
        }
        return deepest
    }

    /// Reads a line; answers how deep it goes.
    private mutating func read(_ source: SourceBytes, _ line: Range<Int>) -> Int {
        guard var index = line.first(where: { source[$0] != .space }) else { return 0 }
        let column = index - line.lowerBound
        while let last = indents.last, last >= column { indents.removeLast() }
        indents.append(column)
        // Each "- " and "? " before the text opens another level on the same line.
        while index + 1 < line.upperBound, source[index] == UInt8(ascii: "-") || source[index] == UInt8(ascii: "?"),
            source[index + 1].isSpaceOrTab
        {
            index += 1
            while index < line.upperBound, source[index].isSpaceOrTab { index += 1 }
            indents.append(index - line.lowerBound)
        }
        var most = 0
        var canQuote = true
        while index < line.upperBound {
            let byte = source[index]
            if canQuote, let end = YAMLDepth.endOfQuoted(source, index..<line.upperBound) {
                index = end
                canQuote = false
                continue
            }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            default: break
            }
            most = max(most, brackets)
            // Where a value may begin; elsewhere a quotation mark is a part of one.
            if !byte.isSpaceOrTab { canQuote = ":[{,".utf8.contains(byte) }
            index += 1
        }
        return max(most, brackets) + indents.count
    }

    /// Behind a quoted text, in which brackets are letters; `nil` where none begins, or none that ends on this line. Of one that ends on
    /// another line brackets count: what only looks quoted must not hide them.
    private static func endOfQuoted(_ source: SourceBytes, _ range: Range<Int>) -> Int? {
        guard let first = range.first, source[first].isQuote else { return nil }
        var index = first + 1
        while index < range.upperBound {
            if source[index] == source[first] { return index + 1 }
            index += source[index] == UInt8(ascii: "\\") && source[first] == UInt8(ascii: "\"") ? 2 : 1
        }
        return nil
    }
}
