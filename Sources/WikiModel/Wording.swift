// The words that the generator itself puts on pages, in English, and those that a base says in their place.

/// A phrase of the generator. Those of templates and scripts stand in them. In braces stand the values that are filled in.
public enum Phrase: String, CaseIterable, Sendable {
    // Between words
    case comma = ", "
    case semicolon = "; "
    case colon = ": "
    case clauses = "{first}, {second}"
    case quoted = "“{text}”"

    // Counts
    case concept = "{n} concept"
    case concepts = "{n} concepts"
    case paper = "{n} paper"
    case papers = "{n} papers"
    case claim = "{n} claim"
    case claims = "{n} claims"
    case entry = "{n} entry"
    case entries = "{n} entries"
    case contestedClaims = "{n} of them contested"
    case sharedPaper = "{n} shared paper"
    case sharedPapers = "{n} shared papers"
    case sharedNeighbour = "{n} shared neighbor"
    case sharedNeighbours = "{n} shared neighbors"

    // The home page
    case startHere = "Start here"
    case mostLinkedConcepts = "Most linked concepts"
    case newestPapers = "Newest papers"
    case allConcepts = "All concepts"
    case allPapers = "All papers"

    // Lists
    case conceptList = "All concepts of the base, from A to Z."
    case paperList = "All papers of the base, by year."
    case yearNotKnown = "Year not known"
    case other = "Other"
    case categoriesPage = "Categories"
    case categoryList = "Concepts by what they are."
    case paperCategoriesPage = "Kinds of papers"
    case paperCategoryList = "Papers by what they are."
    case withoutCategory = "Without category"
    case authorsPage = "Authors"
    case authorList = "Papers by author."
    case journalsPage = "Journals"
    case journalList = "Papers by the journal or book that holds them."
    case tagsPage = "Tags"
    case tagList = "What the entries are about."
    case tagged = "Tag: {tag}"
    case contributorsPage = "Contributors"
    case contributorList = "Those who wrote the entries, and how many each."
    case noContributors = "No entry names who wrote it."
    case entriesByContributor = "Entries that {name} wrote or helped to write."
    case allContributors = "All contributors"
    case timelinePage = "Timeline"
    case timelineIntro = "The papers of the base by year and by kind of article, newest first."
    case timelineDrawing = "Papers by year and kind"
    case recentPage = "Recent changes"
    case recentIntro = "What was changed last, newest first."
    case nothingRecent = "No entry says when it was changed."
    case searchPage = "Search"
    case searchIntro = "Search the whole base."
    case kindFilter = "Kind"
    case yearFilter = "Year"
    case tagFilter = "Tag"
    case notFoundPage = "Page not found"
    case bookContents = "Contents"

    // What waits for a contributor
    case maintenancePage = "Maintenance"
    case maintenanceIntro = "What waits for a contributor."
    case wantedPage = "Wanted entries"
    case wantedIntro = "Names that entries link to and that no entry has yet."
    case orphans = "Entries that nothing links to"
    case stubs = "Stubs"
    case reviewDue = "Review due: reviewed more than two years before this build"
    case uncitedPapers = "Papers that no entry cites"
    case unsupportedClaims = "Entries with a claim that no standing paper supports"
    case secondaryClaims = "Entries with a claim that no paper with results of its own supports"
    case weakRecords = "Papers whose record is weak"
    case retractedPapers = "Papers that were retracted or questioned"
    case incompleteAuthors = "Papers whose author list is not complete"

    // Entries
    case stubNote = "This entry is a stub: it waits for someone to write it."
    case deprecatedNote = "This entry is out of date and is kept for the links that lead here."
    case stubCard = "A stub: this entry waits for someone to write it."
    case relationsHeading = "Relations"
    case referencesHeading = "References"
    case citedByHeading = "Cited by"
    case linkedFromHeading = "Linked from"
    case citedAs = "Cited as: {stance}"
    case whatCites = "What cites {title}"
    case whatMentions = "What mentions {title}"
    case mentionsIntro = "Every mention, with the sentence around it."
    case embeddedFrom = "From {title}"
    case noEntry = "No entry has this name yet"
    case noEntryWriteIt = "No entry has this name yet: write it"
    case noPaper = "No paper has this citation key"
    case noPicture = "This picture is missing"
    case done = "done"
    case toDo = "to do"
    case table = "Table"
    case footnotes = "Footnotes"
    case backToText = "Back to the text"
    case note = "Note"
    case tip = "Tip"
    case important = "Important"
    case warning = "Warning"
    case caution = "Caution"
    case problemReport = "Problem: {title}"
    case problemPlace = "In {file}:"
    case newSummary = "One sentence that says what it is."

