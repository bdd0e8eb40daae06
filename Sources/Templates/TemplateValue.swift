// Values that templates show.

/// A value. The program decides here what is HTML; a template cannot.
public enum TemplateValue: Sendable {
    /// A known name without a value: shows nothing, and its section is skipped.
    case absent
    case flag(Bool)
    /// Text, escaped where it is shown. Empty text counts as absent for sections.
    case text(String)
    /// UTF-8 text, escaped where it is shown.
    case bytes([UInt8])
    /// Finished HTML, shown as it is.
    case html([UInt8])
    /// Finished HTML that is written straight into the page.
    case writer(@Sendable (inout [UInt8]) -> Void)
    case list([TemplateValue])
    case object(TemplateObject)

    /// Whether a section of the value is shown.
    var isTruthy: Bool {
        switch self {
        case .absent: false
        case .flag(let flag): flag
        case .text(let text): !text.isEmpty
        case .bytes(let bytes), .html(let bytes): !bytes.isEmpty
        case .list(let list): !list.isEmpty
        case .writer, .object: true
        }
    }
}

/// The names of an object's values, in order; made once and shared by all objects of a kind. A class, as is an object, so
/// that a copy of a value counts one reference.
public final class TemplateShape: Sendable {
    public let names: [String]
    private let hashes: [UInt64]

    /// - Parameter names: without doubles.
    public init(_ names: [String]) {
        self.names = names
        hashes = names.map { TemplateName.hash($0) }
    }

    /// The place of a name among the values.
    @inline(__always)
    func index(of hash: UInt64) -> Int? {
        hashes.withUnsafeBufferPointer { hashes in
            var index = 0
            while index < hashes.count {
                if hashes[index] == hash { return index }
                index += 1
            }
            return nil
        }
    }
}

/// Values under names.
public final class TemplateObject: Sendable {
    public let shape: TemplateShape
    public let values: [TemplateValue]

    /// - Parameter values: one for each name of the shape; missing ones are absent.
    public init(_ shape: TemplateShape, _ values: [TemplateValue]) {
        self.shape = shape
        self.values = values
    }

    /// The value of a name; `nil` when the shape does not have it.
    @inline(__always)
    func value(_ hash: UInt64) -> TemplateValue? {
        guard let index = shape.index(of: hash) else { return nil }
        return index < values.count ? values[index] : .absent
    }
}

/// Names are compared by a hash of 64 bits, made when a template or a shape is made.
enum TemplateName {
    /// FNV-1a; names are few and written by hand.
    static func hash(_ name: some StringProtocol) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
