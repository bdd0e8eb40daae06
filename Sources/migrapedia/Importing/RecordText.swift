// A bibliographic record as the front matter of a paper.
import Bibliography
import WikiModel
import WikiParsing

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
