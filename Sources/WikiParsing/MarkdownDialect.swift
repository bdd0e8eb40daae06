// Which Markdown is rendered: the wiki's own, or plain GitHub-flavoured Markdown for its specification.

/// What the renderer does beyond the specification.
enum MarkdownDialect {
    /// Entries: wiki syntax, anchors, callouts, checked addresses, raw HTML but for a few tags escaped.
    case wiki
    /// The GFM specification to the letter, raw HTML included: for its test suite.
    case gfm
}
