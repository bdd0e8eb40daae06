// What is wiki syntax and what is none, at the edges: the body it becomes.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiParsing

@MainActor func compiled(_ markdown: String) -> CompiledEntry {
    let vocabulary = Vocabulary(stances: [Stance(id: "qualifies", label: "qualifies", side: .neither)])
    return EntryCompiler(vocabulary: vocabulary).compile(
        EntrySource(path: "t.md", kind: .concept, slug: "t"), bytes: Array(("---\ntitle: T\nsummary: S\n---\n" + markdown + "\n").utf8))
}

/// The body of an entry as HTML, with references as `{kind target}`.
@MainActor func body(_ markdown: String) -> String {
    let entry = compiled(markdown)
    var output = ""
    for piece in entry.body.pieces {
        switch piece.kind {
        case .html: output += String(decoding: entry.body.html[piece.range], as: UTF8.self)
        case .anchor: output += " id=\"" + String(decoding: entry.body.html[piece.range], as: UTF8.self) + "\""
        case .localLink: output += "#" + String(decoding: entry.body.html[piece.range], as: UTF8.self)
        case .reference:
            for reference in entry.head.references[piece.range] { output += "{\(reference.kind) \(entry.head.string(reference.target))}" }
        }
    }
    return output
}

@Suite @MainActor struct WikiSyntaxTests {
    /// Pandoc's keys, with letters of every script.
    @Test(arguments: ["_ma2015", "a:b.c#d$e%f&g-h+i?j<k>l~m/n", "müller2015", "马2015", "ミグラソーム"])
    func keysOfCitations(_ key: String) {
        #expect(body("As [@\(key)] and @\(key) say.") == "<p>As {citation \(key)} and {citation \(key)} say.</p>\n")
    }

