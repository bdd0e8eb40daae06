// The data files of the site: which there are, what they hold, and the page that lists them.
import Bibliography
import Bytes
import Templates
import WikiGraph
import WikiModel

/// A file in `data/`: the base in a form for programs.
enum DataExport: String, CaseIterable, Sendable {
    case entries = "entries.json"
    case graph = "graph.json"
    case linkedData = "graph.jsonld"
    case turtle = "graph.ttl"
    case obo = "concepts.obo"
    case claims = "claims.tsv"
    case bibtex = "references.bib"
    case ris = "references.ris"
    case cslJSON = "references.json"
    case citation = "CITATION.cff"

    var fileName: String { rawValue }
    /// From the site's root.
    var path: String { "data/" + rawValue }

    var mediaType: String {
        switch self {
        case .entries, .graph: "application/json"
        case .linkedData: "application/ld+json"
        case .turtle: "text/turtle"
        case .obo: "text/obo"
        case .claims: "text/tab-separated-values"
        case .bibtex: "application/x-bibtex"
        case .ris: "application/x-research-info-systems"
        case .cslJSON: "application/vnd.citationstyles.csl+json"
        case .citation: "application/yaml"
        }
    }

    /// What the file holds, for the page of data.
    var meaning: Phrase {
        switch self {
        case .entries: .entriesExport
        case .graph: .graphExport
        case .linkedData: .linkedDataExport
        case .turtle: .turtleExport
        case .obo: .oboExport
        case .claims: .claimsExport
        case .bibtex: .bibtexExport
        case .ris: .risExport
        case .cslJSON: .cslExport
        case .citation: .citationExport
        }
    }

    fileprivate var bibliographyFormat: BibliographyFormat? {
        switch self {
        case .bibtex: .bibtex
        case .ris: .ris
        case .cslJSON: .cslJSON
        default: nil
        }
    }
}

extension Shapes {
    static let data = TemplateShape(["intro", "files", "relations", "stances"])
    static let dataFile = TemplateShape(["href", "name", "meaning", "media_type"])
    static let term = TemplateShape(["id", "label", "inverse", "ontology_id", "href"])
}

extension Site {
    /// The data files that the site has.
    var exports: [DataExport] { DataExport.allCases.filter { $0 != .citation || !input.settings.authors.isEmpty } }

    /// The data files, and the records of single papers.
    func dataFiles() -> [Page] {
        exports.map { Page(path: $0.path, content: .export($0)) }
            + graph.entryIDs.filter { graph.kinds[Int($0)] == .paper }.flatMap { paper in
                [(".bib", BibliographyFormat.bibtex), (".ris", .ris)].map { ending, format in
                    Page(path: "papers/\(graph.entries[Int(paper)].slug)\(ending)", content: .bibliography(paper, format))
                }
            }
    }

    /// The bytes of a data file. Claims need the bodies of their entries.
    func append(_ export: DataExport, bodies: EntryBodies, records: PaperRecords = [], to output: inout ByteBuffer) {
        if let format = export.bibliographyFormat { return output.append(contentsOf: bibliography(format: format, records)) }
        switch export {
        case .entries: appendEntriesExport(to: &output)
        case .graph: appendGraphExport(to: &output)
        case .claims: appendClaimsExport(bodies: bodies, to: &output)
        case .turtle:
            let names = RDFSite(self)
            var writer = TurtleWriter(names, capacity: graph.entries.count * 300 + edgeCount * 40)
            describe(names, bodies: bodies) { writer.write($0) }
            output = writer.end()
        case .linkedData:
            let names = RDFSite(self)
            var writer = JSONLDWriter(names, capacity: graph.entries.count * 400 + edgeCount * 50)
            describe(names, bodies: bodies) { writer.write($0) }
            output = writer.end()
        case .obo: appendOBOExport(to: &output)
        case .citation: appendCitationFile(to: &output)
        case .bibtex, .ris, .cslJSON: break
        }
    }

    /// The page that lists the data files, with the words of the base and their terms in public vocabularies.
    func dataPage() -> (template: String, values: [TemplateObject]) {
        let intro = wording[.dataIntro]
        let files = exports.map { export in
            TemplateValue.object(
                Shapes.dataFile, [.text(export.path), .text(export.fileName), .text(wording[export.meaning]), .text(export.mediaType)])
        }
        func term(_ id: String, _ label: String, _ inverse: String, _ ontologyID: String?) -> TemplateValue {
            let address = ontologyID.flatMap { OntologyTerm.address(of: $0) }
            // In a narrow column a name breaks after its prefix.
            var name = ByteBuffer()
            for part in (ontologyID ?? "").split(separator: ":", omittingEmptySubsequences: false) {
                if !name.isEmpty { name.add(":<wbr>") }
                name.addEscaped(String(part))
            }
            return .object(
                Shapes.term,
                [.text(id), .text(label), .optional(inverse), name.isEmpty ? .absent : .html([UInt8](name)), address.map { .text($0) } ?? .absent])
        }
        return (
            "data",
            [
                frame(
                    path: SitePage.data.path, title: wording[.dataPage], pageClass: "data", description: intro,
                    metadata: .writer { [self] in appendDataMetadata(to: &$0) }),
                TemplateObject(
                    Shapes.data,
                    [
                        .text(intro), .list(files),
                        .list(graph.vocabulary.relations.map { term($0.id, $0.label, $0.isSymmetric ? "" : $0.inverseLabel, $0.ontologyID) }),
                        .list(graph.vocabulary.stances.map { term($0.id, $0.label, "", $0.ontologyID) }),
                    ]),
            ]
        )
    }
}
