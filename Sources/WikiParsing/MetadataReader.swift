// Front matter, typed by the schema of its kind of entry.
import WikiModel

/// Reads the nodes of front matter into `EntryMetadata`; reports each problem at its own place and goes on.
struct MetadataReader {
    let kind: EntryKind
    let vocabulary: Vocabulary
    var values: YAMLValues
    var metadata = EntryMetadata()
    private var dateRanges: [String: SourceRange] = [:]
    var verifiedRange: SourceRange?
    /// The title, wherever its line stands, by which messages name the entry; empty where there is none.
    var ownTitle = ""

    /// Keys that every kind of entry may have.
    static let commonKeys = [
        "title", "summary", "aliases", "tags", "status", "unlisted", "relations", "identifiers", "created", "updated",
        "reviewed", "reviewers", "contributors", "redirect_from", "replaced_by",
    ]
    /// Keys of a paper: the names of CSL-JSON, and what this project adds (`category`, `author_status`, `verified`, …).
    static let paperKeys = [
        "category", "type", "author", "author_status", "issued", "container-title", "volume", "issue", "page", "number",
        "publisher", "DOI", "PMID", "PMCID", "URL", "abstract", "keyword", "retraction", "verified",
    ]

    private static let keysOfPapersAlone = Set(paperKeys).subtracting(["category"])

    private init(_ kind: EntryKind, _ vocabulary: Vocabulary, _ document: YAMLDocument) {
        self.kind = kind
        self.vocabulary = vocabulary
        values = YAMLValues(document: document)
    }

    static func keys(of kind: EntryKind) -> [String] {
        switch kind {
        case .concept: commonKeys + ["category"]
        case .paper: commonKeys + paperKeys
        case .page: commonKeys
        }
    }

