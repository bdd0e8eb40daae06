// What an SVG holds that a picture may not: scripts, and parts that stand outside of its file.
import WikiModel

/// Goes through the tags of a drawing. It does not check that the drawing is well formed: a browser says so itself.
///
/// A browser shows a drawing in a page as an image in secure static mode (SVG Integration, section 2): it runs no script of it and
/// loads nothing that it refers to. Opened by itself, as a reader may do, the same file is a document that does both.
struct DrawingScan {
    private let source: SourceBytes
    private var index = 0
    private var findings: [WikiFinding] = []
    /// How often each kind of problem was found.
    private var counts: [DiagnosticCode: Int] = [:]

    /// The first problem of each kind, with the count of others.
    static func findings(in source: SourceBytes) -> [WikiFinding] {
        var scan = DrawingScan(source: source)
        scan.run()
        return scan.findings.map { finding in
            var finding = finding
            let others = scan.counts[finding.code, default: 1] - 1
            if others > 0 { finding.message += "; there \(others == 1 ? "is 1 more" : "are \(others) more") in the file" }
            return finding
        }
    }

    private init(source: SourceBytes) { self.source = source }

    private mutating func run() {
        while let start = source.firstOffset(of: UInt8(ascii: "<"), in: index..<source.count) {
            index = start + 1
            if source.has("<!--", at: start) { skip(to: "-->") }
            else if source.has("<![CDATA[", at: start) { skip(to: "]]>") }
            else if index < source.count, source[index].isLetter { readTag(from: start) }
        }
    }

    private mutating func skip(to end: StaticString) {
        while index < source.count, !source.has(end, at: index) { index += 1 }
    }

    // MARK: Tags

    private mutating func readTag(from start: Int) {
        let name = DrawingScan.local(readName())
        if name == "script" {
            report(.pictureActive, start..<index, "a script in a picture is refused, since it runs where the picture is opened by itself; delete it")
        }
        while let attribute = readAttribute() { check(attribute, of: name) }
        let isEmpty = index < source.count && source[index - 1] == UInt8(ascii: "/")
        if name == "style", !isEmpty { readStyle() }
    }

    /// A name without the prefix of its namespace.
    private static func local(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

    /// A name in small letters.
    private mutating func readName() -> String {
        let start = index
        while index < source.count, source[index].isWord || source[index] == UInt8(ascii: "-") || source[index] == UInt8(ascii: ":") { index += 1 }
        return source.text(start..<index).lowercased()
    }

    private struct Attribute {
        var name: String
        var value: Range<Int>
        var whole: Range<Int>
    }

    /// The next attribute that has a value; `nil` at the end of the tag.
    private mutating func readAttribute() -> Attribute? {
        while index < source.count, source[index] != UInt8(ascii: ">"), source[index] != UInt8(ascii: "<") {
            guard source[index].isWord else {
                index += 1
                continue
            }
            let start = index
            let name = readName()
            skipBlanks()
            guard index < source.count, source[index] == UInt8(ascii: "=") else { continue }
            index += 1
            skipBlanks()
            guard index < source.count, source[index].isQuote else { continue }
            let end = source.firstOffset(of: source[index], in: (index + 1)..<source.count) ?? source.count
            let value = (index + 1)..<end
            index = min(source.count, end + 1)
            return Attribute(name: name, value: source.trimmed(value), whole: start..<index)
        }
        return nil
    }

    private mutating func skipBlanks() {
        while index < source.count, source[index].isWhitespace { index += 1 }
    }

    // MARK: What is refused

    private mutating func check(_ attribute: Attribute, of element: String) {
        switch attribute.name {
        case "href", "xlink:href", "src":
            if begins(attribute.value, with: "javascript:") { return report(scriptIn: attribute) }
            // Links lead elsewhere, and load nothing.
            if element != "a", !isInFile(attribute.value) { reportOutside(attribute.value) }
        case let name where name.hasPrefix("on") && name.count > 2: report(scriptIn: attribute)
        default: checkStyle(attribute.value)
        }
    }

    /// Whether a part of the text begins with `words`, in capitals or small letters.
    private func begins(_ range: Range<Int>, with words: String) -> Bool {
        range.count >= words.utf8.count && zip(source[range], words.utf8).allSatisfy { $0.lowercased == $1 }
    }

    private func isInFile(_ address: Range<Int>) -> Bool {
        address.isEmpty || source[address.lowerBound] == UInt8(ascii: "#") || begins(address, with: "data:")
    }

    /// The text of a `style` element.
    private mutating func readStyle() {
        let start = index
        skip(to: "</")
        checkStyle(start..<index)
    }

    /// `url(…)` and `@import "…"` in rules of CSS.
    private mutating func checkStyle(_ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound {
            if source.has("url(", at: place) { place = checkAddress(from: place + 4, in: range) }
            else if source.has("@import", at: place) { place = checkImport(from: place + 7, in: range) }
            else { place += 1 }
        }
    }

    /// The address in `url(…)`, with quotes or without; answers where it ends.
    private mutating func checkAddress(from start: Int, in range: Range<Int>) -> Int {
        let end = source.firstOffset(of: UInt8(ascii: ")"), in: start..<range.upperBound) ?? range.upperBound
        var address = source.trimmed(start..<end)
        if address.count > 1, source[address.lowerBound].isQuote {
            address = (address.lowerBound + 1)..<(address.upperBound - 1)
        }
        if !isInFile(address) { reportOutside(address) }
        return end
    }

    /// The address of an `@import` that is no `url(…)`; answers where it ends.
    private mutating func checkImport(from start: Int, in range: Range<Int>) -> Int {
        var place = start
        while place < range.upperBound, source[place].isWhitespace { place += 1 }
        guard place < range.upperBound, source[place].isQuote else { return place }
        let end = source.firstOffset(of: source[place], in: (place + 1)..<range.upperBound) ?? range.upperBound
        if !isInFile((place + 1)..<end) { reportOutside((place + 1)..<end) }
        return end
    }

    // MARK: Reports

    private mutating func report(scriptIn attribute: Attribute) {
        report(.pictureActive, attribute.whole, "\"\(attribute.name)\" holds a script, which runs where the picture is opened by itself; delete it")
    }

    private mutating func reportOutside(_ address: Range<Int>) {
        report(
            .pictureIncomplete, address,
            "\"\(excerpt(address))\" is not loaded: of a picture in a page, browsers show only what stands in its own file; embed it there")
    }

    private func excerpt(_ range: Range<Int>) -> String {
        let text = source.text(range.prefix(400))
        return text.count > 60 ? text.prefix(60) + "…" : text
    }

    /// Of each kind of problem the first is kept: a place is found by counting lines.
    private mutating func report(_ code: DiagnosticCode, _ range: Range<Int>, _ message: String) {
        counts[code, default: 0] += 1
        guard counts[code] == 1 else { return }
        let before = source[..<range.lowerBound]
        let lineStart = before.lastIndex(of: .newline).map { $0 + 1 } ?? 0
        let place = SourceRange(
            line: before.count { $0 == .newline } + 1, columnUTF8: range.lowerBound - lineStart + 1, lengthUTF8: range.count)
        findings.append(WikiFinding(code: code, range: place, message: message))
    }
}
