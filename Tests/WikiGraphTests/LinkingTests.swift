// Linking: the order of resolution, edges both ways, and independence of the order of entries.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel
import WikiParsing

@testable import WikiGraph

let linkingVocabulary = Vocabulary(
    relations: [
        RelationType(id: "is_a", label: "is a kind of", inverseLabel: "has kind", isTransitive: true),
        RelationType(id: "associated_with", label: "is associated with", inverseLabel: "is associated with", isSymmetric: true),
    ],
    stances: [
        Stance(id: "supports", label: "supports", side: .supporting), Stance(id: "disputes", label: "disputes", side: .disputing),
    ])

/// Compiles texts by path.
func compileForLinking(_ files: [(path: String, text: String)]) -> [EntryHead] {
    let compiler = EntryCompiler(vocabulary: linkingVocabulary)
    return files.map { file -> EntryHead in
        let parts = file.path.split(separator: "/")
        let kind = EntryKind.allCases.first { $0.folder == parts[1] } ?? .concept
        let slug = String(parts.last?.dropLast(3) ?? "")
        return compiler.compile(EntrySource(path: file.path, kind: kind, slug: slug), bytes: Array(file.text.utf8)).head
    }
}

/// Compiles texts by path and links them.
private func link(_ files: [(path: String, text: String)]) -> (graph: KnowledgeGraph, diagnostics: [Diagnostic]) {
    WikiGraph.link(compileForLinking(files), vocabulary: linkingVocabulary)
}

private func concept(_ name: String, _ more: String = "", title: String? = nil, _ body: String = "") -> (path: String, text: String) {
    ("content/concepts/\(name).md", "---\ntitle: \(title ?? name)\nsummary: S\n\(more)---\n\(body)\n")
}

private func paper(_ key: String, doi: String) -> (path: String, text: String) {
    ("content/papers/\(key).md", "---\ntitle: Paper \(key)\nsummary: S\ntype: article\nDOI: \(doi)\nPMID: \"123\"\n---\n")
}

/// What became of an entry's references.
private func resolutions(of name: String, _ graph: KnowledgeGraph) -> [Resolution] {
    graph.entry(named: name).map { Array(graph.resolutions(of: $0)) } ?? []
}

