// What the search index is told of one entry.
import WikiModel

/// One entry as search sees it.
public struct SearchEntry: Sendable {
    /// A heading and where its section begins.
    public struct Section: Sendable {
        public var title: [UInt8]
        public var anchor: [UInt8]
        /// In UTF-16 units of the text.
        public var offsetUTF16: Int
    }

    public var title: String
    /// Relative to the site's root.
    public var address: String
    /// `concept`, `paper` or `page`.
    public var kind: String
    /// 0 when there is none.
    public var year: Int
    public var aliases: [String]
    /// Names by which it is found and that are not shown: identifiers, citation key, label, file name.
    public var hiddenNames: [String]
    public var tags: [String]
    /// Words that describe it beside its prose: authors, label, journal, year, category.
    public var descriptions: [String]
    public var sections: [Section]
    public var text: [UInt8]
    /// Shown when nothing in the text matches.
    public var lead: String
    /// What the text calls a paper, such as `Ma et al. 2015`; else empty.
    public var label: String
    /// How many entries mention it; decides between names that are the same.
    public var mentions: Int

    /// - Parameters:
    ///   - title: without markup.
    ///   - names: words that stand in the page and not in the plain text, such as the names of papers, with their places in it, in
    ///     their order.
    public init(
        _ head: EntryHead, title: String, label: String = "", _ body: EntryBody, names: [(offset: Int, words: String)] = [],
        address: String, mentions: Int
    ) {
        let metadata = head.metadata
        self.title = title
        self.address = address
        kind = head.kind.name
        year = metadata.paper?.issued?.year ?? 0
        aliases = metadata.aliases
        hiddenNames = SearchEntry.hiddenNames(head, label)
        tags = metadata.tags
        // The first author is named again: "Jiang 2019" is the paper of a first author Jiang before that of another.
        descriptions = SearchEntry.descriptions(metadata) + (label.isEmpty ? [] : [label])
        text = SearchEntry.text(head, body, names)
        sections = SearchEntry.sections(head, body, names)
        lead = metadata.summary.isEmpty ? (metadata.paper?.abstract ?? "") : metadata.summary
        self.label = label
        self.mentions = mentions
    }

    /// Terms that no word is, by which results can be filtered. None is there twice.
    var filters: [[UInt8]] {
        var filters = [":type:" + kind] + Set(tags.filter { (try? Slug($0)) != nil }).sorted().map { ":tag:" + $0 }
        if year > 0 { filters.append(":year:\(year)") }
        return filters.map { Array($0.utf8) }
    }

    private static func hiddenNames(_ head: EntryHead, _ label: String) -> [String] {
        // "Ma et al. 2015", and "Ma 2015" as people type it.
        var names = [head.slug, label, label.replacing(" et al. ", with: " ")]
        names += head.metadata.redirectFrom + head.metadata.identifiers.map(\.value)
        if let paper = head.metadata.paper { names += [paper.doi, paper.pmid, paper.pmcid, paper.url, askedFor(byAddress: paper.url)] }
        return names.filter { !$0.isEmpty }
    }

    /// What the search looks for when an address is typed: the DOI in it, else what begins with a number of PMC or with five digits after a
    /// `/` (`withoutPrefix` in `search-words.js`); empty when it looks for the whole.
    static func askedFor(byAddress address: String) -> String {
        let bytes = Array(address.utf8)
        // A `0` stands for any digit; letters are small ones.
        func matches(_ pattern: String, at start: Int) -> Bool {
            let wanted = Array(pattern.utf8)
            return start + wanted.count <= bytes.count
                && wanted.indices.allSatisfy { wanted[$0] == UInt8(ascii: "0") ? bytes[start + $0].isDigit : wanted[$0] == bytes[start + $0] | 0x20 }
        }
        func isDOI(_ start: Int) -> Bool {
            (start == 0 || !bytes[start - 1].isWord) && bytes[start...].starts(with: "10.".utf8) && matches("0000", at: start + 3)
        }
        func isNumber(_ start: Int) -> Bool {
            guard start > 0, bytes[start - 1] == UInt8(ascii: "/") else { return false }
            return matches("00000", at: start) || matches("0000.0", at: start) || matches("pmc0", at: start)
        }
        let start = bytes.indices.first(where: isDOI) ?? bytes.indices.first(where: isNumber)
        return start.map { String(decoding: bytes[$0...], as: UTF8.self) } ?? ""
    }

