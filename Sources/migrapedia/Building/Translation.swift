// Translations that come with the tool: what pages say by themselves, in other languages.
import WikiModel
import WikiParsing

/// The words of one language: `Translations/LANGUAGE.yml`, a vocabulary that holds `wording` alone.
struct Translation: Sendable {
    private static let folder = "translations/"

    /// Languages that there is a translation for, such as `de` and `zh`.
    static let languages = EmbeddedFiles.files.filter { $0.path.hasPrefix(folder) }
        .map { String($0.path.dropFirst(folder.count).dropLast(".yml".count)) }.sorted()

    /// The file, to be taken into a vocabulary.
    let text: [UInt8]

    /// - Parameter tag: a language tag; `zh-CN` is served by `zh`.
    init(_ tag: String) throws(ToolError) {
        let language = tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
        guard Translation.languages.contains(language) else {
            throw ToolError(
                "there is no translation into \"\(tag)\", but into \(Translation.languages.joined(separator: ", ")); "
                    + "`migrapedia wording` prints all phrases, to be translated")
        }
        text = EmbeddedFile.bytes(of: Translation.folder + language + ".yml")
    }

    /// The words by their English.
    var words: [String: String] { readVocabulary(text, path: "").value.wording.ofFiles }
}
