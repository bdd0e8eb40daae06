// Reads `site/vocabulary.yml`.
import WikiModel

/// Reads the vocabulary of a base.
///
/// - Parameter path: of the file, as diagnostics name it.
public func readVocabulary(_ bytes: [UInt8], path: String) -> SettingsReading<Vocabulary> {
    var reading = readSettings(bytes, path: path) { values, root in
        var reader = VocabularyReader(values: values)
        reader.read(root)
        return (reader.vocabulary, reader.values.findings)
    }
    if !reading.isReadable { reading.value.unread = Set(Vocabulary.List.allCases) }
    return reading
}

/// The vocabulary as far as it is read, each problem at its own place.
private struct VocabularyReader {
    var values: YAMLValues
    var vocabulary = Vocabulary()
    /// The names in domains and ranges.
    private var namedCategories: [LocatedText] = []

    /// Indices are stored in one byte, and the last value means none.
    private static let mostTerms = 250

    init(values: YAMLValues) { self.values = values }

    mutating func read(_ root: YAMLNode) {
        if !root.isMapping { vocabulary.unread = Set(Vocabulary.List.allCases) }
        let parts = values.pairs(root, what: "vocabulary")
        let names = Set(parts.map(\.0.string))
        for (key, node) in parts {
            noteUnread(key.string, node, among: names)
            switch key.string {
            case "kinds": readKinds(node)
            case "relations":
                for (id, terms) in values.pairs(node, what: "relations") {
                    checkRelationName(id)
                    vocabulary.relations.append(readRelationType(id.string, terms))
                }
            case "stances":
                for (id, terms) in values.pairs(node, what: "stances") {
                    checkStanceName(id)
                    vocabulary.stances.append(readStance(id.string, terms))
                }
            case "identifiers":
                for (id, terms) in values.pairs(node, what: "identifiers") {
                    if let type = readIdentifierType(id, terms) { vocabulary.identifiers.append(type) }
                }
            case "wording": readWording(node)
            default: values.reportUnknownSetting(key, among: ["kinds", "relations", "stances", "identifiers", "wording"], what: "a part of the vocabulary")
            }
        }
        checkCategories()
        checkCounts()
    }

    /// Notes the list that a part of the file would hold, where it is no map. One that is missing may be that of a key with a slip in it.
    private mutating func noteUnread(_ part: String, _ node: YAMLNode, among parts: Set<String>) {
        let lists: [(String, Vocabulary.List)] = [
            ("kinds", .categories), ("relations", .relations), ("stances", .stances), ("identifiers", .identifiers),
        ]
        if let list = lists.first(where: { $0.0 == part })?.1 {
            if !node.isMapping { vocabulary.unread.insert(list) }
        } else if part != "wording" {
            vocabulary.unread.formUnion(lists.filter { !parts.contains($0.0) }.map(\.1))
        }
    }

    private mutating func readKinds(_ node: YAMLNode) {
        for (name, terms) in values.pairs(node, what: "kinds") {
            if let kind = EntryKind.allCases.first(where: { $0.name == name.string }) {
                vocabulary.kinds[kind] = readKind(kind, terms)
            } else {
                vocabulary.unread.insert(.categories)
                values.reportUnknownSetting(name, among: EntryKind.allCases.map(\.name), what: "a kind of entry")
            }
        }
    }

    private mutating func checkCounts() {
        let most = VocabularyReader.mostTerms
        guard vocabulary.relations.count > most || vocabulary.stances.count > most else { return }
        values.report(
            .settingsInvalid, SourceRange(line: 1, columnUTF8: 1), "at most \(most) relations and \(most) stances are allowed")
        vocabulary.relations = Array(vocabulary.relations.prefix(most))
        vocabulary.stances = Array(vocabulary.stances.prefix(most))
    }

    /// Reports names in domains and ranges that are categories of no kind.
    private mutating func checkCategories() {
        let categories = EntryKind.allCases.flatMap { vocabulary.kinds[$0]?.categories.map(\.id) ?? [] }
        for name in namedCategories where !categories.isEmpty && !vocabulary.isUnread(.categories) && !categories.contains(name.string) {
            reportUnknownCategory(name, among: categories, of: "any kind")
        }
    }

    private mutating func reportUnknownCategory(_ name: LocatedText, among categories: [String], of what: String) {
        let (clause, nearest) = didYouMean(name.string, among: categories)
        values.report(
            .valueUnknown, name.range, "\"\(name.string)\" is not a category of \(what)\(clause)",
            suggestion: nearest.map(Suggestion.init(replacement:)))
    }

