// Text as TeX: special characters escaped, and titles with their capitals protected.
import Bytes

/// What becomes of hyphens.
enum TeXDash {
    /// They stay hyphens: `--` is a dash in TeX, so that `{}` is put between two.
    case ofText
    /// A dash between the first page and the last, `--`.
    case ofRange
}

/// Appends text with TeX's special characters escaped. Braces get names: BibTeX counts `\{` as an open brace.
func appendTeX(_ text: String, dash: TeXDash = .ofText, to output: inout [UInt8]) {
    text.withBytes { appendTeX($0, dash: dash, to: &output) }
}

/// By runs of what stands as it is.
private func appendTeX(_ text: UnsafeBufferPointer<UInt8>, dash: TeXDash, to output: inout [UInt8]) {
    var clean = 0
    for index in text.indices {
        let byte = text[index]
        // What is put before the byte, or in its place.
        let mark: StaticString
        var isReplaced = true
        switch byte {
        case UInt8(ascii: "{"): mark = "\\textbraceleft{}"
        case UInt8(ascii: "}"): mark = "\\textbraceright{}"
        case UInt8(ascii: "\\"): mark = "\\textbackslash{}"
        case UInt8(ascii: "~"): mark = "\\textasciitilde{}"
        case UInt8(ascii: "^"): mark = "\\textasciicircum{}"
        case UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            (mark, isReplaced) = ("\\", false)
        case UInt8(ascii: "-") where dash == .ofRange: mark = "--"
        // `--`, ``` `` ``` and `''` are dashes and quotes in TeX.
        case UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "`"):
            guard index > 0, text[index - 1] == byte else { continue }
            (mark, isReplaced) = ("{}", false)
        default: continue
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
        output.add(mark)
        clean = isReplaced ? index + 1 : index
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
}

// MARK: Titles

/// Appends a title: `\textit` and its like for tags, and braces around words whose capitals a style must not lower.
func appendTeXTitle(_ title: String, to output: inout [UInt8]) {
    let start = output.count
    let isTitleCase = isTitleCased(titlePlainText(title))
    for piece in titlePieces(of: title) {
        switch piece {
        case .text(let part):
            let startsTitle = output.count == start
            part.withBytes { appendWords($0, startsTitle: startsTitle, isTitleCase: isTitleCase, to: &output) }
        case .open(.italic): output.add("\\textit{")
        case .open(.sub): output.add("\\textsubscript{")
        case .open(.sup): output.add("\\textsuperscript{")
        case .close: output.add("}")
        }
    }
}

private func appendWords(_ text: UnsafeBufferPointer<UInt8>, startsTitle: Bool, isTitleCase: Bool, to output: inout [UInt8]) {
    forEachWord(of: text) { word, start in
        if start > 0 { output.append(0x20) }
        let isProtected = protects(word, isFirst: startsTitle && start == 0, isTitleCase: isTitleCase)
        if isProtected { output.add("{") }
        appendTeX(word, dash: .ofText, to: &output)
        if isProtected { output.add("}") }
    }
}

/// Hands over what stands between blanks, be it empty, and where it begins.
private func forEachWord(of text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
    var start = 0
    while true {
        let end = text[start...].firstIndex(of: 0x20) ?? text.count
        body(UnsafeBufferPointer(rebasing: text[start..<end]), start)
        if end == text.count { return }
        start = end + 1
    }
}

/// A capital inside a word counts always; one at its start unless it starts the title, or all words are capitalised.
private func protects(_ word: UnsafeBufferPointer<UInt8>, isFirst: Bool, isTitleCase: Bool) -> Bool {
    let startCounts = !isFirst && !isTitleCase
    if word.contains(where: { $0 >= 0x80 }) {
        let letters = String(decoding: word, as: UTF8.self).drop { !$0.isLetter && !$0.isNumber }
        return letters.dropFirst().contains(where: \.isUppercase) || (startCounts && letters.first?.isUppercase == true)
    }
    let letters = word.drop { !$0.isAlphanumeric }
    return letters.dropFirst().contains(where: \.isUpper) || (startCounts && letters.first?.isUpper == true)
}

/// Whether most of the longer words after the first begin with capitals.
private func isTitleCased(_ title: String) -> Bool {
    var (words, capitals, isFirst) = (0, 0, true)
    title.withBytes { bytes in
        forEachWord(of: bytes) { word, _ in
            if word.isEmpty { return }
            if !isFirst, let isCapital = isCapitalised(word) {
                words += 1
                if isCapital { capitals += 1 }
            }
            isFirst = false
        }
    }
    return words >= 2 && capitals * 3 > words * 2
}

/// Whether a word of four characters or more begins with a capital; `nil` when it is shorter, or begins with no letter.
private func isCapitalised(_ word: UnsafeBufferPointer<UInt8>) -> Bool? {
    if word.contains(where: { $0 >= 0x80 }) {
        let text = String(decoding: word, as: UTF8.self)
        guard text.count >= 4, let first = text.first, first.isLetter else { return nil }
        return first.isUppercase
    }
    guard word.count >= 4, word[0].isLetter else { return nil }
    return word[0].isUpper
}
