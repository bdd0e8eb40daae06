// A note of another program, taken apart: what its front matter says, its first heading, and its prose.
import WikiModel

/// A value of front matter as any program writes it.
public indirect enum ForeignValue: Sendable, Equatable {
    case text(String)
    case list([ForeignValue])
    case map([ForeignKey])

    /// The texts of a value: its own, or those of its list.
    public var texts: [String] {
        switch self {
        case .text(let text): text.isEmpty ? [] : [text]
        case .list(let values): values.flatMap(\.texts)
        case .map: []
        }
    }
}

/// A key of front matter and what stands under it.
public struct ForeignKey: Sendable, Equatable {
    public var name: String
    public var value: ForeignValue

    public init(_ name: String, _ value: ForeignValue) {
        self.name = name
        self.value = value
    }
}

/// A note that another program keeps: an Obsidian vault, a Logseq graph, the pages of a site.
public struct ForeignNote: Sendable {
    /// Of YAML between `---`, TOML between `+++`, or Logseq's `key:: value` lines at the top.
    public var keys: [ForeignKey] = []
    /// The words of a first-level heading that the prose begins with.
    public var heading = ""
    /// What follows the front matter, in UTF-8 with line feeds.
    public private(set) var prose: [UInt8] = []
    /// Where the prose goes on below that heading.
    private var endOfHeading = 0
    /// What is wrong with the front matter; `keys` then holds what could be read line by line.
    public private(set) var problem: Diagnostic?

    /// Why a file cannot be a note.
    public struct Unreadable: Error {
        public var problem: Diagnostic
    }

    /// A text without the marks of Markdown: a title, or the words of a heading.
    public static func plainWords(_ text: String) -> String { HeadingWords.plain(text) }

    /// The prose without the heading that it begins with.
    public var proseBelowHeading: ArraySlice<UInt8> { prose[endOfHeading...] }

    /// - Parameter path: names the file in problems.
    public init(_ raw: [UInt8], path: String) throws(Unreadable) {
        let text = SourceText(raw)
        if let finding = text.findings.first { throw Unreadable(problem: finding.diagnostic(path)) }
        text.bytes.withUnsafeBufferPointer { source in
            let start = source.firstIndex { !$0.isWhitespace } ?? 0
            let lineStart = source[..<start].lastIndex(of: .newline).map { $0 + 1 } ?? 0
            readFrontMatter(source, from: lineStart, path: path)
        }
    }

    private mutating func readFrontMatter(_ source: SourceBytes, from start: Int, path: String) {
        let rest = SourceBytes(rebasing: source[start...])
        let firstLine = source[..<start].count { $0 == .newline } + 1
        var bodyStart = start
        if let place = try? FrontMatter.locate(in: rest) {
            let yaml = (place.yaml.lowerBound + start)..<(place.yaml.upperBound + start)
            let document = YAMLDocument(source, yaml: yaml, firstLine: firstLine + 1)
            if let finding = document.findings.first {
                problem = finding.diagnostic(path)
                keys = LooseLines.keys(of: source.text(yaml))
                // Prose between two lines of hyphens stays prose.
                if !keys.isEmpty { bodyStart = start + place.bodyStart }
            } else if case .mapping(let pairs, _)? = document.root?.content {
                keys = pairs.compactMap(ForeignKey.init)
                bodyStart = start + place.bodyStart
            } else if source.trimmed(yaml).isEmpty || document.root == nil {
                bodyStart = start + place.bodyStart
            }
        } else if let toml = TOMLLines.locate(in: rest) {
            keys = TOMLLines.keys(of: rest.text(toml.lines))
            bodyStart = start + toml.end
        }
        if keys.isEmpty, bodyStart == start { bodyStart = readProperties(source, from: start) }
        prose = Array(source[bodyStart...])
        readHeading()
    }

    /// Logseq's properties of a page: lines `key:: value` at its top.
    private mutating func readProperties(_ source: SourceBytes, from start: Int) -> Int {
        var lineStart = start
        while lineStart < source.count {
            let end = source.lineEnd(from: lineStart)
            let line = source.text(source.trimmed(lineStart..<end))
            guard let colons = line.firstRange(of: ":: ") ?? (line.hasSuffix("::") ? line.index(line.endIndex, offsetBy: -2)..<line.endIndex : nil),
                case let name = line[..<colons.lowerBound], !name.isEmpty, name.utf8.allSatisfy({ $0.isAlphanumeric || "-_/.".utf8.contains($0) })
            else { break }
            guard keys.count < LooseLines.mostKeys else { break }
            keys.append(ForeignKey(String(name), .text(LooseLines.plain(String(line[colons.upperBound...]).trimmingWhitespace()))))
            lineStart = min(end + 1, source.count)
        }
        return lineStart
    }

