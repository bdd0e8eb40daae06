// From a parsed template and values to bytes.

/// The state of one rendering.
struct TemplateRenderer {
    /// Templates may include each other this deep.
    static let deepestInclusion = 64
    /// A page of more parts than this does not end: partials that call each other twice double with each step.
    static let mostSteps = 10_000_000

    let library: TemplateLibrary
    /// Values whose names are seen, innermost last.
    var context: [TemplateValue]
    /// Replacements of blocks, outermost first: the outermost template that replaces a block has the last word.
    private var replacements: [[UInt64: [TemplateNode]]] = []
    private var indent: [UInt8] = []
    /// Numbers of the templates being rendered, for places in errors.
    private var including: [Int] = []
    private var steps = 0

    init(library: TemplateLibrary, context: [TemplateValue]) {
        self.library = library
        self.context = context
    }

    mutating func renderTemplate(_ number: Int, indent more: [UInt8], place: TemplatePlace?, into output: inout [UInt8])
        throws(TemplateError)
    {
        if number < 0 { return }
        if including.count == TemplateRenderer.deepestInclusion {
            throw error(place ?? TemplatePlace(line: 1, columnUTF8: 1), "templates include each other more than \(including.count) deep")
        }
        including.append(number)
        indent += more
        try render(library.templates[number], into: &output)
        indent.removeLast(more.count)
        including.removeLast()
    }

    private mutating func render(_ nodes: [TemplateNode], into output: inout [UInt8]) throws(TemplateError) {
        steps += nodes.count
        if steps > TemplateRenderer.mostSteps {
            throw error(TemplatePlace(line: 1, columnUTF8: 1), "the page has more than \(TemplateRenderer.mostSteps) parts; do templates include each other?")
        }
        for node in nodes {
            switch node {
            case .text(let bytes, let startsLine):
                if indent.isEmpty { output.append(contentsOf: bytes) } else { appendIndented(bytes, startsLine, to: &output) }
            case .value(let path, let isRaw, let startsLine):
                if startsLine, !indent.isEmpty { beginLine(&output) }
                try show(path, isRaw: isRaw, into: &output)
            case .section(let path, let isInverted, let children):
                try renderSection(path, isInverted: isInverted, children, into: &output)
            case .partial(let number, let indent, let place):
                // A partial sees no replacements of the template that calls it.
                let outer = replacements
                replacements = []
                try renderTemplate(number, indent: indent, place: place, into: &output)
                replacements = outer
            case .block(let name, let children, let indent):
                try renderBlock(name, children, indent, into: &output)
            case .parent(let number, let blocks, let indent, let place):
                replacements.append(blocks)
                try renderTemplate(number, indent: indent, place: place, into: &output)
                replacements.removeLast()
            }
        }
    }

    private mutating func renderBlock(_ name: UInt64, _ children: [TemplateNode], _ more: [UInt8], into output: inout [UInt8])
        throws(TemplateError)
    {
        guard let level = replacements.firstIndex(where: { $0[name] != nil }), let replacement = replacements[level][name] else {
            try render(children, into: &output)
            return
        }
        // Blocks in a replacement belong to templates further out: with its own level it would replace itself for ever.
        let outer = replacements
        replacements.removeSubrange(level...)
        indent += more
        try render(replacement, into: &output)
        indent.removeLast(more.count)
        replacements = outer
    }

    private mutating func renderSection(
        _ path: TemplatePath, isInverted: Bool, _ children: [TemplateNode], into output: inout [UInt8]
    ) throws(TemplateError) {
        let value = try lookup(path)
        if isInverted {
            if !value.isTruthy { try render(children, into: &output) }
            return
        }
        guard value.isTruthy else { return }
        switch value {
        case .list(let list):
            for element in list {
                context.append(element)
                try render(children, into: &output)
                context.removeLast()
            }
        case .flag, .absent: try render(children, into: &output)
        default:
            context.append(value)
            try render(children, into: &output)
            context.removeLast()
        }
    }

    // MARK: Values

    private func show(_ path: TemplatePath, isRaw: Bool, into output: inout [UInt8]) throws(TemplateError) {
        switch try lookup(path) {
        case .absent: break
        case .html(let bytes): output.append(contentsOf: bytes)
        case .writer(let write): write(&output)
        case .text(var text):
            try checkRaw(isRaw, path)
            text.withUTF8 { bytes in
                if isRaw { output.append(contentsOf: bytes) } else { TemplateEscaping.append(bytes, to: &output) }
            }
        case .bytes(let bytes):
            try checkRaw(isRaw, path)
            bytes.withUnsafeBufferPointer { bytes in
                if isRaw { output.append(contentsOf: bytes) } else { TemplateEscaping.append(bytes, to: &output) }
            }
        case .flag(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
        case .list, .object:
            if library.unknownNames == .report {
                throw error(path.place, "\"\(path.text)\" is a list or an object; show it with {{#\(path.text)}}")
            }
        }
    }

    /// Only the program says what is HTML.
    private func checkRaw(_ isRaw: Bool, _ path: TemplatePath) throws(TemplateError) {
        if isRaw, library.unknownNames == .report {
            throw error(path.place, "\"\(path.text)\" is text and must be escaped; write {{\(path.text)}}")
        }
    }

    /// The value of a name: the innermost object that has the first part, then the other parts inside it.
    private func lookup(_ path: TemplatePath) throws(TemplateError) -> TemplateValue {
        guard let first = path.parts.first else { return context.last ?? .absent }
        var index = context.count
        while index > 0 {
            index -= 1
            guard case .object(let object) = context[index], var value = object.value(first) else { continue }
            for part in path.parts.dropFirst() {
                guard case .object(let inner) = value, let next = inner.value(part) else {
                    return try unknown(path)
                }
                value = next
            }
            return value
        }
        return try unknown(path)
    }

    private func unknown(_ path: TemplatePath) throws(TemplateError) -> TemplateValue {
        if library.unknownNames == .empty { return .absent }
        var known: [String] = []
        for case .object(let object) in context { known += object.shape.names }
        let nearest = nearestName(to: path.text, among: known)
        throw error(
            path.place, "no value is called \"\(path.text)\" here" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""),
            suggestion: nearest)
    }

    private func error(_ place: TemplatePlace, _ message: String, suggestion: String? = nil) -> TemplateError {
        let file = including.last.map { library.files[$0] } ?? ""
        return TemplateError(
            file: file, line: Int(place.line), columnUTF8: Int(place.columnUTF8), message: message, suggestion: suggestion)
    }

    // MARK: Indentation

    /// Indents, if a line begins here.
    private func beginLine(_ output: inout [UInt8]) {
        if output.isEmpty || output.last == 0x0A { output.append(contentsOf: indent) }
    }

    private func appendIndented(_ bytes: [UInt8], _ startsLine: Bool, to output: inout [UInt8]) {
        var rest = bytes[...]
        var isLineStart = startsLine
        while !rest.isEmpty {
            if isLineStart { beginLine(&output) }
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            output.append(contentsOf: rest[rest.startIndex..<end])
            rest = rest[end...]
            isLineStart = true
        }
    }
}

enum TemplateEscaping {
    /// Appends text with the five characters of HTML's syntax as entities, by runs.
    static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var clean = 0
        for index in 0..<bytes.count {
            let entity: StaticString
            switch bytes[index] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            case UInt8(ascii: "'"): entity = "&#39;"
            default: continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<index]))
            output.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
            clean = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<bytes.count]))
    }
}
