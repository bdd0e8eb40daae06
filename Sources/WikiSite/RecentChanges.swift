// The page of recent changes: the newest commits with the entries they touched, or, without a history, entries by date.
import Templates
import WikiGraph
import WikiModel

extension Shapes {
    static let recent = TemplateShape(["intro", "days"])
    static let day = TemplateShape(["date", "changes"])
    static let change = TemplateShape(["entries", "others", "subject", "contributors", "href"])
    static let changedEntry = TemplateShape(["href", "title", "is_new", "is_last"])
}

/// Entries that were changed together.
struct RecentChange: Sendable {
    var date: String
    var entries: [(entry: EntryID, isNew: Bool)]
    /// How many more entries were changed.
    var others = 0
    var subject = ""
    var contributors: [String] = []
    /// The full name of the commit; empty when the date is from front matter.
    var commit = ""
}

extension Site {
    /// Entries listed by the dates of their front matter.
    private static let mostDated = 100

    func isListed(_ id: EntryID) -> Bool { graph.isListed[Int(id)] }

    /// Newest first.
    func recentChanges() -> [RecentChange] {
        if input.history.changes.isEmpty { return datedChanges() }
        var numbers: [String: EntryID] = [:]
        for id in graph.entryIDs where isListed(id) { numbers[graph.entries[Int(id)].path] = id }
        return input.history.changes.compactMap { change in
            let entries = change.parts.compactMap { part in numbers[part.path].map { ($0, part.isNew) } }
            guard !entries.isEmpty else { return nil }
            return RecentChange(
                date: PartialDate(secondsSince1970: change.time).description, entries: entries, others: change.others,
                subject: change.subject, contributors: change.contributors, commit: change.commit)
        }
    }

    private func datedChanges() -> [RecentChange] {
        newestEntries.prefix(Site.mostDated).compactMap { id in
            credits[id].latest.map { RecentChange(date: $0.description, entries: [(id, credits[id].updated == nil)]) }
        }
    }

    /// Listed entries, those changed last first; those without a date last.
    var newestEntries: [EntryID] {
        let dated = graph.entryIDs.filter(isListed).map { (id: $0, date: credits[$0].latest, time: credits[$0].updatedTime ?? 0) }
        return dated.sorted { left, right in
            switch (left.date, right.date) {
            case (let a?, let b?): a == b ? (left.time == right.time ? left.id < right.id : left.time > right.time) : b < a
            case (_?, nil): true
            case (nil, _?): false
            case (nil, nil): left.id < right.id
            }
        }.map(\.id)
    }

    func recentPage() -> (template: String, values: [TemplateObject]) {
        var days: [(date: String, changes: [TemplateValue])] = []
        for change in recentChanges() {
            if days.last?.date != change.date { days.append((change.date, [])) }
            days[days.count - 1].changes.append(value(change))
        }
        let intro = days.isEmpty ? wording[.nothingRecent] : wording[.recentIntro]
        return (
            "recent",
            [
                frame(path: SitePage.recent.path, title: wording[.recentPage], pageClass: "listing", description: intro),
                TemplateObject(
                    Shapes.recent,
                    [.text(intro), .list(days.map { .object(Shapes.day, [.text($0.date), .list($0.changes)]) })]),
            ]
        )
    }

    private func value(_ change: RecentChange) -> TemplateValue {
        let entries = change.entries.enumerated().map { number, part -> TemplateValue in
            .object(
                Shapes.changedEntry,
                [
                    .html(addresses.path(of: part.entry)), .html(labels.title(part.entry)), .flag(part.isNew),
                    .flag(number == change.entries.count - 1),
                ])
        }
        let page = change.commit.isEmpty ? nil : forge?.commit(change.commit)
        return .object(
            Shapes.change,
            [
                .list(entries), change.others == 0 ? .absent : .text(String(change.others)), .optional(change.subject),
                .optional(change.contributors.joined(separator: wording[.comma])), page.map { .text($0) } ?? .absent,
            ])
    }
}
