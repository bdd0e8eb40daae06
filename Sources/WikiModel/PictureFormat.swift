// What a picture file is by its first bytes, whatever its name says.

/// A form of files that is known, of pictures and of what is taken for one.
public enum PictureFormat: String, Sendable, CaseIterable {
    // Browsers show these in a page.
    case png = "PNG"
    case jpeg = "JPEG"
    case gif = "GIF"
    case webP = "WebP"
    case avif = "AVIF"
    case svg = "SVG"
    // And these not, or not all of them.
    case tiff = "TIFF"
    case heic = "HEIC"
    case jpegXL = "JPEG XL"
    case jpeg2000 = "JPEG 2000"
    case bmp = "BMP"
    case photoshop = "Photoshop"
    case postScript = "PostScript"
    case pdf = "PDF"
    case compressed = "gzip"
    case zip = "ZIP"
    case webPage = "HTML"

    /// Of so many bytes at the start of a file its form is told; of a drawing, whose first tag may stand below long comments, of all of them.
    public static let headerBytes = 4 << 10

    /// How the names of files of the form end; empty for what browsers do not show in a page.
    public var endings: [String] {
        switch self {
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg"]
        case .gif: ["gif"]
        case .webP: ["webp"]
        case .avif: ["avif"]
        case .svg: ["svg"]
        default: []
        }
    }

    /// How the names of pictures end, in small letters.
    public static let allEndings = Set(allCases.flatMap(\.endings))

    /// Whether a name is that of a picture.
    public static func isPicture(_ name: some StringProtocol) -> Bool { allEndings.contains(ending(of: name)) }

    /// What stands behind the last dot of a name, in small letters.
    public static func ending(of name: some StringProtocol) -> String {
        name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
    }

    /// The bytes that files of a form begin with.
    private static let signatures: [(PictureFormat, [UInt8])] = [
        (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.jpeg, [0xFF, 0xD8, 0xFF]), (.gif, Array("GIF8".utf8)),
        (.tiff, Array("II*\0".utf8)), (.tiff, Array("MM\0*".utf8)), (.tiff, Array("II+\0".utf8)), (.tiff, Array("MM\0+".utf8)),
        (.jpegXL, [0xFF, 0x0A]), (.jpegXL, [0, 0, 0, 0x0C] + "JXL ".utf8), (.jpeg2000, [0, 0, 0, 0x0C] + "jP  ".utf8),
        (.bmp, Array("BM".utf8)), (.photoshop, Array("8BPS".utf8)), (.postScript, Array("%!PS".utf8)), (.pdf, Array("%PDF-".utf8)),
        (.compressed, [0x1F, 0x8B]), (.zip, Array("PK\u{3}\u{4}".utf8)),
        // An SVG in UTF-16, which browsers read: nothing else that is known begins so.
        (.svg, [0xFF, 0xFE]), (.svg, [0xFE, 0xFF]),
    ]

    /// `nil` when the form is not known.
    public init?(header bytes: [UInt8]) {
        let found = PictureFormat.signatures.first { bytes.starts(with: $0.1) }?.0
        guard let format = found ?? PictureFormat.container(bytes) ?? PictureFormat.markup(bytes) else { return nil }
        self = format
    }

    /// Forms that stand in a container: RIFF (RFC 9649), or boxes of ISO/IEC 14496-12, of which the first names the brands.
    private static func container(_ bytes: [UInt8]) -> PictureFormat? {
        guard bytes.count >= 12 else { return nil }
        if bytes.starts(with: "RIFF".utf8) { return bytes[8..<12].elementsEqual("WEBP".utf8) ? .webP : nil }
        guard bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
        let end = min(bytes.count, bytes[..<4].reduce(0) { $0 << 8 | Int($1) })
        let brands = stride(from: 8, through: end - 4, by: 4).map { String(decoding: bytes[$0..<($0 + 4)], as: UTF8.self) }
        if brands.contains(where: ["avif", "avis"].contains) { return .avif }
        return brands.contains(where: ["heic", "heix", "heim", "heis", "hevc", "mif1"].contains) ? .heic : nil
    }

    /// A text whose first tag, after declarations and comments, is one of SVG or of HTML.
    private static func markup(_ bytes: [UInt8]) -> PictureFormat? {
        var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard rest.first == UInt8(ascii: "<") else { return nil }
            if rest.starts(with: "<!--".utf8) {
                rest = after("-->", in: rest)
            } else if rest.starts(with: "<?".utf8) {
                rest = after("?>", in: rest)
            } else if rest.starts(with: "<!".utf8) {
                let kind = rest.dropFirst(2).prefix(12).map(\.lowercased)
                if kind.elementsEqual("doctype html".utf8) { return .webPage }
                // Declarations of entities stand in brackets.
                let opening = rest.firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ">") }
                rest = after(opening.map { rest[$0] } == UInt8(ascii: "[") ? "]>" : ">", in: rest)
            } else {
                return tag(rest.dropFirst())
            }
        }
    }

    private static func tag(_ bytes: ArraySlice<UInt8>) -> PictureFormat? {
        let name = bytes.prefix { $0.isWord || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }
        switch String(decoding: name, as: UTF8.self).lowercased().split(separator: ":").last {
        case "svg": return .svg
        case "html", "head", "body", "title", "meta": return .webPage
        default: return nil
        }
    }

    /// What stands behind a mark; nothing when it is not there.
    private static func after(_ mark: String, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.firstRange(of: mark.utf8).map { bytes[$0.upperBound...] } ?? []
    }
}
