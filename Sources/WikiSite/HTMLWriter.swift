// Appending HTML to a byte buffer.
import Bytes
import WikiModel

extension ByteBuffer {
    /// Appends bytes with HTML's syntax as entities.
    mutating func addEscaped(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { HTMLEscaping.appendText($0, to: &self) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { HTMLEscaping.appendText($0, to: &self) } }
    }

    mutating func addEscaped(_ text: String) { HTMLEscaping.appendText(text, to: &self) }
}
