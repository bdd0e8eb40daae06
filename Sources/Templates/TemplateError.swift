// What is wrong with a template, and where.

/// A problem of one template: in its text, or met while it was rendered.
public struct TemplateError: Error, Sendable, Equatable {
    /// The file, as it was named to the library.
    public var file: String
    /// Both count from 1; columns in UTF-8 bytes.
    public var line: Int
    public var columnUTF8: Int
    public var message: String
    /// The name that was probably meant.
    public var suggestion: String?

    public init(file: String, line: Int, columnUTF8: Int, message: String, suggestion: String? = nil) {
        self.file = file
        self.line = line
        self.columnUTF8 = columnUTF8
        self.message = message
        self.suggestion = suggestion
    }

    /// The message for a name that no object has.
    static func noValue(_ name: String, nearest: String?) -> String {
        "no value is called \"\(name)\" here" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}

/// A place in a template.
struct TemplatePlace: Sendable, Equatable {
    var line: Int32
    var columnUTF8: Int32
}

/// The candidate nearest to a name, at most a third of its length, or two, in edits away (Levenshtein).
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
        let distance = levenshtein(wanted, Array(candidate.utf8))
        guard distance <= (wanted.count < 4 ? 1 : max(2, wanted.count / 3)) else { continue }
        if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
        best = (distance, candidate)
    }
    return best?.name
}

/// `editDistance` of another module is another: this one imports nothing but `Bytes`, which is no place for it.
private func levenshtein(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let substituted = diagonal + (byte == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[right.count]
}
