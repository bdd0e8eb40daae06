// COinS: the record of a paper as an OpenURL in an empty span, so that reference managers can take papers from a list.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

/// How an OpenURL names what a paper is (ANSI/NISO Z39.88-2004, key/encoded-value formats of journals, books and dissertations).
private struct OpenURLForm {
    var format: String
    var genre: String
    var title: StaticString
    /// Of what holds it, such as a journal.
    var container: StaticString
    var publisher: StaticString

    /// - Parameter type: of CSL. What no format has is an article.
    init(type: String) {
        (format, genre, title, container, publisher) = ("journal", "article", "rft.atitle", "rft.jtitle", "rft.pub")
        switch type {
        case "book": (format, genre, title, container) = ("book", "book", "rft.btitle", "rft.series")
        case "chapter", "entry", "entry-dictionary", "entry-encyclopedia": (format, genre, container) = ("book", "bookitem", "rft.btitle")
        case "report": (format, genre, title, container) = ("book", "report", "rft.btitle", "rft.series")
        case "thesis": (format, genre, title, publisher) = ("dissertation", "", "rft.title", "rft.inst")
        case "paper-conference": genre = "proceeding"
        case "article": genre = "preprint"
        default: break
        }
    }
}

extension Site {
    /// The span of a paper; nothing for other entries.
    func coins(of id: EntryID) -> [UInt8] {
        guard let paper = graph.entries[Int(id)].metadata.paper else { return [] }
        let form = OpenURLForm(type: paper.type)
        var query = ByteBuffer()
        func add(_ key: StaticString, _ value: String) {
            guard !value.isEmpty else { return }
            query.add("&amp;")
            query.add(key)
            query.add("=")
            PercentEncoding.append(value, keeping: .unreserved, to: &query)
        }
        add("rft_val_fmt", "info:ofi/fmt:kev:mtx:" + form.format)
        add("rft.genre", form.genre)
        add(form.title, titlePlainText(graph.entries[Int(id)].metadata.title))
        add(form.container, paper.containerTitle)
        if let first = paper.authors.first {
            add("rft.aulast", first.citedName)
            add("rft.aufirst", first.given)
        }
        for author in paper.authors { add("rft.au", author.naturalName) }
        add("rft.date", paper.issued?.description ?? "")
        add("rft.volume", paper.volume)
        add("rft.issue", paper.issue)
        add("rft.pages", paper.page)
        if form.format != "journal" {
            add(form.publisher, paper.publisher)
            for identifier in graph.entries[Int(id)].metadata.identifiers where identifier.scheme == "ISBN" { add("rft.isbn", identifier.value) }
        }
        if !paper.doi.isEmpty { add("rft_id", "info:doi/" + paper.doi) }
        if !paper.pmid.isEmpty { add("rft_id", "info:pmid/" + paper.pmid) }
        var output = ByteBuffer()
        output.add("<span class=\"Z3988\" aria-hidden=\"true\" title=\"ctx_ver=Z39.88-2004")
        output.append(contentsOf: query)
        output.add("\"></span>")
        return [UInt8](output)
    }
}
