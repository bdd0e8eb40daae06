// Dates and credit from the history, in real repositories: renames, merges, clones, people.
import Foundation
import Testing

@Suite(.serialized) struct HistoryTests {
    /// The sample base in a repository whose first commit is of 2 January 2024.
    private func repository() throws -> TemporaryBase {
        let base = try TemporaryBase()
        try base.write(".gitignore", ".*migrapedia/\npublic/\nclean/\n")
        try base.git(["init", "-q"])
        try commit(base, "First", "Ada Lovelace <ada@example.org>", "2024-01-02")
        return base
    }

    private func commit(_ base: TemporaryBase, _ message: String, _ author: String, _ day: String, clock: String = "12:00:00") throws {
        try base.git(["add", "-A"])
        try base.git(
            ["commit", "-q", "--author", author, "-m", message],
            environment: ["GIT_COMMITTER_DATE": "\(day)T\(clock)Z", "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"])
    }

    /// What the page of an entry says of its making, without tags; how it is cited says the same once more.
    private func record(_ base: TemporaryBase, _ page: String) throws -> String {
        try lines(of: base, page).filter { !$0.hasPrefix("Cite as:") }.joined(separator: " ")
    }

    private func lines(of base: TemporaryBase, _ page: String) throws -> [Substring] {
        try base.build("public", ["--force"])
        let html = try base.read("public/" + page)
        let parts = html.components(separatedBy: "<footer class=\"record\">")
        guard parts.count == 2 else { return [] }
        return parts[1].components(separatedBy: "</footer>")[0].replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
            .split(separator: "\n")
    }

    private func replace(_ base: TemporaryBase, _ path: String, _ old: String, _ new: String) throws {
        try base.write(path, try base.read(path).replacingOccurrences(of: old, with: new))
    }

