// Resolves the references of every entry: wikilinks, embeds, relative links, pictures and citations.
import WikiModel

extension Linker {
    /// Resolves one reference, and reports what is wrong with it.
    mutating func resolve(_ reference: Reference, in source: EntryID) -> Resolution {
        switch reference.kind {
        case .wikilink, .embed: return resolveName(reference, in: source)
        case .citation: return resolveCitation(reference, in: source)
        case .relativeLink: return resolvePath(reference, in: source)
        case .image: return resolveMedia(reference, in: source)
        }
    }

    // MARK: Names

    private mutating func resolveName(_ reference: Reference, in source: EntryID) -> Resolution {
        if reference.target.isEmpty {
            return reference.fragment.isEmpty
                ? Resolution(.missing) : withFragment(Resolution(.found, entry: source), reference, in: source)
        }
        switch names.lookup(hash: reference.targetHash, foldedHash: reference.foldedHash, from: source) {
        case .one(let entry, let step):
            var resolution = Resolution(.found, entry: entry)
            resolution.isByPath = step == .path || step == .pathEnd
            if isDeprecated[Int(entry)] { noteDeprecated(entry, reference.range, in: source) }
            return reference.fragment.isEmpty ? resolution : withFragment(resolution, reference, in: source)
        case .several(let candidates):
            reportAmbiguous(text(reference.target, of: source), candidates, in: source, reference.range)
            return Resolution(.ambiguous)
        case .none:
            reportMissing(reference, in: source)
            return Resolution(.missing)
        }
    }

    private mutating func reportMissing(_ reference: Reference, in source: EntryID) {
        let name = text(reference.target, of: source)
        if let media = mediaIndex.resolve(name, from: entries[Int(source)].path) {
            let advice = reference.kind == .embed ? "no picture that browsers show; save it as PNG, JPEG, WebP or SVG" : "not an entry"
            report(.linkMissing, source, reference.range, "\"\(name)\" is a file (\(self.media[media])), \(advice)")
            return
        }
        if let link = markdownLink(of: name) {
            report(.linkMissing, source, reference.range, "\"\(name)\" is an address of the web; write \"\(link)\"")
            return
        }
        if let (clause, suggestion) = heir(of: name) {
            report(.linkMissing, source, reference.range, "no entry is called \"\(name)\"\(clause)", suggestion: suggestion)
            return
        }
        if name.hasPrefix(".") || name.hasSuffix(".md"), let entry = entryMeant(by: name) {
            let slug = entries[Int(entry)].slug
            report(
                .linkMissing, source, reference.range, "no entry is called \"\(name)\"; by its file name it is \"\(slug)\"",
                suggestion: Suggestion(replacement: slug, of: name, .safe))
            return
        }
        let near = suggestions.titles(near: name, in: entries)
        if let singular = near.first(where: { isPlural(name, of: $0) }), reference.kind == .wikilink, reference.label.isEmpty,
            reference.fragment.isEmpty, reference.qualifier == Reference.unqualified
        {
            let mended = "\(singular)|\(name)"
            report(
                .linkMissing, source, reference.range, "no entry is called \"\(name)\"; write \"[[\(mended)]]\"",
                suggestion: Suggestion(replacement: mended, of: name))
            return
        }
        report(
            .linkMissing, source, reference.range,
            "no entry is called \"\(name)\""
                + (near.isEmpty ? "" : "; near it: " + near.map { "\"\($0)\"" }.joined(separator: ", ")),
            suggestion: suggestion(for: name, among: near, from: source))
    }

    private func isPlural(_ name: String, of singular: String) -> Bool {
        let (plural, stem) = (name.lowercased(), singular.lowercased())
        return plural == stem + "s" || plural == stem + "es" || (stem.hasSuffix("y") && plural == stem.dropLast() + "ies")
    }

