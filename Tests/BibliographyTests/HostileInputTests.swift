// Input built to be slow, deep or damaged: reading ends soon, and says what is wrong.
import Foundation
import Testing
import WikiModel

@testable import Bibliography

private let readable: [BibliographyFormat] = [.bibtex, .ris, .cslJSON, .medline]

/// Runs `body` and says how much of the processor it took, whatever else the machine does. Limits are wide: they tell linear from
/// quadratic, in a debug build.
private func seconds(_ body: () -> Void) -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
}

@Test(
    "A megabyte of one mark",
    arguments: [
        "{", "}", "@", "\"", "\\", "$", "[", "]", ",", "#", "-", "&", "<", "~", "\n", "@a{", "{\\'", "@a{b,",
        "@a{b,c={", "TY  - ", "TY  - JOUR\n", "PMID- 1\n", "{\"a\":", "[{", ",{", ",{\"id\"", "[{\"id\":1},", "a and ",
    ])
func oneMark(mark: String) {
    let text = Array(String(repeating: mark, count: 300_000 / mark.utf8.count).utf8)
    for format in readable {
        let spent = seconds { _ = readBibliography(text, format: format) }
        #expect(spent < 20, "\(format)")
    }
}

@Test(
    "A value of a megabyte",
    arguments: [
        (.bibtex, "@article{a, title={T}, abstract={", "}}"), (.bibtex, "@article{a, title={T}, author={", "}}"),
        (.bibtex, "@article{a, title={T}, keywords={", "}}"),
        (.ris, "TY  - JOUR\nTI  - T\nAB  - ", "\nER  - \n"), (.cslJSON, "[{\"title\": \"T\", \"abstract\": \"", "\"}]"),
        (.medline, "PMID- 1\nTI  - T\nAB  - ", "\n"),
    ] as [(BibliographyFormat, String, String)])
func longValues(format: BibliographyFormat, before: String, after: String) {
    let value = String(repeating: "long value and ", count: 70_000)
    let text = Array((before + value + after).utf8)
    var reading = BibliographyReading()
    #expect(seconds { reading = readBibliography(text, format: format) } < 30)
    #expect(reading.records.map(\.title) == ["T"])
    #expect(reading.problems == [])
}

@Test func unclosedBracesInEveryEntry() {
    let text = Array(String(repeating: "@article{k, title = {never\n", count: 10_000).utf8)
    var reading = BibliographyReading()
    #expect(seconds { reading = readBibliography(text, format: .bibtex) } < 30)
    #expect(reading.records == [])
    #expect(reading.problems.count == 30_000)
}

@Test func manyFieldsAndMacros() {
    let fields = (0..<20_000).map { "f\($0) = m\($0)" }.joined(separator: ",")
    var reading = BibliographyReading()
    #expect(
        seconds { reading = readBibliography(Array("@misc{k, title = {T}, \(fields)}".utf8), format: .bibtex) } < 30)
    #expect(reading.records.count == 1)
    #expect(reading.problems.count == 20_000)
}

@Test("Titles of tags", arguments: ["<i>", "</i>", "<i></i>", "<sub><i>", "<"])
func titlesOfTags(mark: String) {
    let metadata = paper(String(repeating: mark, count: 300_000 / mark.utf8.count)) { _ in }
    #expect(seconds { _ = FormattedReference(metadata, style: .numeric).html() } < 20)
}

@Test func macrosThatDouble() {
    var text = "@string{a0 = {0123456789}}\n"
    for level in 1...60 { text += "@string{a\(level) = a\(level - 1) # a\(level - 1)}\n" }
    text += "@misc{k, title = {T}, note = a60}"
    var reading = BibliographyReading()
    #expect(seconds { reading = readBibliography(Array(text.utf8), format: .bibtex) } < 30)
    #expect(reading.records.map(\.title) == ["T"])
    #expect(reading.problems.count == 1)
}

/// The same bytes in every run (a linear congruential generator, Numerical Recipes' constants).
private func noise(count: Int, seed: UInt32, alphabet: [UInt8]) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return alphabet.isEmpty ? UInt8(truncatingIfNeeded: state >> 24) : alphabet[Int(state >> 8) % alphabet.count]
    }
}

@Test("Noise does not trap", arguments: readable)
func noiseIsRead(format: BibliographyFormat) {
    let alphabet = Array("@{}(),=\"#%\\'~$_^-[]:TYERAUPMID -abz019\n\r\té<>i/&;and".utf8)
    for seed in 0..<300 {
        for letters in [alphabet, []] {
            let bytes = noise(count: 400, seed: UInt32(seed), alphabet: letters)
            let reading = readBibliography(bytes, format: format)
            for record in reading.records { #expect(record.normalised() == record) }
        }
    }
}

@Test("Every byte of a record changed does not trap")
func mutations() {
    let record = BibliographyRecord(key: "ma2015", title: ma2015.title, paper: ma2015.paper ?? PaperMetadata())
    for format in readable where format != .medline {
        guard let bytes = writeBibliography([record], format: format) else { continue }
        for (index, byte) in zip(
            bytes.indices, noise(count: bytes.count, seed: 9, alphabet: Array("{}\"\\,@=\n \u{7f}".utf8)))
        {
            var changed = bytes
            changed[index] = byte
            #expect(readBibliography(changed, format: format).records.count <= 2)
        }
    }
}

@Test func emptyFilesAreEmpty() {
    for format in readable {
        for text in ["", "\n\n", "\u{FEFF}"] {
            let reading = readBibliography(Array(text.utf8), format: format)
            #expect(reading.records == [])
            #expect(format == .cslJSON || reading.problems == [])
        }
    }
}

@Test func numbersAtTheEdgeOfIntegers() {
    let number = "-9223372036854775808"
    let ris =
        "TY  - JOUR\nTI  - T\nAU  - Ma, L\nN1  - ORCID \(number): x\nN1  - Author 9999999999999999999999: x\nPY  - 99999999999999999999\nER  - \n"
    let csl = "[{\"title\": \"T\", \"issued\": {\"date-parts\": [[\(number), 9223372036854775807, \(number)]]}}]"
    let bib =
        "@misc{k, title={T}, author={Ma, L}, author+an:orcid={\(number)=\"x\"; 0=\"y\"}, year=\(number), day={\(number)}}"
    for (format, text) in [(BibliographyFormat.ris, ris), (.cslJSON, csl), (.bibtex, bib)] {
        #expect(readBibliography(Array(text.utf8), format: format).records.map(\.title) == ["T"])
    }
}
