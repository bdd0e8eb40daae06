// Values as YAML, for all that writes front matter and settings.
import WikiModel

/// Values as YAML, in the style of the entries in `content/papers/`.
enum YAMLText {
    /// In double quotes.
    static func quoted(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\t": output += "\\t"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// As it is where no reader of YAML could take it for anything but this text, else in quotes.
    static func plain(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil || " -._/()".unicodeScalars.contains(scalar)
        }
        let isSafe = isPlain && text.first?.isLetter == true && text.last != " " && !words.contains(text.lowercased())
        return isSafe ? text : quoted(text)
    }

    /// What readers of YAML 1.1 take for a truth value or nothing.
    private static let words: Set<String> = ["yes", "no", "on", "off", "true", "false", "y", "n", "null"]

    static func list(_ texts: [String]) -> String { "[" + texts.map(plain).joined(separator: ", ") + "]" }

    /// `{family: Ma, given: Liang}`
    static func person(_ name: PersonName) -> String {
        let parts = [("family", name.family), ("given", name.given), ("literal", name.literal), ("orcid", name.orcid)]
        return "{" + parts.filter { !$0.1.isEmpty }.map { "\($0.0): \(plain($0.1))" }.joined(separator: ", ") + "}"
    }

    static func retraction(_ retraction: Retraction) -> String {
        var parts = ["kind: \(retraction.kind.name)"]
        if !retraction.notice.isEmpty { parts.append("notice: \(quoted(retraction.notice))") }
        if let date = retraction.date { parts.append("date: \(date)") }
        return "{" + parts.joined(separator: ", ") + "}"
    }
}
