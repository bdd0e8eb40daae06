// The name of an entry in addresses and on disk.

/// Why a text is not a slug.
public enum SlugError: Error, Equatable, Sendable {
    case empty
    case tooLong(bytes: Int)
    case badByte(UInt8)
    case badEdge
    case reserved

    /// The code of the problem.
    public var code: DiagnosticCode { self == .reserved ? .slugReserved : .slugInvalid }

    /// What is wrong, after the name; `form` says it of a name that has another form.
    public func reason(form: String) -> String {
        switch self {
        case .reserved: "is reserved by Windows"
        case .tooLong(let bytes): "has \(bytes) bytes; at most \(Slug.longestUTF8) are allowed"
        case .empty, .badByte, .badEdge: form
        }
    }
}

/// A name that is safe as a file name everywhere and as a part of an address: `[a-z0-9-]`, at most 80 bytes,
/// no hyphen at either end, and not a device name of Windows (`con`, `nul`, `com1`, …).
public struct Slug: Sendable, Hashable, CustomStringConvertible {
    public static let longestUTF8 = 80

    /// Names that Windows keeps for devices, whatever the extension.
    public static let reservedNames: Set<String> = Set(
        ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

    public let text: String

    public init(_ text: String) throws(SlugError) {
        let bytes = text.utf8
        if bytes.isEmpty { throw .empty }
        if bytes.count > Slug.longestUTF8 { throw .tooLong(bytes: bytes.count) }
        for byte in bytes where !Slug.allows(byte) { throw .badByte(byte) }
        if bytes.first == UInt8(ascii: "-") || bytes.last == UInt8(ascii: "-") { throw .badEdge }
        if Slug.isReserved(text) { throw .reserved }
        self.text = text
    }

    /// The nearest slug to any text: Greek letters by name, accents dropped, everything else to single hyphens.
    /// Empty when nothing is left.
    public static func suggestion(for text: String) -> String {
        var bytes: [UInt8] = []
        for byte in FoldedName.fold(text) {
            if byte.isAlphanumeric { bytes.append(byte) } else if bytes.last != UInt8(ascii: "-"), !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
        }
        if bytes.count > longestUTF8 { bytes.removeSubrange(longestUTF8...) }
        while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        let slug = String(decoding: bytes, as: UTF8.self)
        return isReserved(slug) ? slug + "-entry" : slug
    }

    /// Whether a text is a device name. All are three or four bytes long, so that most texts need not be hashed.
    private static func isReserved(_ text: String) -> Bool { text.utf8.count <= 4 && reservedNames.contains(text) }

    /// Whether a slug may hold a byte.
    public static func allows(_ byte: UInt8) -> Bool {
        byte.isLower || byte.isDigit || byte == UInt8(ascii: "-")
    }

    public var description: String { text }
}
