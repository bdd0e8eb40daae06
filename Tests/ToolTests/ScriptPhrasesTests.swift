// The phrases of a script: what is one, and what stands in its place.
import Testing

@testable import migrapedia

@Suite struct ScriptPhrasesTests {
    @Test(arguments: [
        ("phrase(\"A b\")", ["A b"]), ("f(phrase(\"A\"), phrase(\"B\"))", ["A", "B"]), (";phrase(\"Ä {count}\")\nphrase(\"A\")", ["Ä {count}", "A"]),
        // Functions of other names, or of other objects.
        ("myphrase(\"A\") phrase2(\"A\") _phrase(\"A\") $phrase(\"A\") x.phrase(\"A\") 1phrase(\"A\")", []),
        // One literal between double quotes.
        ("phrase(A) phrase('A') phrase( \"A\")", []), ("phrase(\"A\\n\") phrase(\"B\")", ["B"]), ("phrase(\"A\nB\") phrase(\"C\")", ["C"]), ("phrase(\"A", []),
        ("phrase(\"", []), ("", []),
    ])
    func phrasesAreLiterals(_ script: String, _ phrases: [String]) {
        #expect(ScriptPhrases.list(Array(script.utf8)) == phrases)
    }

    @Test(arguments: [
        ("f(phrase(\"A\"), phrase(\"B\"), phrase(\"A\"))", "f(phrase(\"Ä\"), phrase(\"B\"), phrase(\"Ä\"))"),
        ("phrase(\"Q\")", "phrase(\"\\\"q\\\"\")"), ("phrase(\"{count} of them\")", "phrase(\"{count} davon\")"),
        // Words without the value are not taken.
        ("phrase(\"{count} papers\")", "phrase(\"{count} papers\")"), ("x.phrase(\"A\") \"A\"", "x.phrase(\"A\") \"A\""), ("", ""),
    ])
    func wordsStandInTheirPlace(_ script: String, _ said: String) {
        let wording = ["A": "Ä", "Q": "\"q\"", "{count} of them": "{count} davon", "{count} papers": "Aufsätze"]
        #expect(String(decoding: ScriptPhrases.saying(wording, Array(script.utf8)), as: UTF8.self) == said)
    }
}
