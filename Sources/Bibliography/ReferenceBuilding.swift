// What the builders of all reference styles share: adding parts, titles with their notices, pages.
import WikiModel

/// About how many parts a reference has.
let mostParts = 18

/// Builds a reference part by part.
protocol ReferenceBuilding {
    var metadata: EntryMetadata { get }
    var paper: PaperMetadata { get }
    /// What is said in brackets.
    var wording: Wording { get }
    var parts: [ReferencePart] { get set }
}

extension ReferenceBuilding {
    mutating func add(_ kind: ReferencePart.Kind, _ text: String, url: String? = nil) {
        guard !text.isEmpty else { return }
        parts.append(ReferencePart(kind, [.title, .work, .publisher].contains(kind) ? text.isolated : text, url: url))
    }

    /// A full stop, unless the text before it ends a sentence already.
    mutating func endSentence() {
        guard let mark = parts.last?.text.unicodeScalars.last(where: { $0 != "\u{2069}" }) else { return }
        if !".?!…؟".unicodeScalars.contains(mark) { add(.punctuation, ".") }
    }

    /// The title, and in brackets what became of the paper.
    mutating func addTitle(as kind: ReferencePart.Kind = .title) {
        add(kind, metadata.title.isEmpty ? "[untitled]" : metadata.title.singleSpaced)
        guard let retraction = paper.retraction else { return }
        add(.punctuation, " ")
        add(.notice, "[\(wording[retraction.kind.notice])]", url: retraction.noticeAddress)
    }

    /// Pages, or the number of the article, with `dash` between first and last.
    func pages(dash: Character) -> String {
        let pages = paper.page.isEmpty ? paper.number : paper.page
        if pages.isEmpty { return "" }
        return String(pages.singleSpaced.map { $0.unicodeScalars.allSatisfy(isDash) ? dash : $0 })
    }
}
