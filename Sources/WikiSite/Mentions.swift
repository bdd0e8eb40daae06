// Mentions of an entry elsewhere, with the sentence around each: on its page, and on a page of their own where they are many.
import Bibliography
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let mentionGroup = TemplateShape(["id", "label", "items", "folded", "all"])
    static let folded = TemplateShape(["count", "items"])
    static let allMentions = TemplateShape(["href", "count"])
    static let mentions = TemplateShape(["back", "groups", "has_filter"])
}

/// How much of a list of mentions the entry's own page shows. A page that everything links to would else outgrow its budget:
/// a mention is four elements and about 300 bytes.
enum MentionLimits {
    /// Lists up to this length stand open.
    static let unfolded = 12
    /// Of longer ones so many stand open, the rest can be unfolded.
    static let open = 8
    /// Mentions beyond this stand on a page of their own, with all others.
    static let onPage = 30
}

extension Site {
    /// The page with all mentions of an entry.
    func mentionsPath(_ id: EntryID) -> String { "mentions/" + entryPath(id) }

    /// Pages of mentions, for the entries whose own pages do not show all.
    public func mentionsPages() -> [Page] {
        graph.entryIDs.filter(hasMentionsPage).map { Page(path: mentionsPath($0), content: .mentions($0)) }
    }

    private func hasMentionsPage(_ id: EntryID) -> Bool {
        graph.backlinks[id].count > MentionLimits.onPage
            && mentionGroups(of: id).contains { Site.sources($0.mentions).count > MentionLimits.onPage }
    }

    func mentionsPage(_ id: EntryID, bodies: EntryBodies) -> (template: String, values: [TemplateObject]) {
        let entry = graph.entries[Int(id)]
        let path = mentionsPath(id)
        let place = EntryPlace(site: self, id: id, entry: entry, root: SiteAddresses.root(from: path), bodies: bodies)
        let title = wording.filled(entry.kind == .paper ? .whatCites : .whatMentions, titlePlainText(entry.metadata.title))
        return (
            "mentions",
            [
                frame(path: path, title: title, pageClass: "listing", description: wording[.mentionsIntro]),
                TemplateObject(
                    Shapes.mentions,
                    [
                        .object(Shapes.titled, [place.href(id), place.title(id)]),
                        .list(place.wholeMentionGroups), hasFilter(graph.backlinks[id].count),
                    ]),
            ]
        )
    }

    struct MentionGroup: Sendable {
        var kind: MentionKind
        var mentions: [Backlink]
    }

    enum MentionKind: Hashable, Comparable, Sendable {
        case stance(Int)
        case relation(Int)
        case kind(Int)
    }

    /// Mentions elsewhere, grouped by how the entry is mentioned.
    func mentionGroups(of id: EntryID) -> [MentionGroup] {
        var groups: [MentionGroup] = []
        for mention in graph.backlinks[id] {
            let kind = kind(of: mention)
            if let known = groups.firstIndex(where: { $0.kind == kind }) { groups[known].mentions.append(mention) }
            else { groups.append(MentionGroup(kind: kind, mentions: [mention])) }
        }
        return groups.sorted { $0.kind < $1.kind }
    }

    private func kind(of mention: Backlink) -> MentionKind {
        if mention.qualifier != Reference.unqualified {
            if mention.kind == .citation { return .stance(Int(mention.qualifier)) }
            if mention.kind == .wikilink { return .relation(Int(mention.qualifier)) }
        }
        return .kind(Int(mention.sourceKind.rawValue))
    }

    /// The mentions of each source together, as ranges; backlinks stand in the order of their sources.
    static func sources(_ mentions: [Backlink]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < mentions.count {
            var end = index
            while end < mentions.count, mentions[end].source == mentions[index].source { end += 1 }
            ranges.append(index..<end)
            index = end
        }
        return ranges
    }
}

extension EntryPlace {
    /// What the entry's own page shows of its mentions.
    var linkedFrom: TemplateValue {
        let groups = site.mentionGroups(of: id)
        guard !groups.isEmpty else { return .absent }
        return .object(Shapes.headedGroups, [.text(wording[headingOfMentions]), .list(groups.enumerated().map { part(of: $1, number: $0) })])
    }

    var headingOfMentions: Phrase { entry.kind == .paper ? .citedByHeading : .linkedFromHeading }

    /// All mentions.
    fileprivate var wholeMentionGroups: [TemplateValue] {
        site.mentionGroups(of: id).enumerated().map { number, group in
            let sources = Site.sources(group.mentions)
            return .object(
                Shapes.mentionGroup,
                [anchor(number), .text(label(of: group.kind)), items(group, sources[...]), .absent, .absent])
        }
    }

    private func anchor(_ number: Int) -> TemplateValue { .text("group-\(number + 1)") }

    private func part(of group: Site.MentionGroup, number: Int) -> TemplateValue {
        let sources = Site.sources(group.mentions)
        let open = sources.count > MentionLimits.unfolded ? MentionLimits.open : sources.count
        let shown = min(sources.count, MentionLimits.onPage)
        let folded: TemplateValue =
            shown == open
            ? .absent
            : .object(Shapes.folded, [.text(String(shown - open)), items(group, sources[open..<shown])])
        let all: TemplateValue =
            shown == sources.count
            ? .absent
            : .object(
                Shapes.allMentions,
                [.text(String(decoding: root, as: UTF8.self) + site.mentionsPath(id) + "#group-\(number + 1)"), .text(String(sources.count))])
        return .object(
            Shapes.mentionGroup,
            [anchor(number), .text(label(of: group.kind)), items(group, sources[..<open]), folded, all])
    }

    private func label(of kind: Site.MentionKind) -> String {
        switch kind {
        case .stance(let index): return wording.filled(.citedAs, graph.vocabulary.stances[index].label)
        case .relation(let index):
            let words = graph.vocabulary.relations[index].inverseLabel
            return words.prefix(1).uppercased() + words.dropFirst()
        case .kind(let index):
            return EntryKind(rawValue: UInt8(index)).map { graph.vocabulary.terms(of: $0).plural } ?? ""
        }
    }

    /// The sentences around mentions by one source, each once.
    private func appendSentences(_ mentions: ArraySlice<Backlink>, to output: inout ByteBuffer) {
        guard let source = mentions.first?.source, let text = bodies[Int(source)]?.text else { return }
        let references = graph.entries[Int(source)].references
        var shown = ByteSpan.empty
        for mention in mentions {
            // References stand in the order of the text, so equal sentences follow each other.
            let sentence = references[Int(mention.reference)].sentence
            guard !sentence.isEmpty, sentence != shown else { continue }
            shown = sentence
            output.add(" <q>")
            site.bodies.appendSentence(source, Int(mention.reference), references, text, to: &output)
            output.add("</q>")
        }
    }

    private func items(_ group: Site.MentionGroup, _ sources: ArraySlice<Range<Int>>) -> TemplateValue {
        .writer { [self] in appendMentionItems(group.mentions, sources, to: &$0) }
    }

    /// One item for each source, with each sentence once.
    ///
    /// Written here and not by a template: on most sites these lists are half of all bytes.
    private func appendMentionItems(_ mentions: [Backlink], _ sources: ArraySlice<Range<Int>>, to output: inout ByteBuffer) {
        for range in sources {
            let source = mentions[range.lowerBound].source
            output.add("<li><a href=\"")
            output.append(contentsOf: root)
            site.addresses.appendPath(of: source, to: &output)
            output.add("\">")
            site.labels.appendTitle(source, to: &output)
            output.add("</a>")
            appendSentences(mentions[range], to: &output)
            output.add("</li>\n")
        }
    }
}
