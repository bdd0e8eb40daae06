// Checks that need all entries at once: names, addresses and identifiers that must be unique.
import WikiModel

extension Linker {
    mutating func checkNames() {
        checkAddresses()
        checkTitles()
        checkIdentifiers()
        for number in entries.indices where !entries[number].metadata.replacedBy.isEmpty { checkReplacement(of: EntryID(number)) }
    }

    /// `replaced_by` is the name of one entry.
    private mutating func checkReplacement(of number: EntryID) {
        let entry = entries[Int(number)]
        let (name, range) = (entry.metadata.replacedBy, entry.metadata.range(of: .replacedBy))
        switch names.lookup(name, from: entry.path) {
        case .one: break
        case .several(let candidates): reportAmbiguous(name, candidates, in: number, range)
        case .none:
            if let (clause, suggestion) = heir(of: name) {
                report(.replacementMissing, number, range, "no entry is called \"\(name)\"\(clause)", suggestion: suggestion)
                return
            }
            let near = suggestions.titles(near: name, in: entries)
            report(
                .replacementMissing, number, range, "no entry is called \"\(name)\"" + didYouMean(near.first),
                suggestion: suggestion(for: name, among: near, from: number))
        }
    }

    /// Reports a name that several entries have; of many the first are named. A name that is reported as taken (`checkTitles`) is not
    /// reported at every link as well: these are right, and would hide the cause.
    mutating func reportAmbiguous(_ name: String, _ candidates: [EntryID], in source: EntryID, _ range: SourceRange?) {
        func entry(_ number: EntryID) -> EntryHead { entries[Int(number)] }
        let title = entry(candidates[0]).metadata.title
        let isTitleTaken = candidates.allSatisfy { entry($0).metadata.title == title } && candidates.contains { entry($0).kind != .paper }
        if isTitleTaken || candidates.allSatisfy({ entry($0).metadata.aliases.contains(name) }) { return }
        let named = candidates.prefix(5).map { entries[Int($0)].path }.joined(separator: ", ")
        let others = candidates.count > 5 ? " and \(candidates.count - 5) more" : ""
        report(.linkAmbiguous, source, range, "\"\(name)\" is the name of \(candidates.count) entries: \(named)\(others)")
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

    /// Titles and aliases name one entry each. Two spellings that fold alike are told apart, so only exact ones clash; but an alias
    /// comes before the folded titles and file names of other entries, whose links it would take.
    private mutating func checkTitles() {
        var owner = TextOwners(capacity: entries.count * 2)
        for number in entries.indices {
            let title = entries[number].metadata.title
            // Papers are cited by key, and a preprint has the title of its article: a link by that title is reported instead. A file name
            // that stands in for a title which is missing is no second problem.
            if let other = owner.update(EntryID(number), for: title), entries[number].kind != .paper || entries[Int(other)].kind != .paper,
                [number, Int(other)].allSatisfy({ entries[$0].metadata.range(of: .title) != nil })
            {
                reportTaken(title, .title, 0, EntryID(number), other)
            }
        }
        for number in entries.indices where !entries[number].metadata.aliases.isEmpty {
            for (index, alias) in entries[number].metadata.aliases.enumerated() {
                if let other = owner[alias] {
                    if other != EntryID(number) { reportTaken(alias, .alias, index, EntryID(number), other) }
                    continue
                }
                owner.update(EntryID(number), for: alias)
                reportHiding(alias, index, EntryID(number))
            }
        }
    }

    /// Reports an alias that takes the links of another entry, written in other cases or hyphens.
    private mutating func reportHiding(_ alias: String, _ index: Int, _ entry: EntryID) {
        var alias = alias
        let folded = alias.withUTF8 { FoldedName.hash(of: $0) }
        guard let other = names.entry(folding: folded, otherThan: entry) else { return }
        let head = entries[Int(other)]
        report(
            .nameTaken, entry, entries[Int(entry)].metadata.range(of: .alias, index: index),
            "alias \"\(alias)\" takes the links to \"\(head.metadata.title)\" (\(head.path)) that are written like it",
            notes: [DiagnosticNote("the other entry", file: head.path, range: head.metadata.range(of: .title))])
    }

    /// - Parameter index: which of the aliases it is, or 0 for the title.
    private mutating func reportTaken(_ name: String, _ field: MetadataField, _ index: Int, _ entry: EntryID, _ other: EntryID) {
        let head = entries[Int(other)]
        let alias = head.metadata.title == name ? nil : head.metadata.aliases.firstIndex(of: name)
        let place = alias.map { head.metadata.range(of: .alias, index: $0) } ?? head.metadata.range(of: .title)
        report(
            .nameTaken, entry, entries[Int(entry)].metadata.range(of: field, index: index),
            "\(field == .title ? "title" : "alias") \"\(name)\" is also \(alias == nil ? "the title" : "an alias") of \(head.path)",
            notes: [DiagnosticNote("the other entry", file: head.path, range: place)])
    }

    private mutating func checkIdentifiers() {
        checkIdentifier("DOI", .doi, { $0.paper?.doi }, PaperIndex.comparable(doi:))
        // As written by some with the name of the scheme before it.
        func digits(_ text: String) -> String { String(decoding: text.utf8.filter(\.isDigit), as: UTF8.self) }
        checkIdentifier("PMID", .pmid, { $0.paper?.pmid }, digits)
        checkIdentifier("PMCID", .pmcid, { $0.paper?.pmcid }, digits)
        checkConceptIdentifiers()
    }

    /// An identifier of a database stands for one thing, and so for one concept; of papers those of a journal or a book are shared.
    /// A concept that is out of date may have that of the one in its place.
    private mutating func checkConceptIdentifiers() {
        var owner = TextOwners(capacity: entries.count)
        for number in entries.indices where entries[number].kind == .concept && entries[number].metadata.status != .deprecated {
            for (index, identifier) in entries[number].metadata.identifiers.enumerated() {
                let scheme = vocabulary.scheme(named: identifier.scheme)?.name ?? identifier.scheme
                guard let other = owner.update(EntryID(number), for: "\(scheme) \(identifier.value)"), other != EntryID(number)
                else { continue }
                let head = entries[Int(other)]
                let same = head.metadata.identifiers.firstIndex {
                    $0.value == identifier.value && vocabulary.scheme(named: $0.scheme)?.name ?? $0.scheme == scheme
                }
                let place = same.flatMap { head.metadata.range(of: .identifier, index: $0) }
                let name = identifier.namesScheme ? identifier.value : "\(scheme) \(identifier.value)"
                report(
                    .identifierShared, EntryID(number), entries[number].metadata.range(of: .identifier, index: index),
                    "\(name) is also that of \(head.path)", notes: [DiagnosticNote("the other concept", file: head.path, range: place)])
            }
        }
    }

    private mutating func checkIdentifier(
        _ scheme: String, _ field: MetadataField, _ value: (borrowing EntryMetadata) -> String?, _ comparable: (String) -> String
    ) {
        var owner = TextOwners(capacity: entries.count)
        for number in entries.indices where entries[number].kind == .paper {
            guard let identifier = value(entries[number].metadata), !identifier.isEmpty else { continue }
            if let other = owner.update(EntryID(number), for: comparable(identifier)) {
                let head = entries[Int(other)]
                report(
                    .duplicateDOI, EntryID(number), entries[number].metadata.range(of: field),
                    "\(scheme) \(identifier) is also that of \(head.path)",
                    notes: [DiagnosticNote("the other paper", file: head.path, range: head.metadata.range(of: field))])
            }
        }
    }
}
