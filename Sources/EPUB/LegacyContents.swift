// The table of contents for reading programs that know EPUB 2 alone.
import WikiModel

/// A part of a book, with what stands in it.
public struct BookPart: Sendable {
    public let heading: String
    /// Names and paths of pages, in the order of reading. Not empty.
    public let pages: [(name: String, path: String)]

    public init(heading: String, pages: [(name: String, path: String)]) { (self.heading, self.pages) = (heading, pages) }
}

extension BookItem {
    /// The navigation control file of EPUB 2, which EPUB 3 allows beside its own contents (EPUB 3.3, section 5.7.3).
    public static let legacyContents = BookItem(path: "toc.ncx", mediaType: "application/x-dtbncx+xml")
}

extension BookContainer {
    /// The contents in two steps (Open Packaging Format 2.0.1, section 2.4.1).
    ///
    /// What a reader of EPUB 2 finds nowhere else: such programs do not know the `nav` element.
    public static func legacyContents(_ metadata: BookMetadata, _ parts: [BookPart]) -> [UInt8] {
        var output: [UInt8] = []
        func append(_ text: String) { HTMLEscaping.appendText(text, to: &output) }
        /// The beginning of a line of the contents; its place in the order of reading is that of the page it leads to.
        func open(_ name: String, _ path: String, id: String, place: Int) {
            output.addPlain("<navPoint id=\"\(id)\" playOrder=\"\(place)\"><navLabel><text>")
            append(name)
            output.add("</text></navLabel><content src=\"")
            append(PercentEncoding.encoded(BookContents.document(of: path), keeping: .path))
            output.add("\"/>")
        }
        output.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"")
        append(metadata.language)
        output.add("\">\n<head><meta name=\"dtb:uid\" content=\"")
        append(metadata.identifier)
        output.add("\"/></head>\n<docTitle><text>")
        append(metadata.title)
        output.add("</text></docTitle>\n<navMap>\n")
        var place = 0
        for (number, part) in parts.enumerated() {
            // A part has no page of its own and leads to its first.
            open(part.heading, part.pages.first?.path ?? "", id: "part\(number + 1)", place: place + 1)
            output.add("\n")
            for page in part.pages {
                place += 1
                open(page.name, page.path, id: "page\(place)", place: place)
                output.add("</navPoint>\n")
            }
            output.add("</navPoint>\n")
        }
        output.add("</navMap>\n</ncx>\n")
        return output
    }
}