    // Papers
    case firstAuthor = "{author} et al."
    case twoAuthors = "{author} and {other}"
    case noDate = "n.d."
    case partialAuthors = "the list is not complete"
    case partialAuthorsNotice = "(author list incomplete)"
    case unknownAuthors = "The authors of this paper were not seen"
    case noAuthors = "No authors are named"
    case andOthers = "{authors} and others"
    case andMoreAuthors = "{authors} and {n} more"
    case retracted = "retracted"
    case underConcern = "under concern"
    case concernNotice = "expression of concern"
    case corrected = "corrected"
    case retractionNote = "This paper has been retracted"
    case concernNote = "An expression of concern has been published about this paper"
    case correctionNote = "This paper has been corrected"
    case titleAndDOIRead = "title and DOI were both read on a public page of the paper"
    case doiFromAddress = "the title was read on a public page of the paper, the DOI only in that page's address"
    case doiFromOthers = "the DOI was read only where another paper names it; the paper's own page was not seen"
    case doiFromAddressMark = "DOI from the address only"
    case doiFromOthersMark = "DOI known through another paper only"

    // Claims
    case claimsPage = "Claims"
    case claimsIntro = "Statements of the base with the papers that support and dispute each of them."
    case contestedHeading = "Contested claims"
    case otherClaims = "Other claims"
    case paperSupports = "{n} paper supports"
    case papersSupport = "{n} papers support"
    case paperDisputes = "{n} paper disputes"
    case papersDispute = "{n} papers dispute"
    case oneDisputes = "{n} disputes"
    case moreDispute = "{n} dispute"
    case paperTakesNeitherSide = "{n} paper takes neither side"
    case papersTakeNeitherSide = "{n} papers take neither side"
    case oneTakesNeitherSide = "{n} takes neither side"
    case moreTakeNeitherSide = "{n} take neither side"
    case noStandingPaper = "no standing paper"
    case retractedNotCounted = "{n} retracted is not counted"
    case moreRetractedNotCounted = "{n} retracted are not counted"

    // The map, and the figure of an entry's neighborhood
    case mapPage = "Map"
    case mapIntroOfOne = "{n} concepts and papers in one group of entries that are linked with each other, named by its most central entry."
    case mapIntro = "{n} concepts and papers in {groups} groups of entries that are linked with each other, each named by its most central entry."
    case mapOfPreview = "The map is laid out when the site is published; a preview leaves it out."
    case mapOfNothing = "The base has no concepts and papers to lay out yet."
    case mapOverview = "Groups of the base"
    case graphPage = "Table of the graph"
    case graphIntro = "Every relation, link and citation between two entries, by the group of the entry that states it."
    case graphOfGroup = "Table of the graph: {group}"
    case graphOfGroupIntro = "Relations, links and citations that entries of this group state."
    case neighbourhood = "Entries around {title}"
    case linkedBothWays = "linked both ways"
    case linksTo = "links to"
    case linkedFrom = "linked from"
    case cites = "cites"
    case citesAs = "cites ({stance})"
    case citedBy = "cited by"

    // Data
    case dataPage = "Data"
    case dataIntro = "The whole base in forms for programs. The files are written with the site, from the same entries."
    case entriesExport =
        "Every entry with its kind, title, summary, other names, category, tags, status, identifiers and dates. One entry a line."
    case graphExport =
        "The graph as nodes and edges, in the node-link form that NetworkX and D3 read. An edge has a type (links, cites, embeds, a relation or a stance), a count, and the papers given as evidence."
    case linkedDataExport = "The same statements as graph.ttl, as JSON-LD 1.1."
    case turtleExport =
        "The graph as RDF: concepts in SKOS, relations by the terms of the OBO Relation Ontology and BFO, citations and stances by CiTO, claims with the papers for and against them."
    case oboExport =
        "The concepts as an ontology in OBO: names, definitions, identifiers and relations, with the papers given for them."
    case claimsExport = "A line for each paper on each claim: the sentence, its entry, the stance, its term in CiTO, the paper and what became of it."
    case bibtexExport = "All papers as BibTeX."
    case risExport = "All papers as RIS, for EndNote, Zotero, Mendeley and Citavi."
    case cslExport = "All papers as CSL-JSON, for pandoc and citeproc."
    case citationExport = "How to cite the base, in the Citation File Format."

