// How far the record of a paper was checked, in the words of pages.
import WikiModel

/// What was seen of a paper when its record was made: `verified` in the front matter, whose other values say nothing.
enum PaperVerification: String, Sendable {
    case text
    case address
    case referenceList = "reference-list"

    /// `nil` when the front matter does not say.
    init?(_ paper: PaperMetadata) { self.init(rawValue: paper.verified) }

    /// For the paper's own page.
    var sentence: String {
        switch self {
        case .text: "title and DOI were both read on a public page of the paper"
        case .address: "the title was read on a public page of the paper, the DOI only in that page's address"
        case .referenceList: "the DOI was read only where another paper names it; the paper's own page was not seen"
        }
    }

    /// For lists, where the record is weak.
    var mark: String? {
        switch self {
        case .text: nil
        case .address: "DOI from the address only"
        case .referenceList: "DOI known through another paper only"
        }
    }
}
