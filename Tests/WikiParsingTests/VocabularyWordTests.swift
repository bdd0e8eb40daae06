// Words of the vocabulary in entries: the other side of a relation, a vocabulary that cannot be read, and schemes of identifiers.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiParsing

@Suite @MainActor struct VocabularyWordTests {
    private static let start = "title: Notch: a gene\nstatus: stub\n".replacing("Notch: a gene", with: "\"Notch: a gene\"")

    /// Line 5 is the relation.
    @Test(arguments: [
        ("is regulated by: wingless", "\"is regulated by\" is the other side of \"regulates\"; write regulates: \"Notch: a gene\" in the entry \"wingless\""),
        ("regulated_by: [wingless, {target: \"[[Delta]]\"}]", "\"regulated_by\" is the other side of \"regulates\"; write regulates: \"Notch: a gene\" in the entries \"wingless\", \"Delta\""),
        ("regulatd-by: a", "relation \"regulatd-by\" is not in the vocabulary; did you mean \"is regulated by\", the other side of \"regulates\"? Then write regulates: \"Notch: a gene\" in the entry \"a\""),
        ("part-of: cell", "relation \"part-of\" is not in the vocabulary; did you mean \"part_of\"? ⇒ part_of"),
        ("is bound: a", "relation \"is bound\" is not in the vocabulary"),
    ])
    func aRelationIsNeverTurnedRound(_ relation: String, _ problem: String) {
        #expect(problems(frontMatter: VocabularyWordTests.start + "relations:\n  \(relation)\n") == ["5:3 error: " + problem])
    }

