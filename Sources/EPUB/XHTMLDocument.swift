// From a page in HTML to a document of a book, which is XML.
import Bytes
import WikiModel

/// A page as a book holds it.
public struct XHTMLDocument: Sendable {
    public private(set) var bytes: [UInt8] = []
    /// The files it shows, by their paths on the site.
    public private(set) var files: Set<String> = []
    public private(set) var hasFormulas = false
    public private(set) var hasDrawings = false

    /// - Parameter path: of the page on the site.
    /// - Throws: what XML cannot be made of: elements that are not closed, names of characters.
    public init(html: [UInt8], path: String, in contents: BookContents) throws(HTMLError) {
        var writer = XHTMLWriter(html, path, contents)
        try writer.write()
        (bytes, files) = (writer.output, writer.files)
        (hasFormulas, hasDrawings) = (writer.hasFormulas, writer.hasDrawings)
    }
}

private struct XHTMLWriter {
    private var scanner: HTMLScanner
    private let path: String
    private let contents: BookContents
    /// The elements that are open, outermost first.
    private var open: [Range<Int>] = []
    /// The attributes of the element that is being written: XML has none twice, and of HTML's the first counts.
    private var written: [String] = []
    var output: [UInt8] = []
    var files: Set<String> = []
    var hasFormulas = false
    var hasDrawings = false

    init(_ html: [UInt8], _ path: String, _ contents: BookContents) {
        scanner = HTMLScanner(html)
        (self.path, self.contents) = (path, contents)
        output.reserveCapacity(html.count + html.count / 8)
    }

    mutating func write() throws(HTMLError) {
        output.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>")
        while let token = try scanner.next() {
            switch token {
            case .text(let range): try appendText(range)
            case .start(let name, let attributes, let isClosed): try appendStart(name, attributes, isClosed)
            case .end(let name): try appendEnd(name)
            case .other: break
            }
        }
        if let name = open.last { throw error(name.lowerBound, "<\(scanner.text(name))> is not closed") }
    }

    private func error(_ offset: Int, _ message: String) -> HTMLError { HTMLError(line: scanner.line(of: offset), message: message) }

    // MARK: Elements

    /// Elements that have no end tag (HTML Standard, section 13.1.2).
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    private mutating func appendStart(_ name: Range<Int>, _ attributes: [HTMLScanner.Attribute], _ isClosed: Bool) throws(HTMLError) {
        let element = scanner.text(name)
        switch element {
        // A book has no scripts, and its styles stand in a file.
        case "script", "style": return try scanner.skip(toEndOf: name)
        case "img": if try appendInPlace(ofPicture: attributes) { return }
        case "math": hasFormulas = true
        case "svg": hasDrawings = true
        default: break
        }
        output.append(UInt8(ascii: "<"))
        output.addPlain(element)
        written.removeAll(keepingCapacity: true)
        appendNamespaces(of: element)
        for attribute in attributes { try append(attribute, of: element) }
        if isClosed || XHTMLWriter.void.contains(element) {
            output.add("/>")
        } else {
            output.append(UInt8(ascii: ">"))
            open.append(name)
        }
    }

    private mutating func appendEnd(_ name: Range<Int>) throws(HTMLError) {
        if XHTMLWriter.void.contains(scanner.text(name)) { return }
        guard let last = open.last else { throw error(name.lowerBound, "</\(scanner.text(name))> closes nothing") }
        guard scanner.bytes[last].elementsEqual(scanner.bytes[name]) else {
            throw error(last.lowerBound, "<\(scanner.text(last))> is not closed before </\(scanner.text(name))>")
        }
        open.removeLast()
        output.add("</")
        output.append(contentsOf: scanner.bytes[name])
        output.append(UInt8(ascii: ">"))
    }

    private mutating func appendNamespaces(of element: String) {
        switch element {
        case "html":
            append("xmlns", "http://www.w3.org/1999/xhtml")
            append("xmlns:epub", "http://www.idpf.org/2007/ops")
        case "math": append("xmlns", "http://www.w3.org/1998/Math/MathML")
        case "svg": append("xmlns", "http://www.w3.org/2000/svg")
        default: break
        }
    }

    /// Writes the words of a picture that the book cannot hold; answers whether it did.
    private mutating func appendInPlace(ofPicture attributes: [HTMLScanner.Attribute]) throws(HTMLError) -> Bool {
        func value(_ name: String) -> Range<Int>? { attributes.first { scanner.text($0.name) == name }?.value }
        if let source = value("src"), contents.file(address(source), from: path) != nil { return false }
        output.add("<span class=\"left-out\">")
        if let words = value("alt") { try appendText(words) }
        output.add("</span>")
        return true
    }

    // MARK: Attributes

