// Plans entries made from a folder of notes: what they are called, what they say, and where their links lead. Nothing is written here.
import Bibliography
import WikiModel
import WikiParsing

/// How an adoption decides.
struct AdoptionRules: Sendable {
    /// Of notes that are no papers.
    var kind = EntryKind.concept
    /// Whether a note whose name and title give no file name gets a number.
    var numbersNotes = false
}

/// The notes of a folder as entries of a base.
struct AdoptionPlan {
    private(set) var changes = ChangeSet()
    private(set) var report = AdoptionReport()
    /// What is made of what: the path in the folder, and that in the base.
    private(set) var made: [(from: String, to: String)] = []
    private let folder: NoteFolder
    private let workspace: Workspace
    private let today: Workspace.Linked
    private let rules: AdoptionRules
    private var notes: [ReadNote?] = []
    private var names: [NoteName] = []
    /// For each note the path of the entry that is made of it, or that the base has in its place.
    private var entryPaths: [String?] = []
    /// Which notes become entries.
    private var isAdopted: [Bool] = []
    private var book = AdoptedNames([])

    /// A note and what its entry takes from it.
    private struct ReadNote: Sendable {
        var frontMatter: AdoptedFrontMatter
        var title: String
        var prose: [UInt8]
        var problem: Diagnostic?

        /// What an import compares of a paper.
        var record: BibliographyRecord? {
            var record = frontMatter.record
            record?.title = title
            return record
        }
    }

    init(folder: NoteFolder, workspace: Workspace, today: Workspace.Linked, rules: AdoptionRules) {
        (self.folder, self.workspace, self.today, self.rules) = (folder, workspace, today, rules)
    }

    mutating func make(progress: Progress) async throws(ToolError) {
        report.noteCount = folder.notes.count
        for item in folder.leftOut { report.leaveOut(item.path, item.reason) }
        await read(progress)
        nameEntries()
        try await link(progress)
        for (kind, one, many) in [(EntryKind.concept, "concept", "concepts"), (.paper, "paper", "papers"), (.page, "page", "pages")] {
            report.made.append((changes.changes.count { $0.path.hasPrefix("content/\(kind.folder)/") }, one, many))
        }
    }

    // MARK: Reading

    private mutating func read(_ progress: Progress) async {
        let folderName = folder.root.split(separator: "/").last.map(String.init) ?? "notes"
        names = folder.notes.map { NoteName($0.path, in: folderName, isLogseq: folder.isLogseq, isDendron: folder.isDendron) }
        let (root, items, names, rules, vocabulary) = (folder.root, folder.notes, names, rules, today.graph.vocabulary)
        let results = await parallelMap(count: items.count, jobs: workspace.jobs) { index -> Result<ReadNote, ReadProblem> in
            AdoptionPlan.read(items[index].path, names[index], root, rules, vocabulary)
        }
        for (item, result) in zip(folder.notes, results) {
            switch result {
            case .success(let note):
                if let problem = note.problem {
                    let place = problem.range.map { ":\($0.start.line):\($0.start.columnUTF8)" } ?? ""
                    report.note("\(item.path)\(place): \(problem.message); what could be read of its front matter line by line was taken, so look at the entry")
                }
                notes.append(note)
            case .failure(let problem):
                report.leaveOut(item.path, problem.reason)
                notes.append(nil)
            }
        }
    }

    private struct ReadProblem: Error {
        var reason: String
    }

    private static func read(_ path: String, _ name: NoteName, _ root: String, _ rules: AdoptionRules, _ vocabulary: Vocabulary) -> Result<ReadNote, ReadProblem> {
        do {
            let note = try ForeignNote(File.read(root + "/" + path), path: path)
            // What opens the whole folder is a page.
            let isFront = name.isOfFolder && !path.contains("/")
            let kind = AdoptedFrontMatter.isPaper(ForeignKeys(note.keys)) ? EntryKind.paper : isFront ? .page : rules.kind
            let frontMatter = AdoptedFrontMatter(note, kind: kind, vocabulary: vocabulary, day: name.date)
            let title = frontMatter.title.isEmpty ? note.heading.isEmpty ? name.title : note.heading : frontMatter.title
            let repeatsTitle = !note.heading.isEmpty && FoldedName.fold(note.heading) == FoldedName.fold(title)
            return .success(
                ReadNote(frontMatter: frontMatter, title: title, prose: repeatsTitle ? Array(note.proseBelowHeading) : note.prose, problem: note.problem))
        } catch let error as ForeignNote.Unreadable {
            let place = error.problem.range.map { "line \($0.start.line), column \($0.start.columnUTF8): " } ?? ""
            return .failure(ReadProblem(reason: place + error.problem.message))
        } catch let error as FileError {
            return .failure(ReadProblem(reason: error.message))
        } catch {
            return .failure(ReadProblem(reason: "it cannot be read"))
        }
    }