    @Test(arguments: [
        ("A [[is regulated by::Wingless|it]].", "1:5 error: \"is regulated by\" is the other side of \"regulates\"; write [[regulates::T]] in the entry \"Wingless\""),
        ("A [[has-part::Wing]].", "1:5 error: \"has-part\" is the other side of \"part_of\"; write [[part_of::T]] in the entry \"Wing\""),
        ("A [[part-of::Wing disc]].", "1:5 error: relation \"part-of\" is not in the vocabulary; did you mean \"part_of\"? ⇒ part_of"),
        ("A [[Part of::Wing disc]].", "1:5 error: relation \"Part of\" is not in the vocabulary; did you mean \"part_of\"? ⇒ part_of"),
    ])
    func theRelationOfALinkIsNeverTurnedRound(_ prose: String, _ problem: String) { #expect(problems(prose: prose) == [problem]) }

    @Test func aWordThatNoRelationHasIsAName() {
        let entry = Project.compile(prose: "A [[std-vector::push]].\n")
        #expect(entry.head.references.map { entry.head.string($0.target) } == ["std-vector::push"])
    }

    @Test func aRelationAtTheTopIsToldItsSpelling() {
        #expect(problems(frontMatter: VocabularyWordTests.start + "part-of: cell\n") == [
            "4:1 error: \"part-of\" is a relation; write \"part_of\" below a line \"relations:\", with two blanks before it"
        ])
    }

    // MARK: A vocabulary that cannot be read

    private static let entry = """
        ---
        title: T
        status: stub
        category: gizmo
        relations: {foo: bar}
        ---
        A [[foo::Bar]], [[foo-bar::Baz]] [@backs:ma2015; @sees: wu2017]. ^id

        """

    private static func wordProblems(of entry: String, with vocabulary: String) -> [String] {
        let reading = readVocabulary(Array(vocabulary.utf8), path: "")
        return EntryCompiler(vocabulary: reading.value)
            .compile(EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(entry.utf8)).head.diagnostics.map(\.message)
    }

    /// One slip there is one problem, and not one in each entry.
    @Test(arguments: ["kinds:\n  concept: {}\n  concept: {}\n", "kinds: [\n", "relations:\n  a: b: c\n", "just words", "kind: {}\nrelation: {}\nstance: {}\n", "\u{0}"])
    func noWordIsUnknownToAVocabularyThatCannotBeRead(_ text: String) {
        #expect(!readVocabulary(Array(text.utf8), path: "").diagnostics.isEmpty)
        #expect(VocabularyWordTests.wordProblems(of: VocabularyWordTests.entry, with: text) == [])
    }

    @Test func aCitationIsReadWithoutItsStance() {
        let vocabulary = readVocabulary(Array("stances: [\n".utf8), path: "").value
        let entry = EntryCompiler(vocabulary: vocabulary).compile(
            EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(VocabularyWordTests.entry.utf8))
        let keys = entry.head.references.filter { $0.kind == .citation }.map { entry.head.string($0.target) }
        #expect(keys == ["ma2015", "wu2017"])
    }

    /// The parts that can be read are: only what would stand in the others is not told.
    @Test(arguments: [
        ("relations: [a]\n", ["\"gizmo\" is not a category", "\"sees\" is not a stance"]),
        ("kinds: {concepts: {}}\nrelations: {}\nstances: {}\n", [
            "relation \"foo\" is not in the vocabulary", "relation \"foo\" is not in the vocabulary", "\"sees\" is not a stance",
        ]),
        ("", ["\"gizmo\" is not a category", "relation \"foo\" is not in the vocabulary", "relation \"foo\" is not in the vocabulary", "\"sees\" is not a stance"]),
    ])
    func whatCanBeReadIsChecked(_ vocabulary: String, _ problems: [String]) {
        #expect(VocabularyWordTests.wordProblems(of: VocabularyWordTests.entry, with: vocabulary) == problems)
    }

    // MARK: The vocabulary's own words

    private static func settingsProblems(_ text: String) -> [String] {
        readVocabulary(Array(text.utf8), path: "").diagnostics.map { problem in
            let mend = problem.suggestion.map { ($0.confidence == .safe ? " ⇒ " : " → ") + $0.replacement } ?? ""
            return "\(problem.range?.start.line ?? 0):\(problem.range?.start.columnUTF8 ?? 0) \(problem.message)\(mend)"
        }
    }

    @Test func schemesOfIdentifiersAreRead() {
        let reading = readVocabulary(
            Array("identifiers:\n  Lab:\n    label: Our plasmids\n    pattern: 'p[A-Z]{2}\\d+'\n    address: https://lab.example.org/p/{id}.html\n  Box: {address: \"https://x.org/{id}\"}\n".utf8),
            path: "")
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.value.identifiers.map { "\($0.id) \($0.label) \($0.pattern?.text ?? "–") \($0.address)" } == [
            "Lab Our plasmids p[A-Z]{2}\\d+ https://lab.example.org/p/{id}.html", "Box Box – https://x.org/{id}",
        ])
        #expect(reading.value.scheme(named: "lab")?.name == "Lab" && reading.value.scheme(named: "flybase")?.name == "FlyBase")
    }

    @Test(arguments: [
        ("identifiers: {Lab: {}}", "1:15 scheme \"Lab\" needs \"address\", with {id} in the place of the identifier"),
        ("identifiers: {Lab: {address: \"https://x.org/\"}}", "1:30 \"address\" is an address of the web with {id} in the place of the identifier, such as https://flybase.org/reports/{id}"),
        ("identifiers: {doi: {address: \"https://x.org/{id}\"}}", "1:15 \"doi\" is a scheme already, DOI; delete this one, or call it otherwise"),
        ("identifiers: {Lab: {pattern: (a), address: \"https://x.org/{id}\"}}", "1:30 pattern \"(a)\" has a group, \"( )\", which is not known here; write whole patterns with \"|\" between them"),
        ("identifiers: {\"Our lab\": {address: \"https://x.org/{id}\"}}", "1:15 a scheme of identifiers is called by letters, digits, \".\", \"_\" and \"-\"; its label may be any text"),
        ("relations: {a: {symmetric: true, id: not a term}}", "1:38 \"not a term\" is no address of a term, and no name with one of the prefixes bibo, BFO, cito, dcterms, owl, rdf, rdfs, RO, schema, skos; write its full address, beginning with https:// or http://"),
        ("relations: {a: {symmetric: true, id: BFO_0000050}}", "1:38 \"BFO_0000050\" is no address of a term, and no name with one of the prefixes bibo, BFO, cito, dcterms, owl, rdf, rdfs, RO, schema, skos; write BFO:0000050 ⇒ BFO:0000050"),
        ("stances: {a: {id: \"CITO:supports\"}}", "1:19 \"CITO:supports\" is no address of a term, and no name with one of the prefixes bibo, BFO, cito, dcterms, owl, rdf, rdfs, RO, schema, skos; write cito:supports ⇒ cito:supports"),
    ])
    func aSlipInTheVocabularyIsTold(_ text: String, _ problem: String) {
        #expect(VocabularyWordTests.settingsProblems(text + "\n") == [problem])
    }

    /// The base works without the term.
    @Test func aTermThatIsNoneIsAWarning() {
        #expect(readVocabulary(Array("stances: {a: {id: GO}}\n".utf8), path: "").diagnostics.map(\.severity) == [.warning])
    }

    @Test func aTermMayBeAFullAddress() {
        let reading = readVocabulary(Array("relations: {a: {symmetric: true, id: \"http://purl.obolibrary.org/obo/OBI_0000293\"}}\n".utf8), path: "")
        #expect(reading.diagnostics.isEmpty && reading.value.relations.first?.ontologyID == "http://purl.obolibrary.org/obo/OBI_0000293")
    }
}
