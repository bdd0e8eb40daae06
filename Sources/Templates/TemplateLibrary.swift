// A set of templates that include and inherit from each other.
import Bytes

/// The text of one template.
public struct TemplateSource: Sendable {
    /// The name by which other templates call it.
    public var name: String
    /// The file, for errors.
    public var file: String
    public var bytes: [UInt8]

    public init(name: String, file: String, bytes: [UInt8]) {
        self.name = name
        self.file = file
        self.bytes = bytes
    }
}

/// What becomes of a name that no object has.
public enum UnknownNames: Sendable {
    /// It is an error, with the nearest name: a slip in a template must not vanish.
    case report
    /// It shows nothing, as the Mustache specification asks.
    case empty
}

/// Parsed templates, ready to be rendered on any thread.
public struct TemplateLibrary: Sendable {
    let program: TemplateProgram
    let files: [String]
    private let numbers: [String: Int]
    let unknownNames: UnknownNames
    /// Everything wrong with the templates, in the order of the sources: in their text, or a name that an earlier one has, which
    /// keeps it. A library with errors can be rendered.
    public let errors: [TemplateError]
    /// The phrases of all templates, each once, in the order of the sources.
    public let phrases: [TemplatePhrase]

    /// - Parameters:
    ///   - knownNames: all names that any page has, where they are known beforehand: another one is then an error of the
    ///     templates' text, and shows nothing.
    ///   - wording: what is said for phrases, by their text. Words that do not fit their phrase are not used.
    public init(
        _ sources: [TemplateSource], knownNames: Set<String>? = nil, unknownNames: UnknownNames = .report, wording: [String: String] = [:]
    ) {
        var numbers: [String: Int] = [:]
        for (number, source) in sources.enumerated() where numbers[source.name] == nil { numbers[source.name] = number }
        let names = sources.map(\.name)
        var templates: [[TemplateNode]] = []
        var errors: [TemplateError] = []
        var phrases: [TemplatePhrase] = []
        for (number, source) in sources.enumerated() {
            if let first = numbers[source.name], first != number {
                errors.append(
                    TemplateError(
                        file: source.file, line: 1, columnUTF8: 1,
                        message: "\(sources[first].file) is called \"\(source.name)\" as well; rename one of the two"))
            }
            var parser = TemplateParser(
                source.bytes, file: source.file, names: names, knownNames: knownNames,
                reportsUnknown: unknownNames == .report, wording: wording, template: { numbers[$0] })
            templates.append(parser.parse())
            errors += parser.errors
            phrases += parser.phrases
        }
        self.numbers = numbers
        program = TemplateProgram(templates)
        self.errors = errors
        var texts: Set<String> = []
        self.phrases = phrases.filter { texts.insert($0.text).inserted }
        self.unknownNames = unknownNames
        files = sources.map(\.file)
    }

    /// Whether there is a template of this name.
    public func contains(_ name: String) -> Bool { numbers[name] != nil }

    /// Renders a template at the end of `output`.
    ///
    /// - Parameter context: values, mostly objects, whose names the template sees; a later one hides equal names of those
    ///   before it.
    /// - Throws: the first problem: an unknown name, a value that is not HTML in `{{{ }}}`, or templates that include
    ///   each other without end.
    public func render(_ name: String, _ context: [TemplateValue], into output: inout ByteBuffer) throws(TemplateError) {
        guard let number = numbers[name] else {
            throw TemplateError(file: name, line: 1, columnUTF8: 1, message: "there is no template \"\(name)\"")
        }
        try TemplateRenderer.render(number, of: self, context, into: &output)
    }
}
