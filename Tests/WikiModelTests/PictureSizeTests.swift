// Sizes of pictures from the first bytes of their files, by the layouts of the formats' specifications.
import Testing
import WikiModel

@Suite struct PictureSizeTests {
    private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func pngGIFAndWebP() {
        let png: [UInt8] = [0x89] + text("PNG\r\n") + [0x1A, 0x0A, 0, 0, 0, 13] + text("IHDR") + [0, 0, 2, 0x80, 0, 0, 1, 0xE0]
        #expect(PictureSize(header: png) == PictureSize(width: 640, height: 480))
        #expect(PictureSize(header: text("GIF89a") + [0x40, 1, 0xF0, 0]) == PictureSize(width: 320, height: 240))
        let webP = { (chunk: String, data: [UInt8]) in text("RIFF") + [0, 0, 0, 0] + text("WEBP" + chunk) + [0, 0, 0, 0] + data }
        let lossy: [UInt8] = [0x30, 1, 0, 0x9D, 1, 0x2A, 0x80, 2, 0xE0, 1]
        #expect(PictureSize(header: webP("VP8 ", lossy)) == PictureSize(width: 640, height: 480))
        // 14 bits of width less 1, 14 bits of height less 1: 639 and 479.
        let lossless: [UInt8] = [0x2F, 0x7F, 0xC2, 0x77, 0, 0, 0, 0, 0, 0]
        #expect(PictureSize(header: webP("VP8L", lossless)) == PictureSize(width: 640, height: 480))
        let extended: [UInt8] = [0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0]
        #expect(PictureSize(header: webP("VP8X", extended)) == PictureSize(width: 640, height: 480))
    }

    @Test func aJPEGIsReadPastItsOtherSegments() {
        let segment: [UInt8] = [0xFF, 0xE1, 0, 6, 1, 2, 3, 4]
        let table: [UInt8] = [0xFF, 0xC4, 0, 3, 0]
        let frame: [UInt8] = [0xFF, 0xFF, 0xC2, 0, 17, 8, 1, 0xE0, 2, 0x80, 3]
        #expect(PictureSize(header: [0xFF, 0xD8] + segment + table + frame) == PictureSize(width: 640, height: 480))
        #expect(PictureSize(header: [0xFF, 0xD8] + segment + table) == nil)
        // A segment that claims no length at all does not hold the reader.
        #expect(PictureSize(header: [0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 40) + [0xE0, 0, 0]) == nil)
    }

    @Test(arguments: [
        ("<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'\n width='440' height=\"653px\">", PictureSize(width: 440, height: 653)),
        ("<svg width=\"12.6\" height=\"3\"/>", PictureSize(width: 13, height: 3)),
    ])
    func svgInPixels(_ svg: String, _ size: PictureSize) { #expect(PictureSize(header: text(svg)) == size) }

    @Test(arguments: [
        "", "GIF8", "not a picture", "<svg viewBox=\"0 0 4 4\"/>", "<svg width=\"100%\" height=\"4\"/>", "<svg width=\"4em\" height=\"4\"/>",
        "<svg stroke-width=\"4\" height=\"4\"/>", "<svg width=\"0\" height=\"4\"/>", "<svg width=\"nan\" height=\"4\"/>", "<svg width=\"1e300\" height=\"4\"/>",
        "<svg width=\"-4\" height=\"4\"/>", "<svg>", "<svg width=\"4",
    ])
    func whatStatesNoSizeHasNone(_ file: String) { #expect(PictureSize(header: text(file)) == nil) }

    /// Every start of a real header, and each with another byte: no answer is out of range, and nothing stops the tool.
    @Test func damagedHeadersAreSafe() {
        let whole: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 1, 2, 3, 4, 0xFF, 0xC0, 0, 17, 8, 1, 0xE0, 2, 0x80, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        for start in [whole, text("RIFF____WEBPVP8X____") + whole, text("GIF89a") + whole, [0x89] + text("PNG\r\n\u{1A}\n") + whole] {
            for length in start.indices { _ = PictureSize(header: Array(start[..<length])) }
            for index in start.indices {
                var damaged = start
                damaged[index] = 0xFF
                if let size = PictureSize(header: damaged) { #expect(size.width > 0 && size.height > 0 && size.width <= 100_000) }
            }
        }
    }
}
