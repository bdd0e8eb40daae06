// A base says in its own words what pages say by themselves: all of it, and nothing of it in English any more.
import Foundation
import Testing
import WikiModel

@Suite struct WordingTests {
    /// Phrases that no published page says: of previews, and of the book.
    private static let saidElsewhere: Set<Phrase> = [.mapOfPreview, .bookContents]

    /// Every phrase between marks.
    private static let marked =
        "\nwording:\n" + Phrase.allCases.map { "  \"\($0.rawValue)\": \"«\($0.rawValue)»\"\n" }.joined()

    private static func paper(_ family: String, _ more: String, body: String = "") -> String {
        "---\ntitle: What \(family) saw\nsummary: Shows it.\ntype: article-journal\n\(more)DOI: 10.1000/\(family.lowercased())\n---\n\n\(body)\n"
    }

    /// One entry or more for each thing that is said of entries.
    private static var manyThings: [String: String] {
        let one = "author: [{family: One, given: A}]\nissued: 2019\n"
        var files = [
            "content/concepts/alpha.md": TemporaryBase.concept(
                "Alpha", "tags: [letters]\ncontributors: [A. Writer]\ncreated: 2020-01-01\nreviewed: 2020-02-02\nrelations: {part_of: beta}\n",
                body: """
                    Alpha is near [[Beta]], [[nobody wrote it]] and [@missing1999]; ![[gone.png|A picture]].

                    One [@supports:one2019; @disputes:two2020; @qualifies:six2016]. ^a

                    Two [@supports:one2019; @supports:two2020; @disputes:six2016; @disputes:five2017]. ^b

                    Three [@disputes:one2019; @qualifies:two2020; @qualifies:six2016]. ^c

                    Nine [@disputes:one2019; @qualifies:two2020]. ^i

                    Four [@disputes:one2019; @disputes:two2020]. ^d

                    Five [@qualifies:one2019]. ^e

                    Six [@qualifies:one2019; @qualifies:two2020]. ^f

                    Seven [@supports:three2018]. ^g

                    Eight [@supports:one2019; @supports:three2018; @supports:seven2015]. ^h

                    Ten [@supports:eight2014]. ^j

                    ![[beta#^part]]

                    - [x] This
                    - [ ] That

                    | A | B |
                    | --- | --- |
                    | 1 | 2 |

                    > [!NOTE]
                    > Words[^1].

                    > [!TIP]
                    > Words.

                    > [!IMPORTANT]
                    > Words.

                    > [!WARNING]
                    > Words.

                    > [!CAUTION]
                    > Words.

                    [^1]: Below.
                    """),
            "content/concepts/beta.md": TemporaryBase.concept("Beta", body: "Near [[Alpha]], as [@one2019] says. ^part\n"),
            "content/concepts/gamma.md": "---\ntitle: Gamma\nstatus: stub\n---\n\nOf [[Alpha]] and [[Beta]].\n",
            "content/concepts/delta.md": TemporaryBase.concept("Delta", "status: deprecated\n", body: "Links to nothing."),
            "content/concepts/omega.md": "---\ntitle: Ω\nsummary: A letter.\n---\n\nWords [@one2019].\n",
            "content/papers/one2019.md": paper("One", one + "verified: text\n", body: "Of [[Alpha]] and [[Beta]]. See [[Gamma]]."),
            "content/papers/two2020.md": paper(
                "Two", "author: [{family: Two, given: B}]\nauthor_status: partial\nissued: 2020\nverified: address\n", body: "As [@supports:one2019] says."),
            "content/papers/three2018.md": paper(
                "Three", "author: [{family: Three, given: C}]\nissued: 2018\nverified: reference-list\nretraction: {kind: retracted}\n"),
            "content/papers/four2018.md": paper("Four", "author_status: unknown\nissued: 2018\nretraction: {kind: expression-of-concern}\n"),
            "content/papers/five2017.md": paper("Five", "issued: 2017\nretraction: {kind: corrected}\n"),
            "content/papers/six2016.md": paper(
                "Six", "author: [\(["A", "B", "C", "D"].map { "{family: \($0), given: X}" }.joined(separator: ", "))]\nissued: 2016\n"),
            "content/papers/seven2015.md": paper("Seven", "author: [{family: Seven, given: D}]\ncategory: review\nretraction: {kind: retracted}\n"),
            "content/papers/eight2014.md": paper("Eight", "author: [{family: Eight, given: E}]\ncategory: review\n"),
        ]
        for number in 10..<60 {
            files["content/concepts/n\(number).md"] = TemporaryBase.concept(
                "Number \(number)", body: "It is near [[Alpha]] [@one2019; @two2020].\(number < 13 ? " [[nobody wrote it]]" : "")")
        }
        for group in ["p", "q"] {
            for number in 0..<6 {
                let others = (0..<6).filter { $0 != number }.map { "[[\(group)\($0)]]" }.joined(separator: ", ")
                files["content/concepts/\(group)\(number).md"] = TemporaryBase.concept("The \(group)\(number)", body: "Near \(others).")
            }
        }
        return files
    }

