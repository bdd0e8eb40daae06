// What a word that is no relation of the vocabulary was meant as: another spelling of one, or the words for its other side.

/// What was probably meant by a word that stands where a relation does, and is none.
public enum RelationMeaning: Sendable, Equatable {
    /// Another spelling of the name or the label of a relation: `part-of`, `is part of`.
    case relation(RelationType)
    /// The words of the other entry's page: `is regulated by`, of `regulates`. To write the relation in its place would reverse the fact.
    case inverse(RelationType)
    /// The nearest relation.
    case near(RelationType)
    /// The nearest words are those of the other side of `of`. `relation` is as near as they are.
    case nearInverse(of: RelationType, or: RelationType?)
}

extension Vocabulary {
    /// What a word was meant as that is no relation; `nil` where nothing is near. Equal words win over near ones, and those of the side that
    /// a relation is stated on over those of its other side.
    public func meaning(ofRelation written: String) -> RelationMeaning? {
        if let known = spelling(ofRelation: written) { return known }
        let words = RelationWords(written).whole
        func nearest(_ forms: (RelationType) -> [RelationWords]) -> (distance: Int, relation: RelationType)? {
            let found = relations.compactMap { relation in
                forms(relation).flatMap(\.both).compactMap { nearness(of: words, to: $0) }.min().map { (distance: $0, relation: relation) }
            }
            return found.min { isNearer(($0.distance, $0.relation.id), ($1.distance, $1.relation.id)) }
        }
        let relation = nearest(\.ownWords)
        guard let inverse = nearest(\.inverseWords), inverse.distance <= relation?.distance ?? .max else { return relation.map { .near($0.relation) } }
        return .nearInverse(of: inverse.relation, or: inverse.distance == relation?.distance ? relation?.relation : nil)
    }

    /// The relation that a word means or reverses by its very words: case, `_`, hyphens and blanks do not count, nor does "is" or "has"
    /// before them.
    public func spelling(ofRelation written: String) -> RelationMeaning? {
        let words = RelationWords(written)
        for form in [\RelationWords.whole, \.core] {
            if let relation = relations.first(where: { $0.ownWords.contains { $0[keyPath: form] == words[keyPath: form] } }) { return .relation(relation) }
            if let relation = relations.first(where: { $0.inverseWords.contains { $0[keyPath: form] == words[keyPath: form] } }) {
                return .inverse(relation)
            }
        }
        return nil
    }
}

extension RelationType {
    fileprivate var ownWords: [RelationWords] { [RelationWords(id), RelationWords(label)] }

    /// None where both sides read the same.
    fileprivate var inverseWords: [RelationWords] {
        let words = RelationWords(inverseLabel)
        return isSymmetric || ownWords.contains { $0.core == words.core } ? [] : [words]
    }
}

/// The words of a relation in small letters with `_` between them.
private struct RelationWords {
    var whole: String
    /// Without "is" or "has" before the others.
    var core: String

    init(_ text: String) {
        let words = text.lowercased().split { $0 == "_" || $0 == "-" || $0.isWhitespace }
        whole = words.joined(separator: "_")
        core = words.count > 1 && ["is", "are", "has", "have"].contains(words[0]) ? words.dropFirst().joined(separator: "_") : whole
    }

    var both: [String] { whole == core ? [whole] : [whole, core] }
}