    private static func descriptions(_ metadata: EntryMetadata) -> [String] {
        var words = metadata.tags + [metadata.category]
        if let paper = metadata.paper {
            words += paper.authors.map { $0.literal.isEmpty ? $0.given + " " + $0.family : $0.literal }
            words += [paper.containerTitle] + paper.keywords
            if let year = paper.issued?.year { words.append(String(year)) }
        }
        return words.filter { !$0.isEmpty }
    }

    /// The prose with the names in it and, of papers, the abstract.
    private static func text(_ head: EntryHead, _ body: EntryBody, _ names: [(offset: Int, words: String)]) -> [UInt8] {
        var text: [UInt8] = []
        var rest = body.text
        for name in names where name.offset <= body.text.count {
            text += rest.prefix(upTo: body.text.startIndex + name.offset)
            text += name.words.utf8
            rest = rest.suffix(from: body.text.startIndex + name.offset)
        }
        text += rest
        if let abstract = head.metadata.paper?.abstract, !abstract.isEmpty { text += abstract.utf8 }
        if text.last == 0x0A { text.removeLast() }
        return text
    }

    /// Where sections begin in the text. The prose has each heading as a line of its own, in their order, so that it is gone through once.
    private static func sections(_ head: EntryHead, _ body: EntryBody, _ names: [(offset: Int, words: String)]) -> [Section] {
        var sections: [Section] = []
        var (prose, names) = (body.text, names[...])
        var offset = 0
        // A heading without words is no line.
        for heading in head.headings where !heading.title.isEmpty {
            let title = head.strings[heading.title.range]
            var isFound = false
            while !isFound, !prose.isEmpty {
                // Names within the line come behind its beginning.
                while let name = names.first, name.offset < prose.startIndex - body.text.startIndex {
                    offset += name.words.utf16.count
                    names.removeFirst()
                }
                let line = prose.prefix { $0 != 0x0A }
                isFound = line.elementsEqual(title)
                if isFound {
                    sections.append(Section(title: Array(title), anchor: Array(head.strings[heading.id.range]), offsetUTF16: offset))
                }
                let whole = prose[..<min(line.endIndex + 1, prose.endIndex)]
                offset += UTF16.count(whole)
                prose = prose[whole.endIndex...]
            }
        }
        return sections
    }

    /// The entry in a file of entries.
    func appendJSON(to output: inout [UInt8]) {
        func strings(_ items: [String], _ output: inout [UInt8]) {
            ScriptText.appendList(items, to: &output) { ScriptText.appendString($0.utf8, to: &$1) }
        }
        output.append(0x5B)
        ScriptText.appendString(title.utf8, to: &output)
        output.append(0x2C)
        ScriptText.appendString(address.utf8, to: &output)
        output += ",\"\(kind)\",\(year),".utf8
        strings(aliases, &output)
        output.append(0x2C)
        ScriptText.appendList(sections, to: &output) { section, output in
            output.append(0x5B)
            ScriptText.appendString(section.title, to: &output)
            output.append(0x2C)
            ScriptText.appendString(section.anchor, to: &output)
            output += ",\(section.offsetUTF16)]".utf8
        }
        output.append(0x2C)
        ScriptText.appendString(text, to: &output)
        output.append(0x2C)
        ScriptText.appendString(lead.utf8, to: &output)
        output.append(0x2C)
        strings(tags, &output)
        if !label.isEmpty {
            output.append(0x2C)
            ScriptText.appendString(label.utf8, to: &output)
        }
        output.append(0x5D)
    }
}
