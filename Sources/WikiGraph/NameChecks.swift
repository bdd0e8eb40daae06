// Checks that need all entries at once: names, addresses and identifiers that must be unique, and embeds in circles.
import WikiModel

extension Linker {
    mutating func checkNames() {
        checkAddresses()
        checkTitles()
        checkIdentifiers()
        for number in entries.indices where !entries[number].metadata.replacedBy.isEmpty {
            let entry = entries[number]
            if case .none = names.lookup(entry.metadata.replacedBy, from: entry.path) {
                report(
                    .replacementMissing, EntryID(number), entry.metadata.range(of: .replacedBy),
                    "no entry is called \"\(entry.metadata.replacedBy)\"")
            }
        }
    }

    /// Two entries, or an entry and a redirect, on one address.
    private mutating func checkAddresses() {
        // Kinds have folders of their own.
        var taken = EntryKind.allCases.map { _ in TextOwners(capacity: entries.count) }
        for number in entries.indices {
            let (kind, slug) = (entries[number].kind, entries[number].slug.lowercased())
            if let other = taken[Int(kind.rawValue)].update(EntryID(number), for: slug) {
                report(
                    .outputCollision, EntryID(number), nil, "\(kind.folder)/\(slug).html is also the address of \(entries[Int(other)].path)",
                    notes: [DiagnosticNote("the other entry", file: entries[Int(other)].path)])
            }
        }
        for number in entries.indices where !entries[number].metadata.redirectFrom.isEmpty {
            let entry = entries[number]
            for (index, old) in entry.metadata.redirectFrom.enumerated() {
                let slug = old.lowercased()
                if let other = taken[Int(entry.kind.rawValue)].update(EntryID(number), for: slug) {
                    report(
                        .outputCollision, EntryID(number), entry.metadata.range(of: .redirectFrom, index: index),
                        "redirect from \(entry.kind.folder)/\(slug).html is also the address of \(entries[Int(other)].path)",
                        notes: [DiagnosticNote("the other entry", file: entries[Int(other)].path)])
                }
            }
        }
    }

    /// Titles and aliases name one entry each. Two spellings that fold alike are told apart, so only exact ones clash.
    private mutating func checkTitles() {
        var owner = TextOwners(capacity: entries.count * 2)
        for number in entries.indices {
            let title = entries[number].metadata.title
            if let other = owner.update(EntryID(number), for: title) {
                reportTaken(title, EntryID(number), entries[number].metadata.range(of: .title), other, isTitle: true)
            }
        }
        for number in entries.indices where !entries[number].metadata.aliases.isEmpty {
            for (index, alias) in entries[number].metadata.aliases.enumerated() {
                guard let other = owner[alias] else {
                    owner.update(EntryID(number), for: alias)
                    continue
                }
                if other != EntryID(number) {
                    reportTaken(alias, EntryID(number), entries[number].metadata.range(of: .alias, index: index), other, isTitle: false)
                }
            }
        }
    }

    private mutating func reportTaken(_ name: String, _ entry: EntryID, _ range: SourceRange?, _ other: EntryID, isTitle: Bool) {
        let head = entries[Int(other)]
        let what = head.metadata.title == name ? "the title" : "an alias"
        report(
            .nameTaken, entry, range, "\(isTitle ? "title" : "alias") \"\(name)\" is also \(what) of \(head.path)",
            notes: [DiagnosticNote("the other entry", file: head.path, range: head.metadata.range(of: .title))])
    }

    private mutating func checkIdentifiers() {
        var owner = TextOwners(capacity: entries.count)
        for number in entries.indices where entries[number].kind == .paper {
            guard let doi = entries[number].metadata.paper?.doi, !doi.isEmpty else { continue }
            if let other = owner.update(EntryID(number), for: PaperIndex.comparable(doi: doi)) {
                let head = entries[Int(other)]
                report(
                    .duplicateDOI, EntryID(number), entries[number].metadata.range(of: .doi), "DOI \(doi) is also that of \(head.path)",
                    notes: [DiagnosticNote("the other paper", file: head.path, range: head.metadata.range(of: .doi))])
            }
        }
    }

    // MARK: Embeds

    /// How deep embeds may be nested.
    static let deepestEmbed = 8

    /// Reports embeds that run in a circle or too deep, at the embed where a reader would meet it.
    mutating func checkEmbeds(_ graph: KnowledgeGraph) {
        var embeds: [EntryID: [(target: EntryID, range: SourceRange)]] = [:]
        for number in graph.entryIDs {
            for (reference, resolution) in zip(graph.entries[Int(number)].references, graph.resolutions(of: number))
            where reference.kind == .embed && resolution.isLink {
                embeds[number, default: []].append((resolution.entry, reference.range))
            }
        }
        for source in embeds.keys.sorted() {
            for embed in embeds[source] ?? [] { follow([source, embed.target], embeds, embed.range) }
        }
    }

    private mutating func follow(
        _ first: [EntryID], _ embeds: [EntryID: [(target: EntryID, range: SourceRange)]], _ range: SourceRange
    ) {
        var open = [first]
        var steps = 0
        while let chain = open.popLast(), let last = chain.last {
            steps += 1
            if chain.dropLast().contains(last) {
                guard chain.first == last else { continue }
                let names = chain.map { "\"\(entries[Int($0)].metadata.title)\"" }.joined(separator: " → ")
                report(.embedCycle, first[0], range, "embeds run in a circle: \(names)")
                return
            }
            if chain.count - 1 > Linker.deepestEmbed || steps > 10_000 {
                report(.embedTooDeep, first[0], range, "embeds are nested more than \(Linker.deepestEmbed) deep")
                return
            }
            for embed in embeds[last] ?? [] { open.append(chain + [embed.target]) }
        }
    }
}
