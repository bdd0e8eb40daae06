// Formulas: what TeX becomes, what is refused with which place, and that no source takes long.
import Foundation
import Testing

@testable import WikiParsing

@Suite @MainActor struct FormulaTests {
    private func formula(_ tex: String) throws -> Formula {
        try Array(tex.utf8).withUnsafeBufferPointer { try Formula($0, isDisplay: false) }
    }

    /// The content of the `math` element, without the row that holds it.
    private func markup(_ tex: String) throws -> String {
        let whole = String(decoding: try formula(tex).markup, as: UTF8.self)
        let start = try #require(whole.range(of: "\"><mrow>"))
        return String(whole[start.upperBound...].dropLast("</mrow></math>".count))
    }

    @Test(arguments: [
        ("x", "<mi>x</mi>"),
        ("2.50", "<mn>2.50</mn>"),
        ("a-b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("x^2_1", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("x^23", "<msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>"),
        ("f''", "<msup><mi>f</mi><mo>′′</mo></msup>"),
        ("{}^{14}C", "<msup><mrow></mrow><mrow><mn>14</mn></mrow></msup><mi>C</mi>"),
        ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"),
        ("\\sum_{i}^n", "<munderover><mo>∑</mo><mrow><mi>i</mi></mrow><mi>n</mi></munderover>"),
        ("\\int\\limits_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"),
        ("\\log x", "<mi>log</mi><mspace width=\"0.1667em\"></mspace><mi>x</mi>"),
        ("\\log(x)", "<mi>log</mi><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>"),
        ("\\left\\langle x \\right.", "<mrow><mo form=\"prefix\" stretchy=\"true\">⟨</mo><mi>x</mi></mrow>"),
        ("\\hat x", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">^</mo></mover>"),
        ("\\mathrm{nm}", "<mrow><mi>nm</mi></mrow>"),
        ("\\mathbb{R}\\mathcal B", "<mrow><mi mathvariant=\"normal\">ℝ</mi></mrow><mi mathvariant=\"normal\">ℬ</mi>"),
        ("\\text{a < b, }c", "<mtext>a &lt; b,\u{A0}</mtext><mi>c</mi>"),
        ("\\Delta\\alpha\\,µ", "<mi mathvariant=\"normal\">Δ</mi><mi>α</mi><mspace width=\"0.1667em\"></mspace><mi>µ</mi>"),
        ("A \\xrightarrow{k} B", "<mi>A</mi><mover><mo stretchy=\"true\">→</mo><mrow><mi>k</mi></mrow></mover><mi>B</mi>"),
        ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>"),
        ("\\tfrac12\\dfrac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        ("\\overset{!}{=}", "<mover><mrow><mo>=</mo></mrow><mrow><mo>!</mo></mrow></mover>"),
        ("\\stackrel{!}=", "<mover><mo>=</mo><mrow><mo>!</mo></mrow></mover>"),
        ("\\underset{n}{a}", "<munder><mrow><mi>a</mi></mrow><mrow><mi>n</mi></mrow></munder>"),
        ("\\underline{a}", "<munder><mrow><mi>a</mi></mrow><mo stretchy=\"true\">_</mo></munder>"),
        ("\\overbrace{a}^n", "<mover><mover><mrow><mi>a</mi></mrow><mo stretchy=\"true\">⏞</mo></mover><mi>n</mi></mover>"),
        ("\\underbrace{a}_n", "<munder><munder><mrow><mi>a</mi></mrow><mo stretchy=\"true\">⏟</mo></munder><mi>n</mi></munder>"),
        ("A \\xleftarrow{k} B", "<mi>A</mi><mover><mo stretchy=\"true\">←</mo><mrow><mi>k</mi></mrow></mover><mi>B</mi>"),
        ("\\lim_{n}x", "<munder><mo movablelimits=\"true\">lim</mo><mrow><mi>n</mi></mrow></munder><mi>x</mi>"),
        ("\\mathfrak{gR}\\mathit{h}\\mathbf{A1}", "<mrow><mi mathvariant=\"normal\">𝔤</mi><mi mathvariant=\"normal\">ℜ</mi></mrow><mrow><mi mathvariant=\"normal\">ℎ</mi></mrow><mrow><mi mathvariant=\"normal\">𝐀</mi><mn>𝟏</mn></mrow>"),
        ("a\\text{ if }b", "<mi>a</mi><mtext>\u{A0}if\u{A0}</mtext><mi>b</mi>"),
        ("\\begin{matrix}1\\\\\\end{matrix}", "<mrow><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></mrow>"),
        ("\\begin{array}{cc}1&2\\end{array}", "<mrow><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable></mrow>"),
    ])
    func teXBecomesMathML(_ tex: String, _ expected: String) throws { #expect(try markup(tex) == expected) }

    @Test(arguments: [
        ("E = mc^2", "E = mc^2"), ("\\frac{a+b}{2}", "(a + b)/2"), ("x^{-1}", "x^(−1)"), ("x_{12}", "x_12"), ("\\sqrt{2\\sigma\\kappa}", "√(2σκ)"),
        ("\\sin^2\\theta", "sin^2 θ"), ("\\begin{aligned}a&=b\\\\c&=d\\end{aligned}", "a = b; c = d"), ("50\\,\\mathrm{nm}", "50 nm"),
        ("\\binom{n}{2}", "(n/2)"), ("\\overset{!}{=}", "! ="),
    ])
    func wordsAreOneLine(_ tex: String, _ expected: String) throws {
        #expect(String(decoding: try formula(tex).words, as: UTF8.self) == expected)
    }

    @Test func theSourceStaysWithTheFormula() throws {
        let text = String(decoding: try formula("a  <\n\"b\"").markup, as: UTF8.self)
        #expect(text.hasPrefix("<math alttext=\"a &lt; &quot;b&quot;\"><mrow>"))
        let display = try Array("x".utf8).withUnsafeBufferPointer { try Formula($0, isDisplay: true) }
        #expect(String(decoding: display.markup, as: UTF8.self) == "<math display=\"block\" alttext=\"x\"><mrow><mi>x</mi></mrow></math>")
    }

    /// The message, and what of the source it marks.
    @Test(arguments: [
        ("a + \\alhpa", "\\alhpa", "\"\\alhpa\" is no command that formulas know; did you mean \"\\alpha\"?"),
        ("\\ce{H2O}", "\\ce", "\"\\ce\" is of the package mhchem, which formulas do not have; write \"\\mathrm{H_2O}\", or H<sub>2</sub>O in the text"),
        ("5 \\SI{5}{m}", "\\SI", "\"\\SI\" is of the package siunitx, which formulas do not have; write the number and its unit as words, \"5 µm\""),
        ("\\anq", "\\anq", "\"\\anq\" is no command that formulas know"),
        ("\\Rm", "\\Rm", "\"\\Rm\" is no command that formulas know"),
        ("\\frc{1}{2}", "\\frc", "\"\\frc\" is no command that formulas know; did you mean \"\\frac\"?"),
        ("\\frac{1}", "\\frac", "\"\\frac\" lacks what belongs to it; write \\frac{…}"),
        ("{a", "{", "\"{\" is never closed"),
        ("a}", "}", "\"}\" closes nothing"),
        ("x^2^3", "^", "a second exponent; write {…} around the first and what it stands on"),
        ("x_a_b", "_", "a second index; write {…} around the first and what it stands on"),
        ("x^", "^", "\"^\" lacks what belongs to it; write ^{…}"),
        ("5%", "%", "\"%\" has a meaning of its own in TeX; write \\%"),
        ("a & b", "&", "\"&\" stands in no table; write \\& for the sign"),
        ("a \\\\ b", "\\\\", "\"\\\\\" breaks a line in a table only; write \\begin{aligned}…\\end{aligned} around the lines"),
        ("\\left( a", "\\left", "\"\\left\" is never closed"),
        ("\\left a \\right)", "\\left", "\"\\left\" must be followed by a bracket, a bar or a dot, such as \\left("),
        ("a \\right)", "\\right", "\"\\right\" without a \"\\left\" before it"),
        ("\\begin{alined}a\\end{alined}", "alined", "\"alined\" is no table that formulas know; did you mean \"aligned\"?"),
        ("\\begin{cases}a\\end{matrix}", "matrix", "\"\\end{matrix}\" closes \"\\begin{cases}\""),
        ("\\begin{cases}a", "\\begin{cases}", "\"\\begin{cases}\" is never closed"),
        ("\\text a", "\\text", "\"\\text\" needs braces after it; write \\text{…}"),
        ("\\sqrt[3{x}", "[", "\"[\" is never closed"),
        ("a\\", "\\", "a backslash without a command"),
    ])
    func slipsHaveTheirPlace(_ tex: String, _ marked: String, _ message: String) {
        let slip = #expect(throws: FormulaSlip.self) { try formula(tex) }
        #expect(slip?.message == message)
        #expect(slip.map { String(decoding: Array(tex.utf8)[$0.range], as: UTF8.self) } == marked)
    }

    @Test(arguments: ["{", "\\sqrt{", "x^{", "\\left(", "\\hat", "\\frac{1}{", "\\begin{matrix}", "\\mathbf{"])
    func groupsWithinGroupsHaveALimit(_ opener: String) {
        let slip = #expect(throws: FormulaSlip.self) { try formula(String(repeating: opener, count: 400)) }
        #expect(slip?.message == "more than 24 groups within each other")
    }

    /// Whatever stands between dollars ends: as markup whose elements are closed, or with a place inside the source.
    @Test func anySourceIsReadOrRefused() {
        var generator = Seeded(seed: 7)
        let parts = [
            "x", "1", "{", "}", "^", "_", "'", "&", "\\\\", "\\frac", "\\sqrt", "[", "]", "(", ")", "\\left", "\\right", "|", ".", " ", "\\begin{matrix}", "\\end{matrix}",
            "\\begin{cases}", "\\end{cases}", "\\text{a}", "\\hat", "\\sum", "\\log", "\\limits", "\\mathbf", "\\binom", "\\overset", "é", "→", "%", "\\", "\\xrightarrow",
        ]
        var (read, refused) = (0, 0)
        for _ in 0..<4_000 {
            let tex = (0..<Int.random(in: 1...12, using: &generator)).map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }.joined()
            do {
                let text = String(decoding: try formula(tex).markup, as: UTF8.self)
                let (opened, closed) = (text.utf8.count { $0 == UInt8(ascii: "<") }, text.components(separatedBy: "</").count - 1)
                #expect(opened == 2 * closed, "\(tex): \(text)")
                read += 1
            } catch let slip as FormulaSlip {
                #expect(slip.range.lowerBound >= 0 && slip.range.upperBound <= tex.utf8.count && !slip.range.isEmpty, "\(tex): \(slip)")
                refused += 1
            } catch {}
        }
        #expect(read > 200 && refused > 1_000)
    }

    /// A source full of dollars is read once.
    @Test func dollarsTakeLinearTime() {
        let line = String(repeating: "$a ", count: 20_000)
        let start = secondsOfThread()
        _ = problems(prose: Array(repeating: line, count: 15).joined(separator: "\n"))
        #expect(secondsOfThread() - start < 5)
    }

    /// What this thread worked so far. By the clock, a machine that has much else to do would fail the test.
    private func secondsOfThread() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A generator of equal numbers in every run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
