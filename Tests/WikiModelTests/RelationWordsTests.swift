// What a word that is no relation was meant as: the direction of a relation is never turned round.
import Testing
import WikiModel

@Suite struct RelationWordsTests {
    private static let vocabulary = Vocabulary(
        relations: [
            RelationType(id: "part_of", label: "is part of", inverseLabel: "has part"),
            RelationType(id: "regulates", label: "regulates", inverseLabel: "is regulated by"),
            RelationType(id: "expressed_in", label: "is expressed in", inverseLabel: "expresses"),
            RelationType(id: "binds", label: "binds", inverseLabel: "binds", isSymmetric: true),
            RelationType(id: "near", label: "lies beside", inverseLabel: "lies beside"),
        ])

    private static func meaning(_ word: String) -> String {
        switch vocabulary.meaning(ofRelation: word) {
        case .relation(let relation): relation.id
        case .inverse(let relation): "other side of \(relation.id)"
        case .near(let relation): "near \(relation.id)"
        case .nearInverse(let relation, let other): "near the other side of \(relation.id)" + (other.map { ", or \($0.id)" } ?? "")
        case nil: "nothing"
        }
    }

    @Test(arguments: [
        ("part-of", "part_of"), ("Part of", "part_of"), ("is part of", "part_of"), ("is-part-of", "part_of"), ("lies_beside", "near"),
        ("regulated_by", "other side of regulates"), ("is regulated by", "other side of regulates"), ("Regulated-By", "other side of regulates"),
        ("expresses", "other side of expressed_in"), ("has_part", "other side of part_of"), ("part", "other side of part_of"),
        ("regulatd_by", "near the other side of regulates"), ("partof", "near part_of"), ("regulat", "near the other side of regulates, or regulates"),
        ("is regulated", "near the other side of regulates"), ("bind", "near binds"), ("is binds", "binds"), ("made_of", "nothing"), ("", "nothing"), ("_", "nothing"),
    ])
    func aWordMeans(_ word: String, _ meaning: String) { #expect(RelationWordsTests.meaning(word) == meaning) }

    /// A word that is as near to one side as to the other is said to be both.
    @Test func whatIsAsNearToBothSidesIsLeftToTheAuthor() {
        #expect(RelationWordsTests.meaning("regulated") == "near the other side of regulates, or regulates")
        #expect(RelationWordsTests.meaning("expressed") == "near the other side of expressed_in, or expressed_in")
    }

    /// The words of one relation that are those of the other side of another are meant as they stand.
    @Test func theOwnWordsOfARelationWin() {
        var vocabulary = RelationWordsTests.vocabulary
        vocabulary.relations.append(RelationType(id: "has_part", label: "has part", inverseLabel: "is part of"))
        #expect(vocabulary.meaning(ofRelation: "has part") == .relation(vocabulary.relations[5]))
        #expect(vocabulary.meaning(ofRelation: "is part of") == .relation(vocabulary.relations[0]))
    }
}