    // MARK: Names

    private mutating func nameEntries() {
        book = AdoptedNames(today.graph.entries)
        entryPaths = notes.map { _ in nil }
        isAdopted = notes.map { _ in false }
        let existing = ExistingEntries(today.graph.entries)
        var papers = KnownPapers(today.graph.entries)
        let order = NoteIndex.byDepth(folder.notes.map(\.path))
        var unnamed = 0
        for index in order {
            guard let note = notes[index] else { continue }
            let place = folder.notes[index].path
            let finding = note.record.map(papers.finding)
            if case .same(let path, let reason)? = finding {
                entryPaths[index] = path
                report.leaveOut(place, reason)
                continue
            }
            let key = note.frontMatter.citationKey.map(Slug.suggestion) ?? ""
            let wanted = key.isEmpty ? AdoptedNames.slug(names[index].shown, title: note.title) : key
            if wanted == nil { unnamed += 1 }
            guard let wanted = wanted ?? (rules.numbersNotes ? "note-\(unnamed)" : nil) else {
                report.leaveOut(
                    place,
                    "neither its name nor its title has a letter from a to z or a digit, of which file names are made; give it a title that has, or "
                        + "number such notes with --number")
                continue
            }
            let kind = note.frontMatter.kind
            let slug = book.freeSlug(wanted, kind: kind, folders: names[index].folders)
            if let other = existing.entry(kind, slug) {
                entryPaths[index] = other
                report.leaveOut(place, "\(other) is there already, and is not changed")
                continue
            }
            let path = "content/\(kind.folder)/\(slug).md"
            entryPaths[index] = path
            isAdopted[index] = true
            if case .near(let words)? = finding { report.note("\(place): note: \(words)") }
            if let record = note.record { papers.add(record, path: path, from: place) }
        }
        nameTitles(order)
    }

    private mutating func nameTitles(_ order: [Int]) {
        let adopted = order.filter { isAdopted[$0] }
        // Papers first: their titles are not for anybody to change.
        let papers = adopted.filter { notes[$0]?.frontMatter.kind == .paper }
        for index in papers + adopted.filter({ notes[$0]?.frontMatter.kind != .paper }) {
            guard let note = notes[index] else { continue }
            let title = book.freeTitle(note.title, of: index, kind: note.frontMatter.kind, folders: names[index].groups)
            if title != note.title { report.addRenamed() }
            notes[index]?.frontMatter.title = title
        }
        for index in adopted { if let path = entryPaths[index] { book.keep(slug: AdoptionPlan.slug(of: path), of: index) } }
        for index in adopted {
            guard let note = notes[index]?.frontMatter else { continue }
            var aliases: [String] = []
            var known: Set<String> = []
            let title = FoldedName.fold(note.title)
            for alias in note.aliases where FoldedName.fold(alias) != title && known.insert(alias).inserted {
                if book.takeAlias(alias, of: index) { aliases.append(alias) } else { report.addAliasLeft() }
            }
            notes[index]?.frontMatter.aliases = aliases
        }
    }

    static func slug(of path: String) -> String { String(path.split(separator: "/").last?.dropLast(3) ?? "") }

    /// What links of the notes may be called.
    private func index() -> NoteIndex {
        var index = NoteIndex(notes: zip(folder.notes, names).map { ($0.path, $1) }, files: folder.files.map(\.path))
        for (number, note) in notes.enumerated() {
            if let note { index.add(names: [note.title, note.frontMatter.title] + note.frontMatter.aliases, of: number) }
        }
        return index
    }

    // MARK: Links

    /// The text of an entry, with the links of its note.
    private struct NoteText {
        var note: Int
        var path: String
        var head: [UInt8]
        var prose: [UInt8]
    }

