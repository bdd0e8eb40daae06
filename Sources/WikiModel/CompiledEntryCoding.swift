// Compiled entries to bytes and back.

extension CompiledEntry {
    /// Writes the head alone: `EntryHead.init(decoding:)` reads it.
    public func encodeHead(to writer: inout BinaryWriter) { head.encode(to: &writer) }

    /// Writes the body alone: `EntryBody.decode` reads it.
    public func encodeBody(to writer: inout BinaryWriter) {
        writer.write(body.html)
        writer.write(body.text)
        writer.write(plain: body.pieces)
    }
}

extension EntryBody {
    /// Reads a body; its bytes stay slices of `bytes`.
    public static func decode(_ bytes: ArraySlice<UInt8>) throws(DecodingFailure) -> EntryBody {
        var reader = BinaryReader(bytes)
        return EntryBody(html: try reader.data(), text: try reader.data(), pieces: try reader.plain())
    }
}

extension EntryHead {
    func encode(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(kind.rawValue)
        writer.write(slug)
        metadata.encode(to: &writer)
        writer.write(strings)
        writer.write(plain: references)
        writer.write(plain: namedPapers)
        writer.write(plain: bracketedNames)
        writer.write(plain: headings)
        writer.write(plain: blocks)
        writer.write(diagnostics) { $1.encode(to: &$0) }
        writer.write(htmlCount)
        for end in [textEnd.piece, textEnd.html, textEnd.reference] { writer.write(end) }
        writer.write(contentHash)
        writer.write(metadataHash)
        writer.write(recordHash)
    }

    /// Reads a head.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodingFailure) {
        var reader = BinaryReader(bytes)
        path = try reader.string()
        kind = try reader.value(EntryKind.self)
        slug = try reader.string()
        metadata = try EntryMetadata(from: &reader)
        strings = Array(try reader.data())
        references = try reader.plain()
        namedPapers = try reader.plain()
        bracketedNames = try reader.plain()
        headings = try reader.plain()
        blocks = try reader.plain()
        diagnostics = try reader.list(Diagnostic.decode)
        htmlCount = try reader.number()
        (textEnd.piece, textEnd.html, textEnd.reference) = (try reader.number(), try reader.number(), try reader.number())
        contentHash = try reader.number()
        metadataHash = try reader.number()
        recordHash = try reader.number()
    }
}

extension EntryMetadata {
    func encode(to writer: inout BinaryWriter) {
        writer.write(title)
        writer.write(summary)
        writer.write(aliases) { $0.write($1) }
        writer.write(tags) { $0.write($1) }
        writer.write(status.rawValue)
        writer.write(isUnlisted)
        writer.write(category)
        writer.write(relations) { $1.encode(to: &$0) }
        writer.write(identifiers) { writer, identifier in
            writer.write(identifier.scheme)
            writer.write(identifier.value)
        }
        for date in [created, updated, reviewed] { writer.write(optional: date) { $1.encode(to: &$0) } }
        for list in [reviewers, contributors, redirectFrom] { writer.write(list) { $0.write($1) } }
        writer.write(replacedBy)
        writer.write(optional: paper) { $1.encode(to: &$0) }
        writer.write(plain: fieldRanges)
    }

    init(from reader: inout BinaryReader) throws(DecodingFailure) {
        title = try reader.string()
        summary = try reader.string()
        aliases = try reader.strings()
        tags = try reader.strings()
        status = try reader.value(EntryStatus.self)
        isUnlisted = try reader.flag()
        category = try reader.string()
        relations = try reader.list(StatedRelation.decode)
        identifiers = try reader.list { (reader) throws(DecodingFailure) in
            Identifier(scheme: try reader.string(), value: try reader.string())
        }
        created = try reader.optional(PartialDate.decode)
        updated = try reader.optional(PartialDate.decode)
        reviewed = try reader.optional(PartialDate.decode)
        reviewers = try reader.strings()
        contributors = try reader.strings()
        redirectFrom = try reader.strings()
        replacedBy = try reader.string()
        paper = try reader.flag() ? PaperMetadata(from: &reader) : nil
        fieldRanges = try reader.plain()
    }
}

extension PaperMetadata {
    func encode(to writer: inout BinaryWriter) {
        for text in [type, containerTitle, volume, issue, page, number, publisher, doi, pmid, pmcid, url, abstract, verified] {
            writer.write(text)
        }
        writer.write(authors) { writer, author in
            for part in [author.family, author.given, author.literal, author.orcid] { writer.write(part) }
        }
        writer.write(authorStatus.rawValue)
        writer.write(optional: issued) { $1.encode(to: &$0) }
        writer.write(keywords) { $0.write($1) }
        writer.write(optional: retraction) { writer, retraction in
            writer.write(retraction.kind.rawValue)
            writer.write(retraction.notice)
            writer.write(optional: retraction.date) { $1.encode(to: &$0) }
        }
    }

