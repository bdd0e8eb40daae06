// Text to HTML, by runs over bytes: the one escaper of the libraries.

public enum HTMLEscaping {
    /// Appends UTF-8 as text or as a quoted attribute: `&`, `<`, `>` and `"` become entities.
    public static func appendText(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        if isClean(bytes) { output.append(contentsOf: bytes) } else { append(bytes, to: &output, entity: entity) }
    }

    /// Whether no byte becomes an entity, as in most texts. Sixteen bytes are looked at together.
    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let last = bytes.count - Block.scalarCount
        guard last >= 0, let start = bytes.baseAddress.map(UnsafeRawPointer.init) else { return bytes.allSatisfy { entity($0) == nil } }
        var index = 0
        while true {
            let block = start.loadUnaligned(fromByteOffset: index, as: Block.self)
            let isAngle = block .== Block(repeating: UInt8(ascii: "<")) .| block .== Block(repeating: UInt8(ascii: ">"))
            let isOther = block .== Block(repeating: UInt8(ascii: "&")) .| block .== Block(repeating: UInt8(ascii: "\""))
            // Asked for as two words: the library would ask one byte after another.
            let found = unsafeBitCast(isAngle .| isOther, to: SIMD2<UInt64>.self)
            if found.x | found.y != 0 { return false }
            if index == last { return true }
            // The last block may overlap the one before.
            index = min(index &+ Block.scalarCount, last)
        }
    }

    private typealias Block = SIMD16<UInt8>

    /// The same with `'`, for attributes in single quotes too.
    public static func appendAnywhere(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) { $0 == UInt8(ascii: "'") ? "&#39;" : entity($0) } }
    }

    @inline(__always)
    private static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: nil
        }
    }

    @inline(__always)
    private static func append(
        _ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], entity: (UInt8) -> StaticString?
    ) {
        bytes.append(to: &output) { word in
            // `<` and `>` differ in one bit, `"`, `&` and `'` in two, which `#` shares.
            !word.has(UInt8(ascii: "<"), ignoring: 2) && !word.has(UInt8(ascii: "&"), ignoring: 5)
        } escape: { byte, before, output in
            guard let entity = entity(byte) else { return false }
            output.append(contentsOf: before)
            output.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
            return true
        }
    }

    public static func appendText(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendText($0, to: &output) }
    }
}
