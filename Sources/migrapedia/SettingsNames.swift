// Names on the command line and in `site/site.yml`: what the base has under them, and what was probably meant.
import Bibliography
import WikiGraph
import WikiModel
import WikiSite

extension KnowledgeGraph {
    /// The entry that a person calls by its title, alias or file name.
    func entry(called name: String) throws(ToolError) -> EntryID {
        let found = entries(named: name)
        guard let entry = found.first else { throw ToolError(noEntry(called: name)) }
        if found.count > 1 { throw ToolError(several(found, called: name)) }
        return entry
    }

    fileprivate func several(_ found: [EntryID], called name: String) -> String {
        let paths = found.map { entries[Int($0)].path }.joined(separator: ", ")
        return "\"\(name)\" is the name of \(found.count) entries (\(paths)): write the path of one"
    }

    fileprivate func noEntry(called name: String) -> String {
        "no entry is called \"\(name)\"" + didYouMean(name, among: entries.map(\.metadata.title) + entries.map(\.slug)).clause
    }
}

/// The file name of a paper, which is its citation key as it is given.
func citationKey(_ key: String) throws(ToolError) -> String {
    if (try? Slug(key)) != nil { return key }
    let near = keySuggestion(for: key)
    let advice =
        IdentifierScheme.doi.check(key).normalised != nil
        ? "take the paper of a DOI with `migrapedia import --doi`" : "one is a to z, digits and hyphens, such as \(near.isEmpty ? "ma2015" : near)"
    throw ToolError("\"\(key)\" is not a citation key; \(advice)")
}

/// `smith2024` for "Smith et al. 2024".
private func keySuggestion(for name: String) -> String {
    let slug = Slug.suggestion(for: name)
    let words = slug.split(separator: "-")
    guard let year = words.last, year.count == 4, year.utf8.allSatisfy(\.isDigit) else { return slug }
    return words.filter { !["et", "al"].contains($0) }.joined()
}

/// The file name that is made from a title.
func fileName(for title: String) throws(ToolError) -> String {
    let name = Slug.suggestion(for: title)
    if !name.isEmpty { return name }
    throw ToolError(
        "\"\(title)\" holds no letter from a to z and no digit that a file name could be made from; give a file name, and write the title into the file")
}

extension Workspace {
    /// Entries, pages and files that the settings name and the site does not have, and identifiers of persons that are none.
    func namesInSettings(_ settings: SiteSettings, _ graph: KnowledgeGraph) -> [Diagnostic] {
        settings.namedEntries.compactMap { problem(ofEntry: $0, graph) }
            + settings.namedORCIDs.compactMap { diagnostic(of: $0.name, .orcid, file: BaseSettings.sitePath, range: $0.range) }
            + settings.namedPages.compactMap { problem(ofPage: $0, isSearchEnabled: settings.isSearchEnabled) }
            + (settings.card.flatMap { problem(of: $0, graph) }.map { [$0] } ?? [])
    }

    private func problem(ofEntry named: SiteSettings.Named, _ graph: KnowledgeGraph) -> Diagnostic? {
        let found = graph.entries(named: named.name)
        if found.count == 1 { return nil }
        if found.isEmpty { return problem(named.range, graph.noEntry(called: named.name)) }
        return problem(named.range, graph.several(found, called: named.name))
    }

    private func problem(ofPage named: SiteSettings.Named, isSearchEnabled: Bool) -> Diagnostic? {
        guard let page = SitePage(rawValue: named.name) else {
            let (clause, nearest) = didYouMean(named.name, among: SitePage.allCases.map(\.rawValue))
            let advice = nearest == nil ? "; for an entry write {label: …, entry: …}" : clause
            return problem(named.range, "the generator makes no page \"\(named.name)\"\(advice)")
        }
        guard page == .search, !isSearchEnabled else { return nil }
        return problem(named.range, "the site has no page \"search\", because of \"search: {enabled: false}\"")
    }

    private func problem(of card: SiteSettings.Card, _ graph: KnowledgeGraph) -> Diagnostic? {
        if graph.media.contains(card.path) || File.exists(assetsRoot + "/site/" + card.path) { return nil }
        return problem(
            card.range, "there is no file \"\(card.path)\": write assets/NAME for one in site/assets, media/NAME for one in content/media")
    }

    private func problem(_ range: SourceRange, _ message: String) -> Diagnostic {
        Diagnostic(.settingsInvalid, file: BaseSettings.sitePath, range: range, message)
    }
}
