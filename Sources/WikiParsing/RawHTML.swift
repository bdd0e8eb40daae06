// Which raw HTML an entry may use: a few bare tags, kept balanced; comments are left out, and everything else is shown as text.
import WikiModel

/// Reads raw HTML and answers what to write for it. Keeps the tags it let through, so that each is closed.
struct RawHTMLFilter {
    /// Tags without attributes that pass inside a sentence.
    static let inlineTags: Set<String> = ["sub", "sup", "kbd", "mark", "small", "abbr"]
    /// Tags that pass as blocks.
    static let blockTags: Set<String> = ["details", "summary"]

    /// Open tags that were let through, innermost last, with the tree depth at which each must be closed.
    private var open: [(name: String, depth: Int)] = []
    /// Whether `<details>` was just opened: its first child must be a `<summary>`, and no other child may be one.
    private var awaitsSummary = false
    /// Whether something was escaped since the last question.
    private(set) var didEscape = false

    mutating func takeDidEscape() -> Bool {
        defer { didEscape = false }
        return didEscape
    }

    /// Appends `html` to `output`, tag by tag. `depth` is the depth of the block in the tree.
    mutating func append(_ html: SourceBytes, isBlock: Bool, depth: Int, to output: inout [UInt8]) {
        var index = 0
        // Where no comment ends, none is looked for again, so that reading stays linear.
        var mayHoldComments = true
        while index < html.count {
            if mayHoldComments, html.has("<!--", at: index) {
                if let end = RawHTMLFilter.endOfComment(html, at: index) {
                    index = end
                    continue
                }
                mayHoldComments = false
            }
            if html[index] == UInt8(ascii: "<"), let tag = RawHTMLFilter.bareTag(html, at: index) {
                if tag.isClosing || tag.name != "summary" { giveSummary(to: &output) }
                if accept(tag, isBlock: isBlock, depth: depth) {
                    output.append(UInt8(ascii: "<"))
                    if tag.isClosing { output.append(UInt8(ascii: "/")) }
                    output.append(contentsOf: tag.name.utf8)
                    if tag.name == "br" { output.append(" /") }
                    output.append(UInt8(ascii: ">"))
                    index = tag.end
                    continue
                }
            }
            var end = index + 1
            while end < html.count, html[end] != UInt8(ascii: "<") { end += 1 }
            let text = UnsafeBufferPointer(rebasing: html[index..<end])
            if !text.allSatisfy({ $0 == .space || $0 == .newline }) { giveSummary(to: &output) }
            if html[index] == UInt8(ascii: "<") { didEscape = true }
            HTMLEscaping.appendText(text, to: &output)
            index = end
        }
        giveSummary(to: &output)
    }

    /// The offset after the comment that begins at `start`; `nil` where nothing closes it.
    static func endOfComment(_ html: SourceBytes, at start: Int) -> Int? {
        guard html.has("<!--", at: start) else { return nil }
        // `<!-->` is a whole comment.
        var dashes = start + 2
        while let dash = html.firstOffset(of: UInt8(ascii: "-"), in: dashes..<html.count) {
            if html.has("-->", at: dash) { return dash + 3 }
            dashes = dash + 1
        }
        return nil
    }

    /// Gives a `<details>` that begins with something else the summary it must have.
    private mutating func giveSummary(to output: inout [UInt8]) {
        guard awaitsSummary else { return }
        output.append("<summary>Details</summary>")
        awaitsSummary = false
    }

    /// Closes what was opened at `depth` or deeper: a tag never reaches beyond its block.
    mutating func close(at depth: Int, output: inout [UInt8]) {
        close(downTo: (open.lastIndex { $0.depth < depth } ?? -1) + 1, output: &output)
    }

    /// Closes what was opened since `count` tags were open.
    mutating func close(downTo count: Int, output: inout [UInt8]) {
        while open.count > count {
            output.append("</")
            output.append(contentsOf: open.removeLast().name.utf8)
            output.append(UInt8(ascii: ">"))
        }
    }

    var openCount: Int { open.count }
    var hasOpenTags: Bool { !open.isEmpty }

    private mutating func accept(_ tag: BareTag, isBlock: Bool, depth: Int) -> Bool {
        if tag.name == "br" { return !tag.isClosing }
        let isAllowed = RawHTMLFilter.inlineTags.contains(tag.name) || (isBlock && RawHTMLFilter.blockTags.contains(tag.name))
        guard isAllowed else { return false }
        if tag.isClosing {
            // A tag ends where it began: not inside an emphasis, a link or a list that began within it.
            guard let last = open.last, last.name == tag.name, last.depth == depth else { return false }
            open.removeLast()
            return true
        }
        if tag.name == "summary", !awaitsSummary { return false }
        awaitsSummary = tag.name == "details"
        open.append((tag.name, depth))
        return true
    }

    struct BareTag {
        var name: String
        var isClosing: Bool
        var end: Int
    }

    /// `<name>`, `</name>` or `<name/>` with nothing else inside.
    static func bareTag(_ html: SourceBytes, at start: Int) -> BareTag? {
        var index = start + 1
        let isClosing = index < html.count && html[index] == UInt8(ascii: "/")
        if isClosing { index += 1 }
        let nameStart = index
        while index < html.count, html[index].isLetter { index += 1 }
        guard index > nameStart, index - nameStart <= 8 else { return nil }
        let name = html.text(nameStart..<index).lowercased()
        while index < html.count, html[index] == .space { index += 1 }
        if index < html.count, html[index] == UInt8(ascii: "/"), name == "br" { index += 1 }
        guard index < html.count, html[index] == UInt8(ascii: ">") else { return nil }
        return BareTag(name: name, isClosing: isClosing, end: index + 1)
    }
}
