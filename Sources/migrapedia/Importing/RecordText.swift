// A bibliographic record as the front matter of a paper.
import Bibliography
import WikiModel
import WikiParsing

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

extension RecordField {
    /// The changes of front matter that give the field this value.
    func changes(to value: FieldValue) -> [FrontMatterChange] {
        switch value {
        case .date(let date): [FrontMatterChange(key, .line(date.description))]
        case .list(let words): [FrontMatterChange(key, .line(YAMLText.list(words)))]
        case .retraction(let retraction): [FrontMatterChange(key, .line(YAMLText.retraction(retraction)))]
        case .people(let names, let status):
            [
                FrontMatterChange(key, .block(names.map { "  - " + YAMLText.person($0) })),
                FrontMatterChange("author_status", status == .complete ? .removed : .line(status.name)),
            ]
        case .text(let text):
            if let scheme {
                [FrontMatterChange("identifiers", .pairs([(scheme.name, YAMLText.quoted(text))]))]
            } else {
                [FrontMatterChange(key, .line(yaml(of: text)))]
            }
        }
    }

    private func yaml(of text: String) -> String {
        switch self {
        case .type: return YAMLText.plain(text)
        case .doi:
            let isPlain = text.utf8.allSatisfy { byte in
                byte.isLower || byte.isDigit || "./_-()".utf8.contains(byte)
            }
            return isPlain ? text : YAMLText.quoted(text)
        default: return YAMLText.quoted(text)
        }
    }
}

extension BibliographyRecord {
    /// A new entry: the record, and what its author still has to say.
    func newEntry(categories: [String]) throws(FrontMatterEditError) -> [UInt8] {
        let head = """
            ---
            title: \(YAMLText.quoted(title))
            # What the paper shows, in one sentence of at most 300 characters; then take the line "status" away.
            # summary:
            # One of: \(categories.joined(separator: ", "))
            # category:
            type: \(YAMLText.plain(paper.type.isEmpty ? "document" : paper.type))
            status: stub
            ---

            %% Write what was asked, how it was studied, what was found, and the limits. This line is not published. %%

            """
        let fields = RecordField.allCases.filter { $0 != .title && $0 != .type }
        var changes = fields.flatMap { field in self[field].map { field.changes(to: $0) } ?? [] }
        // One map for all schemes.
        let pairs = changes.flatMap { change -> [(key: String, value: String)] in
            if case .pairs(let pairs) = change.value { pairs } else { [] }
        }
        changes.removeAll { $0.key == "identifiers" }
        if !pairs.isEmpty { changes.append(FrontMatterChange("identifiers", .pairs(pairs))) }
        return try changingFrontMatter(Array(head.utf8), changes, order: frontMatterKeys(of: .paper))
    }
}
