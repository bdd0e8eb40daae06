// What was meant as wiki syntax and is none: links that are not closed, block ids and headings that miss a blank.
import WikiModel

/// A problem at bytes of the source, before its line is known.
struct WikiSlip: Error {
    var code: DiagnosticCode
    var range: Range<Int>
    var message: String
    var suggestion: Suggestion?
}

extension WikiScanner {
    // MARK: Problems

    /// Adds a problem at its place, which is on the current line or on one of those after it.
    mutating func addProblem(_ slip: WikiSlip) {
        var (line, lineStart, from) = (line, lineStart, offset)
        while let newline = source.firstOffset(of: .newline, in: from..<max(from, slip.range.lowerBound)) {
            (line, lineStart, from) = (line + 1, newline + 1, newline + 1)
        }
        let range = SourceRange(
            line: line, columnUTF8: slip.range.lowerBound - lineStart + 1,
            lengthUTF8: lineEnd(in: slip.range) - slip.range.lowerBound)
        scan.problems.append(WikiFinding(code: slip.code, range: range, message: slip.message, suggestion: slip.suggestion))
    }
}
