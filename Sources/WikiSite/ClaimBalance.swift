// How the evidence on a claim stands: counts, words and a small drawing. Retracted papers are not counted.
import Bytes
import WikiGraph
import WikiModel

/// The papers on each side of a claim, each counted once a side.
struct ClaimBalance {
    private(set) var supporting = 0
    private(set) var disputing = 0
    private(set) var neither = 0
    private(set) var retracted = 0

    init(_ claim: Claim, _ graph: KnowledgeGraph) {
        var seen: [(EntryID, Stance.Side)] = []
        for evidence in claim.evidence where !seen.contains(where: { $0 == (evidence.paper, evidence.side) }) {
            seen.append((evidence.paper, evidence.side))
            if graph.entries[Int(evidence.paper)].metadata.paper?.retraction?.kind == .retracted {
                retracted += 1
                continue
            }
            switch evidence.side {
            case .supporting: supporting += 1
            case .disputing: disputing += 1
            case .neither: neither += 1
            }
        }
    }

    /// Whether standing papers are on both sides.
    var isContested: Bool { supporting > 0 && disputing > 0 }
    /// Whether every paper was retracted.
    var restsOnRetracted: Bool { retracted > 0 && supporting + disputing + neither == 0 }

    /// `3 papers support, 1 disputes; 1 retracted is not counted`
    var words: String {
        var parts: [String] = []
        func add(_ count: Int, _ one: String, _ many: String) {
            guard count > 0 else { return }
            let noun = parts.isEmpty ? (count == 1 ? " paper" : " papers") : ""
            parts.append("\(count)\(noun) \(count == 1 ? one : many)")
        }
        add(supporting, "supports", "support")
        add(disputing, "disputes", "dispute")
        add(neither, "takes neither side", "take neither side")
        var text = parts.isEmpty ? "no standing paper" : parts.joined(separator: ", ")
        if retracted > 0 { text += "; \(retracted) retracted \(retracted == 1 ? "is" : "are") not counted" }
        return text
    }

    /// A square for each paper: filled for support, hollow for dispute, a dot for neither. The words say the same.
    var drawing: [UInt8] {
        let total = supporting + disputing + neither
        guard total > 0 else { return [] }
        let papersPerMark = (total + ClaimBalance.mostMarks - 1) / ClaimBalance.mostMarks
        let marks = { (papers: Int) in (papers + papersPerMark - 1) / papersPerMark }
        let width = (marks(supporting) + marks(disputing) + marks(neither)) * 13 - 3
        var output = ByteBuffer()
        output.addPlain("<svg class=\"balance\" viewBox=\"0 0 \(width) 10\" width=\"\(width)\" height=\"10\" aria-hidden=\"true\">")
        var count = 0
        func add(_ papers: Int, _ name: String, _ shape: String) {
            guard papers > 0 else { return }
            output.addPlain("<path class=\"\(name)\" d=\"")
            for _ in 0..<marks(papers) {
                output.addPlain("M\(count * 13) 0\(shape)")
                count += 1
            }
            output.add("\"/>")
        }
        add(supporting, "supporting", "h10v10h-10z")
        add(disputing, "disputing", "h10v10h-10zm2 2v6h6v-6z")
        add(neither, "neither", "m3 3h4v4h-4z")
        output.add("</svg>")
        return [UInt8](output)
    }

    private static let mostMarks = 24
}
