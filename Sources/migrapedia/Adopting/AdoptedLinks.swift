// The links of notes, written anew so that they lead to the entries and files that were made of what they led to.
import WikiGraph
import WikiModel
import WikiParsing

/// Where the notes and files of a folder went.
struct AdoptedLinks {
    let index: NoteIndex
    /// The entries of the base and those that are made.
    let heads: [EntryHead]
    /// For each note the path of its entry, as `content/concepts/a.md`; `nil` for one that was left out.
    let entryPaths: [String?]
    /// For each note the words by which links show it.
    let shownNames: [String]
    /// Citation keys of notes that are no file names, and the keys of their entries.
    let keys: [String: String]
    /// Whether links that show the name of a file should show the title, as Dendron does, and may have their label first.
    let isDendron: Bool
    var media: AdoptedMedia
    /// Links that could not be changed, since another change claims their place or they stand there otherwise.
    private(set) var unwritten: [(path: String, old: String, new: String)] = []
    private let numbers: [String: EntryID]
    /// What links find in the base as it will be. All of them are not resolved: most lead nowhere yet, and for each the nearest names
    /// would be looked for.
    private let names: NameIndex
    private let papers: Set<String>

    init(
        index: NoteIndex, heads: [EntryHead], entryPaths: [String?], shownNames: [String], keys: [String: String], isDendron: Bool, media: AdoptedMedia
    ) {
        (self.index, self.heads, self.entryPaths, self.shownNames, self.keys) = (index, heads, entryPaths, shownNames, keys)
        (self.isDendron, self.media) = (isDendron, media)
        numbers = Dictionary(heads.indices.map { (heads[$0].path, EntryID($0)) }) { first, _ in first }
        names = NameIndex(heads)
        papers = Set(heads.lazy.filter { $0.kind == .paper }.map(\.slug))
    }

    /// The text of an entry with its links written anew.
    ///
    /// - Parameter text: that of the note with its front matter, as it was compiled.
    mutating func rewritten(_ text: [UInt8], note: Int, path: String, _ compiler: EntryCompiler) -> [UInt8] {
        guard let number = numbers[path] else { return text }
        let head = heads[Int(number)]
        let source = SourceLines(text)
        var edits: [Edit] = []
        for reference in head.references {
            if let edit = edit(reference, note, head, source) { edits.append(edit) }
        }
        for problem in head.diagnostics where problem.code == .linkAbsolute {
            if let edit = edit(ofAbsolute: problem, note, head, source) { edits.append(edit) }
        }
        let problems = edits.map { edit in
            Diagnostic(.linkMissing, file: path, range: edit.range, "", suggestion: Suggestion(replacement: edit.new, of: edit.old, .safe))
        }
        let (new, left) = applyingSuggestions(of: problems, to: text)
        for problem in left { if let lost = problem.suggestion { unwritten.append((path, lost.replaced, lost.replacement)) } }
        return changingLinkDefinitions(in: new, of: EntrySource(path: path, kind: head.kind, slug: head.slug), compiler) { address($0, note, head) }
    }

    private struct Edit {
        var range: SourceRange
        var old: String
        var new: String

        /// The whole range is replaced.
        init(_ range: SourceRange, _ old: String, _ new: String) { (self.range, self.old, self.new) = (range, old, new) }
    }

    private mutating func edit(_ reference: Reference, _ note: Int, _ head: EntryHead, _ source: SourceLines) -> Edit? {
        let target = head.string(reference.target)
        switch reference.kind {
        case .citation:
            guard !papers.contains(target), let key = keys[target] else { return nil }
            return Edit(reference.range, target, key)
        case .wikilink, .embed:
            guard !target.isEmpty, let token = token(reference.range, source) else { return nil }
            return edit(ofToken: token, reference, target, note, head, source)
        case .image:
            if let token = token(reference.range, source), token.hasPrefix("![[") {
                return edit(ofToken: token, reference, target, note, head, source)
            }
            return edit(ofAddress: target, at: reference.range, note, head)
        case .relativeLink:
            return target.isEmpty ? nil : edit(ofAddress: target, at: reference.range, note, head)
        }
    }

    /// What stands at a range of one line.
    private func token(_ range: SourceRange, _ source: SourceLines) -> String? {
        guard range.start.line == range.end.line, source.lines.indices.contains(range.start.line - 1) else { return nil }
        let line = source.lines[range.start.line - 1].text
        let (start, end) = (range.start.columnUTF8 - 1, range.end.columnUTF8 - 1)
        return start >= 0 && start < end && end <= line.count ? String(decoding: line[start..<end], as: UTF8.self) : nil
    }

    // MARK: Wikilinks

