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

    /// Every byte is kept or encoded, and what was encoded is decoded to what it was.
    @Test func addressesAreEncodedByRuns() {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        for text in texts {
            let expected = text.flatMap { (byte: UInt8) -> [UInt8] in
                let digits = String(UInt16(byte) + 256, radix: 16, uppercase: true).dropFirst()
                return plain.contains(byte) ? [byte] : Array("%\(digits)".utf8)
            }
            #expect(together(text) { PercentEncoding.append($0, keeping: .path, to: &$1) } == expected)
        }
        #expect(PercentEncoding.encoded("a b/é", keeping: .unreserved) == "a%20b%2F%C3%A9")
        #expect(PercentEncoding.encoded("a-b.md", keeping: .unreserved) == "a-b.md")
        let iri = AddressBytes(allBut: "<>")
        #expect(PercentEncoding.encoded("http://a/é <b>\u{7F}\t", keeping: iri) == "http://a/é%20%3Cb%3E%7F%09")
        for text in ["a b/é", "100 %", "\u{0}<>", ""] { #expect(PercentEncoding.decoded(PercentEncoding.encoded(text, keeping: .unreserved)) == text) }
    }

    @Test(arguments: [("a%20b", "a b"), ("%C3%a9", "é"), ("100%", "100%"), ("%4", "%4"), ("%zz%+f%41", "%zz%+fA"), ("%2541", "%41"), ("a%ffb", nil)])
    func addressesAreDecodedOnce(_ text: String, _ decoded: String?) { #expect(PercentEncoding.decoded(text) == decoded) }

    @Test func jsonIsEscapedAlikeAtEveryPlace() {
        for text in texts {
            let escaped = together(text) { JSONEscaping.append($0, to: &$1) }
            #expect(escaped == apart(text) { JSONEscaping.append($0, to: &$1) })
        }
        #expect(together(Array("say \"<\\\n".utf8)) { JSONEscaping.append($0, to: &$1) } == Array("say \\\"\\u003c\\\\\\u000a".utf8))
        // In reports tags stand as they are; all else is the same.
        #expect(JSONEscaping.quoted("say \"<\\\n\t\u{7F}é") == "\"say \\\"<\\\\\\u000a\\u0009\\u007fé\"")
    }
}
