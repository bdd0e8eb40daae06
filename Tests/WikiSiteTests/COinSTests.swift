// What reference managers take from a list: articles as articles, and books as books.
import Testing
import WikiModel

@testable import WikiSite

@Suite @MainActor struct COinSTests {
    @Test(arguments: [
        ("article-journal", "container-title: Cell\n", "fmt%3Akev%3Amtx%3Ajournal", "rft.genre=article&amp;rft.atitle=What%20X%20saw&amp;rft.jtitle=Cell"),
        ("article", "", "fmt%3Akev%3Amtx%3Ajournal", "rft.genre=preprint&amp;rft.atitle=What%20X%20saw"),
        ("paper-conference", "container-title: A meeting\n", "fmt%3Akev%3Amtx%3Ajournal", "rft.genre=proceeding&amp;rft.atitle=What%20X%20saw&amp;rft.jtitle=A%20meeting"),
        ("book", "publisher: Press\nidentifiers: {ISBN: 978-0-306-40615-7}\n", "fmt%3Akev%3Amtx%3Abook", "rft.genre=book&amp;rft.btitle=What%20X%20saw"),
        ("chapter", "container-title: The book\n", "fmt%3Akev%3Amtx%3Abook", "rft.genre=bookitem&amp;rft.atitle=What%20X%20saw&amp;rft.btitle=The%20book"),
        ("report", "", "fmt%3Akev%3Amtx%3Abook", "rft.genre=report&amp;rft.btitle=What%20X%20saw"),
        ("thesis", "publisher: A university\n", "fmt%3Akev%3Amtx%3Adissertation", "&amp;rft.title=What%20X%20saw"),
    ])
    func whatAPaperIsIsSaid(_ type: String, _ more: String, _ format: String, _ words: String) {
        let source = SampleSite.paper("X", 2019).replacing("type: article-journal\n", with: "type: \(type)\n\(more)")
        let sample = SampleSite(["papers/x.md": source])
        let span = String(decoding: sample.site.coins(of: sample.id("x")), as: UTF8.self)
        #expect(span.contains(format) && span.contains(words), "\(span)")
        if type == "book" { #expect(span.contains("&amp;rft.pub=Press&amp;rft.isbn=978") && !span.contains("jtitle")) }
        if type == "thesis" { #expect(span.contains("&amp;rft.inst=A%20university") && !span.contains("rft.genre")) }
    }
}
