// The preview server, run as a process: what it shows, what it refuses, and that an edit reaches an open page.
import Foundation
import Testing

@Suite(.serialized) struct ServeTests {
    private static let script = "<script src=\"/__migrapedia/preview.js\" data-version=\"1\"></script>\n"

    /// What a preview leaves to publications: the map's layout and the search index, which are made of the whole base.
    private static func isLeftOut(_ path: String) -> Bool {
        path == "map.html" || path.hasPrefix("graph/") || path.hasPrefix("search/")
    }

    /// The preview is the site, with one script more; and nothing is written.
    @Test func servedPagesAreThoseOfABuild() throws {
        let base = try TemporaryBase()
        try base.build("built")
        let before = Set(try base.files(".").keys.filter { !$0.hasPrefix(".") })
        let server = try PreviewProcess(base)
        let files = try base.files("built")
        #expect(files.count > 15)
        for (path, bytes) in files where !ServeTests.isLeftOut(path) {
            let answer = try server.request("/" + path)
            #expect(answer.status == 200, "\(path)")
            let isPage = path.hasSuffix(".html")
            #expect(isPage == answer.text.contains("preview.js"), "\(path)")
            #expect(answer.text.replacingOccurrences(of: ServeTests.script, with: "") == String(decoding: bytes, as: UTF8.self), "\(path)")
            #expect(answer.headers["content-length"] == String(answer.body.count))
        }
        #expect(Set(try base.files(".").keys.filter { !$0.hasPrefix(".") }) == before)
        for (path, bytes) in files { #expect(bytes.range(of: Data("__migrapedia".utf8)) == nil, "\(path)") }
    }

    @Test func anEditReachesTheOpenPage() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        let socket = try server.socket(path: "/concepts/beta.html")
        #expect(socket.status == 101)
        #expect(try socket.message()["reload"] as? Bool == false)
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Something new is here, says [[First]]."))
        #expect(try socket.message()["reload"] as? Bool == true)
        #expect(try server.request("/concepts/beta.html").text.contains("Something new is here"))
        // What links to it shows the sentence.
        #expect(try server.request("/concepts/alpha.html").text.contains("Something new is here"))
    }

    /// After each kind of edit the preview equals what a build from nothing makes.
    @Test func aPreviewAfterEditsEqualsABuild() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        let edits: [(TemporaryBase) throws -> Void] = [
            { try $0.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Beta changed; see [[gamma-thing]] [@one2019].")) },
            { try $0.write("content/concepts/gamma-thing.md", TemporaryBase.concept("Gamma thing", body: "## Before\n\n## A heading\n\nText. ^alpha-first\n")) },
            { try $0.write("content/concepts/beta.md", TemporaryBase.concept("Beta renamed", "aliases: [Beta]\n", body: "Still [[First]].")) },
            { try $0.write("content/concepts/missing-thing.md", TemporaryBase.concept("Missing thing", body: "Here now: [[Alpha]].")) },
            { try $0.write("content/papers/two2020.md", TemporaryBase.paper("The second paper", "10.1000/two", family: "One", year: 2019)) },
            { try $0.remove("content/concepts/missing-thing.md") },
            { try $0.write("site/site.yml", "title: Renamed base\n") },
            { try $0.write("templates/partials/footer.mustache", "<footer><p>{{site_title}}</p></footer>\n") },
            { try $0.write("content/media/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>") },
        ]
        for (number, edit) in edits.enumerated() {
            let seen = server.output.count
            try edit(base)
            #expect(PreviewProcess.wait { server.output.dropFirst(seen).contains("shown after") ? true : nil } != nil, "edit \(number)")
            try base.build("clean", ["--force", "--no-cache"])
            for (path, bytes) in try base.files("clean") where !ServeTests.isLeftOut(path) {
                let answer = try server.request("/" + path)
                let text = answer.text.replacingOccurrences(
                    of: "<script src=\"/__migrapedia/preview.js\" data-version=\"[0-9]+\"></script>\n", with: "", options: .regularExpression)
                #expect(text == String(decoding: bytes, as: UTF8.self), "edit \(number): \(path)")
            }
            try base.remove("clean")
        }
    }

