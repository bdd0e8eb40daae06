// Names of terms in public ontologies, and their addresses.

/// The term that a relation or a stance stands for: short, `BFO:0000050`, or a full address.
public enum OntologyTerm {
    /// Prefixes of short names, and what they stand for.
    public static let prefixes: [(name: String, address: String)] = [
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

    /// The address of a term; `nil` when its prefix is not known here, and it is no address.
    public static func address(of name: String) -> String? {
        if WebAddress.isPlain(name) { return name.utf8.contains(where: { "<>\"{}|\\^`".utf8.contains($0) }) ? nil : name }
        return address(ofShort: name)
    }

    /// The address of a short name.
    public static func address(ofShort name: String) -> String? {
        guard let colon = name.firstIndex(of: ":") else { return nil }
        let local = name[name.index(after: colon)...]
        guard !local.isEmpty, local.utf8.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }) else { return nil }
        return prefixes.first { $0.name == name[..<colon] }.map { $0.address + local }
    }
}
