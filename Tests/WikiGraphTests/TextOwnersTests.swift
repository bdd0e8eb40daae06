// Texts that are equal as strings have one owner, whatever their bytes.
import Testing

@testable import WikiGraph

@Suite struct TextOwnersTests {
    @Test(arguments: [("migrasome", "migrasome"), ("Caf\u{E9}", "Cafe\u{301}")])
    func equalTextsHaveOneOwner(first: String, second: String) {
        var owners = TextOwners(capacity: 2)
        #expect(owners[first] == nil)
        #expect(owners.update(3, for: first) == nil)
        #expect(owners[second] == 3)
        #expect(owners.update(5, for: second) == 3)
        #expect(owners[first] == 5)
    }

    @Test func textsThatDifferHaveOwnersOfTheirOwn() {
        var owners = TextOwners(capacity: 1)
        for (owner, text) in ["", "a", "A", "\u{E4}", "\u{C4}"].enumerated() {
            #expect(owners.update(EntryID(owner), for: text) == nil)
        }
        #expect(owners["A"] == 2)
    }
}
