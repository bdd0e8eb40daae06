// COinS: the record of a paper as an OpenURL in an empty span, so that reference managers can take papers from a list.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

extension Site {
    /// The span of a paper (ANSI/NISO Z39.88-2004, key/encoded-value format of journals); nothing for other entries.
    func coins(of id: EntryID) -> [UInt8] {
        guard let paper = graph.entries[Int(id)].metadata.paper else { return [] }
        var query = ByteBuffer()
        func add(_ key: StaticString, _ value: String) {
            guard !value.isEmpty else { return }
            query.add("&amp;")
            query.add(key)
            query.add("=")
            PercentEncoding.append(value, keeping: .unreserved, to: &query)
        }
        let isChapter = paper.type == "chapter"
        add("rft_val_fmt", isChapter ? "info:ofi/fmt:kev:mtx:book" : "info:ofi/fmt:kev:mtx:journal")
        add("rft.genre", isChapter ? "bookitem" : "article")
        add("rft.atitle", titlePlainText(graph.entries[Int(id)].metadata.title))
        add(isChapter ? "rft.btitle" : "rft.jtitle", paper.containerTitle)
        if let first = paper.authors.first {
            add("rft.aulast", first.citedName)
            add("rft.aufirst", first.given)
        }
        for author in paper.authors { add("rft.au", author.naturalName) }
        add("rft.date", paper.issued?.description ?? "")
        add("rft.volume", paper.volume)
        add("rft.issue", paper.issue)
        add("rft.pages", paper.page)
        if !paper.doi.isEmpty { add("rft_id", "info:doi/" + paper.doi) }
        if !paper.pmid.isEmpty { add("rft_id", "info:pmid/" + paper.pmid) }
        var output = ByteBuffer()
        output.add("<span class=\"Z3988\" aria-hidden=\"true\" title=\"ctx_ver=Z39.88-2004")
        output.append(contentsOf: query)
        output.add("\"></span>")
        return [UInt8](output)
    }
}
