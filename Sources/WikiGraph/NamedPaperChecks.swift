// Papers that prose names without citing them: which papers of the base they are, and what to write instead.
import WikiModel

extension Linker {
    /// Reports papers that are named by authors and year, or by identifier, where a citation would link and list them.
    mutating func checkNamedPapers() {
        var byAuthor: AuthorIndex?
        for number in entries.indices where !entries[number].namedPapers.isEmpty {
            let index = byAuthor ?? AuthorIndex(entries)
            byAuthor = index
            let named = entries[number].namedPapers
            var start = 0
            while start < named.count {
                // Those in the same parentheses stand in the place of one citation.
                let end = named[start...].firstIndex { $0.range != named[start].range } ?? named.count
                report(named[start..<end], in: EntryID(number), index)
                start = end
            }
        }
    }

    private mutating func report(_ named: ArraySlice<NamedPaper>, in source: EntryID, _ index: AuthorIndex) {
        let found = named.map { papers(named: $0, in: source, index) }
        // The page of a paper may speak of itself.
        if found.contains(where: { $0.contains(source) }) { return }
        if found.allSatisfy({ $0.count == 1 }) {
            let items = zip(named, found).map { citation(of: $0, key: entries[Int($1[0])].slug, in: source) }
            reportWhole(named[named.startIndex], items, in: source)
            return
        }
        for (name, candidates) in zip(named, found) {
            let words = text(name.words, of: source)
            let citations = candidates.map { bracketed([citation(of: name, key: entries[Int($0)].slug, in: source)], name) }
            if let first = citations.first {
                let others = citations.dropFirst().prefix(2).map { " or \"\($0)\"" }.joined()
                report(.citationInWords, source, name.range, "\"\(words)\" is no citation; write \"\(first)\"\(others)")
            } else if name.isCertain {
                report(
                    .citationInWords, source, name.range,
                    "\"\(words)\" is no citation, and the base has no such paper; add it and cite it by its key")
            }
        }
    }

    /// Reports what one citation can take the place of.
    private mutating func reportWhole(_ name: NamedPaper, _ items: [String], in source: EntryID) {
        let words = text(name.whole, of: source)
        let citation = bracketed(items, name)
        // What is broken over lines is not replaced.
        let isOnOneLine = name.lengthUTF8 == name.whole.count
        report(
            .citationInWords, source, name.range, "\"\(words)\" is no citation; write \"\(citation)\"",
            suggestion: isOnOneLine ? Suggestion(replacement: citation, of: words) : nil)
    }

    /// `see @ma2015, p. 30`, or `@ma2015 [p. 30]` in a sentence.
    private func citation(of name: NamedPaper, key: String, in source: EntryID) -> String {
        let (prefix, suffix) = (text(name.prefix, of: source), text(name.suffix, of: source))
        if name.form == .narrative { return "@\(key)" + (suffix.isEmpty ? "" : " [\(suffix)]") }
        return (prefix.isEmpty ? "" : prefix + " ") + "@\(key)" + (suffix.isEmpty ? "" : ", \(suffix)")
    }

    private func bracketed(_ items: [String], _ name: NamedPaper) -> String {
        let joined = items.joined(separator: "; ")
        return name.form == .narrative ? joined : "[\(joined)]"
    }

    private func papers(named name: NamedPaper, in source: EntryID, _ index: AuthorIndex) -> [EntryID] {
        let strings = entries[Int(source)].strings
        if name.form == .identifier { return papers.paper(identifier: strings[name.name.range]).map { [$0] } ?? [] }
        return strings[name.name.range].withUnsafeBufferPointer { index.papers(author: $0, year: Int(name.year)) }
    }
}

/// Papers by the family name of their first author and their year.
private struct AuthorIndex {
    private var papers: [UInt64: [EntryID]] = [:]

    init(_ entries: [EntryHead]) {
        for number in entries.indices where entries[number].kind == .paper {
            guard let paper = entries[number].metadata.paper, let author = paper.authors.first, let year = paper.issued?.year,
                // Of "van der Pol" the last word, with which particles are often left out.
                var name = author.citedName.split(separator: " ").last.map(String.init)
            else { continue }
            let key = name.withUTF8 { AuthorIndex.key(author: $0, year: year) }
            papers[key, default: []].append(EntryID(number))
        }
    }

    func papers(author: UnsafeBufferPointer<UInt8>, year: Int) -> [EntryID] { papers[AuthorIndex.key(author: author, year: year)] ?? [] }

    private static func key(author: UnsafeBufferPointer<UInt8>, year: Int) -> UInt64 {
        var hash = StableHash(seed: FoldedName.hash(of: author))
        hash.combine(year)
        return hash.value
    }
}
