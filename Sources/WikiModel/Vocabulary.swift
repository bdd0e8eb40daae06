// The words a knowledge base may use: kinds of entry, categories, relations and stances (`site/vocabulary.yml`).

/// The kind of an entry; its folder below `content/` decides it.
public enum EntryKind: UInt8, Sendable, CaseIterable, Hashable, BitwiseCopyable {
    case concept
    case paper
    case page

    /// The name used in `vocabulary.yml` and in data exports.
    public var name: String {
        switch self {
        case .concept: "concept"
        case .paper: "paper"
        case .page: "page"
        }
    }

    /// The folder below `content/`, and below the published site.
    public var folder: String {
        switch self {
        case .concept: "concepts"
        case .paper: "papers"
        case .page: "pages"
        }
    }
}

/// The words of one kind of entry.
public struct KindTerms: Sendable, Equatable {
    public var label: String
    public var plural: String
    /// Category id and label, in the order of the file.
    public var categories: [(id: String, label: String)]
    /// Categories of papers that tell of the results of others, such as reviews.
    public var secondary: Set<String> = []

    public init(label: String, plural: String, categories: [(id: String, label: String)]) {
        self.label = label
        self.plural = plural
        self.categories = categories
    }

    /// What pages call a category; `nil` for one that the vocabulary does not have.
    public func categoryLabel(_ id: String) -> String? { categories.first { $0.id == id }?.label }

    public static func == (left: KindTerms, right: KindTerms) -> Bool {
        left.label == right.label && left.plural == right.plural && left.secondary == right.secondary
            && left.categories.elementsEqual(right.categories) { $0.id == $1.id && $0.label == $1.label }
    }
}

/// A kind of typed edge between entries.
public struct RelationType: Sendable, Equatable {
    public var id: String
    /// Reads "this entry LABEL that one".
    public var label: String
    /// Reads "that one INVERSE this entry"; equal to `label` when the relation is symmetric.
    public var inverseLabel: String
    public var isSymmetric: Bool
    /// A circle of a transitive relation is an error.
    public var isTransitive: Bool
    /// Categories the relation may start from; empty means any.
    public var domain: [String]
    /// Categories the relation may point to; empty means any.
    public var range: [String]
    /// The term of a public ontology, such as `BFO:0000050`.
    public var ontologyID: String?

    public init(
        id: String, label: String, inverseLabel: String, isSymmetric: Bool = false, isTransitive: Bool = false,
        domain: [String] = [], range: [String] = [], ontologyID: String? = nil
    ) {
        self.id = id
        self.label = label
        self.inverseLabel = inverseLabel
        self.isSymmetric = isSymmetric
        self.isTransitive = isTransitive
        self.domain = domain
        self.range = range
        self.ontologyID = ontologyID
    }
}

/// How a paper bears on the sentence that cites it.
public struct Stance: Sendable, Equatable {
    /// Which side of a claim the citation stands on.
    public enum Side: UInt8, Sendable {
        case supporting
        case disputing
        case neither
    }

    public var id: String
    public var label: String
    public var side: Side
    /// The term of CiTO, such as `cito:supports`.
    public var ontologyID: String?

    public init(id: String, label: String, side: Side, ontologyID: String? = nil) {
        self.id = id
        self.label = label
        self.side = side
        self.ontologyID = ontologyID
    }
}

/// A scheme of identifiers that a base adds to those of the tool.
public struct IdentifierType: Sendable, Equatable {
    /// The name in front matter.
    public var id: String
    /// What pages call it.
    public var label: String
    /// What an identifier looks like; `nil` for any text.
    public var pattern: IdentifierPattern?
    /// The address of a record, with `{id}` where the identifier stands.
    public var address: String

    public init(id: String, label: String, pattern: IdentifierPattern? = nil, address: String) {
        self.id = id
        self.label = label
        self.pattern = pattern
        self.address = address
    }
}

/// All words of one knowledge base. Order is the order of the file, and the order in which a page lists them.
public struct Vocabulary: Sendable, Equatable {
    public var kinds: [EntryKind: KindTerms]
    public var relations: [RelationType]
    public var stances: [Stance]
    /// Schemes of identifiers beside those of the tool (`IdentifierScheme`).
    public var identifiers: [IdentifierType] = []
    /// What the generator says on pages in the words of the base.
    public var wording = Wording()
    /// The lists that could not be read, for a slip that is reported in the file: a word is not known to be missing from them.
    public var unread: Set<List> = []

    /// The lists that words of entries stand in.
    public enum List: Sendable, CaseIterable {
        case categories
        case relations
        case stances
        case identifiers
    }

    public init(kinds: [EntryKind: KindTerms] = [:], relations: [RelationType] = [], stances: [Stance] = []) {
        self.kinds = kinds
        self.relations = relations
        self.stances = stances
    }

    /// Whether a list could not be read, so that no entry is blamed for a word that may stand in it.
    public func isUnread(_ list: List) -> Bool { unread.contains(list) }
    /// The place of a relation in `relations`; what references store as their qualifier.
    public func relationIndex(_ id: some StringProtocol) -> Int? { relations.firstIndex { $0.id == id } }
    /// The place of a stance in `stances`.
    public func stanceIndex(_ id: some StringProtocol) -> Int? { stances.firstIndex { $0.id == id } }
    /// The words of a kind; those of the tool itself where the file names none.
    public func terms(of kind: EntryKind) -> KindTerms {
        kinds[kind] ?? KindTerms(label: kind.name, plural: kind.folder, categories: [])
    }
}
