// A buffer holds what was appended to it, whatever the lengths.
import Bytes
import Testing

@Suite struct ByteBufferTests {
    /// Lengths around those that are copied by other means, and larger ones that the buffer grows for.
    private static let lengths = Array(0...40) + [255, 256, 257, 5000]

    private func text(_ length: Int, from first: Int) -> [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: first + 7 * $0) } }

    @Test func everyLengthIsCopiedWhole() {
        for length in ByteBufferTests.lengths {
            let bytes = text(length, from: length)
            #expect(ByteBuffer.bytes { $0.append(contentsOf: bytes) } == bytes)
            #expect(ByteBuffer.bytes { $0.append(contentsOf: (bytes + [1])[..<length]) } == bytes)
        }
    }

    @Test func appendsFollowEachOther() {
        var expected: [UInt8] = []
        var buffer = ByteBuffer(minimumCapacity: 0)
        for first in ByteBufferTests.lengths {
            for length in ByteBufferTests.lengths {
                let bytes = text(length, from: first)
                buffer.append(contentsOf: bytes)
                buffer.append(UInt8(truncatingIfNeeded: first))
                expected += bytes + [UInt8(truncatingIfNeeded: first)]
            }
        }
        #expect([UInt8](buffer) == expected)
        #expect(buffer.count == expected.count)
        #expect(buffer.last == expected.last)
    }

    @Test func literalsNumbersAndTexts() {
        let bytes = ByteBuffer.bytes { output in
            output.add("")
            output.add("<p>")
            output.add("a literal of more than sixteen bytes")
            for number in [0, 9, 10, 999_999, 1_000_000, -3, Int.max] {
                output.add(" ")
                output.add(number)
            }
            output.addPlain(" Ca²⁺")
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "<p>a literal of more than sixteen bytes 0 9 10 999999 1000000 -3 9223372036854775807 Ca²⁺")
    }

    @Test func emptiedAndShortened() {
        var buffer = ByteBuffer()
        #expect(buffer.count == 0)
        #expect(buffer.last == nil)
        buffer.removeLast()
        buffer.add("first")
        buffer.removeLast(3)
        #expect([UInt8](buffer) == Array("fi".utf8))
        var other = ByteBuffer()
        other.add("second, and longer than sixteen bytes")
        buffer.append(contentsOf: other)
        #expect([UInt8](buffer) == Array("fisecond, and longer than sixteen bytes".utf8))
        buffer.removeAll()
        #expect(buffer.count == 0)
        #expect([UInt8](buffer) == [])
    }
}
