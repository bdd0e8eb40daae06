// Applies the safe suggestions of diagnostics to the source files.
import WikiGraph
import WikiModel
import WikiParsing

/// The changes that safe suggestions ask for, and how many suggestions they hold.
///
/// A suggestion is applied where the text it replaces stands at its place, once; two that overlap are not both applied. The address of a
/// link may also stand in a link definition of its entry. Throws for a file that cannot be read.
func safeFixes(_ diagnostics: [Diagnostic], in graph: KnowledgeGraph, root: String) throws(FileError) -> (changes: ChangeSet, count: Int) {
    var changes = ChangeSet()
    var count = 0
    let safe = diagnostics.filter { $0.suggestion?.confidence == .safe && $0.range != nil }
    for (file, problems) in Dictionary(grouping: safe, by: \.file).sorted(by: { $0.key < $1.key }) {
        let old = try File.read(root + "/" + file)
        var (new, left) = applyingSuggestions(of: problems, to: old)
        let links = left.filter { $0.code == .linkMissing }
        if !links.isEmpty, let id = graph.entry(named: file), let changed = changingLinkDefinitions(links, in: new, of: graph.entries[Int(id)], graph.vocabulary) {
            new = changed
            left.removeAll { $0.code == .linkMissing }
        }
        count += problems.count - left.count
        changes.set(file, old: old, new: new)
    }
    return (changes, count)
}

/// A source with suggestions applied, and the problems whose suggestions could not be.
func applyingSuggestions(of problems: [Diagnostic], to old: [UInt8]) -> (new: [UInt8], left: [Diagnostic]) {
    var source = SourceLines(old)
    var places: [Int: [(range: Range<Int>, new: [UInt8])]] = [:]
    var left: [Diagnostic] = []
    for problem in problems {
        guard let (line, range, new) = place(of: problem, in: source),
            places[line, default: []].allSatisfy({ !$0.range.overlaps(range) })
        else {
            left.append(problem)
            continue
        }
        places[line, default: []].append((range, new))
    }
    for (line, changes) in places {
        // From the end of a line to its start, so that places stay true.
        for (range, new) in changes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            source.lines[line].text.replaceSubrange(range, with: new)
        }
    }
    return (source.bytes, left)
}

private func place(of problem: Diagnostic, in source: SourceLines) -> (line: Int, range: Range<Int>, new: [UInt8])? {
    guard let range = problem.range, let suggestion = problem.suggestion, range.start.line == range.end.line,
        source.lines.indices.contains(range.start.line - 1)
    else { return nil }
    let line = source.lines[range.start.line - 1].text
    let (start, end) = (range.start.columnUTF8 - 1, range.end.columnUTF8 - 1)
    guard start <= end, end <= line.count else { return nil }
    let new = Array(suggestion.replacement.utf8)
    if suggestion.replaced.isEmpty { return (range.start.line - 1, start..<end, new) }
    let replaced = Array(suggestion.replaced.utf8)
    // The target of `[[relation::Target]]` stands behind the colons.
    let within = line[start..<end]
    let from = within.starts(with: "[[".utf8) ? firstOffset(of: Array("::".utf8), in: within).map { $0 + 2 } ?? start : start
    guard let offset = firstOffset(of: replaced, in: line[from..<end]) else { return nil }
    return (range.start.line - 1, offset..<(offset + replaced.count), new)
}

private func firstOffset(of text: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= text.count, !text.isEmpty else { return nil }
    return (bytes.startIndex...(bytes.endIndex - text.count)).first { bytes[$0...].starts(with: text) }
}
