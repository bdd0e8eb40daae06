// Which entry of a graph bears another file name in a newer one.
import WikiModel

/// Old paths and new ones of entries whose files were renamed: those that a redirect names, those that kept their titles, and those
/// known from elsewhere, such as git, which compares texts. Git sees no file that was not added to it yet.
public func entryRenames(from old: KnowledgeGraph, to new: KnowledgeGraph, known: [String: String] = [:]) -> [String: String] {
    let (oldPaths, newPaths) = (Set(old.entries.map(\.path)), Set(new.entries.map(\.path)))
    let gone = old.entries.filter { !newPaths.contains($0.path) }
    let came = new.entries.filter { !oldPaths.contains($0.path) }
    var redirects: [String: String] = [:]
    for head in came {
        for slug in head.metadata.redirectFrom { redirects["content/\(head.kind.folder)/\(slug).md"] = head.path }
    }
    let (goneByTitle, cameByTitle) = (Dictionary(grouping: gone, by: TitleOfKind.init), Dictionary(grouping: came, by: TitleOfKind.init))
    func withSameTitle(_ head: EntryHead) -> String? {
        let title = TitleOfKind(head)
        return goneByTitle[title]?.count == 1 && cameByTitle[title]?.count == 1 ? cameByTitle[title]?.first?.path : nil
    }
    var (renames, taken): ([String: String], Set<String>) = ([:], [])
    let sources: [(EntryHead) -> String?] = [{ redirects[$0.path] }, withSameTitle, { known[$0.path] }]
    for newPath in sources {
        for head in gone where renames[head.path] == nil {
            if let path = newPath(head), newPaths.contains(path), taken.insert(path).inserted { renames[head.path] = path }
        }
    }
    return renames
}

/// What tells an entry apart when its file name changes.
private struct TitleOfKind: Hashable {
    let kind: EntryKind
    let title: String

    init(_ head: EntryHead) {
        kind = head.kind
        title = head.metadata.title
    }
}
