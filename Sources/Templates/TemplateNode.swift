// A template after parsing: a tree of text, values, sections, partials and blocks.

/// A name as it is written in a tag: `a`, `a.b.c`, or `.` for the value itself.
struct TemplatePath: Sendable {
    var text: String
    /// Hashes of the parts; empty for `.`.
    var parts: [UInt64]
    var place: TemplatePlace

    init(_ text: String, _ place: TemplatePlace) {
        self.text = text
        self.place = place
        parts = text == "." ? [] : text.split(separator: ".").map { TemplateName.hash($0) }
    }
}

/// A part of a template. `startsLine` says that the part is the first of its line, where indentation goes.
enum TemplateNode: Sendable {
    case text([UInt8], startsLine: Bool)
    /// `isRaw`: written `{{{name}}}` or `{{&name}}`.
    case value(TemplatePath, isRaw: Bool, startsLine: Bool)
    case section(TemplatePath, isInverted: Bool, [TemplateNode])
    /// The number of a template, or -1 for one that does not exist; its lines are indented by `indent`.
    case partial(Int, indent: [UInt8], place: TemplatePlace)
    /// A block that templates which inherit may replace; a replacement's lines are indented by `indent`.
    case block(UInt64, [TemplateNode], indent: [UInt8])
    case parent(Int, blocks: [UInt64: [TemplateNode]], indent: [UInt8], place: TemplatePlace)
}

extension TemplateNode {
    /// The same, as the first of its line or within one.
    func at(startOfLine startsLine: Bool) -> TemplateNode {
        switch self {
        case .text(let bytes, _): .text(bytes, startsLine: startsLine)
        case .value(let path, let isRaw, _): .value(path, isRaw: isRaw, startsLine: startsLine)
        default: self
        }
    }
}

extension [TemplateNode] {
    /// The white space at the start of the first line.
    var intrinsicIndent: [UInt8] {
        switch first {
        case .text(let bytes, startsLine: true): [UInt8](bytes.prefix { $0 == 0x20 || $0 == 0x09 })
        case .block(_, _, let indent): indent
        default: []
        }
    }

    /// The same lines with `indent` taken away from their start.
    func dedented(by indent: [UInt8]) -> [TemplateNode] {
        if indent.isEmpty { return self }
        return map { node in
            switch node {
            case .text(let bytes, let startsLine):
                .text(dedent(bytes, indent, startsLine: startsLine), startsLine: startsLine)
            case .section(let path, let isInverted, let children):
                .section(path, isInverted: isInverted, children.dedented(by: indent))
            case .block(let name, let children, let own):
                .block(name, children.dedented(by: indent), indent: own.starts(with: indent) ? [UInt8](own.dropFirst(indent.count)) : own)
            default: node
            }
        }
    }

    private func dedent(_ bytes: [UInt8], _ indent: [UInt8], startsLine: Bool) -> [UInt8] {
        var output: [UInt8] = []
        var rest = bytes[...]
        var isLineStart = startsLine
        while !rest.isEmpty {
            if isLineStart, rest.starts(with: indent) { rest = rest.dropFirst(indent.count) }
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            output += rest[rest.startIndex..<end]
            rest = rest[end...]
            isLineStart = true
        }
        return output
    }
}
