// Rendering of Markdown's own links and pictures, and which addresses are let through.
import CCMarkGFM
import WikiModel

extension MarkdownRenderer {
    mutating func enterLink(_ node: MarkdownNode) {
        linkDepth += 1
        guard imageDepth == 0, let url = cmark_node_get_url(node) else { return }
        let address = restored(MarkdownRenderer.bytes(url))
        let use = input.dialect == .gfm ? AddressUse.external : AddressUse.of(address)
        switch use {
        case .fragment where input.dialect == .wiki && address.count > 1:
            linkIsShown.append(true)
            appendRelative(address, kind: .relativeLink, node)
        case .external, .fragment:
            linkIsShown.append(true)
            if input.dialect == .wiki, cmark_node_first_child(node) == nil {
                let shown = String(decoding: address, as: UTF8.self)
                report(.linkEmpty, place(of: "[](\(shown)", near: node), "a link without words is not seen; write some between its brackets")
            }
            if input.dialect == .wiki { keepNameInAddress(address, node) }
            html.append("<a href=\"")
            address.withUnsafeBufferPointer { HTMLEscaping.appendAddress($0, to: &html) }
            appendTitle(node)
            html.append("\">")
        case .relative:
            linkIsShown.append(true)
            appendRelative(address, kind: .relativeLink, node)
        case .refused(let code, let reason):
            linkIsShown.append(false)
            let shown = String(decoding: address, as: UTF8.self)
            report(code, shown.isEmpty ? placeOfEmptyAddress(near: node) : place(of: shown, near: node), reason.message(of: shown))
        }
    }

    /// Keeps a paper that its bare address names, for the linker. An address in angle brackets is meant as one.
    private mutating func keepNameInAddress(_ address: [UInt8], _ node: MarkdownNode) {
        guard address.starts(with: "https://doi.org/10.".utf8) || address.starts(with: "https://dx.doi.org/10.".utf8),
            let child = cmark_node_first_child(node), cmark_node_get_type(child) == CMARK_NODE_TEXT,
            MarkdownRenderer.literal(child).elementsEqual(address)
        else { return }
        let range = place(of: String(decoding: address, as: UTF8.self), near: node)
        let line = SourceBytes(rebasing: input.source[sourceBytes(ofLine: range.start.line)])
        guard range.start != range.end, !line.has("<", at: range.start.columnUTF8 - 2), !line.has("(", at: range.start.columnUTF8 - 2) else { return }
        let words = intern(address)
        namedPapers.append(
            NamedPaper(
                .identifier, isCertain: false, year: 0, range: range, whole: words, words: words, name: words, prefix: .empty, suffix: .empty))
    }

    mutating func exitLink() {
        linkDepth -= 1
        guard imageDepth == 0 else { return }
        if linkIsShown.popLast() == true { html.append("</a>") }
    }

    private mutating func appendTitle(_ node: MarkdownNode) {
        guard let title = cmark_node_get_title(node), title[0] != 0 else { return }
        html.append("\" title=\"")
        let words = MarkdownRenderer.printable(restored(MarkdownRenderer.bytes(title)))
        words.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
    }

    /// A link or picture by a path relative to the entry's file.
    private mutating func appendRelative(_ address: [UInt8], kind: Reference.Kind, _ node: MarkdownNode) {
        flush()
        let shown = String(decoding: address, as: UTF8.self)
        var reference = Reference(kind: kind, range: place(ofAddress: shown, near: node))
        let hash = address.firstIndex(of: UInt8(ascii: "#")) ?? address.count
        reference.target = intern(address[..<hash])
        if hash < address.count { reference.fragment = intern(address[(hash + 1)...]) }
        if kind == .image {
            let written = imageText
            let alternative = Array(written[written.withUnsafeBufferPointer { wordsOfPicture($0, reference.range) }])
            reference.label = aside { html in alternative.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) } }
            appendPlain(alternative)
            reference.words = ByteSpan(start: text.count - alternative.count, end: text.count)
        } else {
            reference.words = ByteSpan(start: text.count, end: text.count)
        }
        pieces.append(Piece(.reference, references.count..<(references.count + 1)))
        references.append(reference)
    }

    mutating func enterImage(_ node: MarkdownNode) {
        if imageDepth == 0 { imageText = [] }
        imageDepth += 1
    }

    mutating func exitImage(_ node: MarkdownNode) {
        imageDepth -= 1
        guard imageDepth == 0, let url = cmark_node_get_url(node) else { return }
        let address = restored(MarkdownRenderer.bytes(url))
        if input.dialect == .wiki {
            let use = AddressUse.of(address)
            // The linker knows what a path from the root was meant to be.
            if use == .relative || (use == .refused(.linkAbsolute, .absolute) && address.prefix(2) != Array("//".utf8)[...]) {
                appendRelative(address, kind: .image, node)
            } else {
                let shown = String(decoding: address, as: UTF8.self)
                let isOnTheWeb = use == .external || address.starts(with: "//".utf8)
                report(
                    .mediaMissing, place(of: shown, near: node),
                    shown.hasPrefix("data:")
                        ? "the picture stands in the text itself (\(shown.prefix { $0 != ";" && $0 != "," })); save it as a file in content/media/"
                        : isOnTheWeb
                        ? "picture \"\(shown)\" is on the web, where a site on a disk cannot go; put the file in content/media/"
                        : "picture \"\(shown)\" is not a file below content/")
                imageText.withUnsafeBufferPointer { appendWords($0) }
            }
            return
        }
        html.append("<img src=\"")
        address.withUnsafeBufferPointer { HTMLEscaping.appendAddress($0, to: &html) }
        html.append("\" alt=\"")
        imageText.withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &html) }
        appendTitle(node)
        html.append("\" />")
    }

}

