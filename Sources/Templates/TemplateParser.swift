// From the text of a template to its tree, by the Mustache specification (mustache/spec 1.4).

/// Parses one template. Goes on after an error, so that all are reported at once.
struct TemplateParser {
    /// Sections deeper than this are refused: rendering follows them by recursion.
    static let deepestNesting = 100
    /// A section of this name is a phrase, which a base may say in other words.
    private static let phraseName = "_"

    private var text: TemplateText
    private let file: String
    /// The number of a template by its name; `nil` for an unknown one.
    private let template: (String) -> Int?
    private let names: [String]
    /// All names that values have on any page; `nil` when that is not known.
    private let knownNames: Set<String>?
    private let reportsUnknown: Bool
    /// What is said for phrases.
    private let wording: [String: String]

    private(set) var phrases: [TemplatePhrase] = []
    private(set) var errors: [TemplateError] = []
    private var frames: [Frame] = []
    private var open: [UInt8] = Array("{{".utf8)
    private var close: [UInt8] = Array("}}".utf8)

    /// A section, block or parent whose end has not come yet.
    private struct Frame {
        enum Kind { case root, section, inverted, block, parent, phrase }
        var kind: Kind
        var name = ""
        var place = TemplatePlace(line: 1, columnUTF8: 1)
        var nodes: [TemplateNode] = []
        /// The opening tag stood alone on its line.
        var isStandalone = false
        /// Nothing, not even white space, stands before the opening tag of a phrase on its line.
        var startsLine = false
        /// White space before the opening tag, if nothing else stood there.
        var indent: [UInt8] = []
        var blocks: [UInt64: [TemplateNode]] = [:]
        /// What is said for a phrase, if other words are.
        var words: [TemplateNode]?
    }

    init(
        _ source: [UInt8], file: String, names: [String], knownNames: Set<String>?, reportsUnknown: Bool, wording: [String: String],
        template: @escaping (String) -> Int?
    ) {
        text = TemplateText(source)
        self.file = file
        self.names = names
        self.knownNames = knownNames
        self.reportsUnknown = reportsUnknown
        self.wording = wording
        self.template = template
    }

    /// Parses all of it.
    mutating func parse() -> [TemplateNode] {
        frames = [Frame(kind: .root)]
        while !text.isAtEnd, let tag = text.find(open, from: text.position) { readTag(at: tag) }
        addText(upTo: text.bytes.count)
        while frames.count > 1 {
            let frame = frames.removeLast()
            report(frame.place, "\"{{\(sigil(frame.kind))\(frame.name)}}\" is never closed")
        }
        return frames[0].nodes
    }

    // MARK: Text

    private mutating func addText(upTo end: Int) {
        guard end > text.position else { return }
        append(.text(Array(text.bytes[text.position..<end]), startsLine: text.startsLine(text.position)))
        text.advance(to: end)
    }

    private mutating func append(_ node: TemplateNode) { frames[frames.count - 1].nodes.append(node) }

    // MARK: Tags

    private mutating func readTag(at start: Int) {
        let (place, lineStart) = text.place(of: start)
        let inner = start + open.count
        let sign = inner < text.bytes.count ? text.bytes[inner] : 0
        let ending = sign == UInt8(ascii: "{") ? Array("}".utf8) + close : sign == UInt8(ascii: "=") ? Array("=".utf8) + close : close
        guard let end = text.find(ending, from: inner + (sign == UInt8(ascii: "=") ? 1 : 0)) else {
            report(place, "tag is never closed; \"\(String(decoding: ending, as: UTF8.self))\" is missing")
            addText(upTo: text.bytes.count)
            return
        }
        let hasSign = "#^/>!&{=<$".utf8.contains(sign)
        let name = text.trimmed((inner + (hasSign ? 1 : 0))..<end)
        let after = end + ending.count
        let opensLine = text.isBlank(lineStart..<start)
        let lineEnd = opensLine || frames[frames.count - 1].kind == .parent ? text.blankLineEnd(from: after) : nil
        let tag = Tag(
            sign: hasSign ? sign : 0, name: name, place: place, range: start..<after, lineStart: lineStart, opensLine: opensLine,
            lineEnd: lineEnd)
        handle(tag)
    }

    private struct Tag {
        var sign: UInt8
        var name: String
        var place: TemplatePlace
        var range: Range<Int>
        var lineStart: Int
        /// Nothing but white space stands before the tag on its line.
        var opensLine: Bool
        /// The offset after the line, if nothing but white space follows.
        var lineEnd: Int?

        var isStandalone: Bool { opensLine && lineEnd != nil }
    }