    /// The nearest name. Safe when no other entry has a near one, and what was written is a slip of the keyboard.
    func suggestion(for name: String, among near: [String], from source: EntryID) -> Suggestion? {
        guard let nearest = near.first else { return nil }
        var isSafe = near.count == 1 && isSlip(name, of: nearest)
        if case .one = names.lookup(nearest, from: entries[Int(source)].path) {} else { isSafe = false }
        return Suggestion(replacement: nearest, of: name, isSafe ? .safe : .guess)
    }

    /// The link of Markdown to an address of the web that stands in a wikilink, perhaps with words as Org has them:
    /// `[[https://…][words]]`.
    private func markdownLink(of name: String) -> String? {
        guard name.hasPrefix("https://") || name.hasPrefix("http://") else { return nil }
        let parts = name.split(separator: "][", maxSplits: 1)
        return "[\(parts.count > 1 ? parts[1] : "words")](\(parts[0]))"
    }

    /// What to write for a former file name of one entry (`redirect_from`).
    mutating func heir(of name: String, isPaper: Bool = false) -> (clause: String, suggestion: Suggestion)? {
        let heirs = suggestions.heirs(of: name, in: entries).filter { !isPaper || entries[Int($0)].kind == .paper }
        guard let heir = heirs.first, heirs.count == 1 else { return nil }
        let (title, slug) = (entries[Int(heir)].metadata.title, entries[Int(heir)].slug)
        return ("; it is a former file name of \"\(title)\", so write \"\(slug)\"", Suggestion(replacement: slug, of: name, .safe))
    }

    /// Reports a link to a deprecated entry.
    mutating func noteDeprecated(_ entry: EntryID, _ range: SourceRange, in source: EntryID) {
        if entry == source { return }
        let target = entries[Int(entry)].metadata
        let instead = target.replacedBy.isEmpty ? "" : "; link to \"\(target.replacedBy)\""
        report(.deprecatedLinked, source, range, "\"\(target.title)\" is deprecated\(instead)")
    }

    // MARK: Fragments

    /// Adds the heading or block that a fragment names. Headings match by GitHub's slug, then folded.
    private mutating func withFragment(_ found: Resolution, _ reference: Reference, in source: EntryID) -> Resolution {
        guard !reference.fragment.isEmpty else { return found }
        var resolution = found
        let fragment = entries[Int(source)].strings[reference.fragment.range]
        let target = Int(found.entry)
        if fragment.first == UInt8(ascii: "^") {
            let hash = StableHash.of(fragment.dropFirst())
            if let block = entries[target].blocks.firstIndex(where: { $0.blockHash == hash }) {
                resolution.part = .block
                resolution.partIndex = Int32(block)
                return resolution
            }
        } else {
            if let heading = heading(fragment, of: target) {
                resolution.part = .heading
                resolution.partIndex = Int32(heading)
                if reference.kind == .embed, entries[target].headings[heading].isNested {
                    report(
                        .embedInline, source, reference.range,
                        "the section \"\(String(decoding: fragment, as: UTF8.self))\" stands within a list, a callout or an open element, and is shown as a link")
                }
                return resolution
            }
            if isTitle(fragment, of: target) { return resolution }
        }
        reportMissingFragment(String(decoding: fragment, as: UTF8.self), in: found.entry, reference, source)
        resolution.state = .fragmentMissing
        return resolution
    }

    /// A heading by its id or its words, or by those of the headings that it stands below as well, as Obsidian writes them:
    /// `Results#Mice`.
    private func heading(_ fragment: ArraySlice<UInt8>, of target: Int) -> Int? {
        var rest = entries[target].headings[...]
        if let heading = heading(fragment, among: rest) { return heading }
        let parts = fragment.split(separator: UInt8(ascii: "#"))
        guard parts.count > 1 else { return nil }
        var found: Int?
        for part in parts {
            found = heading(part, among: rest)
            guard let found else { return nil }
            rest = rest[(found + 1)...]
        }
        return found
    }