@Suite @MainActor struct LinkingTests {
    @Test func ofManyEntriesWithOneNameTheFirstAreNamed() {
        let (_, diagnostics) = link((1..<8).map { concept("e\($0)/todo", title: "T\($0)") } + [concept("source", "", "[[todo]]")])
        let first = (1..<6).map { "content/concepts/e\($0)/todo.md" }.joined(separator: ", ")
        #expect(
            diagnostics.filter { $0.code == .linkAmbiguous }.map(\.message) == ["\"todo\" is the name of 7 entries: \(first) and 2 more"])
    }

    /// A second title or alias is one problem, and not one at every link that it makes ambiguous.
    @Test func aNameThatIsTakenIsReportedOnce() {
        let links = concept("source", "relations: {part_of: Same}\n", "[[Same]] [[Also]]")
        let (_, diagnostics) = link([concept("a", "aliases: [Also]\n", title: "Same"), concept("b", "aliases: [Also]\n", title: "Same"), links])
        #expect(diagnostics.filter { [.nameTaken, .linkAmbiguous].contains($0.code) }.map(\.message) == [
            "title \"Same\" is also the title of content/concepts/a.md", "alias \"Also\" is also an alias of content/concepts/a.md",
        ])
        // Papers may share a title, of which nothing else is said.
        let title = "---\ntitle: Same\nsummary: S\ntype: article\n"
        let papers = [("content/papers/a.md", title + "DOI: 10.1/a\n---\n"), ("content/papers/b.md", title + "DOI: 10.1/b\n---\n"), concept("source", "", "[[Same]]")]
        #expect(link(papers).diagnostics.contains { $0.code == .linkAmbiguous })
    }

    /// Path or slug, then title, then alias, then the same folded, then a unique end of a path.
    @Test(arguments: [
        ("first", "content/concepts/first.md"), ("concepts/first", "content/concepts/first.md"), ("Exact Title", "content/concepts/second.md"),
        ("Some alias", "content/concepts/third.md"), ("exact title", "content/concepts/second.md"), ("SOME-ALIAS", "content/concepts/third.md"),
        ("β thing", "content/concepts/fourth.md"), ("deep/fifth", "content/concepts/very/deep/fifth.md"),
    ])
    func namesResolveInOrder(_ name: String, _ path: String) {
        let (graph, _) = link([
            concept("first"), concept("second", title: "Exact Title"), concept("third", "aliases: [Some alias, first too]\n"),
            concept("fourth", title: "Beta thing"), concept("very/deep/fifth", title: "Fifth"), concept("source", "", "[[\(name)]]"),
        ])
        let found = resolutions(of: "source", graph).map { graph.entries[Int($0.entry)].path }
        #expect(found == [path])
    }

    @Test func theNearestFolderWinsAndATrueTieIsAnError() {
        let near = link([
            concept("a/same", title: "One"), concept("b/same", title: "Two"), concept("b/source", "", "[[same]]"), concept("source2", "", "[[same]]"),
        ])
        #expect(resolutions(of: "b/source", near.graph).map(\.state) == [.found])
        let tie = near.diagnostics.first { $0.code == .linkAmbiguous }
        #expect(tie?.file == "content/concepts/source2.md")
        #expect(tie?.message.contains("content/concepts/a/same.md, content/concepts/b/same.md") == true)
    }

    @Test func headingsMatchBySlugThenTolerantly() {
        let (graph, diagnostics) = link([
            concept("target", "", "## What it *does*: now\n\nText. ^block\n"),
            concept("source", "", "[[target#what-it-does-now]] [[target#What it does now]] [[target#^block]] [[target#Missing]] [[target#^none]]"),
        ])
        let parts = resolutions(of: "source", graph).map(\.part)
        #expect(parts == [.heading, .heading, .block, .whole, .whole])
        let missing = diagnostics.map(\.code).filter { $0 == .headingMissing || $0 == .blockMissing }
        #expect(missing == [.headingMissing, .blockMissing])
    }

    /// Obsidian names the headings that one stands below as well.
    @Test func headingsAreFoundBelowOthers() {
        let (graph, diagnostics) = link([
            concept("target", "", "## Mice\n\n### Results\n\n## Fish\n\n### Results\n\n## C# code\n"),
            concept("source", "", "[[target#Fish#Results]] [[target#Mice#Results]] [[target#C# code]] [[target#Fish#Mice]]"),
        ])
        #expect(resolutions(of: "source", graph).map(\.partIndex).prefix(3) == [3, 1, 4])
        #expect(diagnostics.filter { $0.severity != .note }.map(\.message) == ["\"target\" has no heading \"Fish#Mice\""])
    }

    /// The title is the heading of the page.
    @Test func aLinkToTheTitleLeadsToTheTop() {
        let (graph, diagnostics) = link([
            ("content/concepts/a.md", "---\ntitle: \"TSPAN4: a marker\"\nsummary: S\n---\n[x](#tspan4-a-marker) [[#tspan4: a marker]]\n"),
            concept("b", "", "[[a#TSPAN4: a marker]]"),
        ])
        #expect((resolutions(of: "a", graph) + resolutions(of: "b", graph)).allSatisfy { $0.state == .found && $0.part == .whole })
        #expect(diagnostics.filter { $0.severity != .note } == [])
    }

    @Test func linksToHeadingsOfTheirOwnPageAreChecked() {
        let (graph, diagnostics) = link([
            concept("a", "", "## How it works\n\nWords. ^one\n\n[x](#how-it-works) [y](#how-it-work) [z](#^one) [top](#)"),
        ])
        let found = resolutions(of: "a", graph)
        #expect(found.map(\.part) == [.heading, .whole, .block] && found.map(\.state) == [.found, .fragmentMissing, .found])
        let missing = diagnostics.filter { $0.code == .headingMissing }
        #expect(missing.map(\.message) == ["\"a\" has no heading \"how-it-work\"; did you mean \"how-it-works\"?"])
        #expect(missing.first?.suggestion?.replacement == "#how-it-works" || missing.first?.suggestion?.replacement == "how-it-works")
        #expect(graph.backlinks[0].isEmpty)
    }

    @Test func papersAreFoundByKeyAndIdentifier() {
        let (graph, diagnostics) = link([
            paper("ma2015", doi: "10.1038/CR.2014.135"),
            concept(
                "source", "",
                "[@ma2015; @doi:10.1038/cr.2014.135] @pmid:123 [@https://doi.org/10.1038/cr.2014.135; @https://www.doi.org/10.1038/cr.2014.135] [@source]"),
        ])
        let states = resolutions(of: "source", graph).map(\.state)
        #expect(states == [.found, .found, .found, .found, .found, .missing])
        #expect(diagnostics.contains { $0.code == .citationNotPaper })
    }

    /// Both are an error; the page at their address is that of the first.
    @Test func ofPapersWithOneKeyTheFirstIsCited() {
        let (graph, _) = link([paper("one", doi: "10.1000/a"), paper("other/one", doi: "10.1000/b"), concept("c", "", "[@one]")])
        let cited = resolutions(of: "c", graph).map { graph.entries[Int($0.entry)].path }
        #expect(cited == ["content/papers/one.md"])
    }

    @Test(arguments: ["@pmcid:PMC77", "@pmc:PMC77", "@pmcid:pmc77", "@10.1000/a", "@DOI:10.1000/A", "@https://dx.doi.org/10.1000/a"])
    func aPaperIsFoundByEachOfItsIdentifiers(_ key: String) {
        let (graph, _) = link([
            ("content/papers/one.md", "---\ntitle: One\nsummary: S\ntype: article\nDOI: https://doi.org/10.1000/a\nPMCID: PMC77\n---\n"),
            concept("source", "", "[\(key)]"),
        ])
        #expect(resolutions(of: "source", graph).map(\.state) == [.found])
    }

    @Test func onePaperHasOneEntryHoweverItsIdentifiersAreWritten() {
        let (_, diagnostics) = link([paper("one", doi: "10.1000/a"), paper("two", doi: "https://doi.org/10.1000/A")])
        let found = diagnostics.filter { $0.code == .duplicateDOI }.map(\.message)
        #expect(found == ["DOI https://doi.org/10.1000/A is also that of content/papers/one.md", "PMID 123 is also that of content/papers/one.md"])
    }

    /// An alias stands before the folded titles and file names of other entries.
    @Test func anAliasThatTakesTheLinksOfAnotherEntryIsReported() {
        let (_, diagnostics) = link([
            concept("retraction-fiber", title: "Retraction fiber"),
            concept("actin", "aliases: [retraction fiber, F-actin, Bundle]\n", title: "Actin"), concept("bundle", "aliases: [Cable]\n"),
            concept("cable-thing", "aliases: [Cable]\n"),
        ])
        let taken = diagnostics.filter { $0.code == .nameTaken }
        #expect(
            taken.map(\.message) == [
                "alias \"retraction fiber\" takes the links to \"Retraction fiber\" (content/concepts/retraction-fiber.md) that are written like it",
                "alias \"Bundle\" takes the links to \"bundle\" (content/concepts/bundle.md) that are written like it",
                "alias \"Cable\" is also an alias of content/concepts/bundle.md",
            ])
        // The place of the other alias, and not of the title above it.
        #expect(taken.last?.notes.first?.range?.start.line == 4)
    }

    @Test func namesNearAMissingOneAreOfDifferentEntries() {
        let (_, diagnostics) = link([
            concept("migrasome", "aliases: [migrasomes]\n", title: "Migrasome"), concept("other", "", "[[Migrasomme]] [[Migra\u{AD}some]]"),
        ])
        let missing = diagnostics.filter { $0.code == .linkMissing }
        #expect(missing.map(\.message) == ["no entry is called \"Migrasomme\"; near it: \"Migrasome\""])
        #expect(missing.first?.suggestion?.confidence == .safe)
    }

    @Test func whatReplacesAnEntryIsTheNameOfOne() {
        let (_, diagnostics) = link([
            concept("migrasome", title: "Migrasome"), concept("a/same", title: "One"), concept("b/same", title: "Two"),
            concept("old", "status: deprecated\nreplaced_by: Migrsaome\n"), concept("older", "status: deprecated\nreplaced_by: same\n"),
        ])
        let missing = diagnostics.first { $0.code == .replacementMissing }
        #expect(missing?.message == "no entry is called \"Migrsaome\"; did you mean \"Migrasome\"?")
        #expect(missing?.suggestion?.replacement == "Migrasome" && missing?.suggestion?.confidence == .safe)
        #expect(diagnostics.filter { $0.code == .linkAmbiguous }.map(\.file) == ["content/concepts/older.md"])
    }

    @Test func relationsGoBothWaysAndCirclesAreReported() {
        let (graph, diagnostics) = link([
            concept("a", "relations: {is_a: [b], associated_with: [c]}\n"), concept("b", "relations: {is_a: [c]}\n"),
            concept("c", "relations: {is_a: [a], associated_with: [a]}\n"),
        ])
        let b = graph.entry(named: "b") ?? -1
        let sources = graph.relationsTo[b].map { graph.relations[Int($0)].source }
        #expect(sources == [0])
        let symmetric = graph.relations.filter { $0.type == 1 }
        #expect(symmetric.count == 1)
        let circle = diagnostics.filter { $0.code == .relationCycle }
        #expect(circle.map(\.message) == ["\"is_a\" runs in a circle: \"a\" → \"b\" → \"c\" → \"a\""])
    }

    /// `[[is_a::Beta]]` states a relation; a stance of a citation, a link to nothing and one to the entry itself state none.
    @Test func typedLinksAreRelations() {
        let (graph, _) = link([
            paper("one", doi: "10.1/a"), concept("a", "", "[[is_a::b]] and [[associated_with::c|c]], [[is_a::a]], [[is_a::nothing]], [[b]] [@supports:one; @disputes:one]."),
            concept("b"), concept("c"),
        ])
        let stated = graph.relations.map { "\(graph.entries[Int($0.source)].slug) \(graph.vocabulary.relations[$0.type].id) \(graph.entries[Int($0.target)].slug)" }
        #expect(stated.sorted() == ["a associated_with c", "a is_a b"])
    }

    /// Stated twice, or from both sides, a relation has the evidence of both statements, and each paper once.
    @Test func evidenceOfOneRelationIsJoined() {
        let (graph, diagnostics) = link([
            paper("one", doi: "10.1/a"), paper("two", doi: "10.1/b"),
            concept("a", "relations:\n  associated_with: {target: b, evidence: [one, one]}\n  is_a:\n    - {target: c, evidence: one}\n    - {target: c, evidence: [one, two]}\n"),
            concept("b", "relations: {associated_with: {target: a, evidence: [two, one]}}\n"), concept("c"),
        ])
        let evidence = graph.relations.map { relation in relation.evidence.map { graph.entries[Int($0)].slug } }
        #expect(evidence == [["one", "two"], ["one", "two"]])
        #expect(diagnostics.filter { $0.code == .relationDuplicate }.map(\.message) == ["\"is_a\" to \"c\" is stated twice"])
    }

    /// A paper that is evidence is as good as cited: its retraction is told, and it is no orphan.
    @Test func evidenceIsACitation() {
        let gone = paper("gone", doi: "10.1/a")
        let retracted = gone.text.replacing("PMID", with: "redirect_from: [former]\nretraction: {kind: retracted, notice: 10.1/n}\nPMID")
        let (graph, diagnostics) = link([
            (gone.path, retracted), concept("a", "relations: {is_a: [{target: b, evidence: [gone]}, {target: c, evidence: [former]}]}\n", "[[c]]"),
            concept("b", "status: deprecated\nreplaced_by: former-c\n", "[[a]]"), concept("c", "redirect_from: [former-c]\n"),
        ])
        #expect(graph.orphans.isEmpty && graph.entry(named: "gone").map { graph.isEvidence[Int($0)] } == true)
        #expect(diagnostics.map { "\($0.file.suffix(4)) \($0.code.rawValue): \($0.message)" } == [
            "a.md deprecated-linked: \"b\" is deprecated; link to \"former-c\"", "a.md citation-retracted: \"gone\" was retracted",
            "a.md citation-unknown: no paper has the citation key \"former\" (evidence of \"is_a\"); it is a former file name of \"Paper gone\", so write \"gone\"",
            "b.md replacement-missing: no entry is called \"former-c\"; it is a former file name of \"c\", so write \"c\"",
        ])
    }

    /// Who writes about a retraction says so, in the bracket or in the sentence; evidence is told in any case.
    @Test(arguments: [
        ("Once claimed [@gone].", true), ("Once claimed [@gone, retracted].", false), ("As [see the retracted @gone] had it.", false),
        ("Once claimed [@gone], and since Retracted.", false), ("It was withdrawn [@gone].", false), ("Of it an expression of concern speaks [@gone].", false),
        ("It was claimed [@gone]. Others were retracted.", true), ("Retraction fibers retract [@gone].", true), ("Protracted, unretracted [@gone].", true),
        ("Cells [@one; @gone, withdrawn in 2020].", false), ("Cells [@one, retracted; @gone].", true), ("Said and retracted [@supports:gone]. ^id", true),
        ("Das wurde zurückgezogen [@gone].", true), ("@gone was retracted.", false),
    ])
    func aRetractionThatIsSaidIsNoWarning(_ prose: String, _ isTold: Bool) {
        let gone = paper("gone", doi: "10.1/a")
        let retracted = gone.text.replacing("PMID", with: "retraction: {kind: retracted, notice: 10.1/n}\nPMID")
        let (_, diagnostics) = link([(gone.path, retracted), paper("one", doi: "10.1/b"), concept("a", "", prose)])
        #expect(diagnostics.contains { $0.code == .citationRetracted } == isTold)
    }

    @Test func theBasesOwnWordForARetractionCounts() {
        var vocabulary = linkingVocabulary
        vocabulary.wording[.retracted] = "zurückgezogen"
        let compiler = EntryCompiler(vocabulary: vocabulary)
        func style(_ prose: String) -> Bool? {
            compiler.compile(
                EntrySource(path: "content/concepts/a.md", kind: .concept, slug: "a"), bytes: Array("---\ntitle: A\nsummary: S\n---\n\(prose)\n".utf8)
            ).head.references.first?.style.contains(.saysRetracted)
        }
        #expect(style("Die zurückgezogene Arbeit [@gone].") == true && style("Zurückgezogen wurde sie [@gone].") == true)
        #expect(style("Die Arbeit [@gone, zurückgezogen].") == true && style("Die Arbeit [@gone].") == false)
    }

    /// Several targets in one text are told, whatever parts them.
    @Test(arguments: ["b, c", "b; c"]) func severalTargetsInOneTextAreAList(_ text: String) {
        let (_, diagnostics) = link([concept("a", "relations: {is_a: \"\(text)\"}\n", "[[b]] [[c]]"), concept("b", "", "[[a]]"), concept("c")])
        #expect(diagnostics.map(\.message) == ["no entry is called \"\(text)\"; several targets are a list, so write [b, c]"])
    }

    /// One identifier of a scheme is one, however its scheme is written.
    @Test func aSchemeInOtherLettersIsTheScheme() {
        let (_, diagnostics) = link([
            concept("a", "identifiers: {uniprot: P09615}\n", "[[b]]"), concept("b", "identifiers: {UniProt: P09615}\n", "[[a]]"),
        ])
        #expect(diagnostics.map(\.message) == ["UniProt P09615 is also that of content/concepts/a.md"])
        #expect(diagnostics.first?.notes.first?.range != nil)
    }

    /// What is symmetric leads back; its notes are those of both sides.
    @Test func symmetricRelationsKeepTheirNotesAndRunInNoCircle() {
        let vocabulary = Vocabulary(
            relations: [RelationType(id: "same_as", label: "is", inverseLabel: "is", isSymmetric: true, isTransitive: true)], stances: [])
        let notes = ["a": "{target: b}", "b": "{target: c, note: first}, {target: a, note: seen in vitro}", "c": "{target: a}, {target: b, note: second}"]
        let compiler = EntryCompiler(vocabulary: vocabulary)
        let heads = notes.map { name, targets in
            compiler.compile(
                EntrySource(path: "content/concepts/\(name).md", kind: .concept, slug: name),
                bytes: Array("---\ntitle: \(name)\nsummary: S\nrelations: {same_as: [\(targets)]}\n---\n".utf8)).head
        }
        let (graph, diagnostics) = WikiGraph.link(heads, vocabulary: vocabulary)
        #expect(graph.relations.map { "\($0.source) \($0.target) \($0.note)" } == ["0 1 seen in vitro", "1 2 first; second", "2 0 "])
        #expect(diagnostics.isEmpty)
    }

    /// Two that link to each other are neighbours once.
    @Test func mutualLinksAreOneNeighbour() {
        let (graph, _) = link([concept("a", "", "[[n]]"), concept("b", "", "[[n]]"), concept("n", "", "[[a]] [[b]]")])
        var finder = RelatedEntryFinder(graph)
        #expect(finder.related(to: 0) == [RelatedEntry(entry: 1, sharedPapers: 0, sharedNeighbours: 1)])
        #expect(graph.neighbours.linked[2].map { $0 } == [0, 1])
    }

    /// Two files of one name without titles have one problem more, that of their address.
    @Test func aFileNameInThePlaceOfATitleIsNotTaken() {
        let (_, diagnostics) = link([("content/pages/a/readme.md", "# One\n"), ("content/pages/b/readme.md", "---\nsummary: S\n---\n")])
        #expect(diagnostics.filter { $0.severity == .error }.map(\.code) == [.outputCollision])
    }

    /// An address that leads to another entry by a redirect is taken, as a file name is; kinds have folders of their own.
    @Test func addressesAreTakenByRedirects() {
        let (_, diagnostics) = link([
            concept("a"), concept("b", "redirect_from: [a, old]\n"), concept("c", "redirect_from: [old]\n"),
            ("content/pages/old.md", "---\ntitle: Old\n---\n"),
        ])
        #expect(diagnostics.filter { $0.code == .outputCollision }.map(\.message) == [
            "redirect from concepts/a.html is also the address of content/concepts/a.md",
            "redirect from concepts/old.html is also the address of content/concepts/b.md",
        ])
    }

    /// A bare file name is enough where one file has it.
    @Test func picturesAreFoundByPathAndByTheNameOfOne() {
        let media = ["media/cell.png", "media/deep/cell.png", "media/deep/one way.png"]
        let names = ["media/cell.png", "../media/deep/cell.png", "./../media/cell.png", "one way.png", "../media/deep/one%20way.png", "cell.png"]
        let heads = compileForLinking([concept("a", "", names.map { "![x](<\($0)>)" }.joined(separator: "\n\n"))])
        let (graph, diagnostics) = WikiGraph.link(heads, media: media, vocabulary: linkingVocabulary)
        #expect(graph.resolutions(of: 0).map(\.state) == [.media, .media, .media, .media, .media, .missing])
        #expect(graph.resolutions(of: 0).prefix(5).map { Int($0.entry) } == [0, 1, 0, 2, 2])
        #expect(diagnostics.filter { $0.code == .mediaMissing }.count == 1)
    }

    /// More papers than the counts hold, which two entries share.
    @Test func countsOfSharedPapersEndAtTheLargest() {
        let most = Int(UInt16.max)
        var heads = (0...most).map { number in
            var head = EntryHead(path: "content/papers/p\(number).md", kind: .paper, slug: "p\(number)")
            head.metadata.paper = PaperMetadata()
            return head
        }
        for name in ["a", "b"] {
            var head = EntryHead(path: "content/concepts/\(name).md", kind: .concept, slug: name)
            head.references = heads.prefix(most + 1).map { paper in
                var reference = Reference(kind: .citation, range: SourceRange(line: 1, columnUTF8: 1))
                reference.targetHash = StableHash.of(paper.slug)
                return reference
            }
            heads.append(head)
        }
        var finder = RelatedEntryFinder(WikiGraph.link(heads, vocabulary: linkingVocabulary).graph)
        #expect(finder.related(to: 0) == [RelatedEntry(entry: 1, sharedPapers: most, sharedNeighbours: 0)])
    }

    /// Most related are those who share the most, and of what they share, what few others have counts most.
    @Test func relatedEntriesAreTheBestFew() {
        // What an entry cites is known to its readers, whatever else both cite.
        let citing = paper("p", doi: "10.1/p")
        let papers = ["q", "r", "all"].map { paper($0, doi: "10.1/\($0)") } + [(citing.path, citing.text + "\nAs [@q; @r] say.\n")]
        let crowd = (0..<70).map { concept("x\($0)", "", "[@all]") }
        let (graph, _) = link(papers + crowd + [
            concept("a", "", "[@p; @q; @r; @all] [[linked]]"), concept("both", "", "[@p; @q; @p]"), concept("fan", "", "[[linked]] [[fan of fans]]"), concept("fan of fans"), concept("common", "", "[@r]"),
            concept("common2", "", "[@r]"), concept("linked", "", "[@p; @q; @r]"), concept("hidden", "unlisted: true\n", "[@p; @q; @r]"),
            concept("rare", "", "[@q] [[a]]"), concept("three", "", "[@p; @q; @r]"),
        ])
        var finder = RelatedEntryFinder(graph)
        let a = EntryID(graph.entry(named: "a") ?? -1)
        func names(_ limit: Int) -> [String] { finder.related(to: a, limit: limit).map { graph.entries[Int($0.entry)].slug } }
        #expect(names(6) == ["three", "both", "fan", "common", "common2"])
        #expect(names(2) == ["three", "both"] && names(1) == ["three"])
        #expect(finder.related(to: a, limit: 3).map(\.sharedPapers) == [3, 2, 0] && finder.related(to: a, limit: 3).map(\.sharedNeighbours) == [0, 0, 1])
        // What was counted for one entry says nothing of the next.
        for id in graph.entryIDs {
            var fresh = RelatedEntryFinder(graph)
            #expect(finder.related(to: id) == fresh.related(to: id))
        }
    }

    /// Related entries are kept under this.
    @Test func theHashOfLinksChangesWithLinksAndWithWhatIsListed() {
        func hash(_ more: String, _ body: String, name: String = "b") -> UInt64 {
            link([concept("a"), concept(name, more, title: "B", body), concept("c")]).graph.linkHash
        }
        let hashes = [hash("", "[[a]]"), hash("", "[[c]]"), hash("unlisted: true\n", "[[a]]"), hash("", "[[a]] [[a]]"), hash("", "[[a]]", name: "b2")]
        #expect(Set(hashes).count == hashes.count)
        #expect(hash("", "Other words about [[A|it]].") == hashes[0])
    }

    @Test func claimsKnowTheirSides() {
        let (graph, _) = link([
            paper("one", doi: "10.1/a"), paper("two", doi: "10.1/b"),
            concept("source", "", "A claim [@supports:one; @disputes:two]. ^claim\n\n- Another [@supports:one].\n\n- A third [@disputes:two].\n\nNo claim [@one]. ^note\n\nOf a paper that is none [@supports:gone]. ^gone"),
        ])
        let balances = graph.claims.map { ClaimBalance($0, graph) }
        #expect(balances.map(\.isContested) == [true, false, false, false])
        #expect(balances.map(\.supporting) == [1, 1, 0, 0] && balances.map(\.disputing) == [1, 0, 1, 0])
        #expect(balances.allSatisfy { !$0.restsOnRetracted })
    }

    @Test func wantedOrphansAndRelatedEntries() {
        let (graph, _) = link([
            paper("p", doi: "10.1/a"), concept("a", "", "[[Wanted one]] [@p] [[hub]]"), concept("b", "", "[[wanted-one]] [@p] [[hub]]"),
            concept("hub"),
        ])
        #expect(graph.wanted.map(\.name) == ["Wanted one"])
        #expect(graph.wanted.first?.mentions.count == 2)
        let orphans = graph.orphans.map { graph.entries[Int($0)].slug }
        #expect(orphans == ["a", "b"])
        var finder = RelatedEntryFinder(graph)
        #expect(finder.related(to: 0) == [RelatedEntry(entry: 1, sharedPapers: 1, sharedNeighbours: 1)])
    }

    /// A paper or file that is missing is no entry to write.
    @Test func wantedEntriesAreThoseOfWikilinksTheMostWantedFirst() {
        let (graph, _) = link([
            concept("a", "", "[[Zeta]] [[Alpha thing]] [[Beta thing]] [@nobody] [x](nothing.md) ![x](none.png)"),
            concept("b", "", "[[a]] [[zeta]]\n\n![[Zeta]]"),
        ])
        #expect(graph.wanted.map(\.name) == ["Zeta", "Alpha thing", "Beta thing"])
        #expect(graph.wanted.map(\.mentions.count) == [3, 1, 1])
    }

    /// Pages stand in the menu, and nothing should link to what is deprecated.
    @Test func pagesAndDeprecatedEntriesAreNoOrphans() {
        let (graph, diagnostics) = link([
            concept("a", "status: deprecated\n"), concept("b"), ("content/pages/about.md", "---\ntitle: About\n---\n\nWords.\n"),
        ])
        #expect(graph.orphans.map { graph.entries[Int($0)].slug } == ["b"])
        #expect(diagnostics.filter { $0.code == .entryOrphan }.map(\.file) == ["content/concepts/b.md"])
    }

    @Test func embedsInACircleAreReportedWithTheirChain() {
        let (_, diagnostics) = link([concept("a", "", "![[b]]\n"), concept("b", "", "![[a]]\n")])
        let circle = diagnostics.filter { $0.code == .embedCycle }.map(\.message)
        #expect(circle == ["embeds run in a circle: \"a\" → \"b\" → \"a\"", "embeds run in a circle: \"b\" → \"a\" → \"b\""])
    }

    @Test func theOrderOfEntriesDoesNotMatter() {
        let files = [
            paper("one", doi: "10.1/a"), paper("two", doi: "10.1/A"), concept("a", "aliases: [x]\n", "[[b]] [[x]] [@one] [[Gone]]"),
            concept("b", "aliases: [x]\n", "[[a]] [@supports:two] ![[a]]"), concept("d/c", title: "c", "[[same]]"),
            concept("e/same", title: "S1"), concept("f/same", title: "S2"),
        ]
        func dump(_ result: (graph: KnowledgeGraph, diagnostics: [Diagnostic])) -> [String] {
            var lines = result.diagnostics.map(\.line) + result.graph.entries.map(\.path)
            for id in result.graph.entryIDs {
                for resolution in result.graph.resolutions(of: id) { lines.append("\(resolution.entry) \(resolution.state)") }
            }
            return lines
        }
        let first = dump(link(files))
        #expect(first.count > 12)
        var shuffled = files
        for _ in 0..<20 {
            shuffled.shuffle()
            #expect(dump(link(shuffled)) == first)
        }
    }
}
