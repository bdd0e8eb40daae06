// Reads the templates of a base: `templates/NAME.mustache` and `templates/partials/NAME.mustache`.
import Templates
import WikiModel
import WikiSite

/// Parsed templates, a hash of their text, and what is wrong with them.
struct TemplateFolder: Sendable {
    var library: TemplateLibrary
    var hash: UInt64
    var diagnostics: [Diagnostic]

    static func load(root: String, wording: Wording) throws(FileError) -> TemplateFolder {
        var sources: [TemplateSource] = []
        for folder in ["templates", "templates/partials"] {
            for name in try File.visibleNames(in: root + "/" + folder) where name.hasSuffix(".mustache") {
                let path = folder + "/" + name
                sources.append(
                    TemplateSource(
                        name: String(name.dropLast(".mustache".count)), file: path, bytes: try File.read(root + "/" + path)))
            }
        }
        let library = TemplateLibrary(sources, knownNames: Site.valueNames, wording: wording.ofFiles)
        var diagnostics = library.errors.map(diagnostic)
        diagnostics += missing(Site.templateNames, in: library)
        diagnostics += try misplaced(root: root)
        // Scripts are read only where there are words for them.
        if !wording.others.isEmpty { diagnostics += try BasePhrases(library, root: root).problems(of: wording) }
        var hash = StableHash()
        for source in sources {
            hash.combine(source.file)
            hash.combine(source.bytes)
        }
        return TemplateFolder(library: library, hash: hash.value, diagnostics: diagnostics)
    }

    /// Templates in folders where none is looked for.
    private static func misplaced(root: String) throws(FileError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        // Folders that wait, rather than recursion.
        var waiting = ["templates", "templates/partials"]
        while let folder = waiting.popLast() {
            for name in try File.visibleNames(in: root + "/" + folder) {
                let path = folder + "/" + name
                if path != "templates/partials", File.isFolder(root + "/" + path) {
                    waiting.append(path)
                } else if name.hasSuffix(".mustache"), !["templates", "templates/partials"].contains(folder) {
                    found.append(
                        Diagnostic(.sourceMisplaced, file: path, "is in a folder of its own, where no template is looked for; move it to templates/ or templates/partials/"))
                }
            }
        }
        return found.sorted { $0.file < $1.file }
    }

    /// Those of the templates that are not there, each a problem.
    func missing(_ names: [String]) -> [Diagnostic] { TemplateFolder.missing(names, in: library) }

    private static func missing(_ names: [String], in library: TemplateLibrary) -> [Diagnostic] {
        names.filter { !library.contains($0) }.map(missing)
    }

    private static func missing(_ name: String) -> Diagnostic {
        Diagnostic(
            .templateInvalid, file: "templates/\(name).mustache",
            "template is missing; take it from a base that `migrapedia init` begins in an empty folder")
    }

    /// A template's problem in the form of all others.
    static func diagnostic(_ error: TemplateError) -> Diagnostic {
        // A template that is not there has no file, but a name.
        if !error.file.hasPrefix("templates/") { return missing(error.file) }
        return Diagnostic(
            .templateInvalid, file: error.file, range: SourceRange(line: error.line, columnUTF8: error.columnUTF8), error.message,
            suggestion: error.suggestion.map(Suggestion.init(replacement:)))
    }
}

extension Workspace {
    /// The templates in the words of the base.
    func templates(_ wording: Wording) throws(ToolError) -> TemplateFolder {
        do throws(FileError) { return try TemplateFolder.load(root: root, wording: wording) } catch { throw ToolError(error) }
    }

    /// What pages say by themselves.
    func phrases() throws(ToolError) -> BasePhrases {
        let templates = try templates(Wording())
        do throws(FileError) { return try BasePhrases(templates.library, root: root) } catch { throw ToolError(error) }
    }

    /// What is wrong with the templates; nothing where there are none, as in a folder with the content alone.
    func templateProblems(_ wording: Wording) throws(ToolError) -> [Diagnostic] {
        guard File.exists(root + "/templates") else { return [] }
        return try templates(wording).diagnostics
    }
}
