// A base says in its own words what pages say by themselves: all of it, and nothing of it in English any more.
import Foundation
import Testing
import WikiModel

@Suite struct WordingTests {
    /// Phrases that no page of this base says: of previews, of a base without entries, and of the book.
    private static let saidElsewhere: Set<String> = [
        Phrase.mapOfPreview.rawValue, Phrase.mapOfNothing.rawValue, "Edition of <time>{build_date}</time>.",
        "The newest edition, with search and map: <a>{canonical}</a>", "And others, {count} in all.",
    ]

    /// What `migrapedia wording` prints: each phrase and the words for it, as YAML has them within quotes.
    static func pairs(_ printed: String) -> [(phrase: String, words: String)] {
        printed.components(separatedBy: "\n").compactMap { line in
            // A phrase may be a colon itself.
            guard line.hasPrefix("  \""), let colon = line.dropFirst(3).firstRange(of: "\": \"") else { return nil }
            return (String(line[..<colon.lowerBound].dropFirst(3)), String(line[colon.upperBound...].dropLast()))
        }
    }

    /// The same, each phrase between marks.
    private static func marked(_ printed: String) -> String {
        "wording:\n" + pairs(printed).map { "  \"\($0.phrase)\": \"«\($0.words)»\"\n" }.joined()
    }

    private static func phrases(_ printed: String) -> [String] { pairs(printed).map { $0.phrase.replacing("\\\"", with: "\"") } }

    private static func paper(_ family: String, _ more: String, body: String = "") -> String {
        "---\ntitle: What \(family) saw\nsummary: Shows it.\ntype: article-journal\n\(more)DOI: 10.1000/\(family.lowercased())\n---\n\n\(body)\n"
    }