    @Test func anErrorKeepsTheLastGoodPageAndSaysWhatToMend() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        let socket = try server.socket(path: "/concepts/beta.html")
        _ = try socket.message()
        let good = try server.request("/concepts/beta.html").text
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Wrong [@nobody1999]."))
        let message = try socket.message()
        #expect(message["reload"] as? Bool == false)
        #expect(message["stale"] as? Bool == true)
        let problem = (message["problems"] as? [[String: Any]])?.first
        #expect(problem?["place"] as? String == "content/concepts/beta.md:7:7")
        #expect((problem?["excerpt"] as? String)?.contains("^~~~~~~~~~~~~") == true)
        #expect(try server.request("/concepts/beta.html").text == good)
        let line = "content/concepts/beta.md:7:7: error: no paper has the citation key \"nobody1999\""
        #expect(PreviewProcess.wait { server.output.contains(line) ? true : nil } != nil)
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Right [@one2019] by [[First]]."))
        #expect(try socket.message()["reload"] as? Bool == true)
        #expect(try server.request("/concepts/beta.html").text.contains("Right"))
    }

    /// Problems alike are counted: a second one is new, and one that goes is mended.
    @Test func theSecondOfTwoAlikeIsNew() throws {
        let base = try TemporaryBase(["content/concepts/one.md": TemporaryBase.concept("One", body: "![a](x.png)")])
        let server = try PreviewProcess(base)
        let socket = try server.socket(path: "/concepts/one.html")
        _ = try socket.message()
        try base.write("content/concepts/one.md", TemporaryBase.concept("One", body: "![a](x.png)\n\n![a](x.png)"))
        #expect(try socket.message()["reload"] as? Bool == false)
        #expect(PreviewProcess.wait { server.output.contains("content/concepts/one.md: has errors; the page stays as it was; 2 errors") ? true : nil } == true, "\(server.output)")
        #expect(server.output.components(separatedBy: "there is no picture \"x.png\"").count == 3, "\(server.output)")
        try base.write("content/concepts/one.md", TemporaryBase.concept("One", body: "![a](x.png)\n\nWords."))
        #expect(try socket.message()["reload"] as? Bool == true)
        #expect(PreviewProcess.wait { server.output.contains("shown after") && server.output.contains(", 1 mended\n") ? true : nil } == true, "\(server.output)")
    }

    @Test func aSlipInATemplateKeepsTheLastGoodPage() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        let socket = try server.socket()
        _ = try socket.message()
        let good = try server.request("/").text
        try base.write("templates/partials/footer.mustache", "<footer>{{site_titel}}</footer>\n")
        let problems = try socket.message()["problems"] as? [[String: Any]]
        #expect(problems?.first?["place"] as? String == "templates/partials/footer.mustache:1:9")
        #expect(try server.request("/").text == good)
    }

    @Test func wordsOfTheBaseAreSeenWhenTheyAreSaved() throws {
        let base = try TemporaryBase()
        let vocabulary = try base.read("site/vocabulary.yml")
        let server = try PreviewProcess(base)
        let socket = try server.socket()
        _ = try socket.message()
        try base.write("site/vocabulary.yml", vocabulary + "\nwording: {Skip to the text: Zum Text, Dark: Dunkel, All concepts: Alle Begriffe, Dork: Dunkel}\n")
        let problems = try socket.message()["problems"] as? [[String: Any]]
        #expect(problems?.contains { ($0["message"] as? String)?.contains("no page says \"Dork\"; did you mean \"Dark\"?") == true } == true, "\(problems ?? [])")
        let home = try server.request("/").text
        #expect(home.contains(">Zum Text</a>") && home.contains("Alle Begriffe") && !home.contains("Skip to the text"))
        #expect(try server.request("/assets/theme.js").text.contains("dark: phrase(\"Dunkel\")"))
    }

    /// The worst of many are shown, so that the line on what became of the edit stays in view.
    @Test func manyProblemsOfOneEditAreCounted() throws {
        var files = TemporaryBase.sample
        files["content/concepts/hub.md"] = TemporaryBase.concept("Hub")
        for number in 0..<30 { files["content/concepts/thing-\(number).md"] = TemporaryBase.concept("Thing \(number)", body: "See [[Hub]].") }
        let base = try TemporaryBase(files)
        let server = try PreviewProcess(base)
        let socket = try server.socket()
        _ = try socket.message()
        try base.remove("content/concepts/hub.md")
        _ = try socket.message()
        #expect(PreviewProcess.wait { server.output.contains("and 10 more; `migrapedia check` lists all\ncontent/concepts/hub.md: ") ? true : nil } != nil, "\(server.output)")
    }

    /// The places of the map are read for their problems alone: when it starts, and after each change.
    @Test func aDamagedMapIsReportedAndMended() throws {
        let base = try TemporaryBase()
        let damaged = "concepts/beta\t0\t1\t1\n<<<<<<< HEAD\n"
        try base.write("site/map.tsv", damaged)
        let server = try PreviewProcess(base)
        let line = "site/map.tsv:2:1: error: a place is a name, a group, x and y"
        #expect(PreviewProcess.wait { server.output.contains(line) ? true : nil } != nil, "\(server.output)")
        let socket = try server.socket(path: "/concepts/beta.html")
        #expect((try socket.message()["problems"] as? [[String: Any]])?.first?["place"] as? String == "site/map.tsv:2:1")
        try base.write("site/map.tsv", "concepts/beta\t0\t1\t1\n")
        #expect((try socket.message()["problems"] as? [[String: Any]])?.contains { $0["place"] as? String == "site/map.tsv:2:1" } == false)
        // A file that comes or changes while the preview runs, and brings an error, keeps the pages.
        try base.remove("site/map.tsv")
        try base.write("site/map.tsv", damaged)
        let message = try socket.message()
        #expect(message["reload"] as? Bool == false)
        #expect((message["problems"] as? [[String: Any]])?.first?["place"] as? String == "site/map.tsv:2:1")
    }

    @Test func aPageThatIsOutOfDateIsTold() throws {
        let server = try PreviewProcess(try TemporaryBase())
        #expect(try server.socket(version: 7).message()["reload"] as? Bool == true)
    }

    /// The system's program that opens addresses, played by a script.
    @Test func openShowsTheAddress() throws {
        let base = try TemporaryBase()
        let asked = base.root.path + "/asked"
        try FileManager.default.createDirectory(atPath: base.root.path + "/bin", withIntermediateDirectories: true)
        for name in ["xdg-open", "open"] {
            try base.write("bin/" + name, "#!/bin/sh\nprintf '%s' \"$1\" > '\(asked)'\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: base.root.path + "/bin/" + name)
        }
        let server = try PreviewProcess(base, ["--open"], environment: ["PATH": base.root.path + "/bin:/usr/bin:/bin"])
        let address = PreviewProcess.wait { (try? base.read("asked")).flatMap { $0.isEmpty ? nil : $0 } }
        #expect(address == "http://127.0.0.1:\(server.port)/")
        // So it is where the program fails.
        for name in ["xdg-open", "open"] { try base.write("bin/" + name, "#!/bin/sh\nexit 3\n") }
        let failing = try PreviewProcess(base, ["--open"], environment: ["PATH": base.root.path + "/bin:/usr/bin:/bin"])
        #expect(PreviewProcess.wait { failing.output.contains("open http://127.0.0.1:\(failing.port)/ yourself") ? true : nil } == true)
        // Without such a program the address is said, and the preview runs.
        let bare = try PreviewProcess(try TemporaryBase(), ["--open"], environment: ["PATH": "/nowhere"])
        #expect(PreviewProcess.wait { bare.output.contains("open http://127.0.0.1:\(bare.port)/ yourself") ? true : nil } == true)
        #expect(try bare.request("/").status == 200)
    }

    /// Branches without content, and folders put in the place of others: what comes back is watched as before.
    @Test func foldersMayGoAndComeBack() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        func shows(_ text: String) -> Bool {
            PreviewProcess.wait { (try? server.request("/concepts/beta.html").text.contains(text)) == true ? true : nil } == true
        }
        func edit(_ text: String) throws { try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: text + ", with [[First]].")) }
        #expect(try base.shell("mv content elsewhere").exitCode == 0)
        #expect(PreviewProcess.wait { server.output.contains("cannot open") ? true : nil } == true)
        // Made anew, as git does.
        #expect(try base.shell("cp -r elsewhere content").exitCode == 0)
        try edit("Back again")
        #expect(shows("Back again"), "\(server.output)")
        #expect(try base.shell("mv content old; cp -r old content; sleep 1").exitCode == 0)
        try edit("A copy now")
        #expect(shows("A copy now"), "\(server.output)")
    }

    /// What a link leads to may stand beside it, or in a folder that is no part of the base. It is written anew, or another is put in its place.
    @Test func editsOfWhatLinksLeadToAreSeen() throws {
        let base = try TemporaryBase(["content/concepts/one.md": TemporaryBase.concept("One")])
        let made = "mkdir notes && cp content/concepts/one.md notes/l.md && cd content/concepts && ln -s one.md mirror.md && ln -s ../../notes/l.md l.md"
        #expect(try base.shell(made).exitCode == 0)
        let server = try PreviewProcess(base)
        func shows(_ path: String, _ text: String) -> Bool {
            PreviewProcess.wait { (try? server.request(path).text.contains(text)) == true ? true : nil } == true
        }
        try base.write("content/concepts/one.md", TemporaryBase.concept("One", body: "Written beside it."))
        #expect(shows("/concepts/mirror.html", "Written beside it"), "\(server.output)")
        try base.write("notes/l.md", TemporaryBase.concept("One", body: "Written elsewhere."))
        #expect(shows("/concepts/l.html", "Written elsewhere"), "\(server.output)")
        #expect(try base.shell("sed 's/Written/Put in its place/' notes/l.md > new && mv notes/l.md old && sleep 1.5 && mv new notes/l.md").exitCode == 0)
        #expect(shows("/concepts/l.html", "Put in its place"), "\(server.output)")
        #expect(try base.shell("sed 's/Put/Linked/' notes/l.md > notes/m.md && ln -sf ../../notes/m.md content/concepts/l.md").exitCode == 0)
        #expect(shows("/concepts/l.html", "Linked in its place"), "\(server.output)")
        try base.write("notes/m.md", TemporaryBase.concept("One", body: "The file of the new link."))
        #expect(shows("/concepts/l.html", "The file of the new link"), "\(server.output)")
    }

    @Test func pollingFindsEditsAsWell() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base, ["--poll"])
        let socket = try server.socket()
        _ = try socket.message()
        try base.write("content/concepts/beta.md", TemporaryBase.concept("Beta", body: "Polled, with [[First]]."))
        #expect(try socket.message()["reload"] as? Bool == true)
    }

    @Test(arguments: [
        "/../site/site.yml", "/../../etc/passwd", "/%2e%2e/site/site.yml", "/..%2fsite/site.yml", "/concepts/../../site/site.yml",
        "/concepts%2f..%2f..%2fsite%2fsite.yml", "//etc/passwd", "/site/site.yml", "/content/concepts/alpha.md", "/assets/..%5c..%5csite.yml",
        "/%00", "/%ff", "/templates/base.mustache", "/.migrapedia/cache/index", "/assets", "/concepts/", "/media/link.txt", "/assets/link.txt",
    ])
    func nothingOutsideTheSiteIsAnswered(path: String) throws {
        let base = try TemporaryBase()
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID().uuidString)")
        try Data("secret".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        for link in ["content/media/link.txt", "site/assets/link.txt"] {
            try FileManager.default.createSymbolicLink(at: base.root.appendingPathComponent(link), withDestinationURL: secret)
        }
        let answer = try PreviewProcess(base).request(path)
        #expect([400, 404].contains(answer.status), "\(path)")
        #expect(!answer.text.contains("secret") && !answer.text.contains("title: Test base") && !answer.text.contains("root:"))
    }

    @Test func onlyThisMachinesPagesMayAsk() throws {
        let server = try PreviewProcess(try TemporaryBase())
        for host in ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:\(server.port)", "127.0.0.1:1", ""] {
            #expect(try server.request("/", headers: ["Host": host]).status == 421, "\(host)")
        }
        #expect(try server.request("/", headers: ["Host": "localhost:\(server.port)"]).status == 200)
        for origin in ["http://evil.example", "null", "https://127.0.0.1:\(server.port)", "http://127.0.0.1:1"] {
            #expect(try server.request("/", headers: ["Origin": origin]).status == 403, "\(origin)")
            #expect(try server.socket(headers: ["Origin": origin]).status == 403, "\(origin)")
        }
        #expect(try server.socket(headers: ["Host": "evil.example:\(server.port)"]).status == 421)
    }

    @Test func onlyGetAndHeadAreAnswered() throws {
        let server = try PreviewProcess(try TemporaryBase())
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
            let answer = try server.request("/", method: method)
            #expect(answer.status == 405, "\(method)")
            #expect(answer.headers["allow"] == "GET, HEAD")
        }
        let whole = try server.request("/concepts/alpha.html")
        let head = try server.request("/concepts/alpha.html", method: "HEAD")
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.headers["content-length"] == String(whole.body.count))
    }

    @Test func typesAndMissingPages() throws {
        let server = try PreviewProcess(try TemporaryBase())
        let types = [
            "/": "text/html; charset=utf-8", "/assets/site.css": "text/css; charset=utf-8", "/assets/theme.js": "text/javascript; charset=utf-8",
            "/media/picture.svg": "image/svg+xml", "/feed.xml": "application/xml; charset=utf-8", "/robots.txt": "text/plain; charset=utf-8",
        ]
        for (path, type) in types {
            let answer = try server.request(path)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == type, "\(path)")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
        }
        let missing = try server.request("/concepts/nothing/here.html")
        #expect(missing.status == 404)
        #expect(missing.text.contains("<base href=\"/\">"))
    }

    @Test func aTakenPortIsSaid() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        let run = try base.run(["serve", "--port", String(server.port)])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("port \(server.port) is taken"))
    }

    /// `nohup` starts a program with the signal of a closed terminal ignored.
    @Test func itOutlivesItsTerminalWhereItShould() throws {
        let base = try TemporaryBase()
        let run = try base.shell("""
            (trap '' HUP; exec "$TOOL" serve --port 0 2> log) &
            for i in $(seq 300); do grep -q http log && break; sleep 0.1; done
            kill -HUP $!; sleep 1
            kill -0 $! && echo lives
            kill -TERM $!; wait $!
            """)
        #expect(run.output == "lives\n", "\(run.errors) \((try? base.read("log")) ?? "")")
    }

    @Test func anInterruptEndsItCleanly() throws {
        let base = try TemporaryBase()
        let server = try PreviewProcess(base)
        let socket = try server.socket()
        _ = try socket.message()
        #expect(server.interrupt() == 0)
        #expect(server.output.hasSuffix("stopped\n"))
        #expect(throws: (any Error).self) { try server.request("/") }
    }
}
