// Translations that come with the tool: what pages say by themselves, in other languages.
import WikiModel
import WikiParsing

/// The words of one language: `Translations/LANGUAGE.yml`, a vocabulary that holds `wording` alone, and `Translations/starter/LANGUAGE.yml`,
/// of the same form, with what a new base says.
struct Translation: Sendable {
    private static let folder = "translations/"

    /// Languages that there is a translation for, such as `de` and `zh`.
    static let languages = EmbeddedFiles.files.filter { $0.path.hasPrefix(folder) }
        .map { String($0.path.dropFirst(folder.count).dropLast(".yml".count)) }.filter { !$0.contains("/") }.sorted()

    /// The file, to be taken into a vocabulary.
    let text: [UInt8]
    /// What stands in a new base, by its English: labels of the menu, of kinds, categories, relations and stances.
    let starterWords: [String: String]

    /// - Parameter tag: a language tag; `zh-CN` is served by `zh`.
    init(_ tag: String) throws(ToolError) {
        let language = tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
        guard Translation.languages.contains(language) else {
            throw ToolError(
                "there is no translation into \"\(tag)\", but into \(Translation.languages.joined(separator: ", ")); "
                    + "`migrapedia wording` prints all phrases, to be translated")
        }
        text = EmbeddedFile.bytes(of: Translation.folder + language + ".yml")
        starterWords = readVocabulary(EmbeddedFile.bytes(of: Translation.folder + "starter/" + language + ".yml"), path: "").value.wording.ofFiles
    }

    /// The words by their English.
    var words: [String: String] { readVocabulary(text, path: "").value.wording.ofFiles }
}
