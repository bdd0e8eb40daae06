// Slips in site.yml are named once, with the form that was meant.
import Testing
import WikiModel
import WikiParsing

@Suite struct SettingsSlipTests {
    @Test(arguments: [
        ("license: CC BY", "1:10 error: license must be written {name: CC BY 4.0, url: https://…}"),
        ("repository: github.com/me/x", "1:13 error: repository must be written {url: https://…, branch: main}"),
        ("search: no", "1:9 error: search must be written {enabled: false}"), ("home: about", "1:7 error: home must be written {start_here: [name, …]}"),
        ("history: [a]", "1:10 error: history must be written {enabled: false}"),
        ("base_url: https://lab.example.org/a base", "1:11 error: \"base_url\" holds a blank; write https://lab.example.org/a%20base"),
        ("base_url: lab.example.org", "1:11 error: \"base_url\" must begin with https:// or http://; write https://lab.example.org"),
        ("base_url: https://lab.example.org/wiki/index.html", "1:11 error: \"base_url\" is the address of the folder that the site stands in; write https://lab.example.org/wiki/"),
        ("language: English", "1:11 error: \"English\" is not a language tag, such as en or pt-BR; write en"),
        ("language: klingon", "1:11 error: \"klingon\" is not a language tag, such as en or pt-BR"),
        ("theme: dark", "1:1 error: \"theme\" is not a site setting"), ("itle: T", "1:1 error: \"itle\" is not a site setting; did you mean \"title\"?"),
        ("repository: git@github.com:me/x.git", "1:13 error: repository must be written {url: https://github.com/me/x, branch: main}"),
        ("repository: {url: \"git@github.com:me/x.git\"}", "1:19 error: \"url\" of repository must begin with https:// or http://, or nothing links to it; write https://github.com/me/x"),
        ("navigation: [{label: C, url: concepts.html}]", "1:30 error: \"url\" is an address of the web; for concepts.html write \"page: concepts\" in its place"),
        ("navigation: [{label: C, url: ../pages/about.html}]", "1:30 error: \"url\" is an address of the web; for ../pages/about.html write \"entry: about\" in its place"),
        ("ebook: https://lab.example.org/a b", "1:8 error: \"ebook\" holds a blank; write https://lab.example.org/a%20b"),
        ("card: card.png", "1:7 error: card must be written {file: assets/card.png, alt: …}"),
        ("offline_copy: offline-copy.zip", "1:15 error: \"offline_copy\" is the full address of the file on the web, such as https://lab.example.org/base/offline-copy.zip"),
        ("ebook: Book.EPUB", "1:8 error: \"ebook\" is the full address of the file on the web, such as https://lab.example.org/base/Book.EPUB"),
        ("navigation: [{label: X, page: map, entry: about}]", "1:36 error: a navigation item leads to one place, and this one has \"page\" and \"entry\"; delete one"),
        ("authors: Öz, Ada", "1:10 error: \"authors\" is one text and no list; write {family: Öz, given: Ada} for one person, [Öz, Ada] for several groups, or put it in double quotes if it is one name"),
        ("authors: Lab A; Lab B; Lab C", "1:10 error: \"authors\" is one text and no list; write [Lab A, Lab B, Lab C] for several groups, or put it in double quotes if it is one name"),
        ("navigation: [about]", "1:14 error: a navigation item must be written {label: …, page: …}"),
        ("navigation: [{lable: C, page: papers}]", "1:15 error: \"lable\" is not a key of a navigation item; did you mean \"label\"?"),
        (
            "navigation: [{label: C}]",
            "1:14 error: a navigation item is written {label: …, page: …}, {label: …, entry: …} or {label: …, url: …}"
        ),
    ])
    func aSettingOfAnotherFormIsToldItsOwn(_ text: String, _ problem: String) {
        let problems = readSiteSettings(Array((text + "\n").utf8), path: "").diagnostics
        #expect(problems.map { "\($0.range?.start.line ?? 0):\($0.range?.start.columnUTF8 ?? 0) \($0.severity.label): \($0.message)" } == [problem])
    }

    @Test func authorsAreGroupsAndPersons() {
        let reading = readSiteSettings(Array("authors: [The lab, {family: Yu, given: Li}, {literal: A group}, {given: Ann}]\n".utf8), path: "")
        #expect(reading.value.authors == [PersonName(literal: "The lab"), PersonName(family: "Yu", given: "Li"), PersonName(literal: "A group")])
        #expect(reading.diagnostics.map(\.message) == ["an author needs \"family\" or \"literal\""])
        #expect(readSiteSettings(Array("authors: The lab\n".utf8), path: "").value.authors == [PersonName(literal: "The lab")])
    }

