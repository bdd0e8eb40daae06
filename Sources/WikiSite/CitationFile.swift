// How the base itself is cited, in the form that forges, archives and reference managers read.
import Bibliography
import Bytes
import WikiModel

extension Site {
    /// Citation File Format 1.2.0 (citation-file-format.github.io). It asks for an author: a base that names none has no such file.
    func appendCitationFile(to output: inout ByteBuffer) {
        let settings = input.settings
        func line(_ key: StaticString, _ value: String) {
            if value.isEmpty { return }
            output.add(key)
            output.add(": ")
            // A text of JSON is one of YAML.
            output.addPlain(JSONEscaping.quoted(value))
            output.add("\n")
        }
        output.add("cff-version: 1.2.0\nmessage: \"If you use this knowledge base, please cite it.\"\ntype: dataset\n")
        line("title", settings.title)
        line("abstract", settings.tagline)
        output.add("authors:\n")
        for author in settings.authors {
            guard author.literal.isEmpty else {
                line("  - name", author.literal)
                continue
            }
            line("  - family-names", author.family)
            line("    given-names", author.given)
            line("    orcid", author.orcidAddress)
        }
        line("date-released", lastChange)
        line("url", settings.baseURL)
        line("repository-code", settings.repositoryURL)
        line("license-url", settings.licenseURL)
    }

    /// The day on which the base was changed last, as its entries or their history say; else that of the build.
    var lastChange: String { graph.entryIDs.lazy.filter(isListed).compactMap { self.credits[$0].latest }.max()?.wholeDay ?? input.buildDate }
}
