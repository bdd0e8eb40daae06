// Slips of the keyboard: the files for slips hold every name that is one edit away, and nearly all that are two.
import Foundation
import Testing
import WikiModel

@testable import SearchIndex

@Suite struct SlipTests {
    private static let names = """
        migrasome tetraspanin integrin fibronectin cholesterol sphingomyelin mitochondrion mitocytosis retraction migration vesicle
        exosome lysosome autophagosome endosome filopodium lamellipodium podosome synaptotagmin phosphatidylinositol kinase actin
        myosin vinculin talin paxillin cadherin catenin collagen laminin vitronectin osteopontin cytokine chemokine neutrophil
        macrophage monocyte fibroblast keratinocyte podocyte hepatocyte zebrafish gastrulation angiogenesis thrombosis platelet
        embryo notochord organizer syndecan glypican heparan glycoprotein proteoglycan ceramide ganglioside flotillin caveolin
        clathrin dynamin septin anillin tubulin kinesin dynein spectrin ankyrin plectin desmin vimentin keratin nestin lamin nuclear
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    /// All files for slips of one corpus, divided as the reader sees them.
    private struct Dictionaries {
        var forwards: [String]
        var reversed: [String]

        init(_ names: [String]) throws {
            var part = IndexPart()
            var memory = WordMemory()
            for (number, name) in names.enumerated() {
                var head = EntryHead(path: "content/concepts/\(number).md", kind: .concept, slug: "n\(number)")
                head.metadata.title = name
                part.append(SearchEntry(head, title: name, EntryBody(), address: "concepts/\(number).html", mentions: 0), &memory)
            }
            part.finish()
            let builder = SearchIndexBuilder([part])
            let reader = try IndexReader(builder.files([builder.encode(0..<builder.termCount)], hash: "00000000"))
            forwards = reader.forwards.map(\.term)
            reversed = reader.reversed.map(\.term)
        }

        /// What the reader looks at for a word: terms with the same first letter, or the same last.
        func candidates(_ word: String) -> Set<String> {
            let end = String(word.suffix(1))
            return Set(forwards.filter { $0.hasPrefix(word.prefix(1)) } + reversed.filter { $0.hasPrefix(end) }.map { String($0.reversed()) })
        }
    }

    private struct Generator {
        var state: UInt64 = 42
        mutating func number(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }

        /// One letter lost, added, changed, or swapped with its neighbour.
        mutating func slip(_ word: String) -> String {
            var letters = Array(word)
            let letter = Character(Unicode.Scalar(UInt8(97 + number(26))))
            let place = number(letters.count)
            switch number(4) {
            case 0: letters.remove(at: place)
            case 1: letters.insert(letter, at: place)
            case 2: letters[place] = letter
            default: if place + 1 < letters.count { letters.swapAt(place, place + 1) } else { letters.remove(at: place) }
            }
            return String(letters)
        }
    }

    @Test func oneEditIsAlwaysFound() throws {
        let dictionaries = try Dictionaries(SlipTests.names)
        var generator = Generator()
        var missed: [String] = []
        for number in 0..<1_000 {
            let name = SlipTests.names[number % SlipTests.names.count]
            let word = String(decoding: WordCutter.name(Array(name.utf8)), as: UTF8.self)
            let slip = generator.slip(word)
            if slip.count >= 4, !dictionaries.candidates(slip).contains(word) { missed.append("\(slip) for \(word)") }
        }
        #expect(missed == [])
    }

    @Test func twoEditsAreNearlyAlwaysFound() throws {
        let dictionaries = try Dictionaries(SlipTests.names)
        var generator = Generator()
        var (found, tried) = (0, 0)
        let long = SlipTests.names.filter { $0.count >= 8 }
        for number in 0..<1_000 {
            let word = String(decoding: WordCutter.name(Array(long[number % long.count].utf8)), as: UTF8.self)
            let slip = generator.slip(generator.slip(word))
            tried += 1
            if dictionaries.candidates(slip).contains(word) { found += 1 }
        }
        #expect(Double(found) / Double(tried) >= 0.95, "\(found) of \(tried)")
    }
}
