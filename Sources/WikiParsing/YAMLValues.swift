// Typed values out of YAML nodes, with a located problem for each that does not fit.
import WikiModel

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

    mutating func markReported(key: String) { reportedKeys.insert(key) }

    /// Reports a key that a map does not have, with what was probably meant, which then is not missing as well.
    mutating func reportUnknown(_ key: LocatedText, of what: String, among known: [String]) {
        let message = "\(what) has no key \"\(key.string)\""
        if let colon = key.string.firstIndex(of: ":"), known.contains(String(key.string[..<colon])) {
            let name = String(key.string[..<colon])
            reportedKeys.insert(name)
            let mended = name + ": " + key.string[key.string.index(after: colon)...]
            report(
                .keyUnknown, key.range, message + "; put a blank after the colon",
                suggestion: Suggestion(replacement: mended, of: key.string, .safe))
            return
        }
        let synonym = YAMLValues.synonyms[key.string.lowercased()].flatMap { known.contains($0) ? $0 : nil }
        let nearest = synonym ?? nearestNames(to: key.string, among: known, limit: 1).first
        if let nearest { reportedKeys.insert(nearest) }
        report(.keyUnknown, key.range, message + didYouMean(nearest), suggestion: nearest.map(Suggestion.init(replacement:)))
    }

    /// Names of other forms for what a key holds.
    private static let synonyms = [
        "year": "issued", "date": "issued", "published": "issued", "journal": "container-title", "booktitle": "container-title",
        "first": "given", "firstname": "given", "last": "family", "lastname": "family", "surname": "family", "name": "literal",
        "description": "summary", "synonyms": "aliases",
    ]

    /// Keys whose texts may hold any words, so that what follows a ` #` was probably meant as one of them.
    private static let keysOfWords: Set<String> = [
        "title", "summary", "aliases", "container-title", "publisher", "abstract", "keyword", "note", "notice", "family", "given", "literal",
    ]

    mutating func report(
        _ code: DiagnosticCode, _ range: SourceRange, _ message: String, suggestion: Suggestion? = nil, severity: Severity? = nil
    ) {
        findings.append(WikiFinding(code: code, range: range, message: message, suggestion: suggestion, severity: severity))
    }

    /// The pairs of a mapping, with its keys as texts; merge keys, anchors and tags are refused.
    ///
    /// - Parameter form: how a small one is written.
    mutating func pairs(_ node: YAMLNode, what: String, form: String? = nil) -> [(LocatedText, YAMLNode)] {
        guard check(node) else { return [] }
        guard case .mapping(let mapping, _) = node.content else {
            report(.valueType, node.range, "\(what) must be " + (form.map { "written \($0)" } ?? "\"key: value\" lines"))
            return []
        }
        var pairs: [(LocatedText, YAMLNode)] = []
        pairs.reserveCapacity(mapping.count)
        for pair in mapping {
            let key = pair.key
            guard case .scalar(let name, _) = key.content else {
                if check(key) { report(.valueType, key.range, "a key must be a word") }
                continue
            }
            guard check(key) else {
                reportedKeys.insert(name)
                continue
            }
            if name == "<<" {
                report(.yamlAnchor, key.range, "merge keys (\"<<\") are not allowed; write the keys out")
                continue
            }
            pairs.append((LocatedText(string: name, range: key.range), pair.value))
        }
        return pairs
    }

    /// The elements of a list; a single value is a list of one.
    mutating func elements(_ node: YAMLNode) -> [YAMLNode] {
        guard check(node) else { return [] }
        guard case .sequence(let sequence) = node.content else { return [node] }
        return sequence
    }

    /// A text: any scalar, as it is written.
    mutating func text(_ node: YAMLNode, _ key: String) -> LocatedText? {
        guard check(node) else {
            reportedKeys.insert(key)
            return nil
        }
        guard case .scalar(let written, let style) = node.content else {
            reportedKeys.insert(key)
            let link = node.bracketedWords.map { "; to YAML, brackets make a list: write \"[[\($0)]]\", with the quotes" } ?? ""
            report(.valueType, node.range, "\"\(key)\" must be one text, not a list or a map\(link)")
            return nil
        }
        if let scalar = YAMLValues.firstForbidden(in: written) {
            reportedKeys.insert(key)
            report(.sourceControlCharacter, node.range, "\"\(key)\" holds the \(scalar.forbiddenName), which does not belong in text")
            return nil
        }
        let string = written.trimmingWhitespace()
        if string.isEmpty || (style != .quoted && string == "~") {
            reportEmpty(node, key)
            return nil
        }
        if let comment = document.comment(after: node), YAMLValues.keysOfWords.contains(key) {
            report(
                .yamlComment, comment.range,
                "\"\(comment.string)\" is taken for a comment; put the value of \"\(key)\" in double quotes")
        }
        if style == .plain, let words = YAMLValues.wordsInCurlyQuotes(string) {
            let mended = JSONEscaping.quoted(String(words))
            report(
                .yamlInvalid, node.range, "curly quotes are no quotes to YAML and would be shown; write \(mended)",
                suggestion: Suggestion(replacement: mended, of: string))
            return LocatedText(string: String(words), range: node.range)
        }
        return LocatedText(string: string, range: node.range)
    }

    /// What stands in a pair of quotes that a text processor made.
    private static func wordsInCurlyQuotes(_ text: String) -> Substring? {
        guard text.utf8.first == 0xE2 else { return nil }
        for (open, closing) in YAMLLines.curlyQuotes.map({ ("\($0.open)", $0.closing) }) {
            guard text.hasPrefix(open), let last = text.last, closing.contains(last), text.count > 2 else { continue }
            let words = text.dropFirst().dropLast()
            // “A” and “B” is not one text in quotes.
            return words.contains { open.contains($0) || closing.contains($0) } ? nil : words
        }
        return nil
    }

    private mutating func reportEmpty(_ node: YAMLNode, _ key: String) {
        reportedKeys.insert(key)
        if let comment = document.comment(after: node) {
            report(
                .valueEmpty, comment.range,
                "\"\(key)\" has no value: \"\(comment.string)\" is taken for a comment; put the value in double quotes")
        } else {
            report(.valueEmpty, node.range, "\"\(key)\" has no value; give one or delete the line")
        }
    }

    /// What an escape such as `\e` or `\uFFFF` may bring into a text.
    private static func firstForbidden(in text: String) -> Unicode.Scalar? {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            bytes.firstOffset(in: 0..<bytes.count) { $0.isBelow(0x20) .| $0.matches(0x7F) .| $0.matches(0xEF) } == bytes.count
        }
        return isPlain ? nil : text.unicodeScalars.first(where: \.isForbiddenInText)
    }

    /// A text or a list of texts.
    mutating func texts(_ node: YAMLNode, _ key: String) -> [LocatedText] {
        var texts: [LocatedText] = []
        guard check(node) else {
            reportedKeys.insert(key)
            return []
        }
        if node.isMapping {
            reportedKeys.insert(key)
            report(.valueType, node.range, "\"\(key)\" must be a text or a list of texts such as [one, two], not a map")
            return []
        }
        // A list that lost its last item, as Obsidian leaves it.
        if case .scalar("", .plain) = node.content, document.comment(after: node) == nil { return [] }
        // Items without a blank after the dash are one text to YAML.
        if case .scalar(let words, .plain) = node.content, words.hasPrefix("-"), words.dropFirst().contains(" -") {
            reportedKeys.insert(key)
            let first = words.dropFirst().prefix { $0 != " " }
            report(.valueType, node.range, "\"\(key)\" is one text and no list; put a blank after each dash, as in \"- \(first)\"")
            return []
        }
        if node.bracketedWords != nil {
            _ = text(node, key)
            return []
        }
        reportListWithoutBrackets(node, key)
        for element in elements(node) {
            // `{name: B}` among texts.
            if case .mapping(let pairs, _) = element.content, pairs.count == 1, let words = pairs[0].value.string {
                reportedKeys.insert(key)
                report(.valueType, element.range, "\"\(key)\" is a list of texts, and this is a map; write \(words) alone")
            } else if let text = text(element, key) {
                texts.append(text)
            }
        }
        return texts
    }

    /// Keys whose lists are often written as one text. Tags have a check of their own.
    private static let listKeys: Set<String> = ["aliases", "contributors", "keyword", "reviewers"]

    /// Reports a text that was meant as several, and would be one long name.
    private mutating func reportListWithoutBrackets(_ node: YAMLNode, _ key: String) {
        guard YAMLValues.listKeys.contains(key), case .scalar(let words, .plain) = node.content else { return }
        let parts = words.split(separator: words.contains(";") ? ";" : ", ").map { String($0).trimmingWhitespace() }
        guard parts.count > 1 else { return }
        report(
            .valueType, node.range,
            "\"\(key)\" is one text and no list; write [\(parts.joined(separator: ", "))], or put it in double quotes if it is one name")
    }

    /// One of a closed set of words.
    mutating func word<Value>(_ node: YAMLNode, _ key: String, of allowed: [Value], name: (Value) -> String) -> Value? {
        guard let text = text(node, key) else { return nil }
        if let value = allowed.first(where: { name($0) == text.string }) { return value }
        reportedKeys.insert(key)
        let (list, nearest) = didYouMean(text.string, amongFew: allowed.map(name))
        let what = ["category", "kind", "side", "status"].contains(key) ? "a \(key)" : "a value of \"\(key)\""
        report(
            .valueUnknown, text.range, "\"\(text.string)\" is not \(what)\(list)",
            suggestion: nearest.map(Suggestion.init(replacement:)))
        return nil
    }

    /// `true` or `false`; `nil` for what is neither, which is reported.
    mutating func flag(_ node: YAMLNode, _ key: String) -> Bool? {
        word(node, key, of: [true, false], name: { $0 ? "true" : "false" })
    }

    /// A date as precise as it is written: `2019`, `2019-08`, `2019-08-12`.
    mutating func date(_ node: YAMLNode, _ key: String, isPaperYear: Bool = false) -> PartialDate? {
        guard let text = text(node, key) else { return nil }
        let parts = text.string.split(separator: "-", omittingEmptySubsequences: false)
        if let date = YAMLValues.date(parts) { return date }
        let year = parts.first ?? ""
        if let (first, second) = ambiguousDate(text.string) {
            report(.dateInvalid, text.range, "\"\(text.string)\" is not a date; write \(first) or \(second), whichever day is meant")
        } else if let mended = mendedDate(text.string) {
            report(
                .dateInvalid, text.range, "\"\(text.string)\" is not a date; write \(mended.description)",
                suggestion: Suggestion(replacement: mended.description, of: text.string, .safe))
        } else if isPaperYear, YAMLValues.wordsBeforePrinting.contains(text.string.lowercased()) {
            report(.dateInvalid, text.range, "\"\(text.string)\" is not a date; leave \"\(key)\" out until the paper has one")
        } else if isPaperYear, !(year.utf8.count == 4 && year.utf8.allSatisfy(\.isDigit)) {
            let mended = String(year.map { $0 == "O" || $0 == "o" ? "0" : $0 == "l" || $0 == "I" ? "1" : $0 })
            let isLikely = mended.utf8.count == 4 && mended.utf8.allSatisfy(\.isDigit)
            report(
                .paperYearInvalid, text.range,
                "year \"\(year)\" is not a number" + (isLikely ? "; did you mean \(mended)?" : " of four digits"),
                suggestion: isLikely ? Suggestion(replacement: mended, of: String(year), .safe) : nil)
        } else {
            report(
                .dateInvalid, text.range,
                missingDay(text.string).map { "\"\(text.string)\" is not a date: \($0)" }
                    ?? "\"\(text.string)\" is not a date; write 2019, 2019-08 or 2019-08-12")
        }
        return nil
    }

    /// What stands in place of the year of a paper that is not printed yet.
    private static let wordsBeforePrinting: Set<String> = [
        "in press", "in print", "forthcoming", "to appear", "accepted", "submitted", "n.d.", "unpublished",
    ]

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
    private mutating func check(_ node: YAMLNode) -> Bool {
        switch node.refusal {
        case nil: return true
        case .anchor: report(.yamlAnchor, node.range, "anchors and aliases are not allowed; write the value out, or quote it")
        case .tag: report(.yamlTag, node.range, "explicit tags are not allowed; delete the tag, or quote the value")
        }
        return false
    }
}

extension YAMLNode {
    /// The words of `[[Name]]`, which to YAML is a list in a list.
    var bracketedWords: String? {
        guard case .sequence(let outer) = content, outer.count == 1, case .sequence(let inner) = outer[0].content else { return nil }
        let words = inner.compactMap(\.string)
        return words.isEmpty || words.count < inner.count ? nil : words.joined(separator: ", ")
    }
}

extension String {
    /// The text without white space at its ends, such as the line break that ends a block scalar.
    func trimmingWhitespace() -> String {
        guard let first = utf8.first, let last = utf8.last, first.isWhitespace || last.isWhitespace else { return self }
        let start = utf8.firstIndex { !$0.isWhitespace } ?? endIndex
        let end = utf8.lastIndex { !$0.isWhitespace }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
