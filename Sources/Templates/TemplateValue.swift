// Values that templates show.
import Bytes

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
    case writer(@Sendable (inout ByteBuffer) -> Void)
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

/// The names of an object's values, in order; made once and shared by all objects of a kind.
///
/// A shape is never freed: thousands of objects on all threads belong to one, and would all count references to it.
public final class TemplateShape: Sendable {
    public let names: [String]
    /// A hash table with open addressing, at most half full: the hash of a name, and its place; -1 where nothing stands.
    private let slots: [(hash: UInt64, place: Int32)]

    /// - Parameter names: without doubles.
    public init(_ names: [String]) {
        self.names = names
        var count = 2
        while count < 2 * names.count { count *= 2 }
        var slots = [(hash: UInt64, place: Int32)](repeating: (0, -1), count: count)
        for (place, name) in names.enumerated() {
            let hash = TemplateName.hash(name)
            var slot = Int(truncatingIfNeeded: hash) & (count - 1)
            while slots[slot].place >= 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = (hash, Int32(place))
        }
        self.slots = slots
        _ = Unmanaged.passRetained(self)
    }

    /// The place of a name among the values.
    @inline(__always)
    func index(of hash: UInt64) -> Int? {
        slots.withUnsafeBufferPointer { slots in
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot].place >= 0 {
                if slots[slot].hash == hash { return Int(slots[slot].place) }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }
}

/// Values under names. A class, so that a copy of a value counts one reference.
public final class TemplateObject: Sendable {
    private let sharedShape: Unmanaged<TemplateShape>
    public let values: [TemplateValue]

    public var shape: TemplateShape { sharedShape.takeUnretainedValue() }

    /// - Parameter values: one for each name of the shape; missing ones are absent.
    public init(_ shape: TemplateShape, _ values: [TemplateValue]) {
        sharedShape = Unmanaged.passUnretained(shape)
        self.values = values
    }

    /// The value of a name; `nil` when the shape does not have it.
    @inline(__always)
    func value(_ hash: UInt64) -> TemplateValue? {
        guard let index = sharedShape._withUnsafeGuaranteedRef({ $0.index(of: hash) }) else { return nil }
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