    private func heading(_ words: ArraySlice<UInt8>, among headings: ArraySlice<Heading>) -> Int? {
        let slug = HeadingSlug.hash(of: words)
        if let heading = headings.firstIndex(where: { $0.idHash == slug }) { return heading }
        let folded = words.withUnsafeBufferPointer { FoldedName.hash(of: $0) }
        return headings.firstIndex { $0.foldedHash == folded }
    }

    /// Whether words are the title of an entry, which stands above its prose as the heading of the page.
    private func isTitle(_ words: ArraySlice<UInt8>, of target: Int) -> Bool {
        let title = entries[target].metadata.title
        return HeadingSlug.make(from: words) == HeadingSlug.make(from: Array(title.utf8)[...])
            || FoldedName.fold(String(decoding: words, as: UTF8.self)) == FoldedName.fold(title)
    }

    private mutating func reportMissingFragment(
        _ fragment: String, in target: EntryID, _ reference: Reference, _ source: EntryID
    ) {
        let title = entries[Int(target)].metadata.title
        if fragment.hasPrefix("^") {
            report(.blockMissing, source, reference.range, "\"\(title)\" has no block \"\(fragment)\"")
            return
        }
        // What comes after so many problems of an entry is not shown, and looking through a long one for each would take minutes.
        // Markdown's own links name the anchor, wikilinks the words.
        let nearest = diagnostics.count < Diagnostic.mostAlike
            ? suggestions.heading(near: fragment, of: target, byAnchor: reference.kind == .relativeLink, in: entries) : nil
        report(
            .headingMissing, source, reference.range, "\"\(title)\" has no heading \"\(fragment)\"" + didYouMean(nearest),
            suggestion: nearest.map { Suggestion(replacement: $0, of: fragment) })
    }

    // MARK: Citations

    private mutating func resolveCitation(_ reference: Reference, in source: EntryID) -> Resolution {
        let key = entries[Int(source)].strings[reference.target.range]
        guard let paper = papers.paper(hash: reference.targetHash) ?? papers.paper(identifier: key) else {
            reportNoPaper(key, reference, in: source)
            return Resolution(.missing)
        }
        // A stance makes evidence of it, whatever the sentence says.
        let isEvidence = reference.qualifier != Reference.unqualified
        if isEvidence || !reference.style.contains(.saysRetracted) { noteRetracted(paper, reference.range, in: source, isEvidence: isEvidence) }
        return Resolution(.found, entry: paper)
    }

    /// Says what stands in the place of a citation key.
    private mutating func reportNoPaper(_ key: ArraySlice<UInt8>, _ reference: Reference, in source: EntryID) {
        let name = String(decoding: key, as: UTF8.self)
        if case .one(let entry, .path) = names.lookup(
            hash: reference.targetHash, foldedHash: StableHash.of(FoldedName.fold(name)), from: source)
        {
            report(
                .citationNotPaper, source, reference.range,
                "\"\(name)\" is a \(entries[Int(entry)].kind.name), not a paper; link to it with \"[[\(name)]]\"")
        } else if let colon = key.firstIndex(of: UInt8(ascii: ":")), papers.paper(cited: key[(colon + 1)...]) != nil {
            let word = String(decoding: key[..<colon], as: UTF8.self)
            report(
                .stanceUnknown, source, reference.range,
                "\"\(word)\" is not a stance" + didYouMean(word, amongFew: vocabulary.stances.map(\.id)).clause)
        } else {
            if let identifier = PaperIndex.words(ofIdentifier: key) {
                report(.citationUnknown, source, reference.range, "no paper has the \(identifier); mend it, or add the paper")
                return
            }
            if let (clause, suggestion) = heir(of: name, isPaper: true) {
                report(.citationUnknown, source, reference.range, "no paper has the citation key \"\(name)\"\(clause)", suggestion: suggestion)
                return
            }
            let near = suggestions.keys(near: name, in: entries)
            let clause = near.isEmpty && reference.style.contains(.narrative) ? "; write \"\\@\(name)\" where no paper is meant" : didYouMean(near.first)
            report(
                .citationUnknown, source, reference.range, "no paper has the citation key \"\(name)\"" + clause,
                suggestion: near.first.map { Suggestion(replacement: $0, of: name) })
        }
    }

