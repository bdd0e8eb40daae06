// cmark, ready to parse: with the extensions, and only those parts of its work that a text needs.
import CCMarkGFM

/// cmark with its extensions, ready to parse.
struct MarkdownParser {
    private let extensions: [OpaquePointer]
    /// The same without bare addresses.
    private let extensionsWithoutAddresses: [OpaquePointer]

    init() {
        cmark_gfm_core_extensions_ensure_registered()
        func find(_ names: [String]) -> [OpaquePointer] { names.compactMap { cmark_find_syntax_extension($0) } }
        extensions = find(["table", "strikethrough", "autolink", "tasklist"])
        extensionsWithoutAddresses = find(["table", "strikethrough", "tasklist"])
    }

    /// Parses prepared text and renders its tree.
    func render(_ input: RenderInput) -> MarkdownRenderer {
        var renderer = MarkdownRenderer(input)
        let needs = input.scan.prepared.withUnsafeBufferPointer { MarkdownNeeds($0) }
        MarkdownMemory.scope { memory in
            // One tilde stands for "about": "1~3 µm, 5~8 µm" deletes nothing.
            let options = CMARK_OPT_UNSAFE | (needs.footnotes ? CMARK_OPT_FOOTNOTES : 0)
                | (input.dialect == .wiki ? CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE : 0)
            guard let parser = cmark_parser_new_with_mem(options, memory) else { return }
            defer { cmark_parser_free(parser) }
            for syntax in needs.addresses ? extensions : extensionsWithoutAddresses {
                cmark_parser_attach_syntax_extension(parser, syntax)
            }
            input.scan.prepared.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
            }
            // The tree is not freed node by node: its memory goes back as a whole.
            if let document = cmark_parser_finish(parser) { renderer.render(document) }
        }
        return renderer
    }
}

/// Parts of cmark's work that a text can do without, since nothing in it can come of them.
private struct MarkdownNeeds {
    /// Bare addresses hold `://`, `www.` or `@` (GFM 0.29, section 6.9). For them cmark cuts texts at every "w" and ":", and goes
    /// over the tree twice more.
    private(set) var addresses = false
    /// Footnotes hold a `^`. For them cmark goes over the tree twice.
    private(set) var footnotes = false

    init(_ text: SourceBytes) {
        text.forEachOffset(in: 0..<text.count) { bytes in
            let isMark = bytes.matches(UInt8(ascii: "@")) .| bytes.matches(UInt8(ascii: "^")) .| bytes.matches(UInt8(ascii: "&"))
            return isMark .| bytes.matches(UInt8(ascii: ":")) .| bytes.matches(UInt8(ascii: "."))
        } _: { index in
            switch text[index] {
            case UInt8(ascii: ":"): if text.has("://", at: index) { addresses = true }
            case UInt8(ascii: "."): if text.has("www.", at: index - 3) { addresses = true }
            case UInt8(ascii: "@"): addresses = true
            case UInt8(ascii: "^"): footnotes = true
            // A character reference may stand for either.
            default: (addresses, footnotes) = (true, true)
            }
        }
    }
}

/// Renders plain GitHub-flavoured Markdown to HTML, to the letter of its specification.
func renderGFM(_ markdown: [UInt8]) -> [UInt8] {
    var scan = WikiScan()
    scan.prepared = markdown
    return markdown.withUnsafeBufferPointer { source in
        MarkdownParser().render(
            RenderInput(source: source, scan: scan, bodyLine: 1, dialect: .gfm)
        ).html
    }
}
