// Titles with the few bare tags that bibliographic data uses (<i>, <sub>, <sup>), as HTML and as plain text.
import WikiModel

/// A tag that a title may carry. These are the ones citeproc reads in CSL-JSON, but for its small capitals.
enum TitleTag: String, CaseIterable {
    case italic = "i"
    case sub
    case sup
}

/// A title in pieces. Opening and closing tags are always nested in pairs.
enum TitlePiece: Equatable {
    case text(String)
    case open(TitleTag)
    case close(TitleTag)
}

/// Cuts a title into text and tags. Only bare tags that are opened and closed in order count; all else is text.
func titlePieces(of title: String) -> [TitlePiece] {
    guard hasMarkup(title) else { return title.isEmpty ? [] : [.text(title)] }
    var tokens: [(piece: TitlePiece, source: String)] = []
    var openTokens: [(tag: TitleTag, index: Int)] = []
    var text: [UInt8] = []
    var rest = Array(title.utf8)[...]
    func flush() {
        if !text.isEmpty { tokens.append((.text(String(decoding: text, as: UTF8.self)), "")) }
        text = []
    }
    while let byte = rest.first {
        guard byte == UInt8(ascii: "<"), let (tag, isClosing, length) = tag(at: rest) else {
            text.append(byte)
            rest.removeFirst()
            continue
        }
        let source = String(decoding: rest.prefix(length), as: UTF8.self)
        rest.removeFirst(length)
        if !isClosing {
            flush()
            openTokens.append((tag, tokens.count))
            // Text until its closing tag is met.
            tokens.append((.text(source), source))
        } else if let last = openTokens.last, last.tag == tag {
            flush()
            openTokens.removeLast()
            tokens[last.index].piece = .open(tag)
            tokens.append((.close(tag), source))
        } else {
            text += source.utf8
        }
    }
    flush()
    return merged(tokens.map(\.piece))
}

/// Nearly all titles are plain.
private func hasMarkup(_ title: String) -> Bool { title.holds("<") }

private func tag(at bytes: ArraySlice<UInt8>) -> (tag: TitleTag, isClosing: Bool, length: Int)? {
    let head = bytes.prefix(6).map(\.lowercased)
    for tag in TitleTag.allCases {
        if head.starts(with: "<\(tag.rawValue)>".utf8) { return (tag, false, tag.rawValue.utf8.count + 2) }
        if head.starts(with: "</\(tag.rawValue)>".utf8) { return (tag, true, tag.rawValue.utf8.count + 3) }
    }
    return nil
}

private func merged(_ pieces: [TitlePiece]) -> [TitlePiece] {
    var result: [TitlePiece] = []
    // Gathered apart: joining to the last piece each time would copy it each time.
    var text = ""
    for piece in pieces {
        if case .text(let more) = piece {
            text += more
            continue
        }
        if !text.isEmpty { result.append(.text(text)) }
        text = ""
        result.append(piece)
    }
    if !text.isEmpty { result.append(.text(text)) }
    return result
}

/// A title as HTML: escaped, but for `<i>`, `<sub>` and `<sup>` that are opened and closed in order.
public func titleHTML(_ title: String) -> [UInt8] {
    var bytes: [UInt8] = []
    appendTitle(title, to: &bytes)
    return bytes
}

func appendTitle(_ title: String, to bytes: inout [UInt8]) {
    guard hasMarkup(title) else { return HTMLEscaping.appendAnywhere(title, to: &bytes) }
    for piece in titlePieces(of: title) {
        switch piece {
        case .text(let text): HTMLEscaping.appendAnywhere(text, to: &bytes)
        case .open(let tag): bytes += "<\(tag.rawValue)>".utf8
        case .close(let tag): bytes += "</\(tag.rawValue)>".utf8
        }
    }
}

/// A title without its tags.
public func titlePlainText(_ title: String) -> String {
    guard hasMarkup(title) else { return title }
    var text = ""
    for case .text(let part) in titlePieces(of: title) { text += part }
    return text
}

/// A title with its tags in small letters.
func titleWithPlainTags(_ title: String) -> String {
    guard hasMarkup(title) else { return title }
    return titlePieces(of: title).map { piece in
        switch piece {
        case .text(let text): text
        case .open(let tag): "<\(tag.rawValue)>"
        case .close(let tag): "</\(tag.rawValue)>"
        }
    }.joined()
}