    @Test func pagesSayWhoWroteThemAndWhen() throws {
        let base = try repository()
        try replace(base, "content/concepts/beta.md", "See [[About]]", "Look at [[About]]")
        try commit(base, "Better words\n\nCo-Authored-By: Carl Gauß <carl@example.org>", "Grace Hopper <grace@example.org>", "2024-03-04")
        #expect(
            try record(base, "concepts/beta.html")
                == "Written by Ada Lovelace, Grace Hopper, Carl Gauß. Begun on 2024-01-02. Last changed on 2024-03-04.")
        #expect(try record(base, "concepts/alpha.html") == "Written by Ada Lovelace. Begun on 2024-01-02.")
        #expect(
            try lines(of: base, "concepts/beta.html").last
                == "Cite as: Ada Lovelace, Grace Hopper, Carl Gauß. Beta. In: Test base, 2024-03-04. https://example.org/base/concepts/beta.html")
        #expect(try lines(of: base, "concepts/alpha.html").last?.contains("Alpha. In: Test base, 2024-01-02.") == true)
        #expect(try base.read("public/contributors.html").contains("<a href=\"contributors/ada-lovelace.html\">Ada Lovelace (6)</a>"))
        let person = try base.read("public/contributors/grace-hopper.html")
        #expect(person.contains("<a href=\"../concepts/beta.html\">Beta</a>") && !person.contains("concepts/alpha.html"))
        let recent = try base.read("public/recent.html")
        #expect(recent.contains("Better words") && recent.contains("by Grace Hopper, Carl Gauß"))
        let feed = try base.read("public/feed.xml")
        #expect(feed.contains("<updated>2024-03-04T12:00:00Z</updated>\n<published>2024-01-02T00:00:00Z</published>"))
        #expect(feed.contains("<author><name>Carl Gauß</name>"))
        #expect(try base.read("public/sitemap.xml").contains("concepts/beta.html</loc><lastmod>2024-03-04</lastmod>"))
    }

    /// Changes of one day stand under it together, the last one first; entries that are not listed stand nowhere.
    @Test func theLastChangeOfADayComesFirst() throws {
        let base = try repository()
        try base.write("content/concepts/hidden.md", TemporaryBase.concept("Hidden thing", "unlisted: true\n"))
        for (path, clock) in [("concepts/alpha", "08:00:00"), ("concepts/gamma-thing", "10:00:00"), ("concepts/beta", "09:00:00")] {
            try base.write("content/\(path).md", try base.read("content/\(path).md") + "\nMore words.\n")
            try commit(base, "At \(clock)", "Ada Lovelace <ada@example.org>", "2024-03-04", clock: clock)
        }
        try base.build()
        let feed = try base.read("public/feed.xml")
        let titles = feed.components(separatedBy: "<entry>\n<title>").dropFirst().prefix(3).map { $0.components(separatedBy: "<")[0] }
        #expect(titles == ["Gamma thing", "Beta", "Alpha"])
        let recent = try base.read("public/recent.html")
        #expect(recent.components(separatedBy: "<h2><time datetime=\"2024-03-04\">").count == 2)
        #expect(!recent.contains("Hidden thing") && !feed.contains("Hidden thing"))
    }

    @Test func writtenDatesAndNamesAreJoined() throws {
        let base = try repository()
        try base.write(
            "content/concepts/beta.md",
            TemporaryBase.concept("Beta", "created: 2019-05\nupdated: 2020-01-01\ncontributors: [Emmy Noether, Ada Lovelace]\n", body: "New words."))
        try commit(base, "Dates", "Ada Lovelace <ada@example.org>", "2024-03-04")
        #expect(
            try record(base, "concepts/beta.html")
                == "Written by Emmy Noether, Ada Lovelace. Begun on 2019-05. Last changed on 2024-03-04.")
    }

    @Test func movesKeepTheHistory() throws {
        let base = try repository()
        try base.write("content/concepts/delta.md", TemporaryBase.concept("Delta", body: "Delta has words of its own, quite different ones."))
        try commit(base, "Delta", "Grace Hopper <grace@example.org>", "2024-02-01")
        // Two files change names, and a third one moves and changes.
        for (from, to) in [("beta", "x"), ("delta", "beta"), ("x", "delta")] {
            try base.git(["mv", "content/concepts/\(from).md", "content/concepts/\(to).md"])
            try commit(base, "Moved", "Emmy Noether <emmy@example.org>", "2024-02-02")
        }
        try base.git(["mv", "content/concepts/gamma-thing.md", "content/concepts/gamma.md"])
        try replace(base, "content/concepts/gamma.md", "Text with", "A text with")
        try commit(base, "Moved", "Emmy Noether <emmy@example.org>", "2024-03-01")
        #expect(try record(base, "concepts/delta.html") == "Written by Ada Lovelace. Begun on 2024-01-02.")
        #expect(try record(base, "concepts/beta.html") == "Written by Grace Hopper. Begun on 2024-02-01.")
        #expect(
            try record(base, "concepts/gamma.html")
                == "Written by Ada Lovelace, Emmy Noether. Begun on 2024-01-02. Last changed on 2024-03-01.")
        // Removed, and put back by a revert: the entry is the same.
        try base.remove("content/concepts/gamma.md")
        try commit(base, "Gone", "Ada Lovelace <ada@example.org>", "2024-04-01")
        try base.git(["checkout", "-q", "HEAD~1", "--", "content/concepts/gamma.md"])
        try commit(base, "Back", "Ada Lovelace <ada@example.org>", "2024-05-01")
        #expect(try record(base, "concepts/gamma.html").contains("Begun on 2024-01-02. Last changed on 2024-05-01."))
    }

    /// Other files are no entries: one that becomes an entry begins there, and their commits are not told.
    @Test func otherFilesHaveNoHistory() throws {
        let base = try repository()
        let text = TemporaryBase.concept("Draft", body: "Words that were written long before.")
        try base.write("draft.txt", text)
        try commit(base, "A note", "Carl Gauß <carl@example.org>", "2024-02-01")
        try base.git(["mv", "draft.txt", "content/concepts/draft.md"])
        try commit(base, "An entry", "Grace Hopper <grace@example.org>", "2024-03-01")
        #expect(try record(base, "concepts/draft.html") == "Written by Grace Hopper. Begun on 2024-03-01.")
        #expect(try !base.read("public/recent.html").contains("A note"))
        // And back: the entry is gone, the next of its name is another.
        try base.git(["mv", "content/concepts/draft.md", "draft.txt"])
        try commit(base, "Not yet", "Carl Gauß <carl@example.org>", "2024-04-01")
        try base.write("content/concepts/draft.md", TemporaryBase.concept("Draft", body: "Other words."))
        try commit(base, "Again", "Emmy Noether <emmy@example.org>", "2024-05-01")
        #expect(try record(base, "concepts/draft.html").contains("Emmy Noether"))
    }

    @Test func aBaseThatMovedAsAFolderKeepsItsHistory() throws {
        let base = try repository()
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("kb"), withIntermediateDirectories: true)
        for folder in ["content", "site", "templates"] { try base.git(["mv", folder, "kb/" + folder]) }
        try commit(base, "Into a folder", "Emmy Noether <emmy@example.org>", "2024-03-01")
        let run = try TemporaryBase.run(["build", "--source", base.root.path + "/kb", "--output", base.root.path + "/public"])
        #expect(run.exitCode == 0, "\(run.errors)")
        let page = try base.read("public/concepts/beta.html")
        #expect(page.contains(">Ada Lovelace</a>.</p>") && page.contains("Begun on <time datetime=\"2024-01-02\">"))
    }

    /// One branch moves a file while another edits it; the merge itself gives no credit.
    @Test func branchesAreJoinedAndMergesCreditNobody() throws {
        let base = try repository()
        try base.git(["checkout", "-qb", "work"])
        try replace(base, "content/concepts/beta.md", "See [[About]]", "Look at [[About]]")
        try commit(base, "Words", "Grace Hopper <grace@example.org>", "2024-02-01")
        try base.git(["checkout", "-q", "main"])
        try base.git(["mv", "content/concepts/beta.md", "content/concepts/second.md"])
        try commit(base, "Moved", "Emmy Noether <emmy@example.org>", "2024-03-01")
        try base.git(["merge", "-q", "--no-ff", "-m", "Merge", "work"], environment: ["GIT_AUTHOR_NAME": "Merger", "GIT_COMMITTER_DATE": "2024-06-01T00:00:00Z"])
        #expect(
            try record(base, "concepts/second.html")
                == "Written by Ada Lovelace, Grace Hopper. Begun on 2024-01-02. Last changed on 2024-02-01.")
        #expect(try !base.read("public/contributors.html").contains("Merger"))
    }

    @Test func mailmapAndBots() throws {
        let base = try repository()
        try replace(base, "content/concepts/beta.md", "See", "Look at")
        try commit(base, "Words", "ada <ada@old.example>", "2024-02-01")
        for (number, bot) in ["helper[bot] <1+helper[bot]@example.org>", "Formatter <format@example.org>", "Linter <lint@example.org>"].enumerated() {
            try replace(base, "content/concepts/beta.md", "Look at", "Look at" + String(repeating: " indeed", count: number + 1))
            try commit(base, "Made by a program", bot, "2024-0\(number + 4)-01")
        }
        #expect(try record(base, "concepts/beta.html").hasPrefix("Written by Ada Lovelace, ada, Formatter, Linter. "))
        // People whom the machine's settings of git rename are left as they are.
        try base.write("elsewhere", "Wrong <ada@example.org>\n")
        try base.git(["config", "mailmap.file", "elsewhere"])
        try base.write(".mailmap", "Ada Lovelace <ada@example.org> <ada@old.example>\n")
        try base.write("site/site.yml", "title: Test base\nhistory: {bots: [FORMAT@example.org, linter]}\n")
        #expect(try record(base, "concepts/beta.html") == "Written by Ada Lovelace. Begun on 2024-01-02. Last changed on 2024-02-01.")
        #expect(try !base.read("public/recent.html").contains("Made by a program"))
    }

    /// The result does not depend on the machine, here for a base in a folder of the repository.
    @Test func settingsOfGitChangeNothing() throws {
        let base = try TemporaryBase()
        #expect(try base.shell("mkdir part && mv content site templates part && git init -q").exitCode == 0)
        try commit(base, "First\n\nCo-authored-by: Carl Gauß <carl@example.org>", "Ada Lovelace <ada@example.org>", "2024-01-02")
        func build() throws -> [String: Data] {
            let (part, site) = (base.root.path + "/part", base.root.path + "/public")
            _ = try TemporaryBase.run(["build", "--no-cache", "--source", part, "--output", site])
            _ = try base.shell("rm -rf part/.migrapedia")
            return try base.files("public")
        }
        let before = try build()
        #expect(before["contributors/carl-gauss.html"] != nil)
        for (setting, value) in [("log.showRoot", "false"), ("diff.relative", "true"), ("trailer.separators", "#"), ("diff.renames", "false")] {
            try base.git(["config", setting, value])
            #expect(try build() == before, "\(setting)")
        }
    }

    /// Git may print what it thinks of a signature before the date.
    @Test func theDateOfASignedCommitIsThatOfTheSite() throws {
        let base = try TemporaryBase()
        try base.write("sign", """
            #!/bin/sh
            case "$*" in
            *--verify*) echo "signed by someone" >&2; echo "[GNUPG:] GOODSIG 1 x" ;;
            *) cat > /dev/null; printf '\\n[GNUPG:] SIG_CREATED D 1 8 00 1 X\\n' >&2
                printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n' ;;
            esac

            """)
        #expect(try base.shell("chmod +x sign && git init -q && git config gpg.program ./sign && git config log.showSignature true").exitCode == 0)
        try base.git(["add", "-A"])
        try base.git(["commit", "-q", "-S", "-m", "Signed"], environment: ["GIT_COMMITTER_DATE": "2024-03-05T00:00:00Z"])
        try base.build("public", [], environment: ["SOURCE_DATE_EPOCH": ""])
        #expect(try base.read("public/index.html").contains("Built <time datetime=\"2024-03-05\">"))
    }

    @Test func aShallowCloneSaysWhatIsMissing() throws {
        let base = try repository()
        try replace(base, "content/concepts/beta.md", "See", "Look at")
        try commit(base, "Second", "Grace Hopper <grace@example.org>", "2024-02-01")
        let clone = base.root.path + "/public/clone"
        try base.git(["clone", "-q", "--depth", "1", "file://" + base.root.path, clone])
        let run = try TemporaryBase.run(["build", "--source", clone, "--output", clone + "/public"])
        #expect(run.exitCode == 0)
        #expect(run.errors.contains("site/site.yml: warning: this is a shallow clone") && run.errors.contains("fetch-depth: 0"), "\(run.errors)")
        let page = try base.read("public/clone/public/concepts/beta.html")
        #expect(!page.contains("Written by") && !page.contains("Begun on"))
        try base.git(["-C", clone, "fetch", "-q", "--unshallow"])
        let whole = try TemporaryBase.run(["build", "--source", clone, "--output", clone + "/public"])
        #expect(!whole.errors.contains("[history-incomplete]"))
        #expect(try base.read("public/clone/public/concepts/beta.html").contains("Last changed on"))
        // It can be done without.
        try base.git(["clone", "-q", "--depth", "1", "file://" + base.root.path, clone + "2"])
        try base.write("public/clone2/site/site.yml", "title: T\nhistory: {enabled: false}\n")
        let without = try TemporaryBase.run(["build", "--source", clone + "2", "--output", clone + "2/public"])
        #expect(!without.errors.contains("[history-incomplete]"))
    }

    /// Git would fetch earlier versions of files, and no build uses the network.
    @Test func aPartialCloneSaysWhatIsMissing() throws {
        let base = try repository()
        try base.git(["config", "uploadpack.allowFilter", "true"])
        let clone = base.root.path + "/public/clone"
        try base.git(["clone", "-q", "--filter=blob:none", "file://" + base.root.path, clone])
        let run = try TemporaryBase.run(["build", "--source", clone, "--output", clone + "/public"])
        #expect(run.errors.contains("site/site.yml: warning: this is a partial clone"), "\(run.errors)")
        #expect(try !base.read("public/clone/public/concepts/beta.html").contains("Written by"))
    }

    @Test func withoutAHistoryNothingIsSaid() throws {
        let outside = try TemporaryBase()
        #expect(try record(outside, "concepts/beta.html") == "")
        #expect(try outside.read("public/contributors.html").contains("No entry names who wrote it."))
        try outside.git(["init", "-q"])
        #expect(try outside.build().errors.contains("[history") == false)
        #expect(try record(outside, "concepts/beta.html") == "")
        let base = try repository()
        let run = try base.build("public", ["--force"], environment: ["PATH": "/nowhere"])
        #expect(!run.errors.contains("[history"))
        #expect(try !base.read("public/concepts/beta.html").contains("Written by"))
    }

    /// What the cache knows of earlier commits changes no byte, whatever became of them.
    @Test func incrementalEqualsClean() throws {
        let base = try repository()
        let steps: [(TemporaryBase) throws -> Void] = [
            { try self.replace($0, "content/concepts/beta.md", "See", "Look at") },
            { try $0.git(["mv", "content/concepts/beta.md", "content/concepts/second.md"]) },
            { base in
                try base.git(["checkout", "-qb", "side", "HEAD~2"])
                try self.replace(base, "content/concepts/beta.md", "See", "Behold")
                try self.commit(base, "Side", "Grace Hopper <grace@example.org>", "2024-01-20")
                try base.git(["checkout", "-q", "main"])
                try base.git(["merge", "-q", "-s", "ours", "-m", "Merge", "side"])
                try base.write("content/concepts/beta.md", TemporaryBase.concept("Another beta", body: "New."))
            },
            { base in
                try base.git(["reset", "-q", "--hard", "HEAD~2"])
                try base.git(["reflog", "expire", "--expire=now", "--all"])
                try base.git(["gc", "-q", "--prune=now"])
                try self.replace(base, "content/concepts/alpha.md", "Alpha leads", "Now alpha leads")
            },
            { try $0.write(".mailmap", "A. Lovelace <ada@example.org>\n") },
        ]
        for (number, step) in steps.enumerated() {
            try step(base)
            try commit(base, "Step \(number)", "Ada Lovelace <ada@example.org>", "2024-02-0\(number + 1)")
            try base.build("public", ["--force"])
            try base.remove(".migrapedia")
            try base.build("clean", ["--force"])
            let (incremental, clean) = (try base.files("public"), try base.files("clean"))
            let differing = Set(incremental.keys).union(clean.keys).filter { incremental[$0] != clean[$0] }.sorted()
            #expect(differing == [], "step \(number)")
            try base.remove("clean")
            try base.remove(".clean.migrapedia")
        }
    }

    @Test func hostilePeopleAndSubjectsAreText() throws {
        let base = try repository()
        try replace(base, "content/concepts/beta.md", "See", "Look at")
        try commit(
            base, "<script>alert(1)</script> \u{1B}[31m & \u{2}more\u{1} \u{FFFF}\n\nCo-authored-by: nobody\nCo-authored-by: \"><img src=x> <x@y>\n",
            "& \"Q\u{FFFE}\" <q@example.org>", "2024-02-01")
        try base.build("public", ["--force"])
        for page in ["concepts/beta.html", "recent.html", "contributors.html", "feed.xml"] {
            let text = try base.read("public/" + page)
            #expect(!text.contains("<script>alert") && !text.contains("<img") && !text.contains("<b>"), "\(page)")
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value & 0xFFFE == 0xFFFE }, "\(page)")
        }
        #expect(try base.read("public/recent.html").contains("&lt;script&gt;alert(1)"))
    }
}
