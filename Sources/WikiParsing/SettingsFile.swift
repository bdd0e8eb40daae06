// What the readers of `site/site.yml` and `site/vocabulary.yml` share: a file of YAML, and reports of keys it may not have.
import WikiModel

/// Settings read from a file, and what is wrong with it.
public struct SettingsReading<Value: Sendable>: Sendable {
    public var value: Value
    public var diagnostics: [Diagnostic]
    /// Whether the file is text and YAML, so that all it holds was looked at; so is one that is empty.
    public var isReadable: Bool
}

/// Reads a file of settings: its text, its YAML, and then what `read` makes of that.
func readSettings<Value: Sendable>(
    _ bytes: [UInt8], path: String, read: (YAMLValues, YAMLNode) -> (value: Value, findings: [WikiFinding])
) -> SettingsReading<Value> {
    let text = SourceText(bytes)
    let yaml = text.isUsable ? text.bytes : []
    return yaml.withUnsafeBufferPointer { source in
        let document = YAMLDocument(source, yaml: 0..<source.count, firstLine: 1)
        let (value, findings) = read(YAMLValues(document: document), document.root ?? YAMLNode.empty)
        let diagnostics = (text.findings + findings).map { finding in
            var diagnostic = Diagnostic(finding.code, file: path, range: finding.range, finding.message, suggestion: finding.suggestion)
            diagnostic.severity = finding.severity ?? diagnostic.severity
            return diagnostic
        }
        let isReadable = text.isUsable && (document.root != nil || document.findings.isEmpty)
        return SettingsReading(value: value, diagnostics: diagnostics, isReadable: isReadable)
    }
}

extension YAMLValues {
    /// Reports a key that a mapping does not have, with the nearest it has.
    mutating func reportUnknownSetting(_ key: LocatedText, among known: [String], what: String) {
        // Of the few short keys that there are, one is always near: a slip seldom changes the first letter.
        let nearest = nearestNames(to: key.string, among: known, limit: 1).first.flatMap { near in
            near.prefix(1) == key.string.prefix(1).lowercased() || near.hasSuffix(key.string) ? near : nil
        }
        report(
            .keyUnknown, key.range, "\"\(key.string)\" is not \(what)\(didYouMean(nearest))",
            suggestion: nearest.map(Suggestion.init(replacement:)))
    }
}
