// Who wrote and reviewed an entry and when, and where to change it: the last part of its page.
import Templates
import WikiModel

extension Shapes {
    static let record = TemplateShape([
        "created", "updated", "reviewed", "reviewers", "contributors", "edit_href", "history_href", "report_href",
    ])
}

extension EntryPlace {
    /// What the front matter says of the entry's making, and the forge's pages of its file; absent when there is neither.
    var record: TemplateValue {
        let metadata = entry.metadata
        let values: [TemplateValue] = [
            date(metadata.created), date(metadata.updated), date(metadata.reviewed),
            .optional(metadata.reviewers.joined(separator: ", ")), .optional(metadata.contributors.joined(separator: ", ")),
            address { $0.edit(entry.path) }, address { $0.history(entry.path) },
            address { $0.report(title: metadata.title, path: entry.path) },
        ]
        let isEmpty = values.allSatisfy { if case .absent = $0 { true } else { false } }
        return isEmpty ? .absent : .object(Shapes.record, values)
    }

    private func date(_ date: PartialDate?) -> TemplateValue { date.map { .text($0.description) } ?? .absent }
    private func address(_ make: (ForgeAddresses) -> String) -> TemplateValue { site.forge.map { .text(make($0)) } ?? .absent }
}
