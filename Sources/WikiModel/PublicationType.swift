// The types that a paper may have: those of CSL, and what authors write instead.

/// The values of `type` in the front matter of papers.
public enum PublicationType {
    /// The item types of CSL 1.0.2 (specification, appendix III).
    public static let csl: Set<String> = [
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
        "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure",
        "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score",
        "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog",
        "regulation", "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty",
        "webpage",
    ]

    /// The type of CSL that another word means: one of its own in other letters or with blanks, or a usual name; `nil` for
    /// others.
    public static func meant(by word: String) -> String? {
        let plain = word.lowercased().map { $0 == " " ? "-" : $0 }
        let joined = String(plain)
        if csl.contains(joined) { return joined }
        return others[joined]
    }

    private static let others = [
        "preprint": "article", "pre-print": "article", "journal-article": "article-journal", "journal": "article-journal",
        "research-article": "article-journal", "review-article": "article-journal", "letter": "article-journal",
        "editorial": "article-journal", "magazine-article": "article-magazine", "newspaper-article": "article-newspaper",
        "book-chapter": "chapter", "book-section": "chapter", "incollection": "chapter", "inbook": "chapter", "monograph": "book",
        "inproceedings": "paper-conference", "conference-paper": "paper-conference", "conference": "paper-conference",
        "proceedings-article": "paper-conference", "dissertation": "thesis", "phdthesis": "thesis", "phd-thesis": "thesis",
        "mastersthesis": "thesis", "master-thesis": "thesis", "techreport": "report", "technical-report": "report",
        "website": "webpage", "web-page": "webpage", "online": "webpage", "data": "dataset", "data-set": "dataset",
        "blog-post": "post-weblog", "misc": "document", "poster": "paper-conference",
    ]
}
