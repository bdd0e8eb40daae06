// Faults that were found and mended; each keeps its test.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiParsing

@Suite @MainActor struct RegressionTests {
    /// The space before a block id belongs to no piece, and none may be taken from pieces that are finished.
    @Test func aClaimMayEndInACitation() {
        #expect(body("- x [@qualifies:k] ^id") == "<ul>\n<li id=\"b:id\">x {citation k}</li>\n</ul>\n")
    }

    @Test func aCitationInALinkIsWords() {
        #expect(body("[x @key](https://a.b)") == "<p><a href=\"https://a.b\">x @key</a></p>\n")
    }

    @Test func addressesAreKeys() {
        #expect(body("[@https://doi.org/10.1/a]") == "<p>{citation https://doi.org/10.1/a}</p>\n")
    }

    /// What mends an address writes over its place.
    @Test(arguments: [
        ("[b.md](b.md)", "1:8"), ("See `b.md`: [it](b.md)", "1:18"), ("`[b](b.md)` and [it](b.md)", "1:22"), ("b.md, [b.md]( <b.md> \"b.md\")", "1:16"),
        ("![b.md](b.md)", "1:9"), ("x [it](\nb.md)", "2:1"), ("[a](b.md) [c](b.md)", "1:5 1:15"), ("[b.md][1]\n\n[1]: b.md", "1:1"),
    ])
    func addressesStandBehindTheirWords(_ prose: String, _ places: String) {
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(
            EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(("---\ntitle: T\n---\n" + prose + "\n").utf8))
        let links = entry.head.references.filter { $0.kind == .relativeLink || $0.kind == .image }
        #expect(links.map { "\($0.range.start.line - 3):\($0.range.start.columnUTF8)" }.joined(separator: " ") == places)
    }

    /// cmark counts the lines of what follows link definitions from the first of them.
    @Test func placesBelowDefinitionsAreThoseOfTheWords() {
        let prose = "[ref]: other.md\nWords H~2~O [x]() <b>y</b>\n[z](no.md) ![a](no.png)\n"
        let found = problems(prose: prose).map { String($0.prefix { $0 != " " }) }
        #expect(found == ["2:8", "2:15", "2:19"])
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(
            EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(("---\ntitle: T\n---\n" + prose).utf8))
        #expect(entry.head.references.map { "\($0.range.start.line - 3):\($0.range.start.columnUTF8)" } == ["3:5", "3:17"])
    }

    /// Nothing of the wiki's syntax is syntax in code.
    @Test func codeIsLeftAlone() {
        #expect(body("`[[a]] [@b] %%c%%`") == "<p><code>[[a]] [@b] %%c%%</code></p>\n")
        #expect(body("```\n[[a]] ^b\n%% c\n```") == "<pre><code>[[a]] ^b\n%% c\n</code></pre>\n")
        #expect(body("    [[a]] [@b]") == "<pre><code>[[a]] [@b]\n</code></pre>\n")
    }

    @Test func citationsMayBeBrokenOverLines() {
        #expect(body("a [@b;\n@c]. d") == "<p>a {citation b}{citation c}. d</p>\n")
    }

    @Test func commentsAreNotPublished() {
        #expect(body("a %%b%% c\n\n%%\nd\n\ne\n%%\n\nf") == "<p>a  c</p>\n<p>f</p>\n")
    }

    @Test func linksInTablesMayHoldAPipe() {
        #expect(body("| a |\n|---|\n| [[b\\|c]] |").contains("<td>{wikilink b}</td>"))
    }

    @Test func linesMayEndAsOnOldMacs() {
        #expect(body("one\rtwo\r\r- three\r\r\nfour\r") == body("one\ntwo\n\n- three\n\nfour\n"))
        let whole = EntryCompiler(vocabulary: Vocabulary()).compile(
            EntrySource(path: "t.md", kind: .page, slug: "t"), bytes: Array("---\rtitle: T\r---\rWords.\r".utf8))
        #expect(whole.head.diagnostics.isEmpty && whole.body.html.elementsEqual("<p>Words.</p>\n".utf8))
    }

    @Test func embedsOfOneParagraphMayBeBrokenByHand() {
        #expect(body("![[a]]\\\n![[b]]") == body("![[a]]\n![[b]]"))
        #expect(body("![[a]]  \n![[b]]") == body("![[a]]\n![[b]]"))
    }

    @Test func aCaretAloneIsNoBlockID() {
        #expect(body("Words ^") == "<p>Words ^</p>\n")
    }

    /// Of the tags that pass, only a line break closes itself.
    @Test func onlyALineBreakClosesItself() {
        #expect(body("a<br/>b<sub/>c") == "<p>a<br />b&lt;sub/&gt;c</p>\n")
    }
}
