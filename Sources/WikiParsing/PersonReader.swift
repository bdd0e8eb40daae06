// Names of persons and groups in front matter and settings.
import WikiModel

extension YAMLValues {
    private static let personKeys = ["family", "given", "literal", "orcid"]

    /// `{family: Porter, given: Keith R, orcid: …}` or `{literal: The Consortium}`, and where its ORCID iD stands; `nil`, with a report,
    /// for what names nobody.
    mutating func person(_ node: YAMLNode) -> (name: PersonName, orcidRange: SourceRange?)? {
        guard node.isMapping else {
            report(.valueType, node.range, "an author is written {family: Porter, given: Keith R} or {literal: The Consortium}")
            return nil
        }
        var name = PersonName()
        var orcidRange: SourceRange?
        var isReported = false
        for (key, value) in pairs(node, what: "author") {
            guard YAMLValues.personKeys.contains(key.string) else {
                reportUnknown(key, of: "an author", among: YAMLValues.personKeys)
                isReported = true
                continue
            }
            guard let text = text(value, key.string) else {
                isReported = true
                continue
            }
            switch key.string {
            case "family": name.family = text.string
            case "given": name.given = text.string
            case "literal": name.literal = text.string
            default: (name.orcid, orcidRange) = (text.string, text.range)
            }
        }
        if !name.family.isEmpty || !name.literal.isEmpty { return (name, orcidRange) }
        if !isReported { report(.keyMissing, node.range, "an author needs \"family\" or \"literal\"") }
        return nil
    }
}
