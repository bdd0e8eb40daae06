// `migrapedia new`: begins an entry with its front matter in place.
import ArgumentParser
import WikiModel
import WikiSite

extension EntryKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard let kind = EntryKind.allCases.first(where: { $0.name == argument }) else { return nil }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map(\.name) }
}

struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin an entry: a file with its front matter in place.",
        discussion: """
            For a concept or a page give its title; the file's name is made from it. For a paper give its citation key, such \
            as ma2015, which is the file's name.
            """
    )

    @Argument(help: "concept, paper or page.")
    var kind: EntryKind

    @Argument(help: ArgumentHelp("The title of a concept or page, the citation key of a paper.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("The folder with site/ and content/.", valueName: "folder"))
    var source = "."

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: source, jobs: nil)
            let slug = kind == .paper ? try citationKey(name) : try fileName(for: name)
            let path = "content/\(kind.folder)/\(slug).md"
            let whole = workspace.root + "/" + path
            if File.exists(whole) { throw ToolError("\(path) is there already; open it to change it") }
            let linked = try await workspace.link(progress: Progress())
            if let taken = taken(slug, by: linked.graph.entries) { throw ToolError(taken + "; open it to change it, or choose another name") }
            do throws(FileError) {
                try File.makeFolder(workspace.root + "/content/" + kind.folder)
                try File.replaceOnly(whole, with: Array(text(linked.settings.vocabulary).utf8))
            } catch {
                throw ToolError(error)
            }
            try printOut(path)
            return .success
        }
    }

    /// What another entry has already, so that the new one would be wrong at once: an address, whatever folder that stands in, a title
    /// or an alias.
    private func taken(_ slug: String, by entries: [EntryHead]) -> String? {
        let address = SiteAddresses.path(of: kind, named: slug)
        for other in entries where other.kind == kind {
            if other.slug == slug { return "\(address) is the address of \(other.path)" }
            if other.metadata.redirectFrom.contains(where: { $0.lowercased() == slug }) {
                return "\(address) leads to \(other.path), which has \(slug) under redirect_from"
            }
        }
        // The name of a paper is its key, which is no title.
        if kind == .paper { return nil }
        let folded = FoldedName.fold(name)
        for other in entries {
            if other.metadata.title == name { return "\"\(name)\" is the title of \(other.path)" }
            // An alias takes links in any spelling.
            if other.metadata.aliases.contains(where: { FoldedName.fold($0) == folded }) { return "\"\(name)\" is an alias of \(other.path)" }
        }
        return nil
    }

    /// The first text of an entry. It is a stub, so that it can be checked at once; a paper is asked for its identifier then.
    private func text(_ vocabulary: Vocabulary) -> String {
        let categories = vocabulary.terms(of: kind).categories.map(\.id).joined(separator: ", ")
        let title = YAMLText.quoted(name)
        switch kind {
        case .concept:
            return """
                ---
                title: \(title)
                # One sentence that defines it, at most 300 characters; then take the line "status" away.
                # summary:
                # aliases: []
                # One of: \(categories)
                # category:
                # tags: []
                status: stub
                ---

                %% Link with [[Name]], cite with [@key]; this line is not published. %%

                """
        case .paper:
            return """
                ---
                title: "The title of the paper"
                # What it shows, in one sentence.
                # summary:
                type: article-journal
                # One of: \(categories)
                # category:
                # author:
                #   - {family: , given: }
                # issued: 2025-01-31
                # container-title:
                # DOI, PMID, PMCID or URL: at least one is needed.
                # DOI:
                status: stub
                ---

                ## What was asked

                ## How it was studied

                ## What was found

                ## Limits

                """
        case .page: return "---\ntitle: \(title)\n---\n\n%% Write here. %%\n"
        }
    }
}
