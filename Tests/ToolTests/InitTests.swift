// `migrapedia init`: a new base is whole, clean and ready to be written in.
import Foundation
import Testing

@Suite(.serialized) struct InitTests {
    private static func folder() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("migrapedia-init-\(UUID().uuidString)")
    }

    @Test func aNewBaseChecksCleanBuildsAndIsServed() throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let begun = try TemporaryBase.run(["init", folder.path, "--title", "Rocks & \"minerals\""])
        #expect(begun.exitCode == 0)
        #expect(begun.output.contains("migrapedia serve --source"))
        let check = try TemporaryBase.run(["check", "--strict", "--notes", "--source", folder.path])
        #expect(check.exitCode == 0)
        #expect(check.errors.hasSuffix("1 entry checked: no problems\n"), "\(check.errors)")
        let ignored = try String(contentsOf: folder.appendingPathComponent(".gitignore"), encoding: .utf8)
        #expect(["/public/", "/*.zip", "/*.epub", "/.migrapedia/"].allSatisfy(ignored.contains))
        let output = folder.appendingPathComponent("public")
        #expect(try TemporaryBase.run(["build", "--strict", "--source", folder.path, "--output", output.path]).exitCode == 0)
        let home = try String(contentsOf: output.appendingPathComponent("index.html"), encoding: .utf8)
        #expect(home.contains("Rocks &amp; &quot;minerals&quot;"))
        #expect(!home.lowercased().contains("migrasome"))
        for path in [
            "README.md", "CONTRIBUTING.md", ".gitignore", ".github/tool", ".github/workflows/check.yml", ".github/workflows/publish.yml",
            ".github/pull_request_template.md", ".github/ISSUE_TEMPLATE/mistake.yml", "site/vocabulary.yml", "templates/base.mustache", "templates/partials/masthead.mustache",
            "site/assets/site.css/1-tokens.css", "content/pages/about.md", "content/concepts/.gitkeep",
        ] {
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path), "\(path)")
        }
        // GitHub gives them to no pull request from a fork, and these are how most changes come.
        let workflow = try String(contentsOf: folder.appendingPathComponent(".github/workflows/check.yml"), encoding: .utf8)
        #expect(!workflow.contains("vars.") && !workflow.contains("secrets."))
        let server = try PreviewProcess(source: folder)
        #expect(try server.request("/").status == 200)
        let new = try TemporaryBase.run(["new", "concept", "Quartz", "--source", folder.path])
        #expect(new.exitCode == 0)
        #expect(PreviewProcess.wait { (try? server.request("/concepts/quartz.html").status) == 200 ? true : nil } != nil)
    }

    /// What the guide of the starter says to paste checks clean in a new base.
    @Test func theGuideOfTheStarterDoesWhatItSays() throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(try TemporaryBase.run(["init", folder.path]).exitCode == 0)
        let guide = try String(contentsOf: folder.appendingPathComponent("CONTRIBUTING.md"), encoding: .utf8)
        let blocks = guide.components(separatedBy: "```markdown\n").dropFirst().map { block in
            (block.components(separatedBy: "```").first ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.hasPrefix("   ") && !line.hasPrefix("    ") ? String(line.dropFirst(3)) : String(line)
            }.joined(separator: "\n")
        }
        try #require(blocks.count == 3)
        let paper = blocks[1]
        let files = [
            "concepts/rose-quartz.md": blocks[0] + "\n" + blocks[2], "papers/smith2024.md": paper,
            "papers/jones2019.md": paper.replacingOccurrences(of: "Title", with: "Other title").replacingOccurrences(of: "example", with: "other"),
        ]
        for (path, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent("content/" + path)) }
        try #require(try TemporaryBase.run(["new", "concept", "Quartz", "--source", folder.path]).exitCode == 0)
        let check = try TemporaryBase.run(["check", "--strict", "--source", folder.path])
        #expect(check.exitCode == 0, "\(check.errors)")
        for path in ["content/concepts", "content/papers", "site/vocabulary.yml", ".github/tool"] {
            #expect(guide.contains(path) && FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path), "\(path)")
        }
    }

    private static let workflows = ["Sources/migrapedia/Starter/.github/workflows/", ".github/workflows/"].flatMap { folder in
        ["check.yml", "publish.yml"].map { folder + $0 }
    }

    /// The steps of a workflow's first job, each as its lines.
    private func steps(_ path: String) throws -> [String] {
        let text = try String(contentsOf: TemporaryBase.project.appendingPathComponent(path), encoding: .utf8)
        let jobs = try #require(text.components(separatedBy: "\njobs:\n").last)
        let first = try #require(jobs.components(separatedBy: "\n\n").first)
        return first.components(separatedBy: "\n      - ").dropFirst().map { $0 }
    }

    /// The built tool is kept before anything can fail, under a key that names the image, and what comes after needs it.
    @Test(arguments: workflows)
    func workflowsKeepTheToolAndNeedIt(_ path: String) throws {
        let steps = try steps(path)
        func place(_ words: String) throws -> Int { try #require(steps.firstIndex { $0.contains(words) }, "\(words)") }
        let (restore, build, save) = (try place("actions/cache/restore@"), try place("make"  + (path.hasPrefix(".github") ? " tool" : " -C .tool tool")), try place("actions/cache/save@"))
        #expect(restore < build && save == build + 1)
        let image = try #require(try String(contentsOf: TemporaryBase.project.appendingPathComponent(path), encoding: .utf8).firstMatch(of: /container: swift:(\S+)/)?.1)
        #expect(steps[restore].contains("key: migrapedia-swift-\(image)-${{"))
        for step in steps[build...save] { #expect(step.contains("if: ${{ steps.built.outputs.cache-hit != 'true' }}"), "\(step)") }
        #expect(!steps[restore].contains("restore-keys"))
        for step in steps[(save + 1)...] where step.contains("cancelled()") { #expect(step.contains("!cancelled() && steps.check.outcome != 'skipped'"), "\(step)") }
        for step in steps[(save + 1)...] { #expect(!step.contains(".build/release/"), "\(step)") }
    }

    /// Actions of GitHub, with the first major that runs on Node 24.
    @Test(arguments: workflows)
    func workflowsUseActionsThatRun(_ path: String) throws {
        let first = ["checkout": 5, "cache/restore": 5, "cache/save": 5, "upload-artifact": 6, "upload-pages-artifact": 5, "deploy-pages": 5]
        let text = try String(contentsOf: TemporaryBase.project.appendingPathComponent(path), encoding: .utf8)
        let uses = text.matches(of: /uses: actions\/([a-z\/-]+)@v([0-9]+)/)
        #expect(uses.count == text.components(separatedBy: "uses: ").count - 1 && !uses.isEmpty)
        for use in uses { #expect(try Int(use.2) ?? 0 >= #require(first[String(use.1)]), "\(use.0)") }
    }

    /// The step that reads `.github/tool`, run as the workflow runs it.
    @Test(arguments: [
        ("repository=lab/tool\nversion=v1\n", "repository=lab/tool\nversion=v1\n"), ("# x\r\nrepository=lab/tool.x_y \r\nversion=\r\n", "repository=lab/tool.x_y\nversion=\n"),
        ("repository=\nversion=\n", nil), ("repository=https://github.com/lab/tool\nversion=\n", nil), ("repository=\"lab/tool\"\nversion=\n", nil),
        ("repository=lab/tool/x\nversion=\n", nil),
    ])
    func theToolIsNamedByItsOwnerAndName(_ file: String, _ output: String?) throws {
        for path in InitTests.workflows.prefix(2) {
            let step = try #require(try steps(path).first { $0.hasPrefix("name: Find the tool") })
            let script = try #require(step.components(separatedBy: "run: |\n").last)
            let base = try TemporaryBase([:])
            try FileManager.default.createDirectory(at: base.root.appendingPathComponent(".github"), withIntermediateDirectories: true)
            try base.write(".github/tool", file)
            let run = try base.shell("export GITHUB_OUTPUT=output\nset -e\n" + script)
            if let output {
                #expect(run.exitCode == 0 && (try? base.read("output")) == output, "\(run)")
            } else {
                #expect(run.exitCode == 1 && run.output.hasPrefix("::error file=.github/tool::Write owner/name"), "\(run)")
            }
        }
    }

    /// What the tool carries is what stands in the project.
    @Test func theStarterHasTheProjectsTemplatesAndStyles() throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(try TemporaryBase.run(["init", folder.path]).exitCode == 0)
        let project = TemporaryBase.project
        var compared = 0
        for part in ["templates", "site/assets"] {
            for path in try FileManager.default.subpathsOfDirectory(atPath: project.appendingPathComponent(part).path)
            where path.contains(".") && path != "icon.svg" && !path.hasSuffix(".DS_Store") {
                let original = project.appendingPathComponent(part).appendingPathComponent(path)
                if try original.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true { continue }
                let written = try? Data(contentsOf: folder.appendingPathComponent(part).appendingPathComponent(path))
                #expect(written == (try Data(contentsOf: original)), "\(path)")
                compared += 1
            }
        }
        #expect(compared > 20)
    }

    @Test func aFolderWithFilesIsLeftAlone() throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("years of work".utf8).write(to: folder.appendingPathComponent("thesis.txt"))
        let run = try TemporaryBase.run(["init", folder.path])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("is not empty (it holds \"thesis.txt\")"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["thesis.txt"])
        #expect(try TemporaryBase.run(["init", folder.appendingPathComponent("thesis.txt").path]).exitCode == 2)
    }

    /// The translations that come with the tool, by their files.
    private static let languages = (try? FileManager.default.contentsOfDirectory(atPath: TemporaryBase.project.path + "/Sources/migrapedia/Translations"))?
        .filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(".yml".count)) }.sorted() ?? []

    @Test func thereAreTranslations() { #expect(InitTests.languages.count >= 2) }

    @Test(arguments: languages)
    func aBaseInAnotherLanguageSaysEverythingInIt(_ language: String) throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(try TemporaryBase.run(["init", folder.path, "--language", language]).exitCode == 0)
        #expect(try String(contentsOf: folder.appendingPathComponent("site/site.yml"), encoding: .utf8).contains("\nlanguage: \(language)\n"))
        // Every phrase of the translation is one of the tool's, with its values and tags.
        let check = try TemporaryBase.run(["check", "--strict", "--source", folder.path])
        #expect(check.exitCode == 0, "\(check.errors)")
        let pairs = WordingTests.pairs(try TemporaryBase.run(["wording", "--source", folder.path]).output)
        // Some words are the same in both languages, and marks between words in many.
        let untranslated = pairs.filter { $0.phrase == $0.words && $0.phrase.replacing(/\{.*?\}/, with: "").contains(where: \.isLetter) }
        #expect(pairs.count > 300 && untranslated.count * 25 < pairs.count, "\(untranslated)")
        try Data().write(to: folder.appendingPathComponent("site/vocabulary.yml"))
        #expect(try TemporaryBase.run(["wording", "--source", folder.path, "--language", language]).output.contains(": \"\(pairs[7].words)\"\n"))
    }

    /// What the starter has as `_(Concepts)` is said in the language; all of it has a translation, and nothing else has.
    @Test(arguments: languages)
    func aBaseInAnotherLanguageHasItsLabelsInIt(_ language: String) throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(try TemporaryBase.run(["init", folder.path, "--title", "T", "--language", language]).exitCode == 0)
        let sources = TemporaryBase.project.appendingPathComponent("Sources/migrapedia")
        func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
        let pairs = WordingTests.pairs(try text(sources.appendingPathComponent("Translations/starter/\(language).yml")))
        let words = Dictionary(pairs.map { ($0.phrase, $0.words) }) { first, _ in first }
        var met: Set<String> = []
        for path in ["site/site.yml", "site/vocabulary.yml", "content/pages/about.md"] {
            let expected = try text(sources.appendingPathComponent("Starter/" + path)).replacing(/_\(([^)]*)\)/) { mark in
                met.insert(String(mark.1))
                return words[String(mark.1)] ?? "?"
            }.replacing("LANGUAGE", with: language).replacing("TITLE", with: "T")
            #expect(try text(folder.appendingPathComponent(path)).hasPrefix(expected), "\(path)")
        }
        #expect(met == Set(words.keys) && words.count == pairs.count)
    }

    @Test func aLanguageWithoutTranslationIsTold() throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try TemporaryBase.run(["init", folder.path, "--language", "tlh"])
        #expect(run.exitCode == 2 && run.errors.contains("there is no translation into \"tlh\", but into de, "), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        #expect(try TemporaryBase.run(["init", folder.path, "--language", "en\nx: y"]).errors.contains("is not a language tag"))
        #expect(try TemporaryBase.run(["init", folder.path, "--language", "en-GB"]).exitCode == 0)
    }

    @Test(arguments: ["", "   ", "a\nb"])
    func aTitleHasWords(_ title: String) throws {
        let run = try TemporaryBase.run(["init", InitTests.folder().path, "--title", title])
        #expect(run.exitCode == 2 && run.errors.contains("give the site a title in one line"), "\(run.errors)")
    }

    @Test func anEmptyRepositoryIsFine() throws {
        let folder = InitTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appendingPathComponent(".git"), withIntermediateDirectories: true)
        #expect(try TemporaryBase.run(["init", folder.path]).exitCode == 0)
    }
}