    private mutating func handle(_ tag: Tag) {
        if tag.name.isEmpty, tag.sign != UInt8(ascii: "!"), tag.sign != UInt8(ascii: "=") { report(tag.place, "tag has no name") }
        switch tag.sign {
        case UInt8(ascii: "!"): pass(tag)
        case UInt8(ascii: "="):
            pass(tag)
            setDelimiters(tag)
        case UInt8(ascii: "#") where tag.name == TemplateParser.phraseName: openPhrase(tag)
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
            pass(tag)
            push(Frame(kind: tag.sign == UInt8(ascii: "#") ? .section : .inverted, name: tag.name, place: tag.place))
        case UInt8(ascii: "/"): closeFrame(tag)
        case UInt8(ascii: ">"):
            let indent = tag.isStandalone ? Array(text.bytes[tag.lineStart..<tag.range.lowerBound]) : []
            pass(tag)
            append(.partial(number(of: tag.name, tag.place), indent: indent, place: tag.place))
        case UInt8(ascii: "<"):
            // The tag may stand alone together with its end; that shows when the end comes.
            addText(upTo: tag.range.lowerBound)
            text.advance(to: tag.range.upperBound)
            push(Frame(kind: .parent, name: tag.name, place: tag.place, isStandalone: tag.opensLine,
                indent: tag.opensLine ? Array(text.bytes[tag.lineStart..<tag.range.lowerBound]) : []))
        case UInt8(ascii: "$"): openBlock(tag)
        default:
            let isRaw = tag.sign != 0
            addText(upTo: tag.range.lowerBound)
            let startsLine = tag.range.lowerBound == tag.lineStart
            if let path = path(tag.name, tag.place) { append(.value(path, isRaw: isRaw, startsLine: startsLine)) }
            text.advance(to: tag.range.upperBound)
        }
    }

    /// Passes over a tag; if it stands alone, over its whole line.
    private mutating func pass(_ tag: Tag) {
        if tag.isStandalone, let end = tag.lineEnd {
            addText(upTo: tag.lineStart)
            text.advance(to: end)
        } else {
            addText(upTo: tag.range.lowerBound)
            text.advance(to: tag.range.upperBound)
        }
    }

    private mutating func push(_ frame: Frame) {
        if frames.count == TemplateParser.deepestNesting {
            report(frame.place, "sections are nested more than \(TemplateParser.deepestNesting) deep")
        }
        // Deeper frames are followed so that their ends match, and cut off in the tree.
        frames.append(frame)
    }

    private mutating func openBlock(_ tag: Tag) {
        let inParent = frames[frames.count - 1].kind == .parent
        var frame = Frame(kind: .block, name: tag.name, place: tag.place)
        frame.isStandalone = (tag.opensLine || inParent) && tag.lineEnd != nil
        frame.indent = tag.opensLine ? Array(text.bytes[tag.lineStart..<tag.range.lowerBound]) : []
        if frame.isStandalone, let end = tag.lineEnd {
            addText(upTo: tag.opensLine ? tag.lineStart : tag.range.lowerBound)
            text.advance(to: end)
        } else {
            addText(upTo: tag.range.lowerBound)
            text.advance(to: tag.range.upperBound)
        }
        push(frame)
    }

    /// Begins a phrase. Its own words are parsed in any case, so that slips in them have their place.
    private mutating func openPhrase(_ tag: Tag) {
        addText(upTo: tag.range.lowerBound)
        text.advance(to: tag.range.upperBound)
        var frame = Frame(kind: .phrase, name: tag.name, place: tag.place, startsLine: tag.range.lowerBound == tag.lineStart)
        if let end = text.find(open + Array("/\(TemplateParser.phraseName)".utf8) + close, from: text.position) {
            let source = text.string(text.position..<end)
            do throws(TemplatePhrase.Slip) {
                let phrase = try TemplatePhrase(
                    source, open: String(decoding: open, as: UTF8.self), close: String(decoding: close, as: UTF8.self))
                phrases.append(phrase)
                frame.words = words(for: phrase)
            } catch {
                report(tag.place, error.message)
            }
        }
        push(frame)
    }

    /// What is said for a phrase, parsed; `nil` where nothing is, or what does not fit.
    private func words(for phrase: TemplatePhrase) -> [TemplateNode]? {
        guard let words = wording[phrase.text], phrase.problem(in: words) == nil else { return nil }
        var parser = TemplateParser(
            Array(phrase.source(saying: words).utf8), file: file, names: names, knownNames: knownNames, reportsUnknown: reportsUnknown,
            wording: [:], template: template)
        (parser.open, parser.close) = (open, close)
        return parser.parse()
    }

