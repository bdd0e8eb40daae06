// Phrases of templates: what translators see of them, what becomes of other words, and slips.
import Bytes
import Testing

@testable import Templates

@Suite struct TemplatePhraseTests {
    private let values: [(String, TemplateValue)] = [
        ("title", .text("A & B")), ("href", .text("a.html")), ("n", .text("3")), ("list", .list([])), ("flag", .flag(true)),
    ]

    private func library(_ template: String, _ wording: [String: String] = [:]) -> TemplateLibrary {
        TemplateLibrary([TemplateSource(name: "page", file: "page", bytes: Array(template.utf8))], wording: wording)
    }

    private func render(_ template: String, _ wording: [String: String] = [:]) throws -> String {
        let library = library(template, wording)
        #expect(library.errors == [])
        var output = ByteBuffer()
        try library.render("page", [.object(TemplateObject(TemplateShape(values.map(\.0)), values.map(\.1)))], into: &output)
        return String(decoding: [UInt8](output), as: UTF8.self)
    }

    @Test(arguments: [
        ("{{#_}}Cited by{{/_}}", "Cited by"),
        ("{{#_}}In {{ title }}, {{n}} times{{/_}}", "In {title}, {n} times"),
        ("{{#_}}See <a class=\"x\" href=\"{{href}}\">{{title}}</a>.{{/_}}", "See <a>{title}</a>."),
        (
            "{{#_}}<a href=\"1\">One</a>, <a href=\"2\">two <b>or <i id=\"3\">three</i></b></a> and <kbd>x</kbd>, <kbd>y</kbd>{{/_}}",
            "<a>One</a>, <a2>two <b>or <i>three</i></b></a2> and <kbd>x</kbd>, <kbd>y</kbd>"
        ),
        ("{{#_}}3 < 4 &amp; {5} > 2{{/_}}", "3 < 4 &amp; {5} > 2"),
        ("{{=<% %>=}}<%#_%>Of <%title%> {{and}}<%/_%>", "Of {title} {{and}}"),
    ])
    func translatorsSeeNamesOfValuesAndTags(_ template: String, _ text: String) {
        #expect(library(template).phrases.map(\.text) == [text])
    }

    @Test func aPhraseStandsOnceForAllItsPlaces() {
        #expect(library("{{#_}}Tags{{/_}} {{#_}}Map{{/_}} {{#_}}Tags{{/_}}").phrases.map(\.text) == ["Tags", "Map"])
    }

    @Test func withoutOtherWordsAPhraseIsWhatStandsInIt() throws {
        #expect(try render("<p>{{#_}}Of <a href=\"{{href}}\">{{title}}</a>{{/_}}</p>\n{{#_}}x{{/_}}\n") == "<p>Of <a href=\"a.html\">A &amp; B</a></p>\nx\n")
        #expect(try render("{{#flag}}{{#_}}Yes{{/_}}{{/flag}}{{^flag}}{{#_}}No{{/_}}{{/flag}}") == "Yes")
    }

