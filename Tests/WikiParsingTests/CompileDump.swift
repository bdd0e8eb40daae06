// A compiled entry as text that a person can review: everything in it, and nothing that follows from the rest.
import WikiModel

extension CompiledEntry {
    /// The parts of the entry under headings; a part that is empty is left out.
    func dump(_ vocabulary: Vocabulary) -> String {
        let parts: [(String, [String])] = [
            ("diagnostics", head.diagnostics.flatMap(\.dumpLines)), ("front matter", head.metadata.dumpLines),
            ("headings", headingLines), ("blocks", blockLines), ("body", bodyLines(vocabulary)),
            ("text", String(decoding: body.text, as: UTF8.self).lines),
        ]
        return parts.filter { !$0.1.isEmpty }.map { "== \($0.0)\n" + $0.1.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var headingLines: [String] {
        head.headings.map { "h\($0.level) #\(head.string($0.id)) \"\(head.string($0.title))\" line \($0.line) piece \($0.firstPiece)" }
    }

    private var blockLines: [String] {
        head.blocks.map { block in
            "#\(head.string(block.id)) \(block.isClaim ? "claim" : "block") \(block.line):\(block.columnUTF8)"
                + (block.blockHash == 0 ? " unnamed" : "")
                + " references \(block.firstReference)..<\(block.endReference) \"\(text(block.words))\""
                + " {" + pieces(Int(block.firstPiece)..<Int(block.endPiece), Vocabulary(), isBrief: true) + "}"
        }
    }

    private func bodyLines(_ vocabulary: Vocabulary) -> [String] {
        pieces(body.pieces.indices, vocabulary, isBrief: false).lines
    }

    private func pieces(_ range: Range<Int>, _ vocabulary: Vocabulary, isBrief: Bool) -> String {
        var output = ""
        for piece in body.pieces[range] {
            switch piece.kind {
            case .html: output += html(piece.range)
            case .anchor: output += "{{id \(html(piece.range))}}"
            case .localLink: output += "{{to \(html(piece.range))}}"
            case .reference:
                let parts = piece.range.map { isBrief ? head.string(head.references[$0].target) : reference($0, vocabulary) }
                output += "{{" + parts.joined(separator: " ;; ") + "}}"
            }
        }
        return output
    }

    private func reference(_ index: Int, _ vocabulary: Vocabulary) -> String {
        let reference = head.references[index]
        var text = "\(reference.kind)"
        if reference.style.contains(.narrative) { text += " narrative" }
        if reference.style.contains(.suppressAuthor) { text += " year-only" }
        if reference.qualifier != Reference.unqualified {
            text += reference.kind == .citation
                ? " " + vocabulary.stances[Int(reference.qualifier)].id + ":" : " " + vocabulary.relations[Int(reference.qualifier)].id + "::"
        }
        text += " \"\(head.string(reference.target))\""
        if !reference.fragment.isEmpty { text += " #\"\(head.string(reference.fragment))\"" }
        text += " @\(reference.line):\(reference.columnUTF8)+\(reference.lengthUTF8)"
        if !reference.prefix.isEmpty { text += " | before \"\(head.string(reference.prefix))\"" }
        if !reference.suffix.isEmpty { text += " | after \"\(head.string(reference.suffix))\"" }
        if !reference.label.isEmpty { text += " | label \"\(html(reference.label.range))\"" }
        if !reference.words.isEmpty { text += " | words \"\(self.text(reference.words))\"" }
        return text + " | \"\(self.text(reference.sentence))\""
    }

    func html(_ range: Range<Int>) -> String { String(decoding: body.html[range], as: UTF8.self) }
    func text(_ span: ByteSpan) -> String { String(decoding: body.text[span.range], as: UTF8.self) }
}

extension Diagnostic {
    /// `line:column-line:column severity: message [code]`, and what belongs to it.
    var dumpLines: [String] {
        let place = range.map { "\($0.start.line):\($0.start.columnUTF8)-\($0.end.line):\($0.end.columnUTF8) " } ?? ""
        return ["\(place)\(severity.label): \(message) [\(code.rawValue)]"] + notes.map { "  note: \($0.message) \($0.file)" }
            + (suggestion.map { ["  suggestion: \($0.replacement)"] } ?? [])
    }
}

extension EntryMetadata {
    /// A line for each value that is set.
    fileprivate var dumpLines: [String] {
        var lines: [String] = []
        func add(_ name: String, _ value: String) { if !value.isEmpty { lines.append("\(name): \(value)") } }
        add("title", title)
        add("summary", summary)
        add("aliases", aliases.joined(separator: " | "))
        add("tags", tags.joined(separator: " | "))
        if status != .draft { add("status", status.name) }
        if isUnlisted { add("unlisted", "true") }
        add("category", category)
        for relation in relations {
            let evidence = relation.evidence.isEmpty ? "" : " evidence \(relation.evidence.joined(separator: ", "))"
            add("relation", "\(relation.relation) \"\(relation.target)\"\(evidence)\(relation.note.isEmpty ? "" : " note \"\(relation.note)\"") @\(relation.range.dump)")
        }
        for identifier in identifiers { add("identifier", "\(identifier.scheme) = \(identifier.value)") }
        for (name, date) in [("created", created), ("updated", updated), ("reviewed", reviewed)] { add(name, date?.description ?? "") }
        add("reviewers", reviewers.joined(separator: " | "))
        add("contributors", contributors.joined(separator: " | "))
        add("redirect_from", redirectFrom.joined(separator: " | "))
        add("replaced_by", replacedBy)
        if let paper { lines += paper.dumpLines }
        for place in fieldRanges {
            add("place", "\(place.field) \(place.index) @\(place.line):\(place.columnUTF8)+\(place.lengthUTF8)")
        }
        return lines
    }
}

extension PaperMetadata {
    fileprivate var dumpLines: [String] {
        let texts = [
            ("type", type), ("container-title", containerTitle), ("volume", volume), ("issue", issue), ("page", page),
            ("number", number), ("publisher", publisher), ("DOI", doi), ("PMID", pmid), ("PMCID", pmcid), ("URL", url),
            ("abstract", abstract), ("verified", verified), ("issued", issued?.description ?? ""),
            ("keyword", keywords.joined(separator: " | ")), ("author_status", authorStatus == .complete ? "" : authorStatus.name),
        ]
        var lines = texts.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
        for author in authors {
            lines.append("author: " + [author.family, author.given, author.literal, author.orcid].map { $0.isEmpty ? "-" : $0 }.joined(separator: " | "))
        }
        if let retraction {
            lines.append("retraction: \(retraction.kind.name) \(retraction.notice) \(retraction.date?.description ?? "")")
        }
        return lines
    }
}

extension SourceRange {
    fileprivate var dump: String { "\(start.line):\(start.columnUTF8)+\(end.columnUTF8 - start.columnUTF8)" }
}

extension String {
    /// The lines, without an empty one at the end.
    fileprivate var lines: [String] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        return lines
    }
}