    /// The names of the values that are filled in, in their order: `n` of `{n} papers`.
    public var placeholders: [Substring] { Phrase.parts(of: rawValue).compactMap(\.placeholder) }

    /// What is wrong with other words for a phrase; `nil` when they hold its values, each once.
    public static func problem(in words: String, for phrase: String) -> String? {
        let wanted = parts(of: phrase).compactMap(\.placeholder).sorted()
        if parts(of: words).compactMap(\.placeholder).sorted() == wanted { return nil }
        let names = wanted.map { "{\($0)}" }.joined(separator: " and ")
        let advice = wanted.isEmpty ? "no value to fill in; write it without braces" : "\(names) to fill in; write each once"
        return "\"\(phrase)\" has \(advice)"
    }

    /// A text cut at its placeholders: words, and the placeholder that follows them.
    public static func parts(of text: String) -> [(words: Substring, placeholder: Substring?)] {
        var parts: [(words: Substring, placeholder: Substring?)] = []
        var rest = text[...]
        // By bytes: to look for a `Character` is to find out where each one ends.
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")), let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}")) {
            parts.append((rest[..<open], rest[rest.utf8.index(after: open)..<close]))
            rest = rest[rest.utf8.index(after: close)...]
        }
        parts.append((rest, nil))
        return parts
    }
}

/// A phrase in `wording` that is not the generator's.
public struct OtherPhrase: Sendable, Equatable {
    public var phrase: String
    public var range: SourceRange
    public var words: String
    public var wordsRange: SourceRange

    public init(_ phrase: String, _ range: SourceRange, words: String, _ wordsRange: SourceRange) {
        self.phrase = phrase
        self.range = range
        self.words = words
        self.wordsRange = wordsRange
    }
}

/// What pages say for each phrase: the words of the base (`wording` in `site/vocabulary.yml`), or the generator's own.
public struct Wording: Sendable, Equatable {
    private var words: [Phrase: String] = [:]
    /// What the base says for phrases that are not the generator's: those of templates and scripts, and slips, which only who
    /// reads templates and scripts can tell apart.
    public var others: [OtherPhrase] = []

    public init() {}

    /// What the base says for phrases of templates and scripts, some of which the generator has as well.
    public var ofFiles: [String: String] {
        let known = words.map { ($0.key.rawValue, $0.value) }
        return Dictionary(known + others.map { ($0.phrase, $0.words) }) { _, last in last }
    }

    /// The words of a phrase, with its placeholders.
    public subscript(phrase: Phrase) -> String {
        get { words[phrase] ?? phrase.rawValue }
        set { words[phrase] = newValue }
    }

    /// A phrase with its values, in the order of the English one; the words of the base may have another.
    public func filled(_ phrase: Phrase, _ values: String...) -> String {
        let names = words[phrase] == nil ? [] : phrase.placeholders
        var text = ""
        for (number, part) in Phrase.parts(of: self[phrase]).enumerated() {
            text += part.words
            guard let placeholder = part.placeholder else { break }
            text += values[names.firstIndex(of: placeholder) ?? number]
        }
        return text
    }

    /// The words for a number of things: one phrase for one of them, another for more or none.
    public func count(_ number: Int, _ one: Phrase, _ many: Phrase) -> String { filled(number == 1 ? one : many, String(number)) }

    /// What stands before and after the value of a phrase that has one, where the value is more than text.
    public func around(_ phrase: Phrase) -> (before: String, after: String) {
        let parts = Phrase.parts(of: self[phrase])
        return (String(parts[0].words), String(parts[parts.count - 1].words))
    }

    /// `Note` of `note`: what a callout says above its text. Obsidian knows more kinds than have a phrase here.
    public func title(ofCallout kind: String) -> String {
        let title = kind.prefix(1).uppercased() + kind.dropFirst()
        return Phrase(rawValue: title).map { self[$0] } ?? title
    }
}
