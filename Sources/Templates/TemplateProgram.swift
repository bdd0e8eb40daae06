// Parsed templates as one flat list of steps: what rendering reads, without following a tree or counting references.

/// One step of rendering. A plain value: the tree of a template costs a reference count for every node that is looked at,
/// and threads that render at the same time contend for each of them.
struct TemplateStep: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        case text
        case value
        case section
        case inverted
        case partial
        case block
        case parent
        /// What a parent's block is replaced by; stands only among the inner steps of a parent.
        case replacement
    }

    var kind: Kind
    /// A value: written `{{{name}}}` or `{{&name}}`.
    var isRaw = false
    /// The step is the first of its line, where indentation goes.
    var startsLine = false
    /// Text: its bytes. Partial, block and parent: the white space by which each line is indented.
    var bytes = TemplateSpan.empty
    /// Value and section: the hashes of the path's parts.
    var parts = TemplateSpan.empty
    /// Value and section: the number of the path. Partial and parent: the number of the template, or -1.
    var number: Int32 = 0
    /// Block and replacement: the hash of its name.
    var name: UInt64 = 0
    /// The step after this one and everything in it.
    var end: Int32 = 0
    /// Partial and parent: where the tag stands.
    var place = TemplatePlace(line: 1, columnUTF8: 1)
}

/// A stretch of one of a program's tables.
struct TemplateSpan: BitwiseCopyable, Sendable {
    var start: Int32
    var end: Int32

    static let empty = TemplateSpan(start: 0, end: 0)
    var isEmpty: Bool { start == end }
    var range: Range<Int> { Int(start)..<Int(end) }
}

/// All templates of a library.
struct TemplateProgram: Sendable {
    private(set) var steps: [TemplateStep] = []
    /// Text and indentation of all steps.
    private(set) var bytes: [UInt8] = []
    /// Hashes of the parts of all paths.
    private(set) var parts: [UInt64] = []
    /// For errors.
    private(set) var paths: [TemplatePath] = []
    /// The steps of each template.
    private(set) var templates: [Range<Int>] = []

    init(_ trees: [[TemplateNode]]) {
        for tree in trees {
            let start = steps.count
            add(tree)
            templates.append(start..<steps.count)
        }
    }

    /// Adds nodes; recursion is bounded by `TemplateParser.deepestNesting`.
    private mutating func add(_ nodes: [TemplateNode]) {
        for node in nodes {
            switch node {
            case .text(let text, let startsLine):
                add(TemplateStep(kind: .text, startsLine: startsLine, bytes: span(text)))
            case .value(let path, let isRaw, let startsLine):
                add(withPath(path, TemplateStep(kind: .value, isRaw: isRaw, startsLine: startsLine)))
            case .section(let path, let isInverted, let children):
                add(withPath(path, TemplateStep(kind: isInverted ? .inverted : .section))) { $0.add(children) }
            case .partial(let number, let indent, let place):
                add(TemplateStep(kind: .partial, bytes: span(indent), number: Int32(number), place: place))
            case .block(let name, let children, let indent):
                add(TemplateStep(kind: .block, bytes: span(indent), name: name)) { $0.add(children) }
            case .parent(let number, let blocks, let indent, let place):
                add(TemplateStep(kind: .parent, bytes: span(indent), number: Int32(number), place: place)) { program in
                    for (name, children) in blocks {
                        program.add(TemplateStep(kind: .replacement, name: name)) { $0.add(children) }
                    }
                }
            }
        }
    }

    private mutating func add(_ step: TemplateStep, inner: (inout TemplateProgram) -> Void = { _ in }) {
        let index = steps.count
        steps.append(step)
        inner(&self)
        steps[index].end = Int32(steps.count)
    }

    private mutating func span(_ text: [UInt8]) -> TemplateSpan {
        let start = Int32(bytes.count)
        bytes += text
        return TemplateSpan(start: start, end: Int32(bytes.count))
    }

    private mutating func withPath(_ path: TemplatePath, _ step: TemplateStep) -> TemplateStep {
        var step = step
        let start = Int32(parts.count)
        parts += path.parts
        step.parts = TemplateSpan(start: start, end: Int32(parts.count))
        step.number = Int32(paths.count)
        paths.append(path)
        return step
    }
}
