// Plans an import: which files it makes and changes, and what it reports. Nothing is written here.
import Bibliography
import WikiModel
import WikiParsing

/// How an import decides.
struct ImportRules: Sendable {
    var preference = MergePreference.entry
    /// Whether a paper with the same title, year and first author is taken for the same work.
    var matchesTitles = false
    /// Whether new papers are named by the file's keys rather than by author and year.
    var keepsKeys = false
    /// Whether abstracts are taken: many may not be published.
    var takesAbstracts = false
}

/// The papers of a base and what records make of them.
struct ImportPlan {
    private(set) var changes = ChangeSet()
    private(set) var report = ImportReport()
    private let root: String
    private let vocabulary: Vocabulary
    private let rules: ImportRules
    private let papers: [EntryHead]
    private var catalogue: PaperCatalogue
    private var base: ImportBase
    /// What imports said before this one.
    private let lastImport: [String: BibliographyRecord]
    private var takenKeys: Set<String>
    /// For each stem the first number that may be free; those before it are taken.
    private var nextNumbers: [String: Int] = [:]
    /// Paths of entries that this import makes, in the order of the catalogue behind `papers`.
    private var newPaths: [String] = []
    private var abstractsLeft = 0

    init(root: String, papers: [EntryHead], vocabulary: Vocabulary, rules: ImportRules) throws(ToolError) {
        self.root = root
        self.papers = papers
        self.vocabulary = vocabulary
        self.rules = rules
        base = try ImportBase(root: root)
        lastImport = base.records
        catalogue = PaperCatalogue(papers.map(BibliographyRecord.init))
        takenKeys = Set(papers.flatMap { [$0.slug] + $0.metadata.redirectFrom })
    }

    /// Takes the readings of all files, in their order.
    mutating func take(_ readings: [(file: String, reading: BibliographyReading)]) {
        for (file, reading) in readings {
            if reading.records.isEmpty, reading.refusedCount == 0 { report.addEmpty(file) }
            for problem in reading.problems {
                report.note("\(file):\(problem.line):\(problem.column): warning: \(problem.message)")
            }
        }
        let records = readings.flatMap { file, reading in
            zip(reading.records, reading.places).map { SourcedRecord(record: $0, file: file, place: $1) }
        }
        report.recordCount = records.count
        report.refusedCount = readings.reduce(0) { $0 + $1.reading.refusedCount }
        for (work, others) in joinedWorks(records) {
            for other in others { report.note("\(other.placeText): the same work as \(work.placeText)") }
            var work = work
            if !rules.takesAbstracts, !work.record.paper.abstract.isEmpty {
                work.record.paper.abstract = ""
                abstractsLeft += 1
            }
            take(work)
        }
        if abstractsLeft > 0 {
            report.note("\(counted(abstractsLeft, "abstract", "abstracts")) left out, since many may not be published; take them with --abstracts")
        }
        if let bytes = base.bytes { changes.set(ImportBase.path, old: base.text, new: bytes) }
    }

    private mutating func take(_ work: SourcedRecord) {
        switch catalogue.match(work.record) {
        case .known(let index, let by): updateOrJoin(index, work, by: by)
        case .guessed(let index) where rules.matchesTitles: updateOrJoin(index, work, by: "title, year and first author")
        case .guessed(let index):
            report.leaveOut(
                work.placeText,
                "\(work.record.paper.authors.isEmpty ? "title and year" : "title, year and first author") are those of \(path(index)), but no identifier tells; if it is the same paper, "
                    + "import with --match-titles, or give one of them the other's DOI")
        case .torn(let first, let by, let second, let and):
            report.leaveOut(
                work.placeText,
                "\(by) is that of \(path(first)), and \(and) that of \(path(second)); one of them is wrong")
        case .contradicted(let index, let by, let how):
            report.leaveOut(work.placeText, "\(by) is that of \(path(index)), " + ImportPlan.reason(how))
        case .namesake(let index):
            report.note("\(work.placeText): note: \(path(index)) has the same title, year and first author, and another identifier")
            add(work)
        case .new: add(work)
        }
    }

    private static func reason(_ contradiction: Contradiction) -> String {
        switch contradiction {
        case .identifier(let theirs, let own): "which has \(theirs), and this record has \(own); one of them is wrong"
        case .title(let theirs, _):
            "\"\(ImportPlan.openingWords(theirs))\", which has another title and another first author; if it is a chapter, "
                + "give it its own DOI or none"
        }
    }

    /// A title in plain words; of a long one those that have room on a line, and a sign that there are more.
    static func openingWords(_ title: String) -> String {
        let text = titlePlainText(title)
        guard text.count > 60 else { return text }
        let head = text.prefix(59)
        return (head.lastIndex(of: " ").map { head[..<$0] } ?? head) + "…"
    }

