// What a base says of itself in `site/`: settings, vocabulary, and the places of its map.
import WikiGraph
import WikiModel
import WikiParsing

/// The settings of a base with their texts, and what is wrong with them. Two are equal when pages made with them are.
struct BaseSettings: Sendable, Equatable {
    static let sitePath = "site/site.yml"
    static let vocabularyPath = "site/vocabulary.yml"

    let site: SiteSettings
    let vocabulary: Vocabulary
    /// The texts of both files, on which every page depends.
    let siteText: [UInt8]
    let vocabularyText: [UInt8]
    /// Where entries of the map stand, as the base keeps it. Only builds lay the map out.
    let mapPlaces: MapPlaces
    let diagnostics: [Diagnostic]

    static func read(_ workspace: Workspace) throws(FileError) -> BaseSettings {
        let siteText = try workspace.read(BaseSettings.sitePath)
        let vocabularyText = try workspace.read(BaseSettings.vocabularyPath)
        let site = readSiteSettings(siteText, path: BaseSettings.sitePath)
        let vocabulary = readVocabulary(vocabularyText, path: BaseSettings.vocabularyPath)
        var diagnostics = site.diagnostics + vocabulary.diagnostics
        let mapPlaces = try workspace.readMapPlaces(&diagnostics)
        return BaseSettings(
            site: site.value, vocabulary: vocabulary.value, siteText: siteText, vocabularyText: vocabularyText, mapPlaces: mapPlaces,
            diagnostics: diagnostics)
    }

    static func == (left: BaseSettings, right: BaseSettings) -> Bool {
        left.siteText == right.siteText && left.vocabularyText == right.vocabularyText
    }
}
