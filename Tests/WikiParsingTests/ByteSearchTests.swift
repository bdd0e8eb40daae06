// What is looked for sixteen bytes at a time, or not at all, against the plain way.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiParsing

@Suite @MainActor struct ByteSearchTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test func blocksAreSearchedAsBytesAre() {
        var dice = Dice(state: 1)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...70, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) & 0x9F }
            let start = Int.random(in: 0...bytes.count, using: &dice)
            let range = start..<Int.random(in: start...bytes.count, using: &dice)
            bytes.withUnsafeBufferPointer { source in
                let found = source.firstOffset(in: range) { $0.matches(.newline) .| $0.isBelow(3) .| $0.matches(0x81) }
                let expected = range.first { source[$0] == .newline || source[$0] < 3 || source[$0] == 0x81 }
                #expect(found == expected ?? range.upperBound)
                var all: [Int] = []
                source.forEachOffset(in: range, where: { $0.matches(.newline) .| $0.isBelow(3) }) { all.append($0) }
                #expect(all == range.filter { source[$0] == .newline || source[$0] < 3 })
            }
        }
    }

    /// What cmark does for bare addresses and footnotes is left out where a text can hold none, and then changes nothing: one before
    /// the text has cmark look for others.
    @Test(arguments: ["https://example.org/a\n\n", "x ^ y\n\n", "a&amp;b\n\n"])
    func textsThatNeedLessComeOutTheSame(before: String) {
        // A text with a "^" is read as if it had footnotes in any case.
        let notes = before.contains("^") ? [] : ["[^", "[^1]", "\n[^1]: n", "[^ww:]"]
        let parts = notes + [
            "w", "ww", ":", "/", "//", ".", "a", "http", "ftp:", "[", "]", "(", ")", "*", "**", "`", "<", ">", "\n", "\n\n", "- ", "| a |\n|---|\n",
            "~~", "!", "[a]", "\n[a]: n", "]: ", "\n# ", " ", "\\", "_", "\n> ", "  \n", "mailto:x", "\n===\n",
        ]
        let first = renderGFM(Array(before.utf8))
        var dice = Dice(state: 2)
        var compared = 0
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 1...30, using: &dice)).map { _ in parts.randomElement(using: &dice) ?? "" }.joined()
            if ["://", "www.", "@", "&"].contains(where: { text.contains($0) }) { continue }
            compared += 1
            let alone = renderGFM(Array(text.utf8))
            let together = renderGFM(Array((before + text).utf8))
            #expect(together == first + alone, "\(text)")
        }
        #expect(compared > 1000)
    }

    @Test(arguments: ["", "TSPAN-4", " a  b ", "β-Catenin", "Ünder", "x!", "--", "a1 B2"])
    func namesAreHashedAsTheyFold(name: String) {
        var name = name
        name.withUTF8 { #expect(FoldedName.hash(of: $0) == StableHash.of(FoldedName.fold($0))) }
    }
}
