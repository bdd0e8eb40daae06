// The schemes of identifiers that entries may use: those of the tool by name, and those that a base adds.

/// A scheme of identifiers. Checks need no network: form, and the check digit where the scheme has one.
public enum IdentifierScheme: String, Sendable, CaseIterable {
    // Publications
    case doi = "DOI"
    case pmid = "PMID"
    case pmcid = "PMCID"
    case arxiv = "arXiv"
    case isbn = "ISBN"
    case issn = "ISSN"
    // People and places
    case orcid = "ORCID"
    case ror = "ROR"
    // Ontologies of the OBO Foundry
    case go = "GO"
    case cl = "CL"
    case uberon = "UBERON"
    case doid = "DOID"
    case mondo = "MONDO"
    case eco = "ECO"
    case ro = "RO"
    case chebi = "CHEBI"
    case ncbiTaxon = "NCBITaxon"
    case fma = "FMA"
    case zfa = "ZFA"
    case hp = "HP"
    case mp = "MP"
    case so = "SO"
    case pato = "PATO"
    case obi = "OBI"
    case fbbt = "FBbt"
    case fbdv = "FBdv"
    case wbbt = "WBbt"
    case po = "PO"
    // Databases
    case mesh = "MeSH"
    case wikidata = "Wikidata"
    case uniprot = "UniProt"
    case hgnc = "HGNC"
    case ncbiGene = "NCBIGene"
    case ensembl = "Ensembl"
    case zfin = "ZFIN"
    case rrid = "RRID"
    case flyBase = "FlyBase"
    case wormBase = "WormBase"
    case sgd = "SGD"
    case pomBase = "PomBase"
    case tair = "TAIR"
    case mgi = "MGI"
    case rgd = "RGD"
    case xenbase = "Xenbase"
    case dictyBase = "dictyBase"
    case pdb = "PDB"
    case pfam = "Pfam"
    case interPro = "InterPro"
    case refSeq = "RefSeq"
    case reactome = "Reactome"
    case dbSNP = "dbSNP"
    case clinVar = "ClinVar"
    case omim = "OMIM"
    case orphanet = "Orphanet"
    case chembl = "ChEMBL"
    case cellosaurus = "Cellosaurus"

    /// The scheme's name as it is written in the front matter.
    public var name: String { rawValue }

    /// The scheme that a name means, whatever its case, blanks, hyphens and underscores, or by a usual other name.
    public init?(named name: String) {
        guard let scheme = IdentifierScheme.byFoldedName[folded(name)] else { return nil }
        self = scheme
    }

    private static let byFoldedName: [String: IdentifierScheme] = {
        var table: [String: IdentifierScheme] = [
            "pubmed": .pmid, "pmc": .pmcid, "pubmedcentral": .pmcid, "orcidid": .orcid, "uniprotkb": .uniprot,
            "meshid": .mesh, "geneontology": .go, "taxon": .ncbiTaxon, "taxonomy": .ncbiTaxon, "entrezgene": .ncbiGene,
            "geneid": .ncbiGene, "snp": .dbSNP, "mim": .omim, "orpha": .orphanet, "ensemblgene": .ensembl, "cvcl": .cellosaurus, "pdbid": .pdb,
            "isbn10": .isbn, "isbn13": .isbn, "eissn": .issn,
        ]
        for scheme in allCases { table[folded(scheme.rawValue)] = scheme }
        return table
    }()

    /// Whether it is an ontology of the OBO Foundry, whose terms are written with their prefix: `GO:0140494`.
    public var isOntology: Bool {
        switch self {
        case .go, .cl, .uberon, .doid, .mondo, .eco, .ro, .chebi, .ncbiTaxon, .fma, .zfa, .hp, .mp, .so, .pato, .obi, .fbbt, .fbdv, .wbbt, .po: true
        default: false
        }
    }

    /// The key of a paper that holds such an identifier; `nil` where it stands below `identifiers`.
    public var keyOfPapers: String? {
        switch self {
        case .doi, .pmid, .pmcid: name
        default: nil
        }
    }
}

/// A scheme that entries of a base may use.
public enum KnownScheme: Sendable, Equatable {
    case ofTool(IdentifierScheme)
    case ofBase(IdentifierType)

    /// Its name as it is written in the front matter.
    public var name: String {
        switch self {
        case .ofTool(let scheme): scheme.name
        case .ofBase(let type): type.id
        }
    }

    /// What pages call it.
    public var label: String {
        switch self {
        case .ofTool(let scheme): scheme.name
        case .ofBase(let type): type.label
        }
    }
}

extension Vocabulary {
    /// The scheme that a name means, of the tool or of the base, whatever its case, blanks, hyphens and underscores.
    public func scheme(named name: String) -> KnownScheme? {
        if let scheme = IdentifierScheme(named: name) { return .ofTool(scheme) }
        if identifiers.isEmpty { return nil }
        let wanted = folded(name)
        return identifiers.first { folded($0.id) == wanted }.map { .ofBase($0) }
    }

    /// The names of all schemes that entries may use.
    public var schemeNames: [String] { IdentifierScheme.allCases.map(\.name) + identifiers.map(\.id) }
}

/// A name in small letters, without what is neither letter nor digit.
private func folded(_ name: String) -> String {
    String(decoding: name.utf8.filter(\.isAlphanumeric).map(\.lowercased), as: UTF8.self)
}
