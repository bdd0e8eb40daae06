// The sentence around a place in plain text, which the pages of what is linked there show.
import Testing

@testable import WikiParsing

@Suite struct SentencesTests {
    /// The sentences around each `|` of a text, which stands where a reference without words does; `@` stands where the name of a
    /// paper is put back.
    private func sentences(_ marked: String) -> [String] {
        var (text, places, names): ([UInt8], [Int], [Int]) = ([], [], [])
        for byte in marked.utf8 {
            switch byte {
            case UInt8(ascii: "|"): places.append(text.count)
            case UInt8(ascii: "@"): names.append(text.count)
            default: text.append(byte)
            }
        }
        return text.withUnsafeBufferPointer { source in
            var sentences = Sentences(in: source, block: 0..<source.count, names: names)
            return places.map { source.text(sentences.around($0..<$0, isName: false)) }
        }
    }

    @Test(arguments: [
        // A small letter goes on with the sentence, unless a name that is put back before it begins one.
        ("It took 5 min. or mo|re.", "It took 5 min. or more."), ("It ended.  and so |on.", "It ended.  and so on."),
        ("It ended. @ found th|is.", " found this."), ("It ended. @", ""),
        ("@ says. @ says. Then s|o. @ says.", "Then so."), ("@ says. @ says. Then they. @ too|. @ says.", " too."),
        ("@ says. @ says. It s|o. and so. @ says. @ says.", "It so. and so."),
        // Abbreviations and initials end none.
        ("It is approx. 5 µm lo|ng.", "It is approx. 5 µm long."), ("Seen (cf. Fig. 2) by L. M|a.", "Seen (cf. Fig. 2) by L. Ma."),
        ("It is short. 5 µm lo|ng.", "5 µm long."),
        // What closes after the stop belongs to it.
        ("\"It moves.\" So t|hey say.", "So they say."), ("It moves.) So t|hey say.", "So they say."), ("(It m|oves!) So.", "(It moves!)"),
        // Chinese and Japanese have no blank after the stop.
        ("细胞。It mo|ves。迁移", "It moves。"), ("细胞！A|？B", "A？"),
    ])
    func aSentenceIsFound(_ marked: String, _ sentence: String) {
        #expect(sentences(marked).last == sentence || (!marked.contains("|") && sentences(marked + "|").last == sentence))
    }

    /// A text without stops is cut, at a blank, before a sentence fills a page.
    @Test func aTextWithoutStopsIsCut() {
        let words = String(repeating: "word ", count: 400)
        #expect(sentences("|" + words).map(\.utf8.count) == [1204])
        #expect(sentences(words + "|").map(\.utf8.count) == [2000 - 1205 - 1])
        #expect(sentences("|" + words.replacing(" ", with: "_")).map(\.utf8.count) == [2000])
    }
}
