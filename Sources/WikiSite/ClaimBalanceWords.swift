// The balance of a claim in words and as a small drawing.
import Bytes
import WikiGraph
import WikiModel

extension ClaimBalance {
    /// `3 papers support, 1 disputes; 1 retracted is not counted`
    func words(_ wording: Wording) -> String {
        var said: String?
        func add(_ part: String) { said = said.map { wording.filled(.clauses, $0, part) } ?? part }
        // Only the first part says that papers are counted.
        func add(_ count: Int, first: (one: Phrase, many: Phrase), further: (one: Phrase, many: Phrase)) {
            guard count > 0 else { return }
            let phrases = said == nil ? first : further
            add(wording.count(count, phrases.one, phrases.many))
        }
        if supporting > 0 { add(wording.count(supporting, .paperSupports, .papersSupport)) }
        add(disputing, first: (.paperDisputes, .papersDispute), further: (.oneDisputes, .moreDispute))
        add(neither, first: (.paperTakesNeitherSide, .papersTakeNeitherSide), further: (.oneTakesNeitherSide, .moreTakeNeitherSide))
        let text = said ?? wording[.noStandingPaper]
        return retracted == 0 ? text : text + wording[.semicolon] + wording.count(retracted, .retractedNotCounted, .moreRetractedNotCounted)
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
