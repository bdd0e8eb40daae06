// The one place that turns entries and pages into addresses.
import Bytes
import WikiGraph
import WikiModel

/// Addresses within the site: real file names, relative to the page they stand on.
public final class SiteAddresses: Sendable {
    /// The path of each entry's page, from the site's root: `concepts/migrasome.html`.
    private let entryPaths: ByteTable
    private let mediaPaths: ByteTable
    /// `../concepts/migrasome.html`: from pages one folder down, where nearly all stand. Arrays of their own, which values of
    /// templates share rather than each make the address anew.
    private let fromFolder: [[UInt8]]

    init(_ graph: KnowledgeGraph) {
        let paths = ByteTable(count: graph.entries.count) { number, output in
            output.addPlain(graph.entries[number].kind.folder)
            output.append(UInt8(ascii: "/"))
            output.addPlain(graph.entries[number].slug)
            output.add(".html")
        }
        let media = ByteTable(count: graph.media.count) { $1.append(contentsOf: SiteAddresses.encoded(graph.media[$0])) }
        (entryPaths, mediaPaths) = (paths, media)
        fromFolder = graph.entries.indices.map { SiteAddresses.up + paths[$0] }
    }

    public func path(of entry: EntryID) -> [UInt8] { entryPaths[Int(entry)] }
    /// The path of the page that an entry of this file name has, or had.
    public static func path(of kind: EntryKind, named slug: String) -> String { "\(kind.folder)/\(slug).html" }
    static func path(ofTag tag: String) -> String { "tags/\(tag).html" }
    /// Lends the bytes of a path.
    func withPath<Result>(of entry: EntryID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        entryPaths.withBytes(Int(entry), body)
    }
    private static let up = Array("../".utf8)

    /// The address from a page whose root is `root`.
    func href(_ entry: EntryID, root: [UInt8]) -> [UInt8] {
        root.count == SiteAddresses.up.count ? fromFolder[Int(entry)] : root + path(of: entry)
    }

    func appendPath(of entry: EntryID, to output: inout some ByteOutput & ~Copyable) { entryPaths.append(Int(entry), to: &output) }
    /// Appends the path without `.html`: the name of an entry in data files.
    func appendStem(of entry: EntryID, to output: inout ByteBuffer) {
        entryPaths.append(Int(entry), to: &output)
        output.removeLast(".html".utf8.count)
    }

    /// Appends the address of an entry's place on the map.
    func appendPlaceOnMap(of entry: EntryID, root: [UInt8], to output: inout ByteBuffer) {
        output.append(contentsOf: root)
        output.add("map.html?focus=")
        appendStem(of: entry, to: &output)
    }

    func appendMediaPath(_ media: EntryID, to output: inout ByteBuffer) { mediaPaths.append(Int(media), to: &output) }

    /// `../` for each folder between a page and the site's root.
    static func root(from path: String) -> [UInt8] {
        Array(String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") }).utf8)
    }

    /// A path of files with what an address does not allow percent-encoded.
    static func encoded(_ path: String) -> [UInt8] {
        ByteBuffer.bytes { PercentEncoding.append(path, keeping: .path, to: &$0) }
    }
}

/// The names of the pages that the generator makes itself, for navigation and links.
public enum SitePage: String, Sendable, CaseIterable {
    case home = "index"
    case concepts
    case papers
    case categories
    case paperCategories = "paper-categories"
    case tags
    case authors
    case journals
    case claims
    case search
    case timeline
    case map
    case wanted
    case maintenance
    case contributors
    case recent
    case data

    public var path: String { rawValue + ".html" }
}

/// Places that belong to the generator's own files.
public enum OwnPlaces {
    private static let folders: Set<Substring> = ["assets", "cards", "contributors", "data", "graph", "mentions", "search", "tags"]
    private static let files: Set<String> = ["feed.xml", "sitemap.xml", "robots.txt"]

    /// Whether no file of the content may stand at a path below the site's root: a page, a record beside the page of a paper, or
    /// another file of the generator is there, or may be after the next edit. Case does not count, as some disks have none.
    public static func hold(_ path: String) -> Bool {
        let lower = path.lowercased()
        let folder = lower.prefix { $0 != "/" }
        if folder.utf8.count == lower.utf8.count { return files.contains(lower) || lower.hasSuffix(".html") }
        if folder == "papers", lower.hasSuffix(".bib") || lower.hasSuffix(".ris") { return true }
        return folders.contains(folder) || (lower.hasSuffix(".html") && EntryKind.allCases.contains { $0.folder == folder })
    }
}
