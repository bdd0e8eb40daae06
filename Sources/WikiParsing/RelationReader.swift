// The relations of front matter, and what is said of a word that is none, there and in a link.
import WikiModel

extension MetadataReader {
    mutating func readRelations(_ node: YAMLNode) {
        if case .sequence(let items) = node.content, case .mapping(let mapping, _) = items.first?.content, let key = mapping.first?.key {
            values.report(
                .valueType, key.range, "relations are no list; take the \"- \" before \"\(key.string ?? "")\" away, and before each further relation")
            return
        }
        for (key, targets) in values.pairs(node, what: "relations") {
            if vocabulary.relationIndex(key.string) == nil {
                if vocabulary.isUnread(.relations) { continue }
                let slip = UnknownRelation(key.string, vocabulary) { relation in
                    let name = ownTitle.isEmpty ? "…" : ownTitle.utf8.allSatisfy { $0.isWord || $0 == .space } ? ownTitle : JSONEscaping.quoted(ownTitle)
                    return "write \(relation.id): \(name) in \(MetadataReader.namedEntries(targets))"
                }
                values.report(.relationUnknown, key.range, slip.message, suggestion: slip.suggestion)
                continue
            }
            if targets.bracketedWords != nil {
                _ = values.text(targets, key.string)
                continue
            }
            for target in values.elements(targets) {
                if let relation = readRelation(key.string, target) { metadata.relations.append(relation) }
            }
        }
    }

    /// A target: a name, or `{target, evidence, note}`.
    private mutating func readRelation(_ relation: String, _ node: YAMLNode) -> StatedRelation? {
        guard node.isMapping else {
            return values.text(node, relation).map {
                StatedRelation(
                    relation: relation, target: WikiName.unbracketed($0.string), evidence: [], note: "", range: $0.range)
            }
        }
        var stated = StatedRelation(
            relation: relation, target: "", evidence: [], note: "", range: node.range)
        var isReported = false
        for (key, value) in values.pairs(node, what: relation) {
            switch key.string {
            case "target":
                guard let target = values.text(value, "target") else { return nil }
                stated.target = WikiName.unbracketed(target.string)
                stated.range = target.range
            case "evidence":
                let evidence = values.texts(value, "evidence")
                stated.evidence = evidence.map { WikiName.citationKey($0.string) }
                stated.evidenceRanges = evidence.map(\.range)
            case "note": stated.note = values.text(value, "note")?.string ?? ""
            default:
                values.reportUnknown(key, of: "a relation", among: ["target", "evidence", "note"])
                isReported = true
            }
        }
        if stated.target.isEmpty {
            if !isReported { values.report(.keyMissing, stated.range, "relation \"\(relation)\" has no \"target\"") }
            return nil
        }
        return stated
    }

    /// The entries that a relation leads to, as advice names them.
    private static func namedEntries(_ targets: YAMLNode) -> String {
        let nodes = if targets.bracketedWords == nil, case .sequence(let elements) = targets.content { elements } else { [targets] }
        let names = nodes.compactMap { node in
            if let words = node.bracketedWords { return words }
            guard case .mapping(let pairs, _) = node.content else { return node.string }
            return pairs.first { $0.key.string == "target" }?.value.string
        }
        let quoted = names.prefix(3).map { "\"\(WikiName.unbracketed($0))\"" }
        switch names.count {
        case 0: return "the other entry"
        case 1: return "the entry \(quoted[0])"
        case 2...3: return "the entries " + quoted.joined(separator: ", ")
        default: return "the entries " + quoted.joined(separator: ", ") + ", …"
        }
    }
}

/// What is said of a word that stands where a relation does and is none of the vocabulary.
struct UnknownRelation {
    var message: String
    var suggestion: Suggestion?

    /// - Parameter otherSide: what to write, and where, when the words are those of the other side of a relation.
    init(_ name: String, _ vocabulary: Vocabulary, otherSide: (RelationType) -> String) {
        message = "relation \"\(name)\" is not in the vocabulary"
        switch vocabulary.meaning(ofRelation: name) {
        case .relation(let relation):
            message += didYouMean(relation.id)
            suggestion = Suggestion(replacement: relation.id, of: name, .safe)
        case .near(let relation):
            message += didYouMean(relation.id)
            suggestion = Suggestion(replacement: relation.id)
        case .inverse(let relation):
            message = "\"\(name)\" is the other side of \"\(relation.id)\"; \(otherSide(relation))"
        case .nearInverse(let relation, nil):
            message += "; did you mean \"\(relation.inverseLabel)\", the other side of \"\(relation.id)\"? Then \(otherSide(relation))"
        case .nearInverse(let relation, let other?):
            message += "; did you mean \"\(other.id)\", or \"\(relation.inverseLabel)\", the other side of \"\(relation.id)\"?"
        case nil: break
        }
    }
}
