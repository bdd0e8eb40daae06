// The front door of the graph: all compiled heads in, one linked graph and its diagnostics out.
import WikiModel

/// Links all entries of a base. The order in which they are given does not matter.
///
/// - Parameters:
///   - entries: the heads of all entries.
///   - media: the paths of all media files, relative to `content/`.
/// - Returns: the graph, and the problems that only show once entries are seen together.
public func link(
    _ entries: [EntryHead], media: [String] = [], vocabulary: Vocabulary
) -> (graph: KnowledgeGraph, diagnostics: [Diagnostic]) {
    let linked = LinkedBase(linking: entries, media: media, vocabulary: vocabulary)
    return (linked.graph, linked.diagnostics)
}

extension [EntryHead] {
    /// The entries in the order of their paths, as bytes.
    func sortedByPath() -> [EntryHead] {
        // By place: pairs of heads would be copied, of some forty references each.
        let isSorted = indices.dropFirst().allSatisfy { self[$0 - 1].path < self[$0].path }
        return isSorted ? self : sorted { $0.path < $1.path }
    }
}

/// The state of one linking.
struct Linker {
    let entries: [EntryHead]
    let media: [String]
    let vocabulary: Vocabulary
    let names: NameIndex
    let papers: PaperIndex
    let mediaIndex: MediaIndex
    /// Whether each entry is deprecated: asked at every link, for which its front matter would be fetched.
    let isDeprecated: [Bool]
    var diagnostics: [Diagnostic] = []
    /// Names looked up for suggestions so far: each costs a look at every name.
    var suggestions = SuggestionBook()

    init(entries: [EntryHead], media: [String], vocabulary: Vocabulary) {
        self.entries = entries
        self.media = media
        self.vocabulary = vocabulary
        names = NameIndex(entries)
        papers = PaperIndex(entries)
        mediaIndex = MediaIndex(media)
        isDeprecated = Linker.deprecated(entries)
    }

    /// The linking of the entries of a base with other prose.
    init(entries: [EntryHead], after before: LinkedBase) {
        self.entries = entries
        media = before.graph.media
        vocabulary = before.graph.vocabulary
        names = before.graph.names
        papers = before.steps.papers
        mediaIndex = before.steps.media
        isDeprecated = Linker.deprecated(entries)
    }

    private static func deprecated(_ entries: [EntryHead]) -> [Bool] { entries.indices.map { entries[$0].metadata.status == .deprecated } }

    mutating func run(after start: Start?) -> (graph: KnowledgeGraph, diagnostics: [Diagnostic], steps: LinkSteps) {
        if let start { diagnostics = start.before.steps.nameProblems } else { checkNames() }
        let nameProblems = diagnostics
        checkNamedPapers()
        checkBracketedNames()
        let resolved = resolveReferences(after: start)
        diagnostics += resolved.problems
        let (resolutions, firstResolution) = (resolved.resolutions, resolved.first)
        let (relations, named) = linkRelations(resolutions, firstResolution)
        let mentions = backlinks(resolutions, firstResolution)
        let backlinkGroups = Grouped(mentions, count: entries.count) {
            Int(resolutions[Int(firstResolution[Int($0.source)] + $0.reference)].entry)
        }
        let indices = relations.indices.map(Int32.init)
        let relationsTo = Grouped(indices, count: entries.count) { Int(relations[Int($0)].target) }
        let orphans = findOrphans(backlinkGroups, relationsTo, named)
        let embeds = Embeds(entries, resolutions, firstResolution)
        checkEmbeds(embeds)
        let graph = KnowledgeGraph(
            vocabulary: vocabulary, entries: entries, media: media, relations: relations,
            claims: collectClaims(resolutions, firstResolution),
            wanted: collectWanted(resolutions, firstResolution), orphans: orphans,
            backlinks: backlinkGroups,
            relationsFrom: Grouped(indices, count: entries.count) { Int(relations[Int($0)].source) },
            relationsTo: relationsTo,
            embeds: embeds, names: names, resolutions: resolutions, firstResolution: firstResolution,
            neighbours: Neighbourhoods(entries, resolutions, firstResolution))
        diagnostics.sort(by: Diagnostic.precedes)
        let steps = LinkSteps(
            papers: papers, media: mediaIndex, nameProblems: nameProblems, referenceProblems: resolved.problems,
            firstProblem: resolved.firstProblem)
        return (graph, diagnostics, steps)
    }

