// Reads `site/site.yml`.
import WikiModel

/// Reads the settings of a site. What cannot be read keeps its default.
///
/// - Parameter path: of the file, as diagnostics name it.
public func readSiteSettings(_ bytes: [UInt8], path: String) -> SettingsReading<SiteSettings> {
    readSettings(bytes, path: path) { values, root in
        var reader = SettingsReader(values: values)
        reader.read(root)
        return (reader.settings, reader.values.findings)
    }
}

/// The settings as far as they are read, each problem at its own place.
private struct SettingsReader {
    var values: YAMLValues
    var settings = SiteSettings()

    mutating func read(_ root: YAMLNode) {
        for (key, node) in values.pairs(root, what: "site settings") { readSetting(key, node) }
    }

    private static let keys = [
        "title", "tagline", "language", "base_url", "authors", "license", "navigation", "home", "repository", "card", "search",
        "previews", "history", "offline_copy", "ebook",
    ]

    private mutating func readSetting(_ key: LocatedText, _ node: YAMLNode) {
        switch key.string {
        case "title": settings.title = values.text(node, "title")?.string ?? settings.title
        case "tagline": settings.tagline = values.text(node, "tagline")?.string ?? ""
        case "language": settings.language = readLanguage(node) ?? settings.language
        case "base_url": settings.baseURL = readBaseURL(node) ?? settings.baseURL
        case "authors":
            reportAuthorsWithoutBrackets(node)
            settings.authors = values.elements(node).compactMap { readAuthor($0) }
        case "license": readLicense(node)
        case "navigation": settings.navigation = values.elements(node).compactMap { readNavigation($0) }
        case "home": readHome(node)
        case "repository": readRepository(node)
        case "card": settings.card = readCard(node)
        case "search": readSearch(node)
        case "previews": settings.arePreviewsEnabled = readSwitch(node, of: "previews") ?? settings.arePreviewsEnabled
        case "history": readHistory(node)
        case "offline_copy": settings.offlineCopyURL = readAddress(node, of: "offline_copy")
        case "ebook": settings.ebookURL = readAddress(node, of: "ebook")
        default: values.reportUnknownSetting(key, among: SettingsReader.keys, what: "a site setting")
        }
    }

    /// The address of the site, with `/` at its end.
    private mutating func readBaseURL(_ node: YAMLNode) -> String? {
        guard let address = values.text(node, "base_url"), checkAddress(address, "\"base_url\"") else { return nil }
        if let slash = address.string.lastIndex(of: "/"), [".html", ".htm"].contains(where: address.string.lowercased().hasSuffix) {
            let folder = String(address.string[...slash])
            values.report(
                .settingsInvalid, address.range, "\"base_url\" is the address of the folder that the site stands in; write \(folder)",
                suggestion: Suggestion(replacement: folder, of: address.string, .safe))
            return folder
        }
        return address.string.hasSuffix("/") ? address.string : address.string + "/"
    }

    /// Reports one text with several names, or with both names of a person, which would be the name of a group.
    private mutating func reportAuthorsWithoutBrackets(_ node: YAMLNode) {
        guard case .scalar(let words, .plain) = node.content else { return }
        let parts = words.split(separator: words.contains(";") ? ";" : ", ").map { $0.trimmingPrefix(while: \.isWhitespace) }
        guard parts.count > 1 else { return }
        let person = parts.count == 2 ? "{family: \(parts[0]), given: \(parts[1])} for one person, " : ""
        values.report(
            .settingsInvalid, node.range,
            "\"authors\" is one text and no list; write \(person)[\(parts.joined(separator: ", "))] for several groups, or put it in double quotes if it is one name")
    }

    /// A name as it is shown, or `{family: Yu, given: Li, orcid: …}`.
    private mutating func readAuthor(_ node: YAMLNode) -> PersonName? {
        guard node.isMapping else { return values.text(node, "authors").map { PersonName(literal: $0.string) } }
        guard let (name, orcidRange) = values.person(node) else { return nil }
        if let orcidRange { settings.namedORCIDs.append(SiteSettings.Named(name: name.orcid, range: orcidRange)) }
        return name
    }

    /// `{name: CC BY 4.0, url: …}`. Every page links the name to the address.
    private mutating func readLicense(_ node: YAMLNode) {
        let pairs = values.pairs(node, what: "license", form: "{name: CC BY 4.0, url: https://…}")
        for (key, value) in pairs {
            switch key.string {
            case "name": settings.licenseName = values.text(value, "name")?.string ?? ""
            case "url":
                guard let address = values.text(value, "url") else { continue }
                settings.licenseURL = address.string
                checkAddress(address, "\"url\" of license")
            default: values.reportUnknownSetting(key, among: ["name", "url"], what: "a key of license")
            }
        }
        let keys = Set(pairs.map(\.0.string))
        if !keys.isEmpty, !keys.isSuperset(of: ["name", "url"]) {
            values.report(.settingsInvalid, node.range, "a license needs both: {name: CC BY 4.0, url: https://…}")
        }
    }

