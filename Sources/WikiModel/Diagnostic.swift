// A problem found in the content, as a value: what, where, how bad, and how to mend it.

/// How much a problem matters.
public enum Severity: UInt8, Sendable, Comparable, CaseIterable {
    /// The author may care.
    case note
    /// A reader will notice.
    case warning
    /// A page is wrong or missing.
    case error

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

    /// The word printed before the message.
    public var label: String {
        switch self {
        case .note: "note"
        case .warning: "warning"
        case .error: "error"
        }
    }
}

/// A change that probably mends the problem.
public struct Suggestion: Sendable, Hashable {
    /// How sure it is that the change is what the author meant.
    public enum Confidence: UInt8, Sendable {
        /// The nearest of several, or a change of meaning: for a person to decide.
        case guess
        /// Another spelling of the same, or the only name that is near: `check --fix` makes it.
        case safe
    }

    /// What to put in place of `replaced`.
    public var replacement: String
    /// The text inside the diagnostic's range that is replaced; empty for the whole range.
    public var replaced: String
    public var confidence: Confidence

    /// A guess for the whole range.
    public init(replacement: String) { self.init(replacement: replacement, of: "") }

    public init(replacement: String, of replaced: String, _ confidence: Confidence = .guess) {
        self.replacement = Diagnostic.printable(replacement)
        self.replaced = Diagnostic.printable(replaced)
        self.confidence = confidence
    }
}

/// A second place that explains a problem, such as the other of two entries with one name.
public struct DiagnosticNote: Sendable, Hashable {
    public var message: String
    /// The file, relative to the source folder; empty when the note has no place.
    public var file: String
    public var range: SourceRange?

    public init(_ message: String, file: String = "", range: SourceRange? = nil) {
        self.message = Diagnostic.printable(message)
        self.file = file
        self.range = range
    }

    /// `file:line:column`, or the file alone.
    public var place: String { Diagnostic.place(file, range) }
}

/// One problem that an author can mend.
public struct Diagnostic: Sendable, Hashable {
    public var code: DiagnosticCode
    public var severity: Severity
    /// The file, relative to the source folder, with `/` between its parts.
    public var file: String
    /// The place; `nil` when the problem is of the whole file.
    public var range: SourceRange?
    /// One line, most specific fact first, without a full stop.
    public var message: String
    public var notes: [DiagnosticNote]
    public var suggestion: Suggestion?

    public init(
        _ code: DiagnosticCode,
        file: String,
        range: SourceRange? = nil,
        _ message: String,
        notes: [DiagnosticNote] = [],
        suggestion: Suggestion? = nil
    ) {
        self.code = code
        self.severity = code.severity
        self.file = file
        self.range = range
        self.message = InvisibleCharacters.named(in: Diagnostic.printable(message))
        self.notes = notes
        self.suggestion = suggestion
    }

    /// The text on one line and without control characters, which an author's text may hold (`&#27;`, `"\e"`) and a
    /// terminal would obey.
    static func printable(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var output = ""
        for scalar in text.unicodeScalars { output.unicodeScalars.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
        return output
    }

    /// A file that a program damaged can hold one problem a hundred thousand times.
    public static let mostAlike = 500

    /// Leaves out what comes after the first `mostAlike` problems of one kind in one file; the last one kept says how many
    /// more there are. Problems of one file must stand together.
    public static func shortened(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard diagnostics.count > mostAlike else { return diagnostics }
        var shown: [Diagnostic] = []
        var alike = AlikeProblems()
        for diagnostic in diagnostics {
            if diagnostic.file != shown.last?.file {
                alike.noteOthers(in: &shown)
                alike = AlikeProblems()
            }
            if alike.isShown(diagnostic.code, at: shown.count) { shown.append(diagnostic) }
        }
        alike.noteOthers(in: &shown)
        return shown
    }

    /// The order in which problems are reported: by file, then place, then code, then message. The files of the settings come first, since
    /// a slip there may be the cause of many others, and forges show the first ten problems alone.
    public static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        if left.file != right.file {
            let (leftIsSetting, rightIsSetting) = (left.file.hasPrefix("site/"), right.file.hasPrefix("site/"))
            return leftIsSetting == rightIsSetting ? left.file < right.file : leftIsSetting
        }
        let leftStart = left.range?.start ?? SourceLocation(line: 0, columnUTF8: 0)
        let rightStart = right.range?.start ?? SourceLocation(line: 0, columnUTF8: 0)
        if leftStart != rightStart { return leftStart < rightStart }
        if left.code != right.code { return left.code.rawValue < right.code.rawValue }
        return left.message < right.message
    }

    /// Where the problem is: `file:line:column`, or the file alone.
    public var place: String { Diagnostic.place(file, range) }

    /// The first line of the text form: `file:line:column: error: message [code]`.
    public var line: String { "\(place): \(severity.label): \(message) [\(code.rawValue)]" }

    fileprivate static func place(_ file: String, _ range: SourceRange?) -> String {
        // Names of files may hold control characters, too.
        let file = printable(file)
        return range.map { "\(file):\($0.start.line):\($0.start.columnUTF8)" } ?? file
    }
}

/// Counts the problems of one file by kind: of each kind the first `Diagnostic.mostAlike` are shown.
public struct AlikeProblems: Sendable {
    private var kinds: [DiagnosticCode: (count: Int, last: Int)] = [:]

    public init() {}

    /// Counts a problem, which would stand at `place` among those shown; answers whether it is one of them.
    public mutating func isShown(_ code: DiagnosticCode, at place: Int) -> Bool {
        let (count, last) = kinds[code] ?? (0, 0)
        let isShown = count < Diagnostic.mostAlike
        kinds[code] = (count + 1, isShown ? place : last)
        return isShown
    }

    /// Says at the last problem of each kind how many more there are.
    public func noteOthers(in shown: inout [Diagnostic]) {
        for (count, last) in kinds.values where count > Diagnostic.mostAlike {
            let words = "\(count - Diagnostic.mostAlike) more problems of this kind in this file are not shown"
            shown[last].notes.append(DiagnosticNote(words, file: shown[last].file))
        }
    }
}
