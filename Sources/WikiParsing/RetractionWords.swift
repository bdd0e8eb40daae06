// Whether prose says of a paper it cites that it was retracted.
import WikiModel

/// The words by which a sentence, or the bracket of a citation, says that the paper was retracted or is under concern: English ones, and
/// those of the base's own wording.
///
/// "Retraction" alone is none: cells retract, and leave retraction fibers.
struct RetractionWords {
    /// Those of the base, which may go on with other endings.
    private let ofBase: [[UInt8]]
    /// Which bytes begin any of them: most places of a text need no more than this look.
    private var begins = [Bool](repeating: false, count: 256)

    init(_ wording: Wording) {
        ofBase = [Phrase.retracted, .underConcern, .concernNotice].map { wording[$0].utf8.map(\.lowercased) }.filter { !$0.isEmpty }
        for word in ofBase + RetractionWords.inSentence + RetractionWords.inBracket { begins[Int(word[0])] = true }
    }

    private static let inSentence = ["retracted", "withdrawn", "expression of concern", "expressions of concern"].map { Array($0.utf8) }
    private static let inBracket = ["retract", "withdraw", "concern"].map { Array($0.utf8) }

    /// In a sentence English words are whole.
    func stand(inSentence text: SourceBytes) -> Bool { stands(RetractionWords.inSentence, in: text, isWhole: true) }

    /// What stands beside the key in the bracket of a citation speaks of that paper alone, so that the beginning of a word will do.
    func stand(inBracket text: SourceBytes) -> Bool { stands(RetractionWords.inBracket, in: text, isWhole: false) }

    private func stands(_ english: [[UInt8]], in text: SourceBytes, isWhole: Bool) -> Bool {
        text.indices.contains { start in
            let first = text[start].lowercased
            guard begins[Int(first)] else { return false }
            func isHere(_ word: [UInt8], isWhole: Bool) -> Bool {
                guard word[0] == first, start + word.count <= text.count, !(first.isLetter && start > 0 && text[start - 1].isLetter),
                    word.indices.allSatisfy({ text[start + $0].lowercased == word[$0] })
                else { return false }
                return !isWhole || start + word.count == text.count || !text[start + word.count].isLetter
            }
            return english.contains { isHere($0, isWhole: isWhole) } || ofBase.contains { isHere($0, isWhole: false) }
        }
    }
}
