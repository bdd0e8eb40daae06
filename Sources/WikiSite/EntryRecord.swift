// Who wrote and reviewed an entry and when, and where to change it: the last part of its page.
import Templates
import WikiModel

extension Shapes {
    static let record = TemplateShape([
        "created", "updated", "reviewed", "reviewers", "contributors", "edit_href", "history_href", "report_href",
    ])
}

extension EntryPlace {
    /// What front matter and history say of the entry's making, and the forge's pages of its file; absent when there is neither.
    var record: TemplateValue {
        let metadata = entry.metadata
        let credit = site.credits[id]
        let values: [TemplateValue] = [
            date(credit.created), date(credit.updated == credit.created ? nil : credit.updated), date(metadata.reviewed),
            .optional(metadata.reviewers.joined(separator: wording[.comma])), contributors(credit.contributors),
            address { $0.edit(entry.path) }, address { $0.history(entry.path) },
            address { $0.report(title: site.plainTitle(of: id), path: entry.path) },
        ]
        let isEmpty = values.allSatisfy { if case .absent = $0 { true } else { false } }
        return isEmpty ? .absent : .object(Shapes.record, values)
    }

    private func contributors(_ names: [String]) -> TemplateValue {
        .section(
            names.enumerated().map { number, name in
                let path = site.contributorPath(name)
                return .object(
                    Shapes.listLink,
                    [path.map { .html(root + Array($0.utf8)) } ?? .absent, .text(name), .flag(number == names.count - 1)])
            })
    }

    private func date(_ date: PartialDate?) -> TemplateValue { date.map { .text($0.description) } ?? .absent }
    private func address(_ make: (ForgeAddresses) -> String) -> TemplateValue { site.forge.map { .text(make($0)) } ?? .absent }
}
