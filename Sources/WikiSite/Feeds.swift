// The Atom feed, the site map and the robots file: written only when the site has an address.
import Bytes
import WikiGraph
import WikiModel

extension Site {
    /// Atom 1.0 (RFC 4287): the entries that were changed last, newest first.
    func appendFeed(to output: inout ByteBuffer) {
        let settings = input.settings
        output.add("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
        element("title", settings.title, &output)
        element("id", settings.baseURL, &output)
        output.add("<link href=\"")
        output.addEscaped(settings.baseURL)
        output.add("\"/>\n<link rel=\"self\" href=\"")
        output.addEscaped(settings.baseURL + "feed.xml")
        output.add("\"/>\n")
        let newest = Array(newestEntries.prefix(Site.longestFeed))
        element("updated", newest.first.flatMap { timestamp(credits[$0]) } ?? midnight(input.buildDate), &output)
        output.add("<author>")
        element("name", settings.authors.isEmpty ? settings.title : settings.authors.map(\.naturalName).joined(separator: ", "), &output)
        output.add("</author>\n")
        for id in newest {
            let entry = graph.entries[Int(id)]
            let address = settings.baseURL + entryPath(id)
            output.add("<entry>\n")
            element("title", markedTitle(of: id), &output)
            element("id", address, &output)
            output.add("<link href=\"")
            output.addEscaped(address)
            output.add("\"/>\n")
            let credit = credits[id]
            element("updated", timestamp(credit) ?? midnight(input.buildDate), &output)
            if let created = credit.created { element("published", midnight(created.wholeDay), &output) }
            for name in credit.contributors {
                output.add("<author>")
                element("name", name, &output)
                output.add("</author>\n")
            }
            if !entry.metadata.summary.isEmpty { element("summary", entry.metadata.summary, &output) }
            output.add("</entry>\n")
        }
        output.add("</feed>\n")
    }

    private static let longestFeed = 50

    /// When an entry was changed last, as RFC 3339 asks for; `nil` when it has no date.
    private func timestamp(_ credit: EntryCredit) -> String? {
        guard let time = credit.updatedTime else { return credit.latest.map { midnight($0.wholeDay) } }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let clock = [time % 86_400 / 3600, time % 3600 / 60, time % 60].map(two).joined(separator: ":")
        return "\(PartialDate(secondsSince1970: time))T\(clock)Z"
    }

    private func midnight(_ day: String) -> String { day + "T00:00:00Z" }

    private func element(_ name: String, _ text: String, _ output: inout ByteBuffer) {
        output.addPlain("<\(name)>")
        output.addEscaped(text)
        output.addPlain("</\(name)>\n")
    }

    /// sitemaps.org protocol 0.9: every page that is listed.
    func appendSitemap(to output: inout ByteBuffer) {
        output.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        let paths = [SitePage.home.path] + listings().map(\.path) + [SitePage.claims.path, SitePage.recent.path]
        for path in paths { location(path, nil, &output) }
        for id in graph.entryIDs where !graph.entries[Int(id)].metadata.isUnlisted { location(entryPath(id), credits[id].latest, &output) }
        output.add("</urlset>\n")
    }

    private func location(_ path: String, _ changed: PartialDate?, _ output: inout ByteBuffer) {
        output.add("<url><loc>")
        output.addEscaped(input.settings.baseURL + path)
        output.add("</loc>")
        if let changed { output.addPlain("<lastmod>\(changed)</lastmod>") }
        output.add("</url>\n")
    }

    func appendRobots(to output: inout ByteBuffer) {
        output.addPlain("User-agent: *\nAllow: /\nSitemap: \(input.settings.baseURL)sitemap.xml\n")
    }
}

extension PartialDate {
    /// With the first month and the first day where they are not known.
    var wholeDay: String { PartialDate(year: year, month: month ?? 1, day: day ?? 1).description }
}
