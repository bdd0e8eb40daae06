// The front door: one source file in, one compiled entry out.
import WikiModel

/// Which file is compiled.
public struct EntrySource: Sendable, Equatable {
    /// Relative to the source folder, as it is named in diagnostics.
    public var path: String
    public var kind: EntryKind
    /// The file's name without `.md`.
    public var slug: String

    public init(path: String, kind: EntryKind, slug: String) {
        self.path = path
        self.kind = kind
        self.slug = slug
    }
}

/// Compiles source files, one at a time. Holds cmark's extensions and the words of the vocabulary.
///
/// cmark-gfm 0.29 is not safe on two threads at once, whatever the parsers: its table of special characters belongs to
/// the process. One process compiles on one thread.
public struct EntryCompiler {
    private let vocabulary: Vocabulary
    private let parser = MarkdownParser()

    public init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// Compiles one file. Never fails: what cannot be read is a diagnostic of the head.
    public func compile(_ source: EntrySource, bytes raw: [UInt8]) -> CompiledEntry {
        var head = EntryHead(path: source.path, kind: source.kind, slug: source.slug)
        head.contentHash = StableHash.of(raw)
        head.metadata.title = source.slug
        if source.kind == .paper { head.metadata.paper = PaperMetadata() }
        var findings: [WikiFinding] = []
        var body = EntryBody()
        let text = SourceText(raw)
        if text.isUsable {
            text.bytes.withUnsafeBufferPointer { bytes in
                compile(bytes, into: &head, body: &body, findings: &findings)
            }
        } else {
            findings = text.findings
        }
        head.diagnostics = EntryCompiler.diagnostics(findings, path: source.path)
        return CompiledEntry(head: head, body: body)
    }

    /// Problems in the order of their places. What is not going to be shown is not made: a damaged file can have one problem
    /// a hundred thousand times.
    private static func diagnostics(_ findings: [WikiFinding], path: String) -> [Diagnostic] {
        var shown: [Diagnostic] = []
        var alike = AlikeProblems()
        for finding in findings where alike.isShown(finding.code, at: shown.count) {
            shown.append(
                Diagnostic(finding.code, file: path, range: finding.range, finding.message, suggestion: finding.suggestion))
        }
        alike.noteOthers(in: &shown)
        return shown.sorted(by: Diagnostic.precedes)
    }

    private func compile(
        _ source: SourceBytes, into head: inout EntryHead, body: inout EntryBody, findings: inout [WikiFinding]
    ) {
        let (bodyStart, bodyLine) = readFrontMatter(source, into: &head, findings: &findings)
        let refusals = SourceGuard.check(source, bodyStart: bodyStart, line: bodyLine)
        findings += refusals
        guard refusals.isEmpty else { return }
        let scan = WikiScanner.scan(source, bodyStart: bodyStart, line: bodyLine, entryName: head.metadata.title, vocabulary: vocabulary)
        findings += scan.diagnostics
        guard scan.tokens.count <= InputLimits.referencesInEntry else {
            let words = "entry has \(scan.tokens.count) wikilinks and citations; at most \(InputLimits.referencesInEntry) are allowed"
            findings.append(WikiFinding(code: .referencesTooLarge, range: SourceRange(line: bodyLine, columnUTF8: 1), message: words))
            return
        }
        let refusalsOfLinks = SourceGuard.checkDefinitions(scan.prepared, line: bodyLine)
        findings += refusalsOfLinks
        guard refusalsOfLinks.isEmpty else { return }
        let input = RenderInput(source: source, scan: scan, bodyLine: bodyLine, dialect: .wiki, wording: vocabulary.wording)
        var renderer = parser.render(input)
        // The headings that `new` begins an entry with are to be filled in.
        let isStub = head.metadata.status == .stub
        findings += isStub ? renderer.findings.filter { $0.code != .sectionEmpty } : renderer.findings
        head.strings = renderer.strings
        head.references = renderer.references
        head.namedPapers = renderer.namedPapers
        head.bracketedNames = renderer.bracketedNames
        head.headings = renderer.headings
        head.blocks = renderer.blocks
        head.htmlCount = UInt32(renderer.html.count)
        head.textEnd = renderer.textEnd ?? renderer.endOfAll
        body = EntryBody(html: renderer.html[...], text: renderer.text[...], pieces: renderer.pieces)
        renderer.html = []
    }