    private mutating func readKind(_ kind: EntryKind, _ node: YAMLNode) -> KindTerms {
        var terms = KindTerms(label: kind.name, plural: kind.folder, categories: [])
        var secondary: [LocatedText] = []
        var isSlipped = !node.isMapping
        let keys = ["label", "plural", "folder", "categories"] + (kind == .paper ? ["secondary"] : [])
        for (key, value) in values.pairs(node, what: "a kind") {
            switch key.string {
            case "label": terms.label = values.text(value, "label")?.string ?? terms.label
            case "plural": terms.plural = values.text(value, "plural")?.string ?? terms.plural
            case "folder":
                if let folder = values.text(value, "folder"), folder.string != kind.folder {
                    values.report(.settingsInvalid, folder.range, "the folder of \"\(kind.name)\" is \"\(kind.folder)\"")
                }
            case "categories":
                if !value.isMapping { vocabulary.unread.insert(.categories) }
                for (id, label) in values.pairs(value, what: "categories") {
                    checkCategoryName(id)
                    terms.categories.append((id.string, values.text(label, id.string)?.string ?? id.string))
                }
            case "secondary" where kind == .paper: secondary = values.texts(value, "secondary")
            default:
                isSlipped = true
                values.reportUnknownSetting(key, among: keys, what: "a key of this kind")
            }
        }
        // A key that is not known may be that of the categories with a slip in it.
        if isSlipped, terms.categories.isEmpty { vocabulary.unread.insert(.categories) }
        for name in secondary where terms.categoryLabel(name.string) == nil {
            reportUnknownCategory(name, among: terms.categories.map(\.id), of: "papers")
        }
        terms.secondary = Set(secondary.map(\.string))
        return terms
    }

    /// Reports a name that prose cannot write before `::`.
    private mutating func checkRelationName(_ id: LocatedText) {
        if id.string.utf8.allSatisfy(WikilinkParts.mayStandInRelation) { return }
        let mended = Slug.suggestion(for: id.string).replacing("-", with: "_")
        values.report(
            .settingsInvalid, id.range, "a relation is called by a to z, digits and \"_\", so that a link can name it" + (mended.isEmpty ? "" : "; write \(mended)"),
            suggestion: mended.isEmpty ? nil : Suggestion(replacement: mended, of: id.string))
    }

    /// Reports a name that no citation can write before a key, or that stands there for an identifier.
    private mutating func checkStanceName(_ id: LocatedText) {
        if CitationSyntax.schemes.contains(id.string) {
            values.report(.settingsInvalid, id.range, "\"\(id.string)\" before the key of a citation says how the paper is named; call the stance otherwise")
        } else {
            checkName(id, "a stance is called by a to z, digits, \"_\" and \"-\", so that a citation can name it", separator: "_")
        }
    }

    /// Reports a name that cannot stand in an address, of which lists of categories make anchors and files.
    private mutating func checkCategoryName(_ id: LocatedText) {
        checkName(id, "a category is called by a to z, digits, \"-\" and \"_\", as it stands in addresses; its label may be any text", separator: "-")
    }

    private mutating func checkName(_ id: LocatedText, _ rule: String, separator: String) {
        if !id.string.isEmpty, id.string.utf8.allSatisfy({ WikilinkParts.mayStandInRelation($0) || $0 == UInt8(ascii: "-") }) { return }
        let mended = Slug.suggestion(for: id.string).replacing("-", with: separator)
        values.report(
            .settingsInvalid, id.range, rule + (mended.isEmpty ? "" : "; write \(mended)"),
            suggestion: mended.isEmpty ? nil : Suggestion(replacement: mended, of: id.string))
    }

    private mutating func readRelationType(_ id: String, _ node: YAMLNode) -> RelationType {
        var type = RelationType(id: id, label: id, inverseLabel: "")
        for (key, value) in values.pairs(node, what: "a relation") {
            switch key.string {
            case "label": type.label = values.text(value, "label")?.string ?? id
            case "inverse": type.inverseLabel = values.text(value, "inverse")?.string ?? ""
            case "id": type.ontologyID = readTerm(value)
            // What is neither true nor false is reported, and not as a missing inverse as well.
            case "symmetric": type.isSymmetric = values.flag(value, "symmetric") ?? true
            case "transitive": type.isTransitive = values.flag(value, "transitive") ?? false
            case "domain", "range":
                let names = values.texts(value, key.string)
                namedCategories += names
                if key.string == "domain" { type.domain = names.map(\.string) } else { type.range = names.map(\.string) }
            default:
                values.reportUnknownSetting(
                    key, among: ["label", "inverse", "id", "symmetric", "transitive", "domain", "range"], what: "a key of a relation")
            }
        }
        if type.isSymmetric { type.inverseLabel = type.label }
        if type.inverseLabel.isEmpty, node.isMapping {
            values.report(.keyMissing, node.range, "relation \"\(id)\" needs \"inverse\" or \"symmetric: true\"")
        }
        if type.inverseLabel.isEmpty { type.inverseLabel = type.label }
        return type
    }

