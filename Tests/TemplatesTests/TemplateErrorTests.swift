// Errors of templates: the place, the words and the nearest name; and input that is meant to break the engine.
import Bytes
import Testing

@testable import Templates

/// Renders `template` with `values`; answers the output, or the first error as `file:line:column: message`.
private func check(_ template: String, _ values: [(String, TemplateValue)] = [], partials: [String: String] = [:]) -> String {
    var sources = [TemplateSource(name: "page", file: "page.mustache", bytes: Array(template.utf8))]
    for (name, text) in partials.sorted(by: { $0.key < $1.key }) {
        sources.append(TemplateSource(name: name, file: name + ".mustache", bytes: Array(text.utf8)))
    }
    let library = TemplateLibrary(sources)
    if let error = library.errors.first { return describe(error) }
    var output = ByteBuffer()
    do {
        try library.render("page", [.object(TemplateObject(TemplateShape(values.map(\.0)), values.map(\.1)))], into: &output)
    } catch {
        return describe(error)
    }
    return String(decoding: [UInt8](output), as: UTF8.self)
}

private func describe(_ error: TemplateError) -> String { "\(error.file):\(error.line):\(error.columnUTF8): \(error.message)" }

@Suite struct TemplateErrorTests {
    @Test func unknownNameHasPlaceAndNearestName() {
        #expect(
            check("<h1>\n  µ {{titel}}</h1>", [("title", .text("A"))])
                == "page.mustache:2:6: no value is called \"titel\" here; did you mean \"title\"?")
    }

    /// Known beforehand are the names of all pages, not which page has which; a slip shows nothing, so that the page can be looked at.
    @Test func aNameThatNoPageHasIsFoundBeforeRendering() throws {
        let text = "{{#lists}}\n{{itms}}{{/lists}}{{^lits}}a{{/lits}}[{{license.nme}}{{.}}]{{#far}}b{{/far}}{{xyzzy}}"
        let library = TemplateLibrary(
            [TemplateSource(name: "page", file: "page", bytes: Array(text.utf8))], knownNames: ["lists", "items", "license", "name"])
        #expect(
            library.errors.map(describe) == [
                "page:2:1: no value is called \"itms\" here; did you mean \"items\"?",
                "page:2:19: no value is called \"lits\" here; did you mean \"lists\"?",
                "page:2:39: no value is called \"license.nme\" here; did you mean \"license.name\"?",
                "page:2:60: no value is called \"far\" here", "page:2:77: no value is called \"xyzzy\" here",
            ])
        var output = ByteBuffer()
        let shape = TemplateShape(["lists", "license"])
        try library.render("page", [.object(TemplateObject(shape, [.flag(true)])), .text("c")], into: &output)
        #expect(String(decoding: [UInt8](output), as: UTF8.self) == "[c]")
    }

    @Test func unknownPartialIsFoundBeforeRendering() {
        #expect(
            check("a\n{{> footr}}\n", partials: ["footer": ""])
                == "page.mustache:2:1: there is no template \"footr\"; did you mean \"footer\"?")
    }

    @Test func sectionsMustBeClosed() {
        #expect(check("a {{#list}} b") == "page.mustache:1:3: \"{{#list}}\" is never closed")
        #expect(
            check("{{#list}}\n{{/lost}}{{/list}}", [("list", .absent)])
                == "page.mustache:2:1: \"{{/lost}}\" closes nothing; \"{{#list}}\" of line 1 is open")
        #expect(check("x{{/list}}") == "page.mustache:1:2: \"{{/list}}\" closes nothing")
        #expect(check("x {{name") == "page.mustache:1:3: tag is never closed; \"}}\" is missing")
        #expect(check("{{=a=}}") == "page.mustache:1:1: delimiters are set as in {{=<% %>=}}")
    }

    /// What stands in the place of a block is text of the template that says it, not of the one that has the block.
    @Test func anErrorInABlockStandsInTheTemplateThatReplacesIt() {
        let partials = [
            "base": "<main>\n{{$main}}{{/main}}\n</main>{{$foot}}{{lost}}{{/foot}}",
            "middle": "{{< base}}{{$main}}<p>{{$text}}{{/text}}</p>{{/main}}{{/base}}",
        ]
        func error(_ template: String) -> String { check(template, [("name", .text("A"))], partials: partials) }
        #expect(error("\n\n{{< base}}{{$main}}{{nme}}{{/main}}{{/base}}") == "page.mustache:3:20: no value is called \"nme\" here; did you mean \"name\"?")
        #expect(error("{{< middle}}{{$text}}\n{{nme}}{{/text}}{{/middle}}") == "page.mustache:2:1: no value is called \"nme\" here; did you mean \"name\"?")
        #expect(error("{{< base}}{{/base}}") == "base.mustache:3:17: no value is called \"lost\" here")
    }

    /// One run reports all problems of all templates.
    @Test func allErrorsAreReported() {
        let library = TemplateLibrary([
            TemplateSource(name: "a", file: "a", bytes: Array("{{#x}}\n{{> gone}}".utf8)),
            TemplateSource(name: "b", file: "b", bytes: Array("{{/y}}".utf8)),
        ])
        #expect(library.errors.map(\.file) == ["a", "a", "b"])
    }

    /// The first keeps the name, so that the rest can be looked at.
    @Test func twoTemplatesOfOneNameAreReported() throws {
        let library = TemplateLibrary([
            TemplateSource(name: "base", file: "templates/base", bytes: Array("{{> part}}".utf8)),
            TemplateSource(name: "part", file: "partials/part", bytes: Array("x".utf8)),
            TemplateSource(name: "base", file: "partials/base", bytes: Array("junk".utf8)),
        ])
        #expect(library.errors.map(describe) == ["partials/base:1:1: templates/base is called \"base\" as well; rename one of the two"])
        var output = ByteBuffer()
        try library.render("base", [], into: &output)
        #expect(String(decoding: [UInt8](output), as: UTF8.self) == "x")
    }

    @Test func textIsEscapedAndOnlyTheProgramSaysWhatIsHTML() {
        let value = "<b> & \"q\" 'a'"
        #expect(check("{{x}}", [("x", .text(value))]) == "&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;")
        #expect(check("{{x}}", [("x", .bytes(Array(value.utf8)))]) == "&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;")
        #expect(check("{{x}}", [("x", .html(Array(value.utf8)))]) == value)
        #expect(check("{{x}}", [("x", .writer { $0.addPlain(value) })]) == value)
        #expect(check("{{{x}}}", [("x", .text(value))]) == "page.mustache:1:1: \"x\" is text and must be escaped; write {{x}}")
        #expect(check("{{&x}}", [("x", .html(Array(value.utf8)))]) == value)
    }

    @Test func aListIsNotShownAsText() {
        #expect(check("{{x}}", [("x", .list([]))]) == "page.mustache:1:1: \"x\" is a list or an object; show it with {{#x}}")
    }

    @Test func absentValuesAreKnownNames() {
        #expect(check("[{{x}}{{#x}}no{{/x}}{{^x}}yes{{/x}}]", [("x", .absent)]) == "[yes]")
        #expect(check("[{{#x}}no{{/x}}]", [("x", .text(""))]) == "[]")
        // What is not there has no parts either; what is no object has none that could be missing.
        #expect(check("[{{x.y.z}}{{#x.y}}no{{/x.y}}]", [("x", .absent)]) == "[]")
        #expect(check("{{x.y}}", [("x", .text("a"))]) == "page.mustache:1:1: no value is called \"x.y\" here")
    }

    @Test func templatesThatIncludeEachOtherEnd() {
        #expect(check("{{> a}}", partials: ["a": "{{> b}}", "b": "{{> a}}"]).contains("include each other more than"))
        #expect(check("{{> a}}", partials: ["a": "{{< a}}{{/a}}"]).contains("include each other more than"))
    }

    /// A replacement that holds a block of the same name once replaced itself without end.
    @Test func aReplacementDoesNotReplaceItself() {
        #expect(check("{{< base}}{{$b}}({{$b}}x{{/b}}){{/b}}{{/base}}", partials: ["base": "[{{$b}}{{/b}}]"]) == "[(x)]")
    }

    /// Forty partials that each call the next twice: a million million calls, were they made.
    @Test func partialsThatDoubleEnd() {
        var partials: [String: String] = ["p40": "x"]
        for number in 0..<40 { partials["p\(number)"] = "{{> p\(number + 1)}}{{> p\(number + 1)}}" }
        #expect(check("{{> p0}}", partials: partials).contains("the page has more than"))
    }

    /// Deep, unclosed and endless input ends, in an error where it is wrong.
    @Test(arguments: HostileTemplate.all)
    func hostileTemplates(_ hostile: HostileTemplate) {
        let result = check(hostile.text, [("a", .flag(true)), ("x", .text("y"))])
        #expect(result.hasPrefix("page.mustache:") == hostile.isWrong)
    }

    @Test func renderingIsTheSameEveryTime() {
        let first = check("{{#l}}{{.}},{{/l}}", [("l", .list([.text("a"), .text("b")]))])
        #expect(first == "a,b,")
        #expect(check("{{#l}}{{.}},{{/l}}", [("l", .list([.text("a"), .text("b")]))]) == first)
    }
}

