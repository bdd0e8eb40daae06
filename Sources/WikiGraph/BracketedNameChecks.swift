// Names of entries in single brackets, where a link was meant.
import WikiModel

extension Linker {
    /// Reports `[Migrasome]` where an entry has that title or alias, in capitals or small letters.
    mutating func checkBracketedNames() {
        for number in entries.indices {
            for bracketed in entries[number].bracketedNames {
                let (source, name) = (EntryID(number), text(bracketed.name, of: EntryID(number)))
                guard case .one(let entry, _) = names.lookup(name, from: entries[number].path), entry != source, isCalled(entry, name) else { continue }
                let (written, mended) = ("[\(name)]", "[[\(name)]]")
                report(
                    .linkMalformed, source, bracketed.range,
                    "\"\(written)\" is shown as it is written; for a link to the entry, write \"\(mended)\"",
                    suggestion: Suggestion(replacement: mended, of: written))
            }
        }
    }

    private func isCalled(_ entry: EntryID, _ name: String) -> Bool {
        let (metadata, wanted) = (entries[Int(entry)].metadata, name.lowercased())
        return metadata.title.lowercased() == wanted || metadata.aliases.contains { $0.lowercased() == wanted }
    }
}