    /// The term of an ontology. One that no address can be made of is reported, since the data would leave it out.
    private mutating func readTerm(_ node: YAMLNode) -> String? {
        guard let term = values.text(node, "id") else { return nil }
        if OntologyTerm.address(of: term.string) != nil { return term.string }
        let prefixes = OntologyTerm.prefixes.map(\.name)
        // BFO_0000050 and CITO:1 are near what is known.
        let mended = prefixes.lazy.compactMap { prefix -> String? in
            let start = term.string.prefix(prefix.utf8.count + 1)
            guard start.dropLast().lowercased() == prefix.lowercased(), start.last == ":" || start.last == "_" else { return nil }
            let name = prefix + ":" + term.string.dropFirst(prefix.utf8.count + 1)
            return OntologyTerm.address(of: name) == nil ? nil : name
        }.first
        values.report(
            .settingsInvalid, term.range,
            "\"\(term.string)\" is no address of a term, and no name with one of the prefixes \(prefixes.joined(separator: ", "))"
                + (mended.map { "; write \($0)" } ?? "; write its full address, beginning with https:// or http://"),
            suggestion: mended.map { Suggestion(replacement: $0, of: term.string, .safe) }, severity: .warning)
        return nil
    }

    private mutating func readStance(_ id: String, _ node: YAMLNode) -> Stance {
        var stance = Stance(id: id, label: id, side: .neither)
        for (key, value) in values.pairs(node, what: "a stance") {
            switch key.string {
            case "label": stance.label = values.text(value, "label")?.string ?? id
            case "id": stance.ontologyID = readTerm(value)
            case "side":
                let sides: [(String, Stance.Side)] = [("for", .supporting), ("against", .disputing), ("none", .neither)]
                if let side = values.word(value, "side", of: sides, name: \.0) { stance.side = side.1 }
            default: values.reportUnknownSetting(key, among: ["label", "id", "side"], what: "a key of a stance")
            }
        }
        return stance
    }

    /// `{label: …, pattern: …, address: …}`; `nil` without a usable name or address.
    private mutating func readIdentifierType(_ id: LocatedText, _ node: YAMLNode) -> IdentifierType? {
        var type = IdentifierType(id: id.string, label: id.string, address: "")
        var isReported = false
        for (key, value) in values.pairs(node, what: "a scheme of identifiers") {
            switch key.string {
            case "label": type.label = values.text(value, "label")?.string ?? id.string
            case "pattern": type.pattern = readPattern(value)
            case "address":
                isReported = true
                if let address = readRecordAddress(value) { type.address = address }
            default: values.reportUnknownSetting(key, among: ["label", "pattern", "address"], what: "a key of a scheme")
            }
        }
        if !isReported, node.isMapping {
            values.report(.keyMissing, id.range, "scheme \"\(id.string)\" needs \"address\", with {id} in the place of the identifier")
        }
        if let known = vocabulary.scheme(named: id.string) {
            values.report(.settingsInvalid, id.range, "\"\(id.string)\" is a scheme already, \(known.name); delete this one, or call it otherwise")
            return nil
        }
        guard let first = id.string.utf8.first, first.isLetter, id.string.utf8.allSatisfy({ $0.isAlphanumeric || "._-".utf8.contains($0) }) else {
            values.report(.settingsInvalid, id.range, "a scheme of identifiers is called by letters, digits, \".\", \"_\" and \"-\"; its label may be any text")
            return nil
        }
        return type
    }

    private mutating func readPattern(_ node: YAMLNode) -> IdentifierPattern? {
        guard let text = values.text(node, "pattern") else { return nil }
        do throws(IdentifierPattern.Problem) {
            return try IdentifierPattern(text.string)
        } catch {
            values.report(.settingsInvalid, text.range, "pattern \"\(text.string)\" \(error.reason)")
            return nil
        }
    }

    /// An address of the web with one `{id}`.
    private mutating func readRecordAddress(_ node: YAMLNode) -> String? {
        guard let text = values.text(node, "address") else { return nil }
        let isPlain = WebAddress.isPlain(text.string.replacing("{id}", with: "1"))
        if isPlain, text.string.split(separator: "{id}", omittingEmptySubsequences: false).count == 2 { return text.string }
        values.report(
            .settingsInvalid, text.range,
            "\"address\" is an address of the web with {id} in the place of the identifier, such as https://flybase.org/reports/{id}")
        return nil
    }

    private mutating func readWording(_ node: YAMLNode) {
        for (phrase, value) in values.pairs(node, what: "wording") {
            guard var words = values.text(value, phrase.string) else { continue }
            // The space of `", "` belongs to the words.
            if case .scalar(let written, .quoted) = value.content { words.string = written }
            if let known = Phrase(rawValue: phrase.string) {
                if let problem = Phrase.problem(in: words.string, for: phrase.string) { values.report(.settingsInvalid, words.range, problem) }
                else { vocabulary.wording[known] = words.string }
            } else {
                vocabulary.wording.others.append(OtherPhrase(phrase.string, phrase.range, words: words.string, words.range))
            }
        }
    }
}