    private func path(_ index: Int) -> String {
        index < papers.count ? papers[index].path : newPaths[index - papers.count]
    }

    // MARK: New papers

    private mutating func add(_ work: SourcedRecord) {
        var record = withoutInvalidIdentifiers(work)
        // How it was checked is for the people of this base to say.
        record.paper.verified = ""
        guard !record.title.isEmpty else { return report.leaveOut(work.placeText, "it has no title") }
        // An ISSN is the journal's, not the paper's.
        let hasIdentifier = [RecordField.doi, .pmid, .pmcid, .url, .isbn, .arxiv].contains { record[$0] != nil }
        guard hasIdentifier else {
            let wrong = ImportPlan.checkedFields.first { $0.0 != .issn && work.record[$0.0] != nil }
            return report.leaveOut(
                work.placeText,
                "\"\(ImportPlan.openingWords(record.title))\" has "
                    + (wrong.map { "no identifier but its \($0.1.name), which is wrong; mend it in the file" }
                        ?? "no DOI, PMID, PMCID, ISBN, arXiv number or URL; add one to the file"))
        }
        let key = newKey(record)
        let path = "content/papers/\(key).md"
        let categories = vocabulary.terms(of: .paper).categories.map(\.id)
        guard let text = try? record.newEntry(categories: categories), isAsExpected(text, record, EntryMetadata(), key: key) else {
            return report.leaveOut(work.placeText, "its record cannot be written as front matter; please report this with the file")
        }
        changes.set(path, old: nil, new: text)
        catalogue.add(record)
        newPaths.append(path)
        base.note(record, key: key)
        let label = shortLabel(of: record.metadata).text
        report.addNew(work.placeText, path, "\(label), \"\(ImportPlan.openingWords(record.title))\"")
        reportRetraction(record, path)
    }

    /// The record of a work; identifiers that cannot be are reported and left out.
    private mutating func withoutInvalidIdentifiers(_ work: SourcedRecord) -> BibliographyRecord {
        var record = work.record
        for (field, scheme) in ImportPlan.checkedFields {
            guard case .text(let value)? = record[field], case .invalid(let reason) = scheme.check(value) else { continue }
            report.note("\(work.placeText): warning: \(scheme.name) \"\(value)\" \(reason); it is not taken")
            record[field] = nil
        }
        for index in record.paper.authors.indices where !record.paper.authors[index].orcid.isEmpty {
            if IdentifierScheme.orcid.check(record.paper.authors[index].orcid).normalised == nil {
                report.note("\(work.placeText): warning: ORCID \"\(record.paper.authors[index].orcid)\" is not valid; it is not taken")
                record.paper.authors[index].orcid = ""
            }
        }
        return record
    }

    private static let checkedFields: [(RecordField, IdentifierScheme)] = [
        (.doi, .doi), (.pmid, .pmid), (.pmcid, .pmcid), (.isbn, .isbn), (.issn, .issn), (.arxiv, .arxiv),
    ]

    /// Author and year, as the base names its papers, or the file's key; a letter more where that is taken.
    private mutating func newKey(_ record: BibliographyRecord) -> String {
        let wanted = Slug.suggestion(for: rules.keepsKeys ? record.key : record.suggestedKey)
        let stem = wanted.isEmpty ? "paper" : wanted
        var key = stem
        var number = nextNumbers[stem] ?? 2
        while takenKeys.contains(key) {
            // b, c, …, z, then numbers.
            let end = number <= 26 ? String(UnicodeScalar(UInt8(96 + number))) : "-\(number)"
            key = stem.prefix(Slug.longestUTF8 - end.utf8.count) + end
            number += 1
        }
        nextNumbers[stem] = number
        takenKeys.insert(key)
        return key
    }

    private mutating func reportRetraction(_ record: BibliographyRecord, _ path: String) {
        guard let retraction = record.paper.retraction else { return }
        let what =
            switch retraction.kind {
            case .retracted: "was retracted"
            case .expressionOfConcern: "is under an expression of concern"
            case .corrected: "was corrected"
            }
        report.note("\(path): note: the paper \(what)" + (retraction.notice.isEmpty ? "" : " (\(retraction.notice))"))
    }

    // MARK: Known papers

    private mutating func updateOrJoin(_ index: Int, _ work: SourcedRecord, by: String) {
        guard index < papers.count else {
            return report.leaveOut(work.placeText, "it seems to be \(path(index)), which this import makes from another record")
        }
        update(papers[index], work, by: by)
    }

