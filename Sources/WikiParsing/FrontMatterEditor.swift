// Changes keys of front matter where they stand: comments, order and spelling of everything else are kept.
import WikiModel

/// One key of front matter and what becomes of it.
public struct FrontMatterChange: Sendable {
    /// What is written for the key.
    public enum Value: Sendable {
        /// YAML of a value on one line.
        case line(String)
        /// YAML of a value on lines of its own below the key, with their indentation.
        case block([String])
        /// Pairs to put into a map, those with a key that it has in place of the old ones; YAML of each value.
        case pairs([(key: String, value: String)])
        case removed
    }

    public var key: String
    public var value: Value

    public init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }
}

/// Why front matter cannot be changed in place.
public enum FrontMatterEditError: Error, Equatable, Sendable {
    /// It is missing, not closed, or not YAML.
    case unreadable
    /// Its keys do not stand on lines of their own (`{title: …}`).
    case notOnLines
    /// The value of this key is written in a form that is not changed in place.
    case value(key: String)

    public var reason: String {
        switch self {
        case .unreadable: "its front matter cannot be read"
        case .notOnLines: "the keys of its front matter do not stand on lines of their own"
        case .value(let key): "\"\(key)\" is written in a form that is not changed in place"
        }
    }
}

/// The source with keys of its front matter changed. A new key goes behind the nearest one that precedes it in `order`.
public func changingFrontMatter(_ raw: [UInt8], _ changes: [FrontMatterChange], order: [String])
    throws(FrontMatterEditError) -> [UInt8]
{
    var editor = try FrontMatterEditor(raw)
    for change in changes { try editor.apply(change, order: order) }
    return editor.bytes
}

/// Reads only the front matter of a source, for those who check what an edit made of it.
public func readFrontMatter(_ raw: [UInt8], kind: EntryKind, vocabulary: Vocabulary) -> (EntryMetadata, isClean: Bool)? {
    let text = SourceText(raw)
    guard text.isUsable else { return nil }
    return text.bytes.withUnsafeBufferPointer { source in
        guard let place = try? FrontMatter.locate(in: source) else { return nil }
        let (metadata, findings) = MetadataReader.read(
            YAMLDocument(source, yaml: place.yaml, firstLine: 2), kind: kind, vocabulary: vocabulary)
        return (metadata, findings.isEmpty)
    }
}

/// The keys that a kind of entry may have, in the order in which new ones are put.
public func frontMatterKeys(of kind: EntryKind) -> [String] {
    guard kind == .paper else { return MetadataReader.keys(of: kind) }
    // Papers begin with their record, as the entries of `content/papers/` do.
    return ["title", "summary", "type", "category"]
        + MetadataReader.paperKeys.filter { $0 != "type" && $0 != "category" }
        + MetadataReader.commonKeys.filter { $0 != "title" && $0 != "summary" }
}

private struct FrontMatterEditor {
    /// A top-level key and its lines, as indices of `source.lines`, comments behind it left out.
    private struct Key {
        var name: String
        var lines: Range<Int>
        var value: YAMLNode
        /// The place of the value when it is a scalar on the key's line, in bytes of that line.
        var inline: Range<Int>?
    }

    private var source: SourceLines
    private var keys: [Key] = []
    private var replaced: [Int: [SourceLines.Line]] = [:]
    private var inserted: [Int: [(rank: Int, lines: [SourceLines.Line])]] = [:]