    // MARK: The heading

    private mutating func readHeading() {
        let found = prose.withUnsafeBufferPointer { source -> (words: String, end: Int)? in
            let start = source.firstIndex { !$0.isWhitespace } ?? source.count
            let lineStart = source[..<start].lastIndex(of: .newline).map { $0 + 1 } ?? 0
            // Four blanks make code. What is longer than a heading is none.
            guard start < source.count, source.lineEnd(from: start) - start < 1000, start - lineStart < 4, !source[lineStart..<start].contains(.tab) else { return nil }
            let end = source.lineEnd(from: start)
            if source.has("# ", at: start) {
                return (HeadingWords.plain(source.text(source.trimmed((start + 2)..<end))), min(end + 1, source.count))
            }
            // A line of "=" below makes a heading of one line.
            let next = min(end + 1, source.count)
            let nextEnd = source.lineEnd(from: next)
            let marks = source.trimmed(next..<nextEnd)
            guard marks.count >= 3, source[marks].allSatisfy({ $0 == UInt8(ascii: "=") }), source[start].isWord || source[start] >= 0x80
            else { return nil }
            return (HeadingWords.plain(source.text(source.trimmed(start..<end))), min(nextEnd + 1, source.count))
        }
        guard let found, !found.words.isEmpty else { return }
        (heading, endOfHeading) = (found.words, found.end)
    }
}

extension ForeignKey {
    /// `nil` for a key that is no word; a value that front matter may not have is an empty map.
    fileprivate init?(_ pair: YAMLPair) {
        guard let name = pair.key.string, pair.key.refusal == nil else { return nil }
        self.init(name, ForeignValue(pair.value))
    }
}

extension ForeignValue {
    /// Recursion is bounded by `InputLimits.frontMatterDepth`.
    fileprivate init(_ node: YAMLNode) {
        guard node.refusal == nil else {
            self = .map([])
            return
        }
        switch node.content {
        case .scalar(let text, let style):
            let isNothing = style == .plain && ["~", "null", "Null", "NULL"].contains(text)
            self = .text(isNothing ? "" : LooseLines.plain(text.trimmingWhitespace()))
        case .sequence(let nodes):
            // `[[Name]]` without quotes is a list in a list to YAML.
            self = node.bracketedWords.map { .text("[[\($0)]]") } ?? .list(nodes.map(ForeignValue.init))
        case .mapping(let pairs, _): self = .map(pairs.compactMap(ForeignKey.init))
        }
    }
}

extension WikiFinding {
    fileprivate func diagnostic(_ path: String) -> Diagnostic { Diagnostic(code, file: path, range: range, message) }
}

/// A heading without the marks of Markdown.
enum HeadingWords {
    static func plain(_ heading: String) -> String {
        var text = heading[...]
        // `## Words ##` and `# Words {#id}`.
        let hashes = text.reversed().prefix { $0 == "#" }.count
        if hashes > 0, text.dropLast(hashes).last == " " { text = text.dropLast(hashes) }
        while text.last == " " { text.removeLast() }
        if text.last == "}", let brace = text.lastIndex(of: "{"), text[brace...].dropFirst().first.map({ "#.".contains($0) }) == true { text = text[..<brace] }
        var output = ""
        var rest = text
        while let character = rest.first {
            if character == "[" || (character == "!" && rest.dropFirst().first == "["), let link = link(at: rest) {
                output += link.words
                rest = link.rest
                continue
            }
            rest.removeFirst()
            switch character {
            case "\\": if let next = rest.popFirst() { output.append(next) }
            case "`": continue
            case "*": if !isAlone(output, rest) { continue } else { output.append(character) }
            case "_", "=", "~":
                // Twice, or at the edge of a word.
                if rest.first == character { rest.removeFirst() }
                else if character == "_", (output.last.map(isWordLike) ?? false) != (rest.first.map(isWordLike) ?? false) { continue }
                else { output.append(character) }
            default: output.append(character)
            }
        }
        return output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func isWordLike(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    private static func isAlone(_ before: String, _ after: Substring) -> Bool { before.last == " " && after.first == " " }

    /// `[[Name|words]]`, `[words](address)` or a picture, which has no words.
    private static func link(at text: Substring) -> (words: Substring, rest: Substring)? {
        let isPicture = text.first == "!"
        let text = isPicture ? text.dropFirst() : text
        if text.hasPrefix("[["), let end = text.firstRange(of: "]]") {
            let inner = text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound]
            let words = inner.lastIndex(of: "|").map { inner[inner.index(after: $0)...] } ?? inner
            return (isPicture ? "" : words, text[end.upperBound...])
        }
        guard let middle = text.firstRange(of: "]("), let end = text[middle.upperBound...].firstIndex(of: ")") else { return nil }
        return (isPicture ? "" : text[text.index(after: text.startIndex)..<middle.lowerBound], text[text.index(after: end)...])
    }
}

/// Front matter that is no YAML, read line by line: the plain `key: value` lines and the lists below a key.
enum LooseLines {
    /// More keys than any note has: what follows is passed over.
    static let mostKeys = 1000

