// What text is written into: an array of bytes, or the buffer of a page.

/// A place to append UTF-8 to.
public protocol ByteOutput: ~Copyable {
    mutating func append(_ byte: UInt8)
    mutating func append(contentsOf bytes: UnsafeBufferPointer<UInt8>)
    mutating func append(contentsOf bytes: [UInt8])
    mutating func append(contentsOf bytes: ArraySlice<UInt8>)
    var last: UInt8? { get }
}

extension ByteOutput where Self: ~Copyable {
    /// Appends the UTF-8 of a literal as it is.
    @inlinable @inline(__always)
    public mutating func add(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends a text as it is: words of the program, names that were checked.
    @inlinable
    public mutating func addPlain(_ text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: $0) }
    }

    /// Appends the decimal digits of a number.
    @inlinable
    public mutating func add(_ number: Int) {
        // Drawings and tables of edges are made of numbers, each too short to make a string for.
        guard (0..<1_000_000).contains(number) else { return addPlain(String(number)) }
        var unit = 1
        while unit * 10 <= number { unit *= 10 }
        while unit > 0 {
            append(0x30 + UInt8(number / unit % 10))
            unit /= 10
        }
    }
}

extension [UInt8]: ByteOutput {}
