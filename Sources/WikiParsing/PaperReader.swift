// The front matter of papers: a bibliographic record under the names of CSL-JSON.
import WikiModel

extension MetadataReader {
    /// Where title and identifier of a paper were seen together.
    static let verifiedTiers = ["text", "address", "reference-list"]

    /// Reads one key of a paper; answers whether a paper has such a key.
    mutating func readPaper(_ key: String, _ node: YAMLNode) -> Bool {
        switch key {
        case "type": readType(node)
        case "container-title": set(\.containerTitle, node, key)
        case "volume": set(\.volume, node, key)
        case "issue": set(\.issue, node, key)
        case "page": set(\.page, node, key)
        case "number": set(\.number, node, key)
        case "publisher": set(\.publisher, node, key)
        case "DOI": set(\.doi, node, key, field: .doi)
        case "PMID": set(\.pmid, node, key, field: .pmid)
        case "PMCID": set(\.pmcid, node, key, field: .pmcid)
        case "URL": set(\.url, node, key, field: .url)
        case "abstract": set(\.abstract, node, key)
        case "keyword": metadata.paper?.keywords = values.texts(node, key).map(\.string)
        case "issued":
            let date = values.date(node, key, isPaperYear: true)
            metadata.paper?.issued = date
        case "author":
            let authors = readAuthors(node)
            metadata.paper?.authors = authors
        case "author_status":
            if let status = values.word(node, key, of: AuthorStatus.allCases, name: \.name) { metadata.paper?.authorStatus = status }
        case "retraction":
            let retraction = readRetraction(node)
            metadata.paper?.retraction = retraction
        case "verified":
            if let tier = values.word(node, key, of: MetadataReader.verifiedTiers, name: { $0 }) {
                metadata.paper?.verified = tier
                verifiedRange = node.range
            }
        default: return false
        }
        return true
    }

    private mutating func set(
        _ path: WritableKeyPath<PaperMetadata, String>, _ node: YAMLNode, _ key: String, field: MetadataField? = nil
    ) {
        guard let value = values.text(node, key) else { return }
        metadata.paper?[keyPath: path] = value.string
        if let field { keep(field, value.range) }
    }

    /// A type that CSL lacks is kept; other programs are given it as one that says nothing.
    private mutating func readType(_ node: YAMLNode) {
        guard let type = values.text(node, "type") else { return }
        metadata.paper?.type = type.string
        if PublicationType.csl.contains(type.string) { return }
        let meant = PublicationType.meant(by: type.string)
        let (clause, near) = meant.map { ("; write \($0)", $0) } ?? didYouMean(type.string, among: PublicationType.csl.sorted())
        values.report(
            .valueUnknown, type.range,
            "\"\(type.string)\" is not a type of CSL" + (clause.isEmpty ? ", such as article-journal, article (a preprint), chapter or book" : clause),
            suggestion: near.map { Suggestion(replacement: $0, of: type.string, meant == nil ? .guess : .safe) })
    }

    private mutating func readAuthors(_ node: YAMLNode) -> [PersonName] {
        var authors: [PersonName] = []
        for element in values.elements(node) {
            guard let (name, orcidRange) = values.person(element) else { continue }
            if let orcidRange { keep(.orcid, orcidRange, index: authors.count) }
            authors.append(name)
        }
        return authors
    }

    private mutating func readRetraction(_ node: YAMLNode) -> Retraction? {
        var kind: Retraction.Kind?
        var notice = ""
        var isReported = !node.isMapping
        var date: PartialDate?
        for (key, value) in values.pairs(node, what: "retraction", form: "{kind: retracted, notice: 10.…, date: 2021-01-31}") {
            switch key.string {
            case "kind": kind = values.word(value, "kind", of: Retraction.Kind.allCases, name: \.name)
            case "notice": notice = values.text(value, "notice")?.string ?? ""
            case "date": date = values.date(value, "date")
            default:
                values.reportUnknown(key, of: "a retraction", among: ["kind", "notice", "date"])
                isReported = true
            }
        }
        guard let kind else {
            if !isReported, !values.reported(key: "kind") {
                values.report(.keyMissing, node.range, "a retraction needs \"kind\"")
            }
            return nil
        }
        return Retraction(kind: kind, notice: notice, date: date)
    }
}
