// Papers by what they are cited with.
import WikiModel

/// Papers by citation key and by identifier.
struct PaperIndex: Sendable {
    private var byKey = HashTable()
    /// `doi:10.…`, `pmid:…`, `pmcid:PMC…`, in lower case.
    private var byIdentifier: [String: EntryID] = [:]
    /// Papers that were retracted or questioned.
    private(set) var doubts: [EntryID: Retraction.Kind] = [:]

    init(_ entries: [EntryHead]) {
        byKey = HashTable(capacity: entries.indices.count { entries[$0].kind == .paper })
        byIdentifier.reserveCapacity(byKey.capacity * 2)
        for number in entries.indices where entries[number].kind == .paper {
            guard let paper = entries[number].metadata.paper else { continue }
            let key = StableHash.of(entries[number].slug)
            // Of papers with one key, the first has the address as well.
            if byKey[key] < 0 { byKey.update(EntryID(number), for: key) }
            add("doi:", paper.doi, EntryID(number))
            add("pmid:", paper.pmid, EntryID(number))
            add("pmcid:", paper.pmcid, EntryID(number))
            if let kind = paper.retraction?.kind, kind != .corrected { doubts[EntryID(number)] = kind }
        }
    }

    /// Adds an identifier; of papers with the same one, the first has it.
    private mutating func add(_ scheme: String, _ value: String, _ paper: EntryID) {
        if value.isEmpty { return }
        let key = scheme + PaperIndex.comparable(doi: value)
        if byIdentifier[key] == nil { byIdentifier[key] = paper }
    }

    /// A DOI in the form that equal ones share: lower case, without the address of a resolver.
    static func comparable(doi: String) -> String {
        let lower = doi.lowercased()
        if !lower.utf8.contains(UInt8(ascii: ":")) { return lower }
        let prefix = lower.hasPrefix("doi:") ? "doi:" : resolvers.first(where: lower.hasPrefix) ?? ""
        return String(lower.dropFirst(prefix.count))
    }

    /// Addresses before a DOI.
    private static let resolvers = [
        "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://www.doi.org/",
    ]

    func paper(hash: UInt64) -> EntryID? {
        let paper = byKey[hash]
        return paper < 0 ? nil : paper
    }

    /// The paper with a citation key or identifier.
    func paper(cited key: ArraySlice<UInt8>) -> EntryID? { paper(hash: StableHash.of(key)) ?? paper(identifier: key) }

    /// A key such as `doi:10.1038/cr.2014.135`, `pmc:PMC123` or an address of doi.org.
    func paper(identifier key: ArraySlice<UInt8>) -> EntryID? { PaperIndex.identifier(key).flatMap { byIdentifier[$0] } }

    /// Such a key as `DOI 10.1038/cr.2014.135`, for a message; `nil` for others.
    static func words(ofIdentifier key: ArraySlice<UInt8>) -> String? {
        guard let text = identifier(key), let colon = text.firstIndex(of: ":"), ["doi", "pmid", "pmcid"].contains(text[..<colon]) else { return nil }
        return "\(text[..<colon].uppercased()) \(text[text.index(after: colon)...])"
    }

    private static func identifier(_ key: ArraySlice<UInt8>) -> String? {
        guard key.contains(UInt8(ascii: ":")) || key.starts(with: "10.".utf8) else { return nil }
        var text = String(decoding: key, as: UTF8.self).lowercased()
        // `pmid: 1` is reported where it stands, and found.
        if text.utf8.contains(UInt8(ascii: " ")) { text.removeAll { $0 == " " } }
        if text.hasPrefix("10.") || PaperIndex.resolvers.contains(where: text.hasPrefix) {
            text = "doi:" + PaperIndex.comparable(doi: text)
        }
        if text.hasPrefix("pmc:") { text = "pmcid:" + text.dropFirst(4) }
        return text
    }
}
