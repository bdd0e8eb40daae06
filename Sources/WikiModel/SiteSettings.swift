// What the site is, apart from its prose and its layout (`site/site.yml`).

/// A place the masthead links to.
public struct NavigationItem: Sendable, Equatable {
    /// What it links to.
    public enum Target: Sendable, Equatable {
        /// A page the generator makes, by its name: `concepts`, `papers`, `claims`, …
        case page(String)
        /// An entry, by its slug or title.
        case entry(String)
        /// An address of the web or of mail, as it is written.
        case address(String)
    }

    public var label: String
    public var target: Target

    public init(label: String, target: Target) {
        self.label = label
        self.target = target
    }
}

/// The settings of one site.
public struct SiteSettings: Sendable, Equatable {
    public var title = "Knowledge base"
    public var tagline = ""
    /// A language tag of BCP 47.
    public var language = "en"
    /// Where the site is served, ending in `/`; empty when it has no address. Canonical addresses, feed, sitemap and
    /// robots are written only with it.
    public var baseURL = ""
    /// Of the base; a name that is given as one text is that of a group.
    public var authors: [PersonName] = []
    public var licenseName = ""
    public var licenseURL = ""
    public var navigation: [NavigationItem] = []
    /// Entries listed first on the home page.
    public var startHere: [String] = []
    /// The forge's page of the repository, without a final `/`; empty when there is none.
    public var repositoryURL = ""
    /// The branch that edits go to.
    public var repositoryBranch = "main"
    /// The folder of the base within the repository, without `/` at its ends; empty when the two are one.
    public var repositoryFolder = ""

    /// The address of the whole site as one file for reading offline (`migrapedia pack`); empty when none is offered.
    public var offlineCopyURL = ""
    /// The address of the base as an e-book (`migrapedia book`); empty when none is offered.
    public var ebookURL = ""

    /// Whether the site has a search index.
    public var isSearchEnabled = true
    /// Words by which the search finds each other's entries, in groups.
    public var searchSynonyms: [[String]] = []
    /// Whether links show a card on hover and focus.
    public var arePreviewsEnabled = true

    /// Whether pages show dates and contributors from the history of the repository.
    public var isHistoryEnabled = true
    /// Names or addresses of programs that commit: they get no credit, and their commits change no date.
    public var bots: [String] = []

    /// The picture shown where an address of the site is shared; `nil` when there is none.
    public var card: Card?

    /// A picture of the site.
    public struct Card: Sendable, Equatable {
        /// From the site's root: `assets/card.png`.
        public var path: String
        /// What it shows, for those who do not see it.
        public var alternative: String
        public var range: SourceRange

        public init(path: String, alternative: String, range: SourceRange) {
            self.path = path
            self.alternative = alternative
            self.range = range
        }
    }

    /// Every name of an entry in the settings, with its place.
    public var namedEntries: [Named] = []
    /// The ORCID iDs of authors, with their places.
    public var namedORCIDs: [Named] = []
    /// Every name of a page that the generator makes, with its place.
    public var namedPages: [Named] = []

    /// An entry, a page or a person that the settings name.
    public struct Named: Sendable, Equatable {
        public var name: String
        public var range: SourceRange

        public init(name: String, range: SourceRange) {
            self.name = name
            self.range = range
        }
    }

    public init() {}
}
