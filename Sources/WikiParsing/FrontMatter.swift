// Finds the front matter of a source.

/// The YAML between the two `---` lines at the top of a source.
struct FrontMatter {
    /// The YAML text.
    var yaml: Range<Int>
    /// The offset and line number of the first line after the front matter.
    var bodyStart: Int
    var bodyLine: Int

    /// Where front matter was looked for and not found.
    enum Absence: Error {
        case missing
        /// It stands below empty lines, on the line of this number.
        case late(line: Int)
        /// The first line holds other marks in the place of the three hyphens.
        case otherMarks
        /// Blanks stand before the three hyphens of the line of this number.
        case indented(line: Int)
        /// The first line begins a block of code, which holds the whole entry.
        case inCode
        /// The first line is a key, and only the closing line is there.
        case unopened(FrontMatter)
        case unclosed
    }

    static func locate(in source: SourceBytes) throws(Absence) -> FrontMatter {
        var end = source.lineEnd(from: 0)
        guard isFence(source, 0..<end) else {
            throw absence(in: source)
        }
        let start = min(end + 1, source.count)
        var lineStart = start
        var line = 2
        var indented: Int?
        while lineStart < source.count {
            end = source.lineEnd(from: lineStart)
            if isFence(source, lineStart..<end) {
                return FrontMatter(yaml: start..<lineStart, bodyStart: min(end + 1, source.count), bodyLine: line + 1)
            }
            if indented == nil, isIndentedFence(source, lineStart..<end) { indented = line }
            lineStart = end + 1
            line += 1
        }
        throw indented.map { .indented(line: $0) } ?? .unclosed
    }

    /// What stands where the first line is no fence.
    private static func absence(in source: SourceBytes) -> Absence {
        if let line = lateFence(source) { return .late(line: line) }
        let first = 0..<source.lineEnd(from: 0)
        if isIndentedFence(source, first) { return .indented(line: 1) }
        if isLikeFence(source, first) { return .otherMarks }
        let next = min(first.upperBound + 1, source.count)
        if source.has("```", at: 0) || source.has("~~~", at: 0) {
            return isFence(source, next..<source.lineEnd(from: next)) ? .inCode : .missing
        }
        guard MetadataReader.isKey(beginning: SourceBytes(rebasing: source[first])) else { return .missing }
        var (lineStart, line) = (next, 2)
        // Front matter has no blank lines, as a rule; a line of hyphens further down is of the prose.
        while lineStart < source.count, case let end = source.lineEnd(from: lineStart), !source.trimmed(lineStart..<end).isEmpty {
            if isFence(source, lineStart..<end) {
                return .unopened(FrontMatter(yaml: 0..<lineStart, bodyStart: min(end + 1, source.count), bodyLine: line + 1))
            }
            (lineStart, line) = (end + 1, line + 1)
        }
        return .missing
    }

    private static func isIndentedFence(_ source: SourceBytes, _ line: Range<Int>) -> Bool {
        guard let first = line.first, source[first].isSpaceOrTab, case let words = source.trimmed(line), words.count >= 3 else { return false }
        return isFence(source, words)
    }

    /// The number of the first line that is not empty, if front matter could begin there.
    private static func lateFence(_ source: SourceBytes) -> Int? {
        guard let first = source.firstIndex(where: { !$0.isWhitespace }) else { return nil }
        let start = source[..<first].lastIndex(of: .newline).map { $0 + 1 } ?? 0
        return isFence(source, start..<source.lineEnd(from: start)) ? source[..<start].count { $0 == .newline } + 1 : nil
    }

    /// Whether a line holds what text processors make of hyphens, or what other programs begin front matter with.
    private static func isLikeFence(_ source: SourceBytes, _ line: Range<Int>) -> Bool {
        let text = source.text(source.trimmed(line))
        return !text.isEmpty && text.utf8.count < 40 && text.allSatisfy { "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}+".contains($0) }
    }

    private static func isFence(_ source: SourceBytes, _ line: Range<Int>) -> Bool {
        source.has("---", at: line.lowerBound) && source.trimmed((line.lowerBound + 3)..<line.upperBound).isEmpty
            && line.count >= 3
    }
}