    /// One entry or more for each thing that is said of entries.
    private static var manyThings: [String: String] {
        let one = "author: [{family: One, given: A}]\nissued: 2019\n"
        var files = [
            "content/concepts/alpha.md": TemporaryBase.concept(
                "Alpha", "tags: [letters]\naliases: [First]\ncontributors: [A. Writer]\ncreated: 2020-01-01\nupdated: 2020-03-03\nreviewed: 2020-02-02\nreviewers: [B. Reader]\n"
                    + "redirect_from: [first]\nrelations: {part_of: beta}\n",
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

                    Eleven [@supports:one2019; @disputes:eight2014]. ^k

                    Twelve [@supports:eight2014; @disputes:seven2015]. ^l

                    Thirteen [@supports:eight2014; @disputes:nine2013]. ^m

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
            "content/concepts/beta.md": TemporaryBase.concept("Beta", "reviewers: [B. Reader]\n", body: "Near [[Alpha]], as [@one2019] says. ^part\n"),
            "content/concepts/gamma.md": "---\ntitle: Gamma\nstatus: stub\n---\n\nOf [[Alpha]] and [[Beta]].\n",
            "content/concepts/delta.md": TemporaryBase.concept("Delta", "status: deprecated\nreplaced_by: alpha\nreviewed: 2020-02-02\n", body: "Links to nothing."),
            "content/concepts/omega.md": "---\ntitle: Ω\nsummary: A letter.\n---\n\nWords [@one2019].\n",
            "content/papers/one2019.md": paper("One", one + "verified: text\nabstract: Shows what it is.\nkeyword: [letters, words]\n",
                body: "Of [[Alpha]] and [[Beta]]. See [[Gamma]].\n\n## First\n\nWords.\n\n## Second\n\nWords.\n\n## Third\n\nWords.\n\n## Fourth\n\nWords.\n"),
            "content/papers/two2020.md": paper(
                "Two", "author: [{family: Two, given: B}]\nauthor_status: partial\nissued: 2020\nverified: address\n", body: "As [@supports:one2019] says."),
            "content/papers/three2018.md": paper(
                "Three", "author: [{family: Three, given: C}]\nissued: 2018\nverified: reference-list\nretraction: {kind: retracted, notice: \"https://a.org/notice\"}\n"),
            "content/papers/four2018.md": paper("Four", "author_status: unknown\nissued: 2018\nretraction: {kind: expression-of-concern}\n"),
            "content/papers/five2017.md": paper("Five", "issued: 2017\nretraction: {kind: corrected}\n"),
            "content/papers/six2016.md": paper(
                "Six", "author: [\(["A", "B", "C", "D"].map { "{family: \($0), given: X}" }.joined(separator: ", "))]\nissued: 2016\n"),
            "content/papers/seven2015.md": paper("Seven", "author: [{family: Seven, given: D}]\ncategory: review\nretraction: {kind: retracted}\n"),
            "content/papers/eight2014.md": paper("Eight", "author: [{family: Eight, given: E}]\ncategory: review\n"),
            "content/papers/nine2013.md": paper("Nine", "author: [{family: Nine, given: F}]\ncategory: review\n"),
        ]
        for name in ["r", "s"] { files["content/concepts/\(name).md"] = TemporaryBase.concept("The \(name)", body: "Near [[p0]] and [[p1]].") }
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
    /// More than one commit lists.
    private static let manyPages = Dictionary(
        uniqueKeysWithValues: (0..<20).map { ("content/pages/p\($0).md", "---\ntitle: The page \($0)\n---\n\nWords.\n") })
    private static let oneThing = ["content/pages/alone.md": "---\ntitle: Alone\n---\n\nWords.\n", "content/concepts/alpha.md": TemporaryBase.concept("Alpha")]

    /// The files of a site of which every phrase stands between marks, and the phrases.
    private func markedSite(_ files: [String: String], _ settings: String, isRepository: Bool = false) throws -> (files: [String: Data], phrases: [String]) {
        let base = try TemporaryBase(files)
        try base.write("site/site.yml", "title: Base\nauthors: [The lab]\n" + settings)
        let printed = try base.run(["wording"]).output
        try base.write("site/vocabulary.yml", try base.read("site/vocabulary.yml") + "\n" + WordingTests.marked(printed))
        if isRepository {
            try base.git(["init", "-q"])
            try base.commit("Begin")
        }
        let run = try base.build("public", ["--force"], environment: ["SOURCE_DATE_EPOCH": "1767225600"])
        #expect(run.exitCode != 2 && !run.errors.contains("vocabulary.yml"), "\(run.errors)")
        return (try base.files("public"), WordingTests.phrases(printed))
    }

    /// What stands between marks, with the marks around it and without those in it.
    private func said(_ text: String) -> String {
        var (text, said) = (text, "")
        while text.contains("«") {
            said += text.matches(of: /«[^«»]*»/).map { $0.output }.joined(separator: "\n")
            text.replace(/«([^«»]*)»/) { $0.output.1 }
        }
        return said
    }

    /// Pages, cards, the map's tables and scripts as they are read.
    private func text(_ files: [String: Data]) -> String {
        let said = files.filter { file in file.key.hasSuffix(".html") || ["cards/", "graph/"].contains { file.key.hasPrefix($0) } || file.key.hasPrefix("assets/") && file.key.hasSuffix(".js") }
        return said.sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }.joined(separator: "\n")
            .components(separatedBy: "\n").map { $0.removingPercentEncoding ?? $0 }.joined(separator: "\n")
            .replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
    }

    @Test func everyPhraseIsSaidInTheWordsOfTheBase() throws {
        let (many, phrases) = try markedSite(
            WordingTests.manyThings,
            """
            repository: {url: https://github.com/lab/base}
            home: {start_here: [alpha]}
            base_url: https://base.example.org/
            license: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
            offline_copy: https://base.example.org/copy.zip
            ebook: https://base.example.org/book.epub

            """)
        let site = text(many) + text(try markedSite(WordingTests.fewThings.merging(WordingTests.manyPages) { $1 }, "", isRepository: true).files) + text(try markedSite(WordingTests.oneThing, "").files)
        let said = said(site)
        let unsaid = try phrases.filter { phrase in
            let words = phrase.replacing(/\{[a-z_.]+\}|<\/?[a-z0-9]+>/, with: "\u{0}").split(separator: "\u{0}", omittingEmptySubsequences: false)
            let pattern = try NSRegularExpression(
                pattern: "«\(words.map { NSRegularExpression.escapedPattern(for: String($0)) }.joined(separator: "[^«»]+?"))»")
            return pattern.firstMatch(in: said, range: NSRange(said.startIndex..., in: said)) == nil
        }
        #expect(Set(unsaid) == WordingTests.saidElsewhere, "\(unsaid)")
        // What is said in English still: long phrases, since short ones are words of prose and of references too.
        // References to copy are those of journals.
        var left = site.replacing(/<p class="formatted-reference".*?<\/p>/, with: "")
        while left.contains("«") { left.replace(/«[^«»]*»/, with: "") }
        let english = Phrase.allCases.map { Phrase.parts(of: $0.rawValue).map { String($0.words) }.max { $0.utf8.count < $1.utf8.count } ?? "" }
        #expect(english.filter { $0.utf8.count >= 16 && left.contains($0) } == [])
    }

    /// Templates say nothing but phrases; names of formats are the same in every language.
    @Test func templatesSayNothingButPhrases() throws {
        let base = try TemporaryBase()
        let templates = try base.files("templates").mapValues { String(decoding: $0, as: UTF8.self) }
        #expect(templates.count > 40)
        for (name, template) in templates {
            let rest = template.replacing(/\{\{#_\}\}.*?\{\{\/_\}\}/, with: "").replacing(/\{\{.*?\}\}/, with: "").replacing(/<style>.*?<\/style>/, with: "")
            let attributes = rest.matches(of: /\s(?:aria-label|placeholder|title|alt)="([^"]*)"/).map { String($0.1) }
            let words = ([rest.replacing(/<[^>]*>/, with: " ")] + attributes).flatMap { $0.matches(of: /[A-Za-z]{2,}/).map { String($0.0) } }
            #expect(Set(words).subtracting(["BibTeX"]) == [], "\(name)")
        }
    }

    @Test func wordsThatFitNoPhraseAreTold() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write("site/vocabulary.yml", vocabulary + "\nwording:\n  Ctied by: Zitiert von\n")
        let run = try base.run(["check"])
        #expect(run.exitCode == 0)
        #expect(run.errors.contains("3: warning: no page says \"Ctied by\"; did you mean \"Cited by\"? [wording-unused]"), "\(run.errors)")
    }

    @Test func theCommandPrintsWhatAVocabularyTakes() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        try base.write("site/vocabulary.yml", vocabulary + "\nwording:\n  \"Cited by\": \"Zitiert von\"\n")
        let printed = try base.run(["wording"])
        #expect(printed.exitCode == 0)
        #expect(printed.output.contains("\n  \"Cited by\": \"Zitiert von\"\n") && printed.output.contains("\n  \"{n} papers\": \"{n} papers\"\n"))
        #expect(printed.output.contains("\n  \"Skip to the text\": ") && printed.output.contains("\n  \"{n} of {all}\": "))
        let phrases = WordingTests.phrases(printed.output)
        #expect(phrases.starts(with: Phrase.allCases.map(\.rawValue)) && Set(phrases).count == phrases.count)
        try base.write("site/vocabulary.yml", vocabulary + "\n" + printed.output)
        #expect(try base.run(["wording"]).output == printed.output)
        #expect(try base.run(["check"]).exitCode == 0)
    }
}
