// The compact binary form of values: what worker processes send and the cache keeps.

/// The bytes are not what this version of the tool wrote.
public struct DecodingFailure: Error, Sendable {
    public init() {}
}

/// Appends values to a byte buffer. Numbers are fixed-size and little-endian; arrays and strings carry their count.
public struct BinaryWriter: Sendable {
    public var bytes: [UInt8] = []

    public init() {}

    /// One byte.
    public mutating func write(_ value: UInt8) { bytes.append(value) }
    /// One byte, 1 or 0.
    public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// As many bytes as the type has, the lowest first.
    public mutating func write<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The count of bytes in UTF-8 as a `UInt32`, then the bytes.
    public mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(UInt32(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    /// The count of bytes as a `UInt32`, then the bytes.
    public mutating func write(_ data: some Collection<UInt8>) {
        write(UInt32(data.count))
        bytes.append(contentsOf: data)
    }

    /// The count of elements as a `UInt32`, then what `each` writes for each.
    public mutating func write<Element>(_ list: [Element], each: (inout BinaryWriter, Element) -> Void) {
        write(UInt32(list.count))
        for element in list { each(&self, element) }
    }

    /// Whether there is a value, then what `put` writes for it.
    public mutating func write<Value>(optional value: Value?, _ put: (inout BinaryWriter, Value) -> Void) {
        write(value != nil)
        if let value { put(&self, value) }
    }

    /// Writes plain values as they stand in memory. Only the same build of the tool reads them back.
    public mutating func write<Element: BitwiseCopyable>(plain list: [Element]) {
        write(UInt32(list.count))
        list.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}

/// Reads what `BinaryWriter` wrote, each kind of value by the method of its name; every read is checked against the end.
public struct BinaryReader {
    public let bytes: ArraySlice<UInt8>
    public private(set) var index: Int

    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    public var isAtEnd: Bool { index == bytes.endIndex }

    private mutating func take(_ count: Int) throws(DecodingFailure) -> Range<Int> {
        guard count >= 0, count <= bytes.endIndex - index else { throw DecodingFailure() }
        let range = index..<(index + count)
        index += count
        return range
    }

    /// The next byte, whatever it is.
    public mutating func byte() throws(DecodingFailure) -> UInt8 { bytes[try take(1).lowerBound] }
    public mutating func flag() throws(DecodingFailure) -> Bool { try byte() != 0 }

    /// A number of a type of fixed size.
    public mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type = Number.self)
        throws(DecodingFailure) -> Number
    {
        let range = try take(MemoryLayout<Number>.size)
        return bytes.withUnsafeBytes { buffer in
            Number(littleEndian: buffer.loadUnaligned(fromByteOffset: range.lowerBound - bytes.startIndex, as: Number.self))
        }
    }

    /// The count before a list, a text or data.
    public mutating func count() throws(DecodingFailure) -> Int { Int(try number(UInt32.self)) }

    /// Bytes, as a slice of those that are read.
    public mutating func data() throws(DecodingFailure) -> ArraySlice<UInt8> { bytes[try take(try count())] }

    /// A text; bytes that are no UTF-8 are repaired.
    public mutating func string() throws(DecodingFailure) -> String {
        let range = try take(try count())
        // Most fields of most entries are empty, as are most lists below.
        if range.isEmpty { return "" }
        return bytes.withUnsafeBytes { buffer in
            let offset = range.lowerBound - bytes.startIndex
            return String(decoding: UnsafeRawBufferPointer(rebasing: buffer[offset..<(offset + range.count)]), as: UTF8.self)
        }
    }

    /// A list, each element as `each` reads it. An element takes a byte at least, so that a damaged count asks for no memory.
    public mutating func list<Element>(_ each: (inout BinaryReader) throws(DecodingFailure) -> Element)
        throws(DecodingFailure) -> [Element]
    {
        let count = try count()
        guard count <= bytes.endIndex - index else { throw DecodingFailure() }
        if count == 0 { return [] }
        var list: [Element] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try each(&self)) }
        return list
    }

    /// A value that may be absent, as `get` reads it.
    public mutating func optional<Value>(_ get: (inout BinaryReader) throws(DecodingFailure) -> Value)
        throws(DecodingFailure) -> Value?
    {
        try flag() ? try get(&self) : nil
    }

    /// A list of plain values, as they stood in memory.
    public mutating func plain<Element: BitwiseCopyable>(_: Element.Type = Element.self)
        throws(DecodingFailure) -> [Element]
    {
        let count = try count()
        if count == 0 { return [] }
        let range = try take(count * MemoryLayout<Element>.stride)
        return bytes.withUnsafeBytes { buffer in
            [Element](unsafeUninitializedCapacity: count) { target, filled in
                let offset = range.lowerBound - bytes.startIndex
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: buffer[offset..<(offset + range.count)]))
                filled = count
            }
        }
    }
}
