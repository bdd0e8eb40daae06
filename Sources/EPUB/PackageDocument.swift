// The files that make a folder of documents a book (EPUB 3.3).
import WikiModel

/// What a library shows of a book.
public struct BookMetadata: Sendable {
    /// Equal for all editions of the book.
    public var identifier: String
    public var title: String
    public var description: String
    /// A language tag of BCP 47.
    public var language: String
    public var authors: [String]
    public var rights: String
    /// As `2026-01-31`.
    public var date: String

    public init(identifier: String, title: String, description: String, language: String, authors: [String], rights: String, date: String) {
        (self.identifier, self.title, self.description, self.language) = (identifier, title, description, language)
        (self.authors, self.rights, self.date) = (authors, rights, date)
    }
}

/// A file of a book.
public struct BookItem: Sendable {
    /// From the folder of the package document, not encoded.
    public let path: String
    public let mediaType: String
    /// What reading systems must know of it (EPUB 3.3, appendix D.6): `nav`, `mathml`, `svg`, `cover-image`.
    public let properties: [String]

    public init(path: String, mediaType: String, properties: [String] = []) {
        (self.path, self.mediaType, self.properties) = (path, mediaType, properties)
    }

    public static let documentType = "application/xhtml+xml"
}

/// The parts of the container (EPUB 3.3, section 4).
public enum BookContainer {
    /// The first file of the archive, not compressed: by it programs know a book from other archives.
    public static let mediaType = (path: "mimetype", contents: Array("application/epub+zip".utf8))
    /// The folder of everything else.
    public static let folder = "EPUB"
    public static let packagePath = folder + "/package.opf"
    /// Says where the package document is.
    public static let container = (
        path: "META-INF/container.xml",
        contents: Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
            <rootfiles>
            <rootfile full-path="\(packagePath)" media-type="application/oebps-package+xml"/>
            </rootfiles>
            </container>

            """.utf8)
    )

    /// The package document: what the book is, all its files, and the order in which its documents are read.
    ///
    /// - Parameter items: the documents among them in the order of reading.
    public static func package(_ metadata: BookMetadata, _ items: [BookItem]) -> [UInt8] {
        var writer = PackageWriter()
        writer.write(metadata, cover: items.firstIndex { $0.properties.contains("cover-image") })
        writer.write(items)
        return writer.output
    }
}

private struct PackageWriter {
    var output: [UInt8] = []

    /// - Parameter cover: the number of the item that is the picture of the cover.
    mutating func write(_ metadata: BookMetadata, cover: Int?) {
        output.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"")
        output.add(" unique-identifier=\"book\" xml:lang=\"")
        append(metadata.language)
        output.add("\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n")
        element("dc:identifier id=\"book\"", metadata.identifier)
        element("dc:title", metadata.title)
        element("dc:language", metadata.language)
        for author in metadata.authors { element("dc:creator", author) }
        element("dc:description", metadata.description)
        element("dc:rights", metadata.rights)
        element("dc:date", metadata.date)
        element("meta property=\"dcterms:modified\"", metadata.date + "T00:00:00Z")
        // What the book offers to those who read otherwise than by eye (EPUB Accessibility 1.1, section 2).
        for mode in ["textual", "visual"] { element("meta property=\"schema:accessMode\"", mode) }
        element("meta property=\"schema:accessModeSufficient\"", "textual")
        for feature in ["alternativeText", "MathML", "readingOrder", "structuralNavigation", "tableOfContents"] {
            element("meta property=\"schema:accessibilityFeature\"", feature)
        }
        element("meta property=\"schema:accessibilityHazard\"", "none")
        // Programs that know EPUB 2 alone find the cover by this name and not by its property.
        if let cover { output.addPlain("<meta name=\"cover\" content=\"i\(cover)\"/>\n") }
        output.add("</metadata>\n")
    }

    mutating func write(_ items: [BookItem]) {
        output.add("<manifest>\n")
        for (number, item) in items.enumerated() {
            output.add("<item id=\"i")
            output.add(number)
            output.add("\" href=\"")
            append(PercentEncoding.encoded(item.path, keeping: .path))
            output.add("\" media-type=\"")
            append(item.mediaType)
            if !item.properties.isEmpty {
                output.add("\" properties=\"")
                append(item.properties.joined(separator: " "))
            }
            output.add("\"/>\n")
        }
        output.add("</manifest>\n<spine")
        if let contents = items.firstIndex(where: { $0.mediaType == BookItem.legacyContents.mediaType }) {
            output.addPlain(" toc=\"i\(contents)\"")
        }
        output.add(">\n")
        for (number, item) in items.enumerated() where item.mediaType == BookItem.documentType {
            output.add("<itemref idref=\"i")
            output.add(number)
            output.add("\"/>\n")
        }
        output.add("</spine>\n</package>\n")
    }

    /// An element with a text, or nothing when the text is empty.
    private mutating func element(_ tag: String, _ text: String) {
        guard !text.isEmpty else { return }
        output.append(UInt8(ascii: "<"))
        output.addPlain(tag)
        output.append(UInt8(ascii: ">"))
        append(text)
        output.add("</")
        output.addPlain(String(tag.prefix { $0 != " " }))
        output.add(">\n")
    }

    private mutating func append(_ text: String) { HTMLEscaping.appendText(text, to: &output) }
}
