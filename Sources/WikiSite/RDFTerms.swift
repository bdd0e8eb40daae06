// Statements of RDF about one thing, and the vocabularies they use.
import Bytes
import WikiGraph
import WikiModel

/// What is said of one thing, in a fixed order.
struct RDFDescription {
    enum Subject {
        case entry(EntryID)
        /// A full or relative address.
        case address([UInt8])
        /// A thing without a name.
        case unnamed
    }

    let subject: Subject
    let type: RDFName
    /// The predicate of each statement, and in `objects` its object: apart, since JSON-LD looks at the predicates alone first.
    private(set) var predicates: [RDFName] = []
    private(set) var objects: [Object] = []

    enum Object {
        case entry(EntryID)
        case address([UInt8])
        case name(RDFName)
        case text(String)
        /// Text in the language of the site.
        case words(String)
    }

    init(_ subject: Subject, type: RDFName) {
        self.subject = subject
        self.type = type
        predicates.reserveCapacity(32)
        objects.reserveCapacity(32)
    }

    mutating func add(_ predicate: RDFName, _ object: Object) {
        predicates.append(predicate)
        objects.append(object)
    }

    mutating func add(text: String, as predicate: RDFName) { if !text.isEmpty { add(predicate, .text(text)) } }
    mutating func add(address: String?, as predicate: RDFName) {
        guard let address, !address.isEmpty else { return }
        add(predicate, .address(Array(address.utf8)))
    }
}

/// What the files of a site share: against what addresses are resolved, its language, and the addresses of its entries, which stand
/// at every edge.
struct RDFSite {
    /// The site's own address, with which both files begin; empty when it has none.
    let base: String
    let language: String
    /// From the base to the site's root, or from `data/` where there is no base.
    let root: [UInt8]
    private let addresses: SiteAddresses

    init(_ site: Site) {
        base = site.input.settings.baseURL
        language = site.input.settings.language
        root = Array((base.isEmpty ? "../" : "").utf8)
        addresses = site.addresses
    }

    /// Appends the address of an entry; `encode` writes it as the syntax wants.
    @inline(__always)
    func append(_ entry: EntryID, to output: inout ByteBuffer, encode: (UnsafeBufferPointer<UInt8>, inout ByteBuffer) -> Void) {
        output.append(contentsOf: root)
        addresses.withPath(of: entry) { encode($0, &output) }
    }
}

/// The name of a property, a class or a relation: short, with a prefix of `OntologyTerm`, or an address.
///
/// Names that stand in the code have a known prefix; others are looked at once. A base has few names and makes statements by the
/// hundred thousand.
struct RDFName: ExpressibleByStringLiteral {
    let text: String
    let isShort: Bool

    init(checking text: String) {
        self.text = text
        isShort = OntologyTerm.address(ofShort: text) != nil
    }

    init(stringLiteral text: String) {
        assert(OntologyTerm.address(ofShort: text) != nil, "\(text) has no known prefix")
        self.text = text
        isShort = true
    }
}