    /// Whether a line begins with a key that every entry may have, and its colon.
    static func isKey(beginning line: SourceBytes) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return commonKeys.contains(line.text(0..<colon))
    }

    static func read(_ document: YAMLDocument, kind: EntryKind, vocabulary: Vocabulary) -> (EntryMetadata, [WikiFinding]) {
        var reader = MetadataReader(kind, vocabulary, document)
        if kind == .paper { reader.metadata.paper = PaperMetadata() }
        if let root = document.root { reader.readKeys(root) }
        // What could not be read, or is no map, is reported as that, and not as missing.
        if document.root?.isMapping ?? document.findings.isEmpty { reader.checkRequired() }
        reader.checkDateOrder()
        return (reader.metadata, reader.values.findings)
    }

    private mutating func readKeys(_ root: YAMLNode) {
        let pairs = values.pairs(root, what: "front matter")
        ownTitle = pairs.first { $0.0.string == "title" }?.1.string?.trimmingWhitespace() ?? ""
        let ofPapers = kind == .paper ? [] : pairs.filter { MetadataReader.keysOfPapersAlone.contains($0.0.string) }
        if ofPapers.count > 1 {
            let names = ofPapers.prefix(3).map { "\"\($0.0.string)\"" }
            values.report(
                .keyUnknown, ofPapers[0].0.range,
                "this looks like a paper, as it has \(names.dropLast().joined(separator: ", ")) and \(names.last ?? ""); move the file to content/papers/")
        }
        for (key, node) in pairs {
            // A category of papers is none of concepts either.
            if ofPapers.count > 1, MetadataReader.paperKeys.contains(key.string) { continue }
            if !readCommon(key.string, node), !(kind == .paper && readPaper(key.string, node)), !readCategory(key.string, node) {
                reportUnknown(key)
            }
        }
    }

    private mutating func reportUnknown(_ key: LocatedText) {
        guard case .relation(let relation)? = vocabulary.spelling(ofRelation: key.string) else {
            values.reportUnknown(key, of: "a \(kind.name)", among: MetadataReader.keys(of: kind))
            return
        }
        let place = "below a line \"relations:\", with two blanks before it"
        values.report(
            .keyUnknown, key.range,
            "\"\(key.string)\" is a relation; write \(relation.id == key.string ? "it" : "\"\(relation.id)\"") \(place)")
    }

    private mutating func readCommon(_ key: String, _ node: YAMLNode) -> Bool {
        switch key {
        case "title":
            read(node, key, into: \.title, field: .title)
            let markup = MetadataReader.markup(inTitle: metadata.title, of: kind)
            if let markup { reportMarkup(markup, of: "title", node.range, instead: kind == .paper ? MetadataReader.titleMarkup(for: markup) : nil) }
        case "summary": readSummary(node)
        case "aliases": readAliases(node)
        case "tags": readTags(node)
        case "status":
            if let status = values.word(node, key, of: EntryStatus.allCases, name: \.name) { metadata.status = status }
        case "unlisted":
            if let flag = values.flag(node, key) { metadata.isUnlisted = flag }
        case "relations": readRelations(node)
        case "identifiers": readIdentifiers(node)
        case "created": metadata.created = values.date(node, key)
        case "updated": metadata.updated = date(node, key)
        case "reviewed": metadata.reviewed = date(node, key)
        case "reviewers": metadata.reviewers = values.texts(node, key).map(\.string)
        case "contributors": metadata.contributors = values.texts(node, key).map(\.string)
        case "redirect_from": readFormerNames(node)
        case "replaced_by":
            read(node, key, into: \.replacedBy, field: .replacedBy)
            metadata.replacedBy = WikiName.unbracketed(metadata.replacedBy)
        default: return false
        }
        return true
    }

    /// A date whose place is remembered for a report of the order of dates.
    private mutating func date(_ node: YAMLNode, _ key: String) -> PartialDate? {
        dateRanges[key] = node.range
        return values.date(node, key)
    }

    private mutating func readCategory(_ key: String, _ node: YAMLNode) -> Bool {
        guard key == "category", kind != .page else { return false }
        if vocabulary.isUnread(.categories) {
            metadata.category = values.text(node, key)?.string ?? ""
            return true
        }
        if let category = values.word(node, key, of: vocabulary.terms(of: kind).categories, name: \.id) {
            metadata.category = category.id
            keep(.category, node.range)
        }
        return true
    }

    // MARK: Values with rules of their own

    private mutating func readSummary(_ node: YAMLNode) {
        guard let value = values.text(node, "summary") else { return }
        metadata.summary = value.string
        if let markup = MetadataReader.markup(in: value.string) { reportMarkup(markup, of: "summary", value.range) }
        // Characters are only counted where there can be too many.
        let longest = EntryMetadata.longestSummary
        guard value.string.utf8.count > longest else { return }
        let length = value.string.count
        if length > longest {
            values.report(.summaryTooLong, value.range, "summary has \(length) characters; at most \(longest) are allowed")
        }
    }

    private mutating func reportMarkup(_ markup: Substring, of what: String, _ range: SourceRange, instead: String? = nil) {
        values.report(.markupShown, range, "a \(what) is plain text, so that \"\(markup)\" is shown as it is written; write \(instead ?? "the words alone")")
    }

    /// What the title of a paper has for a mark of Markdown: `<i>in vivo</i>` for `*in vivo*`. Nothing is bold in it.
    private static func titleMarkup(for markup: Substring) -> String? {
        for (open, closing, tag) in [("<em>", "</em>", "i"), ("**", "**", ""), ("*", "*", "i"), ("^", "^", "sup"), ("~", "~", "sub")]
        where markup.hasPrefix(open) {
            return tag.isEmpty ? nil : "<\(tag)>\(markup.dropFirst(open.count).dropLast(closing.count))</\(tag)>"
        }
        return nil
    }

    /// A link, a citation or bold words, as prose may have them.
    private static func markup(in text: String) -> Substring? {
        // Each form has one of these, and hardly a summary has either.
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "*") }) else { return nil }
        for (open, closing) in [("[[", "]]"), ("[@", "]"), ("**", "**"), ("](", ")")] {
            guard let start = text.firstRange(of: open), let end = text[start.upperBound...].firstRange(of: closing), start.upperBound < end.lowerBound
            else { continue }
            let from = open == "](" ? text[..<start.lowerBound].lastIndex(of: "[") : start.lowerBound
            if let from { return text[from..<end.upperBound] }
        }
        return nil
    }

    /// What titles are written with and show as it is: `*in vivo*`, `Ca^2+^`, `H~2~O`, `<em>in vivo</em>`. "[Ca2+](i)" is the title of
    /// PubMed. The tags that bibliographic data uses are markup in the titles of papers.
    private static func markup(inTitle text: String, of kind: EntryKind) -> Substring? {
        let isMark: (UInt8) -> Bool = { byte in
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "<"): true
            default: false
            }
        }
        guard text.utf8.contains(where: isMark) else { return nil }
        let tags = kind == .paper ? ["em", "b"] : ["i", "em", "b", "sub", "sup"]
        for (open, closing) in [("**", "**")] + tags.map({ ("<\($0)>", "</\($0)>") }) {
            guard let start = text.firstRange(of: open), let end = text[start.upperBound...].firstRange(of: closing) else { continue }
            return text[start.lowerBound..<end.upperBound]
        }
        let range = Array(text.utf8).withUnsafeBufferPointer { bytes in
            bytes.indices.lazy.compactMap { bytes[$0] == UInt8(ascii: "*") ? slantingWords(bytes, at: $0) : raisedSign(bytes, at: $0) }.first
        }
        guard let range else { return nil }
        return text[text.utf8.index(text.startIndex, offsetBy: range.lowerBound)..<text.utf8.index(text.startIndex, offsetBy: range.upperBound)]
    }

    /// `*in vivo*`. A star may also be of a name, as in "C*-algebras and A*", or stand for a note.
    private static func slantingWords(_ text: SourceBytes, at start: Int) -> Range<Int>? {
        guard start == 0 || text[start - 1] == .space || text[start - 1] == UInt8(ascii: "("), start + 2 < text.count, text[start + 1].isWord,
            let end = text.firstOffset(of: UInt8(ascii: "*"), in: (start + 2)..<text.count), text[end - 1].isWord,
            end + 1 == text.count || !(text[end + 1].isWord || text[end + 1] == UInt8(ascii: "*"))
        else { return nil }
        return start..<(end + 1)
    }

    /// `^2+^` and `~2~`.
    private static func raisedSign(_ text: SourceBytes, at start: Int) -> Range<Int>? {
        "^~".utf8.contains(text[start]) ? ShownMark(text, at: start)?.range : nil
    }

    private mutating func readAliases(_ node: YAMLNode) {
        for alias in values.texts(node, "aliases") {
            if alias.string == ownTitle {
                values.report(.nameRepeated, alias.range, "alias \"\(alias.string)\" is the title, by which links find the entry anyway; delete it")
            } else if metadata.aliases.contains(alias.string) {
                values.report(.nameRepeated, alias.range, "alias \"\(alias.string)\" stands twice; delete one")
            }
            keep(.alias, alias.range, index: metadata.aliases.count)
            metadata.aliases.append(alias.string)
        }
    }

    private mutating func readTags(_ node: YAMLNode) {
        for tag in values.texts(node, "tags") {
            if (try? Slug(tag.string)) != nil {
                if metadata.tags.contains(tag.string) {
                    values.report(.nameRepeated, tag.range, "tag \"\(tag.string)\" stands twice; delete one")
                } else {
                    metadata.tags.append(tag.string)
                }
                continue
            }
            // Joined to one they would be a tag that nobody meant.
            let several = MetadataReader.separateTags(tag.string)
            if several.count > 1 {
                let list = several.joined(separator: ", ")
                values.report(
                    .tagInvalid, tag.range,
                    "\"\(tag.string)\" is not one tag; tags are a list, so write \(node.string == nil ? list : "[\(list)]")")
                continue
            }
            let mended = Slug.suggestion(for: tag.string)
            values.report(
                .tagInvalid, tag.range,
                "tag \"\(tag.string)\" is not lower-case words of a to z joined by hyphens"
                    + (mended.isEmpty ? "" : "; write \"\(mended)\""),
                suggestion: mended.isEmpty ? nil : Suggestion(replacement: mended, of: tag.string, .safe))
        }
    }

    /// The tags of a text that holds what separates several.
    private static func separateTags(_ text: String) -> [String] {
        text.split { ",;•·|#\n".contains($0) }.map { Slug.suggestion(for: String($0)) }.filter { !$0.isEmpty }
    }

    /// A page is written for each, so that what is not the name of a file is left out.
    private mutating func readFormerNames(_ node: YAMLNode) {
        for name in values.texts(node, "redirect_from") {
            do throws(SlugError) {
                let slug = try Slug(name.string).text
                keep(.redirectFrom, name.range, index: metadata.redirectFrom.count)
                metadata.redirectFrom.append(slug)
            } catch {
                reportFormerName(name, error)
            }
        }
    }

    private mutating func reportFormerName(_ name: LocatedText, _ error: SlugError) {
        let file = name.string.split(separator: "/").last.map(String.init) ?? ""
        let mended = Slug.suggestion(for: file.hasSuffix(".md") ? String(file.dropLast(3)) : file)
        let reason = error.reason(form: "is not a file name without folder and \".md\": lower-case words of a to z and digits joined by hyphens")
        values.report(
            error.code, name.range, "former name \"\(name.string)\" \(reason)" + (mended.isEmpty ? "" : "; write \"\(mended)\""),
            suggestion: mended.isEmpty ? nil : Suggestion(replacement: mended, of: name.string))
    }

    private mutating func readIdentifiers(_ node: YAMLNode) {
        if !node.isMapping { values.markReported(key: "identifiers") }
        for (key, value) in values.pairs(node, what: "identifiers") {
            guard let text = values.text(value, key.string) else { continue }
            keep(.identifier, text.range, index: metadata.identifiers.count)
            keep(.identifierScheme, key.range, index: metadata.identifiers.count)
            metadata.identifiers.append(Identifier(scheme: key.string, value: text.string))
        }
    }

    // MARK: Required keys and order

    /// Where what is missing is reported: at the line that opens the front matter.
    private static let opening = SourceRange(line: 1, columnUTF8: 1, lengthUTF8: 3)

    private mutating func checkRequired() {
        require("title", !metadata.title.isEmpty, "\"title\" is missing")
        require(
            "summary", !metadata.summary.isEmpty || metadata.status == .stub || kind == .page,
            "\"summary\" is missing; a stub (\"status: stub\") may go without")
        guard let paper = metadata.paper else { return }
        require("type", !paper.type.isEmpty, "\"type\" is missing, such as \"article-journal\"")
        let isIdentified = ![paper.doi, paper.pmid, paper.pmcid, paper.url].allSatisfy(\.isEmpty) || !metadata.identifiers.isEmpty
        let isTried = ["DOI", "PMID", "PMCID", "URL", "identifiers"].contains { values.reported(key: $0) }
        if !isIdentified, !isTried {
            values.report(
                .keyMissing, MetadataReader.opening,
                "a paper needs at least one of \"DOI\", \"PMID\", \"PMCID\", \"URL\" and \"identifiers\" (ISBN, arXiv)")
        }
        // These two say where the DOI was read.
        if ["text", "address"].contains(paper.verified), paper.doi.isEmpty, !values.reported(key: "DOI") {
            values.report(
                .keyMissing, verifiedRange ?? MetadataReader.opening,
                "\"verified: \(paper.verified)\" says where the DOI was read, and there is no \"DOI\"; give it, or delete the line")
        }
    }

    /// Reports a key that is not there, unless its value was found wanting already.
    private mutating func require(_ key: String, _ isThere: Bool, _ message: String) {
        if !isThere, !values.reported(key: key) { values.report(.keyMissing, MetadataReader.opening, message) }
    }

    private mutating func checkDateOrder() {
        guard let created = metadata.created else { return }
        for (name, date) in [("updated", metadata.updated), ("reviewed", metadata.reviewed)] {
            guard let date, date < created else { continue }
            values.report(
                .reviewDateOrder, dateRanges[name] ?? MetadataReader.opening,
                "\"\(name)\" (\(date)) comes before \"created\" (\(created))")
        }
    }

    // MARK: Storing

    mutating func read(_ node: YAMLNode, _ key: String, into path: WritableKeyPath<EntryMetadata, String>, field: MetadataField) {
        guard let value = values.text(node, key) else { return }
        metadata[keyPath: path] = value.string
        keep(field, value.range)
    }

    mutating func keep(_ field: MetadataField, _ range: SourceRange, index: Int = 0) {
        metadata.fieldRanges.append(FieldRange(field, index: index, range: range))
    }
}

/// Names as authors write them in front matter.
enum WikiName {
    /// `[[Target|label]]` → `Target`; anything else as it is.
    static func unbracketed(_ text: String) -> String {
        guard text.hasPrefix("[["), text.hasSuffix("]]") else { return text }
        let inner = text.dropFirst(2).dropLast(2)
        return String(inner.prefix { $0 != "|" && $0 != "#" })
    }

    /// `[@key]`, `@key` or `key` → `key`.
    static func citationKey(_ text: String) -> String {
        var key = text[...]
        if key.hasPrefix("["), key.hasSuffix("]") { key = key.dropFirst().dropLast() }
        if key.hasPrefix("@") { key = key.dropFirst() }
        return String(key)
    }
}
