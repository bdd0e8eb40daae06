// How large a picture is, read from the first bytes of its file.

/// Width and height of a picture in pixels, as its own file states them.
///
/// A page that names both keeps the place of a picture free while it loads, so that no text moves.
public struct PictureSize: Sendable, Equatable {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Of so many bytes at the start of a file the size is read; a JPEG may hold a thumbnail before it.
    public static let headerBytes = 128 << 10

    /// `nil` when the bytes are no PNG, GIF, JPEG, WebP or SVG, or state no size in pixels (an SVG may have only a `viewBox`).
    public init?(header bytes: [UInt8]) {
        let found =
            switch PictureFormat(header: bytes) {
            case .png: PictureSize.png(bytes)
            case .gif: PictureSize.gif(bytes)
            case .jpeg: PictureSize.jpeg(bytes)
            case .webP: PictureSize.webP(bytes)
            default: PictureSize.svg(bytes)
            }
        guard let found, (1...100_000).contains(found.width), (1...100_000).contains(found.height) else { return nil }
        self = found
    }

    /// PNG specification 11.2.1: the first chunk, `IHDR`, begins with width and height.
    private static func png(_ bytes: [UInt8]) -> PictureSize? {
        guard bytes.count >= 24 else { return nil }
        return PictureSize(width: number(bytes[16..<20]), height: number(bytes[20..<24]))
    }

    /// GIF89a, 18: the logical screen, least byte first.
    private static func gif(_ bytes: [UInt8]) -> PictureSize? {
        guard bytes.count >= 10 else { return nil }
        return PictureSize(width: number(bytes[6..<8].reversed()), height: number(bytes[8..<10].reversed()))
    }

    /// ITU-T T.81, B.2.2: the first frame header (SOF) holds height and width.
    private static func jpeg(_ bytes: [UInt8]) -> PictureSize? {
        var place = 2
        while place + 9 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return PictureSize(width: number(bytes[(place + 7)..<(place + 9)]), height: number(bytes[(place + 5)..<(place + 7)]))
            }
            place += 2 + number(bytes[(place + 2)..<(place + 4)])
        }
        return nil
    }

    /// RFC 9649: the first chunk is lossy (`VP8 `), lossless (`VP8L`) or extended (`VP8X`).
    private static func webP(_ bytes: [UInt8]) -> PictureSize? {
        guard bytes.count >= 30 else { return nil }
        func low(_ range: Range<Int>) -> Int { number(bytes[range].reversed()) }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ": return PictureSize(width: low(26..<28) & 0x3FFF, height: low(28..<30) & 0x3FFF)
        case "VP8L": return PictureSize(width: low(21..<23) & 0x3FFF + 1, height: low(22..<25) >> 6 & 0x3FFF + 1)
        case "VP8X": return PictureSize(width: low(24..<27) + 1, height: low(27..<30) + 1)
        default: return nil
        }
    }

    /// The `width` and `height` of the root element, when both are numbers without a unit or in `px`.
    private static func svg(_ bytes: [UInt8]) -> PictureSize? {
        let text = String(decoding: bytes.prefix(8 << 10), as: UTF8.self)
        guard let start = text.firstRange(of: "<svg"), let end = text[start.upperBound...].firstIndex(of: ">") else { return nil }
        let tag = text[start.upperBound..<end]
        guard let width = pixels("width", in: tag), let height = pixels("height", in: tag) else { return nil }
        return PictureSize(width: width, height: height)
    }

    private static func pixels(_ attribute: String, in tag: Substring) -> Int? {
        for quote in ["\"", "'"] {
            for space in [" ", "\n", "\t"] {
                guard let start = tag.firstRange(of: space + attribute + "=" + quote) else { continue }
                var value = tag[start.upperBound...].prefix { String($0) != quote }
                if value.hasSuffix("px") { value = value.dropLast(2) }
                return Double(value).flatMap { Int(exactly: $0.rounded()) }
            }
        }
        return nil
    }

    /// A number of which the first byte weighs most.
    private static func number(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
