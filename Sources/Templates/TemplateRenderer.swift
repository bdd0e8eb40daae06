// From a library of templates and values to bytes.
import Bytes

/// The state of one rendering.
struct TemplateRenderer {
    /// Templates may include each other this deep.
    static let deepestInclusion = 64
    /// A page of more parts than this does not end: partials that call each other twice double with each step.
    static let mostSteps = 10_000_000

    private let library: TemplateLibrary
    /// The library's tables, borrowed for the time of one rendering.
    private let steps: UnsafeBufferPointer<TemplateStep>
    private let bytes: UnsafeBufferPointer<UInt8>
    private let parts: UnsafeBufferPointer<UInt64>
    /// Values whose names are seen, innermost last.
    private var context: [TemplateValue]
    /// The objects among them, with their places. Looking a name up goes through them, and would count a reference to each;
    /// `context` holds them for as long as they stand here.
    private var objects: [(place: Int, object: Unmanaged<TemplateObject>)] = []
    /// Parents whose blocks replace those of the templates below, outermost first, by their steps, and the templates in which they
    /// stand: the outermost template that replaces a block has the last word.
    private var replacements: [(parent: Int, template: Int)] = []
    private var indent: [UInt8] = []
    /// Numbers of the templates being rendered, each included by the one before.
    private var including: [Int] = []
    /// The same, and those whose blocks stand in the place of another's: where errors are.
    private var written: [Int] = []
    private var stepCount = 0

    /// Renders a template of the library.
    static func render(_ number: Int, of library: TemplateLibrary, _ context: [TemplateValue], into output: inout ByteBuffer)
        throws(TemplateError)
    {
        // Borrowed once for a page: looking a step up in an array counts references to what all threads share.
        try library.program.steps.withUnsafeBufferPointer { (steps) throws(TemplateError) in
            try library.program.bytes.withUnsafeBufferPointer { (bytes) throws(TemplateError) in
                try library.program.parts.withUnsafeBufferPointer { (parts) throws(TemplateError) in
                    var renderer = TemplateRenderer(library: library, steps: steps, bytes: bytes, parts: parts, context: [])
                    for value in context { renderer.push(value) }
                    try renderer.renderTemplate(number, indent: .empty, place: nil, into: &output)
                }
            }
        }
    }

    private mutating func renderTemplate(_ number: Int, indent more: TemplateSpan, place: TemplatePlace?, into output: inout ByteBuffer)
        throws(TemplateError)
    {
        if number < 0 { return }
        if including.count == TemplateRenderer.deepestInclusion {
            throw error(place ?? TemplatePlace(line: 1, columnUTF8: 1), "templates include each other more than \(including.count) deep")
        }
        including.append(number)
        written.append(number)
        indent += bytes[more.range]
        try render(library.program.templates[number], into: &output)
        indent.removeLast(more.range.count)
        written.removeLast()
        including.removeLast()
    }

    private mutating func render(_ range: Range<Int>, into output: inout ByteBuffer) throws(TemplateError) {
        var index = range.lowerBound
        while index < range.upperBound {
            stepCount += 1
            if stepCount > TemplateRenderer.mostSteps {
                throw error(TemplatePlace(line: 1, columnUTF8: 1), "the page has more than \(TemplateRenderer.mostSteps) parts; do templates include each other?")
            }
            let step = steps[index]
            let inner = (index + 1)..<Int(step.end)
            switch step.kind {
            case .text: appendText(step, to: &output)
            case .value:
                if step.startsLine, !indent.isEmpty { beginLine(&output) }
                try show(step, into: &output)
            case .section, .inverted: try renderSection(step, inner, into: &output)
            case .partial:
                // A partial sees no replacements of the template that calls it.
                let outer = replacements
                replacements = []
                try renderTemplate(Int(step.number), indent: step.bytes, place: step.place, into: &output)
                replacements = outer
            case .block: try renderBlock(step, inner, into: &output)
            case .parent:
                replacements.append((index, written.last ?? Int(step.number)))
                try renderTemplate(Int(step.number), indent: step.bytes, place: step.place, into: &output)
                replacements.removeLast()
            case .replacement: break
            }
            index = Int(step.end)
        }
    }

    private mutating func renderBlock(_ block: TemplateStep, _ inner: Range<Int>, into output: inout ByteBuffer)
        throws(TemplateError)
    {
        for (level, replacing) in replacements.enumerated() {
            guard let replacement = replacement(of: block.name, in: replacing.parent) else { continue }
            // Blocks in a replacement belong to templates further out: with its own level it would replace itself for ever.
            let outer = replacements
            replacements.removeSubrange(level...)
            indent += bytes[block.bytes.range]
            written.append(replacing.template)
            try render(replacement, into: &output)
            written.removeLast()
            indent.removeLast(block.bytes.range.count)
            replacements = outer
            return
        }
        try render(inner, into: &output)
    }

