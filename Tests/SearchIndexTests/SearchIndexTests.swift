// The index as a whole: what it says is what the entries say, whatever they say and however the work is divided.
import Foundation
import Testing
import WikiModel

@testable import SearchIndex

@Suite struct SearchIndexTests {
    private static func entry(
        _ title: String, aliases: [String] = [], text: String = "", slug: String = "", tags: [String] = [], doi: String = "",
        headings: [String] = [], names: [(offset: Int, words: String)] = [], mentions: Int = 0
    ) -> SearchEntry {
        var head = EntryHead(path: "content/concepts/\(slug).md", kind: doi.isEmpty ? .concept : .paper, slug: slug)
        head.metadata.title = title
        head.metadata.aliases = aliases
        head.metadata.tags = tags
        if !doi.isEmpty {
            head.metadata.paper = PaperMetadata()
            head.metadata.paper?.doi = doi
            head.metadata.paper?.issued = PartialDate(year: 2015)
        }
        for heading in headings {
            let start = head.strings.count
            head.strings += heading.utf8
            let span = ByteSpan(start: start, end: head.strings.count)
            head.headings.append(Heading(level: 2, line: 1, id: span, title: span, idHash: 0, foldedHash: 0, firstPiece: 0))
        }
        return SearchEntry(
            head, title: title, EntryBody(text: Array(text.utf8)[...]), names: names, address: "concepts/\(slug).html", mentions: mentions)
    }

    /// A paper is found by whom it is of, where and when it was published, what it is about, and what its abstract says.
    @Test func papersAreFoundByTheirRecord() {
        var head = EntryHead(path: "content/papers/ma2015.md", kind: .paper, slug: "ma2015")
        head.metadata.title = "Discovery"
        head.metadata.category = "research"
        head.metadata.tags = ["imaging"]
        head.metadata.identifiers = [Identifier(scheme: "arXiv", value: "2101.00001")]
        var paper = PaperMetadata()
        paper.authors = [PersonName(family: "Ma", given: "Liang"), PersonName(literal: "A Consortium")]
        paper.issued = PartialDate(year: 2015)
        (paper.containerTitle, paper.keywords, paper.abstract) = ("Cell Research", ["organelle"], "Cells leave them behind.")
        (paper.doi, paper.pmid, paper.pmcid, paper.url) = ("10.1000/a", "1", "PMC1", "https://example.org/a")
        head.metadata.paper = paper
        let entry = SearchEntry(head, title: "Discovery", label: "Ma et al. 2015", EntryBody(text: Array("Prose.\n".utf8)[...]), address: "papers/ma2015.html", mentions: 0)
        #expect(entry.descriptions == ["imaging", "research", "Liang Ma", "A Consortium", "Cell Research", "organelle", "2015", "Ma et al. 2015"])
        #expect(entry.hiddenNames == ["ma2015", "Ma et al. 2015", "Ma 2015", "2101.00001", "10.1000/a", "1", "PMC1", "https://example.org/a"])
        #expect(String(decoding: entry.text, as: UTF8.self) == "Prose.\nCells leave them behind.")
        #expect(entry.lead == "Cells leave them behind." && entry.year == 2015 && entry.kind == "paper")
        #expect(entry.filters.map { String(decoding: $0, as: UTF8.self) } == [":type:paper", ":tag:imaging", ":year:2015"])
    }

    private static func files(_ entries: [SearchEntry], parts: Int = 1, synonyms: [[String]] = [], symbols: SymbolTable = SymbolTable()) -> [SearchFile] {
        var made: [IndexPart] = []
        var memory = WordMemory(synonyms: synonyms, symbols: symbols)
        for number in 0..<parts {
            let start = entries.count * number / parts
            let end = entries.count * (number + 1) / parts
            var part = IndexPart()
            for entry in entries[start..<end] { part.append(entry, &memory) }
            part.finish()
            made.append(part)
        }
        let builder = SearchIndexBuilder(made)
        let middle = builder.termCount / parts
        return builder.files([builder.encode(0..<middle), builder.encode(middle..<builder.termCount)], hash: "01234567")
    }