    mutating func report(
        _ code: DiagnosticCode, _ entry: EntryID, _ range: SourceRange?, _ message: String, notes: [DiagnosticNote] = [],
        suggestion: Suggestion? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                code, file: entries[Int(entry)].path, range: range, message, notes: notes, suggestion: suggestion))
    }

    /// The titles of entries that lead to each other, `"Alpha" → "Beta"`; of a long chain the beginning and the end.
    func chain(_ ids: some BidirectionalCollection<EntryID>) -> String {
        let (most, last) = (10, 2)
        func titles(_ ids: some Sequence<EntryID>) -> [String] { ids.map { "\"\(entries[Int($0)].metadata.title)\"" } }
        let left = ids.count - most
        // As long as what it stands for is a number that is left out.
        let shown = left <= 1 ? titles(ids) : titles(ids.prefix(most - last)) + ["… \(left) more …"] + titles(ids.suffix(last))
        return shown.joined(separator: " → ")
    }

    // MARK: Mentions

    private func backlinks(_ resolutions: [Resolution], _ first: [Int32]) -> [Backlink] {
        var mentions: [Backlink] = []
        mentions.reserveCapacity(resolutions.count)
        for source in entries.indices {
            addMentions(in: source, resolutions[Int(first[source])..<Int(first[source + 1])], to: &mentions) {
                $0.isLink && $0.entry != EntryID(source)
            }
        }
        return mentions
    }

    /// Adds the references of an entry whose resolutions `isWanted` picks.
    private func addMentions(
        in source: Int, _ resolutions: ArraySlice<Resolution>, to mentions: inout [Backlink], where isWanted: (Resolution) -> Bool
    ) {
        guard resolutions.contains(where: isWanted) else { return }
        let (references, kind) = (entries[source].references, entries[source].kind)
        let areCited = references.areCited
        for (number, resolution) in resolutions.enumerated() where isWanted(resolution) {
            mentions.append(
                Backlink(
                    source: EntryID(source), number: number, references[number], sourceKind: kind, isCited: areCited[number]))
        }
    }

    /// Entries that nothing points to. Pages are reached from the navigation, and a deprecated entry should have no links.
    private mutating func findOrphans(_ backlinks: Grouped<Backlink>, _ relationsTo: Grouped<Int32>, _ named: Set<EntryID>) -> [EntryID] {
        var orphans: [EntryID] = []
        for number in entries.indices where backlinks[number].isEmpty && relationsTo[number].isEmpty && !named.contains(EntryID(number)) {
            let entry = entries[number]
            guard entry.kind != .page, entry.metadata.status != .deprecated else { continue }
            orphans.append(EntryID(number))
            report(
                .entryOrphan, EntryID(number), entry.metadata.range(of: .title),
                "no other entry links to \"\(entry.metadata.title)\"")
        }
        return orphans
    }

    private func collectWanted(_ resolutions: [Resolution], _ first: [Int32]) -> [WantedEntry] {
        var wanted: [WantedEntry] = []
        var index: [UInt64: Int] = [:]
        for source in entries.indices {
            var missing: [Backlink] = []
            addMentions(in: source, resolutions[Int(first[source])..<Int(first[source + 1])], to: &missing) { $0.state == .missing }
            for mention in missing where mention.kind == .wikilink || mention.kind == .embed {
                let reference = entries[source].references[Int(mention.reference)]
                if let known = index[reference.foldedHash] {
                    wanted[known].mentions.append(mention)
                } else {
                    index[reference.foldedHash] = wanted.count
                    wanted.append(WantedEntry(name: entries[source].string(reference.target), mentions: [mention]))
                }
            }
        }
        return wanted.sorted { ($1.mentions.count, $0.name) < ($0.mentions.count, $1.name) }
    }

    private func collectClaims(_ resolutions: [Resolution], _ first: [Int32]) -> [Claim] {
        var claims: [Claim] = []
        for number in entries.indices where !entries[number].blocks.isEmpty {
            let entry = entries[number]
            for (block, anchored) in entry.blocks.enumerated() where anchored.isClaim {
                var evidence: [ClaimEvidence] = []
                for reference in anchored.references where entry.references[reference].kind == .citation {
                    let resolution = resolutions[Int(first[number]) + reference]
                    let stance = entry.references[reference].qualifier
                    guard resolution.state == .found, stance != Reference.unqualified,
                        // A paper that is cited twice for the same is one.
                        !evidence.contains(where: { $0.paper == resolution.entry && $0.stance == Int(stance) })
                    else { continue }
                    evidence.append(
                        ClaimEvidence(
                            paper: resolution.entry, stance: Int(stance), side: vocabulary.stances[Int(stance)].side,
                            reference: reference))
                }
                claims.append(Claim(entry: EntryID(number), block: block, evidence: evidence))
            }
        }
        return claims
    }
}