    /// The full address of an archive of the site: the pages in it link to it too, from wherever they are unpacked.
    private mutating func readAddress(_ node: YAMLNode, of key: String) -> String {
        guard let address = values.text(node, key) else { return "" }
        // A file is no host, although it reads like one.
        if !address.string.contains("/"), [".zip", ".epub", ".html"].contains(where: address.string.lowercased().hasSuffix) {
            values.report(
                .settingsInvalid, address.range,
                "\"\(key)\" is the full address of the file on the web, such as https://lab.example.org/base/\(address.string)")
            return ""
        }
        checkAddress(address, "\"\(key)\"")
        return address.string
    }

    /// Whether pages can link to an address; reports one that they cannot, with what it means where that is certain.
    @discardableResult
    private mutating func checkAddress(_ address: LocatedText, _ what: String, beginning: String = "https:// or http://") -> Bool {
        if WebAddress.isPlain(address.string) { return true }
        let mended = SettingsReader.forgeAddress(address.string) ?? WebAddress.mended(address.string)
        let problem = what + (WebAddress.hasScheme(address.string) ? " holds a blank" : " must begin with \(beginning)")
        values.report(
            .settingsInvalid, address.range, problem + (mended.map { "; write \($0)" } ?? ""),
            suggestion: mended.map { Suggestion(replacement: $0, of: address.string, .safe) })
        return false
    }

    /// What git calls a repository, as an address of the web: `git@github.com:me/x.git`, `ssh://git@github.com/me/x`.
    private static func forgeAddress(_ text: String) -> String? {
        // Behind the host of the first form a colon stands, behind that of the second a slash, or the number of a port.
        let place = text.hasPrefix("git@") ? text.dropFirst(4).replacing(":", with: "/") : text.dropFirst("ssh://git@".count)
        guard text.hasPrefix("git@") || text.hasPrefix("ssh://git@"), !place.contains(":") else { return nil }
        return "https://" + (place.hasSuffix(".git") ? String(place.dropLast(4)) : String(place))
    }

    /// `{start_here: [migrasome, …]}`
    private mutating func readHome(_ node: YAMLNode) {
        for (key, value) in values.pairs(node, what: "home", form: "{start_here: [name, …]}") {
            guard key.string == "start_here" else {
                values.reportUnknownSetting(key, among: ["start_here"], what: "a key of home")
                continue
            }
            let names = values.texts(value, "start_here")
            settings.startHere = names.map(\.string)
            settings.namedEntries += names.map { SiteSettings.Named(name: $0.string, range: $0.range) }
        }
    }

    /// `{url: https://github.com/…, branch: main, folder: wiki}`
    private mutating func readRepository(_ node: YAMLNode) {
        let address = node.string.flatMap(SettingsReader.forgeAddress) ?? "https://…"
        for (key, value) in values.pairs(node, what: "repository", form: "{url: \(address), branch: main}") {
            switch key.string {
            case "url": settings.repositoryURL = readRepositoryURL(value) ?? settings.repositoryURL
            case "branch": settings.repositoryBranch = values.text(value, "branch")?.string ?? "main"
            case "folder": settings.repositoryFolder = readFolder(value)
            default: values.reportUnknownSetting(key, among: ["url", "branch", "folder"], what: "a key of repository")
            }
        }
    }

    /// The address of the repository, without `/` at its end. One that nothing can link to is reported and kept.
    private mutating func readRepositoryURL(_ node: YAMLNode) -> String? {
        guard let address = values.text(node, "url") else { return nil }
        checkAddress(address, "\"url\" of repository", beginning: "https:// or http://, or nothing links to it")
        return address.string.hasSuffix("/") ? String(address.string.dropLast()) : address.string
    }

    /// `{enabled: true, bots: [dependabot, …]}`
    private mutating func readHistory(_ node: YAMLNode) {
        for (key, value) in values.pairs(node, what: "history", form: "{enabled: false}") {
            switch key.string {
            case "enabled": settings.isHistoryEnabled = values.flag(value, "enabled") ?? false
            case "bots": settings.bots = values.texts(value, "bots").map(\.string)
            default: values.reportUnknownSetting(key, among: ["enabled", "bots"], what: "a key of history")
            }
        }
    }

    private mutating func readLanguage(_ node: YAMLNode) -> String? {
        guard let language = values.text(node, "language") else { return nil }
        if LanguageTag.isWellFormed(language.string) { return language.string }
        let mended = LanguageTag.mended(language.string)
        values.report(
            .settingsInvalid, language.range,
            "\"\(language.string)\" is not a language tag, such as en or pt-BR" + (mended.map { "; write \($0)" } ?? ""),
            suggestion: mended.map { Suggestion(replacement: $0, of: language.string, .safe) })
        return nil
    }

