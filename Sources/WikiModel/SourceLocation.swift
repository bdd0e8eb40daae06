// Where in a source file something stands.

/// A place in a source file: 1-based line, 1-based column in UTF-8 bytes.
public struct SourceLocation: Sendable, Hashable, Comparable {
    public var line: Int
    public var columnUTF8: Int

    public init(line: Int, columnUTF8: Int) {
        self.line = line
        self.columnUTF8 = columnUTF8
    }

    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.line, left.columnUTF8) < (right.line, right.columnUTF8)
    }
}

/// A stretch of source, from `start` up to, not including, `end`. An empty range marks a point.
public struct SourceRange: Sendable, Hashable {
    public var start: SourceLocation
    public var end: SourceLocation

    public init(start: SourceLocation, end: SourceLocation) {
        self.start = start
        self.end = end
    }

    /// A range of `lengthUTF8` bytes on one line.
    public init(line: Int, columnUTF8: Int, lengthUTF8: Int = 0) {
        start = SourceLocation(line: line, columnUTF8: columnUTF8)
        end = SourceLocation(line: line, columnUTF8: columnUTF8 + lengthUTF8)
    }
}
