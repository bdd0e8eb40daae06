// Reads `site/site.yml` and `site/vocabulary.yml`.
import WikiModel

/// Settings read from a file, and what is wrong with it.
public struct SettingsReading<Value: Sendable>: Sendable {
    public var value: Value
    public var diagnostics: [Diagnostic]
}

/// Reads the settings of a site. What cannot be read keeps its default.
public func readSiteSettings(_ bytes: [UInt8], path: String) -> SettingsReading<SiteSettings> {
    readSettings(bytes, path: path) { values, root in
        var settings = SiteSettings()
        for (key, node) in values.pairs(root, what: "site settings") {
            readSetting(key, node, &values, &settings)
        }
        return settings
    }
}

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
                        unknown(name, among: EntryKind.allCases.map(\.name), what: "a kind of entry", &values)
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
            default: unknown(key, among: ["kinds", "relations", "stances"], what: "a part of the vocabulary", &values)
            }
        }
        let categories = EntryKind.allCases.flatMap { vocabulary.kinds[$0]?.categories.map(\.id) ?? [] }
        for name in named where !categories.isEmpty && !categories.contains(name.string) {
            let (clause, nearest) = didYouMean(name.string, among: categories)
            values.report(
                .valueUnknown, name.range, "\"\(name.string)\" is not a category of any kind\(clause)",
                suggestion: nearest.map(Suggestion.init(replacement:)))
        }
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

private func readSettings<Value: Sendable>(
    _ bytes: [UInt8], path: String, read: (inout YAMLValues, YAMLNode) -> Value
) -> SettingsReading<Value> {
    let text = SourceText(bytes)
    let yaml = text.isUsable ? text.bytes : []
    return yaml.withUnsafeBufferPointer { source in
        let document = YAMLDocument(source, yaml: 0..<source.count, firstLine: 1)
        var values = YAMLValues(document: document)
        let value = read(&values, document.root ?? YAMLNode.empty)
        let diagnostics = (text.findings + values.findings).map {
            Diagnostic($0.code, file: path, range: $0.range, $0.message, suggestion: $0.suggestion)
        }
        return SettingsReading(value: value, diagnostics: diagnostics)
    }
}

private func unknown(_ key: LocatedText, among known: [String], what: String, _ values: inout YAMLValues) {
    let (clause, nearest) = didYouMean(key.string, among: known)
    values.report(
        .keyUnknown, key.range, "\"\(key.string)\" is not \(what)\(clause)", suggestion: nearest.map(Suggestion.init(replacement:)))
}

// MARK: site.yml

private let siteKeys = [
    "title", "tagline", "language", "base_url", "authors", "license", "navigation", "home", "repository", "card", "search",
    "previews", "history",
]

private func readSetting(_ key: LocatedText, _ node: YAMLNode, _ values: inout YAMLValues, _ settings: inout SiteSettings) {
    switch key.string {
    case "title": settings.title = values.text(node, "title")?.string ?? settings.title
    case "tagline": settings.tagline = values.text(node, "tagline")?.string ?? ""
    case "language": settings.language = readLanguage(node, &values) ?? settings.language
    case "base_url":
        guard let address = values.text(node, "base_url") else { return }
        if address.string.hasPrefix("https://") || address.string.hasPrefix("http://") {
            settings.baseURL = address.string.hasSuffix("/") ? address.string : address.string + "/"
        } else {
            values.report(.settingsInvalid, address.range, "\"base_url\" must begin with https:// or http://")
        }
    case "authors": settings.authors = values.texts(node, "authors").map(\.string)
    case "license":
        for (part, value) in values.pairs(node, what: "license") {
            switch part.string {
            case "name": settings.licenseName = values.text(value, "name")?.string ?? ""
            case "url": settings.licenseURL = values.text(value, "url")?.string ?? ""
            default: unknown(part, among: ["name", "url"], what: "a key of license", &values)
            }
        }
    case "navigation": settings.navigation = values.elements(node).compactMap { readNavigation($0, &values, &settings) }
    case "home":
        for (part, value) in values.pairs(node, what: "home") {
            if part.string == "start_here" {
                let names = values.texts(value, "start_here")
                settings.startHere = names.map(\.string)
                settings.namedEntries += names.map { SiteSettings.Named(name: $0.string, range: $0.range) }
            }
            else { unknown(part, among: ["start_here"], what: "a key of home", &values) }
        }
    case "repository":
        for (part, value) in values.pairs(node, what: "repository") {
            switch part.string {
            case "url":
                guard let address = values.text(value, "url") else { continue }
                settings.repositoryURL = address.string.hasSuffix("/") ? String(address.string.dropLast()) : address.string
                if !WebAddress.isPlain(address.string) {
                    let mended = WebAddress.mended(address.string)
                    values.report(
                        .settingsInvalid, address.range,
                        "\"url\" of repository must begin with https:// or http://, or nothing links to it" + (mended.map { "; write \($0)" } ?? ""),
                        suggestion: mended.map { Suggestion(replacement: $0, of: address.string, .safe) })
                }
            case "branch": settings.repositoryBranch = values.text(value, "branch")?.string ?? "main"
            case "folder": settings.repositoryFolder = readFolder(value, &values)
            default: unknown(part, among: ["url", "branch", "folder"], what: "a key of repository", &values)
            }
        }
    case "card": settings.card = readCard(node, &values)
    case "search": readSwitch(node, of: "search", &values, &settings.isSearchEnabled)
    case "previews": readSwitch(node, of: "previews", &values, &settings.arePreviewsEnabled)
    case "history":
        for (part, value) in values.pairs(node, what: "history") {
            switch part.string {
            case "enabled": settings.isHistoryEnabled = readFlag(value, "enabled", &values) ?? false
            case "bots": settings.bots = values.texts(value, "bots").map(\.string)
            default: unknown(part, among: ["enabled", "bots"], what: "a key of history", &values)
            }
        }
    default: unknown(key, among: siteKeys, what: "a site setting", &values)
    }
}

