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
        case unclosed
    }

    static func locate(in source: SourceBytes) throws(Absence) -> FrontMatter {
        var end = source.lineEnd(from: 0)
        guard isFence(source, 0..<end) else {
            throw lateFence(source).map { .late(line: $0) } ?? (isLikeFence(source, 0..<end) ? .otherMarks : .missing)
        }
        let start = min(end + 1, source.count)
        var lineStart = start
        var line = 2
        while lineStart < source.count {
            end = source.lineEnd(from: lineStart)
            if isFence(source, lineStart..<end) {
                return FrontMatter(yaml: start..<lineStart, bodyStart: min(end + 1, source.count), bodyLine: line + 1)
            }
            lineStart = end + 1
            line += 1
        }
        throw .unclosed
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