    @Test(arguments: [
        ("home: {start: [a]}", "1:8 error: \"start\" is not a key of home; did you mean \"start_here\"?"),
        ("search: {synonyms: [[kidney, renal], [heart]]}", "1:38 error: synonyms are lists of words that mean the same: [[kidney, renal], [heart, cardiac]]"),
        ("search: {synonyms: [[infarct, heart attack]]}", "1:31 error: \"heart attack\" is more than one word; make it an alias of the entry that it means"),
        ("search: {enable: no}", "1:10 error: \"enable\" is not a key of search; did you mean \"enabled\"?"),
    ])
    func aKeyWithinASettingIsToldTheNearest(_ text: String, _ problem: String) {
        let problems = readSiteSettings(Array((text + "\n").utf8), path: "").diagnostics
        #expect(problems.map { "\($0.range?.start.line ?? 0):\($0.range?.start.columnUTF8 ?? 0) \($0.severity.label): \($0.message)" } == [problem])
    }

    @Test(arguments: [
        ("kinds: {papr: {label: P}}", ["1:9 error: \"papr\" is not a kind of entry; did you mean \"paper\"?"]),
        ("kinds: {paper: {folder: articles}}", ["1:25 error: the folder of \"paper\" is \"papers\""]),
        ("relations: {part_of: {label: is part of, inverse: has part, transitiv: yes}}", ["1:61 error: \"transitiv\" is not a key of a relation; did you mean \"transitive\"?"]),
        ("relations: {part_of: {label: is part of}}", ["1:22 error: relation \"part_of\" needs \"inverse\" or \"symmetric: true\""]),
        ("relations: {near: {label: is near, symmetric: true}}", []),
        ("relations: {is_a: is a kind of}", ["1:19 error: a relation must be \"key: value\" lines"]),
        ("relations: {near: {label: is near, symmetric: yes}}", ["1:47 error: \"yes\" is not a value of \"symmetric\"; one of true, false"]),
        ("relations: {Is-a: {label: is a kind of, inverse: has kind}}", ["1:13 error: a relation is called by a to z, digits and \"_\", so that a link can name it; write is_a"]),
        ("kinds: {concept: {categories: {cell type: Cell type}}}", ["1:32 error: a category is called by a to z, digits, \"-\" and \"_\", as it stands in addresses; its label may be any text; write cell-type"]),
        ("kinds: {concept: {categories: {../up: Up, cell-type: C, 细胞: Z}}}", [
            "1:32 error: a category is called by a to z, digits, \"-\" and \"_\", as it stands in addresses; its label may be any text; write up",
            "1:57 error: a category is called by a to z, digits, \"-\" and \"_\", as it stands in addresses; its label may be any text",
        ]),
        ("stances: {agrees with: {label: A, side: for}}", ["1:11 error: a stance is called by a to z, digits, \"_\" and \"-\", so that a citation can name it; write agrees_with"]),
        ("stances: {doi: {label: A, side: for}}", ["1:11 error: \"doi\" before the key of a citation says how the paper is named; call the stance otherwise"]),
        ("stances: {uses_method_in: {label: A, side: none}, see-also: {label: B, side: for}}", []),
        ("kinds: {paper: {categories: {review: Review}, secondary: [reveiw]}}", ["1:59 error: \"reveiw\" is not a category of papers; did you mean \"review\"?"]),
        ("kinds: {paper: {secondary: review, categories: {review: Review}}}", []),
        ("kinds: {concept: {secondary: [a]}}", ["1:19 error: \"secondary\" is not a key of this kind"]),
        // It may be one of a template: who reads those tells.
        ("wording: {Cted by: Z}", []),
        ("wording: {Cited by: \"{n} Z\"}", ["1:21 error: \"Cited by\" has no value to fill in; write it without braces"]),
        ("wording: {\"{n} papers\": Arbeiten}", ["1:25 error: \"{n} papers\" has {n} to fill in; write each once"]),
        ("wording: {\"{authors} and {n} more\": \"{n} {m} {authors}\"}", ["1:37 error: \"{authors} and {n} more\" has {authors} and {n} to fill in; write each once"]),
        ("wording: {\"{authors} and {n} more\": \"{n} / {authors}\"}", []),
    ])
    func slipsInTheVocabularyHaveTheirPlace(_ text: String, _ expected: [String]) {
        let problems = readVocabulary(Array((text + "\n").utf8), path: "").diagnostics
        #expect(problems.map { "\($0.range?.start.line ?? 0):\($0.range?.start.columnUTF8 ?? 0) \($0.severity.label): \($0.message)" } == expected)
    }

    /// A relation without the name of its other side has a name there all the same; and more than fit into a byte are not taken.
    @Test func whatIsWrongInTheVocabularyIsMadeUseOf() {
        let one = readVocabulary(Array("relations: {part_of: {label: is part of}}\n".utf8), path: "").value
        #expect(one.relations.map(\.inverseLabel) == ["is part of"])
        let many = (0..<300).map { "  r\($0): {label: r\($0), symmetric: true}\n" }.joined()
        let reading = readVocabulary(Array(("relations:\n" + many).utf8), path: "")
        let (vocabulary, problems) = (reading.value, reading.diagnostics)
        #expect(vocabulary.relations.count < 256 && vocabulary.relations.last?.id == "r\(vocabulary.relations.count - 1)")
        #expect(problems.map(\.message) == ["at most \(vocabulary.relations.count) relations and \(vocabulary.relations.count) stances are allowed"])
    }
}
