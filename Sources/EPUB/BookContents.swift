// What a book holds, and where the links of its pages lead.
import WikiModel

/// The pages of a book and the files that they may show. Paths are those of the site, from its root.
public struct BookContents: Sendable {
    /// The anchors of each page, as documents of the book write them, by the path of the page.
    private let anchors: [String: Set<String>]
    /// The names that files have in the book.
    private let names: [String: String]
    /// Where the site is published, ending in `/`; empty when it has no address.
    private let siteAddress: String

    /// - Parameters:
    ///   - pages: in HTML.
    ///   - files: pictures and styles, whether pages show them or not.
    public init(pages: [(path: String, html: [UInt8])], files: Set<String>, siteAddress: String) {
        anchors = Dictionary(pages.map { ($0.path, BookContents.anchors(of: $0.html)) }) { first, _ in first }
        (names, self.siteAddress) = (BookContents.names(of: files), siteAddress)
    }

    /// Files keep their paths, but for characters that not every reading system takes in them: `a b.png` becomes `a-b.png`.
    private static func names(of files: Set<String>) -> [String: String] {
        func isPlain(_ byte: UInt8) -> Bool { AddressBytes.path.contains(byte) }
        let plain = files.filter { $0.utf8.allSatisfy(isPlain) }
        var used = plain
        var names = Dictionary(uniqueKeysWithValues: plain.map { ($0, $0) })
        for file in files.subtracting(plain).sorted() {
            var name = String(decoding: file.utf8.map { isPlain($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
            while !used.insert(name).inserted { name = "-" + name }
            names[file] = name
        }
        return names
    }

    /// The path of a file in the book.
    public func name(ofFile file: String) -> String { names[file] ?? file }

    private static func anchors(of html: [UInt8]) -> Set<String> {
        var scanner = HTMLScanner(html)
        var found: Set<String> = []
        // A page that cannot be read is reported when it is written.
        while let token = try? scanner.next() {
            guard case .start(_, let attributes, _) = token else { continue }
            for attribute in attributes where scanner.bytes[attribute.name].elementsEqual("id".utf8) {
                if let value = attribute.value { found.insert(name(of: scanner.text(value))) }
            }
        }
        return found
    }

    /// An anchor as XML can name it (Namespaces in XML 1.0, NCName): `ref:ma2015` becomes `ref.ma2015`, `2-steps` becomes `_2-steps`, and
    /// `_2-steps`, which must be another, `__2-steps`.
    static func name(of anchor: String) -> String {
        guard let first = anchor.utf8.first else { return anchor }
        let colon = UInt8(ascii: ":")
        let name = anchor.utf8.contains(colon)
            ? String(decoding: anchor.utf8.map { $0 == colon ? UInt8(ascii: ".") : $0 }, as: UTF8.self) : anchor
        let beginsAName = !":-._".utf8.contains(first) && !first.isDigit
        return beginsAName ? name : "_" + name
    }

    /// The name of a page's document: `concepts/migrasome.xhtml`.
    public static func document(of page: String) -> String { (page.hasSuffix(".html") ? String(page.dropLast(5)) : page) + ".xhtml" }

    /// The address that a link of the site has in the book: that of a page in it, else that of the published site. `nil` when it leads
    /// nowhere.
    func link(_ address: String, from page: String) -> String? {
        if BookContents.isOfTheWeb(address) { return address }
        let (path, fragment) = BookContents.parts(of: address)
        let target = BookContents.path(of: path, from: page)
        guard let known = anchors[target] else { return siteAddress.isEmpty ? nil : siteAddress + target + fragment }
        let document = path.isEmpty ? "" : BookContents.document(of: path)
        let anchor = BookContents.name(of: String(fragment.dropFirst()))
        if known.contains(anchor) { return document + "#" + anchor }
        return document.isEmpty ? BookContents.document(of: page.split(separator: "/").last.map(String.init) ?? page) : document
    }

    /// The path of a file that a page shows; `nil` when the book cannot hold it.
    func file(_ address: String, from page: String) -> String? {
        if BookContents.isOfTheWeb(address) { return nil }
        let path = BookContents.path(of: BookContents.parts(of: address).path, from: page)
        guard let path = PercentEncoding.decoded(path), names[path] != nil, mediaType(of: path) != nil else { return nil }
        return path
    }

    /// The address of a file of the book.
    func address(ofFile file: String, from page: String) -> String {
        String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") }) + name(ofFile: file)
    }

    private static func isOfTheWeb(_ address: String) -> Bool {
        let end = address.utf8.firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: ":")].contains($0) }
        return end.map { address.utf8[$0] == UInt8(ascii: ":") } ?? false || address.utf8.starts(with: "//".utf8)
    }

    /// Path, and fragment with its `#`.
    private static func parts(of address: String) -> (path: String, fragment: String) {
        let hash = address.utf8.firstIndex(of: UInt8(ascii: "#")) ?? address.endIndex
        let path = address[..<hash]
        return (String(path[..<(path.utf8.firstIndex(of: UInt8(ascii: "?")) ?? hash)]), String(address[hash...]))
    }

    /// From the site's root, without `..`.
    private static func path(of address: String, from page: String) -> String {
        if address.isEmpty { return page }
        let slash = UInt8(ascii: "/")
        var folders = page.utf8.split(separator: slash).dropLast()
        for part in address.utf8.split(separator: slash) {
            if part.elementsEqual("..".utf8) { _ = folders.popLast() } else if !part.elementsEqual(".".utf8) { folders.append(part) }
        }
        return String(decoding: Array(folders.joined(separator: [slash])), as: UTF8.self)
    }
}

/// The media type of a file that every reading system shows (EPUB 3.3, section 3.2, core media types); `nil` for others.
public func mediaType(of path: String) -> String? {
    switch path.lowercased().split(separator: ".").last {
    case "css": "text/css"
    case "gif": "image/gif"
    case "jpg", "jpeg": "image/jpeg"
    case "png": "image/png"
    case "svg": "image/svg+xml"
    case "webp": "image/webp"
    default: nil
    }
}
