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
    var sentence: Phrase {
        switch self {
        case .text: .titleAndDOIRead
        case .address: .doiFromAddress
        case .referenceList: .doiFromOthers
        }
    }

    /// For lists, where the record is weak.
    var mark: Phrase? {
        switch self {
        case .text: nil
        case .address: .doiFromAddressMark
        case .referenceList: .doiFromOthersMark
        }
    }
}
