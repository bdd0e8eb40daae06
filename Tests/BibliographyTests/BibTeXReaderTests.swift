// What the BibTeX reader makes of names, TeX, macros and broken files.
import Testing
import WikiModel

@testable import Bibliography

/// The reading of a BibTeX text.
private func read(_ text: String) -> BibliographyReading { readBibliography(Array(text.utf8), format: .bibtex) }

/// The problems of a reading, one a line: `line:column message`.
func lines(_ problems: [BibliographyProblem]) -> [String] { problems.map { "\($0.line):\($0.column) \($0.message)" } }

@Test(
    "TeX to text",
    arguments: [
        (#"M{\"u}ller"#, "Müller"), (#"M{\"{u}}ller"#, "Müller"), (#"M\"uller"#, "Müller"), (#"M\"{u}ller"#, "Müller"),
        (#"Erd{\H o}s"#, "Erdős"),
        (#"Dvo{\v{r}}{\'a}k"#, "Dvořák"), (#"Dvo\v r\'ak"#, "Dvořák"), (#"{\'{\i}}"#, "í"), (#"\'\i"#, "í"),
        (#"\'{\i}ndice"#, "índice"), (#"Ha{\v c}ek"#, "Haček"),
        (#"{\AA}ngstr{\"o}m"#, "Ångström"), (#"S{\o}ren {\O}"#, "Søren Ø"), (#"Stra{\ss}e"#, "Straße"),
        (#"{\L}{\'o}d{\'z}"#, "Łódź"), (#"Fran\c{c}ois"#, "François"),
        (#"Fran\c cois"#, "François"), (#"Ng\~{\^e}n"#, "Ngễn"),
        (#"\~n \=a \.z \u{g} \k{a} \d{s} \r{u}"#, "ñ ā ż ğ ą ṣ ů"), (#"\"{ue}b"#, "üeb"), (#"\'{}x"#, "x"),
        (#"a--b---c ``q'' d'e"#, "a–b—c “q” d'e"), (##"50\,\% \& \$5 \#1 a\_b \{x\}"##, "50 % & $5 #1 a_b {x}"),
        (#"\textbackslash{}n \textasciitilde{}"#, "\\n ~"),
        (#"$\alpha_5\beta_1$ \textmu m"#, "α<sub>5</sub>β<sub>1</sub> µm"),
        (#"Ca$^{2+}$ at 37$^\circ$C"#, "Ca<sup>2+</sup> at 37°C"), (#"H\textsubscript{2}O"#, "H<sub>2</sub>O"),
        (#"{\it Danio rerio} {\em x}"#, "<i>Danio rerio</i> <i>x</i>"),
        (#"\emph{in vivo} \textbf{b}"#, "<i>in vivo</i> b"), (#"$\mathrm{PIP}_2$"#, "PIP<sub>2</sub>"),
        (#"{{TSPAN4} in {DNA}}"#, "TSPAN4 in DNA"), (#"{\noopsort{1973}}x"#, "x"),
        (#"\href{https://x.org}{text}"#, "text"), (#"a~b\ c\\d"#, "a b c d"), (#"\LaTeX{} x"#, "LaTeX x"),
        (#"radix-2\(^\mbox{k}\) x^2"#, "radix-2<sup>k</sup> x^2"), (#"3\thinspace\texttimes{}4"#, "3 ×4"),
        (#"unclosed {a"#, "unclosed a"), (#"}}}a"#, "a"), (#"\"#, "\\"), (#"$"#, ""), (#"\'"#, ""), (#"\'{"#, ""),
        (#"\textit{a"#, "<i>a</i>"),
    ])
func tex(source: String, expected: String) {
    let decoded = decodedTeX(Array(source.utf8), tags: .kept)
    #expect(decoded.text == expected)
    #expect(decoded.unknownCommands == [])
    // Composed letters come out composed, so that equal texts are equal bytes.
    #expect(decoded.text.unicodeScalars.count <= expected.unicodeScalars.count)
}

@Test(
    "Names",
    arguments: [
        ("Ma, Liang", ["Ma|Liang"]), ("Liang Ma", ["Ma|Liang"]), ("Ma, L and Yu, Li", ["Ma|L", "Yu|Li"]),
        ("Ludwig van Beethoven", ["van Beethoven|Ludwig"]),
        ("van Beethoven, Ludwig", ["van Beethoven|Ludwig"]),
        ("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", ["de la Vallée Poussin|Charles Louis Xavier Joseph"]),
        ("King, Jr., Martin Luther", ["King|Martin Luther, Jr."]), ("{NASA}", ["=NASA"]),
        ("{Barnes and Noble, Inc.} and Ma, L", ["=Barnes and Noble, Inc.", "Ma|L"]),
        ("Plato", ["Plato|"]), ("Jean-Paul Sartre", ["Sartre|Jean-Paul"]),
        ("jean de la fontaine", ["jean de la fontaine|"]), ("bell hooks", ["hooks|bell"]),
        // An initial that lost its capital is no particle, and "v." may be one.
        ("Michael a. Roe", ["Roe|Michael a."]), ("Ann a van Dijk", ["van Dijk|Ann a"]), ("Jo v. Berg", ["v. Berg|Jo"]),
        ("{\\'E}mile Zola", ["Zola|Émile"]),
        ("{\\O}sten {\\o}stby Ek", ["østby Ek|Østen"]), ("da Rocha-Azevedo, Bruno", ["da Rocha-Azevedo|Bruno"]),
        ("Ma, L AND Yu, L", ["Ma|L", "Yu|L"]), ("Ma,L\nand\n  Yu,L", ["Ma|L", "Yu|L"]),
        ("family=Müller, given=Hans, prefix=von", ["von Müller|Hans"]), ("A. Anderson", ["Anderson|A."]),
        ("张三", ["张三|"]), ("Anderson", ["Anderson|"]), ("Ma~Li", ["Li|Ma"]),
        ("{Ma}, {Li}", ["Ma|Li"]), ("", []), ("and", ["and|"]), ("Ma, L and and Yu, L", ["Ma|L", "Yu|L"]),
    ])
func names(source: String, expected: [String]) {
    let names = BibTeXNames(Array(source.utf8)).names
    #expect(names.map { $0.literal.isEmpty ? "\($0.family)|\($0.given)" : "=" + $0.literal } == expected)
}

@Test(
    "Names that are several",
    arguments: [
        ("Smith J, Doe A, Roe R", "Smith J, Doe A, Roe R"), ("Smith, J.; Doe, A.", "Smith, J.; Doe, A."),
        ("a, b, c, d", "a, b, c, d"), ("Smith, Jr., John", nil), ("Smith, III, J. and Doe, A.", nil), ("{A; B}", nil),
    ] as [(String, String?)])
func namesThatAreSeveral(source: String, odd: String?) {
    #expect(lines(read("@article{a, title={T}, doi={10.1000/a}, author={\(source)}}").problems).map { String($0.drop { $0 != " " }) }
        == (odd.map { [" name \"\($0)\" seems to be several; BibTeX has \" and \" between names"] } ?? []))
}

@Test func listsWithOthersArePartial() {
    let reading = read("@article{a, title={T}, author={Ye, Yu and others}}")
    #expect(reading.records.first?.paper.authorStatus == .partial)
    #expect(reading.records.first?.paper.authors == [PersonName(family: "Ye", given: "Yu")])
}

@Test func syntaxOfValues() {
    let reading = read(
        """
        @STRING(nat = "Nature") @string{long = nat # { } # "Reviews"}
        @comment{jabref-meta: {x}}
        @preamble{"\\newcommand{\\x}{y}"}
        anything here, even a@b.c, is a comment
        % @article{hidden, title={no}}
        @Article(Key:2019/x,
          TITLE = "A {"}quoted{"} {T}itle",
          journal = long,
          year = 2019, month = 8,
          pages = {237--40},
          note = {PMID: 25342562},
        )
        @misc{m, title = {P}, eprint = {2101.00001}, archiveprefix = {arXiv}, date = {2021-01-03/2021-02-01}}
        """)
    #expect(lines(reading.problems) == [])
    #expect(reading.records.map(\.key) == ["Key:2019/x", "m"])
    #expect(reading.records.first?.title == "A \"quoted\" Title")
    #expect(reading.records.first?.paper.containerTitle == "Nature Reviews")
    #expect(reading.records.first?.paper.issued == PartialDate(year: 2019, month: 8))
    #expect(reading.records.first?.paper.page == "237-240")
    #expect(reading.records.first?.paper.pmid == "25342562")
    #expect(reading.records.last?.paper.type == "article")
    #expect(reading.records.last?.identifiers == [Identifier(scheme: "arXiv", value: "2101.00001")])
    #expect(reading.records.last?.paper.issued == PartialDate(year: 2021, month: 1, day: 3))
}

/// Zotero writes preprints as `@misc` with the server as the publisher. A document that only has such a publisher stays one.
@Test func preprintsAreKnownByTheirServer() throws {
    for (type, publisher, expected) in [
        ("misc", "{bioRxiv}", "article"), ("online", "{{medRxiv}}", "article"), ("misc", "{Research Square}", "article"),
        ("misc", "{Zenodo}", "document"), ("book", "{bioRxiv}", "book"),
    ] {
        let reading = read("@\(type){a, title={P}, publisher=\(publisher), doi={10.1101/2021.01.01.1}}")
        #expect(reading.records.map(\.paper.type) == [expected], "\(type) \(publisher)")
    }
    let record = read("@misc{a, title={P}, publisher={bioRxiv}, entrysubtype={document}, doi={10.1101/2021.01.01.1}}").records
    #expect(record.map(\.paper.type) == ["document"])
    for format in [BibliographyFormat.bibtex, .biblatex] {
        #expect(readBibliography(try #require(writeBibliography(record, format: format)), format: format).records == record)
    }
}

@Test func chaptersTakeFromTheirBook() {
    let reading = read(
        """
        @incollection{c, title={Chapter}, author={Huang, D}, pages={17-23}, crossref={b}}
        @book{b, title={The Book}, publisher={Elsevier}, year=2022, isbn={978-0-306-40615-7}}
        @inbook{d, title={Lost}, crossref={nowhere}}
        """)
    #expect(reading.records.first?.paper.containerTitle == "The Book")
    #expect(reading.records.first?.paper.publisher == "Elsevier")
    #expect(reading.records.first?.paper.issued == PartialDate(year: 2022))
    #expect(lines(reading.problems) == ["3:35 crossref \"nowhere\" is no entry of the file"])
}

@Test func escapedIdentifiers() {
    let record = read(
        #"@article{a, title={T}, doi={https://doi.org/10.1007/978-3\_1}, url={\url{https://x.org/a{\_}b\%20c}}}"#
    ).records.first
    #expect(record?.paper.doi == "10.1007/978-3_1")
    #expect(record?.paper.url == "https://x.org/a_b%20c")
}

@Test func brokenEntriesLeaveTheOthers() {
    let reading = read(
        """
        @article{good1, title = {One}}
        @article{open, title = {never closed, year = 2019
        @article{good2, title = {Two}, year = {in press}}
        @article{comma title = {x}
        }
        @article{twice, title = {A}, title = {B}, year = 2019 volume = 3}
        @artcle{typo, title = {T}}
        @article{nomacro, title = {T}, journal = natrue}
        @article{, title = {No key}, author = {Ma, L}, year = 2015}
        @article{empty}
        @article
        @article{last, title = "open quote}
        """)
    #expect(reading.records.map(\.key) == ["good1", "good2", "twice", "typo", "nomacro", "ma2015"])
    #expect(
        lines(reading.problems) == [
            "2:1 entry \"open\" has no title",
            "2:1 entry \"open\" is never closed",
            "2:24 \"{\" is never closed",
            "3:39 date \"in press\" has no year",
            "4:1 \"@article\" has no citation key",
            "4:1 entry \"\" has no title",
            "4:10 field \"comma\" has no \"=\"",
            "6:30 field \"title\" stands twice; the first counts",
            "6:55 \",\" is missing after field \"year\"",
            "7:1 entry type \"@artcle\" is not known; did you mean \"article\"?",
            "8:42 macro \"natrue\" is not defined",
            "9:1 \"@article\" has no citation key",
            "10:1 entry \"empty\" has no title",
            "11:1 \"@article\" has no \"{\"",
            "12:1 entry \"last\" has no title",
            "12:24 a quote is never closed",
        ])
}

@Test func doubledKeysAreMadeUnique() {
    #expect(
        read("@misc{a,title=1}@misc{a,title=2}@misc{ab,title=3}@misc{a,title=4}").records.map(\.key) == [
            "a", "ac", "ab", "ad",
        ])
}

@Test func unknownCommandsAreReported() {
    let reading = read("@article{a,\n title={x \\foo{bar}}}")
    #expect(
        lines(reading.problems) == ["2:8 TeX command \"\\foo\" of field \"title\" is not known; its text is kept"])
    #expect(reading.records.first?.title == "x bar")
}

@Test func latin1IsReportedAndRead() {
    let bytes =
        Array("@article{a, author={M".utf8) + [0xFC] + Array("ller, J},\n title={na".utf8) + [0xEF] + Array("ve ".utf8)
        + [0x93] + Array("x}}".utf8)
    let reading = readBibliography(bytes, format: .bibtex)
    #expect(reading.records.first?.paper.authors == [PersonName(family: "Müller", given: "J")])
    #expect(reading.records.first?.title == "naïve “x")
    #expect(
        lines(reading.problems) == [
            "1:22 byte 0xFC is not UTF-8; read as \"ü\"", "2:11 byte 0xEF is not UTF-8; read as \"ï\"",
        ])
}

@Test func utf16IsRefused() {
    #expect(
        lines(readBibliography([0xFF, 0xFE, 0x40, 0x00], format: .bibtex).problems) == [
            "1:1 the file is UTF-16; save it as UTF-8"
        ])
}
