// The zip format: files as its members, and the directory at its end.
import CZlib
import WikiModel

/// A file as an archive holds it.
struct ZipMember: Sendable {
    /// From the archive's root, with `/` between folders.
    let path: String
    /// Deflated where that is shorter.
    let bytes: [UInt8]
    let isDeflated: Bool
    /// The size of the file itself.
    let sizeUTF8: UInt32
    /// The CRC-32 of the file itself.
    let checksum: UInt32

    /// - Returns: `nil` when the format has no room for the file: from 4 GiB on.
    init?(path: String, contents: [UInt8]) {
        guard let size = UInt32(exactly: contents.count), size < .max else { return nil }
        self.path = path
        sizeUTF8 = size
        checksum = UInt32(truncatingIfNeeded: contents.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt(size)) })
        let deflated = ZipMember.deflated(contents)
        isDeflated = deflated != nil
        bytes = deflated ?? contents
    }

    /// The bytes as a stream of raw deflate (RFC 1951); `nil` when that is not shorter, as of pictures.
    private static func deflated(_ contents: [UInt8]) -> [UInt8]? {
        let rawWindowBits: Int32 = -15
        let memoryLevel: Int32 = 8
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawWindowBits, memoryLevel, Z_DEFAULT_STRATEGY, zlibVersion(),
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        // With no room for more than the file has, deflating ends where it would not gain.
        let bytes = contents.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: contents.count) { output, count in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(input.count)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return bytes.isEmpty ? nil : bytes
    }
}

/// The headers of an archive's members, in the order in which they are written, and what ends it.
///
/// The format is that of PKWARE's APPNOTE.TXT 6.3.10; the numbers of sections in comments are its own. Archives of more than
/// 65,534 files or 4 GiB take the fields of Zip64 (section 4.5.3), which all readers of the last fifteen years know.
struct ZipDirectory {
    private let date: UInt16
    private var headers = BinaryWriter()
    private var memberCount = 0
    /// Where the next member begins.
    private var offset: UInt64 = 0

    private static let localSignature: UInt32 = 0x0403_4b50
    private static let centralSignature: UInt32 = 0x0201_4b50
    private static let endSignature: UInt32 = 0x0605_4b50
    private static let longEndSignature: UInt32 = 0x0606_4b50
    private static let longEndLocatorSignature: UInt32 = 0x0706_4b50
    private static let versionNeeded: UInt16 = 20
    private static let versionOfLong: UInt16 = 45
    /// Made on Unix, whose permissions the external attributes hold.
    private static let madeOnUnix: UInt16 = 3 << 8
    /// A regular file that all may read and its owner may write.
    private static let permissions: UInt32 = 0o100644 << 16

    /// - Parameter date: of all members, as `2026-01-31`. The format begins in 1980.
    init(date: String) {
        let parts = date.split(separator: "-").compactMap { UInt16($0) }
        let isKnown = parts.count == 3 && (1980...2107).contains(parts[0])
        self.date = isKnown ? (parts[0] - 1980) << 9 | parts[1] << 5 | parts[2] : 1 << 5 | 1
    }

    /// Notes a member and answers what stands before its bytes (4.3.7).
    mutating func header(of member: ZipMember) -> [UInt8] {
        var local = BinaryWriter()
        local.write(ZipDirectory.localSignature)
        local.write(ZipDirectory.versionNeeded)
        ZipDirectory.writeCommonFields(of: member, of: date, extraLength: 0, to: &local)
        local.bytes += Array(member.path.utf8)
        noteCentrally(member)
        memberCount += 1
        offset += UInt64(local.bytes.count) + UInt64(member.bytes.count)
        return local.bytes
    }

    /// What the headers of a member have in common.
    private static func writeCommonFields(
        of member: ZipMember, of date: UInt16, extraLength: UInt16, to writer: inout BinaryWriter
    ) {
        let namesAreUTF8: UInt16 = 1 << 11
        let (stored, deflated): (UInt16, UInt16) = (0, 8)
        writer.write(namesAreUTF8)
        writer.write(member.isDeflated ? deflated : stored)
        let midnight: UInt16 = 0
        writer.write(midnight)
        writer.write(date)
        writer.write(member.checksum)
        writer.write(UInt32(member.bytes.count))
        writer.write(member.sizeUTF8)
        writer.write(UInt16(member.path.utf8.count))
        writer.write(extraLength)
    }

    /// The member's header in the directory (4.3.12).
    private mutating func noteCentrally(_ member: ZipMember) {
        let isFar = offset >= UInt64(UInt32.max)
        let version = isFar ? ZipDirectory.versionOfLong : ZipDirectory.versionNeeded
        headers.write(ZipDirectory.centralSignature)
        headers.write(ZipDirectory.madeOnUnix | version)
        headers.write(version)
        let longField: (id: UInt16, length: UInt16) = (1, 8)
        ZipDirectory.writeCommonFields(of: member, of: date, extraLength: isFar ? 4 + longField.length : 0, to: &headers)
        let (noComment, firstDisk, notText): (UInt16, UInt16, UInt16) = (0, 0, 0)
        headers.write(noComment)
        headers.write(firstDisk)
        headers.write(notText)
        headers.write(ZipDirectory.permissions)
        headers.write(isFar ? .max : UInt32(offset))
        headers.bytes += Array(member.path.utf8)
        if isFar {
            headers.write(longField.id)
            headers.write(longField.length)
            headers.write(offset)
        }
    }

    /// What follows the last member: the directory and its end (4.3.12 to 4.3.16).
    func end() -> [UInt8] {
        var end = headers
        let size = UInt64(headers.bytes.count)
        if memberCount >= Int(UInt16.max) || size >= UInt64(UInt32.max) || offset >= UInt64(UInt32.max) { writeLongEnd(size, to: &end) }
        let (disk, firstDisk, noComment): (UInt16, UInt16, UInt16) = (0, 0, 0)
        end.write(ZipDirectory.endSignature)
        end.write(disk)
        end.write(firstDisk)
        end.write(UInt16(clamping: memberCount))
        end.write(UInt16(clamping: memberCount))
        end.write(UInt32(clamping: size))
        end.write(UInt32(clamping: offset))
        end.write(noComment)
        return end.bytes
    }

    /// The end in fields of 64 bits, and where it stands (4.3.14, 4.3.15).
    private func writeLongEnd(_ size: UInt64, to end: inout BinaryWriter) {
        let (disk, firstDisk, diskCount): (UInt32, UInt32, UInt32) = (0, 0, 1)
        let lengthOfTheRest: UInt64 = 44
        end.write(ZipDirectory.longEndSignature)
        end.write(lengthOfTheRest)
        end.write(ZipDirectory.madeOnUnix | ZipDirectory.versionOfLong)
        end.write(ZipDirectory.versionOfLong)
        end.write(disk)
        end.write(firstDisk)
        end.write(UInt64(memberCount))
        end.write(UInt64(memberCount))
        end.write(size)
        end.write(offset)
        end.write(ZipDirectory.longEndLocatorSignature)
        end.write(disk)
        end.write(offset + size)
        end.write(diskCount)
    }
}