/// What may be done with the address of a link.
enum AddressUse: Equatable {
    case external
    case fragment
    case relative
    case refused(DiagnosticCode, Reason)

    enum Reason {
        case empty
        case scheme
        case host
        case port
        case absolute

        func message(of address: String) -> String {
            switch self {
            case .empty: "link has no address; write one between the parentheses"
            case .scheme:
                "\"\(address)\" \(Reason.place(of: address) ?? "is not a web address, a mail address or a file of the base"); the link is not published"
            case .host: "\"\(address)\" is not a web address: two slashes and the name of a host must follow the scheme; the link is not published"
            case .port: "\"\(address)\" has a port above 65535, which no browser opens; the link is not published"
            case .absolute:
                "\"\(address)\" begins with \"\(address.prefix(1))\", which does not work when the site is read from a disk"
            }
        }

        /// Where an address of a program leads, and what to write for everyone; `nil` for others.
        private static func place(of address: String) -> String? {
            let written = address.lowercased()
            if written.hasPrefix("zotero:") {
                return "opens the Zotero of one machine alone; cite the paper, \"[@key]\", or link to it by its DOI"
            }
            if written.hasPrefix("obsidian:") {
                return "opens the Obsidian of one machine alone; write \"[[\(note(in: address) ?? "Name")]]\" for a link to an entry"
            }
            if written.hasPrefix("doi:10.") { return "is a DOI without its address; write \"https://doi.org/\(address.dropFirst(4))\"" }
            return nil
        }

        /// The name of the note that an address of Obsidian opens: `obsidian://open?vault=Lab&file=concepts%2Fmigrasome`.
        private static func note(in address: String) -> String? {
            guard let query = address.split(separator: "?", maxSplits: 1).dropFirst().first,
                let file = query.split(separator: "&").first(where: { $0.hasPrefix("file=") })?.dropFirst(5),
                let name = PercentEncoding.decoded(file)?.split(separator: "/").last
            else { return nil }
            return String(name.hasSuffix(".md") ? name.dropLast(3) : name)
        }
    }

    static func of(_ address: [UInt8]) -> AddressUse {
        guard let first = address.first else { return .refused(.linkEmpty, .empty) }
        if first == UInt8(ascii: "#") { return .fragment }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") { return .refused(.linkAbsolute, .absolute) }
        guard let colon = address.firstIndex(of: UInt8(ascii: ":")),
            !address[..<colon].contains(UInt8(ascii: "/")), !address[..<colon].contains(UInt8(ascii: "#"))
        else { return .relative }
        let scheme = String(decoding: address[..<colon], as: UTF8.self).lowercased()
        guard ["http", "https", "mailto"].contains(scheme) else { return .refused(.linkRefused, .scheme) }
        if scheme != "mailto", let reason = problem(ofHost: address[(colon + 1)...]) { return .refused(.linkRefused, reason) }
        return .external
    }

    /// What keeps an address from going on with `//`, the name of a host and perhaps a port (RFC 3986, section 3.2; names may have
    /// letters of any script; numeric addresses in brackets are refused, since brackets are escaped in addresses).
    private static func problem(ofHost rest: ArraySlice<UInt8>) -> Reason? {
        guard rest.starts(with: "//".utf8) else { return .host }
        let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
        var host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        if let port = host.lastIndex(of: UInt8(ascii: ":")) {
            let digits = host[(port + 1)...]
            guard digits.allSatisfy(\.isDigit) else { return .host }
            // Browsers refuse a larger one. None at all is that of the scheme.
            if !digits.isEmpty, UInt16(String(decoding: digits, as: UTF8.self)) == nil { return .port }
            host = host[..<port]
        }
        let isName = host.allSatisfy { $0.isDigit || $0.isLetter || $0 >= 0x80 || "-._~%".utf8.contains($0) }
        // The longest name of a host (RFC 1035, section 2.3.4).
        return isName && !host.isEmpty && host.count <= 253 ? nil : .host
    }
}
