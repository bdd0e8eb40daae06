// All phrases that pages of a base say by themselves, and what is wrong with the words that the base has for them.
import Templates
import WikiModel

/// The phrases of the generator, of the templates and of the scripts.
struct BasePhrases: Sendable {
    let ofTemplates: [TemplatePhrase]
    let ofScripts: [String]

    init(_ templates: TemplateLibrary, root: String) throws(FileError) {
        ofTemplates = templates.phrases
        ofScripts = try StaticFile.phrases(root: root)
    }

    /// The phrases by where they stand; one may stand in several places.
    var parts: [(title: String, phrases: [String])] {
        [("The generator", Phrase.allCases.map(\.rawValue)), ("Templates", ofTemplates.map(\.text)), ("Scripts", ofScripts)]
    }

    /// What is wrong with what a base says for phrases of templates and scripts; of its other phrases the reader of the file knows.
    func problems(of wording: Wording) -> [Diagnostic] {
        let templates = Dictionary(ofTemplates.map { ($0.text, $0) }) { first, _ in first }
        let scripts = Set(ofScripts)
        return wording.others.compactMap { other in
            let problem: String?
            if let phrase = templates[other.phrase] { problem = phrase.problem(in: other.words) }
            else if scripts.contains(other.phrase) { problem = Phrase.problem(in: other.words, for: other.phrase) }
            else { return unused(other) }
            return problem.map { Diagnostic(.settingsInvalid, file: BaseSettings.vocabularyPath, range: other.wordsRange, $0) }
        }
    }

    private func unused(_ other: OtherPhrase) -> Diagnostic {
        let (clause, nearest) = didYouMean(other.phrase, among: parts.flatMap(\.phrases))
        return Diagnostic(
            .wordingUnused, file: BaseSettings.vocabularyPath, range: other.range, "no page says \"\(other.phrase)\"\(clause)",
            suggestion: nearest.map(Suggestion.init(replacement:)))
    }
}