    private mutating func edit(
        ofToken token: String, _ reference: Reference, _ target: String, _ note: Int, _ head: EntryHead, _ source: SourceLines
    ) -> Edit? {
        let found = index.target(target, from: note)
        let label = WikilinkText.label(of: token)
        if found == nil, isDendron, let label, case .note(let other)? = index.target(label, from: note), let path = entryPaths[other] {
            return Edit(reference.range, token, "[[\(name(of: path, note: other, written: label, from: head.path))|\(target)]]")
        }
        switch found {
        case .note(let other):
            guard let path = entryPaths[other], let entry = numbers[path] else { return nil }
            let isUnlabelled = label == nil && reference.kind == .wikilink
            if case .one(entry, let step) = names.lookup(target, from: head.path), !(isDendron && isUnlabelled && step != .path && step != .pathEnd) {
                return nil
            }
            let new = name(of: path, note: other, written: target, from: head.path)
            // A link by file name shows the title, which is other words here.
            let title = heads[Int(entry)].metadata.title
            let shown = target.split(separator: "/").last.map(String.init) ?? target
            let needsLabel = isUnlabelled && !isDendron && reference.fragment.isEmpty && new != shown && FoldedName.fold(title) != FoldedName.fold(shown)
            return Edit(reference.range, token, WikilinkText.replacing(target, in: token, by: new, label: needsLabel ? shown : nil, isInTable: needsLabel && isInTable(reference, source)))
        case .file(let file):
            guard let name = media.name(of: file, shownBy: head.slug) else { return nil }
            if PictureFormat.isPicture(name), token.hasPrefix("![[") {
                return Edit(reference.range, token, WikilinkText.replacing(target, in: token, by: media.written(name), label: nil, isInTable: false))
            }
            let fragment = reference.fragment.isEmpty ? "" : "#" + head.string(reference.fragment)
            let words = label ?? target.split(separator: "/").last.map(String.init) ?? target
            return Edit(reference.range, token, "[\(words)](\(MediaIndex.relative("media/" + name, to: head.path))\(fragment))")
        case nil: return nil
        }
    }

    private func isInTable(_ reference: Reference, _ source: SourceLines) -> Bool {
        let line = source.lines[reference.range.start.line - 1].text
        let token = (reference.range.start.columnUTF8 - 1)..<(reference.range.end.columnUTF8 - 1)
        return line[..<token.lowerBound].contains(UInt8(ascii: "|")) || line[token.upperBound...].contains(UInt8(ascii: "|"))
    }

    /// The name to write for an entry: the end of what was written, if that leads to it, else its file name, with the folder where another
    /// entry has that too.
    private func name(of path: String, note: Int, written: String, from file: String) -> String {
        let entry = numbers[path]
        let slug = AdoptionPlan.slug(of: path)
        let last = written.split(separator: "/").last.map(String.init) ?? written
        let candidates = isDendron ? [slug] : [last, shownNames[note], slug]
        let good = candidates.first { candidate in
            if case .one(let found, _) = names.lookup(candidate, from: file) { return found == entry && !candidate.contains("|") }
            return false
        }
        return good ?? String(path.dropFirst("content/".count).dropLast(3))
    }

    // MARK: Addresses

    private mutating func edit(ofAddress target: String, at range: SourceRange, _ note: Int, _ head: EntryHead) -> Edit? {
        // Of a link whose address stands in a definition, the place is that of its block.
        guard range.start != range.end, let new = address(target, note, head), new != target else { return nil }
        // The place is that of the address with what follows `#`.
        return Edit(SourceRange(line: range.start.line, columnUTF8: range.start.columnUTF8, lengthUTF8: target.utf8.count), target, new)
    }

    private mutating func edit(ofAbsolute problem: Diagnostic, _ note: Int, _ head: EntryHead, _ source: SourceLines) -> Edit? {
        guard let start = problem.range?.start, let line = source.text(ofLine: start.line), start.columnUTF8 <= line.utf8.count else { return nil }
        let rest = line[line.utf8.index(line.startIndex, offsetBy: start.columnUTF8 - 1)...]
        let target = String(rest.prefix { !" )>\t#\"".contains($0) })
        guard target.hasPrefix("/"), !target.hasPrefix("//"), let new = address(target, note, head) else { return nil }
        return Edit(SourceRange(line: start.line, columnUTF8: start.columnUTF8, lengthUTF8: target.utf8.count), target, new)
    }

    /// The new address of what an address leads to.
    private mutating func address(_ target: String, _ note: Int, _ head: EntryHead) -> String? {
        switch index.target(path: target, from: note) {
        case .note(let other): entryPaths[other].map { MediaIndex.relative(String($0.dropFirst("content/".count)), to: head.path) }
        case .file(let file): media.name(of: file, shownBy: head.slug).map { MediaIndex.relative("media/" + $0, to: head.path) }
        case nil: nil
        }
    }
}

