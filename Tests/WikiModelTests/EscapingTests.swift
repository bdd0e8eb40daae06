// Escaping by eight bytes at once gives what escaping each byte on its own gives, wherever the byte stands.
import Bytes
import Testing
import WikiModel

@Suite struct EscapingTests {
    /// One byte alone is never looked at as a part of eight.
    private func apart(_ bytes: [UInt8], _ escape: (UnsafeBufferPointer<UInt8>, inout ByteBuffer) -> Void) -> [UInt8] {
        ByteBuffer.bytes { output in
            for byte in bytes { [byte].withUnsafeBufferPointer { escape($0, &output) } }
        }
    }

    private func together(_ bytes: [UInt8], _ escape: (UnsafeBufferPointer<UInt8>, inout ByteBuffer) -> Void) -> [UInt8] {
        ByteBuffer.bytes { output in bytes.withUnsafeBufferPointer { escape($0, &output) } }
    }

    /// Every byte at every place of two words, among bytes that stand as they are and next to one that does not.
    private var texts: [[UInt8]] {
        (0...255).flatMap { byte in
            (0..<17).flatMap { place -> [[UInt8]] in
                var plain = [UInt8](repeating: UInt8(ascii: "a"), count: 17)
                plain[place] = UInt8(byte)
                var marked = plain
                marked[(place + 1) % 17] = UInt8(ascii: "<")
                return [plain, marked]
            }
        }
    }

    @Test func htmlIsEscapedAlikeAtEveryPlace() {
        for text in texts {
            let escaped = together(text) { HTMLEscaping.appendText($0, to: &$1) }
            #expect(escaped == apart(text) { HTMLEscaping.appendText($0, to: &$1) })
        }
        #expect(together(Array("a<b>\"c\" & d's".utf8)) { HTMLEscaping.appendText($0, to: &$1) } == Array("a&lt;b&gt;&quot;c&quot; &amp; d's".utf8))
    }

    @Test func jsonIsEscapedAlikeAtEveryPlace() {
        for text in texts {
            let escaped = together(text) { JSONEscaping.append($0, to: &$1) }
            #expect(escaped == apart(text) { JSONEscaping.append($0, to: &$1) })
        }
        #expect(together(Array("say \"<\\\n".utf8)) { JSONEscaping.append($0, to: &$1) } == Array("say \\\"\\u003c\\\\\\u000a".utf8))
    }
}
