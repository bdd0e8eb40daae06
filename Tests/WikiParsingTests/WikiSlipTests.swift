// Wiki syntax that is none, and would be published as it is written or be lost: reported where it stands, but not in code.
// Suites that compile run on the main actor: cmark-gfm 0.29 is not safe on two threads at once.
import Testing
import WikiModel

@testable import WikiParsing

@Suite @MainActor struct WikiSlipTests {
    @Test func linksWithoutAddressesAreToldWhereTheyStand() {
        let advice = "error: link has no address; write one between the parentheses"
        #expect(problems(prose: "C [x]() d [y](<>) e [z](  ).") == ["1:5 \(advice)", "1:13 \(advice)", "1:23 \(advice)"])
    }

    @Test(arguments: [
        ("A [@supports:ma2015, @disputes:wu2017]. ^id", "1:22 error: two keys in one part; put a semicolon between them: [@supports:ma2015; @disputes:wu2017]"),
        ("A [@supports:@ma2015] ^id", "1:5 error: a second \"@\" after \"supports:\"; write \"@supports:ma2015\" ⇒ supports:ma2015"),
        ("A [@supports: @ma2015, p. 3] ^id", "1:5 error: a second \"@\" after \"supports:\"; write \"@supports:ma2015\" ⇒ supports:ma2015"),
        ("A [@suports:@ma2015].", "1:5 error: \"suports\" is not a stance; did you mean \"supports\"? → supports"),
        ("A [@pmid:@12].", "1:5 error: a second \"@\" after \"pmid:\"; write \"@pmid:12\" ⇒ pmid:12"),
        ("A [@ma2015, @wu2017].", "1:13 error: two keys in one part; put a semicolon between them: [@ma2015; @wu2017]"),
        ("A [@ma2015 @wu2017].", "1:12 error: two keys in one part; put a semicolon between them: [@ma2015; @wu2017]"),
        ("A [see @ma2015\nand @wu2017].", "2:5 error: two keys in one part; put a semicolon between them: [@ma2015; @wu2017]"),
        ("A [@ma2015; wu2017].", "1:13 error: \"wu2017\" has no \"@\"; write \"@wu2017\" ⇒ @wu2017"),
        ("A [@ma2015;\nwu2017].", "2:1 error: \"wu2017\" has no \"@\"; write \"@wu2017\" ⇒ @wu2017"),
        ("A [@ma2015; p. 4].", "1:13 error: \"p. 4\" is a part without a key; put a comma in place of the \";\", or \"@\" before a key"),
        ("A [@ma2015;].", "1:11 error: no key stands beside this \";\"; delete it"),
        ("A [;-@ma2015].", "1:4 error: no key stands beside this \";\"; delete it"),
        ("A [@ ma2015].", "1:4 error: a blank after \"@\"; write \"@ma2015\" ⇒ @ma2015"),
        ("A [@supports: ma2015] ^id", "1:5 error: a blank after the colon; write \"@supports:ma2015\" ⇒ supports:ma2015"),
        ("A [supports:@ma2015] ^id", "1:4 error: a stance stands between \"@\" and the key, with a colon; write \"@supports:ma2015\" ⇒ @supports:ma2015"),
        ("A [supports @ma2015] ^id", "1:4 error: a stance stands between \"@\" and the key, with a colon; write \"@supports:ma2015\" ⇒ @supports:ma2015"),
        ("A [@supports ma2015] ^id", "1:4 error: a stance stands between \"@\" and the key, with a colon; write \"@supports:ma2015\" ⇒ @supports:ma2015"),
        ("A [@ma2015; @wu2017 and more.", "1:3 error: \"[@ma2015; @wu2017\" has no \"]\" behind its keys; write \"[@ma2015; @wu2017]\" → [@ma2015; @wu2017]"),
        ("A [@supports:ma2015) and b.", "1:3 error: \"[@supports:ma2015)\" has no \"]\" behind its keys; write \"[@supports:ma2015]\" → [@supports:ma2015]"),
        ("A [-@ma2015 [[M]]].", "1:3 error: \"[-@ma2015\" has no \"]\" behind its keys; write \"[-@ma2015]\" → [-@ma2015]"),
        ("A [@ma2015；@wu2017].", "1:14 error: two keys in one part; put a semicolon between them: [@ma2015; @wu2017]"),
        ("A [@refutes: ma2015] ^id", "1:5 error: \"refutes\" is not a stance; one of supports, disputes, qualifies, extends, uses_method_in"),
        ("A [see @pmid: 12, p. 3].", "1:9 error: a blank after the colon; write \"@pmid:12\" ⇒ pmid:12"),
    ])
    func citationsThatLoseAPaperAreErrors(_ prose: String, _ problem: String) { #expect(problems(prose: prose) == [problem]) }

    /// Both blanks of one bracket are told, and what they stand in is read as it was meant.
    @Test func everyBlankOfABracketIsTold() {
        #expect(problems(prose: "A [@ ma2015, p. 3; @supports: wu2017] ^id") == [
            "1:4 error: a blank after \"@\"; write \"@ma2015\" ⇒ @ma2015",
            "1:21 error: a blank after the colon; write \"@supports:wu2017\" ⇒ supports:wu2017",
        ])
        let head = Project.compile(prose: "A [@ ma2015, p. 3; @supports:@wu2017].\n").head
        #expect(head.references.map { head.string($0.target) } == ["ma2015", "wu2017"])
        #expect(problems(prose: "Mail [me @ home2015] or [@ home].") == [])
    }

    /// A blank after the colon of a stance is reported, and changes nothing of what is meant.
    @Test func aStanceWithABlankIsRead() {
        #expect(problems(prose: "A [@supports: ma2015].").contains { $0.contains("claim has no block id") })
    }

    @Test(arguments: [
        ("A [[retraction\nfiber]].", "1:3 warning: link is broken over two lines; write it on one"),
        ("A [[x] here.", "1:3 warning: \"[[x]\" is closed with one bracket; write \"[[x]]\" → [[x]]"),
        ("```\nx\n```\nA [[x] here.", "4:3 warning: \"[[x]\" is closed with one bracket; write \"[[x]]\" → [[x]]"),
        ("A [[x] and [[y]].", "1:3 warning: \"[[x]\" is closed with one bracket; write \"[[x]]\" → [[x]]"),
        ("A [[the [[M]] thing]].", "1:3 warning: a link inside a link; a link holds no other"),
        ("See [[Migrasome for more.", "1:5 warning: \"[[\" is never closed; write \"]]\" behind the name"),
        ("See [[Migrasome for more [@ma2015].", "1:5 warning: \"[[\" is never closed; write \"]]\" behind the name"),
        ("As shown (@ma2015).", "1:10 warning: \"(@ma2015)\" is shown with two pairs of parentheses; write \"[@ma2015]\" → [@ma2015]"),
        ("(@ma2015 [p. 3], @wu2017)", "1:1 warning: \"(@ma2015 [p. 3], @wu2017)\" is shown with two pairs of parentheses; write \"[@ma2015, p. 3; @wu2017]\" → [@ma2015, p. 3; @wu2017]"),
        ("细胞（@ma2015；@wu2017）。", "1:7 warning: \"（@ma2015；@wu2017）\" has brackets that begin no citation; write \"[@ma2015; @wu2017]\", in plain ones → [@ma2015; @wu2017]"),
        ("A ［@ma2015］ is.", "1:3 warning: \"［@ma2015］\" has brackets that begin no citation; write \"[@ma2015]\", in plain ones → [@ma2015]"),
        ("    Cells move [@ma2015]. They", "1:5 warning: the blanks before this line make code of it, so that \"[@ma2015]\" is shown as it is written; delete them, or put \"```\" above and below what is code"),
        ("\tCells have a [[migrasome]].", "1:2 warning: the blanks before this line make code of it, so that \"[[migrasome]]\" is shown as it is written; delete them, or put \"```\" above and below what is code"),
        ("In 5*10^6 cells of 3*4 wells.", "1:5 warning: \"*\" between digits makes italics and is not shown; write \"×\", or a backslash before each star"),
        ("From 2**8 to 2**9.", "1:7 warning: \"**\" between digits makes bold words and is not shown; write \"×\", or a backslash before each star"),
        ("\\begin{equation*}\nx\n\\end{equation*}", "1:1 warning: \"\\begin{equation*}\" begins no formula here; write a line \"$$\" in its place, and another in that of its \"\\end\""),
        ("A [[ho|*HO*]].", "1:3 warning: the words of a link are plain text, so \"*\" is shown as it is written; write \"*[[ho|HO]]*\" ⇒ *[[ho|HO]]*"),
        ("A [[ho｜HO]].", "1:7 warning: a wide \"｜\" in a link; write \"|\" ⇒ |"),
        ("![[ho｜HO]]", "1:6 warning: a wide \"｜\" in a link; write \"|\" ⇒ |"),
        ("A [[is_a:Cell]].", "1:9 warning: one colon after a relation; write \"::\" ⇒ ::"),
        ("A (text)[https://a.b].", "1:3 warning: the brackets of this link are exchanged; write \"[text](https://a.b)\" → [text](https://a.b)"),
        ("It is \\(x^2\\) here.", "1:7 warning: \"\\(x^2\\)\" is shown without its backslashes; write the formula as \"$x^2$\" → $x^2$"),
        ("\\[ \\frac{a}{b} \\]", "1:1 warning: \"\\[ \\frac{a}{b} \\]\" is shown without its backslashes; write the formula as \"$$\\frac{a}{b}$$\" → $$\\frac{a}{b}$$"),
        ("![x](data:image/png;base64,iVBORw0)", "1:6 error: the picture stands in the text itself (data:image/png); save it as a file in content/media/"),
        ("A [](https://a.b).", "1:3 error: a link without words is not seen; write some between its brackets"),
        ("Words. ^an id", "1:8 warning: \"^an id\" is no block id, which holds only a to z, digits and hyphens; write \"^an-id\" → ^an-id"),
        ("Words [@ma2015]. ^an-id.", "1:18 warning: \"^an-id.\" is no block id, which holds only a to z, digits and hyphens; write \"^an-id\" → ^an-id"),
        ("## A ^id", "1:6 warning: \"^id\" is shown as it is written, since a heading has an id of its own; delete it, and link to the words of the heading"),
        ("One. ^a\nTwo. ^b", "1:6 warning: \"^a\" stands within a paragraph and names nothing; put a blank line below it, or it at the end of the paragraph"),
        ("> [@ma2015] ^a\n> Two. ^b", "1:13 warning: \"^a\" stands within a paragraph and names nothing; put a blank line below it, or it at the end of the paragraph"),
        ("A.\n\n##\n\nB.", "3:1 warning: a heading without words; write some, or delete it"),
        ("## [@ma2015]\n\nB.", "1:1 warning: a heading without words; write some, or delete it"),
        ("## What @ma2015 found", "1:9 warning: contents and links leave \"@ma2015\" out of this heading; write its authors in words, and cite it in the text below"),
        ("A [@ma2015; @ma2015].", "1:14 warning: \"ma2015\" stands twice in one citation; delete one"),
        ("A [see @ma2015, p. 3;\n@wu2017; @ma2015].", "2:11 warning: \"ma2015\" stands twice in one citation; delete one"),
        ("A [@supports:ma2015; @supports:ma2015]. ^id", "1:32 warning: \"ma2015\" stands twice in one citation; delete one"),
        ("== Parts ==", "1:1 warning: \"== Parts ==\" is no heading; write \"## Parts\" ⇒ ## Parts"),
        ("> === Its parts === ", "1:3 warning: \"=== Its parts ===\" is no heading; write \"### Its parts\" ⇒ ### Its parts"),
        ("A '''migrasome''' is.", "1:3 warning: \"'''migrasome'''\" is shown as it is written; write \"**migrasome**\" ⇒ **migrasome**"),
        ("It is.<ref>Ma 2015</ref>", "1:7 warning: raw HTML \"<ref>\" is shown as text; write [@key] to cite a paper"),
        ("It is.<ref name=\"a\" />", "1:7 warning: raw HTML \"<ref name=\"a\" />\" is shown as text; write [@key] to cite a paper"),
        ("::: note\nWords\n:::", "1:1 warning: \"::: note\" begins no callout; write \"> [!NOTE]\", and \"> \" before each of its lines"),
        (":::{.note}\n\nWords\n\n:::", "1:1 warning: \":::{.note}\" begins no callout; write \"> [!NOTE]\", and \"> \" before each of its lines"),
        ("A %% b.\n\nC.", "1:3 warning: \"%%\" is shown as it is written, and what follows is published: no other \"%%\" of this paragraph ends the comment"),
        ("A [[the [[M]].", "1:3 warning: \"[[\" is not closed before the next \"[[\""),
        ("![x](../media/Figure 1.png)", "1:6 warning: an address with blanks must stand in angle brackets; write (<../media/Figure 1.png>) ⇒ <../media/Figure 1.png>"),
        ("One\\\n##Heading", "2:1 warning: a heading needs a blank after \"##\" ⇒ ## "),
        ("##Heading", "1:1 warning: a heading needs a blank after \"##\" ⇒ ## "),
        ("> > > ##Heading", "1:7 warning: a heading needs a blank after \"##\" ⇒ ## "),
        ("> ###\u{A0}Heading", "1:3 warning: a no-break space after \"###\"; write a plain blank ⇒ ### "),
        ("Words. ^a_b", "1:8 warning: \"^a_b\" is no block id, which holds only a to z, digits and hyphens; write \"^a-b\" ⇒ ^a-b"),
        ("Words.^c", "1:7 warning: a block id needs a blank before it; write \" ^c\" ⇒  ^c"),
        ("Words [@ma2015]^c", "1:16 warning: a block id needs a blank before it; write \" ^c\" ⇒  ^c"),
        ("## A\n\n#### B\n\n#### C", "3:1 warning: a heading of level 4 follows one of level 2; write \"###\""),
        ("### A\n\n## B\n\n### C", "1:1 warning: the first heading has level 3; begin with \"##\""),
        ("A[^1].\n\n[^1]: One.\n\n[^1]: Two.", "5:1 warning: footnote \"[^1]\" is defined on line 7 already; this one is not published"),
        ("As shown [^ma2015].", "1:10 warning: footnote \"[^ma2015]\" has no definition in this entry; write \"[@ma2015]\" to cite a paper → [@ma2015]"),
        ("A[^1].\n\n[^1]: One.\n[^b]: Two.", "4:1 warning: footnote \"[^b]\" is called nowhere, so it is not published"),
        ("H<i>x</i>O", "1:2 warning: raw HTML \"<i>\" is shown as text; write *x* ⇒ *x*"),
        ("A <strong>b c</strong>.", "1:3 warning: raw HTML \"<strong>\" is shown as text; write **b c** ⇒ **b c**"),
        ("A <em>*x*</em>.", "1:3 warning: raw HTML \"<em>\" is shown as text; write *…*"),
        ("<!-- x --> *b*", "1:1 warning: \"*b*\" is no Markdown, because its line begins with a comment; begin a new line after \"-->\""),
        ("<!-- x\n\nWords.", "1:1 warning: raw HTML \"<!-- x\" is shown as text; end the comment with \"-->\""),
        ("A <a name=\"b\"></a>.", "1:3 warning: raw HTML \"<a name=\"b\">\" is shown as text; delete it: links find a heading by its words, and a paragraph by a block id, \"^name\" at its end"),
        ("!!! note \"A title\"\n    Words", "1:1 warning: \"!!! note \"A title\"\" begins no callout; write \"> [!note] A title\", and its lines after \"> \" without the blanks before them"),
        ("???+ tip\n    Words", "1:1 warning: \"???+ tip\" begins no callout; write \"> [!tip]\", and its lines after \"> \" without the blanks before them"),
        ("=== \"Mice\"\n    Words", "1:1 warning: \"=== \"Mice\"\" begins no tab; write \"**Mice**\", and its lines without the blanks before them"),
        ("- A\n  collapsed:: true", "2:3 warning: \"collapsed:: true\" is shown as it is written; what is said of an entry stands in its front matter, so move it there or delete it"),
        ("*Exosome*\n: A vesicle.", "2:1 warning: \": \" begins no definition; write \"- *Exosome*: …\""),
        ("![[a.png|300]]", "1:1 warning: \"300\" is a size to Obsidian and no text alternative; write in its place what the picture shows"),
        ("![[a.png|300x200]]", "1:1 warning: \"300x200\" is a size to Obsidian and no text alternative; write in its place what the picture shows"),
        ("![300](a.png)", "1:8 warning: \"300\" is a size to Obsidian and no text alternative; write in its place what the picture shows"),
        ("![x](//a.b/c.png)", "1:6 error: picture \"//a.b/c.png\" is on the web, where a site on a disk cannot go; put the file in content/media/"),
        ("![x](https://a.b/c.png)", "1:6 error: picture \"https://a.b/c.png\" is on the web, where a site on a disk cannot go; put the file in content/media/"),
    ])
    func whatWouldBeTextIsReported(_ prose: String, _ problem: String) { #expect(problems(prose: prose) == [problem]) }

    /// Links into programs of one machine are told what to write for everyone.
    @Test(arguments: [
        ("zotero://select/library/items/AB12", "opens the Zotero of one machine alone; cite the paper, \"[@key]\", or link to it by its DOI"),
        ("obsidian://open?vault=Lab&file=concepts%2FMigrasome.md", "opens the Obsidian of one machine alone; write \"[[Migrasome]]\" for a link to an entry"),
        ("obsidian://search?query=x", "opens the Obsidian of one machine alone; write \"[[Name]]\" for a link to an entry"),
        ("doi:10.1038/cr.2014.135", "is a DOI without its address; write \"https://doi.org/10.1038/cr.2014.135\""),
        ("file:///a.pdf", "is not a web address, a mail address or a file of the base"),
    ])
    func addressesOfProgramsAreToldWhatToWrite(_ address: String, _ advice: String) {
        #expect(problems(prose: "A [text](\(address)).") == ["1:10 error: \"\(address)\" \(advice); the link is not published"])
    }

    @Test(arguments: [
        ("## A\n\n## B\n\nWords.", ["1:1 A"]), ("## A\n\nWords.\n\n## B", ["5:1 B"]), ("## A\n\n### B\n\n## C\n\nWords.", ["3:1 B"]),
        ("## A\n\n### B\n\nWords.", []), ("## A\n\n- [x] Item", []), ("## A\n\n![[a.png|A]]", []), ("## A\n\n```\nx\n```\n## *B* `c` ##", ["6:1 B c"]),
        ("## A\n\n[a]: https://a.b", ["1:1 A"]), ("A.[^1]\n\n## Notes\n\n[^1]: Note.", []), ("A.[^1]\n\n[^1]: Note.\n\n## B", ["5:1 B"]),
        ("> ## A\n\nWords.", []), ("Words\n---", []), ("## A\n\n%% To be written. %%", ["1:1 A"]), ("# A\n\n## B\n\nWords", []),
    ])
    func sectionsWithNothingInThemAreNoted(_ prose: String, _ places: [String]) {
        let found = problems(frontMatter: "title: T\nsummary: S\ncategory: structure\n", body: prose + "\n").filter { $0.contains("nothing stands below") }
        let expected = places.map { place -> String in
            let (start, name) = (place.prefix { $0 != " " }, place.drop { $0 != " " }.dropFirst())
            let line = (Int(start.prefix { $0 != ":" }) ?? 0) + 5
            return "\(line)\(start.drop { $0 != ":" }) note: nothing stands below the heading \"\(name)\"; write something there, or delete it"
        }
        #expect(found == expected)
        #expect(problems(prose: prose).filter { $0.contains("nothing stands below") } == [], "a stub is to be filled in")
    }

    @Test func eachLostTableIsReported() {
        let words = "a table needs a line \"|---|\" below its first; without it this is shown as text"
        #expect(problems(prose: "| a |\n| 1 |\n\nWords.\n\n| b |\n| 2 |") == ["1:1 warning: \(words)", "6:1 warning: \(words)"])
    }

    /// Formulas that cannot be read are told where in the source they go wrong, in quotes too.
    @Test(arguments: [
        ("A $a}$ b.", "1:5 warning: \"}\" closes nothing"), ("> $$\n> a\n> \\fracc{1}{2}\n> $$", "3:3 warning: \"\\fracc\" is no command that formulas know; did you mean \"\\frac\"? → \\frac"), ("$$\nx^\n$$", "2:2 warning: \"^\" lacks what belongs to it; write ^{…}"),
    ])
    func formulasAreReportedWhereTheyGoWrong(_ prose: String, _ problem: String) { #expect(problems(prose: prose) == [problem]) }

    /// What other programs know as markup.
    @Test(arguments: [
        ("CO~2~ is a gas.", "1:3", "~2~", "write \"<sub>2</sub>\" ⇒ <sub>2</sub>"),
        ("Ca^2+^ and PI(4,5)P~2~", "1:3", "^2+^", "write \"<sup>2+</sup>\" ⇒ <sup>2+</sup>"),
        ("It is ~not so~.", "1:7", "~not so~", "write \"~~not so~~\" → ~~not so~~"),
        ("See ==this==.", "1:5", "==this==", "write \"<mark>this</mark>\" ⇒ <mark>this</mark>"),
        ("A **word ** here.", "1:3", "**word **", "write \"**word**\", without a blank inside the marks ⇒ **word**"),
        ("A ** word** here.", "1:3", "** word**", "write \"**word**\", without a blank inside the marks ⇒ **word**"),
        ("**Note:**text", "1:1", "**Note:**", "write \"**Note:** \", with a blank after it → **Note:** "),
        ("A **see [[M]] ** b.", "1:3", "**see [[M]] **", "write \"**see [[M]]**\", without a blank inside the marks"),
        ("## Parts {#its-parts}", "1:10", "{#its-parts}", "delete it: a heading is linked to by its words, and nothing here has a class"),
        ("Words {: .note #a }", "1:7", "{: .note #a }", "delete it: a heading is linked to by its words, and nothing here has a class"),
        ("![a](b.png){width=50%}", "1:12", "{width=50%}", "delete it: a heading is linked to by its words, and nothing here has a class"),
        ("![](b.png){fig-alt=\"Three cells\"}", "1:11", "{fig-alt=\"Three cells\"}", "write its words in the brackets of the picture, ![words](file)"),
        ("A {{< figure src=\"a.png\" >}} b.", "1:3", "{{< figure src=\"a.png\" >}}", "commands of other programs are not run; write what it stands for"),
        ("A {% tool \"b\" %} c.", "1:3", "{% tool \"b\" %}", "commands of other programs are not run; write what it stands for"),
        ("A {{ page.title }} b.", "1:3", "{{ page.title }}", "commands of other programs are not run; write what it stands for"),
        ("See ((602dcba9-ab4b-4e7e-8477-78254183d3ec)).", "1:5", "((602dcba9-ab4b-4e7e-8477-78254183d3ec))", "end the paragraph that is meant with \" ^name\", and write \"[[Entry#^name]]\""),
        ("A formula $ x^2 $ here.", "1:11", "$ x^2 $", "write \"$x^2$\", without a blank inside the dollars ⇒ $x^2$"),
        ("Words^[a note] more.", "1:6", "^[a note]", "write \"[^1]\", and below the paragraph \"[^1]: a note\""),
        ("As shown【4:1†source】.", "1:9", "【4:1†source】", "it names no source here; read the source, and write \"[@key]\" to cite it"),
        ("So :contentReference[oaicite:1]", "1:21", "[oaicite:1]", "it names no source here; read the source, and write \"[@key]\" to cite it"),
        ("As shown [12].", "1:10", "[12]", "write \"[@key]\" to cite a paper"),
        ("As shown.[1, 3\u{2013}5]", "1:10", "[1, 3\u{2013}5]", "write \"[@key]\" to cite a paper"),
        ("As shown [ma2015].", "1:10", "[ma2015]", "write \"[@ma2015]\" to cite a paper → [@ma2015]"),
        ("As shown [doi:10.1000/a].", "1:10", "[doi:10.1000/a]", "write \"[@doi:10.1000/a]\" to cite a paper → [@doi:10.1000/a]"),
    ])
    func marksShownAsTextAreReported(_ prose: String, _ place: String, _ shown: String, _ advice: String) {
        let found = problems(prose: prose)
        #expect(found.first == "\(place) warning: \"\(shown)\" is shown as it is written; \(advice)")
    }

    @Test(arguments: [
        ("| a | b |\n|---|---|\n| 1 | 2 | lost |", "3:11 warning: the table has 2 columns, so that this cell is not published; add a column to its first two lines"),
        ("> | a |\n> |---|\n> | [[b|c]] | [[lost|x]] |", "3:15 warning: the table has 1 column, so that this cell is not published; add a column to its first two lines"),
        ("A\n| a | b |\n|--|\n| 1 | 2 |", "3:1 warning: the line above has 2 cells and this one 1; with as many it is a table, and now it is shown as text"),
        ("a | b\n--|--|--\n1 | 2", "2:1 warning: the line right above names as many columns as this one has groups of hyphens; it does not, so this is shown as text"),
        ("| a | b |\n| 1 | 2 |\n| 3 | 4 |", "1:1 warning: a table needs a line \"|---|---|\" below its first; without it this is shown as text"),
        ("a | b\n\n| a |\n| 1 |", "3:1 warning: a table needs a line \"|---|\" below its first; without it this is shown as text"),
        ("a\tb\n1\t2\n", "1:1 warning: tabs between cells make no table; write \"| a | b |\", and below it \"|---|---|\""),
        ("> | a |\n> | 1 |", "1:3 warning: a table needs a line \"|---|\" below its first; without it this is shown as text"),
    ])
    func tablesThatLoseCellsAreReported(_ prose: String, _ problem: String) { #expect(problems(prose: prose) == [problem]) }

    @Test(arguments: [
        ("A [text] (https://a.b).", "1:8 warning: a blank between \"]\" and \"(\" makes this no link; write \"](\" ⇒ ]("),
        ("A [Ma](https://a.b/c d).", "1:8 warning: an address with blanks must stand in angle brackets; write (<https://a.b/c d>) ⇒ <https://a.b/c d>"),
        ("A [Ma](../papers/a b.pdf).", "1:8 warning: an address with blanks must stand in angle brackets; write (<../papers/a b.pdf>) ⇒ <../papers/a b.pdf>"),
        ("What it says.\n---\nMore.", "1:1 warning: the hyphens right below make a heading of this text; put a blank line between them, or write \"##\" for a heading"),
        ("> Two\n> lines\n> ---", "1:3 warning: the hyphens right below make a heading of this text; put a blank line between them, or write \"##\" for a heading"),
        ("A\n\n```r\nx\n\nB [[c]]", "3:1 warning: the code that begins here is not closed, so that all below is code; end it with a line \"```\""),
        ("> ~~~~\n> x\n> ~~~\n\nB", "1:3 warning: the code that begins here is not closed, so that all below is code; end it with a line \"~~~~\""),
        ("> \u{2022}\tItem", "1:3 warning: \"\u{2022}\" begins no list item; write \"- \" ⇒ - "),
        ("\u{25CF} Item", "1:1 warning: \"\u{25CF}\" begins no list item; write \"- \" ⇒ - "),
        ("> [!NOTE ] T\n> x", "1:3 warning: \"[!NOTE ]\" begins no callout; write \"[!NOTE]\" → [!NOTE]"),
        ("> [!NOTE A title]\n> x", "1:3 warning: \"[!NOTE A title]\" begins no callout; write \"[!NOTE] A title\" → [!NOTE] A title"),
        ("[!NOTE]\nx", "1:1 warning: \"[!NOTE]\" begins no callout here; write \"> \" before it and before each line below it → > [!NOTE]"),
        ("Words ［［a｜b］］.", "1:7 warning: \"［［a｜b］］\" is shown as it is written; write \"[[a|b]]\", in plain brackets ⇒ [[a|b]]"),
        ("> [ !note]", "1:3 warning: \"[ !note]\" begins no callout; write \"[!note]\" → [!note]"),
    ])
    func whatMarkdownTakesOtherwiseIsReported(_ prose: String, _ problem: String) { #expect(problems(prose: prose) == [problem]) }

    /// A dash that a text processor made, or a hyphen without its blank, where lines follow each other that begin so.
    @Test func itemsWithDashesAreReported() {
        #expect(
            problems(prose: "\u{2013} a\n\u{2013} b") == [
                "1:1 warning: \"\u{2013} \" begins no list item; write \"- \" ⇒ - ", "2:1 warning: \"\u{2013} \" begins no list item; write \"- \" ⇒ - ",
            ].map { $0.replacing("⇒", with: "→") })
        #expect(problems(prose: "Words:\n\n-a\n-b").map { $0.prefix(3) } == ["3:1", "4:1"])
    }

    /// No-break spaces, as text processors have them, and the punctuation of Chinese end a key as blanks do.
    @Test func citationsAmongNoBreakSpacesAndWidePunctuationAreRead() {
        let prose = "[see\u{A0}@ma2015,\u{A0}p.\u{A0}3\u{A0}] @wu2017\u{A0}says [@fan2022\u{202F}]，@zhu2021，@han2024\u{A0}[p. 5]。"
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(
            EntrySource(path: "t.md", kind: .page, slug: "t"), bytes: Array("---\ntitle: T\n---\n\(prose)\n".utf8))
        #expect(entry.head.diagnostics == [])
        #expect(entry.head.references.map { entry.head.string($0.target) } == ["ma2015", "wu2017", "fan2022", "zhu2021", "han2024"])
        #expect(entry.head.references.map { entry.head.string($0.prefix) + "|" + entry.head.string($0.suffix) } == ["see|p.\u{A0}3", "|", "|", "|", "|p. 5"])
    }

    @Test func citationsSideBySideAreBothRead() {
        #expect(problems(prose: "A [@ma2015][@wu2017].") == [])
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(
            EntrySource(path: "t.md", kind: .page, slug: "t"), bytes: Array("---\ntitle: T\n---\nA [@ma2015][-@wu2017].\n".utf8))
        #expect(entry.head.references.map { entry.head.string($0.target) } == ["ma2015", "wu2017"])
    }

    /// The notes of Wikipedia, as they are copied.
    @Test func aNumberInBracketsWithAnAddressIsALink() {
        let bytes = Array("---\ntitle: T\n---\nA group.[[13]](https://a.b#c) B [[14]].\n".utf8)
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(EntrySource(path: "t.md", kind: .page, slug: "t"), bytes: bytes)
        #expect(String(decoding: entry.body.html, as: UTF8.self).hasPrefix("<p>A group.<a href=\"https://a.b#c\">[13]</a> B "))
        #expect(entry.head.references.map { entry.head.string($0.target) } == ["14"])
    }

    /// A comment at the end of a heading leaves no trace in its id.
    @Test(arguments: ["## Parts <!-- x -->", "## Parts %%x%%"])
    func commentsInHeadingsDoNotShow(_ prose: String) {
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(
            EntrySource(path: "t.md", kind: .page, slug: "t"), bytes: Array("---\ntitle: T\n---\n\(prose)\n".utf8))
        #expect(entry.head.headings.map { entry.head.string($0.id) + entry.head.string($0.title) } == ["partsParts"])
    }

    /// A tilde means "about" more often than it strikes out.
    @Test func oneTildeDeletesNothing() {
        let bytes = Array("---\ntitle: T\n---\n1~3 µm and 5~8 µm, ~~gone~~.\n".utf8)
        let entry = EntryCompiler(vocabulary: Project.vocabulary).compile(EntrySource(path: "t.md", kind: .page, slug: "t"), bytes: bytes)
        #expect(String(decoding: entry.body.html, as: UTF8.self) == "<p>1~3 µm and 5~8 µm, <del>gone</del>.</p>\n")
    }

    /// What people write without meaning any of it.
    @Test(arguments: [
        "The [[sic] bracket]. [[PubMed](https://a.b)], [[1](https://a.b), [2](https://c.d)]. \\[[x] here.",
        "A [[unclosed, \\[[Escaped]].", "In R, [[ picks one. In shells [[ -f x ]; then.", "A [@ma2015, mail a@b.c, see https://x.org/@user, at 37 @ 5].",
        "At [@ 37 °C] and [@ night]. Mail [a; b@c.org]. [x; y]. [@ma2015](https://a.b).", "#tag\n\n#42 is a number. A#b ##c.", "Words\n    ##c",
        "\\(Ma 2015\\) \\[1\\] \\[a\\_b\\] \\(a", "\u{2013} a dash\n\nand \u{2013} b", "-5 °C\n-7 °C", "-a\n\nb", "x ^n.", "A [supports the view of @ma2015].", "[[a|*b* c]] [[a|b_c_]]", "a)\tb\nc)\td", "a\tb\nc", "A %%b%% c. 5\\%%", "[!NOTE](https://a.b)", "[text](https://a.b)[@ma2015] (see)[^1]\n\n[^1]: x",
        "[@ma2015; @wu2017] [@ma2015] [@ma2015, p. 3; @ma2015, p. 5]", "[@supports:ma2015; @disputes:ma2015] ^id", "== b", "a == b ==", "The 5'''-end, ''' and ''' x, 5'' and 'a'.",
        "[@x and [@ and (see @ma2015), (@ma2015 found it), \\[@ma2015 and `(@ma2015)`.", "[[0, 1) and \\[[Migrasome and `[[Migrasome`", "5*x*y, *3*, 3 * 4 * 5, 5\\*10\\*2, `5*3*2`, x*2*y",
        "    x = [[a, b]]\n    # of [[Cells]]\n    def", "    [@ma2015]", "- a\n\n  Words [@ma2015].", "`\\begin{equation}` \\begin{tabular} $$\n\\begin{matrix}a\\end{matrix}\n$$", "【Note】 and 【1】",
        ":::\n\n:::: ", "\\{#id} {#1} {.5} {a} {{.Title}} {{#_}} {# a}", "== a = b ==", "\\== Parts ==", "\\'''a'''",
        "as x ^n\nand y", "- a. ^a\n- b. ^b", "10^6\n\nx ^n\n\nf(x)^n\n\n^_^", "## A\n\n### B\n\n#### C\n\n## D\n\n> ##### Quoted", "A[^1] and[^b].\n\n> [^b]: Quoted.\n\n[^1]: One.",
        "![x](<../media/Figure 1.png>) ![x](a.png \"A title\")", "![[a.png|Three cells|300x200]] ![Cells|300](a.png)", "| a |\n| - |\n| ![[a.png\\|Cells\\|300]] |", "![[a.png|Day 3]] ![[a.png|3 x 4]] ![[a.png|x]] ![[a.png|1x2x3]] ![[a.png|]] ![Day 3](a.png) ![](a.png)", "[[a]] [[b|c d]] [[is_a::y]] [[a#b]]", "Text\n[^1]: of a note that is called[^1].",
        "*p < 0.05, **p < 0.01, ***p < 0.001. P** and Q**.", "2 ** 3 ** 4, a == b == c, ====, f^2 and g^2.", "1~3 µm, 5~8 µm; (~5 µm, ~10 µm), ~10~20.", "It costs $5 and $6, or $x and $y.",
        "\\~a~ \\==b== \\**c ** H\\~2~ x\\^2^ \\$a^2$ \\[ma2015]", "[ma2015]\n\n[ma2015]: https://a.b", "[ma2015](https://a.b) [1](https://a.b) [see] (the note) [0,] [-1] [4a] [1,1999] \\[3] [sic] [2015] [covid19]", "[a](https://a.b \"t\") [a](<https://a.b/c d>) [a](../x.md 'y')",
        "| a | b |\n|---|---|\n| 1 | 2 | |\n| 1 | a \\| b |\n| [[a\\|b]] | [[c|d]] |\n| 1 |", "a | b\n--|--\n1 | 2", "|x| is large.", "- a\n\n  | a |\n  |---|\n  | 1 |", "Text\n| a |\n|---|\n| 1 |", "%%\n| a | b |\n| c | d |\n%%",
        "Values in [0, 1], [0,1] or x[0].", "PVP (~$80), NaCl (~$60).", "a^b^c^d, a ~-~ b", "A std::vector. a:: b", "*a*{n=1}", "Words\n:a", "Words\n\n: a", ": a", "| a |\n|---|\n: a",
        "A <!-- [[x]] --> b.", "<!-- x -->\n\n<!--\n[@x]\n-->", "<!-->", "```\n!!! note\nid:: a\n```", "!!! see below\n\n=== a", "> [!注意] A\n> b",
        "Words\n\n---\n\nWords", "What it is\n---", "Is it so?\n---", "```\nx\n```", "> ```\n> x\n> ```", "- a\n\n  ~~~~\n  x\n  ~~~~~", "> [!NOTE]\n> x", "> [see] x", "Words \u{2022} words", "\u{2022}", "> [!] x", "> \\[!NOTE ] x",
    ])
    func whatIsMeantAsItStandsIsNot(_ prose: String) { #expect(problems(prose: prose) == []) }

    /// Inside code, nothing is syntax, and so nothing is wrong with it.
    @Test(arguments: [
        "[[]] [[x] here", "[[no_such_relation::x]]", "[@suports:ma2015] [@ma2015; wu2017] [@ma2015, @wu2017]", "##Heading", "Words. ^a_b", "![x](a b.png)",
        "[^9]: x", "CO~2~", "==a==", "**a **", "| a | b |", "$x^2$", "[ma2015]", "[a] (https://a.b)", "[@a; @a]", "== a ==", "'''a'''", "<ref>", "::: note", "## A {#b}",
    ])
    func codeHasNoProblems(_ code: String) {
        for prose in ["A `\(code)` b.", "    \(code)", "- a\n\n      \(code)", "- a\n\n    ```\n    \(code)\n    ```", "> ```\n> \(code)\n> ```", "```\n\(code)\n```"] {
            #expect(problems(prose: prose) == [], "\(prose)")
        }
    }
}
