// The search page: the frame that the reader of the index fills, and what results can be filtered by.
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let search = TemplateShape(["filters", "letters"])
    static let searchFilter = TemplateShape(["name", "label", "options"])
    static let searchOption = TemplateShape(["value", "label"])
}

extension Site {
    func searchPage() -> (template: String, values: [TemplateObject]) {
        func filter(_ name: String, _ label: Phrase, _ options: [(value: String, label: String)]) -> TemplateValue {
            let options = options.map { TemplateValue.object(Shapes.searchOption, [.text($0.value), .text($0.label)]) }
            return .object(Shapes.searchFilter, [.text(name), .text(wording[label]), .list(options)])
        }
        let kinds = EntryKind.allCases.map { ($0.name, graph.vocabulary.terms(of: $0).label) }
        let years = index.papersByYear.filter { $0.slug != "unknown" }.map { ($0.slug, $0.label) }
        let tags = index.tags.map { ($0.slug, $0.label) }
        // What stands in the place of results for readers without scripts.
        let letters = index.everythingByLetter.map { group -> TemplateValue in
            .object(Shapes.group, [.absent, .text(group.label), .list(group.entries.map { listItem($0, root: [], detail: .none) })])
        }
        return (
            "search",
            [
                frame(path: SitePage.search.path, title: wording[.searchPage], pageClass: "search", description: wording[.searchIntro]),
                TemplateObject(
                    Shapes.search,
                    [.list([filter("type", .kindFilter, kinds), filter("year", .yearFilter, years), filter("tag", .tagFilter, tags)]), .list(letters)]),
            ]
        )
    }
}
