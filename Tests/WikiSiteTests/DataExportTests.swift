// The data files: what they hold, read back by other readers than their writers; hostile words change nothing.
import Bibliography
import Bytes
import Foundation
import Testing
import WikiModel

@testable import WikiGraph
@testable import WikiSite

@Suite @MainActor struct DataExportTests {
    private static let evil = "</script><b>\\\"&"

    private let sample = SampleSite([
        "concepts/a.md": SampleSite.concept(
            "A \(evil)", "aliases: [First]\nrelations:\n  part_of: [{target: b, evidence: [one2019]}]\n",
            body: "See [[b]] and [[b]] [@one2019]. It is so [@supports:one2019; @disputes:two2020]. ^c"),
        "concepts/b.md": SampleSite.concept("B"),
        "papers/one2019.md": SampleSite.paper("One", 2019), "papers/two2020.md": SampleSite.paper("Two", 2020),
    ])

    private func bytes(_ export: DataExport) -> [UInt8] { ByteBuffer.bytes { sample.site.append(export, bodies: sample.bodies, to: &$0) } }

    @Test(arguments: [DataExport.entries, .graph, .linkedData, .cslJSON])
    func jsonIsJSON(export: DataExport) throws {
        let value = try JSONSerialization.jsonObject(with: Data(bytes(export)))
        #expect(value is [Any] || value is [String: Any])
        #expect(!String(decoding: bytes(export), as: UTF8.self).contains("</script"))
    }

