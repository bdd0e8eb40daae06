// Many short byte strings in one buffer: finished HTML that every page uses.
import Bytes

/// Byte strings by number. They stand in one array, so that threads which copy them do not all count references to each.
struct ByteTable: Sendable {
    private let bytes: [UInt8]
    private let ends: [Int32]

    /// Byte strings 0 up to `count`, each as `write` writes it.
    init(count: Int, write: (Int, inout ByteBuffer) -> Void) {
        var buffer = ByteBuffer(minimumCapacity: 32 * count)
        var ends: [Int32] = []
        ends.reserveCapacity(count)
        for number in 0..<count {
            write(number, &buffer)
            ends.append(Int32(buffer.count))
        }
        (bytes, self.ends) = ([UInt8](buffer), ends)
    }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }

    @inline(__always)
    func append(_ number: Int, to output: inout some ByteOutput & ~Copyable) {
        let range = range(number)
        bytes.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Lends the bytes of one.
    @inline(__always)
    func withBytes<Result>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let range = range(number)
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    func isEmpty(_ number: Int) -> Bool { range(number).isEmpty }
    subscript(number: Int) -> [UInt8] { Array(bytes[range(number)]) }
}
