// A full reference as typed parts, and these parts as HTML and as plain text.
import Bytes
import WikiModel

/// A style of full references.
public enum ReferenceStyle: Sendable, CaseIterable {
    /// `Ma L, Li Y (2015). Title. Journal 25(1):24–38. https://doi.org/…`
    case authorYear
    /// As the journals of medicine number them (ICMJE Recommendations, NLM Citing Medicine):
    /// `Ma L, Li Y. Title. Journal. 2015 Jan 2;25(1):24-38. doi:…`
    case numeric
    /// `Ma, L., & Li, Y. (2015). Title. Journal, 25(1), 24–38. https://doi.org/…`
    case apa
    /// `Ma, L. & Li, Y. Title. Journal 25, 24–38 (2015). https://doi.org/…`
    case nature

    /// What readers call the style.
    public var name: String {
        switch self {
        case .authorYear: "Author and year"
        case .numeric: "Vancouver"
        case .apa: "APA"
        case .nature: "Nature"
        }
    }
}

/// A part of a reference.
public struct ReferencePart: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case authors
        case year
        /// May hold bare `<i>`, `<sub>` and `<sup>`.
        case title
        /// The title of a book, or of the journal or book that holds the paper.
        case work
        /// Volume, issue, pages.
        case locator
        case publisher
        /// The first identifier that leads to the paper.
        case identifier
        /// A volume that the style sets in italics, or bold.
        case emphasis
        case strong
        /// `[retracted]` and its like.
        case notice
        /// What stands between the other parts.
        case punctuation
    }

    public var kind: Kind
    public var text: String
    /// Where the part links to: `https:` or `http:` only.
    public var url: String?

    public init(_ kind: Kind, _ text: String, url: String? = nil) {
        self.kind = kind
        self.text = text
        self.url = url
    }
}

extension ReferencePart {
    /// The text in the element of its kind.
    fileprivate func appendHTML(to bytes: inout [UInt8]) {
        let (start, end): (StaticString, StaticString) =
            switch kind {
            case .work: ("<cite>", "</cite>")
            case .emphasis: ("<i>", "</i>")
            case .strong: ("<b>", "</b>")
            case .notice: ("<strong>", "</strong>")
            default: ("", "")
            }
        bytes.add(start)
        if kind == .title || kind == .work { appendTitle(text, to: &bytes) } else { HTMLEscaping.appendAnywhere(text, to: &bytes) }
        bytes.add(end)
    }
}

/// A reference that is ready to be shown.
public struct FormattedReference: Sendable, Hashable {
    public var parts: [ReferencePart]

    public init(parts: [ReferencePart]) { self.parts = parts }

    /// The reference as HTML. No markup of the metadata passes, but for bare `<i>`, `<sub>`, `<sup>` in titles.
    public func html() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(200) { $0 + $1.text.utf8.count })
        for part in parts {
            if let url = part.url {
                bytes.add("<a href=\"")
                HTMLEscaping.appendAnywhere(url, to: &bytes)
                bytes.add("\">")
            }
            part.appendHTML(to: &bytes)
            if part.url != nil { bytes.add("</a>") }
        }
        return bytes
    }
}

/// The address if it is one of the web, so that a link to it is safe.
func webAddress(_ url: String) -> String? {
    guard url.dropping(anyOf: ["https://", "http://"])?.isEmpty == false else { return nil }
    return url.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F } ? nil : url
}
