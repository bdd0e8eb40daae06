// JSON Schema of the front matter of each kind of entry, for editors: made from the keys that the reader knows.
import WikiModel

/// The front matter of a kind of entry as a JSON Schema (draft 2020-12).
///
/// It says what `MetadataReader` accepts, with two exceptions that a schema cannot state: names in another entry, and
/// rules between two keys such as the order of dates.
public struct FrontMatterSchema: Sendable {
    private let kind: EntryKind
    private let vocabulary: Vocabulary

    public init(_ kind: EntryKind, vocabulary: Vocabulary) {
        self.kind = kind
        self.vocabulary = vocabulary
    }

    /// The form of a key's value.
    enum Form {
        case text
        case shortText(longest: Int)
        case texts
        case slugs
        case date
        case words([String])
        case category
        case relations
        case identifiers
        case authors
        case retraction
    }

    /// What each key says, for the editor, and its form. A test compares the keys with those of the reader.
    static func form(of key: String) -> (description: String, form: Form)? {
        switch key {
        case "title": ("What the entry is called; other entries link to it by this name.", .text)
        case "summary":
            (
                "One or two sentences of plain text, at most \(EntryMetadata.longestSummary) characters.",
                .shortText(longest: EntryMetadata.longestSummary)
            )
        case "aliases": ("Other names by which entries link to this one.", .texts)
        case "tags": ("Lower-case words joined by hyphens.", .slugs)
        case "status": ("A stub may go without a summary.", .words(EntryStatus.allCases.map(\.name)))
        case "unlisted": ("Whether the entry stands in no list.", .words(["true", "false"]))
        case "relations": ("Typed edges to other entries, by the words of the vocabulary.", .relations)
        case "identifiers": ("Identifiers of the entry in other databases: scheme and id.", .identifiers)
        case "created": ("When the entry was begun.", .date)
        case "updated": ("When the entry was changed last.", .date)
        case "reviewed": ("When someone who knows the subject read the entry against its sources.", .date)
        case "reviewers": ("Who reviewed the entry.", .texts)
        case "contributors": ("Who wrote the entry.", .texts)
        case "redirect_from": ("Former file names of the entry, without .md.", .slugs)
        case "replaced_by": ("The entry to read instead of this one.", .text)
        case "category": ("A category of the vocabulary.", .category)
        case "type": ("A type of CSL, such as article-journal.", .words(PublicationType.csl.sorted()))
        case "author": ("The authors in the order of the paper.", .authors)
        case "author_status": ("Whether the list of authors is whole.", .words(AuthorStatus.allCases.map(\.name)))
        case "issued": ("When the paper appeared: 2019, 2019-08 or 2019-08-12.", .date)
        case "container-title": ("The journal or book.", .text)
        case "volume", "issue", "page", "number", "publisher": ("As printed.", .text)
        case "DOI": ("The DOI, without the address of a resolver.", .text)
        case "PMID": ("The PubMed number.", .text)
        case "PMCID": ("The PubMed Central id, with its PMC.", .text)
        case "URL": ("The address of the paper.", .text)
        case "abstract": ("The abstract, if its licence allows it.", .text)
        case "keyword": ("Keywords of the paper.", .texts)
        case "retraction": ("What became of the paper after publication.", .retraction)
        case "verified": ("Where title and identifier were seen together.", .words(MetadataReader.verifiedTiers))
        default: nil
        }
    }

    /// The schema as JSON, the same bytes every time.
    public var json: String {
        let keys = MetadataReader.keys(of: kind)
        let properties = keys.compactMap { key -> String? in
            guard let (description, form) = FrontMatterSchema.form(of: key) else { return nil }
            return "    \(JSONEscaping.quoted(key)): \(schema(of: form, description))"
        }
        var rules = ["  \"required\": [\(requiredKeys.map(JSONEscaping.quoted).joined(separator: ", "))]"]
        if kind != .page {
            rules.append(
                "  \"if\": {\"not\": {\"properties\": {\"status\": {\"const\": \"stub\"}}, \"required\": [\"status\"]}},\n"
                    + "  \"then\": {\"required\": [\"summary\"]}")
        }
        if kind == .paper {
            let some = ["DOI", "PMID", "PMCID", "URL", "identifiers"].map { "{\"required\": [\(JSONEscaping.quoted($0))]}" }
            rules.append("  \"anyOf\": [\(some.joined(separator: ", "))]")
        }
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": \(JSONEscaping.quoted("Front matter of a \(kind.name)")),
              "type": "object",
              "additionalProperties": false,
            \(rules.joined(separator: ",\n")),
              "properties": {
            \(properties.joined(separator: ",\n"))
              }
            }

