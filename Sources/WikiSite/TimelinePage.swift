// The timeline: papers by year and category as a chart that is drawn at build time, and the same as a list.
import Bytes
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let timeline = TemplateShape(["intro", "drawing", "groups", "years"])
}

extension Site {
    /// More papers than this are drawn as a count for each year and category, and listed on the pages of the years.
    static let mostPapersInTimeline = 600

    func timelinePage() -> (template: String, values: [TemplateObject]) {
        let timeline = Timeline(self)
        let intro = wording[.timelineIntro]
        let groups = index.papersByYear.map { group -> TemplateValue in
            .object(
                Shapes.group,
                [
                    .text("y:" + group.slug), .text(group.label),
                    .list(timeline.isCounted ? [] : group.entries.map { listItem($0, root: [], detail: .source) }),
                ])
        }
        return (
            "timeline",
            [
                frame(path: SitePage.timeline.path, title: wording[.timelinePage], pageClass: "timeline", description: intro),
                TemplateObject(
                    Shapes.timeline,
                    [
                        .text(intro), timeline.lanes.isEmpty ? .absent : .html(timeline.svg()),
                        .list(timeline.isCounted ? [] : groups),
                        timeline.isCounted ? .list(index.papersByYear.map { group in
                            let count = wording.count(group.entries.count, .paper, .papers)
                            return .object(
                                Shapes.listItem, [.text(timeline.address(of: group)), .text(group.label), .absent, .text(count), .absent])
                        }) : .absent,
                    ]),
            ]
        )
    }
}

/// Papers by year and category, and their drawing.
struct Timeline {
    private let site: Site
    private let years: [IndexGroup]
    /// Category ids, and the names of their lanes; papers without a category stand in the last.
    let lanes: [(id: String, label: String)]
    /// For each year and lane, its papers.
    private let cells: [[[EntryID]]]
    let isCounted: Bool

    init(_ site: Site) {
        self.site = site
        years = site.index.papersByYear
        func category(_ paper: EntryID) -> String { site.graph.entries[Int(paper)].metadata.category }
        let used = Set(years.lazy.flatMap(\.entries).map(category))
        var lanes = site.graph.vocabulary.terms(of: .paper).categories.filter { used.contains($0.id) }
        let known = Set(lanes.map(\.id))
        if used.contains(where: { !known.contains($0) }) { lanes.append(("", site.wording[.other])) }
        let places = Dictionary(uniqueKeysWithValues: lanes.enumerated().map { ($1.id, $0) })
        let count = lanes.count
        cells = years.map { year in
            var cells = [[EntryID]](repeating: [], count: count)
            for paper in year.entries { cells[places[category(paper)] ?? count - 1].append(paper) }
            return cells
        }
        self.lanes = lanes
        isCounted = years.reduce(0) { $0 + $1.entries.count } > Site.mostPapersInTimeline
    }

    /// The page that lists the papers of a year.
    func address(of year: IndexGroup) -> String {
        Listing.address(of: year, on: SitePage.papers.path, isDivided: Listing.isDivided(years))
    }

    func svg() -> [UInt8] {
        let numbers = zip(years, cells).map { year, cells in
            (year: Int(year.slug) ?? 0, lanes: cells.map { isCounted ? min(1, $0.count) : $0.count })
        }
        let layout = TimelineLayout(names: lanes.map(\.label), counts: numbers)
        var output = ByteBuffer()
        output.add("<svg viewBox=\"0 0 ")
        output.add(layout.width)
        output.add(" ")
        output.add(layout.height)
        output.add("\" width=\"")
        output.add(layout.width * 5 / 4)
        output.add("\" aria-labelledby=\"t:title\">\n<title id=\"t:title\">")
        output.addEscaped(site.wording[.timelineDrawing])
        output.add("</title>\n")
        for lane in layout.lanes {
            for (line, words) in lane.lines.enumerated() {
                addText(words, x: lane.x, y: layout.headingY + line * 13, &output)
            }
        }
        var group = 0
        for (row, year) in layout.years.enumerated() {
            addYear(year, width: layout.width, &output)
            // Rows without papers stand between those of the index.
            guard group < years.count, numbers[group].year == year.year else { continue }
            for (lane, papers) in cells[group].enumerated() {
                if isCounted { addCount(papers.count, address(of: years[group]), layout.place(0, lane: lane, year: row), &output) }
                else {
                    for (number, paper) in papers.enumerated() { addPaper(paper, layout.place(number, lane: lane, year: row), &output) }
                }
            }
            group += 1
        }
        output.add("</svg>")
        return [UInt8](output)
    }

    private func addText(_ text: String, x: Int, y: Int, _ output: inout ByteBuffer) {
        output.add("<text x=\"")
        output.add(x)
        output.add("\" y=\"")
        output.add(y)
        output.add("\">")
        output.addEscaped(text)
        output.add("</text>\n")
    }

    private func addYear(_ year: TimelineLayout.Year, width: Int, _ output: inout ByteBuffer) {
        output.add("<path d=\"M0 ")
        output.add(year.y - 3)
        output.add("H")
        output.add(width)
        output.add(year.followsGap ? "\" stroke-dasharray=\"2 4\"/>" : "\"/>")
        addText(year.year == 0 ? "–" : String(year.year), x: 0, y: year.y + TimelineLayout.pitch / 2 + 4, &output)
    }

    private func addPaper(_ paper: EntryID, _ place: (x: Int, y: Int), _ output: inout ByteBuffer) {
        let retraction = site.graph.entries[Int(paper)].metadata.paper?.retraction
        output.add("<a href=\"")
        site.addresses.appendPath(of: paper, to: &output)
        output.add("\"><title>")
        site.labels.appendTitle(paper, to: &output)
        output.add("</title><path d=\"M")
        output.add(place.x - 7)
        output.add(" ")
        output.add(place.y - 7)
        // A paper that was withdrawn or corrected is an outline with a stroke through it.
        output.add(retraction == nil ? "h14v14h-14z\"/></a>\n" : "h14v14h-14zl14 14\" class=\"flagged\"/></a>\n")
    }

    private func addCount(_ count: Int, _ address: String, _ place: (x: Int, y: Int), _ output: inout ByteBuffer) {
        guard count > 0 else { return }
        output.add("<a href=\"")
        output.addEscaped(address)
        output.add("\">")
        addText(String(count), x: place.x - 7, y: place.y + 4, &output)
        output.add("</a>\n")
    }
}
