// No sentence of the base is that of an abstract: compared by fingerprints, since the abstracts themselves are not ours to keep.
import Foundation
import Testing
import WikiModel

/// What is kept of the abstracts, and the papers of which nothing is kept. `scripts/abstract-fingerprints` writes the first file.
struct AbstractFingerprints {
    /// The citation keys that have each fingerprint.
    private var keys: [UInt64: [String]] = [:]
    /// Lines that are not of the file's form.
    private(set) var strayLines: [String] = []
    private(set) var sources: [String: String] = [:]
    /// Citation key → why there are no fingerprints.
    let reasons: [String: String]

    static let folder = ProjectBase.root.appendingPathComponent("Tests/ContentTests/Abstracts").path

    init() throws {
        try self.init(
            fingerprints: String(contentsOfFile: Self.folder + "/fingerprints.txt", encoding: .utf8),
            missing: String(contentsOfFile: Self.folder + "/missing.txt", encoding: .utf8))
    }

    init(fingerprints: String, missing: String) {
        reasons = Dictionary(
            missing.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
                let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                return (parts[0], parts.count == 2 ? parts[1] : "")
            }, uniquingKeysWith: { first, _ in first })
        var key = ""
        for line in fingerprints.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            if line.hasPrefix("  ") {
                for field in fields {
                    guard let number = UInt64(field, radix: 16), !key.isEmpty else {
                        strayLines.append(String(line))
                        break
                    }
                    keys[number, default: []].append(key)
                }
            } else if fields.count == 4, fields[1].wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil, ["whole", "part"].contains(fields[2]) {
                key = String(fields[0])
                sources[key] = String(fields[3])
            } else {
                strayLines.append(String(line))
            }
        }
    }

    /// The runs of a text that stand in an abstract, each with the citation keys of those abstracts.
    func copies(in text: String) -> [String] {
        WordRuns.of(text).compactMap { run in
            keys[WordRuns.fingerprint(run)].map { "\"\(run)\" is in the abstract of \($0.joined(separator: ", "))" }
        }
    }
}

@Suite @MainActor struct AbstractTests {
    private var base: ProjectBase { .shared }

    @Test func noSentenceIsThatOfAnAbstract() throws {
        let abstracts = try AbstractFingerprints()
        var copied: [String] = []
        for entry in base.graph.entryIDs {
            let head = base.graph.entries[Int(entry)]
            for text in [head.metadata.summary, base.prose[head.path] ?? ""] {
                copied += abstracts.copies(in: text).map { "\(head.path): \($0)" }
            }
        }
        #expect(copied == [])
    }

    @Test func everyPaperHasFingerprintsOrAReason() throws {
        let abstracts = try AbstractFingerprints()
        #expect(abstracts.strayLines == [])
        let papers = Set(base.entries(.paper).map(base.slug))
        let known = Set(abstracts.sources.keys).subtracting([Self.madeUpKey])
        let help = "run scripts/abstract-fingerprints, or add \"key: reason\" to Tests/ContentTests/Abstracts/missing.txt"
        #expect(papers.subtracting(known).subtracting(abstracts.reasons.keys).sorted() == [], "\(help)")
        #expect(known.intersection(abstracts.reasons.keys).sorted() == [], "has fingerprints, so it is not missing")
        #expect(known.union(abstracts.reasons.keys).subtracting(papers).sorted() == [], "no such paper")
        #expect(abstracts.reasons.filter { $0.value.count < 10 }.keys.sorted() == [], "no reason is given")
        #expect(abstracts.sources.filter { $0.key != Self.madeUpKey && $0.value.wholeMatch(of: /https?:\/\/\S+/) == nil }.keys.sorted() == [])
    }

    /// The key of a made-up text that `scripts/abstract-fingerprints` has put among the abstracts.
    private static let madeUpKey = "0-made-up"
    /// That text, written as an entry would hold it: the script was given the plain words.
    private static let madeUp = """
        ## An orchard

        **Nine** patient [[gardener|gardeners]] carried PI(4,5)P₂ lanterns through the *β-orchard*, counting [@ma2015] every \
        sleepy Äpfel tree before the 2nd bell called [[home]] <sub>the</sub> owls.
        """

    /// The check finds a copied run, through markup, marks and case; and it finds seven words in a row harmless.
    @Test func aCopiedRunIsFound() throws {
        let abstracts = try AbstractFingerprints()
        let copies = abstracts.copies(in: Self.madeUp)
        #expect(copies.count == WordRuns.of(Self.madeUp).count - 2, "all but the runs that begin with the heading")
        #expect(copies.first == "\"nine patient gardeners carried pi 4 5 p2\" is in the abstract of \(Self.madeUpKey)")
        #expect(abstracts.copies(in: "He said: nine patient gardeners carried PI(4,5) over the hill").isEmpty)
        #expect(abstracts.copies(in: "He said: Nine PATIENT gardeners carried PI(4,5)P2 over the hill").count == 1)
        #expect(abstracts.copies(in: "").isEmpty)
    }

    @Test func aDamagedFileIsSeen() {
        let abstracts = AbstractFingerprints(
            fingerprints: "  00ff\nkey 2026-01-02 whole https://example.org\n  00ff xyz\nkey yesterday whole https://example.org",
            missing: "# why\na: no abstract\nb")
        #expect(abstracts.strayLines.count == 3)
        #expect(abstracts.reasons == ["a": "no abstract", "b": ""])
    }
}