    private mutating func append(_ attribute: HTMLScanner.Attribute, of element: String) throws(HTMLError) {
        let name = scanner.text(attribute.name)
        switch (name, attribute.value) {
        // When a picture is read is for the reading system to say.
        case ("loading", _), ("decoding", _): return
        case ("id", let value?), ("for", let value?), ("aria-labelledby", let value?), ("aria-describedby", let value?),
            ("aria-controls", let value?), ("headers", let value?):
            append(name, scanner.text(value).split(separator: " ").map { BookContents.name(of: String($0)) }.joined(separator: " "))
        case ("href", let value?) where element == "link": appendFile(name, value)
        case ("src", let value?): appendFile(name, value)
        case ("href", let value?):
            guard let link = contents.link(address(value), from: path) else { return }
            append(name, link)
            if element == "a" { appendKind(ofLink: scanner.text(value)) }
        case ("lang", let value?):
            append(name, scanner.text(value))
            append("xml:lang", scanner.text(value))
        case (_, let value?):
            guard startAttribute(name) else { return }
            try appendText(value)
            output.append(UInt8(ascii: "\""))
        case (_, nil): append(name, "")
        }
    }

    /// What the anchors of the site's pages say of a link: reading systems show what notes and references hold above the text
    /// (EPUB 3 Structural Semantics Vocabulary; DPUB-ARIA 1.1).
    private mutating func appendKind(ofLink address: String) {
        let kinds = [("#ref:", "biblioref"), ("#fn:", "noteref"), ("#fnref:", "backlink")]
        guard let kind = kinds.first(where: { address.hasPrefix($0.0) })?.1 else { return }
        append("epub:type", kind)
        append("role", "doc-" + kind)
    }

    private mutating func appendFile(_ name: String, _ value: Range<Int>) {
        guard let file = contents.file(address(value), from: path) else { return append(name, address(value)) }
        files.insert(file)
        append(name, contents.address(ofFile: file, from: path))
    }

    /// Answers whether the element has no such attribute yet.
    private mutating func startAttribute(_ name: String) -> Bool {
        if written.contains(name) { return false }
        written.append(name)
        output.append(UInt8(ascii: " "))
        output.addPlain(name)
        output.add("=\"")
        return true
    }

    private mutating func append(_ name: String, _ value: String) {
        guard startAttribute(name) else { return }
        HTMLEscaping.appendText(value, to: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// An address as it is meant: templates write `&` in attributes as `&amp;`.
    private func address(_ value: Range<Int>) -> String {
        let text = scanner.text(value)
        // Of a page's hundred addresses hardly one has a character that must be escaped, and replacing takes long.
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing("&#39;", with: "'").replacing("&#x27;", with: "'").replacing("&amp;", with: "&")
    }

    // MARK: Text

    /// Text or the value of an attribute, in which references to characters stand: what XML cannot hold is mended.
    private mutating func appendText(_ range: Range<Int>) throws(HTMLError) {
        let bytes = scanner.bytes
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "<"): output.add("&lt;")
            case UInt8(ascii: ">"): output.add("&gt;")
            case UInt8(ascii: "\""): output.add("&quot;")
            case UInt8(ascii: "&"): index = try appendReference(at: index, in: range)
            // A form feed is white space of HTML, and no character of XML.
            case 0x0C: output.append(UInt8(ascii: " "))
            // U+FFFE and U+FFFF are no characters of XML.
            case 0xEF where bytes[index..<range.upperBound].starts(with: [0xEF, 0xBF, 0xBE] as [UInt8])
                || bytes[index..<range.upperBound].starts(with: [0xEF, 0xBF, 0xBF] as [UInt8]):
                output.add("\u{FFFD}")
                index += 2
            case let byte: output.append(byte)
            }
            index += 1
        }
    }

    /// `&amp;`, `&#39;` and the like as they are; answers where the reference ends.
    private mutating func appendReference(at start: Int, in range: Range<Int>) throws(HTMLError) -> Int {
        let name = scanner.bytes[(start + 1)..<range.upperBound].prefix { $0 == UInt8(ascii: "#") || $0.isAlphanumeric }
        let end = name.endIndex
        guard !name.isEmpty, end < range.upperBound, scanner.bytes[end] == UInt8(ascii: ";") else {
            output.add("&amp;")
            return start
        }
        switch String(decoding: name, as: UTF8.self) {
        case "amp", "lt", "gt", "quot", "apos": output.append(contentsOf: scanner.bytes[start...end])
        case let number where number.hasPrefix("#"): output.append(contentsOf: scanner.bytes[start...end])
        case "nbsp": output.add("&#160;")
        case let other: throw error(start, "a book knows no \"&\(other);\"; write the character itself")
        }
        return end
    }
}
