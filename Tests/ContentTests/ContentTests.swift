// The knowledge base itself, held to its own rules: clean, linked, cited, and in its own words.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Foundation
import Testing
import WikiGraph
import WikiModel
import WikiParsing

/// The project's own base, compiled and linked in memory.
struct ProjectBase {
    let graph: KnowledgeGraph
    let diagnostics: [Diagnostic]
    /// Source text by path, without its front matter.
    let prose: [String: String]
    let settings: SiteSettings

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @MainActor static let shared: ProjectBase = load()

    private static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: root.appendingPathComponent(path).path).map(Array.init) ?? []
    }

    @MainActor private static func load() -> ProjectBase {
        let vocabulary = readVocabulary(bytes("site/vocabulary.yml"), path: "site/vocabulary.yml")
        let settings = readSiteSettings(bytes("site/site.yml"), path: "site/site.yml")
        let compiler = EntryCompiler(vocabulary: vocabulary.value)
        var heads: [EntryHead] = []
        var prose: [String: String] = [:]
        var media: [String] = []
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent("content").path)) ?? [] {
            let whole = "content/" + path
            guard path.hasSuffix(".md"), let kind = EntryKind.allCases.first(where: { path.hasPrefix($0.folder + "/") }) else {
                media.append(path)
                continue
            }
            let slug = String(path.split(separator: "/").last?.dropLast(3) ?? "")
            let text = bytes(whole)
            heads.append(compiler.compile(EntrySource(path: whole, kind: kind, slug: slug), bytes: text).head)
            let parts = String(decoding: text, as: UTF8.self).components(separatedBy: "\n---\n")
            prose[whole] = parts.dropFirst().joined(separator: "\n---\n")
        }
        let (graph, problems) = link(heads, media: media, vocabulary: vocabulary.value)
        return ProjectBase(
            graph: graph, diagnostics: vocabulary.diagnostics + settings.diagnostics + problems + heads.flatMap(\.diagnostics),
            prose: prose, settings: settings.value)
    }

    func entries(_ kind: EntryKind) -> [EntryID] { graph.entryIDs.filter { graph.entries[Int($0)].kind == kind } }
    func slug(_ entry: EntryID) -> String { graph.entries[Int(entry)].slug }
}

@Suite @MainActor struct ContentTests {
    private var base: ProjectBase { .shared }

    @Test func theBaseIsWholeAndClean() {
        let problems = base.diagnostics.filter { $0.severity >= .warning }.map(\.line)
        #expect(problems == [])
        #expect(base.entries(.concept).count >= 120)
        #expect(base.entries(.paper).count >= 81)
    }

    @Test func everyEntryIsLinked() {
        #expect(base.graph.orphans.map(base.slug) == [])
        let uncited = base.entries(.paper).filter { base.graph.backlinks[$0].isEmpty }.map(base.slug)
        #expect(uncited == [])
    }

    /// Home, the listing of concepts, and links from entry to entry: the first step is one of "Start here".
    @Test func everyConceptIsWithinThreeClicksOfHome() {
        var reached = Set(base.settings.startHere.compactMap { base.graph.entry(named: $0) })
        #expect(reached.count == base.settings.startHere.count)
        for _ in 2...3 {
            for entry in reached {
                for resolution in base.graph.resolutions(of: entry) where resolution.isLink { reached.insert(resolution.entry) }
                for index in base.graph.relationsFrom[entry] { reached.insert(base.graph.relations[Int(index)].target) }
                for index in base.graph.relationsTo[entry] { reached.insert(base.graph.relations[Int(index)].source) }
            }
        }
        #expect(base.entries(.concept).filter { !reached.contains($0) }.map(base.slug) == [])
    }

    @Test func claimsShowBothSides() {
        #expect(base.graph.claims.count >= 80)
        #expect(base.graph.claims.filter { ClaimBalance($0, base.graph).isContested }.count >= 10)
        #expect(base.graph.claims.filter(\.evidence.isEmpty).map { base.slug($0.entry) } == [])
        let unnamed = base.diagnostics.filter { $0.code == .claimUnnamed }.map(\.line)
        #expect(unnamed == [])
    }

