// Link definitions (`[ref]: ../concepts/old.md`) that lead elsewhere, where nothing else of an entry changes.
import WikiModel
import WikiParsing

/// The text of an entry with link definitions changed for links whose addresses did not stand in them.
/// - Parameter links: problems with the address to write in their suggestions.
/// - Returns: `nil` where that is not all it takes.
func changingLinkDefinitions(_ links: [Diagnostic], in text: [UInt8], of entry: EntryHead, _ vocabulary: Vocabulary) -> [UInt8]? {
    let addresses = links.compactMap { link in link.suggestion.map { ($0.replaced, $0.replacement) } }
    return changingLinkDefinitions(
        Dictionary(addresses) { first, _ in first }, linkCount: links.count, in: text,
        of: EntrySource(path: entry.path, kind: entry.kind, slug: entry.slug), EntryCompiler(vocabulary: vocabulary))
}

/// The text of an entry with the link definitions of some addresses written anew.
///
/// What looks like a definition may be an example in code or the middle of a paragraph. So the text is compiled before and after.
/// - Parameters:
///   - addresses: the new address of each old one, both without `#` and what follows.
///   - linkCount: how many links of the entry lead to these by definitions.
/// - Returns: `nil` unless the targets of just these links are all that differs.
private func changingLinkDefinitions(
    _ addresses: [String: String], linkCount: Int, in text: [UInt8], of entry: EntrySource, _ compiler: EntryCompiler
) -> [UInt8]? {
    guard let changed = replacingAddresses(in: text, { addresses[$0] }) else { return nil }
    let (before, after) = (compiler.compile(entry, bytes: text), compiler.compile(entry, bytes: changed))
    guard before.body.html == after.body.html, before.body.text == after.body.text,
        before.body.pieces.elementsEqual(after.body.pieces, by: { $0.kind == $1.kind && $0.range == $1.range }),
        before.head.references.count == after.head.references.count
    else { return nil }
    var count = 0
    for (old, new) in zip(before.head.references, after.head.references) {
        let (oldTarget, newTarget) = (before.head.string(old.target), after.head.string(new.target))
        if oldTarget == newTarget { continue }
        guard old.kind == .relativeLink, addresses[oldTarget] == newTarget else { return nil }
        count += 1
    }
    return count == linkCount ? changed : nil
}

/// The text of an entry with the addresses of link definitions written anew for which `new` has another, without `#` and what follows.
///
/// - Returns: the text as it was, unless the words of the entry stay the same.
func changingLinkDefinitions(in text: [UInt8], of entry: EntrySource, _ compiler: EntryCompiler, _ new: (String) -> String?) -> [UInt8] {
    guard let changed = replacingAddresses(in: text, new) else { return text }
    return compiler.compile(entry, bytes: text).body.text == compiler.compile(entry, bytes: changed).body.text ? changed : text
}

/// The text with what may be addresses of link definitions written anew; `nil` where `new` has none for any of them.
private func replacingAddresses(in text: [UInt8], _ new: (String) -> String?) -> [UInt8]? {
    var source = SourceLines(text)
    var isChanged = false
    for index in source.lines.indices {
        let above = index > 0 ? source.lines[index - 1].text : []
        guard let place = addressOfDefinition(source.lines[index].text, below: above), !place.isEmpty,
            let address = new(String(decoding: source.lines[index].text[place], as: UTF8.self))
        else { continue }
        source.lines[index].text.replaceSubrange(place, with: address.utf8)
        isChanged = true
    }
    return isChanged ? source.bytes : nil
}

/// Where a line has what may be the address of a link definition, without `#` and what follows: after the label, or below one that
/// ends its line. Quotes may stand around both.
private func addressOfDefinition(_ line: [UInt8], below above: [UInt8]) -> Range<Int>? {
    let isBelowLabel = endOfLabel(above) == above.count && !above.isEmpty
    guard var start = isBelowLabel ? line.firstIndex(where: { !isBlankOrQuote($0) }) : endOfLabel(line), start < line.count else { return nil }
    if line[start] == UInt8(ascii: "<") { start += 1 }
    let end = line[start...].firstIndex { isBlank($0) || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ">") } ?? line.count
    return start..<end
}

/// What comes after `[label]:` and blanks in a line that begins so.
private func endOfLabel(_ line: [UInt8]) -> Int? {
    guard let open = line.firstIndex(where: { !isBlankOrQuote($0) }), line[open] == UInt8(ascii: "["),
        let close = line[open...].firstIndex(of: UInt8(ascii: "]")), line[close...].starts(with: "]:".utf8), !line[open...].starts(with: "[^".utf8)
    else { return nil }
    return line[(close + 2)...].firstIndex { !isBlank($0) } ?? line.count
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
private func isBlankOrQuote(_ byte: UInt8) -> Bool { isBlank(byte) || byte == UInt8(ascii: ">") }