    @Test func entriesHoldWhatTheFrontMatterSays() throws {
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(bytes(.entries))) as? [[String: Any]])
        #expect(entries.map { $0["id"] as? String } == ["concepts/a", "concepts/b", "papers/one2019", "papers/two2020"])
        #expect(entries[0]["title"] as? String == "A \(DataExportTests.evil)")
        #expect(entries[0]["aliases"] as? [String] == ["First"])
        #expect(entries[2]["year"] as? String == "2019")
    }

    @Test func edgesAreTypedAndCounted() throws {
        let graph = try #require(try JSONSerialization.jsonObject(with: Data(bytes(.graph))) as? [String: Any])
        let edges = try #require(graph["edges"] as? [[String: Any]])
        let lines = edges.map { "\($0["source"] ?? "") \($0["type"] ?? "") \($0["target"] ?? "") \($0["count"] ?? "") \($0["evidence"] ?? "")" }
        #expect(
            lines == [
                "concepts/a part_of concepts/b 1 [\"papers/one2019\"]", "concepts/a links concepts/b 2 ",
                "concepts/a supports papers/one2019 1 ", "concepts/a disputes papers/two2020 1 ",
                "concepts/a cites papers/one2019 1 ",
            ])
    }

    @Test func turtleStatesRelationsCitationsAndStances() {
        let text = String(decoding: bytes(.turtle), as: UTF8.self)
        for expected in [
            "<../concepts/a.html> a skos:Concept ;", "  skos:altLabel \"First\"@en ;", "  BFO:0000050 <../concepts/b.html> ",
            "  cito:cites <../papers/one2019.html>,\n    <../papers/two2020.html> ;", "  rdf:predicate BFO:0000050 ;",
            "  cito:supports <../concepts/a.html#b:c> ", "  cito:disputes <../concepts/a.html#b:c> ",
            "<../concepts/a.html#b:c> a schema:Claim ;",
        ] {
            #expect(text.contains(expected), "\(expected)")
        }
    }

    @Test func claimsHaveALineForEachPaper() throws {
        let lines = String(decoding: bytes(.claims), as: UTF8.self).split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        try #require(lines.map(\.count) == [11, 11, 11])
        #expect(lines[1][3...] == ["yes", "supports", "supporting", "cito:supports", "one2019", "10.1000/one", "", ""])
    }

    /// Terms with what OBO asks of them; one that is out of date has no relations, and other entries than concepts are no terms.
    @Test func conceptsAreTerms() {
        let sample = SampleSite([
            "concepts/a.md": SampleSite.concept(
                "A! {x} \\ \"q\"", "aliases: ['Say \"a\" \\ b!']\nidentifiers: {GO: 'GO:0140494', UniProt: O14817}\n"
                    + "relations:\n  part_of: [{target: b, evidence: [one2019, two2020]}]\n  is_a: b\n  associated_with: old\n",
                body: "Near [[one2019]]. It [[located_in::B]]."),
            "concepts/b.md": SampleSite.concept("B"),
            "concepts/old.md": SampleSite.concept("Old", "status: deprecated\nreplaced_by: b\nrelations: {is_a: b}\n"),
            "papers/one2019.md": SampleSite.paper("One", 2019),
            "papers/two2020.md": SampleSite.paper("Two", 2020).replacing("DOI: ", with: "PMID: '1234'\nDOI: "),
        ])
        let text = String(decoding: ByteBuffer.bytes { sample.site.append(.obo, bodies: sample.bodies, to: &$0) }, as: UTF8.self)
        let terms = text.components(separatedBy: "\n\n").filter { $0.hasPrefix("[Term]") }
        #expect(
            terms == [
                """
                [Term]
                id: kb:a
                name: A\\! \\{x} \\\\ "q"
                def: "About it." []
                subset: structure
                synonym: "Say \\"a\\" \\\\ b!" RELATED []
                xref: GO:0140494
                xref: UniProt:O14817
                is_a: kb:b ! B
                relationship: part_of kb:b {source="DOI:10.1000/one", source="PMID:1234"} ! B
                relationship: associated_with kb:old ! Old
                relationship: located_in kb:b ! B
                """,
                "[Term]\nid: kb:b\nname: B\ndef: \"About it.\" []\nsubset: structure",
                "[Term]\nid: kb:old\nname: Old\ndef: \"About it.\" []\nsubset: structure\nis_obsolete: true\nreplaced_by: kb:b",
            ])
        #expect(text.contains("\n\n[Typedef]\nid: part_of\nname: is part of\nxref: BFO:0000050\nis_transitive: true\n"))
        #expect(!text.contains("id: is_a\n") && !text.contains("idspace"))
    }

    @Test(arguments: [(DataExport.bibtex, BibliographyFormat.bibtex), (.ris, .ris), (.cslJSON, .cslJSON)])
    func referencesReadBack(export: DataExport, format: BibliographyFormat) {
        let reading = readBibliography(bytes(export), format: format)
        #expect(reading.problems == [])
        #expect(reading.records.map(\.key) == ["one2019", "two2020"])
        #expect(reading.records.map(\.paper.doi) == ["10.1000/one", "10.1000/two"])
    }

    /// With an address of the site both files state it once, and all others are relative to it.
    @Test func addressesAreRelativeToThatOfTheSite() throws {
        let sample = SampleSite(
            ["concepts/a.md": SampleSite.concept("A", body: "It is so [@supports:one2019]. ^c"), "papers/one2019.md": SampleSite.paper("One", 2019)],
            baseURL: "https://wiki.example.org/base/")
        func text(_ export: DataExport) -> String {
            String(decoding: ByteBuffer.bytes { sample.site.append(export, bodies: sample.bodies, to: &$0) }, as: UTF8.self)
        }
        let turtle = text(.turtle)
        #expect(turtle.hasPrefix("@base <https://wiki.example.org/base/> .\n@prefix bibo:"))
        #expect(turtle.contains("<concepts/a.html> a skos:Concept ;") && turtle.contains("cito:supports <concepts/a.html#b:c>"))
        let linked = text(.linkedData)
        #expect(linked.hasPrefix("{\"@context\":{\"@version\":1.1,\"@base\":\"https://wiki.example.org/base/\","))
        #expect(linked.contains("{\"@id\":\"concepts/a.html\",\"@type\":\"skos:Concept\""))
        _ = try JSONSerialization.jsonObject(with: Data(linked.utf8))
    }

    /// Markup in a title is for pages; where none can stand, the words alone are said.
    @Test func titlesAreWordsInDataAndFeeds() {
        let sample = SampleSite(
            [
                "concepts/worm.md": SampleSite.concept("<i>C. elegans</i>", body: "It is so [@supports:one2019]. ^c"),
                "papers/one2019.md": SampleSite.paper("One", 2019).replacing("What One saw", with: "'In <i>vivo</i>'"),
            ], baseURL: "https://wiki.example.org/")
        let files = [DataExport.graph, .linkedData, .turtle, .claims].map { export in
            ByteBuffer.bytes { sample.site.append(export, bodies: sample.bodies, to: &$0) }
        }
        for bytes in files + [ByteBuffer.bytes { sample.site.appendFeed(to: &$0) }] {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("C. elegans") && !text.contains("<i>") && !text.contains("&lt;i"), "\(text)")
        }
        #expect(sample.site.labels.shortName(sample.id("worm")) == "C. elegans")
        #expect(String(decoding: sample.site.labels.title(sample.id("worm")), as: UTF8.self) == "C. elegans")
        #expect(sample.site.plainTitle(of: sample.id("one2019")) == "In vivo")
    }

    @Test func addressesOfTheWebAreSafeInTurtle() {
        var writer = TurtleWriter(RDFSite(sample.site))
        var description = RDFDescription(.address(Array("a> <b".utf8)), type: "skos:Concept")
        description.add(RDFName(checking: "not a:prefix"), .text("\"\\\n"))
        writer.write(description)
        #expect(
            String(decoding: [UInt8](writer.end()), as: UTF8.self).hasSuffix(
                "<a%3E%20%3Cb> a skos:Concept ;\n  <not%20a:prefix> \"\\\"\\\\\\n\" .\n"))
    }
}