    @Test func otherWordsHaveTheValuesAndTagsInTheirOrder() throws {
        let template = "<p title=\"{{#_}}All{{/_}}\">{{#_}}From <a href=\"1\">one</a> to <a href=\"{{href}}\">{{title}}</a>{{/_}}</p>"
        let wording = ["All": "\"Alle\" <b> &amp; & &x {{title}}", "From <a>one</a> to <a2>{title}</a2>": "Zu <a2>{title}</a2> von <a>eins</a>"]
        #expect(
            try render(template, wording)
                == "<p title=\"All\">Zu <a href=\"a.html\">A &amp; B</a> von <a href=\"1\">eins</a></p>")
        #expect(
            try render(template, ["All": "\"Alle\" < b > &amp; & &x; &#60; { {"])
                == "<p title=\"&quot;Alle&quot; &lt; b &gt; &amp; &amp; &x; &#60; &#123; &#123;\">From <a href=\"1\">one</a> to <a href=\"a.html\">A &amp; B</a></p>")
    }

    @Test func otherWordsKeepTheDelimitersAndTheIndentation() throws {
        #expect(try render("{{=<% %>=}}<%#_%>Of <%title%><%/_%>", ["Of {title}": "Von {title}"]) == "Von A &amp; B")
        let part = TemplateSource(name: "part", file: "part", bytes: Array("a {{#_}}b{{/_}}\n{{#_}}c {{n}}{{/_}}\n".utf8))
        let page = TemplateSource(name: "page", file: "page", bytes: Array("  {{> part}}\n".utf8))
        for (wording, expected) in [([:], "  a b\n  c 3\n"), (["b": "B", "c {n}": "{n} C"], "  a B\n  3 C\n")] {
            var output = ByteBuffer()
            try TemplateLibrary([page, part], wording: wording).render(
                "page", [.object(TemplateObject(TemplateShape(["n"]), [.text("3")]))], into: &output)
            #expect(String(decoding: [UInt8](output), as: UTF8.self) == expected)
        }
    }

    @Test(arguments: [
        ("Of {title}", "Von {title}", nil),
        ("Cited by", "Zitiert von {n}", "\"Cited by\" has no value and no tag; write it without"),
        ("Of {title}", "Von", "\"Of {title}\" has {title} in it; write each as often, tags around the same words"),
        ("Of {title}", "{title} {title}", "\"Of {title}\" has {title} in it; write each as often, tags around the same words"),
        ("<a>One</a>", "</a>Eins<a>", "\"<a>One</a>\" has <a> </a> in it; write each as often, tags around the same words"),
        ("<a>One</a>", "<a>Eins", "\"<a>One</a>\" has <a> </a> in it; write each as often, tags around the same words"),
        ("One", "<script>alert(1)</script>", "\"One\" has no value and no tag; write it without"),
    ])
    func wordsThatDoNotFitAreToldAndNotUsed(_ phrase: String, _ words: String, _ problem: String?) throws {
        let source = phrase.replacing("{title}", with: "{{title}}")
        let library = library("{{#_}}\(source){{/_}}", [phrase: words])
        #expect(library.phrases.first?.problem(in: words) == problem)
        #expect(try render("{{#_}}\(source){{/_}}", [phrase: words]).hasPrefix(problem == nil ? "Von" : String(phrase.prefix(2))))
    }

    @Test(arguments: [
        ("a {{#_}}b", ["1:3 \"{{#_}}\" is never closed"]),
        ("a {{#_}}b {{#flag}}c{{/flag}}{{/_}}", ["1:3 a phrase holds words, HTML and values such as {{title}}; put sections and partials around it"]),
        ("{{#_}}{{> part}}{{/_}}", ["1:1 a phrase holds words, HTML and values such as {{title}}; put sections and partials around it", "1:7 there is no template \"part\"; did you mean \"page\"?"]),
        ("{{#_}}a\nb{{/_}}", ["1:1 a phrase stands on one line"]),
        ("{{#_}} {{/_}}", ["1:1 the phrase has no words"]),
        ("{{#_}}<a href=\"x\">a{{/_}}</a>", ["1:1 <a> has no end in this phrase; the words of one phrase stand between its tags"]),
        ("<a>{{#_}}a</a>{{/_}}", ["1:4 </a> ends nothing in this phrase"]),
        ("{{/_}}", ["1:1 \"{{/_}}\" closes nothing"]),
    ])
    func slipsInPhrasesHaveTheirPlace(_ template: String, _ expected: [String]) {
        #expect(library(template).errors.map { "\($0.line):\($0.columnUTF8) \($0.message)" } == expected)
    }

    /// A slip in a value of a phrase has its place whether the phrase is said in other words or not.
    @Test func anUnknownValueInAPhraseHasItsPlace() {
        for wording in [[:], ["Of {titel}": "Von {titel}"]] {
            let library = TemplateLibrary(
                [TemplateSource(name: "page", file: "page", bytes: Array("a\n b {{#_}}Of {{titel}}{{/_}}".utf8))], knownNames: ["title"],
                wording: wording)
            #expect(library.errors.map { "\($0.line):\($0.columnUTF8) \($0.message)" } == ["2:13 no value is called \"titel\" here; did you mean \"title\"?"])
        }
    }
}
