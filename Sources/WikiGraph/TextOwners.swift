// Which entry has a title, an address or an identifier.
import WikiModel

/// Entries by a text that each should have for itself. Texts are equal as strings are: whatever the form of their accents.
struct TextOwners {
    /// ASCII has one form, so its hash will do.
    private var ascii: HashTable
    private var others: [String: EntryID] = [:]

    init(capacity: Int) { ascii = HashTable(capacity: capacity) }

    /// The entry that has a text.
    subscript(text: String) -> EntryID? {
        guard let hash = TextOwners.asciiHash(text) else { return others[text] }
        let owner = ascii[hash]
        return owner < 0 ? nil : owner
    }

    /// Gives a text to an entry; answers the one that had it.
    @discardableResult
    mutating func update(_ owner: EntryID, for text: String) -> EntryID? {
        guard let hash = TextOwners.asciiHash(text) else { return others.updateValue(owner, forKey: text) }
        let before = ascii.update(owner, for: hash)
        return before < 0 ? nil : before
    }

    private static func asciiHash(_ text: String) -> UInt64? {
        var text = text
        return text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 } ? StableHash.of(bytes) : nil }
    }
}
