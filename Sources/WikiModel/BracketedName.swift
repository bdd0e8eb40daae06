// Words in single brackets that may be the name of an entry: a link that lacks a bracket on each side.

/// Words in brackets, shown as they are written. Only the linker knows whether an entry is called so.
///
/// A plain value of fixed size: the cache stores arrays of it as they stand in memory.
public struct BracketedName: Sendable, BitwiseCopyable {
    public var line: UInt32
    public var columnUTF8: UInt32
    /// In `strings`: what stands between the brackets.
    public var name: ByteSpan

    public init(at start: SourceLocation, name: ByteSpan) {
        line = UInt32(truncatingIfNeeded: start.line)
        columnUTF8 = UInt32(truncatingIfNeeded: start.columnUTF8)
        self.name = name
    }

    /// Where the words and their brackets stand in the source.
    public var range: SourceRange { SourceRange(line: Int(line), columnUTF8: Int(columnUTF8), lengthUTF8: name.count + 2) }
}