    /// The steps by which a parent replaces the blocks of a name.
    private func replacement(of name: UInt64, in parent: Int) -> Range<Int>? {
        var index = parent + 1
        while index < Int(steps[parent].end) {
            if steps[index].name == name { return (index + 1)..<Int(steps[index].end) }
            index = Int(steps[index].end)
        }
        return nil
    }

    private mutating func renderSection(_ section: TemplateStep, _ inner: Range<Int>, into output: inout ByteBuffer)
        throws(TemplateError)
    {
        let value = try lookup(section)
        if section.kind == .inverted {
            if !value.isTruthy { try render(inner, into: &output) }
            return
        }
        guard value.isTruthy else { return }
        switch value {
        case .list(let list):
            for element in list {
                push(element)
                try render(inner, into: &output)
                pop()
            }
        case .flag, .absent: try render(inner, into: &output)
        default:
            push(value)
            try render(inner, into: &output)
            pop()
        }
    }

    // MARK: Values

    private mutating func push(_ value: TemplateValue) {
        if case .object(let object) = value { objects.append((context.count, Unmanaged.passUnretained(object))) }
        context.append(value)
    }

    private mutating func pop() {
        if objects.last?.place == context.count - 1 { objects.removeLast() }
        context.removeLast()
    }

    private func show(_ step: TemplateStep, into output: inout ByteBuffer) throws(TemplateError) {
        switch try lookup(step) {
        case .absent: break
        case .html(let bytes): output.append(contentsOf: bytes)
        case .writer(let write): write(&output)
        case .text(var text):
            try checkRaw(step)
            text.withUTF8 { bytes in
                if step.isRaw { output.append(contentsOf: bytes) } else { TemplateEscaping.append(bytes, to: &output) }
            }
        case .bytes(let bytes):
            try checkRaw(step)
            bytes.withUnsafeBufferPointer { bytes in
                if step.isRaw { output.append(contentsOf: bytes) } else { TemplateEscaping.append(bytes, to: &output) }
            }
        case .flag(let flag): output.add(flag ? "true" : "false")
        case .list, .object:
            if library.unknownNames == .report {
                let path = path(of: step)
                throw error(path.place, "\"\(path.text)\" is a list or an object; show it with {{#\(path.text)}}")
            }
        }
    }

    /// Only the program says what is HTML.
    private func checkRaw(_ step: TemplateStep) throws(TemplateError) {
        if step.isRaw, library.unknownNames == .report {
            let path = path(of: step)
            throw error(path.place, "\"\(path.text)\" is text and must be escaped; write {{\(path.text)}}")
        }
    }

    private func path(of step: TemplateStep) -> TemplatePath { library.program.paths[Int(step.number)] }

    /// The value of a name: the innermost object that has the first part, then the other parts inside it.
    private func lookup(_ step: TemplateStep) throws(TemplateError) -> TemplateValue {
        guard !step.parts.isEmpty else { return context.last ?? .absent }
        let first = parts[Int(step.parts.start)]
        var index = objects.count
        while index > 0 {
            index -= 1
            guard var value = objects[index].object._withUnsafeGuaranteedRef({ $0.value(first) }) else { continue }
            for part in step.parts.range.dropFirst() {
                // What is not there has no parts either.
                if case .absent = value { return .absent }
                guard case .object(let inner) = value, let next = inner.value(parts[part]) else {
                    return try unknown(path(of: step))
                }
                value = next
            }
            return value
        }
        return try unknown(path(of: step))
    }

    private func unknown(_ path: TemplatePath) throws(TemplateError) -> TemplateValue {
        if library.unknownNames == .empty { return .absent }
        var known: [String] = []
        for case .object(let object) in context { known += object.shape.names }
        let nearest = nearestName(to: path.text, among: known)
        throw error(path.place, TemplateError.noValue(path.text, nearest: nearest), suggestion: nearest)
    }

    private func error(_ place: TemplatePlace, _ message: String, suggestion: String? = nil) -> TemplateError {
        let file = written.last.map { library.files[$0] } ?? ""
        return TemplateError(
            file: file, line: Int(place.line), columnUTF8: Int(place.columnUTF8), message: message, suggestion: suggestion)
    }

    // MARK: Indentation

    /// Indents, if a line begins here.
    private func beginLine(_ output: inout ByteBuffer) {
        if output.isEmpty || output.last == 0x0A { output.append(contentsOf: indent) }
    }

    private func appendText(_ step: TemplateStep, to output: inout ByteBuffer) {
        let text = UnsafeBufferPointer(rebasing: bytes[step.bytes.range])
        if indent.isEmpty {
            output.append(contentsOf: text)
            return
        }
        var start = 0
        var isLineStart = step.startsLine
        while start < text.count {
            if isLineStart { beginLine(&output) }
            let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
            start = end
            isLineStart = true
        }
    }
}

enum TemplateEscaping {
    /// Appends text with the five characters of HTML's syntax as entities, by runs.
    static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer) {
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
            output.add(entity)
            clean = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<bytes.count]))
    }
}