    mutating func noteRetracted(_ paper: EntryID, _ range: SourceRange, in source: EntryID, isEvidence: Bool) {
        guard let kind = papers.doubts[paper], paper != source else { return }
        let what = kind == .retracted ? "was retracted" : "is under an expression of concern"
        let (slug, note) = (entries[Int(paper)].slug, kind == .retracted ? "retracted" : "under concern")
        report(
            .citationRetracted, source, range,
            "\"\(slug)\" \(what)" + (isEvidence ? "" : "; cite other evidence, or say so, as in [@\(slug), \(note)]"))
    }

    // MARK: Paths

    /// `[text](../papers/ma2015.md)`, or a file of the base.
    private mutating func resolvePath(_ reference: Reference, in source: EntryID) -> Resolution {
        if reference.target.isEmpty { return withFragment(Resolution(.found, entry: source), reference, in: source) }
        let written = text(reference.target, of: source)
        let path = MediaIndex.joined(written, to: entries[Int(source)].path)
        if path.hasSuffix(".md"), case .one(let entry, _) = names.lookup("content/" + path, from: "") {
            return withFragment(Resolution(.found, entry: entry), reference, in: source)
        }
        if let file = mediaIndex.index(of: path) { return Resolution(.media, entry: EntryID(file)) }
        let message = "there is no file \"\(written)\" (content/\(path))"
        if let entry = entryMeant(by: written) {
            let meant = MediaIndex.relative(String(entries[Int(entry)].path.dropFirst("content/".count)), to: entries[Int(source)].path)
            report(
                .linkMissing, source, reference.range, "\(message); the entry is \"\(meant)\"",
                suggestion: Suggestion(replacement: meant, of: written, .safe))
        } else if written.hasPrefix("www.") {
            report(
                .linkMissing, source, reference.range, "\(message); for the web, write \"https://\(written)\"",
                suggestion: Suggestion(replacement: "https://" + written, of: written, .safe))
        } else {
            report(.linkMissing, source, reference.range, message)
        }
        return Resolution(.missing)
    }

    /// The entry that a path to no file was meant for: its page on the site, `concepts/migrasome.html`, its file from the root, its
    /// file name alone, or a former one. `methods/index.md` means the folder: each has such a file in other programs.
    private mutating func entryMeant(by path: String) -> EntryID? {
        var parts = path.split(separator: "/").map(String.init)
        var name = parts.popLast() ?? ""
        for ending in [".md", ".html"] where name.hasSuffix(ending) { name.removeLast(ending.utf8.count) }
        if ["index", "_index", "readme"].contains(name.lowercased()) { name = parts.popLast() ?? "" }
        if case .one(let entry, .path) = names.lookup(name, from: "") { return entry }
        let heirs = suggestions.heirs(of: name, in: entries)
        return heirs.count == 1 ? heirs[0] : nil
    }

    private mutating func resolveMedia(_ reference: Reference, in source: EntryID) -> Resolution {
        let name = text(reference.target, of: source)
        guard name.first != "/", let file = mediaIndex.resolve(name, from: entries[Int(source)].path) else {
            let nearest = suggestions.file(near: name, in: media).map { file in
                "./".contains(name.prefix(1)) ? MediaIndex.relative(file, to: entries[Int(source)].path) : file
            }
            let clause = didYouMean(nearest)
            report(
                .mediaMissing, source, reference.range, "there is no picture \"\(name)\" below content/\(clause)",
                suggestion: nearest.map { Suggestion(replacement: $0, of: name) })
            return Resolution(.missing)
        }
        if !PictureFormat.isPicture(media[file]) {
            report(
                .pictureUnreadable, source, reference.range,
                "\"\(name)\" is no picture that browsers show in a page; save it as PNG, JPEG, WebP or SVG, or link to it: \"[text](\(name))\"")
        }
        if reference.label.isEmpty {
            report(.imageWithoutText, source, reference.range, "picture \"\(name)\" has no text alternative")
        }
        return Resolution(.media, entry: EntryID(file))
    }

