// Diagnostics as values: long runs of one problem are cut, and nothing else is.
import Testing
import WikiModel

@Suite struct DiagnosticTests {
    private func problem(_ code: DiagnosticCode, _ file: String, _ line: Int) -> Diagnostic {
        Diagnostic(code, file: file, range: SourceRange(line: line, columnUTF8: 1, lengthUTF8: 1), "problem \(line)")
    }

    @Test func longRunsOfOneProblemAreCutAndCounted() {
        let most = Diagnostic.mostAlike
        let first = (1...(most + 20)).map { problem(.linkMissing, "a.md", $0) } + [problem(.linkEmpty, "a.md", 9999)]
        let second = (1...most).map { problem(.linkMissing, "b.md", $0) }
        let shown = Diagnostic.shortened(first + second)
        #expect(shown.count == 2 * most + 1)
        #expect(shown[most - 1].notes.map(\.message) == ["20 more problems of this kind in this file are not shown"])
        #expect(shown.filter { !$0.notes.isEmpty }.count == 1)
        #expect(Diagnostic.shortened(shown) == shown)
    }

    /// Neither what an author wrote nor the name of a file reaches a terminal as a command.
    @Test func controlCharactersAreShown() {
        let problem = Diagnostic(.linkMissing, file: "\u{1B}[31m/a\nb.md", range: SourceRange(line: 1, columnUTF8: 2, lengthUTF8: 1), "no \u{7}")
        #expect(problem.line == "\u{FFFD}[31m/a\u{FFFD}b.md:1:2: warning: no \u{FFFD} [link-missing]")
    }

    @Test func fewProblemsStayAsTheyAre() {
        let all = (1...100).map { problem(.linkMissing, "a.md", $0) }
        #expect(Diagnostic.shortened(all) == all)
    }
}
