// Plans a new name of an entry: its file, the redirect from the old one, and every reference to it.
import WikiGraph
import WikiModel
import WikiParsing

/// An entry's old and new name.
struct RenamePlan {
    let entry: EntryID
    let graph: KnowledgeGraph
    let settings: SiteSettings
    let newSlug: String
    /// `nil` when the title stays.
    let newTitle: String?
    let root: String

    private var head: EntryHead { graph.entries[Int(entry)] }
    private var oldSlug: String { head.slug }
    var newPath: String { String(head.path.dropLast(oldSlug.utf8.count + 3)) + newSlug + ".md" }

    /// All changes; throws when a file cannot be read or changed in place.
    func changes() throws(ToolError) -> ChangeSet {
        var changes = ChangeSet()
        for number in graph.entryIDs {
            let places = references(in: number)
            if places.isEmpty, number != entry { continue }
            let path = graph.entries[Int(number)].path
            let old: [UInt8]
            do throws(FileError) { old = try File.read(root + "/" + path) } catch { throw ToolError(error) }
            var new = try replacing(places, in: old, path, of: number)
            if number == entry {
                new = try ownFrontMatter(new)
                changes.set(path, old: old, new: newSlug == oldSlug ? new : nil)
                if newSlug != oldSlug { changes.set(newPath, old: nil, new: new, movedFrom: path) }
            } else {
                changes.set(path, old: old, new: new)
            }
        }
        try changeSettings(&changes)
        if head.kind == .paper, newSlug != oldSlug {
            var base = try ImportBase(root: root)
            base.rename(oldSlug, to: newSlug)
            if let text = base.text, let bytes = base.bytes { changes.set(ImportBase.path, old: text, new: bytes) }
        }
        return changes
    }

    /// The navigation and the start of the home page may name the entry.
    private func changeSettings(_ changes: inout ChangeSet) throws(ToolError) {
        let path = BaseSettings.sitePath
        let places = settings.namedEntries.filter { graph.entry(named: $0.name) == entry }.compactMap { named in
            newName(for: named.name).map { Place(range: named.range, old: named.name, new: $0) }
        }
        guard !places.isEmpty else { return }
        let old: [UInt8]
        do throws(FileError) { old = try File.read(root + "/" + path) } catch { throw ToolError(error) }
        changes.set(path, old: old, new: try replacing(places, in: old, path))
    }

    /// The title, and a redirect from the old file name.
    private func ownFrontMatter(_ source: [UInt8]) throws(ToolError) -> [UInt8] {
        var edits: [FrontMatterChange] = []
        if let newTitle { edits.append(FrontMatterChange("title", .line(YAMLText.quoted(newTitle)))) }
        if newSlug != oldSlug {
            let redirects = head.metadata.redirectFrom.filter { $0 != newSlug } + [oldSlug]
            edits.append(FrontMatterChange("redirect_from", .line("[" + redirects.joined(separator: ", ") + "]")))
        }
        do throws(FrontMatterEditError) {
            return try changingFrontMatter(source, edits, order: frontMatterKeys(of: head.kind))
        } catch {
            throw ToolError("\(head.path) cannot be changed, because \(error.reason)")
        }
    }

    // MARK: References

    private struct Place {
        var range: SourceRange
        var old: String
        var new: String
    }

    /// Where another name must be written in an entry. An alias, and a title that stays, are left.
    private func references(in number: EntryID) -> [Place] {
        let source = graph.entries[Int(number)]
        var places: [Place] = []
        for (reference, resolution) in zip(source.references, graph.resolutions(of: number))
        where resolution.isLink && resolution.entry == entry && !reference.target.isEmpty {
            let name = source.string(reference.target)
            if let new = newName(for: name) { places.append(Place(range: reference.range, old: name, new: new)) }
        }
        for stated in source.metadata.relations where graph.entry(named: stated.target, from: number) == entry {
            if let new = newName(for: stated.target) { places.append(Place(range: stated.range, old: stated.target, new: new)) }
        }
        if head.kind == .paper, newSlug != oldSlug {
            for stated in source.metadata.relations {
                for (key, range) in zip(stated.evidence, stated.evidenceRanges) where key == oldSlug {
                    places.append(Place(range: range, old: key, new: newSlug))
                }
            }
        }
        let replacement = source.metadata.replacedBy
        if !replacement.isEmpty, graph.entry(named: replacement, from: number) == entry, let new = newName(for: replacement),
            let range = source.metadata.range(of: .replacedBy)
        {
            places.append(Place(range: range, old: replacement, new: new))
        }
        return places
    }

    /// The name to write instead of another; `nil` when it stays good.
    private func newName(for name: String) -> String? {
        if head.metadata.aliases.contains(name) { return nil }
        // A path or file name: `concepts/old`, `../papers/old.md`, `old`.
        for end in ["", ".md"] where name == oldSlug + end || name.hasSuffix("/" + oldSlug + end) {
            return newSlug == oldSlug ? nil : String(name.dropLast((oldSlug + end).count)) + newSlug + end
        }
        if name == head.metadata.title { return newTitle }
        let fold = FoldedName.fold(name)
        if head.metadata.aliases.contains(where: { FoldedName.fold($0) == fold }) { return nil }
        if fold == FoldedName.fold(head.metadata.title) { return newTitle }
        return fold == FoldedName.fold(oldSlug) && newSlug != oldSlug ? newTitle ?? newSlug : nil
    }

    /// - Parameter number: the entry whose file it is, where it is that of one: links may lead to the renamed entry by definitions.
    private func replacing(
        _ places: [Place], in source: [UInt8], _ path: String, of number: EntryID? = nil
    ) throws(ToolError) -> [UInt8] {
        let problems = places.map { place in
            Diagnostic(
                .linkMissing, file: path, range: place.range, place.old,
                suggestion: Suggestion(replacement: place.new, of: place.old, .safe))
        }
        let (new, left) = applyingSuggestions(of: problems, to: source)
        if left.isEmpty { return new }
        if let number, let changed = changingLinkDefinitions(left, in: new, of: graph.entries[Int(number)], graph.vocabulary) { return changed }
        let lines = Set(left.compactMap { $0.range?.start.line }).sorted().map(String.init)
        let which = lines.count == 1 ? "a reference on line \(lines[0]) is" : "references on the lines \(lines.joined(separator: ", ")) are"
        throw ToolError(
            "\(path): \(which) written in a way that is not changed in place, such as over two lines; "
                + "write [[\(head.metadata.title)]] there first")
    }
}