    func text(_ span: ByteSpan, of entry: EntryID) -> String { entries[Int(entry)].string(span) }
}

/// Nearest names, remembered, so that a name that is missing a hundred times is looked for once. The names to look among are
/// prepared when the first is missing.
struct SuggestionBook: Sendable {
    /// Names of one kind, and what was found among them.
    private struct Chapter: Sendable {
        var index: NearestNameIndex?
        var found: [String: [String]] = [:]

        mutating func names(near name: String, limit: Int, among names: () -> [String]) -> [String] {
            if let known = found[name] { return known }
            let index = self.index ?? NearestNameIndex(names())
            self.index = index
            let near = index.nearest(to: name, limit: limit)
            found[name] = near
            return near
        }
    }

    private var titles = Chapter()
    /// The first entry with each title, file name or alias.
    private var owners: [String: EntryID] = [:]
    private var keys = Chapter()
    private var media = Chapter()
    private var mediaNames = Chapter()
    private var headings: [HeadingList: Chapter] = [:]
    /// Entries by their former file names.
    private var heirs: [String: [EntryID]]?

    /// The headings of an entry, by their words or their anchors.
    private struct HeadingList: Hashable, Sendable {
        var entry: EntryID
        var byAnchor: Bool
    }

    /// The entries with a former file name, `redirect_from`, which may be written as a path or with its ending.
    mutating func heirs(of name: String, in entries: [EntryHead]) -> [EntryID] {
        if heirs == nil {
            var heirs: [String: [EntryID]] = [:]
            for (number, entry) in entries.enumerated() {
                for former in entry.metadata.redirectFrom { heirs[former, default: []].append(EntryID(number)) }
            }
            self.heirs = heirs
        }
        let file = name.split(separator: "/").last ?? ""
        return heirs?[file.hasSuffix(".md") ? String(file.dropLast(3)) : String(file)] ?? []
    }

    /// The titles, file names or aliases nearest to a name, of three entries at most, and one of each.
    mutating func titles(near name: String, in entries: [EntryHead]) -> [String] {
        func names(of entry: EntryHead) -> [String] { [entry.metadata.title, entry.slug] + entry.metadata.aliases }
        let near = titles.names(near: name, limit: 9) { entries.flatMap(names) }
        if owners.isEmpty {
            for (number, entry) in entries.enumerated() {
                for name in names(of: entry) where owners[name] == nil { owners[name] = EntryID(number) }
            }
        }
        var told: Set<EntryID?> = []
        return Array(near.filter { told.insert(owners[$0]).inserted }.prefix(3))
    }

    /// The citation keys nearest to a key.
    mutating func keys(near name: String, in entries: [EntryHead]) -> [String] {
        keys.names(near: name, limit: 3) { entries.lazy.filter { $0.kind == .paper }.map(\.slug) }
    }

    /// The words, or the anchor, of the heading of an entry that is nearest to what a link names.
    mutating func heading(near name: String, of entry: EntryID, byAnchor: Bool, in entries: [EntryHead]) -> String? {
        headings[HeadingList(entry: entry, byAnchor: byAnchor), default: Chapter()].names(near: name, limit: 1) {
            let head = entries[Int(entry)]
            return head.headings.map { head.string(byAnchor ? $0.id : $0.title) }
        }.first
    }

    /// The file nearest to a path, or the one whose name is nearest to that of the path's file.
    mutating func file(near name: String, in files: [String]) -> String? {
        let path = String(name.drop { $0 == "." || $0 == "/" })
        if let file = media.names(near: path, limit: 1, among: { files }).first { return file }
        func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        guard let near = mediaNames.names(near: fileName(path), limit: 1, among: { files.map(fileName) }).first else { return nil }
        return files.first { fileName($0) == near }
    }
}
