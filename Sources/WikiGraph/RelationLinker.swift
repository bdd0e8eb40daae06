// Typed relations: from front matter and prose to checked edges between entries.
import WikiModel

extension Linker {
    /// All relations, each pair and type once, in the order of their sources; and what is named in them alone: papers that are evidence, and
    /// sources that the other entry names as well.
    mutating func linkRelations(_ resolutions: [Resolution], _ first: [Int32]) -> (relations: [Relation], named: Set<EntryID>) {
        var relations: [Relation] = []
        let types = Dictionary(
            vocabulary.relations.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for number in entries.indices {
            let source = EntryID(number)
            var known: [RelationKey: Int] = [:]
            for stated in entries[number].metadata.relations {
                guard let type = types[stated.relation], let relation = resolve(stated, type, from: source) else { continue }
                if !add(relation, to: &relations, known: &known) { reportDuplicate(relation) }
            }
            for (index, reference) in entries[number].references.enumerated()
            where reference.kind == .wikilink && reference.qualifier != Reference.unqualified {
                let resolution = resolutions[Int(first[number]) + index]
                guard resolution.isLink, resolution.entry != source else { continue }
                let relation = Relation(
                    source: source, target: resolution.entry, type: Int(reference.qualifier), evidence: [], note: "",
                    location: reference.range.start)
                guard fits(relation, reference.range) else { continue }
                // Prose may repeat what the front matter states.
                add(relation, to: &relations, known: &known)
            }
        }
        var (kept, named) = withoutMirrors(relations)
        for relation in kept { named.formUnion(relation.evidence) }
        reportCycles(kept)
        return (kept, named)
    }

    private struct RelationKey: Hashable {
        var target: EntryID
        var type: Int
    }

    /// A relation of the front matter with its target and evidence found.
    private mutating func resolve(_ stated: StatedRelation, _ type: Int, from source: EntryID) -> Relation? {
        // First, so that a wrong target hides no wrong evidence.
        let evidence = resolveEvidence(stated, from: source)
        var target: EntryID
        switch names.lookup(stated.target, from: entries[Int(source)].path) {
        case .one(let entry, _):
            target = entry
            if isDeprecated[Int(entry)] { noteDeprecated(entry, stated.range, in: source) }
        case .several(let candidates):
            reportAmbiguous(stated.target, candidates, in: source, stated.range)
            return nil
        case .none:
            if let (clause, suggestion) = heir(of: stated.target) {
                report(
                    .relationTargetMissing, source, stated.range, "no entry is called \"\(stated.target)\"\(clause)", suggestion: suggestion)
                return nil
            }
            let near = suggestions.titles(near: stated.target, in: entries)
            report(
                .relationTargetMissing, source, stated.range,
                "no entry is called \"\(stated.target)\"" + (severalNames(in: stated.target, from: source) ?? didYouMean(near.first)),
                suggestion: suggestion(for: stated.target, among: near, from: source))
            return nil
        }
        if target == source {
            report(.relationToSelf, source, stated.range, "\"\(stated.relation)\" points to the entry itself")
            return nil
        }
        let relation = Relation(
            source: source, target: target, type: type, evidence: evidence, note: stated.note,
            location: stated.range.start)
        return fits(relation, stated.range) ? relation : nil
    }

    /// What to write for a text that holds the names of several entries.
    private func severalNames(in text: String, from source: EntryID) -> String? {
        let parts = text.split(separator: text.contains("; ") ? "; " : ", ").map(String.init)
        let areNames = parts.allSatisfy { if case .none = names.lookup($0, from: entries[Int(source)].path) { false } else { true } }
        return parts.count > 1 && areNames ? "; several targets are a list, so write [\(parts.joined(separator: ", "))]" : nil
    }

    private mutating func resolveEvidence(_ stated: StatedRelation, from source: EntryID) -> [EntryID] {
        var papers: [EntryID] = []
        for (index, key) in stated.evidence.enumerated() {
            let range = index < stated.evidenceRanges.count ? stated.evidenceRanges[index] : stated.range
            if let paper = self.papers.paper(cited: Array(key.utf8)[...]) {
                noteRetracted(paper, range, in: source, isEvidence: true)
                if !papers.contains(paper) { papers.append(paper) }
            } else if let (clause, suggestion) = heir(of: key, isPaper: true) {
                report(
                    .citationUnknown, source, range, "no paper has the citation key \"\(key)\" (evidence of \"\(stated.relation)\")\(clause)",
                    suggestion: suggestion)
            } else {
                let near = suggestions.keys(near: key, in: entries)
                report(
                    .citationUnknown, source, range,
                    "no paper has the citation key \"\(key)\" (evidence of \"\(stated.relation)\")"
                        + didYouMean(near.first),
                    suggestion: near.first.map { Suggestion(replacement: $0, of: key) })
            }
        }
        return papers
    }

    /// Whether the vocabulary lets the relation join entries of these categories.
    private mutating func fits(_ relation: Relation, _ range: SourceRange) -> Bool {
        let type = vocabulary.relations[relation.type]
        // The categories alone: front matter is some thirty references to copy.
        let source = entries[Int(relation.source)].metadata.category
        let target = entries[Int(relation.target)].metadata.category
        // A slip that left an entry without its category is reported there, and is not the fault of those that relate to it.
        for (category, entry) in [(source, relation.source), (target, relation.target)] where category.isEmpty {
            if entries[Int(entry)].diagnostics.contains(where: \.code.losesMetadata) { return true }
        }
        if !type.domain.isEmpty, !type.domain.contains(source) {
            report(
                .relationDomain, relation.source, range,
                "\"\(type.id)\" cannot start from \(article(source)); it starts from \(type.domain.joined(separator: ", "))")
            return false
        }
        if !type.range.isEmpty, !type.range.contains(target) {
            report(
                .relationRange, relation.source, range,
                "\"\(type.id)\" cannot point to \(article(target)) (\"\(entries[Int(relation.target)].metadata.title)\"); it points to "
                    + type.range.joined(separator: ", "))
            return false
        }
        return true
    }

    private func article(_ category: String) -> String {
        if category.isEmpty { return "an entry without category" }
        return ("aeiou".contains(category.prefix(1)) ? "an " : "a ") + category
    }

    /// Adds a relation, or its evidence to that of the same relation; answers whether it is new.
    @discardableResult
    private func add(_ relation: Relation, to relations: inout [Relation], known: inout [RelationKey: Int]) -> Bool {
        let key = RelationKey(target: relation.target, type: relation.type)
        guard let index = known[key] else {
            known[key] = relations.count
            relations.append(relation)
            return true
        }
        relations[index].join(relation)
        return false
    }

    private mutating func reportDuplicate(_ relation: Relation) {
        report(
            .relationDuplicate, relation.source, SourceRange(start: relation.location, end: relation.location),
            "\"\(vocabulary.relations[relation.type].id)\" to \"\(entries[Int(relation.target)].metadata.title)\" is stated twice")
    }

    /// A symmetric relation stated from both sides is one relation, with the evidence and the notes of both.
    private func withoutMirrors(_ relations: [Relation]) -> (kept: [Relation], named: Set<EntryID>) {
        var (kept, named): ([Relation], Set<EntryID>) = ([], [])
        var index: [MirrorKey: Int] = [:]
        for relation in relations {
            guard vocabulary.relations[relation.type].isSymmetric else {
                kept.append(relation)
                continue
            }
            let key = MirrorKey(
                low: min(relation.source, relation.target), high: max(relation.source, relation.target), type: relation.type)
            if let known = index[key] {
                kept[known].join(relation)
                named.insert(relation.target)
            } else {
                index[key] = kept.count
                kept.append(relation)
            }
        }
        return (kept, named)
    }

    private struct MirrorKey: Hashable {
        var low: EntryID
        var high: EntryID
        var type: Int
    }

    // MARK: Circles

    /// Reports each circle of a transitive relation once, at the relation that closes it.
    private mutating func reportCycles(_ relations: [Relation]) {
        // What is symmetric leads back by its nature.
        for (type, words) in vocabulary.relations.enumerated() where words.isTransitive && !words.isSymmetric {
            let ofType = relations.indices.filter { relations[$0].type == type }
            let next = Grouped(ofType, count: entries.count) { Int(relations[$0].source) }
            var progress = CircleSearch(count: entries.count)
            for start in entries.indices where !next[start].isEmpty && !progress.isDone[start] {
                walk(from: EntryID(start), next, relations, &progress, word: words.id)
            }
        }
    }

    /// How far the search for circles of one relation has come.
    private struct CircleSearch {
        var isDone: [Bool]
        /// Where entries stand on the open path; -1 for those that do not.
        var position: [Int]

        init(count: Int) {
            isDone = [Bool](repeating: false, count: count)
            position = [Int](repeating: -1, count: count)
        }
    }

    /// Depth-first without recursion: a chain of relations may be as long as the base is large.
    private mutating func walk(
        from start: EntryID, _ next: Grouped<Int>, _ relations: [Relation], _ progress: inout CircleSearch, word: String
    ) {
        var path: [EntryID] = [start]
        progress.position[Int(start)] = 0
        var cursor: [Int] = [0]
        while let current = path.last {
            let edges = next[current]
            let index = cursor[cursor.count - 1]
            guard index < edges.count else {
                progress.isDone[Int(current)] = true
                progress.position[Int(current)] = -1
                path.removeLast()
                cursor.removeLast()
                continue
            }
            cursor[cursor.count - 1] += 1
            let edge = relations[edges[edges.startIndex + index]]
            let begin = progress.position[Int(edge.target)]
            if begin >= 0 {
                report(
                    .relationCycle, current, SourceRange(start: edge.location, end: edge.location),
                    "\"\(word)\" runs in a circle: \(chain(path[begin...] + [edge.target]))")
            } else if !progress.isDone[Int(edge.target)] {
                progress.position[Int(edge.target)] = path.count
                path.append(edge.target)
                cursor.append(0)
            }
        }
    }
}

extension Relation {
    /// Adds the evidence and the note of the same relation, stated elsewhere.
    fileprivate mutating func join(_ other: Relation) {
        evidence += other.evidence.filter { !evidence.contains($0) }
        if note.isEmpty { note = other.note } else if !other.note.isEmpty, other.note != note { note += "; " + other.note }
    }
}