/// The text of a wikilink: `[[relation::Target#Heading|label]]`.
enum WikilinkText {
    /// What stands behind the first bar.
    static func label(of token: String) -> String? {
        guard let bar = token.firstIndex(of: "|") else { return nil }
        let label = token[token.index(after: bar)...].dropLast(2)
        return label.allSatisfy { $0 == " " } ? nil : label.split(separator: " ").joined(separator: " ")
    }

    /// The token with another target, and a label where one is given.
    static func replacing(_ target: String, in token: String, by new: String, label: String?, isInTable: Bool) -> String {
        let start = token.firstRange(of: "[[")?.upperBound ?? token.startIndex
        let from = token[start...].firstRange(of: "::").flatMap { $0.upperBound < (token.firstIndex(of: "|") ?? token.endIndex) ? $0.upperBound : nil } ?? start
        guard let place = token[from...].firstRange(of: target) else { return token }
        var text = String(token[..<place.lowerBound]) + new + token[place.upperBound...]
        if let label { text = text.dropLast(2) + (isInTable ? "\\|" : "|") + label + "]]" }
        return text
    }
}

/// Pictures and other files that notes show, and their names in `content/media/`.
struct AdoptedMedia {
    let folder: NoteFolder
    /// Names below `content/media/`, by the number of the file.
    private(set) var names: [Int: String] = [:]
    /// Files that links lead to and that are too large.
    private(set) var tooLarge: Set<Int> = []
    /// Files by their last names in small letters: all of the base, since a picture is found by that name while no other file has it, and those
    /// that are copied.
    private var taken: [String: [Owner]]
    private(set) var copies: [(file: Int, name: String)] = []
    private var nextNumbers: [String: Int] = [:]

    /// A file that has a name.
    private struct Owner {
        /// Where its bytes are.
        var file: String
        /// Below `content/media/`; `nil` for one that stands elsewhere.
        var name: String?
    }

    /// - Parameter media: paths of the files of the base, relative to `content/`.
    init(folder: NoteFolder, media: [String], root: String) {
        self.folder = folder
        let owners = media.map { path in
            Owner(file: root + "/content/" + path, name: path.hasPrefix("media/") ? String(path.dropFirst("media/".count)) : nil)
        }
        taken = Dictionary(grouping: owners) { $0.file.split(separator: "/").last.map { $0.lowercased() } ?? "" }
    }

    /// A name as a wikilink may write it: alone, if it leads to one file.
    func written(_ name: String) -> String {
        name.contains("/") || taken[name.lowercased(), default: []].count > 1 ? "media/" + name : name
    }

    /// The name of a file in `content/media/`, into which it is copied; `nil` where it is too large.
    ///
    /// - Parameter entry: the file name of the entry that shows it, after which it is named where its own name has no Latin letters.
    mutating func name(of file: Int, shownBy entry: String) -> String? {
        if let name = names[file] { return name }
        let item = folder.files[file]
        guard item.sizeUTF8 <= NoteLimits.fileUTF8 else {
            tooLarge.insert(file)
            return nil
        }
        let name = freeName(item, file, entry)
        names[file] = name
        return name
    }

    private mutating func freeName(_ item: NoteFolder.Item, _ file: Int, _ entry: String) -> String {
        var folders = item.path.split(separator: "/").map(String.init)
        let whole = folders.popLast() ?? ""
        let ending = PictureFormat.ending(of: whole)
        let plainEnding = Slug.suggestion(for: ending)
        let end = plainEnding.isEmpty ? "" : "." + plainEnding
        let stem = AdoptedNames.slug(ending.isEmpty ? whole : String(whole.dropLast(ending.count + 1)), title: entry) ?? "file"
        let original = folder.root + "/" + item.path
        var longer = stem
        for folder in folders.reversed().map(Slug.suggestion) + [""] {
            if let name = take(longer + end, original, file) { return name }
            if !folder.isEmpty { longer = String("\(folder)-\(longer)".prefix(Slug.longestUTF8)) }
        }
        while true {
            let number = nextNumbers[stem + end] ?? 2
            nextNumbers[stem + end] = number + 1
            if let name = take("\(stem)-\(number)\(end)", original, file) { return name }
        }
    }

    /// A name, if it is free, or that of a file of this name which holds the same bytes.
    private mutating func take(_ name: String, _ original: String, _ file: Int) -> String? {
        guard let owners = taken[name] else {
            taken[name] = [Owner(file: original, name: name)]
            copies.append((file, name))
            return name
        }
        guard let new = File.stamp(original), owners.contains(where: { File.stamp($0.file)?.sizeUTF8 == new.sizeUTF8 }),
            let bytes = try? File.read(original)
        else { return nil }
        return owners.first { $0.name != nil && (try? File.read($0.file)) == bytes }?.name
    }
}
