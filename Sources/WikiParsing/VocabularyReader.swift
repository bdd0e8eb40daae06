// Reads `site/vocabulary.yml`.
import WikiModel

/// Reads the vocabulary of a base.
public func readVocabulary(_ bytes: [UInt8], path: String) -> SettingsReading<Vocabulary> {
    readSettings(bytes, path: path) { values, root in
        var vocabulary = Vocabulary()
        var named: [LocatedText] = []
        for (key, node) in values.pairs(root, what: "vocabulary") {
            switch key.string {
            case "kinds":
                for (name, terms) in values.pairs(node, what: "kinds") {
                    if let kind = EntryKind.allCases.first(where: { $0.name == name.string }) {
                        vocabulary.kinds[kind] = readKind(kind, terms, &values)
                    } else {
                        reportUnknownSetting(name, among: EntryKind.allCases.map(\.name), what: "a kind of entry", &values)
                    }
                }
            case "relations":
                for (id, terms) in values.pairs(node, what: "relations") {
                    vocabulary.relations.append(readRelationType(id.string, terms, &values, naming: &named))
                }
            case "stances":
                for (id, terms) in values.pairs(node, what: "stances") {
                    vocabulary.stances.append(readStance(id.string, terms, &values))
                }
            default: reportUnknownSetting(key, among: ["kinds", "relations", "stances"], what: "a part of the vocabulary", &values)
            }
        }
        check(categories: named, of: vocabulary, &values)
        // Indices are stored in one byte, and the last value means none.
        if vocabulary.relations.count > 250 || vocabulary.stances.count > 250 {
            values.report(
                .settingsInvalid, SourceRange(line: 1, columnUTF8: 1), "at most 250 relations and 250 stances are allowed")
            vocabulary.relations = Array(vocabulary.relations.prefix(250))
            vocabulary.stances = Array(vocabulary.stances.prefix(250))
        }
        return vocabulary
    }
}

/// Reports names in domains and ranges that are categories of no kind.
private func check(categories named: [LocatedText], of vocabulary: Vocabulary, _ values: inout YAMLValues) {
    let categories = EntryKind.allCases.flatMap { vocabulary.kinds[$0]?.categories.map(\.id) ?? [] }
    for name in named where !categories.isEmpty && !categories.contains(name.string) {
        let (clause, nearest) = didYouMean(name.string, among: categories)
        values.report(
            .valueUnknown, name.range, "\"\(name.string)\" is not a category of any kind\(clause)",
            suggestion: nearest.map(Suggestion.init(replacement:)))
    }
}

private func readKind(_ kind: EntryKind, _ node: YAMLNode, _ values: inout YAMLValues) -> KindTerms {
    var terms = KindTerms(label: kind.name, plural: kind.folder, categories: [])
    for (key, value) in values.pairs(node, what: "a kind") {
        switch key.string {
        case "label": terms.label = values.text(value, "label")?.string ?? terms.label
        case "plural": terms.plural = values.text(value, "plural")?.string ?? terms.plural
        case "folder":
            if let folder = values.text(value, "folder"), folder.string != kind.folder {
                values.report(.settingsInvalid, folder.range, "the folder of \"\(kind.name)\" is \"\(kind.folder)\"")
            }
        case "categories":
            for (id, label) in values.pairs(value, what: "categories") {
                terms.categories.append((id.string, values.text(label, id.string)?.string ?? id.string))
            }
        default: reportUnknownSetting(key, among: ["label", "plural", "folder", "categories"], what: "a key of a kind", &values)
        }
    }
    return terms
}

/// `categories` gets the names that its domain and range hold, with their places.
private func readRelationType(
    _ id: String, _ node: YAMLNode, _ values: inout YAMLValues, naming categories: inout [LocatedText]
) -> RelationType {
    var type = RelationType(id: id, label: id, inverseLabel: "")
    for (key, value) in values.pairs(node, what: "a relation") {
        switch key.string {
        case "label": type.label = values.text(value, "label")?.string ?? id
        case "inverse": type.inverseLabel = values.text(value, "inverse")?.string ?? ""
        case "id": type.ontologyID = values.text(value, "id")?.string
        case "symmetric": type.isSymmetric = values.flag(value, "symmetric") ?? false
        case "transitive": type.isTransitive = values.flag(value, "transitive") ?? false
        case "domain", "range":
            let names = values.texts(value, key.string)
            categories += names
            if key.string == "domain" { type.domain = names.map(\.string) } else { type.range = names.map(\.string) }
        default:
            reportUnknownSetting(
                key, among: ["label", "inverse", "id", "symmetric", "transitive", "domain", "range"], what: "a key of a relation",
                &values)
        }
    }
    if type.isSymmetric { type.inverseLabel = type.label }
    if type.inverseLabel.isEmpty {
        values.report(.keyMissing, node.range, "relation \"\(id)\" needs \"inverse\" or \"symmetric: true\"")
        type.inverseLabel = type.label
    }
    return type
}

private func readStance(_ id: String, _ node: YAMLNode, _ values: inout YAMLValues) -> Stance {
    var stance = Stance(id: id, label: id, side: .neither)
    for (key, value) in values.pairs(node, what: "a stance") {
        switch key.string {
        case "label": stance.label = values.text(value, "label")?.string ?? id
        case "id": stance.ontologyID = values.text(value, "id")?.string
        case "side":
            let sides: [(String, Stance.Side)] = [("for", .supporting), ("against", .disputing), ("none", .neither)]
            if let side = values.word(value, "side", of: sides, name: \.0) { stance.side = side.1 }
        default: reportUnknownSetting(key, among: ["label", "id", "side"], what: "a key of a stance", &values)
        }
    }
    return stance
}
