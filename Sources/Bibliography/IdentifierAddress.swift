// The public address of the record that an identifier names.
import WikiModel

extension IdentifierScheme {
    /// The address of the record, for a link; `nil` when the value is invalid, or no one address is the record's
    /// (ISBN).
    public func url(for value: String) -> String? {
        guard let normalised = check(value).normalised else { return nil }
        switch self {
        case .doi: return doiAddress(normalised)
        case .pmid: return "https://pubmed.ncbi.nlm.nih.gov/\(normalised)/"
        // Without the version: the record is of the article.
        case .pmcid: return "https://pmc.ncbi.nlm.nih.gov/articles/\(normalised.prefix { $0 != "." })/"
        case .arxiv: return "https://arxiv.org/abs/\(normalised)"
        case .isbn: return nil
        case .issn: return "https://portal.issn.org/resource/ISSN/\(normalised)"
        case .orcid: return "https://orcid.org/\(normalised)"
        case .ror: return "https://ror.org/\(normalised)"
        case _ where isOntology:
            return "http://purl.obolibrary.org/obo/\(name)_\(normalised.dropFirst(name.count + 1))"
        case .mesh: return "https://meshb.nlm.nih.gov/record/ui?ui=\(normalised)"
        case .wikidata: return "https://www.wikidata.org/wiki/\(normalised)"
        case .uniprot: return "https://www.uniprot.org/uniprotkb/\(normalised.prefix { $0 != "-" })"
        case .hgnc: return "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/\(normalised)"
        case .ncbiGene: return "https://www.ncbi.nlm.nih.gov/gene/\(normalised)"
        case .ensembl:
            return isPlantLocus(normalised) ? "https://plants.ensembl.org/id/\(normalised)" : "https://www.ensembl.org/id/\(normalised.prefix { $0 != "." })"
        case .zfin: return "https://zfin.org/\(normalised)"
        case .rrid: return "https://scicrunch.org/resolver/\(normalised)"
        default: return form?.address(of: normalised)
        }
    }
}

/// `https://doi.org/` and the DOI, with what an address cannot hold percent-encoded (DOI Handbook, 2.5.2.4).
func doiAddress(_ doi: String) -> String { "https://doi.org/" + PercentEncoding.encoded(doi, keeping: bytesOfDOIs) }

private let bytesOfDOIs = AddressBytes(lettersDigitsAnd: "-._~!$&'()*,;=:@/")
