// Compiled entries to bytes and back.

extension CompiledEntry {
    /// Writes the head alone: `EntryHead.decode` reads it.
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
        writer.write(plain: headings)
        writer.write(plain: blocks)
        writer.write(diagnostics) { $1.encode(to: &$0) }
        writer.write(contentHash)
        writer.write(metadataHash)
        writer.write(recordHash)
    }

    /// Reads a head.
    public static func decode(_ bytes: ArraySlice<UInt8>) throws(DecodingFailure) -> EntryHead {
        var reader = BinaryReader(bytes)
        let path = try reader.string()
        guard let kind = EntryKind(rawValue: try reader.byte()) else { throw DecodingFailure() }
        var head = EntryHead(path: path, kind: kind, slug: try reader.string())
        head.metadata = try EntryMetadata.decode(&reader)
        head.strings = Array(try reader.data())
        head.references = try reader.plain()
        head.headings = try reader.plain()
        head.blocks = try reader.plain()
        head.diagnostics = try reader.list(Diagnostic.decode)
        head.contentHash = try reader.number()
        head.metadataHash = try reader.number()
        head.recordHash = try reader.number()
        return head
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

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> EntryMetadata {
        var metadata = EntryMetadata()
        metadata.title = try reader.string()
        metadata.summary = try reader.string()
        metadata.aliases = try reader.strings()
        metadata.tags = try reader.strings()
        metadata.status = try reader.value(EntryStatus.self)
        metadata.isUnlisted = try reader.flag()
        metadata.category = try reader.string()
        metadata.relations = try reader.list(StatedRelation.decode)
        metadata.identifiers = try reader.list { (reader) throws(DecodingFailure) in
            Identifier(scheme: try reader.string(), value: try reader.string())
        }
        metadata.created = try reader.optional(PartialDate.decode)
        metadata.updated = try reader.optional(PartialDate.decode)
        metadata.reviewed = try reader.optional(PartialDate.decode)
        metadata.reviewers = try reader.strings()
        metadata.contributors = try reader.strings()
        metadata.redirectFrom = try reader.strings()
        metadata.replacedBy = try reader.string()
        metadata.paper = try reader.optional(PaperMetadata.decode)
        metadata.fieldRanges = try reader.plain()
        return metadata
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

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> PaperMetadata {
        var paper = PaperMetadata()
        paper.type = try reader.string()
        paper.containerTitle = try reader.string()
        paper.volume = try reader.string()
        paper.issue = try reader.string()
        paper.page = try reader.string()
        paper.number = try reader.string()
        paper.publisher = try reader.string()
        paper.doi = try reader.string()
        paper.pmid = try reader.string()
        paper.pmcid = try reader.string()
        paper.url = try reader.string()
        paper.abstract = try reader.string()
        paper.verified = try reader.string()
        paper.authors = try reader.list { (reader) throws(DecodingFailure) in
            PersonName(
                family: try reader.string(), given: try reader.string(), literal: try reader.string(),
                orcid: try reader.string())
        }
        paper.authorStatus = try reader.value(AuthorStatus.self)
        paper.issued = try reader.optional(PartialDate.decode)
        paper.keywords = try reader.strings()
        paper.retraction = try reader.optional { (reader) throws(DecodingFailure) in
            Retraction(
                kind: try reader.value(Retraction.Kind.self), notice: try reader.string(),
                date: try reader.optional(PartialDate.decode))
        }
        return paper
    }
}

extension StatedRelation {
    func encode(to writer: inout BinaryWriter) {
        writer.write(relation)
        writer.write(target)
        writer.write(evidence) { $0.write($1) }
        writer.write(note)
        range.encode(to: &writer)
    }

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> StatedRelation {
        StatedRelation(
            relation: try reader.string(), target: try reader.string(), evidence: try reader.strings(),
            note: try reader.string(), range: try SourceRange.decode(&reader))
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
            let (replacement, replaced) = (try reader.string(), try reader.string())
            return Suggestion(replacement: replacement, of: replaced, try reader.byte() == 1 ? .safe : .guess)
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
    public mutating func strings() throws(DecodingFailure) -> [String] {
        try list { (reader) throws(DecodingFailure) in try reader.string() }
    }

    mutating func value<Value: RawRepresentable>(_: Value.Type) throws(DecodingFailure) -> Value
    where Value.RawValue == UInt8 {
        guard let value = Value(rawValue: try byte()) else { throw DecodingFailure() }
        return value
    }
}