    /// Entries of made-up words, the same in every run.
    private static func corpus(_ count: Int) -> [SearchEntry] {
        var state: UInt64 = 20_151_113
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let syllables = ["mi", "gra", "some", "tspan", "reti", "culo", "fib", "ro", "nec", "tin", "α", "zyg", "ос", "迁", "é", "-", "4", "ex"]
        func word() -> String { (0..<random(4) + 1).map { _ in syllables[min(random(18), random(18))] }.joined() }
        func words(_ count: Int) -> String { (0..<count).map { _ in word() }.joined(separator: " ") }
        return (0..<count).map { number in
            entry(
                words(random(3) + 1), aliases: random(3) == 0 ? [words(2)] : [], text: "Heading\n" + words(random(25)) + "\n",
                slug: "e\(number)", tags: random(4) == 0 ? [word()] : [], headings: ["Heading"], mentions: random(9))
        }
    }

    @Test func whatIsReadIsWhatWentIn() throws {
        // So many that there are blocks: then entries have other numbers than those in which they came.
        let corpus = SearchIndexTests.corpus(900)
        let reader = try IndexReader(SearchIndexTests.files(corpus))
        let byAddress = Dictionary(uniqueKeysWithValues: corpus.map { ($0.address, $0) })
        let entries = reader.entries.compactMap { byAddress[$0[1] as? String ?? ""] }
        #expect(entries.count == 900 && entries.map(\.address) != corpus.map(\.address))
        #expect(reader.root.n == 900 && reader.root.nt == reader.terms.count && reader.root.q.map(\.count) == [1, 3])
        #expect(reader.termOrder == reader.termOrder.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) })
        #expect(reader.separators.count > 1)
        for (separator, first) in reader.separators { #expect(first.hasPrefix(separator)) }
        var expected: [String: (named: Set<Int>, others: Set<Int>)] = [:]
        for (number, entry) in entries.enumerated() {
            let named = ([entry.title] + entry.aliases).flatMap { WordCutter.units(Array($0.utf8)).flatMap { $0.names + $0.parts } }
            let names = Set(named.map { String(decoding: $0, as: UTF8.self) })
            let prose = WordCutter.proseWords(entry.text) + entry.tags.flatMap { WordCutter.proseWords(Array($0.utf8)) }
            for word in names { expected[word, default: ([], [])].named.insert(number) }
            for word in Set(prose.map { String(decoding: $0, as: UTF8.self) }).subtracting(names) {
                expected[word, default: ([], [])].others.insert(number)
            }
        }
        for (word, lists) in expected {
            // Symbols written together are names as well: more than these may be there.
            let found = reader.terms[word] ?? IndexReader.Term(named: [], others: [], count: 0)
            let foundNamed = Set(found.named.map(\.entry))
            let isWhole = found.count == found.named.count + found.others.count
            let missing = isWhole ? lists.named.union(lists.others).subtracting(foundNamed).subtracting(found.others.map(\.entry)) : []
            #expect(isWhole || found.count == lists.named.union(lists.others).count, "\(word)")
            #expect(lists.named.isSubset(of: foundNamed) && missing.isEmpty, "\(word)")
        }
        for (number, entry) in entries.enumerated() {
            let read = reader.entries[number]
            #expect(read[0] as? String == entry.title)
            #expect(read[6] as? String == String(decoding: entry.text, as: UTF8.self))
            #expect(read[8] as? [String] == entry.tags)
        }
    }

    @Test func theResultDoesNotDependOnHowTheWorkIsDivided() {
        let entries = SearchIndexTests.corpus(600)
        let whole = SearchIndexTests.files(entries)
        for parts in 2...3 {
            let divided = SearchIndexTests.files(entries, parts: parts)
            #expect(divided.map(\.key) == whole.map(\.key))
            #expect(zip(divided, whole).allSatisfy { $0.bytes == $1.bytes })
        }
    }

    @Test func partsReadBackAreTheSame() throws {
        let entries = SearchIndexTests.corpus(90)
        var memory = WordMemory()
        // A memory knows the words of the parts before.
        let parts = [0..<40, 40..<40, 40..<90].map { range in
            var part = IndexPart()
            for entry in entries[range] { part.append(entry, &memory) }
            part.finish()
            return part
        }
        let read = try parts.map { try #require(IndexPart(decoding: $0.encoded[...])) }
        #expect(read.map(\.count) == [40, 0, 50] && read.map(\.encoded) == parts.map(\.encoded))
        func files(_ parts: [IndexPart]) -> [[UInt8]] {
            let builder = SearchIndexBuilder(parts)
            return builder.files([builder.encode(0..<builder.termCount)], hash: "01234567").map(\.bytes)
        }
        #expect(files(read) == files(parts) && files(read) == SearchIndexTests.files(entries).map(\.bytes))
    }

    /// A file that was cut short, or holds something else, is no part.
    @Test func damagedPartsAreRefused() throws {
        var memory = WordMemory()
        var part = IndexPart()
        for entry in SearchIndexTests.corpus(12) { part.append(entry, &memory) }
        part.finish()
        let bytes = part.encoded
        for length in stride(from: 0, to: bytes.count, by: 53) { #expect(IndexPart(decoding: bytes[..<length]) == nil) }
        #expect(IndexPart(decoding: (bytes + [0])[...]) == nil)
        // Numbers that point nowhere: nothing may be read beyond an end.
        for place in stride(from: 0, to: bytes.count, by: 61) {
            var damaged = bytes
            damaged[place] ^= 0xC0
            guard let read = IndexPart(decoding: damaged[...]) else { continue }
            let builder = SearchIndexBuilder([read])
            #expect(!builder.files([builder.encode(0..<builder.termCount)], hash: "01234567").isEmpty)
        }
    }

    /// All strings are safe in a script, whatever somebody writes.
    @Test func hostileTextStaysData() throws {
        let titles = [
            "</script><script>alert(1)</script>", "\"quoted\" and \\back", "`${alert(1)}`", "line\u{2028}and\u{2029}paragraph", "<!--",
            "迁移体 𠀀", "]]>", "a\u{0}b", "",
        ]
        let entries = titles.enumerated().map { SearchIndexTests.entry($1, aliases: [$1 + "!"], text: $1, slug: "h\($0)", tags: [$1]) }
        let files = SearchIndexTests.files(entries)
        for file in files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.contains("</") && !text.contains("<!--"))
            #expect(!text.unicodeScalars.contains { $0.value == 0x2028 || $0.value == 0x2029 || ($0.value < 0x20 && $0 != "\n") })
            #expect(text.filter { $0 == "\n" }.count == 1)
        }
        let reader = try IndexReader(files)
        #expect(reader.entries.map { $0[0] as? String } == titles)
    }

    @Test func namesHoldTitlesAliasesAndIdentifiers() throws {
        let entries = [
            SearchIndexTests.entry("TSPAN 4", slug: "tspan4"),
            SearchIndexTests.entry("Discovery", slug: "ma2015", doi: "10.1038/cr.2014.135"),
            SearchIndexTests.entry("Integrin α5β1", aliases: ["ITGA5/ITGB1"], slug: "integrin"),
            SearchIndexTests.entry("Cargo of migrasomes", slug: "cargo"),
        ]
        let reader = try IndexReader(SearchIndexTests.files(entries))
        func find(_ text: String) -> [Int] {
            let name = String(decoding: WordCutter.name(Array(text.utf8)), as: UTF8.self)
            return reader.names.filter { $0.name == name }.map(\.entry)
        }
        #expect(find("TSPAN 4") == [0] && find("tspan4") == [0] && find("TSPAN-4") == [0])
        #expect(find("10.1038/CR.2014.135") == [1] && find("ma2015") == [1])
        #expect(find("itga5/itgb1") == [2] && find("integrin alpha5beta1") == [2])
        #expect(reader.terms["tspan4"]?.named.map(\.entry) == [0])
        // A name of common words is no symbol: one word for all of it would hide the entries that have its words.
        #expect(find("cargo of migrasomes") == [3] && find("cargoofmigrasome") == [])
        #expect(reader.short["ts"] == [0] && reader.short["i"] == [2])
    }

    /// A query for a symbol is one word, however it is written; so prose that has it in several words has that word.
    @Test func symbolsWrittenApartAreFound() throws {
        func entry(_ title: String, _ prose: String) -> SearchEntry {
            var head = EntryHead(path: "content/concepts/\(title.lowercased()).md", kind: .concept, slug: title.lowercased())
            head.metadata.title = title
            return SearchEntry(head, title: title, EntryBody(text: Array(prose.utf8)[...]), address: "concepts/x.html", mentions: 0)
        }
        let entries = [
            entry("SYTO 14", "A dye."), entry("First", "Stained with SYTO 14 at last."), entry("Second", "SYTO and 14 others."),
            entry("TSPAN4 (tetraspanin-4)", "A protein."), entry("Third", "The proteins tetraspanin 4 and CD9."), entry("Cargo of cells", "Of PI(4,5)P2: PI 4,5 P2."),
            entry("PI(4,5)P2", "A lipid."),
        ]
        let symbols = SymbolTable(names: entries.map(\.title))
        #expect(Set(symbols.symbols.map { String(decoding: $0.joined, as: UTF8.self) }) == ["syto14", "tetraspanin4", "pi45p2"])
        let reader = try IndexReader(SearchIndexTests.files(entries, symbols: symbols))
        func found(_ term: String) -> Set<String> {
            Set(((reader.terms[term]?.named ?? []) + (reader.terms[term]?.others ?? [])).compactMap { reader.entries[$0.entry][0] as? String })
        }
        #expect(found("syto14") == ["SYTO 14", "First"])
        #expect(found("tetraspanin4") == ["TSPAN4 (tetraspanin-4)", "Third"])
        #expect(found("pi45p2") == ["PI(4,5)P2", "Cargo of cells"])
        #expect(SymbolTable(names: entries.map(\.title).reversed()).hash == symbols.hash)
        #expect(SymbolTable(names: ["Cargo of cells", "In the cell", "Migrasome"]).symbols.isEmpty)
    }

    /// Who looks for a synonym finds what has the other word; where it is in a name, before what merely has it in its prose.
    @Test func synonymsFindEachOthersEntries() throws {
        let entries = [
            SearchIndexTests.entry("Nothing", slug: "nothing"), SearchIndexTests.entry("Kidneys", slug: "kidneys"),
            SearchIndexTests.entry("Renal and kidney", slug: "both"), SearchIndexTests.entry("The SARS-CoV-2 virus", slug: "virus"),
        ]
        let reader = try IndexReader(SearchIndexTests.files(entries, synonyms: [["kidney", "renal", "nephric"], ["COVID-19", "SARS-CoV-2"], ["heart attack", "infarct"]]))
        func found(_ term: String) -> Set<String> {
            Set(((reader.terms[term]?.named ?? []) + (reader.terms[term]?.others ?? [])).compactMap { reader.entries[$0.entry][0] as? String })
        }
        #expect(found("renal") == ["Kidneys", "Renal and kidney"] && found("nephric") == found("renal") && found("kidney") == found("renal"))
        #expect(found("covid19") == ["The SARS-CoV-2 virus"])
        #expect(found("heart") == [] && found("infarct") == [])
        #expect(try IndexReader(SearchIndexTests.files(entries)).terms["nephric"] == nil)
    }

    /// A paper is named as the text names it, with and without "et al.", and its first author counts more than the others.
    @Test func labelsOfPapersAreNames() throws {
        func paper(_ slug: String, _ authors: [String], _ label: String) -> SearchEntry {
            var head = EntryHead(path: "content/papers/\(slug).md", kind: .paper, slug: slug)
            head.metadata.title = "Title of \(slug)"
            head.metadata.paper = PaperMetadata()
            head.metadata.paper?.authors = authors.map { PersonName(family: $0) }
            return SearchEntry(head, title: head.metadata.title, label: label, EntryBody(), address: "papers/\(slug).html", mentions: 0)
        }
        let entries = [paper("x1", ["Yu", "Ma", "Hu"], "Yu et al. 2015"), paper("x2", ["Ma", "Yu", "Hu"], "Ma et al. 2015")]
        let reader = try IndexReader(SearchIndexTests.files(entries))
        for name in ["ma et al 2015", "ma 2015"] { #expect(reader.names.filter { $0.name == name }.map(\.entry) == [1]) }
        let impacts = Dictionary(uniqueKeysWithValues: (reader.terms["ma"]?.others ?? []).map { ($0.entry, $0.impact) })
        #expect(impacts[1] ?? 0 > impacts[0] ?? 1)
        #expect(reader.entries.map { $0[9] as? String } == ["Yu et al. 2015", "Ma et al. 2015"])
    }

    @Test func aCommonTermHasItsBestEntries() throws {
        let entries = (0..<1000).map { number in
            SearchIndexTests.entry(
                "E\(number)", text: number % 3 == 0 ? "plain word " + String(repeating: "common ", count: number % 7 + 1) : "other words",
                slug: "e\(number)", headings: [])
        }
        let reader = try IndexReader(SearchIndexTests.files(entries))
        let term = try #require(reader.terms["common"])
        #expect(term.count == 334 && term.others.count == 256)
        let titles = reader.entries.map { $0[0] as? String ?? "" }
        let listed = Set(term.others.map { titles[$0.entry] })
        // The longer a text of nothing else, the more it is about the word: what is left out says it least often.
        #expect((0..<1000).filter { $0 % 3 == 0 && $0 % 7 >= 2 }.allSatisfy { listed.contains("E\($0)") })
        #expect(reader.terms["other"]?.others.count == 256 && reader.terms["e5"]?.named.map { titles[$0.entry] } == ["E5"])
    }

    @Test func filtersAreTermsThatNoWordIs() throws {
        let entries = (0..<600).map { number in
            SearchIndexTests.entry(
                "E\(number)", slug: "e\(number)", tags: number % 2 == 0 ? ["lab-work", "<b>"] : [], doi: number % 3 == 0 ? "10.1/\(number)" : "")
        }
        let reader = try IndexReader(SearchIndexTests.files(entries))
        #expect(reader.terms[":type:paper"]?.others.map(\.entry) == Array(stride(from: 0, to: 600, by: 3)))
        #expect(reader.terms[":type:concept"]?.others.count == 400)
        #expect(reader.terms[":year:2015"]?.count == 200)
        #expect(reader.terms[":tag:lab-work"]?.others.map(\.entry) == Array(stride(from: 0, to: 600, by: 2)))
        #expect(reader.termOrder.filter { $0.hasPrefix(":") }.count == 4)
        #expect(!reader.forwards.contains { $0.term.hasPrefix(":") } && !reader.reversed.contains { $0.term.contains(":") })
    }

    @Test func whatIsMentionedMostComesFirstOfTheSameName() throws {
        let entries = [2, 9, 5].enumerated().map { SearchIndexTests.entry("Same", slug: "s\($0)", mentions: $1) }
        let reader = try IndexReader(SearchIndexTests.files(entries))
        #expect(reader.names.filter { $0.name == "same" }.map(\.entry) == [1, 2, 0])
    }

    @Test func theValuesOfImpactsAreNearThem() {
        let sample: [Float] = (0..<10_000).map { number in
            number % 100 == 0 ? 0.9 : 0.4 + Float(number % 97) / 1000
        }
        let codebook = Codebook(sample)
        let errors = sample.map { impact -> Float in
            let value = Float(codebook.values[codebook.place(of: impact)]) / 1000
            return abs(value - impact)
        }
        #expect((errors.max() ?? 1) < 0.03)
        #expect(codebook.values.count <= Codebook.mostValues)
        #expect(Codebook([]).values.count == 1)
    }

    @Test func commonValuesComeFirstAndTakeInTheirNeighbours() {
        let sample: [Float] = (0..<1_000).map { $0 % 50 == 0 ? 0.9 : 0.5 + Float($0 % 5) / 1_000 }
        let codebook = Codebook(sample)
        #expect(codebook.values == [502, 900])
        #expect(codebook.place(of: 0.3) == 0 && codebook.place(of: 1) == 1)
    }

    @Test func entriesOfLikeLengthStandTogether() {
        let lengths: [UInt32] = (0..<1_500).map { UInt32(($0 * 7_919) % 1_500) }
        let order = EntryOrder(lengths: lengths)
        #expect(order.blocks == 5 && order.entries.sorted() == Array(0..<1_500))
        for (number, entry) in order.entries.enumerated() {
            #expect(order.numbers[entry] == UInt32(number) && order.block(of: number) == Int(lengths[entry]) / 300)
        }
        for (left, right) in zip(order.entries.indices, order.entries.indices.dropFirst()) where order.block(of: left) == order.block(of: right) {
            #expect(order.entries[left] < order.entries[right])
        }
        #expect(EntryOrder(lengths: []).blocks == 1)
    }

    @Test func headingsKnowWhereTheirSectionsBegin() {
        let text = "Intro 𠀀 über\nFirst part\nWords\nSecond\nSecond\nEnd\n"
        let entry = SearchIndexTests.entry("T", text: text, slug: "t", headings: ["First part", "Second"])
        let units = Array(text.utf16)
        for section in entry.sections {
            let rest = String(decoding: units[section.offsetUTF16...], as: UTF16.self)
            #expect(rest.hasPrefix(String(decoding: section.title, as: UTF8.self)))
        }
        #expect(entry.sections.count == 2)
    }

    /// The same words twice are two sections, and names of papers before a section move its beginning.
    @Test func headingsOfTheSameWordsHaveSectionsOfTheirOwn() {
        var entry = SearchIndexTests.entry("T", text: "Limits\nFew.\nLimits\nNone.\n", slug: "t", headings: ["Limits", "Limits"])
        #expect(entry.sections.map(\.offsetUTF16) == [0, 12])
        let text = "By \nSo  found.\n after\nIt did.\nEnd\n"
        entry = SearchIndexTests.entry(
            "T", text: text, slug: "t", headings: ["By ", "", " after", "End"], names: [(3, "Öz 2015"), (7, "Ye 2025"), (15, "Xu 2001")])
        #expect(String(decoding: entry.text, as: UTF8.self) == "By Öz 2015\nSo Ye 2025 found.\nXu 2001 after\nIt did.\nEnd")
        #expect(entry.sections.map(\.offsetUTF16) == [0, 29, 51])
    }

    /// Names of papers stand in the page and not in the plain text.
    @Test func namesAreWrittenWhereTheyStandInThePage() {
        var head = EntryHead(path: "content/concepts/t.md", kind: .concept, slug: "t")
        head.metadata.title = "T"
        let body = EntryBody(text: Array("As  found, and \nwent on. ".utf8)[...])
        let names = [(offset: 3, words: "Ma et al. 2015"), (offset: 15, words: "Ye 2025"), (offset: 99, words: "beyond")]
        let entry = SearchEntry(head, title: "T", body, names: names, address: "concepts/t.html", mentions: 0)
        #expect(String(decoding: entry.text, as: UTF8.self) == "As Ma et al. 2015 found, and Ye 2025\nwent on. ")
    }

    @Test func weightsOfFrequencyAreRoundedDown() {
        #expect([1, 2, 3, 4, 5, 8, 100_000].map(Scoring.quarterLog2) == [0, 4, 6, 8, 9, 12, 66])
    }
}