            """
    }

    private var requiredKeys: [String] { kind == .paper ? ["title", "type"] : ["title"] }

    // MARK: Forms

    /// YAML may take what is written for a number or for true; the reader takes it as it stands.
    private static let scalar = "\"type\": [\"string\", \"number\", \"boolean\"]"
    private static let filled = "\(scalar), \"minLength\": 1"
    private static let date = "\(scalar), \"pattern\": \"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$\""

    private func schema(of form: Form, _ description: String) -> String {
        let about = "\"description\": \(JSONEscaping.quoted(description))"
        switch form {
        case .text: return "{\(about), \(FrontMatterSchema.filled)}"
        case .shortText(let longest): return "{\(about), \(FrontMatterSchema.filled), \"maxLength\": \(longest)}"
        case .texts: return "{\(about), \(oneOrMore("{\(FrontMatterSchema.filled)}"))}"
        case .slugs: return "{\(about), \(oneOrMore("{\"type\": [\"string\", \"number\"], \"pattern\": \"^[a-z0-9]+(-+[a-z0-9]+)*$\"}"))}"
        case .date: return "{\(about), \(FrontMatterSchema.date)}"
        case .words(let words): return "{\(about), \(choice(words))}"
        case .category: return "{\(about), \(choice(vocabulary.terms(of: kind).categories.map(\.id)))}"
        case .relations: return "{\(about), \(relations)}"
        case .identifiers:
            return "{\(about), \"type\": \"object\", \"additionalProperties\": false, \"properties\": {\(identifiers)}}"
        case .authors: return "{\(about), \(oneOrMore(author))}"
        case .retraction:
            return "{\(about), \"type\": \"object\", \"required\": [\"kind\"], \"additionalProperties\": false, \"properties\": {"
                + "\"kind\": {\(choice(Retraction.Kind.allCases.map(\.name)))}, \"notice\": {\(FrontMatterSchema.filled)}, "
                + "\"date\": {\(FrontMatterSchema.date)}}}"
        }
    }

    private func oneOrMore(_ item: String) -> String { "\"anyOf\": [\(item), {\"type\": \"array\", \"items\": \(item)}]" }

    private func choice(_ words: [String]) -> String {
        let values = words.map(JSONEscaping.quoted) + (words == ["true", "false"] ? ["true", "false"] : [])
        return "\"enum\": [\(values.joined(separator: ", "))]"
    }

    private var author: String {
        let part = "{\(FrontMatterSchema.filled)}"
        return "{\"type\": \"object\", \"additionalProperties\": false, \"anyOf\": [{\"required\": [\"family\"]}, {\"required\": [\"literal\"]}], "
            + "\"properties\": {\"family\": \(part), \"given\": \(part), \"literal\": \(part), \"orcid\": \(part)}}"
    }

    /// Known schemes; of a paper, those that are keys of its own are none. What differs in its spelling alone passes, as in the check.
    private var identifiers: String {
        let ofTool = IdentifierScheme.allCases.filter { kind != .paper || $0.keyOfPapers == nil }.map { scheme in
            "\(JSONEscaping.quoted(scheme.name)): {\(FrontMatterSchema.filled)}"
        }
        let ofBase = vocabulary.identifiers.map { type in
            let pattern = type.pattern.map { ", \"pattern\": \(JSONEscaping.quoted("^(?:\($0.text))$"))" } ?? ""
            return "\(JSONEscaping.quoted(type.id)): {\"description\": \(JSONEscaping.quoted(type.label)), \(FrontMatterSchema.filled)\(pattern)}"
        }
        return (ofTool + ofBase).joined(separator: ", ")
    }

    private var relations: String {
        let evidence = oneOrMore("{\(FrontMatterSchema.filled)}")
        let target =
            "{\"anyOf\": [{\(FrontMatterSchema.filled)}, {\"type\": \"object\", \"required\": [\"target\"], \"additionalProperties\": false, "
            + "\"properties\": {\"target\": {\(FrontMatterSchema.filled)}, \"evidence\": {\(evidence)}, \"note\": {\(FrontMatterSchema.filled)}}}]}"
        let relations = vocabulary.relations.map { relation in
            "\(JSONEscaping.quoted(relation.id)): {\"description\": \(JSONEscaping.quoted("This entry \(relation.label) the target.")), \(oneOrMore(target))}"
        }
        return "\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\(relations.joined(separator: ", "))}"
    }
}