    @Test(arguments: [
        ("As in [@a]: so.", "<p>As in {citation a}: so.</p>\n"), ("[a [@b] c]", "<p>[a {citation b} c]</p>\n"), ("[mail a@b.c]", "<p>[mail <a href=\"mailto:a@b.c\">a@b.c</a>]</p>\n"),
        // No link has such a name, so that it would be lost as a definition.
        ("[@a]: They saw it.", "<p>{citation a}: They saw it.</p>\n"), ("[-@a]: So.", "<p>{citation a}: So.</p>\n"), ("[@a]: https://a.b", "<p>{citation a}: <a href=\"https://a.b\">https://a.b</a></p>\n"),
        ("[see @a]: https://a.b\n\n[b][see @a]", "<p>[b]{citation a}</p>\n"),
        ("[see @a\n\nb]", "<p>[see {citation a}</p>\n<p>b]</p>\n"), ("[see `x` @a]", "<p>[see <code>x</code> {citation a}]</p>\n"), ("[@{}] @{}", "<p>[@{}] @{}</p>\n"),
        ("@a [@b]", "<p>{citation a} {citation b}</p>\n"), ("Mail [a@b]", "<p>Mail [a@b]</p>\n"),
    ])
    func citationsAndWhatIsNone(_ markdown: String, _ html: String) { #expect(body(markdown) == html) }

    /// A key in the text stands behind a blank or what opens words, and not within a word or an address.
    @Test func whereKeysStandInTheText() {
        func keys(_ markdown: String) -> [String] { compiled(markdown).head.references.map { compiled(markdown).head.string($0.target) } }
        for before in [" ", "(", "\"", "'", "*", "_", ">", "|", "。", " -"] { #expect(keys("x\(before)@a y") == ["a"], "\(before)") }
        for before in ["x", "1", ".", "/", "x-", ",", "\\"] { #expect(keys("x \(before)@a y") == [], "\(before)") }
    }

    /// A bracket behind a key in the text is its place in the paper, unless it is a link, a footnote or a citation.
    @Test func placesBehindKeysInTheText() {
        func suffix(_ markdown: String) -> String? { compiled(markdown).head.references.first.map { compiled(markdown).head.string($0.suffix) } }
        #expect(suffix("@a [p. 3] b") == "p. 3")
        for markdown in ["@a [b](https://c.d)", "@a [b][c]", "@a []", "@a [^1]", "@a [b\nc]", "@a [b [c]]", "@a [@b]", "@a [[b]]", "@a  [p. 3]"] {
            #expect(suffix(markdown) == "", "\(markdown)")
        }
    }

    /// What stands around a key, on one line, with no blank that a text processor put there.
    @Test(arguments: [
        ("[see\nalso @a, p. 3 \nand 4]", "see also|p. 3 and 4"), ("> [see @a, p. 3\n> > 4]", "see|p. 3 4"), ("[see\u{202F}@a, p. 3\u{202F}]", "see|p. 3"),
        ("[@a，第3页]", "|第3页"), ("[@a，]", "|"),
    ])
    func wordsOfCitations(_ markdown: String, _ words: String) {
        let head = compiled(markdown).head
        #expect(head.references.map { head.string($0.prefix) + "|" + head.string($0.suffix) } == [words])
    }

    /// One percent sign ends no comment, and a comment may follow another.
    @Test(arguments: [
        ("a %%5% b%% c", "<p>a  c</p>\n"), ("%%\n5 % b\n\nc\n%%\nd", "<p>d</p>\n"), ("%%\na\n%%\n%%\nb\n\nc\n%%\nd", "<p>d</p>\n"),
        ("%%\na\n\nb\n%% c", "<p>c</p>\n"), ("a %%b\n~~~\nc%% d\n~~~", "<p>a %%b</p>\n<pre><code>c%% d\n</code></pre>\n"),
        ("> a %%b\n>\n> c%% d", "<blockquote>\n<p>a %%b</p>\n<p>c%% d</p>\n</blockquote>\n"),
    ])
    func comments(_ markdown: String, _ html: String) { #expect(body(markdown) == html) }

    @Test(arguments: [
        ("> [!] x", "<blockquote>\n<p>[!] x</p>\n</blockquote>\n"),
        ("> [!\(String(repeating: "a", count: 40))] x", "<blockquote>\n<p>[!\(String(repeating: "a", count: 40))] x</p>\n</blockquote>\n"),
        ("> [!NOTE] A\\\n> b", "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">A</p>\n<p>b</p>\n</aside>\n"),
        ("> [!NOTE] H<sub>2\n> b", "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">H<sub>2</sub></p>\n<p>b</p>\n</aside>\n"),
        ("> [!NOTE] [[a]] b", "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">{wikilink a} b</p>\n</aside>\n"),
        ("> [!NOTE] A ^b", "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">A ^b</p>\n</aside>\n"),
        ("> [!NOTE]\n> %%a%% b", "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">Note</p>\n<p> b</p>\n</aside>\n"),
        ("> xynote] a", "<blockquote>\n<p>xynote] a</p>\n</blockquote>\n"),
        (
            "> [!NOTE]\n> a\n>\n> > [!TIP]\n> > b",
            "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">Note</p>\n<p>a</p>\n"
                + "<aside class=\"callout callout-tip\" role=\"note\">\n<p class=\"callout-title\">Tip</p>\n<p>b</p>\n</aside>\n</aside>\n"
        ),
        // The same with addresses, for which cmark cuts texts in pieces.
        ("> [!wow-w] www.a.b\n> w", "<aside class=\"callout callout-wow-w\" role=\"note\">\n<p class=\"callout-title\"><a href=\"http://www.a.b\">www.a.b</a></p>\n<p>w</p>\n</aside>\n"),
    ])
    func callouts(_ markdown: String, _ html: String) { #expect(body(markdown) == html) }

    @Test(arguments: [
        ("![a\\\nb](x.png) c", "<p>{image x.png} c</p>\n"), ("![~~a~~ b](x.png) c", "<p>{image x.png} c</p>\n"), ("[[a.png]]\nc", "<p>{wikilink a.png}\nc</p>\n"), ("![[a]]*x*![[b]]", "<p>{wikilink a}<em>x</em>{wikilink b}</p>\n"),
        ("- a\n\n  ![b](x.png)\n  c", "<ul>\n<li>\n<p>a</p>\n<figure>{image x.png}<figcaption>c</figcaption></figure>\n</li>\n</ul>\n"),
    ])
    func embedsAndPictures(_ markdown: String, _ html: String) { #expect(body(markdown) == html) }

    /// Words that other pages and the search show have one blank where a line ends, and none where a citation stood before a stop.
    @Test(arguments: [
        ("One [@a]\ntwo.", "One two.\n"), ("One [@a] two [@b].", "One two.\n"), ("One [@a] (two)", "One (two)\n"), ("One\\\ntwo [@a;\n@b] three", "One two three\n"), ("![a\\\nb](x.png) c", "a b c\n"),
        ("> [!NOTE] A [@a]\n> b", "A\nb\n"),
    ])
    func plainText(_ markdown: String, _ text: String) { #expect(String(decoding: compiled(markdown).body.text, as: UTF8.self) == text) }

    /// Screen readers list tables by their labels: that of the heading above, and a number where one stands under it already.
    @Test func labelsOfTables() {
        let table = "\n\n| a |\n|---|\n| 1 |\n\n"
        let labels = body("## A" + table + "## B" + table + table).split(separator: "aria-label=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(labels == ["Table: A", "Table: B", "Table 2: B"])
    }

    /// A page shows the sentence with the words of the link marked: another place of them is another mention.
    @Test func mentionsDifferByPlace() {
        func hashes(_ markdown: String) -> [UInt64] { compiled(markdown).head.references.map(\.mentionHash) }
        #expect(hashes("A [[cell]] in a cell.") != hashes("A cell in a [[cell]]."))
        #expect(hashes("A [[cell]] in a cell.") == hashes("Before. A [[cell]] in a cell."))
        #expect(hashes("A [[cell]].") != hashes("A [[cell]]!"))
        #expect(hashes("A [[a|cell]] wall.") != hashes("A [[a|cell wall]]."))
        #expect(hashes("@a says so.") != hashes("-@a says so."))
        #expect(Set(hashes("It says so [@a][@b].")).count == 2)
    }
}
