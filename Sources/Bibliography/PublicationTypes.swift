// The types of publications: CSL's names, and what BibTeX, BibLaTeX, RIS and PubMed call them.
import WikiModel

/// The item types of CSL.
let cslTypes = PublicationType.csl

/// How a CSL type is written. A type that a format lacks is written as the nearest, and its own name stands in a
/// further field (`entrysubtype` of BibLaTeX, `M3` of RIS), so that nothing is lost.
struct WrittenType {
    var bibtex: String
    var biblatex: String
    var ris: String

    init(csl: String) {
        switch csl {
        case "article-journal", "review", "review-book": self.init("article", "article", "JOUR")
        case "article-magazine": self.init("article", "article", "MGZN")
        case "article-newspaper": self.init("article", "article", "NEWS")
        case "article": self.init("misc", "online", "GEN")
        case "book", "classic", "collection": self.init("book", "book", "BOOK")
        case "chapter": self.init("incollection", "incollection", "CHAP")
        case "entry-encyclopedia": self.init("incollection", "inreference", "ENCYC")
        case "entry-dictionary": self.init("incollection", "inreference", "DICT")
        case "paper-conference": self.init("inproceedings", "inproceedings", "CPAPER")
        case "thesis": self.init("phdthesis", "thesis", "THES")
        case "report": self.init("techreport", "report", "RPRT")
        case "dataset": self.init("misc", "dataset", "DATA")
        case "software": self.init("misc", "software", "COMP")
        case "webpage": self.init("misc", "online", "ELEC")
        case "post-weblog": self.init("misc", "online", "BLOG")
        case "patent": self.init("misc", "patent", "PAT")
        case "standard": self.init("misc", "standard", "STAND")
        case "periodical": self.init("misc", "periodical", "JFULL")
        case "pamphlet": self.init("booklet", "booklet", "PAMP")
        case "manuscript": self.init("unpublished", "unpublished", "UNPB")
        case "map": self.init("misc", "misc", "MAP")
        default: self.init("misc", "misc", "GEN")
        }
    }

    private init(_ bibtex: String, _ biblatex: String, _ ris: String) {
        self.bibtex = bibtex
        self.biblatex = biblatex
        self.ris = ris
    }
}

/// The CSL type of a BibTeX or BibLaTeX entry type (biblatex manual, 2.1), or of one that Mendeley writes (`web_page`);
/// `nil` for one not known.
func cslType(ofBibTeX type: String) -> String? {
    switch type {
    case "article", "suppperiodical": "article-journal"
    case "book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "manual", "reference",
        "mvreference":
        "book"
    case "booklet": "pamphlet"
    case "inbook", "bookinbook", "suppbook", "incollection", "suppcollection": "chapter"
    case "inproceedings", "conference": "paper-conference"
    case "inreference": "entry-encyclopedia"
    case "thesis", "phdthesis", "mastersthesis", "bathesis": "thesis"
    case "report", "techreport": "report"
    case "online", "electronic", "www": "webpage"
    case "unpublished": "manuscript"
    case "misc", "customa", "customb", "customc", "customd", "custome", "customf": "document"
    case "dataset", "software", "patent", "periodical", "standard", "review": type
    case "movie", "video": "motion_picture"
    case "audio", "music": "song"
    case "image", "artwork": "graphic"
    case "legislation", "legal": "legislation"
    case "jurisdiction": "legal_case"
    case "letter": "personal_communication"
    case "performance": "performance"
    case "preprint": "article"
    case "web_page": "webpage"
    case "book_section": "chapter"
    case "generic", "working_paper": "document"
    case "magazine_article": "article-magazine"
    case "newspaper_article": "article-newspaper"
    case "encyclopedia_article": "entry-encyclopedia"
    case "conference_proceedings": "paper-conference"
    case "computer_program": "software"
    case "film", "television_broadcast": "motion_picture"
    default: nil
    }
}

/// Entry types to look among for the one an author meant.
let usualEntryTypes = [
    "article", "book", "inbook", "incollection", "inproceedings", "phdthesis", "mastersthesis", "thesis", "techreport",
    "report",
    "misc", "online", "unpublished", "dataset", "software", "manual", "booklet", "proceedings",
]

/// The CSL type of a RIS type of reference (RIS format specification, 2011); `nil` for one not known.
func cslType(ofRIS type: String) -> String? {
    switch type {
    case "JOUR", "EJOUR", "INPR", "ABST": "article-journal"
    case "MGZN": "article-magazine"
    case "NEWS": "article-newspaper"
    case "JFULL", "SER": "periodical"
    case "BOOK", "EBOOK", "EDBOOK", "CTLG": "book"
    case "CHAP", "ECHAP": "chapter"
    // Publishers export single papers under CONF, which is meant for whole proceedings.
    case "CPAPER", "CONF": "paper-conference"
    case "THES": "thesis"
    case "RPRT", "GOVDOC": "report"
    case "GEN", "EQUA", "GRANT": "document"
    case "ELEC", "MULTI": "webpage"
    case "BLOG": "post-weblog"
    case "DATA", "AGGR", "DBASE": "dataset"
    case "COMP": "software"
    case "UNPB", "UNPD", "MANSCPT": "manuscript"
    case "PAT": "patent"
    case "STAND": "standard"
    case "ENCYC": "entry-encyclopedia"
    case "DICT": "entry-dictionary"
    case "MAP": "map"
    case "VIDEO", "MPCT", "ADVS": "motion_picture"
    case "SOUND": "song"
    case "MUSIC": "musical_score"
    case "PAMP": "pamphlet"
    case "STAT", "LEGAL": "legislation"
    case "BILL", "UNBILL": "bill"
    case "CASE": "legal_case"
    case "HEAR": "hearing"
    case "ART": "graphic"
    case "FIGURE", "CHART": "figure"
    case "PCOMM": "personal_communication"
    case "SLIDE": "speech"
    case "CLSWK", "ANCIENT": "classic"
    case "PREPRINT": "article"
    default: nil
    }
}

/// Whether a publisher is a server of preprints, such as bioRxiv.
func isPreprintServer(_ publisher: String) -> Bool {
    let name = String(decoding: FoldedName.fold(publisher), as: UTF8.self)
    return name.hasSuffix("rxiv") || ["research square", "preprints org", "ssrn"].contains(name)
}

/// Types whose container is a book, for `booktitle`.
func isPartOfBook(_ cslType: String) -> Bool {
    ["chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"].contains(cslType)
}

/// Whether BibTeX's `number` is the work's own, as of a report, not the issue of a journal (biblatex manual, 2.3.9).
func numberIsOfWork(_ cslType: String) -> Bool { ["report", "patent", "standard"].contains(cslType) }
