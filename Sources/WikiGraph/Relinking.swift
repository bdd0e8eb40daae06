// Linking after an edit: what the prose of a few entries cannot have changed is taken from the link before it.
import WikiModel

/// A linked base with what the next linking can begin from.
public struct LinkedBase: Sendable {
    public let graph: KnowledgeGraph
    /// The problems that only show once entries are seen together, in the order of `Diagnostic.precedes`.
    public let diagnostics: [Diagnostic]

    let steps: LinkSteps

    /// Links all entries of a base, in the order of their paths or any other.
    public init(linking entries: [EntryHead], media: [String] = [], vocabulary: Vocabulary) {
        var linker = Linker(entries: entries.sortedByPath(), media: media.sorted(), vocabulary: vocabulary)
        (graph, diagnostics, steps) = linker.run(after: nil)
    }

    private init(_ linker: inout Linker, after before: LinkedBase, changed: Set<EntryID>) {
        (graph, diagnostics, steps) = linker.run(after: Linker.Start(before: before, changed: changed))
    }

    /// The base with the same entries, some with other prose or another summary.
    ///
    /// Names, citation keys and identifiers stand in front matter. So when front matter is as it was, the references of
    /// other entries lead where they led, but for those that name a heading or block of an entry that changed.
    ///
    /// - Parameters:
    ///   - entries: all entries, in the order of their paths.
    ///   - changed: the entries that differ from those of this base.
    /// - Returns: what linking them all would give, or `nil` when more changed and they must all be linked.
    public func relinked(_ entries: [EntryHead], changed: [EntryID]) -> LinkedBase? {
        guard entries.count == graph.entries.count else { return nil }
        for id in changed {
            let (old, new) = (graph.entries[Int(id)], entries[Int(id)])
            guard old.path == new.path, old.metadata.isSame(butForSummaryOf: new.metadata) else { return nil }
        }
        var linker = Linker(entries: entries, after: self)
        return LinkedBase(&linker, after: self, changed: Set(changed))
    }
}

/// What steps of a linking found that later ones can take over.
struct LinkSteps: Sendable {
    let papers: PaperIndex
    let media: MediaIndex
    /// The problems of names, addresses and identifiers.
    let nameProblems: [Diagnostic]
    /// The problems of references, entry by entry.
    let referenceProblems: [Diagnostic]
    /// Those of entry `n` are `firstProblem[n]..<firstProblem[n + 1]`.
    let firstProblem: [Int32]
}

extension Linker {
    /// What a linking begins from.
    struct Start {
        var before: LinkedBase
        var changed: Set<EntryID>
    }

    /// References of all entries, with the problems they have, which are not reported yet.
    struct Resolved {
        var resolutions: [Resolution] = []
        /// Where each entry's begin, and where the last one's end.
        var first: [Int32] = []
        var problems: [Diagnostic] = []
        var firstProblem: [Int32] = []
    }

    /// Resolves the references of all entries; of those that cannot have changed, takes what was found before.
    mutating func resolveReferences(after start: Start?) -> Resolved {
        let anew = start.map { entriesToResolve($0) }
        let reported = diagnostics
        var found = Resolved()
        found.resolutions.reserveCapacity(entries.indices.reduce(0) { $0 + entries[$1].references.count })
        found.first.reserveCapacity(entries.count + 1)
        found.firstProblem.reserveCapacity(entries.count + 1)
        for number in entries.indices {
            let id = EntryID(number)
            found.first.append(Int32(found.resolutions.count))
            found.firstProblem.append(Int32(found.problems.count))
            if let start, anew?.contains(id) == false {
                found.resolutions += start.before.graph.resolutions(of: id)
                found.problems += start.before.steps.problems(of: number)
                continue
            }
            diagnostics.removeAll(keepingCapacity: true)
            for reference in entries[number].references { found.resolutions.append(resolve(reference, in: id)) }
            found.problems += diagnostics
        }
        found.first.append(Int32(found.resolutions.count))
        found.firstProblem.append(Int32(found.problems.count))
        diagnostics = reported
        return found
    }

    /// The entries that changed, and those that link to one whose headings or blocks are others now.
    private func entriesToResolve(_ start: Start) -> Set<EntryID> {
        var anew = start.changed
        for id in start.changed where !hasSameParts(start.before.graph.entries[Int(id)], entries[Int(id)]) {
            for mention in start.before.graph.backlinks[id] { anew.insert(mention.source) }
        }
        return anew
    }

    private func hasSameParts(_ old: EntryHead, _ new: EntryHead) -> Bool {
        old.headings.count == new.headings.count && old.blocks.count == new.blocks.count
            && zip(old.headings, new.headings).allSatisfy {
                $0.idHash == $1.idHash && $0.foldedHash == $1.foldedHash && $0.isNested == $1.isNested
                    && old.string($0.title) == new.string($1.title)
            }
            && zip(old.blocks, new.blocks).allSatisfy { $0.blockHash == $1.blockHash }
    }
}

extension LinkSteps {
    fileprivate func problems(of entry: Int) -> ArraySlice<Diagnostic> {
        referenceProblems[Int(firstProblem[entry])..<Int(firstProblem[entry + 1])]
    }
}
