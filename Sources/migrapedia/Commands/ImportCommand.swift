// `migrapedia import`: papers from bibliography files, new ones as entries and known ones updated in place.
import ArgumentParser
import Bibliography
import WikiModel

/// The bibliography formats that can be read.
enum ImportFormat: String, CaseIterable, ExpressibleByArgument {
    case bibtex
    case ris
    case cslJSON = "csl-json"
    case nbib

    var format: BibliographyFormat {
        switch self {
        case .bibtex: .bibtex
        case .ris: .ris
        case .cslJSON: .cslJSON
        case .nbib: .medline
        }
    }
}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take papers from BibTeX, RIS, CSL-JSON and PubMed files.",
        discussion: """
            A paper that the base does not have becomes a new entry, named by author and year. One that it has (the same \
            DOI, PMID or PMCID) gets what the file knows and the entry does not; prose, comments and what somebody changed \
            by hand are kept. Everything that was done or left is reported with its place in the file.

            Examples:
              migrapedia import library.bib --dry-run      what would change, as a diff
              migrapedia import library.bib pubmed.nbib    the papers of two files
              migrapedia import --doi 10.1038/cr.2014.135  doi.org's record of a paper

            Nothing but --doi uses the network. Exit codes: 0 all is well, 1 a record was refused or left out or a \
            file holds none, 2 could not run.
            """
    )

    @Argument(help: ArgumentHelp("Bibliography files: .bib, .ris, .json, .nbib.", valueName: "file"))
    var files: [String] = []

    @Option(help: ArgumentHelp("Ask a resolver for the paper with this DOI. May be given several times.", valueName: "DOI"))
    var doi: [String] = []

    @Option(
        help: ArgumentHelp(
            "The address that answers for DOIs (default: MIGRAPEDIA_RESOLVER, else https://doi.org/).", valueName: "address"))
    var resolver: String?

    @Option(help: ArgumentHelp("The format of the files, if their names do not tell: bibtex, ris, csl-json or nbib.", valueName: "format"))
    var from: ImportFormat?

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    @Flag(name: .customLong("dry-run"), help: "Print what would change as a diff, and write nothing.")
    var isDry = false

    @Flag(help: "Where entry and file differ, take the file's value.")
    var theirs = false

    @Flag(help: "Take a paper with the same title, year and first author for the same paper.")
    var matchTitles = false

    @Flag(help: "Name new entries by the keys of the file.")
    var keepKeys = false

    @Flag(help: "Take abstracts too. Mind their licence.")
    var abstracts = false

    mutating func validate() throws {
        if files.isEmpty, doi.isEmpty { throw ValidationError("Give a file, or a DOI with --doi.") }
    }

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            try ChangeSet.recover(root: workspace.root)
            let readings = try read()
            let linked = try await workspace.link(progress: Progress())
            let papers = linked.loaded.heads.filter { $0.kind == .paper }
            try refuseUnreadable(papers)
            let rules = ImportRules(
                preference: theirs ? .file : .entry, matchesTitles: matchTitles, keepsKeys: keepKeys, takesAbstracts: abstracts)
            var plan = try ImportPlan(
                root: workspace.root, papers: papers, vocabulary: linked.graph.vocabulary, rules: rules)
            plan.take(readings)
            for line in plan.report.lines { printError(line) }
            if isDry {
                try printOut(plan.changes.diff(leavingOut: [ImportBase.path]), terminator: "")
            } else {
                try plan.changes.apply(root: workspace.root)
            }
            printError(plan.report.summary + (isDry ? "; nothing was written" : ""))
            return plan.report.leftOut + plan.report.refusedCount + plan.report.emptyFiles > 0 ? ExitCode(1) : .success
        }
    }

    private func read() throws(ToolError) -> [(file: String, reading: BibliographyReading)] {
        var readings: [(file: String, reading: BibliographyReading)] = []
        for file in files {
            let bytes: [UInt8]
            do throws(FileError) { bytes = try File.receive(file) } catch { throw ToolError(error) }
            let ending = file.split(separator: "/").last.flatMap { $0.split(separator: ".").dropFirst().last } ?? ""
            guard
                let format = from?.format ?? BibliographyFormat(fileExtension: String(ending))
                    ?? BibliographyFormat(guessedFrom: bytes)
            else { throw ToolError("\(file) is not seen to be BibTeX, RIS, CSL-JSON or .nbib; say which with --from") }
            readings.append((file, readBibliography(bytes, format: format)))
        }
        guard !doi.isEmpty else { return readings }
        let resolver = try DOIResolver(option: resolver)
        for doi in doi {
            let (bytes, address) = try resolver.record(of: doi)
            let reading = readBibliography(bytes, format: .cslJSON)
            guard !reading.records.isEmpty else {
                let what = reading.problems.first.map { ": \($0.message)" } ?? ""
                throw ToolError("\(address) did not answer with a CSL-JSON record\(what); name another address with --resolver")
            }
            readings.append((address, reading))
        }
        return readings
    }

    /// A paper whose front matter cannot be read has no known DOI, and would be made a second time.
    private func refuseUnreadable(_ papers: [EntryHead]) throws(ToolError) {
        let fatal: Set<DiagnosticCode> = [
            .sourceUnreadable, .sourceTooLarge, .sourceNotUTF8, .sourceControlCharacter, .frontMatterMissing, .frontMatterUnclosed,
            .frontMatterTooLarge, .frontMatterTooDeep, .yamlInvalid, .yamlAnchor, .keyDuplicate, .compileTimeout, .compileCrashed,
        ]
        let problems = papers.flatMap(\.diagnostics).filter { fatal.contains($0.code) }
        guard let first = problems.first else { return }
        throw ToolError(
            "\(first.line)\nmigrapedia: \(Set(problems.map(\.file)).count == 1 ? "this paper" : "papers") cannot be read, so whether the file "
                + "holds them cannot be told; mend this first (`migrapedia check`)")
    }
}
