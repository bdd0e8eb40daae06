// How the text names a paper: authors and year, told apart where two papers would be named alike.
import WikiModel

/// The short name of a paper in the author–year style.
public struct CitationLabel: Sendable, Hashable {
    /// `Ma`, `Taylor and Robbins`, `Porter et al.`, or the shortened title in quotes.
    public var names: String
    /// `2019`, `2019a`, `n.d.` or `n.d.-a`
    public var year: String

    public init(names: String, year: String) {
        self.names = names
        self.year = year
    }

    /// `Ma et al., 2015`
    public var text: String { "\(names), \(year)" }
}

/// The label of a paper, from its front matter. Two authors are both named, from three on the first (Chicago Manual of Style
/// names three and APA 7, 8.17 names two; we follow APA); an incomplete list is never shown as if it were whole.
///
/// - Parameter wording: what is said for "and", "et al." and "n.d.", and the quotation marks.
public func shortLabel(of metadata: EntryMetadata, wording: Wording = Wording()) -> CitationLabel {
    let year = (metadata.paper?.issued).map { String($0.year) } ?? wording[.noDate]
    var names: [String] = []
    // More than two are not told apart.
    for author in metadata.paper?.authors ?? [] where names.count < 3 {
        let name = (author.citedName.isEmpty ? author.given : author.citedName).singleSpaced
        if !name.isEmpty { names.append(name.isolated) }
    }
    guard let first = names.first else {
        return CitationLabel(names: wording.filled(.quoted, shortened(titlePlainText(metadata.title)).isolated), year: year)
    }
    if metadata.paper?.authorStatus != .complete || names.count > 2 {
        return CitationLabel(names: wording.filled(.firstAuthor, first), year: year)
    }
    return CitationLabel(names: names.count == 2 ? wording.filled(.twoAuthors, first, names[1]) : first, year: year)
}

/// Gives papers with equal names and year the years `2019a`, `2019b`, … in the order of their citation keys, so that
/// the result does not depend on the order of the input. Papers without a date become `n.d.-a`, as APA 7, 9.47 has it.
public func disambiguate(_ labels: [String: CitationLabel]) -> [String: CitationLabel] {
    var keysByLabel: [CitationLabel: [String]] = [:]
    for (key, label) in labels { keysByLabel[label, default: []].append(key) }
    var result = labels
    for (label, keys) in keysByLabel where keys.count > 1 {
        for (index, key) in keys.sorted().enumerated() {
            let joint = label.year.last?.isNumber == true ? "" : "-"
            result[key] = CitationLabel(names: label.names, year: label.year + joint + letters(for: index))
        }
    }
    return result
}

/// `a` … `z`, `aa`, `ab`, …
func letters(for index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? letter : letters(for: index / 26 - 1) + letter
}

/// The first words of a title, at most 40 characters; `…` stands for the rest.
private func shortened(_ title: String) -> String {
    let title = title.singleSpaced
    if title.isEmpty { return "untitled" }
    if title.count <= 40 { return title }
    var text = ""
    for word in title.split(separator: " ") {
        if !text.isEmpty, text.count + 1 + word.count > 40 { break }
        text += (text.isEmpty ? "" : " ") + word
    }
    // One word of any length: a title without blanks, as in Chinese.
    if text.count > 40 { text = String(text.prefix(40)) }
    while let last = text.last, ",;:.–-".contains(last) { text.removeLast() }
    return text + "…"
}
