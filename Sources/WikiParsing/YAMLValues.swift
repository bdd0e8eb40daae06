// Typed values out of YAML nodes, with a located problem for each that does not fit.
import WikiModel
import Yams

/// A text of the front matter and where it stands.
struct LocatedText {
    var string: String
    var range: SourceRange
}

/// Asks nodes for values of a type; a misfit is reported and comes back as `nil` or nothing.
struct YAMLValues {
    let document: YAMLDocument
    private(set) var findings: [WikiFinding]
    /// Keys whose value was already found wanting, so that they are not called missing as well.
    private var reportedKeys: Set<String> = []

    init(document: YAMLDocument) {
        self.document = document
        findings = document.findings
    }

    func reported(key: String) -> Bool { reportedKeys.contains(key) }

    mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String, suggestion: Suggestion? = nil) {
        findings.append(WikiFinding(code: code, range: range, message: message, suggestion: suggestion))
    }

    /// The pairs of a mapping, with its keys as texts; merge keys, anchors and tags are refused.
    mutating func pairs(_ node: Node, what: String) -> [(LocatedText, Node)] {
        guard check(node) else { return [] }
        guard case .mapping(let mapping) = node else {
            report(.valueType, document.range(of: node), "\(what) must be \"key: value\" lines")
            return []
        }
        var pairs: [(LocatedText, Node)] = []
        pairs.reserveCapacity(mapping.count)
        for (key, value) in mapping {
            guard check(key), case .scalar(let scalar) = key else {
                report(.valueType, document.range(of: key), "a key must be a word")
                continue
            }
            if scalar.string == "<<" {
                report(.yamlAnchor, document.range(of: key), "merge keys (\"<<\") are not allowed; write the keys out")
                continue
            }
            pairs.append((LocatedText(string: scalar.string, range: document.range(of: key)), value))
        }
        return pairs
    }

    /// The elements of a list; a single value is a list of one.
    mutating func elements(_ node: Node) -> [Node] {
        guard check(node) else { return [] }
        guard case .sequence(let sequence) = node else { return [node] }
        return Array(sequence)
    }

    /// A text: any scalar, as it is written.
    mutating func text(_ node: Node, _ key: String) -> LocatedText? {
        guard check(node) else {
            reportedKeys.insert(key)
            return nil
        }
        guard case .scalar(let scalar) = node else {
            reportedKeys.insert(key)
            report(.valueType, document.range(of: node), "\"\(key)\" must be one text, not a list or a map")
            return nil
        }
        let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
        if let control = scalar.string.utf8.first(where: { $0 < 0x20 && $0 != .newline && $0 != .tab }) {
            reportedKeys.insert(key)
            report(
                .sourceControlCharacter, document.range(of: node),
                "\"\(key)\" holds the control character U+\(SourceText.hexadecimal(control)), which does not belong in text")
            return nil
        }
        let string = scalar.string.trimmingWhitespace()
        if string.isEmpty || (!isQuoted && string == "~") {
            reportedKeys.insert(key)
            report(.valueEmpty, document.range(of: node), "\"\(key)\" has no value; give one or delete the line")
            return nil
        }
        return LocatedText(string: string, range: document.range(of: node))
    }

    mutating func texts(_ node: Node, _ key: String) -> [LocatedText] {
        var texts: [LocatedText] = []
        for element in elements(node) {
            if let text = text(element, key) { texts.append(text) }
        }
        return texts
    }

    /// One of a closed set of words.
    mutating func word<Value>(_ node: Node, _ key: String, of allowed: [Value], name: (Value) -> String) -> Value? {
        guard let text = text(node, key) else { return nil }
        if let value = allowed.first(where: { name($0) == text.string }) { return value }
        reportedKeys.insert(key)
        let names = allowed.map(name)
        let (clause, nearest) = didYouMean(text.string, among: names)
        let list = clause.isEmpty ? "; one of \(names.joined(separator: ", "))" : clause
        let what = ["category", "kind", "side", "status"].contains(key) ? "a \(key)" : "a value of \"\(key)\""
        report(
            .valueUnknown, text.range, "\"\(text.string)\" is not \(what)\(list)",
            suggestion: nearest.map(Suggestion.init(replacement:)))
        return nil
    }

    /// A date as precise as it is written: `2019`, `2019-08`, `2019-08-12`.
    mutating func date(_ node: Node, _ key: String, isPaperYear: Bool = false) -> PartialDate? {
        guard let text = text(node, key) else { return nil }
        let parts = text.string.split(separator: "-", omittingEmptySubsequences: false)
        if let date = YAMLValues.date(parts) { return date }
        let year = parts.first ?? ""
        if isPaperYear, !(year.utf8.count == 4 && year.utf8.allSatisfy(\.isDigit)) {
            let mended = String(year.map { $0 == "O" || $0 == "o" ? "0" : $0 == "l" || $0 == "I" ? "1" : $0 })
            let isLikely = mended.utf8.count == 4 && mended.utf8.allSatisfy(\.isDigit)
            report(
                .paperYearInvalid, text.range,
                "year \"\(year)\" is not a number" + (isLikely ? "; did you mean \(mended)?" : " of four digits"),
                suggestion: isLikely ? Suggestion(replacement: mended, of: String(year), .safe) : nil)
        } else {
            let mended = mendedDate(text.string)
            report(
                .dateInvalid, text.range,
                "\"\(text.string)\" is not a date; write \(mended.map(\.description) ?? "2019, 2019-08 or 2019-08-12")",
                suggestion: mended.map { Suggestion(replacement: $0.description, of: text.string, .safe) })
        }
        return nil
    }

    private static func date(_ parts: [Substring]) -> PartialDate? {
        let widths = [4, 2, 2]
        guard (1...3).contains(parts.count) else { return nil }
        var numbers: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.utf8.count == width, part.utf8.allSatisfy(\.isDigit), let number = Int(part) else { return nil }
            numbers.append(number)
        }
        let date = PartialDate(
            year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
        return date.exists ? date : nil
    }

    /// Refuses anchors, aliases and explicit tags on a node.
    private mutating func check(_ node: Node) -> Bool {
        if node.hasAnchor {
            report(.yamlAnchor, document.range(of: node), "anchors and aliases are not allowed; write the value out, or quote it")
            return false
        }
        if node.hasExplicitTag {
            report(.yamlTag, document.range(of: node), "explicit tags are not allowed; delete the tag, or quote the value")
            return false
        }
        return true
    }
}

