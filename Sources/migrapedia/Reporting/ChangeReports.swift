// The change of a knowledge base as Markdown for a pull request, and as JSON.
import WikiGraph
import WikiModel

extension KnowledgeChange {
    /// Markdown with a line of counts, and a list for each kind of change. Long lists are cut, and say so.
    func markdown() -> String {
        var output = "## What this changes in the knowledge base\n\n"
        if graph.isEmpty, problems.isEmpty { return output + "Nothing: entries, links, claims and problems are the same.\n" }
        output += counts
        output += section("Entries added", graph.entries.gained.map(entry))
        output += section("Entries removed", graph.entries.lost.map(entry))
        output += section("Entries renamed", graph.renamed.map { "\(code($0.old.path)) → \(entry($0.new))" })
        output += section("Entries changed", graph.changed.map { "\(entry($0.name)): \($0.parts.joined(separator: ", "))" })
        let claims =
            graph.claims.gained.map { "gained: \(claim($0))" } + graph.claims.lost.map { "lost: \(claim($0))" }
            + graph.changedClaims.map { "changed: \(changed($0))" }
        output += section("Claims", claims)
        output += section("Relations", signed(graph.relations) { "\(text($0.source.title)) — \($0.type) → \(text($0.target.title))" })
        output += section("Citations", signed(graph.citations) { "\(text($0.source.title)) cites \(text($0.target.title))" })
        output += section("Links", signed(graph.links) { "\(text($0.source.title)) → \(text($0.target.title))" })
        output += section("New wanted entries (linked to, not written)", graph.wanted.gained.map(text))
        output += section("No longer wanted", graph.wanted.lost.map(text))
        output += section("New orphans (nothing links to them)", graph.orphans.gained.map(entry))
        output += section("No longer orphans", graph.orphans.lost.map(entry))
        output += section("New problems", problems.gained.map(problem))
        output += section("Problems mended", problems.lost.map(problem))
        return output
    }

    /// A table of one line: what came and what went.
    private var counts: String {
        let rows: [(String, Int, Int)] = [
            ("entries", graph.entries.gained.count, graph.entries.lost.count),
            ("claims", graph.claims.gained.count, graph.claims.lost.count),
            ("relations", graph.relations.gained.count, graph.relations.lost.count),
            ("citations", graph.citations.gained.count, graph.citations.lost.count),
            ("links", graph.links.gained.count, graph.links.lost.count),
            ("problems", problems.gained.count, problems.lost.count),
        ]
        return "| | " + rows.map(\.0).joined(separator: " | ") + " |\n|---|" + rows.map { _ in "---:|" }.joined() + "\n| gained | "
            + rows.map { String($0.1) }.joined(separator: " | ") + " |\n| lost | " + rows.map { String($0.2) }.joined(separator: " | ")
            + " |\n"
    }

    private static let longestList = 50

    private func section(_ title: String, _ items: [String]) -> String {
        if items.isEmpty { return "" }
        let rest = items.count - KnowledgeChange.longestList
        return "\n### \(title)\n\n" + items.prefix(KnowledgeChange.longestList).map { "- \($0)\n" }.joined()
            + (rest > 0 ? "- … and \(rest) more\n" : "")
    }

    private func signed(_ changes: GainsAndLosses<NamedEdge>, _ line: (NamedEdge) -> String) -> [String] {
        changes.gained.map { "gained: " + line($0) } + changes.lost.map { "lost: " + line($0) }
    }

    private func entry(_ name: EntryName) -> String { "\(text(name.title)) (\(code(name.path)))" }

    private func claim(_ claim: NamedClaim) -> String {
        "\(text(claim.entry.title)), \(code("#" + claim.id)) (\(evidence(claim.evidence)))\(claim.isContested ? " *contested*" : "")"
    }

    private func changed(_ changed: ChangedClaim) -> String {
        let isContested = changed.claim.isContested
        return claim(changed.claim) + (changed.gained.isEmpty ? "" : "; new: \(evidence(changed.gained))")
            + (changed.lost.isEmpty ? "" : "; gone: \(evidence(changed.lost))")
            + (isContested == changed.wasContested ? "" : isContested ? "; **now contested**" : "; no longer contested")
    }

    private func evidence(_ words: [String]) -> String { words.isEmpty ? "no evidence found" : words.map(text).joined(separator: ", ") }

    private func problem(_ diagnostic: Diagnostic) -> String {
        "\(code(diagnostic.place)) \(diagnostic.severity.label): \(text(diagnostic.message)) (\(code(diagnostic.code.rawValue)))"
    }

    /// An author's text as plain text of Markdown: it may neither format, link nor mention.
    private func text(_ text: String) -> String {
        var output = ""
        for character in text {
            if "\\`*_{}[]<>#|~".contains(character) {
                output += "\\" + String(character)
            } else if character == "@" {
                output += "&#64;"
            } else {
                output += character.isNewline ? " " : String(character)
            }
        }
        return output
    }

    private func code(_ text: String) -> String { "`" + text.replacing("`", with: "'") + "`" }

    /// One object; the same facts as the Markdown, whole.
    func json() -> String {
        func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
        func name(_ name: EntryName) -> String { "{\"path\": \(quoted(name.path)), \"title\": \(quoted(name.title))}" }
        func edge(_ edge: NamedEdge) -> String {
            "{\"source\": \(quoted(edge.source.path)), " + (edge.type.isEmpty ? "" : "\"type\": \(quoted(edge.type)), ")
                + "\"target\": \(quoted(edge.target.path))}"
        }
        func claim(_ claim: NamedClaim) -> String {
            "{\"entry\": \(quoted(claim.entry.path)), \"id\": \(quoted(claim.id)), \"evidence\": \(list(claim.evidence.map(quoted))), "
                + "\"contested\": \(claim.isContested)}"
        }
        func problem(_ problem: Diagnostic) -> String { DiagnosticReport.json(problem) }
        func both<Element>(_ changes: GainsAndLosses<Element>, _ item: (Element) -> String) -> String {
            "{\"gained\": \(list(changes.gained.map(item))), \"lost\": \(list(changes.lost.map(item)))}"
        }
        let changedClaims = graph.changedClaims.map {
            "{\"claim\": \(claim($0.claim)), \"gained\": \(list($0.gained.map(quoted))), \"lost\": \(list($0.lost.map(quoted))), "
                + "\"wasContested\": \($0.wasContested)}"
        }
        let members: [(String, String)] = [
            ("entries", both(graph.entries, name)),
            ("renamed", list(graph.renamed.map { "{\"old\": \(quoted($0.old.path)), \"new\": \(quoted($0.new.path))}" })),
            ("changed", list(graph.changed.map { "{\"path\": \(quoted($0.name.path)), \"parts\": \(list($0.parts.map(quoted)))}" })),
            ("links", both(graph.links, edge)), ("relations", both(graph.relations, edge)), ("citations", both(graph.citations, edge)),
            ("claims", both(graph.claims, claim)), ("changedClaims", list(changedClaims)), ("wanted", both(graph.wanted, quoted)),
            ("orphans", both(graph.orphans, name)), ("problems", both(problems, problem)),
        ]
        return "{\n" + members.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}\n"
    }

    private func quoted(_ text: String) -> String { JSONEscaping.quoted(text) }
}
