// The concepts as an ontology in OBO, the form that editors and readers of ontologies in biology share.
import Bibliography
import Bytes
import WikiGraph
import WikiModel

extension Site {
    /// OBO 1.4 (owlcollab.github.io/oboformat): a term for each concept with its names, its definition and its relations to other
    /// concepts, and a type for each relation. Papers given for a relation are its sources.
    func appendOBOExport(to output: inout ByteBuffer) {
        let concepts = graph.entryIDs.filter { graph.entries[Int($0)].kind == .concept }
        appendOBOHeader(to: &output)
        for concept in concepts { appendTerm(concept, to: &output) }
        for relation in graph.vocabulary.relations where !relation.isSubclass { appendTypedef(relation, to: &output) }
    }

    /// The space of the base's own names; with an address of the site they stand for pages.
    private static let space = "kb"

    private func appendOBOHeader(to output: inout ByteBuffer) {
        let settings = input.settings
        output.addPlain("format-version: 1.4\n")
        for category in graph.vocabulary.terms(of: .concept).categories {
            output.addPlain("subsetdef: \(category.id) ")
            output.addOBOQuoted(category.label)
            output.add("\n")
        }
        if !settings.baseURL.isEmpty {
            output.addPlain("idspace: \(Site.space) \(settings.baseURL)\(EntryKind.concept.folder)/ ")
            output.addOBOQuoted(settings.title)
            output.add("\n")
        }
        output.add("remark: ")
        output.addOBOText([settings.title, settings.tagline, settings.licenseName].filter { !$0.isEmpty }.joined(separator: ". "))
        output.addPlain("\nontology: \(Site.space)\n")
    }

    private func appendTerm(_ id: EntryID, to output: inout ByteBuffer) {
        let entry = graph.entries[Int(id)]
        let metadata = entry.metadata
        output.addPlain("\n[Term]\nid: \(Site.space):\(entry.slug)\nname: ")
        output.addOBOText(titlePlainText(metadata.title))
        output.add("\n")
        if !metadata.summary.isEmpty {
            output.add("def: ")
            output.addOBOQuoted(metadata.summary)
            output.add(" []\n")
        }
        if graph.vocabulary.terms(of: .concept).categoryLabel(metadata.category) != nil { output.addPlain("subset: \(metadata.category)\n") }
        // An alias leads to the entry; whether it means the same in every use, the front matter does not say.
        for alias in metadata.aliases where alias != metadata.title {
            output.add("synonym: ")
            output.addOBOQuoted(alias)
            output.add(" RELATED []\n")
        }
        for identifier in metadata.identifiers {
            output.add("xref: ")
            output.addOBOText(identifier.compact)
            output.add("\n")
        }
        if metadata.status == .deprecated { return appendObsolescence(of: id, to: &output) }
        let relations = graph.relationsFrom[id].map { graph.relations[Int($0)] }.filter { graph.kinds[Int($0.target)] == .concept }
        for relation in relations where graph.vocabulary.relations[relation.type].isSubclass { appendRelation(relation, to: &output) }
        for relation in relations where !graph.vocabulary.relations[relation.type].isSubclass { appendRelation(relation, to: &output) }
    }

    /// A term that is out of date has no relations in OBO.
    private func appendObsolescence(of id: EntryID, to output: inout ByteBuffer) {
        output.add("is_obsolete: true\n")
        let name = graph.entries[Int(id)].metadata.replacedBy
        guard !name.isEmpty, let target = graph.entry(named: name, from: id), graph.kinds[Int(target)] == .concept else { return }
        output.addPlain("replaced_by: \(Site.space):\(graph.entries[Int(target)].slug)\n")
    }

    private func appendRelation(_ relation: Relation, to output: inout ByteBuffer) {
        let type = graph.vocabulary.relations[relation.type]
        let target = graph.entries[Int(relation.target)]
        output.addPlain(type.isSubclass ? "is_a: " : "relationship: \(type.id) ")
        output.addPlain("\(Site.space):\(target.slug)")
        let sources = relation.evidence.compactMap { graph.entries[Int($0)].metadata.paper.map(\.citedIdentifier) }.filter { !$0.isEmpty }
        for (number, source) in sources.enumerated() {
            output.add(number == 0 ? " {source=" : ", source=")
            output.addOBOQuoted(source)
        }
        if !sources.isEmpty { output.add("}") }
        output.add(" ! ")
        output.addOBOText(titlePlainText(target.metadata.title))
        output.add("\n")
    }

    private func appendTypedef(_ relation: RelationType, to output: inout ByteBuffer) {
        output.addPlain("\n[Typedef]\nid: \(relation.id)\nname: ")
        output.addOBOText(relation.label)
        output.add("\n")
        if let term = relation.ontologyID, OntologyTerm.address(of: term) != nil { output.addPlain("xref: \(term)\n") }
        if relation.isSymmetric { output.add("is_symmetric: true\n") }
        if relation.isTransitive { output.add("is_transitive: true\n") }
    }
}

extension RelationType {
    /// Whether it is the relation for which OBO and RDF have a word of their own.
    var isSubclass: Bool { ontologyID == "rdfs:subClassOf" }
}

extension Identifier {
    /// `GO:0140494`, `UniProt:O14817`: with the scheme before it, unless it has one already.
    fileprivate var compact: String { namesScheme ? value : scheme + ":" + value }
}

extension PaperMetadata {
    /// The identifier by which ontologies name a paper; empty where none is known.
    fileprivate var citedIdentifier: String { !pmid.isEmpty ? "PMID:" + pmid : doi.isEmpty ? "" : "DOI:" + doi }
}

extension ByteBuffer {
    /// A text in double quotes.
    fileprivate mutating func addOBOQuoted(_ text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { append(UInt8(ascii: "\\")) }
            append(byte < 0x20 ? 0x20 : byte)
        }
        append(UInt8(ascii: "\""))
    }

    /// A text up to the end of its line, where `!` begins a comment and `{` what qualifies it.
    fileprivate mutating func addOBOText(_ text: String) {
        for byte in text.utf8 {
            if "!{\\".utf8.contains(byte) { append(UInt8(ascii: "\\")) }
            append(byte < 0x20 ? 0x20 : byte)
        }
    }
}