extension Node {
    fileprivate var hasAnchor: Bool {
        switch self {
        case .scalar(let scalar): scalar.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .alias: true
        }
    }

    /// Whether the author wrote a tag. Quoted scalars come with YAML's "non-specific" tag, which is none.
    fileprivate var hasExplicitTag: Bool {
        let tag: Tag
        switch self {
        case .scalar(let scalar): tag = scalar.tag
        case .mapping(let mapping): tag = mapping.tag
        case .sequence(let sequence): tag = sequence.tag
        case .alias: return false
        }
        let name = tag.description
        return !name.isEmpty && name != Tag.Name.nonSpecific.rawValue && name != Tag.Name.implicit.rawValue
            && name != Tag.Name.str.rawValue && name != Tag.Name.map.rawValue && name != Tag.Name.seq.rawValue
    }
}

extension PartialDate {
    /// Whether the calendar has such a day.
    var exists: Bool {
        guard let month else { return true }
        guard (1...12).contains(month) else { return false }
        guard let day else { return true }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }
}

extension String {
    /// The text without white space at its ends, such as the line break that ends a block scalar.
    fileprivate func trimmingWhitespace() -> String {
        guard let first = utf8.first, let last = utf8.last, first.isWhitespace || last.isWhitespace else { return self }
        let start = utf8.firstIndex { !$0.isWhitespace } ?? endIndex
        let end = utf8.lastIndex { !$0.isWhitespace }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
