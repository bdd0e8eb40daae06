// Reports the identifiers of an entry that are wrong or badly written.
import WikiModel

/// Problems of an entry's DOI, PMID, PMCID, URL, ORCID iDs and `identifiers`, in the order of these fields.
///
/// A value or a scheme whose meaning is certain is a warning with a suggestion; anything else is an error.
public func identifierDiagnostics(of head: EntryHead, vocabulary: Vocabulary) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let metadata = head.metadata
    func check(_ value: String, _ scheme: IdentifierScheme, _ field: MetadataField, index: Int = 0) {
        guard !value.isEmpty else { return }
        let place = metadata.range(of: field, index: index)
        if let diagnostic = diagnostic(of: value, scheme, file: head.path, range: place) { found.append(diagnostic) }
    }
    if let paper = metadata.paper {
        check(paper.doi, .doi, .doi)
        check(paper.pmid, .pmid, .pmid)
        check(paper.pmcid, .pmcid, .pmcid)
        if let diagnostic = addressDiagnostic(of: paper.url, file: head.path, range: metadata.range(of: .url)) { found.append(diagnostic) }
        for (index, author) in paper.authors.enumerated() { check(author.orcid, .orcid, .orcid, index: index) }
    }
    var used: Set<String> = []
    for (index, identifier) in metadata.identifiers.enumerated() {
        let range = metadata.range(of: .identifier, index: index)
        let place = metadata.range(of: .identifierScheme, index: index) ?? range
        guard let scheme = vocabulary.scheme(named: identifier.scheme) else {
            if !vocabulary.isUnread(.identifiers) { found.append(unknownScheme(identifier.scheme, vocabulary, file: head.path, range: place)) }
            continue
        }
        if let diagnostic = diagnostic(ofScheme: identifier, scheme, of: metadata, file: head.path, range: place) { found.append(diagnostic) }
        if !used.insert(scheme.name).inserted {
            found.append(
                Diagnostic(
                    .identifierInvalid, file: head.path, range: place,
                    "\(scheme.name) stands twice, the second time as \(quoted(identifier.scheme)); each scheme has one value"))
        }
        if let diagnostic = diagnostic(of: identifier.value, scheme, file: head.path, range: range) { found.append(diagnostic) }
    }
    return found
}

private func unknownScheme(_ name: String, _ vocabulary: Vocabulary, file: String, range: SourceRange?) -> Diagnostic {
    let (clause, nearest) = didYouMean(name, among: vocabulary.schemeNames)
    return Diagnostic(
        .identifierInvalid, file: file, range: range,
        "\(quoted(name)) is not a known scheme of identifiers"
            + (nearest == nil ? "; `migrapedia explain identifier-invalid` lists them, and `identifiers` in site/vocabulary.yml adds others" : clause),
        suggestion: nearest.map { Suggestion(replacement: $0, of: name) })
}

/// A scheme that is written in other letters, or that has a key of its own; `nil` where it is as it should be.
private func diagnostic(
    ofScheme identifier: Identifier, _ scheme: KnownScheme, of metadata: EntryMetadata, file: String, range: SourceRange?
) -> Diagnostic? {
    var diagnostic: Diagnostic
    if metadata.paper != nil, case .ofTool(let scheme) = scheme, let key = scheme.keyOfPapers {
        diagnostic = Diagnostic(
            .identifierInvalid, file: file, range: range,
            "the \(key) of a paper has a key of its own; write a line \"\(key): \(identifier.value)\" without blanks before it, in the place of this one")
    } else if identifier.scheme != scheme.name {
        diagnostic = Diagnostic(
            .identifierInvalid, file: file, range: range, "the scheme \(quoted(identifier.scheme)) is written \(scheme.name)",
            suggestion: Suggestion(replacement: scheme.name, of: identifier.scheme, .safe))
    } else {
        return nil
    }
    diagnostic.severity = .warning
    return diagnostic
}

/// The problem of one identifier; `nil` where it is as it should be.
public func diagnostic(of value: String, _ scheme: IdentifierScheme, file: String, range: SourceRange?) -> Diagnostic? {
    diagnostic(of: value, .ofTool(scheme), file: file, range: range)
}

private func diagnostic(of value: String, _ scheme: KnownScheme, file: String, range: SourceRange?) -> Diagnostic? {
    switch scheme.check(value) {
    case .valid:
        return nil
    case .fixable(let normalised, let reason):
        var diagnostic = Diagnostic(
            .identifierInvalid, file: file, range: range,
            "\(scheme.name) \(quoted(value)) \(reason); write \(normalised)",
            suggestion: Suggestion(replacement: normalised, of: value, .safe))
        diagnostic.severity = .warning
        return diagnostic
    case .invalid(let reason):
        var diagnostic = Diagnostic(
            .identifierInvalid, file: file, range: range, "\(scheme.name) \(quoted(value)) \(reason)")
        // A short DOI leads to the paper, but equal papers cannot be found by it.
        if scheme == .ofTool(.doi), isShortDOI(value) { diagnostic.severity = .warning }
        return diagnostic
    }
}

/// Nothing links to an address of another kind than these two or with blanks, and other programs cannot use it.
private func addressDiagnostic(of url: String, file: String, range: SourceRange?) -> Diagnostic? {
    if url.isEmpty || WebAddress.isPlain(url) { return nil }
    let mended = WebAddress.mended(url)
    let problem = WebAddress.hasScheme(url) ? "holds a blank" : "does not begin with https:// or http://"
    var diagnostic = Diagnostic(
        .identifierInvalid, file: file, range: range,
        "URL \(quoted(url)) \(problem)" + (mended.map { "; write \($0)" } ?? ", so nothing links to it"),
        suggestion: mended.map { Suggestion(replacement: $0, of: url, .safe) })
    if mended != nil { diagnostic.severity = .warning }
    return diagnostic
}

/// The author's text in quotes, on one line and cut after 80 characters.
func quoted(_ text: String) -> String {
    let line = text.prefix(81).singleSpaced
    return "\"" + (line.count > 80 ? line.prefix(80) + "…" : line) + "\""
}
