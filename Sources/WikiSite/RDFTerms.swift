// Statements of RDF about one thing, and the vocabularies they use.
import WikiModel

/// What is said of one thing, in a fixed order.
struct RDFDescription {
    /// The full or relative address; `nil` for a thing without a name.
    var subject: [UInt8]?
    var type: String
    var statements: [(predicate: String, object: Object)] = []

    enum Object {
        case address([UInt8])
        /// A name with a prefix of `RDFVocabulary`.
        case name(String)
        case text(String)
        /// Text in the language of the site.
        case words(String, language: String)
    }

    init(_ subject: [UInt8]?, type: String) {
        self.subject = subject
        self.type = type
    }

    mutating func add(_ predicate: String, _ object: Object) { statements.append((predicate, object)) }
    mutating func add(text: String, as predicate: String) { if !text.isEmpty { add(predicate, .text(text)) } }
    mutating func add(address: String?, as predicate: String) {
        guard let address, !address.isEmpty else { return }
        add(predicate, .address(Array(address.utf8)))
    }
}

enum RDFVocabulary {
    /// Prefixes and what they stand for.
    static let prefixes: [(name: String, address: String)] = [
        ("bibo", "http://purl.org/ontology/bibo/"),
        ("BFO", "http://purl.obolibrary.org/obo/BFO_"),
        ("cito", "http://purl.org/spar/cito/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("RO", "http://purl.obolibrary.org/obo/RO_"),
        ("schema", "https://schema.org/"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ]

    /// The full address of a name such as `BFO:0000050`; `nil` when its prefix is not known here.
    static func address(of name: String) -> String? {
        guard let colon = name.firstIndex(of: ":") else { return nil }
        let local = name[name.index(after: colon)...]
        guard !local.isEmpty, local.utf8.allSatisfy(isPlain) else { return nil }
        return prefixes.first { $0.name == name[..<colon] }.map { $0.address + local }
    }

    /// Whether a name has an address; asked for every statement.
    static func isKnown(_ name: String) -> Bool {
        let name = name.utf8
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let local = name[name.index(after: colon)...]
        return !local.isEmpty && local.allSatisfy(isPlain) && prefixes.contains { $0.name.utf8.elementsEqual(name[..<colon]) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return (letter >= 0x61 && letter <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}