    private mutating func update(_ head: EntryHead, _ work: SourcedRecord, by: String) {
        let source: [UInt8]
        do throws(FileError) {
            if let planned = changes.planned(head.path) ?? nil { source = planned } else { source = try File.read(root + "/" + head.path) }
        } catch {
            return report.leaveOut(work.placeText, error.message)
        }
        guard let (metadata, _) = readFrontMatter(source, kind: .paper, vocabulary: vocabulary),
            let mine = BibliographyRecord(key: head.slug, metadata: metadata)
        else { return report.leaveOut(work.placeText, "the front matter of \(head.path) cannot be read; `migrapedia check` says why") }
        let theirs = withoutInvalidIdentifiers(work)
        let merged = merge(mine: mine, theirs: theirs, base: lastImport[head.slug], preference: rules.preference)
        var expected = mine.normalised()
        var edits: [FrontMatterChange] = []
        var taken: [String] = []
        for field in merged {
            switch field.outcome {
            case .taken(let value, _):
                edits += field.field.changes(to: value)
                expected[field.field] = value
                taken.append(field.field.key)
            case .keptHandEdit: continue
            case .left(let mine, let theirs, let reason): reportLeft(field.field, mine, theirs, reason, head, source, work)
            }
        }
        // What was left stays open, so that the next import with --theirs can take it.
        base.note(theirs, key: head.slug, but: merged.compactMap { if case .left = $0.outcome { $0.field } else { nil } })
        if edits.isEmpty { return report.addUnchanged() }
        do throws(FrontMatterEditError) {
            let changed = try changingFrontMatter(source, edits, order: frontMatterKeys(of: .paper))
            guard isAsExpected(changed, expected, metadata, key: head.slug) else {
                return report.leaveOut(work.placeText, "\(head.path) could not be changed safely; change it by hand: \(taken.joined(separator: ", "))")
            }
            changes.set(head.path, old: source, new: changed)
            report.addUpdated(work.placeText, head.path, taken, by: by)
            if taken.contains(RecordField.retraction.key) { reportRetraction(expected, head.path) }
        } catch {
            report.leaveOut(work.placeText, "\(head.path) is not changed, because \(error.reason); change it by hand: \(taken.joined(separator: ", "))")
        }
    }

    private mutating func reportLeft(
        _ field: RecordField, _ mine: FieldValue?, _ theirs: FieldValue, _ reason: FieldMerge.LeftReason, _ head: EntryHead, _ source: [UInt8],
        _ work: SourcedRecord
    ) {
        let line = keyLine(field.scheme == nil ? field.key : "identifiers", in: source)
        let place = "\(head.path)\(line.map { ":\($0):1" } ?? "")"
        let said = mine.map { "says \"\($0.summary)\"" } ?? "was emptied"
        let why =
            switch reason {
            case .neverImported: "never imported before"
            case .bothChanged: "changed on both sides since the last import"
            case .saysLess: "a part of what the last import brought"
            }
        report.addDifference("\(place): kept: \(field.key) \(said), \(work.placeText) says \"\(theirs.summary)\" (\(why); --theirs takes the file's)")
    }

    /// The number of the line of front matter that begins with a key.
    private func keyLine(_ key: String, in source: [UInt8]) -> Int? {
        let start = Array((key + ":").utf8)
        return SourceLines(source).lines.firstIndex { $0.text.starts(with: start) }.map { $0 + 1 }
    }

    /// Whether the changed front matter reads as planned, and says of everything else what it said.
    private func isAsExpected(_ changed: [UInt8], _ expected: BibliographyRecord, _ old: EntryMetadata, key: String) -> Bool {
        guard var (metadata, _) = readFrontMatter(changed, kind: .paper, vocabulary: vocabulary),
            let record = BibliographyRecord(key: key, metadata: metadata)
        else { return false }
        var expected = expected.normalised()
        expected.key = key
        if old.paper == nil { metadata.status = old.status }
        return record.normalised() == expected && metadata.withoutRecord == old.withoutRecord
    }
}

extension EntryMetadata {
    /// What an import does not touch.
    fileprivate var withoutRecord: EntryMetadata {
        var metadata = self
        metadata.title = ""
        metadata.paper = nil
        metadata.fieldRanges = []
        metadata.relations = metadata.relations.map {
            StatedRelation(
                relation: $0.relation, target: $0.target, evidence: $0.evidence, note: $0.note, range: SourceRange(line: 1, columnUTF8: 1))
        }
        metadata.identifiers.removeAll { [.isbn, .issn, .arxiv].contains(IdentifierScheme(named: $0.scheme)) }
        return metadata
    }
}
