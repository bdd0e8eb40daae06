// The memory that a page is written into.

/// Bytes that grow at their end. Emptied, a buffer keeps its memory for the next page.
///
/// An array asks before every append whether anyone else holds it, and calls functions to find out and to copy. A page is made
/// of some four thousand appends of ten bytes each, of which most are literals: here each is a comparison and a few moves. It
/// cannot be copied, so nobody else can hold it.
public struct ByteBuffer: ByteOutput, ~Copyable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var written = 0

    public init(minimumCapacity: Int = 256) {
        capacity = max(16, minimumCapacity)
        start = .allocate(capacity: capacity)
    }

    /// What `write` writes.
    public static func bytes(_ write: (inout ByteBuffer) -> Void) -> [UInt8] {
        var buffer = ByteBuffer()
        write(&buffer)
        return [UInt8](buffer)
    }

    deinit { start.deallocate() }

    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if written == capacity { grow(by: 1) }
        start[written] = byte
        written += 1
    }

    @inlinable @inline(__always)
    public mutating func append(contentsOf bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        let count = bytes.count
        if capacity - written < count { grow(by: count) }
        ByteBuffer.copy(source, count, to: start + written)
        written += count
    }

    @inlinable @inline(__always)
    public mutating func append(contentsOf bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append(contentsOf: $0) } }

    @inlinable @inline(__always)
    public mutating func append(contentsOf bytes: ArraySlice<UInt8>) { bytes.withUnsafeBufferPointer { append(contentsOf: $0) } }

    /// Up to sixteen bytes by two moves that may overlap, rather than by a call.
    @inlinable @inline(__always)
    static func copy(_ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>) {
        switch count {
        case 8...16:
            move(source, to: target, as: UInt64.self)
            move(source + (count - 8), to: target + (count - 8), as: UInt64.self)
        case 4..<8:
            move(source, to: target, as: UInt32.self)
            move(source + (count - 4), to: target + (count - 4), as: UInt32.self)
        case 1..<4:
            // The first, one in the middle and the last are all.
            target[0] = source[0]
            target[count / 2] = source[count / 2]
            target[count - 1] = source[count - 1]
        default: target.initialize(from: source, count: count)
        }
    }

    @inlinable @inline(__always)
    static func move<Word: BitwiseCopyable>(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, as type: Word.Type) {
        UnsafeMutableRawPointer(target).storeBytes(of: UnsafeRawPointer(source).loadUnaligned(as: type), as: type)
    }

    @usableFromInline @inline(never)
    mutating func grow(by more: Int) {
        let larger = max(2 * capacity, written + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.initialize(from: start, count: written)
        start.deallocate()
        (start, capacity) = (moved, larger)
    }

    /// How many bytes have been written.
    @inlinable
    public var count: Int { written }

    @inlinable
    public var isEmpty: Bool { written == 0 }

    @inlinable
    public var last: UInt8? { written == 0 ? nil : start[written - 1] }

    /// Takes the last bytes off; all when there are fewer.
    public mutating func removeLast(_ count: Int = 1) { written = max(0, written - count) }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() { written = 0 }

    @inlinable @inline(__always)
    public mutating func append(contentsOf buffer: borrowing ByteBuffer) { buffer.withBytes { append(contentsOf: $0) } }

    /// Lends the bytes.
    public borrowing func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(start: start, count: written))
    }
}

extension [UInt8] {
    /// The bytes of a buffer.
    public init(_ buffer: borrowing ByteBuffer) { self = buffer.withBytes { Array($0) } }
}
