// The walls of the house: who imports whom, what libraries must not do, and how every file begins.
import Foundation
import Testing

@Suite struct ArchitectureTests {
    private struct SourceFile {
        var target: String
        var path: String
        var lines: [String]
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let files: [SourceFile] = {
        let sources = root.appendingPathComponent("Sources")
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: sources.path)) ?? []
        return paths.sorted().filter { $0.hasSuffix(".swift") }.compactMap { path in
            guard let text = try? String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8) else { return nil }
            return SourceFile(
                target: path.split(separator: "/").first.map(String.init) ?? "", path: path, lines: text.components(separatedBy: "\n"))
        }
    }()

    /// The import table of `Package.swift`.
    private static let mayImport: [String: Set<String>] = [
        "Bytes": [],
        "WikiModel": ["Bytes"],
        "WikiParsing": ["WikiModel", "CCMarkGFM", "Yams"],
        "Bibliography": ["Bytes", "WikiModel"],
        "WikiGraph": ["WikiModel"],
        "SearchIndex": ["WikiModel"],
        "Templates": ["Bytes"],
        "WikiSite": ["Bytes", "WikiModel", "WikiGraph", "Bibliography", "Templates"],
        "EPUB": ["Bytes", "WikiModel"],
        "migrapedia": [
            "Bytes", "WikiModel", "WikiParsing", "Bibliography", "WikiGraph", "SearchIndex", "Templates", "WikiSite", "EPUB", "CZlib",
            "ArgumentParser", "Glibc", "Darwin", "MachO", "Synchronization", "Dispatch", "FlyingFox",
        ],
        // Runs while the tool is built and is no part of it.
        "embed-files": ["Foundation"],
    ]

    /// A line without strings and comments.
    private static func code(_ line: String) -> String {
        var line = line.replacingOccurrences(of: "\"([^\"\\\\]|\\\\.)*\"", with: "\"\"", options: .regularExpression)
        if let comment = line.range(of: "//") { line = String(line[..<comment.lowerBound]) }
        return line
    }

    private func lines(where matches: (String) -> Bool, in targets: [String]? = nil) -> [String] {
        ArchitectureTests.files.filter { targets?.contains($0.target) ?? true }.flatMap { file in
            file.lines.enumerated().filter { matches(ArchitectureTests.code($0.element)) }.map { "\(file.path):\($0.offset + 1)" }
        }
    }

    @Test func everyTargetIsInTheTable() {
        #expect(Set(ArchitectureTests.files.map(\.target)) == Set(ArchitectureTests.mayImport.keys))
        #expect(ArchitectureTests.files.count > 80)
    }

    @Test func importsMatchTheTable() {
        var wrong: [String] = []
        for file in ArchitectureTests.files {
            for line in file.lines {
                let words = line.trimmingCharacters(in: .whitespaces).split(separator: " ").map(String.init)
                guard words.count >= 2, words[0] == "import" else { continue }
                if !(ArchitectureTests.mayImport[file.target]?.contains(words[1]) ?? false) { wrong.append("\(file.path): \(words[1])") }
            }
        }
        #expect(wrong == [])
    }

    private static let libraries = ["Bytes", "WikiModel", "WikiParsing", "Bibliography", "WikiGraph", "SearchIndex", "Templates", "WikiSite", "EPUB"]

    /// Files, clock, environment and terminal belong to the executable.
    @Test func librariesTouchNothingOutside() {
        let pattern = "\\b(fopen|getenv|FileManager|clock_gettime|ProcessInfo|Date\\(|print\\(|readLine|URLSession|arc4random|SystemRandomNumberGenerator|\\.random\\()"
        #expect(lines(where: { $0.range(of: pattern, options: .regularExpression) != nil }, in: ArchitectureTests.libraries) == [])
    }

    /// What would end the process, or look away from the compiler's checks.
    @Test func noTraps() {
        let pattern = "\\btry!|\\bas!|\\bfatalError\\(|\\bpreconditionFailure\\(|[A-Za-z0-9_\\])]!(?!=)"
        #expect(lines(where: { $0.range(of: pattern, options: .regularExpression) != nil }) == [])
    }

    /// Unchecked state, each with its reason: cmark's allocator functions have no context argument (`MarkdownMemory`).
    @Test func uncheckedStateIsNamed() {
        let found = lines(where: { $0.contains("nonisolated(unsafe)") || $0.contains("@unchecked") })
        #expect(found.allSatisfy { $0.hasPrefix("WikiParsing/MarkdownMemory.swift:") }, "\(found)")
    }

    @Test func everyFileSaysWhatItIsFor() {
        let silent = ArchitectureTests.files.filter { file in
            guard let first = file.lines.first else { return true }
            return !(first.hasPrefix("// ") && first.count > 20 && first.hasSuffix("."))
        }
        #expect(silent.map(\.path) == [])
    }

    /// By its name, the beginning of names (`BibTeX…`), or the folder of the tool that it stands in.
    @Test func theFolderMapNamesEveryFile() throws {
        let map = try String(contentsOf: ArchitectureTests.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        let missing = ArchitectureTests.files.map(\.path).filter { path in
            let parts = path.split(separator: "/")
            if parts.first == "migrapedia", parts.count > 2 { return !map.contains("`\(parts[1])/`") }
            guard let name = parts.last?.split(separator: ".").first, !map.contains("`\(name)`"), path != "embed-files/EmbedFilesTool.swift" else { return false }
            return !map.matches(of: /`([A-Za-z]+)…`/).contains { name.hasPrefix($0.1) }
        }
        #expect(missing == [])
    }

    /// The tests that hold the invariants are there: `Suite`, `Suite.test` (or `test` of the suite named before it), or a file.
    @Test func theInvariantsNameTestsThatAreThere() throws {
        let document = try String(contentsOf: ArchitectureTests.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        let table = (document.components(separatedBy: "\n## Invariants\n").last ?? "").components(separatedBy: "\n## ")[0]
        let tests = ArchitectureTests.root.appendingPathComponent("Tests")
        let files = try FileManager.default.subpathsOfDirectory(atPath: tests.path).filter { $0.hasSuffix(".swift") || $0.hasSuffix(".py") }
        let names = Set(files.flatMap { [$0.split(separator: "/").last.map(String.init) ?? ""] })
        let sources = try files.filter { $0.hasSuffix(".swift") }.map { try String(contentsOf: tests.appendingPathComponent($0), encoding: .utf8) }
        let declared = Set(sources.flatMap { $0.matches(of: /(?:struct|enum|func) (\w+)/).map { String($0.1) } })
        let rows = table.split(separator: "\n").filter { $0.hasPrefix("| ") }
        let holders = rows.flatMap { row in (row.dropLast().components(separatedBy: " | ").last ?? "").matches(of: /`([^`]+)`/).map { String($0.1) } }
        #expect(holders.count > 60)
        let missing = holders.filter { holder in
            if holder.contains("/") { return !FileManager.default.fileExists(atPath: ArchitectureTests.root.appendingPathComponent(holder).path) }
            return !names.contains(holder) && !holder.split(separator: ".").allSatisfy { declared.contains(String($0)) }
        }
        #expect(missing == [])
    }

    /// Links of the documents lead to files and headings that are there.
    @Test func everyLinkOfTheDocumentsLeadsSomewhere() throws {
        let root = ArchitectureTests.root
        let folder = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("docs").path).map { "docs/" + $0 }
        let documents = (["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"] + folder).filter { $0.hasSuffix(".md") }
        var (prose, headings): ([String: String], [String: Set<String>]) = ([:], [:])
        for document in documents {
            let text = try String(contentsOf: root.appendingPathComponent(document), encoding: .utf8).replacing(/```(?s:.*?)```/, with: "")
            headings[document] = Set(text.matches(of: /(?m)^#+ (.*)$/).map { match in
                match.1.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == " " || $0 == "_" }.replacingOccurrences(of: " ", with: "-")
            })
            prose[document] = text.replacing(/``[^`]+``|`[^`\n]*`/, with: "")
        }
        var (lost, read): ([String], Int) = ([], 0)
        for (document, text) in prose {
            for link in text.matches(of: /\]\(([^)\s:]+)\)/) {
                let parts = link.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let target = parts[0].isEmpty ? root.appendingPathComponent(document)
                    : root.appendingPathComponent(document).deletingLastPathComponent().appendingPathComponent(parts[0]).standardizedFileURL
                let name = String(target.path.dropFirst(root.standardizedFileURL.path.count + 1))
                let isThere = FileManager.default.fileExists(atPath: target.path)
                if !isThere || (parts.count > 1 && headings[name]?.contains(parts[1]) != true) { lost.append("\(document): \(link.1)") }
                read += 1
            }
        }
        #expect(lost == [])
        #expect(read > 60)
    }

    @Test func filesStaySmall() {
        let long = ArchitectureTests.files.filter { $0.lines.count > 400 }
        #expect(long.map(\.path) == [])
    }
}