    /// A text without characters that no text may hold; one of many pages says nothing in front matter.
    static func plain(_ text: String) -> String {
        if text.utf8.count > 4000 { return "" }
        guard text.unicodeScalars.contains(where: \.isForbiddenInText) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.isForbiddenInText }))
    }

    static func keys(of yaml: String) -> [ForeignKey] {
        var keys: [ForeignKey] = []
        var names: Set<Substring> = []
        var items: [ForeignValue] = []
        // The items below the last key.
        func close() {
            if !items.isEmpty, let last = keys.indices.last, keys[last].value == .list([]) { keys[last].value = .list(items) }
            items = []
        }
        for line in yaml.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = String(line).trimmingWhitespace()
            if words.hasPrefix("- ") {
                if items.count < mostKeys { items.append(.text(unquoted(plain(String(words.dropFirst(2)).trimmingWhitespace())))) }
                continue
            }
            guard keys.count < mostKeys, let colon = line.firstIndex(of: ":"), case let name = line[..<colon], let first = name.first, first.isLetter,
                name.allSatisfy({ $0.isLetter || $0.isNumber || "-_ ".contains($0) })
            else { continue }
            let value = String(line[line.index(after: colon)...]).trimmingWhitespace()
            close()
            // Of two with one name, which YAML does not have, the first counts.
            guard names.insert(name).inserted else { continue }
            keys.append(ForeignKey(String(name), value.isEmpty ? .list([]) : self.value(plain(value))))
        }
        close()
        return keys
    }

    /// `[a, b]`, a text in quotes, or a plain one; what begins as something else says nothing.
    static func value(_ text: String) -> ForeignValue {
        if text.hasPrefix("["), text.hasSuffix("]"), !text.hasPrefix("[[") {
            return .list(text.dropFirst().dropLast().split(separator: ",").map { .text(unquoted(String($0).trimmingWhitespace())) })
        }
        // Several links of Obsidian or Logseq, without quotes.
        if text.hasPrefix("[[") { return .list(text.split(separator: ",").map { .text(String($0).trimmingWhitespace()) }) }
        if let first = text.first, "{&*!|>%@`[".contains(first) { return .map([]) }
        return .text(unquoted(text))
    }

    private static func unquoted(_ text: String) -> String {
        guard let first = text.first, first == "\"" || first == "'", text.last == first, text.count > 1 else { return text }
        return String(text.dropFirst().dropLast())
    }
}

/// The front matter of Hugo and Zola: lines `key = value` of TOML between `+++`. Tables are passed over.
enum TOMLLines {
    static func locate(in source: SourceBytes) -> (lines: Range<Int>, end: Int)? {
        let first = source.lineEnd(from: 0)
        guard isFence(source, 0..<first) else { return nil }
        var lineStart = first + 1
        while lineStart < source.count {
            let end = source.lineEnd(from: lineStart)
            if isFence(source, lineStart..<end) { return ((first + 1)..<lineStart, min(end + 1, source.count)) }
            lineStart = end + 1
        }
        return nil
    }

    private static func isFence(_ source: SourceBytes, _ line: Range<Int>) -> Bool { source.text(source.trimmed(line)) == "+++" }

    static func keys(of toml: String) -> [ForeignKey] {
        var keys: [ForeignKey] = []
        for line in toml.split(separator: "\n") {
            let words = String(line).trimmingWhitespace()
            // A table begins; its keys are of the program alone.
            if words.hasPrefix("[") {
                // Zola keeps tags in a table of this name.
                if words == "[taxonomies]" { continue }
                break
            }
            guard keys.count < LooseLines.mostKeys, let sign = words.firstIndex(of: "="), !words.hasPrefix("#") else { continue }
            let name = String(words[..<sign]).trimmingWhitespace()
            keys.append(ForeignKey(name, LooseLines.value(LooseLines.plain(String(words[words.index(after: sign)...]).trimmingWhitespace()))))
        }
        return keys
    }
}