    init(from reader: inout BinaryReader) throws(DecodingFailure) {
        type = try reader.string()
        containerTitle = try reader.string()
        volume = try reader.string()
        issue = try reader.string()
        page = try reader.string()
        number = try reader.string()
        publisher = try reader.string()
        doi = try reader.string()
        pmid = try reader.string()
        pmcid = try reader.string()
        url = try reader.string()
        abstract = try reader.string()
        verified = try reader.string()
        authors = try reader.list { (reader) throws(DecodingFailure) in
            PersonName(
                family: try reader.string(), given: try reader.string(), literal: try reader.string(),
                orcid: try reader.string())
        }
        authorStatus = try reader.value(AuthorStatus.self)
        issued = try reader.optional(PartialDate.decode)
        keywords = try reader.strings()
        retraction = try reader.optional { (reader) throws(DecodingFailure) in
            Retraction(
                kind: try reader.value(Retraction.Kind.self), notice: try reader.string(),
                date: try reader.optional(PartialDate.decode))
        }
    }
}

extension StatedRelation {
    func encode(to writer: inout BinaryWriter) {
        writer.write(relation)
        writer.write(target)
        writer.write(evidence) { $0.write($1) }
        writer.write(note)
        range.encode(to: &writer)
        writer.write(evidenceRanges) { $1.encode(to: &$0) }
    }

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> StatedRelation {
        var stated = StatedRelation(
            relation: try reader.string(), target: try reader.string(), evidence: try reader.strings(),
            note: try reader.string(), range: try SourceRange.decode(&reader))
        stated.evidenceRanges = try reader.list(SourceRange.decode)
        return stated
    }
}

extension Diagnostic {
    func encode(to writer: inout BinaryWriter) {
        writer.write(code.rawValue)
        writer.write(severity.rawValue)
        writer.write(file)
        writer.write(optional: range) { $1.encode(to: &$0) }
        writer.write(message)
        writer.write(notes) { writer, note in
            writer.write(note.message)
            writer.write(note.file)
            writer.write(optional: note.range) { $1.encode(to: &$0) }
        }
        writer.write(optional: suggestion) { writer, suggestion in
            writer.write(suggestion.replacement)
            writer.write(suggestion.replaced)
            writer.write(suggestion.confidence.rawValue)
        }
    }

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> Diagnostic {
        guard let code = DiagnosticCode(rawValue: try reader.string()) else { throw DecodingFailure() }
        let severity = try reader.value(Severity.self)
        let file = try reader.string()
        let range = try reader.optional(SourceRange.decode)
        var diagnostic = Diagnostic(code, file: file, range: range, try reader.string())
        diagnostic.severity = severity
        diagnostic.notes = try reader.list { (reader) throws(DecodingFailure) in
            DiagnosticNote(try reader.string(), file: try reader.string(), range: try reader.optional(SourceRange.decode))
        }
        diagnostic.suggestion = try reader.optional { (reader) throws(DecodingFailure) in
            Suggestion(replacement: try reader.string(), of: try reader.string(), try reader.value(Suggestion.Confidence.self))
        }
        return diagnostic
    }
}

extension SourceRange {
    func encode(to writer: inout BinaryWriter) {
        for number in [start.line, start.columnUTF8, end.line, end.columnUTF8] {
            writer.write(UInt32(truncatingIfNeeded: number))
        }
    }

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> SourceRange {
        SourceRange(
            start: SourceLocation(line: try reader.count(), columnUTF8: try reader.count()),
            end: SourceLocation(line: try reader.count(), columnUTF8: try reader.count()))
    }
}

extension PartialDate {
    func encode(to writer: inout BinaryWriter) {
        writer.write(Int32(truncatingIfNeeded: year))
        writer.write(UInt8(month ?? 0))
        writer.write(UInt8(day ?? 0))
    }

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> PartialDate {
        let year = Int(try reader.number(Int32.self))
        let month = Int(try reader.byte())
        let day = Int(try reader.byte())
        return PartialDate(year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day)
    }
}

extension BinaryReader {
    /// A list of texts.
    public mutating func strings() throws(DecodingFailure) -> [String] {
        try list { (reader) throws(DecodingFailure) in try reader.string() }
    }

    mutating func value<Value: RawRepresentable>(_: Value.Type) throws(DecodingFailure) -> Value
    where Value.RawValue == UInt8 {
        guard let value = Value(rawValue: try byte()) else { throw DecodingFailure() }
        return value
    }
}
