// Many short byte strings in one buffer: finished HTML that every page uses.

/// Byte strings by number. They stand in one array, so that threads which copy them do not all count references to each.
struct ByteTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []

    init(minimumCapacity: Int = 0) { ends.reserveCapacity(minimumCapacity) }

    /// Adds the next byte string.
    mutating func add(_ write: (inout [UInt8]) -> Void) {
        write(&bytes)
        ends.append(Int32(bytes.count))
    }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }

    @inline(__always)
    func append(_ number: Int, to output: inout [UInt8]) {
        let range = range(number)
        bytes.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    func isEmpty(_ number: Int) -> Bool { range(number).isEmpty }
    subscript(number: Int) -> [UInt8] { Array(bytes[range(number)]) }
}
