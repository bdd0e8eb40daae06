// The sentence around a mention, as other pages show it.
import Bytes
import WikiGraph
import WikiModel

extension BodyRenderer {
    /// Appends the sentence around a mention as text, with the words of the link marked. Narrative citations are put
    /// back; citations in brackets are left out.
    ///
    /// - Parameters:
    ///   - source: the mentioning entry.
    ///   - marked: the number of the reference.
    ///   - references: those of the entry.
    ///   - text: its plain text.
    func appendSentence(
        _ source: EntryID, _ marked: Int, _ references: [Reference], _ text: ArraySlice<UInt8>, to output: inout ByteBuffer
    ) {
        let sentence = references[marked].sentence.range
        let base = text.startIndex
        guard base + sentence.upperBound <= text.endIndex else { return }
        var position = sentence.lowerBound
        func copy(upTo end: Int, to output: inout ByteBuffer) {
            guard end > position else { return }
            output.addEscaped(text[(base + position)..<(base + end)])
            position = end
        }
        for index in references.inSentence(of: marked) {
            let words = references[index].words
            let isNarrative = references[index].style.contains(.narrative)
            guard index == marked || isNarrative else { continue }
            copy(upTo: Int(words.start), to: &output)
            let isCitation = references[index].kind == .citation
            // A citation in brackets has no words of its own, and stands right after a word.
            let isBracketed = isCitation && !isNarrative
            if isBracketed {
                if let last = output.last, last != UInt8(ascii: " "), last != UInt8(ascii: ">") { output.append(UInt8(ascii: " ")) }
                output.append(UInt8(ascii: "("))
            }
            if index == marked { output.add("<mark>") }
            if isCitation { appendShortIfFound(index, references[index].style, source, to: &output) } else { copy(upTo: Int(words.end), to: &output) }
            if index == marked { output.add("</mark>") }
            if isBracketed { output.append(UInt8(ascii: ")")) }
        }
        copy(upTo: sentence.upperBound, to: &output)
    }

    private func appendShortIfFound(_ reference: Int, _ style: Reference.Style, _ entry: EntryID, to output: inout ByteBuffer) {
        let resolutions = graph.resolutions(of: entry)
        let resolution = resolutions[resolutions.startIndex + reference]
        guard resolution.state == .found else { return }
        if style.contains(.suppressAuthor) { labels.appendYear(resolution.entry, to: &output) } else { labels.appendShort(resolution.entry, to: &output) }
        labels.appendRetraction(resolution.entry, to: &output)
    }
}