/// A template that is meant to break the engine.
struct HostileTemplate: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var isWrong = true

    private static func many(_ text: String, _ count: Int = 20_000) -> String { String(repeating: text, count: count) }

    static let all = [
        HostileTemplate(testDescription: "unclosed sections", text: many("{{#a}}")),
        HostileTemplate(testDescription: "deep sections", text: many("{{#a}}") + many("{{/a}}")),
        HostileTemplate(testDescription: "unclosed tags", text: many("{{")),
        HostileTemplate(testDescription: "closing braces", text: many("}}"), isWrong: false),
        HostileTemplate(testDescription: "stray ends", text: many("{{/a}}")),
        HostileTemplate(testDescription: "unclosed blocks", text: many("{{$a}}")),
        HostileTemplate(testDescription: "unclosed parents", text: many("{{<a}}")),
        HostileTemplate(testDescription: "comments", text: many("{{! }}\n"), isWrong: false),
        HostileTemplate(testDescription: "long delimiter", text: "{{=" + many("<") + " >=}}", isWrong: false),
        HostileTemplate(testDescription: "many lines", text: many("\n") + "{{x}}", isWrong: false),
        HostileTemplate(testDescription: "long name", text: "{{" + many("a.") + "b}}"),
        HostileTemplate(testDescription: "no name", text: "{{}}"),
        HostileTemplate(testDescription: "section without name", text: "{{#}}{{/}}"),
    ]
}