    /// Paragraphs of concepts that state something cite something.
    @Test func paragraphsOfConceptsHaveCitations() {
        var uncited: [String] = []
        for concept in base.entries(.concept) {
            let path = base.graph.entries[Int(concept)].path
            for paragraph in (base.prose[path] ?? "").components(separatedBy: "\n\n") {
                let text = paragraph.trimmingCharacters(in: .whitespacesAndNewlines)
                let isProse = text.first.map { $0.isLetter || $0 == "[" || $0 == "*" } ?? false
                guard isProse, !text.hasPrefix("[^"), text.split(separator: " ").count > 12 else { continue }
                if !text.contains("@"), !text.contains("[^") { uncited.append("\(path): \(text.prefix(60))") }
            }
        }
        #expect(uncited == [])
    }

    @Test func identifiersAreUniqueAndWellFormed() {
        let dois = base.entries(.paper).compactMap { base.graph.entries[Int($0)].metadata.paper?.doi.lowercased() }.filter { !$0.isEmpty }
        #expect(Set(dois).count == dois.count)
        #expect(dois.filter { $0.wholeMatch(of: /10\.\d{4,9}\/\S+/) == nil } == [])
    }
}

/// Comparison with the verified facts, where they stand beside the project.
@Suite(.enabled(if: Facts.isPresent, "the verified facts are not on this machine"))
@MainActor struct FactTests {
    private var base: ProjectBase { .shared }

    /// Papers whose authors the facts have in part or not at all, with a public page that shows the whole list beside the
    /// title or the DOI.
    private static let completed = [
        "huang2019": "https://liyu-lab-tsinghua.github.io/publications/",
        "newmode2023": "https://ebusca.uv.mx/Record/pubmed-10165304/Details",
        "retractosome2022": "https://liyu-lab-tsinghua.github.io/publications/",
        "schmidtpogoda2018": "https://ouci.dntb.gov.ua/en/works/45zB2Yjl",
        "tspan4pancancer2024": "https://ouci.dntb.gov.ua/works/4EBwdM2l",
        "zhangyx2020": "https://frontiersin.org/article/10.3389/fcell.2020.00438/full",
        "zhu2021": "https://liyu-lab-tsinghua.github.io/publications/",
    ]

    /// Values that the facts lack, with a public page that shows them beside the title or the DOI.
    private static let added = [
        "huq2025 volume": "https://frontiersin.org/journals/immunology/articles/10.3389/fimmu.2025.1594879/full",
        "jiang2024 volume": "https://cimrbj.ac.cn/en/content/2c974d0596ed69f801970f5905ec0049.html",
        "koupenova2021 PMID": "https://pubmed.ncbi.nlm.nih.gov/34293929/",
        "newmode2023 PMID": "https://ebusca.uv.mx/Record/pubmed-10165304/Details",
        "newmode2023 volume": "https://exosome-rna.com/migrasomes-a-new-mode-of-intercellular-communication/",
    ]

    @Test func everyPaperHasTheVerifiedRecord() throws {
        let records = try Facts.papers()
        let keys = Set(records.compactMap { $0["id"] as? String })
        #expect(Self.completed.keys.filter { !keys.contains($0) } == [])
        var added = Set(Self.added.keys)
        for record in records {
            let key = try #require(record["id"] as? String)
            let entry = try #require(base.graph.entry(named: "papers/" + key), "\(key)")
            let metadata = base.graph.entries[Int(entry)].metadata
            #expect(metadata.title == record["title"] as? String, "\(key)")
            #expect(metadata.paper?.doi == record["DOI"] as? String, "\(key)")
            #expect(metadata.paper?.containerTitle == record["container-title"] as? String, "\(key)")
            for (name, value) in [("PMID", metadata.paper?.pmid ?? ""), ("volume", metadata.paper?.volume ?? "")] {
                let isAdded = added.remove("\(key) \(name)") != nil
                let known = record[name] as? String ?? ""
                #expect(isAdded ? known.isEmpty && !value.isEmpty : value == known, "\(key) \(name)")
            }
            let known = record["author"] as? [[String: String]] ?? []
            let listed = metadata.paper?.authors ?? []
            let names = listed.map { "\($0.family) \($0.given)" }
            let knownNames = known.map { "\($0["family"] ?? "") \($0["given"] ?? "")" }
            let status = (record["custom"] as? [String: Any])?["authors_status"] as? String ?? ""
            let expected: AuthorStatus = status.contains("partial") ? .partial : status.contains("not seen") ? .unknown : .complete
            guard Self.completed[key] != nil else {
                #expect(names == knownNames, "\(key)")
                #expect(metadata.paper?.authorStatus == expected, "\(key)")
                continue
            }
            #expect(names != knownNames && expected != .complete, "\(key)")
            #expect(metadata.paper?.authorStatus == .complete, "\(key)")
            var families = listed.map(\.family)[...]
            for author in known {
                families = families.drop { $0 != author["family"] }
                #expect(!families.isEmpty, "\(key): \(author)")
                families = families.dropFirst()
            }
        }
        #expect(added == [])
    }

