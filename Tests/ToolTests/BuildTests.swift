// Builds, as a person runs them: the same bytes every time, incremental as clean, and never half a site.
import Foundation
import Testing

@Suite(.serialized) struct BuildTests {
    @Test func buildWritesTheSiteAndSaysSo() throws {
        let base = try TemporaryBase()
        let run = try base.build()
        #expect(run.exitCode == 0)
        #expect(run.errors.contains("[link-missing]"))
        #expect(run.errors.contains("written"))
        for path in [
            "index.html", "concepts/alpha.html", "papers/one2019.html", "pages/about.html", "concepts/old-gamma.html", "claims.html",
            "wanted.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "media/picture.svg", "tags/letters.html",
        ] {
            #expect(base.exists("public/" + path), "\(path)")
        }
    }

    /// A host shows it at whatever address is missing, `concepts/gone.html` for one: relative links would begin there.
    @Test func linksOfTheErrorPageBeginAtItsOwnAddress() throws {
        let base = try TemporaryBase()
        try base.build()
        let page = try base.read("public/404.html")
        let start = try #require(page.range(of: "<base href=\"https://example.org/base/404.html\">"))
        let first = try #require(page.range(of: "href=\"assets/"))
        #expect(start.upperBound < first.lowerBound)
        // So would a link to its own text, and the address that was asked for be lost.
        #expect(!page.contains("href=\"#"))
        #expect(try !base.read("public/index.html").contains("<base"))
        // Without an address there is none to begin at, and on a disk nobody is led here.
        try base.write("site/site.yml", "title: Test base\n")
        try base.build()
        #expect(try !base.read("public/404.html").contains("<base"))
        #expect(try base.read("public/404.html").contains("href=\"#main\""))
    }

    /// A base is published into its own folder, wherever the tool is run, so that it never takes the place of another's site.
    @Test func theSiteStandsInTheFolderOfItsBase() throws {
        let (here, there) = (try TemporaryBase(), try TemporaryBase())
        let run = try TemporaryBase.run(["build", "--source", there.root.path + "/"], in: here.root)
        #expect(run.exitCode == 0 && run.errors.contains(there.root.path + "/public: "), "\(run.errors)")
        #expect(there.exists("public/index.html") && !here.exists("public"))
        let pack = try TemporaryBase.run(["pack", "site.zip", "--source", there.root.path], in: here.root)
        #expect(pack.exitCode == 0 && here.exists("site.zip"), "\(pack.errors)")
        // What is named is named from the folder one is in.
        let named = try TemporaryBase.run(["build", "--source", there.root.path, "--output", "named"], in: here.root)
        #expect(named.exitCode == 0 && here.exists("named/index.html") && !there.exists("named"))
        let own = try TemporaryBase.run(["build"], in: here.root)
        #expect(own.errors.contains("\npublic: ") && here.exists("public/index.html"))
    }

