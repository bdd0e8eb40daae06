// Reads the templates of a base: `templates/NAME.mustache` and `templates/partials/NAME.mustache`.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Templates
import WikiModel
import WikiSite

/// Parsed templates, a hash of their text, and what is wrong with them.
struct TemplateFolder: Sendable {
    var library: TemplateLibrary
    var hash: UInt64
    var diagnostics: [Diagnostic]

    static func load(root: String) throws(FileError) -> TemplateFolder {
        var sources: [TemplateSource] = []
        for folder in ["templates", "templates/partials"] {
            for name in try list(root + "/" + folder) where name.hasSuffix(".mustache") {
                let path = folder + "/" + name
                sources.append(
                    TemplateSource(
                        name: String(name.dropLast(".mustache".count)), file: path, bytes: try File.read(root + "/" + path)))
            }
        }
        let library = TemplateLibrary(sources)
        var diagnostics = library.errors.map(diagnostic)
        for name in Site.templateNames where !library.contains(name) {
            diagnostics.append(Diagnostic(.templateInvalid, file: "templates/\(name).mustache", "template is missing"))
        }
        var hash = StableHash()
        for source in sources {
            hash.combine(source.file)
            hash.combine(source.bytes)
        }
        return TemplateFolder(library: library, hash: hash.value, diagnostics: diagnostics)
    }

    /// A template's problem in the form of all others.
    static func diagnostic(_ error: TemplateError) -> Diagnostic {
        Diagnostic(
            .templateInvalid, file: error.file, range: SourceRange(line: error.line, columnUTF8: error.columnUTF8), error.message,
            suggestion: error.suggestion.map(Suggestion.init(replacement:)))
    }

    /// The names in a folder, sorted; none when it does not exist.
    private static func list(_ path: String) throws(FileError) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let item = readdir(stream) {
            names.append(withUnsafeBytes(of: &item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.sorted()
    }
}