    /// Relations whose word in the facts does not fit what they join, with the word of the base; none where the relation
    /// is stated from its other end alone.
    private static let mended = [
        "synaptotagmin-1 binds calcium-signalling": "participates_in",  // A protein binds an ion, not a pathway.
        "sms2-foci part_of migrasome-biogenesis": "participates_in",  // A structure is no part of a process.
        "migrasome-size part_of migrasome": "associated_with",  // Nor is a size a part of what has it.
        "syto-14 marker_of lateral-transfer": "",  // The dye shows RNA; the transfer is "detected by" it.
        "migracytosis participates_in lateral-transfer": "",  // The reverse is stated, and both cannot be meant.
        "retractosome located_in retraction-fiber": "",  // It is what is left of a fiber, which "produces" it.
    ]

    @Test func everyRelationAndCitationOfTheFactsIsThere() throws {
        var missing: [String] = []
        for fact in try Facts.concepts() {
            let slug = try #require(fact["slug"] as? String)
            guard let entry = base.graph.entry(named: "concepts/" + slug) else {
                missing.append(slug)
                continue
            }
            for relation in fact["relations"] as? [[String: Any]] ?? [] {
                let (type, target) = (relation["type"] as? String ?? "", relation["target"] as? String ?? "")
                let evidence = relation["cites"] as? [String] ?? []
                let relations = base.graph.entries[Int(entry)].metadata.relations
                func states(_ type: String) -> Bool {
                    relations.contains { $0.relation == type && $0.target == target && Set(evidence).isSubset(of: $0.evidence) }
                }
                let name = "\(slug) \(type) \(target)"
                guard let mended = Self.mended[name] else {
                    if !states(type) { missing.append(name) }
                    continue
                }
                if states(type) || !(mended.isEmpty || states(mended)) { missing.append("\(name), which is \(mended)") }
            }
            let cited = Set(
                zip(base.graph.entries[Int(entry)].references, base.graph.resolutions(of: entry)).compactMap { reference, resolution in
                    reference.kind == .citation && resolution.state == .found ? base.slug(resolution.entry) : nil
                })
            for statement in fact["facts"] as? [[String: Any]] ?? [] {
                for key in statement["cites"] as? [String] ?? [] where !cited.contains(key) { missing.append("\(slug) [@\(key)]") }
            }
        }
        #expect(missing == [])
    }

    /// Eight words in a row, as in the source, would be copying.
    @Test func theProseIsItsOwn() throws {
        var known: Set<String> = []
        var sources = [try Facts.seed()]
        for fact in try Facts.concepts() {
            sources += (fact["facts"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
            sources.append(fact["definition"] as? String ?? "")
        }
        for source in sources { for run in WordRuns.of( source) { known.insert(run) } }
        var copied: [String] = []
        for (path, text) in base.prose {
            for run in WordRuns.of( text) where known.contains(run) { copied.append("\(path): \(run)") }
        }
        #expect(copied.sorted() == [])
    }
}

/// The verified facts, read from the folder beside the project.
enum Facts {
    static let folder =
        ProcessInfo.processInfo.environment["MIGRAPEDIA_FACTS_DIR"]
        ?? ProjectBase.root.appendingPathComponent("../shared/facts").path

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder + "/papers.json") }

    private static func list(_ name: String) throws -> [[String: Any]] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        return try JSONSerialization.jsonObject(with: bytes) as? [[String: Any]] ?? []
    }

    static func papers() throws -> [[String: Any]] { try list("papers.json") }
    static func concepts() throws -> [[String: Any]] { try list("concepts.json") }
    static func seed() throws -> String { try String(contentsOfFile: folder + "/seed.txt", encoding: .utf8) }
}
