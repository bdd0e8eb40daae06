// Reading cmark's nodes: their texts, and which of its extensions made them.
import CCMarkGFM

/// A node of cmark's tree, valid while the tree stands.
typealias MarkdownNode = OpaquePointer

extension MarkdownRenderer {
    /// The literal of a node, valid while the tree stands.
    static func literal(_ node: MarkdownNode) -> SourceBytes {
        guard let literal = cmark_node_get_literal(node) else { return SourceBytes(start: nil, count: 0) }
        return bytes(literal)
    }

    static func bytes(_ text: UnsafePointer<CChar>) -> SourceBytes {
        let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        return SourceBytes(start: start, count: cmarkLength(text))
    }

    /// The nodes that hold no others (cmark's `S_is_leaf`).
    static func isLeaf(_ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_TEXT, CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
            CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK:
            true
        default: false
        }
    }
}

/// The nodes of cmark's extensions. Their numbers are not public; their names are.
enum ExtensionNode {
    case table, row, cell, strikethrough, task, other

    init(_ node: MarkdownNode) {
        guard let text = cmark_node_get_type_string(node) else {
            self = .other
            return
        }
        let name = MarkdownRenderer.bytes(text)
        func isNamed(_ text: StaticString) -> Bool { name.count == text.utf8CodeUnitCount && name.has(text, at: 0) }
        self =
            isNamed("table_cell") ? .cell
            : isNamed("table_row") || isNamed("table_header") ? .row
            : isNamed("table") ? .table : isNamed("strikethrough") ? .strikethrough : isNamed("tasklist") ? .task : .other
    }
}

/// The length of a C string.
func cmarkLength(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    // Four bytes to a turn: all words of an entry are measured.
    while true {
        for offset in 0..<4 where text[length &+ offset] == 0 { return length &+ offset }
        length &+= 4
    }
}