    private mutating func closeFrame(_ tag: Tag) {
        guard frames.count > 1, let frame = frames.last, frame.name == tag.name else {
            let opened = frames.count > 1 ? frames[frames.count - 1] : nil
            pass(tag)
            if let opened {
                report(
                    tag.place,
                    "\"{{/\(tag.name)}}\" closes nothing; \"{{\(sigil(opened.kind))\(opened.name)}}\" of line \(opened.place.line) is open",
                    suggestion: opened.name)
            } else {
                report(tag.place, "\"{{/\(tag.name)}}\" closes nothing")
            }
            return
        }
        if frame.kind == .parent {
            closeParent(tag, frame)
            return
        }
        pass(tag)
        let nodes = frames.removeLast().nodes
        if frames.count >= TemplateParser.deepestNesting { return }
        switch frame.kind {
        case .section, .inverted:
            if let path = path(frame.name, frame.place) { append(.section(path, isInverted: frame.kind == .inverted, nodes)) }
        case .block: closeBlock(frame, nodes)
        case .phrase:
            let nodes = frame.words ?? nodes
            for node in nodes.prefix(1) { append(node.at(startOfLine: frame.startsLine)) }
            for node in nodes.dropFirst() { append(node) }
        case .parent, .root: break
        }
    }

    private mutating func closeBlock(_ frame: Frame, _ nodes: [TemplateNode]) {
        let name = TemplateName.hash(frame.name)
        if frames[frames.count - 1].kind == .parent {
            let dedented = frame.isStandalone ? nodes.dedented(by: nodes.intrinsicIndent) : nodes
            frames[frames.count - 1].blocks[name] = dedented
        } else {
            let indent = frame.isStandalone && !nodes.isEmpty ? nodes.intrinsicIndent : frame.indent
            append(.block(name, nodes, indent: indent))
        }
    }

    private mutating func closeParent(_ tag: Tag, _ frame: Frame) {
        // Text inside a parent is not shown.
        text.advance(to: tag.range.upperBound)
        let blocks = frames.removeLast().blocks
        let end = frame.isStandalone ? text.blankLineEnd(from: tag.range.upperBound) : nil
        var indent: [UInt8] = []
        if let end {
            indent = frame.indent
            // The indentation was taken for text; each line of the parent gets it instead.
            if !indent.isEmpty, case .text(let bytes, let startsLine)? = frames[frames.count - 1].nodes.last {
                frames[frames.count - 1].nodes[frames[frames.count - 1].nodes.count - 1] =
                    .text(Array(bytes.dropLast(indent.count)), startsLine: startsLine)
            }
            text.advance(to: end)
        }
        if frames.count >= TemplateParser.deepestNesting { return }
        append(.parent(number(of: frame.name, frame.place), blocks: blocks, indent: indent, place: frame.place))
    }

    /// The path of a value; `nil` with a report when no page has one of its names.
    private mutating func path(_ text: String, _ place: TemplatePlace) -> TemplatePath? {
        if let knownNames {
            var parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            if let index = parts.firstIndex(where: { !$0.isEmpty && !knownNames.contains($0) }) {
                let nearest = nearestName(to: parts[index], among: knownNames)
                if let nearest { parts[index] = nearest }
                let suggestion = nearest == nil ? nil : parts.joined(separator: ".")
                report(place, TemplateError.noValue(text, nearest: suggestion), suggestion: suggestion)
                return nil
            }
        }
        return TemplatePath(text, place)
    }

    private mutating func number(of name: String, _ place: TemplatePlace) -> Int {
        if let number = template(name) { return number }
        if reportsUnknown {
            let nearest = nearestName(to: name, among: names)
            report(
                place, "there is no template \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""), suggestion: nearest)
        }
        return -1
    }

    private mutating func setDelimiters(_ tag: Tag) {
        let parts = tag.name.utf8.split(whereSeparator: { $0 <= 0x20 }).map(Array.init)
        guard parts.count == 2, !parts[0].contains(UInt8(ascii: "=")), !parts[1].contains(UInt8(ascii: "=")) else {
            report(tag.place, "delimiters are set as in {{=<% %>=}}")
            return
        }
        (open, close) = (parts[0], parts[1])
    }

    private func sigil(_ kind: Frame.Kind) -> String {
        switch kind {
        case .root: ""
        case .section, .phrase: "#"
        case .inverted: "^"
        case .block: "$"
        case .parent: "<"
        }
    }

    private mutating func report(_ place: TemplatePlace, _ message: String, suggestion: String? = nil) {
        guard errors.count < 50 else { return }
        errors.append(
            TemplateError(
                file: file, line: Int(place.line), columnUTF8: Int(place.columnUTF8), message: message, suggestion: suggestion))
    }
}
