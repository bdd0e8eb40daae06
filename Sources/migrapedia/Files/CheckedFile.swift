// Files that the tool keeps for itself: their bytes after a hash of them, so that damage is seen before anything is read from them.
import WikiModel

enum CheckedFile {
    private static let hashBytes = MemoryLayout<UInt64>.size

    /// The bytes that were written; `nil` when there is no such file, or it is damaged.
    static func read(_ path: String) -> ArraySlice<UInt8>? {
        guard let bytes = try? File.read(path), bytes.count >= hashBytes else { return nil }
        var reader = BinaryReader(bytes[..<hashBytes])
        guard let hash = try? reader.number(UInt64.self), hash == StableHash.of(bytes[hashBytes...]) else { return nil }
        return bytes[hashBytes...]
    }

    static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        var writer = BinaryWriter()
        writer.bytes.reserveCapacity(hashBytes + bytes.count)
        writer.write(StableHash.of(bytes))
        writer.bytes += bytes
        try File.replace(path, with: writer.bytes)
    }
}