    private static let fewThings = [
        "content/concepts/alpha.md": TemporaryBase.concept("Alpha", body: "Near [[nothing]].\n\nSo it is [@supports:one2019]. ^a"),
        "content/papers/one2019.md": paper("One", "author: [{family: One, given: A}]\nissued: 2019\n"),
    ]
    private static let oneThing = ["content/pages/alone.md": "---\ntitle: Alone\n---\n\nWords.\n", "content/concepts/alpha.md": TemporaryBase.concept("Alpha")]

    /// What a base says on its site, with addresses as they are read, and its templates and scripts.
    private func texts(_ files: [String: String], _ settings: String) throws -> (site: String, templates: String) {
        let base = try TemporaryBase(files)
        try base.write("site/site.yml", "title: Base\nauthors: [The lab]\n" + settings)
        try base.write("site/vocabulary.yml", try base.read("site/vocabulary.yml") + WordingTests.marked)
        let run = try base.build("public", ["--force"], environment: ["SOURCE_DATE_EPOCH": "1767225600"])
        #expect(run.exitCode != 2, "\(run.errors)")
        func text(_ files: [String: Data], _ isWanted: (String) -> Bool) -> String {
            files.filter { isWanted($0.key) }.sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }.joined(separator: "\n")
        }
        let pages = text(try base.files("public")) { $0.hasSuffix(".html") || $0.hasPrefix("cards/") || $0.hasPrefix("graph/") }
        let site = pages.components(separatedBy: "\n").map { $0.removingPercentEncoding ?? $0 }.joined(separator: "\n")
            .replacing("&#39;", with: "'")
        return (site, text(try base.files("templates")) { _ in true } + text(try base.files("site/assets")) { $0.hasSuffix(".js") })
    }

    @Test func everyPhraseIsSaidInTheWordsOfTheBase() throws {
        let (many, templates) = try texts(WordingTests.manyThings, "repository: {url: https://github.com/lab/base}\nhome: {start_here: [alpha]}\n")
        let site = many + (try texts(WordingTests.fewThings, "").site) + (try texts(WordingTests.oneThing, "").site)
        let unsaid = try Phrase.allCases.filter { phrase in
            let parts = Phrase.parts(of: phrase.rawValue).map { NSRegularExpression.escapedPattern(for: String($0.words)) }
            let pattern = try NSRegularExpression(pattern: "«\(parts.joined(separator: "[^«»]+?"))»")
            return pattern.firstMatch(in: site, range: NSRange(site.startIndex..., in: site)) == nil
        }
        #expect(Set(unsaid) == WordingTests.saidElsewhere, "\(unsaid.map(\.rawValue))")
        // What is said in English still: long phrases, since short ones are words of prose too.
        let left = site.replacing(/«[^«»]*»/, with: "")
        let english = Phrase.allCases.map { Phrase.parts(of: $0.rawValue).map { String($0.words) }.max { $0.utf8.count < $1.utf8.count } ?? "" }
        #expect(english.filter { $0.utf8.count >= 9 && left.contains($0) && !templates.contains($0) } == [])
    }

    @Test func theCommandPrintsWhatAVocabularyTakes() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write("site/vocabulary.yml", vocabulary + "\nwording:\n  \"Cited by\": \"Zitiert von\"\n")
        let printed = try base.run(["wording"])
        #expect(printed.exitCode == 0)
        #expect(printed.output.contains("\n  \"Cited by\": \"Zitiert von\"\n") && printed.output.contains("\n  \"{n} papers\": \"{n} papers\"\n"))
        #expect(printed.output.split(separator: "\n").count == Phrase.allCases.count + 1)
        try base.write("site/vocabulary.yml", vocabulary + "\n" + printed.output)
        #expect(try base.run(["wording"]).output == printed.output)
        #expect(try base.run(["check"]).exitCode == 0)
    }
}