    /// `{enabled: false}`, `{synonyms: [[kidney, renal], …]}`
    private mutating func readSearch(_ node: YAMLNode) {
        for (key, value) in values.pairs(node, what: "search", form: "{enabled: false}") {
            switch key.string {
            case "enabled": settings.isSearchEnabled = values.flag(value, "enabled") ?? settings.isSearchEnabled
            case "synonyms": settings.searchSynonyms = values.elements(value).map { readSynonyms($0) }.filter { $0.count > 1 }
            default: values.reportUnknownSetting(key, among: ["enabled", "synonyms"], what: "a key of search")
            }
        }
    }

    /// Words that mean the same; reports what is none, or alone.
    private mutating func readSynonyms(_ node: YAMLNode) -> [String] {
        let words = values.texts(node, "synonyms")
        for word in words where word.string.contains(where: \.isWhitespace) {
            values.report(
                .settingsInvalid, word.range, "\"\(word.string)\" is more than one word; make it an alias of the entry that it means")
        }
        if words.count == 1 {
            values.report(.settingsInvalid, node.range, "synonyms are lists of words that mean the same: [[kidney, renal], [heart, cardiac]]")
        }
        return words.map(\.string).filter { !$0.contains(where: \.isWhitespace) }
    }

    /// `{enabled: false}`
    private mutating func readSwitch(_ node: YAMLNode, of part: String) -> Bool? {
        var isEnabled: Bool?
        for (key, value) in values.pairs(node, what: part, form: "{enabled: false}") {
            guard key.string == "enabled" else {
                values.reportUnknownSetting(key, among: ["enabled"], what: "a key of \(part)")
                continue
            }
            isEnabled = values.flag(value, "enabled")
        }
        return isEnabled
    }

    /// `{file: assets/card.png, alt: …}`
    private mutating func readCard(_ node: YAMLNode) -> SiteSettings.Card? {
        var (file, alternative): (LocatedText?, String) = (nil, "")
        for (key, value) in values.pairs(node, what: "card", form: "{file: assets/card.png, alt: …}") {
            switch key.string {
            case "file": file = values.text(value, "file")
            case "alt": alternative = values.text(value, "alt")?.string ?? ""
            default: values.reportUnknownSetting(key, among: ["file", "alt"], what: "a key of card")
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

    private mutating func readNavigation(_ node: YAMLNode) -> NavigationItem? {
        var label = ""
        var target: NavigationItem.Target?
        var isReported = !node.isMapping
        let pairs = values.pairs(node, what: "a navigation item", form: "{label: …, page: …}")
        let targets = pairs.map(\.0).filter { ["page", "entry", "url"].contains($0.string) }
        if targets.count > 1 {
            values.report(
                .settingsInvalid, targets[1].range,
                "a navigation item leads to one place, and this one has \"\(targets[0].string)\" and \"\(targets[1].string)\"; delete one")
        }
        for (key, value) in pairs {
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
            case "url":
                target = .address(text)
                if !WebAddress.hasScheme(text), text.hasSuffix(".html") {
                    let parts = text.dropLast(5).split(separator: "/").filter { !$0.allSatisfy { $0 == "." } }
                    values.report(
                        .settingsInvalid, located.range,
                        "\"url\" is an address of the web; for \(text) write \"\(parts.count == 1 ? "page" : "entry"): \(parts.last ?? "")\" in its place")
                    // An address such as /x means nothing on a disk.
                } else if !text.hasPrefix("mailto:") {
                    checkAddress(located, "\"url\" of a navigation item", beginning: "https://, http:// or mailto:")
                }
            default:
                values.reportUnknownSetting(key, among: ["label", "page", "entry", "url"], what: "a key of a navigation item")
                isReported = true
            }
        }
        guard let target, !label.isEmpty else {
            if !isReported {
                values.report(
                    .settingsInvalid, node.range,
                    "a navigation item is written {label: …, page: …}, {label: …, entry: …} or {label: …, url: …}")
            }
            return nil
        }
        return NavigationItem(label: label, target: target)
    }

    /// A folder within the repository, without `/` at its ends.
    private mutating func readFolder(_ node: YAMLNode) -> String {
        guard let folder = values.text(node, "folder") else { return "" }
        let parts = folder.string.split(separator: "/")
        if parts.contains(where: { $0 == "." || $0 == ".." }) {
            values.report(.settingsInvalid, folder.range, "\"folder\" of repository is the path from its root, such as wiki, without \".\" and \"..\"")
            return ""
        }
        return parts.joined(separator: "/")
    }
}