private func readLanguage(_ node: YAMLNode, _ values: inout YAMLValues) -> String? {
    guard let language = values.text(node, "language") else { return nil }
    if LanguageTag.isWellFormed(language.string) { return language.string }
    let mended = LanguageTag.mended(language.string)
    values.report(
        .settingsInvalid, language.range,
        "\"\(language.string)\" is not a language tag, such as en or pt-BR" + (mended.map { "; write \($0)" } ?? ""),
        suggestion: mended.map { Suggestion(replacement: $0, of: language.string, .safe) })
    return nil
}

/// `{enabled: false}`
private func readSwitch(_ node: YAMLNode, of part: String, _ values: inout YAMLValues, _ isEnabled: inout Bool) {
    for (key, value) in values.pairs(node, what: part) {
        guard key.string == "enabled" else {
            unknown(key, among: ["enabled"], what: "a key of \(part)", &values)
            continue
        }
        isEnabled = readFlag(value, "enabled", &values) ?? isEnabled
    }
}

/// `{file: assets/card.png, alt: …}`
private func readCard(_ node: YAMLNode, _ values: inout YAMLValues) -> SiteSettings.Card? {
    var (file, alternative): (LocatedText?, String) = (nil, "")
    for (key, value) in values.pairs(node, what: "card") {
        switch key.string {
        case "file": file = values.text(value, "file")
        case "alt": alternative = values.text(value, "alt")?.string ?? ""
        default: unknown(key, among: ["file", "alt"], what: "a key of card", &values)
        }
    }
    guard let file else { return nil }
    // Those who show shared addresses do not draw SVG.
    if [".png", ".jpg", ".jpeg", ".webp", ".gif"].contains(where: { file.string.lowercased().hasSuffix($0) }) {
        return SiteSettings.Card(path: file.string, alternative: alternative, range: file.range)
    }
    values.report(.settingsInvalid, file.range, "\"\(file.string)\" must be a PNG, JPEG, WebP or GIF")
    return nil
}

private func readNavigation(_ node: YAMLNode, _ values: inout YAMLValues, _ settings: inout SiteSettings) -> NavigationItem? {
    var label = ""
    var target: NavigationItem.Target?
    for (key, value) in values.pairs(node, what: "a navigation item") {
        guard let located = values.text(value, key.string) else { continue }
        let text = located.string
        switch key.string {
        case "label": label = text
        case "page":
            target = .page(text)
            settings.namedPages.append(SiteSettings.Named(name: text, range: located.range))
        case "entry":
            target = .entry(text)
            settings.namedEntries.append(SiteSettings.Named(name: text, range: located.range))
        case "url": target = .address(text)
        default: unknown(key, among: ["label", "page", "entry", "url"], what: "a key of a navigation item", &values)
        }
    }
    guard let target, !label.isEmpty else {
        values.report(
            .settingsInvalid, node.range,
            "a navigation item is written {label: …, page: …}, {label: …, entry: …} or {label: …, url: …}")
        return nil
    }
    return NavigationItem(label: label, target: target)
}

/// A folder within the repository, without `/` at its ends.
private func readFolder(_ node: YAMLNode, _ values: inout YAMLValues) -> String {
    guard let folder = values.text(node, "folder") else { return "" }
    let parts = folder.string.split(separator: "/")
    if parts.contains(where: { $0 == "." || $0 == ".." }) {
        values.report(.settingsInvalid, folder.range, "\"folder\" of repository is the path from its root, such as wiki, without \".\" and \"..\"")
        return ""
    }
    return parts.joined(separator: "/")
}

// MARK: vocabulary.yml

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
        default: unknown(key, among: ["label", "plural", "folder", "categories"], what: "a key of a kind", &values)
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
        case "symmetric": type.isSymmetric = readFlag(value, "symmetric", &values) ?? false
        case "transitive": type.isTransitive = readFlag(value, "transitive", &values) ?? false
        case "domain", "range":
            let names = values.texts(value, key.string)
            categories += names
            if key.string == "domain" { type.domain = names.map(\.string) } else { type.range = names.map(\.string) }
        default:
            unknown(
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
        default: unknown(key, among: ["label", "id", "side"], what: "a key of a stance", &values)
        }
    }
    return stance
}

/// `nil` for what is neither, which is reported.
private func readFlag(_ node: YAMLNode, _ key: String, _ values: inout YAMLValues) -> Bool? {
    values.word(node, key, of: [true, false], name: { $0 ? "true" : "false" })
}