    /// Same input, same bytes: across runs, numbers of jobs, folders, time zones and locales.
    @Test func buildsAreByteIdentical() throws {
        let base = try TemporaryBase()
        try base.build("a", ["--jobs", "1"], environment: ["TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"])
        try base.build("b", ["--jobs", "7", "--no-cache"], environment: ["TZ": "America/St_Johns", "LANG": "de_DE.UTF-8"])
        let other = try TemporaryBase(Dictionary(uniqueKeysWithValues: TemporaryBase.sample.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }))
        try other.build("c")
        let first = try base.files("a")
        #expect(first.count > 15)
        #expect(try base.files("b") == first)
        #expect(try other.files("c") == first)
    }

    /// A folder of the assets that is called as a style sheet is one file on the site.
    @Test func styleSheetsAreJoinedFromTheirParts() throws {
        let base = try TemporaryBase()
        let folder = base.root.appendingPathComponent("site/assets/lab.css")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try base.write("site/assets/lab.css/2-last.css", "b { color: red; }\n")
        try base.write("site/assets/lab.css/1-first.css", "a { color: blue; }\n")
        try base.build()
        #expect(try base.read("public/assets/lab.css") == "a { color: blue; }\nb { color: red; }\n")
        #expect(!base.exists("public/assets/1-first.css"))
        try base.write("site/assets/lab.css/2-last.css", "b { color: green; }\n")
        try base.build()
        #expect(try base.read("public/assets/lab.css") == "a { color: blue; }\nb { color: green; }\n")
    }

    @Test func picturesBelowTheFirstHeadingAreLoadedLate() throws {
        let base = try TemporaryBase()
        let body = "![First](../media/picture.svg)\n\n## More\n\n![Second](../media/picture.svg)"
        try base.write("content/concepts/zeta.md", TemporaryBase.concept("Zeta", body: body))
        try base.build()
        let page = try base.read("public/concepts/zeta.html")
        #expect(page.contains("alt=\"First\" width=\"1\" height=\"1\">"))
        #expect(page.contains("alt=\"Second\" width=\"1\" height=\"1\" loading=\"lazy\">"))
    }

    @Test func aPictureOfAnotherSizeRendersThePagesThatShowIt() throws {
        let base = try TemporaryBase()
        try base.build()
        let before = try base.read("public/concepts/alpha.html")
        #expect(before.contains("picture.svg\" alt=\"A picture\" width=\"1\" height=\"1\""))
        try base.write("content/media/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30px\"/>")
        try base.build()
        #expect(try base.read("public/concepts/alpha.html") == before.replacing("width=\"1\" height=\"1\"", with: "width=\"40\" height=\"30\""))
    }

    @Test func aMenuLeadsOnlyToPagesThatAreMade() throws {
        let base = try TemporaryBase()
        try base.write("site/site.yml", "title: T\nnavigation:\n  - {label: Time, page: timelin}\n  - {label: Map, page: map}\n")
        let run = try base.build("public", ["--force"])
        #expect(run.errors.contains("site/site.yml:3:25: error: the generator makes no page \"timelin\"; did you mean \"timeline\"?"), "\(run.errors)")
        let page = try base.read("public/index.html")
        #expect(page.contains("href=\"map.html\"") && !page.contains("timelin.html"))
    }

    @Test func aSharedAddressShowsTheCardOfTheSite() throws {
        let base = try TemporaryBase()
        try base.build()
        #expect(try !base.read("public/index.html").contains("og:image"))
        let settings = try base.read("site/site.yml")
        try base.write("site/site.yml", settings + "card: {file: assets/a card.png, alt: A cell}\n")
        let missing = try base.build("public", ["--force"])
        #expect(missing.errors.contains("there is no file \"assets/a card.png\""))
        try base.write("site/assets/a card.png", "a picture")
        try base.build()
        for path in ["index.html", "concepts/alpha.html"] {
            let page = try base.read("public/" + path)
            #expect(page.contains("<meta property=\"og:image\" content=\"https://example.org/base/assets/a%20card.png\">"), "\(path)")
            #expect(page.contains("<meta property=\"og:image:alt\" content=\"A cell\">"))
        }
        try base.write("site/site.yml", settings + "card: {file: assets/card.svg}\n")
        #expect(try base.build("public", ["--force"]).errors.contains("\"assets/card.svg\" must be a PNG, JPEG, WebP or GIF"))
    }

    /// Pages show the title of what they link to, not its summary: another summary leaves them as they are.
    @Test func anotherSummaryLeavesThePagesThatLinkToIt() throws {
        let base = try TemporaryBase()
        func number(_ path: String) throws -> Int? {
            let attributes = try FileManager.default.attributesOfItem(atPath: base.root.appendingPathComponent("public/" + path).path)
            return attributes[.systemFileNumber] as? Int
        }
        try base.write("content/concepts/zeta.md", TemporaryBase.concept("Zeta", body: "It is far from [[Alpha]]."))
        try base.build()
        let (linking, own) = (try number("concepts/zeta.html"), try number("concepts/alpha.html"))
        let (edges, entries) = (try number("data/graph.json"), try number("data/entries.json"))
        let text = try #require(TemporaryBase.sample["content/concepts/alpha.md"])
        try base.write("content/concepts/alpha.md", text.replacingOccurrences(of: "summary: About Alpha.", with: "summary: The first letter."))
        try base.build()
        #expect(try number("concepts/zeta.html") == linking)
        #expect(try number("concepts/alpha.html") != own)
        // The nodes of the graph show no summaries.
        #expect(try number("data/graph.json") == edges)
        #expect(try number("data/entries.json") != entries)
    }

    /// After each edit the site equals one that is built from nothing.
    @Test func incrementalEqualsClean() throws {
        let base = try TemporaryBase()
        try base.build()
        let edits: [(TemporaryBase) throws -> Void] = [
            { try $0.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Beta changed; see [[gamma-thing]] [@one2019].")) },
            { try $0.write("content/concepts/beta.md", TemporaryBase.concept("Beta renamed", "aliases: [Beta]\n", body: "Still [[First]].")) },
            { try $0.write("content/concepts/missing-thing.md", TemporaryBase.concept("Missing thing", body: "Here now: [[Alpha]].")) },
            { try $0.remove("content/concepts/gamma-thing.md") },
            { try $0.write("content/papers/two2020.md", TemporaryBase.paper("The second paper", "10.1000/two", family: "One", year: 2019)) },
            { try $0.write("site/site.yml", "title: Renamed base\n") },
            { try $0.write("content/concepts/gamma-thing.md", TemporaryBase.sample["content/concepts/gamma-thing.md"] ?? "") },
            { try $0.write("templates/partials/footer.mustache", "<footer><p>{{site_title}}</p></footer>\n") },
            {
                try $0.write(
                    "content/papers/one2019.md",
                    TemporaryBase.paper("The first paper", "10.1000/one", family: "One", year: 2019).replacingOccurrences(
                        of: "issued: 2019", with: "issued: 2019\nretraction: {kind: retracted}\nverified: reference-list"))
            },
            {
                try $0.write(
                    "content/papers/one2019.md",
                    TemporaryBase.paper("The first paper", "10.1000/one", family: "One", year: 2019).replacingOccurrences(
                        of: "issued: 2019", with: "issued: 2019\nverified: address"))
            },
            // What the graph's data says of an entry and its edges, one thing after another.
            {
                let text = try $0.read("content/concepts/alpha.md")
                try $0.write("content/concepts/alpha.md", text.replacingOccurrences(of: "category: structure", with: "category: process"))
            },
            {
                let text = try $0.read("content/concepts/alpha.md")
                try $0.write("content/concepts/alpha.md", text.replacingOccurrences(of: "evidence: [one2019]", with: "evidence: [two2020]"))
            },
            {
                let text = try $0.read("content/concepts/alpha.md")
                try $0.write("content/concepts/alpha.md", text.replacingOccurrences(of: "  part_of:", with: "  associated_with:"))
            },
            { try $0.write("content/concepts/alpha.md", TemporaryBase.concept("Alpha", "status: deprecated\nreplaced_by: beta\n", body: "Old.")) },
            { try $0.write("content/concepts/beta.md", TemporaryBase.concept("Beta again", "aliases: [Beta]\n", body: "Still [[First]].")) },
            { try $0.write("content/concepts/beta.md", TemporaryBase.concept("Beta again", "aliases: [Beta]\nunlisted: true\n", body: "Still [[First]].")) },
            { try $0.write("site/site.yml", "title: Renamed base\nrepository: {url: https://codeberg.org/lab/base}\n") },
            { try $0.write("content/concepts/alpha.md", TemporaryBase.concept("Alpha", "reviewed: 2001-01-01\n", body: "It is so [@disputes:two2020]. ^c")) },
            { try $0.write("content/media/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>") },
        ]
        for (number, edit) in edits.enumerated() {
            try edit(base)
            try base.build("public", ["--force"])
            try base.build("clean", ["--force", "--no-cache"])
            let (incremental, clean) = (try base.files("public"), try base.files("clean"))
            let differing = Set(incremental.keys).union(clean.keys).filter { incremental[$0] != clean[$0] }.sorted()
            #expect(differing == [], "edit \(number)")
            try base.remove("clean")
            try base.remove(".clean.migrapedia")
        }
    }

    /// Another date than the one that was meant would go unnoticed.
    @Test(arguments: ["1e9", "2026-01-31", "1748390400000", "-1"])
    func aDateThatIsNoneStopsTheBuild(_ seconds: String) throws {
        let base = try TemporaryBase()
        let run = try base.build("public", [], environment: ["SOURCE_DATE_EPOCH": seconds])
        #expect(run.exitCode == 2 && run.errors.contains("SOURCE_DATE_EPOCH is \"\(seconds)\", which is not seconds since 1970"), "\(run.errors)")
        #expect(!base.exists("public"))
    }

    /// Only some file systems hold both.
    @Test func namesThatDifferInTheFormOfAccentsAreReported() throws {
        let base = try TemporaryBase()
        let made = try base.shell("cd content/media && echo one > \"$(printf '\\303\\251.svg')\" && echo two > \"$(printf 'e\\314\\201.svg')\" && ls | wc -l")
        guard made.output.trimmingCharacters(in: .whitespacesAndNewlines) == "3" else { return }
        let run = try base.build("public", ["--force"])
        #expect(run.exitCode == 1 && run.errors.contains("error: has the name of another file, with its accents encoded otherwise"), "\(run.errors)")
        #expect(try base.build("public", ["--force"]).errors.contains(" 0 written"))
        #expect(try base.shell("cat public/media/*[!e].svg").output == "two\n")
    }

    /// Several pages at one address are errors; where the base is published with them, each time the same one stands there.
    @Test func theFirstOfSeveralPagesAtOneAddressStands() throws {
        let base = try TemporaryBase()
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("content/concepts/more"), withIntermediateDirectories: true)
        func page(afterWriting path: String, _ text: String) throws -> String {
            try base.write(path, text)
            try base.build("public", ["--force"])
            #expect(try base.files("public") == base.cleanSite(["--force"]))
            return try base.read("public/concepts/alpha.html")
        }
        let redirect = "content/concepts/gamma-thing.md"
        #expect(try page(afterWriting: redirect, TemporaryBase.concept("Gamma", "redirect_from: [alpha]\n", body: "Here.")).contains("<h1>Alpha</h1>"))
        let other = "content/concepts/more/alpha.md"
        #expect(try page(afterWriting: other, TemporaryBase.concept("Another", body: "Not here.")).contains("<h1>Alpha</h1>"))
        #expect(try page(afterWriting: other, TemporaryBase.concept("Another", body: "Nor here.")).contains("<h1>Alpha</h1>"))
        try base.remove("content/concepts/alpha.md")
        #expect(try page(afterWriting: redirect, TemporaryBase.concept("Gamma", "redirect_from: [alpha]\n", body: "There.")).contains("<h1>Another</h1>"))
        try base.remove(other)
        #expect(try page(afterWriting: redirect, TemporaryBase.concept("Gamma", "redirect_from: [alpha]\n", body: "Now.")).contains("url=../concepts/gamma-thing.html"))
    }

    @Test func anUnchangedBuildWritesNothing() throws {
        let base = try TemporaryBase()
        try base.build()
        #expect(try base.build().errors.contains(" 0 written, 0 entries compiled"))
    }

    @Test func whatWasDeletedOrChangedInTheSiteIsWrittenAgain() throws {
        let base = try TemporaryBase()
        try base.build()
        let before = try base.files("public")
        try base.remove("public/index.html")
        try base.remove("public/search/root.js")
        try base.write("public/claims.html", "changed by hand")
        // Of the size it had, and of the time.
        try base.write("public/404.html", try base.read("public/404.html").replacing("a", with: "b"))
        #expect(try base.shell("cp -p public/wanted.html saved && echo more >> public/wanted.html && touch -r saved public/wanted.html").exitCode == 0)
        try base.build()
        #expect(try base.files("public") == before)
    }

    /// A limit on the size of files, which the largest pages pass and the manifest does not, stands for a full disk.
    @Test func aFullDiskLeavesTheOldSite() throws {
        let base = try TemporaryBase()
        try base.build()
        let before = try base.files("public")
        try base.write("templates/partials/footer.mustache", "<footer><p>{{site_title}}</p></footer>\n")
        let run = try base.shell("trap '' XFSZ; ulimit -f 12; \"$TOOL\" build --source .")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("migrapedia: cannot write ") && run.errors.contains(": File too large"), "\(run.errors)")
        #expect(try base.files("public") == before)
        try base.build()
        #expect(try base.files("public") == base.cleanSite())
    }

    /// Volumes of containers are mount points. Only some systems let everyone mount.
    @Test(.enabled(if: (try? TemporaryBase([:]).shell("unshare -rm mount -t tmpfs tmpfs content"))?.exitCode == 0))
    func aMountPointIsNamedWithAWayOut() throws {
        let base = try TemporaryBase()
        let run = try base.shell("mkdir public && unshare -rm sh -c 'mount -t tmpfs tmpfs public && exec \"$TOOL\" build --source .'")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("/public is a mount point and cannot be replaced in one step; publish into a folder inside it with --output "), "\(run.errors)")
    }

    @Test func erroneousContentIsNotPublishedOverAGoodSite() throws {
        let base = try TemporaryBase()
        try base.build()
        let before = try base.files("public")
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Wrong [@nobody1999]."))
        let run = try base.build()
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("left as it was"))
        #expect(try base.files("public") == before)
        #expect(try base.build("public", ["--force"]).exitCode == 1)
        #expect(try base.files("public") != before)
    }

    @Test func aSlipInATemplateIsLocatedAndKeepsTheOldSite() throws {
        let base = try TemporaryBase()
        try base.build()
        try base.write("templates/partials/footer.mustache", "<footer>\n{{site_titel}}</footer>\n")
        let run = try base.build()
        #expect(run.exitCode == 1)
        #expect(
            run.errors.contains(
                "templates/partials/footer.mustache:2:1: error: no value is called \"site_titel\" here; did you mean \"site_title\"? [template-invalid]"))
    }

    /// Emacs keeps a link to nothing beside a file that is being edited.
    @Test func hiddenTemplatesArePassedOver() throws {
        let base = try TemporaryBase()
        try FileManager.default.createSymbolicLink(
            atPath: base.root.appendingPathComponent("templates/.#base.mustache").path, withDestinationPath: "someone@host.1")
        try base.write("templates/partials/.page.mustache", "{{#never closed")
        #expect(try base.build().exitCode == 0)
    }

    /// A folder that cannot be listed is not an empty one: the site would lose its styles.
    @Test func assetsThatCannotBeListedStopTheBuild() throws {
        let base = try TemporaryBase()
        try base.build()
        try base.remove("site/assets")
        try base.write("site/assets", "not a folder")
        let run = try base.build()
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("cannot open the folder \(base.root.path)/site/assets: Not a directory"))
        #expect(base.exists("public/assets/site.css"))
    }

    @Test func foreignFoldersAreNotTouched() throws {
        let base = try TemporaryBase()
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("mine"), withIntermediateDirectories: true)
        try base.write("mine/thesis.txt", "years of work")
        let run = try base.build("mine")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("is not empty and was not made by migrapedia"))
        #expect(try base.read("mine/thesis.txt") == "years of work")
        #expect(try base.build("content/media/picture.svg").exitCode == 2)
    }

    @Test func aSecondBuildWaitsItsTurn() throws {
        let base = try TemporaryBase()
        try base.build()
        let lock = base.root.appendingPathComponent(".public.migrapedia/lock").path
        let descriptor = open(lock, O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let run = try base.build()
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("another build is writing"))
    }

    /// A build that was killed between any two steps leaves marks; the next one mends them.
    @Test func leftoversOfAKilledBuildAreCleanedUp() throws {
        let base = try TemporaryBase()
        try base.build()
        let before = try base.files("public")
        try base.write(".public.migrapedia/dirty", "")
        try base.write(".public.migrapedia/staging/index.html", "half a page")
        try base.write(".public.migrapedia/staging/stray.html", "stray")
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Beta changed. [[First]]"))
        try base.build()
        try base.build("clean", ["--no-cache"])
        let after = try base.files("public")
        #expect(after == (try base.files("clean")))
        #expect(after != before)
    }
}
