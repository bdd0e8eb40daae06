// Names of authors as people write them in one text.
import Testing
import WikiModel

@testable import Bibliography

@Suite struct LooseNamesTests {
    @Test(arguments: [
        ("Ma, Liang", ["Ma|Liang"], false),
        ("Liang Ma", ["Ma|Liang"], false),
        ("Ludwig van Beethoven", ["van Beethoven|Ludwig"], false),
        ("Ma, L.; Yu, L.", ["Ma|L.", "Yu|L."], false),
        ("Ma, Liang and Yu, Li", ["Ma|Liang", "Yu|Li"], false),
        ("Liang Ma, Li Yu, and Ying Li", ["Ma|Liang", "Yu|Li", "Li|Ying"], false),
        ("Ma, L., Yu, L.", ["Ma|L.", "Yu|L."], false),
        ("Liang Ma & Li Yu", ["Ma|Liang", "Yu|Li"], false),
        ("Ma, Liang et al.", ["Ma|Liang"], true),
        ("Liang Ma and others", ["Ma|Liang"], true),
        ("", [], false),
    ])
    func textsAreNames(_ text: String, _ expected: [String], _ isPartial: Bool) {
        let read = looseNames(text)
        #expect(read.names.map { "\($0.family)|\($0.given)" } == expected)
        #expect(read.isPartial == isPartial)
    }
}
