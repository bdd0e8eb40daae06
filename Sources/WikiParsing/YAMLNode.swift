// A value of YAML with its place: what the readers of front matter and settings look at.
import WikiModel
import Yams

/// A value of YAML. Every scalar is a text: the schema gives the types, not YAML's guesses.
struct YAMLNode: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        case scalar(String, ScalarStyle)
        case sequence([YAMLNode])
        case mapping([YAMLPair], isInBraces: Bool)
    }

    enum ScalarStyle: Equatable, Sendable {
        case plain
        case quoted
        /// Below its key, after `|` or `>`.
        case block
    }

    /// What YAML has and front matter may not.
    enum Refusal: Equatable, Sendable {
        case anchor
        case tag
    }

    var content: Content
    /// Where it stands in the file; a list or map where it begins.
    var range: SourceRange
    var refusal: Refusal?

    static let empty = YAMLNode(content: .mapping([], isInBraces: false), range: SourceRange(line: 1, columnUTF8: 1))

    /// The text of a scalar.
    var string: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    var isMapping: Bool {
        if case .mapping = content { return true }
        return false
    }
}

struct YAMLPair: Equatable, Sendable {
    var key: YAMLNode
    var value: YAMLNode
}

extension YAMLNode {
    /// A node of Yams, whose parser must still live: nodes hold their anchors weakly. Recursion is bounded by
    /// `InputLimits.frontMatterDepth`.
    init(_ node: Node, _ lines: YAMLLines) {
        range = lines.range(of: node)
        refusal = node.hasAnchor ? .anchor : node.hasExplicitTag ? .tag : nil
        switch node {
        case .scalar(let scalar):
            let style: ScalarStyle =
                switch scalar.style {
                case .doubleQuoted, .singleQuoted: .quoted
                case .literal, .folded: .block
                default: .plain
                }
            content = .scalar(scalar.string, style)
        case .sequence(let sequence): content = .sequence(sequence.map { YAMLNode($0, lines) })
        case .mapping(let mapping):
            content = .mapping(
                mapping.map { YAMLPair(key: YAMLNode($0.key, lines), value: YAMLNode($0.value, lines)) },
                isInBraces: lines.byte(at: range.start) == UInt8(ascii: "{"))
        case .alias: content = .scalar("", .plain)
        }
    }
}

extension Node {
    fileprivate var hasAnchor: Bool {
        switch self {
        case .scalar(let scalar): scalar.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .alias: true
        }
    }

    /// Whether the author wrote a tag. Quoted scalars come with YAML's "non-specific" tag, which is none.
    fileprivate var hasExplicitTag: Bool {
        let tag: Tag
        switch self {
        case .scalar(let scalar): tag = scalar.tag
        case .mapping(let mapping): tag = mapping.tag
        case .sequence(let sequence): tag = sequence.tag
        case .alias: return false
        }
        let name = tag.description
        return !name.isEmpty && name != Tag.Name.nonSpecific.rawValue && name != Tag.Name.implicit.rawValue
            && name != Tag.Name.str.rawValue && name != Tag.Name.map.rawValue && name != Tag.Name.seq.rawValue
    }
}
