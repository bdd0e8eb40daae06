// Patterns of identifiers: what they match, what they refuse to be, and that no value takes long.
import Testing
import WikiModel

@Suite struct IdentifierPatternTests {
    @Test(arguments: [
        (#"FB[a-z]{2}\d{7}"#, "FBgn0284084", true), (#"FB[a-z]{2}\d{7}"#, "FBgn028408", false), (#"FB[a-z]{2}\d{7}"#, "xFBgn0284084", false),
        (#"^S\d{9}|Y[A-P][LR]\d{3}[CW]$"#, "S000000001", true),
        (#"R-[A-Z]{3}-\d+"#, "R-HSA-1", true), ("a+b?", "aa", true), ("a+b?", "aabb", false), (#"\d{4,}"#, "123", false), (#"\d{4,}"#, "12345", true),
        (#"\d{2,4}"#, "12345", false), (#"a\.b"#, "axb", false), ("a.b", "axb", true), ("[A-]x", "-x", true), (#"[\d_]+"#, "1_2", true), ("a*", "", true),
        ("a", "", false), ("ä", "ä", false),
    ])
    func aPatternMatchesWholeValues(_ pattern: String, _ value: String, _ isOne: Bool) {
        #expect(((try? IdentifierPattern(pattern))?.matches(value) ?? false) == isOne)
    }

    @Test(arguments: [
        ("", "is empty"), ("(a|b)", "has a group"), ("a|", "has nothing on one side"), ("[a", "without its \"]\""), ("a{2", "without its \"}\""),
        ("a{x}", "no count"), ("a{3,2}", "no count"), ("a++", "two counts"), ("+a", "in the wrong place"), (#"\s"#, "not known here"),
        ("[^a]", "not known here"), ("[z-a]", "backwards"), ("a b", "not of ASCII, or a blank"), (String(repeating: "a", count: 201), "longer than 200"),
    ])
    func whatIsNoPatternIsToldWhy(_ pattern: String, _ reason: String) {
        do throws(IdentifierPattern.Problem) {
            _ = try IdentifierPattern(pattern)
            Issue.record("\(pattern) is a pattern")
        } catch {
            #expect(error.reason.contains(reason), "\(error.reason)")
        }
    }

    /// A pattern of the kind that takes other matchers years.
    @Test func noPatternTakesLong() throws {
        let pattern = try IdentifierPattern(String(repeating: "a*", count: 99) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 199)))
        #expect(!pattern.matches(String(repeating: "a", count: 1_000_000)))
    }
}
