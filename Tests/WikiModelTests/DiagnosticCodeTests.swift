// Every kind of problem has a stable word and a help text.
import Foundation
import Testing

@testable import WikiModel

@Suite struct DiagnosticCodeTests {
    @Test(arguments: DiagnosticCode.allCases)
    func codesAreWordsWithHelp(_ code: DiagnosticCode) {
        #expect(code.rawValue.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        #expect(code.help.count >= 40)
        #expect(code.help.hasSuffix(".") || code.help.hasSuffix("`"))
    }

    @Test func nearestNamesForgiveSlips() {
        #expect(nearestNames(to: "migrsaome", among: ["microsome", "migrasome", "exosome"]).first == "migrasome")
        #expect(nearestNames(to: "Alfa", among: ["Alpha", "Beta"]) == ["Alpha"])
        #expect(nearestNames(to: "", among: ["a"]) == [])
    }

    @Test(arguments: [
        ("α5β1", "alpha5beta1"), ("TGF-β", "tgf beta"), ("Ca²⁺", "ca2"), ("PI(4,5)P₂", "pi 4 5 p2"), ("Größe", "grosse"),
        ("Retraction_fibers", "retraction fibers"), ("  A  b ", "a b"), ("Nguyễn effect", "nguyen effect"), ("Ångström ΑΩ", "angstrom alphaomega"), ("Matrigel™", "matrigel"),
        ("½ Ŀl ﬁt", "1 2 l l fit"), ("が 각", "が 각"), ("co\u{AD}op\u{200B}", "coop"),
    ])
    func foldingJoinsSpellings(_ name: String, _ folded: String) {
        #expect(String(decoding: FoldedName.fold(name), as: UTF8.self).trimmedSpaces == folded)
    }

    /// macOS gives accents in file names as characters of their own.
    @Test func foldingKnowsNoNormalForm() {
        var wrong: [String] = []
        for code in UInt32(0x80)...0x3FFFF {
            guard let scalar = Unicode.Scalar(code), let age = scalar.properties.age, age.major <= 14 else { continue }
            let name = "a\(scalar)b"
            let composed = FoldedName.fold(name.precomposedStringWithCanonicalMapping)
            let decomposed = FoldedName.fold(name.decomposedStringWithCanonicalMapping)
            if composed != decomposed { wrong.append("U+" + String(code, radix: 16)) }
        }
        #expect(wrong == [])
    }

    @Test(arguments: [("migrasome", true), ("Migrasome", false), ("a--b", true), ("-a", false), ("con", false), ("", false), ("é", false)])
    func slugsAreSafeNames(_ text: String, _ isSlug: Bool) {
        let slug = try? Slug(text)
        #expect((slug != nil) == isSlug)
    }

    @Test func suggestedSlugsAreSlugs() {
        for text in ["TGF-β signal", "Ma et al. (2015)", "con", "α", "   x   ", String(repeating: "long word ", count: 40)] {
            #expect((try? Slug(Slug.suggestion(for: text))) != nil, "\(text)")
        }
    }
}

extension String {
    fileprivate var trimmedSpaces: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