    private mutating func link(_ progress: Progress) async throws(ToolError) {
        let texts = notes.indices.compactMap { index -> NoteText? in
            guard isAdopted[index], let note = notes[index], let path = entryPaths[index] else { return nil }
            return NoteText(note: index, path: path, head: note.frontMatter.text(), prose: note.prose)
        }
        if texts.isEmpty { return }
        var heads = try await compiled(texts, progress)
        let index = index()
        nameByFiles(&heads, index)
        var links = AdoptedLinks(
            index: index, heads: today.loaded.heads + heads, entryPaths: entryPaths, shownNames: names.map(\.shown), keys: citationKeys, isDendron: folder.isDendron,
            media: AdoptedMedia(folder: folder, media: today.tree.media.map(\.path), root: workspace.root))
        let compiler = EntryCompiler(vocabulary: today.graph.vocabulary)
        for text in texts {
            let new = links.rewritten(text.head + text.prose, note: text.note, path: text.path, compiler)
            guard let frontMatter = notes[text.note]?.frontMatter else { continue }
            // The front matter has no links; it may have got an alias.
            changes.set(text.path, old: nil, new: frontMatter.text() + new.dropFirst(text.head.count))
            made.append((folder.notes[text.note].path, text.path))
            report.add(frontMatter)
        }
        for link in links.unwritten { report.note("\(link.path): \"\(link.old)\" could not be written as \"\(link.new)\"; change it by hand") }
        take(links.media)
    }

    /// The entries as they would be, compiled in workers and outside of the base.
    private func compiled(_ texts: [NoteText], _ progress: Progress) async throws(ToolError) -> [EntryHead] {
        let trial = try TemporaryFolder()
        defer {
            trial.remove()
            progress.clear()
        }
        do throws(FileError) {
            for kind in EntryKind.allCases { try File.makeFolder(trial.path + "/content/" + kind.folder) }
            for text in texts { try File.replace(trial.path + "/" + text.path, with: text.head + text.prose) }
            let tree = try SourceTree.scan(root: trial.path)
            let place = Workspace(root: trial.path, jobs: workspace.jobs, assetsOf: workspace.root)
            return try await place.loader(today.settings).load(tree) { progress.show("reading links", $0, of: $1) }.heads
        } catch {
            throw ToolError(error)
        }
    }

    /// Takes pictures and files along.
    private mutating func take(_ media: AdoptedMedia) {
        for (file, name) in media.copies {
            changes.copy(folder.root + "/" + folder.files[file].path, to: "content/media/" + name)
            made.append((folder.files[file].path, "content/media/" + name))
        }
        report.fileCount = media.copies.count
        for file in media.tooLarge.sorted() {
            let item = folder.files[file]
            report.leaveOut(item.path, "has \(item.sizeUTF8) bytes; at most \(NoteLimits.fileUTF8) are copied, and links to it stay as they are")
        }
    }

    /// Gives entries the names of their notes' files as aliases, where links are written with them and the title is another.
    private mutating func nameByFiles(_ heads: inout [EntryHead], _ index: NoteIndex) {
        if folder.isDendron { return }
        let numbers = Dictionary(heads.indices.map { (heads[$0].path, $0) }) { first, _ in first }
        var isLinked = notes.map { _ in false }
        for note in notes.indices where isAdopted[note] {
            guard let number = entryPaths[note].flatMap({ numbers[$0] }) else { continue }
            for reference in heads[number].references where [.wikilink, .embed].contains(reference.kind) && !reference.target.isEmpty {
                if case .note(let other)? = index.target(heads[number].string(reference.target), from: note) { isLinked[other] = true }
            }
        }
        for note in notes.indices where isLinked[note] && isAdopted[note] {
            guard let frontMatter = notes[note]?.frontMatter, let number = entryPaths[note].flatMap({ numbers[$0] }) else { continue }
            let name = names[note].shown
            guard !frontMatter.aliases.contains(name), FoldedName.fold(name) != FoldedName.fold(frontMatter.title), book.takeAlias(name, of: note) else { continue }
            notes[note]?.frontMatter.aliases.append(name)
            heads[number].metadata.aliases.append(name)
        }
    }

    /// Citation keys as notes give them, or as their files are named, that are no file names of entries.
    private var citationKeys: [String: String] {
        var keys: [String: String] = [:]
        for (index, note) in notes.enumerated() where note?.frontMatter.kind == .paper {
            guard let path = entryPaths[index] else { continue }
            let slug = AdoptionPlan.slug(of: path)
            let shown = names[index].shown
            for key in [note?.frontMatter.citationKey, shown.hasPrefix("@") ? String(shown.dropFirst()) : shown] {
                if let key, key != slug, keys[key] == nil { keys[key] = slug }
            }
        }
        return keys
    }
}

/// Entries that the base has, by the names that a note must not take.
private struct ExistingEntries {
    private var paths: [String: String] = [:]

    init(_ entries: [EntryHead]) {
        for entry in entries {
            for slug in [entry.slug] + entry.metadata.redirectFrom { paths["\(entry.kind.name) \(slug.lowercased())"] = entry.path }
        }
    }

    func entry(_ kind: EntryKind, _ slug: String) -> String? { paths["\(kind.name) \(slug)"] }
}
