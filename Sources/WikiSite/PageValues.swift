// Values for templates, in the shapes the templates know.
import Templates
import WikiGraph
import WikiModel

/// The shapes of objects that templates see. A name that is in no shape of a page is an error of the template.
enum Shapes {
    /// What every page has.
    static let frame = TemplateShape([
        "language", "site_title", "page_title", "page_class", "description", "root", "canonical", "feed", "navigation",
        "license", "build_date", "source_path", "title", "metadata", "preview_files", "has_search", "offline_copy", "ebook",
    ])
    static let link = TemplateShape(["href", "label", "is_current"])
    static let license = TemplateShape(["name", "url"])
    static let entry = TemplateShape([
        "kind", "category", "summary", "status_note", "replacement", "aliases", "identifiers", "contents", "body", "relations",
        "claims", "related", "references", "linked_from", "tags", "bearing", "reference", "record", "neighbourhood",
        "map_href",
    ])
    static let neighbourhood = TemplateShape(["drawing", "others", "lists", "has_uncited", "has_disputed"])
    static let listLink = TemplateShape(["href", "label", "is_last"])
    static let items = TemplateShape(["items"])
    static let headedGroups = TemplateShape(["heading", "groups"])
    static let identifier = TemplateShape(["scheme", "value", "href"])
    static let heading = TemplateShape(["level", "id", "title"])
    static let relation = TemplateShape(["label", "targets"])
    static let relationTarget = TemplateShape(["href", "title", "evidence", "note"])
    static let related = TemplateShape(["href", "title", "reason"])
    static let reference = TemplateShape(["key", "reference", "mark", "href"])
    static let titled = TemplateShape(["href", "title"])
    static let named = TemplateShape(["href", "name"])
    static let home = TemplateShape(["tagline", "counts", "lists"])
    static let homeList = TemplateShape(["heading", "items", "more"])
    static let listing = TemplateShape(["intro", "jumps", "groups", "has_filter"])
    static let group = TemplateShape(["id", "heading", "items"])
    static let listItem = TemplateShape(["href", "title", "mark", "detail", "coins"])

    static let all = [
        allMentions, bearing, book, change, changedEntry, citationStyle, claim, claimGroup, claims, data, dataFile, day, entry, folded, frame,
        graphTable, group, headedGroups, heading, home, homeList, identifier, items, license, link, listItem, listLink, listing, map,
        mapGroup, mentionGroup, mentions, named, neighbourhood, paper, recent, record, reference, related, relation, relationTarget,
        retraction, search, searchFilter, searchOption, side, term, timeline, titled, verification, wanted, wantedItem,
    ]
}

extension TemplateValue {
    /// A text, or nothing when it is empty.
    static func optional(_ text: String) -> TemplateValue { text.isEmpty ? .absent : .text(text) }

    /// A list in an object under `items`, or nothing when it is empty: for sections with a heading.
    static func section(_ items: [TemplateValue]) -> TemplateValue {
        items.isEmpty ? .absent : .object(TemplateObject(Shapes.items, [.list(items)]))
    }

    static func object(_ shape: TemplateShape, _ values: [TemplateValue]) -> TemplateValue {
        .object(TemplateObject(shape, values))
    }
}

extension Site {
    /// What every page has, for a page at `path`.
    func frame(
        path: String, title: String, pageTitle: String? = nil, pageClass: String, description: String = "",
        source: String = "", metadata: TemplateValue = .absent
    ) -> TemplateObject {
        let settings = input.settings
        let root = String(decoding: SiteAddresses.root(from: path), as: UTF8.self)
        let canonical = settings.baseURL.isEmpty ? "" : settings.baseURL + path
        return TemplateObject(
            Shapes.frame,
            [
                .text(settings.language), .text(settings.title),
                .text(pageTitle ?? (title == settings.title ? title : "\(title) | \(settings.title)")), .text(pageClass),
                .optional(description), .text(root), .optional(canonical), .flag(!settings.baseURL.isEmpty),
                navigation(path: path, root: root), license, .text(input.buildDate), .optional(source), .text(title), metadata,
                previews.entries.isEmpty ? .absent : .text(String(previews.entries.count)),
                .flag(settings.isSearchEnabled), .optional(settings.offlineCopyURL), .optional(settings.ebookURL),
            ])
    }

    private var license: TemplateValue {
        let settings = input.settings
        return settings.licenseName.isEmpty
            ? .absent : .object(Shapes.license, [.text(settings.licenseName), .text(settings.licenseURL)])
    }

    /// The navigation of pages that are not in it themselves, which is nearly all, is made once.
    private func navigation(path: String, root: String) -> TemplateValue {
        root == "../" && !navigationPaths.contains(path)
            ? entryNavigation : Site.navigation(input.settings, graph, addresses, path: path, root: root)
    }

    static func navigation(
        _ settings: SiteSettings, _ graph: KnowledgeGraph, _ addresses: SiteAddresses, path: String, root: String
    ) -> TemplateValue {
        .list(
            settings.navigation.compactMap { item in
                if case .address(let address) = item.target {
                    return .object(Shapes.link, [.text(address), .text(item.label), .flag(false)])
                }
                guard let target = Site.path(of: item, graph, addresses), settings.isSearchEnabled || target != SitePage.search.path
                else { return nil }
                return .object(Shapes.link, [.text(root + target), .text(item.label), .flag(target == path)])
            })
    }

    /// The page of the site that an item of the navigation leads to.
    static func path(of item: NavigationItem, _ graph: KnowledgeGraph, _ addresses: SiteAddresses) -> String? {
        switch item.target {
        case .page(let name): SitePage(rawValue: name)?.path
        case .entry(let name): graph.entry(named: name).map { String(decoding: addresses.path(of: $0), as: UTF8.self) }
        case .address: nil
        }
    }
}
