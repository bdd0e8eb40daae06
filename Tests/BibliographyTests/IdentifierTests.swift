// Vectors of every scheme of identifiers: right, mendable and wrong values, check digits included.
import Testing
import WikiModel

@testable import Bibliography

/// One value and what its check should say: `= normalised`, `~ normalised` (fixable), or `! part of the reason`.
struct IdentifierVector: Sendable, CustomTestStringConvertible {
    var scheme: IdentifierScheme
    var value: String
    var expected: String

    init(_ scheme: IdentifierScheme, _ value: String, _ expected: String) {
        self.scheme = scheme
        self.value = value
        self.expected = expected
    }

    var testDescription: String { "\(scheme.name) \(value)" }
}

private let publicationVectors: [IdentifierVector] = [
    .init(.doi, "10.1038/cr.2014.135", "= 10.1038/cr.2014.135"),
    .init(.doi, "10.1159/000511504", "= 10.1159/000511504"),
    .init(.doi, "10.1161/ATVBAHA.118.311269", "= 10.1161/atvbaha.118.311269"),
    .init(.doi, "10.1016/0012-1606(63)90150-7", "= 10.1016/0012-1606(63)90150-7"),
    .init(
        .doi, "10.1002/(SICI)1097-4636(199905)45:2<140::AID-JBM8>3.0.CO;2-9",
        "= 10.1002/(sici)1097-4636(199905)45:2<140::aid-jbm8>3.0.co;2-9"),
    .init(.doi, "10.1641/0006-3568(2004)054 [ 0050:TPOWPP]2.0.CO;2", "~ 10.1641/0006-3568(2004)054[0050:tpowpp]2.0.co;2"),
    .init(.doi, "10.1000/a [b", "~ 10.1000/a[b"),
    .init(.doi, "10.1000.10/123456", "= 10.1000.10/123456"),
    .init(.doi, "https://doi.org/10.1038/cr.2014.135", "~ 10.1038/cr.2014.135"),
    .init(.doi, "http://dx.doi.org/10.1038/cr.2014.135", "~ 10.1038/cr.2014.135"),
    .init(.doi, "HTTPS://DOI.ORG/10.1038/cr.2014.135", "~ 10.1038/cr.2014.135"),
    .init(.doi, "doi: 10.1038/cr.2014.135", "~ 10.1038/cr.2014.135"),
    .init(.doi, "https://doi.org/10.1016%2F0012-1606%2863%2990150-7", "~ 10.1016/0012-1606(63)90150-7"),
    .init(.doi, " 10.1038/cr.2014.135", "~ 10.1038/cr.2014.135"),
    .init(.doi, "10.1038/cr.2014\u{200B}.135", "~ 10.1038/cr.2014.135"),
    .init(.doi, "10.1038/abc.", "~ 10.1038/abc"),
    .init(.doi, "https://doi.org/10.1038/abc;,", "~ 10.1038/abc"),
    .init(.doi, "10.1038/s41421\u{2013}018\u{2010}1", "~ 10.1038/s41421-018-1"),
    .init(.doi, "10.1016/(abc).", "~ 10.1016/(abc)"),
    .init(.doi, "10.1038/...", "! ends after its prefix"),
    .init(.doi, "10.1038", "! has no \"/\""),
    .init(.doi, "10.1038/", "! ends after its prefix"),
    .init(.doi, "10.1O38/cr.2014.135", "! prefix \"10.1O38\""),
    .init(.doi, "10.103/cr", "! 4 to 9 digits"),
    .init(.doi, "10.1038/cr 2014", "! holds a blank"),
    .init(.doi, "25342562", "! as a PMID is"),
    .init(.doi, "PMC4260529", "! is a PMCID"),
    .init(.doi, "10/aabbe", "! short DOI"),
    .init(.doi, "", "! is empty"),
    .init(.pmid, "25342562", "= 25342562"),
    .init(.pmid, "1", "= 1"),
    .init(.pmid, "PMID: 25342562", "~ 25342562"),
    .init(.pmid, "https://pubmed.ncbi.nlm.nih.gov/25342562/", "~ 25342562"),
    .init(.pmid, "025342562", "~ 25342562"),
    .init(.pmid, "253425620", "! has 9 digits"),
    .init(.pmid, "PMC12121079", "! is a PMCID, not a PMID"),
    .init(.pmid, "10.1038/cr.2014.135", "! is a DOI"),
    .init(.pmid, "2534256x", "! is not a number"),
    .init(.pmid, "0", "! is zero"),
    .init(.pmcid, "PMC12121079", "= PMC12121079"),
    .init(.pmcid, "PMC4260529.1", "= PMC4260529.1"),
    .init(.pmcid, "pmc4260529", "~ PMC4260529"),
    .init(.pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/PMC4260529/", "~ PMC4260529"),
    .init(.pmcid, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4260529", "~ PMC4260529"),
    .init(.pmcid, "PMCID: PMC4260529", "~ PMC4260529"),
    .init(.pmcid, "25342562", "! as a PMID is"),
    .init(.pmcid, "PMCX", "! is not PMC and a number"),
    .init(.pmcid, "NIHMS12345", "! does not begin with PMC"),
    .init(.arxiv, "2101.00001", "= 2101.00001"),
    .init(.arxiv, "0704.0001v2", "= 0704.0001v2"),
    .init(.arxiv, "hep-th/9901001", "= hep-th/9901001"),
    .init(.arxiv, "math.GT/0309136", "= math.GT/0309136"),
    .init(.arxiv, "arXiv:2101.00001v1", "~ 2101.00001v1"),
    .init(.arxiv, "https://arxiv.org/pdf/2101.00001.pdf", "~ 2101.00001"),
    .init(.arxiv, "2101.0001", "! is not YYMM"),
    .init(.arxiv, "2113.00001", "! is not YYMM"),
    .init(.isbn, "978-0-306-40615-7", "= 9780306406157"),
    .init(.isbn, "9780306406157", "= 9780306406157"),
    .init(.isbn, "0-306-40615-2", "= 0306406152"),
    .init(.isbn, "0-8044-2957-X", "= 080442957X"),
    .init(.isbn, "080442957x", "~ 080442957X"),
    .init(.isbn, "ISBN 978-0-306-40615-7", "~ 9780306406157"),
    .init(.isbn, "978-0-306-40615-8", "! ask for 7"),
    .init(.isbn, "0-306-40615-3", "! ask for 2"),
    .init(.isbn, "978-0-306-4061", "! has not 10 or 13 digits"),
    .init(.isbn, "1234567890128", "! does not begin with 978 or 979"),
    .init(.issn, "0378-5955", "= 0378-5955"),
    .init(.issn, "1001-0602", "= 1001-0602"),
    .init(.issn, "2434-561X", "= 2434-561X"),
    .init(.issn, "03785955", "~ 0378-5955"),
    .init(.issn, "2434–561x", "~ 2434-561X"),
    .init(.issn, "0378-5954", "! ask for 5"),
    .init(.issn, "378-5955", "! has not the form"),
]

private let peopleVectors: [IdentifierVector] = [
    .init(.orcid, "0000-0002-1825-0097", "= 0000-0002-1825-0097"),
    .init(.orcid, "0000-0001-5109-3700", "= 0000-0001-5109-3700"),
    .init(.orcid, "0000-0002-1694-233X", "= 0000-0002-1694-233X"),
    .init(.orcid, "https://orcid.org/0000-0002-1825-0097", "= 0000-0002-1825-0097"),
    .init(.orcid, "http://orcid.org/0000-0002-1825-0097", "~ 0000-0002-1825-0097"),
    .init(.orcid, "0000000218250097", "~ 0000-0002-1825-0097"),
    .init(.orcid, "0000–0002–1825–0097", "~ 0000-0002-1825-0097"),
    .init(.orcid, "0000-0002-1694-233x", "~ 0000-0002-1694-233X"),
    .init(.orcid, "0000-0002-1825-0098", "! ask for 7"),
    .init(.orcid, "0000-0002-1825-0079", "! wrong check digit"),
    .init(.orcid, "0000-0002-1825", "! is not four groups"),
    .init(.orcid, "X000-0002-1825-0097", "! is not four groups"),
    .init(.ror, "03cve4549", "= 03cve4549"),
    .init(.ror, "https://ror.org/02twcfp32", "= 02twcfp32"),
    .init(.ror, "013meh722", "= 013meh722"),
    .init(.ror, "ror.org/042nb2s44", "~ 042nb2s44"),
    .init(.ror, "03CVE4549", "~ 03cve4549"),
    .init(.ror, "03cve4548", "! asks for 49"),
    .init(.ror, "03cve4l49", "! holds \"l\""),
    .init(.ror, "13cve4549", "! is not 0, six letters"),
]

private let biologyVectors: [IdentifierVector] = [
    .init(.go, "GO:0140494", "= GO:0140494"),
    .init(.go, "GO_0140494", "~ GO:0140494"),
    .init(.go, "go:0140494", "~ GO:0140494"),
    .init(.go, "0140494", "~ GO:0140494"),
    .init(.go, "http://purl.obolibrary.org/obo/GO_0140494", "~ GO:0140494"),
    .init(.go, "GO:140494", "! has 6 digits; GO has 7"),
    .init(.go, "CL:0000653", "! has the prefix CL, not GO"),
    .init(.go, "migrasome", "! is not GO: and digits"),
    .init(.cl, "CL:0000653", "= CL:0000653"),
    .init(.uberon, "UBERON:0002113", "= UBERON:0002113"),
    .init(.mondo, "MONDO:0005098", "= MONDO:0005098"),
    .init(.eco, "ECO:0000314", "= ECO:0000314"),
    .init(.ro, "RO:0002436", "= RO:0002436"),
    .init(.doid, "DOID:1612", "= DOID:1612"),
    .init(.doid, "DOID:0080600", "= DOID:0080600"),
    .init(.doid, "DOID:00806001", "! more than 7 digits"),
    .init(.chebi, "CHEBI:16113", "= CHEBI:16113"),
    .init(.chebi, "ChEBI:16113", "~ CHEBI:16113"),
    .init(.ncbiTaxon, "NCBITaxon:7955", "= NCBITaxon:7955"),
    .init(.ncbiTaxon, "NCBITAXON:7955", "~ NCBITaxon:7955"),
    .init(.fma, "70967", "= FMA:70967"),
    .init(.fma, "FMA:70967", "= FMA:70967"),
    .init(.fma, "podocyte", "! is not FMA: and digits"),
    .init(.zfa, "ZFA:0000023", "= ZFA:0000023"),
    .init(.zfa, "ZFA:23", "! has 2 digits"),
    .init(.mesh, "D050199", "= D050199"),
    .init(.mesh, "D000067128", "= D000067128"),
    .init(.mesh, "C567890", "= C567890"),
    .init(.mesh, "d050199", "~ D050199"),
    .init(.mesh, "A11.436.294", "! is a tree number"),
    .init(.mesh, "D50199", "! has not 6 or 9 digits"),
    .init(.wikidata, "Q42", "= Q42"),
    .init(.wikidata, "https://www.wikidata.org/wiki/Q42", "~ Q42"),
    .init(.wikidata, "q42", "~ Q42"),
    .init(.wikidata, "P31", "! is not Q and a number"),
    .init(.wikidata, "Q042", "! is not Q and a number"),
    .init(.uniprot, "O14817", "= O14817"),
    .init(.uniprot, "P12345", "= P12345"),
    .init(.uniprot, "A0A023GPI8", "= A0A023GPI8"),
    .init(.uniprot, "Q4V8E0-2", "= Q4V8E0-2"),
    .init(.uniprot, "o14817", "~ O14817"),
    .init(.uniprot, "UniProtKB:O14817", "~ O14817"),
    .init(.uniprot, "TSPAN4", "! is not a UniProt accession"),
    .init(.uniprot, "P1234", "! is not a UniProt accession"),
    .init(.uniprot, "O14817-0", "! number of an isoform"),
    .init(.hgnc, "HGNC:11859", "= HGNC:11859"),
    .init(.hgnc, "11859", "~ HGNC:11859"),
    .init(.hgnc, "hgnc:11859", "~ HGNC:11859"),
    .init(.hgnc, "TSPAN4", "! a symbol is not an identifier"),
    .init(.ncbiGene, "7106", "= 7106"),
    .init(.ncbiGene, "GeneID:7106", "~ 7106"),
    .init(.ncbiGene, "TSPAN4", "! is not a number"),
    .init(.ensembl, "ENSG00000214063", "= ENSG00000214063"),
    .init(.ensembl, "ENSDARG00000033854.1", "= ENSDARG00000033854.1"),
    .init(.ensembl, "ensg00000214063", "~ ENSG00000214063"),
    .init(.ensembl, "ENSG0000021406", "! 11 digits"),
    .init(.ensembl, "ENS00000214063", "! end in G, T or P"),
    .init(.ensembl, "FBgn0284084", "= FBgn0284084"),
    .init(.ensembl, "WBGene00006763", "= WBGene00006763"),
    .init(.ensembl, "YAL001C", "= YAL001C"),
    .init(.ensembl, "YDR524C-B", "= YDR524C-B"),
    .init(.ensembl, "AT1G01030", "= AT1G01030"),
    .init(.ensembl, "Os01g0100100", "= Os01g0100100"),
    .init(.ensembl, "TraesCS3D02G273600", "= TraesCS3D02G273600"),
    .init(.ensembl, "TSPAN4", "! nor the id of a fly"),
    .init(.ensembl, "NM_003271", "! nor the id of a fly"),
    .init(.flyBase, "FBgn0284084", "= FBgn0284084"),
    .init(.flyBase, "FB:FBgn0284084", "~ FBgn0284084"),
    .init(.flyBase, "https://flybase.org/reports/FBgn0284084", "~ FBgn0284084"),
    .init(.flyBase, "wg", "! is not an identifier of FlyBase, such as FBgn0284084"),
    .init(.wormBase, "WBGene00006763", "= WBGene00006763"),
    .init(.wormBase, "unc-26", "! is not an identifier of WormBase"),
    .init(.sgd, "S000002493", "= S000002493"),
    .init(.sgd, "YAL001C", "= YAL001C"),
    .init(.sgd, "yal001c", "~ YAL001C"),
    .init(.sgd, "TFC3", "! is not an identifier of SGD"),
    .init(.pomBase, "SPBC11B10.09", "= SPBC11B10.09"),
    .init(.pomBase, "cdc2", "! is not an identifier of PomBase"),
    .init(.tair, "AT1G01030", "= AT1G01030"),
    .init(.tair, "At1g01030", "~ AT1G01030"),
    .init(.mgi, "MGI:98834", "= MGI:98834"),
    .init(.mgi, "98834", "~ MGI:98834"),
    .init(.mgi, "mgi:98834", "~ MGI:98834"),
    .init(.rgd, "RGD:7499841", "~ 7499841"),
    .init(.xenbase, "XB-GENE-922462", "= XB-GENE-922462"),
    .init(.dictyBase, "DDB_G0267522", "= DDB_G0267522"),
    .init(.pdb, "2gc4", "= 2gc4"),
    .init(.pdb, "PDB:2GC4", "~ 2GC4"),
    .init(.pdb, "TSPAN4", "! is not an identifier of PDB"),
    .init(.pfam, "pf11779", "~ PF11779"),
    .init(.interPro, "IPR016380", "= IPR016380"),
    .init(.refSeq, "NM_003271.5", "= NM_003271.5"),
    .init(.refSeq, "NZ_ABCD01000001", "= NZ_ABCD01000001"),
    .init(.reactome, "R-HSA-201451", "= R-HSA-201451"),
    .init(.dbSNP, "rs121909098", "= rs121909098"),
    .init(.dbSNP, "121909098", "! is not an identifier of dbSNP"),
    .init(.clinVar, "12345", "= 12345"),
    .init(.omim, "603903", "= 603903"),
    .init(.omim, "#603903", "~ 603903"),
    .init(.omim, "OMIM:603903", "~ 603903"),
    .init(.orphanet, "ORPHA:85163", "~ 85163"),
    .init(.chembl, "CHEMBL25", "= CHEMBL25"),
    .init(.cellosaurus, "CVCL_0030", "= CVCL_0030"),
    .init(.cellosaurus, "RRID:CVCL_0030", "~ CVCL_0030"),
    .init(.fbbt, "FBbt:00007294", "= FBbt:00007294"),
    .init(.fbbt, "FBBT_00007294", "~ FBbt:00007294"),
    .init(.fbbt, "FBbt:0007294", "! FBbt has 8"),
    .init(.hp, "HP:0011140", "= HP:0011140"),
    .init(.zfin, "ZDB-GENE-040718-38", "= ZDB-GENE-040718-38"),
    .init(.zfin, "ZDB-PUB-190803-9", "= ZDB-PUB-190803-9"),
    .init(.zfin, "ZDB-TSCRIPT-ANAT-090929-1", "= ZDB-TSCRIPT-ANAT-090929-1"),
    .init(.zfin, "ZDB-GENE-040718-38 (zebrafish tspan4a)", "~ ZDB-GENE-040718-38"),
    .init(.zfin, "ZFIN:ZDB-GENE-040718-38", "~ ZDB-GENE-040718-38"),
    .init(.zfin, "ZDB-GENE-0407-38", "! is not ZDB-"),
    .init(.rrid, "RRID:AB_90755", "= RRID:AB_90755"),
    .init(.rrid, "RRID:Addgene_12259", "= RRID:Addgene_12259"),
    .init(.rrid, "RRID:IMSR_JAX:000664", "= RRID:IMSR_JAX:000664"),
    .init(.rrid, "RRID:MGI:5695923", "= RRID:MGI:5695923"),
    .init(.rrid, "CVCL_0030", "~ RRID:CVCL_0030"),
    .init(.rrid, "RRID: cvcl_0030", "~ RRID:CVCL_0030"),
    .init(.rrid, "RRID:90755", "! has no authority"),
    .init(.rrid, "RRID:AB_", "! has no identifier"),
]

@Test("Values of identifiers", arguments: publicationVectors + peopleVectors + biologyVectors)
func checkedIdentifier(_ vector: IdentifierVector) {
    let found =
        switch vector.scheme.check(vector.value) {
        case .valid(let normalised): "= " + normalised
        case .fixable(let normalised, _): "~ " + normalised
        case .invalid(let reason): "! " + reason
        }
    if vector.expected.hasPrefix("!") {
        #expect(found.hasPrefix("!") && found.contains(vector.expected.dropFirst(2)), "\(found)")
    } else {
        #expect(found == vector.expected)
    }
}

@Test("What is normal stays so", arguments: publicationVectors + peopleVectors + biologyVectors)
func normalFormIsValid(_ vector: IdentifierVector) {
    guard let normalised = vector.scheme.check(vector.value).normalised else { return }
    #expect(vector.scheme.check(normalised) == .valid(normalised: normalised))
}

@Test("Any single wrong digit of a checked identifier is found")
func singleDigitErrors() {
    let samples: [(IdentifierScheme, String)] = [
        (.orcid, "0000-0002-1825-0097"), (.isbn, "9780306406157"), (.isbn, "0306406152"), (.issn, "0378-5955"),
        (.ror, "03cve4549"),
    ]
    for (scheme, value) in samples {
        for (index, byte) in value.utf8.enumerated() where byte.isDigit {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != byte {
                var bytes = Array(value.utf8)
                bytes[index] = digit
                let changed = String(decoding: bytes, as: UTF8.self)
                #expect(scheme.check(changed).normalised == nil, "\(scheme.name) \(changed)")
            }
        }
    }
}

@Test(
    "Addresses of records",
    arguments: [
        (.doi, "10.1016/0012-1606(63)90150-7", "https://doi.org/10.1016/0012-1606(63)90150-7"),
        (.doi, "10.1002/(SICI)1<140::AID>3.0.CO;2-#", "https://doi.org/10.1002/(sici)1%3C140::aid%3E3.0.co;2-%23"),
        (.doi, "nonsense", nil),
        (.pmid, "25342562", "https://pubmed.ncbi.nlm.nih.gov/25342562/"),
        (.pmcid, "PMC4260529.1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC4260529/"),
        (.arxiv, "2101.00001", "https://arxiv.org/abs/2101.00001"),
        (.isbn, "9780306406157", nil),
        (.issn, "0378-5955", "https://portal.issn.org/resource/ISSN/0378-5955"),
        (.orcid, "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        (.ror, "03cve4549", "https://ror.org/03cve4549"),
        (.go, "GO:0140494", "http://purl.obolibrary.org/obo/GO_0140494"),
        (.ncbiTaxon, "NCBITaxon:7955", "http://purl.obolibrary.org/obo/NCBITaxon_7955"),
        (.fma, "70967", "http://purl.obolibrary.org/obo/FMA_70967"),
        (.mesh, "D050199", "https://meshb.nlm.nih.gov/record/ui?ui=D050199"),
        (.wikidata, "Q42", "https://www.wikidata.org/wiki/Q42"),
        (.uniprot, "O14817-2", "https://www.uniprot.org/uniprotkb/O14817"),
        (.hgnc, "11859", "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:11859"),
        (.ncbiGene, "7106", "https://www.ncbi.nlm.nih.gov/gene/7106"),
        (.ensembl, "ENSG00000214063.3", "https://www.ensembl.org/id/ENSG00000214063"),
        (.ensembl, "FBgn0284084", "https://www.ensembl.org/id/FBgn0284084"),
        (.ensembl, "AT1G01030", "https://plants.ensembl.org/id/AT1G01030"),
        (.flyBase, "FBgn0284084", "https://flybase.org/reports/FBgn0284084"),
        (.mgi, "98834", "http://www.informatics.jax.org/accession/MGI:98834"),
        (.pdb, "2GC4", "https://www.wwpdb.org/pdb?id=pdb_00002GC4"),
        (.fbbt, "FBbt:00007294", "http://purl.obolibrary.org/obo/FBbt_00007294"),
        (.dbSNP, "x", nil),
        (.zfin, "ZDB-GENE-040718-38", "https://zfin.org/ZDB-GENE-040718-38"),
        (.rrid, "AB_90755", "https://scicrunch.org/resolver/RRID:AB_90755"),
    ] as [(IdentifierScheme, String, String?)])
func recordAddress(scheme: IdentifierScheme, value: String, expected: String?) {
    #expect(scheme.url(for: value) == expected)
}

@Test(
    "Names of schemes",
    arguments: [
        ("DOI", .doi), ("doi", .doi), ("ncbi_gene", .ncbiGene), ("NCBI Gene", .ncbiGene), ("mesh", .mesh),
        ("PubMed", .pmid),
        ("ncbi-taxon", .ncbiTaxon), ("UniProtKB", .uniprot), ("GOO", nil), ("", nil),
    ] as [(String, IdentifierScheme?)])
func schemeName(name: String, expected: IdentifierScheme?) {
    #expect(IdentifierScheme(named: name) == expected)
}

/// A scheme with a form has a pattern that can be read and a place for the identifier in its address; its example is one.
@Test func everyFormIsWhole() {
    for scheme in IdentifierScheme.allCases {
        guard let form = scheme.form else { continue }
        #expect(form.pattern?.matches(form.example) == true && form.address.contains("{id}") && form.name == scheme.name, "\(scheme.name)")
        #expect(scheme.url(for: form.example) != nil)
    }
    #expect(IdentifierScheme.allCases.count { $0.form != nil } == 20)
}

@Test("Hostile values end soon and stay invalid")
func hostileValues() {
    let long = String(repeating: "9", count: 1_000_000)
    let strange = [
        "\u{0}", "-", "–", ":", "_", "PMC", "ENS", "ENS.", "Q", "GO:", "RRID:", "ZDB---", "%", "%%%", "10.", "10./",
        "()", " ()", "💥", "\n",
    ]
    for scheme in IdentifierScheme.allCases {
        #expect(scheme.check(long).normalised == nil)
        for value in strange { #expect(scheme.check(value).normalised == nil, "\(scheme.name) \(value)") }
    }
}