    init(_ raw: [UInt8]) throws(FrontMatterEditError) {
        source = SourceLines(raw)
        let text = SourceText(raw)
        guard text.isUsable else { throw .unreadable }
        let found = text.bytes.withUnsafeBufferPointer { bytes -> [Key]? in
            guard let place = try? FrontMatter.locate(in: bytes) else { return nil }
            let document = YAMLDocument(bytes, yaml: place.yaml, firstLine: 2)
            guard case .mapping(let root, _)? = document.root?.content else { return nil }
            // The closing fence is the line before the body.
            return FrontMatterEditor.keys(of: root, lastLine: place.bodyLine - 1)
        }
        guard let found else { throw .unreadable }
        keys = found
        let starts = keys.map(\.lines.lowerBound)
        guard zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }), keys.allSatisfy({ !$0.lines.isEmpty }) else {
            throw .notOnLines
        }
        for index in keys.indices { trimComments(&keys[index]) }
    }

    /// `lastLine` is the number of the closing fence.
    private static func keys(of pairs: [YAMLPair], lastLine: Int) -> [Key] {
        pairs.indices.map { index in
            let start = pairs[index].key.range.start
            let end = index + 1 < pairs.count ? pairs[index + 1].key.range.start.line : lastLine
            var key = Key(
                name: pairs[index].key.string ?? "", lines: (start.line - 1)..<max(start.line - 1, end - 1),
                value: pairs[index].value)
            if start.columnUTF8 != 1 { key.lines = 0..<0 }
            if case .scalar(_, let style) = key.value.content, style != .block {
                let range = key.value.range
                if range.start.line == start.line, range.end.columnUTF8 > range.start.columnUTF8 {
                    key.inline = (range.start.columnUTF8 - 1)..<(range.end.columnUTF8 - 1)
                }
            }
            return key
        }
    }

    /// Comments and blank lines behind a value belong to what follows. In a block scalar what is indented is text.
    private func trimComments(_ key: inout Key) {
        let isBlock = if case .scalar(_, .block) = key.value.content { true } else { false }
        while key.lines.count > 1 {
            let last = key.lines.upperBound - 1
            guard isBlank(last) || isComment(last) && !(isBlock && source.lines[last].text.first?.isSpaceOrTab == true) else { break }
            key.lines.removeLast()
        }
        if key.lines.count > 1 { key.inline = nil }
    }

    private func isBlank(_ line: Int) -> Bool { source.lines[line].text.allSatisfy(\.isSpaceOrTab) }
    private func isComment(_ line: Int) -> Bool {
        source.lines[line].text.first { !$0.isSpaceOrTab } == UInt8(ascii: "#")
    }

    mutating func apply(_ change: FrontMatterChange, order: [String]) throws(FrontMatterEditError) {
        let known = keys.first { $0.name == change.key }
        switch (change.value, known) {
        case (.removed, let key?): replace(key.lines, with: [])
        case (.removed, nil): return
        case (.line(let yaml), let key?):
            if let inline = key.inline {
                var line = source.lines[key.lines.lowerBound]
                line.text.replaceSubrange(inline, with: yaml.utf8)
                replace(key.lines, with: [line])
            } else {
                replace(key.lines, with: [source.line("\(change.key): \(yaml)")])
            }
        case (.line(let yaml), nil): insert(change.key, ["\(change.key): \(yaml)"], order)
        case (.block(let lines), let key?):
            replace(key.lines, with: (["\(change.key):\(comment(of: key))"] + lines).map(source.line))
        case (.block(let lines), nil): insert(change.key, ["\(change.key):"] + lines, order)
        case (.pairs(let pairs), let key?): try put(pairs, into: key)
        case (.pairs(let pairs), nil):
            insert(change.key, ["\(change.key):"] + pairs.map { "  \($0.key): \($0.value)" }, order)
        }
    }

    /// ` # words` on the key's own line, when the value stands below it.
    private func comment(of key: Key) -> String {
        let line = String(decoding: source.lines[key.lines.lowerBound].text, as: UTF8.self)
        let rest = line.dropFirst(key.name.count).drop { $0 == ":" || $0 == " " }
        return rest.hasPrefix("#") ? " " + rest : ""
    }

    private mutating func put(_ pairs: [(key: String, value: String)], into key: Key) throws(FrontMatterEditError) {
        guard case .mapping(_, isInBraces: false) = key.value.content, key.lines.count > 1 else {
            throw .value(key: key.name)
        }
        var lines = key.lines.map { replaced[$0]?.first ?? source.lines[$0] }
        let isEntry: (SourceLines.Line) -> Bool = { $0.text.first?.isSpaceOrTab == true && $0.text.contains(UInt8(ascii: ":")) }
        guard let sample = lines.dropFirst().first(where: isEntry) else { throw .value(key: key.name) }
        let indent = String(decoding: sample.text.prefix { $0.isSpaceOrTab }, as: UTF8.self)
        for pair in pairs {
            let new = source.line("\(indent)\(pair.key): \(pair.value)")
            let start = Array("\(indent)\(pair.key):".utf8)
            if let old = lines.indices.dropFirst().first(where: { lines[$0].text.starts(with: start) }) {
                lines[old] = new
            } else {
                lines.append(new)
            }
        }
        replace(key.lines, with: lines)
    }

    private mutating func replace(_ range: Range<Int>, with lines: [SourceLines.Line]) {
        for index in range { replaced[index] = [] }
        replaced[range.lowerBound] = lines
    }

    private mutating func insert(_ key: String, _ lines: [String], _ order: [String]) {
        let rank = order.firstIndex(of: key) ?? order.count
        let before = keys.last { (order.firstIndex(of: $0.name) ?? order.count) < rank }
        // Line 0 is the opening fence.
        let line = before.map { $0.lines.upperBound - 1 } ?? 0
        inserted[line, default: []].append((rank, lines.map(source.line)))
    }

    var bytes: [UInt8] {
        var output = source
        output.lines = []
        for (index, line) in source.lines.enumerated() {
            output.lines += replaced[index] ?? [line]
            for insert in (inserted[index] ?? []).sorted(by: { $0.rank < $1.rank }) { output.lines += insert.lines }
        }
        return output.bytes
    }
}
