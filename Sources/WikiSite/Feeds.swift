// The Atom feed, the site map and the robots file: written only when the site has an address.
import WikiGraph
import WikiModel

extension Site {
    /// Atom 1.0 (RFC 4287): the entries that were changed last, newest first.
    func feed() -> [UInt8] {
        let settings = input.settings
        var output: [UInt8] = []
        output.add("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
        element("title", settings.title, &output)
        element("id", settings.baseURL, &output)
        output.add("<link href=\"")
        output.addEscaped(settings.baseURL)
        output.add("\"/>\n<link rel=\"self\" href=\"")
        output.addEscaped(settings.baseURL + "feed.xml")
        output.add("\"/>\n")
        element("updated", timestamp(nil), &output)
        output.add("<author>")
        element("name", settings.authors.isEmpty ? settings.title : settings.authors.joined(separator: ", "), &output)
        output.add("</author>\n")
        for id in newestEntries {
            let entry = graph.entries[Int(id)]
            let address = settings.baseURL + entryPath(id)
            output.add("<entry>\n")
            element("title", entry.metadata.title, &output)
            element("id", address, &output)
            output.add("<link href=\"")
            output.addEscaped(address)
            output.add("\"/>\n")
            element("updated", timestamp(entry.metadata.updated ?? entry.metadata.created), &output)
            if !entry.metadata.summary.isEmpty { element("summary", entry.metadata.summary, &output) }
            output.add("</entry>\n")
        }
        output.add("</feed>\n")
        return output
    }

    private var newestEntries: [EntryID] {
        let dated = graph.entryIDs.filter { !graph.entries[Int($0)].metadata.isUnlisted }.map { id in
            (id, graph.entries[Int(id)].metadata.updated ?? graph.entries[Int(id)].metadata.created)
        }
        let sorted = dated.sorted { left, right in
            switch (left.1, right.1) {
            case (let a?, let b?) where a != b: b < a
            case (_?, nil): true
            case (nil, _?): false
            default: left.0 < right.0
            }
        }
        return sorted.prefix(50).map(\.0)
    }

    /// A date as RFC 3339 asks for; the build's own where the entry has none.
    private func timestamp(_ date: PartialDate?) -> String {
        guard let date else { return input.buildDate + "T00:00:00Z" }
        let whole = PartialDate(year: date.year, month: date.month ?? 1, day: date.day ?? 1)
        return "\(whole)T00:00:00Z"
    }

    private func element(_ name: String, _ text: String, _ output: inout [UInt8]) {
        output.append(contentsOf: "<\(name)>".utf8)
        output.addEscaped(text)
        output.append(contentsOf: "</\(name)>\n".utf8)
    }

    /// sitemaps.org protocol 0.9: every page that is listed.
    func sitemap() -> [UInt8] {
        var output: [UInt8] = []
        output.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        var paths = [SitePage.home.path] + listings().map(\.path) + [SitePage.claims.path]
        paths += graph.entryIDs.filter { !graph.entries[Int($0)].metadata.isUnlisted }.map(entryPath)
        for path in paths {
            output.add("<url><loc>")
            output.addEscaped(input.settings.baseURL + path)
            output.add("</loc></url>\n")
        }
        output.add("</urlset>\n")
        return output
    }

    func robots() -> [UInt8] {
        Array("User-agent: *\nAllow: /\nSitemap: \(input.settings.baseURL)sitemap.xml\n".utf8)
    }
}