    /// The words of a first-level heading that a file begins with, where they can stand in YAML without quotes.
    private static func plainHeading(_ source: SourceBytes) -> String? {
        let start = source.indices.first { !source[$0].isWhitespace } ?? 0
        guard source.has("# ", at: start) else { return nil }
        let words = source.trimmed((start + 2)..<source.lineEnd(from: start))
        guard let first = words.first, source[first].isWord, words.count <= 100,
            !words.contains(where: { ":#\"`[*_<$".utf8.contains(source[$0]) })
        else { return nil }
        return source.text(words)
    }

    /// Reads the front matter; answers where the body begins.
    private func readFrontMatter(
        _ source: SourceBytes, into head: inout EntryHead, findings: inout [WikiFinding]
    ) -> (start: Int, line: Int) {
        do {
            let frontMatter = try FrontMatter.locate(in: source)
            let document = YAMLDocument(source, yaml: frontMatter.yaml, firstLine: 2)
            let (metadata, problems) = MetadataReader.read(document, kind: head.kind, vocabulary: vocabulary)
            findings += problems
            head.metadata = metadata
            head.metadataHash = StableHash.of(SourceBytes(rebasing: source[frontMatter.yaml]))
            if metadata.title.isEmpty { head.metadata.title = head.slug }
            head.recordHash = head.metadata.recordHash
            return (frontMatter.bodyStart, frontMatter.bodyLine)
        } catch .missing {
            findings.append(
                WikiFinding(
                    code: .frontMatterMissing, range: SourceRange(line: 1, columnUTF8: 1),
                    message: "entry has no front matter; " + (EntryCompiler.plainHeading(source).map {
                        "write \"---\", \"title: \($0)\" and \"---\" in the place of its first heading"
                    } ?? "begin it with \"---\", \"title: …\" and \"---\"")))
            return (0, 1)
        } catch .late(let line) {
            findings.append(
                WikiFinding(
                    code: .frontMatterMissing, range: SourceRange(line: line, columnUTF8: 1, lengthUTF8: 3),
                    message: "front matter begins on line \(line); take the empty \(line == 2 ? "line" : "lines") above it away"))
            return (source.count, 1)
        } catch .otherMarks {
            let line = source.trimmed(0..<source.lineEnd(from: 0))
            findings.append(
                WikiFinding(
                    code: .frontMatterMissing, range: SourceRange(line: 1, columnUTF8: line.lowerBound + 1, lengthUTF8: line.count),
                    message: "\"\(source.text(line))\" begins no front matter; write three hyphens, \"---\", above and below it"))
            return (source.count, 1)
        } catch .indented(let line) {
            findings.append(
                WikiFinding(
                    code: .frontMatterMissing, range: SourceRange(line: line, columnUTF8: 1),
                    message: "blanks stand before \"---\", so that it \(line == 1 ? "begins" : "ends") no front matter; take them away"
                        + (line == 1 ? ", and those before the lines below" : "")))
            return (source.count, 1)
        } catch .inCode {
            findings.append(
                WikiFinding(
                    code: .frontMatterMissing, range: SourceRange(line: 1, columnUTF8: 1, lengthUTF8: 3),
                    message: "the entry stands in a block of code; take the line \"\(source.text(0..<source.lineEnd(from: 0)))\" away, and the last one"))
            return (source.count, 1)
        } catch .unopened(let frontMatter) {
            findings.append(
                WikiFinding(
                    code: .frontMatterMissing, range: SourceRange(line: 1, columnUTF8: 1),
                    message: "the front matter ends on line \(frontMatter.bodyLine - 1) and has no beginning; write a line \"---\" above this one"))
            return (frontMatter.bodyStart, frontMatter.bodyLine)
        } catch {
            findings.append(
                WikiFinding(
                    code: .frontMatterUnclosed, range: SourceRange(line: 1, columnUTF8: 1, lengthUTF8: 3),
                    message: "front matter is not closed; end it with a line \"---\""))
            return (source.count, 1)
        }
    }
}
